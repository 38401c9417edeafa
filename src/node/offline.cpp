#include "node/offline.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "base/text.hpp"
#include "desk/insured/use_cases.hpp"
#include "node/offline_books.hpp"
#include "node/person_check.hpp"
#include "node/platform.hpp"
#include "proof/books.hpp"

namespace yidi::node {
namespace {

/// The keys of some node: those of the network are the same in all.
Outcome<store::Vault> network_vault(const std::filesystem::path& data) {
    const auto nodes = nodes_in(data);
    if (!nodes) return Unexpected{nodes.error()};
    return store::Vault::open(key_files(data, nodes->front(), false));
}

/// What stands beside the claims of a node that have it.
struct ClaimParts {
    std::map<std::string, model::ClaimLaterYear> later_years;
    std::map<std::string, std::map<std::string, std::int64_t>> quotas;  ///< Added, by window.
};

ClaimParts read_parts(store::SqliteStore& store) {
    ClaimParts parts;
    store.for_each<model::ClaimLaterYear>(
        [&](const model::ClaimLaterYear& later) { parts.later_years[later.setl_id] = later; });
    store.for_each<model::ClaimQuota>([&](const model::ClaimQuota& quota) {
        parts.quotas[quota.setl_id][quota.window] = quota.added;
    });
    return parts;
}

/// What a decision adds to the windows that count it.
std::map<std::string, std::int64_t> quotas_of(const std::vector<std::string>& windows,
                                              const model::QuotaUse& added) {
    const std::int64_t amounts[] = {added.first, added.second, added.third, added.fourth};
    std::map<std::string, std::int64_t> quotas;
    for (std::size_t at = 0; at < windows.size(); ++at) {
        if (!windows[at].empty() && amounts[at] != 0) quotas[windows[at]] = amounts[at];
    }
    return quotas;
}

/// Every start of a node keeps the releases it decides by; a node that has decided has some.
void look_for_releases(store::SqliteStore& store, const std::string& node, proof::Report& report) {
    report.looked(proof::Check::record_missing);
    const auto claims = store.table<model::Claim>().list({}, 0, 1);
    if (claims.empty() || !store.table<model::PolicyRelease>().list({}, 0, 1).empty()) return;
    report.found({proof::Check::record_missing, node, "policy_release", "nothing",
                  "the releases its claims were decided by"});
}

/// Puts the facts of every claim to the law once more. A claim made under a plan that is not here
/// cannot be judged so, and is left out.
void decide_again(store::SqliteStore& store, const std::string& node,
                  const desk::Rulebook& rulebook, proof::Report& report) {
    const ClaimParts parts = read_parts(store);
    engine::Workspace workspace{store, node};
    store.for_each<model::Claim>([&](const model::Claim& claim) {
        const policy::PlanPtr plan = rulebook.plan_named(claim.plan);
        const bool was_paid =
            claim.state == model::ClaimState::decided || claim.state == model::ClaimState::undone;
        if (!was_paid || plan == nullptr) return;
        report.looked(proof::Check::claim_decision);
        if (!claim.fees.balances()) return;  // found already; the law asks for fees that add up
        const auto at = parts.later_years.find(claim.setl_id);
        const model::ClaimLaterYear later =
            at != parts.later_years.end() ? at->second : model::ClaimLaterYear{};
        const auto counted = parts.quotas.find(claim.setl_id);
        const auto quotas = counted != parts.quotas.end()
                                ? counted->second
                                : std::map<std::string, std::int64_t>{};
        const auto windows = policy::quota_windows(*plan, claim.facts);
        const auto earlier =
            desk::earlier_claims(workspace, claim, {claim.year, later.year}, windows);
        if (!earlier) return;  // found by the order of the stay's settlements
        const auto decision = policy::decide_part(*plan, claim.facts, claim.fees,
                                                  {claim.before, later.before}, earlier->parts);
        if (decision.shares != claim.shares || decision.delta != claim.delta ||
            decision.later_delta != later.delta || decision.year != claim.year ||
            quotas_of(windows, decision.quota) != quotas) {
            report.found({proof::Check::claim_decision, node, claim.setl_id,
                          claim.shares.fund_pay_sumamt.text(),
                          decision.shares.fund_pay_sumamt.text()});
        }
    });
}

/// Accounts keep their type in front, so that the tools know assets from liabilities.
std::string exported_name(const std::string& node, const std::string& code) {
    const auto colon = code.find(':');
    return code.substr(0, colon) + ":" + node + code.substr(colon);
}

std::string exported(const std::string& node, const model::Transfer& transfer) {
    std::string text =
        fmt::format("{} * ({}:{}) {}\n    ; reference: {}\n", transfer.at.date().text(), node,
                    transfer.id, transfer.purpose, transfer.reference);
    if (transfer.reverses != 0) text += fmt::format("    ; reverses: {}\n", transfer.reverses);
    text += fmt::format("    {}  {} CNY\n    {}  -{} CNY\n\n", exported_name(node, transfer.debit),
                        transfer.amount.text(), exported_name(node, transfer.credit),
                        transfer.amount.text());
    return text;
}

}  // namespace

Outcome<StorePtr> open_for_reading(const std::filesystem::path& data, const std::string& node) {
    auto vault = store::Vault::open(key_files(data, node, false));
    if (!vault) return Unexpected{vault.error()};
    return store::SqliteStore::open({.path = database_path(data, node),
                                     .node_id = node,
                                     .network_id = sandbox_network,
                                     .vault = std::move(*vault),
                                     .read_only = true});
}

desk::Rulebook offline_rulebook(store::SqliteStore& store, const std::string& node,
                                const Law& law) {
    desk::Rulebook rulebook = rulebook_without_plans(node, law, {});
    for (const auto& [division, plan] : law.plans) {
        rulebook.plans.emplace(division, desk::Releases{plan});
    }
    rulebook.archive = read_archive(store);
    return rulebook;
}

Outcome<std::vector<std::string>> nodes_in(const std::filesystem::path& data) {
    std::vector<std::string> nodes;
    for (const NodePlan& plan : sample_network()) {
        std::error_code cannot_look;
        if (std::filesystem::exists(database_path(data, plan.id), cannot_look)) {
            nodes.push_back(plan.id);
        } else if (cannot_look) {
            return problem(ErrorCode::file_unreadable, data.string(), cannot_look.message());
        }
    }
    if (nodes.empty()) return problem(ErrorCode::data_missing, data.string());
    return nodes;
}

bool is_running(const std::filesystem::path& data) {
    const auto nodes = nodes_in(data);
    if (!nodes) return false;
    return std::ranges::any_of(*nodes, [&](const std::string& node) {
        // Whoever writes a database holds its lock; asking for it says whether someone does.
        const auto lock = store::lock_for_writing(database_path(data, node).string());
        return !lock && lock.error().code == ErrorCode::database_busy;
    });
}

Outcome<Verification> verify(const std::filesystem::path& data,
                             const std::function<void(const std::string&)>& progress) {
    const auto law = load_law({});
    if (!law) return Unexpected{law.error()};
    Verification verification;
    std::vector<proof::Digest> digests;
    PersonCheck people;
    auto vault = network_vault(data);
    if (!vault) return Unexpected{vault.error()};
    const bool running = is_running(data);
    const auto done = on_every_node(data, [&](const std::string& node, store::SqliteStore& store) {
        progress(node);
        verification.nodes.push_back(node);
        digests.push_back(proof::check_node(store, node, verification.report));
        look_for_releases(store, node, verification.report);
        decide_again(store, node, offline_rulebook(store, node, *law), verification.report);
        people.see_people(node, store, *vault, verification.report);
    });
    if (!done) return Unexpected{done.error()};
    // Books that are being written are each consistent, but not of the same instant.
    verification.compared = !running && digests.size() == sample_network().size();
    if (!verification.compared) return verification;
    proof::check_network(digests, true, verification.report);
    const auto seen = on_every_node(data, [&](const std::string& node, store::SqliteStore& store) {
        const auto rulebook = rulebook_without_plans(node, *law, {});
        people.see_stays(node, store, rulebook.network, verification.report);
    });
    if (!seen) return Unexpected{seen.error()};
    return verification;
}

Outcome<model::ExplainAnswer> explain(const std::filesystem::path& data, const std::string& setl_id,
                                      const std::string& policies) {
    const auto law = load_law(policies);
    if (!law) return Unexpected{law.error()};
    std::string wanted = setl_id;
    std::optional<model::ExplainAnswer> answer;
    const auto look_for = [&](const std::string& node, store::SqliteStore& store) {
        engine::Workspace workspace{store, node};
        if (const auto* settlement = workspace.find<model::Settlement>(setl_id)) {
            if (!settlement->init_setl_id.empty()) wanted = settlement->init_setl_id;
        }
        if (workspace.find<model::Claim>(wanted) == nullptr) return;
        const auto rulebook = offline_rulebook(store, node, *law);
        answer = desk::explain_claim({workspace, rulebook, system_now()}, node, {wanted});
    };
    // Twice: the treatment place, which knows what a reversal reverses, may come after the insured.
    for (int pass = 0; pass < 2 && !answer; ++pass) {
        if (const auto done = on_every_node(data, look_for); !done) return Unexpected{done.error()};
    }
    if (!answer) return problem(ErrorCode::settlement_unknown, "setl_id", setl_id);
    if (answer->refusal) return Unexpected{answer->refusal.problem()};
    return std::move(*answer);
}

Outcome<std::vector<Owed>> owed(const std::filesystem::path& data) {
    std::vector<Owed> rows;
    const auto done = on_every_node(data, [&](const std::string& node, store::SqliteStore& store) {
        store.for_each<model::Account>([&](const model::Account& account) {
            const bool is_debt = account.code.starts_with("liabilities:payable:") ||
                                 account.code.starts_with("liabilities:due-to:") ||
                                 account.code.starts_with("assets:receivable:") ||
                                 account.code.starts_with("expenses:");
            if (!is_debt) return;
            rows.push_back({node, account.code,
                            ledger::is_debit_side(account.code)
                                ? account.debited - account.credited
                                : account.credited - account.debited});
        });
    });
    if (!done) return Unexpected{done.error()};
    return rows;
}

Outcome<std::int64_t> export_journal(const std::filesystem::path& data, const std::string& node,
                                     const std::function<void(const std::string&)>& write) {
    std::int64_t count = 0;
    const auto done = on_every_node(data, [&](const std::string& id, store::SqliteStore& store) {
        if (!node.empty() && node != id) return;
        store.for_each<model::Transfer>([&](const model::Transfer& transfer) {
            write(exported(id, transfer));
            ++count;
        });
    });
    if (!done) return Unexpected{done.error()};
    return count;
}

}  // namespace yidi::node
