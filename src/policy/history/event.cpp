#include "policy/history/event.hpp"

#include <algorithm>
#include <limits>

namespace yidi::policy {
namespace {

/// 1990-01-01; with sixteen bits the days reach to 2169.
constexpr std::int32_t first_day = 7305;

/// The small facts of an event, each with so many bits of `facts`, in this order.
enum class Fact : std::uint8_t {
    scheme,
    status,
    service,
    level,
    place,
    urgency,
    aid_class,
    contribution,
    birth,
    channel,
    link,
    prescriber,
    tier,
    civil_servant,
    enterprise,
    commercial,
    contracted,
    referred,
    approved,
    use_account,
    age,
    follows,
    opening,
};
constexpr std::size_t fact_count = 23;

/// Bits and number of values of each fact.
struct Width {
    unsigned bits;
    std::uint32_t values;
};
constexpr Width widths[fact_count] = {
    {2, 3}, {3, 6}, {3, 7}, {3, 5}, {3, 7}, {2, 3}, {3, 6}, {2, 3}, {3, 7}, {2, 3},  {3, 6},
    {3, 5}, {2, 4}, {1, 2}, {1, 2}, {1, 2}, {1, 2}, {1, 2}, {1, 2}, {1, 2}, {8, 256}, {6, 64},
    {1, 2},
};

constexpr unsigned shift_of(std::size_t fact) {
    unsigned shift = 0;
    for (std::size_t index = 0; index < fact; ++index) shift += widths[index].bits;
    return shift;
}
static_assert(shift_of(fact_count) <= 64);

template <Fact fact>
constexpr std::uint32_t get(std::uint64_t facts) {
    constexpr auto index = static_cast<std::size_t>(fact);
    return static_cast<std::uint32_t>(facts >> shift_of(index)) & ((1U << widths[index].bits) - 1);
}

/// Collects facts, and remembers the first value that did not fit.
class Packer {
  public:
    template <class Value>
    void fact(Fact fact, Value value, std::string_view name) {
        const auto index = static_cast<std::size_t>(fact);
        const auto number = static_cast<std::int64_t>(value);
        if (number < 0 || number >= std::int64_t{widths[index].values}) {
            return unfit(name, std::to_string(number),
                         "0 to " + std::to_string(widths[index].values - 1));
        }
        stored_.facts |= static_cast<std::uint64_t>(number) << shift_of(index);
    }

    void day(Date date, std::uint16_t& slot, std::string_view name) {
        const std::int32_t days = date.days() - first_day;
        if (days < 0 || days > std::numeric_limits<std::uint16_t>::max()) {
            return unfit(name, date.text(), "1990-01-01 to 2169-06-06");
        }
        slot = static_cast<std::uint16_t>(days);
    }

    template <class Slot>
    void amount(Money money, Slot& slot, std::string_view name) {
        using Limits = std::numeric_limits<Slot>;
        const std::int64_t fen = money.fen();
        if (fen < std::int64_t{Limits::min()} || fen > std::int64_t{Limits::max()}) {
            return unfit(name, money.text(),
                         Money::of_fen(Limits::min()).text() + " to " +
                             Money::of_fen(Limits::max()).text());
        }
        slot = static_cast<Slot>(money.fen());
    }

    void word(std::string_view text, std::uint16_t& slot, Words& words, std::string_view name) {
        const auto number = words.number(text);
        if (!number) return unfit(name, std::string{text}, "at most 65,536 different texts");
        slot = *number;
    }

    void unfit(std::string_view name, std::string found, std::string expected) {
        if (!problem_) {
            problem_ = Problem{ErrorCode::history_unfit, std::string{name}, std::move(found),
                               std::move(expected), {}};
        }
    }

    [[nodiscard]] StoredEvent& stored() { return stored_; }
    [[nodiscard]] Outcome<StoredEvent> take() const {
        if (problem_) return Unexpected{*problem_};
        return stored_;
    }

