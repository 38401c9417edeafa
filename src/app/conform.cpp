#include "app/conform.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "app/conform_run.hpp"
#include "app/console.hpp"
#include "app/http_target.hpp"
#include "app/secret_file.hpp"
#include "wire/json_writer.hpp"
#include "wire/transactions.hpp"

namespace yidi::app {
namespace {

constexpr int timeout_ms = 30'000;
constexpr const char* examples =
    "例 / example:\n  yidi conform --target http://127.0.0.1:7146\n"
    "  yidi conform --target https://platform.example --sign hmac-sm3 --key HIS-A --secret-file "
    "his-a\n"
    "  yidi conform --target http://127.0.0.1:7146 --journey outpatient --json\n"
    "退出码 / exit: 0 符合 it conforms, 1 有不符 it does not, 2 无法测试 cannot be tried";

std::string name_of(const std::string& file) {
    const auto slash = file.rfind('/');
    const std::string name = slash == std::string::npos ? file : file.substr(slash + 1);
    return name.substr(0, name.find('.'));
}

std::size_t broken_in(const JudgedStep& step) {
    return static_cast<std::size_t>(
        std::count_if(step.findings.begin(), step.findings.end(),
                      [](const auto& finding) { return finding.weight == wire::Weight::broken; }));
}

std::string text_of(const JudgedJourney& journey, bool with_notable) {
    std::string text = fmt::format("\n{} / {}\n", journey.zh, journey.en);
    for (const JudgedStep& step : journey.steps) {
        const std::size_t broken = broken_in(step);
        const char* mark = step.skipped ? "–" : broken == 0 ? "✓" : "✗";
        const std::string probes =
            step.probes == 0 ? ""
                             : fmt::format("  {} 条错误报文 wrong messages tried", step.probes);
        text += fmt::format("  {} {} {} / {}{}{}\n", mark, step.infno, step.zh, step.en, probes,
                            step.skipped ? "  未进行 not tried" : "");
        if (!step.refusal.empty()) text += fmt::format("      err_msg: {}\n", step.refusal);
        for (const wire::AnswerFinding& finding : step.findings) {
            if (finding.weight == wire::Weight::notable && !with_notable) continue;
            text += fmt::format("      {}：收到 {}，应为 {}（{}） / found {}, expected {}\n",
                                finding.field, finding.found, finding.expected, finding.rule,
                                finding.found, finding.expected);
        }
    }
    return text;
}

void write(wire::JsonWriter& json, const JudgedStep& step) {
    json.begin_object();
    json.key("infno").text(step.infno);
    json.key("zh").text(step.zh).key("en").text(step.en);
    json.key("tried").boolean(!step.skipped);
    json.key("probes").integer(static_cast<std::int64_t>(step.probes));
    json.key("refusal").text_or_null(step.refusal);
    json.key("findings").begin_array();
    for (const wire::AnswerFinding& finding : step.findings) {
        json.begin_object();
        json.key("weight").text(finding.weight == wire::Weight::broken ? "broken" : "notable");
        json.key("field").text(finding.field);
        json.key("found").text(finding.found);
        json.key("expected").text(finding.expected);
        json.key("rule").text(finding.rule);
        json.end_object();
    }
    json.end_array();
    json.end_object();
}

std::string json_of(const std::vector<JudgedJourney>& journeys, std::size_t broken) {
    wire::JsonWriter json;
    json.begin_object();
    json.key("conforms").boolean(broken == 0);
    json.key("journeys").begin_array();
    for (const JudgedJourney& journey : journeys) {
        json.begin_object();
        json.key("journey").text(name_of(journey.file));
        json.key("steps").begin_array();
        for (const JudgedStep& step : journey.steps) write(json, step);
        json.end_array();
        json.end_object();
    }
    json.end_array();
    json.end_object();
    return json.take();
}

std::string summary_of(const std::vector<JudgedJourney>& journeys, std::size_t broken) {
    std::size_t steps = 0, probes = 0, notable = 0;
    for (const JudgedJourney& journey : journeys) {
        for (const JudgedStep& step : journey.steps) {
            steps += step.skipped ? 0 : 1;
            probes += step.probes;
            notable += step.findings.size() - broken_in(step);
        }
    }
    return fmt::format(
        "\n{0} 步，{1} 条错误报文：{2} 处不符，{3} 处可容忍（--notable 列出）\n{0} steps, {1} "
        "wrong "
        "messages: {2} findings, {3} that clients bear with (--notable tells them)\n",
        steps, probes, broken, notable);
}

Outcome<std::optional<gateway::RequestSigner>> signer_for(const ConformCommand& command) {
    if (command.dialect.empty()) return std::optional<gateway::RequestSigner>{};
    auto secret = read_secret_file(command.secret_file);
    if (!secret) return Unexpected{std::move(secret).error()};
    auto signer = gateway::RequestSigner::make(
        {*gateway::dialect_named(command.dialect), command.key, std::move(*secret)});
    if (!signer) return Unexpected{std::move(signer).error()};
    return std::optional{std::move(*signer)};
}

}  // namespace

int run_conform(const ConformCommand& command) {
    const auto address = read_http_target(command.target);
    if (!address) return report(address.error(), command.json);
    std::string path = address->path;
    if (path.empty() && !command.own_paths) path = wire::single_paths().front();
    auto client = client_for(*address, timeout_ms, command.authorities);
    if (!client) return report(client.error(), command.json);
    auto signer = signer_for(command);
    if (!signer) return report(signer.error(), command.json);
    std::vector<JudgedJourney> journeys;
    std::string known;
    std::size_t broken = 0;
    for (const wire::ConformanceScript& script : wire::conformance_scripts()) {
        const std::string name = name_of(script.file);
        known += known.empty() ? name : ", " + name;
        const auto& wanted = command.journeys;
        if (!wanted.empty() && std::find(wanted.begin(), wanted.end(), name) == wanted.end()) {
            continue;
        }
        Journey journey(command, *client, *signer ? &**signer : nullptr, path);
        auto judged = journey.run(script);
        if (!judged) return report(judged.error(), command.json);
        for (const JudgedStep& step : judged->steps) broken += broken_in(step);
        journeys.push_back(std::move(*judged));
    }
    if (journeys.empty()) {
        return report(
            {ErrorCode::field_wrong_type, "--journey", command.journeys.front(), known, {}},
            command.json);
    }
    if (command.json) {
        print(json_of(journeys, broken));
    } else {
        std::string text;
        for (const JudgedJourney& journey : journeys) text += text_of(journey, command.notable);
        print(text + summary_of(journeys, broken));
    }
    return broken == 0 ? exit_done : exit_found;
}

void add_conform_command(CLI::App& app, ConformCommand& command, int& exit_code) {
    auto* conform = app.add_subcommand(
        "conform",
        "一致性测试：扮演医院与药店，逐交易逐字段检查任一平台 / play hospital and pharmacy "
        "against any server");
    conform->add_option("--target", command.target, "http(s)://主机:端口[/路径] / the server")
        ->required();
    conform->add_option("--journey", command.journeys, "inpatient | outpatient | pharmacy");
    conform->add_flag("--own-paths", command.own_paths,
                      "每个交易用自己的路径 / each transaction at its own path");
    conform->add_flag("!--no-probes", command.probes, "不发送错误报文 / send no wrong messages");
    conform->add_flag("--notable", command.notable,
                      "也列出可容忍之处 / tell also what clients bear with");
    conform->add_option("--hospital", command.hospital, "医院编码 / hospital")
        ->capture_default_str();
    conform->add_option("--pharmacy", command.pharmacy, "药店编码 / pharmacy")
        ->capture_default_str();
    conform->add_option("--place", command.place, "就医地区划 / place of care")
        ->capture_default_str();
    conform->add_option("--insured", command.insured,
                        "参保地区划，默认由1101答复 / insured place; default: as 1101 answers");
    conform
        ->add_option("--certno", command.certno, "测试参保人身份证号 / identity of the test person")
        ->capture_default_str();
    conform->add_option("--name", command.name, "测试参保人姓名 / name of the test person")
        ->capture_default_str();
    conform->add_option("--item", command.item, "目录内药品编码 / a drug of the catalogue")
        ->capture_default_str();
    conform->add_option("--price", command.price, "其单价 / its price")->capture_default_str();
    auto* sign =
        conform
            ->add_option("--sign", command.dialect,
                         "签名方式 / signature: hmac-sha1 (_api_*), sha256 (x-tif-*), hmac-sm3 "
                         "(x-ca-*), sm2 (cainfo)")
            ->check(CLI::IsMember({"hmac-sha1", "sha256", "hmac-sm3", "sm2"}));
    conform->add_option("--key", command.key, "密钥编号；sm2 无 / key id; sm2 has none")
        ->needs(sign);
    sign->needs(conform->add_option("--secret-file", command.secret_file,
                                    "密钥所在文件；sm2 为 PEM 私钥 / file of the secret; sm2: "
                                    "private key, PEM"));
    conform->add_option("--ca", command.authorities,
                        "https 信任的证书（PEM），默认为本机所信任 / whom to trust under https; "
                        "default: whom this machine trusts");
    conform->add_flag("--json", command.json, "以 JSON 输出 / print JSON");
    conform->footer(examples);
    conform->callback([&command, &exit_code] { exit_code = run_conform(command); });
}

}  // namespace yidi::app
