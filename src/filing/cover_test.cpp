// Goal    Whether care elsewhere is covered follows the articles of 医保发〔2022〕22号附件, and a
// gap
//         says which one.
// Method  Tables whose rows name their article; a person of Beijing, treated in Hainan.
// Covers  F1 F2 F3 F4 F5 F6.

#include "filing/cover.hpp"

#include <gtest/gtest.h>

namespace yidi::filing {
namespace {

using model::FilingCategory;
using model::FilingState;
using model::Place;
using model::Urgency;

Date day(const char* text) {
    return *Date::parse(text);
}

model::Filing filing(FilingCategory category, const char* from, const char* to = nullptr,
                     const char* place = "460000", FilingState state = FilingState::valid) {
    model::Filing filing{};
    filing.psn_no = "P";
    filing.category = category;
    filing.state = state;
    filing.place = place;
    filing.valid_from = day(from);
    if (to != nullptr) filing.valid_to = day(to);
    return filing;
}

TEST(Cover, follows_the_articles) {
    using C = FilingCategory;
    struct Row {
        int at;
        const char* article;
        std::vector<model::Filing> filings;
        Urgency urgency;
        Place place;
        std::optional<ErrorCode> gap;
    };
    constexpr auto none = std::nullopt;
    constexpr auto planned = Urgency::planned;
    // Admitted 2026-05-10, settled 2026-05-20.
    // clang-format off
    const Row rows[] = {
        {__LINE__, "第14条: nothing filed",        {}, planned, Place::unfiled, ErrorCode::not_filed},
        {__LINE__, "第8条: emergency",             {}, Urgency::emergency, Place::unfiled, none},
        {__LINE__, "第8条: rescue",                {}, Urgency::rescue, Place::unfiled, none},
        {__LINE__, "第8条: resettled retiree",     {filing(C::retiree_resettled, "2020-01-01")}, planned, Place::filed_longterm, none},
        {__LINE__, "第8条: long-term resident",    {filing(C::longterm_resident, "2020-01-01")}, planned, Place::filed_longterm, none},
        {__LINE__, "第8条: posted worker",         {filing(C::posted_worker, "2020-01-01")}, planned, Place::filed_longterm, none},
        {__LINE__, "第8条: referral",              {filing(C::referral, "2026-05-01", "2026-11-01")}, planned, Place::filed_referral, none},
        {__LINE__, "第8条: other temporary",       {filing(C::other_temporary, "2026-05-01", "2026-11-01")}, planned, Place::filed_temporary, none},
        {__LINE__, "第8条: filed emergency",       {filing(C::emergency, "2026-05-01", "2026-11-01")}, planned, Place::filed_temporary, none},
        {__LINE__, "第10条: first day counts",     {filing(C::referral, "2026-05-10", "2026-11-01")}, planned, Place::filed_referral, none},
        {__LINE__, "第10条: last day counts",      {filing(C::referral, "2026-01-01", "2026-05-10")}, planned, Place::filed_referral, none},
        {__LINE__, "第10条: ended the day before", {filing(C::referral, "2026-01-01", "2026-05-09")}, planned, Place::unfiled, ErrorCode::filing_expired},
        {__LINE__, "第12条: ends during the stay", {filing(C::referral, "2026-01-01", "2026-05-15")}, planned, Place::filed_referral, none},
        {__LINE__, "第16条: filed during the stay",{filing(C::other_temporary, "2026-05-15", "2026-11-01")}, planned, Place::filed_temporary, none},
        {__LINE__, "第16条: filed on the last day",{filing(C::other_temporary, "2026-05-20", "2026-11-01")}, planned, Place::filed_temporary, none},
        {__LINE__, "第16条: filed too late",       {filing(C::other_temporary, "2026-05-21", "2026-11-01")}, planned, Place::unfiled, ErrorCode::not_filed},
        {__LINE__, "withdrawn",                    {filing(C::referral, "2026-01-01", nullptr, "460000", FilingState::withdrawn)}, planned, Place::unfiled, ErrorCode::not_filed},
        {__LINE__, "filed elsewhere",              {filing(C::referral, "2026-01-01", nullptr, "440000")}, planned, Place::unfiled, ErrorCode::not_filed},
        {__LINE__, "filed to the city",            {filing(C::referral, "2026-01-01", nullptr, "460100")}, planned, Place::filed_referral, none},
        {__LINE__, "filed to another city",        {filing(C::referral, "2026-01-01", nullptr, "460200")}, planned, Place::unfiled, ErrorCode::not_filed},
        {__LINE__, "the better one counts",        {filing(C::other_temporary, "2026-01-01"), filing(C::longterm_resident, "2020-01-01"), filing(C::referral, "2026-01-01")}, planned, Place::filed_longterm, none},
        {__LINE__, "an expired one beside a valid",{filing(C::referral, "2025-01-01", "2025-12-31"), filing(C::other_temporary, "2026-01-01")}, planned, Place::filed_temporary, none},
        {__LINE__, "expired, but an emergency",    {filing(C::referral, "2025-01-01", "2025-12-31")}, Urgency::emergency, Place::unfiled, none},
    };
    // clang-format on
    for (const Row& row : rows) {
        SCOPED_TRACE(testing::Message() << row.article << ", row at line " << row.at);
        const Cover cover = cover_for(row.filings, "110105", "460100", day("2026-05-10"),
                                      day("2026-05-20"), row.urgency);
        EXPECT_EQ(cover.place, row.place);
        ASSERT_EQ(cover.gap.has_value(), row.gap.has_value());
        if (row.gap) {
            EXPECT_EQ(cover.gap->code, *row.gap);
        }
    }
}

TEST(Cover, names_the_articles_that_would_close_the_gap) {
    const Cover missing =
        cover_for({}, "110105", "460100", day("2026-05-10"), day("2026-05-20"), Urgency::planned);
    const std::string text = message_of(missing.gap.value(), true);
    EXPECT_NE(text.find("第14、16条"), std::string::npos) << text;
    const std::vector<model::Filing> filings{
        filing(FilingCategory::referral, "2025-01-01", "2025-12-31")};
    const Cover expired = cover_for(filings, "110105", "460100", day("2026-05-10"),
                                    day("2026-05-20"), Urgency::planned);
    EXPECT_NE(message_of(expired.gap.value(), true).find("第10、12条"), std::string::npos);
    EXPECT_EQ(expired.gap->expected, "<= 2025-12-31");
}

TEST(Cover, needs_no_filing_at_home) {  // F4
    EXPECT_EQ(
        cover_for({}, "110105", "110108", day("2026-05-10"), day("2026-05-20"), Urgency::planned)
            .place,
        Place::local);
    EXPECT_EQ(
        cover_for({}, "460100", "460200", day("2026-05-10"), day("2026-05-20"), Urgency::planned)
            .place,
        Place::local);
}

TEST(Cover, at_home_is_a_return_while_filed_elsewhere_for_long) {  // F5
    using C = FilingCategory;
    const auto at_home = [](const model::Filing& one) {
        const std::vector<model::Filing> filings{one};
        const Cover cover = cover_for(filings, "110105", "110108", day("2026-05-10"),
                                      day("2026-05-20"), Urgency::planned);
        EXPECT_FALSE(cover.gap);
        return cover.place;
    };
    EXPECT_EQ(at_home(filing(C::longterm_resident, "2020-01-01")), Place::home_longterm);
    EXPECT_EQ(at_home(filing(C::retiree_resettled, "2026-05-10")), Place::home_longterm);
    EXPECT_EQ(at_home(filing(C::posted_worker, "2020-01-01", "2026-05-10")), Place::home_longterm);
    // The day of admission counts, and only long-term filings to elsewhere.
    EXPECT_EQ(at_home(filing(C::longterm_resident, "2026-05-11")), Place::local);
    EXPECT_EQ(at_home(filing(C::longterm_resident, "2020-01-01", "2026-05-09")), Place::local);
    EXPECT_EQ(at_home(filing(C::referral, "2020-01-01")), Place::local);
    EXPECT_EQ(at_home(filing(C::longterm_resident, "2020-01-01", nullptr, "110000")), Place::local);
    EXPECT_EQ(at_home(filing(C::longterm_resident, "2020-01-01", nullptr, "460000",
                             FilingState::withdrawn)),
              Place::local);
}

TEST(Cover, is_in_province_when_filed_to_another_city_of_it) {
    const std::vector<model::Filing> filings{
        filing(FilingCategory::longterm_resident, "2020-01-01", nullptr, "440300")};
    EXPECT_EQ(cover_for(filings, "440100", "440300", day("2026-05-10"), day("2026-05-20"),
                        Urgency::planned)
                  .place,
              Place::in_province_filed);
}

TEST(Cover, of_a_division_reaches_as_far_as_its_digits) {
    EXPECT_TRUE(covers("460000", "460100"));
    EXPECT_TRUE(covers("460100", "460105"));
    EXPECT_TRUE(covers("460105", "460105"));
    EXPECT_FALSE(covers("460105", "460106"));
    EXPECT_FALSE(covers("460100", "460200"));
    EXPECT_FALSE(covers("460100", "460000"));
    EXPECT_FALSE(covers("110000", "460000"));
}

TEST(Cover, knows_which_divisions_pool_together) {
    EXPECT_TRUE(same_pooling_area("110101", "110228"));   // a municipality
    EXPECT_TRUE(same_pooling_area("460100", "460200"));   // Hainan pools province-wide
    EXPECT_TRUE(same_pooling_area("440103", "440106"));   // one city
    EXPECT_FALSE(same_pooling_area("440103", "440303"));  // two cities of a province
    EXPECT_FALSE(same_pooling_area("110105", "310105"));
}

TEST(Cover, a_referral_is_filed_to_the_pooling_area) {
    EXPECT_EQ(filed_place("460106"), "460000");
    EXPECT_EQ(filed_place("110105"), "110000");
    EXPECT_EQ(filed_place("320583"), "320500");
    EXPECT_EQ(filed_place("320000"), "320000");
    EXPECT_TRUE(covers(filed_place("320583"), "320501"));
    EXPECT_FALSE(covers(filed_place("320583"), "320100"));
}

TEST(Cover, a_temporary_filing_holds_for_six_months_at_least) {
    EXPECT_EQ(temporary_until(day("2026-02-10"), {}), day("2026-08-10"));
    EXPECT_EQ(temporary_until(day("2026-08-31"), {}), day("2027-02-28"));
    EXPECT_EQ(temporary_until(day("2026-12-01"), {}), day("2027-06-01"));
    EXPECT_EQ(temporary_until(day("2026-02-10"), day("2026-03-01")), day("2026-08-10"));
    EXPECT_EQ(temporary_until(day("2026-02-10"), day("2027-02-09")), day("2027-02-09"));
}

}  // namespace
}  // namespace yidi::filing
