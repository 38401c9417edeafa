#include <algorithm>

#include <fmt/format.h>

#include "policy/package.hpp"

namespace yidi::policy {
namespace {

/// What an area has of its parents, gathered from the farthest to the nearest.
struct Inheritance {
    Sources sources;
    std::vector<Benefit> benefits;
    std::vector<Ceiling> ceilings;
    std::vector<Bound> bounds;
};

void add_missing(const std::string& key, const Site& site, const std::string& found,
                 std::string_view expected, Findings& findings) {
    findings.add(ErrorCode::package_incomplete, site, key, found, std::string{expected});
}

auto benefit_named(std::vector<Benefit>& benefits, const std::string& id) {
    return std::find_if(benefits.begin(), benefits.end(),
                        [&](const Benefit& benefit) { return benefit.id == id; });
}

/// Puts a version in the place of the rule it replaces.
void extend_with(Benefit& base, Version version, Findings& findings) {
    if (!version.replaces.empty()) {
        const auto gone = std::erase_if(base.versions, [&](const Version& other) {
            return other.id == version.replaces && other.site.file != version.site.file;
        });
        const bool replaced_before = std::any_of(
            base.versions.begin(), base.versions.end(), [&](const Version& other) {
                return other.replaces == version.replaces && other.id == version.id;
            });
        if (gone == 0 && !replaced_before) {
            add_missing("replaces", version.site, version.replaces,
                        "the id of a rule of the benefit that is extended", findings);
        }
    }
    base.versions.push_back(std::move(version));
}

/// Adds the benefits of one package to what was there, by the words `replaces` and `extends`.
void take_over(std::vector<Benefit>& benefits, std::vector<Benefit> own, Findings& findings) {
    for (Benefit& benefit : own) {
        if (!benefit.extends.empty()) {
            const auto base = benefit_named(benefits, benefit.extends);
            if (base == benefits.end()) {
                add_missing("extends", benefit.site, benefit.extends,
                            "the id of a parent's benefit", findings);
                continue;
            }
            for (Version& version : benefit.versions) {
                extend_with(*base, std::move(version), findings);
            }
            continue;
        }
        if (!benefit.replaces.empty()) {
            const auto base = benefit_named(benefits, benefit.replaces);
            if (base == benefits.end()) {
                add_missing("replaces", benefit.site, benefit.replaces,
                            "the id of a parent's benefit", findings);
            } else {
                benefits.erase(base);
            }
        }
        for (const Version& version : benefit.versions) {
            if (version.replaces.empty()) continue;
            add_missing("replaces", version.site, version.replaces,
                        "[benefit] extends, where a rule of a parent is replaced", findings);
        }
        benefits.push_back(std::move(benefit));
    }
}

class ParentLoader {
  public:
    ParentLoader(const std::vector<SourcePackage>& parents, Findings& findings)
        : parents_(parents), findings_(findings) {}

    /// Adds all that the packages named by `head` give. Each package is taken once.
    void gather(const Head& head) {
        path_.push_back(head.id);
        for (const std::string& id : head.parents) gather_one(head, id);
        path_.pop_back();
    }
    [[nodiscard]] Inheritance take() { return std::move(all_); }

  private:
    void gather_one(const Head& head, const std::string& id) {
        if (std::find(path_.begin(), path_.end(), id) != path_.end()) {
            findings_.add(ErrorCode::package_incomplete, head.site, "parents",
                          fmt::format("{} -> {}", fmt::join(path_, " -> "), id),
                          "parents that do not lead back to the package");
            return;
        }
        if (std::find(taken_.begin(), taken_.end(), id) != taken_.end()) return;
        for (const SourcePackage& parent : parents_) {
            Findings ignored;
            const Head found = load_head(parent, ignored);
            if (found.id != id) continue;
            taken_.push_back(id);
            gather(found);
            Package package = load_package(parent, all_.sources, findings_);
            all_.sources = std::move(package.sources);
            take_over(all_.benefits, std::move(package.benefits), findings_);
            std::move(package.ceilings.begin(), package.ceilings.end(),
                      std::back_inserter(all_.ceilings));
            std::move(package.bounds.begin(), package.bounds.end(),
                      std::back_inserter(all_.bounds));
            return;
        }
        findings_.add(ErrorCode::package_incomplete, head.site, "parents", id,
                      "a package that is there");
    }

    const std::vector<SourcePackage>& parents_;
    Findings& findings_;
    std::vector<std::string> path_, taken_;
    Inheritance all_;
};

void check_layers(const Package& package, Findings& findings) {
    const auto& order = package.order;
    for (const Benefit& benefit : package.benefits) {
        if (std::find(order.begin(), order.end(), benefit.layer) == order.end()) {
            findings.add(ErrorCode::package_incomplete, benefit.site, "layer",
                         std::string{word_of(benefit.layer).name},
                         "a layer of [settlement] order in package.toml", Lint::layer_order);
        }
        for (const Benefit& other : package.benefits) {
            if (&other == &benefit) break;
            const bool shares = other.layer == benefit.layer && other.rank == benefit.rank;
            bool meets = false;
            for (std::size_t scheme = 0; scheme < scheme_count; ++scheme) {
                for (std::size_t service = 0; service < service_count; ++service) {
                    meets = meets || (other.schemes[scheme] && benefit.schemes[scheme] &&
                                      other.services[service] && benefit.services[service]);
                }
            }
            if (!shares || !meets) continue;
            findings.add(ErrorCode::package_incomplete, benefit.site, "layer",
                         fmt::format("{} beside {}", benefit.id, other.id),
                         "one benefit for each scheme, service, layer and rank",
                         Lint::layer_order);
        }
    }
}

}  // namespace

Package load_with_parents(const SourcePackage& area, const std::vector<SourcePackage>& parents,
                          Findings& findings) {
    const Head head = load_head(area, findings);
    if (!findings.empty()) return {};
    ParentLoader loader(parents, findings);
    loader.gather(head);
    Inheritance inherited = loader.take();
    Package package = load_package(area, inherited.sources, findings);
    std::vector<Benefit> benefits = std::move(inherited.benefits);
    take_over(benefits, std::move(package.benefits), findings);
    package.benefits = std::move(benefits);
    package.ceilings = std::move(inherited.ceilings);
    package.bounds = std::move(inherited.bounds);
    if (head.kind == Head::Kind::area && findings.empty()) check_layers(package, findings);
    return package;
}

}  // namespace yidi::policy
