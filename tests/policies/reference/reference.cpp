#include "reference.hpp"

#include "event.hpp"

namespace yidi::policies {
namespace {

using slow::Event;
using slow::Kind;
using slow::Mark;
using slow::Refused;

Event begin(const slow::Law& law, const model::Episode& episode, const model::FeeSums& fees,
            const model::YearTotals& before, Date day, slow::Coverage* coverage) {
    Event event{law, episode, coverage, day, slow::facts_of(episode),
                slow::word_of(episode.scheme), slow::word_of(episode.service),
                episode.chain.link, episode.chain.charged.fen(), {}, before, {}, 0, {}, 0, 0, {}};
    event.buckets["own"] = fees.fulamt_ownpay_amt.fen();
    event.buckets["over_price"] = fees.overlmt_selfpay.fen();
    event.buckets["first_pay"] = fees.preselfpay_amt.fen();
    event.buckets["in_policy"] = fees.inscp_scp_amt.fen();
    event.delta.in_policy = fees.inscp_scp_amt;
    return event;
}

const slow::Benefit& basic_benefit(const Event& event) {
    const auto found = event.law.benefits_for("basic", event.scheme, event.service);
    if (found.empty()) {
        throw Refused{"policy_undetermined", "no benefit for " + std::string{event.service}};
    }
    return *found.front();
}

/// Before the package may decide, and after nobody has looked, nothing is known of the service.
void check_day(const Event& event) {
    if (event.law.effective && event.day < *event.law.effective) {
        throw Refused{"policy_undetermined", "before " + event.law.effective->text()};
    }
    if (!event.law.strict) return;
    for (const slow::Benefit& benefit : event.law.benefits) {
        if (!benefit.is_for(event.scheme, event.service)) continue;
        if (is_unverified(event.law, benefit, event.day)) {
            throw Refused{"policy_undetermined", benefit.id + " on " + event.day.text()};
        }
    }
}

/// As which service the purchase is decided, and at which level. False if no fund pays.
bool enter_channel(Event& event) {
    const slow::Benefit& benefit = basic_benefit(event);
    if (!benefit.is_channel) return true;
    const slow::InForce tables = in_force(event.law, benefit, event.day);
    if (tables.absent) {
        throw Refused{"policy_undetermined", benefit.id + " on " + event.day.text()};
    }
    const slow::Table& channel = *tables[Kind::channel];
    const slow::Row& row = channel.row_for(event.facts);
    event.saw(benefit.features_for(event.service));
    event.saw(channel.features);
    event.saw(row.features);
    const std::string& as = row.at("as").text;
    const std::string& level = row.at("level_from").text;
    if (level == "prescriber") {
        event.facts[slow::Dimension::level] = slow::word_of(event.episode.prescriber_level);
    } else if (level != "own") {
        event.facts[slow::Dimension::level] = level;
    }
    if (as == "account_only") {
        event.saw(Mark::account_only);
        std::swap(event.buckets["in_policy"], event.buckets["seg_self"]);
        return false;
    }
    event.service = as;
    event.saw(Mark::as_other_service);
    return true;
}

bool counts_an_admission(const Event& event) {
    if (event.service != "inpatient" && event.service != "day_surgery") return false;
    const slow::InForce tables = in_force(event.law, basic_benefit(event), event.day);
    if (link_for(event, tables[Kind::continuity]) != model::ChainLink::none) return false;
    if (event.service == "inpatient" || tables[Kind::deductible] == nullptr) return true;
    const slow::Value* excludes = tables[Kind::deductible]->find("excludes");
    return excludes == nullptr || excludes->list.empty();
}

/// All funds, in the order of settlement.
void settle_layers(Event& event) {
    (void)basic_benefit(event);
    for (const std::string& layer : event.law.order) {
        if (layer == "account" || layer == "cash") continue;
        for (const slow::Benefit* benefit :
             event.law.benefits_for(layer, event.scheme, event.service)) {
            settle_benefit(event, *benefit);
        }
    }
}

void settle_funds(Event& event) {
    check_day(event);
    if (enter_channel(event)) {
        check_day(event);  // of the service it is decided as
        settle_layers(event);
    }
    event.delta.admissions = counts_an_admission(event) ? 1 : 0;
    event.delta.self_in_policy =
        Money::of_fen(event.buckets["ded"] + event.buckets["seg_self"] +
                      event.buckets["place_self"] + event.buckets["over_cap"]);
}

model::Shares shares_of(Event& event, const model::FeeSums& fees) {
    const auto paid = [&](std::string_view layer) {
        const auto found = event.paid.find(layer);
        return Money::of_fen(found == event.paid.end() ? 0 : found->second);
    };
    model::Shares shares;
    shares.act_pay_dedc = Money::of_fen(event.charged);
    shares.hifp_pay = paid("basic");
    shares.cvlserv_pay = paid("civil_servant");
    shares.hifes_pay = paid("enterprise");
    shares.hifmi_pay = paid("major_illness");
    shares.hifob_pay = paid("large_amount");
    shares.maf_pay = paid("medical_aid");
    shares.oth_pay = paid("commercial");
    for (const auto& [layer, fen] : event.paid) shares.fund_pay_sumamt += Money::of_fen(fen);
    shares.psn_part_amt = fees.medfee_sumamt - shares.fund_pay_sumamt;
    shares.acct_pay = Money::of_fen(event.account);
    shares.acct_mulaid_pay = Money::of_fen(event.family);
    shares.psn_cash_pay = shares.psn_part_amt - shares.acct_pay;
    const model::Episode& episode = event.episode;
    shares.balc = episode.account_balance + episode.account_past -
                  Money::of_fen(event.account - event.family);
    return shares;
}

/// The part of each sum that falls before the later year.
model::FeeSums earlier_part(const model::FeeSums& fees, std::int64_t days_before,
                            std::int64_t days) {
    const auto part = [&](Money sum) {
        const auto exact = slow::Fraction(sum.fen()) * slow::Fraction::of(days_before, days);
        return Money::of_fen(rounded(exact, slow::Mode::half_up));
    };
    model::FeeSums earlier;
    earlier.fulamt_ownpay_amt = part(fees.fulamt_ownpay_amt);
    earlier.overlmt_selfpay = part(fees.overlmt_selfpay);
    earlier.preselfpay_amt = part(fees.preselfpay_amt);
    earlier.inscp_scp_amt = part(fees.inscp_scp_amt);
    earlier.medfee_sumamt = earlier.fulamt_ownpay_amt + earlier.overlmt_selfpay +
                            earlier.preselfpay_amt + earlier.inscp_scp_amt;
    return earlier;
}

model::QuotaUse quota_of(const Event& event) {
    return {event.quota[0], event.quota[1], event.quota[2], event.quota[3]};
}

ReferenceResult settle_whole(Event event, const model::FeeSums& fees) {
    settle_funds(event);
    settle_account(event);
    ReferenceResult result;
    result.shares = shares_of(event, fees);
    result.delta = event.delta;
    result.quota = quota_of(event);
    return result;
}

ReferenceResult settle_split(Event earlier, Event later, const model::FeeSums& fees) {
    earlier.saw(Mark::split);
    settle_funds(earlier);
    const bool is_once = earlier.law.split_deductible == "once";
    later.link = is_once ? model::ChainLink::same_stay : model::ChainLink::none;
    later.charged_in_chain = is_once ? earlier.charged : 0;
    settle_funds(later);
    ReferenceResult result;
    result.delta = earlier.delta;
    result.later_delta = later.delta;
    Event both = earlier;
    both.buckets.add(later.buckets);
    both.charged += later.charged;
    for (const auto& [layer, fen] : later.paid) both.paid[layer] += fen;
    settle_account(both);
    for (std::size_t at = 0; at < both.quota.size(); ++at) both.quota[at] += later.quota[at];
    result.quota = quota_of(both);
    result.shares = shares_of(both, fees);
    return result;
}

}  // namespace

Reference Reference::of(const std::vector<policy::SourcePackage>& packages, const std::string& id) {
    return Reference(std::make_shared<const slow::Law>(slow::read_law(packages, id)));
}

Date Reference::basis_day(const model::Episode& episode) const {
    if (law_->basis == "admission") return episode.admitted_on;
    if (law_->basis == "discharge") return episode.discharged_on;
    return episode.settled_on;
}

bool Reference::is_split(const model::Episode& episode) const {
    const Date border = law_->first_day_of(law_->year_of(episode.discharged_on));
    return law_->cross_year == "split" && episode.admitted_on < border &&
           border < episode.discharged_on;
}

int Reference::year_of(const model::Episode& episode) const {
    const bool by_discharge = law_->cross_year == "by_discharge_year";
    return law_->year_of(by_discharge ? episode.discharged_on : episode.admitted_on);
}

std::vector<const slow::Table*> Reference::limits_for(const model::Episode& episode) const {
    Event event = begin(*law_, episode, {}, {}, basis_day(episode), nullptr);
    try {
        if (!enter_channel(event)) return {};
        return in_force(*law_, basic_benefit(event), event.day).limits;
    } catch (const Refused&) {
        return {};  // nothing is known that could limit it
    }
}

ReferenceResult Reference::decide(const model::Episode& episode, const model::FeeSums& fees,
                                  const model::YearTotals& before,
                                  const model::YearTotals& later_before,
                                  slow::Coverage* coverage) const {
    const Date day = basis_day(episode);
    try {
        if (!is_split(episode)) {
            const auto result =
                settle_whole(begin(*law_, episode, fees, before, day, coverage), fees);
            if (coverage != nullptr) coverage->saw(Mark::paid);
            return result;
        }
        const Date later_year = law_->first_day_of(law_->year_of(episode.discharged_on));
        const auto earlier_fees =
            earlier_part(fees, later_year.days() - episode.admitted_on.days(),
                         episode.discharged_on.days() - episode.admitted_on.days());
        model::FeeSums later_fees = fees;
        later_fees -= earlier_fees;
        return settle_split(begin(*law_, episode, earlier_fees, before, day, coverage),
                            begin(*law_, episode, later_fees, later_before, day, coverage), fees);
    } catch (const Refused& refused) {
        ReferenceResult result;
        result.refusal = refused.name;
        result.why = refused.why;
        if (coverage != nullptr) {
            for (const Mark mark : {Mark::not_filed, Mark::not_payable, Mark::not_entitled,
                                    Mark::policy_undetermined}) {
                const auto name = slow::mark_names.at(static_cast<std::size_t>(mark));
                if (name.ends_with(": " + refused.name)) coverage->saw(mark);
            }
        }
        return result;
    }
}

}  // namespace yidi::policies
