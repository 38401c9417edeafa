#include "wire/explanation.hpp"

#include <algorithm>
#include <string_view>

#include <boost/describe.hpp>
#include <boost/mp11/algorithm.hpp>

#include "base/text.hpp"
#include "codes/codes.hpp"
#include "wire/json_writer.hpp"

namespace yidi::wire {
namespace {

using model::ExplainAnswer;
using model::ExplainStep;

bool balances(const ExplainAnswer& answer) {
    return answer.fees.balances() && answer.shares.balances_with(answer.fees);
}

// ---- for machines -------------------------------------------------------------------------------

template <class Amounts>
void write_amounts(JsonWriter& out, const Amounts& amounts) {
    using Members = boost::describe::describe_members<Amounts, boost::describe::mod_any_access>;
    out.begin_object();
    boost::mp11::mp_for_each<Members>([&](auto d) { out.key(d.name).amount(amounts.*d.pointer); });
    out.end_object();
}

void write_refusal(JsonWriter& out, const Problem& problem) {
    out.begin_object();
    out.key("code").integer(static_cast<std::int64_t>(problem.code));
    out.key("name").text(info_of(problem.code).name);
    out.key("zh").text(message_of(problem, true));
    out.key("en").text(message_of(problem, false));
    out.end_object();
}

void write_step(JsonWriter& out, const ExplainStep& step) {
    out.begin_object();
    out.key("seq").integer(step.seq);
    out.key("op").text(step.op);
    out.key("layer").text(step.layer);
    out.key("rule").text(step.rule);
    out.key("cites").begin_array();
    for (const auto& cite : step.cites) out.text(cite);
    out.end_array();
    out.key("base").text_or_null(step.base);
    out.key("argument").text_or_null(step.argument);
    out.key("result").text_or_null(step.result);
    out.key("note").text_or_null(step.note);
    out.key("zh").text(step.zh);
    out.key("en").text(step.en);
    out.end_object();
}

// ---- for people ---------------------------------------------------------------------------------

/// Columns a terminal needs: Chinese characters and full-width signs take two.
std::size_t columns_of(std::string_view utf8) {
    constexpr unsigned char wide_from = 0xE1;  // three-byte characters from U+1000 on
    std::size_t columns = 0;
    for (const char byte : utf8) {
        const auto code = static_cast<unsigned char>(byte);
        if ((code & 0xC0) != 0x80) columns += code >= wide_from ? 2 : 1;
    }
    return columns;
}

std::string right(std::string_view text, std::size_t width) {
    const auto columns = columns_of(text);
    return std::string(columns < width ? width - columns : 0, ' ') + std::string{text};
}

constexpr std::size_t number_width = 4;
constexpr std::size_t amount_width = 16;
const std::string& indent() {
    static const std::string blanks(number_width + amount_width + 2, ' ');
    return blanks;
}

class TextWriter {
  public:
    TextWriter(bool zh, bool en) : zh_(zh), en_(en) {}

    std::string out;

    void heading(std::string_view zh, std::string_view en) { out += '\n' + both(zh, en) + '\n'; }
    void amount(std::string_view field, Money value) {
        const auto* name = codes::field_name(field);
        const auto zh = name == nullptr ? field : name->zh;
        const auto en = name == nullptr ? field : name->en;
        out += right(value.text(), number_width + amount_width) + "  " + both(zh, en) + '\n';
    }
    void step(const ExplainStep& step) {
        out +=
            right(std::to_string(step.seq), number_width) + right(step.result, amount_width) + "  ";
        out += (zh_ ? step.zh : step.en) + '\n';
        if (zh_ && en_) line(step.en);
        if (!step.note.empty()) line(step.note);
        std::string law = step.rule;
        for (const auto& cite : step.cites) law += (law.empty() ? "" : " · ") + cite;
        if (!law.empty()) line("[" + law + "]");
    }
    void line(std::string_view text) {
        if (!text.empty()) out += indent() + std::string{text} + '\n';
    }
    [[nodiscard]] std::string both(std::string_view zh, std::string_view en) const {
        if (zh_ && en_) return std::string{zh} + " / " + std::string{en};
        return std::string{zh_ ? zh : en};
    }

  private:
    bool zh_, en_;
};

template <class Amounts>
void put_amounts(TextWriter& text, const Amounts& amounts, std::string_view always) {
    using Members = boost::describe::describe_members<Amounts, boost::describe::mod_any_access>;
    boost::mp11::mp_for_each<Members>([&](auto d) {
        const Money amount = amounts.*d.pointer;
        if (!amount.is_zero() || always == d.name) text.amount(d.name, amount);
    });
}

}  // namespace

std::string explanation_json(const ExplainAnswer& answer) {
    JsonWriter out;
    out.begin_object();
    out.key("setl_id").text(answer.setl_id);
    out.key("refusal");
    if (answer.refusal) {
        write_refusal(out, answer.refusal.problem());
    } else {
        out.null();
    }
    out.key("package_id").text_or_null(answer.package_id);
    out.key("plan").text_or_null(answer.plan);
    out.key("is_sample").boolean(answer.is_sample);
    out.key("fees");
    write_amounts(out, answer.fees);
    out.key("shares");
    write_amounts(out, answer.shares);
    out.key("balances").boolean(balances(answer));
    out.key("steps").begin_array();
    for (const auto& step : answer.steps) write_step(out, step);
    out.end_array();
    out.end_object();
    return out.take();
}

std::string explanation_text(const ExplainAnswer& answer, bool zh, bool en) {
    YIDI_ASSERT(zh || en);
    TextWriter text{zh, en};
    text.out = text.both("结算", "Settlement") + ' ' + answer.setl_id + '\n';
    if (answer.refusal) {
        const Problem problem = answer.refusal.problem();
        if (zh) text.out += message_of(problem, true) + '\n';
        if (en) text.out += message_of(problem, false) + '\n';
        return text.out;
    }
    text.out += text.both("政策包", "policy package") + ' ' + answer.package_id + "  " +
                text.both("方案", "plan") + ' ' + answer.plan + '\n';
    if (answer.is_sample) {
        text.out +=
            text.both("含未经文件核实的样例参数", "holds sample values that no document confirms") +
            '\n';
    }
    text.heading("费用", "The bill");
    put_amounts(text, answer.fees, "medfee_sumamt");
    text.heading("计算过程", "Step by step");
    for (const auto& step : answer.steps) text.step(step);
    text.heading("谁付多少", "Who pays what");
    put_amounts(text, answer.shares, "fund_pay_sumamt");
    const auto& shares = answer.shares;
    text.out +=
        '\n' + text.both("基金", "funds") + ' ' + shares.fund_pay_sumamt.text() + " + " +
        text.both("个人", "person") + ' ' + shares.psn_part_amt.text() + " + " +
        text.both("医院", "hospital") + ' ' + shares.hosp_part_amt.text() + " = " +
        answer.fees.medfee_sumamt.text() + "  " +
        (balances(answer) ? text.both("平", "balanced") : text.both("不平！", "DOES NOT BALANCE")) +
        '\n';
    return text.out;
}

}  // namespace yidi::wire
