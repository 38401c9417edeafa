// Goal    A reform changes what its patches name, in its window, and nothing else; what it cannot do
//         it says, with the patch and the remedy.
// Method  1. Each verb over a frozen package, exact to the fen, before, in and after its window.
//         2. A table of bad reforms with a word of each answer.
//         3. Leaks planted into a plan are found.
// Covers  R1 R2 R3 of policy/reform/apply.hpp; policy/reform/{stack,outside}; wire/reform_files.

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "policy/decide.hpp"
#include "reform_fixture.hpp"

namespace yidi::policies {
namespace {

using model::HospitalLevel;
using testing::HasSubstr;

std::string person_pays(const policy::Plan& plan, HospitalLevel level, const char* day,
                        const char* amount, std::int64_t admissions = 0,
                        model::PersonStatus status = model::PersonStatus::active) {
    model::YearTotals before;
    before.admissions = admissions;
    const auto decision = policy::decide(plan, stay_in_beijing(level, day, status),
                                         bill_in_policy(amount), before);
    return decision.refusal ? std::string{info_of(decision.refusal->code).name}
                            : decision.shares.psn_part_amt.text();
}

constexpr auto level_3 = HospitalLevel::level_3;
constexpr auto level_1 = HospitalLevel::level_1;

TEST(Reform, without_patches_is_the_base_to_the_hash) {
    const auto made = beijing_with("");
    EXPECT_EQ(policy::hash_of(*made.plan), policy::hash_of(*made.base));
    EXPECT_TRUE(policy::differences(made.base->tables(), made.plan->tables()).empty());
}

TEST(Reform, that_sets_what_is_there_warns_and_is_the_base_to_the_hash) {
    const auto made = beijing_with(R"([[patch]]
target = "bj.emp.ip.ded"
where = { level = ["3"] }
op = "set"
amount = 1300
"nth=2+" = "650.00"
)");
    // "amount" stands for both columns, so that the second admission changes.
    EXPECT_NE(policy::hash_of(*made.plan), policy::hash_of(*made.base));
    const auto same = beijing_with(R"([[patch]]
target = "bj.emp.ip.ded"
where = { level = ["3"] }
op = "set"
"nth=1" = 1300
"nth=2+" = "650.00"
)");
    EXPECT_EQ(policy::hash_of(*same.plan), policy::hash_of(*same.base));
    ASSERT_EQ(same.warnings.size(), 1u);
    EXPECT_EQ(same.warnings.front().code, ErrorCode::reform_no_effect);
}

TEST(Reform, changes_the_rows_it_names_in_its_window_alone) {
    const auto made = beijing_with(R"([[patch]]
target = "bj.emp.ip.ded"
where = { level = ["3"] }
op = "set"
"nth=1" = 1600
)",
                                   "2026-01-01", "2027-01-01");
    EXPECT_EQ(person_pays(*made.base, level_3, "2026-03-01", "50000"), "7105.00");
    EXPECT_EQ(person_pays(*made.plan, level_3, "2026-03-01", "50000"), "7360.00");
    // Level 3s shares a row with level 3 and keeps it; so do later admissions.
    EXPECT_EQ(person_pays(*made.plan, HospitalLevel::level_3_special, "2026-03-01", "50000"),
              "7105.00");
    EXPECT_EQ(person_pays(*made.plan, level_3, "2026-03-01", "50000", 1),
              person_pays(*made.base, level_3, "2026-03-01", "50000", 1));
    EXPECT_EQ(person_pays(*made.plan, level_3, "2025-12-31", "50000"), "7105.00");
    EXPECT_EQ(person_pays(*made.plan, level_3, "2026-12-31", "50000"), "7360.00");
    EXPECT_EQ(person_pays(*made.plan, level_3, "2027-01-01", "50000"), "7105.00");
    const auto& days = policy::differences(made.base->tables(), made.plan->tables());
    ASSERT_EQ(days.size(), 1u);
    EXPECT_EQ(policy::text_of(days.front()), "employee inpatient 2026-01-01 to 2027-01-01");
}

TEST(Reform, says_in_the_explanation_what_it_has_changed_and_that_it_is_no_law) {
    const auto made = beijing_with(R"([[patch]]
target = "bj.emp.ip.ded"
where = { level = ["3"] }
op = "add"
amount = 300
)");
    const auto explained = policy::explain(*made.plan, stay_in_beijing(level_3, "2026-03-01"),
                                           bill_in_policy("50000"), model::YearTotals{});
    bool cited = false;
    for (const auto& step : explained.steps) {
        for (const std::string& cite : step.cites) {
            cited = cited || (step.op == "deductible" && cite == "《试算方案：试算》 第1处改动");
        }
    }
    EXPECT_TRUE(cited);
    std::string said;
    for (const auto& step : explained.steps) said += step.en;
    EXPECT_THAT(said, HasSubstr("[confidence low, from invented sample]"));
}

struct VerbRow {
    int line;
    const char* patch;
    HospitalLevel level;
    model::PersonStatus status;
    std::int64_t admissions;
    const char* expected;  ///< Of a bill of 50,000.00 in scope.
};

TEST(Reform, verbs_do_what_they_say_to_the_fen) {
    using enum model::PersonStatus;
    // clang-format off
    const VerbRow rows[] = {
        // 1,600, then 950 instead of 1,300 and 650
        {__LINE__, R"(target = "bj.emp.ip.ded"
where = { level = ["3"] }
op = "add"
amount = 300)", level_3, active, 0, "7360.00"},
        {__LINE__, R"(target = "bj.emp.ip.ded"
where = { level = ["3"] }
op = "add"
amount = "300.00")", level_3, active, 1, "6807.50"},
        {__LINE__, R"(target = "bj.emp.ip.ded"
op = "add"
amount = -300)", level_3, active, 0, "6850.00"},
        // 1,430
        {__LINE__, R"(target = "bj.emp.ip.ded"
op = "scale"
amount = "110%")", level_3, active, 0, "7215.50"},
        // 92, 96 (held by the clamp) and 97 %
        {__LINE__, R"(target = "bj.emp.ip.seg"
where = { level = ["1"] }
op = "points"
value = "+2pp"
clamp = "96%")", level_1, active, 0, "4296.00"},
        // the same for the first band alone
        {__LINE__, R"(target = "bj.emp.ip.seg"
where = { level = ["1"], above = ["ded"] }
op = "points"
value = "+2pp")", level_1, active, 0, "4396.00"},
        {__LINE__, R"(target = "bj.emp.ip.seg"
where = { level = ["3"], fund = ["90%", "95%"] }
op = "set"
fund = "100%")", level_3, active, 0, "5605.00"},
        // 85 % to 35,000 at 90, 99 % to 45,000, 95 %
        {__LINE__, R"(target = "bj.emp.ip.seg"
where = { level = ["3"] }
op = "insert_segment"
above = 35000
upto = 45000
fund = "99%")", level_3, active, 0, "6455.00"},
        // the first band takes over what is removed
        {__LINE__, R"(target = "bj.emp.ip.seg"
where = { level = ["3"], above = [30000] }
op = "remove")", level_3, active, 0, "7605.00"},
        // the second band begins where the removed first one did
        {__LINE__, R"(target = "bj.emp.ip.seg"
where = { level = ["3"], above = ["ded"] }
op = "remove")", level_3, active, 0, "5670.00"},
        // retirees like everybody
        {__LINE__, R"(target = "bj.emp.ip.retired"
op = "remove")", level_3, retired, 0, "7105.00"},
        {__LINE__, R"(target = "bj.emp.ip.retired"
op = "set"
value = "50%")", level_3, retired, 0, "4202.50"},
        // a dimension the table did not distinguish
        {__LINE__, R"(target = "bj.emp.ip.ded"
where = { status = ["retired"] }
op = "set"
amount = 0)", level_3, retired, 0, "3600.00"},
        {__LINE__, R"(target = "bj.emp.ip.ded"
where = { status = ["retired"] }
op = "set"
amount = 0)", level_3, active, 0, "7105.00"},
        {__LINE__, R"(target = "bj.emp.ip.ded"
where = { age_band = ["0-17", "60+"], level = ["3"] }
op = "set"
amount = 0)", level_3, active, 0, "6000.00"},
        // bounds without the deductible
        {__LINE__, R"(target = "bj.emp.ip.seg"
op = "set"
where = { above = ["ded"] }
above = 0
bounds_include_deductible = false)", level_3, active, 0, "7235.00"},
        {__LINE__, R"(target = "bj.emp.ip.seg"
op = "replace"
columns = ["above", "upto", "fund"]
rows = [["ded", "cap", "50%"]])", level_3, active, 0, "25650.00"},
        {__LINE__, R"(target = "bj.emp.ip.ded"
op = "remove")", level_3, active, 0, "6000.00"},
        // below the cap of the pool the large-amount fund pays 85 % of what is above
        {__LINE__, R"(target = "bj.emp.ip.cap"
op = "set"
amount = 20000)", level_3, active, 0, "8605.00"},
        {__LINE__, R"(target = "bj.emp.ip"
op = "remove")", level_3, active, 0, "not_entitled"},
    };
    // clang-format on
    for (const VerbRow& row : rows) {
        SCOPED_TRACE(testing::Message() << "row at line " << row.line);
        const auto made = beijing_with(std::string{"[[patch]]\n"} + row.patch + "\n");
        EXPECT_TRUE(made.warnings.empty());
        EXPECT_EQ(person_pays(*made.plan, row.level, "2026-03-01", "50000", row.admissions,
                              row.status),
                  row.expected);
    }
}

TEST(Reform, shifts_the_first_day_of_a_version_both_ways) {
    const std::string raised = reform_text("beijing", R"([[patch]]
target = "bj.emp.ip.ded"
op = "set"
amount = 2000
)",
                                           "2025-01-01", "\"open\"", "raised");
    const auto law = law_of(frozen_packages(), "beijing");
    const auto patch = [](const char* new_from) {
        return reform_text("beijing",
                           std::string{R"([[patch]]
target = "bj.emp.ip.ded"
op = "shift"
version = 2025-01-01
new_from = )"} + new_from + "\n",
                           "2024-01-01", "\"open\"", "shifted");
    };
    const auto earlier = stacked(law, {raised, patch("2024-07-01")});
    ASSERT_TRUE(earlier) << message_of(earlier.error(), false);
    EXPECT_EQ(person_pays(*earlier->plan, level_3, "2024-06-30", "50000"), "7105.00");
    EXPECT_EQ(person_pays(*earlier->plan, level_3, "2024-07-01", "50000"), "7700.00");
    EXPECT_EQ(person_pays(*earlier->plan, level_3, "2025-07-01", "50000"), "7700.00");
    const auto later = stacked(law, {raised, patch("2025-07-01")});
    ASSERT_TRUE(later) << message_of(later.error(), false);
    EXPECT_EQ(person_pays(*later->plan, level_3, "2025-06-30", "50000"), "7105.00");
    EXPECT_EQ(person_pays(*later->plan, level_3, "2025-07-01", "50000"), "7700.00");
}

