/// @file
/// Good requests made from the descriptions themselves, for tests and benchmarks: every field of
/// every node filled with a value that passes its checks.
/// Private to the sources and tests of wire.
///
/// Level       6, tests only
/// Units       none
/// Errors      none
/// Ownership   values only

#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include "wire/digester.hpp"
#include "wire/request.hpp"
#include "wire/transactions.hpp"

namespace yidi::wire {

/// Marks what it digests, so that a test sees what was asked of it.
class MarkingDigester final : public Digester {
  public:
    [[nodiscard]] std::string document(std::string_view number) const override {
        return "document(" + std::string{number} + ")";
    }
    [[nodiscard]] std::string card(std::string_view number) const override {
        return "card(" + std::string{number} + ")";
    }
};

/// The example of GB 11643-1999: nobody's number.
inline constexpr std::string_view sample_identity = "11010519491231002X";

inline std::string sample_value(const Field& field) {
    if (field.table) {
        // The first value that asks for nothing else.
        if (*field.table == codes::TableId::mdtrt_cert_type) return "02";
        if (*field.table == codes::TableId::med_type) return "21";
        if (*field.table == codes::TableId::psn_cert_type) return "01";
        return std::string{codes::rows_of(*field.table).front().code};
    }
    if (field.is_division) return "110000";
    if (field.name == "certno" || field.name == "mdtrt_cert_no")
        return std::string{sample_identity};
    switch (field.type) {
        case FieldType::date:
            return "2026-11-01";
        case FieldType::date_time:
            return "2026-11-01 08:30:00";
        case FieldType::number:
            return "1";
        case FieldType::bytes:
            return "aGFsbG8=";
        case FieldType::text:
            break;
    }
    if (field.name == "opsp_dise_code") return "M03900";
    if (field.name == "infver") return "V1.0";
    if (field.name == "fixmedins_code") return "H46010000001";
    return std::string{field.name.substr(0, field.length)};
}

inline nlohmann::ordered_json sample_row(const Node& node) {
    auto row = nlohmann::ordered_json::object();
    for (const Field& field : node.fields) {
        if (field.extras == nullptr) row[std::string{field.name}] = sample_value(field);
    }
    return row;
}

inline nlohmann::ordered_json sample_input(const Transaction& transaction) {
    auto input = nlohmann::ordered_json::object();
    for (const Node& node : transaction.request) {
        auto row = sample_row(node);
        if (node.many) {
            input[std::string{node.name}] = nlohmann::ordered_json::array({std::move(row)});
        } else {
            input[std::string{node.name}] = std::move(row);
        }
    }
    return input;
}

inline nlohmann::ordered_json sample_request(const Transaction& transaction) {
    auto request = sample_row(request_envelope());
    request["infno"] = std::string{transaction.infno};
    request["msgid"] = "H46010000001202611220830000001";
    request["mdtrtarea_admvs"] = "460100";
    request["input"] = sample_input(transaction);
    return request;
}

inline constexpr std::string_view sample_path = "/fsi/api/rsfComIfsService/callService";

inline DecodeResult decode_sample(const nlohmann::ordered_json& request,
                                  std::string_view path = sample_path) {
    static const MarkingDigester digester;
    return decode_request(request.dump(), path, digester);
}

}  // namespace yidi::wire
