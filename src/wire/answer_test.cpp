// Goal    answers have the documented shape to the field, and amounts are printed to the fen
// Method  answers read back with another JSON library and held against the descriptions; the
//         identities of the interface checked on the printed numbers
// Covers  encode_answer, infcode_of, http_status_of

#include "wire/answer.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "wire/age.hpp"
#include "wire/register_replies_test.hpp"
#include "wire/transactions.hpp"

namespace yidi::wire {
namespace {

using nlohmann::json;

const Instant received = *Instant::parse("2026-11-22 08:30:00");
const Instant answered = received.plus_ms(123);

EnvelopeEcho echo_of(std::string_view infno) {
    return {std::string{infno}, "H46010000001202611220830000001", "H46010000001"};
}

std::string answer_text(std::string_view infno, const model::Reply& reply) {
    return encode_answer(echo_of(infno), reply, received, answered, "460000", 42);
}
json answer(std::string_view infno, const model::Reply& reply) {
    return json::parse(answer_text(infno, reply));
}

Money yuan(const char* text) {
    return *Money::parse(text);
}

model::PersonView person() {
    return {"110000000001",
            "01",
            Personal{"11010519491231002X"},
            Personal{"样例"},
            "1",
            "01",
            *Date::parse("1949-12-31"),
            "12",
            "0"};
}

/// The first patient of the sample data, to the fen.
model::SettlementView settled() {
    model::SettlementView view;
    view.person = person();
    view.med_type = "21";
    view.institution = {"H46010000001", "海南样例医院", "460100", "02", "1"};
    view.begntime = *Instant::parse("2026-11-01 09:00:00");
    view.endtime = *Instant::parse("2026-11-20 10:00:00");
    view.now = answered;
    auto& settlement = view.settlement;
    settlement.setl_id = "460000S0000000000000000001";
    settlement.state = model::SettlementState::settled;
    settlement.mdtrt_id = "460000M0000000000000000001";
    settlement.psn_no = view.person.psn_no;
    settlement.insuplc_admdvs = "110000";
    settlement.insutype = "310";
    settlement.medins_setl_id = "H46010000001202611220830000001";
    settlement.mdtrt_cert_type = "02";
    settlement.clr_type = "21";
    settlement.clr_way = "1";
    settlement.clr_optins = "460100";
    settlement.setl_time = answered;
    settlement.package_id = "beijing-2026";
    settlement.plan = "0123456789abcdef";
    settlement.fees = {yuan("189085.85"), yuan("20000.00"), yuan("1000.04"), yuan("3674.00"),
                       yuan("164411.81")};
    auto& shares = settlement.shares;
    shares.act_pay_dedc = yuan("650");
    shares.hifp_pay = yuan("91759.51");
    shares.hifob_pay = yuan("57601.84");
    shares.fund_pay_sumamt = yuan("149361.35");
    shares.psn_part_amt = yuan("39724.50");
    shares.acct_pay = yuan("100.05");
    shares.psn_cash_pay = yuan("39624.45");
    shares.balc = yuan("0.07");
    return view;
}

/// A reply of the kind a transaction answers with, full of everything.
model::Reply full_reply(const Transaction& transaction) {
    model::FeeLine line;
    line.mdtrt_id = "460000M0000000000000000001";
    line.input.feedetl_sn = "1";
    line.input.med_type = "21";
    line.input.fee_ocur_time = answered;
    line.input.med_list_codg = "XB03ACY199B002010104718";
    line.input.medins_list_codg = "YP000123";
    line.input.prd_days = "7.50";
    line.price.chrgitm_lv = "02";
    line.price.med_chrgitm_type = "09";
    line.price.list_type = "101";
    line.price.lmt_used_flag = "0";
    line.price.hilist_name = "样例药品";
    auto bill = settled();
    bill.lines = {line};
    model::Encounter visit;
    visit.mdtrt_id = "460000M0000000000000000001";
    visit.fixmedins_code = "H46010000001";
    visit.psn_no = "110000000001";
    visit.insuplc_admdvs = "110000";
    visit.insutype = "310";
    visit.person = person();
    visit.stay.med_type = "21";
    visit.begntime = *Instant::parse("2026-11-01 09:00:00");
    visit.endtime = *Instant::parse("2026-11-20 10:00:00");
    model::PersonAnswer found{
        true,
        person(),
        model::AidClass::subsistence,
        {{"310", "12", "1", *Date::parse("2000-01-01"), {}, "0", "110100", "", yuan("12.30")}}};
    model::YearTotals year;
    year.admissions = 2;
    year.in_policy = yuan("8240.49");
    const model::ReplyBody replies[] = {model::Accepted{},
                                        model::SignedIn{"680003", answered},
                                        model::SignedOut{answered},
                                        model::PersonFound{found, answered},
                                        model::Admitted{"460000M0000000000000000001"},
                                        model::LinesPriced{{line, line}},
                                        bill,
                                        model::Registered{"460000M0000000000000000001", "P1", "O1"},
                                        model::VisitsFound{{visit}, answered},
                                        model::FeeLinesFound{"460000S0000000000000000001", {line}},
                                        model::TotalsFound{{{"310", 2026, year}}, answered}};
    const auto find_in = [&](const auto& bodies) -> std::optional<model::Reply> {
        for (const model::ReplyBody& body : bodies) {
            if (body.index() != transaction.reply) continue;
            return std::visit([](const auto& it) { return model::Reply{it}; }, body);
        }
        return {};
    };
    if (auto reply = find_in(replies)) return *reply;
    const model::Institution hospital{"H46010000001", "海南样例医院", "460100", "02", "1", "12DEMO"};
    if (auto reply = find_in(register_replies(person(), hospital, line, answered))) return *reply;
    ADD_FAILURE() << "no reply for " << transaction.infno;
    return model::Accepted{};
}

void expect_described(const Node& node, const json& row) {
    ASSERT_TRUE(row.is_object()) << node.name;
    EXPECT_EQ(row.size(), node.fields.size()) << node.name;
    for (const Field& field : node.fields) {
        SCOPED_TRACE(std::string{node.name} + '.' + std::string{field.name});
        const auto at = row.find(std::string{field.name});
        ASSERT_NE(at, row.end());
        EXPECT_FALSE(field.required && at->is_null());
        if (at->is_null()) continue;
        EXPECT_EQ(at->is_number(), field.type == FieldType::number);
        if (!at->is_string()) continue;
        EXPECT_LE(character_count(at->get_ref<const std::string&>()),
                  field.type == FieldType::text ? field.length : 19u);
    }
}

TEST(Answer, EveryTransactionAnswersExactlyTheFieldsOfItsDescription) {
    for (const Transaction& transaction : transactions()) {
        if (transaction.decode == nullptr) continue;  // library_test.cpp
        SCOPED_TRACE(transaction.infno);
        const auto whole = answer(transaction.infno, full_reply(transaction));
        EXPECT_EQ(whole["infcode"], 0);
        ASSERT_TRUE(whole["output"].is_object());
        EXPECT_EQ(whole["output"].size(), transaction.answer.size());
        for (const Node& node : transaction.answer) {
            const auto& output = whole["output"][std::string{node.name}];
            if (!node.many) {
                expect_described(node, output);
                continue;
            }
            ASSERT_TRUE(output.is_array()) << node.name;
            ASSERT_FALSE(output.empty()) << node.name;
            for (const auto& row : output) expect_described(node, row);
        }
    }
}

TEST(Answer, TheEnvelopeIsThatOfTheInterface) {
    const auto whole = answer("2401", model::Admitted{"M1"});
    EXPECT_EQ(whole["infcode"], 0);
    EXPECT_EQ(whole["inf_refmsgid"], "460000202611220830000000000042");
    EXPECT_EQ(whole["inf_refmsgid"].get<std::string>().size(), 30u);
    EXPECT_EQ(whole["refmsg_time"], "20261122083000000");
    EXPECT_EQ(whole["respond_time"], "20261122083000123");
    EXPECT_TRUE(whole["err_msg"].is_null());
    EXPECT_TRUE(whole["warn_msg"].is_null());
    EXPECT_EQ(whole["output"]["result"]["mdtrt_id"], "M1");
    EXPECT_FALSE(whole.contains("type"));
    for (const Field& field : answer_envelope().fields) {
        EXPECT_TRUE(whole.contains(std::string{field.name})) << field.name;
    }
}

TEST(Answer, AmountsArePrintedToTheFen) {
    const auto text = answer_text("2304", settled());
    for (const char* printed :
         {"\"medfee_sumamt\":189085.85,", "\"hifp_pay\":91759.51,", "\"hifob_pay\":57601.84,",
          "\"fund_pay_sumamt\":149361.35,", "\"acct_pay\":100.05,", "\"balc\":0.07,",
          "\"act_pay_dedc\":650.00,", "\"maf_pay\":0.00,"}) {
        EXPECT_NE(text.find(printed), std::string::npos) << printed;
    }
}

TEST(Answer, ARestrictionNobodyDecidedTellsWhatItWouldChange) {
    model::FeeLine open, plain;
    open.price.undecided_restriction = "second_line";
    open.price.inscp_if_met = yuan("27.00");
    const auto rows = answer("2301", model::LinesPriced{{open, plain}})["output"]["result"];
    EXPECT_EQ(rows[0]["exp_content"], R"({"restriction":"second_line","inscp_if_met":"27.00"})");
    EXPECT_TRUE(rows[1]["exp_content"].is_null());
}

TEST(Answer, EachPayerHasARowAndNobodyElse) {
    const auto whole = answer("2304", settled());
    const auto& rows = whole["output"]["setldetail"];
    ASSERT_EQ(rows.size(), 3u);
    EXPECT_EQ(rows[0]["fund_pay_type"], "310100");
    EXPECT_EQ(rows[0]["fund_pay_type_name"], "城镇职工基本医疗保险统筹基金");
    EXPECT_EQ(rows[1]["fund_pay_type"], "330100");
    EXPECT_EQ(rows[2]["fund_pay_type"], "310200");
    EXPECT_NE(rows[0]["setl_proc_info"].get<std::string>().find("beijing-2026"), std::string::npos);

    auto resident = settled();
    resident.settlement.insutype = "390";
    resident.settlement.shares.hifmi_pay = yuan("1");
    const auto other = answer("2304", resident);
    EXPECT_EQ(other["output"]["setldetail"][0]["fund_pay_type"], "390100");
    EXPECT_EQ(other["output"]["setldetail"][2]["fund_pay_type"], "390200");
}

TEST(Answer, ATrialHasNoIdNoTimeAndNoClearing) {
    auto trial = settled();
    trial.settlement.setl_id.clear();
    trial.settlement.medins_setl_id.clear();
    trial.settlement.setl_time = {};
    const auto whole = answer("2303", trial);
    const auto& info = whole["output"]["setlinfo"];
    for (const char* name : {"setl_id", "setl_time", "clr_way", "clr_optins"}) {
        EXPECT_TRUE(info[name].is_null()) << name;
    }
    EXPECT_EQ(info["medins_setl_id"], "H46010000001202611220830000001");
}

TEST(Answer, AReversalIsTheSameAmountsNegated) {
    auto reversal = settled();
    reversal.settlement.kind = model::SettlementKind::reversal;
    const auto forward = answer("2304", settled())["output"];
    const auto back = answer("2305", reversal)["output"];
    for (const char* name : {"medfee_sumamt", "hifp_pay", "hifob_pay", "fund_pay_sumamt",
                             "psn_part_amt", "acct_pay", "psn_cash_pay", "inscp_scp_amt"}) {
        EXPECT_EQ(back["setlinfo"][name].get<double>(), -forward["setlinfo"][name].get<double>());
        EXPECT_LT(back["setlinfo"][name].get<double>(), 0);
    }
    EXPECT_EQ(back["setlinfo"]["balc"], forward["setlinfo"]["balc"]);
    EXPECT_EQ(back["setldetail"][0]["fund_payamt"].dump(), "-91759.51");
    const auto queried = answer("5203", reversal)["output"]["setlinfo"];
    EXPECT_EQ(queried["refd_setl_flag"], "1");
    EXPECT_EQ(queried["psn_pay"].dump(), "-39724.5");
}

TEST(Answer, AQueryTellsWhereItWasPaid) {
    const auto info = answer("5203", settled())["output"]["setlinfo"];
    EXPECT_EQ(info["pay_loc"], "4");
    EXPECT_EQ(info["refd_setl_flag"], "0");
    EXPECT_EQ(info["year"], "2026");
    EXPECT_EQ(info["begndate"], "2026-11-01");
    EXPECT_EQ(info["enddate"], "2026-11-20");
    auto local = settled();
    local.settlement.insuplc_admdvs = "460000";
    EXPECT_EQ(answer("5203", local)["output"]["setlinfo"]["pay_loc"], "2");
}

TEST(Answer, AccumulatorsAreCodedAndCountedByYear) {
    const auto whole = answer("5206", full_reply(*find_transaction("5206")));
    const auto& rows = whole["output"]["cuminfo"];
    EXPECT_EQ(rows[0]["cum_type_code"], "Q2100");
    EXPECT_EQ(rows[0]["cum"].dump(), "2");
    EXPECT_EQ(rows[0]["cum_ym"], "202611");
    EXPECT_EQ(rows[2]["cum_type_code"], "S2100");
    EXPECT_EQ(rows[2]["cum"].dump(), "8240.49");
    for (const auto& row : rows) {
        EXPECT_TRUE(
            codes::known(codes::TableId::cum_type_code, row["cum_type_code"].get<std::string>()));
    }
}

TEST(Answer, AnEntitlementSaysWhichFundDoesNotPayAndWhy) {
    model::EntitlementFound found{"P1", {{"310100", *Date::parse("2026-11-22"), {}, {}}}};
    auto row = answer("2001", found)["output"]["trtinfo"][0];
    EXPECT_EQ(row["trt_enjymnt_flag"], "1");
    EXPECT_TRUE(row["trt_chk_rslt"].is_null());
    found.funds.front().gap =
        model::StoredProblem{Problem{ErrorCode::not_filed, "psn_no", {}, {}, {}}};
    row = answer("2001", found)["output"]["trtinfo"][0];
    EXPECT_EQ(row["trt_enjymnt_flag"], "0");
    EXPECT_NE(row["trt_chk_rslt"].get<std::string>().find("1209"), std::string::npos);
}

TEST(Answer, AStatementThatDoesNotAgreeShowsBothSidesFigures) {
    model::TotalsReconciled statement{"460100", {2, yuan("130.00"), yuan("100.50"), {}}, {}};
    statement.known = statement.stated;
    auto row = answer("3201", statement)["output"]["stmtinfo"];
    EXPECT_EQ(row["stmt_rslt"], "0");
    statement.known.fund_pay_sumamt = yuan("100.49");
    row = answer("3201", statement)["output"]["stmtinfo"];
    EXPECT_EQ(row["stmt_rslt"], "1");
    const auto text = row["stmt_rslt_dscr"].get<std::string>();
    for (const char* figure : {"100.50", "100.49", "130.00"}) {
        EXPECT_NE(text.find(figure), std::string::npos) << figure << " in " << text;
    }
    // The largest figures there are still fit the field.
    const Money most = Money::of_fen(-Money::fen_max);
    statement.known = statement.stated = {9'999'999'999, most, most, most};
    statement.known.count -= 1;
    row = answer("3201", statement)["output"]["stmtinfo"];
    EXPECT_LE(character_count(row["stmt_rslt_dscr"].get<std::string>()), 200u);
}

TEST(Answer, RowsOfAStatementSayWhoHasMore) {
    model::DetailsReconciled details;
    using enum model::StatementResult;
    for (const auto result : {equal, platform_more, institution_more, differs}) {
        details.differences.push_back({{}, "M1", result, {}});
    }
    const auto rows = answer("3202", details)["output"]["stmtdetail"];
    for (std::size_t at = 0; at < 4; ++at) EXPECT_EQ(rows[at]["stmt_rslt"], std::to_string(at));
}

TEST(Answer, AnAcceptedRequestHasAnEmptyOutput) {
    for (const char* infno : {"2302", "2402", "2402A", "2403", "2404", "2405", "2601", "2306",
                              "2502", "2504", "2506", "3401", "3401A", "3402", "3403"}) {
        EXPECT_EQ(answer(infno, model::Accepted{})["output"], json::object()) << infno;
    }
}

TEST(Answer, ARefusalSaysWhatWhereWhyAndWhatToDo) {
    const auto whole =
        answer("2304",
               model::Reply{Problem{
                   ErrorCode::total_mismatch, "data.medfee_sumamt", "189085.85", "189085.86", {}}});
    EXPECT_EQ(whole["infcode"], -1);
    EXPECT_TRUE(whole["output"].is_null());
    const auto text = whole["err_msg"].get<std::string>();
    for (const char* part : {"1502", "data.medfee_sumamt", "189085.85", "189085.86"}) {
        EXPECT_NE(text.find(part), std::string::npos) << part << " in " << text;
    }
    EXPECT_FALSE(whole.contains("type"));
    EXPECT_EQ(
        answer("", model::Reply{Problem{ErrorCode::broken_json, "byte 0", {}, {}, {}}})["type"],
        "error");
}

TEST(Answer, EveryRefusalFitsTheMessageField) {
    for (const auto& row : error_table()) {
        const auto whole = answer("2304", model::Reply{Problem{row.code,
                                                               "feedetail[99].det_item_fee_sumamt",
                                                               std::string(300, 'x'),
                                                               "N 16,2",
                                                               {}}});
        EXPECT_LE(character_count(whole["err_msg"].get<std::string>()), message_characters_max);
        EXPECT_NE(whole["infcode"], 0) << row.name;
    }
}

TEST(Answer, AWarningStandsBesideTheAnswer) {
    model::Reply reply{model::Admitted{"M1"}};
    reply.warning = Problem{ErrorCode::not_filed, "psn_no", {}, {}, {}};
    const auto whole = answer("2401", reply);
    EXPECT_EQ(whole["infcode"], 0);
    EXPECT_NE(whole["warn_msg"].get<std::string>().find("1209"), std::string::npos);
    EXPECT_TRUE(whole["err_msg"].is_null());
}

TEST(Answer, AnUnknownOutcomeIsNeitherDoneNorRefused) {
    const Problem unknown{ErrorCode::outcome_unknown, "setl_id", "460000S1", {}, {}};
    const auto whole = answer("2304", model::Reply{unknown});
    EXPECT_EQ(whole["infcode"], 1511);
    EXPECT_NE(whole["err_msg"].get<std::string>().find("460000S1"), std::string::npos);
    EXPECT_EQ(http_status_of(unknown), 504);
    EXPECT_EQ(infcode_of({ErrorCode::settlement_in_doubt, {}, {}, {}, {}}), 1516);
    EXPECT_EQ(infcode_of({ErrorCode::already_settled, {}, {}, {}, {}}), -1);
}

TEST(Answer, HttpStatesAreForHttpMatters) {
    const auto status = [](ErrorCode code) { return http_status_of({code, {}, {}, {}, {}}); };
    EXPECT_EQ(status(ErrorCode::body_too_large), 413);
    EXPECT_EQ(status(ErrorCode::wrong_content_type), 415);
    EXPECT_EQ(status(ErrorCode::method_not_allowed), 405);
    EXPECT_EQ(status(ErrorCode::no_such_page), 404);
    EXPECT_EQ(status(ErrorCode::overloaded), 503);
    EXPECT_EQ(status(ErrorCode::stopping), 503);
    EXPECT_EQ(status(ErrorCode::broken_json), 200);
    EXPECT_EQ(status(ErrorCode::field_missing), 200);
    EXPECT_EQ(status(ErrorCode::already_settled), 200);
    EXPECT_EQ(status(ErrorCode::disk_failed), 500);
}

TEST(Answer, AgeIsYearsWithOneDecimal) {
    const auto age = [](const char* birth, const char* on) {
        return age_on(*Date::parse(birth), *Date::parse(on)).value;
    };
    EXPECT_EQ(age("1949-12-31", "2026-11-22"), 768);
    EXPECT_EQ(age("1949-12-31", "2026-12-31"), 770);
    EXPECT_EQ(age("2026-11-22", "2026-11-22"), 0);
    EXPECT_EQ(age("2026-11-22", "2027-11-21"), 9);
    EXPECT_EQ(age("2000-02-29", "2026-02-28"), 259);
    EXPECT_EQ(age("2000-02-29", "2026-03-01"), 260);
    EXPECT_EQ(age("2026-11-22", "2020-01-01"), 0);
}

}  // namespace
}  // namespace yidi::wire
