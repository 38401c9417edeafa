/// @file
/// What of an area's law a run has met: variants of its tables by their written words, and things
/// that happen which no single word stands for.
///
/// Level       test
/// Units       counts
/// Errors      none
/// Ownership   values

#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace yidi::slow {

enum class Mark : std::uint8_t {
    paid, not_filed, not_payable, not_entitled, policy_undetermined, split, as_other_service,
    account_only, second_rank, gate_closed_above, place_closed_above, cap_reached, cap_used_up,
    limited, visits_used_up, carried, combined, same_stay, link_too_late, long_stay,
    day_surgery_excluded, deductible_not_reached, ratio_at_most_one, amount_factor, first_pay,
    away, rounded_to_jiao, band_within_year, account_paid, family_paid, undetermined_benefit,
};
constexpr std::array<std::string_view, 31> mark_names = {
    "paid", "refused: not_filed", "refused: not_payable", "refused: not_entitled",
    "refused: policy_undetermined", "stay split over new year", "purchase as another service",
    "purchase from the account only", "second rank", "gate closed above the basic layer",
    "place closed above the basic layer", "cap reached", "cap used up before", "limits in force",
    "visits used up", "quota carried over", "diseases combined", "same stay", "link too late",
    "long stay", "day surgery excluded", "deductible not reached", "ratio held at 100 %",
    "amount factor", "first pay", "place costs the person", "rounded to ten fen",
    "band begun earlier in the year", "account paid", "family paid", "undetermined benefit"};

/// How the computations of one benefit for one service have ended.
struct Runs {
    std::uint64_t completed = 0, undetermined = 0;
};

struct Coverage {
    std::map<std::pair<std::string, std::string>, Runs> runs;  ///< By benefit and service.
    std::vector<std::uint64_t> features;  ///< By number of FeatureNames.
    std::array<std::uint64_t, mark_names.size()> marks{};

    void saw(const std::vector<int>& numbers) {
        for (const int number : numbers) {
            const auto at = static_cast<std::size_t>(number);
            if (at >= features.size()) features.resize(at + 1);
            ++features[at];
        }
    }
    void saw(Mark mark) { ++marks[static_cast<std::size_t>(mark)]; }
};

}  // namespace yidi::slow
