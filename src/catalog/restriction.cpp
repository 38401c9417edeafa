#include "catalog/restriction.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace yidi::catalog {
namespace {

constexpr std::array<std::string_view, restriction_count> words{
    "approval", "second_line", "other", "child", "inpatient_only", "female", "male"};
constexpr int child_max = 18;

constexpr std::string_view expected =
    "approval, second_line, child:14, inpatient_only, female, male or other:…, joined by |";

/// The years of "child:14"; nothing unless 1 to 18.
std::optional<std::uint8_t> years_of(std::string_view text) {
    int years = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), years);
    if (read.ec != std::errc{} || read.ptr != text.data() + text.size()) return {};
    if (years < 1 || years > child_max) return {};
    return static_cast<std::uint8_t>(years);
}

/// The worse of two: outside before unknown before inside.
Fit both(Fit a, Fit b) {
    if (a == Fit::outside || b == Fit::outside) return Fit::outside;
    return a == Fit::unknown || b == Fit::unknown ? Fit::unknown : Fit::inside;
}

Fit asked(bool known, bool met) {
    if (!known) return Fit::unknown;
    return met ? Fit::inside : Fit::outside;
}

/// What the hospital said of a restriction that only it can judge (接口规范 2301). An approval that
/// is missing is a refusal where approval itself is the rule; elsewhere it is a fact nobody told.
Fit told(Restrictions restrictions, std::string_view hosp_appr_flag) {
    if (hosp_appr_flag == "1") return Fit::inside;
    return restrictions.has(Restriction::approval) ? Fit::outside : Fit::unknown;
}

}  // namespace

Outcome<Restrictions> Restrictions::parse(std::string_view text) {
    Restrictions read;
    while (!text.empty()) {
        const auto bar = text.find('|');
        const std::string_view part = text.substr(0, bar);
        text = bar == std::string_view::npos ? "" : text.substr(bar + 1);
        const auto colon = part.find(':');
        const std::string_view name = part.substr(0, colon);
        const std::string_view value =
            colon == std::string_view::npos ? "" : part.substr(colon + 1);
        const auto at = std::find(words.begin(), words.end(), name);
        const bool open_end = bar != std::string_view::npos && text.empty();
        if (at == words.end() || open_end) {
            return problem(ErrorCode::catalogue_row, "", std::string{part}, std::string{expected});
        }
        const auto word = static_cast<Restriction>(at - words.begin());
        const auto years = years_of(value);
        const bool value_fits = word == Restriction::child   ? years.has_value()
                                : word == Restriction::other ? !value.empty()
                                                             : colon == std::string_view::npos;
        if (!value_fits || read.has(word)) {
            return problem(ErrorCode::catalogue_row, "", std::string{part},
                           read.has(word) ? "each restriction once" : std::string{expected});
        }
        read.words_ = static_cast<std::uint8_t>(read.words_ | 1U << static_cast<unsigned>(word));
        if (word == Restriction::child) read.child_below_ = *years;
    }
    return read;
}

Fit fit_of(Restrictions restrictions, std::string_view hosp_appr_flag, const LineFacts& facts,
           Instant day) {
    if (hosp_appr_flag == "2") return Fit::outside;
    if (restrictions.none()) return Fit::inside;
    Fit fit = restrictions.need_approval() ? told(restrictions, hosp_appr_flag) : Fit::inside;
    if (restrictions.has(Restriction::child)) {
        const bool known = facts.born_on.has_value();
        fit = both(fit, asked(known, known && years_between(*facts.born_on, day.date()) <
                                                  restrictions.child_below()));
    }
    if (restrictions.has(Restriction::inpatient_only)) {
        fit = both(fit, asked(facts.care != Care::unknown, facts.care == Care::inpatient));
    }
    const bool sex_known = facts.sex != Sex::unknown;
    if (restrictions.has(Restriction::female)) {
        fit = both(fit, asked(sex_known, facts.sex == Sex::female));
    }
    if (restrictions.has(Restriction::male)) {
        fit = both(fit, asked(sex_known, facts.sex == Sex::male));
    }
    return fit;
}

}  // namespace yidi::catalog
