/// @file
/// A refusal or failure as people and machines need it: what happened, where, what was found, what
/// was expected, what to do, and the article. Never holds a person's name or number.
///
/// Level       0, pure
/// Units       none
/// Errors      is the errors: the table is base/errors.def
/// Ownership   values only

#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace yidi {

enum class ErrorCode : std::uint16_t {
#define YIDI_ERROR(number, name, retry, article, zh, zh_do, en, en_do) name = number,
#include "base/errors.def"
#undef YIDI_ERROR
};

/// What the sender may do with the same message.
enum class Retry : std::uint8_t {
    never,  ///< It will be refused again.
    amend,  ///< Mend what is named, then send it.
    later,  ///< Nothing has happened; the same message may succeed later.
    ask,    ///< The outcome is unknown; repeat, ask or undo.
};

/// One row of the table.
struct ErrorInfo {
    ErrorCode code;
    std::string_view name;
    Retry retry;
    std::string_view article;
    std::string_view zh, zh_remedy, en, en_remedy;
};

/// Every row, in the order of errors.def.
[[nodiscard]] std::span<const ErrorInfo> error_table();
[[nodiscard]] const ErrorInfo& info_of(ErrorCode code);
/// Looks a stored number up; unknown numbers answer null.
[[nodiscard]] const ErrorInfo* find_error(std::uint16_t number);
[[nodiscard]] std::string_view name_of(Retry retry);

/// One thing that went wrong. `field` is the path in the input ("feedetail[3].cnt"), the file and
/// line of a package, or the id of the thing spoken of.
struct Problem {
    ErrorCode code{};
    std::string field;
    std::string found;
    std::string expected;
    std::string article = {};  ///< Overrides the table's article when a package names a closer one.

    friend bool operator==(const Problem&, const Problem&) = default;
};

/// One sentence: what, where, found, expected, remedy, article. `chinese` chooses the language.
[[nodiscard]] std::string message_of(const Problem& problem, bool chinese);

template <class T>
using Outcome = Result<T, Problem>;

/// Shorthand for the usual ending of a check.
[[nodiscard]] inline Unexpected<Problem> problem(ErrorCode code, std::string field = {},
                                                 std::string found = {},
                                                 std::string expected = {}) {
    return Unexpected{Problem{code, std::move(field), std::move(found), std::move(expected), {}}};
}

}  // namespace yidi
