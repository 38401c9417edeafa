/// @file
/// How the descriptions of the library's transactions become its requests.
/// Private to the sources of wire.
///
/// Level       6, pure
/// Units       none
/// Errors      those of the descriptions
/// Ownership   none

#pragma once

#include <span>

#include "wire/description.hpp"
#include "wire/draft.hpp"
#include "wire/giving.hpp"
#include "wire/library.hpp"

namespace yidi::wire {

/// A transaction of the library: `decode` of its description is null, this is what reads it.
struct LibraryReader {
    std::string_view infno;
    Outcome<LibraryRequest> (*read)(const Transaction& transaction, InputSource& input);
    std::size_t answer = 0;  ///< Index of the alternative of LibraryAnswer that answers it.
};

// One group of readers per file of descriptions.
[[nodiscard]] std::span<const LibraryReader> download_readers();
[[nodiscard]] std::span<const LibraryReader> catalogue_readers();
[[nodiscard]] std::span<const LibraryReader> file_readers();
/// Null if a desk answers the transaction.
[[nodiscard]] const LibraryReader* find_library_reader(std::string_view infno);

/// Reads a request as it is. One that serves several transactions keeps the number.
template <class Asked>
Outcome<LibraryRequest> read_asked(const Transaction& transaction, InputSource& input) {
    Asked asked{};
    if constexpr (requires { asked.infno; }) asked.infno = std::string{transaction.infno};
    if (auto wrong = input.read(transaction.request, &asked)) return Unexpected{std::move(*wrong)};
    return LibraryRequest{std::move(asked)};
}

template <class Answer>
constexpr std::size_t library_index = boost::mp11::mp_find<LibraryAnswer, Answer>::value;

/// Fields that stand directly in `output`: the object around them is open already.
inline void write_fields(JsonWriter& out, const Node& node, const void* row) {
    for (const Field& field : node.fields) {
        out.key(field.name);
        if (field.give != nullptr) {
            field.give(out, row);
        } else {
            out.null();
        }
    }
}
template <class Body>
void write_flat(JsonWriter& out, const Node& node, const AnswerSource& source) {
    write_fields(out, node, static_cast<const Body*>(source.body));
}

}  // namespace yidi::wire
