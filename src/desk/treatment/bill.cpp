#include <utility>

#include "desk/treatment/batches.hpp"
#include "desk/treatment/care.hpp"
#include "desk/treatment/use_cases.hpp"

namespace yidi::desk {
namespace {

using model::FeeSums;
using model::SettleRequest;

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

/// What a bill says of the visit, whatever it holds.
model::BillFacts head_of(const Counter& counter, const SettleRequest& request,
                         const model::Encounter& visit) {
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
    bill.use_account = request.acct_used_flag == "1";
    return bill;
}

/// The request means this visit's scheme and these amounts.
Outcome<Done> states(const SettleRequest& request, const model::Encounter& visit,
                     const FeeSums& sums) {
    if (request.insutype != visit.insutype) {
        return problem(ErrorCode::insutype_mismatch, "data.insutype", request.insutype,
                       visit.insutype);
    }
    if (auto good = none_negative(sums); !good) return good;
    if (request.medfee_sumamt != sums.medfee_sumamt) {
        return problem(ErrorCode::total_mismatch, "data.medfee_sumamt",
                       request.medfee_sumamt.text(), sums.medfee_sumamt.text());
    }
    return split_agrees(request, sums);
}

}  // namespace

Outcome<model::BillFacts> bill_of(const Counter& counter, const SettleRequest& request,
                                  const model::Encounter& visit) {
    if (visit.open_lines == 0) {
        if (!visit.settled.empty()) {
            return problem(ErrorCode::already_settled, "data.mdtrt_id", visit.mdtrt_id,
                           "setl_id=" + visit.settled);
        }
        return problem(ErrorCode::nothing_to_settle, "data.mdtrt_id", visit.mdtrt_id);
    }
    if (const auto good = states(request, visit, visit.open); !good) {
        return Unexpected{good.error()};
    }
    const Date discharged = discharged_on(counter, request, visit);
    if (discharged < visit.begntime.date()) {
        return problem(ErrorCode::discharge_before_admission, "data.dscgTime", discharged.text(),
                       ">= " + visit.begntime.date().text());
    }
    if (discharged > counter.now().plus_ms(clock_slack_ms).date()) {
        return problem(ErrorCode::time_in_future, "data.dscgTime", discharged.text());
    }
    model::BillFacts bill = head_of(counter, request, visit);
    bill.ipt_type = visit.stay.ipt_type;
    bill.admitted_on = visit.begntime.date();
    bill.discharged_on = discharged;
    bill.follows = visit.settled;
    bill.fees = visit.open;
    return bill;
}

Outcome<model::BillFacts> batch_bill_of(const Counter& counter, const SettleRequest& request,
                                        const model::Encounter& visit,
                                        const model::ChargeBatch& batch) {
    if (!batch.settled.empty()) {
        return problem(ErrorCode::already_settled, "data.chrg_bchno", batch.chrg_bchno,
                       "setl_id=" + batch.settled);
    }
    if (const auto good = states(request, visit, batch.sums); !good) {
        return Unexpected{good.error()};
    }
    const Network& network = counter.rules.network;
    const bool is_remote = network.node_of(visit.insuplc_admdvs) != network.self;
    auto care = care_of(request, visit, batch, is_remote);
    if (!care) return Unexpected{std::move(care).error()};
    model::BillFacts bill = head_of(counter, request, visit);
    bill.med_type = std::move(care->med_type);
    bill.dise_codg = std::move(care->dise_codg);
    bill.otp_er_refl_flag = request.otp_er_refl_flag.empty() ? visit.outpatient.otp_er_refl_flag
                                                             : request.otp_er_refl_flag;
    bill.chrg_bchno = batch.chrg_bchno;
    // Each batch is care of its own: of the last day on which something of it was given.
    bill.admitted_on = bill.discharged_on = batch.care_on;
    bill.channel = channel_of(bill.med_type, visit, batch);
    if (bill.channel == model::Channel::outpatient_prescription) {
        const auto* prescriber =
            counter.workspace.find<model::Institution>(visit.outpatient.rxfixmedins_code);
        if (prescriber != nullptr) bill.rx_hosp_lv = prescriber->hosp_lv;
    }
    bill.fees = batch.sums;
    return bill;
}

model::SettlementView view_of(const Counter& counter, const model::Settlement& settlement) {
    const auto* visit = counter.workspace.find<model::Encounter>(settlement.mdtrt_id);
    YIDI_ASSERT(visit != nullptr);  // a settlement is of a visit
    return view_of(counter, settlement, *visit);
}

model::SettlementView view_of(const Counter& counter, const model::Settlement& settlement,
                              const model::Encounter& visit) {
    const auto* institution =
        counter.workspace.find<model::Institution>(settlement.fixmedins_code);
    YIDI_ASSERT(institution != nullptr);
    const bool is_stay = visit.kind == model::VisitKind::inpatient;
    model::SettlementView view{
        settlement,
        visit.person,
        settlement.med_type.empty() ? visit.stay.med_type : settlement.med_type,
        *institution,
        visit.begntime,
        is_stay ? visit.endtime : visit.begntime,
        counter.now(),
        {}};
    if (visit.kind == model::VisitKind::pharmacy) {
        view.lines = lines_of(counter.workspace, settlement.mdtrt_id, settlement.batch);
    }
    return view;
}

}  // namespace yidi::desk
