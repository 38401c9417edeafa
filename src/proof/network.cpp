#include <algorithm>

#include <fmt/format.h>

#include "proof/books.hpp"

namespace yidi::proof {
namespace {

using model::ClaimState;
using model::SettlementKind;
using model::SettlementState;
using Side = Digest::Side;

const char* name_of(SettlementState state) {
    return boost::describe::enum_to_string(state, "?");
}
const char* name_of(ClaimState state) { return boost::describe::enum_to_string(state, "?"); }

/// All sides of every settlement, by setl_id.
struct Network {
    std::unordered_map<std::string, const Side*> settlements, claims;
    const Digest* hub = nullptr;
};

Network network_of(const std::vector<Digest>& nodes) {
    Network network;
    for (const Digest& node : nodes) {
        for (const auto& [id, side] : node.settlements) network.settlements.emplace(id, &side);
        for (const auto& [id, side] : node.claims) network.claims.emplace(id, &side);
        if (node.node == "hub") network.hub = &node;
    }
    return network;
}

/// A payment at the treatment place against the claim it made.
void compare(const std::string& setl_id, const Side& treatment, const Side* insured, bool complete,
             Report& report) {
    report.looked(Check::both_sides);
    const auto differ = [&](std::string found, std::string expected) {
        report.found({Check::both_sides, treatment.treatment_node, setl_id, std::move(found),
                      std::move(expected)});
    };
    if (treatment.settlement_state == SettlementState::pending ||
        treatment.settlement_state == SettlementState::undoing) {
        ++report.in_flight;
        return;
    }
    if (insured == nullptr) {
        if (complete) {
            differ(fmt::format("treatment {}", name_of(treatment.settlement_state)),
                   "a claim at the insured place");
        }
        return;
    }
    const ClaimState claim = insured->claim_state;
    const bool agree =
        (treatment.settlement_state == SettlementState::settled && claim == ClaimState::decided) ||
        (treatment.settlement_state == SettlementState::refused &&
         (claim == ClaimState::refused || claim == ClaimState::tombstone)) ||
        (treatment.settlement_state == SettlementState::reversed &&
         (claim == ClaimState::undone) == (treatment.was_booked || treatment.is_void) &&
         claim != ClaimState::decided);
    if (!agree) {
        differ(fmt::format("treatment {}", name_of(treatment.settlement_state)),
               fmt::format("insured {}", name_of(claim)));
    } else if (treatment.was_booked &&
               (treatment.fees != insured->fees || treatment.shares != insured->shares)) {
        differ(fmt::format("{} / {}", treatment.fees.medfee_sumamt.text(),
                           treatment.shares.fund_pay_sumamt.text()),
               fmt::format("{} / {}", insured->fees.medfee_sumamt.text(),
                           insured->shares.fund_pay_sumamt.text()));
    }
}

void compare_claims(const Network& network, Report& report) {
    for (const auto& [setl_id, claim] : network.claims) {
        report.looked(Check::both_sides);
        if (!network.settlements.contains(setl_id)) {
            report.found({Check::both_sides, claim->insured_node, setl_id, "claim",
                          "a settlement at the treatment place"});
        }
    }
}

/// Of a payment that T never booked because it did not add up, T has told the hub nothing, and of
/// its reversal neither.
bool is_void_at(const Network& network, const std::string& setl_id) {
    const auto found = network.settlements.find(setl_id);
    if (found == network.settlements.end()) return false;
    const Side& side = *found->second;
    return side.kind == SettlementKind::reversal && side.init_setl_id != setl_id
               ? is_void_at(network, side.init_setl_id)
               : side.is_void;
}

void compare_hub(const Network& network, bool settled_down, Report& report) {
    for (const auto& [setl_id, matched] : network.hub->matched) {
        report.looked(Check::hub_match);
        const auto found = network.settlements.find(setl_id);
        const auto differ = [&](std::string found_text, std::string expected) {
            report.found({Check::hub_match, "hub", setl_id, std::move(found_text),
                          std::move(expected)});
        };
        if (matched.state == model::MatchState::mismatched) {
            differ(matched.treatment_amount.text(), matched.insured_amount.text());
        } else if (matched.state == model::MatchState::half && is_void_at(network, setl_id)) {
            continue;
        } else if (matched.state == model::MatchState::half) {
            ++report.in_flight;
            if (settled_down) differ("one side", "both sides");
        } else if (found == network.settlements.end()) {
            differ("matched", "a settlement at the treatment place");
        } else if (ledger::owed_by_province(found->second->shares) != matched.treatment_amount) {
            differ(matched.treatment_amount.text(),
                   ledger::owed_by_province(found->second->shares).text());
        }
    }
    for (const auto& [setl_id, side] : network.settlements) {
        const bool has_moved =
            side->was_booked && side->settlement_state != SettlementState::undoing;
        // A reversal of what was never paid moved nothing, and nobody tells the hub of it.
        const bool is_void = side->kind == SettlementKind::reversal &&
                             !network.hub->matched.contains(side->init_setl_id);
        if (!has_moved || is_void || network.hub->matched.contains(setl_id)) continue;
        report.looked(Check::hub_match);
        ++report.in_flight;
        if (settled_down) {
            report.found({Check::hub_match, "hub", setl_id, "nothing", "both sides' events"});
        }
    }
}

/// The first message that was sent, was not taken, and is not kept for sending again; 0 if none.
std::int64_t first_lost(const Digest& sender, const std::string& receiver, std::int64_t sent_last,
                        const Digest::Received& received) {
    const auto kept = sender.unacknowledged.find(receiver);
    for (std::int64_t seq = received.all_up_to + 1; seq <= sent_last; ++seq) {
        if (std::ranges::binary_search(received.ahead, seq)) continue;
        if (kept == sender.unacknowledged.end() || !kept->second.contains(seq)) return seq;
    }
    return 0;
}

/// Nobody has taken a message that its sender does not know of, and what nobody has taken is still
/// with its sender. Returns whether all is delivered.
bool compare_exchange(const std::vector<Digest>& nodes, Report& report) {
    bool all_delivered = true;
    for (const Digest& receiver : nodes) {
        for (const Digest& sender : nodes) {
            report.looked(Check::exchange_gap);
            const auto sent = sender.sent.find(receiver.node);
            const auto taken = receiver.received.find(sender.node);
            const std::int64_t sent_last = sent != sender.sent.end() ? sent->second : 0;
            const auto received =
                taken != receiver.received.end() ? taken->second : Digest::Received{};
            const std::int64_t highest =
                received.ahead.empty() ? received.all_up_to : received.ahead.back();
            const auto differ = [&](std::int64_t found, std::string expected) {
                report.found({Check::exchange_gap, receiver.node, sender.node,
                              std::to_string(found), std::move(expected)});
            };
            if (highest > sent_last) differ(highest, "<= " + std::to_string(sent_last));
            if (const auto lost = first_lost(sender, receiver.node, sent_last, received)) {
                differ(received.all_up_to, "message " + std::to_string(lost));
            }
            all_delivered = all_delivered && received.all_up_to == sent_last;
        }
    }
    return all_delivered;
}

}  // namespace

void check_network(const std::vector<Digest>& nodes, bool complete, Report& report) {
    const Network network = network_of(nodes);
    const bool all_delivered = compare_exchange(nodes, report);
    for (const auto& [setl_id, treatment] : network.settlements) {
        if (treatment->kind != SettlementKind::payment) continue;
        const auto claim = network.claims.find(setl_id);
        compare(setl_id, *treatment, claim != network.claims.end() ? claim->second : nullptr,
                complete, report);
    }
    if (complete) compare_claims(network, report);
    check_declarations(nodes, complete, report);
    // Events still on their way explain a side that is missing at the hub; nothing else does.
    if (network.hub != nullptr) compare_hub(network, complete && all_delivered, report);
}

}  // namespace yidi::proof
