#include "node/node.hpp"

#include <future>
#include <mutex>

#include <fmt/format.h>

#include "api/problem_details.hpp"
#include "node/access_keys.hpp"
#include "node/http_target.hpp"
#include "node/publications.hpp"
#include "wire/answer.hpp"
#include "wire/request.hpp"

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

/// What an institution is told of a request that never became a message.
HttpResponse interface_refusal(const model::NodeId& node, const Problem& problem) {
    if (auto response = gateway_refusal(problem)) return std::move(*response);
    return interface_answer({}, model::Reply{problem}, system_now(), node, 0);
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
    auto publications = load_publications(options.data);
    if (!publications) return Unexpected{publications.error()};
    node->library_ = std::make_unique<Library>(id, std::move(*publications),
                                               options.data / "files" / id, vault->clone());

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
    auto library_reader = open(true);
    if (!library_reader) return Unexpected{library_reader.error()};

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
    node->readers_ =
        std::make_unique<QueryLoop>(id, std::move(*library_reader), node->law_.desk());
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
    if (sandbox_ != nullptr) sandbox_->stop();
    if (server_ != nullptr) server_->stop();
    if (queries_ != nullptr) queries_->stop();
    if (readers_ != nullptr) readers_->stop();
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
    const auto answer = std::make_shared<const Answering>(
        Answering::Message{id(), std::move(decoded.echo), received, serial, intake->charset,
                           sandbox_ != nullptr ? std::move(intake->text) : std::string{}},
        sandbox_.get(), std::move(respond));
    if (not_theirs) return answer->reply(model::Reply{*not_theirs});
    if (!decoded.outcome) return answer->reply(model::Reply{decoded.outcome.error()});
    if (!decoded.outcome->library) return carry(std::move(*decoded.outcome), answer);
    auto* sent = std::get_if<wire::FileSent>(&*decoded.outcome->library);
    if (sent != nullptr && intake->upload) sent->bytes = std::move(intake->upload->bytes);
    serve_library(std::move(*decoded.outcome), answer);
}

void Node::carry(wire::DecodedRequest&& message, const AnswerTo& answer) {
    using Kind = wire::FaultKind;
    const auto& fault = answer->fault();
    const Instant received = answer->received();
    if (fault && (fault->kind == Kind::refuse || fault->kind == Kind::late)) {
        return answer->reply(model::Reply{Problem{ErrorCode::overloaded, {}, {}, {}, {}}});
    }
    if (fault && fault->kind == Kind::duplicate) {
        dispatch({message.envelope, received, message.body}, [](const model::Reply&) {});
    }
    dispatch({std::move(message.envelope), received, std::move(message.body)},
             [answer](const model::Reply& reply) { answer->reply(reply); });
}

void Node::serve_library(wire::DecodedRequest&& message, const AnswerTo& answer) {
    auto refuse = [answer](const Problem& problem) { answer->reply(model::Reply{problem}); };
    auto shared = std::make_shared<wire::DecodedRequest>(std::move(message));
    readers_->read(
        [this, shared, answer, refuse](store::SqliteStore& store) {
            const std::string& code = shared->envelope.fixmedins_code;
            engine::Workspace workspace{store, id()};
            workspace.begin(nullptr);
            const auto* institution = workspace.find<model::Institution>(code);
            if (institution == nullptr) {
                return refuse({ErrorCode::institution_unknown, "fixmedins_code", code, {}, {}});
            }
            if (institution->fix_onln_open_flag != "1") {
                return refuse({ErrorCode::institution_suspended, "fixmedins_code", code, {}, {}});
            }
            const auto found = library_->answer(
                *shared->library,
                {code, system_now(), law_.desk().current()->rulebook().catalogue});
            if (!found) return refuse(found.error());
            answer->library(*found);
        },
        refuse);
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
