/// @file
/// simdjson as it is meant to be used in production: without its own debugging checks, which cost
/// a fifth of a decode. Every source that needs simdjson includes it through here, so that all of
/// them see the same classes.
/// Private to the sources and tests of wire.
///
/// Level       6
/// Units       none
/// Errors      none
/// Ownership   none

#pragma once

#define SIMDJSON_DEVELOPMENT_CHECKS 0
#ifdef NDEBUG
#include <simdjson.h>
#else
#define NDEBUG
#include <simdjson.h>
#undef NDEBUG
#endif
