/// @file
/// The subcommands of `yidi codes`: look at code standards and their publications.
///
/// Level       9
/// Units       none
/// Errors      exit codes of console.hpp
/// Ownership   values only; CLI11 is seen by the source only

#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace yidi::app {

struct CodesCheckCommand {
    std::vector<std::string> operands;  ///< Files, or a standard and codes.
    bool json = false;
};
int run_codes_check(const CodesCheckCommand& command);

struct CodesDiffCommand {
    std::string before, after;
    bool json = false;
};
int run_codes_diff(const CodesDiffCommand& command);

struct CodesImportCommand {
    std::string file;
    std::string data = "data/demo";
    bool json = false;
};
int run_codes_import(const CodesImportCommand& command);

struct CodesImpactCommand {
    std::string file;
    std::string data = "data/demo";
    std::string policies;
    std::string on;  ///< Empty: today.
    bool json = false;
};
int run_codes_impact(const CodesImpactCommand& command);

struct CodeTools {
    CodesCheckCommand check;
    CodesDiffCommand diff;
    CodesImportCommand import;
    CodesImpactCommand impact;
};
void add_code_tools(CLI::App& app, CodeTools& values, int& exit_code);

}  // namespace yidi::app