  private:
    StoredEvent stored_;
    std::optional<Problem> problem_;
};

void pack_facts(const HistoryEvent& event, Packer& packer) {
    const model::Episode& e = event.episode;
    packer.fact(Fact::scheme, e.scheme, "scheme");
    packer.fact(Fact::status, e.status, "status");
    packer.fact(Fact::service, e.service, "service");
    packer.fact(Fact::level, e.level, "level");
    packer.fact(Fact::place, e.place, "place");
    packer.fact(Fact::urgency, e.urgency, "urgency");
    packer.fact(Fact::aid_class, e.standing.aid_class, "aid_class");
    packer.fact(Fact::contribution, e.standing.contribution, "contribution");
    packer.fact(Fact::birth, e.birth, "birth");
    packer.fact(Fact::channel, e.channel, "channel");
    packer.fact(Fact::link, e.chain.link, "chain.link");
    packer.fact(Fact::prescriber, e.prescriber_level, "prescriber_level");
    packer.fact(Fact::tier, e.standing.tier, "tier");
    packer.fact(Fact::civil_servant, e.standing.civil_servant, "civil_servant");
    packer.fact(Fact::enterprise, e.standing.enterprise, "enterprise");
    packer.fact(Fact::commercial, e.standing.commercial, "commercial");
    packer.fact(Fact::contracted, e.standing.contracted, "contracted");
    packer.fact(Fact::referred, e.referred, "referred");
    packer.fact(Fact::approved, e.approved, "approved");
    packer.fact(Fact::use_account, e.use_account, "use_account");
    packer.fact(Fact::age, e.age_years, "age_years");
    packer.fact(Fact::follows, event.follows, "follows");
    packer.fact(Fact::opening, event.opening.has_value(), "opening");
}

template <Fact fact, class Value>
bool take(std::uint64_t facts, Value& value) {
    const std::uint32_t number = get<fact>(facts);
    if (number >= widths[static_cast<std::size_t>(fact)].values) return false;
    value = static_cast<Value>(number);
    return true;
}

bool unpack_facts(std::uint64_t facts, HistoryEvent& event) {
    model::Episode& e = event.episode;
    return take<Fact::scheme>(facts, e.scheme) && take<Fact::status>(facts, e.status) &&
           take<Fact::service>(facts, e.service) && take<Fact::level>(facts, e.level) &&
           take<Fact::place>(facts, e.place) && take<Fact::urgency>(facts, e.urgency) &&
           take<Fact::aid_class>(facts, e.standing.aid_class) &&
           take<Fact::contribution>(facts, e.standing.contribution) &&
           take<Fact::birth>(facts, e.birth) && take<Fact::channel>(facts, e.channel) &&
           take<Fact::link>(facts, e.chain.link) &&
           take<Fact::prescriber>(facts, e.prescriber_level) &&
           take<Fact::tier>(facts, e.standing.tier) &&
           take<Fact::civil_servant>(facts, e.standing.civil_servant) &&
           take<Fact::enterprise>(facts, e.standing.enterprise) &&
           take<Fact::commercial>(facts, e.standing.commercial) &&
           take<Fact::contracted>(facts, e.standing.contracted) &&
           take<Fact::referred>(facts, e.referred) && take<Fact::approved>(facts, e.approved) &&
           take<Fact::use_account>(facts, e.use_account) &&
           take<Fact::age>(facts, e.age_years) && take<Fact::follows>(facts, event.follows) &&
           facts >> shift_of(fact_count) == 0;
}

Date day_of(std::uint16_t days) {
    return Date::of_days(first_day + days);
}

/// Most chained hours a package may look back; see [[continuity]].
constexpr std::uint32_t hours_max = 2'000'000'000;

}  // namespace

Words::Words() : texts_{""}, numbers_{{"", 0}} {}

std::optional<std::uint16_t> Words::number(std::string_view text) {
    if (text.empty()) return std::uint16_t{0};
    const auto known = numbers_.find(std::string{text});
    if (known != numbers_.end()) return known->second;
    if (texts_.size() > std::numeric_limits<std::uint16_t>::max()) return {};
    const auto number = static_cast<std::uint16_t>(texts_.size());
    texts_.emplace_back(text);
    numbers_.emplace(text, number);
    return number;
}

std::size_t History::person_end(std::size_t event) const {
    const std::uint32_t person = events[event].person;
    while (event < events.size() && events[event].person == person) ++event;
    return event;
}

bool History::read(std::size_t index, HistoryEvent& event) const {
    const StoredEvent& stored = events[index];
    model::Episode& e = event.episode;
    const bool good = unpack_facts(stored.facts, event) && stored.admdvs < words.size() &&
                      stored.disease < words.size() && stored.diseases < words.size() &&
                      stored.admitted <= stored.discharged && stored.chain_hours <= hours_max;
    if (!good) return false;
    event.person = stored.person;
    e.admitted_on = day_of(stored.admitted);
    e.discharged_on = day_of(stored.discharged);
    e.settled_on = day_of(stored.settled);
    e.insuplc_admdvs = words[stored.admdvs];
    e.disease = words[stored.disease];
    e.diseases = words[stored.diseases];
    e.chain.hours = static_cast<std::int32_t>(stored.chain_hours);
    e.chain.charged = Money::of_fen(stored.chain_charged);
    event.fees.fulamt_ownpay_amt = Money::of_fen(stored.own);
    event.fees.overlmt_selfpay = Money::of_fen(stored.over_price);
    event.fees.preselfpay_amt = Money::of_fen(stored.first_pay);
    event.fees.inscp_scp_amt = Money::of_fen(stored.in_policy);
    event.fees.medfee_sumamt = event.fees.fulamt_ownpay_amt + event.fees.overlmt_selfpay +
                               event.fees.preselfpay_amt + event.fees.inscp_scp_amt;
    event.credit = Money::of_fen(stored.credit);
    event.credit_past = Money::of_fen(stored.credit_past);
    event.credit_family = Money::of_fen(stored.credit_family);
    event.fund_paid = Money::of_fen(stored.fund_paid);
    event.opening.reset();
    if (get<Fact::opening>(stored.facts) == 0) return true;
    const auto at = std::lower_bound(
        openings.begin(), openings.end(), index,
        [](const Opening& opening, std::size_t wanted) { return opening.event < wanted; });
    if (at == openings.end() || at->event != index) return false;
    event.opening = at->totals;
    return true;
}

Outcome<StoredEvent> pack(const HistoryEvent& event, Words& words) {
    Packer packer;
    StoredEvent& stored = packer.stored();
    const model::Episode& e = event.episode;
    pack_facts(event, packer);
    stored.person = event.person;
    packer.day(e.admitted_on, stored.admitted, "admitted_on");
    packer.day(e.discharged_on, stored.discharged, "discharged_on");
    packer.day(e.settled_on, stored.settled, "settled_on");
    packer.word(e.insuplc_admdvs, stored.admdvs, words, "insuplc_admdvs");
    packer.word(e.disease, stored.disease, words, "disease");
    packer.word(e.diseases, stored.diseases, words, "diseases");
    if (e.chain.hours < 0) packer.unfit("chain.hours", std::to_string(e.chain.hours), "0 or more");
    stored.chain_hours = static_cast<std::uint32_t>(e.chain.hours);
    packer.amount(e.chain.charged, stored.chain_charged, "chain.charged");
    packer.amount(event.fees.fulamt_ownpay_amt, stored.own, "fulamt_ownpay_amt");
    packer.amount(event.fees.overlmt_selfpay, stored.over_price, "overlmt_selfpay");
    packer.amount(event.fees.preselfpay_amt, stored.first_pay, "preselfpay_amt");
    packer.amount(event.fees.inscp_scp_amt, stored.in_policy, "inscp_scp_amt");
    packer.amount(event.credit, stored.credit, "credit");
    packer.amount(event.credit_past, stored.credit_past, "credit_past");
    packer.amount(event.credit_family, stored.credit_family, "credit_family");
    packer.amount(event.fund_paid, stored.fund_paid, "fund_paid");
    return packer.take();
}

}  // namespace yidi::policy
