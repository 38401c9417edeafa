/// @file
/// Rules between the extras of an outpatient's message (exp_content) and its other fields.
///
/// Level       6, pure
/// Units       none
/// Errors      field_missing and field_contradicts
/// Ownership   views of the request being decoded

#pragma once

#include <optional>
#include <string_view>

#include "base/error.hpp"

namespace yidi::wire {

struct OutpatientExtras {
    std::string_view med_type, otp_er_refl_flag, trum_flag, rel_ttp_flag;
};

/// An injury says whether a third party is liable; an emergency is no mere referral. That a remote
/// emergency says so at all is asked at settlement: any of three messages may say it.
[[nodiscard]] inline std::optional<Problem> check_outpatient_extras(const OutpatientExtras& said) {
    if (said.trum_flag == "1" && said.rel_ttp_flag.empty()) {
        return Problem{
            ErrorCode::field_missing, "exp_content.REL_TTP_FLAG", {}, "TRUM_FLAG = 1", {}};
    }
    if (said.med_type == "13" && said.otp_er_refl_flag == "2") {
        return Problem{ErrorCode::field_contradicts,
                       "exp_content.OTP_ER_REFL_FLAG",
                       std::string{said.otp_er_refl_flag},
                       "1, 3 (med_type 13)",
                       {}};
    }
    return {};
}

}  // namespace yidi::wire
