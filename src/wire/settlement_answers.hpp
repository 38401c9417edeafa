/// @file
/// How a settlement is answered: setlinfo and setldetail of 2303, 2304, 2305 and 5203.
///
/// Level       6, pure
/// Units       none
/// Errors      none
/// Ownership   static data

#pragma once

#include "wire/description.hpp"

namespace yidi::wire {

extern const Node trial_answer[2];     // 2303
extern const Node settled_answer[2];   // 2304
extern const Node reversed_answer[2];  // 2305
extern const Node queried_answer[2];   // 5203

}  // namespace yidi::wire
