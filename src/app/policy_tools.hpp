/// @file
/// Subcommands of `yidi policy` that make use of packages: test, compile, explain.
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
    PolicyTestCommand test;
    PolicyCompileCommand compile;
    PolicyExplainCommand explain;
};
/// Adds them to `policy`; the one that is called leaves its exit code.
void add_policy_tools(CLI::App& policy, PolicyTools& all, int& exit_code);

}  // namespace yidi::app
