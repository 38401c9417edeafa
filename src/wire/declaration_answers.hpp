/// @file
/// How declarations and what the insured place knows of a person are answered.
///
/// Level       6, pure
/// Units       none
/// Errors      none
/// Ownership   static data

#pragma once

#include "wire/description.hpp"

namespace yidi::wire {

extern const Node declared_answer[1];     // 2501, 2503, 2505, 2507
extern const Node entitlement_answer[1];  // 2001
extern const Node diseases_answer[1];     // 5301
extern const Node designations_answer[1];  // 5302
extern const Node referrals_answer[1];    // 5304

}  // namespace yidi::wire
