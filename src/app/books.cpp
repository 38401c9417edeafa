#include <cstdio>

#include <fmt/format.h>

#include "app/commands.hpp"
#include "app/console.hpp"
#include "node/offline.hpp"
#include "node/platform.hpp"
#include "wire/explanation.hpp"
#include "wire/reference.hpp"

namespace yidi::app {

int run_explain(const ExplainCommand& command) {
    const auto answer = node::explain(command.data, command.setl_id, command.policies);
    if (!answer) return report(answer.error(), command.json);
    const std::string text =
        command.json
            ? wire::explanation_json(*answer) + "\n"
            : wire::explanation_text(*answer, wire::reader_of(command.reader).value(),
                                     command.language != "en", command.language != "zh");
    std::fputs(text.c_str(), stdout);
    return exit_done;
}

int run_owes(const OwesCommand& command) {
    const auto rows = node::owed(command.data);
    if (!rows) return report(rows.error(), command.json);
    std::string out = command.json ? "[" : "";
    for (const node::Owed& row : *rows) {
        if (command.json) {
            out += fmt::format(R"({}{{"books_of":"{}","account":"{}","amount":"{}"}})",
                               out.size() > 1 ? "," : "", row.node, row.account, row.amount.text());
        } else {
            out += fmt::format("{:8} {:60} {:>16}\n", row.node, row.account, row.amount.text());
        }
    }
    std::printf("%s%s", out.c_str(), command.json ? "]\n" : "");
    return exit_done;
}

int run_export_journal(const JournalCommand& command) {
    const auto count = node::export_journal(
        command.data, command.node, [](const std::string& s) { std::fputs(s.c_str(), stdout); });
    if (!count) return report(count.error(), false);
    std::fprintf(stderr, "; %ld 笔分录 / transfers\n", static_cast<long>(*count));
    return exit_done;
}

int run_reference(const std::string& page) {
    const std::string text = page == "transactions" ? wire::transactions_reference()
                             : page == "refusals"   ? wire::refusals_reference()
                                                    : wire::lints_reference();
    std::fputs(text.c_str(), stdout);
    return exit_done;
}

}  // namespace yidi::app
