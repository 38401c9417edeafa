/// @file
/// An insured place with the areas of tests/policies/variants and one person, for tests that send
/// it bills and look at its books.
///
/// Level       tests only
/// Units       Money in fen
/// Errors      a package that cannot be loaded ends the test program
/// Ownership   owns its store

#pragma once

#include <string>

#include "desk/insured/use_cases.hpp"
#include "engine/memory_store.hpp"
#include "proof/findings.hpp"
#include "wire/policy_files.hpp"

namespace yidi::insured {

[[nodiscard]] Date day(const char* text);
[[nodiscard]] Money yuan(const char* text);
/// A bill of which all is in scope.
[[nodiscard]] model::FeeSums in_scope(const char* amount);

/// The files of the areas for tests, and the law they make.
[[nodiscard]] const wire::LoadedFiles& variants();
[[nodiscard]] wire::LawBook load(const wire::LoadedFiles& files);
/// The same with one text of one file changed.
[[nodiscard]] wire::LoadedFiles edited(wire::LoadedFiles files, const std::string& file,
                                       const std::string& old_text, const std::string& new_text);

class InsuredPlace {
  public:
    /// The person "P1" is an employee at work of the area, born 1980.
    explicit InsuredPlace(std::string area);

    /// An inpatient bill of a hospital of level 3 in the area itself.
    [[nodiscard]] model::BillFacts bill(const char* setl_id, const char* from, const char* to,
                                        const char* amount) const;
    /// Decides a bill on the day it ends, and gives the claim it became.
    const model::Claim& decide(const model::BillFacts& bill);
    void undo(const char* setl_id);
    [[nodiscard]] model::ExplainAnswer explain(const char* setl_id);

    [[nodiscard]] model::YearTotals year(std::int64_t year);
    [[nodiscard]] std::int64_t used(const std::string& window);
    /// What the proof says of the books as they stand.
    [[nodiscard]] proof::Report proved();

    desk::Rulebook rules;
    engine::MemoryStore store;
    engine::Workspace workspace{store, node};

  private:
    static constexpr const char* node = "990000";
    [[nodiscard]] desk::InsuredCounter counter(Date on);
    void commit();

    std::string area_;
};

}  // namespace yidi::insured
