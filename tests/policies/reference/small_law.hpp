/// @file
/// Small laws for tests, written where they are used: only what a test is about.
///
/// Level       test
/// Units       amounts in fen
/// Errors      a text that is no TOML ends the test program
/// Ownership   values

#pragma once

#include <string>
#include <utility>
#include <vector>

#include "reference.hpp"

namespace yidi::policies {

/// What [time], [rounding] and [settlement] say unless a test says otherwise.
struct Head {
    std::string basis = "discharge";
    std::string year = "calendar";
    std::string cross_year = "by_discharge_year";
    std::string split_deductible = "once";
    std::string beyond_verified = "carry";
    std::string as_known = "\"latest\"";
    std::string mode = "half_up";
    std::string unit = "fen";
    std::string at = "each_segment";
    std::string parents = "[]";
};

/// A package of the files; a table that says no `from` holds from 2024 on.
[[nodiscard]] policy::SourcePackage package_of(const std::string& id, const Head& head,
                                               const std::vector<std::string>& files);
/// The law of one package without parents.
[[nodiscard]] Reference small_law(const std::vector<std::string>& files, const Head& head = {});

/// A basic benefit for `service`: its four tables, without what a test changes.
struct Basic {
    std::string insured = "employee";
    std::string service = "inpatient";
    std::string pool = "basic";
    std::string deductible = "per = \"admission\"\ncount = \"admissions_in_year\"\namount = 0";
    std::string segments = "axis = \"episode_in_policy\"\nmode = \"marginal\"\n"
                           "bounds_include_deductible = true\n"
                           "columns = [\"above\", \"upto\", \"fund\"]\n"
                           "rows = [[\"ded\", \"cap\", \"80%\"]]";
    std::string place = "columns = [\"place\", \"effect\", \"value\", \"deductible_as\"]\n"
                        "order = 9\nrows = [[\"*\", \"none\", \"\", \"level\"]]";
    std::string cap = "measure = \"year_fund_paid\"\npools = [\"basic\"]\namount = \"none\"";
    std::string more = {};  ///< Further tables, headings and all.

    [[nodiscard]] std::string text() const;
};

/// An employee's planned stay of ten days at level 3, at home, in March 2025.
[[nodiscard]] model::Episode stay();
[[nodiscard]] model::FeeSums in_scope(std::int64_t fen);
[[nodiscard]] model::FeeSums bill(std::int64_t own, std::int64_t over_price,
                                  std::int64_t first_pay, std::int64_t in_policy);
[[nodiscard]] ReferenceResult decide(const Reference& law, const model::Episode& episode,
                                     std::int64_t in_policy_fen,
                                     const model::YearTotals& before = {});

}  // namespace yidi::policies
