// Decoding with all checks, and encoding, of the messages that decide how many settlements a node
// can take. Aim: 150 microseconds for an upload of 100 lines.

#include <benchmark/benchmark.h>

#include "wire/answer.hpp"
#include "wire/peer_json.hpp"
#include "wire/random_body.hpp"
#include "wire/sample_requests.hpp"

namespace yidi::wire {
namespace {

const MarkingDigester digester;

nlohmann::ordered_json fee_line(std::size_t number) {
    return {{"feedetl_sn", "202611220000000" + std::to_string(number)},
            {"init_feedetl_sn", ""},
            {"mdtrt_id", "4600002026112200000001"},
            {"drord_no", "DO" + std::to_string(number)},
            {"psn_no", "11000000000000000000000001"},
            {"med_type", "21"},
            {"fee_ocur_time", "2026-11-20 09:15:00"},
            {"med_list_codg", "XB03ACY199B002010104718"},
            {"medins_list_codg", "YP000123"},
            {"det_item_fee_sumamt", 246.9},
            {"cnt", 2},
            {"pric", 123.45},
            {"bilg_dept_codg", "0301"},
            {"bilg_dept_name", "心血管内科"},
            {"bilg_dr_codg", "D460100000001"},
            {"bilg_dr_name", "样例医生"},
            {"acord_dept_codg", "0301"},
            {"acord_dept_name", "心血管内科"},
            {"orders_dr_code", "D460100000001"},
            {"orders_dr_name", "样例医生"},
            {"hosp_appr_flag", "1"},
            {"tcmdrug_used_way", ""},
            {"etip_flag", "0"},
            {"etip_hosp_code", ""},
            {"dscg_tkdrug_flag", "0"},
            {"matn_fee_flag", "0"},
            {"memo", ""}};
}

std::string upload(std::size_t lines) {
    auto request = sample_request(*find_transaction("2301"));
    auto rows = nlohmann::ordered_json::array();
    for (std::size_t i = 0; i < lines; ++i) rows.push_back(fee_line(i));
    request["input"]["feedetail"] = std::move(rows);
    return request.dump();
}

void decode(benchmark::State& state, const std::string& body) {
    for (auto _ : state) {
        auto result = decode_request(body, sample_path, digester);
        if (!result.outcome) state.SkipWithError(message_of(result.outcome.error(), false).c_str());
        benchmark::DoNotOptimize(result);
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * body.size()));
}

void decode_upload(benchmark::State& state) {
    decode(state, upload(static_cast<std::size_t>(state.range(0))));
}
BENCHMARK(decode_upload)->Arg(1)->Arg(20)->Arg(100);

std::string charge(std::size_t lines) {
    auto request = sample_request(*find_transaction("2204"));
    auto rows = nlohmann::ordered_json::array();
    for (std::size_t i = 0; i < lines; ++i) {
        auto line = fee_line(i);
        for (const char* stays_only : {"init_feedetl_sn", "drord_no", "med_type"}) {
            line.erase(stays_only);
        }
        line["chrg_bchno"] = "CB202611220001";
        line["dise_codg"] = "";
        line["rxno"] = "RX202611220001";
        line["rx_circ_flag"] = "0";
        line["sin_dos_dscr"] = "每次1片";
        line["used_frqu_dscr"] = "每日三次";
        line["prd_days"] = 7;
        line["medc_way_dscr"] = "口服";
        rows.push_back(std::move(line));
    }
    request["input"]["feedetail"] = std::move(rows);
    return request.dump();
}

void decode_charge(benchmark::State& state) {
    decode(state, charge(static_cast<std::size_t>(state.range(0))));
}
BENCHMARK(decode_charge)->Arg(5)->Arg(100);

void decode_settle(benchmark::State& state) {
    decode(state, sample_request(*find_transaction("2304")).dump());
}
BENCHMARK(decode_settle);

void decode_admit(benchmark::State& state) {
    decode(state, sample_request(*find_transaction("2401")).dump());
}
BENCHMARK(decode_admit);

void encode_settled(benchmark::State& state) {
    model::SettlementView view;
    RandomBody random{1};
    random.fill(view.settlement);
    random.fill(view.person);
    random.fill(view.institution);
    const model::Reply reply{view};
    const EnvelopeEcho echo{"2304", "H46010000001202611220830000001", "H46010000001"};
    const Instant now = *Instant::parse("2026-11-22 08:30:00");
    for (auto _ : state) {
        benchmark::DoNotOptimize(encode_answer(echo, reply, now, now, "460000", 1));
    }
}
BENCHMARK(encode_settled);

void encode_priced(benchmark::State& state) {
    model::LinesPriced priced;
    priced.lines.resize(100);
    for (auto& line : priced.lines) line.input.feedetl_sn = "2026112200000001";
    const model::Reply reply{std::move(priced)};
    const EnvelopeEcho echo{"2301", "H46010000001202611220830000001", "H46010000001"};
    const Instant now = *Instant::parse("2026-11-22 08:30:00");
    for (auto _ : state) {
        benchmark::DoNotOptimize(encode_answer(echo, reply, now, now, "460000", 1));
    }
}
BENCHMARK(encode_priced);

void peer_both_ways(benchmark::State& state) {
    model::SettleDecided body;
    RandomBody{3}.fill(body);
    const model::PeerBody peer{body};
    for (auto _ : state) {
        benchmark::DoNotOptimize(decode_body(kind_of(peer), encode_body(peer)));
    }
}
BENCHMARK(peer_both_ways);

}  // namespace
}  // namespace yidi::wire
