/// @file
/// From the codes of the national interface to the platform's own vocabularies, which benefit
/// tables ask about. A code that has no meaning there answers nothing.
///
/// Level       2, pure
/// Units       none
/// Errors      an absent value: the code says nothing that a benefit table could use
/// Ownership   values only
/// See         codes/code-tables.csv for the codes

#pragma once

#include <optional>
#include <string_view>

#include "model/terms.hpp"

namespace yidi::model {

/// hosp_lv. Both spellings, "2" and "02". 11 (no grade) counts as community, since township and
/// community health centres carry it; 1 is 三级特等.
[[nodiscard]] std::optional<HospitalLevel> hospital_level_of(std::string_view hosp_lv);

/// insutype. The basic schemes and maternity; layers above them (320, 330, 370, 392) are settled
/// with them.
[[nodiscard]] std::optional<Scheme> scheme_of(std::string_view insutype);

/// med_type: which kind of care a visit is. The kinds under 21 that say nothing of birth are stays.
[[nodiscard]] std::optional<Service> service_of(std::string_view med_type);

/// The two kinds of stay that say how a child was born (med_type 2106, 2107); none otherwise.
[[nodiscard]] Birth birth_of(std::string_view med_type);

/// clr_type, in the words that every edition of the table has.
[[nodiscard]] std::string_view clearing_type_of(Service service);

/// psn_type. Local beyond the first digits: 11 is at work everywhere; retired is 12 or 21.
[[nodiscard]] std::optional<PersonStatus> person_status_of(std::string_view psn_type);

/// Code of the fund that pays one of the shares of a settlement under a scheme (fund_pay_type).
enum class FundLayer {
    pool,
    civil_servant,
    employer,
    critical_illness,
    large_amount,
    aid,
    other,
    account,
    hospital
};
[[nodiscard]] std::string_view fund_pay_type_of(FundLayer layer, std::string_view insutype);

/// psn_idet_type of a medical-aid class; empty for none.
[[nodiscard]] std::string_view identity_type_of(AidClass aid_class);

/// fixmedins_type, which the code itself tells: P is a retail pharmacy, all else cares for people.
[[nodiscard]] std::string_view fixmedins_type_of(std::string_view fixmedins_code);

}  // namespace yidi::model
