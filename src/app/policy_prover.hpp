/// @file
/// Runs the proofs of several packages on all processors, with a bar where somebody looks.
///
/// Level       9
/// Units       fen
/// Errors      findings
/// Ownership   proofs own their packages
/// Threads     prove_all() starts threads and ends them
/// See         policy/lint/proof.hpp

#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "policy/lint/proof.hpp"
#include "wire/policy_report.hpp"

namespace yidi::app {

struct Proved {
    std::string package_id;
    std::size_t kinds = 0;
    std::int64_t points = 0;
    std::vector<policy::Finding> findings;
};

struct ProofRun {
    std::vector<Proved> packages;  ///< In the order of the proofs.
    wire::ProofEffort effort;
};

/// Requires proofs without null.
[[nodiscard]] ProofRun prove_all(const std::vector<std::unique_ptr<policy::Proof>>& proofs,
                                 unsigned threads);

}  // namespace yidi::app
