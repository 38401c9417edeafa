#include "wire/bill_lines.hpp"

#include <fmt/format.h>

#include "policy/allocate.hpp"
#include "wire/json_writer.hpp"
#include "wire/text_writer.hpp"

namespace yidi::wire {
namespace {

constexpr Money line_max = Money::of_yuan(100'000'000);
constexpr Money bill_max = Money::of_yuan(1'000'000'000);
constexpr Money amount_slack = Money::of_fen(1);

catalog::LineFacts facts_of(const EventDocument& event) {
    catalog::LineFacts facts = event.person;
    const model::Service service = event.facts.service;
    const bool stays = service == model::Service::inpatient ||
                       service == model::Service::day_surgery ||
                       service == model::Service::maternity;
    facts.care = stays ? catalog::Care::inpatient : catalog::Care::ambulatory;
    return facts;
}

/// Fills in the day and the amount where they follow from the rest.
Outcome<Done> complete(model::FeeLineInput& line, Date admitted_on, const std::string& path) {
    if (line.cnt.e4() <= 0) {
        return problem(ErrorCode::quantity_zero, path + ".cnt", line.cnt.text(),
                       "more than 0; a refund is first taken off its line");
    }
    if (!line.fee_ocur_time.is_set()) line.fee_ocur_time = Instant::start_of(admitted_on);
    const auto product = extend(line.pric, line.cnt, Rounding::half_up);
    if (!product || *product > line_max) {
        return problem(ErrorCode::amount_too_large, path + ".pric", line.pric.text(),
                       "a line of at most " + line_max.text());
    }
    if (line.det_item_fee_sumamt.is_zero()) line.det_item_fee_sumamt = *product;
    const Money stated = line.det_item_fee_sumamt;
    if (stated > *product + amount_slack || *product > stated + amount_slack) {
        return problem(ErrorCode::amount_mismatch, path + ".det_item_fee_sumamt", stated.text(),
                       product->text());
    }
    return Done{};
}

model::FeeSums sums_of(const catalog::Buckets& line) {
    return {line.own + line.over_price + line.first_pay + line.in_policy, line.own,
            line.over_price, line.first_pay, line.in_policy};
}

std::string name_of(const BillLine& line) {
    return fmt::format("{} {}", line.item->name, line.item->med_list_codg);
}

void write_buckets(JsonWriter& out, const catalog::Buckets& made) {
    out.begin_object();
    out.key("own").text(made.own.text());
    out.key("over_price").text(made.over_price.text());
    out.key("first_pay").text(made.first_pay.text());
    out.key("in_policy").text(made.in_policy.text());
    out.end_object();
}

}  // namespace

Outcome<DividedBill> divide_bill(const catalog::Catalog& catalogue, const EventDocument& event) {
    DividedBill bill;
    const catalog::LineFacts facts = facts_of(event);
    for (const model::FeeLineInput& input : event.lines) {
        const std::string path = fmt::format("lines[{}]", bill.lines.size());
        BillLine line{.input = input, .item = nullptr, .division = {}, .funds = {}};
        if (const auto good = complete(line.input, event.facts.admitted_on, path); !good) {
            return Unexpected{good.error()};
        }
        const auto item = catalogue.find(input.med_list_codg, line.input.fee_ocur_time.date());
        if (!item) {
            Problem unknown = item.error();
            unknown.field = path + ".med_list_codg";
            return Unexpected{std::move(unknown)};
        }
        line.item = *item;
        line.division = catalog::divide(**item, catalogue.order(), line.input, facts);
        bill.fees += sums_of(line.division.counted);
        bill.if_met += sums_of(line.division.if_met);
        if (bill.fees.medfee_sumamt > bill_max) {
            return problem(ErrorCode::amount_too_large, path, bill.fees.medfee_sumamt.text(),
                           "a bill of at most " + bill_max.text());
        }
        bill.lines.push_back(std::move(line));
    }
    return bill;
}

void allocate_funds(DividedBill& bill, const policy::Decision& decision) {
    if (decision.refusal) return;
    std::vector<model::FeeSums> sums;
    for (const BillLine& line : bill.lines) sums.push_back(sums_of(line.division.counted));
    const auto paid = policy::funds_by_line(decision, sums);
    for (std::size_t line = 0; line < paid.size(); ++line) bill.lines[line].funds = paid[line];
}

std::string bill_lines_text(const DividedBill& bill, const policy::Decision& counted,
                            const policy::Decision& if_met, bool zh, bool en) {
    TextWriter text(zh, en);
    text.heading("逐行", "Line by line");
    std::int64_t number = 0;
    for (const BillLine& line : bill.lines) {
        const catalog::Buckets& made = line.division.counted;
        const Money amount = line.input.det_item_fee_sumamt;
        text.numbered(
            ++number, amount.text(),
            fmt::format("{}：全自费 {}，超限价 {}，先行自付 {}，范围内 {}；基金付 {}，个人付 {}",
                        name_of(line), made.own.text(), made.over_price.text(),
                        made.first_pay.text(), made.in_policy.text(), line.funds.text(),
                        (amount - line.funds).text()),
            fmt::format("{}: own {}, above limit {}, first pay {}, in scope {}; funds {}, person {}",
                        name_of(line), made.own.text(), made.over_price.text(),
                        made.first_pay.text(), made.in_policy.text(), line.funds.text(),
                        (amount - line.funds).text()));
        if (line.division.fit == catalog::Fit::unknown) {
            text.below(text.both(
                fmt::format("限制 {} 是否符合未知，按不符合计；若符合，范围内 {}",
                            line.item->restriction_text, line.division.if_met.in_policy.text()),
                fmt::format("nobody told whether {} is met: taken as not met; if met, in scope {}",
                            line.item->restriction_text, line.division.if_met.in_policy.text())));
        }
    }
    if (bill.has_open() && !counted.refusal && !if_met.refusal) {
        const Money more = if_met.shares.fund_pay_sumamt - counted.shares.fund_pay_sumamt;
        text.words(fmt::format("若上述限制均符合，基金共付 {}，多付 {}",
                               if_met.shares.fund_pay_sumamt.text(), more.text()),
                   fmt::format("if all of these restrictions were met the funds would pay {}, {} "
                               "more",
                               if_met.shares.fund_pay_sumamt.text(), more.text()));
    }
    return text.take();
}

std::string bill_lines_json(const DividedBill& bill, const policy::Decision& counted,
                            const policy::Decision& if_met) {
    JsonWriter out;
    out.begin_object();
    out.key("lines").begin_array();
    for (const BillLine& line : bill.lines) {
        out.begin_object();
        out.key("med_list_codg").text(line.item->med_list_codg);
        out.key("name").text(line.item->name);
        out.key("amount").text(line.input.det_item_fee_sumamt.text());
        out.key("counted");
        write_buckets(out, line.division.counted);
        out.key("funds").text(line.funds.text());
        out.key("person").text((line.input.det_item_fee_sumamt - line.funds).text());
        if (line.division.fit == catalog::Fit::unknown) {
            out.key("restriction").text(line.item->restriction_text);
            out.key("if_met");
            write_buckets(out, line.division.if_met);
        }
        out.end_object();
    }
    out.end_array();
    out.key("funds").text(counted.shares.fund_pay_sumamt.text());
    out.key("funds_if_met").text(if_met.shares.fund_pay_sumamt.text());
    out.end_object();
    return out.take();
}

}  // namespace yidi::wire
