// Goal    The slow evaluator joins benefits, limits, channels and accounts as the page says.
// Method  Laws of one or two benefits, amounts computed by hand.
// Covers  [[gate]], [[limit]], [[disease]], [[combine]], [[supplement]], [[channel]], [[account]],
//         ranks and pools.

#include <gtest/gtest.h>

#include "small_law.hpp"

namespace yidi::policies {
namespace {

std::string benefit(const std::string& id, const std::string& layer, const std::string& buckets,
                    const std::string& more) {
    return "[benefit]\nid = \"" + id + "\"\nlayer = \"" + layer +
           "\"\ninsured = \"employee\"\nservice = \"*\"\ndraw = { buckets = " + buckets +
           ", over = \"episode\" }\n" + more;
}

constexpr const char* no_cap = "[[cap]]\nmeasure = \"event_fund_paid\"\namount = \"none\"\n";
constexpr const char* all_of_it =
    "[[segments]]\naxis = \"episode_drawn\"\nmode = \"marginal\"\n"
    "bounds_include_deductible = false\ncolumns = [\"above\", \"upto\", \"fund\"]\n"
    "rows = [[0, \"cap\", \"100%\"]]\n";

TEST(SlowBenefits, a_gate_refuses_in_the_basic_layer_and_closes_above_it) {
    const std::string gate = "[[gate]]\ncolumns = [\"contribution\", \"outcome\"]\n"
                             "rows = [[\"paid\", \"entitled\"], [\"*\", \"refused\"]]\n";
    const auto law = small_law({Basic{.more = gate}.text()});
    model::Episode episode = stay();
    EXPECT_EQ(decide(law, episode, 1'000).refusal, "");
    episode.standing.contribution = model::Contribution::arrears;
    EXPECT_EQ(decide(law, episode, 1'000).refusal, "not_entitled");
    const auto above = small_law({Basic{}.text(), benefit("ent", "enterprise", "[\"seg_self\"]",
                                                          std::string{all_of_it} + no_cap + gate)});
    EXPECT_EQ(decide(above, stay(), 1'000).shares.hifes_pay.fen(), 200);
    const auto closed = decide(above, episode, 1'000);
    EXPECT_EQ(closed.shares.hifes_pay.fen(), 0);
    EXPECT_EQ(closed.delta.enterprise.drawn.fen(), 0);
}

TEST(SlowBenefits, a_place_that_is_not_payable_refuses_or_closes) {
    const std::string place =
        "columns = [\"place\", \"effect\", \"value\", \"deductible_as\"]\norder = 9\n"
        "rows = [[\"unfiled|filed_temporary\", \"not_payable\", \"\", \"level\"],\n"
        "[\"*\", \"none\", \"\", \"level\"]]";
    const auto law = small_law({Basic{.place = place}.text()});
    model::Episode episode = stay();
    episode.place = model::Place::unfiled;
    EXPECT_EQ(decide(law, episode, 0).refusal, "not_filed");
    const auto above = small_law({Basic{}.text(), benefit("mi", "major_illness", "[\"seg_self\"]",
                                                          std::string{all_of_it} + no_cap +
                                                              "[[place]]\n" + place + "\n")});
    const auto closed = decide(above, episode, 1'000);
    EXPECT_EQ(closed.refusal, "");
    EXPECT_EQ(closed.shares.hifmi_pay.fen(), 0);
    EXPECT_EQ(closed.delta.major_illness, model::PoolUse{});
    episode.place = model::Place::filed_temporary;
    EXPECT_EQ(decide(law, episode, 1'000).refusal, "not_payable");
}

TEST(SlowBenefits, a_supplement_pays_a_share_of_each_bucket) {
    const auto law = small_law(
        {Basic{.deductible = "per = \"admission\"\namount = 10"}.text(),
         benefit("cs", "civil_servant", "[\"ded\", \"seg_self\", \"first_pay\"]",
                 "[[supplement]]\ncolumns = [\"civil_servant\", \"bucket\", \"fund\"]\nrows = [\n"
                 "[\"yes\", \"ded\", \"50%\"], [\"yes\", \"seg_self\", \"80%\"],\n"
                 "[\"yes\", \"first_pay\", \"0%\"], [\"no\", \"ded|seg_self|first_pay\", \"0%\"]]\n"
                 "[[cap]]\nmeasure = \"event_fund_paid\"\namount = \"19.99\"\n")});
    model::Episode episode = stay();
    EXPECT_EQ(law.decide(episode, bill(0, 0, 500, 11'001), {}, {}).shares.cvlserv_pay.fen(), 0);
    episode.standing.civil_servant = true;
    const auto paid = law.decide(episode, bill(0, 0, 500, 6'001), {}, {});
    // Of 10.00 the half, of 10.00 self paid in the band (50.01 - 40.01) 80 %.
    EXPECT_EQ(paid.shares.cvlserv_pay.fen(), 500 + 800);
    EXPECT_EQ(paid.delta.civil_servant.drawn.fen(), 500 + 1'000 + 1'000);
    EXPECT_EQ(paid.delta.self_in_policy.fen(), 500 + 200);
    const auto capped = law.decide(episode, bill(0, 0, 0, 21'000), {}, {});
    EXPECT_EQ(capped.shares.cvlserv_pay.fen(), 1'999);
}

TEST(SlowBenefits, ranks_pay_one_after_the_other_and_each_counts_in_its_pool) {
    const std::string cap = "[[cap]]\nmeasure = \"year_fund_paid\"\npools = [\"medical_aid\", "
                            "\"aid_tilt\"]\namount = 100\n";
    const auto law = small_law(
        {Basic{.service = "*"}.text(),
         benefit("tilt", "medical_aid", "[\"seg_self\"]",
                 "rank = 2\npool = \"aid_tilt\"\n" + std::string{all_of_it} + cap),
         benefit("aid", "medical_aid", "[\"seg_self\"]",
                 "rank = 1\n[[segments]]\naxis = \"episode_drawn\"\nmode = \"marginal\"\n"
                 "bounds_include_deductible = false\ncolumns = [\"above\", \"upto\", \"fund\"]\n"
                 "rows = [[0, \"cap\", \"70%\"]]\n" + cap)});
    const auto result = decide(law, stay(), 60'000);
    EXPECT_EQ(result.delta.medical_aid.paid.fen(), 8'400);
    EXPECT_EQ(result.delta.aid_tilt.drawn.fen(), 3'600);
    EXPECT_EQ(result.delta.aid_tilt.paid.fen(), 1'600);
    EXPECT_EQ(result.shares.maf_pay.fen(), 10'000);
    EXPECT_EQ(result.delta.self_in_policy.fen(), 2'000);
}

std::string limit(const std::string& measure, const std::string& more) {
    return "[[limit]]\nid = \"" + measure + "\"\nmeasure = \"" + measure + "\"\n" + more + "\n";
}

TEST(SlowBenefits, limits_leave_the_least_of_what_is_left) {
    const auto law = small_law({Basic{
        .service = "outpatient",
        .more = limit("visit_fund_paid", "scope = \"benefit\"\namount = 30") +
                limit("month_fund_paid", "scope = \"benefit\"\nunused = \"carries\"\namount = 40") +
                limit("day_visits", "scope = \"benefit\"\namount = \"2\"")}.text()});
    model::Episode visit = stay();
    visit.service = model::Service::outpatient;
    EXPECT_EQ(decide(law, visit, 9'000).shares.hifp_pay.fen(), 3'000);
    visit.quota.second = 11'000;  // of 120.00, three months having begun
    EXPECT_EQ(decide(law, visit, 9'000).shares.hifp_pay.fen(), 1'000);
    visit.quota.third = 1;
    EXPECT_EQ(decide(law, visit, 9'000).shares.hifp_pay.fen(), 1'000);
    visit.quota.third = 2;
    EXPECT_EQ(decide(law, visit, 9'000).shares.hifp_pay.fen(), 0);
}

Reference chronic(const std::string& combine) {
    return small_law({Basic{
        .service = "chronic", .pool = "chronic",
        .more = "[[disease]]\ncolumns = [\"code\", \"name\", \"group\", \"valid_months\"]\n"
                "rows = [[\"M1\", \"a\", \"g\", 24], [\"M2\", \"b\", \"g\", 24], "
                "[\"M3\", \"c\", \"g\", 24]]\n" +
                limit("quarter_fund_paid",
                      "scope = \"person\"\ncolumns = [\"disease\", \"amount\"]\n"
                      "rows = [[\"M1\", 300], [\"M2\", 500], [\"*\", 400]]") +
                "[[combine]]\n" + combine}.text()});
}

TEST(SlowBenefits, several_diseases_are_combined) {
    model::Episode visit = stay();
    visit.service = model::Service::chronic;
    visit.disease = "M1";
    visit.diseases = "M1|M2|M9|M3";
    const auto paid = [&](const std::string& combine) {
        return decide(chronic(combine), visit, 500'000).shares.hifp_pay.fen();
    };
    EXPECT_EQ(paid("rule = \"highest\"\nmax_diseases = 3"), 50'000);
    EXPECT_EQ(paid("rule = \"sum\"\nmax_diseases = 2"), 90'000);
    EXPECT_EQ(paid("rule = \"highest_plus\"\nextra_each = 60\nmax_diseases = 3"), 62'000);
    visit.diseases = "";
    EXPECT_EQ(paid("rule = \"sum\"\nmax_diseases = 3"), 30'000);
    visit.disease = "M9";
    EXPECT_EQ(decide(chronic("rule = \"sum\"\nmax_diseases = 3"), visit, 1).refusal,
              "not_entitled");
}

std::string account(const std::string& sources, const std::string& pays) {
    return "[benefit]\nid = \"acct\"\nlayer = \"account\"\ninsured = \"employee\"\n"
           "service = \"*\"\n[[account]]\nsources = " + sources + "\npays = " + pays + "\n";
}

TEST(SlowBenefits, accounts_are_emptied_in_order_into_what_they_may_pay) {
    const auto law = small_law({Basic{}.text(),
                                account("[\"own_past\", \"family\", \"own_current\"]",
                                        "[\"seg_self\", \"first_pay\"]")});
    model::Episode episode = stay();
    episode.account_balance = Money::of_fen(500);
    episode.account_past = Money::of_fen(300);
    episode.family_balance = Money::of_fen(400);
    const model::FeeSums fees = bill(90, 0, 100, 4'000);
    EXPECT_EQ(law.decide(episode, fees, {}, {}).shares.acct_pay.fen(), 0);
    EXPECT_EQ(law.decide(episode, fees, {}, {}).shares.balc.fen(), 800);
    episode.use_account = true;
    const auto result = law.decide(episode, fees, {}, {});
    EXPECT_EQ(result.shares.acct_pay.fen(), 900);
    EXPECT_EQ(result.shares.acct_mulaid_pay.fen(), 400);
    EXPECT_EQ(result.shares.balc.fen(), 300);
    EXPECT_EQ(result.shares.psn_cash_pay.fen(), 90);
    EXPECT_EQ(result.delta.self_in_policy.fen(), 800);
}

TEST(SlowBenefits, a_purchase_is_decided_as_another_service_or_by_the_account_only) {
    const auto law = small_law(
        {Basic{.service = "outpatient",
               .segments = "axis = \"episode_in_policy\"\nmode = \"marginal\"\n"
                           "bounds_include_deductible = true\n"
                           "columns = [\"level\", \"above\", \"upto\", \"fund\"]\n"
                           "rows = [[\"1\", \"ded\", \"cap\", \"70%\"], [\"2\", \"ded\", \"cap\", "
                           "\"60%\"], [\"*\", \"ded\", \"cap\", \"50%\"]]"}.text(),
         "[benefit]\nid = \"ph\"\nlayer = \"basic\"\ninsured = \"employee\"\n"
         "service = \"pharmacy\"\n[[channel]]\ncolumns = [\"channel\", \"as\", \"level_from\"]\n"
         "rows = [[\"outpatient_prescription\", \"outpatient\", \"prescriber\"],\n"
         "[\"dual_channel\", \"outpatient\", \"2\"], [\"none\", \"account_only\", \"own\"]]\n",
         account("[\"own_current\"]", "[\"seg_self\", \"in_policy\"]")});
    model::Episode purchase = stay();
    purchase.service = model::Service::pharmacy;
    purchase.prescriber_level = model::HospitalLevel::level_1;
    purchase.use_account = true;
    purchase.account_balance = Money::of_fen(100'000);
    purchase.channel = model::Channel::outpatient_prescription;
    EXPECT_EQ(decide(law, purchase, 10'000).shares.hifp_pay.fen(), 7'000);
    EXPECT_EQ(decide(law, purchase, 10'000).shares.acct_pay.fen(), 3'000);
    purchase.channel = model::Channel::dual_channel;
    EXPECT_EQ(decide(law, purchase, 10'000).shares.hifp_pay.fen(), 6'000);
    purchase.channel = model::Channel::none;
    const auto own = decide(law, purchase, 10'000);
    EXPECT_EQ(own.shares.fund_pay_sumamt.fen(), 0);
    EXPECT_EQ(own.shares.acct_pay.fen(), 10'000);
    EXPECT_EQ(own.delta.self_in_policy.fen(), 10'000);
    EXPECT_EQ(own.delta.in_policy.fen(), 10'000);
}

}  // namespace
}  // namespace yidi::policies
