#include <filesystem>
#include <fstream>
#include <iterator>

#include <fmt/format.h>

#include "app/console.hpp"
#include "app/plan_on_disk.hpp"
#include "app/policy_choice.hpp"
#include "app/policy_tools.hpp"
#include "policy/plan_file.hpp"
#include "wire/json_writer.hpp"

namespace yidi::app {
namespace {

void tell(const policy::Plan& plan, const std::string& file, std::size_t bytes, bool json) {
    const policy::PlanTables& tables = plan.tables();
    if (!json) {
        print(fmt::format("{} {}{}  {}  {} {}{}", tables.package_id, tables.name.zh,
                          tables.version.empty() ? "" : " " + tables.version, plan.hash(), file,
                          fmt::format("{} 字节 bytes", bytes),
                          tables.sample ? "  样例 / sample" : ""));
        return;
    }
    wire::JsonWriter out;
    out.begin_object();
    out.key("package").text(tables.package_id);
    out.key("version").text_or_null(tables.version);
    out.key("plan").text(plan.hash());
    out.key("sample").boolean(tables.sample);
    out.key("file").text(file);
    out.key("bytes").integer(static_cast<std::int64_t>(bytes));
    out.end_object();
    print(out.take());
}

Problem not_written(const std::string& path, std::string found) {
    return {ErrorCode::file_unreadable, path, std::move(found), "a file that can be written", {}};
}

/// A file appears whole or not at all.
Outcome<Done> write_file(const std::string& path, const std::string& bytes) {
    const std::string draft = path + ".part";
    {
        std::ofstream file(draft, std::ios::binary);
        file << bytes;
        file.flush();
        if (!file) return Unexpected{not_written(draft, "no file")};
    }
    std::error_code error;
    std::filesystem::rename(draft, path, error);
    if (error) return Unexpected{not_written(path, error.message())};
    return Done{};
}

int compile_to(const PolicyCompileCommand& command) {
    const auto choice = choose_packages(command.package, command.policies);
    if (!choice) return report(choice.error(), command.json);
    if (choice->packages.size() != 1) {
        return report({ErrorCode::field_contradicts, "package",
                       fmt::format("{} packages", choice->packages.size()),
                       "the id or folder of one package", {}},
                      command.json);
    }
    const policy::Plan& plan = *choice->packages.front().plan;
    const std::string bytes = policy::write_plan(plan);
    // Amounts beyond what any bill can reach are read back as damage; better said now.
    if (const auto again = policy::read_plan(command.out, bytes); !again) {
        return report(again.error(), command.json);
    }
    if (const auto written = write_file(command.out, bytes); !written) {
        return report(written.error(), command.json);
    }
    tell(plan, command.out, bytes.size(), command.json);
    return exit_done;
}

}  // namespace

Outcome<policy::PlanPtr> read_plan_file(const std::string& path) {
    std::error_code error;
    if (!std::filesystem::is_regular_file(path, error)) {
        return problem(ErrorCode::file_unreadable, path, "no file", "a compiled plan");
    }
    std::ifstream file(path, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    if (!file) return problem(ErrorCode::file_unreadable, path, "not readable", "a compiled plan");
    return policy::read_plan(path, bytes);
}

int run_policy_compile(const PolicyCompileCommand& command) {
    if (!command.show.empty()) {
        const auto plan = read_plan_file(command.show);
        if (!plan) {
            (void)report(plan.error(), command.json);
            return exit_found;
        }
        std::error_code error;
        tell(**plan, command.show, std::filesystem::file_size(command.show, error), command.json);
        return exit_done;
    }
    for (const auto& [name, value] : {std::pair{"package", &command.package},
                                      std::pair{"--out", &command.out}}) {
        if (value->empty()) {
            return report({ErrorCode::field_missing, name, "nothing",
                           "yidi policy compile PACKAGE --out FILE", {}},
                          command.json);
        }
    }
    return compile_to(command);
}

}  // namespace yidi::app
