#include "node/node_law.hpp"

#include <map>

#include <fmt/format.h>

#include "api/problem_details.hpp"
#include "node/engine_loop.hpp"
#include "policy/plan.hpp"

namespace yidi::node {
namespace {

std::string json_text(std::string_view text) {
    std::string out;
    api::append_json_string(out, text);
    return out;
}

engine::Changes changes_of(const LawInForce& in_force, const ReleaseArchive& archive) {
    engine::Changes changes;
    for (const model::PolicyRelease& release : in_force.to_keep) {
        const bool is_known = archive.all().contains(release.hash);
        changes.of<model::PolicyRelease>().push_back(
            {is_known ? engine::ChangeKind::update : engine::ChangeKind::insert, release});
    }
    return changes;
}

std::string plan_json(const policy::Plan& plan) {
    const policy::PlanTables& tables = plan.tables();
    return fmt::format(R"({{"package":{},"version":{},"effective":{},"plan":"{}"}})",
                       json_text(tables.package_id), json_text(tables.version),
                       tables.effective ? json_text(tables.effective->text()) : "null",
                       policy::hash_of(plan));
}

}  // namespace

Outcome<Done> NodeLaw::start(store::SqliteStore& store, desk::Rulebook base, const Law& law) {
    archive_ = read_archive(store);
    LawInForce in_force = law_in_force(law, prefix_, *archive_, system_now());
    if (law.refused && in_force.plans.empty() && !prefix_.empty()) {
        return Unexpected{*law.refused};
    }
    if (!in_force.to_keep.empty()) store.commit(changes_of(in_force, *archive_));
    put_in_force(std::move(base), std::move(in_force));
    note(law.refused);
    return Done{};
}

Outcome<Done> NodeLaw::change(desk::Rulebook base, const Law& law, const Keep& keep) {
    if (law.refused) {
        note(law.refused);
        return Done{};
    }
    LawInForce in_force = law_in_force(law, prefix_, *archive_, system_now());
    if (!in_force.to_keep.empty()) {
        if (auto done = keep({in_force.to_keep}); !done) return done;
    }
    put_in_force(std::move(base), std::move(in_force));
    note({});
    return Done{};
}

void NodeLaw::put_in_force(desk::Rulebook base, LawInForce in_force) {
    std::vector<model::PolicyRelease> releases = std::move(in_force.to_keep);
    for (const auto& [hash, release] : archive_->all()) releases.push_back(release);
    archive_ = std::make_shared<const ReleaseArchive>(std::move(releases));
    base.plans = std::move(in_force.plans);
    base.archive = archive_;
    desk_.change(std::make_shared<const desk::Rulebook>(std::move(base)));
}

void NodeLaw::note(std::optional<Problem> refused) {
    const std::lock_guard lock{mutex_};
    refused_ = std::move(refused);
}

std::optional<Problem> NodeLaw::refused() const {
    const std::lock_guard lock{mutex_};
    return refused_;
}

std::string NodeLaw::json() const {
    std::map<std::string, std::string> plans;  // an area may cover several divisions
    const auto desk = desk_.current();
    for (const auto& [division, releases] : desk->rulebook().plans) {
        for (const policy::PlanPtr& plan : releases) {
            plans.emplace(policy::hash_of(*plan), plan_json(*plan));
        }
    }
    std::string out = R"({"refused":)";
    if (const auto why = refused()) {
        out += fmt::format(R"({{"code":{},"zh":{},"en":{}}})", static_cast<int>(why->code),
                           json_text(message_of(*why, true)), json_text(message_of(*why, false)));
    } else {
        out += "null";
    }
    out += R"(,"plans":[)";
    for (const auto& [hash, plan] : plans) out += (out.back() == '[' ? "" : ",") + plan;
    return out + "]}";
}

}  // namespace yidi::node
