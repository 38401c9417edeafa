// Goal    what the library is asked arrives as asked, a file in every spelling that clients send,
//         and its answers have the documented shape
// Method  requests by hand and from the descriptions; answers parsed again
// Covers  the transactions of wire/download_, catalogue_ and file_transactions.cpp

#include "wire/library.hpp"

#include <gtest/gtest.h>

#include "wire/answer.hpp"
#include "wire/base64.hpp"
#include "wire/library_draft.hpp"
#include "wire/sample_requests.hpp"

namespace yidi::wire {
namespace {

using nlohmann::ordered_json;

ordered_json request_of(std::string_view infno, ordered_json input) {
    auto request = sample_request(*find_transaction(infno));
    request["input"] = std::move(input);
    return request;
}

template <class Asked>
Asked asked(std::string_view infno, ordered_json input) {
    const auto result = decode_sample(request_of(infno, std::move(input)));
    if (!result.outcome) {
        ADD_FAILURE() << message_of(result.outcome.error(), false);
        return {};
    }
    EXPECT_TRUE(result.outcome->library);
    return std::get<Asked>(*result.outcome->library);
}

Problem refused(std::string_view infno, ordered_json input) {
    const auto result = decode_sample(request_of(infno, std::move(input)));
    EXPECT_FALSE(result.outcome);
    return result.outcome ? Problem{} : result.outcome.error();
}

TEST(Library, EveryTransactionWithoutADeskHasAReaderAndNoOther) {
    for (const Transaction& transaction : transactions()) {
        const auto* reader = find_library_reader(transaction.infno);
        EXPECT_EQ(reader != nullptr, transaction.decode == nullptr) << transaction.infno;
        const auto result = decode_sample(sample_request(transaction));
        ASSERT_TRUE(result.outcome) << transaction.infno;
        EXPECT_EQ(result.outcome->library.has_value(), reader != nullptr) << transaction.infno;
    }
}

TEST(Library, ADownloadNamesItsListAndTheVersionHeld) {
    const auto drugs = asked<DownloadAsked>("1301", {{"data", {{"ver", "v0000"}}}});
    EXPECT_EQ(drugs.infno, "1301");
    EXPECT_EQ(drugs.ver, "v0000");
    EXPECT_EQ(asked<DownloadAsked>("1306", {{"data", {{"ver", "F001_20260101000000_C"}}}}).infno,
              "1306");
}

TEST(Library, TheValidityOfATableIsAskedForInBothSpellings) {
    for (const char* name : {"Vali_Flag", "valiFlag", "vali_flag"}) {
        const auto table =
            asked<TableAsked>("1901", {{"data", {{"type", "INSUTYPE"}, {name, "1"}}}});
        EXPECT_EQ(table.type, "INSUTYPE");
        EXPECT_EQ(table.vali_flag, "1") << name;
    }
}

ordered_json page(int number, int size) {
    return {{"data", {{"updt_time", "2020-01-01"}, {"page_num", number}, {"page_size", size}}}};
}

TEST(Library, PagesMustExist) {
    const auto good = asked<CatalogueAsked>("1312", page(2, 100));
    EXPECT_EQ(good.page_num, 2);
    EXPECT_EQ(good.page_size, 100);
    EXPECT_EQ(good.updated_since, Date::parse("2020-01-01"));
    for (const auto* infno : {"1304", "1312", "1316", "1318", "1319"}) {
        EXPECT_EQ(refused(infno, page(0, 10)).field, "data.page_num") << infno;
        EXPECT_EQ(refused(infno, page(1, 0)).field, "data.page_size") << infno;
        EXPECT_EQ(refused(infno, page(1, 1001)).code, ErrorCode::page_out_of_range) << infno;
    }
}

ordered_json file(ordered_json bytes) {
    return {
        {"fsUploadIn",
         {{"in", std::move(bytes)}, {"filename", "a.txt"}, {"fixmedins_code", "H46010000001"}}}};
}

TEST(Library, AFileComesAsBase64OrAsNumbersWithOrWithoutASign) {
    const std::string bytes{"\x00\xFF\x80z", 4};
    for (const auto& sent :
         {ordered_json("AP+Aeg=="), ordered_json("AP+Aeg"), ordered_json("AP+A\r\neg=="),
          ordered_json::array({0, 255, 128, 122}), ordered_json::array({0, -1, -128, 122})}) {
        EXPECT_EQ(asked<FileSent>("9101", file(sent)).bytes, bytes) << sent;
    }
    for (const auto& wrong :
         {ordered_json("A"), ordered_json("AP+Aeg="), ordered_json("AP*A"), ordered_json("A=AA"),
          ordered_json::array({256}), ordered_json::array({"a"}), ordered_json::object(),
          ordered_json(12)}) {
        const auto problem = refused("9101", file(wrong));
        EXPECT_EQ(problem.code, ErrorCode::field_wrong_type) << wrong;
        EXPECT_EQ(problem.field, "fsUploadIn.in") << wrong;
    }
    // A multipart message has its file beside it.
    EXPECT_EQ(asked<FileSent>("9101", file("")).bytes, "");
    EXPECT_EQ(asked<FileSent>("9101", file(ordered_json::array())).bytes, "");
    const std::string most((file_bytes_max + 2) / 3 * 4, 'A');
    EXPECT_EQ(refused("9101", file(most + "AAAA")).code, ErrorCode::file_too_large);
}

TEST(Base64, GivesBackEveryLength) {
    EXPECT_EQ(decode_base64(""), "");
    EXPECT_EQ(decode_base64("Zg=="), "f");
    EXPECT_EQ(decode_base64("Zm8="), "fo");
    EXPECT_EQ(decode_base64("Zm9v"), "foo");
    EXPECT_EQ(decode_base64("Zm9vYg=="), "foob");
    EXPECT_FALSE(decode_base64("Zg==Zg=="));
    EXPECT_FALSE(decode_base64("===="));
}

ordered_json answered(std::string_view infno, const LibraryAnswer& answer) {
    const EnvelopeEcho echo{std::string{infno}, "m", "H46010000001"};
    const Instant now = *Instant::parse("2026-11-28 08:30:00");
    const auto json =
        ordered_json::parse(encode_library_answer(echo, answer, now, now, "460000", 7));
    EXPECT_EQ(json["infcode"], 0);
    EXPECT_TRUE(json["err_msg"].is_null());
    return json["output"];
}

TEST(Library, AnOfferStandsDirectlyInTheOutput) {
    const auto output =
        answered("1301A", DownloadOffered{"P1", "1301.zip", *Date::parse("2026-12-01"), 40});
    EXPECT_EQ(output.dump(),
              R"({"file_qury_no":"P1","filename":"1301.zip","dld_end_time":"2026-12-01",)"
              R"("dld_endtime":"2026-12-01","data_cnt":40})");
}

TEST(Library, ACodeTableIsAList) {
    const auto output =
        answered("1901", TableRows{{{"INSUTYPE", "职工基本医疗保险", "310", "0", 1, "1"}}});
    ASSERT_EQ(output["list"].size(), 1u);
    const auto& row = output["list"][0];
    EXPECT_EQ(row["value"], "310");
    EXPECT_EQ(row["parentValue"], "0");
    EXPECT_EQ(row["sort"], 1);
    EXPECT_EQ(row["valiFlag"], "1");
}

catalog::Item item() {
    catalog::Item made;
    made.med_list_codg = "XA11ZZS001A001010100001";
    made.name = "某药";
    made.list_type = "101";
    made.med_chrgitm_type = "09";
    made.item_class = catalog::ItemClass::b;
    made.first_pay = Ratio::of_ppm(100'000);
    made.limit_price = UnitPrice::parse("86.50");
    made.from = *Date::parse("2024-01-01");
    made.to = *Date::parse("2026-07-01");
    return made;
}

TEST(Library, APageHasItsRowsInDataAndItsCountsBesideThem) {
    const catalog::Item one = item();
    CataloguePage shown{nullptr, {{&one, "460000", false}}, 2, 10, 11};
    const auto insured = answered("1312", shown);
    EXPECT_EQ(insured["recordCounts"], 11);
    EXPECT_EQ(insured["pages"], 2);
    EXPECT_EQ(insured["startRow"], 11);
    EXPECT_EQ(insured["endRow"], 11);
    EXPECT_EQ(insured["firstPage"], false);
    EXPECT_EQ(insured["lastPage"], true);
    const auto& row = insured["data"][0];
    EXPECT_EQ(row["hilist_code"], "XA11ZZS001A001010100001");
    EXPECT_EQ(row["chrgitm_lv"], "02");
    EXPECT_EQ(row["enddate"], "2026-06-30");
    EXPECT_EQ(row["vali_flag"], "0");
    EXPECT_EQ(row["rid"], "XA11ZZS001A001010100001-20240101");
    EXPECT_EQ(answered("1318", shown)["data"][0]["hilist_pric_uplmt_amt"].dump(), "86.5");
    EXPECT_EQ(answered("1319", shown)["data"][0]["selfpay_prop"].dump(), "0.1");
    EXPECT_EQ(answered("1316", shown)["data"][0]["med_list_codg"], one.med_list_codg);
    EXPECT_EQ(answered("1304", shown)["data"][0]["drug_genname"], "某药");
    shown.rows.clear();
    shown.record_counts = 0;
    EXPECT_EQ(answered("1312", shown)["endRow"], 0);
    EXPECT_EQ(answered("1312", shown)["lastPage"], true);
}

TEST(Library, AFileThatIsKeptIsToldByItsNumber) {
    const auto output = answered(
        "9101", FileKept{"F1", "a.txt", "H46010000001", *Instant::parse("2026-12-28 00:00:00")});
    EXPECT_EQ(output["file_qury_no"], "F1");
    EXPECT_EQ(output["dld_endtime"], "2026-12-28 00:00:00");
}

void expect_described(const Node& node, const ordered_json& row) {
    for (const Field& field : node.fields) {
        SCOPED_TRACE(field.name);
        ASSERT_TRUE(row.contains(std::string{field.name}));
        const auto& value = row[std::string{field.name}];
        EXPECT_FALSE(field.required && value.is_null());
        if (!value.is_null()) {
            EXPECT_EQ(value.is_number(), field.type == FieldType::number);
        }
    }
}

LibraryAnswer full_answer(const LibraryReader& reader, const catalog::Item& one) {
    if (reader.answer == library_index<DownloadOffered>) {
        return DownloadOffered{"P1", "1301.zip", *Date::parse("2026-12-01"), 1};
    }
    if (reader.answer == library_index<TableRows>) {
        return TableRows{{{"t", "l", "v", "0", 1, "1"}}};
    }
    if (reader.answer == library_index<FileKept>) {
        return FileKept{"F1", "a", "H1", *Instant::parse("2026-12-28 00:00:00")};
    }
    return CataloguePage{nullptr, {{&one, "460000", true}}, 1, 10, 1};
}

TEST(Library, EveryAnswerHasTheFieldsOfItsDescription) {
    const catalog::Item one = item();
    for (const Transaction& transaction : transactions()) {
        const auto* reader = find_library_reader(transaction.infno);
        if (reader == nullptr || reader->answer == library_index<FileBytes>) continue;
        SCOPED_TRACE(transaction.infno);
        const auto output = answered(transaction.infno, full_answer(*reader, one));
        std::size_t members = 0;
        for (const Node& node : transaction.answer) {
            members += node.name.empty() ? node.fields.size() : 1;
            const std::string name{node.name};
            expect_described(node, node.name.empty() ? output : output[name][0]);
        }
        EXPECT_EQ(output.size(), members);
    }
}

}  // namespace
}  // namespace yidi::wire
