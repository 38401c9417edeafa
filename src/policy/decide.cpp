#include "policy/decide.hpp"

#include <fmt/format.h>

#include "policy/evaluate.hpp"
#include "policy/plan.hpp"

namespace yidi::policy {
namespace {

// __extension__: 128-bit integers are a compiler's gift, and the only wide arithmetic needed.
__extension__ using Wide = __int128;

bool knows_status(model::Scheme scheme, model::PersonStatus status) {
    const bool employed =
        status == model::PersonStatus::active || status == model::PersonStatus::retired;
    return employed == (scheme == model::Scheme::employee);
}

std::optional<Problem> negative(const model::FeeSums& fees) {
    const std::pair<const char*, Money> parts[] = {
        {"medfee_sumamt", fees.medfee_sumamt},     {"fulamt_ownpay_amt", fees.fulamt_ownpay_amt},
        {"overlmt_selfpay", fees.overlmt_selfpay}, {"preselfpay_amt", fees.preselfpay_amt},
        {"inscp_scp_amt", fees.inscp_scp_amt},
    };
    for (const auto& [name, amount] : parts) {
        if (amount.is_negative()) {
            return Problem{ErrorCode::total_negative, name, amount.text(), "0.00 or more", {}};
        }
    }
    return {};
}

}  // namespace

Money least_reaching(Money target, Ratio ratio, Rounding rounding) {
    YIDI_ASSERT(ratio.ppm() > 0);
    const Wide half = rounding == Rounding::half_up ? Ratio::one_ppm / 2 : 0;
    const Wide needed = Wide{target.fen()} * Ratio::one_ppm - half;
    return Money::of_fen(static_cast<std::int64_t>((needed + ratio.ppm() - 1) / ratio.ppm()));
}

Date basis_date(const PlanTables& tables, const model::Episode& episode) {
    switch (tables.clock.basis) {
        case DateBasis::admission:
            return episode.admitted_on;
        case DateBasis::discharge:
            return episode.discharged_on;
        case DateBasis::settlement:
            return episode.settled_on;
    }
    return episode.discharged_on;
}

const Epoch* epoch_of(const Plan& plan, const model::Episode& episode) {
    const Date day = basis_date(plan.tables(), episode);
    const auto& epochs = plan.tables().epochs[static_cast<std::size_t>(episode.scheme)];
    const auto after = std::upper_bound(epochs.begin(), epochs.end(), day,
                                        [](Date d, const Epoch& epoch) { return d < epoch.from; });
    if (after == epochs.begin() || std::prev(after)->layers.empty()) return nullptr;
    return &*std::prev(after);
}

std::int64_t year_of(const Plan& plan, const model::Episode& episode) {
    const Clock& clock = plan.tables().clock;
    const Date day =
        clock.year_of_stay == DateBasis::admission ? episode.admitted_on : episode.discharged_on;
    const bool begun = day.month() > clock.year_month ||
                       (day.month() == clock.year_month && day.day() >= clock.year_day);
    return begun ? day.year() : day.year() - 1;
}

Money paid_in_year(const model::YearTotals& totals, Layer layer) {
    switch (layer) {
        case Layer::basic:
            return totals.paid_hifp;
        case Layer::large_amount:
            return totals.paid_hifob;
        case Layer::major_illness:
            return totals.paid_hifmi;
        case Layer::civil_servant:
            return totals.paid_cvlserv;
        case Layer::enterprise:
            return totals.paid_hifes;
        case Layer::medical_aid:
            return totals.paid_maf;
        case Layer::account:
        case Layer::cash:
            break;
    }
    return {};
}

std::optional<Problem> unfit(const Plan& plan, const Epoch* epoch, const model::Episode& episode,
                             const model::FeeSums& fees) {
    YIDI_ASSERT(fees.balances());
    if (auto problem = negative(fees)) return problem;
    if (epoch == nullptr) {
        const Date day = basis_date(plan.tables(), episode);
        return Problem{
            ErrorCode::policy_undetermined,
            plan.tables().package_id,
            fmt::format("{} inpatient on {}",
                        scheme_words()[static_cast<std::size_t>(episode.scheme)].name, day.text()),
            "tables in force on that day",
            {}};
    }
    if (!knows_status(episode.scheme, episode.status)) {
        return Problem{
            ErrorCode::policy_undetermined,
            plan.tables().package_id,
            fmt::format("{} in the {} scheme",
                        values_of(Dimension::status)[static_cast<std::size_t>(episode.status)].name,
                        scheme_words()[static_cast<std::size_t>(episode.scheme)].name),
            "a status of the scheme",
            {}};
    }
    return {};
}

Problem not_payable_problem(const PlanTables& tables, const Cell& cell,
                            const model::Episode& episode) {
    const RowInfo& row = tables.rows[cell.place_row];
    const auto index = [](auto value) { return static_cast<std::size_t>(value); };
    const bool unfiled = episode.place == model::Place::unfiled;
    return {unfiled ? ErrorCode::not_filed : ErrorCode::not_payable, tables.rules[row.rule].id,
            fmt::format("{}, {}", values_of(Dimension::place)[index(episode.place)].name,
                        values_of(Dimension::urgency)[index(episode.urgency)].name),
            unfiled ? "a filing made before the discharge settlement" : "a place the rule pays for",
            fmt::format("{}", fmt::join(row.cites, "；"))};
}

model::Shares shares_of(const Facts& facts, const Books& books, Money account_paid) {
    const auto paid = [&](Layer layer) { return books.paid[static_cast<std::size_t>(layer)]; };
    model::Shares shares;
    shares.act_pay_dedc = books.deductible;
    shares.hifp_pay = paid(Layer::basic);
    shares.hifob_pay = paid(Layer::large_amount);
    shares.hifmi_pay = paid(Layer::major_illness);
    shares.cvlserv_pay = paid(Layer::civil_servant);
    shares.hifes_pay = paid(Layer::enterprise);
    shares.maf_pay = paid(Layer::medical_aid);
    for (const Money amount : books.paid) shares.fund_pay_sumamt += amount;
    shares.psn_part_amt = facts.fees.medfee_sumamt - shares.fund_pay_sumamt;
    shares.acct_pay = account_paid;
    shares.psn_cash_pay = shares.psn_part_amt - account_paid;
    shares.balc = facts.episode.account_balance - account_paid;
    return shares;
}

model::YearTotals delta_of(const Facts& facts, const Books& books) {
    const auto paid = [&](Layer layer) { return books.paid[static_cast<std::size_t>(layer)]; };
    model::YearTotals delta;
    delta.admissions = 1;
    delta.deductible = books.deductible;
    delta.in_policy = facts.fees.inscp_scp_amt;
    for (const Bucket bucket :
         {Bucket::ded, Bucket::seg_self, Bucket::place_self, Bucket::over_cap}) {
        delta.self_in_policy += books.at(bucket);
    }
    delta.paid_hifp = paid(Layer::basic);
    delta.paid_hifob = paid(Layer::large_amount);
    delta.paid_hifmi = paid(Layer::major_illness);
    delta.paid_cvlserv = paid(Layer::civil_servant);
    delta.paid_hifes = paid(Layer::enterprise);
    delta.paid_maf = paid(Layer::medical_aid);
    return delta;
}

Decision decide(const Plan& plan, const model::Episode& episode, const model::FeeSums& fees,
                const model::YearTotals& before) {
    const Facts facts{plan.tables(), episode, fees, before};
    NoTrace nothing;
    return Evaluator<NoTrace>(plan, facts, nothing).run();
}

}  // namespace yidi::policy
