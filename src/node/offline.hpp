/// @file
/// Reads a data directory without running a node: proves its books, explains a settlement, lists
/// what is owed, and exports the journal.
///
/// Level       8
/// Units       Money in fen
/// Errors      data_missing and the store's own, naming the file
/// Ownership   values only
/// Blocks      on the disk, for as long as the books are large

#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "model/messages.hpp"
#include "proof/findings.hpp"

namespace yidi::node {

/// The node databases of a data directory, by node id, in order.
[[nodiscard]] Outcome<std::vector<std::string>> nodes_in(const std::filesystem::path& data);

/// A server of ours is running on this data directory.
[[nodiscard]] bool is_running(const std::filesystem::path& data);

struct Verification {
    proof::Report report;
    std::vector<std::string> nodes;
    bool compared = false;  ///< The nodes were compared with each other: all present, none running.
};
/// `progress` is called before each node with its id.
[[nodiscard]] Outcome<Verification> verify(const std::filesystem::path& data,
                                           const std::function<void(const std::string&)>& progress);

/// The explanation by the node that decided, under the law of `policies` (empty: the program's).
[[nodiscard]] Outcome<model::ExplainAnswer> explain(const std::filesystem::path& data,
                                                    const std::string& setl_id,
                                                    const std::string& policies);

/// What one party's books say is owed.
struct Owed {
    std::string node;  ///< Whose books.
    std::string account;
    Money amount;
};
[[nodiscard]] Outcome<std::vector<Owed>> owed(const std::filesystem::path& data);

/// Writes every transfer as plain-text accounting, for `ledger` and `hledger`. Empty `node`: all.
[[nodiscard]] Outcome<std::int64_t> export_journal(
    const std::filesystem::path& data, const std::string& node,
    const std::function<void(const std::string&)>& write);

}  // namespace yidi::node
