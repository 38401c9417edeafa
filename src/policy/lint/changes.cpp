#include <algorithm>

#include <fmt/format.h>

#include "policy/lint/inspection.hpp"
#include "policy/lint/table_pair.hpp"

namespace yidi::policy {
namespace {

/// Yuan for fen, or ten thousand yuan for yuan.
constexpr std::int64_t slips[] = {10, 100, 10'000};

/// The sums a row names, none where it names no number.
std::vector<std::optional<Money>> sums_of(const Row& row) {
    std::vector<std::optional<Money>> sums;
    for (const Amount& amount : row.amounts) {
        sums.push_back(amount.kind == Amount::Kind::money ? std::optional{amount.money}
                                                          : std::nullopt);
    }
    sums.push_back(row.floor);
    sums.push_back(row.band.upto);
    return sums;
}

/// Which check a new amount meets; nothing if it is near the old one.
std::optional<Lint> change_of(Money old_sum, Money new_sum) {
    if (old_sum.is_zero() || new_sum.is_zero() || old_sum == new_sum) return {};
    for (const std::int64_t times : slips) {
        if (old_sum.fen() == new_sum.fen() * times || new_sum.fen() == old_sum.fen() * times) {
            return Lint::unit_slip;
        }
    }
    const std::int64_t change = new_sum.fen() - old_sum.fen();
    const std::int64_t size = change < 0 ? -change : change;
    if (size > old_sum.fen() / 2) return Lint::large_change;
    return {};
}

void compare(Inspection& inspection, const Version& before, const Version& after,
             const std::string& cell, const TablePair::Rows& old_rows,
             const TablePair::Rows& new_rows) {
    if (old_rows.size() != new_rows.size()) return;
    for (std::size_t index = 0; index < old_rows.size(); ++index) {
        const auto old_sums = sums_of(*old_rows[index]), new_sums = sums_of(*new_rows[index]);
        for (std::size_t at = 0; at < std::min(old_sums.size(), new_sums.size()); ++at) {
            if (!old_sums[at] || !new_sums[at]) continue;
            const auto lint = change_of(*old_sums[at], *new_sums[at]);
            if (!lint) continue;
            inspection.add(
                *lint, after, *new_rows[index],
                {fmt::format("{}：自{}起{}，此前{}", cell, after.from.text(), new_sums[at]->text(),
                             old_sums[at]->text()),
                 fmt::format("{}: {} from {}, {} before ({})", cell, new_sums[at]->text(),
                             after.from.text(), old_sums[at]->text(), before.from.text())});
            break;
        }
    }
}

}  // namespace

void check_changes(Inspection& inspection) {
    for (const Benefit& benefit : inspection.package().benefits) {
        for (const Version& after : benefit.versions) {
            if (!inspection.is_own(after.site)) continue;
            const Version* before = nullptr;
            for (const Version& other : benefit.versions) {
                if (other.id != after.id || other.from >= after.from) continue;
                if (before == nullptr || before->from < other.from) before = &other;
            }
            if (before == nullptr) continue;
            const TablePair pair(*before, after, diseases_of(benefit));
            pair.each(benefit.schemes, [&](const std::string& cell, const auto& a, const auto& b) {
                compare(inspection, *before, after, cell, a, b);
            });
        }
    }
}

}  // namespace yidi::policy
