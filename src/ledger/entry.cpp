#include "ledger/entry.hpp"

#include <utility>

namespace yidi::ledger {

Result<Entry, EntryRefusal> Entry::from(EntryDraft draft) {
    if (draft.lines.empty()) return Unexpected{EntryRefusal::too_few_lines};
    if (std::ssize(draft.lines) > lines_per_entry_max) {
        return Unexpected{EntryRefusal::too_many_lines};
    }
    std::int64_t total_fen = 0;  // cannot overflow: lines_per_entry_max x fen_max fits
    for (const Line& line : draft.lines) {
        if (line.amount <= Money{}) return Unexpected{EntryRefusal::amount_not_positive};
        if (line.debit.empty() || line.credit.empty()) {
            return Unexpected{EntryRefusal::account_unnamed};
        }
        if (line.debit == line.credit) return Unexpected{EntryRefusal::account_on_both_sides};
        total_fen += line.amount.fen();
    }
    if (total_fen > Money::fen_max) return Unexpected{EntryRefusal::total_too_large};
    return Entry{std::move(draft), Money::of_fen(total_fen)};
}

Entry Entry::reversed(std::int64_t first_transfer, std::string period,
                      std::string reference) const {
    YIDI_ASSERT(first_transfer >= 0);
    EntryDraft mirror{std::move(period), std::move(reference), draft_.lines};
    for (std::size_t at = 0; at < mirror.lines.size(); ++at) {
        Line& line = mirror.lines[at];
        std::swap(line.debit, line.credit);
        if (first_transfer > 0) line.reverses = first_transfer + static_cast<std::int64_t>(at);
    }
    return Entry{std::move(mirror), total_};
}

}  // namespace yidi::ledger
