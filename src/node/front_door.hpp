/// @file
/// The front door of the national interface: from an HTTP request to a message in UTF-8 and who
/// sent it, and from an answer back to the bytes of that client.
///
/// Content types, the charset, a file beside the message and the gateway's signature are seen here
/// and nowhere behind.
///
/// Level       8
/// Units       none
/// Errors      the answer that refuses: the gateway's {"code":401,"message":…}, or the interface's
/// Ownership   an intake owns its text and its file
/// Threads     any

#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "api/http_message.hpp"
#include "gateway/gateway.hpp"
#include "wire/charset.hpp"

namespace yidi::node {

/// A file that came with a message, as multipart/form-data.
struct Upload {
    std::string file_name;  ///< UTF-8.
    std::string bytes;
};

struct Intake {
    gateway::Caller caller;
    wire::Charset charset = wire::Charset::utf8;
    std::string text;  ///< The message, in UTF-8.
    std::optional<Upload> upload;
};

class FrontDoor {
  public:
    explicit FrontDoor(gateway::Gateway::Options options) : gateway_(options) {}

    [[nodiscard]] gateway::Gateway& gateway() { return gateway_; }
    [[nodiscard]] const gateway::Gateway& gateway() const { return gateway_; }

    /// A problem of the gateway's is answered with gateway_refusal, others as the interface does.
    [[nodiscard]] Outcome<Intake> take(api::HttpRequest&& request, Instant now);

  private:
    gateway::Gateway gateway_;
};

/// {"code":401,"message":…} for the refusals that the interface documents so; nothing for others.
[[nodiscard]] std::optional<api::HttpResponse> gateway_refusal(const Problem& problem);

/// Puts an answer into the encoding of its question.
void encode_for(wire::Charset charset, api::HttpResponse& response);

}  // namespace yidi::node
