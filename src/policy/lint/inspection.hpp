/// @file
/// A package under inspection: what was read, what it compiled to, and where findings go.
///
/// Level       3, pure
/// Units       none
/// Errors      findings
/// Ownership   borrows all it is given
/// Private to  policy

#pragma once

#include <map>
#include <string>
#include <vector>

#include "policy/cases.hpp"
#include "policy/lint/finding.hpp"
#include "policy/lint/kinds.hpp"

namespace yidi::policy {

class Inspection {
  public:
    Inspection(const Package& package, std::string folder, Date day, FindingList& findings)
        : package_(package), folder_(std::move(folder)), day_(day), findings_(findings) {}

    [[nodiscard]] const Package& package() const { return package_; }
    [[nodiscard]] Date day() const { return day_; }
    /// The place lies in the package itself, not in a parent, which is inspected on its own.
    [[nodiscard]] bool is_own(const Site& site) const {
        return site.file.starts_with(folder_ + "/");
    }

    void add(Lint lint, const Site& site, std::string subject, Label found,
             const std::vector<std::string>& cites);
    void add(Lint lint, const Version& version, Label found) {
        add(lint, version.site, version.id, std::move(found), version.provenance.cites);
    }
    void add(Lint lint, const Version& version, const Row& row, Label found) {
        add(lint, row.site, version.id, std::move(found), row.provenance.cites);
    }

  protected:
    [[nodiscard]] bool has_another(Lint lint, const Site& site, const std::string& subject) {
        return findings_.count_another(lint, site, subject);
    }

  private:
    const Package& package_;
    std::string folder_;
    Date day_;
    FindingList& findings_;
};

/// The same, compiled.
class PlanInspection : public Inspection {
  public:
    PlanInspection(const Inspection& inspection, const Plan& plan,
                   const std::vector<RowPlace>& places)
        : Inspection(inspection), plan_(plan), places_(places) {}

    [[nodiscard]] const Plan& plan() const { return plan_; }
    [[nodiscard]] const PlanTables& tables() const { return plan_.tables(); }
    [[nodiscard]] const RowPlace& place(std::uint32_t row) const { return places_[row]; }
    [[nodiscard]] const std::vector<RowPlace>& places() const { return places_; }
    using Inspection::add;
    /// There is such a finding at the row already, which is then counted once more.
    [[nodiscard]] bool has_another(Lint lint, std::uint32_t row) {
        return Inspection::has_another(lint, places_[row].row->site, places_[row].version->id);
    }
    /// At a row of the plan.
    void add(Lint lint, std::uint32_t row, Label found) {
        add(lint, *places_[row].version, *places_[row].row, std::move(found));
    }

  private:
    const Plan& plan_;
    const std::vector<RowPlace>& places_;
};

// ---- the checks, each in a file of its own ------------------------------------------------------

/// L02, L03, L04: documents, readings, and when they were looked at.
void check_documents(Inspection& inspection, const std::map<std::string, std::string>& texts);
/// L12, L61: first days and words.
void check_words(Inspection& inspection);
/// L14, L15, L22: rows beside each other.
void check_rows(Inspection& inspection);
/// L24: what a new version changes.
void check_changes(Inspection& inspection);
/// L42: amounts bounded by another table.
void check_at_most(Inspection& inspection);
/// L40: who should be better off.
void check_orderings(PlanInspection& inspection);
/// L50: layers and buckets.
void check_layers(PlanInspection& inspection);
/// L30, L31, L32, L33 by probing, and L51: every kind of event.
void check_shapes(PlanInspection& inspection, const std::vector<KindOf>& kinds);
/// L34: two events of one day.
void check_order_of_events(PlanInspection& inspection, const std::vector<KindOf>& kinds);
/// L60: what the cases of the package reach.
void check_coverage(PlanInspection& inspection, const CaseCoverage& coverage);

}  // namespace yidi::policy
