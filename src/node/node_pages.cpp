// What a node tells on its own addresses, beside the national interface.

#include <fmt/format.h>

#include "api/problem_details.hpp"
#include "base/text.hpp"
#include "ledger/chart.hpp"
#include "node/http_target.hpp"
#include "node/node.hpp"
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

void Node::serve_page(const HttpRequest& request, Responder respond) {
    const Target target = target_of(request.target);
    if (request.method != "GET") return respond(refusal(ErrorCode::no_such_page));
    if (target.path == "/health") return respond(health());
    if (target.path == "/v1/estimate") return respond(estimate(target.query));
    const bool is_explanation =
        target.path.starts_with(explanation_prefix) && target.path.ends_with(explanation_suffix) &&
        target.path.size() > explanation_prefix.size() + explanation_suffix.size();
    const bool is_owed = target.path == "/v1/ledger/owed";
    if (!is_explanation && !is_owed) {
        return respond(refusal(ErrorCode::no_such_page, "path", std::string{target.path}));
    }
    // Beyond this line pages tell of settlements; no gateway signature is defined for them.
    if (!front_door_.gateway().may_read_pages(request.peer)) {
        return respond(
            api::problem_details(403, {ErrorCode::page_not_for_caller, "path",
                                       std::string{target.path}, {}, {}}));
    }
    if (is_owed) return serve_owed(std::move(respond));
    const auto setl_id = target.path.substr(
        explanation_prefix.size(),
        target.path.size() - explanation_prefix.size() - explanation_suffix.size());
    serve_explanation(setl_id, target.query, std::move(respond));
}

HttpResponse Node::health() const {
    const auto counts = front_door_.gateway().counts();
    HttpResponse response;
    response.body = fmt::format(
        R"({{"status":"ok","node":"{}","unacknowledged":{},"policies":{},"gateway":)"
        R"({{"keys":{},"signed":{},"plain":{},"refused":{}}}}})",
        id(), engine_->unacknowledged(), law_.json(), counts.keys, counts.signed_messages,
        counts.plain_messages, counts.refused);
    return response;
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
