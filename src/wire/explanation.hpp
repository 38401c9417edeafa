/// @file
/// Why a settlement came out as it did: one document for machines that holds all the law looked at
/// and every step, and a text for each of three readers.
///
/// Level       6, pure
/// Units       amounts in yuan with two decimals
/// Errors      none; an answer without an explanation (`refusal`) has no document
/// Ownership   values only
/// See         docs/reference/explanation.md and explanation.schema.json

#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "model/messages.hpp"

namespace yidi::wire {

/// One document of the form yidi.explanation/1, on one line. Requires that answer.refusal is empty.
[[nodiscard]] std::string explanation_json(const model::ExplainAnswer& answer);

/// The step that says how far the basic layer's next bound is; of a split stay that of its later
/// part. Null if there is none.
[[nodiscard]] const model::ExplainStep* basic_edge(const model::ExplainAnswer& answer);

enum class Reader {
    patient,  ///< Few words: who pays what, why, and what would change it.
    cashier,  ///< Amounts by field of the interface, and the identities that bind them.
    auditor,  ///< Every step with its rule, version, row and articles.
};
[[nodiscard]] std::optional<Reader> reader_of(std::string_view name);

/// Plain text with aligned columns, in Chinese, English, or both. Requires one of them, and that
/// answer.refusal is empty.
[[nodiscard]] std::string explanation_text(const model::ExplainAnswer& answer, Reader reader,
                                           bool zh, bool en);

}  // namespace yidi::wire
