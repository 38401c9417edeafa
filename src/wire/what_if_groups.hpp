/// @file
/// The sums of a what-if gathered by one property at a time.
///
/// Level       6, pure
/// Units       fen
/// Errors      none
/// Ownership   values

#pragma once

#include <string>
#include <vector>

#include "policy/history/sums.hpp"
#include "policy/terms.hpp"

namespace yidi::wire {

struct NamedSums {
    std::string name, zh, en;
    policy::GroupSums sums;
};
struct SumsBy {
    std::string key, zh, en;  ///< "level"
    std::vector<NamedSums> values;
};
/// By year, service, scheme, status, aid class, level and place; values without events left out.
[[nodiscard]] std::vector<SumsBy> sums_by_each(const policy::Sums& sums);

struct NamedPeople {
    std::string name, zh, en;
    policy::PersonSums sums;
};
struct PeopleBy {
    std::string key, zh, en;
    std::vector<NamedPeople> values;
};
/// By year, scheme, status and aid class.
[[nodiscard]] std::vector<PeopleBy> people_by_each(const policy::Sums& sums);

/// Names of the payers, by layer: those of the national interface, and for people.
[[nodiscard]] const policy::Word& payer_word(std::size_t layer);

}  // namespace yidi::wire
