/// @file
/// Records of the registers: what institutions declared for people, at both places, and what the
/// place of care keeps about its institutions: departments, practitioners, marks of visits.
///
/// Level       2, pure
/// Units       Instant in microseconds UTC, Date in China, codes as text
/// Errors      none
/// Ownership   values only
/// See         model/records.hpp for all other records; model/tables.hpp for keys and indexes

#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <boost/describe.hpp>

#include "base/personal.hpp"
#include "calendar/calendar.hpp"
#include "model/declarations.hpp"
#include "model/messages.hpp"

namespace yidi::model {

/// Life of a declaration at the insured place.
enum class DeclarationState : std::uint8_t {
    filed,      ///< In force from its first day; the institution may still withdraw it.
    used,       ///< The fund has paid on it: only the agency can end it.
    refused,    ///< The insured place's rules said no. Kept, so that a repeat is told the same.
    withdrawn,  ///< By the institution that made it.
};
BOOST_DESCRIBE_ENUM(DeclarationState, filed, used, refused, withdrawn)

/// A declaration as the insured place keeps it.
struct Declaration {
    std::string trt_dcla_detl_sn;  ///< Drawn by the node of the institution that declares.
    std::string psn_no;
    DeclarationState state{};
    std::string treatment_node;
    DeclarationForm form;
    std::int64_t filing_no = 0;    ///< Of the filing that a referral made; 0: none.
    StoredProblem refusal;
    Instant filed_at;
    Instant withdrawn_at;
};
BOOST_DESCRIBE_STRUCT(Declaration, (), (trt_dcla_detl_sn, psn_no, state, treatment_node, form,
                                        filing_no, refusal, filed_at, withdrawn_at))

/// Life of a declaration where it was made.
enum class SentState : std::uint8_t {
    pending,      ///< The insured place has not answered. Unknown, not failed.
    filed,        ///< In force there.
    refused,      ///< Nothing was filed.
    withdrawing,  ///< The insured place has not answered the withdrawal.
    withdrawn,
};
BOOST_DESCRIBE_ENUM(SentState, pending, filed, refused, withdrawing, withdrawn)

/// A declaration as the node of the institution that made it keeps it.
struct SentDeclaration {
    std::string trt_dcla_detl_sn;
    std::string fixmedins_code;
    std::string psn_no;
    std::string biz_appy_type;
    std::string insured_node;
    SentState state{};
    StoredProblem refusal;  ///< Why it was refused, or why its withdrawal was.
    Instant sent_at;
};
BOOST_DESCRIBE_STRUCT(SentDeclaration, (), (trt_dcla_detl_sn, fixmedins_code, psn_no, biz_appy_type,
                                            insured_node, state, refusal, sent_at))

/// A department of an institution (科室).
struct Department {
    std::string fixmedins_code;
    std::string hosp_dept_codg, hosp_dept_name;
    std::string caty;
    Instant begntime, endtime;
    std::string itro, dept_resper_name, dept_resper_tel, dept_med_serv_scp;
    Instant dept_estbdat;
    std::int64_t aprv_bed_cnt = 0, hi_crtf_bed_cnt = 0;
    std::string poolarea_no;
    std::int64_t dr_psncnt = 0, phar_psncnt = 0, nurs_psncnt = 0, tecn_psncnt = 0;
    std::string memo;
};
BOOST_DESCRIBE_STRUCT(Department, (), (fixmedins_code, hosp_dept_codg, hosp_dept_name, caty,
                                       begntime, endtime, itro, dept_resper_name, dept_resper_tel,
                                       dept_med_serv_scp, dept_estbdat, aprv_bed_cnt,
                                       hi_crtf_bed_cnt, poolarea_no, dr_psncnt, phar_psncnt,
                                       nurs_psncnt, tecn_psncnt, memo))

/// Somebody who practises at an institution (医保医师、护士、药师).
struct Practitioner {
    std::string fixmedins_code;
    std::string prac_psn_code;  ///< National code.
    std::string prac_psn_no;    ///< The institution's own number.
    std::string prac_psn_type;
    std::string psn_cert_type;
    Personal certno, prac_psn_name;
    std::string prac_psn_cert, prac_cert_no, hi_dr_flag;
    Instant begntime, endtime;
    std::string chg_rea;
};
BOOST_DESCRIBE_STRUCT(Practitioner, (), (fixmedins_code, prac_psn_code, prac_psn_no, prac_psn_type,
                                         psn_cert_type, certno, prac_psn_name, prac_psn_cert,
                                         prac_cert_no, hi_dr_flag, begntime, endtime, chg_rea))

/// A special mark of a visit (人员特殊标识).
struct VisitMark {
    std::string fixmedins_code;
    std::string ipt_psn_sp_flag_detl_id;
    std::string mdtrt_id, psn_no;
    std::string ipt_otp_no, ipt_psn_sp_flag_type, ipt_psn_sp_flag, admdvs, memo;
    Instant marked_at;
};
BOOST_DESCRIBE_STRUCT(VisitMark, (), (fixmedins_code, ipt_psn_sp_flag_detl_id, mdtrt_id, psn_no,
                                      ipt_otp_no, ipt_psn_sp_flag_type, ipt_psn_sp_flag, admdvs,
                                      memo, marked_at))

}  // namespace yidi::model
