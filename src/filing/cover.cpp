#include "filing/cover.hpp"

#include <algorithm>
#include <array>

namespace yidi::filing {
namespace {

using model::Filing;
using model::FilingCategory;
using model::Place;

// Beijing, Tianjin, Shanghai, Chongqing are one pooling area each; Hainan pools province-wide.
constexpr std::array<std::string_view, 5> whole_province_pools{"11", "12", "31", "46", "50"};

Place place_of(FilingCategory category) {
    switch (category) {
        case FilingCategory::retiree_resettled:
        case FilingCategory::longterm_resident:
        case FilingCategory::posted_worker: return Place::filed_longterm;
        case FilingCategory::referral: return Place::filed_referral;
        case FilingCategory::emergency:
        case FilingCategory::other_temporary: return Place::filed_temporary;
    }
    YIDI_ASSERT(false);
}

bool valid_on(const Filing& filing, Date day) {
    return filing.valid_from <= day && (!filing.valid_to || day <= *filing.valid_to);
}

/// F1 and F2.
bool holds_for(const Filing& filing, Date admitted_on, Date settled_on) {
    return valid_on(filing, admitted_on) || valid_on(filing, settled_on);
}

/// F5
bool is_away_for_long(std::span<const Filing> filings, std::string_view insured_division,
                      Date admitted_on) {
    return std::ranges::any_of(filings, [&](const Filing& filing) {
        return filing.state == model::FilingState::valid &&
               place_of(filing.category) == Place::filed_longterm &&
               valid_on(filing, admitted_on) && !same_pooling_area(insured_division, filing.place);
    });
}

std::string_view province_of(std::string_view division) { return division.substr(0, 2); }

bool pools_as_province(std::string_view division) {
    return std::ranges::find(whole_province_pools, province_of(division)) !=
           whole_province_pools.end();
}

/// Division code without the zeros that stand for "all of it".
std::string_view significant(std::string_view division) {
    while (division.size() > 2 && division.ends_with("00")) division.remove_suffix(2);
    return division;
}

}  // namespace

bool covers(std::string_view place, std::string_view division) {
    return division.starts_with(significant(place));
}

bool same_pooling_area(std::string_view a, std::string_view b) {
    if (province_of(a) != province_of(b)) return false;
    return pools_as_province(a) || a.substr(0, 4) == b.substr(0, 4);
}

std::string filed_place(std::string_view division) {
    if (pools_as_province(division)) return std::string{province_of(division)} + "0000";
    return std::string{division.substr(0, 4)} + "00";
}

Date temporary_until(Date from, std::optional<Date> stated) {
    const unsigned month = from.month() + 6;
    const int year = from.year() + (month > 12 ? 1 : 0);
    // The last day of a month that has no such day.
    std::optional<Date> least;
    for (unsigned day = from.day(); !least; --day) {
        least = Date::of(year, month > 12 ? month - 12 : month, day);
    }
    return stated ? std::max(*stated, *least) : *least;
}

Cover cover_for(std::span<const Filing> filings, std::string_view insured_division,
                std::string_view care_division, Date admitted_on, Date settled_on,
                model::Urgency urgency) {
    if (same_pooling_area(insured_division, care_division)) {  // F4
        return {is_away_for_long(filings, insured_division, admitted_on) ? Place::home_longterm
                                                                          : Place::local,
                {}};
    }

    std::optional<Place> best;
    std::optional<Date> ended_on;
    for (const Filing& filing : filings) {
        if (filing.state != model::FilingState::valid || !covers(filing.place, care_division)) {
            continue;
        }
        if (!holds_for(filing, admitted_on, settled_on)) {
            if (filing.valid_to && *filing.valid_to < admitted_on) {
                ended_on = std::max(ended_on.value_or(*filing.valid_to), *filing.valid_to);
            }
            continue;
        }
        // Place lists long-term before referral before temporary.
        const Place place = place_of(filing.category);
        if (!best || place < *best) best = place;
    }
    if (best) {
        const bool in_province = province_of(insured_division) == province_of(care_division);
        return {in_province ? Place::in_province_filed : *best, {}};
    }
    if (urgency != model::Urgency::planned) return {Place::unfiled, {}};  // F3
    if (ended_on) {
        return {Place::unfiled, Problem{ErrorCode::filing_expired, "admitted_on",
                                        admitted_on.text(), "<= " + ended_on->text()}};
    }
    return {Place::unfiled, Problem{ErrorCode::not_filed, "mdtrtarea_admvs",
                                    std::string{care_division}, {}}};
}

}  // namespace yidi::filing
