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

#include <cstdint>
#include <map>
#include <optional>
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
    Label question, chosen, alternative;
    std::string why;
    Confidence confidence{};
};

/// Documents and readings of a package and of its parents.
struct Sources {
    std::map<std::string, std::string> articles;  ///< "doc:no" to "number heading", for people.
    std::map<std::string, Reading> readings;
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
    Ratio fund;
};

struct Row {
    Site site;
    std::int32_t number = 0;  ///< From 1, as row_cite counts.
    Provenance provenance;
    std::vector<std::string> dims;              ///< One text per dimension column: "3", "1|2", "*".
    std::vector<std::optional<Money>> amounts;  ///< By nth, or the one of a cap; none: no limit.
    Band band;
    EffectValue effect;
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
    std::string reading;  ///< Empty if the text is clear.
    std::vector<Dimension> columns;
    std::vector<Row> rows;

    bool per_year = false;                  ///< deductible
    bool bounds_include_deductible = true;  ///< segments
    std::vector<Layer> pools;               ///< cap
    std::int64_t order = 0;                 ///< adjust, place
    std::vector<Bucket> pays;               ///< account
};

struct Benefit {
    Site site;
    std::string id;
    Layer layer{};
    model::Scheme scheme{};
    Label label;
    std::vector<Bucket> draw;  ///< In the order in which a payment takes them up.
    std::vector<Version> versions;
};

/// How far an area may go, set by a parent package.
struct Ceiling {
    Site site;
    Provenance provenance;
    std::vector<Dimension> columns;
    std::vector<Row> rows;  ///< effect.ppm: most points a ratio may fall.
};

struct Head {
    Site site;
    std::string id;
    bool national = false;            ///< Shared sources and ceilings; nobody is insured in it.
    std::vector<std::string> admdvs;  ///< Divisions it covers, six digits each.
    Label name;
    std::vector<std::string> parents;
};

struct Clock {
    DateBasis basis{};
    unsigned year_month = 1, year_day = 1;  ///< First day of the accumulator year.
    DateBasis year_of_stay{};               ///< admission or discharge
    bool carry = true;                      ///< Use values beyond verified_on, and say so.
};

struct Package {
    Head head;
    Clock clock;
    Rounding rounding = Rounding::half_up;
    std::vector<Layer> order;
    Provenance time_from, rounding_from, order_from;
    Sources sources;
    std::vector<Benefit> benefits;
    std::vector<Ceiling> ceilings;
};

/// Reads package.toml alone.
[[nodiscard]] Head load_head(const SourcePackage& source, Findings& findings);
/// Reads a whole package. Articles are checked against its own sources and those of `inherited`.
[[nodiscard]] Package load_package(const SourcePackage& source, const Sources& inherited,
                                   Findings& findings);

// ---- pieces of load_package
// ----------------------------------------------------------------------

void load_sources(const SourceFile& file, const std::string& path, Sources& sources,
                  Findings& findings);
/// cite, confidence and origin of a table.
[[nodiscard]] Provenance load_provenance(Fields& fields, const Sources& sources);
[[nodiscard]] std::vector<Benefit> load_benefits(const SourceFile& file, const std::string& path,
                                                 const Sources& sources, Findings& findings);
[[nodiscard]] Version load_version(Operator kind, Fields& fields, const Sources& sources,
                                   Findings& findings);
[[nodiscard]] std::vector<Ceiling> load_ceilings(const SourceFile& file, const std::string& path,
                                                 const Sources& sources, Findings& findings);
/// columns and rows of a table whose values are those of `kind`.
void load_rows(Fields& fields, Version& version, const Sources& sources, Findings& findings);
/// A value of an effect: "-10pp" for points, "60%" for a factor or a share.
[[nodiscard]] std::optional<std::int64_t> effect_value(Effect kind, std::string_view text);

}  // namespace yidi::policy
