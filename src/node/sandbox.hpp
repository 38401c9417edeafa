/// @file
/// What makes a node a place to try a client at: it remembers the last messages with what was wrong
/// in them, makes faults when told to, and shows both on a page.
///
/// Level       8
/// Units       milliseconds
/// Errors      problem details, RFC 9457
/// Ownership   owns what it remembers
/// Threads     any
/// See         docs/reference/sandbox.md

#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "api/http_message.hpp"
#include "wire/sandbox_json.hpp"

namespace yidi::node {

class Sandbox {
  public:
    /// `reset` is called when somebody asks for a fresh platform; it must return at once.
    Sandbox(std::string node, std::function<void()> reset);
    ~Sandbox();
    /// Forgets the answers that are still to come; their connections end. To be called before the
    /// server stops.
    void stop();
    Sandbox(const Sandbox&) = delete;
    Sandbox& operator=(const Sandbox&) = delete;

    /// "/sandbox" and what lies below it.
    [[nodiscard]] static bool is_page(std::string_view path);
    void serve(const api::HttpRequest& request, std::string_view path, std::string_view query,
               const api::Responder& respond);

    void remember(wire::SandboxMessage message);
    /// Answers as the fault wants it, if there is one.
    void answer(const std::optional<wire::SandboxFault>& fault, api::HttpResponse response,
                const api::Responder& respond);
    /// The fault to make of a message, which is thereby used up once.
    [[nodiscard]] std::optional<wire::SandboxFault> fault_for(std::string_view infno);

  private:
    /// Runs `what` after so many milliseconds.
    void later(std::int64_t ms, std::function<void()> what);
    [[nodiscard]] api::HttpResponse messages(std::string_view query) const;
    [[nodiscard]] api::HttpResponse change_faults(const api::HttpRequest& request);
    void run_delayed(const std::stop_token& stop);

    const std::string node_;
    const std::function<void()> reset_;
    mutable std::mutex mutex_;
    std::condition_variable_any due_;
    std::deque<wire::SandboxMessage> messages_;
    std::vector<wire::SandboxFault> faults_;
    std::multimap<std::chrono::steady_clock::time_point, std::function<void()>> delayed_;
    std::int64_t seq_ = 0;
    std::jthread clock_;
};

}  // namespace yidi::node
