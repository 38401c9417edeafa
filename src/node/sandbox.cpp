#include "node/sandbox.hpp"

#include <algorithm>

#include "api/problem_details.hpp"
#include "base/embedded.hpp"
#include "base/text.hpp"

namespace yidi::node {

std::span<const EmbeddedFile> sandbox_files();

namespace {

using api::HttpRequest;
using api::HttpResponse;
using wire::SandboxFault;
using wire::SandboxMessage;

constexpr std::size_t remembered_max = 200;
constexpr std::size_t text_bytes_max = 64 * 1024;
constexpr std::string_view root = "/sandbox";

HttpResponse page() {
    HttpResponse response;
    response.content_type = "text/html; charset=utf-8";
    response.body = std::string{sandbox_files().front().content};
    return response;
}

HttpResponse no_such_page(std::string_view path) {
    return api::problem_details(404, {ErrorCode::no_such_page, "path", std::string{path}, {}, {}});
}

void cut(std::string& text) {
    if (text.size() <= text_bytes_max) return;
    std::size_t end = text_bytes_max;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
    text.resize(end);
    text += "…";
}

}  // namespace

Sandbox::Sandbox(std::string node, std::function<void()> reset)
    : node_(std::move(node)),
      reset_(std::move(reset)),
      clock_([this](const std::stop_token& stop) { run_delayed(stop); }) {}

Sandbox::~Sandbox() {
    stop();
}

void Sandbox::stop() {
    if (!clock_.joinable()) return;
    clock_.request_stop();
    clock_.join();
    delayed_.clear();
}

bool Sandbox::is_page(std::string_view path) {
    return path.starts_with(root) && (path.size() == root.size() || path[root.size()] == '/');
}

void Sandbox::serve(const HttpRequest& request, std::string_view path, std::string_view query,
                    const api::Responder& respond) {
    const bool is_get = request.method == "GET";
    if (path == "/sandbox" && is_get) return respond(page());
    if (path == "/sandbox/messages" && is_get) return respond(messages(query));
    if (path == "/sandbox/faults") return respond(change_faults(request));
    if (path == "/sandbox/reset" && request.method == "POST") {
        HttpResponse response;
        response.status = 202;
        response.body = R"({"status":"resetting"})";
        respond(std::move(response));
        return reset_();
    }
    respond(no_such_page(path));
}

HttpResponse Sandbox::messages(std::string_view query) const {
    std::size_t limit = 50;
    std::string_view institution;
    for (const std::string_view part : split(query, '&')) {
        if (part.starts_with("limit=")) {
            limit = parse_integer<std::size_t>(part.substr(6)).value_or(limit);
        }
        if (part.starts_with("fixmedins_code=")) institution = part.substr(15);
    }
    std::vector<SandboxMessage> told;
    {
        const std::lock_guard lock{mutex_};
        for (auto at = messages_.rbegin(); at != messages_.rend() && told.size() < limit; ++at) {
            if (!institution.empty() && at->fixmedins_code != institution) continue;
            told.push_back(*at);
        }
    }
    HttpResponse response;
    response.body = wire::sandbox_messages_json(node_, told);
    return response;
}

HttpResponse Sandbox::change_faults(const HttpRequest& request) {
    HttpResponse response;
    if (request.method == "POST") {
        auto fault = wire::read_fault(request.body);
        if (!fault) return api::problem_details(422, fault.error());
        const std::lock_guard lock{mutex_};
        faults_.push_back(std::move(*fault));
        response.status = 201;
    } else if (request.method == "DELETE") {
        const std::lock_guard lock{mutex_};
        faults_.clear();
    } else if (request.method != "GET") {
        return api::problem_details(405, {ErrorCode::method_not_allowed,
                                          "method",
                                          std::string{request.method},
                                          "GET, POST, DELETE",
                                          {}});
    }
    const std::lock_guard lock{mutex_};
    response.body = wire::sandbox_faults_json(faults_);
    return response;
}

void Sandbox::remember(SandboxMessage message) {
    cut(message.request);
    cut(message.answer);
    const std::lock_guard lock{mutex_};
    message.seq = ++seq_;
    messages_.push_back(std::move(message));
    if (messages_.size() > remembered_max) messages_.pop_front();
}

void Sandbox::answer(const std::optional<SandboxFault>& fault, HttpResponse response,
                     const api::Responder& respond) {
    using Kind = wire::FaultKind;
    if (!fault || fault->kind == Kind::duplicate || fault->kind == Kind::refuse) {
        return respond(std::move(response));
    }
    switch (fault->kind) {
        case Kind::slow:
            return later(fault->ms, [respond, response = std::move(response)]() mutable {
                respond(std::move(response));
            });
        case Kind::wrong:
            response.body.resize(response.body.size() / 2);
            return respond(std::move(response));
        case Kind::silent:
        case Kind::late:  // the responder goes uncalled, and with it the connection
        case Kind::duplicate:
        case Kind::refuse:
            return;
    }
}

std::optional<SandboxFault> Sandbox::fault_for(std::string_view infno) {
    const std::lock_guard lock{mutex_};
    const auto found = std::ranges::find_if(faults_, [&](const SandboxFault& fault) {
        return fault.infno == "*" || fault.infno == infno;
    });
    if (found == faults_.end()) return {};
    SandboxFault fault = *found;
    if (--found->times <= 0) faults_.erase(found);
    return fault;
}

void Sandbox::later(std::int64_t ms, std::function<void()> what) {
    const std::lock_guard lock{mutex_};
    delayed_.emplace(std::chrono::steady_clock::now() + std::chrono::milliseconds{ms},
                     std::move(what));
    due_.notify_one();
}

void Sandbox::run_delayed(const std::stop_token& stop) {
    std::unique_lock lock{mutex_};
    while (!stop.stop_requested()) {
        if (delayed_.empty()) {
            due_.wait(lock, stop, [this] { return !delayed_.empty(); });
            continue;
        }
        const auto due = delayed_.begin()->first;
        if (due_.wait_until(lock, stop, due, [&] { return delayed_.begin()->first < due; })) {
            continue;  // something that is due earlier has come in
        }
        if (stop.stop_requested() || std::chrono::steady_clock::now() < due) continue;
        auto first = delayed_.extract(delayed_.begin());
        lock.unlock();
        first.mapped()();
        lock.lock();
    }
}

}  // namespace yidi::node
