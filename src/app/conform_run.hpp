/// @file
/// Plays one journey against a server and judges what it answers.
///
/// Level       9; sockets
/// Units       none
/// Errors      server_unreachable and answer_lost end a journey
/// Ownership   owns its values; borrows the client
/// Threads     confined

#pragma once

#include <map>
#include <string>
#include <vector>

#include "api/http_client.hpp"
#include "app/conform.hpp"
#include "gateway/request_signer.hpp"
#include "wire/answer_check.hpp"
#include "wire/conformance_script.hpp"

namespace yidi::app {

struct JudgedStep {
    std::string infno, zh, en;
    std::vector<wire::AnswerFinding> findings;
    std::size_t probes = 0;  ///< Wrong messages tried.
    std::string refusal;     ///< err_msg, where the step was refused and should not have been.
    bool skipped = false;    ///< An earlier step it builds on was refused.
};

struct JudgedJourney {
    std::string file, zh, en;
    std::vector<JudgedStep> steps;
};

class Journey {
  public:
    /// `path` serves every transaction; empty: each has its own. `signer` may be null.
    Journey(const ConformCommand& command, api::HttpClient& client, gateway::RequestSigner* signer,
            std::string path);
    [[nodiscard]] Outcome<JudgedJourney> run(const wire::ConformanceScript& script);

  private:
    [[nodiscard]] Outcome<std::string> send(const wire::ScriptStep& step,
                                            const std::string& message);
    [[nodiscard]] std::string message_for(const wire::ScriptStep& step);
    [[nodiscard]] Outcome<JudgedStep> play(const wire::ScriptStep& step);
    [[nodiscard]] Outcome<Done> try_probes(const wire::ScriptStep& step, const std::string& message,
                                           JudgedStep& judged);
    [[nodiscard]] Outcome<Done> try_again(const wire::ScriptStep& step, const std::string& message,
                                          const std::string& first, JudgedStep& judged);
    void judge_mirror(const wire::ScriptStep& step, const std::string& answer,
                      JudgedStep& judged) const;
    void set_out(const wire::ConformanceScript& script);

    const ConformCommand& command_;
    api::HttpClient& client_;
    gateway::RequestSigner* const signer_;
    std::string path_;
    wire::ScriptValues values_;
    std::map<std::string, std::string> answers_;  ///< Of named steps.
    std::uint64_t messages_;  ///< Begins anywhere, so that two runs in one second do not meet.
    bool is_broken_off_ = false;
};

}  // namespace yidi::app
