/// @file
/// A compiled policy package: flat tables for every date and every kind of person, ready to decide
/// without looking anything up by name. Immutable, shared, named by the hash of its content.
///
/// Level       3, pure
/// Units       amounts in fen, shares in parts per million
/// Errors      compile() answers the first finding; check() answers all of them
/// Ownership   a Plan owns its tables and texts
/// Threads     immutable
/// Invariants  N1  equal packages give equal hashes, whatever their comments and layout.
///             N2  every cell that can occur has its values; decide() never meets a hole.
/// See         policies/README.md; docs/reference/policy-operators.md

#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "calendar/calendar.hpp"
#include "model/episode.hpp"
#include "policy/decide.hpp"
#include "policy/dimensions.hpp"
#include "policy/document.hpp"
#include "policy/package.hpp"
#include "policy/terms.hpp"

namespace yidi::policy {

inline constexpr std::uint32_t no_row = std::numeric_limits<std::uint32_t>::max();
inline constexpr std::int64_t no_limit = std::numeric_limits<std::int64_t>::max();
inline constexpr std::size_t adjusts_max = 32;

/// A version of a rule, as explanations speak of it.
struct RuleInfo {
    std::string id;
    Operator op{};
    Layer layer{};
    Date from;
    bool to_unknown = false;
    Date verified_on;
    Label label;
    std::string reading;  ///< Id; empty if the text is clear.
    friend bool operator==(const RuleInfo&, const RuleInfo&) = default;
};

/// A row of a rule: what every number is traced back to.
struct RowInfo {
    std::uint32_t rule = 0;
    std::int32_t number = 0;
    std::vector<std::string> cites;  ///< For people.
    Confidence confidence{};
    Origin origin{};
    friend bool operator==(const RowInfo&, const RowInfo&) = default;
};

struct Segment {
    std::int64_t above_fen = 0;  ///< 0 also where the text says "ded".
    std::int64_t upto_fen = no_limit;
    Ratio listed;  ///< As the table says.
    Ratio local;   ///< After adjustments, before the place of care.
    Ratio fund;    ///< What the fund pays.
    std::uint32_t row = no_row;
};

/// Everything one kind of person under one kind of circumstance meets in one layer.
struct Cell {
    std::array<std::int64_t, nth_max> deductible_fen{};
    std::int64_t cap_fen = no_limit;
    std::int64_t place_ppm = 0;
    std::uint32_t deductible_row = no_row;
    std::uint32_t place_row = no_row;
    std::uint32_t cap_row = no_row;
    std::uint32_t segments_at = 0;
    std::uint32_t adjusts = 0;  ///< Bit i: adjustment i of the layer applies.
    std::uint16_t segment_count = 0;
    Effect place = Effect::none;
};

/// An adjustment of a layer, whether or not it applies to a cell.
struct AdjustInfo {
    std::uint32_t row = no_row;
    Effect kind{};
    std::int64_t ppm = 0;
};

/// One layer in one epoch.
struct LayerPlan {
    Layer layer{};
    Label label;
    std::vector<Bucket> draw;
    std::uint8_t nth_count = 0;  ///< Deductible columns; 0: there is no deductible.
    bool deductible_per_year = false;
    bool bounds_include_deductible = false;
    std::array<bool, fund_layer_count> pools{};  ///< What the cap counts.
    std::array<std::uint32_t, dimension_count> strides{};
    std::uint16_t status_base = 0;
    std::vector<std::int32_t> age_cuts;
    std::vector<Cell> cells;
    std::vector<Segment> segments;
    std::vector<AdjustInfo> adjusts;
    std::array<bool, bucket_count> account_pays{};
    std::uint32_t account_row = no_row;

    [[nodiscard]] const Cell& cell_of(const model::Episode& episode) const;
};

/// A stretch of time in which nothing changes. Ends where the next one begins.
struct Epoch {
    Date from;
    std::vector<LayerPlan> layers;  ///< In the order of settlement; empty: nothing is known.
};

/// What compile() makes and decide() reads.
struct PlanTables {
    std::string package_id;
    Label name;
    std::vector<std::string> prefixes;
    Clock clock;
    Rounding rounding{};
    bool sample = false;
    std::vector<RuleInfo> rules;
    std::vector<RowInfo> rows;
    std::map<std::string, Reading> readings;
    std::array<std::vector<Epoch>, 2> epochs;  ///< By scheme, ascending.
    std::vector<std::string> order_cites, time_cites, rounding_cites;
};

class Plan {
  public:
    explicit Plan(PlanTables tables);
    [[nodiscard]] const PlanTables& tables() const noexcept { return tables_; }
    [[nodiscard]] const std::string& hash() const noexcept { return hash_; }

  private:
    PlanTables tables_;
    std::string hash_;
};

/// Compiles the package of an area over the parents it names.
[[nodiscard]] Outcome<PlanPtr> compile(const SourcePackage& area,
                                       const std::vector<SourcePackage>& parents);
/// Everything that is wrong with a package, in the order of its files; empty if compile() succeeds.
[[nodiscard]] std::vector<Problem> check(const SourcePackage& area,
                                         const std::vector<SourcePackage>& parents);
/// A national package is compiled into its children and never on its own.
[[nodiscard]] Outcome<bool> is_national(const SourcePackage& package);

/// Division codes covered by the plan, shortened to what all of them begin with: "11" for 110000.
[[nodiscard]] const std::vector<std::string>& admdvs_prefixes(const Plan& plan);

/// Text over which the hash is taken: every value that can reach an amount or an explanation.
[[nodiscard]] std::string canonical_text(const PlanTables& tables);

}  // namespace yidi::policy
