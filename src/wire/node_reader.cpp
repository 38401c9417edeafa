#include "wire/node_reader.hpp"

#include <cstring>

#include "wire/base64.hpp"
#include "wire/field_check.hpp"
#include "wire/json_text.hpp"
#include "wire/library.hpp"
#include "wire/request.hpp"

namespace yidi::wire {
namespace {

namespace ondemand = simdjson::ondemand;

std::string path_of(const NodeReader::Scope& scope, std::string_view name) {
    std::string path{scope.name};
    if (scope.row >= 0) path += '[' + std::to_string(scope.row) + ']';
    if (!path.empty() && !name.empty()) path += '.';
    path += name;
    return path;
}

/// Finds the description of a name; `expected` is a guess of its place.
template <class Described>
int place_of(std::string_view name, std::span<const Described> described, std::size_t expected) {
    const auto count = described.size();
    for (std::size_t i = 0; i < count; ++i) {
        const auto at = (expected + i) % count;
        if (described[at].name == name) return static_cast<int>(at);
    }
    for (std::size_t at = 0; at < count; ++at) {
        if (same_name(described[at].name, name)) return static_cast<int>(at);
    }
    return unknown_name;
}

}  // namespace

bool NameMemory::Seen::is(const char* raw) const {
    return !name.empty() && std::strncmp(raw, name.data(), name.size()) == 0 &&
           raw[name.size()] == '"';
}

bool NodeReader::read_unknown(std::string_view, JsonValue value, const Scope& scope,
                              std::uint64_t) {
    return skim(value, scope.depth + 1);
}

bool NodeReader::read_extras_object(const Field& field, Object& object, const Scope& scope,
                                    void* draft) {
    NameMemory memory;
    const std::string name = path_of(scope, field.name);
    return read_row(*field.extras, object, {scope.depth + 1, name}, draft, memory);
}

/// exp_content as text. Clients also put words of their own there: only an object is read.
bool NodeReader::read_extras(const Field& field, std::string_view text, const Scope& scope,
                             void* draft) {
    if (text.front() != '{') return true;
    ondemand::document document;
    Object object;
    const bool good = buffers_.extras.start(text, document) == simdjson::SUCCESS &&
                              document.get_object().get(object) == simdjson::SUCCESS
                          ? read_extras_object(field, object, scope, draft)
                          : broken();
    if (is_broken_) {
        is_broken_ = false;
        return fail(broken_json(buffers_.extras.padded, path_of(scope, field.name)));
    }
    return good;
}

bool NodeReader::read_byte_array(const Field& field, JsonValue value, const Scope& scope,
                                 std::string& bytes) {
    ondemand::array array;
    if (value.get_array().get(array) != simdjson::SUCCESS) return broken();
    for (auto element : array) {
        JsonValue one;
        std::int64_t number = 0;
        if (element.get(one) != simdjson::SUCCESS) return broken();
        // Java prints its bytes with a sign.
        if (one.get_int64().get(number) != simdjson::SUCCESS || number < -128 || number > 255) {
            return fail(ErrorCode::field_wrong_type, path_of(scope, field.name), {}, "0-255");
        }
        if (bytes.size() > file_bytes_max) break;
        bytes.push_back(static_cast<char>(number));
    }
    return true;
}

bool NodeReader::read_bytes(const Field& field, JsonValue value, const Scope& scope, void* draft,
                            bool& present) {
    const auto token = token_of(value);
    std::string bytes;
    if (is_container(token)) {
        if (token.front() == '{') {
            return fail(ErrorCode::field_wrong_type, path_of(scope, field.name), {}, "Base64");
        }
        if (!read_byte_array(field, value, scope, bytes)) return false;
    } else {
        std::string_view text;
        bool is_text = false;
        if (!scalar(value, token, text, is_text)) return false;
        auto decoded = decode_base64(meant(text));
        if (!decoded || (!is_text && !decoded->empty())) {
            return fail(ErrorCode::field_wrong_type, path_of(scope, field.name), {}, "Base64");
        }
        bytes = std::move(*decoded);
    }
    if (bytes.size() > file_bytes_max) {
        return fail(ErrorCode::file_too_large, path_of(scope, field.name), {},
                    "<= " + std::to_string(file_bytes_max));
    }
    present = !bytes.empty();
    Value checked;
    checked.text = bytes;
    if (present && field.take != nullptr) field.take(draft, checked);
    return true;
}

bool NodeReader::read_field(const Field& field, JsonValue value, const Scope& scope, void* draft,
                            bool& present) {
    if (field.type == FieldType::bytes) return read_bytes(field, value, scope, draft, present);
    const auto token = token_of(value);
    if (is_container(token)) {
        if (token.front() == '{' && field.extras != nullptr) {
            Object object;
            if (value.get_object().get(object) != simdjson::SUCCESS) return broken();
            present = true;
            return read_extras_object(field, object, scope, draft);
        }
        return fail(ErrorCode::field_wrong_type, path_of(scope, field.name), {}, type_text(field));
    }
    std::string_view raw;
    bool is_text = false;
    if (!scalar(value, token, raw, is_text)) return false;
    const auto text = meant(raw);
    present = !text.empty();
    if (!present) return true;
    if (!is_text && (text == "true" || text == "false")) {
        return fail(ErrorCode::field_wrong_type, path_of(scope, field.name), std::string{text},
                    type_text(field));
    }
    Value checked;
    if (auto wrong = check(field, text, checked)) {
        wrong->field = path_of(scope, field.name);
        return fail(std::move(*wrong));
    }
    if (field.extras != nullptr && !read_extras(field, text, scope, draft)) return false;
    if (field.take != nullptr) field.take(draft, checked);
    return true;
}

/// What only a whole row can show.
bool NodeReader::check_row(const Node& node, const Scope& scope, std::uint64_t filled,
                           void* draft) {
    for (std::size_t place = 0; place < node.fields.size(); ++place) {
        if (node.fields[place].required && (filled >> place & 1) == 0) {
            return fail(ErrorCode::field_missing, path_of(scope, node.fields[place].name), {},
                        type_text(node.fields[place]));
        }
    }
    if (node.end_row == nullptr) return true;
    auto wrong = node.end_row(draft);
    if (!wrong) return true;
    wrong->field = path_of(scope, wrong->field);
    return fail(std::move(*wrong));
}

bool NodeReader::read_row(const Node& node, Object& object, const Scope& scope, void* draft,
                          NameMemory& memory) {
    std::uint64_t seen = 0, filled = 0;
    YIDI_ASSERT(node.fields.size() <= 64);
    std::size_t position = 0, expected = 0;
    for (auto member : object) {
        ondemand::field json;
        if (std::move(member).get(json) != simdjson::SUCCESS) return broken();
        if (position == memory.by_position.size()) memory.by_position.emplace_back();
        auto& memo = memory.by_position[position++];
        if (!memo.is(json.key().raw())) {
            std::string_view key;
            if (!key_of(json, key)) return false;
            memo.name = key;
            memo.place = place_of(key, node.fields, expected);
        }
        if (memo.place == unknown_name) {
            if (!read_unknown(memo.name, json.value(), scope, seen)) return false;
            continue;
        }
        const auto place = static_cast<std::size_t>(memo.place);
        const std::uint64_t bit = std::uint64_t{1} << place;
        if ((seen & bit) != 0) return fail(ErrorCode::duplicate_key, path_of(scope, memo.name));
        seen |= bit;
        expected = place + 1;
        bool present = false;
        if (!read_field(node.fields[place], json.value(), scope, draft, present)) return false;
        if (present) filled |= bit;
    }
    return check_row(node, scope, filled, draft);
}

bool NodeReader::read_rows(const Node& node, JsonValue value, int depth, void* draft,
                           bool& present) {
    const std::size_t most = node.many ? rows_max : 1;
    ondemand::array array;
    if (value.get_array().get(array) != simdjson::SUCCESS) return broken();
    NameMemory memory;
    std::size_t count = 0;
    for (auto element : array) {
        JsonValue row;
        Object object;
        if (element.get(row) != simdjson::SUCCESS) return broken();
        const Scope scope{depth + 1, node.name, static_cast<int>(count)};
        if (++count > most) {
            return fail(ErrorCode::too_many_rows, std::string{node.name},
                        "> " + std::to_string(most), "<= " + std::to_string(most));
        }
        if (row.get_object().get(object) != simdjson::SUCCESS) {
            return fail(ErrorCode::field_wrong_type, path_of(scope, ""), {}, "object");
        }
        if (node.begin_row != nullptr) node.begin_row(draft);
        if (!read_row(node, object, scope, draft, memory)) return false;
    }
    present = count > 0;
    return true;
}

/// `depth` is that of the node itself.
bool NodeReader::read_node(const Node& node, JsonValue value, int depth, void* draft,
                           bool& present) {
    const auto token = token_of(value);
    if (is_container(token)) {
        if (token.front() == '[') return read_rows(node, value, depth, draft, present);
        Object object;
        if (value.get_object().get(object) != simdjson::SUCCESS) return broken();
        NameMemory memory;
        present = true;
        if (node.begin_row != nullptr) node.begin_row(draft);
        return read_row(node, object, {depth, node.name}, draft, memory);
    }
    std::string_view text;
    bool is_text = false;
    if (!scalar(value, token, text, is_text)) return false;
    if (meant(text).empty()) return true;  // null stands for a node that is not there
    return fail(ErrorCode::field_wrong_type, std::string{node.name}, {}, "object");
}

bool NodeReader::read_nodes(Object& object, int depth, std::span<const Node> nodes, void* draft) {
    std::uint64_t seen = 0, filled = 0;
    for (auto member : object) {
        ondemand::field json;
        std::string_view key;
        if (std::move(member).get(json) != simdjson::SUCCESS) return broken();
        if (!key_of(json, key)) return false;
        const int place = place_of(key, nodes, 0);
        if (place == unknown_name) {
            if (!skim(json.value(), depth + 1)) return false;
            continue;
        }
        const std::uint64_t bit = std::uint64_t{1} << place;
        if ((seen & bit) != 0) return fail(ErrorCode::duplicate_key, std::string{key});
        seen |= bit;
        bool present = false;
        if (!read_node(nodes[static_cast<std::size_t>(place)], json.value(), depth + 1, draft,
                       present)) {
            return false;
        }
        if (present) filled |= bit;
    }
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        if (nodes[i].required && (filled >> i & 1) == 0) {
            return fail(ErrorCode::node_missing, std::string{nodes[i].name});
        }
    }
    return true;
}

}  // namespace yidi::wire
