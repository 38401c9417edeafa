#include "wire/answer.hpp"

#include "base/text.hpp"
#include "wire/json_writer.hpp"
#include "wire/library_draft.hpp"
#include "wire/transactions.hpp"

namespace yidi::wire {
namespace {

constexpr int infcode_done = 0;
constexpr int infcode_refused = -1;
constexpr std::uint64_t serials = 10'000'000'000;  // ten digits

std::string message_clipped(const Problem& problem) {
    const std::string whole = message_of(problem, true);
    return std::string{clip(whole, message_characters_max)};
}

std::string reference_of(std::string_view node_admdvs, Instant answered, std::uint64_t serial) {
    std::string reference{node_admdvs.substr(0, 6)};
    reference += answered.compact();
    reference += padded(serial % serials, 10);
    return reference;
}

/// The transaction never got as far as a rule: real platforms say so with type = error.
bool is_front_door(const Problem& problem) {
    return static_cast<std::uint16_t>(problem.code) < 1100;
}

void write_nodes(JsonWriter& out, std::span<const Node> nodes, const AnswerSource& source) {
    out.begin_object();
    for (const Node& node : nodes) {
        if (!node.name.empty()) out.key(node.name);
        node.write(out, node, source);
    }
    out.end_object();
}

template <class Variant>
const void* alternative_of(const Variant& answer) {
    return std::visit([](const auto& it) -> const void* { return &it; }, answer);
}

void write_output(JsonWriter& out, const EnvelopeEcho& echo, const model::ReplyBody& body) {
    const Transaction* transaction = find_transaction(plain_infno(echo.infno));
    YIDI_ASSERT(transaction != nullptr && transaction->reply == body.index());
    write_nodes(out, transaction->answer, {alternative_of(body), echo});
}

struct Times {
    Instant received, answered;
};

/// What stands before and beside `output`.
void write_head(JsonWriter& out, const Problem* refusal, const std::optional<Problem>& warning,
                Times times, std::string_view node_admdvs, std::uint64_t serial) {
    out.key("infcode").integer(refusal == nullptr ? infcode_done : infcode_of(*refusal));
    out.key("inf_refmsgid").text(reference_of(node_admdvs, times.answered, serial));
    out.key("refmsg_time").text(times.received.compact_ms());
    out.key("respond_time").text(times.answered.compact_ms());
    // Some clients take any text in err_msg for a failure, even beside infcode 0.
    out.key("err_msg").text_or_null(refusal == nullptr ? std::string{} : message_clipped(*refusal));
    out.key("warn_msg").text_or_null(warning ? message_clipped(*warning) : std::string{});
    out.key("cainfo").null();
    out.key("signtype").null();
    out.key("output");
}

}  // namespace

std::string encode_answer(const EnvelopeEcho& echo, const model::Reply& reply, Instant received,
                          Instant answered, std::string_view node_admdvs, std::uint64_t serial) {
    const Problem* refusal = reply.refusal();
    JsonWriter out;
    out.begin_object();
    write_head(out, refusal, reply.warning, {received, answered}, node_admdvs, serial);
    if (refusal == nullptr) {
        write_output(out, echo, reply.body());
    } else {
        out.null();
        if (is_front_door(*refusal)) out.key("type").text("error");
    }
    out.end_object();
    return out.take();
}

std::string encode_library_answer(const EnvelopeEcho& echo, const LibraryAnswer& answer,
                                  Instant received, Instant answered, std::string_view node_admdvs,
                                  std::uint64_t serial) {
    const Transaction* transaction = find_transaction(plain_infno(echo.infno));
    const LibraryReader* reader = find_library_reader(plain_infno(echo.infno));
    YIDI_ASSERT(transaction != nullptr && reader != nullptr && reader->answer == answer.index());
    JsonWriter out;
    out.begin_object();
    write_head(out, nullptr, {}, {received, answered}, node_admdvs, serial);
    write_nodes(out, transaction->answer, {alternative_of(answer), echo});
    out.end_object();
    return out.take();
}

int infcode_of(const Problem& problem) {
    switch (problem.code) {
        case ErrorCode::outcome_unknown:
        case ErrorCode::settlement_in_doubt:
        case ErrorCode::declaration_in_doubt:
            return static_cast<int>(problem.code);
        default:
            return infcode_refused;
    }
}

int http_status_of(const Problem& problem) {
    constexpr std::uint16_t machine_from = 1600;
    switch (problem.code) {
        case ErrorCode::body_too_large:
            return 413;
        case ErrorCode::wrong_content_type:
            return 415;
        case ErrorCode::method_not_allowed:
            return 405;
        case ErrorCode::no_such_page:
            return 404;
        case ErrorCode::broken_http:
            return 400;
        case ErrorCode::overloaded:
        case ErrorCode::stopping:
            return 503;
        case ErrorCode::outcome_unknown:
        case ErrorCode::declaration_in_doubt:
            return 504;
        default:
            return static_cast<std::uint16_t>(problem.code) < machine_from ? 200 : 500;
    }
}

}  // namespace yidi::wire
