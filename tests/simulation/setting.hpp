/// @file
/// Who lives in the simulated nation: provinces with their law and catalogues, hospitals, people.
///
/// Level       tests only; reads the policies of the source tree once
/// Units       Money in fen
/// Errors      a law that does not load is a Problem
/// Ownership   shares the law between runs

#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "catalog/catalog.hpp"
#include "desk/rulebook.hpp"
#include "model/commands.hpp"
#include "simulation/random.hpp"

namespace yidi::simulation {

/// The same for all runs of a process.
struct Law {
    std::map<std::string, policy::PlanPtr, std::less<>> plans;
    struct Province {
        model::NodeId node;
        std::shared_ptr<const catalog::Catalog> catalogue;
        std::vector<catalog::Item> items;
    };
    std::vector<Province> provinces;
};
[[nodiscard]] Outcome<Law> load_law(const std::string& policies);

struct Resident {
    model::NodeId insured_node;
    std::string psn_no, insutype, insuplc_admdvs, certno_digest;
    Money account;      ///< Opening balance of the personal account.
    bool known = true;  ///< False: nobody has ever heard of this person.
};

struct Setting {
    std::vector<model::Institution> hospitals;
    std::vector<Resident> people;
    std::map<model::NodeId, model::Enrol> enrolments;  ///< What each province starts with.
    std::int64_t settle_patience_ms = 0;
};
[[nodiscard]] Setting draw_setting(Random& random, Instant start);

[[nodiscard]] std::shared_ptr<const desk::Rulebook> rulebook_of(const Law& law,
                                                                const model::NodeId& node,
                                                                std::int64_t settle_patience_ms);

}  // namespace yidi::simulation
