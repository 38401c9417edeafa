// Goal    A release kept as text compiles to the plan it was, whatever its texts contain.
// Method  The area of a small folder of packages, with its parent, written and read back; damage
//         of the text.
// Covers  release_text, compile_release, LawBook::release_texts, load_catalogues

#include "wire/policy_release.hpp"

#include <gtest/gtest.h>

#include "wire/policy_files.hpp"

namespace yidi::wire {
namespace {

const LoadedFiles& packages() {
    static const auto files = read_policy_folder(YIDI_SOURCE_DIR "/policies");
    return files.value();
}

TEST(PolicyRelease, compiles_to_the_plan_it_was_kept_of) {
    const auto law = load_law(packages().files());
    ASSERT_TRUE(law) << message_of(law.error(), false);
    for (const auto& [division, plan] : law->plans) {
        const auto again = compile_release(law->release_texts.at(policy::hash_of(*plan)));
        ASSERT_TRUE(again) << message_of(again.error(), false);
        EXPECT_EQ(policy::hash_of(**again), policy::hash_of(*plan)) << division;
    }
}

TEST(PolicyRelease, holds_the_package_and_its_parents_alone) {
    const auto law = load_law(packages().files());
    ASSERT_TRUE(law);
    const std::string& text =
        law->release_texts.at(policy::hash_of(*law->plan_for("110000")));
    EXPECT_NE(text.find("policies/beijing/package.toml"), std::string::npos);
    EXPECT_NE(text.find("policies/cn-national/package.toml"), std::string::npos);
    EXPECT_EQ(text.find("policies/hainan/"), std::string::npos);
    EXPECT_EQ(text.find("share.csv"), std::string::npos);
    EXPECT_EQ(text.find("tests/"), std::string::npos);
}

TEST(PolicyRelease, keeps_what_needs_escaping) {
    const EmbeddedFile files[] = {{"policies/a \"b\"/package.toml", "# \\ 备案 \"x\"\n\ttab\x01"}};
    EXPECT_EQ(release_text(files),
              "[{\"name\":\"policies/a \\\"b\\\"/package.toml\","
              "\"text\":\"# \\\\ 备案 \\\"x\\\"\\n\\ttab\\u0001\"}]");
}

TEST(PolicyRelease, that_is_damaged_is_refused_by_name) {
    const struct {
        const char* text;
        ErrorCode code;
    } rows[] = {
        {"", ErrorCode::broken_json},
        {"{}", ErrorCode::broken_json},
        {"[{\"name\":\"policies/a/package.toml\"}]", ErrorCode::broken_json},
        {"[{\"name\":\"policies/a/package.toml\",\"text\":\"x = \"}]", ErrorCode::package_syntax},
        {"[]", ErrorCode::package_incomplete},
    };
    for (const auto& row : rows) {
        const auto plan = compile_release(row.text);
        ASSERT_FALSE(plan) << row.text;
        EXPECT_EQ(plan.error().code, row.code) << row.text;
    }
}

TEST(Catalogues, are_read_although_a_package_is_refused) {
    LoadedFiles files = packages();
    for (auto& [name, content] : files.texts) {
        if (name == "policies/beijing/employee.inpatient.toml") content += "\nmisspelt = 1\n";
    }
    EXPECT_FALSE(load_law(files.files()));
    const auto law = load_catalogues(files.files());
    ASSERT_TRUE(law) << message_of(law.error(), false);
    EXPECT_TRUE(law->plans.empty());
    for (const char* province : {"110000", "310000", "460000"}) {
        EXPECT_NE(law->catalogue_for(province), nullptr) << province;
    }
}

}  // namespace
}  // namespace yidi::wire
