#include "wire/request.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <optional>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "codes/codes.hpp"
#include "wire/field_check.hpp"
#include "wire/simdjson_release.hpp"
#include "wire/transactions.hpp"

namespace yidi::wire {
namespace {

namespace ondemand = simdjson::ondemand;

// ---- where a text stops being JSON: only walked once something is wrong --------------------------

/// Finds the byte at which a text leaves the grammar.
struct FirstError : nlohmann::json_sax<nlohmann::json> {
    std::size_t byte = 0;
    bool null() override { return true; }
    bool boolean(bool) override { return true; }
    bool number_integer(number_integer_t) override { return true; }
    bool number_unsigned(number_unsigned_t) override { return true; }
    bool number_float(number_float_t, const string_t&) override { return true; }
    bool string(string_t&) override { return true; }
    bool binary(binary_t&) override { return true; }
    bool start_object(std::size_t) override { return true; }
    bool key(string_t&) override { return true; }
    bool end_object() override { return true; }
    bool start_array(std::size_t) override { return true; }
    bool end_array() override { return true; }
    bool parse_error(std::size_t position, const std::string&,
                     const nlohmann::detail::exception&) override {
        byte = position;
        return false;
    }
};

Problem broken_json(std::string_view text, std::string_view inside) {
    const std::string prefix = inside.empty() ? std::string{} : std::string{inside} + ", ";
    if (!simdjson::validate_utf8(text.data(), text.size())) {
        std::size_t good = 0;
        // The longest valid prefix, by halving.
        for (std::size_t step = std::bit_floor(text.size()); step > 0; step /= 2) {
            if (good + step <= text.size() && simdjson::validate_utf8(text.data(), good + step)) {
                good += step;
            }
        }
        return {ErrorCode::wrong_encoding, prefix + "byte " + std::to_string(good), {}, "UTF-8", {}};
    }
    FirstError first;
    (void)nlohmann::json::sax_parse(text.begin(), text.end(), &first);
    const auto at = first.byte == 0 ? 0 : first.byte - 1;
    return {ErrorCode::broken_json, prefix + "byte " + std::to_string(at),
            std::string{text.substr(std::min(at, text.size()), 20)}, "JSON", {}};
}

// ---- tokens --------------------------------------------------------------------------------------

/// A value's token: '{' or '[' of a container, or all of a scalar.
std::string_view token_of(ondemand::value& value) {
    std::string_view token = value.raw_json_token();
    while (!token.empty() && static_cast<unsigned char>(token.back()) <= ' ') token.remove_suffix(1);
    return token;
}

bool is_container(std::string_view token) {
    return !token.empty() && (token.front() == '{' || token.front() == '[');
}

bool is_json_number(std::string_view token) {
    std::size_t at = 0;
    const auto digits = [&] {
        const auto from = at;
        while (at < token.size() && token[at] >= '0' && token[at] <= '9') ++at;
        return at - from;
    };
    if (at < token.size() && token[at] == '-') ++at;
    const auto whole_from = at;
    const auto whole = digits();
    if (whole == 0 || (whole > 1 && token[whole_from] == '0')) return false;
    if (at < token.size() && token[at] == '.') {
        ++at;
        if (digits() == 0) return false;
    }
    if (at < token.size() && (token[at] == 'e' || token[at] == 'E')) {
        ++at;
        if (at < token.size() && (token[at] == '+' || token[at] == '-')) ++at;
        if (digits() == 0) return false;
    }
    return at == token.size();
}

/// Equal but for case and underscores: expContent is exp_content.
bool same_name(std::string_view a, std::string_view b) {
    std::size_t i = 0, j = 0;
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    for (;;) {
        while (i < a.size() && a[i] == '_') ++i;
        while (j < b.size() && b[j] == '_') ++j;
        if (i == a.size() || j == b.size()) return i == a.size() && j == b.size();
        if (lower(a[i++]) != lower(b[j++])) return false;
    }
}

constexpr int unknown_name = -1;

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

/// Rows of one message name their fields in one order: what stood at a place in the row before is
/// tried first.
struct NameMemory {
    struct Seen {
        std::string name;
        int place = unknown_name;

        /// `raw` is what follows the opening quote. Padding behind the text makes this safe.
        [[nodiscard]] bool is(const char* raw) const {
            return !name.empty() && std::strncmp(raw, name.data(), name.size()) == 0 &&
                   raw[name.size()] == '"';
        }
    };
    std::vector<Seen> by_position;
};

/// Buffers that live as long as their thread, one for each level of JSON inside JSON.
struct Buffer {
    ondemand::parser parser;
    std::string padded;

