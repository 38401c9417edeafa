/// @file
/// Subcommands of `yidi policy` about packages: check, prove, test, compile, explain.
///
/// Level       9
/// Units       none
/// Errors      exit codes of console.hpp
/// Ownership   values only

#pragma once

#include <cstdint>
#include <string>

#include "wire/estimate.hpp"

namespace CLI {
class App;
}

namespace yidi::app {

struct PolicyCheckCommand {
    std::string package;   ///< Id, folder of one, or folder of packages; empty: all.
    std::string policies;  ///< Empty: those inside the program.
    std::string as_of;     ///< Day on which they are looked at; empty: today.
    std::string texts;     ///< Folder of the texts that sources.toml describes; may be empty.
    bool all = false;      ///< Findings that a waiver accepts, too.
    bool prove = false;
    std::int64_t to_yuan = 500'000;  ///< Costs are proved up to here.
    unsigned threads = 0;            ///< 0: as many as there are processors.
    bool json = false;
};
/// exit_found where an error stands, or a warning that no waiver accepts.
int run_policy_check(const PolicyCheckCommand& command);
/// Tries every fen, and does nothing else.
int run_policy_prove(const PolicyCheckCommand& command);

struct PolicyTestCommand {
    std::string package;   ///< Id, folder of one, or folder of packages; empty: all.
    std::string policies;  ///< Empty: those inside the program.
    bool coverage = false;
    bool json = false;
};
int run_policy_test(const PolicyTestCommand& command);

struct PolicyCompileCommand {
    std::string package;
    std::string policies;
    std::string out;
    std::string show;  ///< A plan file to tell about, instead of compiling.
    bool json = false;
};
int run_policy_compile(const PolicyCompileCommand& command);

struct PolicyExplainCommand {
    std::string file;  ///< An event as JSON; "-": standard input; empty: the parameters.
    wire::Parameters parameters;
    std::string policies;
    std::string plan;         ///< A plan file that decides instead of a package.
    std::string reader = "auditor";
    std::string language = "both";
    bool lines = false;       ///< Line by line, too.
    bool json = false;
    std::uint64_t generate = 0;
    std::uint64_t seed = 1;
    bool ndjson = false;
};
int run_policy_explain(const PolicyExplainCommand& command);

struct PolicyTools {
    PolicyCheckCommand check;
    PolicyCheckCommand prove;
    PolicyTestCommand test;
    PolicyCompileCommand compile;
    PolicyExplainCommand explain;
};
/// Adds them to `policy`; the one that is called leaves its exit code.
void add_policy_tools(CLI::App& policy, PolicyTools& all, int& exit_code);

}  // namespace yidi::app
