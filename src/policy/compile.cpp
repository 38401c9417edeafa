#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "policy/compile_layer.hpp"
#include "policy/plan.hpp"

namespace yidi::policy {
namespace {

/// First day on which a version no longer holds, or nothing.
std::optional<Date> end_of(const Version& version, const Clock& clock) {
    if (version.to_unknown && !clock.carry) return version.verified_on.plus_days(1);
    return version.to;
}

bool holds_on(const Version& version, const Clock& clock, Date day) {
    const auto end = end_of(version, clock);
    return version.from <= day && (!end || day < *end);
}

/// The version of each rule that holds on `day`: of two that overlap, the one recorded later.
std::vector<const Version*> versions_on(const Benefit& benefit, const Clock& clock, Date day,
                                        Findings& findings) {
    std::map<std::string_view, const Version*> chosen;
    for (const Version& version : benefit.versions) {
        if (!holds_on(version, clock, day)) continue;
        const Version*& slot = chosen[version.id];
        if (slot == nullptr || slot->recorded_on < version.recorded_on) {
            slot = &version;
        } else if (slot->recorded_on == version.recorded_on) {
            findings.add(ErrorCode::package_incomplete, version.site, version.id,
                         fmt::format("a second version in force on {}", day.text()),
                         "versions that do not overlap, or a later recorded_on");
        }
    }
    std::vector<const Version*> versions;
    for (const Version& version : benefit.versions) {
        if (chosen[version.id] == &version) versions.push_back(&version);
    }
    return versions;
}

/// A rule that holds before and after, but not in between, has lost a version.
void check_gaps(const Benefit& benefit, const Clock& clock, const std::vector<Date>& days,
                Findings& findings) {
    std::set<std::string_view> ids;
    for (const Version& version : benefit.versions) ids.insert(version.id);
    for (const std::string_view id : ids) {
        const Date* ended_on = nullptr;
        bool seen = false;
        for (const Date& day : days) {
            const Version* holder = nullptr;
            for (const Version& version : benefit.versions) {
                if (version.id == id && holds_on(version, clock, day)) holder = &version;
            }
            if (holder != nullptr && ended_on != nullptr) {
                findings.add(ErrorCode::package_incomplete, holder->site, id,
                             fmt::format("nothing from {} to {}", ended_on->text(), day.text()),
                             "versions that follow each other without a gap");
                ended_on = nullptr;
            }
            if (holder == nullptr && seen && ended_on == nullptr) ended_on = &day;
            seen = seen || holder != nullptr;
        }
    }
}

/// Every rule has one meaning: the same kind in all versions, in one benefit.
void check_ids(const Package& package, Findings& findings) {
    std::map<std::string, std::pair<const Benefit*, Operator>> owners;
    for (const Benefit& benefit : package.benefits) {
        for (const Version& version : benefit.versions) {
            const auto [at, fresh] = owners.try_emplace(version.id, &benefit, version.kind);
            if (fresh || at->second == std::pair{&benefit, version.kind}) continue;
            findings.add(ErrorCode::package_incomplete, version.site, version.id, "used elsewhere",
                         "an id of its own for each rule");
        }
    }
}

class Compiler {
  public:
    Compiler(const Package& package, const std::vector<Ceiling>& ceilings, Findings& findings)
        : package_(package), ceilings_(ceilings), findings_(findings) {}

    PlanTables run();

  private:
    std::vector<const Benefit*> benefits_of(model::Scheme scheme) const;
    void compile_scheme(model::Scheme scheme);
    std::vector<std::string> readable(const Provenance& from) const {
        return readable_cites(package_.sources, from);
    }

