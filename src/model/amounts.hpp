/// @file
/// The amounts of a bill under the national interface's own names, and the identities that bind
/// them.
///
/// Level       2, pure
/// Units       Money; every amount is >= 0, a reversal is said by a word and never by a sign
/// Errors      none
/// Ownership   values only
/// Invariants  A1  medfee_sumamt = fulamt_ownpay_amt + overlmt_selfpay + preselfpay_amt +
///                 inscp_scp_amt.
///             A2  fund_pay_sumamt = hifp_pay + cvlserv_pay + hifes_pay + hifmi_pay + hifob_pay +
///                 maf_pay + oth_pay.
///             A3  medfee_sumamt = fund_pay_sumamt + psn_part_amt + hosp_part_amt.
///             A4  psn_part_amt = acct_pay + psn_cash_pay; acct_mulaid_pay is part of acct_pay.
///             A5  act_pay_dedc <= inscp_scp_amt.
/// See         docs/reference/identities.md

#pragma once

#include <boost/describe.hpp>

#include "money/money.hpp"

namespace yidi::model {

/// More than any bill comes to, and small enough that no sum of this platform can leave the bounds
/// of Money. What a peer sends beyond it is no bill.
inline constexpr Money bill_max = Money::of_yuan(1'000'000'000);

/// Which fen of a bill falls in which bucket of the treatment place's catalogue.
struct FeeSums {
    Money medfee_sumamt;      ///< 医疗费总额
    Money fulamt_ownpay_amt;  ///< 全自费金额
    Money overlmt_selfpay;    ///< 超限价自费费用
    Money preselfpay_amt;     ///< 先行自付金额
    Money inscp_scp_amt;      ///< 符合政策范围金额

    FeeSums& operator+=(const FeeSums& other);
    FeeSums& operator-=(const FeeSums& other);
    /// A1 holds. May be asked of any amounts, also of those a peer made up.
    [[nodiscard]] bool balances() const;
    friend bool operator==(const FeeSums&, const FeeSums&) = default;
};
BOOST_DESCRIBE_STRUCT(FeeSums, (), (medfee_sumamt, fulamt_ownpay_amt, overlmt_selfpay,
                                    preselfpay_amt, inscp_scp_amt))

/// Who pays what.
struct Shares {
    Money act_pay_dedc;     ///< 实际支付起付线
    Money hifp_pay;         ///< 基本医疗保险统筹基金支出
    Money cvlserv_pay;      ///< 公务员医疗补助资金支出
    Money hifes_pay;        ///< 企业补充医疗保险基金支出
    Money hifmi_pay;        ///< 居民大病保险资金支出
    Money hifob_pay;        ///< 职工大额医疗费用补助基金支出
    Money maf_pay;          ///< 医疗救助基金支出
    Money oth_pay;          ///< 其他支出
    Money fund_pay_sumamt;  ///< 基金支付总额
    Money psn_part_amt;     ///< 个人负担总金额
    Money acct_pay;         ///< 个人账户支出
    Money psn_cash_pay;     ///< 个人现金支出
    Money hosp_part_amt;    ///< 医院负担金额
    Money acct_mulaid_pay;  ///< 个人账户共济支付金额
    Money balc;             ///< 余额: the personal account after this settlement

    Shares& operator+=(const Shares& other);
    Shares& operator-=(const Shares& other);
    /// A2 to A5 hold against `fees`, and no amount is negative. May be asked of any amounts.
    [[nodiscard]] bool balances_with(const FeeSums& fees) const;
    friend bool operator==(const Shares&, const Shares&) = default;
};
BOOST_DESCRIBE_STRUCT(Shares, (), (act_pay_dedc, hifp_pay, cvlserv_pay, hifes_pay, hifmi_pay,
                                   hifob_pay, maf_pay, oth_pay, fund_pay_sumamt, psn_part_amt,
                                   acct_pay, psn_cash_pay, hosp_part_amt, acct_mulaid_pay, balc))

/// What one pool of a fund has seen of a person in one year (年度累计).
struct PoolUse {
    Money paid;        ///< 基金支付累计
    Money drawn;       ///< 纳入费用累计
    Money deductible;  ///< 起付线累计

    PoolUse& operator+=(const PoolUse& other);
    PoolUse& operator-=(const PoolUse& other);
    friend bool operator==(const PoolUse&, const PoolUse&) = default;
};
BOOST_DESCRIBE_STRUCT(PoolUse, (), (paid, drawn, deductible))

/// What a person has used up of one scheme in one year.
struct YearTotals {
    std::int64_t admissions = 0;  ///< 本年住院次数
    Money in_policy;              ///< 政策范围内费用累计
    Money self_in_policy;         ///< 政策范围内个人负担累计
    PoolUse basic;                ///< 统筹基金：住院等
    PoolUse outpatient;           ///< 统筹基金：门诊统筹
    PoolUse chronic;              ///< 统筹基金：门诊慢特病
    PoolUse special_drug;         ///< 统筹基金：谈判药、双通道
    PoolUse maternity;            ///< 统筹基金：生育
    PoolUse large_amount;         ///< 职工大额
    PoolUse major_illness;        ///< 大病保险
    PoolUse civil_servant;        ///< 公务员补助
    PoolUse enterprise;           ///< 企业补充
    PoolUse medical_aid;          ///< 医疗救助
    PoolUse aid_tilt;             ///< 倾斜救助
    PoolUse commercial;           ///< 商业补充

    YearTotals& operator+=(const YearTotals& other);
    YearTotals& operator-=(const YearTotals& other);
    friend bool operator==(const YearTotals&, const YearTotals&) = default;
};
BOOST_DESCRIBE_STRUCT(YearTotals, (), (admissions, in_policy, self_in_policy, basic, outpatient,
                                       chronic, special_drug, maternity, large_amount,
                                       major_illness, civil_servant, enterprise, medical_aid,
                                       aid_tilt, commercial))

/// What the pools behind hifp_pay have paid together (统筹基金支付累计).
[[nodiscard]] Money paid_hifp(const YearTotals& totals);

}  // namespace yidi::model
