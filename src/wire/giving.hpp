/// @file
/// The little language in which descriptions say where a value of an answer comes from.
///
/// Level       6, pure
/// Units       none
/// Errors      none
/// Ownership   none

#pragma once

#include <optional>
#include <string>

#include <boost/mp11/algorithm.hpp>

#include "wire/description.hpp"

namespace yidi::wire {

inline void put(JsonWriter& out, const std::string& value) {
    out.text_or_null(value);
}
inline void put(JsonWriter& out, std::string_view value) {
    out.text_or_null(value);
}
// A person's data leaves the platform here: in the answer to an institution that treats them.
inline void put(JsonWriter& out, const Personal& value) {
    out.text_or_null(value.reveal());
}
inline void put(JsonWriter& out, std::int64_t value) {
    out.integer(value);
}
inline void put(JsonWriter& out, Money value) {
    out.amount(value);
}
inline void put(JsonWriter& out, UnitPrice value) {
    out.price(value);
}
inline void put(JsonWriter& out, Quantity value) {
    out.quantity(value);
}
inline void put(JsonWriter& out, Ratio value) {
    out.share(value);
}
inline void put(JsonWriter& out, Date value) {
    out.text(value.text());
}
inline void put(JsonWriter& out, Instant value) {
    out.text_or_null(value.is_set() ? value.text() : std::string{});
}
template <class T>
void put(JsonWriter& out, const std::optional<T>& value) {
    if (value) {
        put(out, *value);
    } else {
        out.null();
    }
}

/// From<Row>::at<&Row::a, &A::b> writes row.a.b; From<Row>::by<f> writes what f makes of the row.
template <class Row>
struct From {
    template <auto... Path>
    static void at(JsonWriter& out, const void* row) {
        put(out, (*static_cast<const Row*>(row).*....*Path));
    }
    template <auto Make>
    static void by(JsonWriter& out, const void* row) {
        put(out, Make(*static_cast<const Row*>(row)));
    }
};

/// The same text for every row.
template <auto Literal>
void always(JsonWriter& out, const void*) {
    out.text(Literal());
}

/// Writes one object from `row`, field by field as described.
inline void write_row(JsonWriter& out, const Node& node, const void* row) {
    out.begin_object();
    for (const Field& field : node.fields) {
        out.key(field.name);
        if (field.give != nullptr) {
            field.give(out, row);
        } else {
            out.null();
        }
    }
    out.end_object();
}

/// The node is one object, written from the answer itself.
template <class Body>
void write_one(JsonWriter& out, const Node& node, const AnswerSource& source) {
    write_row(out, node, static_cast<const Body*>(source.body));
}

/// Place of an alternative of model::ReplyBody.
template <class Body>
constexpr std::size_t reply_index = boost::mp11::mp_find<model::ReplyBody, Body>::value;

}  // namespace yidi::wire
