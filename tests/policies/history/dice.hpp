/// @file
/// Reproducible choices from a seed, in the names of this test program.
///
/// Level       test
/// Units       none
/// Errors      an empty range or list is a defect
/// Ownership   values

#pragma once

#include "base/dice.hpp"

namespace yidi::policies {

using yidi::Dice;

}  // namespace yidi::policies
