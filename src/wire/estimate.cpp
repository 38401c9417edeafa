#include "wire/estimate.hpp"

#include <fmt/format.h>

#include "policy/dimensions.hpp"
#include "policy/plan.hpp"
#include "wire/json_writer.hpp"
#include "wire/law_words.hpp"
#include "wire/text_table.hpp"

namespace yidi::wire {
namespace {

using policy::Dimension;

/// What a row can be.
enum class Kind : std::uint8_t { paid, refused, unknown };

Kind kind_of(const Estimate& estimate) {
    if (estimate.plan == nullptr) return Kind::unknown;
    if (!estimate.decision.refusal) return Kind::paid;
    return estimate.decision.refusal->code == ErrorCode::policy_undetermined ? Kind::unknown
                                                                            : Kind::refused;
}

std::string_view name_of(Kind kind) {
    switch (kind) {
        case Kind::paid:
            return "paid";
        case Kind::refused:
            return "refused";
        case Kind::unknown:
            break;
    }
    return "unknown";
}

Problem missing_package(const Estimate& estimate) {
    return {ErrorCode::policy_missing, "insured", estimate.episode.insuplc_admdvs,
            "an area that has a package", {}};
}

/// Why nothing is paid, or is not known.
std::optional<Problem> reason_of(const Estimate& estimate) {
    if (estimate.plan == nullptr) return missing_package(estimate);
    return estimate.decision.refusal;
}

template <class Enum>
const policy::Word& word(Dimension dimension, Enum value) {
    return policy::values_of(dimension)[static_cast<std::size_t>(value)];
}

void put_shares(JsonWriter& json, const model::Shares& shares) {
    json.begin_object();
    json.key("act_pay_dedc").amount(shares.act_pay_dedc);
    json.key("hifp_pay").amount(shares.hifp_pay);
    json.key("hifob_pay").amount(shares.hifob_pay);
    json.key("hifmi_pay").amount(shares.hifmi_pay);
    json.key("cvlserv_pay").amount(shares.cvlserv_pay);
    json.key("hifes_pay").amount(shares.hifes_pay);
    json.key("maf_pay").amount(shares.maf_pay);
    json.key("oth_pay").amount(shares.oth_pay);
    json.key("fund_pay_sumamt").amount(shares.fund_pay_sumamt);
    json.key("psn_part_amt").amount(shares.psn_part_amt);
    json.key("acct_pay").amount(shares.acct_pay);
    json.key("psn_cash_pay").amount(shares.psn_cash_pay);
    json.end_object();
}

void put_row(JsonWriter& json, const Estimate& row) {
    const Kind kind = kind_of(row);
    json.begin_object().key("insured").text(row.episode.insuplc_admdvs);
    json.key("package").text_or_null(
        row.plan == nullptr ? std::string_view{} : policy::package_id_of(*row.plan));
    json.key("plan").text_or_null(row.plan == nullptr ? std::string_view{}
                                                      : policy::hash_of(*row.plan));
    json.key("is_sample").boolean(row.plan != nullptr && policy::is_sample(*row.plan));
    json.key("place").text(word(Dimension::place, row.episode.place).name);
    json.key("level").text(word(Dimension::level, row.episode.level).name);
    json.key("outcome").text(name_of(kind));
    json.key("reason");
    if (const auto reason = reason_of(row)) {
        json.begin_object().key("code").integer(static_cast<std::int64_t>(reason->code));
        json.key("name").text(info_of(reason->code).name);
        json.key("zh").text(message_of(*reason, true)).key("en").text(message_of(*reason, false));
        json.end_object();
    } else {
        json.null();
    }
    json.key("shares");
    if (kind == Kind::paid) {
        put_shares(json, row.decision.shares);
    } else {
        json.null();
    }
    json.end_object();
}

/// Whole percent and a tenth, cut.
std::string percent_of(Money part, Money whole) {
    if (whole.is_zero()) return "-";
    const std::int64_t tenths = part.fen() * 1000 / whole.fen();
    return fmt::format("{}.{}%", tenths / 10, tenths % 10);
}

}  // namespace

Estimates estimate(const PlanFinder& plan_for, EstimateRequest request) {
    Estimates made;
    for (const std::string& area : request.insured) {
        const policy::PlanPtr plan = plan_for(area, request.episode);
        for (const model::Place place : request.places) {
            for (const model::HospitalLevel level : request.levels) {
                Estimate row{request.episode, plan, {}};
                row.episode.insuplc_admdvs = area;
                row.episode.place = place;
                row.episode.level = level;
                if (plan != nullptr) {
                    row.decision =
                        policy::decide(*plan, row.episode, request.fees, request.before);
                }
                made.rows.push_back(std::move(row));
            }
        }
    }
    made.request = std::move(request);
    return made;
}

std::string estimate_json(const Estimates& estimates) {
    const EstimateRequest& request = estimates.request;
    JsonWriter json;
    json.begin_object().key("form").text("yidi.estimate/1");
    json.key("day").text(request.episode.discharged_on.text());
    json.key("scheme").text(policy::word_of(request.episode.scheme).name);
    json.key("status").text(word(Dimension::status, request.episode.status).name);
    json.key("service").text(policy::word_of(request.episode.service).name);
    json.key("urgency").text(word(Dimension::urgency, request.episode.urgency).name);
    json.key("bill").begin_object();
    json.key("medfee_sumamt").amount(request.fees.medfee_sumamt);
    json.key("fulamt_ownpay_amt").amount(request.fees.fulamt_ownpay_amt);
    json.key("overlmt_selfpay").amount(request.fees.overlmt_selfpay);
    json.key("preselfpay_amt").amount(request.fees.preselfpay_amt);
    json.key("inscp_scp_amt").amount(request.fees.inscp_scp_amt).end_object();
    json.key("rows").begin_array();
    for (const Estimate& row : estimates.rows) put_row(json, row);
    json.end_array().end_object();
    return json.take();
}

std::string estimate_text(const Estimates& estimates, bool zh) {
    const auto pick = [zh](std::string_view chinese, std::string_view english) {
        return std::string{zh ? chinese : english};
    };
    const EstimateRequest& request = estimates.request;
    TextTable table({pick("参保地", "insured"), pick("就医地", "place"), pick("医院等级", "level"),
                     pick(">起付线", ">deductible"), pick(">基金支付", ">funds"),
                     pick(">个人负担", ">person"), pick(">个人占比", ">share"),
                     pick("说明", "note")});
    for (const Estimate& row : estimates.rows) {
        const policy::Word& place = word(Dimension::place, row.episode.place);
        const policy::Word& level = word(Dimension::level, row.episode.level);
        std::vector<std::string> cells{row.episode.insuplc_admdvs, pick(place.zh, place.en),
                                       pick(level.zh, level.en)};
        const auto reason = reason_of(row);
        if (reason) {
            const bool unknown = kind_of(row) == Kind::unknown;
            const std::string amount = unknown ? pick("不详", "unknown") : "-";
            const Money bill = request.fees.medfee_sumamt;
            cells.insert(cells.end(), {amount, amount, unknown ? amount : bill.text(),
                                       unknown ? "" : "100.0%"});
            const ErrorInfo& info = info_of(reason->code);
            cells.push_back(fmt::format("{} ({})", zh ? info.zh : info.en, reason->field));
        } else {
            const model::Shares& shares = row.decision.shares;
            cells.insert(cells.end(),
                         {shares.act_pay_dedc.text(), shares.fund_pay_sumamt.text(),
                          shares.psn_part_amt.text(),
                          percent_of(shares.psn_part_amt, request.fees.medfee_sumamt),
                          policy::is_sample(*row.plan) ? pick("样例", "sample") : ""});
        }
        table.row(std::move(cells));
    }
    const model::Episode& who = request.episode;
    return fmt::format("{} · {} · {} {} ({} {})\n\n{}", request.episode.discharged_on.text(),
                       pick(policy::word_of(who.scheme).zh, policy::word_of(who.scheme).en) +
                           pick("、", ", ") +
                           pick(word(Dimension::status, who.status).zh,
                                word(Dimension::status, who.status).en) +
                           pick("、", ", ") +
                           pick(policy::word_of(who.service).zh, policy::word_of(who.service).en),
                       pick("总费用", "bill"), request.fees.medfee_sumamt.text(),
                       pick("政策范围内", "in scope"), request.fees.inscp_scp_amt.text(),
                       table.text());
}

}  // namespace yidi::wire
