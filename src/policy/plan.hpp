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
/// An amount nobody knows.
inline constexpr std::int64_t unknown_fen = -1;
inline constexpr std::size_t adjusts_max = 32;
inline constexpr std::size_t limits_max = 4;
/// Funds and accounts that may pay one event.
inline constexpr std::size_t benefits_max = 16;

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
    std::vector<std::string> keys;   ///< "bj-158:36", as sources.toml has them.
    std::vector<std::string> cites;  ///< For people.
    Confidence confidence{};
    Origin origin{};
    friend bool operator==(const RowInfo&, const RowInfo&) = default;
};

/// A band, or what a supplement pays of a bucket.
struct Segment {
    std::int64_t above_fen = 0;  ///< 0 also where the text says "ded".
    std::int64_t upto_fen = no_limit;
    Ratio listed;  ///< As the table says.
    Ratio local;   ///< After adjustments, before the place of care.
    Ratio fund;    ///< What the fund pays.
    std::uint32_t row = no_row;
    Bucket bucket{};  ///< Of a supplement.
    bool undetermined = false;
};

struct LimitCell {
    std::int64_t most = no_limit;  ///< Fen, or visits.
    std::uint32_t row = no_row;
};

/// Everything one kind of person under one kind of circumstance meets in one benefit.
struct Cell {
    std::int64_t cap_fen = no_limit;
    std::int64_t place_ppm = 0;
    Ratio factor_local = Ratio::of_ppm(Ratio::one_ppm);  ///< On the amount, before the place.
    Ratio factor_fund = Ratio::of_ppm(Ratio::one_ppm);
    std::uint32_t gate_row = no_row;
    std::uint32_t deductible_row = no_row;
    std::uint32_t place_row = no_row;
    std::uint32_t cap_row = no_row;
    std::uint32_t deductible_at = 0;
    std::uint32_t segments_at = 0;
    std::uint32_t limits_at = 0;
    std::uint32_t adjusts = 0;  ///< Bit i: adjustment i of the benefit applies.
    std::uint16_t segment_count = 0;
    Effect place = Effect::none;
    bool refused = false;      ///< By the gate.
    bool has_unknown = false;  ///< Deductible, a limit or the cap is a value nobody knows.
};

/// An adjustment of a benefit, whether or not it applies to a cell.
struct AdjustInfo {
    std::uint32_t row = no_row;
    Effect kind{};
    std::int64_t ppm = 0;
};

struct LimitPlan {
    LimitMeasure measure{};
    LimitScope scope{};
    bool carries = false;
    std::string rule;  ///< Id, which names its window.
};

struct ContinuityPlan {
    std::uint32_t row = no_row;  ///< No row: the link changes nothing.
    std::int64_t within_hours = 0;
    Carry carry{};
};

/// A set of pools, bit i for pool i.
using PoolSet = std::uint16_t;
static_assert(pool_count <= 16);

class EventValues;  // policy/event_values.hpp

/// One benefit in one epoch, for one scheme. What every event asks for stands first, and together;
/// what is told of it, and what only some events need, last.
struct LayerPlan {
    Layer layer{};
    Pool pool{};
    bool is_supplement = false;
    // deductible
    std::uint8_t nth_count = 0;  ///< Columns; 0: there is no deductible.
    Terms::Per per{};
    bool excludes_day_surgery = false;
    PoolSet deductible_pools = 0;
    // bands, cap
    Axis axis{};
    bool whole = false;
    bool bounds_include_deductible = false;
    CapMeasure cap_measure{};
    PoolSet cap_pools = 0;
    std::uint16_t status_base = 0;
    std::int64_t long_stay_days = 0;
    std::vector<Bucket> draw;
    std::vector<Dimension> dimensions;  ///< Those distinguished.
    std::array<std::uint32_t, dimension_count> strides{};
    std::vector<Cell> cells;
    std::vector<Segment> segments;
    std::vector<std::int64_t> deductibles;  ///< Fen, nth_count for each cell that has one.
    std::vector<LimitPlan> limits;
    std::vector<LimitCell> limit_cells;  ///< limits.size() for each cell.
    Label undetermined;
    std::vector<std::int32_t> age_cuts;
    std::vector<std::string> diseases;  ///< Codes, by value of the dimension.
    // of some events
    std::array<ContinuityPlan, 6> continuity{};  ///< By chain link.
    std::uint32_t continuity_row = no_row;
    std::uint32_t combine_row = no_row;
    CombineRule combine{};
    std::int64_t combine_extra_fen = 0;
    std::int64_t diseases_max = 1;
    // account
    std::array<bool, bucket_count> account_pays{};
    std::vector<AccountSource> account_sources;
    std::uint32_t account_row = no_row;
    // told
    std::string benefit;
    Label label;
    bool year_to_date = false;
    std::vector<AdjustInfo> adjusts;

