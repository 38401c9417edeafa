/// @file
/// The embedded platform: hub and provinces in one process, each with its own database, talking
/// through the in-process exchange. What `yidi demo` runs, and what tests run.
///
/// Level       8
/// Units       none
/// Errors      start() answers which node cannot start, and why
/// Ownership   owns its nodes and the exchange
/// Threads     start and stop from one thread
/// Blocks      stop() until requests at hand are answered

#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "node/node.hpp"

namespace yidi::node {

/// A node of the sample network.
struct NodePlan {
    model::NodeId id;
    std::string prefix;  ///< Divisions it serves begin so; empty for the hub.
    std::uint16_t port_offset;
    const char* zh;
    const char* en;
};
/// Hub, Beijing, Shanghai, Hainan.
[[nodiscard]] std::span<const NodePlan> sample_network();

struct PlatformOptions {
    std::filesystem::path data;
    std::string host = "127.0.0.1";
    std::uint16_t port_base = 7100;
    std::string policies;            ///< Directory of packages; empty: those inside the program.
    std::int64_t sample_people = 0;  ///< Further people to make up in Beijing, filed to Hainan.
    desk::Settings settings;
    engine::Options engine;
    std::function<void(const model::NodeId&, const Problem&)> failed;
    std::function<void(const model::NodeId&, const engine::Changes&)> capture = {};
    gateway::PlainFrom plain = gateway::PlainFrom::this_machine;
    std::optional<api::TlsFiles> tls = {};  ///< None: plain HTTP.
    /// Set: the nodes are sandboxes, and somebody has asked for a fresh platform. Called on a
    /// thread of a server; must return at once.
    std::function<void()> sandbox_reset = {};
    std::map<model::NodeId, std::uint16_t> ports = {};  ///< Instead of port_base.
};

class Platform {
  public:
    [[nodiscard]] static Outcome<std::unique_ptr<Platform>> start(const PlatformOptions& options);
    ~Platform();

    [[nodiscard]] Node& node(const model::NodeId& id);
    [[nodiscard]] const std::vector<std::unique_ptr<Node>>& nodes() const { return nodes_; }
    /// Why the packages last read were not taken; nothing if they were.
    [[nodiscard]] std::optional<Problem> law_refused() const;
    /// Reads the folder of packages again. One that is refused leaves all as it was, and is the
    /// answer.
    [[nodiscard]] Outcome<Done> reload_law();
    /// Reads access keys and the TLS certificate again. What is refused stays as it was; the first
    /// that is, is the answer, and the others are taken nevertheless.
    [[nodiscard]] Outcome<Done> reload_gateway();
    void stop();

  private:
    Platform(std::string policies, desk::Settings settings)
        : policies_(std::move(policies)), settings_(settings) {}
    Outcome<Done> enrol_samples(std::int64_t people);

    std::string policies_;
    desk::Settings settings_;
    std::shared_ptr<api::TlsIdentity> tls_;
    exchange::LocalExchange exchange_;
    std::vector<std::unique_ptr<Node>> nodes_;
};

/// What a node knows of the network and of prices; its plans are the law's and its archive's.
[[nodiscard]] desk::Rulebook rulebook_without_plans(const model::NodeId& id, const Law& law,
                                                    const desk::Settings& settings);

}  // namespace yidi::node