    simdjson::error_code start(std::string_view json, ondemand::document& document) {
        padded.reserve(json.size() + simdjson::SIMDJSON_PADDING);
        padded.assign(json);
        return parser.iterate(padded).get(document);
    }
};
struct Buffers {
    Buffer body, input, extras;
};

// ---- one request ---------------------------------------------------------------------------------

/// Walks the JSON once, checking every token it passes. The first problem ends the walk.
class RequestReader final : public InputSource {
  public:
    RequestReader(std::string_view body, std::string_view path, const Digester& digester,
                  Buffers& buffers)
        : body_(body), path_(path), digester_(digester), buffers_(buffers) {}

    DecodeResult decode();

    std::optional<Problem> read(std::span<const Node> nodes, void* draft) override;

  private:
    struct Scope {
        int depth;             ///< Of the container being walked; the outermost is 1.
        std::string_view name; ///< For messages.
        int row = -1;
    };

    bool read_message();
    bool read_input(ondemand::document& document);
    bool read_input_now(ondemand::value value);
    bool read_input_value(ondemand::value value);
    bool read_input_object(ondemand::object object, int depth);
    bool read_node(const Node& node, ondemand::value value, void* draft, bool& present);
    bool read_rows(const Node& node, ondemand::value value, void* draft, bool& present);
    bool read_row(const Node& node, ondemand::object object, const Scope& scope, void* draft,
                  NameMemory& memory);
    bool read_field(const Field& field, ondemand::value value, const Scope& scope, void* draft,
                    bool& present);
    bool read_extras(const Field& field, std::string_view text, const Scope& scope, void* draft);
    bool read_extras_object(const Field& field, ondemand::object object, const Scope& scope,
                            void* draft);
    bool skim(ondemand::value value, int depth);
    bool scalar(ondemand::value& value, std::string_view token, std::string_view& text,
                bool& is_text);
    bool key_of(ondemand::field& field, std::string_view& key);
    bool transaction_is_offered();
    bool path_fits() const;

    bool fail(ErrorCode code, std::string field, std::string found = {}, std::string expected = {}) {
        problem_ = Problem{code, std::move(field), std::move(found), std::move(expected), {}};
        return false;
    }
    bool fail(Problem&& problem) {
        problem_ = std::move(problem);
        return false;
    }
    /// The walk met a token it cannot pass. Where and why is found out at the end.
    bool broken() {
        is_broken_ = true;
        return false;
    }
    bool at_field(Problem problem, const Scope& scope, std::string_view name) {
        problem.field = path_of(scope, name);
        return fail(std::move(problem));
    }
    static std::string path_of(const Scope& scope, std::string_view name) {
        std::string path{scope.name};
        if (scope.row >= 0) path += '[' + std::to_string(scope.row) + ']';
        if (!path.empty() && !name.empty()) path += '.';
        path += name;
        return path;
    }

    std::string_view body_;
    std::string_view path_;
    const Digester& digester_;
    Buffers& buffers_;

