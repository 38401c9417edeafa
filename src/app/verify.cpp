#include <algorithm>
#include <cstdio>

#include <fmt/format.h>

#include "app/commands.hpp"
#include "app/console.hpp"
#include "node/offline.hpp"

namespace yidi::app {
namespace {

using proof::Check;
using proof::Finding;

// A broken disk breaks thousands of rows; people read the first, machines read all.
constexpr std::size_t findings_shown_max = 50;

void print_json(const node::Verification& verification) {
    const proof::Report& report = verification.report;
    std::string out = fmt::format(
        R"({{"clean":{},"compared":{},"settlements":{},"claims":{},"transfers":{},"lines":{},"in_flight":{},"checked":{{)",
        report.clean(), verification.compared, report.settlements, report.claims, report.transfers,
        report.lines, report.in_flight);
    for (std::size_t at = 0; at < proof::checks_count; ++at) {
        out += fmt::format("{}\"{}\":{}", at == 0 ? "" : ",", name_of(static_cast<Check>(at)),
                           report.checked[at]);
    }
    out += "},\"findings\":[";
    for (std::size_t at = 0; at < report.findings.size(); ++at) {
        const Finding& finding = report.findings[at];
        out += fmt::format(
            R"({}{{"check":"{}","node":"{}","subject":{},"found":{},"expected":{}}})",
            at == 0 ? "" : ",", name_of(finding.check), finding.node, json_text(finding.subject),
            json_text(finding.found), json_text(finding.expected));
    }
    std::printf("%s]}\n", out.c_str());
}

void print_text(const node::Verification& verification) {
    const proof::Report& report = verification.report;
    std::printf(
        "已核对 / checked: %ld 结算 settlements, %ld 参保地记录 claims, %ld 分录 transfers, "
        "%ld 明细 lines\n",
        static_cast<long>(report.settlements), static_cast<long>(report.claims),
        static_cast<long>(report.transfers), static_cast<long>(report.lines));
    for (std::size_t at = 0; at < proof::checks_count; ++at) {
        const auto check = static_cast<Check>(at);
        const auto wrong =
            std::count_if(report.findings.begin(), report.findings.end(),
                          [&](const Finding& finding) { return finding.check == check; });
        std::printf("  %s %s %9ld 次   %s\n", wrong == 0 ? "✓" : "✗",
                    padded_right(name_of(check), 20).c_str(), static_cast<long>(report.checked[at]),
                    wrong == 0
                        ? ""
                        : fmt::format("{} / {}: {}", zh_of(check), en_of(check), wrong).c_str());
    }
    std::size_t shown = 0;
    for (const Finding& finding : report.findings) {
        if (++shown > findings_shown_max) {
            std::printf("  … 另有 / and %zu more (--json lists all)\n",
                        report.findings.size() - findings_shown_max);
            break;
        }
        std::printf("✗ %s %s: %s\n    %s: 记录为 found “%s”，应为 expected “%s”\n",
                    finding.node.c_str(), finding.subject.c_str(), zh_of(finding.check),
                    en_of(finding.check), finding.found.c_str(), finding.expected.c_str());
    }
    if (!verification.compared) {
        std::printf(
            "节点正在运行或不齐全：只核对了各自账目，未作两侧比对 / "
            "nodes are running or missing: each was checked alone, not against the others\n");
    } else if (report.in_flight > 0) {
        std::printf(
            "在途 / in flight: %ld（结果尚未在两侧确定，不是错误 / not yet certain on both "
            "sides, not an error）\n",
            static_cast<long>(report.in_flight));
    }
    std::printf("%s\n",
                report.clean() ? "账目无误 / the books hold" : "账目有误 / the books do NOT hold");
}

}  // namespace

int run_verify(const VerifyCommand& command) {
    const auto verification = node::verify(command.data, [&](const std::string& node) {
        if (!command.json) std::fprintf(stderr, "… %s\n", node.c_str());
    });
    if (!verification) {
        (void)report(verification.error(), command.json);
        // A file that cannot be read as what it is has been found wrong.
        return verification.error().code == ErrorCode::database_damaged ? exit_found : exit_refused;
    }
    if (command.json) {
        print_json(*verification);
    } else {
        print_text(*verification);
    }
    return verification->report.clean() ? exit_done : exit_found;
}

}  // namespace yidi::app
