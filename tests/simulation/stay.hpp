/// @file
/// A simulated hospital's conversation about one stay or one outpatient's visit: it plays a script,
/// loses answers, repeats, doubts, takes back, and keeps its own record of everything it was
/// promised.
///
/// Level       tests only
/// Units       Money in fen
/// Errors      an answer that nobody should ever get becomes a complaint
/// Ownership   borrows the counter it calls; owns its record

#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "model/commands.hpp"
#include "model/replies.hpp"
#include "simulation/faults.hpp"
#include "simulation/schedule.hpp"
#include "simulation/setting.hpp"

namespace yidi::simulation {

/// What a stay touches of the world.
struct Counterpart {
    Schedule& schedule;
    Random& random;
    const Faults& faults;
    /// Sends a request to the node of the hospital's province; the answer may come late or never.
    std::function<void(std::int64_t call, const model::Command& command)> send;
    std::function<void(const std::string&)> trace;
    std::vector<std::string>& complaints;
};

/// A settlement that the hospital holds an answer for.
struct Paid {
    std::string setl_id, msgid;
    model::Command request;
    model::FeeSums fees;
    model::Shares shares;
    std::map<std::string, model::FeeLineInput> lines;
};

class Stay {
  public:
    Stay(std::string name, const model::Institution& hospital, const Resident& patient,
         const std::vector<catalog::Item>& items, Counterpart counterpart);

    /// Begins the script.
    void begin();
    void take_answer(std::int64_t call, const model::Reply& reply);

    // ---- the hospital's own record, to be held against the books
    // ---------------------------------
    [[nodiscard]] bool is_done() const { return done_; }
    [[nodiscard]] const model::Institution& hospital() const { return hospital_; }
    [[nodiscard]] const Resident& patient() const { return patient_; }
    [[nodiscard]] const std::string& mdtrt_id() const { return mdtrt_id_; }
    [[nodiscard]] const std::vector<Paid>& in_force() const { return in_force_; }
    [[nodiscard]] const std::vector<std::string>& taken_back() const { return taken_back_; }
    [[nodiscard]] std::string state() const;

  private:
    enum class Step : std::uint8_t {
        find_person,
        admit,
        change_admission,
        upload,
        refund,
        withdraw_some,
        withdraw_all,
        recount,
        quote,
        interim,
        discharge,
        settle,
        repeat_same,
        repeat_changed,
        verify,
        reverse,
        cancel_discharge,
        cancel_stay,
        undo_admit,
        undo_settle,
        declare,
        withdraw_declared
    };
    [[nodiscard]] static const char* name_of(Step step);

    void draw_script();
    void draw_visit_script();
    void next_step();
    /// The request of a step; nothing when it has become pointless.
    [[nodiscard]] std::optional<model::CommandBody> request_of(Step step);
    /// The same of an outpatient's visit; nothing for a step that asks alike of both.
    [[nodiscard]] std::optional<model::CommandBody> visit_request_of(Step step);
    [[nodiscard]] model::Envelope envelope_of(Step step);
    [[nodiscard]] model::Settle settle_request(bool interim);
    [[nodiscard]] model::FeeLineInput draw_line();
    [[nodiscard]] std::optional<model::FeeLineInput> draw_refund();
    [[nodiscard]] std::optional<std::string> draw_withdrawal();

    void call(Step step, model::Command command);
    void transmit();
    void hear_nothing();
    void again_after(std::int64_t ms_max);
    void doubt();
    void succeed(const model::ReplyBody& body);
    void be_refused(const Problem& refusal);
    void take_lines(const model::FeeLinesFound& found);
    void take_settled(const model::SettlementView& view);
    void take_reversed(const model::SettlementView& view);
    void take_back(std::size_t at);
    void settle_anew();
    void insert_step(Step step) { script_.insert(script_.begin(), step); }
    void end() { done_ = true; }
    void complain(const std::string& what);

    std::string name_;
    model::Institution hospital_;
    Resident patient_;
    const std::vector<catalog::Item>& items_;
    Counterpart world_;

    std::vector<Step> script_;
    Step step_{};
    model::Command request_;
    std::int64_t call_ = 0;  ///< Number of the call whose answer is awaited; 0: none.
    std::int64_t calls_ = 0;
    std::int64_t attempt_ = 0;  ///< Transmissions in all: a timer of an earlier one means nothing.
    std::int64_t tries_ = 0;    ///< Of the current call.
    std::int64_t serial_ = 0;
    bool done_ = false;

    bool is_visit_ = false;           ///< An outpatient's; else a stay.
    std::string med_type_, disease_;  ///< Of a visit.
    std::int64_t batch_ = 0;          ///< Charge batch of the open lines of a visit.
    std::string mdtrt_id_, last_msgid_, last_infno_;
    Instant admitted_at_;
    std::map<std::string, model::FeeLineInput> open_;
    std::map<std::string, Quantity> refunded_;
    std::vector<Paid> in_force_;
    std::vector<std::string> taken_back_;
    /// Lines were refused. What is refused is not remembered: a late copy may bring them after all.
    bool lines_refused_ = false;
    std::string declared_;       ///< trt_dcla_detl_sn of a declaration that is in force.
    std::string doubted_msgid_;  ///< Of the 2304 or 2401 that a 2601 takes back.
};

}  // namespace yidi::simulation
