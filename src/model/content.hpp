/// @file
/// What must be the same when a request is repeated under the same msgid: its business fields as
/// name=value lines. Two requests with equal content ask for the same thing.
///
/// Level       2, pure
/// Units       amounts in yuan, instants as "yyyy-MM-dd HH:mm:ss"
/// Errors      none
/// Ownership   values only
/// Invariants  K1  equal commands have equal content, and a business field that differs makes a
///                 line that differs.
///             K2  no name, number or telephone of a person stands in it; a document is there as
///                 the node's keyed digest.

#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "model/commands.hpp"

namespace yidi::model {

/// One "name=value\n" line per field that is not empty, in a fixed order; lists count from 0, as
/// in "lines[3].cnt=2". Line breaks and backslashes inside a value are escaped.
[[nodiscard]] std::string content_of(const CommandBody& command);

/// A field that two contents do not share. A side that has no such field is empty.
struct Difference {
    std::string field;
    std::string earlier;
    std::string now;
    friend bool operator==(const Difference&, const Difference&) = default;
};

/// The first field in which `now` differs from `earlier`.
[[nodiscard]] std::optional<Difference> difference_of(std::string_view earlier,
                                                      std::string_view now);

}  // namespace yidi::model
