/// @file
/// What kind of care a charge batch is: as what it is settled, for which disease, and how a
/// purchase came about.
///
/// Level       5, pure
/// Units       none
/// Errors      1311, 1312, 1523, 1524
/// Ownership   values only

#pragma once

#include <string>

#include "base/error.hpp"
#include "model/commands.hpp"

namespace yidi::desk {

/// Whether a visit of this med_type is a stay in hospital.
[[nodiscard]] bool is_stay(const std::string& med_type);

struct Care {
    std::string med_type;
    std::string dise_codg;  ///< Empty where care is not of a disease.
};

/// As what a batch of a visit is settled. Each disease is settled by itself; what has nothing to do
/// with it is ordinary outpatient care, in a settlement of its own. A remote emergency must say
/// that it is one, in exp_content; at home the kind of care says it.
[[nodiscard]] Outcome<Care> care_of(const model::SettleRequest& request,
                                    const model::Encounter& visit,
                                    const model::ChargeBatch& batch, bool is_remote);

/// How a purchase came about; none unless it is one.
[[nodiscard]] model::Channel channel_of(const std::string& med_type, const model::Encounter& visit,
                                        const model::ChargeBatch& batch);

}  // namespace yidi::desk
