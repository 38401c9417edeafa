#include <fmt/format.h>

#include "desk/treatment/batches.hpp"
#include "desk/treatment/line_pricing.hpp"
#include "desk/treatment/outpatient.hpp"
#include "desk/treatment/use_cases.hpp"

namespace yidi::desk {
namespace {

using model::Encounter;
using model::FeeLine;
using model::FeeLineInput;

std::string place(std::size_t row, std::string_view field) {
    return LinePlace{"feedetail", row}.of(field);
}

Outcome<Done> inside_stay(const Counter& counter, const Encounter& visit,
                          const FeeLineInput& line, std::size_t row) {
    const Date day = line.fee_ocur_time.date();
    const bool too_late = visit.endtime.is_set()
                              ? day > visit.endtime.date()
                              : line.fee_ocur_time > counter.now().plus_ms(clock_slack_ms);
    if (day < visit.begntime.date() || too_late) {
        return problem(ErrorCode::line_outside_stay, place(row, "fee_ocur_time"),
                       line.fee_ocur_time.text(), ">= " + visit.begntime.text());
    }
    return Done{};
}

/// A line with a negative quantity takes back part of an earlier one, at its price.
Outcome<Done> refund(const Counter& counter, const Encounter& visit, const FeeLineInput& line,
                     std::size_t row) {
    const auto* known =
        counter.workspace.find<FeeLine>(visit.mdtrt_id, line.init_feedetl_sn);
    if (line.init_feedetl_sn.empty() || known == nullptr || known->input.cnt.e4() < 0) {
        return problem(ErrorCode::refund_without_origin, place(row, "init_feedetl_sn"),
                       line.init_feedetl_sn);
    }
    if (known->batch != visit.open_batch) {
        return problem(ErrorCode::line_settled, place(row, "init_feedetl_sn"),
                       line.init_feedetl_sn);
    }
    FeeLine origin = *known;
    origin.refunded = origin.refunded + -line.cnt;
    if (line.med_list_codg != origin.input.med_list_codg || line.pric != origin.input.pric ||
        origin.refunded > origin.input.cnt) {
        return problem(ErrorCode::refund_exceeds_origin, place(row, "cnt"),
                       fmt::format("{} x {}", line.pric.text(), line.cnt.text()),
                       fmt::format("{} x <= {}", origin.input.pric.text(),
                                   (origin.input.cnt + -known->refunded).text()));
    }
    counter.workspace.put(std::move(origin));
    return Done{};
}

Outcome<FeeLine> take_line(const Counter& counter, Encounter& visit, const FeeLineInput& input,
                           std::size_t row) {
    if (counter.workspace.find<FeeLine>(visit.mdtrt_id, input.feedetl_sn) != nullptr) {
        return problem(ErrorCode::line_duplicate, place(row, "feedetl_sn"), input.feedetl_sn);
    }
    if (const auto good = inside_stay(counter, visit, input, row); !good) {
        return Unexpected{good.error()};
    }
    const auto* taken_back =
        input.cnt.e4() < 0
            ? counter.workspace.find<FeeLine>(visit.mdtrt_id, input.init_feedetl_sn)
            : nullptr;
    auto line = priced_line(counter, visit, input, taken_back, {"feedetail", row});
    if (!line) return line;
    if (input.cnt.e4() < 0) {
        if (const auto good = refund(counter, visit, input, row); !good) {
            return Unexpected{good.error()};
        }
    }
    line->batch = visit.open_batch;
    if (visit.kind != model::VisitKind::inpatient) {
        if (const auto good = join_batch(counter, visit, *line, {"feedetail", row}); !good) {
            return Unexpected{good.error()};
        }
    }
    visit.open += sums_of(*line);
    visit.open_lines += 1;
    if (visit.open.medfee_sumamt > model::bill_max) {
        return problem(ErrorCode::amount_too_large, place(row, "det_item_fee_sumamt"),
                       visit.open.medfee_sumamt.text(), "<= " + model::bill_max.text());
    }
    return line;
}

/// What an earlier, equal upload was answered: the price of each line, whether or not the line has
/// been withdrawn since. A repeat never brings a line back.
Outcome<model::LinesPriced> lines_again(const Counter& counter, const Encounter& visit,
                                        const model::UploadFeeLines& command) {
    model::LinesPriced again;
    for (const FeeLineInput& input : command.lines) {
        if (const auto* line =
                counter.workspace.find<FeeLine>(command.mdtrt_id, input.feedetl_sn)) {
            again.lines.push_back(*line);
            continue;
        }
        const auto item =
            counter.rules.catalogue->find(input.med_list_codg, input.fee_ocur_time.date());
        if (!item) return Unexpected{item.error()};
        again.lines.push_back({.mdtrt_id = command.mdtrt_id,
                               .feedetl_sn = input.feedetl_sn,
                               .batch = 0,
                               .input = input,
                               .price = price_of(counter, visit, **item, input, nullptr),
                               .refunded = {}});
    }
    return again;
}

}  // namespace

model::Reply upload_lines(const Counter& counter, const model::UploadFeeLines& command) {
    const auto found =
        quiet_visit_at(counter, {command.mdtrt_id, command.psn_no, command.kind});
    if (!found) return found.error();
    const Repeatable repeatable{command.mdtrt_id, command.psn_no, false};
    const auto earlier = earlier_of(counter, repeatable);
    if (!earlier) return earlier.error();
    if (*earlier != nullptr) {
        auto again = lines_again(counter, **found, command);
        if (!again) return again.error();
        return std::move(again).value();
    }
    Encounter visit = **found;
    if (visit.state == model::EncounterState::discharged && is_finally_settled(counter, visit)) {
        return problem(ErrorCode::visit_settled, "feedetail[0].mdtrt_id", visit.settled);
    }
    // One bad line fails all of them: a refused command leaves nothing behind.
    model::LinesPriced priced;
    for (std::size_t row = 0; row < command.lines.size(); ++row) {
        auto line = take_line(counter, visit, command.lines[row], row);
        if (!line) return std::move(line).error();
        counter.workspace.put(*line);
        priced.lines.push_back(std::move(line).value());
    }
    remember(counter, repeatable, command.mdtrt_id);
    counter.workspace.put(std::move(visit));
    return priced;
}

model::Reply withdraw_lines(const Counter& counter, const model::WithdrawFeeLines& command) {
    const auto found = quiet_visit_at(counter, {command.mdtrt_id, command.psn_no});
    if (!found) return found.error();
    // "0000" means the lines there were when it was sent: a copy of it that was long on its way
    // must not take those that came since.
    const Repeatable repeatable{command.mdtrt_id, command.psn_no, false};
    const auto earlier = earlier_of(counter, repeatable);
    if (!earlier) return earlier.error();
    if (*earlier != nullptr) return model::Accepted{};
    Encounter visit = **found;
    std::vector<std::string> serials = command.feedetl_sns;
    if (command.all) {
        serials.clear();
        for (const FeeLine& line : counter.workspace.list<FeeLine>(visit.mdtrt_id)) {
            if (line.batch == visit.open_batch) serials.push_back(line.feedetl_sn);
        }
    }
    for (std::size_t row = 0; row < serials.size(); ++row) {
        const std::string field = fmt::format("data[{}].feedetl_sn", row);
        const auto* line = counter.workspace.find<FeeLine>(visit.mdtrt_id, serials[row]);
        if (line == nullptr) return problem(ErrorCode::line_unknown, field, serials[row]);
        if (line->batch != visit.open_batch) {
            return problem(ErrorCode::line_settled, field, serials[row]);
        }
        if (line->refunded.e4() != 0 && !command.all) {
            return problem(ErrorCode::refund_exceeds_origin, field, serials[row]);
        }
        if (line->input.cnt.e4() < 0 && !command.all) {
            const auto* known =
                counter.workspace.find<FeeLine>(visit.mdtrt_id, line->input.init_feedetl_sn);
            YIDI_ASSERT(known != nullptr);  // a line with refunds is not withdrawn before them
            FeeLine origin = *known;
            origin.refunded = origin.refunded + line->input.cnt;
            counter.workspace.put(std::move(origin));
        }
        visit.open -= sums_of(*line);
        visit.open_lines -= 1;
        counter.workspace.erase<FeeLine>(visit.mdtrt_id, serials[row]);
    }
    remember(counter, repeatable, command.mdtrt_id);
    counter.workspace.put(std::move(visit));
    return model::Accepted{};
}

}  // namespace yidi::desk
