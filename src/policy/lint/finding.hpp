/// @file
/// What a check of a package found: which check, where, what, by which article, and what to do,
/// in Chinese and English.
///
/// Level       3, pure
/// Units       none
/// Errors      is the errors
/// Ownership   values only

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "policy/plan.hpp"

namespace yidi::policy {

struct Finding {
    Lint lint{};
    Site site;
    std::string subject;  ///< What a waiver names: a rule, benefit, document or reading.
    Label found;
    std::vector<std::string> cites;  ///< "bj-158:36"; empty where nothing is cited.
    std::string article;             ///< The same for people.
    std::size_t more = 0;            ///< Further kinds of people in the same place.
    std::optional<Label> waived;     ///< Why it is accepted.
};

/// Nothing has to be done about it.
[[nodiscard]] inline bool is_accepted(const Finding& finding) {
    return finding.waived.has_value();
}

/// "[L30] policies/x/y.toml:12 x.seg: what is wrong: what was found. To do: … (article)"
[[nodiscard]] std::string message_of(const Finding& finding, bool chinese);

/// Takes findings in; one that stands where another does is counted with it.
class FindingList {
  public:
    void add(Finding finding);
    /// Counts another one in the place of one already taken; false if there is none.
    bool count_another(Lint lint, const Site& site, const std::string& subject);
    [[nodiscard]] std::vector<Finding>& list() { return list_; }
    /// By file, line and check.
    [[nodiscard]] std::vector<Finding> take_sorted();

  private:
    std::vector<Finding> list_;
};

}  // namespace yidi::policy
