#include "policy/history/sums.hpp"

#include <algorithm>

namespace yidi::policy {

Payments payments_of(const Decision& decision, const model::FeeSums& fees) {
    Payments payments{};
    const auto put = [&](Layer layer, Money money) {
        payments[static_cast<std::size_t>(layer)] = money.fen();
    };
    if (decision.refusal) {
        put(Layer::cash, fees.medfee_sumamt);
        return payments;
    }
    const model::Shares& shares = decision.shares;
    put(Layer::basic, shares.hifp_pay);
    put(Layer::large_amount, shares.hifob_pay);
    put(Layer::major_illness, shares.hifmi_pay);
    put(Layer::civil_servant, shares.cvlserv_pay);
    put(Layer::enterprise, shares.hifes_pay);
    put(Layer::medical_aid, shares.maf_pay);
    put(Layer::commercial, shares.oth_pay);
    put(Layer::account, shares.acct_pay);
    put(Layer::cash, shares.psn_cash_pay);
    return payments;
}

std::int64_t funds_of(const Payments& payments) {
    std::int64_t sum = 0;
    for (std::size_t layer = 0; layer < fund_layer_count; ++layer) sum += payments[layer];
    return sum;
}

std::int64_t person_of(const Payments& payments) {
    return payments[static_cast<std::size_t>(Layer::account)] +
           payments[static_cast<std::size_t>(Layer::cash)];
}

GroupSums& GroupSums::operator+=(const GroupSums& other) {
    events += other.events;
    unknown += other.unknown;
    refused_base += other.refused_base;
    refused_reform += other.refused_reform;
    gain_events += other.gain_events;
    loss_events += other.loss_events;
    gain_fen += other.gain_fen;
    loss_fen += other.loss_fen;
    bill_fen += other.bill_fen;
    unknown_bill_fen += other.unknown_bill_fen;
    repeated += other.repeated;
    for (std::size_t layer = 0; layer < layer_count; ++layer) {
        base[layer] += other.base[layer];
        reform[layer] += other.reform[layer];
    }
    return *this;
}

std::size_t change_class(std::int64_t change_fen) {
    constexpr std::size_t middle = change_bounds_yuan.size();
    const std::int64_t size = change_fen < 0 ? -change_fen : change_fen;
    std::size_t steps = 0;
    while (steps < change_bounds_yuan.size() && size > change_bounds_yuan[steps] * 100) ++steps;
    return change_fen < 0 ? middle - steps : middle + steps;
}

void PersonSums::add(std::int64_t change_fen) {
    ++people;
    ++changes[change_class(change_fen)];
    if (change_fen < 0) {
        ++gain;
        gain_fen -= change_fen;
    } else if (change_fen > 0) {
        ++loss;
        loss_fen += change_fen;
    }
}

PersonSums& PersonSums::operator+=(const PersonSums& other) {
    people += other.people;
    gain += other.gain;
    loss += other.loss;
    gain_fen += other.gain_fen;
    loss_fen += other.loss_fen;
    for (std::size_t at = 0; at < change_classes; ++at) changes[at] += other.changes[at];
    return *this;
}

void Examples::offer(const Example& example) {
    const auto size = [](const Example& one) {
        return one.change_fen < 0 ? -one.change_fen : one.change_fen;
    };
    const auto before = [&](const Example& a, const Example& b) {
        return size(a) != size(b) ? size(a) > size(b) : a.event < b.event;
    };
    if (most_ == 0 || (list_.size() == most_ && !before(example, list_.back()))) return;
    list_.insert(std::upper_bound(list_.begin(), list_.end(), example, before), example);
    if (list_.size() > most_) list_.pop_back();
}

void Examples::merge(const Examples& other) {
    for (const Example& example : other.list_) offer(example);
}

void Sums::merge(const Sums& other) {
    for (const auto& [group, sums] : other.groups) groups[group] += sums;
    for (const auto& [group, sums] : other.people) people[group] += sums;
    gains.merge(other.gains);
    losses.merge(other.losses);
    persons += other.persons;
    events += other.events;
    without_plan += other.without_plan;
}

GroupSums Sums::total() const {
    GroupSums total;
    for (const auto& [group, sums] : groups) total += sums;
    return total;
}

PersonSums Sums::all_people() const {
    PersonSums total;
    for (const auto& [group, sums] : people) total += sums;
    return total;
}

}  // namespace yidi::policy
