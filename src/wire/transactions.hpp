/// @file
/// The transactions of the national interface that are offered here, as descriptions.
///
/// Level       6, pure
/// Units       none
/// Errors      none
/// Ownership   static data
/// See         docs/reference/transactions.md, which is written from them;
///             docs/recipes/add-a-transaction.md

#pragma once

#include <span>
#include <string_view>

#include "wire/description.hpp"

namespace yidi::wire {

/// In order of their numbers.
[[nodiscard]] std::span<const Transaction> transactions();
/// By plain number; null if it is not offered.
[[nodiscard]] const Transaction* find_transaction(std::string_view infno);
/// "2304A" -> "2304": the A form of a number is the same transaction.
[[nodiscard]] std::string_view plain_infno(std::string_view infno);

/// The envelope of a request, without `input`, and of an answer, without `output`.
[[nodiscard]] const Node& request_envelope();
[[nodiscard]] const Node& answer_envelope();

/// What request_envelope() fills.
struct EnvelopeDraft {
    model::Envelope envelope;
    Instant inf_time;
};

/// Paths that serve every transaction.
[[nodiscard]] std::span<const std::string_view> single_paths();
/// What stands before the number where a gateway names the transaction in the path.
inline constexpr std::string_view numbered_path_prefix = "/hsa/hgs/";

// One group of descriptions per file.
[[nodiscard]] std::span<const Transaction> person_transactions();
[[nodiscard]] std::span<const Transaction> fee_line_transactions();
[[nodiscard]] std::span<const Transaction> settlement_transactions();
[[nodiscard]] std::span<const Transaction> stay_transactions();
[[nodiscard]] std::span<const Transaction> query_transactions();
[[nodiscard]] std::span<const Transaction> declaration_transactions();
[[nodiscard]] std::span<const Transaction> entitlement_transactions();
[[nodiscard]] std::span<const Transaction> register_transactions();
[[nodiscard]] std::span<const Transaction> reconcile_transactions();
[[nodiscard]] std::span<const Transaction> outpatient_transactions();
[[nodiscard]] std::span<const Transaction> outpatient_fee_transactions();
[[nodiscard]] std::span<const Transaction> pharmacy_transactions();
[[nodiscard]] std::span<const Transaction> download_transactions();
[[nodiscard]] std::span<const Transaction> catalogue_transactions();
[[nodiscard]] std::span<const Transaction> file_transactions();

}  // namespace yidi::wire
