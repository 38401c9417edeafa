#include <fmt/format.h>

#include "desk/treatment/line_pricing.hpp"
#include "desk/treatment/use_cases.hpp"

namespace yidi::desk {
namespace {

using model::Encounter;
using model::FeeLine;
using model::FeeLineInput;

// One line of a hundred million yuan, one stay of a billion: far beyond any bill, and small enough
// that no sum of this platform can leave the bounds of Money.
constexpr Money line_max = Money::of_yuan(100'000'000);
constexpr Money stay_max = Money::of_yuan(1'000'000'000);
// What a line may state beside price x quantity (接口规范 2.7).
constexpr Money amount_slack = Money::of_fen(1);
constexpr std::int64_t clock_slack_ms = 24LL * 3'600 * 1'000;

Money absolute(Money amount) { return amount.is_negative() ? -amount : amount; }

std::string place(std::size_t row, std::string_view field) {
    return fmt::format("feedetail[{}].{}", row, field);
}

Outcome<Done> amount_agrees(const FeeLineInput& line, std::size_t row) {
    if (line.cnt.e4() == 0) return problem(ErrorCode::quantity_zero, place(row, "cnt"), "0");
    const auto product = extend(line.pric, line.cnt, Rounding::half_up);
    if (!product || absolute(*product) > line_max ||
        absolute(line.det_item_fee_sumamt) > line_max) {
        return problem(ErrorCode::amount_too_large, place(row, "det_item_fee_sumamt"),
                       line.det_item_fee_sumamt.text(), "<= " + line_max.text());
    }
    const bool signs_agree =
        line.det_item_fee_sumamt.is_zero() ||
        line.det_item_fee_sumamt.is_negative() == (line.cnt.e4() < 0);
    if (!signs_agree || absolute(line.det_item_fee_sumamt - *product) > amount_slack) {
        return problem(ErrorCode::amount_mismatch, place(row, "det_item_fee_sumamt"),
                       line.det_item_fee_sumamt.text(),
                       fmt::format("{} x {} = {}", line.pric.text(), line.cnt.text(),
                                   product->text()));
    }
    return Done{};
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

model::FeeSums sums_of(const FeeLine& line) {
    return {line.input.det_item_fee_sumamt, line.price.fulamt_ownpay_amt, line.price.overlmt_amt,
            line.price.preselfpay_amt, line.price.inscp_scp_amt};
}

Outcome<FeeLine> take_line(const Counter& counter, Encounter& visit, const FeeLineInput& input,
                           std::size_t row) {
    if (counter.workspace.find<FeeLine>(visit.mdtrt_id, input.feedetl_sn) != nullptr) {
        return problem(ErrorCode::line_duplicate, place(row, "feedetl_sn"), input.feedetl_sn);
    }
    if (const auto good = amount_agrees(input, row); !good) return Unexpected{good.error()};
    if (const auto good = inside_stay(counter, visit, input, row); !good) {
        return Unexpected{good.error()};
    }
    const auto* taken_back =
        input.cnt.e4() < 0
            ? counter.workspace.find<FeeLine>(visit.mdtrt_id, input.init_feedetl_sn)
            : nullptr;
    const FeeLineInput& dated = taken_back != nullptr ? taken_back->input : input;
    const auto item =
        counter.rules.catalogue->find(input.med_list_codg, dated.fee_ocur_time.date());
    if (!item) {
        Problem unknown = item.error();
        unknown.field = place(row, "med_list_codg");
        return Unexpected{std::move(unknown)};
    }
    model::LinePrice price = price_of(counter, visit, **item, input, taken_back);
    if (input.cnt.e4() < 0) {
        if (const auto good = refund(counter, visit, input, row); !good) {
            return Unexpected{good.error()};
        }
    }
    FeeLine line{.mdtrt_id = visit.mdtrt_id,
                 .feedetl_sn = input.feedetl_sn,
                 .batch = visit.open_batch,
                 .input = input,
                 .price = std::move(price),
                 .refunded = {}};
    visit.open += sums_of(line);
    visit.open_lines += 1;
    if (visit.open.medfee_sumamt > stay_max) {
        return problem(ErrorCode::amount_too_large, place(row, "det_item_fee_sumamt"),
                       visit.open.medfee_sumamt.text(), "<= " + stay_max.text());
    }
    return line;
}

/// The lines an earlier, equal upload made; nothing when one of them is gone again.
std::optional<std::vector<FeeLine>> lines_again(const Counter& counter,
                                                const model::UploadFeeLines& command) {
    std::vector<FeeLine> lines;
    for (const FeeLineInput& input : command.lines) {
        const auto* line = counter.workspace.find<FeeLine>(command.mdtrt_id, input.feedetl_sn);
        if (line == nullptr) return {};
        lines.push_back(*line);
    }
    return lines;
}

}  // namespace

model::Reply upload_lines(const Counter& counter, const model::UploadFeeLines& command) {
    const auto found = quiet_visit_at(counter, command.mdtrt_id, command.psn_no);
    if (!found) return found.error();
    const Repeatable repeatable{command.mdtrt_id, command.psn_no, false};
    const auto earlier = earlier_of(counter, repeatable);
    if (!earlier) return earlier.error();
    if (*earlier != nullptr) {
        if (auto lines = lines_again(counter, command)) {
            return model::LinesPriced{std::move(*lines)};
        }
    }
    Encounter visit = **found;
    if (visit.open_lines == 0 && !visit.settled.empty() &&
        visit.state == model::EncounterState::discharged) {
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
    const auto found = quiet_visit_at(counter, command.mdtrt_id, command.psn_no);
    if (!found) return found.error();
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
    counter.workspace.put(std::move(visit));
    return model::Accepted{};
}

}  // namespace yidi::desk
