/// @file
/// The law of one area as it stands in the packages' files: its own benefits and its parents', and
/// which version of a rule is in force on a day.
///
/// Level       test
/// Units       days
/// Errors      a package that cannot be read throws BadPackage
/// Ownership   owns its tables

#pragma once

#include <array>
#include <string>
#include <vector>

#include "table.hpp"

namespace yidi::slow {

/// All versions of one rule. Of gates, adjustments and limits a benefit may have several; of every
/// other kind it has one.
struct Rule {
    Kind kind{};
    std::string id;
    std::vector<Table> versions;
};

struct Benefit {
    std::string id, layer;
    Texts insured, services;
    std::string pool;
    std::int64_t rank = 1;
    Texts draw;
    std::string over;
    std::string undetermined;  ///< Label of a benefit nobody knows the values of.
    std::vector<Rule> rules;   ///< In written order.
    bool is_channel = false;   ///< Says as which service a purchase is decided, and no more.

    [[nodiscard]] bool is_basic() const { return layer == "basic"; }
    std::vector<int> features;
    std::vector<std::pair<std::string, int>> service_features;

    [[nodiscard]] bool is_for(std::string_view scheme, std::string_view service) const;
    [[nodiscard]] std::vector<int> features_for(std::string_view service) const;
    /// A table of the benefit has the feature.
    [[nodiscard]] bool has(int feature) const;
};

struct Law {
    std::string id;
    // [time]
    std::string basis, cross_year, split_deductible;
    unsigned year_month = 1, year_day = 1;
    bool strict = false;
    std::optional<Date> as_known;
    std::optional<Date> effective;  ///< [package]: the day from which it may decide.
    // [rounding]
    Mode mode = Mode::half_up;
    bool to_jiao = false, at_sum = false;
    Texts order;  ///< [settlement] order
    std::vector<Benefit> benefits;
    FeatureNames features;

    /// The accumulator year a day lies in, named by the calendar year in which it begins.
    [[nodiscard]] int year_of(Date day) const;
    [[nodiscard]] Date first_day_of(int year) const;
    /// The benefits of a layer for an event, the lower rank first.
    [[nodiscard]] std::vector<const Benefit*> benefits_for(std::string_view layer,
                                                           std::string_view scheme,
                                                           std::string_view service) const;
    /// Of the variants in `features` those that stand in the law, and not only in what it replaces.
    [[nodiscard]] std::vector<int> features_in_use() const;
};

[[nodiscard]] Law read_law(const std::vector<policy::SourcePackage>& packages,
                           const std::string& id);

enum class State : std::uint8_t {
    in_force,
    absent,      ///< The day is before the first version, or after the last.
    unverified,  ///< Nobody has looked since, in a package that then knows nothing.
};
struct Standing {
    State state{};
    const Table* table = nullptr;
};
/// How a rule stands on a day: of the versions in force the one recorded last.
[[nodiscard]] Standing standing_of(const Law& law, const Rule& rule, Date day);

/// The tables of a benefit in force on a day.
struct InForce {
    std::array<const Table*, kind_count> single{};
    std::vector<const Table*> gates, adjusts, limits;
    bool absent = false;  ///< What the benefit needs has not begun, or has ended: it is not there.

    [[nodiscard]] const Table* operator[](Kind kind) const {
        return single[static_cast<std::size_t>(kind)];
    }
};
/// Something in the benefit was not verified for so long that a strict package knows nothing.
[[nodiscard]] bool is_unverified(const Law& law, const Benefit& benefit, Date day);
[[nodiscard]] InForce in_force(const Law& law, const Benefit& benefit, Date day);

}  // namespace yidi::slow
