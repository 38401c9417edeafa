/// @file
/// The subcommands of `yidi gateway`: access keys of institutions, made, listed, taken out of force
/// and exchanged.
///
/// Level       9
/// Units       days in China
/// Errors      exit codes of console.hpp
/// Ownership   values only

#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace yidi::app {

struct GatewayCommand {
    std::string data = "data/demo";
    std::string node;  ///< Empty: by the institutions, or all.
    std::string id;
    std::string dialect = "hmac-sha1";
    std::vector<std::string> institutions;
    std::string from, to;  ///< Empty: today, and a year of it.
    std::string clock = "header";
    std::string secret_file, public_key_file;  ///< Empty: a secret is drawn.
    int overlap_days = 7;
    bool json = false;
};

int run_gateway_add(const GatewayCommand& command);
int run_gateway_list(const GatewayCommand& command);
int run_gateway_revoke(const GatewayCommand& command);
int run_gateway_rotate(const GatewayCommand& command);

/// Adds `gateway` and its subcommands; the one that is called leaves its exit code.
void add_gateway_commands(CLI::App& app, GatewayCommand& command, int& exit_code);

}  // namespace yidi::app
