/// @file
/// Holds an answer of any server of the national interface against the description of its
/// transaction: form, presence, type, length, code, and the identities of a bill.
///
/// Level       6, pure
/// Units       amounts in yuan as they are sent
/// Errors      findings; an answer that is no JSON is one finding
/// Ownership   results own their text
/// Threads     may be called from any thread
/// See         docs/reference/conformance.md

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "wire/description.hpp"

namespace yidi::wire {

enum class Weight : std::uint8_t {
    broken,   ///< A client that follows the interface stumbles over it.
    notable,  ///< Platforms are known to do so, and clients bear with it.
};

/// One thing about an answer that is not as the interface says.
struct AnswerFinding {
    Weight weight{};
    std::string field;  ///< "output.setlinfo.hifp_pay"
    std::string found;  ///< Never a person's data.
    std::string expected;
    std::string rule;  ///< Section of the interface.
};

/// What a client reads first.
struct AnswerHead {
    bool is_json = false;
    bool is_done = false;  ///< infcode is 0, as a number or as text.
    std::string infcode;
    std::string err_msg;
    std::string refmsgid;
};
[[nodiscard]] AnswerHead head_of(std::string_view body);

/// Envelope and, if the answer says it is done, the nodes of the transaction.
[[nodiscard]] std::vector<AnswerFinding> check_answer(const Transaction& transaction,
                                                      std::string_view body);

/// The scalar at "output.data.mdtrt_id"; in a list its first row counts. Empty if there is none.
[[nodiscard]] std::string value_at(std::string_view body, std::string_view path);

}  // namespace yidi::wire
