#include "api/multipart.hpp"

#include <algorithm>

#include "api/http_message.hpp"
#include "base/text.hpp"

namespace yidi::api {
namespace {

constexpr std::string_view line_end = "\r\n";

Unexpected<Problem> malformed(std::string field, std::string expected) {
    return problem(ErrorCode::upload_malformed, std::move(field), {}, std::move(expected));
}

/// The value of a parameter of Content-Disposition, without its quotes.
std::string parameter_of(std::string_view value, std::string_view name) {
    auto at = value.find(';');
    while (at != std::string_view::npos) {
        const auto equals = value.find('=', at);
        if (equals == std::string_view::npos) return {};
        const auto found = trim(value.substr(at + 1, equals - at - 1));
        std::string text;
        at = equals + 1;
        if (at < value.size() && value[at] == '"') {
            for (++at; at < value.size() && value[at] != '"'; ++at) {
                // A path of Windows has single backslashes: only a quote is meant to be escaped.
                if (value[at] == '\\' && at + 1 < value.size() && value[at + 1] == '"') ++at;
                text += value[at];
            }
            at = value.find(';', std::min(at, value.size()));
        } else {
            const auto end = value.find(';', at);
            text = trim(value.substr(at, end == std::string_view::npos ? end : end - at));
            at = end;
        }
        if (same_field_name(found, name)) return text;
    }
    return {};
}

bool read_head(std::string_view head, Part& part) {
    bool has_disposition = false;
    while (!head.empty()) {
        const auto end = std::min(head.find(line_end), head.size());
        const auto line = head.substr(0, end);
        head.remove_prefix(std::min(end + line_end.size(), head.size()));
        const auto colon = line.find(':');
        if (colon == std::string_view::npos) return false;
        const auto name = trim(line.substr(0, colon)), value = trim(line.substr(colon + 1));
        if (same_field_name(name, "Content-Type")) part.content_type = value;
        if (!same_field_name(name, "Content-Disposition")) continue;
        has_disposition = true;
        part.name = parameter_of(value, "name");
        part.file_name = parameter_of(value, "filename");
    }
    return has_disposition && !part.name.empty();
}

/// The part that `rest` begins with, behind the boundary that opened it; `rest` is left behind the
/// boundary that closed it.
Outcome<Part> take_part(std::string_view& rest, std::string_view delimiter, std::string place) {
    const auto line = rest.find(line_end);
    if (line == std::string_view::npos || !trim(rest.substr(0, line)).empty()) {
        return malformed(std::move(place), "CR LF after --boundary");
    }
    rest.remove_prefix(line + line_end.size());
    const auto blank = rest.substr(0, part_head_bytes_max).find("\r\n\r\n");
    if (blank == std::string_view::npos) {
        return malformed(std::move(place), "headers of at most 2048 bytes, and an empty line");
    }
    Part part;
    if (!read_head(rest.substr(0, blank), part)) {
        return malformed(std::move(place), "Content-Disposition: form-data; name=");
    }
    rest.remove_prefix(blank + 2 * line_end.size());
    const auto end = rest.find(delimiter);
    if (end == std::string_view::npos) return malformed(std::move(place), "--boundary at its end");
    part.body = rest.substr(0, end);
    rest.remove_prefix(end + delimiter.size());
    return part;
}

}  // namespace

Outcome<std::vector<Part>> parse_multipart(std::string_view boundary, std::string_view body) {
    if (boundary.empty() || boundary.size() > boundary_bytes_max) {
        return malformed("Content-Type, boundary",
                         "1 to " + std::to_string(boundary_bytes_max) + " bytes");
    }
    // Every delimiter but the first follows the line end that closes a part.
    const std::string delimiter = std::string{line_end} + "--" + std::string{boundary};
    const std::string_view opening = std::string_view{delimiter}.substr(line_end.size());
    std::string_view rest = body;
    const auto first = rest.starts_with(opening) ? 0 : rest.find(delimiter);
    if (first == std::string_view::npos) return malformed("body", "--boundary");
    rest.remove_prefix(first == 0 && rest.starts_with(opening) ? opening.size()
                                                               : first + delimiter.size());
    std::vector<Part> parts;
    while (!rest.starts_with("--")) {
        if (parts.size() == parts_max) {
            return malformed("body", "<= " + std::to_string(parts_max) + " parts");
        }
        auto part = take_part(rest, delimiter, "part " + std::to_string(parts.size()));
        if (!part) return Unexpected{std::move(part).error()};
        parts.push_back(std::move(*part));
    }
    return parts;
}

}  // namespace yidi::api