    EnvelopeDraft envelope_;
    bool has_input_ = false;
    bool is_input_read_ = false;
    std::optional<Problem> input_problem_;
    const Transaction* transaction_ = nullptr;
    ondemand::object* input_ = nullptr;  ///< Set while the transaction reads its nodes.
    int input_depth_ = 0;
    bool in_input_text_ = false;
    std::optional<Outcome<model::CommandBody>> command_;
    bool is_broken_ = false;
    Problem problem_;
};

bool RequestReader::key_of(ondemand::field& field, std::string_view& key) {
    const char* raw = field.key().raw();
    const auto* end = static_cast<const char*>(std::memchr(raw, '"', body_.size() + 1));
    if (end == nullptr) return broken();
    key = {raw, static_cast<std::size_t>(end - raw)};
    if (key.find('\\') == std::string_view::npos) return true;
    return field.unescaped_key().get(key) == simdjson::SUCCESS || broken();
}

/// The text of a scalar: the characters of a string, the token of anything else; null is empty.
bool RequestReader::scalar(ondemand::value& value, std::string_view token, std::string_view& text,
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

/// Passes over a value that nobody asked for, but checks it.
bool RequestReader::skim(ondemand::value value, int depth) {
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
            ondemand::value inner;
            if (element.get(inner) != simdjson::SUCCESS) return broken();
            if (!skim(inner, depth + 1)) return false;
        }
        return true;
    }
    ondemand::object object;
    if (value.get_object().get(object) != simdjson::SUCCESS) return broken();
    for (auto member : object) {
        ondemand::field field;
        std::string_view key;
        if (std::move(member).get(field) != simdjson::SUCCESS) return broken();
        if (!key_of(field, key) || !skim(field.value(), depth + 1)) return false;
    }
    return true;
}

bool RequestReader::read_extras_object(const Field& field, ondemand::object object,
                                       const Scope& scope, void* draft) {
    if (scope.depth + 1 > nesting_max) return fail(ErrorCode::nested_too_deep, {});
    NameMemory memory;
    const std::string name = path_of(scope, field.name);
    return read_row(*field.extras, object, {scope.depth + 1, name}, draft, memory);
}

/// exp_content as text. Clients also put words of their own there: only an object is read.
bool RequestReader::read_extras(const Field& field, std::string_view text, const Scope& scope,
                                void* draft) {
    if (text.front() != '{') return true;
    ondemand::document document;
    ondemand::object object;
    const bool was_broken_before = is_broken_;
    if (buffers_.extras.start(text, document) != simdjson::SUCCESS ||
        document.get_object().get(object) != simdjson::SUCCESS) {
        return fail(broken_json(text, path_of(scope, field.name)));
    }
    if (!read_extras_object(field, object, scope, draft)) {
        if (is_broken_ && !was_broken_before) {
            is_broken_ = false;
            return fail(broken_json(text, path_of(scope, field.name)));
        }
        return false;
    }
    return true;
}

bool RequestReader::read_field(const Field& field, ondemand::value value, const Scope& scope,
                               void* draft, bool& present) {
    const auto token = token_of(value);
    if (is_container(token)) {
        if (token.front() == '{' && field.extras != nullptr) {
            ondemand::object object;
            if (value.get_object().get(object) != simdjson::SUCCESS) return broken();
            present = true;
            return read_extras_object(field, object, scope, draft);
        }
        return at_field({ErrorCode::field_wrong_type, {}, {}, type_text(field), {}}, scope,
                        field.name);
    }
    std::string_view raw;
    bool is_text = false;
    if (!scalar(value, token, raw, is_text)) return false;
    const auto text = meant(raw);
    present = !text.empty();
    if (!present) return true;
    if (!is_text && (text == "true" || text == "false")) {
        return at_field({ErrorCode::field_wrong_type, {}, std::string{text}, type_text(field), {}},
                        scope, field.name);
    }
    Value checked;
    if (auto wrong = check(field, text, checked)) {
        return at_field(std::move(*wrong), scope, field.name);
    }
    if (field.extras != nullptr && !read_extras(field, text, scope, draft)) return false;
    if (field.take != nullptr) field.take(draft, checked);
    return true;
}

bool RequestReader::read_row(const Node& node, ondemand::object object, const Scope& scope,
                             void* draft, NameMemory& memory) {
    std::uint64_t seen = 0, filled = 0;
    YIDI_ASSERT(node.fields.size() <= 64);
    std::size_t position = 0, expected = 0;
    static const int insured_place = place_of("insuplc_admdvs", request_envelope().fields, 0);
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
        const std::string_view key = memo.name;
        if (memo.place == unknown_name) {
            if (scope.depth == 1 && key == "input") {
                if (has_input_) return fail(ErrorCode::duplicate_key, "input");
                has_input_ = true;
                const bool has_insured_place = (seen >> insured_place & 1) != 0;
                if (has_insured_place && !read_input_now(json.value())) return false;
                continue;
            }
            if (!skim(json.value(), scope.depth + 1)) return false;
            continue;
        }
        const auto place = static_cast<std::size_t>(memo.place);
        const Field& field = node.fields[place];
        expected = place + 1;
        const std::uint64_t bit = std::uint64_t{1} << place;
        if ((seen & bit) != 0) {
            return fail(ErrorCode::duplicate_key, path_of(scope, key));
        }
        seen |= bit;
        bool present = false;
        if (!read_field(field, json.value(), scope, draft, present)) return false;
        if (present) filled |= bit;
    }
    for (std::size_t place = 0; place < node.fields.size(); ++place) {
        if (node.fields[place].required && (filled >> place & 1) == 0) {
            return fail(ErrorCode::field_missing, path_of(scope, node.fields[place].name), {},
                        type_text(node.fields[place]));
        }
    }
    if (node.end_row != nullptr) {
        if (auto wrong = node.end_row(draft)) {
            wrong->field = path_of(scope, wrong->field);
            return fail(std::move(*wrong));
        }
    }
    return true;
}

