/// @file
/// The use cases of outpatients and pharmacies that stays do not have.
///
/// Level       5, pure
/// Units       Money in fen
/// Errors      replies that refuse; see base/errors.def
/// Ownership   borrows for the length of one command

#pragma once

#include "desk/treatment/line_pricing.hpp"
#include "desk/treatment/use_cases.hpp"

namespace yidi::desk {

// register.cpp: 2201, 2202, 2203
[[nodiscard]] MaybeReply register_visit(const Counter& counter, const model::Register& command);
[[nodiscard]] model::Reply cancel_registration(const Counter& counter,
                                               const model::CancelRegistration& command);
[[nodiscard]] model::Reply describe_visit(const Counter& counter,
                                          const model::DescribeVisit& command);

// charge_batches.cpp: 2204 (with fee_lines.cpp), 2205
/// Puts a priced line into the charge batch it names, and numbers it so. Refuses a batch that is
/// settled, or of another disease.
[[nodiscard]] Outcome<Done> join_batch(const Counter& counter, model::Encounter& visit,
                                       model::FeeLine& line, const LinePlace& place);
/// Counts a line in.
void add_to(model::ChargeBatch& batch, const model::FeeLine& line);
[[nodiscard]] model::Reply withdraw_batch(const Counter& counter,
                                          const model::WithdrawBatch& command);

// purchase.cpp: 2101, 2102
[[nodiscard]] MaybeReply quote_purchase(const Counter& counter,
                                        const model::PurchaseRequest& request);
[[nodiscard]] MaybeReply settle_purchase(const Counter& counter,
                                         const model::PurchaseRequest& request);

}  // namespace yidi::desk
