/// @file
/// `yidi sandbox`: a platform on a laptop to try a client at, and the commands that look into it.
///
/// Level       9
/// Units       milliseconds
/// Errors      exit codes of console.hpp
/// Ownership   values only

#pragma once

#include <cstdint>
#include <string>

#include "app/commands.hpp"

namespace CLI {
class App;
}

namespace yidi::app {

struct SandboxCommand {
    DemoCommand run;
    std::string target = "http://127.0.0.1:7146";  ///< The node whose sandbox is meant.
    std::string infno = "*", kind;
    std::int64_t times = 1, ms = 5'000;
    std::int64_t limit = 10;
    bool wrong_only = false;
    bool clear = false;
    bool json = false;
};

/// `add_demo_options` gives it the options of `yidi demo`.
void add_sandbox_command(CLI::App& app, SandboxCommand& command, int& exit_code,
                         void (*add_demo_options)(CLI::App&, DemoCommand&));

}  // namespace yidi::app
