/// @file
/// The treatment place's catalogue: its dated rows, found by code and day, and the order in which
/// limit price and first self-pay are taken there.
///
/// Level       3, pure
/// Units       prices in yuan with six decimals, shares in parts per million
/// Errors      item_unknown, item_not_in_force, catalogue_row; nothing throws
/// Ownership   owns its items; a Catalog is immutable once built
/// Threads     may be read from any thread
/// Cost        find() a few comparisons; 300,000 items take under 100 MB
/// See         policies/README.md for the CSV form; catalog/line_price.hpp for what a row does

#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "catalog/restriction.hpp"
#include "model/records.hpp"

namespace yidi::catalog {

enum class ItemClass : std::uint8_t {
    a,  ///< 甲类: wholly in scope.
    b,  ///< 乙类: a first self-pay share, the rest in scope.
    c,  ///< 丙类: wholly own expense.
};

/// What comes first inside a line (package.toml, [catalogue] line_order).
enum class LineOrder : std::uint8_t {
    limit_first,  ///< What is above the limit price, then the first self-pay share of the rest.
    share_first,  ///< The first self-pay share of all, then what of the rest is above the limit.
};

/// One dated row of the catalogue.
struct Item {
    std::string med_list_codg;
    std::string name;
    std::string list_type;         ///< 101 drug, 201 service item, 301 consumable, ...
    std::string med_chrgitm_type;  ///< Billing category.
    ItemClass item_class{};
    Ratio first_pay;  ///< Class b only.
    std::optional<UnitPrice> limit_price;
    Restrictions restrictions;
    std::string restriction_text;  ///< As the file has them.
    Date from;
    std::optional<Date> to;  ///< First day on which it no longer holds.
};

class Catalog {
  public:
    // Moved, never copied: a catalogue is large.
    Catalog(Catalog&&) = default;
    Catalog& operator=(Catalog&&) = default;

    /// Takes rows in any order. Refuses rows of one code whose intervals overlap.
    [[nodiscard]] static Outcome<Catalog> from(std::vector<Item> items,
                                               LineOrder order = LineOrder::limit_first);

    /// The row in force on `on`, or the reason there is none.
    [[nodiscard]] Outcome<const Item*> find(std::string_view med_list_codg, Date on) const;
    /// By code, then day.
    [[nodiscard]] const std::vector<Item>& items() const noexcept { return items_; }
    [[nodiscard]] std::size_t size() const noexcept { return items_.size(); }
    [[nodiscard]] LineOrder order() const noexcept { return order_; }

  private:
    Catalog() = default;

    void index();
    /// Where the rows of a code begin; size() if there are none.
    [[nodiscard]] std::size_t first_of(std::string_view med_list_codg) const;

    std::vector<Item> items_;  ///< By code, then from.
    LineOrder order_{};
    /// An open hash table: a slot holds 1 + the place of the first row of a code, or 0. Four bytes
    /// a slot where a map takes fifty a code.
    std::vector<std::uint32_t> slots_;
};

}  // namespace yidi::catalog
