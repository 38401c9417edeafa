// Goal    every transaction is decoded; what its description asks for is enforced on every field;
//         what real clients send is borne with; nothing that is broken gets through or crashes
// Method  requests made from the descriptions, each then spoilt in one place; hand-written bodies
// Covers  W1, W2, W3

#include "wire/request.hpp"

#include <gtest/gtest.h>

#include "base/text.hpp"
#include "wire/field_check.hpp"
#include "wire/sample_requests.hpp"

namespace yidi::wire {
namespace {

using nlohmann::ordered_json;

constexpr std::string_view offered[] = {
    "1101", "1201", "1301", "1302", "1303", "1304", "1305", "1306", "1307", "1308",
    "1309", "1310", "1311", "1312", "1313", "1314", "1315", "1316", "1318", "1319",
    "1320", "1901", "2001", "2101", "2102", "2103", "2201", "2202", "2203", "2204",
    "2205", "2206", "2207", "2208", "2301", "2302", "2303", "2304", "2305", "2306",
    "2401", "2402", "2403", "2404", "2405", "2406", "2407", "2501", "2502", "2503",
    "2504", "2505", "2506", "2507", "2601", "3201", "3202", "3401", "3402", "3403",
    "5101", "5102", "5201", "5202", "5203", "5204", "5205", "5206", "5301", "5302",
    "5303", "5304", "9001", "9002", "9101", "9102"};

ordered_json& row_of(ordered_json& request, const Node& node) {
    auto& sent = request["input"][std::string{node.name}];
    return node.many ? sent[0] : sent;
}

std::string path_of(const Node& node, const Field& field) {
    return std::string{node.name} + (node.many ? "[0]." : ".") + std::string{field.name};
}

/// Calls `spoil` with each field of each request, its good request, and the path it has there.
template <class Spoil>
void for_each_field(Spoil spoil) {
    for (const Transaction& transaction : transactions()) {
        for (const Node& node : transaction.request) {
            for (const Field& field : node.fields) {
                SCOPED_TRACE(std::string{transaction.infno} + ' ' + path_of(node, field));
                auto request = sample_request(transaction);
                spoil(field, request, row_of(request, node), path_of(node, field));
            }
        }
    }
    const Transaction& any = transactions().front();
    for (const Field& field : request_envelope().fields) {
        SCOPED_TRACE("envelope " + std::string{field.name});
        auto request = sample_request(any);
        spoil(field, request, request, std::string{field.name});
    }
}

void expect_refused(const DecodeResult& result, ErrorCode code, const std::string& field) {
    ASSERT_FALSE(result.outcome) << "not refused";
    EXPECT_EQ(result.outcome.error().code, code) << message_of(result.outcome.error(), false);
    EXPECT_EQ(result.outcome.error().field, field);
}

std::string refusal_text(const DecodeResult& result) {
    return result.outcome ? std::string{"accepted"} : message_of(result.outcome.error(), false);
}

// ---- every transaction --------------------------------------------------------------------------

TEST(Request, TheTransactionsListedAreOfferedAndDecoded) {
    ASSERT_EQ(transactions().size(), std::size(offered));
    for (const auto infno : offered) {
        const Transaction* transaction = find_transaction(infno);
        ASSERT_NE(transaction, nullptr) << infno;
        const auto result = decode_sample(sample_request(*transaction));
        EXPECT_TRUE(result.outcome) << infno << ": " << refusal_text(result);
    }
}

TEST(Request, EachIsTakenAtItsOwnPathInItsAFormAndAtANumberedPath) {
    for (const Transaction& transaction : transactions()) {
        auto request = sample_request(transaction);
        EXPECT_TRUE(decode_sample(request, transaction.path).outcome) << transaction.infno;
        EXPECT_TRUE(is_interface_path(transaction.path));
        request["infno"] = std::string{transaction.infno} + "A";
        const auto result = decode_sample(request, transaction.path);
        ASSERT_TRUE(result.outcome) << transaction.infno << refusal_text(result);
        if (!transaction.path_of_a_form.empty()) {
            EXPECT_TRUE(decode_sample(request, transaction.path_of_a_form).outcome);
            EXPECT_TRUE(is_interface_path(transaction.path_of_a_form));
        }
        EXPECT_EQ(result.outcome->envelope.infno, transaction.infno);
        EXPECT_EQ(result.outcome->infno_sent, std::string{transaction.infno} + "A");
        EXPECT_EQ(result.echo.infno, std::string{transaction.infno} + "A");
        const auto numbered = "/gateway/ebus/hsa/hgs/" + std::string{transaction.infno};
        EXPECT_TRUE(decode_sample(request, numbered).outcome);
        EXPECT_TRUE(is_interface_path(numbered));
    }
    EXPECT_TRUE(is_interface_path("/mss/web/api/fsi/callService"));
    EXPECT_FALSE(is_interface_path("/fsi/api/none"));
    EXPECT_FALSE(is_interface_path("/hsa/hgs/"));
}

TEST(Request, ATransactionSentToAnothersPathIsRefused) {
    const auto request = sample_request(*find_transaction("2304"));
    expect_refused(decode_sample(request, find_transaction("2303")->path), ErrorCode::path_mismatch,
                   "infno");
    expect_refused(decode_sample(request, "/x/hsa/hgs/2303"), ErrorCode::path_mismatch, "infno");
}

TEST(Request, KnownTransactionsThatAreNotOfferedAreToldFromUnknownOnes) {
    auto request = sample_request(*find_transaction("2304"));
    request["infno"] = "4101";
    expect_refused(decode_sample(request), ErrorCode::transaction_not_offered, "infno");
    request["infno"] = "4102A";
    expect_refused(decode_sample(request), ErrorCode::transaction_not_offered, "infno");
    request["infno"] = "9999";
    expect_refused(decode_sample(request), ErrorCode::unknown_transaction, "infno");
    request["infno"] = "2304B";
    expect_refused(decode_sample(request), ErrorCode::unknown_transaction, "infno");
}

// ---- every field --------------------------------------------------------------------------------

TEST(Request, ARequiredFieldMayNotBeMissingOrEmpty) {
    for_each_field([](const Field& field, ordered_json& request, ordered_json& row,
                      const std::string& path) {
        const std::string name{field.name};
        for (const auto& empty :
             {ordered_json(""), ordered_json(nullptr), ordered_json("null"), ordered_json("  ")}) {
            row[name] = empty;
            const auto result = decode_sample(request);
            if (field.required) {
                expect_refused(result, ErrorCode::field_missing, path);
            } else {
                EXPECT_TRUE(result.outcome) << refusal_text(result);
            }
        }
        row.erase(name);
        const auto result = decode_sample(request);
        if (field.required) {
            expect_refused(result, ErrorCode::field_missing, path);
        } else {
            EXPECT_TRUE(result.outcome) << refusal_text(result);
        }
    });
}

TEST(Request, ATextMayNotBeLongerThanDescribed) {
    for_each_field(
        [](const Field& field, ordered_json& request, ordered_json& row, const std::string& path) {
            if (field.type != FieldType::text) return;
            std::string text;
            for (int i = 0; i < field.length; ++i) text += "医";
            row[std::string{field.name}] = text + "医";
            expect_refused(decode_sample(request), ErrorCode::field_too_long, path);
            if (field.table || field.is_division || !field.take || field.is_personal ||
                field.name == "infno") {
                return;
            }
            row[std::string{field.name}] = text;
            const auto result = decode_sample(request);
            EXPECT_TRUE(result.outcome || result.outcome.error().code != ErrorCode::field_too_long);
        });
}

TEST(Request, ACodedFieldMustHoldACodeOfItsTable) {
    for_each_field(
        [](const Field& field, ordered_json& request, ordered_json& row, const std::string& path) {
            if (!field.table) return;
            row[std::string{field.name}] = "x";
            const auto result = decode_sample(request);
            expect_refused(result, ErrorCode::code_unknown, path);
            EXPECT_EQ(result.outcome.error().found, "x");
            EXPECT_EQ(result.outcome.error().expected, codes::name_of(*field.table));
        });
}

TEST(Request, ADateMustExist) {
    for_each_field(
        [](const Field& field, ordered_json& request, ordered_json& row, const std::string& path) {
            if (field.type != FieldType::date && field.type != FieldType::date_time) return;
            for (const char* wrong : {"2026-02-30", "2026-13-01 00:00:00", "2026-11-22 24:00:00",
                                      "20261122", "2026/11/22", "yesterday", "0000-00-00"}) {
                row[std::string{field.name}] = wrong;
                expect_refused(decode_sample(request), ErrorCode::date_invalid, path);
            }
        });
}

TEST(Request, AnAmountMustBeWellFormedAndWithinBounds) {
    for_each_field([](const Field& field, ordered_json& request, ordered_json& row,
                      const std::string& path) {
        if (field.type != FieldType::number || field.decimals == 0) return;
        const std::string name{field.name};
        for (const char* wrong :
             {"1e3", "1,000.00", "12.", "--1", "+1", "0x10", "NaN", "1.2.3", "0.0000001", "一百"}) {
            row[name] = wrong;
            expect_refused(decode_sample(request), ErrorCode::amount_malformed, path);
        }
        row[name] = "99999999999999999999999999";
        expect_refused(decode_sample(request), ErrorCode::amount_too_large, path);
        if (!field.may_be_negative) {
            row[name] = "-0.1";
            expect_refused(decode_sample(request), ErrorCode::amount_negative, path);
        }
    });
}

TEST(Request, ACountMustBeAWholeNumber) {
    for_each_field(
        [](const Field& field, ordered_json& request, ordered_json& row, const std::string& path) {
            if (field.type != FieldType::number || field.decimals > 0) return;
            row[std::string{field.name}] = "1.5";
            expect_refused(decode_sample(request), ErrorCode::field_wrong_type, path);
            row[std::string{field.name}] = std::string(field.length + 1, '1');
            expect_refused(decode_sample(request), ErrorCode::field_too_long, path);
        });
}

TEST(Request, AFieldMayNotBeAnObjectAnArrayOrATruthValue) {
    for_each_field(
        [](const Field& field, ordered_json& request, ordered_json& row, const std::string& path) {
            if (field.extras != nullptr) return;
            for (const auto& wrong :
                 {ordered_json::object({{"a", 1}}), ordered_json::array({1}), ordered_json(true)}) {
                if (field.type == FieldType::bytes && wrong.is_array()) continue;
                row[std::string{field.name}] = wrong;
                expect_refused(decode_sample(request), ErrorCode::field_wrong_type, path);
            }
        });
}

TEST(Request, AKnownFieldMayNotStandTwice) {
    for_each_field([](const Field& field, ordered_json& request, ordered_json& row,
                      const std::string& path) {
        if (field.extras != nullptr) return;
        // nlohmann keeps one of two equal names: the second is put into the text.
        const std::string name{field.name};
        row["@second@"] = sample_value(field);
        auto text = request.dump();
        const auto at = text.find("@second@");
        text.replace(at, 8, name);
        static const MarkingDigester digester;
        expect_refused(decode_request(text, sample_path, digester), ErrorCode::duplicate_key, path);
    });
}

TEST(Request, ARequiredNodeMayNotBeMissing) {
    for (const Transaction& transaction : transactions()) {
        for (const Node& node : transaction.request) {
            if (!node.required) continue;
            for (const auto& nothing : {ordered_json(nullptr), ordered_json::array()}) {
                auto request = sample_request(transaction);
                request["input"][std::string{node.name}] = nothing;
                expect_refused(decode_sample(request), ErrorCode::node_missing,
                               std::string{node.name});
            }
            auto request = sample_request(transaction);
            request["input"].erase(std::string{node.name});
            expect_refused(decode_sample(request), ErrorCode::node_missing, std::string{node.name});
        }
    }
}

TEST(Request, PersonalFieldsAreNeverQuoted) {
    for_each_field(
        [](const Field& field, ordered_json& request, ordered_json& row, const std::string&) {
            if (!field.is_personal) return;
            row[std::string{field.name}] = std::string(field.length, 'S') + "ECRET";
            const auto result = decode_sample(request);
            ASSERT_FALSE(result.outcome);
            EXPECT_EQ(message_of(result.outcome.error(), true).find("SSS"), std::string::npos);
        });
}

}  // namespace
}  // namespace yidi::wire
