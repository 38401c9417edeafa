#include "catalog/catalog.hpp"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

namespace yidi::catalog {
namespace {

/// What platforms answer where a line has no limit price.
constexpr std::int64_t no_limit_price = 999'999'000'000;

bool overlap(const Item& earlier, const Item& later) {
    return !earlier.to || later.from < *earlier.to;
}

std::string_view level_of(ItemClass item_class) {
    switch (item_class) {
        case ItemClass::a:
            return "01";
        case ItemClass::b:
            return "02";
        case ItemClass::c:
            return "03";
    }
    return "";
}

/// The matrix of lmt_used_flag and hosp_appr_flag (接口规范 2301): an item of restricted use is
/// paid for once the hospital has approved it, and what it has not approved is paid by nobody else.
bool is_own_expense(const Item& item, std::string_view hosp_appr_flag) {
    if (item.item_class == ItemClass::c || hosp_appr_flag == "2") return true;
    return item.restricted && hosp_appr_flag != "1";
}

}  // namespace

Outcome<Catalog> Catalog::from(std::vector<Item> items) {
    std::sort(items.begin(), items.end(), [](const Item& a, const Item& b) {
        return std::tie(a.med_list_codg, a.from) < std::tie(b.med_list_codg, b.from);
    });
    Catalog catalog;
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

model::LinePrice price(const Item& item, const model::FeeLineInput& line) {
    YIDI_ASSERT(!(line.det_item_fee_sumamt.is_negative() && line.cnt.e4() > 0));
    YIDI_ASSERT(!(line.cnt.e4() < 0 && line.det_item_fee_sumamt.fen() > 0));
    model::LinePrice price;
    price.pric_uplmt_amt = item.limit_price.value_or(UnitPrice::of_micro_yuan(no_limit_price));
    price.chrgitm_lv = level_of(item.item_class);
    price.med_chrgitm_type = item.med_chrgitm_type;
    price.list_type = item.list_type;
    price.lmt_used_flag = item.restricted ? "1" : "0";
    price.hilist_name = item.name;

    // A refund is priced as what it takes back and then turned round, so that the two cancel.
    const bool refund = line.det_item_fee_sumamt.is_negative() || line.cnt.e4() < 0;
    const Money amount = refund ? -line.det_item_fee_sumamt : line.det_item_fee_sumamt;
    const Quantity count = refund ? -line.cnt : line.cnt;
    const auto sign = [refund](Money value) { return refund ? -value : value; };

    if (is_own_expense(item, line.hosp_appr_flag)) {
        price.selfpay_prop = Ratio::of_ppm(Ratio::one_ppm);
        price.fulamt_ownpay_amt = sign(amount);
        return price;
    }
    // Limit price first, then the first self-pay share of what is below it, the rest in scope.
    Money over;
    if (item.limit_price && line.pric > *item.limit_price) {
        const auto allowed = extend(*item.limit_price, count, Rounding::half_up);
        if (allowed && *allowed < amount) over = amount - *allowed;
    }
    const Money within = amount - over;
    const Ratio share = item.item_class == ItemClass::b ? item.first_pay : Ratio{};
    const Money first = within.part(share, Rounding::half_up);
    price.selfpay_prop = share;
    price.overlmt_amt = sign(over);
    price.preselfpay_amt = sign(first);
    price.inscp_scp_amt = sign(within - first);
    return price;
}

}  // namespace yidi::catalog
