#include "wire/request.hpp"

#include <algorithm>
#include <optional>

#include "codes/codes.hpp"
#include "wire/field_check.hpp"
#include "wire/json_text.hpp"
#include "wire/library_draft.hpp"
#include "wire/node_reader.hpp"
#include "wire/transactions.hpp"

namespace yidi::wire {
namespace {

namespace ondemand = simdjson::ondemand;

/// One message: the envelope as a row of fields, and in it the nodes of its transaction.
class RequestReader final : public NodeReader, public InputSource {
  public:
    RequestReader(std::string_view body, std::string_view path, const Digester& digester,
                  JsonBuffers& buffers)
        : NodeReader(buffers), body_(body), path_(path), digester_(digester) {}

    DecodeResult decode();

    std::optional<Problem> read(std::span<const Node> nodes, void* draft) override {
        if (read_nodes(*input_, input_depth_, nodes, draft)) return {};
        return problem_;
    }

  protected:
    bool read_unknown(std::string_view name, JsonValue value, const Scope& scope,
                      std::uint64_t seen) override;

  private:
    bool read_message();
    bool read_input_now(JsonValue value);
    bool read_input_later(ondemand::document& document);
    bool read_input(JsonValue value);
    bool read_input_text(std::string_view text);
    bool read_input_object(Object& object, int depth);
    bool read_library_request();
    bool transaction_is_offered();
    bool path_fits() const;

    std::string_view body_;
    std::string_view path_;
    const Digester& digester_;