    /// Place of the cell; nothing if the episode's disease is none of the declared ones.
    [[nodiscard]] std::optional<std::size_t> cell_at(const model::Episode& episode,
                                                     model::HospitalLevel level) const;
    [[nodiscard]] std::optional<std::size_t> cell_at(const EventValues& event) const;
    /// Value of the dimension `disease`; nothing if it is not declared.
    [[nodiscard]] std::optional<std::size_t> disease_value(std::string_view code) const;
};

struct ChannelPlan {
    std::uint32_t row = no_row;
    std::optional<model::Service> as;  ///< None: no fund pays.
    ChannelRule::Level level_from{};
    model::HospitalLevel level{};
};

/// A stretch of time in which nothing changes. Ends where the next one begins.
struct Epoch {
    Date from;
    std::vector<std::uint32_t> layers;  ///< In the order of settlement; empty: nothing is known.
    bool has_channels = false;
    std::array<ChannelPlan, channel_count> channels{};
};

/// What compile() makes and decide() reads.
struct PlanTables {
    std::string package_id, version;
    std::optional<Date> effective;
    Label name;
    std::vector<std::string> prefixes;
    Clock clock;
    RoundingRule rounding;
    bool share_first = false;  ///< Its catalogue: first pay before the limit price.
    bool sample = false;
    std::vector<RuleInfo> rules;
    std::vector<RowInfo> rows;
    std::map<std::string, Reading> readings;
    std::vector<LayerPlan> layers;  ///< Shared by the epochs and services that have them alike.
    /// By scheme and service, ascending.
    std::array<std::array<std::vector<Epoch>, service_count>, scheme_count> epochs;
    std::vector<std::string> order_cites, time_cites, rounding_cites;
    std::vector<std::string> order_keys, time_keys, rounding_keys;

    [[nodiscard]] const std::vector<Epoch>& epochs_of(model::Scheme scheme,
                                                      model::Service service) const {
        return epochs[static_cast<std::size_t>(scheme)][static_cast<std::size_t>(service)];
    }
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
/// Packages of the nation and of provinces are compiled into their children, never on their own.
[[nodiscard]] Outcome<bool> is_parent(const SourcePackage& package);
/// Where a row of a plan stands in the package it was compiled from.
struct RowPlace {
    const Version* version = nullptr;
    const Row* row = nullptr;
};
/// Compiles what has been read already. `places`, if wanted, answers for each of PlanTables::rows
/// where it stands in `package`.
[[nodiscard]] PlanTables compile_tables(const Package& package, Findings& findings,
                                        std::vector<RowPlace>* places = nullptr);

/// Division codes covered by the plan, shortened to what all of them begin with: "11" for 110000.
[[nodiscard]] const std::vector<std::string>& admdvs_prefixes(const Plan& plan);

/// Text over which the hash is taken: every value that can reach an amount or an explanation.
[[nodiscard]] std::string canonical_text(const PlanTables& tables);
/// The same of one epoch alone, free of what other epochs hold: equal texts decide and explain alike.
[[nodiscard]] std::string canonical_text(const PlanTables& tables, const Epoch& epoch);

}  // namespace yidi::policy
