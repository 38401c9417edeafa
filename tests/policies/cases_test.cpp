// Goal    Every package pays what its own cases promise, to the fen.
// Method  All of policies/<area>/tests/*.toml are run as histories: accumulators and the personal
//         account carry over from event to event. A case that names nothing known is a failure.
// Covers  P1 and P4 of policy/decide.hpp on every case.

#include <gtest/gtest.h>

#include "law_fixture.hpp"
#include "policy/cases.hpp"
#include "wire/toml_reader.hpp"

namespace yidi::policies {
namespace {

TEST(PolicyCases, every_package_pays_what_its_cases_promise) {
    for (const Area& area : areas()) {
        std::size_t cases = 0;
        for (const auto& [name, content] : repository_files().texts) {
            if (!name.starts_with("policies/" + area.folder + "/tests/")) continue;
            const auto file = wire::read_toml(name, content);
            ASSERT_TRUE(file) << message_of(file.error(), false);
            const policy::CaseReport report = run_cases(plan_of(area.admdvs), *file, name);
            for (const auto& failure : report.failures) ADD_FAILURE() << failure.text();
            cases += report.cases;
        }
        EXPECT_GE(cases, 5u) << area.folder << " has too few cases";
    }
}

TEST(PolicyCases, a_case_that_promises_too_much_is_noticed) {
    const auto file = wire::read_toml("wrong.toml", R"([[case]]
id = "wrong"
source = "derived"
[case.person]
insured = "employee"
status = "active"
[[case.event]]
level = "3"
place = "local"
urgency = "planned"
admit = 2025-01-01
discharge = 2025-01-05
bill = { in_policy = "50000.00" }
[case.event.expect]
basic = "42895.01"
cites = ["no such document"]
)");
    ASSERT_TRUE(file);
    const policy::CaseReport report = run_cases(frozen_plan_of("110000"), *file, "wrong.toml");
    ASSERT_EQ(report.failures.size(), 2u);
    EXPECT_EQ(report.failures[0].text(),
              "wrong.toml:7 case wrong event 1: basic is 42895.00, expected 42895.01");
    EXPECT_EQ(report.failures[1].text(),
              "wrong.toml:7 case wrong event 1: cites is named by no step, expected no such document");
}

}  // namespace
}  // namespace yidi::policies
