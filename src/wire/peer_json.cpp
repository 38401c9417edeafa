#include "wire/peer_json.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <type_traits>
#include <vector>

#include <boost/describe.hpp>
#include <boost/mp11/algorithm.hpp>

#include "base/text.hpp"
#include "wire/json_text.hpp"
#include "wire/json_walker.hpp"
#include "wire/json_writer.hpp"

namespace yidi::wire {
namespace {

namespace ondemand = simdjson::ondemand;

// Names of the alternatives, in the order of the variants. Sent and stored: never rename one.
constexpr std::array<std::string_view, std::variant_size_v<model::PeerBody>> peer_kinds{
    "settle_decide", "settle_decided",   "settle_undo",   "settle_undone", "settlement_event",
    "route_notice",  "route_ask",        "route_answer",  "person_ask",    "person_answer",
    "admission_ask", "admission_answer", "quote_ask",     "quote_answer",  "totals_ask",
    "totals_answer", "explain_ask",      "explain_answer", "benefit_declare", "benefit_declared",
    "benefit_withdraw", "benefit_withdrawn", "entitlement_ask", "entitlement_answer",
    "diseases_ask", "diseases_answer", "declarations_ask", "declarations_answer"};
constexpr std::array<std::string_view, std::variant_size_v<model::TimerBody>> timer_kinds{
    "settle_deadline"};

template <class T>
using MembersOf = boost::describe::describe_members<T, boost::describe::mod_any_access>;
template <class T>
concept Described = boost::describe::has_describe_members<T>::value && !std::is_enum_v<T>;
template <class T>
concept DescribedEnum = std::is_enum_v<T>;

// ---- out ----------------------------------------------------------------------------------------

void write(JsonWriter& out, const std::string& value) {
    out.text(value);
}
void write(JsonWriter& out, const Personal& value) {
    out.text(value.reveal());
}
void write(JsonWriter& out, bool value) {
    out.boolean(value);
}
void write(JsonWriter& out, std::int64_t value) {
    out.integer(value);
}
void write(JsonWriter& out, std::int32_t value) {
    out.integer(value);
}
void write(JsonWriter& out, Money value) {
    out.integer(value.fen());
}
void write(JsonWriter& out, Date value) {
    out.text(value.text());
}

template <DescribedEnum E>
void write(JsonWriter& out, E value) {
    out.text(boost::describe::enum_to_string(value, ""));
}
template <Described T>
void write(JsonWriter& out, const T& value);
template <class T>
void write(JsonWriter& out, const std::optional<T>& value) {
    if (value) {
        write(out, *value);
    } else {
        out.null();
    }
}
template <class T>
void write(JsonWriter& out, const std::vector<T>& rows) {
    out.begin_array();
    for (const auto& row : rows) write(out, row);
    out.end_array();
}
template <Described T>
void write(JsonWriter& out, const T& value) {
    out.begin_object();
    boost::mp11::mp_for_each<MembersOf<T>>([&](auto d) {
        out.key(d.name);
        write(out, value.*d.pointer);
    });
    out.end_object();
}

// ---- in -----------------------------------------------------------------------------------------

/// What is not known may be nested as deep as a whole message, wherever it stands.
constexpr int depth_unknown_from = 1;

template <class T>
bool may_be_absent(const T&) {
    return false;
}
template <class T>
bool may_be_absent(const std::optional<T>&) {
    return true;
}

/// The members of T that programs before them did not write. A message they left in an outbox says
/// nothing of them, and means what their defaults mean.
template <class T>
constexpr std::array<std::string_view, 0> younger_members{};
template <>
constexpr std::array<std::string_view, 6> younger_members<model::BillFacts>{
    "follows", "chrg_bchno", "otp_er_refl_flag", "dise_codg", "channel", "rx_hosp_lv"};

template <class T>
bool is_younger(std::string_view name) {
    return std::ranges::find(younger_members<T>, name) != younger_members<T>.end();
}

/// Reads members; the first problem stays, and its path is built from the inside out. What does not
/// depend on a type is out of line: there are hundreds of members.
class BodyReader : private JsonWalker {
  public:
    template <Described T>
    Outcome<T> read_whole(std::string_view json);

  private:
    template <Described T>
    bool read_members(Object& object, T& out);
    bool at_member(bool good, std::string_view name);

