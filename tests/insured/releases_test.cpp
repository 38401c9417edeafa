// Goal    A release of the law decides from its day on and changes nothing before it; what was
//         decided under an older one stays explained by it.
// Method  Two releases of one area in a rulebook, the newer from 1 July 2026 with another ratio.
// Covers  Rulebook::plan_for, Rulebook::plan_named, explain_claim.

#include <gtest/gtest.h>

#include "insured_place.hpp"

namespace yidi::insured {
namespace {

constexpr const char* area = "990300";

wire::LoadedFiles next_release() {
    auto files = edited(variants(), "split_once/package.toml", "admdvs     =",
                        "version = \"2026.2\"\neffective = 2026-07-01\nadmdvs     =");
    return edited(std::move(files), "split_once/employee.inpatient.toml", "10000, \"80%\"",
                  "10000, \"85%\"");
}

policy::PlanPtr plan_from(const wire::LoadedFiles& files) { return load(files).plan_for(area); }

class Archive : public desk::PlanArchive {
  public:
    explicit Archive(policy::PlanPtr plan) : plan_(std::move(plan)) {}
    policy::PlanPtr find(const std::string& hash) const override {
        return policy::hash_of(*plan_) == hash ? plan_ : nullptr;
    }

  private:
    policy::PlanPtr plan_;
};

struct Releases : testing::Test {
    void put(desk::Releases releases) { place.rules.plans["9903"] = std::move(releases); }
    const model::Claim& decide(const char* setl_id, const char* from, const char* to) {
        return place.decide(place.bill(setl_id, from, to, "1334.56"));  // 100 above the deductible
    }

    InsuredPlace place{area};
    policy::PlanPtr older = plan_from(variants());
    policy::PlanPtr newer = plan_from(next_release());
};

TEST_F(Releases, decide_from_their_day_on) {
    put({newer, older});
    const model::Claim before = decide("S1", "2026-06-20", "2026-06-30");
    EXPECT_EQ(before.plan, policy::hash_of(*older));
    EXPECT_EQ(before.shares.hifp_pay, yuan("80"));
    place.undo("S1");
    const model::Claim after = decide("S2", "2026-06-20", "2026-07-01");
    EXPECT_EQ(after.plan, policy::hash_of(*newer));
    EXPECT_EQ(after.shares.hifp_pay, yuan("85"));
    EXPECT_EQ(place.explain("S1").plan, before.plan);
    EXPECT_EQ(place.explain("S1").shares, before.shares);
    EXPECT_EQ(place.explain("S2").version, "2026.2");
}

TEST_F(Releases, that_begin_later_leave_earlier_days_undetermined_when_nothing_came_before) {
    put({newer});
    const model::Claim claim = decide("S1", "2026-06-20", "2026-06-30");
    EXPECT_EQ(claim.refusal.code, static_cast<int>(ErrorCode::policy_undetermined));
    EXPECT_EQ(claim.refusal.found, "2026-06-30, before 2026-07-01");
    // A refusal is explained as well.
    const auto explained = place.explain("S1");
    ASSERT_FALSE(explained.refusal);
    EXPECT_EQ(explained.refused.code, static_cast<int>(ErrorCode::policy_undetermined));
    ASSERT_FALSE(explained.steps.empty());
    EXPECT_EQ(explained.steps.back().op, "refused");
}

TEST_F(Releases, that_are_out_of_force_still_explain) {
    put({older});
    const model::Claim claim = decide("S1", "2026-06-20", "2026-06-30");
    const auto then = place.explain("S1");
    put({newer});
    EXPECT_EQ(place.explain("S1").refusal.code, static_cast<int>(ErrorCode::policy_missing));
    place.rules.archive = std::make_shared<Archive>(older);
    const auto now = place.explain("S1");
    ASSERT_FALSE(now.refusal);
    EXPECT_EQ(now.plan, claim.plan);
    ASSERT_EQ(now.steps.size(), then.steps.size());
    for (std::size_t at = 0; at < now.steps.size(); ++at) {
        EXPECT_EQ(now.steps[at].zh, then.steps[at].zh);
        EXPECT_EQ(now.steps[at].result, then.steps[at].result);
    }
}

}  // namespace
}  // namespace yidi::insured
