/// @file
/// The use cases of the place of care, one function each; those of pharmacies and the registration
/// of outpatients are in outpatient.hpp. Those that return an optional reply may
/// leave the caller waiting: for the insured place's answer (ask) or for a settlement (await).
///
/// Level       5, pure
/// Units       Money in fen
/// Errors      replies that refuse; see base/errors.def
/// Ownership   borrows for the length of one command

#pragma once

#include <optional>

#include "desk/treatment/counter.hpp"
#include "model/replies.hpp"

namespace yidi::desk {

using MaybeReply = std::optional<model::Reply>;

// sign_in.cpp: 9001, 9002
[[nodiscard]] model::Reply sign_in(const Counter& counter, const model::SignInCommand& command);
[[nodiscard]] model::Reply sign_out(const Counter& counter, const model::SignOutCommand& command);

// find_person.cpp: 1101
[[nodiscard]] MaybeReply find_person(const Counter& counter, const model::PersonQuery& query);

// admit.cpp: 2401
[[nodiscard]] MaybeReply admit(const Counter& counter, const model::Admit& command);
/// Whether an admission may be registered on `registered`, or lies too far back.
[[nodiscard]] Outcome<Done> may_begin(const Rulebook& rules, Instant begntime, Date registered,
                                      const char* field);

// stay.cpp: 2402 to 2405
[[nodiscard]] model::Reply discharge(const Counter& counter, const model::Discharge& command);
[[nodiscard]] model::Reply change_admission(const Counter& counter,
                                            const model::ChangeAdmission& command);
[[nodiscard]] model::Reply cancel_admission(const Counter& counter,
                                            const model::CancelAdmission& command);
[[nodiscard]] model::Reply cancel_discharge(const Counter& counter,
                                            const model::CancelDischarge& command);
/// A settlement in force that was not an interim one.
[[nodiscard]] bool is_finally_settled(const Counter& counter, const model::Encounter& visit);
/// Cancels a stay that has neither lines nor a settlement; also the way 2601 takes 2401 back.
[[nodiscard]] Outcome<Done> cancel(const Counter& counter, model::Encounter visit);

/// What was said of the visit's diagnoses, under the numbers they have there.
void put_diagnoses(const Counter& counter, const std::string& mdtrt_id,
                   const std::vector<model::Diagnosis>& diagnoses);

// fee_lines.cpp: 2204, 2301, 2302
[[nodiscard]] model::Reply upload_lines(const Counter& counter,
                                        const model::UploadFeeLines& command);
[[nodiscard]] model::Reply withdraw_lines(const Counter& counter,
                                          const model::WithdrawFeeLines& command);

// bill.cpp: what trials and settlements have in common
/// The bill of a stay's open lines, if what the request states agrees with it.
[[nodiscard]] Outcome<model::BillFacts> bill_of(const Counter& counter,
                                                const model::SettleRequest& request,
                                                const model::Encounter& visit);
/// The same for one charge batch of an outpatient, or for a purchase.
[[nodiscard]] Outcome<model::BillFacts> batch_bill_of(const Counter& counter,
                                                      const model::SettleRequest& request,
                                                      const model::Encounter& visit,
                                                      const model::ChargeBatch& batch);
[[nodiscard]] model::SettlementView view_of(const Counter& counter,
                                            const model::Settlement& settlement);
[[nodiscard]] model::SettlementView view_of(const Counter& counter,
                                            const model::Settlement& settlement,
                                            const model::Encounter& visit);

// settle.cpp: 2206, 2207, 2303, 2304
[[nodiscard]] MaybeReply pre_settle(const Counter& counter, const model::SettleRequest& request);
[[nodiscard]] MaybeReply settle(const Counter& counter, const model::SettleRequest& request);
/// A bill that has been put together: what the insured place would pay, or the wait for what it
/// does. `visit` is as it will be once it waits.
struct ReadyBill {
    model::Encounter visit;
    std::int64_t batch = 0;
    model::BillFacts bill;
};
[[nodiscard]] MaybeReply quote(const Counter& counter, const model::SettleRequest& request,
                               const ReadyBill& ready);
[[nodiscard]] MaybeReply begin(const Counter& counter, const model::SettleRequest& request,
                               const Repeatable& repeatable, ReadyBill ready);
/// The answer that this very request was given, or would have been given, the first time.
[[nodiscard]] MaybeReply answer_again(const Counter& counter, const model::Request& earlier);

// reverse.cpp: 2103, 2208, 2305, 2601
[[nodiscard]] MaybeReply reverse(const Counter& counter, const model::ReverseSettlement& command);
[[nodiscard]] MaybeReply reverse_uncertain(const Counter& counter,
                                           const model::ReverseUncertain& command);

// queries.cpp: 5201 to 5303, explanation
[[nodiscard]] model::Reply find_visits(const Counter& counter, const model::QueryVisits& query);
[[nodiscard]] model::Reply find_settlement(const Counter& counter,
                                           const model::QuerySettlement& query);
[[nodiscard]] model::Reply find_lines(const Counter& counter, const model::QueryFeeLines& query);
[[nodiscard]] MaybeReply find_totals(const Counter& counter, const model::QueryTotals& query);
[[nodiscard]] model::Reply find_in_hospital(const Counter& counter,
                                            const model::QueryInHospital& query);
[[nodiscard]] MaybeReply explain(const Counter& counter, const model::ExplainSettlement& query);

// finish.cpp: answers of the insured place
/// A message or timer at the treatment node.
struct Post {
    engine::Workspace& workspace;
    const Rulebook& rules;
    Instant now;
};
/// `from` is the node that says so; only the insured place of the settlement is believed, and what
/// it says is input: a decision that does not add up is taken back and books nothing.
void finish(const Post& post, const model::NodeId& from, const model::SettleDecided& decided);
void finish_undo(const Post& post, const model::NodeId& from, const model::SettleUndone& undone);
void give_up(const Post& post, const model::SettleDeadline& deadline);
/// Sends the undo of `payment` and returns the reversal that stands for it until it is confirmed.
model::Settlement begin_undo(const Post& post, model::Settlement payment,
                             const std::string& medins_setl_id);

/// Whether a decision can be booked for a bill of `fees`: its shares add up, or it refuses.
[[nodiscard]] bool is_sound(const model::Verdict& verdict, const model::FeeSums& fees);

/// Keys that callers wait on.
[[nodiscard]] inline std::string decided_key(const std::string& setl_id) {
    return "2304 " + setl_id;
}
[[nodiscard]] inline std::string reversal_key(const std::string& undo_id) {
    return "2305 " + undo_id;
}
[[nodiscard]] inline std::string undone_key(const std::string& undo_id) {
    return "2601 " + undo_id;
}

}  // namespace yidi::desk
