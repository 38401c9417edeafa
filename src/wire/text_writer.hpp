/// @file
/// Lines of text for people, in one language or two, with amounts in one column.
///
/// Level       6, pure
/// Units       columns of a terminal, in which Chinese characters take two
/// Errors      none
/// Ownership   owns its output until take()

#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "base/assert.hpp"
#include "money/money.hpp"

namespace yidi::wire {

class TextWriter {
  public:
    /// Requires one of the languages.
    TextWriter(bool zh, bool en) : zh_(zh), en_(en) { YIDI_ASSERT(zh || en); }

    void heading(std::string_view zh, std::string_view en) { add("\n" + both(zh, en)); }
    void amount(Money value, std::string_view zh, std::string_view en);
    /// An amount under its name in the national interface.
    void field(std::string_view name, Money value);
    /// A point of a list.
    void point(std::string_view zh, std::string_view en);
    void words(std::string_view zh, std::string_view en);
    /// A number, an amount, and what they stand for; then lines below the words.
    void numbered(std::int64_t number, std::string_view amount, std::string_view zh,
                  std::string_view en);
    void below(std::string_view text);
    void add(std::string_view line) { out_.append(line).push_back('\n'); }
    [[nodiscard]] std::string both(std::string_view zh, std::string_view en) const;
    [[nodiscard]] std::string take() { return std::move(out_); }

  private:
    bool zh_, en_;
    std::string out_;
};

}  // namespace yidi::wire
