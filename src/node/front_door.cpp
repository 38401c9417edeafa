#include "node/front_door.hpp"

#include <algorithm>

#include "api/multipart.hpp"
#include "api/problem_details.hpp"
#include "base/text.hpp"

namespace yidi::node {
namespace {

constexpr std::string_view multipart_type = "multipart/form-data";
// The parts of an upload, by the interface.
constexpr std::string_view message_part = "jsonStr", file_part = "file";

/// "application/json" of "Application/JSON ; charset=GBK".
std::string media_type_of(std::string_view content_type) {
    std::string type{trim(content_type.substr(0, content_type.find(';')))};
    for (char& c : type) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return type;
}

/// The message is JSON whatever a client calls it; libraries label a body they were given by
/// themselves.
bool is_accepted_type(std::string_view type) {
    return type.empty() || type == "application/json" || type == "text/plain" ||
           type == "application/x-www-form-urlencoded" || type.ends_with("+json");
}

Outcome<Done> read_upload(const api::HttpRequest& request, Intake& intake) {
    const auto parts =
        api::parse_multipart(wire::parameter_of(request.content_type, "boundary"), request.body);
    if (!parts) return Unexpected{parts.error()};
    const auto message = std::ranges::find(*parts, message_part, &api::Part::name);
    const auto file = std::ranges::find(*parts, file_part, &api::Part::name);
    if (message == parts->end()) {
        return problem(ErrorCode::upload_malformed, std::string{message_part}, {}, "a part");
    }
    intake.text = message->body;
    auto charset = wire::to_utf8(intake.text, message->content_type);
    if (!charset) return Unexpected{std::move(charset).error()};
    intake.charset = *charset;
    if (file == parts->end()) return Done{};
    Upload upload{file->file_name, std::string{file->body}};
    // A name in no encoding known here is of no use; the file is.
    if (!wire::to_utf8(upload.file_name, {})) upload.file_name.clear();
    intake.upload = std::move(upload);
    return Done{};
}

Outcome<Done> read_message(api::HttpRequest& request, Intake& intake) {
    const std::string type = media_type_of(request.content_type);
    if (type == multipart_type) return read_upload(request, intake);
    if (!is_accepted_type(type)) {
        return problem(ErrorCode::wrong_content_type, "Content-Type",
                       std::string{request.content_type});
    }
    // hmac-sm3 is over the bytes as they came: they are kept until the signature was checked.
    const bool is_body_signed = !request.header("x-ca-key").empty();
    intake.text = is_body_signed ? request.body : std::move(request.body);
    auto charset = wire::to_utf8(intake.text, request.content_type);
    if (!charset) return Unexpected{std::move(charset).error()};
    intake.charset = *charset;
    return Done{};
}

}  // namespace

Outcome<Intake> FrontDoor::take(api::HttpRequest&& request, Instant now) {
    Intake intake;
    // Who is asking comes first, though reading it may need the message: a stranger is told
    // nothing else.
    const auto readable = read_message(request, intake);
    auto caller = gateway_.recognise(
        {.header = [&request](std::string_view name) { return request.header(name); },
         .body = request.body,
         .text = readable ? std::string_view{intake.text} : std::string_view{},
         .peer = request.peer,
         .now = now});
    if (!caller) return Unexpected{std::move(caller).error()};
    if (!readable) return Unexpected{readable.error()};
    intake.caller = std::move(*caller);
    return intake;
}

std::optional<api::HttpResponse> gateway_refusal(const Problem& problem) {
    switch (problem.code) {
        case ErrorCode::gateway_headers_missing:
        case ErrorCode::gateway_time_outside:
        case ErrorCode::gateway_key_unknown:
        case ErrorCode::gateway_signature_wrong:
        case ErrorCode::gateway_replayed:
            break;
        default:
            return {};
    }
    api::HttpResponse response;
    response.status = 401;
    response.body = R"({"code":401,"message":)";
    api::append_json_string(response.body, message_of(problem, true));
    response.body += '}';
    response.headers.push_back({"WWW-Authenticate", "HSA-Gateway"});
    return response;
}

void encode_for(wire::Charset charset, api::HttpResponse& response) {
    if (charset == wire::Charset::utf8) return;
    response.body = wire::json_in(charset, std::move(response.body));
    response.content_type = "application/json; charset=" + std::string{wire::name_of(charset)};
}

}  // namespace yidi::node
