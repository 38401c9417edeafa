/// @file
/// The subcommands that ask "what if": their options, as the command line names them.
///
/// Level       9
/// Units       none
/// Errors      the command line's own
/// Ownership   borrows the parser; what is read lands in ReformCommands

#pragma once

#include "app/commands.hpp"

namespace CLI {
class App;
}

namespace yidi::app {

struct ReformCommands {
    PolicyDiffCommand diff;
    PolicyWhatIfCommand what_if;
    PolicyHistoriesCommand histories;
    EstimateCommand estimate;
};

/// diff, what-if and histories below `policy`. A command that runs puts its end into `exit_code`.
void add_reform_commands(CLI::App& policy, ReformCommands& all, int& exit_code);
void add_estimate_command(CLI::App& app, ReformCommands& all, int& exit_code);

}  // namespace yidi::app
