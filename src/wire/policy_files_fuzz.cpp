// Bytes can break neither the reader nor the compiler of policy packages, and whatever they let
// through decides stays whose books balance. An input is a bundle of files: each begins with a line
// "=== policies/area/file".

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "policy/decide.hpp"
#include "wire/policy_files.hpp"

namespace {

std::vector<yidi::EmbeddedFile> unbundle(std::string_view text) {
    constexpr std::string_view mark = "=== ";
    std::vector<yidi::EmbeddedFile> files;
    while (text.starts_with(mark)) {
        const auto name_end = text.find('\n');
        if (name_end == std::string_view::npos) break;
        const auto next = text.find("\n=== ", name_end);
        const auto end = next == std::string_view::npos ? text.size() : next + 1;
        files.push_back({text.substr(mark.size(), name_end - mark.size()),
                         text.substr(name_end + 1, end - name_end - 1)});
        text.remove_prefix(end);
    }
    return files;
}

void decide_some(const yidi::policy::Plan& plan) {
    using namespace yidi::model;
    for (unsigned variant = 0; variant < 64; ++variant) {
        Episode episode;
        episode.scheme = static_cast<Scheme>(variant % 2);
        episode.service = static_cast<Service>(variant / 2 % 7);
        episode.status =
            static_cast<PersonStatus>(variant % 2 == 0 ? variant / 2 % 2 : 2 + variant / 2 % 4);
        episode.level = static_cast<HospitalLevel>(variant / 4 % 5);
        episode.place = static_cast<Place>(variant % 7);
        episode.urgency = static_cast<Urgency>(variant / 6 % 3);
        episode.age_years = static_cast<std::int32_t>(variant);
        episode.discharged_on = *yidi::Date::of(2025, 6, 1);
        episode.admitted_on = episode.settled_on = episode.discharged_on;
        FeeSums fees;
        fees.inscp_scp_amt = fees.medfee_sumamt = yidi::Money::of_fen(1 << (variant / 2));
        const auto explained = yidi::policy::explain(plan, episode, fees, YearTotals{});
        const auto decided = yidi::policy::decide(plan, episode, fees, YearTotals{});
        if (!(decided.shares == explained.decision.shares)) std::abort();
        if (!decided.refusal && !decided.shares.balances_with(fees)) std::abort();
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    const auto law = yidi::wire::load_law(unbundle(text));
    if (!law) {
        (void)message_of(law.error(), true);
        return 0;
    }
    for (const auto& [prefix, plan] : law->plans) decide_some(*plan);
    return 0;
}
