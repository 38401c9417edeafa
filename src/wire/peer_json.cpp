#include "wire/peer_json.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <type_traits>
#include <vector>

#include <boost/describe.hpp>
#include <boost/mp11/algorithm.hpp>

#include "base/text.hpp"
#include "wire/json_writer.hpp"
#include "wire/simdjson_release.hpp"

namespace yidi::wire {
namespace {

namespace ondemand = simdjson::ondemand;

// Names of the alternatives, in the order of the variants. Sent and stored: never rename one.
constexpr std::array<std::string_view, std::variant_size_v<model::PeerBody>> peer_kinds{
    "settle_decide", "settle_decided",   "settle_undo",   "settle_undone", "settlement_event",
    "route_notice",  "route_ask",        "route_answer",  "person_ask",    "person_answer",
    "admission_ask", "admission_answer", "quote_ask",     "quote_answer",  "totals_ask",
    "totals_answer", "explain_ask",      "explain_answer"};
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
template <class T>
void write(JsonWriter& out, const std::optional<T>& value) {
    if (value) {
        write(out, *value);
    } else {
        out.null();
    }
}
template <Described T>
void write(JsonWriter& out, const T& value);
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

/// Reads members; the first problem stays, and its path is built only then, from the inside out.
/// What does not depend on a type is out of line: there are hundreds of members.
class BodyReader {
  public:
    template <Described T>
    bool read(ondemand::value json, T& out) {
        ondemand::object object;
        if (json.get_object().get(object) != simdjson::SUCCESS) {
            return refuse(ErrorCode::field_wrong_type, "object");
        }
        return read_members(object, out);
    }

    template <class T>
    bool read_members(ondemand::object& object, T& out) {
        bool good = true;
        boost::mp11::mp_for_each<MembersOf<T>>([&](auto d) {
            if (!good) return;
            auto& member = out.*d.pointer;
            ondemand::value json;
            good = find(object, d.name, json);
            if (is_absent_) {
                good = may_be_absent(member) || refuse(ErrorCode::field_missing, "");
            } else if (good) {
                good = read(json, member);
            }
            if (!good) step_out(d.name);
        });
        return good;
    }

    bool refuse(ErrorCode code, const char* expected);
    [[nodiscard]] Problem problem() && { return std::move(problem_); }

  private:
    template <class T>
    static bool may_be_absent(const T&) {
        return false;
    }
    template <class T>
    static bool may_be_absent(const std::optional<T>&) {
        return true;
    }

    /// Sets is_absent_ if the object has no such member.
    bool find(ondemand::object& object, std::string_view name, ondemand::value& json);
    bool text_of(ondemand::value& json, const char* expected, std::string_view& text);
    bool array_of(ondemand::value& json, ondemand::array& array);
    void step_out(std::string_view name);

    bool read(ondemand::value json, std::string& out);
    bool read(ondemand::value json, Personal& out);
    bool read(ondemand::value json, bool& out);
    bool read(ondemand::value json, std::int64_t& out);
    bool read(ondemand::value json, Money& out);
    bool read(ondemand::value json, Date& out);

    template <DescribedEnum E>
    bool read(ondemand::value json, E& out) {
        std::string_view text;
        if (!text_of(json, "text", text)) return false;
        bool known = false;
        boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>([&](auto d) {
            if (text != d.name) return;
            out = d.value;
            known = true;
        });
        return known || refuse(ErrorCode::code_unknown, "a name of the vocabulary");
    }
    template <class T>
    bool read(ondemand::value json, std::optional<T>& out) {
        if (json.is_null()) {
            out.reset();
            return true;
        }
        return read(json, out.emplace());
    }
    template <class T>
    bool read(ondemand::value json, std::vector<T>& out) {
        ondemand::array array;
        if (!array_of(json, array)) return false;
        for (auto element : array) {
            ondemand::value row;
            const bool good = element.get(row) == simdjson::SUCCESS
                                  ? read(row, out.emplace_back())
                                  : refuse(ErrorCode::broken_json, "");
            if (good) continue;
            step_out('[' + std::to_string(out.empty() ? 0 : out.size() - 1) + ']');
            return false;
        }
        return true;
    }

