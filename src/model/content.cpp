#include "model/content.hpp"

#include <type_traits>

#include <boost/describe.hpp>
#include <boost/mp11/algorithm.hpp>

namespace yidi::model {

BOOST_DESCRIBE_STRUCT(SignInCommand, (), (opter_no))
BOOST_DESCRIBE_STRUCT(SignOutCommand, (), (sign_no, opter_no))
BOOST_DESCRIBE_STRUCT(PersonQuery, (), (mdtrt_cert_type, certno_digest, card_digest))
BOOST_DESCRIBE_STRUCT(Admit, (),
                      (psn_no, insutype, insuplc_admdvs, certno_digest, stay, begntime, diagnoses))
BOOST_DESCRIBE_STRUCT(Discharge, (),
                      (mdtrt_id, psn_no, insutype, endtime, dscg_dept_codg, dscg_dept_name,
                       dscg_bed, dscg_way, die_date, diagnoses))
BOOST_DESCRIBE_STRUCT(ChangeAdmission, (), (mdtrt_id, psn_no, begntime, endtime, stay, diagnoses))
BOOST_DESCRIBE_STRUCT(CancelAdmission, (), (mdtrt_id, psn_no))
BOOST_DESCRIBE_STRUCT(CancelDischarge, (), (mdtrt_id, psn_no))
BOOST_DESCRIBE_STRUCT(Register, (),
                      (psn_no, insutype, insuplc_admdvs, certno_digest, mdtrt_cert_type, ipt_otp_no,
                       atddr_no, dr_name, dept_code, dept_name, caty, begntime))
BOOST_DESCRIBE_STRUCT(CancelRegistration, (), (mdtrt_id, psn_no, ipt_otp_no))
BOOST_DESCRIBE_STRUCT(DescribeVisit, (),
                      (mdtrt_id, psn_no, med_type, main_cond_dscr, dise_codg, dise_name, trum_flag,
                       rel_ttp_flag, mdtrt_grp_type, begntime, outpatient, diagnoses, withdrawn))
BOOST_DESCRIBE_STRUCT(UploadFeeLines, (), (mdtrt_id, psn_no, lines))
BOOST_DESCRIBE_STRUCT(WithdrawFeeLines, (), (mdtrt_id, psn_no, feedetl_sns, all))
BOOST_DESCRIBE_STRUCT(WithdrawBatch, (), (mdtrt_id, psn_no, chrg_bchno, all))
BOOST_DESCRIBE_STRUCT(SettleRequest, (),
                      (mdtrt_id, psn_no, insutype, insuplc_admdvs, psn_setlway, acct_used_flag,
                       mid_setl_flag, invono, mdtrt_cert_type, medfee_sumamt, fulamt_ownpay_amt,
                       overlmt_selfpay, preselfpay_amt, inscp_scp_amt, discharged_on, med_type,
                       chrg_bchno, otp_er_refl_flag, trum_flag, rel_ttp_flag, mdtrt_grp_type))
BOOST_DESCRIBE_STRUCT(PreSettle, (), (request))
BOOST_DESCRIBE_STRUCT(Settle, (), (request))
BOOST_DESCRIBE_STRUCT(PurchaseRequest, (),
                      (settle, certno_digest, dise_codg, dise_name, begntime, drugs))
BOOST_DESCRIBE_STRUCT(PreSettlePurchase, (), (request))
BOOST_DESCRIBE_STRUCT(SettlePurchase, (), (request))
BOOST_DESCRIBE_STRUCT(ReverseSettlement, (), (mdtrt_id, setl_id, psn_no))
BOOST_DESCRIBE_STRUCT(ReverseUncertain, (), (psn_no, omsgid, oinfno))
BOOST_DESCRIBE_STRUCT(QueryVisits, (), (psn_no, med_type, mdtrt_id, begntime, endtime))
BOOST_DESCRIBE_STRUCT(QuerySettlement, (), (psn_no, setl_id, mdtrt_id))
BOOST_DESCRIBE_STRUCT(QueryFeeLines, (), (psn_no, setl_id, mdtrt_id))
BOOST_DESCRIBE_STRUCT(QueryTotals, (), (psn_no, cum_ym))
BOOST_DESCRIBE_STRUCT(QueryInHospital, (), (psn_no, begntime, endtime))
BOOST_DESCRIBE_STRUCT(ExplainSettlement, (), (setl_id))
BOOST_DESCRIBE_STRUCT(QueryInstitutions, (), (fixmedins_type, fixmedins_name, fixmedins_code))
BOOST_DESCRIBE_STRUCT(CheckEntitlement, (),
                      (psn_no, insutype, fixmedins_code, med_type, dise_codg, begntime))
BOOST_DESCRIBE_STRUCT(ChangeLineMemos::Row, (), (feedetl_sn, memo))
BOOST_DESCRIBE_STRUCT(ChangeLineMemos, (), (mdtrt_id, psn_no, rows))
BOOST_DESCRIBE_STRUCT(MarkVisit, (),
                      (mdtrt_id, psn_no, certno, ipt_otp_no, ipt_psn_sp_flag_type, ipt_psn_sp_flag,
                       admdvs, memo))
BOOST_DESCRIBE_STRUCT(QueryMarks, (),
                      (page_num, page_size, ipt_psn_sp_flag_detl_id, mdtrt_id, psn_no, ipt_otp_no,
                       ipt_psn_sp_flag_type, ipt_psn_sp_flag, admdvs, certno, psn_name))
BOOST_DESCRIBE_STRUCT(Declare, (),
                      (psn_no, certno_digest, form, referral, disease, designation, injury))
BOOST_DESCRIBE_STRUCT(WithdrawDeclared, (), (trt_dcla_detl_sn, psn_no, memo))
BOOST_DESCRIBE_STRUCT(UploadDepartments, (), (departments))
BOOST_DESCRIBE_STRUCT(ChangeDepartment, (), (department))
BOOST_DESCRIBE_STRUCT(WithdrawDepartment, (), (hosp_dept_codg, hosp_dept_name))
BOOST_DESCRIBE_STRUCT(QueryDepartments, (), (fixmedins_code))
BOOST_DESCRIBE_STRUCT(QueryPractitioners, (),
                      (prac_psn_type, prac_psn_code, certno, prac_psn_name))
BOOST_DESCRIBE_STRUCT(QueryDiagnoses, (), (mdtrt_id, psn_no))
BOOST_DESCRIBE_STRUCT(QueryMedication, (), (psn_no, begntime, endtime))
BOOST_DESCRIBE_STRUCT(QueryDiseases, (), (psn_no))
BOOST_DESCRIBE_STRUCT(QueryDesignations, (), (psn_no, biz_appy_type))
BOOST_DESCRIBE_STRUCT(QueryReferrals, (), (psn_no, begntime, endtime))
BOOST_DESCRIBE_STRUCT(ReconcileTotals, (),
                      (insutype, clr_type, setl_optins, refd_setl_flag, stmt_begndate,
                       stmt_enddate, medfee_sumamt, fund_pay_sumamt, acct_pay,
                       fixmedins_setl_cnt))
BOOST_DESCRIBE_STRUCT(StatementRow, (),
                      (setl_id, mdtrt_id, psn_no, refd_setl_flag, medfee_sumamt, fund_pay_sumamt,
                       acct_pay))
BOOST_DESCRIBE_STRUCT(ReconcileDetails, (),
                      (clr_type, setl_optins, refd_setl_flag, file_qury_no, stmt_begndate,
                       stmt_enddate, medfee_sumamt, fund_pay_sumamt, fixmedins_setl_cnt, rows))

namespace {

/// Lists under the name of the interface's node, which is the name the sender knows.
std::string_view node_of(std::string_view member) {
    if (member == "lines") return "feedetail";
    if (member == "drugs") return "drugdetail";
    if (member == "diagnoses") return "diseinfo";
    if (member == "feedetl_sns") return "feedetl_sn";
    if (member == "departments") return "deptinfo";
    if (member == "withdrawn") return "diag_srt_no";
    return member;
}

void append_escaped(std::string& out, std::string_view value) {
    for (const char byte : value) {
        if (byte == '\n') {
            out += "\\n";
        } else if (byte == '\\') {
            out += "\\\\";
        } else {
            out += byte;
        }
    }
}

class ContentWriter {
  public:
    std::string out;

