#include "wire/estimate.hpp"

#include "app/commands.hpp"
#include "app/console.hpp"
#include "node/engine_loop.hpp"
#include "node/releases.hpp"
#include "wire/policy_files.hpp"

namespace yidi::app {

int run_estimate(const EstimateCommand& command) {
    auto request = wire::read_estimate(command.parameters, node::system_now().date());
    if (!request) return report(request.error(), command.json);
    const auto law = node::load_law(command.policies);
    if (!law) return report(law.error(), command.json);
    wire::LawBook book;
    book.plans = law->plans;
    const auto estimates = wire::estimate(
        [&](const std::string& division, const model::Episode&) { return book.plan_for(division); },
        std::move(*request));
    print(command.json ? wire::estimate_json(estimates)
                       : wire::estimate_text(estimates, command.language == "zh"));
    return exit_done;
}

}  // namespace yidi::app