    bool is_absent_ = false;
    Problem problem_;
};

bool BodyReader::refuse(ErrorCode code, const char* expected) {
    problem_ = Problem{code, {}, {}, expected, {}};
    return false;
}

bool BodyReader::find(ondemand::object& object, std::string_view name, ondemand::value& json) {
    const auto error = object.find_field_unordered(name).get(json);
    is_absent_ = error == simdjson::NO_SUCH_FIELD;
    return error == simdjson::SUCCESS || is_absent_ || refuse(ErrorCode::broken_json, "");
}

bool BodyReader::text_of(ondemand::value& json, const char* expected, std::string_view& text) {
    return json.get_string().get(text) == simdjson::SUCCESS ||
           refuse(ErrorCode::field_wrong_type, expected);
}

bool BodyReader::array_of(ondemand::value& json, ondemand::array& array) {
    return json.get_array().get(array) == simdjson::SUCCESS ||
           refuse(ErrorCode::field_wrong_type, "array");
}

void BodyReader::step_out(std::string_view name) {
    const bool joined = problem_.field.empty() || problem_.field.front() == '[';
    problem_.field = std::string{name} + (joined ? "" : ".") + problem_.field;
}

bool BodyReader::read(ondemand::value json, std::string& out) {
    std::string_view text;
    if (!text_of(json, "text", text)) return false;
    out = text;
    return true;
}

bool BodyReader::read(ondemand::value json, Personal& out) {
    std::string text;
    if (!read(json, text)) return false;
    out = Personal{std::move(text)};
    return true;
}

bool BodyReader::read(ondemand::value json, bool& out) {
    return json.get_bool().get(out) == simdjson::SUCCESS ||
           refuse(ErrorCode::field_wrong_type, "true or false");
}

bool BodyReader::read(ondemand::value json, std::int64_t& out) {
    return json.get_int64().get(out) == simdjson::SUCCESS ||
           refuse(ErrorCode::field_wrong_type, "integer");
}

bool BodyReader::read(ondemand::value json, Money& out) {
    std::int64_t fen = 0;
    if (!read(json, fen)) return false;
    if (fen < -Money::fen_max || fen > Money::fen_max) {
        return refuse(ErrorCode::amount_too_large, "fen within the bounds of an amount");
    }
    out = Money::of_fen(fen);
    return true;
}

bool BodyReader::read(ondemand::value json, Date& out) {
    std::string_view text;
    if (!text_of(json, "yyyy-MM-dd", text)) return false;
    const auto date = Date::parse(text);
    if (!date) return refuse(ErrorCode::date_invalid, "yyyy-MM-dd");
    out = *date;
    return true;
}

template <class T>
Outcome<T> read_whole(std::string_view json) {
    // A parser keeps its buffers; one per thread serves every message.
    thread_local ondemand::parser parser;
    thread_local std::string padded;
    padded.reserve(json.size() + simdjson::SIMDJSON_PADDING);
    padded.assign(json);
    ondemand::document document;
    ondemand::object object;
    BodyReader reader;
    T body{};
    if (parser.iterate(padded).get(document) != simdjson::SUCCESS ||
        document.get_object().get(object) != simdjson::SUCCESS) {
        reader.refuse(ErrorCode::broken_json, "");
        return Unexpected{std::move(reader).problem()};
    }
    if (!reader.read_members(object, body)) return Unexpected{std::move(reader).problem()};
    // What was skipped was not checked; walking to the end finds brackets that do not close.
    std::string_view whole;
    if (object.reset().error() != simdjson::SUCCESS ||
        object.raw_json().get(whole) != simdjson::SUCCESS ||
        trim(json).size() != trim(whole).size()) {
        reader.refuse(ErrorCode::broken_json, "");
        return Unexpected{std::move(reader).problem()};
    }
    return body;
}

template <class Variant, std::size_t N>
Outcome<Variant> read_kind(const std::array<std::string_view, N>& kinds, std::string_view kind,
                           std::string_view json) {
    const auto at = static_cast<std::size_t>(std::ranges::find(kinds, kind) - kinds.begin());
    if (at == N) {
        return problem(ErrorCode::unknown_transaction, "kind", std::string{kind});
    }
    return boost::mp11::mp_with_index<N>(at, [&](auto index) -> Outcome<Variant> {
        auto body = read_whole<std::variant_alternative_t<index, Variant>>(json);
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
