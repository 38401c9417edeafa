#include "wire/policy_report.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "wire/json_writer.hpp"

namespace yidi::wire {
namespace {

using policy::Finding;
using policy::LintReport;
using policy::Severity;

void write(JsonWriter& json, const Finding& finding) {
    const policy::LintInfo& info = policy::info_of(finding.lint);
    json.begin_object();
    json.key("lint").text(info.id);
    json.key("name").text(info.name);
    json.key("severity").text(policy::name_of(info.severity));
    json.key("file").text(finding.site.file);
    json.key("line").integer(finding.site.line);
    json.key("subject").text(finding.subject);
    json.key("zh").begin_object();
    json.key("what").text(info.zh).key("found").text(finding.found.zh);
    json.key("remedy").text(info.zh_remedy).end_object();
    json.key("en").begin_object();
    json.key("what").text(info.en).key("found").text(finding.found.en);
    json.key("remedy").text(info.en_remedy).end_object();
    json.key("cites").begin_array();
    for (const std::string& cite : finding.cites) json.text(cite);
    json.end_array();
    json.key("article").text(finding.article);
    json.key("more").integer(static_cast<std::int64_t>(finding.more));
    json.key("waived");
    if (finding.waived) {
        json.begin_object();
        json.key("zh").text(finding.waived->zh).key("en").text(finding.waived->en);
        json.end_object();
    } else {
        json.null();
    }
    json.end_object();
}

void write(JsonWriter& json, const LintReport& report) {
    const auto number = [](std::size_t count) { return static_cast<std::int64_t>(count); };
    json.begin_object();
    json.key("package").text(report.package_id);
    json.key("plan");
    if (report.plan == nullptr) {
        json.null();
    } else {
        json.text(policy::hash_of(*report.plan));
    }
    json.key("sample").boolean(report.plan != nullptr && policy::is_sample(*report.plan));
    json.key("kinds").integer(number(report.kinds));
    json.key("errors").integer(number(report.count(Severity::error)));
    json.key("warnings").integer(number(report.count(Severity::warning)));
    json.key("waived").integer(number(report.accepted()));
    json.key("findings").begin_array();
    for (const Finding& finding : report.findings) write(json, finding);
    json.end_array();
    json.end_object();
}

}  // namespace

std::string check_json(std::span<const LintReport> reports, Date day,
                       const std::optional<ProofEffort>& proof) {
    const bool clean = std::all_of(reports.begin(), reports.end(),
                                   [](const LintReport& report) { return report.is_clean(); });
    JsonWriter json;
    json.begin_object();
    json.key("day").text(day.text());
    json.key("clean").boolean(clean);
    json.key("packages").begin_array();
    for (const LintReport& report : reports) write(json, report);
    json.end_array();
    if (proof) {
        json.key("proof").begin_object();
        json.key("points").integer(proof->points);
        json.key("milliseconds").integer(proof->milliseconds);
        json.key("threads").integer(proof->threads);
        json.end_object();
    }
    json.end_object();
    return json.take();
}

std::string check_text(std::span<const LintReport> reports, bool with_accepted) {
    std::string out;
    for (const LintReport& report : reports) {
        const bool sample = report.plan != nullptr && policy::is_sample(*report.plan);
        out += fmt::format("{} {:20} {:16}  错误/errors {}，提示/warnings {}，豁免/waived {}{}\n",
                           report.is_clean() ? "✓" : "✗", report.package_id,
                           report.plan == nullptr ? "-" : policy::hash_of(*report.plan),
                           report.count(Severity::error), report.count(Severity::warning),
                           report.accepted(), sample ? "   样例/sample" : "");
        for (const Finding& finding : report.findings) {
            if (policy::is_accepted(finding) && !with_accepted) continue;
            out += fmt::format("  {}\n    {}\n", policy::message_of(finding, true),
                               policy::message_of(finding, false));
            if (!finding.waived) continue;
            out +=
                fmt::format("    豁免 / waived: {} / {}\n", finding.waived->zh, finding.waived->en);
        }
    }
    return out;
}

}  // namespace yidi::wire
