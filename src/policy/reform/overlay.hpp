/// @file
/// The further versions that a patch gives to the rules of one benefit.
///
/// Level       3, pure
/// Units       as in packages
/// Errors      findings that name the patch
/// Ownership   views of the packages; written files are owned by their taker

#pragma once

#include <string>
#include <vector>

#include "policy/reform/table_draft.hpp"
#include "policy/validity.hpp"

namespace yidi::policy {

class Overlay {
  public:
    Overlay(const SourcePackage& area, const std::vector<SourcePackage>& parents,
            const Benefit& benefit, const Clock& clock, const Patch& patch)
        : area_(area), parents_(parents), benefit_(benefit), clock_(clock), patch_(patch) {}

    /// The table a version was read from. It is one of `area` or `parents`.
    [[nodiscard]] const TableEntries* source_of(const Version& version) const;
    /// A version of the stretch's rule for the days of `window` alone. `reading`: the id it names
    /// from now on, if not empty.
    void add(const Stretch& stretch, const Window& window, TableEntries table,
             const std::string& reading);
    /// Gates that let nobody in on the days of `window`.
    void shut(const Window& window, const Stamp& stamp, const Reform& reform);
    /// All of it as a file that extends the benefit; a finding if the package's `as_known` leaves no
    /// day to record it on.
    [[nodiscard]] SourceFile file(const std::string& name, Findings& findings) const;

  private:
    [[nodiscard]] const TableEntries* find_in(const SourcePackage& package,
                                              const Version& version) const;
    [[nodiscard]] Date recorded_after(std::string_view rule) const;
    void new_gate(const Window& window, const Stamp& stamp, const Reform& reform, int number);

    const SourcePackage& area_;
    const std::vector<SourcePackage>& parents_;
    const Benefit& benefit_;
    const Clock& clock_;
    const Patch& patch_;
    std::vector<std::pair<Operator, TableEntries>> tables_;
    std::optional<Date> last_recorded_;
};

}  // namespace yidi::policy
