// Goal    The comparison of the two evaluators is able to fail, and says how to repeat a failure.
// Method  An invented area is compiled from its package with one value changed; the slow evaluator
//         reads the package as it is.
// Covers  The comparison program itself.

#include "comparison.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "other_heads.hpp"
#include "policy/plan.hpp"

namespace yidi::policies {
namespace {

using testing::HasSubstr;

const PackageFolder& invented() {
    static const auto folder = read_packages_of(YIDI_SOURCE_DIR "/tests/policies/variants");
    return folder;
}

/// Replaces every text `old_text` in the rows of the package.
void replace(policy::Node& node, const std::string& old_text, const std::string& new_text) {
    if (auto* text = std::get_if<std::string>(&node.value)) {
        if (*text == old_text) *text = new_text;
    } else if (auto* array = std::get_if<policy::Array>(&node.value)) {
        for (policy::Node& one : *array) replace(one, old_text, new_text);
    } else if (auto* entries = std::get_if<policy::TableEntries>(&node.value)) {
        for (auto& [key, value] : *entries) replace(value, old_text, new_text);
    }
}

policy::PlanPtr plan_of(const policy::SourcePackage& area) {
    std::vector<policy::SourcePackage> parents;
    for (const auto& package : invented().packages) {
        if (*policy::is_parent(package)) parents.push_back(package);
    }
    auto plan = policy::compile(area, parents);
    EXPECT_TRUE(plan) << message_of(plan.error(), false);
    return *plan;
}

std::string first_difference(Comparison& comparison) {
    for (std::uint64_t seed = 1; seed <= 2'000; ++seed) {
        std::string report;
        if (!comparison.agrees(seed, report)) return report;
    }
    return {};
}

TEST(Comparison, finds_a_share_that_is_a_hundredth_of_a_percent_off) {
    policy::SourcePackage area = invented().package_of("split_once");
    Comparison same("split_once", Reference::of(invented().packages, "split_once"),
                    plan_of(area));
    EXPECT_EQ(first_difference(same), "");
    for (policy::SourceFile& file : area.files) {
        for (auto& [key, node] : file.tables) replace(node, "80%", "80.01%");
    }
    Comparison other("split_once", Reference::of(invented().packages, "split_once"),
                     plan_of(area));
    const std::string report = first_difference(other);
    EXPECT_THAT(report, HasSubstr("package split_once, seed "));
    EXPECT_THAT(report, HasSubstr("shares.hifp_pay: compiled "));
    EXPECT_THAT(report, HasSubstr("episode.admitted_on = "));
    EXPECT_THAT(report, HasSubstr("bill.inscp_scp_amt = "));
}

TEST(Comparison, finds_another_way_to_count_the_year) {
    policy::SourcePackage area = invented().package_of("split_once");
    for (policy::SourceFile& file : area.files) {
        for (auto& [key, node] : file.tables) replace(node, "once", "each");
    }
    Comparison other("split_once", Reference::of(invented().packages, "split_once"),
                     plan_of(area));
    EXPECT_THAT(first_difference(other), HasSubstr("later_delta."));
}

TEST(Comparison, names_what_a_short_run_has_not_met) {
    const policy::SourcePackage& area = invented().package_of("whole");
    Comparison short_run("whole", Reference::of(invented().packages, "whole"), plan_of(area));
    std::string report;
    EXPECT_TRUE(short_run.agrees(1, report)) << report;
    EXPECT_THAT(short_run.not_met(), testing::Contains("segments mode=whole"));
    EXPECT_THAT(short_run.summary(), HasSubstr("whole: "));
}

TEST(Comparison, other_heads_are_drawn_from_the_dice_alone) {
    const policy::SourcePackage& area = invented().package_of("sum");
    Dice one(7), same(7), other(8);
    const OtherHead head = with_other_head(area, one);
    EXPECT_EQ(with_other_head(area, same).words, head.words);
    EXPECT_NE(with_other_head(area, other).words, head.words);
}

}  // namespace
}  // namespace yidi::policies
