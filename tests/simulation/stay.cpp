#include "simulation/stay.hpp"

#include <utility>

#include <fmt/format.h>

namespace yidi::simulation {
namespace {

constexpr std::int64_t calls_max = 400;

}  // namespace

Stay::Stay(std::string name, const model::Institution& hospital, const Resident& patient,
           const std::vector<catalog::Item>& items, Counterpart counterpart)
    : name_(std::move(name)),
      hospital_(hospital),
      patient_(patient),
      items_(items),
      world_(std::move(counterpart)) {}

const char* Stay::name_of(Step step) {
    constexpr const char* names[] = {"find_person",
                                     "admit",
                                     "change_admission",
                                     "upload",
                                     "refund",
                                     "withdraw_some",
                                     "withdraw_all",
                                     "recount",
                                     "quote",
                                     "interim",
                                     "discharge",
                                     "settle",
                                     "repeat_same",
                                     "repeat_changed",
                                     "verify",
                                     "reverse",
                                     "cancel_discharge",
                                     "cancel_stay",
                                     "undo_admit",
                                     "undo_settle",
                                     "declare",
                                     "withdraw_declared"};
    return names[static_cast<std::size_t>(step)];
}

void Stay::draw_script() {
    Random& random = world_.random;
    const auto maybe = [&](std::int64_t per_thousand, std::initializer_list<Step> steps) {
        if (random.chance(per_thousand)) script_.insert(script_.end(), steps);
    };
    maybe(300, {Step::find_person});
    maybe(100, {Step::declare});
    maybe(80, {Step::declare, Step::withdraw_declared});
    maybe(1000, {Step::admit, Step::upload});
    maybe(150, {Step::change_admission});
    maybe(400, {Step::upload});
    maybe(250, {Step::refund});
    maybe(60, {Step::refund, Step::refund, Step::refund});
    maybe(150, {Step::withdraw_some});
    maybe(80, {Step::withdraw_all, Step::upload});
    maybe(200, {Step::recount});
    if (random.chance(60)) {
        script_.insert(script_.end(), {Step::withdraw_all, Step::cancel_stay});
        return;
    }
    maybe(250, {Step::interim, Step::verify, Step::upload});
    maybe(400, {Step::quote});
    maybe(500, {Step::discharge});
    maybe(1000, {Step::settle});
    maybe(150, {Step::repeat_changed});
    maybe(300, {Step::repeat_same});
    maybe(300, {Step::verify});
    if (random.chance(350)) {
        script_.push_back(Step::reverse);
        maybe(300, {Step::reverse});  // of an interim settlement, if there was one
        maybe(300, {Step::cancel_discharge});
        maybe(300, {Step::upload});
        maybe(200, {Step::withdraw_some});
        maybe(700, {Step::quote, Step::settle, Step::verify});
        maybe(100, {Step::withdraw_all, Step::cancel_stay});
    }
}

/// An outpatient comes, is charged in batches, and any of them may be taken back.
void Stay::draw_visit_script() {
    Random& random = world_.random;
    const auto maybe = [&](std::int64_t per_thousand, std::initializer_list<Step> steps) {
        if (random.chance(per_thousand)) script_.insert(script_.end(), steps);
    };
    const std::int64_t kind = random.below(10);
    med_type_ = kind < 6 ? "11" : kind < 8 ? "13" : "14";
    if (med_type_ == "14") disease_ = "M03900";
    maybe(300, {Step::find_person});
    maybe(1000, {Step::admit, Step::change_admission, Step::upload});
    maybe(300, {Step::upload});
    maybe(150, {Step::withdraw_all, Step::upload});
    maybe(150, {Step::recount});
    if (random.chance(60)) {
        script_.insert(script_.end(), {Step::withdraw_all, Step::cancel_stay});
        return;
    }
    maybe(400, {Step::quote});
    maybe(1000, {Step::settle});
    maybe(150, {Step::repeat_changed});
    maybe(400, {Step::upload, Step::settle, Step::verify});
    maybe(200, {Step::repeat_same});
    maybe(500, {Step::reverse, Step::quote, Step::settle, Step::recount, Step::verify});
    maybe(200, {Step::reverse, Step::withdraw_all, Step::cancel_stay});
}

void Stay::begin() {
    admitted_at_ = world_.schedule.now().plus_ms(-world_.random.below(400) * 3'600'000);
    is_visit_ = world_.random.chance(400);
    if (is_visit_) {
        draw_visit_script();
    } else {
        draw_script();
    }
    next_step();
}

void Stay::next_step() {
    call_ = 0;
    if (script_.empty()) return end();
    if (calls_ > calls_max) {
        complain("never comes to an end");
        return end();
    }
    const Step step = script_.front();
    script_.erase(script_.begin());
    world_.schedule.in_ms(world_.random.between(20, 3'000), [this, step] {
        auto body = request_of(step);
        if (!body) return next_step();
        call(step, model::Command{envelope_of(step), {}, std::move(*body)});
    });
}

void Stay::call(Step step, model::Command command) {
    step_ = step;
    request_ = std::move(command);
    call_ = ++calls_;
    tries_ = 0;
    transmit();
}

void Stay::transmit() {
    ++tries_;
    const std::int64_t attempt = ++attempt_;
    world_.send(call_, request_);
    world_.schedule.in_ms(world_.random.between(2'000, 14'000), [this, attempt] {
        if (attempt == attempt_ && call_ != 0) hear_nothing();
    });
}

void Stay::hear_nothing() {
    // Some operators go home, and the matter is taken up again when the storm is over.
    if (world_.schedule.now() < world_.faults.end && world_.random.chance(30)) {
        const std::int64_t attempt = ++attempt_;
        world_.schedule.at(world_.faults.end.plus_ms(world_.random.below(20'000)), [this, attempt] {
            if (attempt == attempt_ && call_ != 0) transmit();
        });
        return;
    }
    const bool may_doubt =
        step_ == Step::settle || step_ == Step::interim || (step_ == Step::admit && !is_visit_);
    if (may_doubt && world_.random.chance(250)) return doubt();
    transmit();
}

/// The outcome is unknown, and the hospital would rather have it undone.
void Stay::doubt() {
    doubted_msgid_ = request_.envelope.msgid;
    const Step step = step_ == Step::admit ? Step::undo_admit : Step::undo_settle;
    call(step, model::Command{envelope_of(step), {}, *request_of(step)});
}

void Stay::again_after(std::int64_t ms_max) {
    const std::int64_t attempt = ++attempt_;
    world_.schedule.in_ms(world_.random.between(100, ms_max), [this, attempt] {
        if (attempt == attempt_ && call_ != 0) transmit();
    });
}

void Stay::take_answer(std::int64_t call, const model::Reply& reply) {
    if (call != call_ || done_) return;  // of a call that is closed: hospitals drop it
    if (calls_ + tries_ > calls_max) {
        complain("never comes to an end");
        return end();
    }
    const Problem* refusal = reply.refusal();
    world_.trace(fmt::format("{} {} is told {}", name_, name_of(step_),
                             refusal != nullptr ? info_of(refusal->code).name : "yes"));
    if (refusal != nullptr) {
        be_refused(*refusal);
    } else {
        succeed(reply.body());
    }
}

void Stay::succeed(const model::ReplyBody& body) {
    if (const auto* view = std::get_if<model::SettlementView>(&body)) {
        if (step_ == Step::reverse) {
            take_reversed(*view);
        } else if (step_ != Step::quote) {
            take_settled(*view);
        } else if (!view->settlement.shares.balances_with(view->settlement.fees)) {
            complain("a quote does not add up");
        }
        return next_step();
    }
    if (const auto* admitted = std::get_if<model::Admitted>(&body)) mdtrt_id_ = admitted->mdtrt_id;
    if (const auto* opened = std::get_if<model::Registered>(&body)) mdtrt_id_ = opened->mdtrt_id;
    if (const auto* priced = std::get_if<model::LinesPriced>(&body)) {
        for (const model::FeeLine& line : priced->lines) {
            if (open_.emplace(line.feedetl_sn, line.input).second && line.input.cnt.e4() < 0) {
                Quantity& refunded = refunded_[line.input.init_feedetl_sn];
                refunded = refunded + -line.input.cnt;
            }
        }
    }
    if (const auto* found = std::get_if<model::FeeLinesFound>(&body)) take_lines(*found);
    if (const auto* declared = std::get_if<model::Declared>(&body)) {
        declared_ = declared->trt_dcla_detl_sn;
    }
    switch (step_) {
        case Step::withdraw_some: {
            const auto& withdrawn = std::get<model::WithdrawFeeLines>(request_.body).feedetl_sns;
            for (const std::string& serial : withdrawn) {
                const model::FeeLineInput line = open_.at(serial);
                if (line.cnt.e4() < 0) {
                    Quantity& refunded = refunded_[line.init_feedetl_sn];
                    refunded = refunded + line.cnt;
                }
                open_.erase(serial);
            }
            break;
        }
        case Step::withdraw_all:
            open_.clear();
            refunded_.clear();
            break;
        case Step::cancel_stay:
        case Step::undo_admit:
            script_.clear();
            break;
        case Step::undo_settle:
            return settle_anew();
        case Step::repeat_changed:
            complain("a changed repeat was carried out");
            break;
        case Step::withdraw_declared:
            declared_.clear();
            break;
        default:
            break;
    }
    next_step();
}

/// No repeat and no late copy of 2301 or 2302 that was carried out adds a line or takes one.
void Stay::take_lines(const model::FeeLinesFound& found) {
    bool agrees = found.lines.size() == open_.size();
    for (const model::FeeLine& line : found.lines) {
        agrees = agrees && open_.contains(line.feedetl_sn) &&
                 line.refunded == refunded_[line.feedetl_sn];
    }
    if (!agrees && !lines_refused_) complain("the open lines are not those that were sent");
    open_.clear();
    refunded_.clear();
    for (const model::FeeLine& line : found.lines) {
        open_.emplace(line.feedetl_sn, line.input);
        refunded_[line.feedetl_sn] = line.refunded;
    }
}

void Stay::take_settled(const model::SettlementView& view) {
    const model::Settlement& told = view.settlement;
    for (const Paid& known : in_force_) {
        if (known.setl_id != told.setl_id) continue;
        if (known.shares != told.shares || known.fees != told.fees) {
            complain("the same settlement is answered with other amounts");
        }
        if (step_ == Step::settle || step_ == Step::interim) complain("a bill is settled again");
        if (step_ == Step::repeat_changed) complain("a changed repeat was answered");
        return;
    }
    if (step_ != Step::settle && step_ != Step::interim) {
        return complain("an earlier settlement has another id now");
    }
    if (!told.shares.balances_with(told.fees) ||
        told.fees.medfee_sumamt != std::get<model::Settle>(request_.body).request.medfee_sumamt) {
        complain("a settlement is not of the bill that was asked for");
    }
    in_force_.push_back({told.setl_id, request_.envelope.msgid, request_, told.fees, told.shares,
                         std::exchange(open_, {})});
}

void Stay::take_reversed(const model::SettlementView& view) {
    const auto& asked = std::get<model::ReverseSettlement>(request_.body);
    const model::Settlement& told = view.settlement;
    for (std::size_t at = 0; at < in_force_.size(); ++at) {
        if (in_force_[at].setl_id != asked.setl_id) continue;
        model::Shares mirrored = told.shares;
        mirrored.balc = in_force_[at].shares.balc;  // the account after, not before
        if (told.kind != model::SettlementKind::reversal || told.init_setl_id != asked.setl_id ||
            mirrored != in_force_[at].shares || told.fees != in_force_[at].fees) {
            complain("a reversal is not the mirror of its settlement");  // D4
        }
        return take_back(at);
    }
}

void Stay::take_back(std::size_t at) {
    taken_back_.push_back(in_force_[at].setl_id);
    open_.merge(in_force_[at].lines);
    in_force_.erase(in_force_.begin() + static_cast<std::ptrdiff_t>(at));
}

/// It is certain now that the settlement is not in force. Mostly it is tried again.
void Stay::settle_anew() {
    if (world_.random.chance(800)) {
        insert_step(Step::settle);
    } else {
        script_.clear();
    }
    next_step();
}

void Stay::be_refused(const Problem& refusal) {
    const bool settles = step_ == Step::settle || step_ == Step::interim;
    switch (refusal.code) {
        case ErrorCode::outcome_unknown:
            if (settles && world_.random.chance(300)) return doubt();
            return again_after(4'000);
        case ErrorCode::declaration_in_doubt:
            return again_after(4'000);
        case ErrorCode::peer_silent:
        case ErrorCode::visit_settling:
        case ErrorCode::settlement_in_doubt:
            if (step_ == Step::repeat_same || step_ == Step::verify) break;
            return again_after(4'000);
        case ErrorCode::message_reversed:
        case ErrorCode::decision_unsound:
            if (settles) return settle_anew();
            break;
        // The person stands worse than at the interim settlement: the stay is settled at once.
        case ErrorCode::stay_decided_otherwise:
            if ((settles || step_ == Step::quote) && !in_force_.empty()) {
                insert_step(Step::settle);
                for (std::size_t left = in_force_.size(); left > 0; --left) {
                    insert_step(Step::reverse);
                }
                return next_step();
            }
            break;
        case ErrorCode::already_reversed:
            if (settles) return settle_anew();
            break;
        case ErrorCode::message_changed:
            if (step_ == Step::repeat_changed) return next_step();
            break;
        case ErrorCode::total_negative:  // refunds in small parts, each rounded
            if (settles || step_ == Step::quote) {
                for (const Step step : {Step::settle, Step::upload, Step::withdraw_all}) {
                    insert_step(step);
                }
                return next_step();
            }
            break;
        case ErrorCode::person_unknown:
        case ErrorCode::not_insured:
        case ErrorCode::insurance_suspended:
        case ErrorCode::already_in_hospital:
        case ErrorCode::not_filed:
        case ErrorCode::filing_expired:
        case ErrorCode::not_payable:
        case ErrorCode::not_entitled:
        case ErrorCode::policy_undetermined:
            if (step_ == Step::find_person || step_ == Step::declare) return next_step();
            if (settles || step_ == Step::quote || step_ == Step::admit) {
                script_.clear();
                return next_step();
            }
            break;
        case ErrorCode::visit_settled:
            if (step_ == Step::upload || step_ == Step::refund) {
                lines_refused_ = true;
                return next_step();
            }
            break;
        case ErrorCode::total_mismatch:
            if (lines_refused_ && (settles || step_ == Step::quote)) {
                insert_step(step_);
                insert_step(Step::recount);
                return next_step();
            }
            break;
        case ErrorCode::visit_not_discharged:
            if (step_ == Step::cancel_discharge) return next_step();
            break;
        case ErrorCode::visit_discharged:
            if (step_ == Step::discharge) return next_step();
            break;
        case ErrorCode::visit_has_settlement:
            if (step_ == Step::cancel_discharge || step_ == Step::cancel_stay ||
                step_ == Step::change_admission) {
                return next_step();
            }
            break;
        case ErrorCode::visit_has_lines:
            if (step_ == Step::cancel_stay || step_ == Step::undo_admit) return next_step();
            break;
        case ErrorCode::visit_cancelled:
            if (step_ == Step::cancel_stay) {
                script_.clear();
                return next_step();
            }
            break;
        default:
            break;
    }
    complain(fmt::format("is refused: {}", message_of(refusal, false)));
    next_step();
}

void Stay::complain(const std::string& what) {
    world_.complaints.push_back(fmt::format("{} of {} at {} ({} {}): {}", name_, patient_.psn_no,
                                            hospital_.fixmedins_code, name_of(step_),
                                            request_.envelope.msgid, what));
}

std::string Stay::state() const {
    return fmt::format("{} {} {} ({} open lines, {} settlements in force)", name_,
                       done_ ? "has ended with" : "still wants", name_of(step_), open_.size(),
                       in_force_.size());
}

}  // namespace yidi::simulation
