#include "wire/answer_check.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "wire/field_check.hpp"
#include "wire/transactions.hpp"

namespace yidi::wire {
namespace {

using Json = nlohmann::json;

constexpr std::size_t shown_max = 40;

Json parse(std::string_view body) {
    return Json::parse(body.begin(), body.end(), nullptr, false);
}

/// A scalar as a client reads it: numbers and texts alike, null as nothing.
std::string text_of(const Json& value) {
    if (value.is_string()) return value.get<std::string>();
    if (value.is_null()) return {};
    return value.dump();
}

std::string shown(const Field& field, std::string text) {
    if (field.is_personal) return "…";
    if (text.size() <= shown_max) return text;
    return std::string{clip(text, shown_max)} + "…";
}

/// An identity of a bill: the whole and its parts. The first parts must be there to add anything
/// up.
struct Identity {
    std::string_view name, whole;
    std::vector<std::string_view> parts;
    std::size_t needed;
    std::string_view rule;
};
const std::vector<Identity>& identities() {
    static const std::vector<Identity> all{
        {"A1",
         "medfee_sumamt",
         {"fulamt_ownpay_amt", "overlmt_selfpay", "preselfpay_amt", "inscp_scp_amt"},
         4,
         "接口规范 2 第2项"},
        {"A2",
         "fund_pay_sumamt",
         {"hifp_pay", "cvlserv_pay", "hifes_pay", "hifmi_pay", "hifob_pay", "maf_pay", "oth_pay",
          "hifdm_pay"},
         1,
         "接口规范 2 第4项"},
        {"A3",
         "medfee_sumamt",
         {"fund_pay_sumamt", "psn_part_amt", "hosp_part_amt"},
         2,
         "接口规范 2 第1项"},
        {"A4", "psn_part_amt", {"acct_pay", "psn_cash_pay"}, 2, "接口规范 2 第3项"},
        {"C1",
         "det_item_fee_sumamt",
         {"fulamt_ownpay_amt", "overlmt_amt", "preselfpay_amt", "inscp_scp_amt"},
         4,
         "接口规范 2 第8项"},
    };
    return all;
}

/// The same amount under the names that transactions give it.
constexpr std::pair<std::string_view, std::string_view> other_names[] = {
    {"psn_part_amt", "psn_pay"},
    {"psn_cash_pay", "cash_payamt"},
    {"psn_cash_pay", "pdn_cash_pay"},
};

/// Nothing if it is not sent, or no amount.
std::optional<Money> amount_in(const Json& object, std::string_view name) {
    auto found = object.find(name);
    for (const auto& [usual, other] : other_names) {
        if (found == object.end() && usual == name) found = object.find(other);
    }
    if (found == object.end() || found->is_structured()) return {};
    const std::string text = text_of(*found);
    return meant(text).empty() ? std::optional{Money{}} : Money::parse(meant(text));
}

class AnswerCheck {
  public:
    explicit AnswerCheck(std::vector<AnswerFinding>& findings) : findings_(findings) {}

    void envelope(const Json& answer) { row(answer, answer_envelope(), "", "接口规范 1.2"); }

    void output(const Json& output, const Transaction& transaction) {
        const std::string rule = fmt::format("接口规范 {}", transaction.infno);
        for (const Node& node : transaction.answer) {
            const Json* value = &output;
            std::string path = "output";
            if (!node.name.empty()) {
                path += fmt::format(".{}", node.name);
                const auto found = output.is_object() ? output.find(node.name) : output.end();
                if (!output.is_object() || found == output.end() || found->is_null()) {
                    if (node.required) add(Weight::broken, path, "nothing", "the node", rule);
                    continue;
                }
                value = &*found;
            }
            rows(*value, node, path, rule);
        }
    }

  private:
    void add(Weight weight, std::string field, std::string found, std::string expected,
             std::string_view rule) {
        findings_.push_back(
            {weight, std::move(field), std::move(found), std::move(expected), std::string{rule}});
    }

    void rows(const Json& value, const Node& node, const std::string& path, std::string_view rule) {
        if (value.is_object()) return row(value, node, path, rule);
        if (!value.is_array()) {
            return add(Weight::broken, path, value.type_name(),
                       node.many ? "a list of objects" : "an object", rule);
        }
        for (std::size_t at = 0; at < value.size(); ++at) {
            const std::string place = fmt::format("{}[{}]", path, at);
            if (value[at].is_object()) {
                row(value[at], node, place, rule);
            } else {
                add(Weight::broken, place, value[at].type_name(), "an object", rule);
            }
        }
    }

