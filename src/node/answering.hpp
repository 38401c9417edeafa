/// @file
/// What becomes of an answer to an institution's message: its written form, its charset, and in a
/// sandbox the record of it and the fault that is made of it.
///
/// Level       8
/// Units       none
/// Errors      none
/// Ownership   owns what it repeats of the message; borrows the sandbox, which outlives it
/// Threads     any; one answer only

#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "api/http_message.hpp"
#include "model/replies.hpp"
#include "node/sandbox.hpp"
#include "wire/charset.hpp"
#include "wire/library.hpp"
#include "wire/request.hpp"

namespace yidi::node {

/// An answer in the shape of the national interface.
[[nodiscard]] api::HttpResponse interface_answer(const wire::EnvelopeEcho& echo,
                                                 const model::Reply& reply, Instant received,
                                                 const model::NodeId& node, std::uint64_t serial);

class Answering {
  public:
    struct Message {
        model::NodeId node;
        wire::EnvelopeEcho echo;
        Instant received;
        std::uint64_t serial = 0;  ///< Of the answer.
        wire::Charset charset{};
        std::string text;          ///< Of the message; only a sandbox wants it.
    };
    Answering(Message message, Sandbox* sandbox, api::Responder respond);

    [[nodiscard]] Instant received() const { return message_.received; }
    [[nodiscard]] const std::optional<wire::SandboxFault>& fault() const { return fault_; }

    void reply(const model::Reply& reply) const;
    void library(const wire::LibraryAnswer& answer) const;

  private:
    void deliver(api::HttpResponse response, const std::optional<Problem>& wrong) const;

    Message message_;
    Sandbox* sandbox_;
    std::optional<wire::SandboxFault> fault_;
    api::Responder respond_;
};

}  // namespace yidi::node
