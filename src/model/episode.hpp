/// @file
/// All that the insured place's policy may look at when it decides who pays a stay. What is not
/// here cannot influence an amount.
///
/// Level       2, pure
/// Units       Money; Date in China
/// Errors      none
/// Ownership   values only

#pragma once

#include <cstdint>
#include <string>

#include <boost/describe.hpp>

#include "calendar/calendar.hpp"
#include "model/amounts.hpp"
#include "model/terms.hpp"

namespace yidi::model {

struct Episode {
    std::string insuplc_admdvs;  ///< Pooling area of the enrolment, such as "110100".
    Scheme scheme{};
    PersonStatus status{};
    AidClass aid_class{};
    bool civil_servant = false;
    std::int32_t age_years = 0;
    HospitalLevel level{};
    Place place{};
    Urgency urgency{};
    Date admitted_on;
    Date discharged_on;
    Date settled_on;
    bool use_account = false;    ///< acct_used_flag
    Money account_balance;       ///< Personal account before this settlement.

    friend bool operator==(const Episode&, const Episode&) = default;
};
BOOST_DESCRIBE_STRUCT(Episode, (), (insuplc_admdvs, scheme, status, aid_class, civil_servant,
                                    age_years, level, place, urgency, admitted_on, discharged_on,
                                    settled_on, use_account, account_balance))

}  // namespace yidi::model
