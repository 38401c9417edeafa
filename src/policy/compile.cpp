#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "policy/compile_layer.hpp"
#include "policy/plan.hpp"
#include "policy/validity.hpp"

namespace yidi::policy {
namespace {

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
                         "versions that do not overlap, or a later recorded_on",
                         Lint::version_overlap);
        }
    }
    // In the order in which the rules are first written: a correction stands in its rule's place.
    std::vector<const Version*> versions;
    for (const Version& version : benefit.versions) {
        const Version* holder = std::exchange(chosen[version.id], nullptr);
        if (holder != nullptr) versions.push_back(holder);
    }
    return versions;
}

/// With `strict`: a table of the benefit ended because nobody has looked beyond its last check.
bool has_lapsed(const Benefit& benefit, const Clock& clock, Date day) {
    if (clock.carry) return false;
    return std::any_of(
        benefit.versions.begin(), benefit.versions.end(), [&](const Version& version) {
            if (!version.to_unknown || day <= version.verified_on || day < version.from) {
                return false;
            }
            if (!is_known(version, clock)) return false;
            return std::none_of(benefit.versions.begin(), benefit.versions.end(),
                                [&](const Version& other) {
                                    return other.id == version.id && holds_on(other, clock, day);
                                });
        });
}

/// First days of the stretches in which nothing of the benefits changes, ascending.
std::vector<Date> boundaries_of(const std::vector<const Benefit*>& benefits, const Clock& clock) {
    std::set<Date> days;
    for (const Benefit* benefit : benefits) {
        for (const Version& version : benefit->versions) {
            days.insert(version.from);
            if (const auto end = end_of(version, clock)) days.insert(*end);
        }
    }
    return {days.begin(), days.end()};
}

/// A rule that holds before and after, but not in between, has lost a version.
void check_gaps(const Benefit& benefit, const Clock& clock, Findings& findings) {
    const std::vector<Date> days = boundaries_of({&benefit}, clock);
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
                             "versions that follow each other without a gap",
                             Lint::version_gap);
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
    Compiler(const Package& package, Findings& findings)
        : package_(package), findings_(findings), interner_(package.sources, tables_) {}

    PlanTables run();
    [[nodiscard]] std::vector<RowPlace> take_places() { return std::move(interner_.places()); }

  private:
    using VersionList = std::vector<const Version*>;

    std::vector<const Benefit*> benefits_of(model::Scheme scheme, model::Service service) const;
    void compile_service(model::Scheme scheme, model::Service service);
    Epoch epoch_on(Date day, const std::vector<const Benefit*>& benefits, model::Scheme scheme,
                   model::Service service);
    /// The layer compiled for these versions, once for all epochs and services that share it.
    std::uint32_t layer_for(const Benefit& benefit, const VersionList& versions,
                            model::Scheme scheme, Date day);
    void put_channels(const Version& version, Epoch& epoch);
    void report_unused();
    std::vector<std::string> readable(const Provenance& from) const {
        return readable_cites(package_.sources, from);
    }

    const Package& package_;
    Findings& findings_;
    PlanTables tables_;
    RowInterner interner_;
    std::map<std::tuple<const Benefit*, model::Scheme, VersionList>, std::uint32_t> compiled_;
};

/// In the order of settlement, and of rank within a layer.
std::vector<const Benefit*> Compiler::benefits_of(model::Scheme scheme,
                                                  model::Service service) const {
    std::vector<const Benefit*> benefits;
    for (const Layer layer : package_.order) {
        const auto begin = benefits.size();
        for (const Benefit& benefit : package_.benefits) {
            if (benefit.layer == layer && benefit.schemes[static_cast<std::size_t>(scheme)] &&
                benefit.services[static_cast<std::size_t>(service)]) {
                benefits.push_back(&benefit);
            }
        }
        std::stable_sort(benefits.begin() + static_cast<std::ptrdiff_t>(begin), benefits.end(),
                         [](const Benefit* a, const Benefit* b) { return a->rank < b->rank; });
    }
    return benefits;
}

