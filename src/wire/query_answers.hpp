/// @file
/// How queries are answered: visits, fee lines, accumulators and patients in hospital.
///
/// Level       6, pure
/// Units       none
/// Errors      none
/// Ownership   static data

#pragma once

#include "wire/description.hpp"

namespace yidi::wire {

extern const Node visits_answer[1];       // 5201
extern const Node lines_answer[1];        // 5204
extern const Node totals_answer[1];       // 5206
extern const Node in_hospital_answer[1];  // 5303

}  // namespace yidi::wire
