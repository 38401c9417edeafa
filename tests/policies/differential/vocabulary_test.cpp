// Goal    No word of the vocabulary is left out of the comparison of the evaluators.
// Method  The words of docs/reference/policy-operators.md, each looked for in the areas that the
//         comparison runs.
// Covers  The areas of policies/ and of tests/policies/variants, taken together.

#include <set>
#include <string>

#include <gtest/gtest.h>

#include "area_packages.hpp"
#include "reference/reference.hpp"

namespace yidi::policies {
namespace {

std::set<std::string> words_in_use() {
    std::set<std::string> words;
    for (const char* folder : {YIDI_SOURCE_DIR "/policies",
                               YIDI_SOURCE_DIR "/tests/policies/variants"}) {
        const PackageFolder found = read_packages_of(folder);
        for (const std::string& id : found.areas) {
            const Reference reference = Reference::of(found.packages, id);
            const slow::Law& law = reference.law();
            for (const int number : law.features_in_use()) {
                words.insert(law.features.all()[static_cast<std::size_t>(number)]);
            }
            words.insert({"basis " + law.basis, "cross_year " + law.cross_year,
                          "split_deductible " + law.split_deductible,
                          law.strict ? "strict" : "carry", law.as_known ? "as_known" : "latest",
                          law.mode == slow::Mode::down ? "down" : "half_up",
                          law.to_jiao ? "jiao" : "fen", law.at_sum ? "sum" : "each_segment",
                          law.year_month == 1 ? "calendar" : "other year",
                          law.effective ? "effective" : "always"});
        }
    }
    return words;
}

/// "axis: a b" stands for "segments axis=a" and so on.
void expect_all(const std::set<std::string>& words, const std::string& before,
                const std::vector<std::string>& values) {
    for (const std::string& value : values) {
        EXPECT_TRUE(words.contains(before + value)) << "no area uses: " << before << value;
    }
}

TEST(Vocabulary, every_word_is_used_by_an_area_that_is_compared) {
    const auto words = words_in_use();
    expect_all(words, "layer ",
               {"basic", "large_amount", "major_illness", "civil_servant", "enterprise",
                "medical_aid", "commercial", "account"});
    expect_all(words, "pool ",
               {"basic", "outpatient", "chronic", "special_drug", "maternity", "large_amount",
                "major_illness", "civil_servant", "enterprise", "medical_aid", "aid_tilt",
                "commercial"});
    for (const char* service : {"inpatient", "day_surgery", "outpatient", "chronic",
                                "special_drug", "pharmacy", "maternity"}) {
        expect_all(words, "service ", {std::string{service} + " in layer basic"});
    }
    expect_all(words, "dimension ",
               {"level", "status", "age_band", "place", "urgency", "aid_class", "civil_servant",
                "enterprise", "commercial", "referred", "contracted", "tier", "contribution",
                "approval", "birth", "disease"});
    expect_all(words, "draw over ", {"episode", "year_to_date"});
    expect_all(words, "gate outcome=", {"entitled", "refused"});
    expect_all(words, "deductible ",
               {"per=admission", "per=visit", "per=year", "excludes", "pools", "next_factor",
                "next_less", "floor", "nth=1", "undetermined"});
    expect_all(words, "continuity link=",
               {"referral_up", "referral_down", "same_hospital", "course"});
    expect_all(words, "continuity ", {"long_stay_days"});
    expect_all(words, "segments axis=",
               {"episode_in_policy", "episode_drawn", "year_in_policy", "year_drawn",
                "year_above_deductible", "year_fund_paid"});
    expect_all(words, "segments mode=", {"marginal", "whole"});
    expect_all(words, "segments bounds_include_deductible=", {"true", "false"});
    expect_all(words, "adjust effect=",
               {"ratio_points", "ratio_factor", "self_share_factor", "amount_factor"});
    expect_all(words, "place effect=",
               {"none", "ratio_points", "ratio_factor", "self_share_factor", "amount_factor",
                "first_pay", "not_payable"});
    expect_all(words, "limit measure=",
               {"visit_fund_paid", "day_fund_paid", "month_fund_paid", "quarter_fund_paid",
                "year_fund_paid", "day_visits", "month_visits", "year_visits"});
    expect_all(words, "limit scope=", {"benefit", "disease", "person"});
    expect_all(words, "limit unused=", {"lapses", "carries"});
    expect_all(words, "combine rule=", {"highest", "sum", "highest_plus"});
    expect_all(words, "cap measure=", {"year_fund_paid", "year_in_policy", "event_fund_paid"});
    expect_all(words, "cap ", {"none", "undetermined"});
    expect_all(words, "channel as=", {"outpatient", "special_drug", "chronic", "account_only"});
    expect_all(words, "channel level_from=", {"prescriber", "own", "3"});
    expect_all(words, "supplement bucket=",
               {"own", "over_price", "first_pay", "ded", "seg_self", "place_self", "over_cap"});
    expect_all(words, "basis ", {"admission", "discharge", "settlement"});
    expect_all(words, "cross_year ", {"by_discharge_year", "by_admission_year", "split"});
    expect_all(words, "split_deductible ", {"once", "each"});
    expect_all(words, "", {"strict", "carry", "as_known", "latest", "down", "half_up", "jiao",
                           "fen", "sum", "each_segment", "calendar", "other year", "effective"});
}

TEST(Vocabulary, each_rule_of_a_chain_is_used) {
    const auto words = words_in_use();
    for (const char* rule : {"difference", "none", "first_only", "full"}) {
        bool used = false;
        for (const char* link : {"referral_up", "referral_down", "same_hospital", "course"}) {
            used = used || words.contains("continuity " + std::string{link} + " " + rule);
        }
        EXPECT_TRUE(used) << rule;
    }
}

}  // namespace
}  // namespace yidi::policies