TEST(Reform, adds_a_benefit_and_tables_to_one_from_a_file_beside_it) {
    const EmbeddedFile beside[] = {
        {"bundle/waiting.toml", R"([benefit]
id = "test.waiting"
extends = "bj.emp.ip"
[[gate]]
id = "test.waiting.gate"
to = "open"
columns = ["contribution", "outcome"]
rows = [["waiting", "refused"], ["paid|arrears", "entitled"]]
)"},
        {"bundle/aid.toml", R"([benefit]
id = "test.enterprise"
layer = "enterprise"
insured = "employee"
service = "inpatient"
label = { zh = "企业补充", en = "Enterprise" }
draw = { buckets = ["ded", "seg_self"], over = "episode" }
[[segments]]
id = "test.enterprise.seg"
axis = "episode_drawn"
mode = "marginal"
bounds_include_deductible = false
columns = ["above", "upto", "fund"]
rows = [[0, "cap", "50%"]]
[[cap]]
id = "test.enterprise.cap"
measure = "year_fund_paid"
pools = ["enterprise"]
amount = "none"
)"}};
    const auto text = reform_text("beijing", R"([[patch]]
op = "add_benefit"
file = "bundle/waiting.toml"
[[patch]]
op = "add_benefit"
file = "bundle/aid.toml"
[[patch]]
op = "order"
order = ["basic", "enterprise", "large_amount", "account", "cash"]
)",
                                  "2026-01-01");
    const auto made = stacked(law_of(frozen_packages(), "beijing"), {text}, beside);
    ASSERT_TRUE(made) << message_of(made.error(), false);
    auto episode = stay_in_beijing(level_3, "2026-03-01");
    const auto pays = [&](const policy::Plan& plan) {
        return policy::decide(plan, episode, bill_in_policy("50000"), model::YearTotals{});
    };
    EXPECT_EQ(pays(*made->plan).shares.hifes_pay.text(), "3552.50");
    EXPECT_EQ(pays(*made->base).shares.hifes_pay.text(), "0.00");
    EXPECT_EQ(person_pays(*made->plan, level_3, "2025-12-31", "50000"), "7105.00");
    episode.standing.contribution = model::Contribution::waiting;
    ASSERT_TRUE(pays(*made->plan).refusal);
    EXPECT_EQ(pays(*made->plan).refusal->code, ErrorCode::not_entitled);
}

