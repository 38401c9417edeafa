/// @file
/// How the registers of the place of care are answered: institutions, departments, practitioners
/// and marks of visits; and a visit's diagnoses and a person's chronic medication.
///
/// Level       6, pure
/// Units       none
/// Errors      none
/// Ownership   static data

#pragma once

#include "wire/description.hpp"

namespace yidi::wire {

extern const Node institutions_answer[1];   // 1201
extern const Node mark_answer[1];           // 2406
extern const Node marks_answer[1];          // 2407
extern const Node departments_answer[1];    // 5101
extern const Node practitioners_answer[1];  // 5102
extern const Node diagnoses_answer[1];      // 5202
extern const Node medication_answer[1];     // 5205

}  // namespace yidi::wire
