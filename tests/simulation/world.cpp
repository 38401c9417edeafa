#include "simulation/world.hpp"

#include <array>
#include <cstdio>

#include <fmt/format.h>

namespace yidi::simulation {
namespace {

const std::vector<model::NodeId> node_ids{"110000", "310000", "460000", "hub"};
/// Longer than any backoff, deadline and patience together.
constexpr std::int64_t rest_ms_max = 3'600'000;

Instant draw_start(Random& random) {
    // An ordinary morning, the last minute of a month, the last minute of a year.
    constexpr std::array<const char*, 3> starts{"2026-11-20 09:00:00", "2026-11-30 23:59:20",
                                                "2026-12-31 23:59:20"};
    return *Instant::parse(starts[static_cast<std::size_t>(random.below(std::ssize(starts)))]);
}

engine::Options draw_options(Random& random) {
    engine::Options options;
    options.batch_commands_max = static_cast<std::size_t>(random.between(1, 32));
    options.ask_timeout_ms = random.between(500, 8'000);
    options.await_timeout_ms = random.between(500, 10'000);
    options.resend_ms = random.between(200, 2'000);
    options.messages_per_frame_max = static_cast<std::size_t>(random.between(1, 64));
    options.window = random.between(2, 128);
    return options;
}

}  // namespace

World::World(const Law& law, std::uint64_t seed, const RunOptions& options)
    : seed_(seed),
      verbose_(options.verbose),
      random_(seed),
      start_(draw_start(random_)),
      schedule_(start_),
      faults_(draw_faults(random_, start_, node_ids)),
      setting_(draw_setting(random_, start_)),
      network_(schedule_, random_, faults_,
               [this](engine::Frame frame) { nodes_.at(frame.to)->take_frame(std::move(frame)); }),
      surroundings_{
          schedule_,
          random_,
          faults_,
          fingerprint_,
          [this](engine::Frame frame) { network_.send(std::move(frame)); },
          [this](engine::Ticket ticket, const model::Reply& reply) { pass_answer(ticket, reply); },
          [this](const std::string& line) {
              if (verbose_) fmt::print("{} {}\n", schedule_.now().compact_ms(), line);
          },
          complaints_} {
    make_nodes(law, options);
    make_stays(law);
}

void World::make_nodes(const Law& law, const RunOptions& options) {
    // All nodes of a network agree on these; a window that differs is another fault.
    const engine::Options engine_options = draw_options(random_);
    for (const model::NodeId& id : node_ids) {
        nodes_.emplace(id, std::make_unique<Node>(rulebook_of(law, id, setting_.settle_patience_ms),
                                                  engine_options, options.plant, surroundings_));
    }
}

void World::make_stays(const Law& law) {
    const std::int64_t count = random_.between(8, 20);
    for (std::int64_t number = 1; number <= count; ++number) {
        const model::Institution& hospital = random_.pick(setting_.hospitals);
        const Resident* patient = &random_.pick(setting_.people);
        if (!patient->known && random_.chance(700)) patient = &setting_.people.front();
        const auto* items = &law.provinces.front().items;
        for (const Law::Province& province : law.provinces) {
            if (hospital.admdvs.starts_with(province.node.substr(0, 2))) items = &province.items;
        }
        const std::size_t index = stays_.size();
        stays_.push_back(std::make_unique<Stay>(
            fmt::format("S{}", number), hospital, *patient, *items,
            Counterpart{schedule_, random_, faults_,
                        [this, index](std::int64_t call, const model::Command& command) {
                            place_call(stays_[index].get(), call, command);
                        },
                        surroundings_.trace, complaints_}));
    }
}

void World::place_call(Stay* stay, std::int64_t call, const model::Command& command) {
    const bool stormy = schedule_.now() < faults_.end;
    const std::string& division = stay->hospital().admdvs;
    Node* node = nodes_.at(division.substr(0, 2) + "0000").get();
    std::int64_t copies = 1;
    if (stormy && random_.chance(faults_.call_repeat)) ++copies;
    if (stormy && random_.chance(faults_.call_loss)) --copies;
    for (; copies > 0; --copies) {
        const engine::Ticket ticket = next_ticket_++;
        callers_.emplace(ticket, Caller{stay, call});
        std::int64_t delay_ms = random_.between(1, 20);
        if (stormy && random_.chance(faults_.call_late)) delay_ms += random_.below(20'000);
        schedule_.in_ms(delay_ms, [node, command, ticket] { node->take_call(command, ticket); });
    }
}

void World::pass_answer(engine::Ticket ticket, const model::Reply& reply) {
    const auto caller = callers_.find(ticket);
    if (caller == callers_.end()) return;  // an enrolment at the very beginning
    const Caller to = caller->second;
    callers_.erase(caller);
    if (schedule_.now() < faults_.end && random_.chance(faults_.answer_loss)) return;
    schedule_.in_ms(random_.between(1, 20), [to, reply] { to.stay->take_answer(to.call, reply); });
}

bool World::is_quiet() const {
    for (const auto& stay : stays_) {
        if (!stay->is_done()) return false;
    }
    for (const auto& [id, node] : nodes_) {
        if (!node->is_quiet()) return false;
    }
    return network_.on_the_way() == 0;
}

void World::look_at_books() {
    if (schedule_.now() >= faults_.end) return;
    judge_meanwhile(*this, complaints_);
    schedule_.in_ms(random_.between(10'000, 60'000), [this] { look_at_books(); });
}

void World::run() {
    // Enrolment is preparation: it is told again until the node has certainly heard it.
    for (auto& [id, enrol] : setting_.enrolments) {
        model::Command command{{}, {}, enrol};
        for (const std::int64_t after_ms : {0, 40}) {
            const engine::Ticket ticket = next_ticket_++;
            schedule_.in_ms(after_ms, [node = nodes_.at(id).get(), command, ticket] {
                node->take_call(command, ticket);
            });
        }
    }
    for (const auto& stay : stays_) {
        schedule_.in_ms(random_.between(200, 30'000), [s = stay.get()] { s->begin(); });
    }
    schedule_.in_ms(random_.between(5'000, 40'000), [this] { look_at_books(); });
    const Instant limit = faults_.end.plus_ms(rest_ms_max);
    while (!schedule_.empty() && schedule_.now() < limit) {
        schedule_.step();
        if (schedule_.now() >= faults_.end && is_quiet()) {
            at_rest_ = true;
            return;
        }
    }
}

RunResult World::result() const {
    RunResult result;
    result.seed = seed_;
    result.fingerprint = fingerprint_.value();
    result.weather = faults_.text();
    result.simulated_ms = (schedule_.now().us() - start_.us()) / 1000;
    result.calls = static_cast<std::int64_t>(next_ticket_);
    for (const auto& [id, node] : nodes_) result.crashes += node->crashes();
    for (const auto& stay : stays_) {
        result.in_force += std::ssize(stay->in_force());
        result.reversals += std::ssize(stay->taken_back());
    }
    return result;
}

}  // namespace yidi::simulation
