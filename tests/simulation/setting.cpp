#include "simulation/setting.hpp"

#include <array>

#include <fmt/format.h>

#include "wire/catalog_csv.hpp"
#include "wire/policy_files.hpp"

namespace yidi::simulation {
namespace {

struct Home {
    const char* node;
    const char* folder;
    const char* district;
};
constexpr std::array<Home, 3> homes{{{"110000", "policies/beijing", "110105"},
                                     {"310000", "policies/shanghai", "310101"},
                                     {"460000", "policies/hainan", "460100"}}};
constexpr std::int64_t hospitals_per_province = 2;
constexpr std::int64_t people_per_province = 4;

struct Kind {
    const char* insutype;
    const char* psn_type;
    int born;
};
constexpr std::array<Kind, 4> kinds{
    {{"310", "11", 1985}, {"310", "12", 1950}, {"390", "15", 1979}, {"390", "16", 1948}}};

Date day_before(Instant start, std::int64_t days) {
    return start.date().plus_days(-static_cast<std::int32_t>(days));
}

/// Filed well, filed too late, withdrawn, elsewhere, or not at all.
std::vector<model::Filing> draw_filings(Random& random, const std::string& psn_no, Instant start) {
    std::vector<model::Filing> filings;
    const std::int64_t count = random.between(0, 2);
    for (std::int64_t number = 1; number <= count; ++number) {
        model::Filing filing;
        filing.psn_no = psn_no;
        filing.filing_no = number;
        filing.category = static_cast<model::FilingCategory>(random.below(6));
        filing.state =
            random.chance(100) ? model::FilingState::withdrawn : model::FilingState::valid;
        filing.place = homes[static_cast<std::size_t>(random.below(3))].node;
        filing.valid_from = day_before(start, random.between(0, 300));
        if (random.chance(500)) {
            filing.valid_to =
                filing.valid_from.plus_days(static_cast<std::int32_t>(random.between(0, 200)));
        }
        filing.filed_at = start;
        filings.push_back(std::move(filing));
    }
    return filings;
}

model::Enrol::Entry draw_person(Random& random, const Home& home, std::int64_t number,
                                Instant start, Resident& resident) {
    const Kind& kind = kinds[static_cast<std::size_t>(random.below(std::ssize(kinds)))];
    resident.insured_node = home.node;
    resident.psn_no = fmt::format("{}P{:04}", home.node, number);
    resident.insutype = kind.insutype;
    resident.insuplc_admdvs = home.district;
    resident.certno_digest = "digest of " + resident.psn_no;
    if (resident.insutype == "310") resident.account = Money::of_fen(random.below(800'000));

    model::Enrol::Entry entry;
    entry.person.psn_no = resident.psn_no;
    entry.person.psn_cert_type = "01";
    entry.person.certno_digest = resident.certno_digest;
    entry.person.gend = "1";
    entry.person.brdy = *Date::of(kind.born, 3, 7);
    model::Enrolment enrolment;
    enrolment.psn_no = resident.psn_no;
    enrolment.insutype = resident.insutype;
    enrolment.psn_type = kind.psn_type;
    enrolment.psn_insu_stas = random.chance(80) ? "2" : "1";
    enrolment.psn_insu_date = *Date::of(2015, 1, 1);
    enrolment.cvlserv_flag = "0";
    enrolment.insuplc_admdvs = resident.insuplc_admdvs;
    entry.enrolments.push_back(std::move(enrolment));
    entry.filings = draw_filings(random, resident.psn_no, start);
    if (random.chance(500)) {
        model::DiseaseApproval approval;
        approval.psn_no = resident.psn_no;
        approval.approval_no = 1;
        approval.insutype = resident.insutype;
        approval.opsp_dise_code = "M03900";
        approval.valid_from = *Date::of(2020, 1, 1);
        entry.approvals.push_back(std::move(approval));
    }
    entry.account_balance = resident.account;
    if (random.chance(300)) {
        model::YearAccumulator year{
            resident.psn_no, resident.insutype, start.date().year(), {}, {}};
        year.opening.admissions = random.between(1, 3);
        year.opening.basic.paid = Money::of_fen(random.below(9'000'000));
        year.totals = year.opening;
        entry.totals.push_back(year);
    }
    return entry;
}

}  // namespace

Outcome<Law> load_law(const std::string& policies) {
    auto loaded = wire::read_policy_folder(policies);
    if (!loaded) return Unexpected{loaded.error()};
    const auto files = loaded->files();
    auto book = wire::load_law(files);
    if (!book) return Unexpected{book.error()};
    Law law;
    law.plans = book->plans;
    for (const Home& home : homes) {
        Law::Province province{home.node, book->catalogue_for(home.node), {}};
        const std::string name = std::string{home.folder} + "/catalogue/share.csv";
        for (const EmbeddedFile& file : files) {
            if (file.name != name) continue;
            auto items = wire::read_catalogue(file.name, file.content);
            if (!items) return Unexpected{items.error()};
            province.items = std::move(items).value();
        }
        if (province.catalogue == nullptr || province.items.empty()) {
            return problem(ErrorCode::file_unreadable, name);
        }
        law.provinces.push_back(std::move(province));
    }
    return law;
}

Setting draw_setting(Random& random, Instant start) {
    constexpr std::array<const char*, 4> levels{"1", "3", "6", "11"};
    constexpr std::array<std::int64_t, 4> patience_ms{4'000, 15'000, 60'000, 600'000};
    Setting setting;
    for (const Home& home : homes) {
        model::Enrol& enrol = setting.enrolments[home.node];
        for (std::int64_t number = 1; number <= hospitals_per_province; ++number) {
            const auto level = static_cast<std::size_t>(random.below(std::ssize(levels)));
            enrol.institutions.push_back({fmt::format("H{}{:05}", home.node, number),
                                          "Simulated hospital", home.district, levels[level], "1"});
            setting.hospitals.push_back(enrol.institutions.back());
        }
        for (std::int64_t number = 1; number <= people_per_province; ++number) {
            Resident resident;
            enrol.people.push_back(draw_person(random, home, number, start, resident));
            setting.people.push_back(std::move(resident));
        }
        Resident stranger;
        stranger.insured_node = home.node;
        stranger.psn_no = std::string{home.node} + "NOBODY";
        stranger.insutype = "310";
        stranger.insuplc_admdvs = home.district;
        stranger.certno_digest = "digest of nobody";
        stranger.known = false;
        setting.people.push_back(std::move(stranger));
    }
    setting.settle_patience_ms =
        patience_ms[static_cast<std::size_t>(random.below(std::ssize(patience_ms)))];
    return setting;
}

std::shared_ptr<const desk::Rulebook> rulebook_of(const Law& law, const model::NodeId& node,
                                                  std::int64_t settle_patience_ms) {
    auto book = std::make_shared<desk::Rulebook>();
    book->network.self = node;
    for (const Home& home : homes) {
        book->network.node_by_prefix.emplace(std::string{home.node}.substr(0, 2), home.node);
    }
    book->settings.settle_patience_ms = settle_patience_ms;
    for (const auto& [division, plan] : law.plans) {
        book->plans.emplace(division, desk::Releases{plan});
    }
    for (const Law::Province& province : law.provinces) {
        if (province.node == node) book->catalogue = province.catalogue;
    }
    return book;
}

}  // namespace yidi::simulation
