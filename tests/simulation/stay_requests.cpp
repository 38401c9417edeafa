#include <fmt/format.h>

#include "base/text.hpp"
#include "simulation/stay.hpp"

namespace yidi::simulation {
namespace {

constexpr std::int64_t lines_max = 8;

Money sum_of(const std::map<std::string, model::FeeLineInput>& lines) {
    Money sum;
    for (const auto& [serial, line] : lines) sum += line.det_item_fee_sumamt;
    return sum;
}

}  // namespace

model::Envelope Stay::envelope_of(Step step) {
    constexpr const char* numbers[] = {"1101", "2401", "2403", "2301", "2301", "2302", "2302",
                                       "5204", "2303", "2304", "2402", "2304", "2304", "2304",
                                       "5203", "2305", "2405", "2404", "2601", "2601", "2505",
                                       "2506"};
    if (step == Step::repeat_same || step == Step::repeat_changed) {
        return in_force_.back().request.envelope;
    }
    constexpr const char* visit_numbers[] = {"1101", "2201", "2203", "2204", "2204", "2205", "2205",
                                             "5204", "2206", "2207", "",     "2207", "2207", "2207",
                                             "5203", "2208", "",     "2202", "2601", "2601"};
    model::Envelope envelope;
    envelope.infno = (is_visit_ ? visit_numbers : numbers)[static_cast<std::size_t>(step)];
    // Real clients draw one msgid for two different transactions within a second.
    const bool reuses =
        !last_msgid_.empty() && last_infno_ != envelope.infno && world_.random.chance(50);
    envelope.msgid =
        reuses ? last_msgid_ : fmt::format("{}-{}-{}", hospital_.fixmedins_code, name_, ++serial_);
    envelope.fixmedins_code = hospital_.fixmedins_code;
    envelope.mdtrtarea_admvs = hospital_.admdvs;
    envelope.insuplc_admdvs = patient_.insuplc_admdvs;
    last_msgid_ = reuses ? std::string{} : envelope.msgid;  // never a third time
    last_infno_ = envelope.infno;
    return envelope;
}

model::FeeLineInput Stay::draw_line() {
    Random& random = world_.random;
    const catalog::Item& item = random.pick(items_);
    model::FeeLineInput line;
    line.feedetl_sn = fmt::format("{}-{:04}", name_, ++serial_);
    if (is_visit_) {
        line.chrg_bchno = std::to_string(batch_);
        line.rx_circ_flag = "0";
    } else {
        line.med_type = "21";
    }
    line.fee_ocur_time = admitted_at_;
    line.med_list_codg = item.med_list_codg;
    line.medins_list_codg = "own";
    line.pric = UnitPrice::of_micro_yuan(random.between(1, 900'000) * 1'000);
    line.cnt = Quantity::of_e4(random.between(1, 40) * 10'000 / random.between(1, 4));
    line.det_item_fee_sumamt = *extend(line.pric, line.cnt, Rounding::half_up);
    if (!item.restrictions.none()) line.hosp_appr_flag = random.chance(500) ? "1" : "0";
    return line;
}

std::optional<model::FeeLineInput> Stay::draw_refund() {
    std::vector<const model::FeeLineInput*> left;
    for (const auto& [serial, line] : open_) {
        if (line.cnt.e4() > 0 && refunded_[serial] < line.cnt) left.push_back(&line);
    }
    if (left.empty()) return {};
    model::FeeLineInput refund = *world_.random.pick(left);
    refund.init_feedetl_sn = refund.feedetl_sn;
    refund.feedetl_sn = fmt::format("{}-{:04}", name_, ++serial_);
    const std::int64_t rest = refund.cnt.e4() - refunded_[refund.init_feedetl_sn].e4();
    // A part of a line can round to a fen more than is left of it; all of it cannot.
    const bool whole = refunded_[refund.init_feedetl_sn].e4() == 0 && world_.random.chance(600);
    refund.cnt = -Quantity::of_e4(whole ? rest : world_.random.between(1, rest));
    refund.det_item_fee_sumamt =
        whole ? -refund.det_item_fee_sumamt : *extend(refund.pric, refund.cnt, Rounding::half_up);
    return refund;
}

std::optional<std::string> Stay::draw_withdrawal() {
    std::vector<std::string> free;
    for (const auto& [serial, line] : open_) {
        if (line.cnt.e4() < 0 || refunded_[serial].e4() == 0) free.push_back(serial);
    }
    if (free.empty()) return {};
    return world_.random.pick(free);
}

model::Settle Stay::settle_request(bool interim) {
    model::SettleRequest request;
    request.mdtrt_id = mdtrt_id_;
    request.psn_no = patient_.psn_no;
    request.insutype = patient_.insutype;
    request.insuplc_admdvs = patient_.insuplc_admdvs;
    request.psn_setlway = "01";
    request.acct_used_flag = world_.random.chance(500) ? "1" : "0";
    request.mid_setl_flag = interim ? "1" : "0";
    request.invono = "invoice";
    request.mdtrt_cert_type = "02";
    request.medfee_sumamt = sum_of(open_);
    if (is_visit_) {
        request.kind = model::VisitKind::outpatient;
        request.mid_setl_flag.clear();
        request.med_type = med_type_;
        request.chrg_bchno = std::to_string(batch_);
    }
    return {request};
}

std::optional<model::CommandBody> Stay::visit_request_of(Step step) {
    const std::string& psn_no = patient_.psn_no;
    switch (step) {
        case Step::admit:
            return model::Register{psn_no, patient_.insutype, patient_.insuplc_admdvs, {}, "02",
                                   name_,  "D1",              "doctor",                "A03",
                                   "ward", "A03",             admitted_at_};
        case Step::change_admission: {
            model::DescribeVisit visit;
            visit.mdtrt_id = mdtrt_id_;
            visit.psn_no = psn_no;
            visit.med_type = med_type_;
            visit.dise_codg = disease_;
            visit.begntime = admitted_at_;
            if (med_type_ == "13") visit.outpatient.otp_er_refl_flag = "1";
            return visit;
        }
        case Step::upload: {
            // What comes after a settlement is another batch.
            if (open_.empty()) ++batch_;
            model::UploadFeeLines upload{mdtrt_id_, psn_no, {}, model::VisitKind::outpatient};
            const std::int64_t count = world_.random.between(1, lines_max);
            for (std::int64_t line = 0; line < count; ++line) upload.lines.push_back(draw_line());
            return upload;
        }
        case Step::withdraw_all:
            return model::WithdrawBatch{mdtrt_id_, psn_no, "0000", true};
        case Step::reverse: {
            // Any of them, not only the newest; its lines are the open ones then.
            if (in_force_.empty() || !open_.empty()) return {};
            const Paid& paid = world_.random.pick(in_force_);
            batch_ = *parse_integer<std::int64_t>(paid.lines.begin()->second.chrg_bchno);
            return model::ReverseSettlement{mdtrt_id_, paid.setl_id, psn_no,
                                            model::VisitKind::outpatient};
        }
        case Step::cancel_stay:
            return model::CancelRegistration{mdtrt_id_, psn_no, name_};
        case Step::undo_settle:
            return model::ReverseUncertain{psn_no, doubted_msgid_, "2207"};
        default:
            return {};
    }
}

std::optional<model::CommandBody> Stay::request_of(Step step) {
    const std::string& psn_no = patient_.psn_no;
    if (is_visit_) {
        if (auto body = visit_request_of(step)) return body;
        if (step == Step::reverse) return {};
    }
    switch (step) {
        case Step::find_person:
            return model::PersonQuery{"02", patient_.certno_digest, {}};
        case Step::admit: {
            model::Admit admit;
            admit.psn_no = psn_no;
            admit.insutype = patient_.insutype;
            admit.insuplc_admdvs = patient_.insuplc_admdvs;
            admit.stay.med_type = "21";
            admit.stay.ipt_type = world_.random.chance(150) ? "2" : "1";
            admit.begntime = admitted_at_;
            return admit;
        }
        case Step::change_admission: {
            model::ChangeAdmission change{mdtrt_id_, psn_no, admitted_at_, {}, {}, {}};
            change.stay.med_type = "21";
            change.stay.adm_bed = "12";
            return change;
        }
        case Step::upload: {
            model::UploadFeeLines upload{mdtrt_id_, psn_no, {}};
            const std::int64_t count = world_.random.between(1, lines_max);
            for (std::int64_t line = 0; line < count; ++line) upload.lines.push_back(draw_line());
            return upload;
        }
        case Step::refund: {
            const auto refund = draw_refund();
            if (!refund) return {};
            return model::UploadFeeLines{mdtrt_id_, psn_no, {*refund}};
        }
        case Step::withdraw_some: {
            const auto serial = draw_withdrawal();
            if (!serial) return {};
            return model::WithdrawFeeLines{mdtrt_id_, psn_no, {*serial}, false};
        }
        case Step::withdraw_all:
            return model::WithdrawFeeLines{mdtrt_id_, psn_no, {}, true};
        case Step::recount:
            return model::QueryFeeLines{psn_no, {}, mdtrt_id_};
        case Step::quote:
            if (open_.empty()) return {};
            return model::PreSettle{settle_request(false).request};
        case Step::interim:
        case Step::settle:
            if (open_.empty()) return {};
            return settle_request(step == Step::interim);
        case Step::discharge:
            return model::Discharge{
                mdtrt_id_, psn_no, patient_.insutype, world_.schedule.now(), {}, {}, {}, "1",
                {},        {}};
        case Step::repeat_same:
        case Step::repeat_changed: {
            if (in_force_.empty()) return {};
            model::CommandBody body = in_force_.back().request.body;
            if (step == Step::repeat_changed) {
                std::get<model::Settle>(body).request.invono = "another invoice";
            }
            return body;
        }
        case Step::verify:
            if (in_force_.empty()) return {};
            return model::QuerySettlement{psn_no, in_force_.back().setl_id, mdtrt_id_};
        case Step::reverse:
            if (in_force_.empty()) return {};
            return model::ReverseSettlement{mdtrt_id_, in_force_.back().setl_id, psn_no};
        case Step::cancel_discharge:
            return model::CancelDischarge{mdtrt_id_, psn_no};
        case Step::cancel_stay:
            return model::CancelAdmission{mdtrt_id_, psn_no};
        case Step::undo_admit:
            return model::ReverseUncertain{psn_no, doubted_msgid_, "2401"};
        case Step::undo_settle:
            return model::ReverseUncertain{psn_no, doubted_msgid_, "2304"};
        case Step::declare: {
            // Each takes a place of its own in the order, so that none meets another.
            model::Declare declare;
            declare.psn_no = psn_no;
            declare.form.biz_appy_type = "03";
            declare.form.insuplc_admdvs = patient_.insuplc_admdvs;
            declare.form.begndate = admitted_at_.date();
            declare.designation.emplace();
            declare.designation->fix_srt_no = fmt::format("{}-{}", name_, ++serial_);
            declare.designation->fixmedins_code = hospital_.fixmedins_code;
            return declare;
        }
        case Step::withdraw_declared:
            if (declared_.empty()) return {};
            return model::WithdrawDeclared{declared_, psn_no, "error"};
    }
    YIDI_ASSERT(false);
}

}  // namespace yidi::simulation
