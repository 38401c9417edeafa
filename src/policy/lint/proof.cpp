#include "policy/lint/proof.hpp"

#include <algorithm>

#include "policy/lint/shapes.hpp"

namespace yidi::policy {

Proof::Proof(const LintInput& input, std::int64_t last_fen)
    : folder_(input.package.folder), day_(input.day), last_(last_fen) {
    Findings refusals;
    package_ = load_with_parents(input.package, input.parents, refusals);
    if (!refusals.empty() || package_.head.kind != Head::Kind::area) return;
    PlanTables tables = compile_tables(package_, refusals, &places_);
    if (!refusals.empty()) return;
    plan_ = std::make_shared<const Plan>(std::move(tables));
    // Too many to be tried: lint() says so.
    kinds_ = all_kinds(plan_->tables()).value_or(std::vector<KindOf>{});
}

Shape Proof::prove(std::size_t kind) const {
    const KindOf& one = kinds_[kind];
    const Curve curve(plan_->tables(), *one.of.epoch, one.kind);
    return policy::prove(curve, 0, last_);
}

std::vector<Finding> Proof::findings(const std::vector<Shape>& shapes) const {
    FindingList list;
    Inspection inspection(package_, folder_, day_, list);
    std::vector<Finding> findings;
    if (plan_ == nullptr) return findings;
    PlanInspection plan(inspection, *plan_, places_);
    for (std::size_t kind = 0; kind < shapes.size(); ++kind) {
        for (const Fault& fault : shapes[kind].faults) {
            report_fault(plan, kinds_[kind], {}, fault);
        }
    }
    findings = list.take_sorted();
    const std::size_t found = findings.size();
    apply_waivers(package_, day_, findings);
    // Waivers of other checks are none of the proof's business.
    findings.resize(found);
    return findings;
}

}  // namespace yidi::policy
