/// @file
/// The closed vocabularies of the platform's own records. Stored and sent as their names.
///
/// Level       2, pure
/// Units       none
/// Errors      none
/// Ownership   values only
/// See         GLOSSARY.md maps each to its Chinese term and to the national code tables

#pragma once

#include <cstdint>

#include <boost/describe.hpp>

namespace yidi::model {

/// Which basic scheme a person is in (险种大类).
enum class Scheme : std::uint8_t { employee, resident, maternity };
BOOST_DESCRIBE_ENUM(Scheme, employee, resident, maternity)

/// What kind of care an event is (医疗类别大类).
enum class Service : std::uint8_t {
    inpatient,     ///< 住院
    day_surgery,   ///< 日间手术
    outpatient,    ///< 普通门诊
    chronic,       ///< 门诊慢特病
    special_drug,  ///< 谈判药、双通道药品
    pharmacy,      ///< 定点零售药店
    maternity,     ///< 生育
};
BOOST_DESCRIBE_ENUM(Service, inpatient, day_surgery, outpatient, chronic, special_drug, pharmacy,
                    maternity)

/// What a benefit table may ask about a person (待遇状态).
enum class PersonStatus : std::uint8_t { active, retired, child, student, adult, elderly };
BOOST_DESCRIBE_ENUM(PersonStatus, active, retired, child, student, adult, elderly)

/// Level of an institution as benefit tables see it (医院等级).
enum class HospitalLevel : std::uint8_t {
    community,
    level_1,
    level_2,
    level_3,
    level_3_special,  ///< 省属或特等三级
};
BOOST_DESCRIBE_ENUM(HospitalLevel, community, level_1, level_2, level_3, level_3_special)

/// Where care is taken, seen from the insured place, and under which filing (就医地与备案).
enum class Place : std::uint8_t {
    local,              ///< Inside the pooling area.
    home_longterm,      ///< 长期备案人员回参保地就医: inside it, filed elsewhere for long.
    in_province_filed,  ///< Elsewhere in the province.
    filed_longterm,     ///< 跨省异地长期居住
    filed_referral,     ///< 异地转诊
    filed_temporary,    ///< 其他跨省临时外出
    unfiled,            ///< 未备案
};
BOOST_DESCRIBE_ENUM(Place, local, home_longterm, in_province_filed, filed_longterm, filed_referral,
                    filed_temporary, unfiled)

enum class Urgency : std::uint8_t { planned, emergency, rescue };
BOOST_DESCRIBE_ENUM(Urgency, planned, emergency, rescue)

/// Classes of medical aid (救助对象类别), poorest first.
enum class AidClass : std::uint8_t {
    none, destitute, subsistence, monitored, margin, illness_poor
};
BOOST_DESCRIBE_ENUM(AidClass, none, destitute, subsistence, monitored, margin, illness_poor)

/// Whether contributions give a right to benefits (缴费与等待期).
enum class Contribution : std::uint8_t { paid, waiting, arrears };
BOOST_DESCRIBE_ENUM(Contribution, paid, waiting, arrears)

/// Kinds of maternity care (生育类别).
enum class Birth : std::uint8_t {
    none, natural, assisted, caesarean, miscarriage, checkup, planning
};
BOOST_DESCRIBE_ENUM(Birth, none, natural, assisted, caesarean, miscarriage, checkup, planning)

/// How a purchase at a pharmacy came about (购药渠道).
enum class Channel : std::uint8_t { none, outpatient_prescription, dual_channel };
BOOST_DESCRIBE_ENUM(Channel, none, outpatient_prescription, dual_channel)

/// How an event hangs together with an earlier one (连续就医).
enum class ChainLink : std::uint8_t {
    none,
    same_stay,      ///< 中途结算: a later bill of the same stay.
    same_hospital,  ///< 院内转科
    referral_up,    ///< 转往上级
    referral_down,  ///< 转往下级
    course,         ///< 疗程
};
BOOST_DESCRIBE_ENUM(ChainLink, none, same_stay, same_hospital, referral_up, referral_down, course)

/// Which group of transactions a visit belongs to (就诊大类).
enum class VisitKind : std::uint8_t {
    inpatient,   ///< 住院: 2301 to 2305, 2401 to 2405
    outpatient,  ///< 门诊: 2201 to 2208
    pharmacy,    ///< 药店购药: 2101 to 2103
};
BOOST_DESCRIBE_ENUM(VisitKind, inpatient, outpatient, pharmacy)

enum class EncounterState : std::uint8_t {
    in_hospital,  ///< 在院
    discharged,   ///< 出院
    cancelled,    ///< 入院登记或挂号已撤销
    open,         ///< 门诊、药店: registered; batch after batch may be settled.
};
BOOST_DESCRIBE_ENUM(EncounterState, in_hospital, discharged, cancelled, open)

/// Life of a settlement at the treatment node.
enum class SettlementState : std::uint8_t {
    pending,   ///< Asked; the insured place has not answered. Unknown, not failed.
    settled,   ///< Both sides have committed.
    refused,   ///< The insured place's rules said no. Nothing moved.
    undoing,   ///< A reversal is on its way; the insured place has not confirmed.
    reversed,  ///< Reversed on both sides. Final.
};
BOOST_DESCRIBE_ENUM(SettlementState, pending, settled, refused, undoing, reversed)

/// A settlement, or the mirror that takes one back. The word carries the sign; stored amounts are
/// never negative.
enum class SettlementKind : std::uint8_t { payment, reversal };
BOOST_DESCRIBE_ENUM(SettlementKind, payment, reversal)

/// Life of a claim at the insured node.
enum class ClaimState : std::uint8_t {
    decided,    ///< Paid: accumulators and ledger moved.
    refused,    ///< Refused by rule. Nothing moved.
    undone,     ///< Decided, then mirrored.
    tombstone,  ///< Undone before it arrived: a later decide is refused.
};
BOOST_DESCRIBE_ENUM(ClaimState, decided, refused, undone, tombstone)

enum class FilingCategory : std::uint8_t {
    retiree_resettled,   ///< 异地安置退休人员
    longterm_resident,   ///< 异地长期居住人员
    posted_worker,       ///< 常驻异地工作人员
    referral,            ///< 异地转诊人员
    emergency,           ///< 因工作、旅游等急诊抢救人员 (treated as filed)
    other_temporary,     ///< 其他跨省临时外出就医人员
};
BOOST_DESCRIBE_ENUM(FilingCategory, retiree_resettled, longterm_resident, posted_worker, referral,
                    emergency, other_temporary)

enum class FilingState : std::uint8_t { valid, withdrawn };
BOOST_DESCRIBE_ENUM(FilingState, valid, withdrawn)

/// What the hub knows of a settlement from its two sides.
enum class MatchState : std::uint8_t { half, matched, mismatched };
BOOST_DESCRIBE_ENUM(MatchState, half, matched, mismatched)

/// What happened to a request that may be repeated.
enum class RequestState : std::uint8_t {
    taken,     ///< In work, or done: the record it names has the answer.
    reversed,  ///< Reversed by 2601, perhaps before it arrived: never to be taken again.
};
BOOST_DESCRIBE_ENUM(RequestState, taken, reversed)

}  // namespace yidi::model
