#include "small_law.hpp"

#include <cstdio>
#include <cstdlib>

#include "wire/toml_reader.hpp"

namespace yidi::policies {
namespace {

std::string quoted(const std::string& text) { return "\"" + text + "\""; }

/// Gives every table its dates, unless it says them itself.
std::string dated(const std::string& text) {
    std::string result;
    std::size_t at = 0;
    while (at < text.size()) {
        auto end = text.find('\n', at);
        if (end == std::string::npos) end = text.size();
        const std::string line = text.substr(at, end - at);
        result += line + "\n";
        at = end + 1;
        if (!line.starts_with("[[")) continue;
        const auto next = text.find("\n[", at);
        const std::string body = text.substr(at, next == std::string::npos ? next : next - at);
        if (body.find("from =") == std::string::npos)
            result += "from = 2024-01-01\nto = \"open\"\n";
        if (body.find("id =") == std::string::npos) {
            result += "id = " + quoted(line.substr(2, line.find(']') - 2)) + "\n";
        }
    }
    return result;
}

policy::SourceFile read(const std::string& name, const std::string& text) {
    auto file = wire::read_toml(name, text);
    if (!file) {
        std::fprintf(stderr, "%s\n%s\n", message_of(file.error(), false).c_str(), text.c_str());
        std::abort();
    }
    return std::move(*file);
}

}  // namespace

policy::SourcePackage package_of(const std::string& id, const Head& head,
                                 const std::vector<std::string>& files) {
    policy::SourcePackage package{"policies/" + id, {}};
    package.files.push_back(read(
        "package.toml",
        "[package]\nid = " + quoted(id) + "\nparents = " + head.parents +
            "\n[time]\nbasis = " + quoted(head.basis) + "\nyear = " + quoted(head.year) +
            "\ncross_year = " + quoted(head.cross_year) +
            "\nsplit_deductible = " + quoted(head.split_deductible) +
            "\nbeyond_verified = " + quoted(head.beyond_verified) +
            "\nas_known = " + head.as_known + "\n[rounding]\nmode = " + quoted(head.mode) +
            "\nunit = " + quoted(head.unit) + "\nat = " + quoted(head.at) +
            "\n[settlement]\norder = [\"basic\", \"large_amount\", \"major_illness\", "
            "\"civil_servant\", \"enterprise\", \"medical_aid\", \"commercial\", \"account\", "
            "\"cash\"]\n"));
    for (std::size_t at = 0; at < files.size(); ++at) {
        package.files.push_back(read("file" + std::to_string(at) + ".toml", dated(files[at])));
    }
    return package;
}

Reference small_law(const std::vector<std::string>& files, const Head& head) {
    return Reference::of({package_of("small", head, files)}, "small");
}

std::string Basic::text() const {
    return "[benefit]\nid = \"" + service + "\"\nlayer = \"basic\"\ninsured = " + quoted(insured) +
           "\nservice = " + quoted(service) + "\npool = " + quoted(pool) +
           "\ndraw = { buckets = [\"in_policy\"], over = \"episode\" }\n[[deductible]]\n" +
           deductible + "\n[[segments]]\n" + segments + "\n[[place]]\n" + place + "\n[[cap]]\n" +
           cap + "\n" + more + "\n";
}

model::Episode stay() {
    model::Episode episode;
    episode.age_years = 40;
    episode.level = model::HospitalLevel::level_3;
    episode.admitted_on = *Date::of(2025, 3, 1);
    episode.discharged_on = *Date::of(2025, 3, 11);
    episode.settled_on = episode.discharged_on;
    return episode;
}

model::FeeSums in_scope(std::int64_t fen) { return bill(0, 0, 0, fen); }

model::FeeSums bill(std::int64_t own, std::int64_t over_price, std::int64_t first_pay,
                    std::int64_t in_policy) {
    model::FeeSums fees;
    fees.fulamt_ownpay_amt = Money::of_fen(own);
    fees.overlmt_selfpay = Money::of_fen(over_price);
    fees.preselfpay_amt = Money::of_fen(first_pay);
    fees.inscp_scp_amt = Money::of_fen(in_policy);
    fees.medfee_sumamt = Money::of_fen(own + over_price + first_pay + in_policy);
    return fees;
}

ReferenceResult decide(const Reference& law, const model::Episode& episode,
                       std::int64_t in_policy_fen, const model::YearTotals& before) {
    return law.decide(episode, in_scope(in_policy_fen), before, {});
}

}  // namespace yidi::policies
