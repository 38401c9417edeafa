#include "catalog/catalog.hpp"

#include <algorithm>
#include <bit>
#include <tuple>

#include <fmt/format.h>

#include "base/text.hpp"

namespace yidi::catalog {
namespace {

bool overlap(const Item& earlier, const Item& later) {
    return !earlier.to || later.from < *earlier.to;
}

bool comes_first(const Item& a, const Item& b) {
    return std::tie(a.med_list_codg, a.from) < std::tie(b.med_list_codg, b.from);
}

}  // namespace

Outcome<Catalog> Catalog::from(std::vector<Item> items, LineOrder order) {
    // Files are usually in order already, and items are heavy to move about.
    if (!std::is_sorted(items.begin(), items.end(), comes_first)) {
        std::sort(items.begin(), items.end(), comes_first);
    }
    for (std::size_t place = 1; place < items.size(); ++place) {
        const Item& item = items[place];
        if (items[place - 1].med_list_codg != item.med_list_codg) continue;
        if (overlap(items[place - 1], item)) {
            return problem(ErrorCode::catalogue_row, item.med_list_codg,
                           fmt::format("two rows in force on {}", item.from.text()),
                           "rows of one code that do not overlap");
        }
    }
    Catalog catalog;
    catalog.order_ = order;
    catalog.items_ = std::move(items);
    catalog.items_.shrink_to_fit();
    catalog.index();
    return catalog;
}

void Catalog::index() {
    if (items_.empty()) return;
    slots_.assign(std::bit_ceil(items_.size() * 2), 0);
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t place = 0; place < items_.size(); ++place) {
        const std::string& code = items_[place].med_list_codg;
        if (place > 0 && items_[place - 1].med_list_codg == code) continue;
        std::size_t slot = fingerprint(code) & mask;
        while (slots_[slot] != 0) slot = (slot + 1) & mask;
        slots_[slot] = static_cast<std::uint32_t>(place + 1);
    }
}

std::size_t Catalog::first_of(std::string_view med_list_codg) const {
    if (items_.empty()) return 0;
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t slot = fingerprint(med_list_codg) & mask; slots_[slot] != 0;
         slot = (slot + 1) & mask) {
        const std::size_t place = slots_[slot] - 1;
        if (items_[place].med_list_codg == med_list_codg) return place;
    }
    return items_.size();
}

Outcome<const Item*> Catalog::find(std::string_view med_list_codg, Date on) const {
    const std::size_t first = first_of(med_list_codg);
    if (first == items_.size()) {
        return problem(ErrorCode::item_unknown, "med_list_codg", std::string{med_list_codg},
                       "a code of the catalogue");
    }
    for (std::size_t place = first;
         place < items_.size() && items_[place].med_list_codg == med_list_codg; ++place) {
        const Item& item = items_[place];
        if (item.from <= on && (!item.to || on < *item.to)) return &item;
    }
    return problem(ErrorCode::item_not_in_force, "med_list_codg",
                   fmt::format("{} on {}", med_list_codg, on.text()),
                   "a day on which it is in force");
}

}  // namespace yidi::catalog
