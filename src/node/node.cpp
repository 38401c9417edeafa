#include "node/node.hpp"

#include <future>
#include <mutex>

#include <fmt/format.h>

#include "api/problem_details.hpp"
#include "node/access_keys.hpp"
#include "node/http_target.hpp"
#include "wire/answer.hpp"
#include "wire/request.hpp"
#include "wire/transactions.hpp"

namespace yidi::node {
namespace {

using api::HttpRequest;
using api::HttpResponse;
using api::Responder;

/// People are looked up by network-wide digests, so that hub and provinces speak of the same one.
class VaultDigester : public wire::Digester {
  public:
    explicit VaultDigester(store::Vault vault) : vault_(std::move(vault)) {}
    std::string document(std::string_view number) const override {
        const std::lock_guard lock{mutex_};
        return vault_.network_digest_document("document", number);
    }
    std::string card(std::string_view number) const override {
        const std::lock_guard lock{mutex_};
        return vault_.network_digest_document("card", number);
    }

  private:
    mutable std::mutex mutex_;
    mutable store::Vault vault_;
};

HttpResponse interface_answer(const wire::EnvelopeEcho& echo, const model::Reply& reply,
                              Instant received, const model::NodeId& node, std::uint64_t serial) {
    HttpResponse response;
    if (const Problem* refused = reply.refusal()) response.status = wire::http_status_of(*refused);
    response.body = wire::encode_answer(echo, reply, received, system_now(), node, serial);
    return response;
}

/// What an institution is told of a request that never became a message.
HttpResponse interface_refusal(const model::NodeId& node, const Problem& problem) {
    if (auto response = gateway_refusal(problem)) return std::move(*response);
    return interface_answer({}, model::Reply{problem}, system_now(), node, 0);
}

/// What a sandbox remembers of a message.
wire::SandboxMessage exchange_of(const wire::EnvelopeEcho& echo, const std::string& text,
                                 Instant received, const model::Reply& reply,
                                 const HttpResponse& response,
                                 const std::optional<wire::SandboxFault>& fault) {
    wire::SandboxMessage message;
    message.received = received;
    message.took_us = system_now().us() - received.us();
    message.infno = echo.infno;
    message.msgid = echo.msgid;
    message.fixmedins_code = echo.fixmedins_code;
    message.request = text;
    message.answer = response.body;
    message.status = response.status;
    if (const Problem* wrong = reply.refusal()) message.wrong = *wrong;
    if (!message.wrong && reply.warning) message.wrong = reply.warning;
    if (fault) message.fault = wire::name_of(fault->kind);
    return message;
}

}  // namespace

std::filesystem::path database_path(const std::filesystem::path& data, const model::NodeId& node) {
    return data / (node + ".db");
}

store::KeyFiles key_files(const std::filesystem::path& data, const model::NodeId& node,
                          bool create) {
    return {data / "keys" / (node + ".key"), data / "keys" / "network.key", create};
}

Node::~Node() {
    stop();
}

Outcome<std::unique_ptr<Node>> Node::start(desk::Rulebook base, const Law& law, NodeOptions options,
                                           exchange::LocalExchange& exchange) {
    std::unique_ptr<Node> node{new Node(base.network.self, options)};
    const model::NodeId& id = node->id();
    const bool is_new = !std::filesystem::exists(database_path(options.data, id));
    auto vault = store::Vault::open(key_files(options.data, id, is_new));
    if (!vault) return Unexpected{vault.error()};
    node->digester_ = std::make_unique<VaultDigester>(vault->clone());

    const auto open = [&](bool read_only) {
        std::function<void(const engine::Changes&)> capture;
        if (options.capture && !read_only) {
            capture = [to = options.capture, id](const engine::Changes& changes) {
                to(id, changes);
            };
        }
        return store::SqliteStore::open({.path = database_path(options.data, id),
                                         .node_id = id,
                                         .network_id = sandbox_network,
                                         .vault = vault->clone(),
                                         .read_only = read_only,
                                         .create = !read_only,
                                         .capture = std::move(capture)});
    };
    auto writer = open(false);
    if (!writer) return Unexpected{writer.error()};
    node->store_ = std::move(*writer);
    auto reader = open(true);
    if (!reader) return Unexpected{reader.error()};

    try {
        const auto good = node->law_.start(*node->store_, std::move(base), law);
        if (!good) return Unexpected{good.error()};
        node->engine_ = std::make_unique<EngineLoop>(
            id, *node->store_, node->law_.desk(), options.engine, exchange,
            [failed = options.failed, id](const Problem& problem) { failed(id, problem); });
    } catch (const engine::StoreFailure& failure) {
        return Unexpected{failure.problem()};
    }
    if (auto done = node->reload_access_keys(); !done) return Unexpected{std::move(done).error()};
    if (options.sandbox_reset) {
        node->sandbox_ = std::make_unique<Sandbox>(id, options.sandbox_reset);
    }
    node->queries_ = std::make_unique<QueryLoop>(id, std::move(*reader), node->law_.desk());
    auto server = api::HttpServer::listen(
        {.host = options.host,
         .port = options.port,
         .threads = options.api_threads,
         .refuse =
             [id](std::string_view target, int status, const Problem& problem) {
                 if (!wire::is_interface_path(target_of(target).path)) {
                     return api::problem_details(status, problem);
                 }
                 HttpResponse response = interface_refusal(id, problem);
                 response.status = status;
                 return response;
             },
         .tls = options.tls},
        [self = node.get()](HttpRequest&& request, Responder respond) {
            self->serve(std::move(request), std::move(respond));
        });
    if (!server) return Unexpected{server.error()};
    node->server_ = std::move(*server);
    return node;
}

Outcome<Done> Node::carry_out(model::CommandBody body) {
    model::Command command{};
    command.body = std::move(body);
    auto done = std::make_shared<std::promise<model::Reply>>();
    auto reply = done->get_future();
    if (!engine_->submit(std::move(command),
                         [done](const model::Reply& r) { done->set_value(r); })) {
        return problem(ErrorCode::overloaded, "node", id());
    }
    done.reset();  // else a promise that nobody will keep would never be broken
    try {
        const model::Reply answer = reply.get();
        if (const Problem* refused = answer.refusal()) return Unexpected{*refused};
    } catch (const std::future_error&) {
        // A node whose disk fails breaks the promise: it never answers.
        return problem(ErrorCode::disk_failed, "node", id());
    }
    return Done{};
}

Outcome<Done> Node::change_law(desk::Rulebook base, const Law& law) {
    return law_.change(std::move(base), law,
                       [this](model::KeepReleases keep) { return carry_out(std::move(keep)); });
}

Outcome<Done> Node::reload_access_keys() {
    auto keys = AccessKeys::open(data_, id_, AccessKeys::For::reading);
    if (!keys) return Unexpected{std::move(keys).error()};
    auto ring = keys->ring();
    if (!ring) return Unexpected{std::move(ring).error()};
    front_door_.gateway().put(std::move(*ring));
    return Done{};
}

void Node::stop() {
    if (server_ != nullptr) server_->stop();
    if (queries_ != nullptr) queries_->stop();
    if (engine_ != nullptr) engine_->stop();
}

void Node::serve(HttpRequest&& request, Responder respond) {
    const Target target = target_of(request.target);
    if (wire::is_interface_path(target.path)) {
        if (request.method != "POST") {
            return respond(interface_refusal(id(), {ErrorCode::method_not_allowed,
                                                    "method",
                                                    std::string{request.method},
                                                    "POST",
                                                    {}}));
        }
        return serve_interface(target.path, std::move(request), std::move(respond));
    }
    if (sandbox_ != nullptr && Sandbox::is_page(target.path)) {
        return sandbox_->serve(request, target.path, target.query, respond);
    }
    serve_page(request, std::move(respond));
}

void Node::serve_interface(std::string_view path, HttpRequest&& request, Responder respond) {
    const Instant received = system_now();
    const std::uint64_t serial = ++serial_;
    auto intake = front_door_.take(std::move(request), received);
    if (!intake) {
        HttpResponse response = interface_refusal(id(), intake.error());
        if (sandbox_ != nullptr) {
            wire::SandboxMessage message;
            message.received = received;
            message.answer = response.body;
            message.status = response.status;
            message.wrong = intake.error();
            sandbox_->remember(std::move(message));
        }
        return respond(std::move(response));
    }
    auto decoded = wire::decode_request(intake->text, path, *digester_);
    const auto not_theirs =
        decoded.echo.fixmedins_code.empty()
            ? std::nullopt
            : front_door_.gateway().may_not_speak(intake->caller, decoded.echo.fixmedins_code,
                                                  received);
    if (not_theirs && gateway_refusal(*not_theirs)) {
        return respond(interface_refusal(id(), *not_theirs));
    }
    const auto fault = sandbox_ != nullptr
                           ? sandbox_->fault_for(wire::plain_infno(decoded.echo.infno))
                           : std::nullopt;
    auto answer = [this, echo = std::move(decoded.echo), received, serial, fault,
                   text = sandbox_ != nullptr ? intake->text : std::string{},
                   charset = intake->charset, respond = std::move(respond)](
                      const model::Reply& reply) {
        HttpResponse response = interface_answer(echo, reply, received, id(), serial);
        if (sandbox_ == nullptr) {
            encode_for(charset, response);
            return respond(std::move(response));
        }
        sandbox_->remember(exchange_of(echo, text, received, reply, response, fault));
        encode_for(charset, response);
        sandbox_->answer(fault, std::move(response), respond);
    };
    if (not_theirs) return answer(model::Reply{*not_theirs});
    if (!decoded.outcome) return answer(model::Reply{decoded.outcome.error()});
    carry(std::move(*decoded.outcome), received, fault, answer);
}

void Node::carry(wire::DecodedRequest&& message, Instant received,
                 const std::optional<wire::SandboxFault>& fault, const ReplyTo& answer) {
    using Kind = wire::FaultKind;
    if (fault && (fault->kind == Kind::refuse || fault->kind == Kind::late)) {
        return answer(model::Reply{Problem{ErrorCode::overloaded, {}, {}, {}, {}}});
    }
    if (fault && fault->kind == Kind::duplicate) {
        dispatch({message.envelope, received, message.body}, [](const model::Reply&) {});
    }
    dispatch({std::move(message.envelope), received, std::move(message.body)}, answer);
}

void Node::dispatch(model::Command command, ReplyTo reply_to) {
    if (desk::is_read_only(command.body)) {
        return queries_->ask(std::move(command), std::move(reply_to));
    }
    if (!engine_->submit(std::move(command), reply_to)) {
        reply_to(model::Reply{Problem{ErrorCode::overloaded, {}, {}, {}, {}}});
    }
}

}  // namespace yidi::node