TEST(Reform, that_moves_the_past_is_refused_with_the_first_days_that_move) {
    // The order of settlement is not dated: another one would hold in all years.
    const auto law = law_of(repository_packages(), "hainan");
    const std::string order = R"([[patch]]
op = "order"
order = ["basic", "large_amount", "major_illness", "medical_aid", "enterprise", "civil_servant",
         "commercial", "account", "cash"]
)";
    const auto made = stacked(law, {reform_text("hainan", order, "2026-01-01")});
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().code, ErrorCode::reform_leak);
    EXPECT_THAT(made.error().found, HasSubstr("2024-01-01 to 2026-01-01"));
    const auto always = stacked(law, {reform_text("hainan", order, "2000-01-01")});
    ASSERT_TRUE(always) << message_of(always.error(), false);
    EXPECT_NE(policy::hash_of(*always->plan), policy::hash_of(*always->base));
}

TEST(Reform, leaks_that_are_planted_are_found) {
    const auto made = beijing_with(R"([[patch]]
target = "bj.emp.ip.ded"
where = { level = ["3"] }
op = "add"
amount = 300
)",
                                   "2026-01-01", "2027-01-01");
    const auto& base = made.base->tables();
    const auto& plan = made.plan->tables();
    EXPECT_TRUE(policy::leaks(base, plan, made.windows).empty());

    const policy::Window half{*Date::parse("2026-01-01"), Date::parse("2026-07-01")};
    const policy::Window both[] = {half, {*Date::parse("2026-08-01"), {}}};
    EXPECT_EQ(policy::text_of(policy::leaks(base, plan, {&half, 1}).front()),
              "employee inpatient 2026-07-01 to 2027-01-01");
    EXPECT_EQ(policy::text_of(policy::leaks(base, plan, both).front()),
              "employee inpatient 2026-07-01 to 2026-08-01");

    policy::PlanTables altered = base;
    for (policy::LayerPlan& layer : altered.layers) {
        if (layer.benefit == "bj.emp.ip") layer.cells.front().cap_fen += 1;
    }
    const policy::Window future{*Date::parse("2030-01-01"), {}};
    EXPECT_EQ(policy::text_of(policy::leaks(base, altered, {&future, 1}).front()),
              "employee inpatient 2024-01-01 to 2030-01-01");
    altered = base;
    altered.rounding.mode = Rounding::down;
    EXPECT_FALSE(policy::leaks(base, altered, {&future, 1}).empty());
}

