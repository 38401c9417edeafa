#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>

#include <fmt/format.h>

#include "app/console.hpp"
#include "app/plan_on_disk.hpp"
#include "app/policy_choice.hpp"
#include "app/policy_tools.hpp"
#include "node/engine_loop.hpp"
#include "node/releases.hpp"
#include "policy/generate.hpp"
#include "wire/bill_lines.hpp"
#include "wire/explanation.hpp"

namespace yidi::app {
namespace {

/// Every so many invented events are the second bill of a stay.
constexpr std::uint64_t bills_in_parts = 8;
/// Of invented events the first that is paid of so many is taken: what nobody pays is soon told.
constexpr int draws_max = 4;

model::ExplainAnswer answer_of(const policy::Plan& plan, const model::Episode& facts,
                               const model::FeeSums& fees, const policy::YearsBefore& before,
                               policy::Explanation&& explanation) {
    model::ExplainAnswer answer;
    answer.package_id = policy::package_id_of(plan);
    answer.plan = plan.hash();
    answer.version = plan.tables().version;
    answer.is_sample = policy::is_sample(plan);
    if (explanation.decision.refusal) {
        answer.refused = model::StoredProblem{*explanation.decision.refusal};
    }
    answer.facts = facts;
    answer.fees = fees;
    answer.before = before.first;
    if (policy::is_split(plan, facts)) answer.later_before = before.later;
    answer.shares = explanation.decision.shares;
    answer.steps = std::move(explanation.steps);
    return answer;
}

Outcome<wire::EventDocument> event_of_file(const std::string& path) {
    std::string text;
    if (path == "-") {
        text.assign(std::istreambuf_iterator<char>(std::cin), {});
    } else {
        std::ifstream file(path, std::ios::binary);
        if (!file) return problem(ErrorCode::file_unreadable, path, "no file", "an event as JSON");
        text.assign(std::istreambuf_iterator<char>(file), {});
    }
    auto event = wire::read_event(text);
    if (event) return event;
    Problem wrong = event.error();
    wrong.field = fmt::format("{} {}", path, wrong.field);
    return Unexpected{std::move(wrong)};
}

/// The parameters of an estimate, at one place: local and level 3 unless they say otherwise.
Outcome<wire::EventDocument> event_of_parameters(wire::Parameters parameters) {
    const auto has = [&](std::string_view name) {
        return std::any_of(parameters.begin(), parameters.end(),
                           [&](const auto& one) { return one.first == name; });
    };
    if (!has("level")) parameters.emplace_back("level", "3");
    if (!has("place")) parameters.emplace_back("place", "local");
    const auto request = wire::read_estimate(parameters, node::system_now().date());
    if (!request) return Unexpected{request.error()};
    for (const auto& [name, count] : {std::pair{"insured", request->insured.size()},
                                      std::pair{"level", request->levels.size()},
                                      std::pair{"place", request->places.size()}}) {
        if (count == 1) continue;
        return problem(ErrorCode::field_contradicts, name, fmt::format("{} values", count),
                       "one; yidi estimate compares several");
    }
    wire::EventDocument event;
    event.facts = request->episode;
    event.facts.insuplc_admdvs = request->insured.front();
    event.facts.level = request->levels.front();
    event.facts.place = request->places.front();
    event.fees = request->fees;
    event.before.first = request->before;
    return event;
}

/// The plan that decides: a compiled file, the package named, or that of the insured place.
Outcome<policy::PlanPtr> plan_of(const PolicyExplainCommand& command,
                                 const wire::EventDocument& event, const node::Law& law) {
    if (!command.plan.empty()) return read_plan_file(command.plan);
    wire::LawBook book;
    book.plans = law.plans;
    for (const auto& [prefix, plan] : book.plans) {
        if (policy::package_id_of(*plan) == event.package) return plan;
    }
    auto plan = event.package.empty() ? book.plan_for(event.facts.insuplc_admdvs) : nullptr;
    if (plan != nullptr) return plan;
    return problem(ErrorCode::policy_missing, "insured",
                   event.package.empty() ? event.facts.insuplc_admdvs : event.package,
                   "an area that has a package");
}

/// Divides the lines of the event, if it has any, into its fees.
Outcome<wire::DividedBill> bill_of(wire::EventDocument& event, const node::Law& law) {
    if (event.lines.empty()) return wire::DividedBill{};
    wire::LawBook book;
    book.catalogues = law.catalogues;
    const auto catalogue = book.catalogue_for(event.mdtrtarea_admvs);
    if (catalogue == nullptr) {
        return problem(ErrorCode::item_unknown, "mdtrtarea_admvs", event.mdtrtarea_admvs,
                       "a division that has a catalogue");
    }
    auto bill = wire::divide_bill(*catalogue, event);
    if (bill) event.fees = bill->fees;
    return bill;
}

struct Explained {
    model::ExplainAnswer answer;
    policy::Decision decision;
};

Explained explained(const policy::Plan& plan, const wire::EventDocument& event) {
    policy::EarlierParts earlier;
    if (event.earlier) {
        earlier.newest = event.earlier->newest;
        earlier.fees = event.earlier->fees;
        earlier.shares = event.earlier->shares;
    }
    policy::Explanation made =
        policy::explain_part(plan, event.facts, event.fees, event.before, earlier);
    policy::Decision decision = made.decision;
    Explained one{answer_of(plan, event.facts, event.fees, event.before, std::move(made)),
                  std::move(decision)};
    one.answer.earlier = event.earlier;
    return one;
}

void tell(const PolicyExplainCommand& command, const Explained& one, const wire::DividedBill& bill,
          const policy::Decision& if_met) {
    const bool zh = command.language != "en", en = command.language != "zh";
    const bool lines = command.lines && !bill.lines.empty();
    if (command.json && lines) {
        print(fmt::format(R"({{"explanation":{},"bill":{}}})", wire::explanation_json(one.answer),
                          wire::bill_lines_json(bill, one.decision, if_met)));
    } else if (command.json) {
        print(wire::explanation_json(one.answer));
    } else {
        print(wire::explanation_text(one.answer, *wire::reader_of(command.reader), zh, en));
        if (lines) print(wire::bill_lines_text(bill, one.decision, if_met, zh, en));
    }
}

int explain_one(const PolicyExplainCommand& command) {
    auto event = command.file.empty() ? event_of_parameters(command.parameters)
                                      : event_of_file(command.file);
    if (!event) return report(event.error(), command.json);
    const auto law = node::load_law(command.policies);
    if (!law) return report(law.error(), command.json);
    auto bill = bill_of(*event, *law);
    if (!bill) return report(bill.error(), command.json);
    const auto plan = plan_of(command, *event, *law);
    if (!plan) return report(plan.error(), command.json);
    const Explained one = explained(**plan, *event);
    wire::allocate_funds(*bill, one.decision);
    policy::Decision if_met = one.decision;
    if (bill->has_open()) {
        if_met = policy::decide(**plan, event->facts, bill->if_met, event->before);
    }
    tell(command, one, *bill, if_met);
    return exit_done;
}

model::ExplainAnswer invented(const policy::Plan& plan, const policy::GeneratedEvent& event,
                              bool is_part) {
    const auto second = is_part ? policy::in_two_bills(plan, event) : std::nullopt;
    const policy::GeneratedEvent& told = second ? second->event : event;
    const policy::EarlierParts earlier = second ? second->earlier : policy::EarlierParts{};
    model::ExplainAnswer answer = answer_of(
        plan, told.episode, told.fees, told.before,
        policy::explain_part(plan, told.episode, told.fees, told.before, earlier));
    if (!earlier.empty()) {
        answer.earlier = model::EarlierBills{earlier.newest, earlier.fees, earlier.shares};
        answer.earlier->shares.balc = {};
    }
    return answer;
}

int generate(const PolicyExplainCommand& command) {
    const auto choice = choose_packages({}, command.policies);
    if (!choice) return report(choice.error(), command.json);
    std::vector<policy::EventGenerator> generators;
    for (const ChosenPackage& package : choice->packages) {
        generators.emplace_back(*package.plan, command.seed * 1'000 + generators.size());
    }
    std::string out;
    for (std::uint64_t made = 0; made < command.generate; ++made) {
        const std::size_t at = made % generators.size();
        const policy::Plan& plan = *choice->packages[at].plan;
        policy::GeneratedEvent event;
        for (int draw = 0; draw < draws_max; ++draw) {
            event = generators[at].next();
            if (!policy::decide(plan, event.episode, event.fees, event.before).refusal) break;
        }
        const bool is_part = made / generators.size() % bills_in_parts == 0 &&
                             event.episode.service == model::Service::inpatient;
        out += wire::explanation_json(invented(plan, event, is_part));
        out += '\n';
        constexpr std::size_t enough = 1 << 20;
        const bool last = made + 1 == command.generate;
        if (out.size() < enough && !last) continue;
        if (std::fwrite(out.data(), 1, out.size(), stdout) != out.size()) return exit_failed;
        out.clear();
    }
    return exit_done;
}

}  // namespace

int run_policy_explain(const PolicyExplainCommand& command) {
    if (command.generate > 0) return generate(command);
    if (command.file.empty() && command.parameters.empty()) {
        return report({ErrorCode::field_missing, "file", "nothing",
                       "an event as JSON, or parameters such as --insured 110000 --in-policy 50000",
                       {}},
                      command.json);
    }
    return explain_one(command);
}

}  // namespace yidi::app
