#include <algorithm>
#include <utility>

#include <boost/describe.hpp>
#include <boost/mp11/algorithm.hpp>
#include <fmt/format.h>

#include "wire/explanation.hpp"
#include "wire/text_writer.hpp"

namespace yidi::wire {
namespace {

using model::ExplainAnswer;
using model::ExplainStep;

bool balances(const ExplainAnswer& answer) {
    return answer.fees.balances() && answer.shares.balances_with(answer.fees);
}

/// "bj.emp.ip.seg 2024-01-01 #2 · 京医保发〔2022〕28号 第3条"
std::string law_of(const ExplainStep& step) {
    std::string law = step.rule;
    if (!step.version.empty()) law += " " + step.version;
    if (step.row > 0) law += fmt::format(" #{}", step.row);
    for (const auto& cite : step.cites) law += (law.empty() ? "" : " · ") + cite;
    return law;
}

void put_step(TextWriter& text, const ExplainStep& step) {
    text.numbered(step.seq, step.result, step.zh, step.en);
    text.below(step.note);
    const std::string law = law_of(step);
    if (!law.empty()) text.below("[" + law + "]");
}

template <class Amounts>
void put_fields(TextWriter& text, const Amounts& amounts, std::string_view always) {
    using Members = boost::describe::describe_members<Amounts, boost::describe::mod_any_access>;
    boost::mp11::mp_for_each<Members>([&](auto d) {
        const Money amount = amounts.*d.pointer;
        if (!amount.is_zero() || always == d.name) text.field(d.name, amount);
    });
}

void put_heading(TextWriter& text, const ExplainAnswer& answer) {
    text.add(text.both("结算", "Settlement") + ' ' + answer.setl_id);
    const std::string release = answer.version.empty() ? "" : " " + answer.version;
    text.add(text.both("政策包", "policy package") + ' ' + answer.package_id + release + "  " +
             text.both("方案", "plan") + ' ' + answer.plan);
    if (answer.is_sample) {
        text.add(text.both("含未经文件核实的样例参数",
                           "holds sample values that no document confirms"));
    }
}

void put_refusal(TextWriter& text, const ExplainAnswer& answer) {
    if (!answer.refused) return;
    const Problem problem = answer.refused.problem();
    text.heading("不予支付", "Not paid");
    text.words(message_of(problem, true), message_of(problem, false));
}

// ---- the auditor --------------------------------------------------------------------------------

void write_for_auditor(TextWriter& text, const ExplainAnswer& answer) {
    put_heading(text, answer);
    text.heading("费用", "The bill");
    put_fields(text, answer.fees, "medfee_sumamt");
    text.heading("计算过程", "Step by step");
    for (const auto& step : answer.steps) put_step(text, step);
    put_refusal(text, answer);
    text.heading("谁付多少", "Who pays what");
    put_fields(text, answer.shares, "fund_pay_sumamt");
    const auto& shares = answer.shares;
    const Money person = answer.refused ? answer.fees.medfee_sumamt : shares.psn_part_amt;
    text.add("\n" + text.both("基金", "funds") + ' ' + shares.fund_pay_sumamt.text() + " + " +
             text.both("个人", "person") + ' ' + person.text() + " + " +
             text.both("医院", "hospital") + ' ' + shares.hosp_part_amt.text() + " = " +
             answer.fees.medfee_sumamt.text() + "  " +
             (answer.refused || balances(answer) ? text.both("平", "balanced")
                                                 : text.both("不平！", "DOES NOT BALANCE")));
}

// ---- the cashier --------------------------------------------------------------------------------

std::string sum_text(std::initializer_list<Money> parts) {
    std::string text;
    for (const Money part : parts) text += (text.empty() ? "" : " + ") + part.text();
    return text;
}

void put_identity(TextWriter& text, std::string_view name, std::string_view formula, Money whole,
                  std::initializer_list<Money> parts) {
    Money sum;
    for (const Money part : parts) sum += part;
    text.add(fmt::format("  {} {}  {}", sum == whole ? "✓" : "✗", name, formula));
    text.add(fmt::format("       {} = {}", whole.text(), sum_text(parts)));
}

void write_for_cashier(TextWriter& text, const ExplainAnswer& answer) {
    put_heading(text, answer);
    put_refusal(text, answer);
    const auto& fees = answer.fees;
    const auto& shares = answer.shares;
    text.heading("费用", "The bill");
    put_fields(text, fees, "medfee_sumamt");
    if (answer.refused) return;
    text.heading("谁付多少", "Who pays what");
    put_fields(text, shares, "fund_pay_sumamt");
    text.heading("核对", "Identities");
    put_identity(text, "A1",
                 "medfee_sumamt = fulamt_ownpay_amt + overlmt_selfpay + preselfpay_amt + "
                 "inscp_scp_amt",
                 fees.medfee_sumamt,
                 {fees.fulamt_ownpay_amt, fees.overlmt_selfpay, fees.preselfpay_amt,
                  fees.inscp_scp_amt});
    put_identity(text, "A2",
                 "fund_pay_sumamt = hifp_pay + cvlserv_pay + hifes_pay + hifmi_pay + hifob_pay + "
                 "maf_pay + oth_pay",
                 shares.fund_pay_sumamt,
                 {shares.hifp_pay, shares.cvlserv_pay, shares.hifes_pay, shares.hifmi_pay,
                  shares.hifob_pay, shares.maf_pay, shares.oth_pay});
    put_identity(text, "A3", "medfee_sumamt = fund_pay_sumamt + psn_part_amt + hosp_part_amt",
                 fees.medfee_sumamt,
                 {shares.fund_pay_sumamt, shares.psn_part_amt, shares.hosp_part_amt});
    put_identity(text, "A4", "psn_part_amt = acct_pay + psn_cash_pay", shares.psn_part_amt,
                 {shares.acct_pay, shares.psn_cash_pay});
}

// ---- the patient --------------------------------------------------------------------------------

/// What the steps of one kind came to.
Money sum_of(const ExplainAnswer& answer, std::string_view op, std::string_view layer,
             std::string ExplainStep::*amount) {
    Money sum;
    for (const ExplainStep& step : answer.steps) {
        if (step.op != op || (!layer.empty() && step.layer != layer)) continue;
        sum += Money::parse(step.*amount).value_or(Money{});
    }
    return sum;
}

struct Payer {
    Money amount;
    const char *zh, *en;
};

void put_payers(TextWriter& text, const model::Shares& shares) {
    const Payer payers[] = {
        {shares.hifp_pay, "基本医保统筹基金支付", "paid by the basic medical insurance fund"},
        {shares.hifob_pay, "大额医疗费用补助支付", "paid by the large-amount subsidy"},
        {shares.hifmi_pay, "大病保险支付", "paid by the critical illness insurance"},
        {shares.cvlserv_pay, "公务员医疗补助支付", "paid by the civil servant subsidy"},
        {shares.hifes_pay, "企业补充医疗保险支付", "paid by the employer's supplement"},
        {shares.maf_pay, "医疗救助支付", "paid by medical aid"},
        {shares.oth_pay, "商业补充保险等支付", "paid by a commercial supplement"},
        {shares.acct_pay, "个人账户支付", "paid from the personal account"},
    };
    for (const Payer& payer : payers) {
        if (!payer.amount.is_zero()) text.amount(payer.amount, payer.zh, payer.en);
    }
    text.amount(shares.psn_cash_pay, "您自己付现金", "you pay in cash");
}

void put_reasons(TextWriter& text, const ExplainAnswer& answer) {
    const auto point = [&](Money amount, std::string_view zh, std::string_view en) {
        if (amount.is_zero()) return;
        text.point(fmt::format(fmt::runtime(zh), amount.text()),
                   fmt::format(fmt::runtime(en), amount.text()));
    };
    const auto& fees = answer.fees;
    point(fees.fulamt_ownpay_amt, "{} 元是医保目录以外的，由您负担",
          "{} is outside the insurance catalogue: yours to pay");
    point(fees.overlmt_selfpay, "{} 元超过医保限价，由您负担",
          "{} is above the insurance's price limits: yours to pay");
    point(fees.preselfpay_amt, "{} 元是乙类项目按比例先自付的部分",
          "{} is the share you pay first of items of class B");
    point(answer.shares.act_pay_dedc, "{} 元是起付线，由您先付",
          "{} is the deductible, which you pay first");
    for (const ExplainStep& step : answer.steps) {
        const bool changes = step.op == "place" && step.layer == "basic" &&
                             step.note.starts_with("applied");
        if (changes) text.point(step.zh, step.en);
    }
    const Money covered = sum_of(answer, "segments", "basic", &ExplainStep::base);
    const Money paid = answer.shares.hifp_pay;
    if (!covered.is_zero()) {
        text.point(fmt::format("其余按比例支付：{} 元中，基金付 {} 元，您负担 {} 元",
                               covered.text(), paid.text(), (covered - paid).text()),
                   fmt::format("the rest is shared: of {} the fund pays {}, your part is {}",
                               covered.text(), paid.text(), (covered - paid).text()));
    }
    point(sum_of(answer, "cap", "basic", &ExplainStep::result), "{} 元超过基金的最高支付限额",
          "{} lies above what the fund pays at most");
}

void put_next(TextWriter& text, const ExplainAnswer& answer) {
    const ExplainStep* edge = basic_edge(answer);
    const auto marginal = std::ranges::find(answer.steps, "marginal", &ExplainStep::op);
    const bool has_marginal = marginal != answer.steps.end();
    if (edge == nullptr && !has_marginal) return;
    text.heading("如果费用更高", "If it had cost more");
    if (has_marginal) text.point(marginal->zh, marginal->en);
    if (edge != nullptr) text.point(edge->zh, edge->en);
}

void write_for_patient(TextWriter& text, const ExplainAnswer& answer) {
    const auto& facts = answer.facts;
    text.add(text.both("结算", "Settlement") + ' ' + answer.setl_id + "  " +
             facts.admitted_on.text() + " – " + facts.discharged_on.text());
    if (answer.is_sample) {
        text.words("【样例】政策数值为演示用，不是您的实际待遇",
                   "SAMPLE: these rules are for demonstration and are nobody's benefits");
    }
    text.add("");
    text.amount(answer.fees.medfee_sumamt, "总费用", "the whole bill");
    if (answer.refused) {
        text.amount(answer.fees.medfee_sumamt, "由您先自付", "yours to pay for now");
        return put_refusal(text, answer);
    }
    put_payers(text, answer.shares);
    text.heading("为什么", "Why");
    put_reasons(text, answer);
    put_next(text, answer);
}

}  // namespace

std::optional<Reader> reader_of(std::string_view name) {
    if (name == "patient") return Reader::patient;
    if (name == "cashier") return Reader::cashier;
    if (name == "auditor") return Reader::auditor;
    return {};
}

std::string explanation_text(const ExplainAnswer& answer, Reader reader, bool zh, bool en) {
    YIDI_ASSERT(!answer.refusal);
    TextWriter text{zh, en};
    switch (reader) {
        case Reader::patient:
            write_for_patient(text, answer);
            break;
        case Reader::cashier:
            write_for_cashier(text, answer);
            break;
        case Reader::auditor:
            write_for_auditor(text, answer);
            break;
    }
    return text.take();
}

}  // namespace yidi::wire
