/// @file
/// Strict reading of one table of a package: every key is asked for once, of one type, and a key
/// nobody asked for is an error. Reading goes on after a finding so that all can be shown.
///
/// Level       3, pure
/// Units       amounts as whole yuan or quoted decimal, shares as "85%", points as "-10pp"
/// Errors      findings: package_unknown_key, package_value; a getter that found nothing usable
///             answers a harmless default, and the findings say that the package is no good
/// Ownership   views of the source package, which must outlive them
/// Threads     confined

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "money/money.hpp"
#include "policy/document.hpp"
#include "policy/lint/lints.hpp"
#include "policy/terms.hpp"

namespace yidi::policy {

/// A place in a package, as messages name it.
struct Site {
    std::string file;  ///< "policies/beijing/employee.inpatient.toml"
    std::int32_t line = 0;
};

class Findings {
  public:
    /// Which check a finding belongs to, and where it stands.
    struct Mark {
        Lint lint{};
        Site site;
        std::string key;
    };

    /// Without `lint` it is the check that stands for `code`.
    void add(ErrorCode code, const Site& site, std::string_view key, std::string found,
             std::string expected, std::optional<Lint> lint = {});
    [[nodiscard]] bool empty() const noexcept { return list_.empty(); }
    [[nodiscard]] const std::vector<Problem>& list() const noexcept { return list_; }
    /// One for each of list().
    [[nodiscard]] const std::vector<Mark>& marks() const noexcept { return marks_; }
    /// The findings so far, handed over.
    [[nodiscard]] std::vector<Problem> take() {
        marks_.clear();
        return std::move(list_);
    }

  private:
    std::vector<Problem> list_;
    std::vector<Mark> marks_;
};

/// What a node is, for "found".
[[nodiscard]] std::string show(const Node& node);

/// "85%", "87.5%" to 4 decimals; 0 to 100.
[[nodiscard]] std::optional<Ratio> parse_percent(std::string_view text);
/// "-10pp", "+2.5pp" as parts per million.
[[nodiscard]] std::optional<std::int64_t> parse_points(std::string_view text);
/// Whole yuan, or a quoted decimal; 0 to a trillion yuan.
[[nodiscard]] std::optional<Money> money_of(const Node& node);
/// Which check refuses a node that is no amount: a number that will not do, or no number at all.
[[nodiscard]] Lint fault_of_amount(const Node& node);
/// The same of a node that is no share.
[[nodiscard]] Lint fault_of_share(const Node& node);

struct Label {
    std::string zh, en;
    friend bool operator==(const Label&, const Label&) = default;
};

class Fields {
  public:
    Fields(std::string file, const TableEntries& entries, std::int32_t line, Findings& findings);

    [[nodiscard]] Site site() const { return {file_, line_}; }
    [[nodiscard]] const std::string& file() const { return file_; }
    [[nodiscard]] bool has(std::string_view key) const;
    /// The value of `key`, which then counts as known; null if absent.
    [[nodiscard]] const Node* find(std::string_view key);
    /// The same, and a finding if absent.
    [[nodiscard]] const Node* require(std::string_view key, std::string_view expected,
                                      std::optional<Lint> lint = {});

    [[nodiscard]] std::string text(std::string_view key, std::optional<Lint> lint = {});
    [[nodiscard]] std::string text_or(std::string_view key, std::string_view fallback);
    [[nodiscard]] bool flag_or(std::string_view key, bool fallback);
    [[nodiscard]] std::int64_t integer(std::string_view key);
    [[nodiscard]] Date date(std::string_view key);
    [[nodiscard]] Label label(std::string_view key);
    [[nodiscard]] std::vector<std::string> texts(std::string_view key);
    /// One word of a closed list, as its place in the list.
    [[nodiscard]] std::size_t word(std::string_view key, std::span<const Word> words);
    /// Tables under [[key]]; empty if absent.
    [[nodiscard]] std::vector<const Node*> tables(std::string_view key);

    /// All entries nobody has asked for yet; they count as known from now on.
    [[nodiscard]] TableEntries rest();
    [[nodiscard]] Findings& findings() { return findings_; }

    void complain(ErrorCode code, std::string_view key, std::string found, std::string expected,
                  std::optional<Lint> lint = {});
    /// Reports every key that nobody asked for. Call it last.
    void end();

  private:
    const Node* mistyped(std::string_view key, const Node* node, std::string_view expected,
                         std::optional<Lint> lint = {});

    std::string file_;
    const TableEntries& entries_;
    std::int32_t line_;
    Findings& findings_;
    std::vector<bool> known_;
    std::string asked_;
};

}  // namespace yidi::policy
