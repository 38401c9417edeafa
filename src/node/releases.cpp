#include "node/releases.hpp"

#include <algorithm>
#include <set>

#include "wire/policy_files.hpp"
#include "wire/policy_release.hpp"

namespace yidi::node {

std::span<const EmbeddedFile> law_files();  // the folder policies/, compiled in

namespace {

using model::PolicyRelease;

Law law_of(wire::LawBook book) {
    return {std::move(book.plans), std::move(book.catalogues), std::move(book.release_texts), {}};
}

/// Puts together what decides in the divisions of one node.
class InForce {
  public:
    InForce(const Law& law, const std::string& prefix, const ReleaseArchive& archive, Instant now)
        : law_(law), prefix_(prefix), archive_(archive), now_(now) {}

    LawInForce gather() {
        if (prefix_.empty()) return {};  // the hub decides nothing
        for (const auto& [division, plan] : law_.plans) {
            put(division, plan, [&] { return law_.release_texts.at(policy::hash_of(*plan)); });
        }
        if (law_.refused) gather_last();
        for (auto& [hash, release] : keep_) result_.to_keep.push_back(std::move(release));
        return std::move(result_);
    }

  private:
    /// Of each area the release that was in force last.
    void gather_last() {
        std::set<std::string> areas;
        for (const auto& [hash, release] : archive_.all()) areas.insert(release.package_id);
        for (const std::string& area : areas) {
            const PolicyRelease& last = *archive_.of(area).front();
            const auto plan = archive_.find(last.hash);
            if (plan == nullptr) continue;
            for (const std::string& division : policy::admdvs_prefixes(*plan)) {
                put(division, plan, [&] { return last.files; });
            }
        }
    }

    template <class Text>
    void put(const std::string& division, const policy::PlanPtr& newest, Text text) {
        if (!division.starts_with(prefix_)) return;
        keep(newest, text, true);
        desk::Releases releases{newest};
        // Those before it decide until its day, until one decides without a beginning.
        for (const PolicyRelease* earlier : archive_.of(newest->tables().package_id)) {
            const auto& effective = releases.back()->tables().effective;
            if (!effective) break;
            if (earlier->effective && *earlier->effective >= *effective) continue;
            const auto plan = archive_.find(earlier->hash);
            if (plan == nullptr) continue;
            keep(plan, [&] { return earlier->files; }, false);
            releases.push_back(plan);
        }
        result_.plans.emplace(division, std::move(releases));
    }

    template <class Text>
    void keep(const policy::PlanPtr& plan, Text text, bool is_newest) {
        const std::string& hash = policy::hash_of(*plan);
        const auto known = archive_.all().find(hash);
        const bool is_known = known != archive_.all().end();
        if ((is_known && !is_newest) || keep_.contains(hash)) return;
        const policy::PlanTables& tables = plan->tables();
        PolicyRelease release =
            is_known ? known->second
                     : PolicyRelease{hash,   tables.package_id, tables.version, tables.effective,
                                     text(), now_,              {}};
        if (is_newest) release.last_used_at = now_;
        keep_.emplace(hash, std::move(release));
    }

    const Law& law_;
    const std::string& prefix_;
    const ReleaseArchive& archive_;
    Instant now_;
    std::map<std::string, PolicyRelease> keep_;
    LawInForce result_;
};

}  // namespace

Outcome<Law> load_law(const std::string& policies) {
    auto book = policies.empty() ? wire::load_law(law_files()) : wire::load_law_from(policies);
    if (!book) return Unexpected{book.error()};
    return law_of(std::move(*book));
}

Outcome<std::vector<policy::SourcePackage>> read_law_packages(const std::string& policies) {
    if (policies.empty()) return wire::read_packages(law_files());
    const auto files = wire::read_policy_folder(policies);
    if (!files) return Unexpected{files.error()};
    return wire::read_packages(files->files());
}

Outcome<Law> load_law_or_reason(const std::string& policies) {
    auto good = load_law(policies);
    if (good || policies.empty()) return good;
    Law law;
    law.refused = good.error();
    // Prices do not wait for a package to be mended. Where the folder's catalogue cannot be read
    // either, the program's own stands in.
    if (const auto files = wire::read_policy_folder(policies)) {
        if (auto book = wire::load_catalogues(files->files())) {
            law.catalogues = std::move(book->catalogues);
        }
    }
    if (auto own = load_law({})) law.catalogues.merge(std::move(own->catalogues));
    return law;
}

ReleaseArchive::ReleaseArchive(std::vector<PolicyRelease> releases) {
    for (PolicyRelease& release : releases) releases_.emplace(release.hash, std::move(release));
}

policy::PlanPtr ReleaseArchive::find(const std::string& hash) const {
    const auto release = releases_.find(hash);
    if (release == releases_.end()) return nullptr;
    const std::lock_guard lock{mutex_};
    const auto [at, is_new] = compiled_.try_emplace(hash);
    if (is_new) {
        auto plan = wire::compile_release(release->second.files);
        if (plan) at->second = std::move(*plan);
    }
    return at->second;
}

std::vector<const PolicyRelease*> ReleaseArchive::of(const std::string& package_id) const {
    std::vector<const PolicyRelease*> found;
    for (const auto& [hash, release] : releases_) {
        if (release.package_id == package_id) found.push_back(&release);
    }
    std::ranges::stable_sort(found, std::ranges::greater{}, &PolicyRelease::last_used_at);
    return found;
}

std::shared_ptr<const ReleaseArchive> read_archive(store::SqliteStore& store) {
    std::vector<PolicyRelease> releases;
    store.for_each<PolicyRelease>(
        [&](const PolicyRelease& release) { releases.push_back(release); });
    return std::make_shared<const ReleaseArchive>(std::move(releases));
}

LawInForce law_in_force(const Law& law, const std::string& prefix, const ReleaseArchive& archive,
                        Instant now) {
    return InForce(law, prefix, archive, now).gather();
}

}  // namespace yidi::node
