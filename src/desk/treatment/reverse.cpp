#include "desk/treatment/use_cases.hpp"

namespace yidi::desk {
namespace {

using model::Request;
using model::Settlement;
using model::SettlementState;

Problem in_doubt(const std::string& setl_id) {
    return {ErrorCode::outcome_unknown, "setl_id", setl_id, {}, {}};
}

Post post_of(const Counter& counter) { return {counter.workspace, counter.rules, counter.now()}; }

/// Waits for a reversal that is under way, or gives the answer it has.
MaybeReply await_reversal(const Counter& counter, const Settlement& reversal) {
    if (reversal.state != SettlementState::pending) return model::Reply{view_of(counter, reversal)};
    counter.workspace.await(reversal_key(reversal.setl_id), in_doubt(reversal.setl_id));
    return {};
}

/// Settlements of one stay share its deductible and its bands: they are taken back in the reverse
/// of the order in which they were made. Those of an outpatient may be taken back in any.
std::optional<Problem> later_than(const Settlement& settlement, const model::Encounter& visit) {
    if (visit.kind != model::VisitKind::inpatient ||
        settlement.state != SettlementState::settled || visit.settled == settlement.setl_id) {
        return {};
    }
    return Problem{
        ErrorCode::later_settlement, "setl_id", settlement.setl_id, "setl_id=" + visit.settled, {}};
}

/// Taken back by this node itself: no answer came in time, or none that could be booked.
bool was_given_up(const Counter& counter, const Settlement& payment) {
    const auto* reversal = counter.workspace.find<Settlement>(payment.reversal_setl_id);
    return reversal != nullptr && reversal->medins_setl_id == payment.medins_setl_id;
}

void mark_reversed(const Counter& counter, Request request) {
    request.state = model::RequestState::reversed;
    counter.workspace.put(std::move(request));
}

MaybeReply reverse_settlement(const Counter& counter, const Request& request) {
    const auto* settlement = counter.workspace.find<Settlement>(request.made);
    YIDI_ASSERT(settlement != nullptr);
    std::string reversal_id = settlement->reversal_setl_id;
    switch (settlement->state) {
        case SettlementState::refused:
            mark_reversed(counter, request);
            return model::Reply{model::Accepted{}};
        case SettlementState::reversed:
            // What 2601 asks for is so already, and nobody has told the sender yet.
            if (was_given_up(counter, *settlement)) {
                mark_reversed(counter, request);
                return model::Reply{model::Accepted{}};
            }
            return problem(ErrorCode::already_reversed, "data.omsgid", request.msgid,
                           settlement->reversal_setl_id);
        case SettlementState::undoing:
            if (was_given_up(counter, *settlement)) mark_reversed(counter, request);
            break;
        case SettlementState::pending:
        case SettlementState::settled: {
            const auto* visit = counter.workspace.find<model::Encounter>(settlement->mdtrt_id);
            YIDI_ASSERT(visit != nullptr);
            if (!visit->settling.empty() && visit->settling != settlement->setl_id) {
                return problem(ErrorCode::settlement_in_doubt, "setl_id", visit->settling);
            }
            if (auto later = later_than(*settlement, *visit)) return model::Reply{*later};
            reversal_id =
                begin_undo(post_of(counter), *settlement, counter.envelope().msgid).setl_id;
            mark_reversed(counter, request);
            break;
        }
    }
    counter.workspace.await(undone_key(reversal_id), in_doubt(reversal_id));
    return {};
}

MaybeReply reverse_admission(const Counter& counter, const Request& request) {
    const auto* visit = counter.workspace.find<model::Encounter>(request.made);
    YIDI_ASSERT(visit != nullptr);
    if (visit->state != model::EncounterState::cancelled) {
        if (!visit->settling.empty()) {
            return problem(ErrorCode::visit_settling, "mdtrt_id", visit->mdtrt_id);
        }
        if (const auto done = cancel(counter, *visit); !done) return model::Reply{done.error()};
    }
    mark_reversed(counter, request);
    return model::Reply{model::Accepted{}};
}

/// A repeat of a 2601 whose first run is still waiting.
MaybeReply reverse_again(const Counter& counter, const Request& request) {
    const auto* settlement =
        request.made.empty() ? nullptr : counter.workspace.find<Settlement>(request.made);
    if (settlement != nullptr && settlement->state == SettlementState::undoing) {
        counter.workspace.await(undone_key(settlement->reversal_setl_id),
                                in_doubt(settlement->reversal_setl_id));
        return {};
    }
    return model::Reply{model::Accepted{}};
}

}  // namespace

MaybeReply reverse(const Counter& counter, const model::ReverseSettlement& command) {
    const auto found = visit_at(counter, {command.mdtrt_id, command.psn_no, command.kind});
    if (!found) return model::Reply{found.error()};
    const Repeatable repeatable{command.setl_id, command.psn_no, true};
    const auto earlier = earlier_of(counter, repeatable);
    if (!earlier) return model::Reply{earlier.error()};
    if (*earlier != nullptr) {
        const auto* reversal = counter.workspace.find<Settlement>((*earlier)->made);
        YIDI_ASSERT(reversal != nullptr);
        return await_reversal(counter, *reversal);
    }

    const auto* settlement = counter.workspace.find<Settlement>(command.setl_id);
    if (settlement == nullptr || settlement->mdtrt_id != command.mdtrt_id ||
        settlement->kind != model::SettlementKind::payment ||
        settlement->state == SettlementState::refused) {
        return problem(ErrorCode::settlement_unknown, "data.setl_id", command.setl_id);
    }
    if (settlement->state == SettlementState::reversed) {
        return problem(ErrorCode::already_reversed, "data.setl_id", command.setl_id,
                       settlement->reversal_setl_id);
    }
    if (settlement->state != SettlementState::settled || !(*found)->settling.empty()) {
        return problem(ErrorCode::settlement_in_doubt, "data.setl_id", command.setl_id);
    }
    if (auto later = later_than(*settlement, **found)) return model::Reply{*later};
    const Settlement reversal =
        begin_undo(post_of(counter), *settlement, counter.envelope().msgid);
    remember(counter, repeatable, reversal.setl_id);
    return await_reversal(counter, reversal);
}

MaybeReply reverse_uncertain(const Counter& counter, const model::ReverseUncertain& command) {
    if (const auto institution = institution_at(counter); !institution) {
        return model::Reply{institution.error()};
    }
    const bool admits = command.oinfno == "2401";
    if (!admits && command.oinfno != "2102" && command.oinfno != "2207" &&
        command.oinfno != "2304") {
        return problem(ErrorCode::reversal_not_offered, "data.oinfno", command.oinfno,
                       "2102, 2207, 2304, 2401");
    }
    const std::string& sender = counter.envelope().fixmedins_code;
    for (const Request& request :
         counter.workspace.list<Request>(sender, command.omsgid, command.oinfno)) {
        if (request.psn_no != command.psn_no) continue;
        if (request.state == model::RequestState::reversed) return reverse_again(counter, request);
        return admits ? reverse_admission(counter, request) : reverse_settlement(counter, request);
    }
    // It never arrived. The tombstone keeps it from being carried out if it still does.
    counter.workspace.put(Request{.fixmedins_code = sender,
                                  .msgid = command.omsgid,
                                  .infno = command.oinfno,
                                  .subject = {},
                                  .psn_no = command.psn_no,
                                  .state = model::RequestState::reversed,
                                  .content = {},
                                  .made = {},
                                  .at = counter.now()});
    return model::Reply{model::Accepted{}};
}

}  // namespace yidi::desk
