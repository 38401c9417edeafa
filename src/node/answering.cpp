#include "node/answering.hpp"

#include <fmt/format.h>

#include "node/engine_loop.hpp"
#include "node/front_door.hpp"
#include "wire/answer.hpp"
#include "wire/transactions.hpp"

namespace yidi::node {
namespace {

using api::HttpResponse;

/// Bytes of a name that may not stand in a header as they are.
std::string percent_encoded(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const bool is_plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
                              (c >= 'a' && c <= 'z') || c == '.' || c == '_' || c == '-';
        if (is_plain) {
            out += c;
        } else {
            out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
        }
    }
    return out;
}

/// A file as it is. The JSON of an answer would mean that there is none.
HttpResponse file_response(const wire::FileBytes& file) {
    HttpResponse response;
    response.content_type = "application/octet-stream";
    response.headers.push_back({"Content-Disposition", "attachment; filename*=UTF-8''" +
                                                           percent_encoded(file.filename)});
    response.body = file.bytes;
    return response;
}

}  // namespace

HttpResponse interface_answer(const wire::EnvelopeEcho& echo, const model::Reply& reply,
                              Instant received, const model::NodeId& node, std::uint64_t serial) {
    HttpResponse response;
    if (const Problem* refused = reply.refusal()) response.status = wire::http_status_of(*refused);
    response.body = wire::encode_answer(echo, reply, received, system_now(), node, serial);
    return response;
}

Answering::Answering(Message message, Sandbox* sandbox, api::Responder respond)
    : message_(std::move(message)), sandbox_(sandbox), respond_(std::move(respond)) {
    if (sandbox_ != nullptr) {
        fault_ = sandbox_->fault_for(wire::plain_infno(message_.echo.infno));
    }
}

void Answering::reply(const model::Reply& reply) const {
    const Problem* refused = reply.refusal();
    deliver(interface_answer(message_.echo, reply, message_.received, message_.node,
                             message_.serial),
            refused != nullptr ? std::optional{*refused} : reply.warning);
}

void Answering::library(const wire::LibraryAnswer& answer) const {
    // A file goes as it is, whatever charset the question was in.
    if (const auto* file = std::get_if<wire::FileBytes>(&answer)) {
        return respond_(file_response(*file));
    }
    HttpResponse response;
    response.body = wire::encode_library_answer(message_.echo, answer, message_.received,
                                                system_now(), message_.node, message_.serial);
    deliver(std::move(response), {});
}

void Answering::deliver(HttpResponse response, const std::optional<Problem>& wrong) const {
    if (sandbox_ == nullptr) {
        encode_for(message_.charset, response);
        return respond_(std::move(response));
    }
    wire::SandboxMessage told;
    told.received = message_.received;
    told.took_us = system_now().us() - message_.received.us();
    told.infno = message_.echo.infno;
    told.msgid = message_.echo.msgid;
    told.fixmedins_code = message_.echo.fixmedins_code;
    told.request = message_.text;
    told.answer = response.body;
    told.status = response.status;
    told.wrong = wrong;
    if (fault_) told.fault = wire::name_of(fault_->kind);
    sandbox_->remember(std::move(told));
    encode_for(message_.charset, response);
    sandbox_->answer(fault_, std::move(response), respond_);
}

}  // namespace yidi::node