std::uint32_t Compiler::layer_for(const Benefit& benefit, const VersionList& versions,
                                  model::Scheme scheme, Date day) {
    const auto [at, fresh] = compiled_.try_emplace({&benefit, scheme, versions}, 0);
    if (fresh) {
        at->second = static_cast<std::uint32_t>(tables_.layers.size());
        tables_.layers.push_back(
            compile_layer({benefit, versions, package_, scheme, day}, interner_, findings_));
    }
    return at->second;
}

void Compiler::put_channels(const Version& version, Epoch& epoch) {
    epoch.has_channels = true;
    for (const Row& row : version.rows) {
        ChannelPlan& plan = epoch.channels[static_cast<std::size_t>(row.channel.channel)];
        if (plan.row != no_row) {
            findings_.add(ErrorCode::package_incomplete, row.site, "channel", "a second row",
                          "one row for each channel", Lint::two_rows);
        }
        plan = {interner_.row(version, row, Layer::basic), row.channel.as,
                row.channel.level_from, row.channel.level};
    }
    for (std::size_t channel = 0; channel < channel_count; ++channel) {
        if (epoch.channels[channel].row != no_row) continue;
        findings_.add(ErrorCode::package_incomplete, version.site, "channel",
                      fmt::format("no row for {}", channel_words()[channel].name),
                      "one row for each channel", Lint::no_row);
    }
}

Epoch Compiler::epoch_on(Date day, const std::vector<const Benefit*>& benefits,
                         model::Scheme scheme, model::Service service) {
    Epoch epoch{.from = day, .layers = {}};
    bool has_basic = false;
    for (const Benefit* benefit : benefits) {
        if (has_lapsed(*benefit, package_.clock, day)) return {.from = day, .layers = {}};
    }
    for (const Benefit* benefit : benefits) {
        const auto versions = versions_on(*benefit, package_.clock, day, findings_);
        if (versions.empty() && benefit->undetermined.zh.empty()) continue;
        if (!versions.empty() && versions.front()->kind == Operator::channel) {
            put_channels(*versions.front(), epoch);
            continue;
        }
        has_basic = has_basic || benefit->layer == Layer::basic;
        epoch.layers.push_back(layer_for(*benefit, versions, scheme, day));
    }
    if (epoch.layers.size() > benefits_max) {
        findings_.add(ErrorCode::package_value, benefits.back()->site, benefits.back()->id,
                      fmt::format("{} benefits for one event", epoch.layers.size()),
                      fmt::format("at most {}", benefits_max));
    }
    const bool is_pharmacy = service == model::Service::pharmacy;
    if (is_pharmacy) {
        // Funds pay a purchase only as the service its channel stands for.
        std::erase_if(epoch.layers, [&](std::uint32_t layer) {
            return tables_.layers[layer].layer != Layer::account;
        });
    } else if (!has_basic) {
        epoch.layers.clear();  // Layers without the basic fund below them decide nothing.
    }
    return epoch;
}

void Compiler::compile_service(model::Scheme scheme, model::Service service) {
    const auto benefits = benefits_of(scheme, service);
    auto& epochs =
        tables_.epochs[static_cast<std::size_t>(scheme)][static_cast<std::size_t>(service)];
    const auto days = boundaries_of(benefits, package_.clock);
    for (const Date day : days) {
        epochs.push_back(epoch_on(day, benefits, scheme, service));
        if (!findings_.empty()) return;  // The same again for every later epoch helps nobody.
    }
    const bool unknown_only = days.empty() && !benefits.empty();
    if (unknown_only) epochs.push_back(epoch_on(*Date::of(1950, 1, 1), benefits, scheme, service));
}

