/// @file
/// A journey that a hospital's or pharmacy's system makes through the national interface, as data:
/// what is sent, what is kept of the answers for later steps, and what must come of it. Requests of
/// a step, and wrong ones made from them, are written by the same descriptions that decode them.
///
/// Level       6, pure
/// Units       none
/// Errors      broken_json and field_* with the name of the file and the step
/// Ownership   values only
/// Threads     immutable once read
/// See         conformance/*.json; docs/reference/conformance.md

#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "wire/description.hpp"

namespace yidi::wire {

/// What stands for "$name" in a script.
using ScriptValues = std::map<std::string, std::string, std::less<>>;

struct ScriptStep {
    std::string infno;
    std::string zh, en;
    bool must_refuse = false;
    bool probes = false;  ///< Wrong requests made of it are harmless: they change nothing.
    /// Paths whose values must be the same when the message is sent again.
    std::vector<std::string> same_again;
    /// Name of an earlier step, each amount of whose answer this one must take back.
    std::string mirrors;
    std::string name;  ///< How later steps speak of it; may be empty.
    std::vector<std::pair<std::string, std::string>> keeps;  ///< Value's name, path in the answer.
    std::string input;                                       ///< JSON, with "$name" in its texts.
};

struct ConformanceScript {
    std::string file;
    std::string zh, en;
    bool of_pharmacy = false;
    std::vector<ScriptStep> steps;
};

[[nodiscard]] Outcome<ConformanceScript> read_script(std::string_view file, std::string_view json);
/// Those inside the program, by file.
[[nodiscard]] const std::vector<ConformanceScript>& conformance_scripts();

/// The whole message of a step. Names that `values` does not hold become empty.
[[nodiscard]] std::string message_of(const ScriptStep& step, const ScriptValues& values);

/// A message with one mistake, which must be refused.
struct Probe {
    std::string field;   ///< "input.data.psn_no"
    std::string zh, en;  ///< What is wrong with it.
    std::string message;
};
/// One for each required field left out, each text too long, each code that is none.
[[nodiscard]] std::vector<Probe> probes_of(const Transaction& transaction,
                                           std::string_view message);

}  // namespace yidi::wire
