/// @file
/// The proof of a package: every fen of every kind of event is tried. The work is cut by kinds, so
/// that several threads can do it.
///
/// Level       3, pure
/// Units       fen
/// Errors      findings; a package that is refused has nothing to prove
/// Ownership   owns the package, the plan and the kinds
/// Threads     prove() may run in several threads at once
/// See         docs/reference/policy-lints.md, L30 to L33

#pragma once

#include <cstdint>
#include <vector>

#include "policy/lint/lint.hpp"
#include "policy/lint/shape.hpp"

namespace yidi::policy {

class Proof {
  public:
    /// Empty where the package is a parent's or is refused: lint() says why. The input need not
    /// outlive the proof.
    explicit Proof(const LintInput& input, std::int64_t last_fen = shape_fen_max);

    [[nodiscard]] const std::string& package_id() const { return package_.head.id; }
    /// Kinds to prove, each of at most so many points.
    [[nodiscard]] std::size_t size() const { return kinds_.size(); }
    [[nodiscard]] std::int64_t points_max() const { return last_; }
    /// Tries every fen of a kind, until no fund pays any more. Requires kind < size().
    [[nodiscard]] Shape prove(std::size_t kind) const;
    /// What is wrong with the shapes, one for each kind, in their order. Waivers are applied.
    [[nodiscard]] std::vector<Finding> findings(const std::vector<Shape>& shapes) const;

  private:
    std::string folder_;
    Date day_;
    std::int64_t last_;
    Package package_;
    std::vector<RowPlace> places_;
    PlanPtr plan_;
    std::vector<KindOf> kinds_;
};

}  // namespace yidi::policy