/// A finding for every row that speaks of nobody, in any scheme and at any time.
void Compiler::report_unused() {
    for (const Benefit& benefit : package_.benefits) {
        for (const Version& version : benefit.versions) {
            const bool matched = version.kind != Operator::continuity &&
                                 version.kind != Operator::disease &&
                                 version.kind != Operator::combine &&
                                 version.kind != Operator::channel &&
                                 version.kind != Operator::account;
            if (!matched || !interner_.knows(version)) continue;
            for (const Row& row : version.rows) {
                if (interner_.used().contains(&row)) continue;
                findings_.add(ErrorCode::package_incomplete, row.site, version.id,
                              fmt::format("row {}, which nobody can match", row.number),
                              "only rows that apply to somebody", Lint::masked_row);
                break;
            }
        }
    }
}

/// "110000" covers all that begins with "11".
std::string prefix_of(std::string code) {
    while (code.size() > 2 && code.ends_with("00")) code.resize(code.size() - 2);
    return code;
}

PlanTables Compiler::run() {
    tables_.package_id = package_.head.id;
    tables_.version = package_.head.version;
    tables_.effective = package_.head.effective;
    tables_.name = package_.head.name;
    for (const std::string& code : package_.head.admdvs) {
        tables_.prefixes.push_back(prefix_of(code));
    }
    tables_.clock = package_.clock;
    tables_.rounding = package_.rounding;
    tables_.order_cites = readable(package_.order_from);
    tables_.time_cites = readable(package_.time_from);
    tables_.rounding_cites = readable(package_.rounding_from);
    tables_.order_keys = package_.order_from.cites;
    tables_.time_keys = package_.time_from.cites;
    tables_.rounding_keys = package_.rounding_from.cites;
    check_ids(package_, findings_);
    for (const Benefit& benefit : package_.benefits) {
        check_gaps(benefit, package_.clock, findings_);
    }
    for (std::size_t scheme = 0; scheme < scheme_count && findings_.empty(); ++scheme) {
        for (std::size_t service = 0; service < service_count && findings_.empty(); ++service) {
            compile_service(static_cast<model::Scheme>(scheme),
                            static_cast<model::Service>(service));
        }
    }
    if (findings_.empty()) report_unused();
    for (const RuleInfo& rule : tables_.rules) {
        if (rule.reading.empty()) continue;
        tables_.readings[rule.reading] = package_.sources.readings.at(rule.reading);
    }
    tables_.sample = std::any_of(tables_.rows.begin(), tables_.rows.end(), [](const RowInfo& row) {
        return row.confidence == Confidence::sample;
    });
    return std::move(tables_);
}

std::optional<PlanTables> compile_source(const SourcePackage& area,
                                         const std::vector<SourcePackage>& parents,
                                         Findings& findings) {
    const Package package = load_with_parents(area, parents, findings);
    if (!findings.empty()) return {};
    if (package.head.kind != Head::Kind::area) {
        findings.add(ErrorCode::package_value, package.head.site, "kind", "a parent", "an area");
        return {};
    }
    PlanTables tables = compile_tables(package, findings);
    if (!findings.empty()) return {};
    return tables;
}

}  // namespace

PlanTables compile_tables(const Package& package, Findings& findings,
                          std::vector<RowPlace>* places) {
    Compiler compiler(package, findings);
    PlanTables tables = compiler.run();
    if (places != nullptr) *places = compiler.take_places();
    return tables;
}

Outcome<PlanPtr> compile(const SourcePackage& area, const std::vector<SourcePackage>& parents) {
    Findings findings;
    auto tables = compile_source(area, parents, findings);
    if (!tables) return Unexpected{findings.list().front()};
    return PlanPtr{std::make_shared<const Plan>(std::move(*tables))};
}

std::vector<Problem> check(const SourcePackage& area, const std::vector<SourcePackage>& parents) {
    Findings findings;
    (void)compile_source(area, parents, findings);
    return findings.take();
}

Outcome<bool> is_parent(const SourcePackage& package) {
    Findings findings;
    const Head head = load_head(package, findings);
    if (!findings.empty()) return Unexpected{findings.list().front()};
    return head.kind != Head::Kind::area;
}

}  // namespace yidi::policy
