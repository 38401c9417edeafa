/// @file
/// One node of the network, whole: its database, its desk, its engine and its front door.
///
/// Level       8
/// Units       none
/// Errors      start() answers why it cannot: files, keys, ports
/// Ownership   owns everything but the exchange
/// Threads     start and stop from one thread
/// Blocks      stop() until requests at hand are answered, a few seconds at most

#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "api/http_server.hpp"
#include "node/answering.hpp"
#include "node/engine_loop.hpp"
#include "node/front_door.hpp"
#include "node/library.hpp"
#include "node/node_law.hpp"
#include "node/query_loop.hpp"
#include "node/sandbox.hpp"
#include "wire/digester.hpp"
#include "wire/request.hpp"

namespace yidi::node {

struct NodeOptions {
    std::filesystem::path data;  ///< Directory of the database and keys.
    std::string division_prefix;  ///< Divisions it serves begin so; empty for the hub.
    std::string host = "127.0.0.1";
    std::uint16_t port = 0;
    int api_threads = 1;
    engine::Options engine;
    /// The store of this node cannot go on. Called once, on the node's thread.
    std::function<void(const model::NodeId&, const Problem&)> failed;
    /// Sees every batch once it is committed, on the node's thread. For measuring.
    std::function<void(const model::NodeId&, const engine::Changes&)> capture = {};
    gateway::Gateway::Options gateway = {};
    std::shared_ptr<api::TlsIdentity> tls = {};  ///< None: plain HTTP.
    std::function<void()> sandbox_reset = {};    ///< Set: this node is a sandbox.
};

class Node {
  public:
    /// `base` is the rulebook without plans: those are what `law` and the node's archive give.
    [[nodiscard]] static Outcome<std::unique_ptr<Node>> start(desk::Rulebook base, const Law& law,
                                                              NodeOptions options,
                                                              exchange::LocalExchange& exchange);
    ~Node();

    [[nodiscard]] const model::NodeId& id() const { return id_; }
    [[nodiscard]] std::uint16_t port() const { return server_->port(); }
    [[nodiscard]] EngineLoop& engine() { return *engine_; }
    [[nodiscard]] const wire::Digester& digester() const { return *digester_; }
    [[nodiscard]] const NodeLaw& law() const { return law_; }
    /// Carries out a command of the program itself, and waits for it.
    [[nodiscard]] Outcome<Done> carry_out(model::CommandBody body);
    /// Puts another law in force; one that was refused leaves the old one.
    [[nodiscard]] Outcome<Done> change_law(desk::Rulebook base, const Law& law);
    /// Reads the access keys again; a file that is refused leaves the old ones in force.
    [[nodiscard]] Outcome<Done> reload_access_keys();
    void stop();

  private:
    Node(model::NodeId id, const NodeOptions& options)
        : id_(std::move(id)),
          data_(options.data),
          law_(options.division_prefix),
          front_door_(options.gateway) {}

    void serve(api::HttpRequest&& request, api::Responder respond);
    void serve_interface(std::string_view path, api::HttpRequest&& request,
                         api::Responder respond);
    using AnswerTo = std::shared_ptr<const Answering>;
    /// Carries a decoded message out, once or as the fault wants it.
    void carry(wire::DecodedRequest&& message, const AnswerTo& answer);
    /// Published data and institutions' files: no desk is asked.
    void serve_library(wire::DecodedRequest&& message, const AnswerTo& answer);
    void serve_page(const api::HttpRequest& request, api::Responder respond);
    [[nodiscard]] api::HttpResponse health() const;
    [[nodiscard]] api::HttpResponse estimate(std::string_view query);
    void serve_explanation(std::string_view setl_id, std::string_view query,
                           api::Responder respond);
    void serve_owed(api::Responder respond);
    void dispatch(model::Command command, ReplyTo reply_to);

    model::NodeId id_;
    std::filesystem::path data_;
    NodeLaw law_;
    FrontDoor front_door_;
    std::unique_ptr<wire::Digester> digester_;
    std::unique_ptr<store::SqliteStore> store_;
    std::unique_ptr<EngineLoop> engine_;
    std::unique_ptr<QueryLoop> queries_;
    std::unique_ptr<Sandbox> sandbox_;  ///< Null unless this node is one.
    std::unique_ptr<api::HttpServer> server_;
    std::atomic<std::uint64_t> serial_ = 0;  ///< Of answers, for inf_refmsgid.
    std::unique_ptr<Library> library_;
    std::unique_ptr<QueryLoop> readers_;  ///< Of the library: a long list holds up no query.
};

/// Where a node's database stands in a data directory.
[[nodiscard]] std::filesystem::path database_path(const std::filesystem::path& data,
                                                  const model::NodeId& node);
/// The keys of a node in a data directory.
[[nodiscard]] store::KeyFiles key_files(const std::filesystem::path& data,
                                        const model::NodeId& node, bool create);
inline constexpr const char* sandbox_network = "sandbox";

}  // namespace yidi::node
