#include "node/platform.hpp"

#include "node/samples.hpp"

namespace yidi::node {

namespace {

constexpr std::int64_t people_per_command = 500;

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

desk::Rulebook rulebook_without_plans(const model::NodeId& id, const Law& law,
                                      const desk::Settings& settings) {
    desk::Rulebook rulebook;
    rulebook.network.self = id;
    rulebook.settings = settings;
    for (const NodePlan& plan : sample_network()) {
        if (!plan.prefix.empty()) rulebook.network.node_by_prefix.emplace(plan.prefix, plan.id);
        if (plan.id != id) continue;
        const auto catalogue = law.catalogues.find(plan.prefix);
        if (catalogue != law.catalogues.end()) rulebook.catalogue = catalogue->second;
    }
    if (rulebook.catalogue == nullptr) {
        auto empty = catalog::Catalog::from({});
        YIDI_ASSERT(empty.has_value());
        rulebook.catalogue = std::make_shared<const catalog::Catalog>(std::move(*empty));
    }
    return rulebook;
}

Outcome<std::unique_ptr<Platform>> Platform::start(const PlatformOptions& options) {
    std::error_code cannot;
    std::filesystem::create_directories(options.data / "keys", cannot);
    if (cannot) {
        return problem(ErrorCode::data_not_writable, options.data.string(), cannot.message());
    }
    const auto law = load_law_or_reason(options.policies);
    if (!law) return Unexpected{law.error()};

    std::unique_ptr<Platform> platform{new Platform(options.policies, options.settings)};
    if (options.tls) {
        auto tls = api::TlsIdentity::load(*options.tls);
        if (!tls) return Unexpected{std::move(tls).error()};
        platform->tls_ = std::move(*tls);
    }
    for (const NodePlan& plan : sample_network()) {
        const auto own_port = options.ports.find(plan.id);
        auto node =
            Node::start(rulebook_without_plans(plan.id, *law, options.settings), *law,
                        {.data = options.data,
                         .division_prefix = plan.prefix,
                         .host = options.host,
                         .port = own_port != options.ports.end() ? own_port->second
                                 : options.port_base == 0
                                     ? std::uint16_t{0}
                                     : static_cast<std::uint16_t>(options.port_base +
                                                                  plan.port_offset),
                         .engine = options.engine,
                         .failed = options.failed,
                         .capture = options.capture,
                         .gateway = {.plain = options.plain},
                         .tls = platform->tls_,
                         .sandbox_reset = options.sandbox_reset},
                        platform->exchange_);
        if (!node) return Unexpected{node.error()};
        platform->nodes_.push_back(std::move(*node));
    }
    if (auto done = platform->enrol_samples(options.sample_people); !done) {
        return Unexpected{done.error()};
    }
    return platform;
}

std::optional<Problem> Platform::law_refused() const {
    for (const auto& node : nodes_) {
        if (auto why = node->law().refused()) return why;
    }
    return {};
}

Outcome<Done> Platform::reload_law() {
    const auto law = load_law_or_reason(policies_);
    if (!law) return Unexpected{law.error()};
    for (const auto& node : nodes_) {
        auto base = rulebook_without_plans(node->id(), *law, settings_);
        if (auto done = node->change_law(std::move(base), *law); !done) return done;
    }
    if (law->refused) return Unexpected{*law->refused};
    return Done{};
}

Outcome<Done> Platform::reload_gateway() {
    Outcome<Done> first_refused = Done{};
    const auto keep = [&](Outcome<Done> done) {
        if (!done && first_refused) first_refused = std::move(done);
    };
    for (const auto& node : nodes_) keep(node->reload_access_keys());
    if (tls_ != nullptr) keep(tls_->reload());
    return first_refused;
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
        if (auto done = node->carry_out(std::move(samples)); !done) return done;
    }
    for (std::int64_t first = 0; first < people; first += people_per_command) {
        const std::int64_t count = std::min(people_per_command, people - first);
        Node& insured = node(crowd_node);
        if (auto done = insured.carry_out(crowd(first, count, insured.digester())); !done) {
            return done;
        }
    }
    return Done{};
}

}  // namespace yidi::node
