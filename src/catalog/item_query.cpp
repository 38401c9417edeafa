#include "catalog/item_query.hpp"

#include <algorithm>

#include "base/assert.hpp"

namespace yidi::catalog {
namespace {

bool fits(const Item& item, const ItemQuery& asked, Date today) {
    if (!asked.code.empty() && item.med_list_codg != asked.code) return false;
    if (!asked.name.empty() && item.name.find(asked.name) == std::string::npos) return false;
    if (!asked.list_type.empty() && item.list_type != asked.list_type) return false;
    if (!asked.med_chrgitm_type.empty() && item.med_chrgitm_type != asked.med_chrgitm_type) {
        return false;
    }
    if (asked.item_class && item.item_class != *asked.item_class) return false;
    if (asked.is_restricted && item.restrictions.none() == *asked.is_restricted) return false;
    if (asked.has_limit_price && item.limit_price.has_value() != *asked.has_limit_price) {
        return false;
    }
    if (asked.in_force_on && !is_in_force(item, *asked.in_force_on)) return false;
    if (asked.is_in_force && is_in_force(item, today) != *asked.is_in_force) return false;
    if (asked.not_older_than && item.from < *asked.not_older_than) return false;
    return asked.one_of_types.empty() || std::ranges::count(asked.one_of_types, item.list_type) > 0;
}

}  // namespace

bool is_in_force(const Item& item, Date on) {
    return item.from <= on && (!item.to || on < *item.to);
}

ItemPage query(const Catalog& catalog, const ItemQuery& asked, Date today, std::int64_t page_num,
               std::int64_t page_size) {
    YIDI_ASSERT(page_num >= 1 && page_size >= 1);
    const std::int64_t first = (page_num - 1) * page_size;
    ItemPage page;
    for (const Item& item : catalog.items()) {
        if (!fits(item, asked, today)) continue;
        if (page.total >= first && page.total < first + page_size) page.rows.push_back(&item);
        ++page.total;
    }
    return page;
}

}  // namespace yidi::catalog
