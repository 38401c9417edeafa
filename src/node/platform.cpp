#include "node/platform.hpp"

#include <future>

#include "node/samples.hpp"
#include "wire/policy_files.hpp"

namespace yidi::node {

std::span<const EmbeddedFile> law_files();  // the folder policies/, compiled in

namespace {

constexpr std::int64_t people_per_command = 500;

Outcome<Done> submit_and_wait(Node& node, model::Enrol enrol) {
    model::Command command{};
    command.body = std::move(enrol);
    auto done = std::make_shared<std::promise<model::Reply>>();
    auto reply = done->get_future();
    if (!node.engine().submit(std::move(command),
                              [done](const model::Reply& r) { done->set_value(r); })) {
        return problem(ErrorCode::overloaded, "node", node.id());
    }
    // A node whose disk fails breaks the promise: it never answers.
    try {
        const model::Reply answer = reply.get();
        if (const Problem* refused = answer.refusal()) return Unexpected{*refused};
    } catch (const std::future_error&) {
        return problem(ErrorCode::disk_failed, "node", node.id());
    }
    return Done{};
}

}  // namespace

std::span<const NodePlan> sample_network() {
    static const NodePlan nodes[] = {
        {std::string{desk::hub_node}, "", 0, "国家", "hub"},
        {"110000", "11", 11, "北京", "Beijing"},
        {"310000", "31", 31, "上海", "Shanghai"},
        {"460000", "46", 46, "海南", "Hainan"},
    };
    return nodes;
}

Outcome<Law> load_law(const std::string& policies) {
    auto book = policies.empty() ? wire::load_law(law_files()) : wire::load_law_from(policies);
    if (!book) return Unexpected{book.error()};
    return Law{std::move(book->plans), std::move(book->catalogues)};
}

std::shared_ptr<const desk::Rulebook> rulebook_for(const model::NodeId& id, const Law& law,
                                                   const desk::Settings& settings) {
    auto rulebook = std::make_shared<desk::Rulebook>();
    rulebook->network.self = id;
    rulebook->settings = settings;
    for (const NodePlan& plan : sample_network()) {
        if (!plan.prefix.empty()) rulebook->network.node_by_prefix.emplace(plan.prefix, plan.id);
        if (plan.id != id) continue;
        const auto catalogue = law.catalogues.find(plan.prefix);
        if (catalogue != law.catalogues.end()) rulebook->catalogue = catalogue->second;
        for (const auto& [prefix, compiled] : law.plans) {
            if (!plan.prefix.empty() && prefix.starts_with(plan.prefix)) {
                rulebook->plans.emplace(prefix, compiled);
            }
        }
    }
    if (rulebook->catalogue == nullptr) {
        auto empty = catalog::Catalog::from({});
        YIDI_ASSERT(empty.has_value());
        rulebook->catalogue = std::make_shared<const catalog::Catalog>(std::move(*empty));
    }
    return rulebook;
}

Outcome<std::unique_ptr<Platform>> Platform::start(const PlatformOptions& options) {
    std::error_code cannot;
    std::filesystem::create_directories(options.data / "keys", cannot);
    if (cannot) {
        return problem(ErrorCode::data_not_writable, options.data.string(), cannot.message());
    }
    const auto law = load_law(options.policies);
    if (!law) return Unexpected{law.error()};

    std::unique_ptr<Platform> platform{new Platform};
    for (const NodePlan& plan : sample_network()) {
        auto node =
            Node::start(rulebook_for(plan.id, *law, options.settings),
                        {.data = options.data,
                         .host = options.host,
                         .port = static_cast<std::uint16_t>(
                             options.port_base == 0 ? 0 : options.port_base + plan.port_offset),
                         .engine = options.engine,
                         .failed = options.failed,
                         .capture = options.capture},
                        platform->exchange_);
        if (!node) return Unexpected{node.error()};
        platform->nodes_.push_back(std::move(*node));
    }
    if (auto done = platform->enrol_samples(options.sample_people); !done) {
        return Unexpected{done.error()};
    }
    return platform;
}

Platform::~Platform() {
    stop();
}

void Platform::stop() {
    for (const auto& node : nodes_) node->stop();
}

Node& Platform::node(const model::NodeId& id) {
    for (const auto& node : nodes_) {
        if (node->id() == id) return *node;
    }
    YIDI_ASSERT(false);
}

Outcome<Done> Platform::enrol_samples(std::int64_t people) {
    for (const auto& node : nodes_) {
        model::Enrol samples =
            samples_for(node->id(), system_now().date().year(), node->digester());
        if (samples.people.empty() && samples.institutions.empty()) continue;
        if (auto done = submit_and_wait(*node, std::move(samples)); !done) return done;
    }
    for (std::int64_t first = 0; first < people; first += people_per_command) {
        const std::int64_t count = std::min(people_per_command, people - first);
        Node& insured = node(crowd_node);
        if (auto done = submit_and_wait(insured, crowd(first, count, insured.digester())); !done) {
            return done;
        }
    }
    return Done{};
}

}  // namespace yidi::node
