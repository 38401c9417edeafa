#include "node/histories.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "node/offline.hpp"
#include "node/offline_books.hpp"
#include "node/releases.hpp"
#include "policy/history/world.hpp"

namespace yidi::node {
namespace {

using model::Claim;
using model::ClaimState;

bool was_decided(const Claim& claim) {
    return claim.state == ClaimState::decided;
}

/// Refusals count once a stay, and only where the stay was never paid.
std::set<std::string> idle_refusals(const std::vector<Claim>& claims) {
    std::map<std::string, std::string> last_refused;
    std::set<std::string> paid, idle;
    for (const Claim& claim : claims) {
        if (was_decided(claim)) paid.insert(claim.mdtrt_id);
        if (claim.state != ClaimState::refused) continue;
        const auto [at, fresh] = last_refused.try_emplace(claim.mdtrt_id, claim.setl_id);
        if (!fresh) {
            idle.insert(at->second);
            at->second = claim.setl_id;
        }
    }
    for (const auto& [stay, setl_id] : last_refused) {
        if (paid.contains(stay)) idle.insert(setl_id);
    }
    return idle;
}

/// What the accounts of one person held after the event before.
struct Purse {
    Money current, past, family;

    /// Takes what was paid out of them, in the order of the plan.
    void pay(const model::Shares& shares, bool past_first) {
        family -= shares.acct_mulaid_pay;
        const Money own = shares.acct_pay - shares.acct_mulaid_pay;
        Money& first = past_first ? past : current;
        Money& second = past_first ? current : past;
        const Money from_first = std::min(own, first);
        first -= from_first;
        second -= own - from_first;
    }
};

}  // namespace

std::vector<policy::HistoryEvent> lives_of(std::vector<Claim> claims,
                                           const LaterYears& later_years,
                                           const PlanOfClaim& plan_of) {
    std::sort(claims.begin(), claims.end(), [](const Claim& a, const Claim& b) {
        return std::tie(a.psn_no, a.decided_at, a.setl_id) <
               std::tie(b.psn_no, b.decided_at, b.setl_id);
    });
    const auto idle = idle_refusals(claims);
    std::vector<policy::HistoryEvent> events;
    std::map<std::string, std::size_t> places;  ///< Of the person's claims among the events.
    const std::string* person = nullptr;
    std::uint32_t number = 0;
    Purse purse;
    /// By scheme and year.
    std::map<std::pair<std::string, std::int64_t>, model::YearTotals> used;
    for (const Claim& claim : claims) {
        const bool counts = was_decided(claim) || claim.state == ClaimState::refused;
        if (!counts || idle.contains(claim.setl_id)) continue;
        if (person != nullptr && *person != claim.psn_no) {
            ++number;
            places.clear();
            used.clear();
            purse = {};
        }
        person = &claim.psn_no;
        policy::HistoryEvent event;
        event.person = number;
        event.episode = claim.facts;
        event.fees = claim.fees;
        if (const auto at = places.find(claim.follows); at != places.end()) {
            event.follows = static_cast<std::uint32_t>(events.size() - at->second);
        }
        model::Episode& episode = event.episode;
        event.credit = episode.account_balance - purse.current;
        event.credit_past = episode.account_past - purse.past;
        event.credit_family = episode.family_balance - purse.family;
        purse = {episode.account_balance, episode.account_past, episode.family_balance};
        const policy::PlanPtr plan = plan_of(claim);
        purse.pay(claim.shares, plan != nullptr && policy::PlanFacts(plan).past_first);
        // What its year had used beside the claims that are here: from elsewhere, or of claims that
        // were taken back after this one.
        model::YearTotals& known = used[{claim.insutype, claim.year}];
        if (known != claim.before) {
            event.opening = claim.before;
            *event.opening -= known;
            known = claim.before;
        }
        if (was_decided(claim)) {
            known += claim.delta;
            if (const auto later = later_years.find(claim.setl_id); later != later_years.end()) {
                used[{claim.insutype, later->second.year}] += later->second.delta;
            }
        }
        event.fund_paid = claim.shares.fund_pay_sumamt;
        // What a plan works out is no fact of a life.
        episode.account_balance = episode.account_past = episode.family_balance = {};
        episode.quota = {};
        if (event.follows > 0) episode.chain.charged = {};
        places[claim.setl_id] = events.size();
        events.push_back(std::move(event));
    }
    return events;
}

Outcome<std::uint64_t> export_lives(
    const std::filesystem::path& data, const std::string& node, const std::string& policies,
    const std::function<Outcome<Done>(const policy::HistoryEvent&)>& take) {
    const auto law = load_law(policies);
    if (!law) return Unexpected{law.error()};
    std::uint64_t count = 0;
    std::uint32_t persons = 0;
    std::optional<Problem> problem;
    const auto done = on_every_node(data, [&](const std::string& id, store::SqliteStore& store) {
        if (problem || (!node.empty() && node != id)) return;
        const desk::Rulebook rulebook = offline_rulebook(store, id, *law);
        std::vector<Claim> claims;
        store.for_each<Claim>([&](const Claim& claim) { claims.push_back(claim); });
        LaterYears later_years;
        store.for_each<model::ClaimLaterYear>(
            [&](const model::ClaimLaterYear& later) { later_years[later.setl_id] = later; });
        const auto events = lives_of(std::move(claims), later_years, [&](const Claim& claim) {
            return rulebook.plan_named(claim.plan);
        });
        for (policy::HistoryEvent event : events) {
            event.person += persons;
            const auto taken = take(event);
            if (!taken) {
                problem = taken.error();
                return;
            }
            ++count;
        }
        if (!events.empty()) persons += events.back().person + 1;
    });
    if (!done) return Unexpected{done.error()};
    if (problem) return Unexpected{*problem};
    return count;
}

}  // namespace yidi::node
