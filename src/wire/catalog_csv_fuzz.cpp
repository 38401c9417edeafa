// Bytes cannot break the reader of catalogues, and whatever it lets through prices a line into
// buckets that add up.

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "catalog/line_price.hpp"
#include "wire/catalog_csv.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace yidi;
    const auto items =
        wire::read_catalogue("share.csv", {reinterpret_cast<const char*>(data), size});
    if (!items) return 0;
    model::FeeLineInput line;
    line.pric = UnitPrice::of_micro_yuan(12'345'678);
    line.cnt = Quantity::of_e4(70'000);
    line.det_item_fee_sumamt = *extend(line.pric, line.cnt, Rounding::half_up);
    for (const catalog::Item& item : *items) {
        using catalog::LineOrder;
        for (const auto order : {LineOrder::limit_first, LineOrder::share_first}) {
            const auto priced = catalog::price(item, order, line, {});
            const Money sum = priced.fulamt_ownpay_amt + priced.overlmt_amt +
                              priced.preselfpay_amt + priced.inscp_scp_amt;
            if (sum != line.det_item_fee_sumamt) std::abort();
        }
    }
    (void)catalog::Catalog::from(*items);
    return 0;
}
