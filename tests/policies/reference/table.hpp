/// @file
/// One version of one table of a package: its keys and rows as written, and the look-up of the
/// rows that speak of an event.
///
/// Level       test
/// Units       fen; shares as fractions of 1
/// Errors      a table that does not answer throws BadPackage: packages are checked before
/// Ownership   owns its text

#pragma once

#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "facts.hpp"
#include "value.hpp"

namespace yidi::slow {

struct BadPackage : std::runtime_error {
    using std::runtime_error::runtime_error;
};

enum class Kind : std::uint8_t {
    gate, deductible, continuity, segments, adjust, place, supplement, limit, disease, combine,
    cap, channel, account,
};
constexpr std::size_t kind_count = 13;
/// Nothing for tables that decide nothing: ceilings and bounds.
[[nodiscard]] std::optional<Kind> kind_of(std::string_view name);

struct Row {
    std::string number;  ///< "row 3", for messages.
    std::vector<Asked> dimensions;
    std::vector<std::pair<std::string, Value>> values;
    std::vector<int> features;  ///< What coverage calls its variants.

    [[nodiscard]] const Value* find(std::string_view column) const;
    [[nodiscard]] const Value& at(std::string_view column) const;
    [[nodiscard]] std::size_t stars() const;
};

struct Table {
    Kind kind{};
    std::string id;
    Date from;
    std::optional<Date> to;
    bool to_unknown = false;  ///< Nobody has looked beyond verified_on.
    Date recorded_on;
    std::optional<Date> verified_on;
    std::map<std::string, Value, std::less<>> keys;
    std::vector<Asked> when;
    std::vector<Row> rows;
    std::vector<int> features;

    [[nodiscard]] const Value* find(std::string_view key) const;
    [[nodiscard]] std::string_view word(std::string_view key, std::string_view otherwise) const;
    /// The rows that speak of the event: of those that match, the ones with the fewest stars.
    [[nodiscard]] std::vector<const Row*> rows_for(const Facts& facts) const;
    /// The same where there is one.
    [[nodiscard]] const Row& row_for(const Facts& facts) const;
    /// The row whose `column` names `word`; null if there is none.
    [[nodiscard]] const Row* row_named(std::string_view column, std::string_view word) const;
};

/// Turns a name into a number for Table::features; the same name gives the same number.
class FeatureNames {
  public:
    int of(const std::string& name);
    [[nodiscard]] const Texts& all() const { return names_; }

  private:
    std::map<std::string, int> numbers_;
    Texts names_;
};

[[nodiscard]] Table read_table(Kind kind, const policy::Node& node, FeatureNames& names);

}  // namespace yidi::slow
