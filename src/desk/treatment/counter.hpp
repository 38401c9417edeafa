/// @file
/// What every use case of the place of care begins with: who asks, about which visit, and whether
/// this very message has been carried out before.
///
/// Level       5, pure
/// Units       none
/// Errors      1201, 1202, 1211-1213, 1302, 1303, 1311, 1410, 1508, 1509
/// Ownership   borrows for the length of one command
/// Invariants  D2

#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "desk/rulebook.hpp"
#include "engine/workspace.hpp"
#include "model/commands.hpp"

namespace yidi::desk {

/// One command at the counter.
struct Counter {
    const model::Command& command;
    engine::Workspace& workspace;
    const Rulebook& rules;

    [[nodiscard]] const model::Envelope& envelope() const { return command.envelope; }
    [[nodiscard]] Instant now() const { return command.now; }
};

/// The institution that sends, networked and in this node's province.
[[nodiscard]] Outcome<const model::Institution*> institution_at(const Counter& counter);

/// A visit as a request names it, and the kind that the transaction serves; none: any.
struct VisitName {
    const std::string& mdtrt_id;
    const std::string& psn_no;
    std::optional<model::VisitKind> kind = model::VisitKind::inpatient;
};

/// The visit, if it is this institution's and this person's, of that kind, and not cancelled.
[[nodiscard]] Outcome<const model::Encounter*> visit_at(const Counter& counter,
                                                        const VisitName& name);

/// As visit_at(), and nothing is in doubt about it.
[[nodiscard]] Outcome<const model::Encounter*> quiet_visit_at(const Counter& counter,
                                                              const VisitName& name);

/// An empty insured place means the place of care.
[[nodiscard]] const std::string& insured_place(const Counter& counter,
                                               const std::string& insuplc_admdvs);

// A ward's clock may run ahead of ours; a time beyond tomorrow is a slip of the pen.
inline constexpr std::int64_t clock_slack_ms = 24LL * 3'600 * 1'000;

/// A request whose repetition must be recognised.
struct Repeatable {
    std::string subject;   ///< What it acts on.
    std::string psn_no;
    bool moves_money;      ///< Then a change of content is refused; else it is a new request.
};

/// The earlier request that this one repeats, or null when it is new. Refuses a message that was
/// reversed, and a changed repeat of a money transaction.
[[nodiscard]] Outcome<const model::Request*> earlier_of(const Counter& counter,
                                                        const Repeatable& repeatable);

/// Remembers this request and the id of the record it made.
void remember(const Counter& counter, const Repeatable& repeatable, std::string made);

/// Platform ids: division (6), day (8), running number (10). They grow in order.
[[nodiscard]] std::string next_id(const Counter& counter, const std::string& series);
[[nodiscard]] std::string make_id(std::string_view division, Instant now, std::int64_t number);

}  // namespace yidi::desk
