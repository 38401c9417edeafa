#include <algorithm>
#include <vector>

#include "desk/treatment/use_cases.hpp"

namespace yidi::desk {

MaybeReply find_person(const Counter& counter, const model::PersonQuery& query) {
    if (const auto institution = institution_at(counter); !institution) {
        return model::Reply{institution.error()};
    }
    if (query.certno_digest.empty() && query.card_digest.empty()) {
        return problem(ErrorCode::credential_not_offered, "data.mdtrt_cert_type",
                       query.mdtrt_cert_type, "02, 03");
    }
    engine::Workspace& workspace = counter.workspace;
    const model::PersonAsk question{query.mdtrt_cert_type, query.certno_digest, query.card_digest};
    const auto found = [&](const model::PersonAnswer& answer) {
        return model::Reply{model::PersonFound{answer, counter.now()}};
    };

    // Real clients name their own place until 1101 has told them the person's: ask there first.
    const Network& network = counter.rules.network;
    const std::string& stated = counter.envelope().insuplc_admdvs;
    const model::NodeId first = stated.empty() ? network.self : network.node_of(stated);
    if (first.empty()) return problem(ErrorCode::place_unknown, "insuplc_admdvs", stated);
    const auto* answer = workspace.ask<model::PersonAnswer>(first, question);
    if (answer == nullptr) return {};
    if (answer->found) return found(*answer);

    // The hub knows by a keyed digest which province insures whom.
    const std::string& digest =
        query.certno_digest.empty() ? query.card_digest : query.certno_digest;
    const auto* routes =
        workspace.ask<model::RouteAnswer>(std::string{hub_node}, model::RouteAsk{digest});
    if (routes == nullptr) return {};
    std::vector<model::NodeId> asked{first};
    for (const std::string& division : routes->admdvs) {
        const model::NodeId node = network.node_of(division);
        if (node.empty() || std::ranges::find(asked, node) != asked.end()) continue;
        asked.push_back(node);
        const auto* remote = workspace.ask<model::PersonAnswer>(node, question);
        if (remote == nullptr) return {};
        if (remote->found) return found(*remote);
    }
    return problem(ErrorCode::person_unknown, "data.mdtrt_cert_no");
}

}  // namespace yidi::desk
