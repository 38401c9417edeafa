#include <set>

#include <fmt/format.h>

#include "ledger/chart.hpp"
#include "proof/books.hpp"
#include "simulation/world.hpp"

namespace yidi::simulation {
namespace {

using model::Claim;
using model::ClaimState;
using model::Settlement;
using model::SettlementState;
using Findings = std::vector<std::string>;

/// Reads a node's committed records for the proof.
struct MemorySource {
    engine::MemoryStore& store;

    template <class T, class F>
    void for_each(F&& f) {
        for (const T& record : all<T>()) f(record);
    }
    template <class T>
    [[nodiscard]] std::vector<T> all() {
        return store.rows<T>().list({}, 0, SIZE_MAX);
    }
};

proof::Report prove(World& world) {
    proof::Report report;
    std::vector<proof::Digest> digests;
    for (const auto& [id, node] : world.nodes()) {
        MemorySource source{node->records()};
        digests.push_back(proof::check_node(source, id, report));
    }
    proof::check_network(digests, true, report);
    return report;
}

void add_report(const proof::Report& report, const char* when, Findings& findings) {
    for (const proof::Finding& finding : report.findings) {
        findings.push_back(fmt::format("{}: {} at {}: {}: {} <> {}", when,
                                       proof::name_of(finding.check), finding.node, finding.subject,
                                       finding.found, finding.expected));
    }
}

const Settlement* settlement_at(World& world, const Stay& stay, const std::string& setl_id,
                                std::optional<Settlement>& holder) {
    const model::NodeId node = stay.hospital().admdvs.substr(0, 2) + "0000";
    holder = world.nodes().at(node)->records().rows<Settlement>().load({setl_id});
    return holder ? &*holder : nullptr;
}

/// Acknowledged is not lost, and what was taken back stays taken back.
void judge_promises(World& world, Findings& findings) {
    for (const auto& stay : world.stays()) {
        std::optional<Settlement> holder;
        for (const Paid& paid : stay->in_force()) {
            const Settlement* kept = settlement_at(world, *stay, paid.setl_id, holder);
            if (kept == nullptr) {
                findings.push_back("acknowledged and lost: settlement " + paid.setl_id);
            } else if (kept->state != SettlementState::settled || kept->shares != paid.shares ||
                       kept->fees != paid.fees) {
                findings.push_back("acknowledged and changed: settlement " + paid.setl_id);
            }
        }
        for (const std::string& setl_id : stay->taken_back()) {
            const Settlement* kept = settlement_at(world, *stay, setl_id, holder);
            if (kept == nullptr || kept->state != SettlementState::reversed) {
                findings.push_back("its reversal was acknowledged and lost: " + setl_id);
            }
        }
    }
}

/// No bill is paid twice: the insured places pay exactly what the hospitals hold answers for.
void judge_claims(World& world, Findings& findings) {
    std::set<std::string> promised;
    for (const auto& stay : world.stays()) {
        for (const Paid& paid : stay->in_force()) {
            if (!promised.insert(paid.setl_id).second) {
                findings.push_back("two stays hold settlement " + paid.setl_id);
            }
        }
    }
    for (const auto& [id, node] : world.nodes()) {
        for (const Claim& claim : MemorySource{node->records()}.all<Claim>()) {
            if (claim.state == ClaimState::decided && promised.erase(claim.setl_id) == 0) {
                findings.push_back(
                    fmt::format("{} pays {} and no hospital knows of it", id, claim.setl_id));
            }
        }
    }
    for (const std::string& setl_id : promised) {
        findings.push_back("no insured place pays " + setl_id);
    }
}

Money balance(World& world, const model::NodeId& node, const std::string& code) {
    const auto account = world.nodes().at(node)->records().rows<model::Account>().load({code});
    if (!account) return {};
    return ledger::is_debit_side(code) ? account->debited - account->credited
                                       : account->credited - account->debited;
}

void expect_balance(World& world, const model::NodeId& node, const std::string& code,
                    Money expected, Findings& findings) {
    const Money found = balance(world, node, code);
    if (found == expected) return;
    findings.push_back(fmt::format("{} holds {} in {}, the hospitals' answers say {}", node,
                                   found.text(), code, expected.text()));
}

/// The ledgers, added up from nothing but the hospitals' answers.
void judge_money(World& world, Findings& findings) {
    std::map<std::pair<model::NodeId, std::string>, Money> expected;
    for (const Resident& person : world.setting().people) {
        expected[{person.insured_node, ledger::personal_account(person.psn_no)}] = person.account;
    }
    for (const auto& stay : world.stays()) {
        const Resident& patient = stay->patient();
        const model::NodeId treatment = stay->hospital().admdvs.substr(0, 2) + "0000";
        for (const Paid& paid : stay->in_force()) {
            const Money owed = ledger::owed_by_province(paid.shares);
            const auto add = [&](const model::NodeId& node, const std::string& code, Money amount) {
                expected[{node, code}] += amount;
            };
            add(treatment, ledger::receivable_from_province(patient.insured_node, patient.insutype),
                owed);
            add(treatment,
                ledger::payable_to_institution(stay->hospital().fixmedins_code, patient.insutype),
                owed);
            add(patient.insured_node, ledger::payable_to_province(treatment, patient.insutype),
                owed);
            add(patient.insured_node, ledger::personal_account(patient.psn_no),
                -paid.shares.acct_pay);
        }
    }
    for (const auto& [account, amount] : expected) {
        expect_balance(world, account.first, account.second, amount, findings);
    }
    // And nothing beyond what was expected.
    for (const auto& [id, node] : world.nodes()) {
        for (const auto& account : MemorySource{node->records()}.all<model::Account>()) {
            const bool known = account.code.starts_with("assets:receivable:") ||
                               account.code.starts_with("liabilities:");
            const bool is_hub = id == "hub";
            if (known && !is_hub && !expected.contains({id, account.code})) {
                expect_balance(world, id, account.code, Money{}, findings);
            }
        }
    }
}

/// The hub's obligations are what all settlements in force amount to.
void judge_hub(World& world, Findings& findings) {
    Money owed;
    for (const auto& stay : world.stays()) {
        for (const Paid& paid : stay->in_force()) owed += ledger::owed_by_province(paid.shares);
    }
    Money due;
    MemorySource hub{world.nodes().at("hub")->records()};
    for (const model::Account& account : hub.all<model::Account>()) {
        if (account.code.starts_with("assets:due-from:")) due += account.debited - account.credited;
    }
    if (due != owed) {
        findings.push_back(fmt::format("the hub counts {} due, the hospitals' answers say {}",
                                       due.text(), owed.text()));
    }
}

void judge_totals(World& world, Findings& findings) {
    for (const Resident& person : world.setting().people) {
        MemorySource source{world.nodes().at(person.insured_node)->records()};
        Money counted;
        for (const auto& year : source.all<model::YearAccumulator>()) {
            if (year.psn_no == person.psn_no) {
                counted += model::paid_hifp(year.totals) - model::paid_hifp(year.opening);
            }
        }
        Money told;
        for (const auto& stay : world.stays()) {
            if (stay->patient().psn_no != person.psn_no) continue;
            for (const Paid& paid : stay->in_force()) told += paid.shares.hifp_pay;
        }
        if (counted != told) {
            findings.push_back(fmt::format("{} has used {} of the pool, the answers say {}",
                                           person.psn_no, counted.text(), told.text()));
        }
    }
}

}  // namespace

void judge_meanwhile(World& world, Findings& findings) {
    add_report(prove(world), "meanwhile", findings);
}

void judge(World& world, Findings& findings) {
    if (!world.came_to_rest()) {
        findings.push_back("unfinished work stays unfinished");
        for (const auto& [id, node] : world.nodes()) {
            if (!node->is_quiet()) findings.push_back("  " + node->burden());
        }
        for (const auto& stay : world.stays()) {
            if (!stay->is_done()) findings.push_back("  " + stay->state());
        }
    }
    const proof::Report report = prove(world);
    add_report(report, "at the end", findings);
    if (report.in_flight != 0) {
        findings.push_back(fmt::format("{} settlements are still uncertain", report.in_flight));
    }
    judge_promises(world, findings);
    judge_claims(world, findings);
    judge_money(world, findings);
    judge_hub(world, findings);
    judge_totals(world, findings);
}

}  // namespace yidi::simulation
