#include <unordered_set>

#include "desk/treatment/batches.hpp"
#include "desk/treatment/care.hpp"
#include "desk/treatment/outpatient.hpp"

namespace yidi::desk {
namespace {

using model::ChargeBatch;
using model::Encounter;
using model::FeeLine;
using model::PurchaseRequest;

// A purchase is one batch; it says no number.
constexpr const char* only_batch = "1";

/// A purchase as it would be stored.
struct Purchase {
    Encounter visit;
    ChargeBatch batch;
    std::vector<FeeLine> lines;
};

Encounter visit_of(const Counter& counter, const PurchaseRequest& request,
                   const model::PersonView& person) {
    Encounter visit{};
    visit.kind = model::VisitKind::pharmacy;
    visit.state = model::EncounterState::open;
    visit.fixmedins_code = counter.envelope().fixmedins_code;
    visit.psn_no = request.settle.psn_no;
    visit.insuplc_admdvs = insured_place(counter, request.settle.insuplc_admdvs);
    visit.insutype = request.settle.insutype;
    visit.person = person;
    visit.stay.med_type = request.settle.med_type;
    visit.stay.mdtrt_cert_type = request.settle.mdtrt_cert_type;
    visit.stay.dise_codg = request.dise_codg;
    visit.stay.dise_name = request.dise_name;
    visit.outpatient.otp_er_refl_flag = request.settle.otp_er_refl_flag;
    visit.begntime = request.begntime;
    visit.opened_at = counter.now();
    return visit;
}

Outcome<Done> not_in_the_future(const Counter& counter, Instant time, std::string field) {
    if (time <= counter.now().plus_ms(clock_slack_ms)) return Done{};
    return problem(ErrorCode::time_in_future, std::move(field), time.text());
}

Outcome<std::vector<FeeLine>> lines_of(const Counter& counter, const PurchaseRequest& request,
                                       const Encounter& visit) {
    std::vector<FeeLine> lines;
    std::unordered_set<std::string_view> serials;
    for (std::size_t row = 0; row < request.drugs.size(); ++row) {
        const model::FeeLineInput& input = request.drugs[row];
        const LinePlace place{"drugdetail", row};
        if (!serials.insert(input.feedetl_sn).second) {
            return problem(ErrorCode::line_duplicate, place.of("feedetl_sn"), input.feedetl_sn);
        }
        if (const auto good =
                not_in_the_future(counter, input.fee_ocur_time, place.of("fee_ocur_time"));
            !good) {
            return Unexpected{good.error()};
        }
        auto line = priced_line(counter, visit, input, nullptr, place);
        if (!line) return Unexpected{std::move(line).error()};
        lines.push_back(std::move(line).value());
    }
    return lines;
}

/// Who buys, as the insured place knows the person; null while it is asked.
Outcome<const model::AdmissionAnswer*> buyer_of(const Counter& counter,
                                                const PurchaseRequest& request) {
    const auto institution = institution_at(counter);
    if (!institution) return Unexpected{institution.error()};
    if (is_stay(request.settle.med_type)) {
        return problem(ErrorCode::visit_kind_mismatch, "druginfo.med_type",
                       request.settle.med_type, "pharmacy");
    }
    if (const auto good = not_in_the_future(counter, request.begntime, "druginfo.begntime");
        !good) {
        return Unexpected{good.error()};
    }
    if (const auto good =
            may_begin(counter.rules, request.begntime, counter.now().date(), "druginfo.begntime");
        !good) {
        return Unexpected{good.error()};
    }
    const std::string& place = insured_place(counter, request.settle.insuplc_admdvs);
    const model::NodeId insured = counter.rules.network.node_of(place);
    if (insured.empty()) return problem(ErrorCode::place_unknown, "insuplc_admdvs", place);
    const auto* check = counter.workspace.ask<model::AdmissionAnswer>(
        insured, model::AdmissionAsk{request.settle.psn_no, request.settle.insutype, place,
                                     (*institution)->admdvs, {}, request.certno_digest,
                                     request.begntime.date()});
    if (check != nullptr && check->refusal) return Unexpected{check->refusal.problem()};
    return check;
}

/// Puts the purchase together under `mdtrt_id`, which a trial leaves empty.
Outcome<Purchase> purchase_of(const Counter& counter, const PurchaseRequest& request,
                              const model::PersonView& person, std::string mdtrt_id) {
    Purchase purchase{visit_of(counter, request, person), {}, {}};
    purchase.visit.mdtrt_id = std::move(mdtrt_id);
    auto lines = lines_of(counter, request, purchase.visit);
    if (!lines) return Unexpected{std::move(lines).error()};
    purchase.lines = std::move(lines).value();
    ChargeBatch& batch = purchase.batch;
    batch.mdtrt_id = purchase.visit.mdtrt_id;
    batch.chrg_bchno = only_batch;
    batch.batch = purchase.visit.open_batch++;
    batch.dise_codg = request.dise_codg;
    batch.care_on = request.begntime.date();
    for (FeeLine& line : purchase.lines) {
        line.batch = batch.batch;
        line.input.chrg_bchno = only_batch;
        add_to(batch, line);
    }
    purchase.visit.open = batch.sums;
    purchase.visit.open_lines = batch.lines;
    if (batch.sums.medfee_sumamt > model::bill_max) {
        return problem(ErrorCode::amount_too_large, "druginfo.medfee_sumamt",
                       batch.sums.medfee_sumamt.text(), "<= " + model::bill_max.text());
    }
    return purchase;
}

/// Its bill, with refusals under the names of this request's nodes.
Outcome<ReadyBill> ready_bill(const Counter& counter, const PurchaseRequest& request,
                              const Purchase& purchase) {
    auto bill = batch_bill_of(counter, request.settle, purchase.visit, purchase.batch);
    if (bill) return ReadyBill{purchase.visit, purchase.batch.batch, std::move(bill).value()};
    Problem refusal = std::move(bill).error();
    if (refusal.field.starts_with("data.")) refusal.field.replace(0, 4, "druginfo");
    return Unexpected{std::move(refusal)};
}

}  // namespace

MaybeReply quote_purchase(const Counter& counter, const PurchaseRequest& request) {
    const auto buyer = buyer_of(counter, request);
    if (!buyer) return model::Reply{buyer.error()};
    if (*buyer == nullptr) return {};
    const auto purchase = purchase_of(counter, request, (*buyer)->person, {});
    if (!purchase) return model::Reply{purchase.error()};
    const auto ready = ready_bill(counter, request, *purchase);
    if (!ready) return model::Reply{ready.error()};
    MaybeReply reply = quote(counter, request.settle, *ready);
    if (!reply || reply->refusal() != nullptr) return reply;
    auto view = std::get<model::SettlementView>(reply->body());
    view.lines = purchase->lines;
    return model::Reply{std::move(view)};
}

MaybeReply settle_purchase(const Counter& counter, const PurchaseRequest& request) {
    if (const auto institution = institution_at(counter); !institution) {
        return model::Reply{institution.error()};
    }
    // A retry is given the answer it was given the first time.
    const Repeatable repeatable{request.settle.psn_no, request.settle.psn_no, true};
    const auto earlier = earlier_of(counter, repeatable);
    if (!earlier) return model::Reply{earlier.error()};
    if (*earlier != nullptr) return answer_again(counter, **earlier);

    const auto buyer = buyer_of(counter, request);
    if (!buyer) return model::Reply{buyer.error()};
    if (*buyer == nullptr) return {};
    auto purchase =
        purchase_of(counter, request, (*buyer)->person, next_id(counter, "mdtrt"));
    if (!purchase) return model::Reply{purchase.error()};
    auto ready = ready_bill(counter, request, *purchase);
    if (!ready) return model::Reply{ready.error()};
    for (const FeeLine& line : purchase->lines) counter.workspace.put(line);
    counter.workspace.put(purchase->batch);
    return begin(counter, request.settle, repeatable, std::move(ready).value());
}

}  // namespace yidi::desk