bool RequestReader::read_rows(const Node& node, ondemand::value value, void* draft,
                              bool& present) {
    const std::size_t most = node.many ? rows_max : 1;
    ondemand::array array;
    if (value.get_array().get(array) != simdjson::SUCCESS) return broken();
    NameMemory memory;
    std::size_t count = 0;
    for (auto element : array) {
        ondemand::value row;
        ondemand::object object;
        if (element.get(row) != simdjson::SUCCESS) return broken();
        const Scope scope{input_depth_ + 2, node.name, static_cast<int>(count)};
        if (++count > most) {
            return fail(ErrorCode::too_many_rows, std::string{node.name}, "> " + std::to_string(most),
                        "<= " + std::to_string(most));
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

bool RequestReader::read_node(const Node& node, ondemand::value value, void* draft, bool& present) {
    const auto token = token_of(value);
    if (is_container(token)) {
        if (token.front() == '[') return read_rows(node, value, draft, present);
        ondemand::object object;
        if (value.get_object().get(object) != simdjson::SUCCESS) return broken();
        NameMemory memory;
        present = true;
        if (node.begin_row != nullptr) node.begin_row(draft);
        return read_row(node, object, {input_depth_ + 1, node.name}, draft, memory);
    }
    std::string_view text;
    bool is_text = false;
    if (!scalar(value, token, text, is_text)) return false;
    if (meant(text).empty()) return true;  // null stands for a node that is not there
    return fail(ErrorCode::field_wrong_type, std::string{node.name}, {}, "object");
}

std::optional<Problem> RequestReader::read(std::span<const Node> nodes, void* draft) {
    std::uint64_t seen = 0, filled = 0;
    const auto give_up = [&] { return std::optional{problem_}; };
    for (auto member : *input_) {
        ondemand::field json;
        std::string_view key;
        if (std::move(member).get(json) != simdjson::SUCCESS) {
            broken();
            return give_up();
        }
        if (!key_of(json, key)) return give_up();
        const int place = place_of(key, nodes, 0);
        if (place == unknown_name) {
            if (!skim(json.value(), input_depth_ + 1)) return give_up();
            continue;
        }
        const std::uint64_t bit = std::uint64_t{1} << place;
        if ((seen & bit) != 0) {
            fail(ErrorCode::duplicate_key, std::string{key});
            return give_up();
        }
        seen |= bit;
        bool present = false;
        if (!read_node(nodes[static_cast<std::size_t>(place)], json.value(), draft, present)) {
            return give_up();
        }
        if (present) filled |= bit;
    }
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        if (nodes[i].required && (filled >> i & 1) == 0) {
            fail(ErrorCode::node_missing, std::string{nodes[i].name});
            return give_up();
        }
    }
    return {};
}

bool RequestReader::read_input_object(ondemand::object object, int depth) {
    input_ = &object;
    input_depth_ = depth;
    command_ = transaction_->decode(transaction_->request, *this, {digester_, envelope_.envelope});
    input_ = nullptr;
    if (is_broken_) return false;
    return command_->has_value() || fail(std::move(*command_).error());
}

/// `input` as an object, or as text that holds one.
bool RequestReader::read_input_value(ondemand::value value) {
    const auto token = token_of(value);
    ondemand::object object;
    if (is_container(token)) {
        if (token.front() == '{') {
            if (value.get_object().get(object) != simdjson::SUCCESS) return broken();
            return read_input_object(object, 2);
        }
        return fail(ErrorCode::field_wrong_type, "input", {}, "object");
    }
    std::string_view text;
    bool is_text = false;
    if (!scalar(value, token, text, is_text)) return false;
    text = meant(text);
    if (text.empty()) return fail(ErrorCode::node_missing, "input");
    if (!is_text) return fail(ErrorCode::field_wrong_type, "input", {}, "object");
    ondemand::document document;
    in_input_text_ = true;
    if (buffers_.input.start(text, document) != simdjson::SUCCESS ||
        document.get_object().get(object) != simdjson::SUCCESS) {
        return broken();
    }
    if (!read_input_object(object, 1)) return false;
    return document.current_location().error() == simdjson::OUT_OF_BOUNDS || broken();
}

/// `input` stands last in what clients send, so that all it depends on is known and one walk does.
/// Its problem waits: what is wrong with the envelope is told first.
bool RequestReader::read_input_now(ondemand::value value) {
    transaction_ = find_transaction(plain_infno(envelope_.envelope.infno));
    if (transaction_ == nullptr || !path_fits()) return true;
    is_input_read_ = true;
    if (read_input_value(value)) return true;
    if (is_broken_) return false;
    in_input_text_ = false;
    input_problem_ = std::move(problem_);
    return true;
}

/// The second walk, for messages in another order: to `input`, and through it.
bool RequestReader::read_input(ondemand::document& document) {
    document.rewind();
    ondemand::object object;
    if (document.get_object().get(object) != simdjson::SUCCESS) return broken();
    for (auto member : object) {
        ondemand::field field;
        std::string_view key;
        if (std::move(member).get(field) != simdjson::SUCCESS) return broken();
        if (!key_of(field, key)) return false;
        if (key == "input") return read_input_value(field.value());
    }
    return fail(ErrorCode::node_missing, "input");
}

bool RequestReader::read_message() {
    ondemand::document document;
    ondemand::object object;
    if (buffers_.body.start(body_, document) != simdjson::SUCCESS ||
        document.get_object().get(object) != simdjson::SUCCESS) {
        return broken();
    }
    NameMemory memory;
    if (!read_row(request_envelope(), object, {1, ""}, &envelope_, memory)) return false;
    if (document.current_location().error() != simdjson::OUT_OF_BOUNDS) return broken();
    if (!transaction_is_offered()) return false;
    if (!path_fits()) {
        return fail(ErrorCode::path_mismatch, "infno", std::string{path_},
                    std::string{transaction_->path});
    }
    if (input_problem_) return fail(std::move(*input_problem_));
    return is_input_read_ || read_input(document);
}

bool RequestReader::transaction_is_offered() {
    const std::string_view sent = envelope_.envelope.infno;
    transaction_ = find_transaction(plain_infno(sent));
    if (transaction_ != nullptr) return true;
    const bool known = codes::is_known_transaction(sent) ||
                       codes::is_known_transaction(plain_infno(sent));
    return fail(known ? ErrorCode::transaction_not_offered : ErrorCode::unknown_transaction, "infno",
                std::string{sent});
}

bool RequestReader::path_fits() const {
    if (std::ranges::count(single_paths(), path_) > 0) return true;
    if (path_ == transaction_->path) return true;
    const auto prefix = path_.rfind(numbered_path_prefix);
    return prefix != std::string_view::npos &&
           plain_infno(path_.substr(prefix + numbered_path_prefix.size())) == transaction_->infno;
}

DecodeResult RequestReader::decode() {
    const bool good = read_message();
    if (is_broken_) {
        problem_ = in_input_text_ ? broken_json(buffers_.input.padded, "input")
                                  : broken_json(body_, "");
    }
    model::Envelope& envelope = envelope_.envelope;
    EnvelopeEcho echo{envelope.infno, envelope.msgid, envelope.fixmedins_code};
    if (!good) return {std::move(echo), Unexpected{std::move(problem_)}};
    std::string infno_sent = std::exchange(envelope.infno, std::string{transaction_->infno});
    return {std::move(echo),
            DecodedRequest{std::move(envelope), std::move(infno_sent), envelope_.inf_time,
                           std::move(**command_)}};
}

std::string_view without_byte_order_mark(std::string_view body) {
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    return body.starts_with(mark) ? body.substr(mark.size()) : body;
}

}  // namespace

DecodeResult decode_request(std::string_view body, std::string_view path,
                            const Digester& digester) {
    thread_local Buffers buffers;
    return RequestReader{without_byte_order_mark(body), path, digester, buffers}.decode();
}

bool is_interface_path(std::string_view path) {
    if (std::ranges::count(single_paths(), path) > 0) return true;
    if (std::ranges::count(transactions(), path, &Transaction::path) > 0) return true;
    const auto prefix = path.rfind(numbered_path_prefix);
    if (prefix == std::string_view::npos) return false;
    const auto number = path.substr(prefix + numbered_path_prefix.size());
    return !number.empty() && number.find('/') == std::string_view::npos;
}

}  // namespace yidi::wire
