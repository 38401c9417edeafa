#include "app/bench_client.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "node/engine_loop.hpp"
#include "node/samples.hpp"

namespace yidi::app {
namespace {

constexpr const char* institution = "H46010000001";
constexpr const char* target = "/fsi/api/rsfComIfsService/callService";
// A class A drug of the sample catalogue without a limit price: every fen of it is in scope.
constexpr const char* item = "XA11ZZS001A001010100001";
constexpr std::int64_t line_fen = 12'345;

std::string_view field_of(std::string_view body, std::string_view name) {
    const std::string mark = fmt::format("\"{}\":\"", name);
    const auto at = body.find(mark);
    if (at == std::string_view::npos) return {};
    const auto value = body.substr(at + mark.size());
    return value.substr(0, value.find('"'));
}

}  // namespace

const char* name_of(Step step) {
    constexpr std::array names{"2401", "2301", "2303", "2304", "1101", "2201",
                               "2203", "2204", "2206", "2207", "done"};
    return names[static_cast<std::size_t>(step)];
}

std::string Hospitals::envelope(const char* infno, const std::string& input) {
    const Instant now = node::system_now();
    const std::string msgid =
        fmt::format("{}{}{:04}", institution, now.compact(), ++messages_ % 10'000);
    return fmt::format(
        R"({{"infno":"{}","msgid":"{}","mdtrtarea_admvs":"460100","insuplc_admdvs":"110100",)"
        R"("recer_sys_code":"01","infver":"V1.0","opter_type":"1","opter":"bench",)"
        R"("opter_name":"bench","inf_time":"{}","fixmedins_code":"{}",)"
        R"("fixmedins_name":"sample","input":{}}})",
        infno, msgid, now.text(), institution, input);
}

std::string Hospitals::request_for(const Stay& stay) {
    const std::string psn_no = node::crowd_psn_no(stay.number);
    const std::string now = node::system_now().text();
    const std::string& mdtrt_id = mdtrt_ids_[static_cast<std::size_t>(stay.number)];
    switch (stay.step) {
        case Step::admit:
            return envelope(
                "2401",
                fmt::format(
                    R"({{"mdtrtinfo":{{"psn_no":"{0}","insutype":"310","begntime":"{1}",)"
                    R"("mdtrt_cert_type":"02","cert_type":"01","med_type":"21","ipt_no":"{2}",)"
                    R"("atddr_no":"D460100000001","chfpdr_name":"s","adm_diag_dscr":"s",)"
                    R"("adm_dept_codg":"A01","adm_dept_name":"s","adm_bed":"1",)"
                    R"("dscg_maindiag_code":"I10.x00","dscg_maindiag_name":"s",)"
                    R"("insuplc_admdvs":"110100","mdtrtarea_admvs":"460100"}},"diseinfo":[{{"psn_no":"{0}",)"
                    R"("diag_type":"1","maindiag_flag":"1","diag_srt_no":1,"diag_code":"I10.x00",)"
                    R"("diag_name":"s","diag_dept":"A01","dise_dor_no":"D460100000001",)"
                    R"("dise_dor_name":"s","diag_time":"{1}"}}]}})",
                    psn_no, now, stay.number));
        case Step::upload: {
            std::string rows;
            for (int line = 0; line < options_.lines; ++line) {
                rows += fmt::format(
                    R"({0}{{"feedetl_sn":"{1}-{2}","mdtrt_id":"{3}","psn_no":"{4}","med_type":"21",)"
                    R"("fee_ocur_time":"{5}","med_list_codg":"{6}","medins_list_codg":"{6}",)"
                    R"("det_item_fee_sumamt":{7},"cnt":1,"pric":{7},"bilg_dept_codg":"A01",)"
                    R"("bilg_dept_name":"s","bilg_dr_codg":"D460100000001","bilg_dr_name":"s"}})",
                    line == 0 ? "" : ",", stay.number, line, mdtrt_id, psn_no, now, item,
                    Money::of_fen(line_fen).text());
            }
            return envelope("2301", fmt::format(R"({{"feedetail":[{}]}})", rows));
        }
        case Step::pre_settle:
        case Step::settle: {
            const Money total = Money::of_fen(line_fen * options_.lines);
            return envelope(
                name_of(stay.step),
                fmt::format(
                    R"({{"data":{{"psn_no":"{}","mdtrt_cert_type":"02","medfee_sumamt":{},)"
                    R"("psn_setlway":"01","mdtrt_id":"{}","insutype":"310","acct_used_flag":"0",)"
                    R"("mid_setl_flag":"0"}}}})",
                    psn_no, total.text(), mdtrt_id));
        }
        default:
            return envelope(name_of(stay.step), journey_input(stay, now));
    }
}

std::string Hospitals::journey_input(const Stay& stay, const std::string& now) const {
    const std::string psn_no = node::crowd_psn_no(stay.number);
    const std::string& mdtrt_id = mdtrt_ids_[static_cast<std::size_t>(stay.number)];
    switch (stay.step) {
        case Step::identify:
            return fmt::format(R"({{"data":{{"mdtrt_cert_type":"02","mdtrt_cert_no":"{}"}}}})",
                               node::crowd_certno(stay.number));
        case Step::register_:
            return fmt::format(
                R"({{"data":{{"psn_no":"{}","insutype":"310","begntime":"{}",)"
                R"("mdtrt_cert_type":"02","mdtrt_cert_no":"{}","ipt_otp_no":"{}",)"
                R"("atddr_no":"D460100000001","dr_name":"s","dept_code":"A03",)"
                R"("dept_name":"s","caty":"A03"}}}})",
                psn_no, now, node::crowd_certno(stay.number), stay.number);
        case Step::describe:
            return fmt::format(
                R"({{"mdtrtinfo":{{"mdtrt_id":"{0}","psn_no":"{1}","med_type":"11",)"
                R"("begntime":"{2}"}},"diseinfo":[{{"diag_type":"1","diag_srt_no":1,)"
                R"("diag_code":"I10.x00","diag_name":"s","diag_dept":"A03",)"
                R"("dise_dor_no":"D460100000001","dise_dor_name":"s","diag_time":"{2}",)"
                R"("vali_flag":"1"}}]}})",
                mdtrt_id, psn_no, now);
        case Step::charge: {
            std::string rows;
            for (int line = 0; line < options_.lines; ++line) {
                rows += fmt::format(
                    R"({0}{{"feedetl_sn":"{1}","mdtrt_id":"{2}","psn_no":"{3}","chrg_bchno":"1",)"
                    R"("rx_circ_flag":"0","fee_ocur_time":"{4}","med_list_codg":"{5}",)"
                    R"("medins_list_codg":"{5}","det_item_fee_sumamt":{6},"cnt":1,"pric":{6},)"
                    R"("bilg_dept_codg":"A03","bilg_dept_name":"s",)"
                    R"("bilg_dr_codg":"D460100000001","bilg_dr_name":"s","hosp_appr_flag":"1"}})",
                    line == 0 ? "" : ",", line + 1, mdtrt_id, psn_no, now, item,
                    Money::of_fen(line_fen).text());
            }
            return fmt::format(R"({{"feedetail":[{}]}})", rows);
        }
        default: {
            const std::string total = Money::of_fen(line_fen * options_.lines).text();
            return fmt::format(
                R"({{"data":{{"psn_no":"{0}","mdtrt_cert_type":"02","med_type":"11",)"
                R"("medfee_sumamt":{1},"psn_setlway":"01","mdtrt_id":"{2}","chrg_bchno":"1",)"
                R"("insutype":"310","acct_used_flag":"0","fulamt_ownpay_amt":0,)"
                R"("overlmt_selfpay":0,"preselfpay_amt":0,"inscp_scp_amt":{1}}}}})",
                psn_no, total, mdtrt_id);
        }
    }
}

void Hospitals::take(const api::LoadAnswer& answer, Stay& stay) {
    counts_.latency_us[static_cast<std::size_t>(stay.step)].record(answer.latency_us);
    if (answer.status != 200 || answer.body.find("\"infcode\":0,") == std::string_view::npos) {
        if (++counts_.refusals == 1) counts_.first_refusal = answer.body;
        stay.step = Step::done;  // a stay that is refused goes no further
        return;
    }
    if (stay.step == Step::admit || stay.step == Step::register_) {
        mdtrt_ids_[static_cast<std::size_t>(stay.number)] = field_of(answer.body, "mdtrt_id");
    }
    const bool is_last = stay.step == Step::settle || stay.step == Step::pay;
    if (is_last) ++counts_.settled;
    stay.step = is_last ? Step::done
                        : static_cast<Step>(static_cast<std::uint8_t>(stay.step) + 1);
}

Outcome<api::LoadResult> Hospitals::run(Step from, Step to, std::int64_t first,
                                        std::int64_t count) {
    counts_ = {};
    mdtrt_ids_.resize(std::max(mdtrt_ids_.size(), static_cast<std::size_t>(first + count)));
    std::vector<Stay> stays(options_.connections);
    std::int64_t next = first;
    const auto source = [&](std::size_t connection) -> std::optional<api::LoadRequest> {
        Stay& stay = stays[connection];
        if (stay.step == Step::done || stay.step == to) {
            // Stays that an earlier phase could not prepare are left out.
            while (next < first + count && from != Step::admit && from != Step::identify &&
                   mdtrt_ids_[static_cast<std::size_t>(next)].empty()) {
                ++next;
            }
            if (next == first + count) return {};
            stay = {next++, from};
        }
        return api::LoadRequest{target, request_for(stay)};
    };
    return api::run_load(
        {.host = options_.host,
         .port = options_.port,
         .connections = options_.connections,
         .requests_per_s = options_.requests_per_s,
         .duration_ms = options_.seconds * 1'000},
        source, [&](const api::LoadAnswer& answer) { take(answer, stays[answer.connection]); });
}

}  // namespace yidi::app
