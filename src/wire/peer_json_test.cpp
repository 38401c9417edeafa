// Goal    what one node says, another understands exactly; what is broken is refused by name
// Method  every alternative filled from random seeds and taken there and back; hand-broken texts
// Covers  J1

#include "wire/peer_json.hpp"

#include <set>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <boost/mp11/algorithm.hpp>
#include <nlohmann/json.hpp>

#include "wire/random_body.hpp"

namespace yidi::wire {
namespace {

constexpr std::size_t alternatives = std::variant_size_v<model::PeerBody>;

model::PeerBody random_body(std::size_t alternative, std::uint64_t seed) {
    return boost::mp11::mp_with_index<alternatives>(alternative, [&](auto at) -> model::PeerBody {
        std::variant_alternative_t<at, model::PeerBody> body{};
        RandomBody{seed}.fill(body);
        return model::PeerBody{std::in_place_index<at>, std::move(body)};
    });
}

RC_GTEST_PROP(PeerJson, EveryBodyComesBackAsItWas, (std::uint64_t seed)) {
    for (std::size_t alternative = 0; alternative < alternatives; ++alternative) {
        const auto body = random_body(alternative, seed);
        const auto json = encode_body(body);
        const auto back = decode_body(kind_of(body), json);
        RC_ASSERT(back.has_value());
        RC_ASSERT(back->index() == body.index());
        RC_ASSERT(encode_body(*back) == json);
    }
}

RC_GTEST_PROP(PeerJson, WhatIsWrittenIsJsonToOthersToo, (std::uint64_t seed)) {
    for (std::size_t alternative = 0; alternative < alternatives; ++alternative) {
        RC_ASSERT(nlohmann::json::accept(encode_body(random_body(alternative, seed))));
    }
}

RC_GTEST_PROP(PeerJson, ACutTextIsRefusedAndNeverRead, (std::uint64_t seed)) {
    const auto alternative = static_cast<std::size_t>(seed % alternatives);
    const auto body = random_body(alternative, seed);
    const auto json = encode_body(body);
    const auto cut = *rc::gen::inRange<std::size_t>(0, json.size());
    RC_ASSERT(!decode_body(kind_of(body), json.substr(0, cut)).has_value());
}

TEST(PeerJson, ValuesThatHaveEqualityCompareEqualAfterTheWay) {
    model::Verdict verdict;
    RandomBody{7}.fill(verdict);
    const model::SettleDecided body{"110000S1", "2026-11", verdict};
    const auto back = decode_body("settle_decided", encode_body(model::PeerBody{body}));
    ASSERT_TRUE(back);
    EXPECT_EQ(std::get<model::SettleDecided>(*back).verdict, verdict);
}

TEST(PeerJson, TimersComeBackAsTheyWere) {
    const model::TimerBody timer = model::SettleDeadline{"460000S1"};
    EXPECT_EQ(encode_body(timer), R"({"setl_id":"460000S1"})");
    const auto back = decode_timer(kind_of(timer), encode_body(timer));
    ASSERT_TRUE(back);
    EXPECT_EQ(std::get<model::SettleDeadline>(*back).setl_id, "460000S1");
}

TEST(PeerJson, KindsAreDistinct) {
    std::set<std::string_view> kinds;
    for (std::size_t i = 0; i < alternatives; ++i) kinds.insert(kind_of(random_body(i, 1)));
    EXPECT_EQ(kinds.size(), alternatives);
    EXPECT_EQ(kind_of(model::PeerBody{model::SettleUndone{}}), "settle_undone");
    EXPECT_EQ(kind_of(model::PeerBody{model::ExplainAnswer{}}), "explain_answer");
}

TEST(PeerJson, AMemberThatIsNotKnownIsSkipped) {
    const auto back = decode_body(
        "settle_undo", R"({"later":{"deep":[1,2,{}]},"setl_id":"a","undo_id":"b","more":null})");
    ASSERT_TRUE(back);
    EXPECT_EQ(std::get<model::SettleUndo>(*back).undo_id, "b");
}

/// A message of an earlier program may lie in an outbox while the program is exchanged.
TEST(PeerJson, AMemberThatAnEarlierProgramDidNotWriteMayBeMissing) {
    model::SettleDecide message;
    message.bill.follows = "460000S1";
    std::string json = encode_body(model::PeerBody{message});
    const std::string member = R"("follows":"460000S1",)";
    ASSERT_NE(json.find(member), std::string::npos);
    json.erase(json.find(member), member.size());
    const auto back = decode_body("settle_decide", json);
    ASSERT_TRUE(back) << message_of(back.error(), false);
    EXPECT_EQ(std::get<model::SettleDecide>(*back).bill.follows, "");
    EXPECT_FALSE(decode_body("settle_decide", R"({"bill":{}})"));
}

TEST(PeerJson, OrderOfMembersDoesNotMatter) {
    const auto back = decode_body("settle_undo", R"({"undo_id":"b","setl_id":"a"})");
    ASSERT_TRUE(back);
    EXPECT_EQ(std::get<model::SettleUndo>(*back).setl_id, "a");
}

struct Broken {
    int line;
    const char* kind;
    const char* json;
    ErrorCode code;
    const char* field;
};

TEST(PeerJson, WhatIsBrokenIsRefusedByName) {
    const std::string money_over =
        R"({"setl_id":"a","undo_id":"b","period":"","was_paid":false,"paid_period":"",)"
        R"("verdict":{"refusal":{"code":0,"field":"","found":"","expected":"","article":""},)"
        R"("shares":{"act_pay_dedc":99999999999999999}}})";
    const std::string wide = R"({"facts":{"age_years":4294967296}})";
    const Broken rows[] = {
        {__LINE__, "no_such", "{}", ErrorCode::unknown_transaction, "kind"},
        {__LINE__, "settle_undo", "", ErrorCode::broken_json, "byte 0"},
        {__LINE__, "settle_undo", "[]", ErrorCode::broken_json, "byte 0"},
        {__LINE__, "settle_undo", R"({"setl_id":"a","undo_id":"b"}x)", ErrorCode::broken_json,
         "byte 29"},
        {__LINE__, "settle_undo", R"({"setl_id":"a","undo_id":"b","setl_id":"c"})",
         ErrorCode::duplicate_key, "setl_id"},
        {__LINE__, "settle_undo", R"({"x":nul,"setl_id":"a","undo_id":"b"})",
         ErrorCode::broken_json, "byte 8"},
        {__LINE__, "route_answer", R"({"admdvs":{}})", ErrorCode::field_wrong_type, "admdvs"},
        {__LINE__, "settle_undo", R"({"setl_id":"a"})", ErrorCode::field_missing, "undo_id"},
        {__LINE__, "settle_undo", R"({"setl_id":1,"undo_id":"b"})", ErrorCode::field_wrong_type,
         "setl_id"},
        {__LINE__, "route_answer", R"({"admdvs":["110000",7]})", ErrorCode::field_wrong_type,
         "admdvs[1]"},
        {__LINE__, "explain_answer", wide.c_str(), ErrorCode::field_wrong_type,
         "facts.age_years"},
        {__LINE__, "settle_undone", money_over.c_str(), ErrorCode::amount_too_large,
         "verdict.shares.act_pay_dedc"},
        {__LINE__, "person_answer",
         R"({"found":true,"person":{"psn_no":"1","psn_cert_type":"","certno":"","psn_name":"",)"
         R"("gend":"","naty":"","brdy":"2000-01-01","psn_type":"","cvlserv_flag":""},)"
         R"("aid_class":"none","enrolments":[{"insutype":"310","psn_type":"11",)"
         R"("psn_insu_stas":"1","psn_insu_date":"2000-01-01","paus_insu_date":nul}]})",
         ErrorCode::broken_json, "byte 291"},
        {__LINE__, "settle_undo", "{\"setl_id\":\"\xff\",\"undo_id\":\"b\"}",
         ErrorCode::wrong_encoding, "byte 12"},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE("row of line " + std::to_string(row.line));
        const auto body = decode_body(row.kind, row.json);
        ASSERT_FALSE(body);
        EXPECT_EQ(body.error().code, row.code);
        EXPECT_EQ(body.error().field, row.field);
    }
}

}  // namespace
}  // namespace yidi::wire
