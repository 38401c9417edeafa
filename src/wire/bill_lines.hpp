/// @file
/// A bill line by line: what the catalogue makes of each, what the funds paid of it, and what a
/// restriction that nobody decided would change.
///
/// Level       6, pure
/// Units       Money in fen
/// Errors      item_unknown, item_not_in_force, amount_*, quantity_zero, with "lines[3].cnt"
/// Ownership   views the catalogue
/// See         catalog/line_price.hpp, policy/allocate.hpp

#pragma once

#include <string>
#include <vector>

#include "catalog/line_price.hpp"
#include "policy/decide.hpp"
#include "wire/event_json.hpp"

namespace yidi::wire {

struct BillLine {
    model::FeeLineInput input;
    const catalog::Item* item = nullptr;
    catalog::Division division;
    Money funds;  ///< What the funds paid of it.
};

struct DividedBill {
    std::vector<BillLine> lines;
    model::FeeSums fees;    ///< As it counts.
    model::FeeSums if_met;  ///< If every restriction that nobody decided were met.

    [[nodiscard]] bool has_open() const { return fees != if_met; }
};

/// Divides the lines of a document, by the person and the kind of care it speaks of.
[[nodiscard]] Outcome<DividedBill> divide_bill(const catalog::Catalog& catalogue,
                                               const EventDocument& event);

/// Hands what the funds paid back to the lines.
///
/// Requires  the decision is of bill.fees.
void allocate_funds(DividedBill& bill, const policy::Decision& decision);

/// `if_met` is the decision of bill.if_met; the same as `counted` if nothing is open.
[[nodiscard]] std::string bill_lines_text(const DividedBill& bill, const policy::Decision& counted,
                                          const policy::Decision& if_met, bool zh, bool en);
[[nodiscard]] std::string bill_lines_json(const DividedBill& bill, const policy::Decision& counted,
                                          const policy::Decision& if_met);

}  // namespace yidi::wire
