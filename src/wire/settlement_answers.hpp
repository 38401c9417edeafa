/// @file
/// How a settlement is answered: setlinfo and setldetail of 2206 to 2208, 2303 to 2305 and 5203, and
/// of a purchase (2101 to 2103) its divided lines too.
///
/// Level       6, pure
/// Units       none
/// Errors      none
/// Ownership   static data

#pragma once

#include "wire/description.hpp"

namespace yidi::wire {

extern const Node trial_answer[2];     // 2206, 2303
extern const Node settled_answer[2];   // 2207, 2304
extern const Node reversed_answer[2];  // 2103, 2305
extern const Node refunded_answer[2];  // 2208
extern const Node queried_answer[2];   // 5203
extern const Node purchase_trial_answer[3];    // 2101
extern const Node purchase_settled_answer[3];  // 2102

}  // namespace yidi::wire
