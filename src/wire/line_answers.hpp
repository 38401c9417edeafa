/// @file
/// How priced fee lines are answered: result of 2204 and 2301, detlcutinfo of 2101 and 2102.
///
/// Level       6, pure
/// Units       none
/// Errors      none
/// Ownership   static data

#pragma once

#include "wire/description.hpp"

namespace yidi::wire {

extern const Node priced_answer[1];   // 2204, 2301
extern const Node divided_purchase;   // detlcutinfo

}  // namespace yidi::wire
