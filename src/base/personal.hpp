/// @file
/// Text that identifies a person. It has no formatter and no stream operator, so it cannot be
/// logged or put into a message by accident; whoever needs it must say so by calling reveal().
///
/// Level       0, pure
/// Units       UTF-8
/// Errors      none
/// Ownership   owns its text

#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace yidi {

class Personal {
  public:
    Personal() = default;
    explicit Personal(std::string text) : text_(std::move(text)) {}

    /// The text itself. Every call is a place where a person's data leaves the type: the store
    /// (which encrypts it) and the answer to an institution that has it already.
    [[nodiscard]] const std::string& reveal() const noexcept { return text_; }
    [[nodiscard]] bool empty() const noexcept { return text_.empty(); }

    friend bool operator==(const Personal&, const Personal&) = default;

  private:
    std::string text_;
};

}  // namespace yidi
