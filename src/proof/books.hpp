/// @file
/// Proves that the books of one node, and of all nodes together, hold: every fen of every bill is
/// where the identities, the ledger and both parties say it is.
///
/// Level       5, pure: a Source only reads
/// Units       Money in fen
/// Errors      what is off becomes a Finding; nothing stops the check
/// Ownership   borrows its sources while it runs
/// Invariants  checks the identities A1-A5, C1, E1-E4, D1-D4 and H1
/// See         docs/operating.md, "Proving the books"
///
/// A Source offers  for_each<T>(f)  over all records of a type in key order.

#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "ledger/chart.hpp"
#include "model/tables.hpp"
#include "proof/findings.hpp"

namespace yidi::proof {

/// What the other nodes need to know of one node's books.
struct Digest {
    struct Side {
        model::FeeSums fees;
        model::Shares shares;
        std::string insured_node, treatment_node, insutype;
        model::SettlementKind kind{};
        model::SettlementState settlement_state{};
        model::ClaimState claim_state{};
        bool was_booked = false;
        std::string init_setl_id;
        /// T took it back because the decision did not add up: it never booked it.
        bool is_void = false;
    };
    std::string node;
    std::unordered_map<std::string, Side> settlements;  ///< By setl_id: what T holds.
    std::unordered_map<std::string, Side> claims;       ///< By setl_id: what I holds.
    std::unordered_map<std::string, model::MatchedSettlement> matched;  ///< What the hub holds.
    /// What institutions of this node declared, and what was declared here, by trt_dcla_detl_sn.
    struct Sent {
        std::string insured_node;
        model::SentState state{};
    };
    std::unordered_map<std::string, Sent> sent_declarations;
    std::unordered_map<std::string, model::Declaration> declarations;
    std::map<std::string, std::int64_t> sent;      ///< Highest number ever sent, by peer.
    std::map<std::string, std::set<std::int64_t>> unacknowledged;  ///< Kept for sending, by peer.
    struct Received {
        std::int64_t all_up_to = 0;
        std::vector<std::int64_t> ahead;  ///< Further ones, ascending.
    };
    std::map<std::string, Received> received;      ///< What was taken, by peer.
};

/// Collects one node's records and judges them once all are seen.
class NodeCheck {
  public:
    explicit NodeCheck(std::string node) { digest_.node = std::move(node); }

    void see(const model::FeeLine& line, Report& report);
    void see(const model::Encounter& visit);
    void see(const model::ChargeBatch& batch);
    void see(const model::DiseaseApproval& approval);
    void see(const model::Settlement& settlement, Report& report);
    void see(const model::Claim& claim, Report& report);
    void see(const model::Transfer& transfer, Report& report);
    void see(const model::Account& account);
    void see(const model::YearAccumulator& year);
    void see(const model::ClaimLaterYear& later);
    void see(const model::QuotaWindow& window);
    void see(const model::ClaimQuota& quota);
    void see(const model::PolicyRelease& release);
    void see(const model::MatchedSettlement& matched);
    void see(const model::Sequence& sequence);
    void see(const model::Inbox& inbox);
    void see(const model::Outbox& outbox);
    void see(const model::Request& request);
    void see(const model::Person& person);
    void see(const model::Institution& institution);
    void see(const model::Filing& filing);
    void see(const model::SentDeclaration& sent);
    void see(const model::Declaration& declaration);
    void see(const model::VisitMark& mark);

    /// Judges what only the whole shows, and hands out what other nodes are compared with.
    [[nodiscard]] Digest finish(Report& report);

  private:
    struct Batch {
        model::FeeSums sums;
        std::int64_t lines = 0;
    };
    struct Totals {
        Money debited, credited;
    };

    void judge_accounts(Report& report);
    void judge_visits(Report& report);
    [[nodiscard]] Batch lines_of(const std::string& mdtrt_id, std::int64_t batch) const;
    /// What of a visit no settlement in force holds.
    [[nodiscard]] Batch open_of(const model::Encounter& visit) const;
    void judge_charge_batches(Report& report);
    [[nodiscard]] bool is_undoing(std::string_view setl_id) const;
    void judge_requests(Report& report);
    void judge_settlements(Report& report);
    void judge_claims(Report& report);
    void judge_accumulators(Report& report);
    void judge_windows(Report& report);
    /// Every claim since releases are kept names one that is.
    void judge_releases(Report& report);
    [[nodiscard]] const model::Claim* claim_named(const std::string& setl_id) const;
    /// Every transfer is one that a settlement, claim or match asks for, and none of those lacks.
    void judge_entries(Report& report);
    void judge_references(Report& report);
    /// The claims in force of a stay are a chain from its first to its newest.
    void judge_stays(Report& report);
    /// A filing that a claim was paid under is there.
    void judge_filings(Report& report);
    /// A settlement is on the statement of the day on which it was booked.
    void judge_statements(Report& report);
    /// What a declaration put in force is there, and has ended when it was withdrawn.
    void judge_declarations(Report& report);
    [[nodiscard]] std::string made_by(const model::Declaration& declaration) const;
    /// So is the approval of a disease.
    void judge_approvals(Report& report);

