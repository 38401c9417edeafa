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

/// The earlier stay an event continues, if any (转诊连续计算起付线).
struct Chain {
    ChainLink link{};
    std::int32_t hours = 0;  ///< From the end of the earlier stay to the beginning of this one.
    Money charged;           ///< Deductible that the chain has been charged so far.

    friend bool operator==(const Chain&, const Chain&) = default;
};
BOOST_DESCRIBE_STRUCT(Chain, (), (link, hours, charged))

/// What the windows of a benefit's limits have used before this event, in the order of the limits:
/// fen, or visits where a limit counts visits.
struct QuotaUse {
    std::int64_t first = 0, second = 0, third = 0, fourth = 0;

    QuotaUse& operator+=(const QuotaUse& other) {
        first += other.first;
        second += other.second;
        third += other.third;
        fourth += other.fourth;
        return *this;
    }
    QuotaUse& operator-=(const QuotaUse& other) {
        return *this += {-other.first, -other.second, -other.third, -other.fourth};
    }
    friend bool operator==(const QuotaUse&, const QuotaUse&) = default;
};
BOOST_DESCRIBE_STRUCT(QuotaUse, (), (first, second, third, fourth))

/// Whom the insured place takes the person for on that day.
struct Standing {
    AidClass aid_class{};
    bool civil_servant = false;
    bool enterprise = false;  ///< 企业补充医疗保险
    bool commercial = false;  ///< 商业补充保险, settled with the rest
    bool contracted = false;  ///< 家庭医生签约机构
    std::int32_t tier = 1;    ///< 缴费档次, 1 to 3
    Contribution contribution{};

    friend bool operator==(const Standing&, const Standing&) = default;
};
BOOST_DESCRIBE_STRUCT(Standing, (), (aid_class, civil_servant, enterprise, commercial, contracted,
                                     tier, contribution))

struct Episode {
    std::string insuplc_admdvs;  ///< Pooling area of the enrolment, such as "110100".
    Scheme scheme{};
    PersonStatus status{};
    std::int32_t age_years = 0;
    Standing standing;
    Service service{};
    HospitalLevel level{};
    Place place{};
    Urgency urgency{};
    bool referred = false;            ///< With a referral inside the insured place.
    bool approved = false;            ///< The disease or drug has an approval valid that day.
    std::string disease;              ///< Code of the chronic disease treated; empty if none.
    std::string diseases;             ///< All approved ones, "M03900|M01600".
    Birth birth{};
    Channel channel{};
    HospitalLevel prescriber_level{};  ///< Who wrote the prescription a pharmacy fills.
    Date admitted_on;
    Date discharged_on;
    Date settled_on;
    Chain chain;
    QuotaUse quota;
    bool use_account = false;  ///< acct_used_flag
    Money account_balance;     ///< Personal account before this settlement, this year's money.
    Money account_past;        ///< Earlier years' money in it.
    Money family_balance;      ///< What relatives' accounts may pay (家庭共济).

    friend bool operator==(const Episode&, const Episode&) = default;
};
BOOST_DESCRIBE_STRUCT(Episode, (), (insuplc_admdvs, scheme, status, age_years, standing, service,
                                    level, place, urgency, referred, approved, disease, diseases,
                                    birth, channel, prescriber_level, admitted_on, discharged_on,
                                    settled_on, chain, quota, use_account, account_balance,
                                    account_past, family_balance))

}  // namespace yidi::model
