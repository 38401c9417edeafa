/// @file
/// Operator `line`: into which bucket each fen of a fee line falls, by a row of the catalogue.
///
/// Level       3, pure
/// Units       Money in fen; limit price and first self-pay are each rounded half up per line
///             (identity 9 of the national interface), what is in scope is the rest
/// Errors      none
/// Ownership   values only
/// Threads     may be read from any thread
/// Invariants  C1  det_item_fee_sumamt = fulamt_ownpay + overlmt + preselfpay + inscp, with the
///                 line's sign.
///             C2  where a restriction could not be decided the line is its patient's own expense,
///                 and what it would be otherwise is told; nothing is guessed.
/// See         docs/reference/policy-operators.md, "Lines of a bill"

#pragma once

#include "catalog/catalog.hpp"

namespace yidi::catalog {

/// The four buckets of a line, with its sign.
struct Buckets {
    Money own;         ///< 全自费
    Money over_price;  ///< 超限价
    Money first_pay;   ///< 乙类先行自付
    Money in_policy;   ///< 符合政策范围
    friend bool operator==(const Buckets&, const Buckets&) = default;
};

/// A line in buckets. `if_met` differs from `counted` only where `fit` is unknown: it is what the
/// line would be if its restriction were met.
struct Division {
    Buckets counted, if_met;
    Ratio first_pay;  ///< The share that `counted` was made with.
    Fit fit{};
};

/// Divides a line whose amount has been checked against price x quantity. Allocates nothing.
///
/// Requires  the signs of line.det_item_fee_sumamt and line.cnt agree.
/// Ensures   C1 of both.
[[nodiscard]] Division divide(const Item& item, LineOrder order,
                              const model::FeeLineInput& line, const LineFacts& facts);

/// The same, as the record kept of a line.
[[nodiscard]] model::LinePrice price(const Item& item, LineOrder order,
                                     const model::FeeLineInput& line, const LineFacts& facts);

}  // namespace yidi::catalog
