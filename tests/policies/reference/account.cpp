#include <algorithm>

#include "event.hpp"

namespace yidi::slow {
namespace {

struct Source {
    std::string_view name;
    std::int64_t balance;
};

bool gates_open(const Event& event, const InForce& tables) {
    bool open = true;
    for (const Table* gate : tables.gates) {
        const Row& row = gate->row_for(event.facts);
        event.saw(gate->features);
        event.saw(row.features);
        open = open && row.at("outcome").text == "entitled";
    }
    return open;
}

/// Takes what `source` has out of the buckets it may pay.
void empty_into(Event& event, Source& source, const Texts& pays) {
    for (const std::string& bucket : pays) {
        const std::int64_t part = std::min(source.balance, event.buckets[bucket]);
        if (part == 0) continue;
        source.balance -= part;
        event.buckets[bucket] -= part;
        event.account += part;
        if (source.name == "family") event.family += part;
        event.saw(source.name == "family" ? Mark::family_paid : Mark::account_paid);
    }
}

}  // namespace

void settle_account(Event& event) {
    if (!event.episode.use_account) return;
    Source sources[] = {{"own_current", event.episode.account_balance.fen()},
                        {"own_past", event.episode.account_past.fen()},
                        {"family", event.episode.family_balance.fen()}};
    for (const Benefit* benefit :
         event.law.benefits_for("account", event.scheme, event.service)) {
        const InForce tables = in_force(event.law, *benefit, event.day);
        if (tables.absent || !gates_open(event, tables)) continue;
        event.saw(benefit->features_for(event.service));
        const Table& table = *tables[Kind::account];
        event.saw(table.features);
        for (const std::string& name : table.find("sources")->list) {
            for (Source& source : sources) {
                if (source.name == name) empty_into(event, source, table.find("pays")->list);
            }
        }
    }
}

}  // namespace yidi::slow