TEST(Reform, of_a_stack_the_later_wins_and_says_so) {
    const auto law = law_of(frozen_packages(), "beijing");
    const auto set = [](const char* id, const char* amount, const char* where) {
        return reform_text("beijing",
                           fmt::format("[[patch]]\ntarget = \"bj.emp.ip.ded\"\n{}op = \"set\"\n"
                                       "\"nth=1\" = {}\n",
                                       where, amount),
                           "2026-01-01", "\"open\"", id);
    };
    const auto texts = std::vector{set("one", "1600", ""),
                                   set("two", "2000", "where = { level = [\"3\"] }\n")};
    const auto made = stacked(law, texts);
    ASSERT_TRUE(made) << message_of(made.error(), false);
    EXPECT_EQ(person_pays(*made->plan, level_3, "2026-03-01", "50000"), "7700.00");
    EXPECT_EQ(person_pays(*made->plan, level_1, "2026-03-01", "50000"), "5240.00");
    ASSERT_EQ(made->overlaps.size(), 1u);
    EXPECT_EQ(made->overlaps.front().earlier, "one");
    EXPECT_EQ(made->overlaps.front().later, "two");

    std::vector<policy::Reform> reforms;
    for (const auto& text : texts) reforms.push_back(*reform_of(text));
    const auto order = policy::commute(law, reforms);
    ASSERT_TRUE(order);
    ASSERT_EQ(order->size(), 1u);
    EXPECT_EQ(policy::text_of(order->front().where.front()), "employee inpatient from 2026-01-01");
    // Sums do not mind the order.
    for (auto& reform : reforms) {
        reform.patches.front().verb = policy::Verb::add;
    }
    const auto sums = policy::commute(law, reforms);
    ASSERT_TRUE(sums);
    EXPECT_TRUE(sums->empty());
}

