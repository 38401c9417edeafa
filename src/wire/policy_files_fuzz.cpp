// Bytes can break neither the reader nor the compiler nor the checks of policy packages. Whatever
// they let through decides events whose books balance and whose explanation agrees; whatever is
// refused is said in words that name a file. An input is a bundle of files: each begins with a line
// "=== policies/area/file".

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "policy/decide.hpp"
#include "wire/policy_check.hpp"
#include "wire/policy_files.hpp"
#include "wire/policy_report.hpp"

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

yidi::model::Episode event_of(unsigned variant) {
    using namespace yidi::model;
    Episode episode;
    episode.scheme = static_cast<Scheme>(variant % 3);
    episode.status =
        static_cast<PersonStatus>(variant % 3 == 1 ? 2 + variant / 3 % 4 : variant / 3 % 2);
    episode.service = static_cast<Service>(variant / 3 % 7);
    episode.level = static_cast<HospitalLevel>(variant / 4 % 5);
    episode.place = static_cast<Place>(variant % 7);
    episode.urgency = static_cast<Urgency>(variant / 7 % 3);
    episode.age_years = static_cast<std::int32_t>(variant);
    episode.standing.aid_class = static_cast<AidClass>(variant / 5 % 6);
    episode.standing.contribution = static_cast<Contribution>(variant / 11 % 3);
    episode.standing.civil_servant = variant % 5 == 0;
    episode.standing.enterprise = variant % 11 == 0;
    episode.standing.commercial = variant % 13 == 0;
    episode.approved = variant % 2 == 0;
    episode.birth = static_cast<Birth>(variant % 7);
    episode.channel = static_cast<Channel>(variant / 2 % 3);
    episode.disease = "M03900";
    episode.diseases = "M03900|M01600";
    episode.chain = {static_cast<ChainLink>(variant / 6 % 6), 20, yidi::Money::of_yuan(300)};
    episode.admitted_on = *yidi::Date::of(2024, 12, 30);
    episode.discharged_on = episode.admitted_on.plus_days(static_cast<std::int32_t>(variant % 9));
    episode.settled_on = episode.discharged_on;
    episode.use_account = true;
    episode.account_balance = yidi::Money::of_yuan(1'000);
    return episode;
}

void decide_some(const yidi::policy::Plan& plan) {
    for (unsigned variant = 0; variant < 126; ++variant) {
        const auto episode = event_of(variant);
        yidi::model::FeeSums fees;
        fees.inscp_scp_amt = yidi::Money::of_fen(std::int64_t{1} << (variant / 3));
        fees.fulamt_ownpay_amt = yidi::Money::of_fen(variant);
        fees.preselfpay_amt = yidi::Money::of_fen(100 * variant);
        fees.medfee_sumamt = fees.inscp_scp_amt + fees.fulamt_ownpay_amt + fees.preselfpay_amt;
        const yidi::model::YearTotals before;
        const auto explained = yidi::policy::explain(plan, episode, fees, before);
        const auto decided = yidi::policy::decide(plan, episode, fees, before);
        if (!(decided.shares == explained.decision.shares)) std::abort();
        if (!decided.refusal && !decided.shares.balances_with(fees)) std::abort();
    }
}

/// Every package is looked at, whether or not the law loads as a whole.
void check_all(const std::vector<yidi::EmbeddedFile>& files) {
    const yidi::wire::PolicyCheck check(files);
    std::vector<yidi::policy::LintReport> reports;
    for (std::size_t package = 0; package < check.size(); ++package) {
        reports.push_back(check.check(package, *yidi::Date::of(2026, 11, 28)));
        const auto& report = reports.back();
        for (const auto& finding : report.findings) {
            if (finding.lint == yidi::policy::Lint::unbalanced) std::abort();
            if (finding.site.file.empty() || finding.site.line < 0) std::abort();
        }
    }
    check.compare(reports);
    (void)yidi::wire::check_text(reports, true);
    (void)yidi::wire::check_json(reports, *yidi::Date::of(2026, 11, 28));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    const auto files = unbundle(text);
    check_all(files);
    const auto law = yidi::wire::load_law(files);
    if (!law) {
        (void)message_of(law.error(), true);
        return 0;
    }
    for (const auto& [prefix, plan] : law->plans) decide_some(*plan);
    return 0;
}