    EnvelopeDraft envelope_;
    const Transaction* transaction_ = nullptr;
    bool has_input_ = false;
    bool is_input_read_ = false;
    bool in_input_text_ = false;
    Object* input_ = nullptr;  ///< Set while the transaction reads its nodes.
    int input_depth_ = 0;
    std::optional<Problem> input_problem_;
    std::optional<Outcome<model::CommandBody>> command_;
    std::optional<LibraryRequest> library_;
};

std::uint64_t insured_place_bit() {
    const auto fields = request_envelope().fields;
    const auto at = std::ranges::find(fields, "insuplc_admdvs", &Field::name) - fields.begin();
    return std::uint64_t{1} << at;
}

bool RequestReader::read_unknown(std::string_view name, JsonValue value, const Scope& scope,
                                 std::uint64_t seen) {
    if (scope.depth > 1 || name != "input") {
        return NodeReader::read_unknown(name, value, scope, seen);
    }
    if (has_input_) return fail(ErrorCode::duplicate_key, "input");
    has_input_ = true;
    static const std::uint64_t insured_place = insured_place_bit();
    // What the body depends on must be known: the number, and the insured place of the envelope.
    return (seen & insured_place) == 0 || read_input_now(value);
}

/// `input` stands last in what clients send, so that one walk does. Its problem waits: what is
/// wrong with the envelope is told first.
bool RequestReader::read_input_now(JsonValue value) {
    transaction_ = find_transaction(plain_infno(envelope_.envelope.infno));
    if (transaction_ == nullptr || !path_fits()) return true;
    is_input_read_ = true;
    if (read_input(value)) return true;
    if (is_broken_) return false;
    in_input_text_ = false;
    input_problem_ = std::move(problem_);
    return true;
}

/// The second walk, for messages in another order: to `input`, and through it.
bool RequestReader::read_input_later(ondemand::document& document) {
    document.rewind();
    Object object;
    if (document.get_object().get(object) != simdjson::SUCCESS) return broken();
    for (auto member : object) {
        ondemand::field field;
        std::string_view key;
        if (std::move(member).get(field) != simdjson::SUCCESS) return broken();
        if (!key_of(field, key)) return false;
        if (key == "input") return read_input(field.value());
    }
    return fail(ErrorCode::node_missing, "input");
}

bool RequestReader::read_input_object(Object& object, int depth) {
    input_ = &object;
    input_depth_ = depth;
    if (transaction_->decode == nullptr) return read_library_request();
    command_ = transaction_->decode(transaction_->request, *this, {digester_, envelope_.envelope});
    input_ = nullptr;
    if (is_broken_) return false;
    return command_->has_value() || fail(std::move(*command_).error());
}

bool RequestReader::read_library_request() {
    const LibraryReader* reader = find_library_reader(transaction_->infno);
    YIDI_ASSERT(reader != nullptr);
    auto asked = reader->read(*transaction_, *this);
    input_ = nullptr;
    if (is_broken_) return false;
    if (!asked) return fail(std::move(asked).error());
    library_ = std::move(*asked);
    return true;
}

bool RequestReader::read_input_text(std::string_view text) {
    ondemand::document document;
    Object object;
    in_input_text_ = true;
    if (buffers_.input.start(text, document) != simdjson::SUCCESS ||
        document.get_object().get(object) != simdjson::SUCCESS) {
        return broken();
    }
    if (!read_input_object(object, 1)) return false;
    if (document.current_location().error() != simdjson::OUT_OF_BOUNDS) return broken();
    in_input_text_ = false;
    return true;
}

/// `input` as an object, or as text that holds one.
bool RequestReader::read_input(JsonValue value) {
    const auto token = token_of(value);
    if (is_container(token)) {
        Object object;
        if (token.front() == '[') return fail(ErrorCode::field_wrong_type, "input", {}, "object");
        if (value.get_object().get(object) != simdjson::SUCCESS) return broken();
        return read_input_object(object, 2);
    }
    std::string_view text;
    bool is_text = false;
    if (!scalar(value, token, text, is_text)) return false;
    text = meant(text);
    if (text.empty()) return fail(ErrorCode::node_missing, "input");
    if (!is_text) return fail(ErrorCode::field_wrong_type, "input", {}, "object");
    return read_input_text(text);
}

bool RequestReader::transaction_is_offered() {
    const std::string_view sent = envelope_.envelope.infno;
    transaction_ = find_transaction(plain_infno(sent));
    if (transaction_ != nullptr) return true;
    const bool known =
        codes::is_known_transaction(sent) || codes::is_known_transaction(plain_infno(sent));
    return fail(known ? ErrorCode::transaction_not_offered : ErrorCode::unknown_transaction,
                "infno", std::string{sent});
}

bool RequestReader::path_fits() const {
    if (std::ranges::count(single_paths(), path_) > 0) return true;
    if (path_ == transaction_->path) return true;
    if (!path_.empty() && path_ == transaction_->path_of_a_form) return true;
    const auto prefix = path_.rfind(numbered_path_prefix);
    return prefix != std::string_view::npos &&
           plain_infno(path_.substr(prefix + numbered_path_prefix.size())) == transaction_->infno;
}

bool RequestReader::read_message() {
    ondemand::document document;
    Object object;
    if (buffers_.body.start(body_, document) != simdjson::SUCCESS ||
        document.get_object().get(object) != simdjson::SUCCESS) {
        return broken();
    }
    NameMemory memory;
    if (!read_row(request_envelope(), object, {}, &envelope_, memory)) return false;
    if (document.current_location().error() != simdjson::OUT_OF_BOUNDS) return broken();
    if (!transaction_is_offered()) return false;
    if (!path_fits()) {
        return fail(ErrorCode::path_mismatch, "infno", std::string{path_},
                    std::string{transaction_->path});
    }
    if (input_problem_) return fail(std::move(*input_problem_));
    return is_input_read_ || read_input_later(document);
}

DecodeResult RequestReader::decode() {
    const bool good = read_message();
    if (is_broken_) {
        problem_ =
            in_input_text_ ? broken_json(buffers_.input.padded, "input") : broken_json(body_, "");
    }
    model::Envelope& envelope = envelope_.envelope;
    EnvelopeEcho echo{envelope.infno, envelope.msgid, envelope.fixmedins_code};
    if (!good) return {std::move(echo), Unexpected{std::move(problem_)}};
    std::string infno_sent = std::exchange(envelope.infno, std::string{transaction_->infno});
    DecodedRequest request{std::move(envelope), std::move(infno_sent), envelope_.inf_time, {}, {}};
    if (command_) request.body = std::move(**command_);
    request.library = std::move(library_);
    return {std::move(echo), std::move(request)};
}

std::string_view without_byte_order_mark(std::string_view body) {
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    return body.starts_with(mark) ? body.substr(mark.size()) : body;
}

}  // namespace

DecodeResult decode_request(std::string_view body, std::string_view path,
                            const Digester& digester) {
    thread_local JsonBuffers buffers;
    return RequestReader{without_byte_order_mark(body), path, digester, buffers}.decode();
}

bool is_interface_path(std::string_view path) {
    if (std::ranges::count(single_paths(), path) > 0) return true;
    if (std::ranges::count(transactions(), path, &Transaction::path) > 0) return true;
    if (!path.empty() &&
        std::ranges::count(transactions(), path, &Transaction::path_of_a_form) > 0) {
        return true;
    }
    const auto prefix = path.rfind(numbered_path_prefix);
    if (prefix == std::string_view::npos) return false;
    const auto number = path.substr(prefix + numbered_path_prefix.size());
    return !number.empty() && number.find('/') == std::string_view::npos;
}

}  // namespace yidi::wire