    Digest digest_;
    std::map<std::pair<std::string, std::int64_t>, Batch> batches_;
    std::vector<model::Encounter> visits_;
    std::multimap<std::string, model::ChargeBatch> charge_batches_;  ///< By mdtrt_id.
    std::vector<model::Settlement> settlements_;
    std::vector<model::Claim> claims_;
    std::unordered_map<std::string, std::size_t> claim_places_;  ///< In claims_, by setl_id.
    std::vector<model::YearAccumulator> years_;
    std::vector<model::ClaimLaterYear> later_years_;
    std::vector<model::QuotaWindow> windows_;
    std::vector<model::ClaimQuota> quotas_;
    std::map<std::string, Instant> releases_;  ///< Since when each is kept, by hash.
    std::vector<model::Request> requests_;
    std::map<std::string, std::vector<model::Filing>> filings_;  ///< By psn_no.
    std::map<std::string, std::vector<model::DiseaseApproval>> approvals_;
    std::unordered_map<std::string, std::string> marks_;  ///< Institution, by number of the mark.
    std::unordered_map<std::string, std::string> sent_at_;  ///< Institution, by trt_dcla_detl_sn.
    std::unordered_map<std::string, model::Account> accounts_;
    std::unordered_map<std::string, Totals> moved_;           ///< By account.
    // By reference, for each counter: a province that treats its own people books both.
    std::unordered_map<std::string, Money> moved_by_treatment_, moved_by_insured_;
    std::unordered_map<std::int64_t, model::Transfer> transfers_;
    std::int64_t transfers_drawn_ = 0;
    std::unordered_set<std::string> people_, institutions_;
};

/// Reads all of a node's records through a Source.
template <class Source>
[[nodiscard]] Digest check_node(Source& source, const std::string& node, Report& report) {
    NodeCheck check{node};
    source.template for_each<model::FeeLine>([&](const auto& r) { check.see(r, report); });
    source.template for_each<model::Encounter>([&](const auto& r) { check.see(r); });
    source.template for_each<model::ChargeBatch>([&](const auto& r) { check.see(r); });
    source.template for_each<model::DiseaseApproval>([&](const auto& r) { check.see(r); });
    source.template for_each<model::Settlement>([&](const auto& r) { check.see(r, report); });
    source.template for_each<model::Claim>([&](const auto& r) { check.see(r, report); });
    source.template for_each<model::Transfer>([&](const auto& r) { check.see(r, report); });
    source.template for_each<model::Account>([&](const auto& r) { check.see(r); });
    source.template for_each<model::YearAccumulator>([&](const auto& r) { check.see(r); });
    source.template for_each<model::ClaimLaterYear>([&](const auto& r) { check.see(r); });
    source.template for_each<model::QuotaWindow>([&](const auto& r) { check.see(r); });
    source.template for_each<model::ClaimQuota>([&](const auto& r) { check.see(r); });
    source.template for_each<model::PolicyRelease>([&](const auto& r) { check.see(r); });
    source.template for_each<model::MatchedSettlement>([&](const auto& r) { check.see(r); });
    source.template for_each<model::Sequence>([&](const auto& r) { check.see(r); });
    source.template for_each<model::Inbox>([&](const auto& r) { check.see(r); });
    source.template for_each<model::Outbox>([&](const auto& r) { check.see(r); });
    source.template for_each<model::Person>([&](const auto& r) { check.see(r); });
    source.template for_each<model::Institution>([&](const auto& r) { check.see(r); });
    source.template for_each<model::Filing>([&](const auto& r) { check.see(r); });
    source.template for_each<model::SentDeclaration>([&](const auto& r) { check.see(r); });
    source.template for_each<model::Declaration>([&](const auto& r) { check.see(r); });
    source.template for_each<model::VisitMark>([&](const auto& r) { check.see(r); });
    // Nothing is compared with these, but a row that cannot be read is damage all the same.
    source.template for_each<model::Enrolment>([](const auto&) {});
    source.template for_each<model::Diagnosis>([](const auto&) {});
    source.template for_each<model::SignIn>([](const auto&) {});
    source.template for_each<model::Referral>([](const auto&) {});
    source.template for_each<model::DiseaseCertificate>([](const auto&) {});
    source.template for_each<model::Designation>([](const auto&) {});
    source.template for_each<model::Injury>([](const auto&) {});
    source.template for_each<model::Department>([](const auto&) {});
    source.template for_each<model::Practitioner>([](const auto&) {});
    source.template for_each<model::Route>([](const auto&) {});
    source.template for_each<model::Timer>([](const auto&) {});
    source.template for_each<model::Request>([&](const auto& r) { check.see(r); });
    return check.finish(report);
}

/// Compares what the nodes say of declarations: what was answered is what the insured place holds.
void check_declarations(const std::vector<Digest>& nodes, bool complete, Report& report);

/// Compares what the nodes say of each other's settlements and declarations. `complete` says that every node of the
/// network is here; then a side that is missing is a finding.
void check_network(const std::vector<Digest>& nodes, bool complete, Report& report);

}  // namespace yidi::proof
