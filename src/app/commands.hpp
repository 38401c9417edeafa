/// @file
/// The subcommands of the program, one file each. Each runs to its end and returns an exit code.
///
/// Level       9
/// Units       none
/// Errors      exit codes of console.hpp
/// Ownership   values only

#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace yidi::app {

struct DemoCommand {
    std::string data = "data/demo";
    std::string host = "127.0.0.1";
    std::uint16_t port_base = 7100;
    std::string policies;
    std::int64_t sample_people = 0;
    std::int64_t settle_patience_s = 600;
    std::int64_t late_admission_days = 180;
    bool json = false;
};
int run_demo(const DemoCommand& command);

struct VerifyCommand {
    std::string data = "data/demo";
    bool json = false;
};
int run_verify(const VerifyCommand& command);

struct ExplainCommand {
    std::string setl_id;
    std::string data = "data/demo";
    std::string policies;
    std::string reader = "auditor";  ///< patient, cashier, auditor
    std::string language = "both";   ///< zh, en, both
    bool json = false;
};
int run_explain(const ExplainCommand& command);

struct OwesCommand {
    std::string data = "data/demo";
    bool json = false;
};
int run_owes(const OwesCommand& command);

struct JournalCommand {
    std::string data = "data/demo";
    std::string node;  ///< Empty: all nodes.
};
int run_export_journal(const JournalCommand& command);

struct PolicyCheckCommand {
    std::string policies;  ///< Empty: the packages inside the program.
    bool json = false;
};
int run_policy_check(const PolicyCheckCommand& command);

struct PolicyDiffCommand {
    std::string before, after;  ///< "beijing", a package folder, either with "+reform".
    std::string policies;
    std::string language = "zh";
    bool json = false;
};
int run_policy_diff(const PolicyDiffCommand& command);

struct PolicyWhatIfCommand {
    std::vector<std::string> reforms;
    std::string histories;  ///< A file; or
    std::string data;       ///< a data directory.
    std::string policies;
    unsigned threads = 2;
    std::size_t examples = 3;
    bool commute = false;
    std::string language = "zh";
    bool json = false;
};
int run_policy_what_if(const PolicyWhatIfCommand& command);

struct PolicyHistoriesCommand {
    std::string data;
    std::string node;  ///< Empty: all.
    std::string policies;
    std::string out;
    std::uint64_t generate = 0;  ///< Events to invent; 0: export from data.
    std::uint64_t seed = 1;
    std::string area;  ///< Division code of invented people; empty: all areas.
    bool json = false;
};
int run_policy_histories(const PolicyHistoriesCommand& command);

struct EstimateCommand {
    std::vector<std::pair<std::string, std::string>> parameters;
    std::string policies;
    std::string language = "zh";
    bool json = false;
};
int run_estimate(const EstimateCommand& command);

/// Prints a generated reference page: "transactions", "refusals" or "command-line".
int run_reference(const std::string& page);

struct BenchCommand {
    std::string workload = "settle";  ///< settle, stay, journey
    std::string target;  ///< "host:port" of a treatment node; empty: a demo of its own.
    std::string data;    ///< Of the own demo; empty: a temporary directory.
    std::size_t connections = 64;
    std::uint64_t rate = 0;        ///< Requests a second; 0: closed loop.
    std::uint64_t count = 20'000;  ///< Stays.
    int seconds = 0;               ///< 0: until count is done.
    bool floor = true;
    bool json = false;
};
int run_bench(const BenchCommand& command, const std::string& program);

}  // namespace yidi::app
