/// @file
/// The treatment place's catalogue: into which bucket each fen of a fee line falls.
///
/// Level       3, pure
/// Units       Money in fen; first self-pay is rounded half up per line (identity 9 of the national
///             interface), what is in scope is the rest
/// Errors      item_unknown, item_not_in_force; nothing throws
/// Ownership   owns its items; a Catalog is immutable once built
/// Threads     may be read from any thread
/// Invariants  C1  det_item_fee_sumamt = fulamt_ownpay + overlmt + preselfpay + inscp, with the
///                 line's sign.
/// See         policies/README.md for the CSV form

#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/error.hpp"
#include "model/records.hpp"

namespace yidi::catalog {

enum class ItemClass : std::uint8_t {
    a,  ///< 甲类: wholly in scope.
    b,  ///< 乙类: a first self-pay share, the rest in scope.
    c,  ///< 丙类: wholly own expense.
};

/// One dated row of the catalogue.
struct Item {
    std::string med_list_codg;
    std::string name;
    std::string list_type;         ///< 101 drug, 201 service item, 301 consumable, ...
    std::string med_chrgitm_type;  ///< Billing category.
    ItemClass item_class{};
    Ratio first_pay;               ///< Class b only.
    std::optional<UnitPrice> limit_price;
    bool restricted = false;       ///< lmt_used_flag
    Date from;
    std::optional<Date> to;        ///< First day on which it no longer holds.
};

class Catalog {
  public:
    // Moved, never copied: the index views the items' own text.
    Catalog(Catalog&&) = default;
    Catalog& operator=(Catalog&&) = default;

    /// Takes rows in any order. Refuses rows of one code whose intervals overlap.
    [[nodiscard]] static Outcome<Catalog> from(std::vector<Item> items);

    /// The row in force on `on`, or the reason there is none.
    [[nodiscard]] Outcome<const Item*> find(std::string_view med_list_codg, Date on) const;
    [[nodiscard]] std::size_t size() const noexcept { return items_.size(); }

  private:
    Catalog() = default;

    std::vector<Item> items_;  ///< By code, then from.
    std::unordered_map<std::string_view, std::uint32_t> first_of_code_;
};

/// Prices a line whose amount has been checked against price x quantity.
///
/// Requires  the signs of line.det_item_fee_sumamt and line.cnt agree.
/// Ensures   C1.
[[nodiscard]] model::LinePrice price(const Item& item, const model::FeeLineInput& line);

}  // namespace yidi::catalog
