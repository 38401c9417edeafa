#include "reference.hpp"

#include <algorithm>

#include "law_fixture.hpp"

namespace yidi::policies {
namespace {

using policy::Benefit;
using policy::Dimension;
using policy::Effect;
using policy::Operator;
using policy::Row;
using policy::Version;

constexpr std::int64_t million = 1'000'000;

std::int64_t half_up(std::int64_t fen, std::int64_t ppm) {
    // Bills of the test stay below ten million yuan, so the product fits.
    return (fen * ppm + million / 2) / million;
}

std::string value_of(const model::Episode& e, Dimension dimension) {
    static const char* levels[] = {"community", "1", "2", "3"};
    static const char* statuses[] = {"active", "retired", "child", "student", "adult", "elderly"};
    static const char* places[] = {"local",          "in_province_filed", "filed_longterm",
                                   "filed_referral", "filed_temporary",   "unfiled"};
    static const char* urgencies[] = {"planned", "emergency", "rescue"};
    static const char* aids[] = {"none",      "destitute", "subsistence",
                                 "monitored", "margin",    "illness_poor"};
    switch (dimension) {
        case Dimension::level:
            return levels[static_cast<int>(e.level)];
        case Dimension::status:
            return statuses[static_cast<int>(e.status)];
        case Dimension::place:
            return places[static_cast<int>(e.place)];
        case Dimension::urgency:
            return urgencies[static_cast<int>(e.urgency)];
        case Dimension::aid_class:
            return aids[static_cast<int>(e.aid_class)];
        case Dimension::civil_servant:
            return e.civil_servant ? "yes" : "no";
        case Dimension::age_band:
            return std::to_string(e.age_years);
    }
    return "";
}

bool names(const std::string& text, const std::string& value, Dimension dimension) {
    const std::string all = "|" + text + "|";
    if (dimension != Dimension::age_band) return all.find("|" + value + "|") != std::string::npos;
    const int age = std::stoi(value);
    const auto dash = text.find('-');
    if (dash == std::string::npos) return age >= std::stoi(text);  // "60+"
    return age >= std::stoi(text) && age <= std::stoi(text.substr(dash + 1));
}

/// The rows that speak of the episode: those that name more come before those that say "*".
std::vector<const Row*> rows_for(const Version& version, const model::Episode& episode) {
    std::vector<const Row*> best;
    std::ptrdiff_t fewest_stars = 99;
    for (const Row& row : version.rows) {
        bool hit = true;
        for (std::size_t column = 0; column < row.dims.size(); ++column) {
            const Dimension dimension = version.columns[column];
            hit = hit && (row.dims[column] == "*" ||
                          names(row.dims[column], value_of(episode, dimension), dimension));
        }
        if (!hit) continue;
        const auto stars = std::count(row.dims.begin(), row.dims.end(), "*");
        if (stars < fewest_stars) best.clear();
        if (stars <= fewest_stars) best.push_back(&row);
        fewest_stars = std::min<std::ptrdiff_t>(stars, fewest_stars);
    }
    return best;
}

/// Of the versions in force, the one recorded last.
const Version* version_on(const Benefit& benefit, Operator kind, Date day) {
    const Version* latest = nullptr;
    for (const Version& version : benefit.versions) {
        const bool holds =
            version.kind == kind && version.from <= day && (!version.to || day < *version.to);
        if (!holds) continue;
        if (latest == nullptr || latest->recorded_on < version.recorded_on) latest = &version;
    }
    return latest;
}

std::int64_t bent(std::int64_t ppm, const policy::EffectValue& effect) {
    if (effect.kind == Effect::ratio_points) return ppm + effect.ppm;
    if (effect.kind == Effect::ratio_factor) return ppm * effect.ppm / million;
    if (effect.kind == Effect::self_share_factor) {
        return million - (million - ppm) * effect.ppm / million;
    }
    return ppm;
}

/// The ratio of a band after adjustments and place, smallest order first.
std::int64_t ratio_of(const Benefit& benefit, const Row& band, const model::Episode& episode,
                      Date day) {
    std::vector<std::pair<std::int64_t, policy::EffectValue>> effects;
    for (const Version& version : benefit.versions) {
        const bool bends = version.kind == Operator::adjust || version.kind == Operator::place;
        if (!bends || version.from > day || (version.to && *version.to <= day)) continue;
        for (const Row* row : rows_for(version, episode)) {
            effects.emplace_back(version.order, row->effect);
        }
    }
    std::sort(effects.begin(), effects.end(),
              [](const auto& a, const auto& b) { return a.first < b.first; });
    std::int64_t ppm = band.band.fund.ppm();
    for (const auto& [order, effect] : effects) ppm = bent(ppm, effect);
    return ppm;
}

struct Paid {
    std::int64_t deductible = 0, fund = 0, over = 0;
};

/// One layer over `base`. Nothing where the place is not payable.
std::optional<Paid> pay(const Benefit& benefit, const model::Episode& episode,
                        const model::YearTotals& before, Date day, std::int64_t base,
                        std::int64_t already_paid) {
    Paid paid;
    model::Episode for_deductible = episode;
    if (const Version* place = version_on(benefit, Operator::place, day)) {
        const auto& effect = rows_for(*place, episode).at(0)->effect;
        if (effect.kind == Effect::not_payable) return {};
        if (effect.kind == Effect::first_pay) base -= half_up(base, effect.ppm);
        if (effect.deductible_as) for_deductible.level = *effect.deductible_as;
    }
    if (const Version* table = version_on(benefit, Operator::deductible, day)) {
        const auto& amounts = rows_for(*table, for_deductible).at(0)->amounts;
        const auto last = static_cast<std::int64_t>(amounts.size()) - 1;
        const auto nth = static_cast<std::size_t>(std::min(before.admissions, last));
        std::int64_t due = amounts[nth]->fen();
        if (table->per_year) due = std::max<std::int64_t>(0, due - before.deductible.fen());
        paid.deductible = std::min(due, base);
    }
    const Version* cap = version_on(benefit, Operator::cap, day);
    const auto& limit = rows_for(*cap, episode).at(0)->amounts.at(0);
    const std::int64_t left =
        limit ? std::max<std::int64_t>(0, limit->fen() - already_paid) : INT64_MAX;

    const Version* table = version_on(benefit, Operator::segments, day);
    const std::int64_t shift = table->bounds_include_deductible ? 0 : paid.deductible;
    for (const Row* row : rows_for(*table, episode)) {
        const std::int64_t low =
            std::max(paid.deductible, shift + row->band.above.value_or(Money{}).fen());
        const std::int64_t high =
            row->band.upto ? std::min(base, shift + row->band.upto->fen()) : base;
        if (high <= low) continue;
        const std::int64_t ppm = ratio_of(benefit, *row, episode, day);
        if (paid.fund + half_up(high - low, ppm) <= left) {
            paid.fund += half_up(high - low, ppm);
            continue;
        }
        // Halve until the least cost that fills what is left.
        std::int64_t reaches = high - low, short_of = -1;
        while (reaches - short_of > 1) {
            const std::int64_t middle = short_of + (reaches - short_of) / 2;
            (paid.fund + half_up(middle, ppm) >= left ? reaches : short_of) = middle;
        }
        paid.fund = left;
        paid.over = base - low - reaches;
        break;
    }
    return paid;
}

}  // namespace

Reference::Reference(const std::string& folder) {
    const auto packages = wire::read_packages(repository_files().files());
    YIDI_ASSERT(packages);
    policy::Findings findings;
    policy::Sources sources;
    for (const auto& package : *packages) {
        if (package.folder != "policies/cn-national") continue;
        sources = policy::load_package(package, {}, findings).sources;
    }
    for (const auto& package : *packages) {
        if (package.folder != "policies/" + folder) continue;
        package_ = policy::load_package(package, sources, findings);
    }
    YIDI_ASSERT(findings.empty());
}

ReferenceResult Reference::decide(const model::Episode& episode, const model::FeeSums& fees,
                                  const model::YearTotals& before) const {
    const auto basis = package_.clock.basis;
    const Date day = basis == policy::DateBasis::admission   ? episode.admitted_on
                     : basis == policy::DateBasis::discharge ? episode.discharged_on
                                                             : episode.settled_on;
    ReferenceResult result;
    std::int64_t over = 0;
    for (const auto layer : {policy::Layer::basic, policy::Layer::large_amount}) {
        for (const Benefit& benefit : package_.benefits) {
            if (benefit.layer != layer || benefit.scheme != episode.scheme) continue;
            const bool basic = layer == policy::Layer::basic;
            const Version* cap = version_on(benefit, Operator::cap, day);
            if (cap == nullptr) continue;
            std::int64_t already = 0;
            for (const auto pool : cap->pools) {
                already += pool == policy::Layer::basic ? before.paid_hifp.fen() + result.basic
                                                        : before.paid_hifob.fen();
            }
            const auto paid = pay(benefit, episode, before, day,
                                  basic ? fees.inscp_scp_amt.fen() : over, already);
            if (!paid) return {};
            if (basic) {
                result.paid = true;
                result.deductible = paid->deductible;
                result.basic = paid->fund;
                over = paid->over;
            } else {
                result.above = paid->fund;
            }
        }
    }
    const std::int64_t person = fees.medfee_sumamt.fen() - result.basic - result.above;
    for (const Benefit& benefit : package_.benefits) {
        if (benefit.layer != policy::Layer::account || benefit.scheme != episode.scheme) continue;
        const std::int64_t barred = fees.fulamt_ownpay_amt.fen() + fees.overlmt_selfpay.fen();
        if (episode.use_account) {
            result.account = std::min(person - barred, episode.account_balance.fen());
        }
    }
    result.cash = person - result.account;
    return result;
}

}  // namespace yidi::policies
