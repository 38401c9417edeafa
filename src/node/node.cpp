#include "node/node.hpp"

#include <future>
#include <mutex>

#include <fmt/format.h>

#include "api/problem_details.hpp"
#include "base/text.hpp"
#include "ledger/chart.hpp"
#include "node/publications.hpp"
#include "wire/answer.hpp"
#include "wire/estimate.hpp"
#include "wire/explanation.hpp"

namespace yidi::node {
namespace {

using api::HttpRequest;
using api::HttpResponse;
using api::Responder;

constexpr std::string_view explanation_prefix = "/v1/settlements/";
constexpr std::string_view explanation_suffix = "/explanation";

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

struct Target {
    std::string_view path;
    std::string_view query;
};

Target target_of(std::string_view target) {
    const auto mark = target.find('?');
    if (mark == std::string_view::npos) return {target, {}};
    return {target.substr(0, mark), target.substr(mark + 1)};
}

/// "reader" of "lang=zh&reader=patient".
std::optional<std::string_view> value_of(std::string_view query, std::string_view name) {
    for (const std::string_view part : split(query, '&')) {
        const auto equals = part.find('=');
        if (equals != std::string_view::npos && part.substr(0, equals) == name) {
            return part.substr(equals + 1);
        }
    }
    return {};
}

HttpResponse refusal(ErrorCode code, std::string field = {}, std::string found = {}) {
    const Problem problem{code, std::move(field), std::move(found), {}, {}};
    return api::problem_details(wire::http_status_of(problem), problem);
}

bool is_accepted_type(std::string_view content_type) {
    const auto type = content_type.substr(0, content_type.find(';'));
    return type.empty() || type == "application/json" || type == "text/plain" ||
           type == "application/x-www-form-urlencoded" || type.ends_with("+json");
}

HttpResponse interface_answer(const wire::EnvelopeEcho& echo, const model::Reply& reply,
                              Instant received, const model::NodeId& node, std::uint64_t serial) {
    HttpResponse response;
    if (const Problem* refused = reply.refusal()) response.status = wire::http_status_of(*refused);
    response.body = wire::encode_answer(echo, reply, received, system_now(), node, serial);
    return response;
}

/// Bytes of a name that may not stand in a header as they are.
std::string percent_encoded(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const bool is_plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
                              (c >= 'a' && c <= 'z') || c == '.' || c == '_' || c == '-';
        if (is_plain) {
            out += c;
        } else {
            out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
        }
    }
    return out;
}

/// A file as it is. The JSON of an answer would mean that there is none.
HttpResponse file_response(const wire::FileBytes& file) {
    HttpResponse response;
    response.content_type = "application/octet-stream";
    response.headers.push_back({"Content-Disposition", "attachment; filename*=UTF-8''" +
                                                           percent_encoded(file.filename)});
    response.body = file.bytes;
    return response;
}

/// What an institution is told of a request that never became a message.
HttpResponse interface_refusal(const model::NodeId& node, const Problem& problem) {
    return interface_answer({}, model::Reply{problem}, system_now(), node, 0);
}

/// "assets:due-from:110000:460000:310:2026-11" and the like, as what one party owes another.
void append_owed(std::string& out, const model::Account& account) {
    const auto parts = split(account.code, ':');
    const Money balance = ledger::is_debit_side(account.code) ? account.debited - account.credited
                                                              : account.credited - account.debited;
    std::string row;
    if (account.code.starts_with("assets:due-from:") && parts.size() == 6) {
        row = fmt::format(R"("debtor":"{}","creditor":"{}","insutype":"{}","period":"{}")",
                          parts[2], parts[3], parts[4], parts[5]);
    } else if (account.code.starts_with("liabilities:payable:") && parts.size() == 5) {
        row = fmt::format(R"("creditor_kind":"{}","creditor":"{}","insutype":"{}")", parts[2],
                          parts[3], parts[4]);
    } else {
        return;
    }
    out +=
        fmt::format("{}{{{},\"amount\":\"{}\"}}", out.size() > 1 ? "," : "", row, balance.text());
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
    std::unique_ptr<Node> node{new Node(base.network.self, options.division_prefix)};
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
             }},
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

void Node::stop() {
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
        if (!is_accepted_type(request.content_type)) {
            return respond(interface_refusal(id(), {ErrorCode::wrong_content_type,
                                                    "Content-Type",
                                                    std::string{request.content_type},
                                                    {},
                                                    {}}));
        }
        return serve_interface(target.path, request.body, std::move(respond));
    }
    if (request.method != "GET") return respond(refusal(ErrorCode::no_such_page));
    if (target.path == "/health") {
        HttpResponse response;
        response.body =
            fmt::format(R"({{"status":"ok","node":"{}","unacknowledged":{},"policies":{}}})", id(),
                        engine_->unacknowledged(), law_.json());
        return respond(std::move(response));
    }
    if (target.path == "/v1/ledger/owed") return serve_owed(std::move(respond));
    if (target.path == "/v1/estimate") return respond(estimate(target.query));
    if (target.path.starts_with(explanation_prefix) && target.path.ends_with(explanation_suffix) &&
        target.path.size() > explanation_prefix.size() + explanation_suffix.size()) {
        const auto setl_id = target.path.substr(
            explanation_prefix.size(),
            target.path.size() - explanation_prefix.size() - explanation_suffix.size());
        return serve_explanation(setl_id, target.query, std::move(respond));
    }
    respond(refusal(ErrorCode::no_such_page, "path", std::string{target.path}));
}