TEST(Readings, the_other_reading_of_every_text_that_can_be_computed_is_a_reform) {
    std::size_t computed = 0;
    for (const Area& area : areas()) {
        const auto law_now = law_of(repository_packages(), area.folder);
        policy::Findings findings;
        const auto package = policy::load_with_parents(law_now.area, law_now.parents, findings);
        ASSERT_TRUE(findings.empty());
        for (const auto& [id, reading] : package.sources.readings) {
            if (reading.patches.empty()) continue;
            SCOPED_TRACE(id);
            ++computed;
            const policy::Reform reform = policy::reading_reform(area.folder, id);
            const auto made = policy::stack(law_now, {&reform, 1});
            ASSERT_TRUE(made) << message_of(made.error(), false);
            EXPECT_TRUE(made->warnings.empty());
            EXPECT_FALSE(policy::differences(made->base->tables(), made->plan->tables()).empty());
        }
    }
    EXPECT_GE(computed, 60u);
}

TEST(Readings, tell_in_the_explanation_which_side_was_taken) {
    const auto law_now = law_of(repository_packages(), "beijing");
    const policy::Reform reform = policy::reading_reform("beijing", "BJ-1");
    const auto made = policy::stack(law_now, {&reform, 1});
    ASSERT_TRUE(made) << message_of(made.error(), false);
    EXPECT_EQ(person_pays(*made->base, level_3, "2026-03-01", "50000"), "7105.00");
    EXPECT_EQ(person_pays(*made->plan, level_3, "2026-03-01", "50000"), "7235.00");
    const auto explained = policy::explain(*made->plan, stay_in_beijing(level_3, "2026-03-01"),
                                           bill_in_policy("50000"), model::YearTotals{});
    std::string said;
    for (const auto& step : explained.steps) said += step.zh;
    EXPECT_THAT(said, HasSubstr("不含"));

    const auto by_name = reform_text("beijing", R"([[patch]]
op = "reading"
id = "BJ-1"
choose = "excluded"
)",
                                     "2026-01-01");
    const auto from_2026 = stacked(law_now, {by_name});
    ASSERT_TRUE(from_2026) << message_of(from_2026.error(), false);
    EXPECT_EQ(person_pays(*from_2026->plan, level_3, "2025-12-31", "50000"), "7105.00");
    EXPECT_EQ(person_pays(*from_2026->plan, level_3, "2026-03-01", "50000"), "7235.00");
}

TEST(Reform, is_bound_to_its_base) {
    const auto law = law_of(frozen_packages(), "beijing");
    const auto plan = policy::compile(law.area, law.parents);
    ASSERT_TRUE(plan);
    EXPECT_TRUE(stacked(law, {reform_text("beijing@" + policy::hash_of(**plan), "")}));
    EXPECT_TRUE(stacked(law, {reform_text("cn-national", "")}));
    const auto other = stacked(law, {reform_text("beijing@0123456789abcdef", "")});
    ASSERT_FALSE(other);
    EXPECT_THAT(message_of(other.error(), false), HasSubstr("beijing@" + policy::hash_of(**plan)));
    const auto wrong = stacked(law, {reform_text("hainan", "")});
    ASSERT_FALSE(wrong);
    EXPECT_EQ(wrong.error().code, ErrorCode::reform_base);
}