    void row(const Json& object, const Node& node, const std::string& path, std::string_view rule) {
        for (const Field& field : node.fields) {
            const std::string place =
                path.empty() ? std::string{field.name} : fmt::format("{}.{}", path, field.name);
            const auto found = object.find(field.name);
            if (found == object.end()) {
                if (field.required) add(Weight::broken, place, "no field", type_text(field), rule);
                continue;
            }
            if (found->is_structured()) continue;  // an extension, or a node of its own
            value(field, text_of(*found), place, rule);
        }
        add_up(object, path);
    }

    void value(const Field& field, const std::string& text, const std::string& place,
               std::string_view rule) {
        const std::string_view plain = meant(text);
        if (plain.empty()) {
            if (field.required) {
                add(Weight::notable, place, "nothing", type_text(field) + ", not empty", rule);
            }
            return;
        }
        Value ignored;
        const auto problem = check(field.any_sign(), plain, ignored);
        if (!problem) return;
        // Times without their hours, and codes a province has added, are met everywhere.
        const bool borne =
            problem->code == ErrorCode::code_unknown || problem->code == ErrorCode::date_invalid;
        add(borne ? Weight::notable : Weight::broken, place, shown(field, std::string{plain}),
            problem->expected.empty() ? type_text(field) : problem->expected, rule);
    }

    void add_up(const Json& object, const std::string& path) {
        for (const Identity& identity : identities()) {
            const auto whole = amount_in(object, identity.whole);
            Money sum;
            std::size_t seen = 0;
            for (std::size_t at = 0; at < identity.parts.size(); ++at) {
                const auto part = amount_in(object, identity.parts[at]);
                if (!part) continue;
                if (at < identity.needed) ++seen;
                sum += *part;
            }
            if (!whole || seen < identity.needed || sum == *whole) continue;
            add(Weight::broken, fmt::format("{}.{}", path, identity.whole), whole->text(),
                fmt::format("{} ({}: the sum of its parts)", sum.text(), identity.name),
                identity.rule);
        }
    }

    std::vector<AnswerFinding>& findings_;
};

}  // namespace

AnswerHead head_of(std::string_view body) {
    AnswerHead head;
    const Json answer = parse(body);
    head.is_json = answer.is_object();
    if (!head.is_json) return head;
    const auto text = [&](const char* name) {
        const auto found = answer.find(name);
        return found == answer.end() || found->is_structured() ? std::string{} : text_of(*found);
    };
    head.infcode = text("infcode");
    head.is_done = head.infcode == "0";
    head.err_msg = text("err_msg");
    head.refmsgid = text("inf_refmsgid");
    return head;
}

std::vector<AnswerFinding> check_answer(const Transaction& transaction, std::string_view body) {
    std::vector<AnswerFinding> findings;
    const Json answer = parse(body);
    if (!answer.is_object()) {
        findings.push_back({Weight::broken, "", "no JSON object", "one JSON object", "接口规范 1"});
        return findings;
    }
    AnswerCheck check(findings);
    check.envelope(answer);
    const AnswerHead head = head_of(body);
    if (!head.is_done && head.err_msg.empty()) {
        findings.push_back(
            {Weight::broken, "err_msg", "nothing", "why it was refused", "接口规范 1.2"});
    }
    if (!head.is_done) return findings;
    const auto output = answer.find("output");
    if (transaction.answer.empty()) return findings;
    if (output == answer.end() || !output->is_object()) {
        findings.push_back({Weight::broken, "output",
                            output == answer.end() ? "nothing" : output->type_name(), "an object",
                            "接口规范 1.2"});
        return findings;
    }
    check.output(*output, transaction);
    return findings;
}

std::string value_at(std::string_view body, std::string_view path) {
    const Json answer = parse(body);
    const Json* at = &answer;
    for (const std::string_view name : split(path, '.')) {
        if (at->is_array() && !at->empty()) at = &at->front();
        if (!at->is_object()) return {};
        const auto found = at->find(name);
        if (found == at->end()) return {};
        at = &*found;
    }
    return at->is_structured() ? std::string{} : text_of(*at);
}

}  // namespace yidi::wire
