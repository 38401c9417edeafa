#include "wire/json_walker.hpp"

#include <cstring>

#include "wire/json_text.hpp"
#include "wire/request.hpp"

namespace yidi::wire {

namespace ondemand = simdjson::ondemand;

simdjson::error_code JsonBuffer::start(std::string_view json, ondemand::document& document) {
    padded.reserve(json.size() + simdjson::SIMDJSON_PADDING);
    padded.assign(json);
    return parser.iterate(padded).get(document);
}

std::string_view JsonWalker::token_of(JsonValue& value) {
    std::string_view token = value.raw_json_token();
    while (!token.empty() && static_cast<unsigned char>(token.back()) <= ' ') {
        token.remove_suffix(1);
    }
    return token;
}

bool JsonWalker::is_container(std::string_view token) {
    return !token.empty() && (token.front() == '{' || token.front() == '[');
}

bool JsonWalker::key_of(ondemand::field& field, std::string_view& key) {
    const char* raw = field.key().raw();
    // The parser has seen the closing quote.
    key = {raw, static_cast<std::size_t>(std::strchr(raw, '"') - raw)};
    if (key.find('\\') == std::string_view::npos) return true;
    return field.unescaped_key().get(key) == simdjson::SUCCESS || broken();
}

bool JsonWalker::scalar(JsonValue& value, std::string_view token, std::string_view& text,
                        bool& is_text) {
    is_text = !token.empty() && token.front() == '"';
    if (is_text) {
        if (token.size() < 2 || token.back() != '"') return broken();
        text = token.substr(1, token.size() - 2);
        if (std::memchr(text.data(), '\\', text.size()) == nullptr) return true;
        return value.get_string().get(text) == simdjson::SUCCESS || broken();
    }
    text = token;
    if (token == "null") {
        text = {};
        return true;
    }
    return token == "true" || token == "false" || is_json_number(token) || broken();
}

bool JsonWalker::skim(JsonValue value, int depth) {
    const auto token = token_of(value);
    if (!is_container(token)) {
        std::string_view text;
        bool is_text = false;
        return scalar(value, token, text, is_text);
    }
    if (depth > nesting_max) {
        return fail(ErrorCode::nested_too_deep, {}, std::to_string(depth),
                    "<= " + std::to_string(nesting_max));
    }
    if (token.front() == '[') {
        ondemand::array array;
        if (value.get_array().get(array) != simdjson::SUCCESS) return broken();
        for (auto element : array) {
            JsonValue inner;
            if (element.get(inner) != simdjson::SUCCESS) return broken();
            if (!skim(inner, depth + 1)) return false;
        }
        return true;
    }
    Object object;
    if (value.get_object().get(object) != simdjson::SUCCESS) return broken();
    for (auto member : object) {
        ondemand::field field;
        std::string_view key;
        if (std::move(member).get(field) != simdjson::SUCCESS) return broken();
        if (!key_of(field, key) || !skim(field.value(), depth + 1)) return false;
    }
    return true;
}

}  // namespace yidi::wire
