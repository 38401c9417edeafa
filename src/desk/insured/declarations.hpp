/// @file
/// What institutions declare for people, at the insured place: filed once, whatever becomes of the
/// message, and looked up again.
///
/// Level       5, pure
/// Units       dates in China
/// Errors      refusals travel inside the answers
/// Ownership   borrows for the length of one message
/// Invariants  B1  a declaration is filed or refused once under its number; every repeat is given
///                 the same answer.
///             B2  what a declaration put in force ends when it is withdrawn, and it can only be
///                 withdrawn as long as the fund has not paid on it.

#pragma once

#include "desk/insured/use_cases.hpp"

namespace yidi::desk {

// declarations.cpp
void file_declaration(const InsuredCounter& counter, const model::NodeId& from,
                      const model::BenefitDeclare& message);
void withdraw_declaration(const InsuredCounter& counter, const model::NodeId& from,
                          const model::BenefitWithdraw& message);
/// Marks the declarations that a decided claim was paid on.
void note_use(const InsuredCounter& counter, const model::Claim& claim);

// register_answers.cpp
[[nodiscard]] model::EntitlementAnswer entitlement_of(const InsuredCounter& counter,
                                                      const model::EntitlementAsk& question);
[[nodiscard]] model::DiseasesAnswer diseases_of(const InsuredCounter& counter,
                                                const model::DiseasesAsk& question);
[[nodiscard]] model::DeclarationsAnswer declarations_of(const InsuredCounter& counter,
                                                        const model::DeclarationsAsk& question);
/// Whether the days of a declaration and [from, to] meet; an absent bound is open.
[[nodiscard]] bool overlaps(const model::DeclarationForm& form, std::optional<Date> from,
                            std::optional<Date> to);
[[nodiscard]] inline bool is_in_force(const model::Declaration& declaration) {
    return declaration.state == model::DeclarationState::filed ||
           declaration.state == model::DeclarationState::used;
}

}  // namespace yidi::desk
