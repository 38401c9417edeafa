// Goal    Operators that no real area uses pay what the page of operators says, to the fen.
// Method  The invented areas of tests/policies/variants are loaded, and their cases run.
// Covers  P1 and P4 of policy/decide.hpp on every case.

#include <map>
#include <string>

#include <gtest/gtest.h>

#include "law_fixture.hpp"
#include "policy/cases.hpp"
#include "wire/policy_files.hpp"
#include "wire/toml_reader.hpp"

namespace yidi::policies {
namespace {

/// "whole" of a file "policies/whole/tests/all.toml".
std::string area_of(const std::string& name) {
    const auto from = name.find('/') + 1;
    return name.substr(from, name.find('/', from) - from);
}

TEST(PolicyVariants, every_invented_area_pays_what_its_cases_promise) {
    const auto files = wire::read_policy_folder(YIDI_SOURCE_DIR "/tests/policies/variants");
    ASSERT_TRUE(files) << message_of(files.error(), false);
    const auto book = wire::load_law(files->files());
    ASSERT_TRUE(book) << message_of(book.error(), false);
    std::map<std::string, policy::PlanPtr> plans;
    for (const auto& [prefix, plan] : book->plans) plans[policy::package_id_of(*plan)] = plan;
    std::map<std::string, std::size_t> cases;
    for (const auto& [name, content] : files->texts) {
        if (name.find("/tests/") == std::string::npos) continue;
        const auto file = wire::read_toml(name, content);
        ASSERT_TRUE(file) << message_of(file.error(), false);
        const auto plan = plans.find(area_of(name));
        ASSERT_NE(plan, plans.end()) << name;
        const policy::CaseReport report = run_cases(*plan->second, *file, name);
        for (const auto& failure : report.failures) ADD_FAILURE() << failure.text();
        cases[plan->first] += report.cases;
    }
    EXPECT_EQ(cases.size(), plans.size());
    for (const auto& [area, count] : cases) EXPECT_GE(count, 2u) << area;
}

}  // namespace
}  // namespace yidi::policies
