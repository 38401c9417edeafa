// Goal    values arrive exactly as they were meant, in every writing that real clients use, and
//         broken bytes are refused with their place
// Method  hand-written messages; the decoded command compared field by field
// Covers  W1, W2, W3, R1, R2

#include <gtest/gtest.h>

#include "wire/request.hpp"
#include "wire/sample_requests.hpp"

namespace yidi::wire {
namespace {

using nlohmann::ordered_json;

const MarkingDigester digester;

ordered_json sample(std::string_view infno) {
    return sample_request(*find_transaction(infno));
}

DecodeResult decode(std::string_view body) {
    return decode_request(body, sample_path, digester);
}

template <class Command>
Command decoded(const ordered_json& request) {
    auto result = decode_sample(request);
    EXPECT_TRUE(result.outcome) << (result.outcome ? ""
                                                   : message_of(result.outcome.error(), false));
    if (!result.outcome) return {};
    return std::get<Command>(result.outcome->body);
}

void expect_refused(const DecodeResult& result, ErrorCode code, std::string_view field) {
    ASSERT_FALSE(result.outcome) << "not refused";
    EXPECT_EQ(result.outcome.error().code, code) << message_of(result.outcome.error(), false);
    EXPECT_EQ(result.outcome.error().field, field);
}

// ---- writings that are borne with ---------------------------------------------------------------

TEST(RequestValues, AmountsAreExactAsNumbersAndAsTexts) {
    auto request = sample("2304");
    auto text = request.dump();
    const std::string placed = "\"medfee_sumamt\":\"1\"";
    for (const std::string written :
         {"189085.85", "\"189085.85\"", "\" 189085.850 \"", "189085.850000", "\"0189085.85\""}) {
        auto body = text;
        body.replace(body.find(placed), placed.size(), "\"medfee_sumamt\":" + written);
        const auto result = decode(body);
        ASSERT_TRUE(result.outcome) << written << message_of(result.outcome.error(), false);
        EXPECT_EQ(std::get<model::Settle>(result.outcome->body).request.medfee_sumamt.fen(),
                  18908585)
            << written;
    }
}

TEST(RequestValues, NoAmountIsRoundedByTheWay) {
    // 0.07 and 1.005 have no exact binary form; 9007199254740993 fen does not fit a double.
    auto request = sample("2304");
    request["input"]["data"]["medfee_sumamt"] = "0.07";
    EXPECT_EQ(decoded<model::Settle>(request).request.medfee_sumamt.fen(), 7);
    request["input"]["data"]["medfee_sumamt"] = "1.005";
    expect_refused(decode_sample(request), ErrorCode::amount_malformed, "data.medfee_sumamt");
    request["input"]["data"]["medfee_sumamt"] = "9999999999999.99";
    EXPECT_EQ(decoded<model::Settle>(request).request.medfee_sumamt.fen(), 999999999999999);
    request["input"]["data"]["medfee_sumamt"] = "10000000000000.01";
    expect_refused(decode_sample(request), ErrorCode::amount_too_large, "data.medfee_sumamt");
}

TEST(RequestValues, AFractionOfAFenIsRefused) {
    auto request = sample("2304");
    request["input"]["data"]["medfee_sumamt"] = 100.001;
    const auto result = decode_sample(request);
    expect_refused(result, ErrorCode::amount_malformed, "data.medfee_sumamt");
    EXPECT_EQ(result.outcome.error().found, "100.001");
    EXPECT_EQ(result.outcome.error().expected, "N 16,2");
}

TEST(RequestValues, InputMayBeTextThatHoldsAnObject) {
    for (const Transaction& transaction : transactions()) {
        auto request = sample_request(transaction);
        request["input"] = request["input"].dump();
        const auto result = decode_sample(request);
        EXPECT_TRUE(result.outcome) << transaction.infno;
    }
}

TEST(RequestValues, InputMayComeBeforeTheEnvelope) {
    const auto request = sample("2304");
    ordered_json turned;
    turned["input"] = request["input"];
    for (const auto& [name, value] : request.items()) turned[name] = value;
    EXPECT_TRUE(decode_sample(turned).outcome);
}

TEST(RequestValues, WhatStandsBehindTheInputStillCounts) {
    const auto request = sample("2401");
    ordered_json turned;
    for (const char* name : {"infno", "msgid", "input"}) turned[name] = request[name];
    turned["input"]["mdtrtinfo"].erase("insuplc_admdvs");
    for (const auto& [name, value] : request.items()) {
        if (!turned.contains(name)) turned[name] = value;
    }
    EXPECT_EQ(decoded<model::Admit>(turned).insuplc_admdvs, "110000");
}

TEST(RequestValues, TheEnvelopeIsJudgedBeforeItsInput) {
    auto request = sample("2304");
    request["input"]["data"].erase("psn_no");
    const auto input = request["input"];
    request.erase("input");
    request.erase("sign_no");
    request["input"] = input;
    request["sign_no"] = std::string(31, 'x');
    const auto result = decode_sample(request);
    expect_refused(result, ErrorCode::field_too_long, "sign_no");
    EXPECT_EQ(result.echo.msgid, "H46010000001202611220830000001");
    request["sign_no"] = "1";
    expect_refused(decode_sample(request), ErrorCode::field_missing, "data.psn_no");
}

TEST(RequestValues, NamesMayBeInCamelCaseAndUnknownOnesAreSkipped) {
    auto request = sample("2304");
    auto& data = request["input"]["data"];
    data.erase("medfee_sumamt");
    data["medfeeSumamt"] = 12.5;
    data.erase("dscgTime");
    data["dscg_time"] = "2026-11-20 10:00:00";
    data["somethingNew"] = ordered_json::parse(R"({"a":[1,2,{"b":null}],"c":true})");
    request["serv_code"] = 7;
    request["input"]["unknown_node"] = ordered_json::array({1, "x"});
    const auto settle = decoded<model::Settle>(request).request;
    EXPECT_EQ(settle.medfee_sumamt.text(), "12.50");
    EXPECT_EQ(settle.discharged_on, Date::of(2026, 11, 20));
}

TEST(RequestValues, ARowMayBeAnArrayOfOneAndRowsMayBeAnObject) {
    auto settle = sample("2304");
    settle["input"]["data"] = ordered_json::array({settle["input"]["data"]});
    EXPECT_TRUE(decode_sample(settle).outcome);
    settle["input"]["data"].push_back(settle["input"]["data"][0]);
    expect_refused(decode_sample(settle), ErrorCode::too_many_rows, "data");

    auto withdraw = sample("2302");
    const auto as_array = decoded<model::WithdrawFeeLines>(withdraw);
    withdraw["input"]["data"] = withdraw["input"]["data"][0];
    const auto as_object = decoded<model::WithdrawFeeLines>(withdraw);
    EXPECT_EQ(as_array.feedetl_sns, as_object.feedetl_sns);
    EXPECT_EQ(as_object.mdtrt_id, "mdtrt_id");
}

TEST(RequestValues, CodesAreKeptInThePlatformsSpelling) {
    auto request = sample("2304");
    request["input"]["data"]["mdtrt_cert_type"] = 2;
    request["input"]["data"]["psn_setlway"] = "1";
    const auto settle = decoded<model::Settle>(request).request;
    EXPECT_EQ(settle.mdtrt_cert_type, "02");
    EXPECT_EQ(settle.psn_setlway, "01");
}

TEST(RequestValues, NumbersAreTakenWhereTextIsAskedFor) {
    auto body = sample("2304").dump();
    const std::string placed = "\"psn_no\":\"psn_no\"";
    body.replace(body.find(placed), placed.size(), "\"psn_no\":11000000000000000000000001");
    const auto result = decode(body);
    ASSERT_TRUE(result.outcome);
    EXPECT_EQ(std::get<model::Settle>(result.outcome->body).request.psn_no,
              "11000000000000000000000001");
}

TEST(RequestValues, AByteOrderMarkAndEscapesAreUnderstood) {
    auto request = sample("2401");
    request["input"]["mdtrtinfo"]["adm_diag_dscr"] = "a\"b\\c\n异地";
    EXPECT_TRUE(decode("\xEF\xBB\xBF" + request.dump()).outcome);
    const auto plain = decode(request.dump());
    const auto escaped = decode(request.dump(-1, ' ', true));
    ASSERT_TRUE(plain.outcome && escaped.outcome);
    EXPECT_EQ(std::get<model::Admit>(plain.outcome->body).stay.adm_diag_dscr, "a\"b\\c\n异地");
    EXPECT_EQ(std::get<model::Admit>(escaped.outcome->body).stay.adm_diag_dscr, "a\"b\\c\n异地");
}

TEST(RequestValues, ADayAsEndOfARangeMeansItsLastSecond) {
    auto request = sample("5201");
    request["input"]["data"]["begntime"] = "2026-11-01";
    request["input"]["data"]["endtime"] = "2026-11-02";
    auto query = decoded<model::QueryVisits>(request);
    EXPECT_EQ(query.begntime.text(), "2026-11-01 00:00:00");
    EXPECT_EQ(query.endtime.text(), "2026-11-02 23:59:59");
    request["input"]["data"]["endtime"] = "2026-11-02 12:00:00";
    EXPECT_EQ(decoded<model::QueryVisits>(request).endtime.text(), "2026-11-02 12:00:00");
}

// ---- what becomes of a message ------------------------------------------------------------------

TEST(RequestValues, TheEnvelopeReachesTheHandler) {
    auto request = sample("2304");
    request["infno"] = "2304A";
    request["sign_no"] = "680003";
    const auto result = decode_sample(request);
    ASSERT_TRUE(result.outcome);
    const model::Envelope& envelope = result.outcome->envelope;
    EXPECT_EQ(envelope.infno, "2304");
    EXPECT_EQ(envelope.msgid, "H46010000001202611220830000001");
    EXPECT_EQ(envelope.fixmedins_code, "H46010000001");
    EXPECT_EQ(envelope.mdtrtarea_admvs, "460100");
    EXPECT_EQ(envelope.insuplc_admdvs, "110000");
    EXPECT_EQ(envelope.sign_no, "680003");
    EXPECT_EQ(result.outcome->inf_time.text(), "2026-11-01 08:30:00");
    EXPECT_EQ(result.echo.msgid, envelope.msgid);
}

TEST(RequestValues, TheEchoIsThereWhenTheBodyIsRefused) {
    auto request = sample("2304");
    request["input"]["data"].erase("psn_no");
    const auto result = decode_sample(request);
    ASSERT_FALSE(result.outcome);
    EXPECT_EQ(result.echo.infno, "2304");
    EXPECT_EQ(result.echo.msgid, "H46010000001202611220830000001");
    EXPECT_EQ(result.echo.fixmedins_code, "H46010000001");
}

TEST(RequestValues, APersonIsAskedForByIdentityCardCardOrDocument) {
    auto request = sample("1101");
    auto& data = request["input"]["data"];
    data.erase("psn_cert_type");
    data.erase("certno");
    data["mdtrt_cert_type"] = "02";
    data["mdtrt_cert_no"] = "11010519491231002x";
    auto query = decoded<model::PersonQuery>(request);
    EXPECT_EQ(query.certno_digest, "document(11010519491231002X)");
    EXPECT_EQ(query.card_digest, "");

    data["mdtrt_cert_type"] = "03";
    data["mdtrt_cert_no"] = "A12345678";
    query = decoded<model::PersonQuery>(request);
    EXPECT_EQ(query.certno_digest, "");
    EXPECT_EQ(query.card_digest, "card(A12345678)");

    data.erase("mdtrt_cert_no");
    expect_refused(decode_sample(request), ErrorCode::field_missing, "data.mdtrt_cert_no");
    data["psn_cert_type"] = "01";
    data["certno"] = sample_identity;
    EXPECT_EQ(decoded<model::PersonQuery>(request).certno_digest, "document(11010519491231002X)");
}

TEST(RequestValues, AnIdentityNumberMustPassItsCheckCharacter) {
    auto request = sample("1101");
    auto& data = request["input"]["data"];
    data["mdtrt_cert_no"] = "110105194912310021";
    const auto result = decode_sample(request);
    expect_refused(result, ErrorCode::identity_invalid, "data.mdtrt_cert_no");
    EXPECT_EQ(message_of(result.outcome.error(), true).find("1949"), std::string::npos);
    data["mdtrt_cert_no"] = sample_identity;
    data["certno"] = "110105194912310021";
    expect_refused(decode_sample(request), ErrorCode::identity_invalid, "data.certno");
    // A passport is not held to that rule.
    data["psn_cert_type"] = "08";
    EXPECT_TRUE(decode_sample(request).outcome);
}

TEST(RequestValues, AnAdmissionIsReadWhole) {
    auto request = sample("2401");
    auto& head = request["input"]["mdtrtinfo"];
    head.erase("insuplc_admdvs");
    head["exp_content"] = R"({"IPT_TYPE":"2","TRUM_FLAG":"1","REL_TTP_FLAG":0,"X":{"y":1}})";
    request["input"]["diseinfo"].push_back(request["input"]["diseinfo"][0]);
    request["input"]["diseinfo"][1]["diag_srt_no"] = 2;
    request["input"]["diseinfo"][1]["diag_code"] = "E11.900";
    const auto admit = decoded<model::Admit>(request);
    EXPECT_EQ(admit.psn_no, "psn_no");
    EXPECT_EQ(admit.insuplc_admdvs, "110000");  // from the envelope
    EXPECT_EQ(admit.certno_digest, "document(11010519491231002X)");
    EXPECT_EQ(admit.begntime.text(), "2026-11-01 08:30:00");
    EXPECT_EQ(admit.stay.ipt_type, "2");
    EXPECT_EQ(admit.stay.trum_flag, "1");
    EXPECT_EQ(admit.stay.rel_ttp_flag, "0");
    EXPECT_EQ(admit.stay.coner_name.reveal(), "coner_name");
    ASSERT_EQ(admit.diagnoses.size(), 2u);
    EXPECT_EQ(admit.diagnoses[1].diag_srt_no, 2);
    EXPECT_EQ(admit.diagnoses[1].diag_code, "E11.900");
    EXPECT_EQ(admit.diagnoses[1].inout_diag_type, "1");
}

TEST(RequestValues, ExtrasMayBeAnObjectAndFollowTheirRules) {
    for (const char* infno : {"2401", "2403"}) {
        auto request = sample(infno);
        const std::string node = std::string{infno} == "2401" ? "mdtrtinfo" : "adminfo";
        auto& extras = request["input"][node]["exp_content"];
        extras = {{"IPT_TYPE", 3}, {"mdtrt_grp_type", "1"}};
        EXPECT_TRUE(decode_sample(request).outcome) << infno;
        extras = {{"TRUM_FLAG", "1"}};
        expect_refused(decode_sample(request), ErrorCode::field_missing,
                       node + ".exp_content.REL_TTP_FLAG");
        extras = R"({"IPT_TYPE":"7"})";
        expect_refused(decode_sample(request), ErrorCode::code_unknown,
                       node + ".exp_content.IPT_TYPE");
        extras = R"({"IPT_TYPE":)";
        expect_refused(decode_sample(request), ErrorCode::broken_json,
                       node + ".exp_content, byte 12");
        extras = "words of the hospital's own";
        EXPECT_TRUE(decode_sample(request).outcome) << infno;
        request["input"][node]["med_type"] = "13";
        expect_refused(decode_sample(request), ErrorCode::field_missing,
                       node + ".exp_content.IPT_TYPE");
        extras = {{"IPT_TYPE", "1"}};
        expect_refused(decode_sample(request), ErrorCode::field_contradicts,
                       node + ".exp_content.IPT_TYPE");
        extras = {{"IPT_TYPE", "2"}};
        EXPECT_TRUE(decode_sample(request).outcome) << infno;
    }
}

TEST(RequestValues, RowsThatSpeakOfAnotherPersonOrVisitAreRefused) {
    auto discharge = sample("2402");
    discharge["input"]["diseinfo"][0]["psn_no"] = "another";
    expect_refused(decode_sample(discharge), ErrorCode::field_contradicts, "diseinfo[0].psn_no");
    auto upload = sample("2301");
    auto& lines = upload["input"]["feedetail"];
    lines.push_back(lines[0]);
    lines[1]["mdtrt_id"] = "another";
    expect_refused(decode_sample(upload), ErrorCode::field_contradicts, "feedetail[1].mdtrt_id");
}

TEST(RequestValues, FeeLinesAreReadExactly) {
    auto request = sample("2301");
    auto& lines = request["input"]["feedetail"];
    lines[0]["pric"] = "0.123456";
    lines[0]["cnt"] = 12.3456;
    lines[0]["det_item_fee_sumamt"] = "1.52";
    lines.push_back(lines[0]);
    lines[1]["cnt"] = "-2";
    lines[1]["det_item_fee_sumamt"] = -0.25;
    const auto upload = decoded<model::UploadFeeLines>(request);
    ASSERT_EQ(upload.lines.size(), 2u);
    EXPECT_EQ(upload.mdtrt_id, "mdtrt_id");
    EXPECT_EQ(upload.psn_no, "psn_no");
    EXPECT_EQ(upload.lines[0].pric.micro_yuan(), 123456);
    EXPECT_EQ(upload.lines[0].cnt.e4(), 123456);
    EXPECT_EQ(upload.lines[0].det_item_fee_sumamt.fen(), 152);
    EXPECT_EQ(upload.lines[1].cnt.e4(), -20000);
    EXPECT_EQ(upload.lines[1].det_item_fee_sumamt.fen(), -25);
    EXPECT_EQ(upload.lines[0].med_type, "21");
    EXPECT_EQ(upload.lines[0].fee_ocur_time.text(), "2026-11-01 08:30:00");
}

TEST(RequestValues, TheSignsOfAFeeLineMustAgree) {
    auto request = sample("2301");
    auto& line = request["input"]["feedetail"][0];
    line["cnt"] = 0;
    expect_refused(decode_sample(request), ErrorCode::quantity_zero, "feedetail[0].cnt");
    line["cnt"] = -1;
    expect_refused(decode_sample(request), ErrorCode::field_contradicts,
                   "feedetail[0].det_item_fee_sumamt");
    line["det_item_fee_sumamt"] = -1;
    EXPECT_TRUE(decode_sample(request).outcome);
    line.erase("init_feedetl_sn");
    expect_refused(decode_sample(request), ErrorCode::amount_negative, "feedetail[0].cnt");
    line["pric"] = "-1";
    expect_refused(decode_sample(request), ErrorCode::amount_negative, "feedetail[0].pric");
}

TEST(RequestValues, AHundredLinesAreTakenAndNotOneMore) {
    auto request = sample("2301");
    auto& lines = request["input"]["feedetail"];
    while (lines.size() < rows_max) lines.push_back(lines[0]);
    EXPECT_EQ(decoded<model::UploadFeeLines>(request).lines.size(), rows_max);
    lines.push_back(lines[0]);
    expect_refused(decode_sample(request), ErrorCode::too_many_rows, "feedetail");
}

TEST(RequestValues, WhatIsWrongInALaterRowIsNamedThere) {
    auto request = sample("2301");
    auto& lines = request["input"]["feedetail"];
    while (lines.size() < 5) lines.push_back(lines[0]);
    lines[3]["cnt"] = "two";
    expect_refused(decode_sample(request), ErrorCode::amount_malformed, "feedetail[3].cnt");
    // Names in another order than in the rows before.
    lines[3] = ordered_json::object();
    const ordered_json first = lines[0];
    for (const auto& [name, value] : first.items()) {
        ordered_json turned;
        turned[name] = value;
        turned.update(lines[3]);
        lines[3] = turned;
    }
    EXPECT_EQ(decoded<model::UploadFeeLines>(request).lines.size(), 5u);
}

TEST(RequestValues, FourZerosWithdrawEveryLine) {
    auto request = sample("2302");
    request["input"]["data"][0]["feedetl_sn"] = "0000";
    const auto withdraw = decoded<model::WithdrawFeeLines>(request);
    EXPECT_TRUE(withdraw.all);
    EXPECT_TRUE(withdraw.feedetl_sns.empty());
}

TEST(RequestValues, TheAFormOfATransactionToBeReversedIsItsPlainNumber) {
    auto request = sample("2601");
    request["input"]["data"]["oinfno"] = "2304A";
    EXPECT_EQ(decoded<model::ReverseUncertain>(request).oinfno, "2304");
}

// ---- broken bytes -------------------------------------------------------------------------------

struct Broken {
    int line;
    std::string body;
    ErrorCode code;
    std::string field;
};

std::string nested(std::size_t levels) {
    return std::string(levels, '[') + std::string(levels, ']');
}

TEST(RequestValues, BrokenBodiesAreRefusedWithTheirPlace) {
    const std::string good = sample("2304").dump();
    auto with_input = [&](const std::string& input) {
        auto request = sample("2304");
        request["input"] = "@";
        auto text = request.dump();
        return text.replace(text.find("\"@\""), 3, input);
    };
    const auto end = std::to_string(good.size());
    const Broken rows[] = {
        {__LINE__, "", ErrorCode::broken_json, "byte 0"},
        {__LINE__, " \r\n", ErrorCode::broken_json, "byte 3"},
        {__LINE__, "hello", ErrorCode::broken_json, "byte 0"},
        {__LINE__, "[]", ErrorCode::broken_json, "byte 0"},
        {__LINE__, "{\"infno\":tru}", ErrorCode::broken_json, "byte 12"},
        {__LINE__, "{\"infno\":01}", ErrorCode::broken_json, "byte 10"},
        {__LINE__, "{\"infno\":\"2304\",}", ErrorCode::broken_json, "byte 16"},
        {__LINE__, good.substr(0, good.size() - 1), ErrorCode::broken_json,
         "byte " + std::to_string(good.size() - 1)},
        {__LINE__, good + "x", ErrorCode::broken_json, "byte " + end},
        {__LINE__, good + "{}", ErrorCode::broken_json, "byte " + end},
        {__LINE__, "{\"infno\":\"\xC4\xE3\"}", ErrorCode::wrong_encoding, "byte 10"},
        {__LINE__, "\xff\xfe{", ErrorCode::wrong_encoding, "byte 0"},
        {__LINE__, with_input("null"), ErrorCode::node_missing, "input"},
        {__LINE__, with_input("\"\""), ErrorCode::node_missing, "input"},
        {__LINE__, with_input("{}"), ErrorCode::node_missing, "data"},
        {__LINE__, with_input("[]"), ErrorCode::field_wrong_type, "input"},
        {__LINE__, with_input("7"), ErrorCode::field_wrong_type, "input"},
        {__LINE__, with_input("\"{\""), ErrorCode::broken_json, "input, byte 1"},
        {__LINE__, with_input("\"word\""), ErrorCode::broken_json, "input, byte 0"},
        {__LINE__, with_input("\"{}x\""), ErrorCode::broken_json, "input, byte 2"},
        {__LINE__, with_input("{\"data\":\"text\"}"), ErrorCode::field_wrong_type, "data"},
        {__LINE__, with_input("{\"data\":[1]}"), ErrorCode::field_wrong_type, "data[0]"},
        {__LINE__, with_input("{\"other\":" + nested(15) + "}"), ErrorCode::nested_too_deep, ""},
        {__LINE__, with_input("{\"other\":" + nested(100'000) + "}"), ErrorCode::nested_too_deep,
         ""},
        {__LINE__, with_input("{\"data\":{\"a\":" + nested(14) + "}}"), ErrorCode::nested_too_deep,
         ""},
        {__LINE__, std::string(100'000, '['), ErrorCode::broken_json, "byte 100000"},
        {__LINE__, with_input("{\"data\":{\"a\":1,}}"), ErrorCode::broken_json, ""},
        {__LINE__, with_input("{\"data\":{\"a\":[1 2]}}"), ErrorCode::broken_json, ""},
        {__LINE__, with_input("{\"data\":{\"a\":\"\\x\"}}"), ErrorCode::broken_json, ""},
        {__LINE__, with_input("{\"data\":{\"psn_no\":\"\\ud800\"}}"), ErrorCode::broken_json, ""},
        {__LINE__, with_input("{\"data\":{\"a\":nul}}"), ErrorCode::broken_json, ""},
        {__LINE__, with_input("{\"data\":{\"a\" 1}}"), ErrorCode::broken_json, ""},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE("row of line " + std::to_string(row.line));
        const auto result = decode(row.body);
        ASSERT_FALSE(result.outcome);
        EXPECT_EQ(result.outcome.error().code, row.code)
            << message_of(result.outcome.error(), false);
        if (!row.field.empty() || row.code == ErrorCode::nested_too_deep) {
            EXPECT_EQ(result.outcome.error().field, row.field);
        }
    }
}

TEST(RequestValues, NestingWithinTheLimitIsSkippedInPeace) {
    auto request = sample("2304");
    request["input"]["other"] = ordered_json::parse(nested(14));
    EXPECT_TRUE(decode_sample(request).outcome);
}

TEST(RequestValues, EveryPrefixOfAMessageIsRefusedAndNothingCrashes) {
    const std::string good = sample("2401").dump();
    for (std::size_t size = 0; size < good.size(); ++size) {
        const auto result = decode(good.substr(0, size));
        ASSERT_FALSE(result.outcome) << size;
        ASSERT_TRUE(result.outcome.error().code == ErrorCode::broken_json ||
                    result.outcome.error().code == ErrorCode::wrong_encoding)
            << size;
    }
}

TEST(RequestValues, NoSingleSpoiltByteCrashesTheDecoder) {
    const std::string good = sample("2301").dump();
    for (std::size_t at = 0; at < good.size(); ++at) {
        for (const char byte : {'\0', '"', '{', '}', '[', ',', '\\', '\xff', '9', ' '}) {
            auto spoilt = good;
            spoilt[at] = byte;
            const auto result = decode(spoilt);
            if (!result.outcome) {
                ASSERT_NE(static_cast<int>(result.outcome.error().code), 0);
            }
        }
    }
}

}  // namespace
}  // namespace yidi::wire
