/// @file
/// The code tables, field names and transaction numbers of the national interface, read from the
/// data in codes/, and the shapes of the codes that carry a rule of their own.
///
/// Level       2, pure: the data is compiled into the program
/// Units       none
/// Errors      an absent value says that a code is not in its table
/// Ownership   views of static data, alive as long as the process, unless a function says otherwise
/// Threads     may be used from any thread
/// Invariants  T1  canonical(t, canonical(t, c)) == canonical(t, c).
/// See         codes/README.md for the files

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include <boost/describe/enum.hpp>

#include "base/embedded.hpp"

namespace yidi::codes {

// clang-format off
enum class TableId : std::uint8_t {
    insutype, mdtrt_cert_type, psn_cert_type, gend, psn_type, psn_insu_stas, psn_idet_type, med_type,
    matn_type, chrgitm_lv, med_chrgitm_type, list_type, lmt_used_flag, hosp_appr_flag, hosp_lv,
    fix_onln_open_flag, fund_pay_type, clr_type, clr_way, pay_loc, out_flag, mdtrt_grp_type,
    trum_flag, rel_ttp_flag, ipt_type, otp_er_refl_flag, psn_setlway, acct_used_flag, mid_setl_flag,
    dscg_way, inhosp_stas, diag_type, inout_diag_type, refd_setl_flag, cvlserv_flag, opter_type,
    yes_no, cum_type_code, fixmedins_type, refl_type, biz_appy_type, dcla_souc, stmt_rslt,
    trt_chk_type
};
BOOST_DESCRIBE_ENUM(TableId, insutype, mdtrt_cert_type, psn_cert_type, gend, psn_type,
    psn_insu_stas, psn_idet_type, med_type, matn_type, chrgitm_lv, med_chrgitm_type, list_type,
    lmt_used_flag, hosp_appr_flag, hosp_lv, fix_onln_open_flag, fund_pay_type, clr_type, clr_way,
    pay_loc, out_flag, mdtrt_grp_type, trum_flag, rel_ttp_flag, ipt_type, otp_er_refl_flag,
    psn_setlway, acct_used_flag, mid_setl_flag, dscg_way, inhosp_stas, diag_type, inout_diag_type,
    refd_setl_flag, cvlserv_flag, opter_type, yes_no, cum_type_code, fixmedins_type,
    refl_type, biz_appy_type, dcla_souc, stmt_rslt, trt_chk_type)
// clang-format on

/// The files of codes/ as they were compiled in.
[[nodiscard]] std::span<const EmbeddedFile> files();

/// One value of a table.
struct CodeRow {
    TableId table{};
    std::string_view code, zh, en;
    std::string_view editions;  ///< Editions of the interface that print it, separated by blanks.
};

/// All values of a table, shorter codes first.
[[nodiscard]] std::span<const CodeRow> rows_of(TableId table);
[[nodiscard]] std::string_view name_of(TableId table);

/// The row of a code in any spelling that canonical() accepts; null if there is none.
[[nodiscard]] const CodeRow* find(TableId table, std::string_view code);

/// The spelling that the platform keeps. Editions differ in the leading zero ("2" and "02"), and
/// the categories of insured persons are local beyond their first two digits: those are accepted
/// as they are, and the answer is then a view of `code` itself.
[[nodiscard]] std::optional<std::string_view> canonical(TableId table, std::string_view code);
[[nodiscard]] inline bool known(TableId table, std::string_view code) {
    return canonical(table, code).has_value();
}

/// What a field of the interface means.
struct FieldName {
    std::string_view name, zh, en;
};
[[nodiscard]] const FieldName* field_name(std::string_view name);

/// A transaction that some edition of the interface describes, whether offered here or not.
struct KnownTransaction {
    std::string_view infno, en;
};
[[nodiscard]] std::span<const KnownTransaction> known_transactions();
[[nodiscard]] bool is_known_transaction(std::string_view infno);

/// 18 characters, a day of birth that exists, and the check character of GB 11643-1999.
[[nodiscard]] bool is_identity_number(std::string_view text);
/// Six digits whose first two are a province of GB/T 2260.
[[nodiscard]] bool is_division_code(std::string_view text);
/// H (hospital) or P (pharmacy), a division code and five digits.
[[nodiscard]] bool is_institution_code(std::string_view text);

/// M and five digits: class and detail of a chronic or special disease.
[[nodiscard]] bool is_disease_code(std::string_view text);

}  // namespace yidi::codes
