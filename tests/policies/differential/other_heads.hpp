/// @file
/// A package under another [time] and [rounding] than its own: its tables are then decided in
/// combinations that no area has written.
///
/// Level       test
/// Units       none
/// Errors      none
/// Ownership   values

#pragma once

#include <string>

#include "history/dice.hpp"
#include "policy/document.hpp"

namespace yidi::policies {

struct OtherHead {
    policy::SourcePackage package;
    std::string words;  ///< "admission 07-01 split once down jiao sum", for messages.
};

/// Draws every key of the two sections anew.
[[nodiscard]] OtherHead with_other_head(const policy::SourcePackage& package, Dice& dice);

}  // namespace yidi::policies
