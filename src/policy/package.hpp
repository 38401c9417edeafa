/// @file
/// A policy package after reading and before compiling: dated tables with their sources, each
/// remembering the line it stands on.
///
/// Level       3, pure
/// Units       Money; shares in parts per million
/// Errors      findings of the codes package_*; a package with findings must not be compiled
/// Ownership   owns everything
/// See         policies/README.md for the written form

#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "calendar/calendar.hpp"
#include "model/terms.hpp"
#include "money/money.hpp"
#include "policy/fields.hpp"
#include "policy/terms.hpp"

namespace yidi::policy {

/// Where a value comes from: keys of articles ("bj2022-28:3"), and how sure it is.
struct Provenance {
    std::vector<std::string> cites;
    Confidence confidence{};
    Origin origin{};
};

/// One reading of an ambiguous text, with the other one kept.
struct Reading {
    Site site;
    Label question, chosen, alternative;
    std::vector<std::string> cites;
    std::string why;
    Confidence confidence{};
    Array patches;  ///< The other reading as patches of a reform; empty: it cannot be computed.
};

struct Document {
    Site site;
    std::string id, title, number;
    std::string text_sha256;  ///< Of the text that was read; may be empty.
    bool opened = false;
    std::optional<Date> in_force_from, in_force_to, trial_until;
};

/// The text of an article as it was when somebody read it.
struct ReadText {
    Site site;
    std::string sha256;
};

/// Documents and readings of a package and of its parents.
struct Sources {
    std::vector<Document> documents;
    std::map<std::string, std::string> articles;  ///< "doc:no" to "number heading", for people.
    std::map<std::string, ReadText> texts;        ///< "doc:no" to the text that was read.
    std::map<std::string, Reading> readings;
};

/// A sum of money, no limit at all, or a value nobody knows.
struct Amount {
    enum class Kind : std::uint8_t { money, none, undetermined };
    Kind kind = Kind::money;
    Money money;
};

/// A share, or a value nobody knows.
struct Share {
    Ratio ratio;
    bool undetermined = false;
};

/// What of a place row or an adjustment changes: in parts per million.
struct EffectValue {
    Effect kind = Effect::none;
    std::int64_t ppm = 0;
    std::optional<model::HospitalLevel> deductible_as;  ///< Another level's deductible.
};

struct Band {
    std::optional<Money> above;  ///< None: begins at the deductible ("ded").
    std::optional<Money> upto;   ///< None: ends at the cap ("cap").
    Share fund;
};

struct ContinuityRule {
    model::ChainLink link{};
    std::int64_t within_hours = 0;
    Carry carry{};
};

struct ChannelRule {
    model::Channel channel{};
    std::optional<model::Service> as;  ///< None: account_only.
    enum class Level : std::uint8_t { own, prescriber, fixed };
    Level level_from = Level::own;
    model::HospitalLevel level{};  ///< For fixed.
};

struct DiseaseInfo {
    std::string code, name, group;
    std::int64_t valid_months = 0;
};

/// One row. Which members count depends on the operator; one that needs no columns has one row.
struct Row {
    Site site;
    std::int32_t number = 0;  ///< From 1, as row_cite counts.
    Provenance provenance;
    std::vector<std::string> dims;  ///< One text per dimension column: "3", "1|2", "*".
    std::vector<Amount> amounts;    ///< By nth, or the one of a cap or limit.
    std::optional<Money> floor;     ///< deductible with next_factor or next_less
    Band band;
    EffectValue effect;
    bool refused = false;  ///< gate
    Bucket bucket{};       ///< supplement; its share is band.fund
    ContinuityRule continuity;
    ChannelRule channel;
    DiseaseInfo disease;
};

/// What a table of a kind has beside its rows.
struct Terms {
    // deductible
    enum class Per : std::uint8_t { admission, visit, year };
    Per per = Per::admission;
    bool excludes_day_surgery = false;
    std::optional<Ratio> next_factor;
    std::optional<Money> next_less;
    // segments
    Axis axis{};
    bool whole = false;
    bool bounds_include_deductible = true;
    // deductible, cap
    std::vector<Pool> pools;
    CapMeasure cap_measure{};
    // adjust, place
    std::int64_t order = 0;
    // limit, combine
    LimitMeasure limit_measure{};
    LimitScope limit_scope{};
    bool carries = false;
    CombineRule combine{};
    Money extra_each;
    std::int64_t diseases_max = 1;
    // continuity
    std::int64_t long_stay_days = 0;  ///< 0: a long stay owes nothing more.
    // account
    std::vector<Bucket> pays;
    std::vector<AccountSource> account_sources;
};

/// One dated version of one rule.
struct Version {
    Operator kind{};
    Site site;
    std::string id;
    Date from;
    std::optional<Date> to;   ///< First day out of force; none while open.
    bool to_unknown = false;  ///< Nobody has looked beyond verified_on.
    Date recorded_on, verified_on;
    Provenance provenance;
    Label label;
    std::string reading;   ///< Empty if the text is clear.
    std::string replaces;  ///< A parent's rule, in an extending file.
    std::string at_most;   ///< Another rule of amounts that bounds this one.
    Terms terms;
    std::vector<Dimension> columns;
    std::vector<Row> rows;
};

struct Benefit {
    Site site;
    std::string id;
    Layer layer{};
    Pool pool{};
    std::int64_t rank = 1;
    std::array<bool, scheme_count> schemes{};
    std::array<bool, service_count> services{};
    Label label;
    Label undetermined;         ///< Not empty: its values are not known.
    std::vector<Bucket> draw;   ///< In the order in which a payment takes them up.
    bool year_to_date = false;  ///< Bands and deductible lie on the year's axis.
    std::string replaces, extends;
    std::vector<Version> versions;
};

/// How far an area may go, set by a parent package.
struct Ceiling {
    Site site;
    std::string id;
    Provenance provenance;
    std::vector<Dimension> columns;
    std::vector<Row> rows;  ///< effect.ppm: most points a ratio may fall.
};

/// Least and most a value may be, set by a parent package.
struct Bound {
    Site site;
    std::string id;
    Provenance provenance;
    Layer layer{};
    std::array<bool, scheme_count> schemes{};
    enum class Value : std::uint8_t { fund, deductible, cap };
    Value value{};
    std::optional<Ratio> ratio_min, ratio_max;
    std::optional<Money> amount_min, amount_max;
};

/// A warning that is accepted, and why.
struct Waiver {
    Site site;
    std::string lint;  ///< "L04"
    /// Subjects of the warnings: ids, or the beginning of ids and a star.
    std::vector<std::string> rules;
    std::vector<std::string> cites;
    std::string owner;
    Label why;
    std::optional<Date> until;  ///< Last day on which it holds.
};

struct Head {
    Site site;
    std::string id;
    enum class Kind : std::uint8_t { area, province, national };
    Kind kind = Kind::area;
    std::string version;              ///< Release of the package; may be empty.
    std::optional<Date> effective;    ///< First day on which it may decide.
    std::vector<std::string> admdvs;  ///< Divisions it covers, six digits each.
    Label name;
    std::vector<std::string> parents;
};

struct Clock {
    DateBasis basis{};
    unsigned year_month = 1, year_day = 1;  ///< First day of the accumulator year.
    enum class CrossYear : std::uint8_t { by_admission, by_discharge, split };
    CrossYear cross_year{};
    bool deductible_each = false;  ///< split: each part owes a deductible of its own.
    bool carry = true;             ///< Use values beyond verified_on, and say so.
    std::optional<Date> as_known;  ///< Versions recorded later do not count.
};

struct RoundingRule {
    Rounding mode = Rounding::half_up;
    bool jiao = false;    ///< What a benefit pays in all is rounded to ten fen.
    bool at_sum = false;  ///< Bands are added exactly and rounded once.
};

struct Package {
    Head head;
    Clock clock;
    RoundingRule rounding;
    bool share_first = false;  ///< Catalogue: first pay before the limit price.
    std::vector<Layer> order;
    Site order_site;
    Provenance time_from, rounding_from, order_from;
    Sources sources;
    std::vector<Benefit> benefits;
    std::vector<Ceiling> ceilings;
    std::vector<Bound> bounds;
    std::vector<Waiver> waivers;
};

/// Reads package.toml alone.
[[nodiscard]] Head load_head(const SourcePackage& source, Findings& findings);
/// Reads a whole package by itself. Articles are checked against its own sources and `inherited`.
[[nodiscard]] Package load_package(const SourcePackage& source, const Sources& inherited,
                                   Findings& findings);
/// Reads the package of an area with all its parents: what they give it, what it replaces and adds.
[[nodiscard]] Package load_with_parents(const SourcePackage& area,
                                        const std::vector<SourcePackage>& parents,
                                        Findings& findings);

// ---- pieces of load_package ---------------------------------------------------------------------

void load_sources(const SourceFile& file, const std::string& path, Sources& sources,
                  Findings& findings);
/// cite, confidence and origin of a table.
[[nodiscard]] Provenance load_provenance(Fields& fields, const Sources& sources);
/// One benefit of a file; nothing if the file has none.
[[nodiscard]] std::optional<Benefit> load_benefit(Fields& file, const Sources& sources,
                                                  Findings& findings);
void load_waivers(const SourceFile& file, const std::string& path, Package& package,
                  Findings& findings);
[[nodiscard]] Version load_version(Operator kind, Fields& fields, const Sources& sources,
                                   Findings& findings);
/// What a table of its kind has beside its rows, and the rows.
void load_terms(Fields& fields, Version& version, const Sources& sources, Findings& findings);
/// [[ceiling]] and [[bound]] of a parent.
void load_ceilings(Fields& file, const Sources& sources, Package& package, Findings& findings);
/// columns and rows of a table whose values are those of `kind`.
void load_rows(Fields& fields, Version& version, const Sources& sources, Findings& findings);
/// A value of an effect: "-10pp" for points, "60%" for a factor or a share.
[[nodiscard]] std::optional<std::int64_t> effect_value(Effect kind, std::string_view text);
/// Buckets under `key`, each once, of `allowed`.
[[nodiscard]] std::vector<Bucket> load_buckets(Fields& fields, std::string_view key,
                                               std::span<const Bucket> allowed);
[[nodiscard]] std::vector<Pool> load_pools(Fields& fields, std::string_view key);
/// An amount of a table: money, "none" where it may be, "undetermined".
[[nodiscard]] std::optional<Amount> amount_of(const Node& node, bool may_be_none);

}  // namespace yidi::policy
