#include "catalog/catalog.hpp"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

namespace yidi::catalog {
namespace {

bool overlap(const Item& earlier, const Item& later) {
    return !earlier.to || later.from < *earlier.to;
}

}  // namespace

Outcome<Catalog> Catalog::from(std::vector<Item> items, LineOrder order) {
    std::sort(items.begin(), items.end(), [](const Item& a, const Item& b) {
        return std::tie(a.med_list_codg, a.from) < std::tie(b.med_list_codg, b.from);
    });
    Catalog catalog;
    catalog.order_ = order;
    catalog.items_ = std::move(items);
    for (std::size_t index = 0; index < catalog.items_.size(); ++index) {
        const Item& item = catalog.items_[index];
        const bool fresh =
            index == 0 || catalog.items_[index - 1].med_list_codg != item.med_list_codg;
        if (fresh) {
            catalog.first_of_code_.emplace(item.med_list_codg, static_cast<std::uint32_t>(index));
        } else if (overlap(catalog.items_[index - 1], item)) {
            return problem(ErrorCode::catalogue_row, item.med_list_codg,
                           fmt::format("two rows in force on {}", item.from.text()),
                           "rows of one code that do not overlap");
        }
    }
    return catalog;
}

Outcome<const Item*> Catalog::find(std::string_view med_list_codg, Date on) const {
    const auto at = first_of_code_.find(med_list_codg);
    if (at == first_of_code_.end()) {
        return problem(ErrorCode::item_unknown, "med_list_codg", std::string{med_list_codg},
                       "a code of the catalogue");
    }
    for (std::size_t index = at->second;
         index < items_.size() && items_[index].med_list_codg == med_list_codg; ++index) {
        const Item& item = items_[index];
        if (item.from <= on && (!item.to || on < *item.to)) return &item;
    }
    return problem(ErrorCode::item_not_in_force, "med_list_codg",
                   fmt::format("{} on {}", med_list_codg, on.text()),
                   "a day on which it is in force");
}

}  // namespace yidi::catalog
