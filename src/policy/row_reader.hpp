/// @file
/// Reads the rows of one table: its columns, and one value after another by the table's kind.
///
/// Level       3, pure
/// Units       as written in packages
/// Errors      findings of package_value
/// Ownership   borrows for the reading of one table

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "policy/package.hpp"

namespace yidi::policy {

inline constexpr std::string_view undetermined = "undetermined";

/// What one row's values may be asked.
class RowReader {
  public:
    RowReader(Fields& fields, Version& version, Findings& findings)
        : fields_(fields), version_(version), findings_(findings) {}

    /// Splits `columns` into dimensions and value columns; answers the value columns.
    std::vector<std::string> read_columns();
    void read(const Node& node, const std::vector<std::string>& values, Row row);
    void value(const Node& node, std::string_view column, Row& row);

  private:
    void wrong(const Node& node, std::string_view column, std::string_view expected,
               Lint lint = Lint::wrong_form) {
        findings_.add(ErrorCode::package_value, {fields_.file(), node.line}, column, show(node),
                      std::string{expected}, lint);
    }
    void share(const Node& node, std::string_view column, Row& row);
    void bound(const Node& node, std::string_view column, Row& row);
    void amount(const Node& node, std::string_view column, Row& row);
    void continuity(const Node& node, std::string_view column, Row& row);
    void channel(const Node& node, std::string_view column, Row& row);
    void disease(const Node& node, std::string_view column, Row& row);
    void effect(const Node& node, std::string_view text, std::string_view column, Row& row);

    Fields& fields_;
    Version& version_;
    Findings& findings_;
};

}  // namespace yidi::policy