    template <Described T>
    bool read(JsonValue& json, T& out) {
        Object object;
        return object_of(json, object) && read_members(object, out);
    }
    bool object_of(JsonValue& json, Object& object);
    bool array_of(JsonValue& json, ondemand::array& array);
    bool text_of(JsonValue& json, const char* expected, std::string_view& text);
    bool read(JsonValue& json, std::string& out);
    bool read(JsonValue& json, Personal& out);
    bool read(JsonValue& json, bool& out);
    bool read(JsonValue& json, std::int64_t& out);
    bool read(JsonValue& json, std::int32_t& out);
    bool read(JsonValue& json, Money& out);
    bool read(JsonValue& json, Date& out);

    template <DescribedEnum E>
    bool read(JsonValue& json, E& out) {
        std::string_view text;
        if (!text_of(json, "text", text)) return false;
        bool known = false;
        boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>([&](auto d) {
            if (text != d.name) return;
            out = d.value;
            known = true;
        });
        return known || fail(ErrorCode::code_unknown, {}, {}, "a name of the vocabulary");
    }
    template <class T>
    bool read(JsonValue& json, std::optional<T>& out) {
        out.reset();
        return token_of(json) == "null" || read(json, out.emplace());
    }
    template <class T>
    bool read(JsonValue& json, std::vector<T>& out) {
        ondemand::array array;
        if (!array_of(json, array)) return false;
        for (auto element : array) {
            JsonValue row;
            if (element.get(row) != simdjson::SUCCESS) return broken();
            const auto at = '[' + std::to_string(out.size()) + ']';
            if (!at_member(read(row, out.emplace_back()), at)) return false;
        }
        return true;
    }
};

template <Described T>
bool BodyReader::read_members(Object& object, T& out) {
    constexpr std::size_t count = boost::mp11::mp_size<MembersOf<T>>::value;
    static_assert(count < 64);
    const auto with_member = [&](std::size_t at, auto&& use) {
        return boost::mp11::mp_with_index<count>(at, [&](auto index) {
            constexpr auto d = boost::mp11::mp_at<MembersOf<T>, decltype(index)>{};
            return use(std::string_view{d.name}, out.*d.pointer);
        });
    };
    const auto has_name = [&](std::string_view key, std::size_t at) {
        return with_member(at, [&](std::string_view name, auto&) { return name == key; });
    };
    std::uint64_t seen = 0;
    std::size_t expected = 0;  // members come in their order, unless somebody else wrote them
    for (auto member : object) {
        ondemand::field field;
        std::string_view key;
        if (std::move(member).get(field) != simdjson::SUCCESS) return broken();
        if (!key_of(field, key)) return false;
        std::size_t at = expected;
        if (at >= count || !has_name(key, at)) {
            for (at = 0; at < count && !has_name(key, at);) ++at;
        }
        JsonValue value = field.value();
        if (at == count) {
            if (!skim(value, depth_unknown_from)) return false;
            continue;
        }
        const std::uint64_t bit = std::uint64_t{1} << at;
        if ((seen & bit) != 0) return fail(ErrorCode::duplicate_key, std::string{key});
        seen |= bit;
        expected = at + 1;
        if (!with_member(at, [&](std::string_view name, auto& target) {
                return at_member(read(value, target), name);
            })) {
            return false;
        }
    }
    for (std::size_t at = 0; at < count; ++at) {
        if ((seen >> at & 1) != 0) continue;
        if (!with_member(at, [&](std::string_view name, auto& target) {
                return may_be_absent(target) || is_younger<T>(name) ||
                       fail(ErrorCode::field_missing, std::string{name});
            })) {
            return false;
        }
    }
    return true;
}

template <Described T>
Outcome<T> BodyReader::read_whole(std::string_view json) {
    // A parser keeps its buffers; one per thread serves every message.
    thread_local JsonBuffer buffer;
    ondemand::document document;
    Object object;
    T body{};
    const bool good = buffer.start(json, document) == simdjson::SUCCESS &&
                              document.get_object().get(object) == simdjson::SUCCESS
                          ? read_members(object, body)
                          : broken();
    if (good && document.current_location().error() == simdjson::OUT_OF_BOUNDS) return body;
    if (good || is_broken_) return Unexpected{broken_json(json, "")};
    return Unexpected{std::move(problem_)};
}

bool BodyReader::at_member(bool good, std::string_view name) {
    if (good || is_broken_) return good;
    const bool joined = problem_.field.empty() || problem_.field.front() == '[';
    problem_.field = std::string{name} + (joined ? "" : ".") + problem_.field;
    return false;
}

bool BodyReader::object_of(JsonValue& json, Object& object) {
    if (!token_of(json).starts_with('{')) {
        return fail(ErrorCode::field_wrong_type, {}, {}, "object");
    }
    return json.get_object().get(object) == simdjson::SUCCESS || broken();
}

bool BodyReader::array_of(JsonValue& json, ondemand::array& array) {
    if (!token_of(json).starts_with('[')) {
        return fail(ErrorCode::field_wrong_type, {}, {}, "array");
    }
    return json.get_array().get(array) == simdjson::SUCCESS || broken();
}

bool BodyReader::text_of(JsonValue& json, const char* expected, std::string_view& text) {
    const auto token = token_of(json);
    bool is_text = false;
    if (!is_container(token) && !scalar(json, token, text, is_text)) return false;
    return is_text || fail(ErrorCode::field_wrong_type, {}, {}, expected);
}

bool BodyReader::read(JsonValue& json, std::string& out) {
    std::string_view text;
    if (!text_of(json, "text", text)) return false;
    out = text;
    return true;
}

bool BodyReader::read(JsonValue& json, Personal& out) {
    std::string text;
    if (!read(json, text)) return false;
    out = Personal{std::move(text)};
    return true;
}

bool BodyReader::read(JsonValue& json, bool& out) {
    const auto token = token_of(json);
    out = token == "true";
    return out || token == "false" || fail(ErrorCode::field_wrong_type, {}, {}, "true or false");
}

bool BodyReader::read(JsonValue& json, std::int64_t& out) {
    const auto token = token_of(json);
    const auto number = parse_integer<std::int64_t>(token);
    if (!number || !is_json_number(token)) {
        return fail(ErrorCode::field_wrong_type, {}, {}, "integer");
    }
    out = *number;
    return true;
}

bool BodyReader::read(JsonValue& json, std::int32_t& out) {
    std::int64_t wide = 0;
    if (!read(json, wide)) return false;
    out = static_cast<std::int32_t>(wide);
    return out == wide || fail(ErrorCode::field_wrong_type, {}, {}, "integer of 32 bits");
}

bool BodyReader::read(JsonValue& json, Money& out) {
    std::int64_t fen = 0;
    if (!read(json, fen)) return false;
    if (fen < -Money::fen_max || fen > Money::fen_max) {
        return fail(ErrorCode::amount_too_large, {}, {}, "fen within the bounds of an amount");
    }
    out = Money::of_fen(fen);
    return true;
}

bool BodyReader::read(JsonValue& json, Date& out) {
    std::string_view text;
    if (!text_of(json, "yyyy-MM-dd", text)) return false;
    const auto date = Date::parse(text);
    if (!date) return fail(ErrorCode::date_invalid, {}, {}, "yyyy-MM-dd");
    out = *date;
    return true;
}

template <class Variant, std::size_t N>
Outcome<Variant> read_kind(const std::array<std::string_view, N>& kinds, std::string_view kind,
                           std::string_view json) {
    const auto at = static_cast<std::size_t>(std::ranges::find(kinds, kind) - kinds.begin());
    if (at == N) {
        return problem(ErrorCode::unknown_transaction, "kind", std::string{kind});
    }
    return boost::mp11::mp_with_index<N>(at, [&](auto index) -> Outcome<Variant> {
        auto body = BodyReader{}.read_whole<std::variant_alternative_t<index, Variant>>(json);
        if (!body) return Unexpected{std::move(body).error()};
        return Variant{std::in_place_index<index>, std::move(*body)};
    });
}

template <class Variant>
std::string write_whole(const Variant& body) {
    JsonWriter out;
    std::visit([&](const auto& alternative) { write(out, alternative); }, body);
    return out.take();
}

}  // namespace

std::string_view kind_of(const model::PeerBody& body) {
    return peer_kinds[body.index()];
}
std::string_view kind_of(const model::TimerBody& body) {
    return timer_kinds[body.index()];
}

std::string encode_body(const model::PeerBody& body) {
    return write_whole(body);
}
std::string encode_body(const model::TimerBody& body) {
    return write_whole(body);
}

Outcome<model::PeerBody> decode_body(std::string_view kind, std::string_view json) {
    return read_kind<model::PeerBody>(peer_kinds, kind, json);
}

Outcome<model::TimerBody> decode_timer(std::string_view kind, std::string_view json) {
    return read_kind<model::TimerBody>(timer_kinds, kind, json);
}

}  // namespace yidi::wire