void Node::serve_interface(std::string_view path, const std::string& body, Responder respond) {
    const Instant received = system_now();
    const std::uint64_t serial = ++serial_;
    auto decoded = wire::decode_request(body, path, *digester_);
    if (decoded.outcome && decoded.outcome->library) {
        return serve_library(std::move(decoded.echo), std::move(*decoded.outcome), received,
                             serial, std::move(respond));
    }
    auto answer = [this, echo = std::move(decoded.echo), received, serial,
                   respond = std::move(respond)](const model::Reply& reply) {
        respond(interface_answer(echo, reply, received, id(), serial));
    };
    if (!decoded.outcome) return answer(model::Reply{decoded.outcome.error()});
    wire::DecodedRequest& request = *decoded.outcome;
    dispatch({std::move(request.envelope), received, std::move(request.body)}, std::move(answer));
}

void Node::serve_library(wire::EnvelopeEcho echo, wire::DecodedRequest request, Instant received,
                         std::uint64_t serial, Responder respond) {
    auto refuse = [this, echo, received, serial, respond](const Problem& problem) {
        respond(interface_answer(echo, model::Reply{problem}, received, id(), serial));
    };
    auto shared = std::make_shared<wire::DecodedRequest>(std::move(request));
    readers_->read(
        [this, echo, shared, received, serial, respond, refuse](store::SqliteStore& store) {
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
            const auto answer = library_->answer(
                *shared->library,
                {code, system_now(), law_.desk().current()->rulebook().catalogue});
            if (!answer) return refuse(answer.error());
            if (const auto* file = std::get_if<wire::FileBytes>(&*answer)) {
                return respond(file_response(*file));
            }
            HttpResponse response;
            response.body = wire::encode_library_answer(echo, *answer, received, system_now(),
                                                        id(), serial);
            respond(std::move(response));
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

void Node::serve_explanation(std::string_view setl_id, std::string_view query, Responder respond) {
    // ?reader=patient, or ?format=text for the fullest; neither: the document for machines.
    const auto named = value_of(query, "reader");
    const auto reader = wire::reader_of(named.value_or("auditor"));
    if (!reader) {
        return respond(api::problem_details(422, {ErrorCode::code_unknown, "reader",
                                                  std::string{*named},
                                                  "patient, cashier, auditor", {}}));
    }
    const bool as_text = named || value_of(query, "format") == "text";
    model::Command command{};
    command.body = model::ExplainSettlement{std::string{setl_id}};
    dispatch(std::move(command), [as_text, reader, respond](const model::Reply& reply) {
        if (const Problem* refused = reply.refusal()) {
            const bool unknown = refused->code == ErrorCode::settlement_unknown;
            return respond(api::problem_details(unknown ? 404 : 422, *refused));
        }
        const auto& explained = std::get<model::Explained>(reply.body());
        HttpResponse response;
        response.body = as_text ? wire::explanation_text(explained.answer, *reader, true, true)
                                : wire::explanation_json(explained.answer);
        if (as_text) response.content_type = "text/plain; charset=utf-8";
        respond(std::move(response));
    });
}

/// What a person would pay, under the law that decides here today. Nothing is read but the law.
HttpResponse Node::estimate(std::string_view query) {
    auto parameters = wire::parse_query(query);
    if (!parameters) return api::problem_details(422, parameters.error());
    const auto take = [&](std::string_view name) {
        std::string value;
        std::erase_if(*parameters, [&](const auto& one) {
            if (one.first != name) return false;
            value = one.second;
            return true;
        });
        return value;
    };
    const bool as_text = take("format") == "text";
    const bool chinese = take("lang") != "en";
    auto request = wire::read_estimate(*parameters, system_now().date());
    if (!request) return api::problem_details(422, request.error());
    const auto desk = law_.desk().current();
    const auto estimates = wire::estimate(
        [&](const std::string& division, const model::Episode& episode) {
            return desk->rulebook().plan_for(division, episode);
        },
        std::move(*request));
    HttpResponse response;
    response.body = as_text ? wire::estimate_text(estimates, chinese)
                            : wire::estimate_json(estimates);
    if (as_text) response.content_type = "text/plain; charset=utf-8";
    return response;
}

void Node::serve_owed(Responder respond) {
    queries_->read(
        [respond](store::SqliteStore& store) {
            HttpResponse response;
            response.body = "[";
            store.for_each<model::Account>(
                [&](const model::Account& account) { append_owed(response.body, account); });
            response.body += "]";
            respond(std::move(response));
        },
        [respond](const Problem& problem) {
            respond(api::problem_details(wire::http_status_of(problem), problem));
        });
}

}  // namespace yidi::node
