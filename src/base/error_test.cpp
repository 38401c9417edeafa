// Goal    Every refusal can be said to a person in Chinese and in English, with what to do; the
//         table is in order; nothing personal slips into it.
// Method  The whole table; messages by example.
// Covers  base/errors.def, message_of, Result, Personal.

#include "base/error.hpp"

#include <set>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/personal.hpp"

namespace yidi {
namespace {

TEST(ErrorTable, has_a_name_a_remedy_and_two_languages_in_every_row) {
    std::set<std::string_view> names;
    for (const ErrorInfo& row : error_table()) {
        SCOPED_TRACE(row.name);
        EXPECT_TRUE(names.insert(row.name).second);
        EXPECT_FALSE(row.zh.empty());
        EXPECT_FALSE(row.zh_remedy.empty());
        EXPECT_FALSE(row.en.empty());
        EXPECT_FALSE(row.en_remedy.empty());
        EXPECT_NE(row.zh.find_first_of("\xE4\xE5\xE6\xE7\xE8\xE9"), std::string_view::npos);
        // Sentences are put together by message_of(): no row brings its own full stop.
        EXPECT_FALSE(row.en.ends_with('.'));
        EXPECT_FALSE(row.zh.ends_with("。"));
        EXPECT_EQ(&info_of(row.code), &row);
        EXPECT_FALSE(name_of(row.retry).empty());
    }
}

TEST(ErrorTable, numbers_its_groups_by_the_thousand) {
    for (const ErrorInfo& row : error_table()) {
        const auto number = static_cast<int>(row.code);
        EXPECT_GE(number, 1001) << row.name;
        EXPECT_LT(number, 2000) << row.name;
        EXPECT_EQ(find_error(static_cast<std::uint16_t>(number)), &row);
    }
    EXPECT_EQ(find_error(0), nullptr);
    EXPECT_EQ(find_error(999), nullptr);
    EXPECT_EQ(find_error(65'535), nullptr);
}

TEST(ErrorTable, says_ask_only_where_the_outcome_is_unknown) {
    for (const ErrorInfo& row : error_table()) {
        const bool unknown = row.code == ErrorCode::outcome_unknown ||
                             row.code == ErrorCode::declaration_in_doubt ||
                             row.code == ErrorCode::gateway_replayed ||
                             row.code == ErrorCode::answer_lost;
        EXPECT_EQ(row.retry == Retry::ask, unknown) << row.name;
    }
}

TEST(Message, says_what_where_found_expected_remedy_and_article) {
    const Problem problem{ErrorCode::total_mismatch, "data.medfee_sumamt", "1.00", "2.00", {}};
    const std::string zh = message_of(problem, true);
    EXPECT_TRUE(zh.starts_with("[1502] 医疗费总额")) << zh;
    EXPECT_NE(zh.find("：data.medfee_sumamt，收到“1.00”，应为 2.00。"), std::string::npos) << zh;
    EXPECT_TRUE(zh.ends_with("（依据：接口规范 2304）")) << zh;
    const std::string en = message_of(problem, false);
    EXPECT_TRUE(en.starts_with("[1502] ")) << en;
    EXPECT_NE(en.find(": data.medfee_sumamt, found \"1.00\", expected 2.00. To do: "),
              std::string::npos)
        << en;
}

TEST(Message, leaves_out_what_it_does_not_know) {
    const std::string en = message_of({ErrorCode::overloaded, {}, {}, {}, {}}, false);
    EXPECT_EQ(en.find("found"), std::string::npos);
    EXPECT_EQ(en.find('('), std::string::npos);
    EXPECT_EQ(message_of({ErrorCode::overloaded, {}, {}, {}, {}}, true).find("依据"),
              std::string::npos);
}

TEST(Message, prefers_the_closer_article_of_a_package) {
    const Problem problem{ErrorCode::not_payable, {}, {}, {}, "京医保发〔2022〕9号 第5条"};
    EXPECT_NE(message_of(problem, true).find("京医保发"), std::string::npos);
    EXPECT_EQ(message_of(problem, true).find("医保发〔2022〕22号"), std::string::npos);
}

TEST(Message, quotes_only_the_beginning_of_what_was_sent_and_never_half_a_character) {
    std::string sent;
    for (int i = 0; i < 100; ++i) sent += "费";
    const std::string text = message_of({ErrorCode::code_unknown, "med_type", sent, {}, {}}, true);
    EXPECT_NE(text.find("费…”"), std::string::npos) << text;
    EXPECT_LT(text.size(), 400U);
}

TEST(Message, is_not_formatted_by_what_was_sent) {
    const std::string text = message_of({ErrorCode::code_unknown, "{}", "{0}{1}%s", {}, {}}, false);
    EXPECT_NE(text.find("{0}{1}%s"), std::string::npos);
}

TEST(Result, holds_a_value_or_the_reason_there_is_none) {
    const Outcome<int> good = 7;
    const Outcome<int> bad = problem(ErrorCode::quantity_zero, "cnt", "0");
    ASSERT_TRUE(good.has_value());
    EXPECT_EQ(*good, 7);
    ASSERT_FALSE(bad);
    EXPECT_EQ(bad.error(), (Problem{ErrorCode::quantity_zero, "cnt", "0", {}, {}}));
}

TEST(ResultDeathTest, stops_whoever_takes_the_wrong_side) {
    const Outcome<int> good = 7;
    const Outcome<int> bad = problem(ErrorCode::quantity_zero);
    EXPECT_DEATH((void)good.error(), "has_value");
    EXPECT_DEATH((void)bad.value(), "has_value");
}

TEST(Personal, cannot_be_formatted_or_streamed_by_accident) {
    static_assert(!fmt::is_formattable<Personal>::value);
    static_assert(!std::is_convertible_v<Personal, std::string>);
    static_assert(!std::is_convertible_v<std::string, Personal>);
    EXPECT_EQ(Personal{"x"}.reveal(), "x");
    EXPECT_TRUE(Personal{}.empty());
}

}  // namespace
}  // namespace yidi
