#include <utility>

#include "desk/treatment/use_cases.hpp"

namespace yidi::desk {
namespace {

using model::FeeSums;
using model::SettleRequest;

// A ward's clock may run ahead of ours; a time beyond tomorrow is a slip of the pen.
constexpr std::int64_t clock_slack_ms = 24LL * 3'600 * 1'000;

Outcome<Done> split_agrees(const SettleRequest& request, const FeeSums& open) {
    struct Part {
        const char* field;
        const std::optional<Money>& stated;
        Money computed;
    };
    const Part parts[] = {
        {"data.fulamt_ownpay_amt", request.fulamt_ownpay_amt, open.fulamt_ownpay_amt},
        {"data.overlmt_selfpay", request.overlmt_selfpay, open.overlmt_selfpay},
        {"data.preselfpay_amt", request.preselfpay_amt, open.preselfpay_amt},
        {"data.inscp_scp_amt", request.inscp_scp_amt, open.inscp_scp_amt},
    };
    // Clients that keep no split send zeros, because empty numbers travel as 0.
    bool any_stated = false;
    for (const Part& part : parts) {
        any_stated = any_stated || part.stated.value_or(Money{}) != Money{};
    }
    if (!any_stated) return Done{};
    for (const Part& part : parts) {
        if (part.stated && *part.stated != part.computed) {
            return problem(ErrorCode::split_mismatch, part.field, part.stated->text(),
                           part.computed.text());
        }
    }
    return Done{};
}

/// A refund in parts is rounded part by part, so it can take more out of a bucket than was in it.
/// No insured place could decide such a bill.
Outcome<Done> none_negative(const FeeSums& open) {
    const std::pair<const char*, Money> parts[] = {
        {"data.medfee_sumamt", open.medfee_sumamt},
        {"data.fulamt_ownpay_amt", open.fulamt_ownpay_amt},
        {"data.overlmt_selfpay", open.overlmt_selfpay},
        {"data.preselfpay_amt", open.preselfpay_amt},
        {"data.inscp_scp_amt", open.inscp_scp_amt},
    };
    for (const auto& [field, amount] : parts) {
        if (amount.is_negative()) {
            return problem(ErrorCode::total_negative, field, amount.text(), ">= 0.00");
        }
    }
    return Done{};
}

Date discharged_on(const Counter& counter, const SettleRequest& request,
                   const model::Encounter& visit) {
    if (visit.endtime.is_set()) return visit.endtime.date();
    return request.discharged_on.value_or(counter.now().date());
}

}  // namespace

Outcome<model::BillFacts> bill_of(const Counter& counter, const SettleRequest& request,
                                  const model::Encounter& visit) {
    const FeeSums& open = visit.open;
    if (visit.open_lines == 0) {
        if (!visit.settled.empty()) {
            return problem(ErrorCode::already_settled, "data.mdtrt_id", visit.mdtrt_id,
                           "setl_id=" + visit.settled);
        }
        return problem(ErrorCode::nothing_to_settle, "data.mdtrt_id", visit.mdtrt_id);
    }
    if (request.insutype != visit.insutype) {
        return problem(ErrorCode::insutype_mismatch, "data.insutype", request.insutype,
                       visit.insutype);
    }
    if (const auto good = none_negative(open); !good) return Unexpected{good.error()};
    if (request.medfee_sumamt != open.medfee_sumamt) {
        return problem(ErrorCode::total_mismatch, "data.medfee_sumamt",
                       request.medfee_sumamt.text(), open.medfee_sumamt.text());
    }
    if (const auto good = split_agrees(request, open); !good) return Unexpected{good.error()};
    const Date discharged = discharged_on(counter, request, visit);
    if (discharged < visit.begntime.date()) {
        return problem(ErrorCode::discharge_before_admission, "data.dscgTime", discharged.text(),
                       ">= " + visit.begntime.date().text());
    }
    if (discharged > counter.now().plus_ms(clock_slack_ms).date()) {
        return problem(ErrorCode::time_in_future, "data.dscgTime", discharged.text());
    }
    const auto* institution = counter.workspace.find<model::Institution>(visit.fixmedins_code);
    YIDI_ASSERT(institution != nullptr);  // a visit is opened by a known institution

    model::BillFacts bill;
    bill.mdtrt_id = visit.mdtrt_id;
    bill.mdtrtarea_admvs = institution->admdvs;
    bill.fixmedins_code = visit.fixmedins_code;
    bill.hosp_lv = institution->hosp_lv;
    bill.psn_no = visit.psn_no;
    bill.insutype = visit.insutype;
    bill.insuplc_admdvs = visit.insuplc_admdvs;
    bill.med_type = visit.stay.med_type;
    bill.ipt_type = visit.stay.ipt_type;
    bill.admitted_on = visit.begntime.date();
    bill.discharged_on = discharged;
    bill.use_account = request.acct_used_flag == "1";
    bill.follows = visit.settled;
    bill.fees = open;
    return bill;
}

model::SettlementView view_of(const Counter& counter, const model::Settlement& settlement) {
    const auto* visit = counter.workspace.find<model::Encounter>(settlement.mdtrt_id);
    YIDI_ASSERT(visit != nullptr);  // a settlement is of a visit
    const auto* institution =
        counter.workspace.find<model::Institution>(settlement.fixmedins_code);
    YIDI_ASSERT(institution != nullptr);
    return {settlement,      visit->person,   visit->stay.med_type, *institution,
            visit->begntime, visit->endtime,  counter.now()};
}

}  // namespace yidi::desk
