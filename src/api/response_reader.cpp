#include "api/response_reader.hpp"

#include <algorithm>
#include <charconv>

#include "api/http_message.hpp"
#include "base/text.hpp"

namespace yidi::api {
namespace {

constexpr std::size_t head_bytes_max = 64 * 1024;
constexpr std::size_t line_bytes_max = 1024;
constexpr std::string_view head_end = "\r\n\r\n";

}  // namespace

void ResponseReader::begin() {
    part_ = Part::head;
    head_.clear();
    line_.clear();
    body_.clear();
    content_type_.clear();
    left_ = 0;
    status_ = 0;
    keeps_alive_ = true;
    has_length_ = is_chunked_ = false;
}

ResponseReader::Step ResponseReader::feed(std::string_view bytes, std::size_t& used) {
    const std::size_t given = bytes.size();
    while (!bytes.empty() && part_ != Part::done && part_ != Part::broken) take(bytes);
    used = given - bytes.size();
    if (part_ == Part::broken) return Step::broken;
    return part_ == Part::done ? Step::complete : Step::hungry;
}

ResponseReader::Step ResponseReader::end() {
    part_ = part_ == Part::until_end || part_ == Part::done ? Part::done : Part::broken;
    keeps_alive_ = false;
    return part_ == Part::done ? Step::complete : Step::broken;
}

void ResponseReader::take(std::string_view& bytes) {
    switch (part_) {
        case Part::head:
            return take_head(bytes);
        case Part::counted:
        case Part::chunk:
        case Part::until_end:
            return take_body(bytes);
        case Part::chunk_line:
        case Part::chunk_end:
        case Part::trailer:
            return take_line(bytes);
        case Part::done:
        case Part::broken:
            return;
    }
}

void ResponseReader::take_head(std::string_view& bytes) {
    // The end may lie across two pieces: look from a little before the seam.
    const std::size_t seam = head_.size();
    const std::size_t from = seam < head_end.size() ? 0 : seam - head_end.size() + 1;
    head_.append(bytes.substr(0, head_bytes_max));
    const std::size_t end = head_.find(head_end, from);
    if (end == std::string::npos) {
        bytes = {};
        if (head_.size() > head_bytes_max) part_ = Part::broken;
        return;
    }
    head_.resize(end + head_end.size());
    bytes.remove_prefix(head_.size() - seam);
    on_head();
}

void ResponseReader::on_head() {
    std::string_view text = head_;
    const std::string_view start = text.substr(0, text.find("\r\n"));
    const bool is_http = start.starts_with("HTTP/1.") && start.size() >= 12 && start[8] == ' ';
    const auto status = is_http ? parse_integer<int>(start.substr(9, 3)) : std::nullopt;
    if (!status || *status < 100) {
        part_ = Part::broken;
        return;
    }
    status_ = *status;
    keeps_alive_ = start[7] != '0';
    text.remove_prefix(start.size() + 2);
    while (text.size() > 2 && part_ != Part::broken) {
        const std::string_view line = text.substr(0, text.find("\r\n"));
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos)
            part_ = Part::broken;
        else
            on_field(line.substr(0, colon), trim(line.substr(colon + 1)));
        text.remove_prefix(line.size() + 2);
    }
    if (part_ == Part::broken) return;
    if (status_ < 200) return begin();  // an interim answer; the real one follows
    if (status_ == 204 || status_ == 304)
        part_ = Part::done;
    else if (is_chunked_)
        part_ = Part::chunk_line;
    else if (!has_length_)
        part_ = Part::until_end;
    else
        part_ = left_ == 0 ? Part::done : Part::counted;
}

void ResponseReader::on_field(std::string_view name, std::string_view value) {
    if (same_field_name(name, "Content-Length")) {
        const auto length = parse_integer<std::size_t>(value);
        if (!length || *length > bytes_max_) part_ = Part::broken;
        left_ = length.value_or(0);
        has_length_ = true;
    } else if (same_field_name(name, "Transfer-Encoding")) {
        is_chunked_ = same_field_name(value, "chunked");
    } else if (same_field_name(name, "Connection")) {
        keeps_alive_ = same_field_name(value, "keep-alive") ||
                       (keeps_alive_ && !same_field_name(value, "close"));
    } else if (same_field_name(name, "Content-Type")) {
        content_type_ = value;
    }
}

void ResponseReader::take_body(std::string_view& bytes) {
    const bool is_open_ended = part_ == Part::until_end;
    const std::size_t count = is_open_ended ? bytes.size() : std::min(left_, bytes.size());
    if (body_.size() + count > bytes_max_) {
        part_ = Part::broken;
        return;
    }
    body_.append(bytes.substr(0, count));
    bytes.remove_prefix(count);
    if (is_open_ended) return;
    left_ -= count;
    if (left_ == 0) part_ = part_ == Part::chunk ? Part::chunk_end : Part::done;
}

void ResponseReader::take_line(std::string_view& bytes) {
    const std::size_t end = bytes.find('\n');
    const std::size_t count = end == std::string_view::npos ? bytes.size() : end + 1;
    line_.append(bytes.substr(0, count));
    bytes.remove_prefix(count);
    if (line_.size() > line_bytes_max)
        part_ = Part::broken;
    else if (line_.ends_with("\r\n"))
        on_line();
}

void ResponseReader::on_line() {
    std::string_view line = line_;
    line.remove_suffix(2);
    if (part_ == Part::chunk_line) {
        const std::string_view digits = trim(line.substr(0, line.find(';')));
        const auto [stop, error] =
            std::from_chars(digits.data(), digits.data() + digits.size(), left_, 16);
        const bool is_number = error == std::errc{} && stop == digits.data() + digits.size();
        if (!is_number)
            part_ = Part::broken;
        else
            part_ = left_ == 0 ? Part::trailer : Part::chunk;
    } else if (part_ == Part::chunk_end) {
        part_ = line.empty() ? Part::chunk_line : Part::broken;
    } else if (line.empty()) {
        part_ = Part::done;
    }
    line_.clear();
}

}  // namespace yidi::api
