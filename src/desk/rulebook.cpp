#include "desk/rulebook.hpp"

#include "policy/target.hpp"

namespace yidi::desk {

policy::PlanPtr Rulebook::plan_for(std::string_view division, const model::Episode& episode) const {
    for (std::size_t length = division.size(); length > 0; --length) {
        const auto found = plans.find(division.substr(0, length));
        if (found == plans.end() || found->second.empty()) continue;
        for (const policy::PlanPtr& plan : found->second) {
            const policy::PlanTables& tables = plan->tables();
            if (!tables.effective || *tables.effective <= policy::basis_date(tables, episode)) {
                return plan;
            }
        }
        return found->second.back();  // its refusal says from which day on it decides
    }
    return nullptr;
}

policy::PlanPtr Rulebook::plan_named(const std::string& hash) const {
    for (const auto& [prefix, releases] : plans) {
        for (const policy::PlanPtr& plan : releases) {
            if (policy::hash_of(*plan) == hash) return plan;
        }
    }
    return archive != nullptr ? archive->find(hash) : nullptr;
}

}  // namespace yidi::desk