    void add(std::string_view name, const std::string& value) {
        if (!value.empty()) line(name, value);
    }
    void add(std::string_view name, Money value) { line(name, value.text()); }
    void add(std::string_view name, UnitPrice value) { line(name, value.text()); }
    void add(std::string_view name, Quantity value) { line(name, value.text()); }
    void add(std::string_view name, Date value) { line(name, value.text()); }
    void add(std::string_view name, Instant value) {
        if (value.is_set()) line(name, value.text());
    }
    void add(std::string_view name, bool value) { line(name, value ? "1" : "0"); }
    void add(std::string_view name, std::int64_t value) { line(name, std::to_string(value)); }
    // A corrected telephone number does not make another admission, and it may not be kept (K2).
    void add(std::string_view, const Personal&) {}

    template <class T>
    void add(std::string_view name, const std::optional<T>& value) {
        if (value) add(name, *value);
    }
    template <class T>
    void add(std::string_view name, const std::vector<T>& rows) {
        const std::string outer = prefix_;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const std::string path =
                outer + std::string{node_of(name)} + '[' + std::to_string(i) + ']';
            if constexpr (boost::describe::has_describe_members<T>::value) {
                prefix_ = path + '.';
                add_members(rows[i]);
                prefix_ = outer;
            } else {
                add(path, rows[i]);
            }
        }
    }
    template <class T>
    requires boost::describe::has_describe_members<T>::value void add(std::string_view,
                                                                      const T& nested) {
        add_members(nested);
    }