    const Package& package_;
    const std::vector<Ceiling>& ceilings_;
    Findings& findings_;
    PlanTables tables_;
};

/// In the order of settlement.
std::vector<const Benefit*> Compiler::benefits_of(model::Scheme scheme) const {
    std::vector<const Benefit*> benefits;
    for (const Layer layer : package_.order) {
        for (const Benefit& benefit : package_.benefits) {
            if (benefit.scheme == scheme && benefit.layer == layer) benefits.push_back(&benefit);
        }
    }
    return benefits;
}

void Compiler::compile_scheme(model::Scheme scheme) {
    const auto benefits = benefits_of(scheme);
    std::set<Date> boundaries;
    for (const Benefit* benefit : benefits) {
        for (const Version& version : benefit->versions) {
            boundaries.insert(version.from);
            if (const auto end = end_of(version, package_.clock)) boundaries.insert(*end);
        }
    }
    const std::vector<Date> days{boundaries.begin(), boundaries.end()};
    for (const Benefit* benefit : benefits) {
        check_gaps(*benefit, package_.clock, days, findings_);
    }
    for (const Date day : days) {
        Epoch epoch{.from = day, .layers = {}};
        for (const Benefit* benefit : benefits) {
            const auto versions = versions_on(*benefit, package_.clock, day, findings_);
            if (versions.empty()) continue;
            epoch.layers.push_back(
                compile_layer({*benefit, versions, package_, ceilings_, day}, tables_, findings_));
        }
        // Layers without the basic fund below them decide nothing.
        if (!epoch.layers.empty() && epoch.layers.front().layer != Layer::basic) {
            epoch.layers.clear();
        }
        tables_.epochs[static_cast<std::size_t>(scheme)].push_back(std::move(epoch));
        if (!findings_.empty())
            return;  // The same finding again for every later epoch helps nobody.
    }
}

/// "110000" covers all that begins with "11".
std::string prefix_of(std::string code) {
    while (code.size() > 2 && code.ends_with("00")) code.resize(code.size() - 2);
    return code;
}

PlanTables Compiler::run() {
    tables_.package_id = package_.head.id;
    tables_.name = package_.head.name;
    for (const std::string& code : package_.head.admdvs) {
        tables_.prefixes.push_back(prefix_of(code));
    }
    tables_.clock = package_.clock;
    tables_.rounding = package_.rounding;
    tables_.order_cites = readable(package_.order_from);
    tables_.time_cites = readable(package_.time_from);
    tables_.rounding_cites = readable(package_.rounding_from);
    check_ids(package_, findings_);
    compile_scheme(model::Scheme::employee);
    compile_scheme(model::Scheme::resident);
    for (const RuleInfo& rule : tables_.rules) {
        if (rule.reading.empty()) continue;
        tables_.readings[rule.reading] = package_.sources.readings.at(rule.reading);
    }
    tables_.sample = std::any_of(tables_.rows.begin(), tables_.rows.end(), [](const RowInfo& row) {
        return row.confidence == Confidence::sample;
    });
    return std::move(tables_);
}

/// The parents an area names, in the order it names them.
void load_parents(const Head& head, const std::vector<SourcePackage>& parents, Sources& sources,
                  std::vector<Ceiling>& ceilings, Findings& findings) {
    for (const std::string& id : head.parents) {
        bool found = false;
        for (const SourcePackage& parent : parents) {
            Findings ignored;
            if (load_head(parent, ignored).id != id) continue;
            found = true;
            Package package = load_package(parent, sources, findings);
            sources = std::move(package.sources);
            for (Ceiling& ceiling : package.ceilings) ceilings.push_back(std::move(ceiling));
        }
        if (!found) {
            findings.add(ErrorCode::package_incomplete, head.site, "parents", id,
                         "a package that is there");
        }
    }
}

std::optional<PlanTables> compile_tables(const SourcePackage& area,
                                         const std::vector<SourcePackage>& parents,
                                         Findings& findings) {
    const Head head = load_head(area, findings);
    if (!findings.empty()) return {};
    Sources sources;
    std::vector<Ceiling> ceilings;
    load_parents(head, parents, sources, ceilings, findings);
    const Package package = load_package(area, sources, findings);
    if (!findings.empty()) return {};
    if (head.national) {
        findings.add(ErrorCode::package_value, head.site, "kind", "national", "an area");
        return {};
    }
    PlanTables tables = Compiler(package, ceilings, findings).run();
    if (!findings.empty()) return {};
    return tables;
}

}  // namespace

Outcome<PlanPtr> compile(const SourcePackage& area, const std::vector<SourcePackage>& parents) {
    Findings findings;
    auto tables = compile_tables(area, parents, findings);
    if (!tables) return Unexpected{findings.list().front()};
    return PlanPtr{std::make_shared<const Plan>(std::move(*tables))};
}

std::vector<Problem> check(const SourcePackage& area, const std::vector<SourcePackage>& parents) {
    Findings findings;
    (void)compile_tables(area, parents, findings);
    return findings.take();
}

Outcome<bool> is_national(const SourcePackage& package) {
    Findings findings;
    const Head head = load_head(package, findings);
    if (!findings.empty()) return Unexpected{findings.list().front()};
    return head.national;
}

}  // namespace yidi::policy
