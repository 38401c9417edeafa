/// @file
/// May this person be treated there at the fund's expense? Judged on the filings as they stand, for
/// an admission day and a settlement day.
///
/// Level       3, pure
/// Units       dates in China
/// Errors      a gap is a value: not_filed or filing_expired, with what would close it
/// Ownership   values only
/// Invariants  F1  a stay admitted inside the validity of a filing stays covered, even when the
///                 filing ends during the stay (医保发〔2022〕22号附件 第12条).
///             F2  a filing made before the discharge settlement covers the stay (第16条).
///             F3  emergency and rescue count as filed without any filing (第8、34条).
///             F4  local care needs no filing.
///             F5  whoever is admitted at home while filed elsewhere for long has come back for it:
///                 areas may pay such care differently (医保发〔2022〕22号, on
///                 benefits in both places).
///             F6  a filing made by a referral is to a whole pooling area, and valid for at least
///                 six months (第10、11条).

#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "base/error.hpp"
#include "calendar/calendar.hpp"
#include "model/records.hpp"

namespace yidi::filing {

struct Cover {
    model::Place place{};
    std::optional<Problem> gap;  ///< Set when place is unfiled and the case is not urgent.
};

/// Whether filing to `place` covers care in `division`: "460000" covers all of 46, "460100" all of
/// 4601.
[[nodiscard]] bool covers(std::string_view place, std::string_view division);

/// Whether two divisions are one pooling area. Municipalities and province-wide pools are one area;
/// elsewhere the city (four digits) is.
[[nodiscard]] bool same_pooling_area(std::string_view a, std::string_view b);

/// How the person stands on the day of admission, as known on the day of settlement. Of several
/// filings the one with the better benefit counts: long-term, then referral, then temporary.
[[nodiscard]] Cover cover_for(std::span<const model::Filing> filings,
                              std::string_view insured_division, std::string_view care_division,
                              Date admitted_on, Date settled_on, model::Urgency urgency);

/// The place a filing names for care in `division`: its pooling area (F6).
[[nodiscard]] std::string filed_place(std::string_view division);
/// Last day of a temporary filing that begins on `from`, if `stated` is asked for (F6).
[[nodiscard]] Date temporary_until(Date from, std::optional<Date> stated);

}  // namespace yidi::filing
