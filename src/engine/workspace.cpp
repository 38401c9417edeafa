#include "engine/workspace.hpp"

namespace yidi::engine {
namespace {

/// Rows of one table kept in memory between batches. Beyond it the table's rows are forgotten and
/// read again when needed.
constexpr std::size_t cached_rows_max = 50'000;

}  // namespace

Workspace::Workspace(Store& store, model::NodeId self) : store_(store), self_(std::move(self)) {}
Workspace::~Workspace() = default;

std::int64_t Workspace::next_number(const std::string& series) {
    const auto* known = find<model::Sequence>(series);
    model::Sequence sequence = known != nullptr ? *known : model::Sequence{series, 1};
    const std::int64_t number = sequence.next++;
    put(std::move(sequence));
    return number;
}

std::int64_t Workspace::post(const ledger::Entry& entry, Instant at) {
    std::int64_t first_id = 0;
    for (const ledger::Line& line : entry.lines()) {
        const std::int64_t id = next_number("transfer");
        if (first_id == 0) first_id = id;
        const auto move = [&](const std::string& code, Money model::Account::* side) {
            const auto* known = find<model::Account>(code);
            model::Account account = known != nullptr ? *known : model::Account{code, {}, {}};
            account.*side += line.amount;
            put(std::move(account));
        };
        move(line.debit, &model::Account::debited);
        move(line.credit, &model::Account::credited);
        put_new(model::Transfer{.id = id,
                                .at = at,
                                .period = entry.period(),
                                .debit = line.debit,
                                .credit = line.credit,
                                .amount = line.amount,
                                .reference = entry.reference(),
                                .purpose = line.purpose,
                                .reverses = line.reverses});
    }
    return first_id;
}

void Workspace::send(const model::NodeId& peer, model::PeerBody body) {
    const std::int64_t seq = next_number("outbox:" + peer);
    put_new(model::Outbox{peer, seq, body});
    effects_.messages.push_back({self_, peer, seq, 0, std::move(body)});
}

void Workspace::at(Instant due, std::string subject, model::TimerBody body) {
    effects_.timers.push_back({{due, subject}, true});
    put(model::Timer{due, std::move(subject), std::move(body)});
}

void Workspace::cancel(Instant due, const std::string& subject) {
    if (find<model::Timer>(due, subject) == nullptr) return;
    erase<model::Timer>(due, subject);
    effects_.timers.push_back({{due, subject}, false});
}

Effects Workspace::keep() {
    std::apply([](auto&... tables) { (tables.keep(), ...); }, tables_);
    return std::exchange(effects_, {});
}

void Workspace::drop() {
    std::apply([](auto&... tables) { (tables.drop(), ...); }, tables_);
    effects_ = {};
}

bool Workspace::has_changes() const {
    return std::apply([](const auto&... tables) { return (tables.has_changes() || ...); }, tables_);
}

Changes Workspace::changes() const {
    Changes changes;
    std::apply(
        [&](const auto&... tables) {
            [&]<class... Ts>(const detail::WorkingTable<Ts>&... table) {
                (table.collect(changes.of<Ts>()), ...);
            }(tables...);
        },
        tables_);
    return changes;
}

void Workspace::committed() {
    std::apply([](auto&... tables) { (tables.committed(cached_rows_max), ...); }, tables_);
}

}  // namespace yidi::engine
