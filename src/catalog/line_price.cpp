#include "catalog/line_price.hpp"

namespace yidi::catalog {
namespace {

/// What platforms answer where a line has no limit price.
constexpr std::int64_t no_limit_price = 999'999'000'000;

std::string level_of(ItemClass item_class) {
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

/// What of `amount` lies above what the limit price allows for `count` units.
Money above_limit(const Item& item, UnitPrice price, Quantity count, Money amount) {
    if (!item.limit_price || price <= *item.limit_price) return {};
    const auto allowed = extend(*item.limit_price, count, Rounding::half_up);
    return allowed && *allowed < amount ? amount - *allowed : Money{};
}

/// An amount that is not negative, in scope as far as limit price and first self-pay leave it.
Buckets in_scope(const Item& item, LineOrder order, UnitPrice price, Quantity count,
                 Money amount) {
    Buckets part;
    if (order == LineOrder::limit_first) {
        part.over_price = above_limit(item, price, count, amount);
        if (item.item_class == ItemClass::b) {
            part.first_pay = (amount - part.over_price).part(item.first_pay, Rounding::half_up);
        }
    } else {
        if (item.item_class == ItemClass::b) {
            part.first_pay = amount.part(item.first_pay, Rounding::half_up);
        }
        part.over_price = above_limit(item, price, count, amount - part.first_pay);
    }
    part.in_policy = amount - part.over_price - part.first_pay;
    return part;
}

Buckets turned(const Buckets& part) {
    return {-part.own, -part.over_price, -part.first_pay, -part.in_policy};
}

}  // namespace

Division divide(const Item& item, LineOrder order, const model::FeeLineInput& line,
                const LineFacts& facts) {
    YIDI_ASSERT(!(line.det_item_fee_sumamt.is_negative() && line.cnt.e4() > 0));
    YIDI_ASSERT(!(line.cnt.e4() < 0 && line.det_item_fee_sumamt.fen() > 0));
    // A refund is divided as what it takes back and then turned round, so that the two cancel.
    const bool refund = line.det_item_fee_sumamt.is_negative() || line.cnt.e4() < 0;
    const Money amount = refund ? -line.det_item_fee_sumamt : line.det_item_fee_sumamt;
    const Quantity count = refund ? -line.cnt : line.cnt;

    Division made;
    made.fit = item.item_class == ItemClass::c
                   ? Fit::outside
                   : fit_of(item.restrictions, line.hosp_appr_flag, facts, line.fee_ocur_time);
    if (made.fit != Fit::outside) made.if_met = in_scope(item, order, line.pric, count, amount);
    if (made.fit == Fit::inside) {
        made.first_pay = item.first_pay;
        made.counted = made.if_met;
    } else {
        made.first_pay = Ratio::of_ppm(Ratio::one_ppm);
        made.counted.own = amount;
        if (made.fit == Fit::outside) made.if_met = made.counted;
    }
    if (refund) {
        made.counted = turned(made.counted);
        made.if_met = turned(made.if_met);
    }
    return made;
}

model::LinePrice price(const Item& item, LineOrder order, const model::FeeLineInput& line,
                       const LineFacts& facts) {
    const Division made = divide(item, order, line, facts);
    const bool undecided = made.fit == Fit::unknown;
    return {.pric_uplmt_amt =
                item.limit_price.value_or(UnitPrice::of_micro_yuan(no_limit_price)),
            .selfpay_prop = made.first_pay,
            .fulamt_ownpay_amt = made.counted.own,
            .overlmt_amt = made.counted.over_price,
            .preselfpay_amt = made.counted.first_pay,
            .inscp_scp_amt = made.counted.in_policy,
            .chrgitm_lv = level_of(item.item_class),
            .med_chrgitm_type = item.med_chrgitm_type,
            .list_type = item.list_type,
            .lmt_used_flag = std::string(1, item.restrictions.need_approval() ? '1' : '0'),
            .hilist_name = item.name,
            .undecided_restriction = undecided ? item.restriction_text : std::string{},
            .inscp_if_met = undecided ? made.if_met.in_policy : Money{}};
}

}  // namespace yidi::catalog
