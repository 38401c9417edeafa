#include "reform_fixture.hpp"

#include <cstdio>
#include <cstdlib>

#include <fmt/format.h>

namespace yidi::policies {
namespace {

template <class T>
T or_end(Outcome<T> outcome) {
    if (!outcome) {
        std::fprintf(stderr, "%s\n", message_of(outcome.error(), false).c_str());
        std::abort();
    }
    return std::move(*outcome);
}

}  // namespace

const std::vector<policy::SourcePackage>& repository_packages() {
    static const auto packages = or_end(wire::read_packages(repository_files().files()));
    return packages;
}

const std::vector<policy::SourcePackage>& frozen_packages() {
    static const auto packages = or_end(wire::read_packages(frozen_files().files()));
    return packages;
}

policy::SourceLaw law_of(const std::vector<policy::SourcePackage>& packages,
                         const std::string& area) {
    return or_end(wire::source_law(packages, area));
}

std::string reform_text(const std::string& base, const std::string& patches,
                        const std::string& from, const std::string& to, const std::string& id) {
    return fmt::format(R"([reform]
id = "{}"
base = "{}"
title = {{ zh = "试算", en = "a trial" }}
author = "test"
why = "to see what it does"
window = {{ from = {}, to = {} }}

{}
)",
                       id, base, from, to, patches);
}

Outcome<policy::Reform> reform_of(const std::string& text, std::span<const EmbeddedFile> beside) {
    return wire::read_reform_text("reform.toml", text, beside);
}

Outcome<policy::Stacked> stacked(const policy::SourceLaw& law,
                                 const std::vector<std::string>& texts,
                                 std::span<const EmbeddedFile> beside) {
    std::vector<policy::Reform> reforms;
    for (const std::string& text : texts) {
        auto reform = reform_of(text, beside);
        if (!reform) return Unexpected{reform.error()};
        reforms.push_back(std::move(*reform));
    }
    return policy::stack(law, reforms);
}

policy::Stacked beijing_with(const std::string& patches, const std::string& from,
                             const std::string& to) {
    return or_end(stacked(law_of(frozen_packages(), "beijing"),
                          {reform_text("beijing", patches, from, to)}));
}

std::string problem_with(const std::string& patches, const std::string& from,
                         const std::string& to) {
    const auto made = stacked(law_of(frozen_packages(), "beijing"),
                              {reform_text("beijing", patches, from, to)});
    return made ? "" : message_of(made.error(), false);
}

model::Episode stay_in_beijing(model::HospitalLevel level, const char* discharged,
                               model::PersonStatus status) {
    model::Episode episode;
    episode.insuplc_admdvs = "110100";
    episode.scheme = model::Scheme::employee;
    episode.status = status;
    episode.level = level;
    episode.discharged_on = *Date::parse(discharged);
    episode.admitted_on = episode.discharged_on.plus_days(-5);
    episode.settled_on = episode.discharged_on;
    return episode;
}

model::FeeSums bill_in_policy(const char* amount) {
    model::FeeSums fees;
    fees.inscp_scp_amt = fees.medfee_sumamt = *Money::parse(amount);
    return fees;
}

}  // namespace yidi::policies
