/// @file
/// Pages of a catalogue for those who look something up in it.
///
/// Level       3, pure
/// Units       pages are counted from 1
/// Errors      none: a page beyond the last is empty
/// Ownership   a page borrows the items of its catalogue
/// Threads     may be called from any thread
/// Invariants  C3  the pages of one question hold each item that fits exactly once.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "catalog/catalog.hpp"

namespace yidi::catalog {

/// Empty members ask for nothing.
struct ItemQuery {
    std::string code = {};  ///< Exactly.
    std::string name = {};  ///< Part of it.
    std::string list_type = {}, med_chrgitm_type = {};
    std::optional<ItemClass> item_class = {};
    std::optional<bool> is_restricted = {}, has_limit_price = {};
    std::optional<Date> in_force_on = {};
    std::optional<bool> is_in_force = {};        ///< On `today`.
    std::optional<Date> not_older_than = {};     ///< Its row begins then or later.
    std::vector<std::string> one_of_types = {};  ///< list_type; empty for all.
};

[[nodiscard]] bool is_in_force(const Item& item, Date on);

struct ItemPage {
    std::vector<const Item*> rows;
    std::int64_t total = 0;  ///< Items on all pages.
};

/// Requires  page_num and page_size of at least 1.
[[nodiscard]] ItemPage query(const Catalog& catalog, const ItemQuery& asked, Date today,
                             std::int64_t page_num, std::int64_t page_size);

}  // namespace yidi::catalog
