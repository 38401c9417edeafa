/// @file
/// What single rows of a table say of their source where it differs from the table's.
///
/// Level       3, pure
/// Units       row numbers from 1
/// Errors      findings of package_value and package_citation
/// Ownership   borrows for the reading of one table

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "policy/package.hpp"

namespace yidi::policy {

/// row_cite = { "7" = ["…"] }, row_confidence and row_origin = { "7" = "low" }.
class RowOverrides {
  public:
    RowOverrides(Fields& fields, const Sources& sources, Findings& findings);
    void apply(std::vector<Row>& rows);

  private:
    struct Change {
        std::string number;
        Site site;
        std::vector<std::string> cites;
        std::optional<Confidence> confidence;
        std::optional<Origin> origin;
    };

    void read(std::string_view key, const std::string& number, const Node& value);

    Fields& fields_;
    const Sources& sources_;
    Findings& findings_;
    std::vector<Change> changes_;
};

}  // namespace yidi::policy