    template <class T>
    void add_members(const T& value) {
        using Members = boost::describe::describe_members<T, boost::describe::mod_any_access>;
        boost::mp11::mp_for_each<Members>([&](auto d) { add(d.name, value.*d.pointer); });
    }

  private:
    void line(std::string_view name, std::string_view value) {
        out += prefix_;
        out += name;
        out += '=';
        append_escaped(out, value);
        out += '\n';
    }

    std::string prefix_;
};

/// Cuts the first line off `rest`.
std::string_view next_line(std::string_view& rest) {
    const auto end = rest.find('\n');
    const auto line = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    return line;
}

std::string_view name_in(std::string_view line) {
    return line.substr(0, line.find('='));
}

std::string_view value_in(std::string_view line) {
    const auto equals = line.find('=');
    return equals == std::string_view::npos ? std::string_view{} : line.substr(equals + 1);
}

/// The value of `name` anywhere in `content`; empty if it is not there.
std::string_view value_of(std::string_view name, std::string_view content) {
    while (!content.empty()) {
        const auto line = next_line(content);
        if (name_in(line) == name) return value_in(line);
    }
    return {};
}

}  // namespace

std::string content_of(const CommandBody& command) {
    return std::visit(
        [](const auto& body) {
            ContentWriter writer;
            writer.out.reserve(1024);
            // What the program itself puts in may be put in again and again: there is no repeat to
            // tell from a change.
            using Body = std::decay_t<decltype(body)>;
            if constexpr (!std::is_same_v<Body, Enrol> && !std::is_same_v<Body, KeepReleases>) {
                writer.add_members(body);
            }
            return std::move(writer.out);
        },
        command);
}

std::optional<Difference> difference_of(std::string_view earlier, std::string_view now) {
    if (earlier == now) return {};
    std::string_view old_rest = earlier, new_rest = now, old_line, new_line;
    do {
        old_line = next_line(old_rest);
        new_line = next_line(new_rest);
    } while (old_line == new_line);
    // A field that only one side has shifts the other side's lines: look the names up in both.
    if (const auto name = name_in(new_line); !name.empty()) {
        const auto old_value = value_of(name, earlier);
        if (old_value != value_in(new_line)) {
            return Difference{std::string{name}, std::string{old_value},
                              std::string{value_in(new_line)}};
        }
    }
    const auto name = name_in(old_line);
    return Difference{std::string{name}, std::string{value_in(old_line)},
                      std::string{value_of(name, now)}};
}

}  // namespace yidi::model
