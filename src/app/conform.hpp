/// @file
/// `yidi conform`: plays hospital and pharmacy against any server of the national interface and
/// tells, transaction by transaction and field by field, what is not as the interface says.
///
/// Level       9; sockets
/// Units       none
/// Errors      exit codes of console.hpp
/// Ownership   values only

#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace yidi::app {

struct ConformCommand {
    std::string target;                 ///< "http://127.0.0.1:7146", with or without a path.
    std::vector<std::string> journeys;  ///< "outpatient"; empty: all.
    bool own_paths = false;             ///< Each transaction at its own path.
    bool probes = true;
    bool notable = false;  ///< Tell also what platforms are known to do.
    bool json = false;
    std::string hospital = "H46010000001", pharmacy = "P46010000004";
    std::string place = "460100", insured;
    std::string certno = "469999198211110017", name = "演示壬";
    std::string item = "XA11ZZS001A001010100001";
    std::string price = "12.50";
    std::string dialect, key, secret_file;  ///< How messages are signed; empty: not.
    std::string authorities;                ///< Whom to trust under https.
};
int run_conform(const ConformCommand& command);
void add_conform_command(CLI::App& app, ConformCommand& command, int& exit_code);

}  // namespace yidi::app
