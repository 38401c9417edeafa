/// @file
/// Looks for personal data that stands with another person: whoever can write a database but has no
/// key can still move what is sealed from one row to another.
///
/// Level       8
/// Units       none
/// Errors      what is off becomes a finding of proof::Check::person_data, which never shows a name
///             or number
/// Ownership   borrows its stores while it runs; keeps fingerprints, not names

#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>

#include "desk/rulebook.hpp"
#include "proof/findings.hpp"
#include "store/sqlite_store.hpp"

namespace yidi::node {

class PersonCheck {
  public:
    /// The number of each person is the one its digest was made of.
    void see_people(const std::string& node, store::SqliteStore& store, store::Vault& vault,
                    proof::Report& report);
    /// Each stay shows the number and name of the person it is of. Requires that the people of all
    /// nodes have been seen.
    void see_stays(const std::string& node, store::SqliteStore& store, const desk::Network& network,
                   proof::Report& report) const;

  private:
    struct Prints {
        std::uint64_t certno = 0, name = 0;
    };
    std::unordered_map<std::string, Prints> people_;  ///< By node and psn_no.
};

}  // namespace yidi::node
