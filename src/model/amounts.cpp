#include "model/amounts.hpp"

#include <cstdint>

#include <boost/mp11.hpp>

namespace yidi::model {
namespace {

template <class T>
using MembersOf = boost::describe::describe_members<T, boost::describe::mod_public>;

template <class T, class F>
void for_each_member(F&& f) {
    boost::mp11::mp_for_each<MembersOf<T>>([&](auto d) { f(d.pointer); });
}

template <class T>
bool none_negative(const T& amounts) {
    bool good = true;
    for_each_member<T>([&](auto member) { good = good && !(amounts.*member).is_negative(); });
    return good;
}

/// The sum in fen. A handful of amounts within Money's bounds cannot leave those of the integer,
/// though it may leave those of Money: then it is no sum of anything, and no reason to stop.
template <class... Amounts>
std::int64_t fen_of(Amounts... amounts) {
    return (amounts.fen() + ...);
}

}  // namespace

FeeSums& FeeSums::operator+=(const FeeSums& other) {
    for_each_member<FeeSums>([&](auto member) { this->*member += other.*member; });
    return *this;
}

FeeSums& FeeSums::operator-=(const FeeSums& other) {
    for_each_member<FeeSums>([&](auto member) { this->*member -= other.*member; });
    return *this;
}

bool FeeSums::balances() const {
    return medfee_sumamt.fen() ==
           fen_of(fulamt_ownpay_amt, overlmt_selfpay, preselfpay_amt, inscp_scp_amt);
}

Shares& Shares::operator+=(const Shares& other) {
    for_each_member<Shares>([&](auto member) { this->*member += other.*member; });
    return *this;
}

Shares& Shares::operator-=(const Shares& other) {
    for_each_member<Shares>([&](auto member) { this->*member -= other.*member; });
    return *this;
}

bool Shares::balances_with(const FeeSums& fees) const {
    return fees.balances() && none_negative(fees) && none_negative(*this) &&
           fund_pay_sumamt.fen() == fen_of(hifp_pay, cvlserv_pay, hifes_pay, hifmi_pay, hifob_pay,
                                           maf_pay, oth_pay) &&
           fees.medfee_sumamt.fen() == fen_of(fund_pay_sumamt, psn_part_amt, hosp_part_amt) &&
           psn_part_amt.fen() == fen_of(acct_pay, psn_cash_pay) && acct_mulaid_pay <= acct_pay &&
           act_pay_dedc <= fees.inscp_scp_amt;
}

PoolUse& PoolUse::operator+=(const PoolUse& other) {
    for_each_member<PoolUse>([&](auto member) { this->*member += other.*member; });
    return *this;
}

PoolUse& PoolUse::operator-=(const PoolUse& other) {
    for_each_member<PoolUse>([&](auto member) { this->*member -= other.*member; });
    return *this;
}

YearTotals& YearTotals::operator+=(const YearTotals& other) {
    for_each_member<YearTotals>([&](auto member) { this->*member += other.*member; });
    return *this;
}

YearTotals& YearTotals::operator-=(const YearTotals& other) {
    for_each_member<YearTotals>([&](auto member) { this->*member -= other.*member; });
    return *this;
}

Money paid_hifp(const YearTotals& totals) {
    return totals.basic.paid + totals.outpatient.paid + totals.chronic.paid +
           totals.special_drug.paid + totals.maternity.paid;
}

}  // namespace yidi::model
