/// @file
/// What an institution declares to the insured place for a person (待遇申报): a referral, a chronic
/// or special disease, a designated institution, an accidental injury. The declaration itself says
/// who declares what for when; each kind has a detail of its own beside it.
///
/// Level       2, pure
/// Units       dates in China
/// Errors      none
/// Ownership   values only
/// See         model/registers.hpp for what nodes keep of them; desk/insured/declarations.cpp

#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <boost/describe.hpp>

#include "base/personal.hpp"
#include "calendar/calendar.hpp"

namespace yidi::model {

/// Kinds that carry a rule of their own (biz_appy_type); designations have several more.
namespace declaration_kind {
inline constexpr std::string_view disease = "01";   ///< 门诊慢特病登记, 2503
inline constexpr std::string_view injury = "02";    ///< 意外伤害登记, 2507
inline constexpr std::string_view referral = "06";  ///< 转诊转院登记, 2501
}  // namespace declaration_kind

/// What every declaration says.
struct DeclarationForm {
    std::string biz_appy_type;
    std::string insutype;        ///< May be empty: of all that the person has.
    std::string insuplc_admdvs;  ///< Insured place as the institution names it.
    std::string fixmedins_code, fixmedins_name;  ///< Who declares.
    std::string opter;
    Personal tel, addr;
    std::string memo;
    Date begndate;
    std::optional<Date> enddate;  ///< Last day.
};
BOOST_DESCRIBE_STRUCT(DeclarationForm, (), (biz_appy_type, insutype, insuplc_admdvs, fixmedins_code,
                                            fixmedins_name, opter, tel, addr, memo, begndate,
                                            enddate))

/// Who acts for the person (代办人).
struct Agent {
    Personal agnter_name, agnter_certno, agnter_tel, agnter_addr;
    std::string agnter_cert_type, agnter_rlts;
};
BOOST_DESCRIBE_STRUCT(Agent, (), (agnter_name, agnter_certno, agnter_tel, agnter_addr,
                                  agnter_cert_type, agnter_rlts))

/// A referral (转诊转院): where to, and why. Outside the pooling area it is a filing, too.
struct Referral {
    std::string trt_dcla_detl_sn;
    std::string diag_code, diag_name, dise_cond_dscr;
    std::string reflin_medins_no, reflin_medins_name, mdtrtarea_admdvs;
    std::string hosp_agre_refl_flag, refl_type;
    Date refl_date;
    std::string refl_rea, refl_opnn, refl_old_mdtrt_id;
};
BOOST_DESCRIBE_STRUCT(Referral, (), (trt_dcla_detl_sn, diag_code, diag_name, dise_cond_dscr,
                                     reflin_medins_no, reflin_medins_name, mdtrtarea_admdvs,
                                     hosp_agre_refl_flag, refl_type, refl_date, refl_rea,
                                     refl_opnn, refl_old_mdtrt_id))

/// On what a chronic or special disease was certified (门诊慢特病认定).
struct DiseaseCertificate {
    std::string trt_dcla_detl_sn;
    std::string opsp_dise_code, opsp_dise_name;
    std::string ide_fixmedins_no, ide_fixmedins_name;
    Date hosp_ide_date;
    std::string diag_dr_codg, diag_dr_name;
};
BOOST_DESCRIBE_STRUCT(DiseaseCertificate, (), (trt_dcla_detl_sn, opsp_dise_code, opsp_dise_name,
                                               ide_fixmedins_no, ide_fixmedins_name, hosp_ide_date,
                                               diag_dr_codg, diag_dr_name))

/// An institution a person is designated to (人员定点).
struct Designation {
    std::string trt_dcla_detl_sn;
    std::string fix_srt_no, fixmedins_code, fixmedins_name;
    Agent agent;
};
BOOST_DESCRIBE_STRUCT(Designation, (), (trt_dcla_detl_sn, fix_srt_no, fixmedins_code,
                                        fixmedins_name, agent))

/// An accidental injury (意外伤害备案).
struct Injury {
    std::string trt_dcla_detl_sn;
    std::string dcla_souc, mdtrtarea_admdvs, fixmedins_code, fixmedins_name;
    std::optional<Date> adm_time, trum_time;
    std::string trum_site, trum_rea, chk_pay_flag;
    Agent agent;
};
BOOST_DESCRIBE_STRUCT(Injury, (), (trt_dcla_detl_sn, dcla_souc, mdtrtarea_admdvs, fixmedins_code,
                                   fixmedins_name, adm_time, trum_time, trum_site, trum_rea,
                                   chk_pay_flag, agent))

}  // namespace yidi::model
