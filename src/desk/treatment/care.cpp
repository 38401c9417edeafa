#include "desk/treatment/care.hpp"

#include "model/code_maps.hpp"

namespace yidi::desk {
namespace {

using model::Service;

constexpr std::string_view ordinary = "11";
constexpr std::string_view emergency = "13";

bool is_of_a_disease(const std::string& med_type) {
    const auto service = model::service_of(med_type);
    return service == Service::chronic || service == Service::special_drug;
}

}  // namespace

bool is_stay(const std::string& med_type) {
    const auto service = model::service_of(med_type);
    if (service == Service::maternity) return med_type != "51";
    return service == Service::inpatient || service == Service::day_surgery;
}

Outcome<Care> care_of(const model::SettleRequest& request, const model::Encounter& visit,
                      const model::ChargeBatch& batch, bool is_remote) {
    const std::string& described = visit.stay.med_type;
    if (described.empty()) {
        return problem(ErrorCode::visit_not_described, "data.mdtrt_id", visit.mdtrt_id);
    }
    const bool unrelated = request.med_type == ordinary && batch.dise_codg.empty() &&
                           is_of_a_disease(described);
    if (request.med_type != described && !unrelated) {
        return problem(ErrorCode::med_type_mismatch, "data.med_type", request.med_type, described);
    }
    Care care{request.med_type, {}};
    const auto service = model::service_of(care.med_type);
    if (is_of_a_disease(care.med_type) || service == Service::pharmacy) {
        care.dise_codg = batch.dise_codg.empty() ? visit.stay.dise_codg : batch.dise_codg;
    }
    if (service == Service::chronic && care.dise_codg.empty()) {
        return problem(ErrorCode::disease_missing, "data.chrg_bchno", batch.chrg_bchno);
    }
    const std::string& flag = request.otp_er_refl_flag.empty() ? visit.outpatient.otp_er_refl_flag
                                                               : request.otp_er_refl_flag;
    if (is_remote && care.med_type == emergency && flag != "1" && flag != "3") {
        return problem(flag.empty() ? ErrorCode::field_missing : ErrorCode::field_contradicts,
                       "data.exp_content.OTP_ER_REFL_FLAG", flag, "1, 3 (med_type 13)");
    }
    return care;
}

model::Channel channel_of(const std::string& med_type, const model::Encounter& visit,
                          const model::ChargeBatch& batch) {
    const auto service = model::service_of(med_type);
    // A pharmacy sells a negotiated drug on the terms of the second of its two channels.
    if (service == Service::special_drug && visit.kind == model::VisitKind::pharmacy) {
        return model::Channel::dual_channel;
    }
    if (service != Service::pharmacy) return model::Channel::none;
    const bool prescribed = batch.rx_circulated || !visit.outpatient.rxfixmedins_code.empty();
    return prescribed ? model::Channel::outpatient_prescription : model::Channel::none;
}

}  // namespace yidi::desk
