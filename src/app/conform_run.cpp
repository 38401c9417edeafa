#include "app/conform_run.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "node/engine_loop.hpp"
#include "wire/transactions.hpp"

namespace yidi::app {
namespace {

using wire::AnswerFinding;
using wire::Weight;

constexpr std::string_view rule_of_refusal = "接口规范 1.2";
constexpr std::string_view rule_of_repeats = "接口规范 1.1 msgid";
constexpr std::string_view rule_of_mirrors = "接口规范 2 第12项";

/// Amounts that a reversal answers negated.
constexpr std::string_view mirrored[] = {
    "medfee_sumamt", "fulamt_ownpay_amt", "overlmt_selfpay", "preselfpay_amt",  "inscp_scp_amt",
    "act_pay_dedc",  "hifp_pay",          "cvlserv_pay",     "hifes_pay",       "hifmi_pay",
    "hifob_pay",     "maf_pay",           "oth_pay",         "fund_pay_sumamt", "psn_part_amt",
    "acct_pay",      "acct_mulaid_pay"};

void add(JudgedStep& judged, std::string field, std::string found, std::string expected,
         std::string_view rule) {
    judged.findings.push_back({Weight::broken, std::move(field), std::move(found),
                               std::move(expected), std::string{rule}});
}

}  // namespace

Journey::Journey(const ConformCommand& command, api::HttpClient& client,
                 gateway::RequestSigner* signer, std::string path)
    : command_(command),
      client_(client),
      signer_(signer),
      path_(std::move(path)),
      messages_(static_cast<std::uint64_t>(node::system_now().us()) % 10'000) {}

void Journey::set_out(const wire::ConformanceScript& script) {
    answers_.clear();
    is_broken_off_ = false;
    const std::string& institution = script.of_pharmacy ? command_.pharmacy : command_.hospital;
    const Money price = Money::parse(command_.price).value_or(Money{});
    values_ = {{"mdtrtarea_admvs", command_.place},
               {"insuplc_admdvs", command_.insured},
               {"recer_sys_code", "01"},
               {"infver", "V1.0"},
               {"opter_type", "1"},
               {"opter", "0001"},
               {"opter_name", "演示经办"},
               {"fixmedins_code", institution},
               {"fixmedins_name", "一致性测试机构"},
               {"certno", command_.certno},
               {"psn_name", command_.name},
               {"doctor", "D460100000001"},
               {"doctor_name", "演示医师"},
               {"dept_code", "A03"},
               {"dept_name", "内科"},
               {"item", command_.item},
               {"price", price.text()},
               {"amount", (price + price).text()},
               {"total", (price + price + price + price).text()},
               {"serial", node::system_now().compact()}};
}

std::string Journey::message_for(const wire::ScriptStep& step) {
    const Instant now = node::system_now();
    values_["now"] = now.text();
    values_["inf_time"] = now.text();
    values_["msgid"] =
        fmt::format("{}{}{:04}", values_["fixmedins_code"], now.compact(), ++messages_ % 10'000);
    return wire::message_of(step, values_);
}

Outcome<std::string> Journey::send(const wire::ScriptStep& step, const std::string& message) {
    const std::string path =
        path_.empty() ? std::string{wire::find_transaction(step.infno)->path} : path_;
    std::string body = message;
    std::vector<api::HttpHeader> headers;
    if (signer_ != nullptr) {
        gateway::SignedRequest request =
            signer_->sign(std::move(body), step.infno, node::system_now());
        body = std::move(request.body);
        for (auto& [name, value] : request.headers) headers.push_back({name, std::move(value)});
    }
    auto response = client_.post(path, body, "application/json", headers);
    if (!response) return Unexpected{response.error()};
    return std::move(response->body);
}

Outcome<JudgedJourney> Journey::run(const wire::ConformanceScript& script) {
    set_out(script);
    JudgedJourney journey{script.file, script.zh, script.en, {}};
    for (const wire::ScriptStep& step : script.steps) {
        if (is_broken_off_) {
            journey.steps.push_back({step.infno, step.zh, step.en, {}, 0, {}, true});
            continue;
        }
        auto judged = play(step);
        if (!judged) return Unexpected{judged.error()};
        journey.steps.push_back(std::move(*judged));
    }
    return journey;
}

Outcome<JudgedStep> Journey::play(const wire::ScriptStep& step) {
    JudgedStep judged{step.infno, step.zh, step.en, {}, 0, {}, false};
    const std::string message = message_for(step);
    if (step.probes && command_.probes) {
        if (const auto done = try_probes(step, message, judged); !done) {
            return Unexpected{done.error()};
        }
    }
    auto answer = send(step, message);
    if (!answer) return Unexpected{answer.error()};
    auto found = wire::check_answer(*wire::find_transaction(step.infno), *answer);
    judged.findings.insert(judged.findings.end(), found.begin(), found.end());
    const wire::AnswerHead head = wire::head_of(*answer);
    if (head.is_done && step.must_refuse) {
        add(judged, "infcode", "0", "a refusal", rule_of_refusal);
    }
    if (!head.is_done && !step.must_refuse) {
        judged.refusal = head.err_msg;
        add(judged, "infcode", head.infcode, "0", rule_of_refusal);
        is_broken_off_ = true;
        return judged;
    }
    if (!head.is_done) return judged;
    if (!step.name.empty()) answers_[step.name] = *answer;
    for (const auto& [name, path] : step.keeps) values_[name] = wire::value_at(*answer, path);
    judge_mirror(step, *answer, judged);
    if (const auto done = try_again(step, message, *answer, judged); !done) {
        return Unexpected{done.error()};
    }
    return judged;
}

Outcome<Done> Journey::try_probes(const wire::ScriptStep& step, const std::string& message,
                                  JudgedStep& judged) {
    const wire::Transaction& transaction = *wire::find_transaction(step.infno);
    for (const wire::Probe& probe : wire::probes_of(transaction, message)) {
        const auto answer = send(step, probe.message);
        if (!answer) return Unexpected{answer.error()};
        ++judged.probes;
        const wire::AnswerHead head = wire::head_of(*answer);
        if (!head.is_json) {
            add(judged, probe.field, "no JSON answer", probe.zh + " / " + probe.en,
                rule_of_refusal);
        } else if (head.is_done) {
            add(judged, probe.field, "accepted",
                fmt::format("a refusal: {} / {}", probe.zh, probe.en), rule_of_refusal);
        } else if (head.err_msg.empty()) {
            add(judged, probe.field, "refused without err_msg", "why", rule_of_refusal);
        }
    }
    return Done{};
}

Outcome<Done> Journey::try_again(const wire::ScriptStep& step, const std::string& message,
                                 const std::string& first, JudgedStep& judged) {
    if (step.same_again.empty()) return Done{};
    const auto answer = send(step, message);
    if (!answer) return Unexpected{answer.error()};
    for (const std::string& path : step.same_again) {
        const std::string before = wire::value_at(first, path);
        const std::string after = wire::value_at(*answer, path);
        if (after == before) continue;
        add(judged, path, fmt::format("{}, sent again {}", before, after),
            "the first answer again: the message was the same", rule_of_repeats);
    }
    return Done{};
}

void Journey::judge_mirror(const wire::ScriptStep& step, const std::string& answer,
                           JudgedStep& judged) const {
    const auto original = answers_.find(step.mirrors);
    if (step.mirrors.empty() || original == answers_.end()) return;
    for (const std::string_view name : mirrored) {
        const std::string path = fmt::format("output.setlinfo.{}", name);
        const auto paid = Money::parse(wire::value_at(original->second, path));
        const auto taken = Money::parse(wire::value_at(answer, path));
        if (!paid || !taken || *taken == -*paid) continue;
        add(judged, path, taken->text(), (-*paid).text(), rule_of_mirrors);
    }
}

}  // namespace yidi::app
