// Goal    Plans are found by division code, chosen by date, named by their content, and say when
//         they are samples, unsure or no longer verified.
// Method  Examples over frozen packages and over single edits of them.
// Covers  N1 of policy/plan.hpp; the bearing of policy/decide.hpp on time; wire/policy_files.

#include <gtest/gtest.h>

#include "counting_new.hpp"
#include "law_fixture.hpp"

namespace yidi::policies {
namespace {

model::Episode stay_of(const char* admitted, const char* discharged) {
    model::Episode episode;
    episode.scheme = model::Scheme::employee;
    episode.status = model::PersonStatus::active;
    episode.level = model::HospitalLevel::level_3;
    episode.place = model::Place::filed_longterm;
    episode.admitted_on = *Date::parse(admitted);
    episode.discharged_on = *Date::parse(discharged);
    episode.settled_on = episode.discharged_on;
    return episode;
}

model::FeeSums in_policy(const char* amount) {
    model::FeeSums fees;
    fees.inscp_scp_amt = fees.medfee_sumamt = *Money::parse(amount);
    return fees;
}

policy::PlanPtr beijing_in(const wire::LoadedFiles& files) {
    const auto law = wire::load_law(files.files());
    EXPECT_TRUE(law) << (law ? "" : message_of(law.error(), false));
    return law ? law->plan_for("110000") : nullptr;
}

bool has_note(const policy::Explanation& explained, const std::string& rule,
              const std::string& note) {
    for (const auto& step : explained.steps) {
        if (step.rule == rule && step.note.find(note) != std::string::npos) return true;
    }
    return false;
}

TEST(LawBook, finds_the_plan_and_the_catalogue_of_a_division_by_its_longest_prefix) {
    EXPECT_EQ(policy::package_id_of(*law().plan_for("110101")), "beijing");
    EXPECT_EQ(policy::package_id_of(*law().plan_for("460100")), "hainan");
    EXPECT_EQ(policy::admdvs_prefixes(plan_of("310000")), std::vector<std::string>{"31"});
    EXPECT_EQ(law().plan_for("320000"), nullptr);
    EXPECT_EQ(law().plan_for("1"), nullptr);
    EXPECT_EQ(law().plan_for(""), nullptr);
    ASSERT_NE(law().catalogue_for("460000"), nullptr);
    EXPECT_GE(law().catalogue_for("460000")->size(), 60u);
    EXPECT_GE(law().catalogue_for("110000")->size(), 20u);

    wire::LawBook cities = law();
    cities.plans.emplace("4601", law().plan_for("110000"));
    EXPECT_EQ(policy::package_id_of(*cities.plan_for("460105")), "beijing");
    EXPECT_EQ(policy::package_id_of(*cities.plan_for("460200")), "hainan");
}

TEST(Plan, says_whether_it_is_a_sample) {
    EXPECT_TRUE(policy::is_sample(frozen_plan_of("460000")));
    EXPECT_FALSE(policy::is_sample(frozen_plan_of("110000")));
    EXPECT_FALSE(policy::is_sample(frozen_plan_of("310000")));
}

TEST(Plan, is_named_by_its_content_and_not_by_its_layout) {
    const std::string hash = policy::hash_of(frozen_plan_of("110000"));
    EXPECT_EQ(hash.size(), 16u);
    const auto commented = edited("beijing/employee.inpatient.toml", "# 职工住院统筹\n",
                                  "# 职工住院统筹\n\n# a remark that changes nothing\n\n");
    EXPECT_EQ(policy::hash_of(*beijing_in(commented)), hash);
    const auto changed =
        edited("beijing/employee.inpatient.toml", "amount = 100000", "amount = 100001");
    EXPECT_NE(policy::hash_of(*beijing_in(changed)), hash);
    const auto cited = edited("beijing/employee.inpatient.toml", "cite = [\"bj-158:36\"]",
                              "cite = [\"bj-158:tbc\"]");
    EXPECT_NE(policy::hash_of(*beijing_in(cited)), hash);
}

TEST(Plan, counts_a_stay_in_the_year_of_its_discharge) {
    const auto over_new_year = stay_of("2024-12-20", "2025-01-05");
    EXPECT_EQ(policy::year_of(frozen_plan_of("110000"), over_new_year), 2025);
    const auto by_admission = beijing_in(
        edited("beijing/package.toml", "\"by_discharge_year\"", "\"by_admission_year\""));
    EXPECT_EQ(policy::year_of(*by_admission, over_new_year), 2024);
    const auto from_july = beijing_in(edited("beijing/package.toml", "\"calendar\"", "\"07-01\""));
    EXPECT_EQ(policy::year_of(*from_july, stay_of("2025-06-01", "2025-06-30")), 2024);
    EXPECT_EQ(policy::year_of(*from_july, stay_of("2025-06-01", "2025-07-01")), 2025);
}

TEST(Plan, uses_what_nobody_has_verified_since_and_says_so) {
    const auto episode = stay_of("2027-01-01", "2027-01-20");
    const auto fees = in_policy("200000.00");
    const auto explained =
        policy::explain(frozen_plan_of("110000"), episode, fees, model::YearTotals{});
    EXPECT_FALSE(explained.decision.refusal);
    EXPECT_TRUE(has_note(explained, "bj.emp.la.cap", "unverified_after:2026-11-22"));
    EXPECT_FALSE(has_note(explained, "bj.emp.ip.cap", "unverified_after"));
}

TEST(Plan, knows_nothing_beyond_the_day_of_verification_where_the_package_is_strict) {
    const auto law =
        wire::load_law(edited("shanghai/package.toml", "\"carry\"", "\"strict\"").files());
    ASSERT_TRUE(law) << message_of(law.error(), false);
    // Shanghai's cap of 2025 is not verified beyond its day: from then on nothing is decided.
    const auto refused_on = [&](const char* day) {
        return policy::decide(*law->plan_for("310000"), stay_of(day, day), in_policy("100.00"),
                              model::YearTotals{})
            .refusal;
    };
    EXPECT_FALSE(refused_on("2026-11-22"));
    ASSERT_TRUE(refused_on("2026-11-23"));
    EXPECT_EQ(refused_on("2026-11-23")->code, ErrorCode::policy_undetermined);
}

TEST(Plan, takes_the_version_recorded_later_when_two_overlap) {
    const auto corrected = beijing_in(edited("beijing/employee.inpatient.toml", "amount = 100000\n",
                                             R"(amount = 100000

[[cap]]
id = "bj.emp.ip.cap"
from = 2025-07-01
to = 2025-08-01
recorded_on = 2026-11-23
verified_on = 2026-11-23
cite = ["bj-158:tbc"]
confidence = "low"
origin = "dataset"
measure = "year_fund_paid"
pools = ["basic"]
amount = 20000
)"));
    ASSERT_NE(corrected, nullptr);
    const auto paid_on = [&](const char* day) {
        return policy::decide(*corrected, stay_of(day, day), in_policy("50000.00"),
                              model::YearTotals{})
            .shares.hifp_pay.text();
    };
    EXPECT_EQ(paid_on("2025-06-30"), "42895.00");
    EXPECT_EQ(paid_on("2025-07-01"), "20000.00");
    EXPECT_EQ(paid_on("2025-07-31"), "20000.00");
    EXPECT_EQ(paid_on("2025-08-01"), "42895.00");
}

TEST(Plan, a_new_version_changes_nothing_before_its_date) {
    const auto& before = frozen_plan_of("110000").tables();
    const auto released = beijing_in(edited("beijing/employee.inpatient.toml",
                                            "effect = \"self_share_factor\"\nvalue = "
                                            "\"60%\"\norder = 1\n",
                                            R"(effect = "self_share_factor"
value = "60%"
order = 1

[[cap]]
id = "bj.emp.ip.cap"
from = 2026-07-01
to = "open"
recorded_on = 2026-11-23
verified_on = 2026-11-23
cite = ["bj-158:tbc"]
confidence = "low"
origin = "dataset"
measure = "year_fund_paid"
pools = ["basic"]
amount = 120000
)"));
    ASSERT_NE(released, nullptr);
    const Date changes = *Date::of(2026, 7, 1);
    const auto text_on = [](const policy::PlanTables& tables, model::Scheme scheme, Date day) {
        const policy::Epoch* last = nullptr;
        for (const auto& epoch : tables.epochs_of(scheme, model::Service::inpatient)) {
            if (epoch.from <= day) last = &epoch;
        }
        return last == nullptr ? std::string{} : policy::canonical_text(tables, *last);
    };
    for (const Date day : {*Date::of(2023, 12, 31), *Date::of(2024, 1, 1), changes.plus_days(-1)}) {
        EXPECT_EQ(text_on(before, model::Scheme::employee, day),
                  text_on(released->tables(), model::Scheme::employee, day))
            << day.text();
    }
    EXPECT_NE(text_on(before, model::Scheme::employee, changes),
              text_on(released->tables(), model::Scheme::employee, changes));
    EXPECT_EQ(text_on(before, model::Scheme::resident, changes),
              text_on(released->tables(), model::Scheme::resident, changes));
}

TEST(Plan, refuses_a_status_that_the_scheme_does_not_know) {
    auto episode = stay_of("2025-01-01", "2025-01-05");
    episode.status = model::PersonStatus::student;
    const auto decision =
        policy::decide(frozen_plan_of("110000"), episode, in_policy("100.00"), model::YearTotals{});
    ASSERT_TRUE(decision.refusal);
    EXPECT_EQ(decision.refusal->code, ErrorCode::policy_undetermined);
    EXPECT_EQ(decision.shares, model::Shares{});
}

TEST(Plan, refuses_a_bucket_that_is_less_than_nothing) {
    auto fees = in_policy("100.00");
    fees.preselfpay_amt = Money::of_fen(-1);
    fees.medfee_sumamt -= Money::of_fen(1);
    const auto decision = policy::decide(
        frozen_plan_of("110000"), stay_of("2025-01-01", "2025-01-05"), fees, model::YearTotals{});
    ASSERT_TRUE(decision.refusal);
    EXPECT_EQ(decision.refusal->code, ErrorCode::total_negative);
    EXPECT_EQ(decision.refusal->field, "preselfpay_amt");
}

TEST(Plan, explains_a_stay_that_is_not_paid_with_the_article) {
    auto episode = stay_of("2025-01-01", "2025-01-05");
    episode.place = model::Place::unfiled;
    const auto explained = policy::explain(frozen_plan_of("110000"), episode, in_policy("100.00"),
                                           model::YearTotals{});
    ASSERT_TRUE(explained.decision.refusal);
    EXPECT_EQ(explained.decision.refusal->code, ErrorCode::not_filed);
    EXPECT_NE(explained.decision.refusal->article.find("第十四条"), std::string::npos);
    EXPECT_EQ(explained.steps.back().op, "refused");
    EXPECT_TRUE(has_note(explained, "bj.emp.ip.place", "not_payable"));
}

TEST(Plan, pays_without_allocating) {
    const policy::Plan& plan = frozen_plan_of("110000");
    const auto episode = stay_of("2025-01-01", "2025-01-20");
    const auto fees = in_policy("164411.81");
    start_counting();
    const auto decision = policy::decide(plan, episode, fees, model::YearTotals{});
    const std::size_t allocations = stop_counting();
    EXPECT_FALSE(decision.refusal);
    EXPECT_EQ(allocations, 0u);
}

}  // namespace
}  // namespace yidi::policies