TEST(Reform, that_is_wrong_says_what_and_where) {
    struct Row {
        int line;
        const char* patch;
        const char* said;
    };
    const std::string ded = "[[patch]]\ntarget = \"bj.emp.ip.ded\"\n";
    // clang-format off
    const Row rows[] = {
        {__LINE__, "op = \"sett\"\namount = 1\n", "reform.toml:11 op"},
        {__LINE__, "op = \"set\"\n", "what the patch changes"},
        {__LINE__, "op = \"set\"\namuont = 1\n", "amuont"},
        {__LINE__, "op = \"set\"\namount = 1.5\n", "a number with a point"},
        {__LINE__, "op = \"set\"\namount = \"x\"\n", "reform.test.1.toml:9"},
        {__LINE__, "op = \"add\"\namount = \"1%\"\n", "an amount such as 300"},
        {__LINE__, "op = \"add\"\namount = -1400\n", "stays at 0 or above"},
        {__LINE__, "op = \"scale\"\namount = 2\n", "110%"},
        {__LINE__, "op = \"points\"\nvalue = \"+2pp\"\n", "value"},
        {__LINE__, "op = \"set\"\namount = 1\nwhere = { level = [\"4\"] }\n", "level"},
        {__LINE__, "op = \"set\"\namount = 1\nwhere = { levle = [\"3\"] }\n", "levle"},
        {__LINE__, "op = \"set\"\namount = 1\nwhere = { level = [] }\n", "at least one value"},
        {__LINE__, "op = \"set\"\namount = 1\nwhere = { status = [\"child\"] }\n", "child"},
        {__LINE__, "op = \"set\"\namount = 1\nwhere = { \"nth=1\" = [5] }\n", "nth=1"},
        {__LINE__, "op = \"set\"\namount = 1\nwindow = { from = 2020-01-01, to = 2021-01-01 }\n",
         "2020-01-01 to 2021-01-01"},
        {__LINE__, "op = \"set\"\namount = 1\nwindow = { from = 2026-01-01, to = 2025-01-01 }\n",
         "a later date"},
        {__LINE__, "op = \"insert_segment\"\nabove = 1\nupto = 2\nfund = \"1%\"\n", "[[segments]]"},
        {__LINE__, "op = \"remove\"\nwhere = { level = [\"3\", \"1\", \"2\", \"3s\", \"community\"] }\n",
         "at least one row that stays"},
        {__LINE__, "op = \"remove\"\nwhere = { level = [\"3\"] }\n", "no row for level=3"},
        {__LINE__, "op = \"replace\"\nid = \"x\"\n", "no such key"},
        {__LINE__, "op = \"replace\"\nrows = [[1]]\n", "columns and rows together"},
        {__LINE__, "op = \"shift\"\nversion = 2025-01-01\nnew_from = 2025-06-01\n", "2025-01-01"},
        {__LINE__, "op = \"shift\"\nversion = 2024-01-01\nnew_from = 2023-01-01\n",
         "the window of the patch"},
        {__LINE__, "op = \"set\"\namount = 1\n[[patch]]\ntarget = \"bj.emp.ip.ded\"\n"
                   "where = { level = [\"3\"] }\nop = \"add\"\n\"nth=1\" = 1\n",
         "two patches of one reform"},
        {__LINE__, "op = \"set\"\namount = 1\n[[patch]]\ntarget = \"nobody\"\nop = \"remove\"\n",
         "nobody"},
        {__LINE__, "op = \"set\"\namount = 1\n[[patch]]\nop = \"reading\"\nid = \"BJ-99\"\n"
                   "choose = \"alternative\"\n",
         "BJ-99"},
        {__LINE__, "op = \"set\"\namount = 1\n[[patch]]\nop = \"add_benefit\"\nfile = \"x.toml\"\n",
         "a file beside the reform"},
        {__LINE__, "op = \"set\"\namount = 1\n[[patch]]\nop = \"order\"\norder = [\"basic\"]\n",
         "basic first and cash last"},
    };
    // clang-format on
    for (const Row& row : rows) {
        SCOPED_TRACE(testing::Message() << "row at line " << row.line);
        EXPECT_THAT(problem_with(ded + row.patch), HasSubstr(row.said));
    }
    EXPECT_THAT(problem_with("", "2026-01-01", "2025-01-01"), HasSubstr("a later date"));
}

}  // namespace
}  // namespace yidi::policies
