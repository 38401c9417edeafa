#include "wire/catalog_csv.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/text.hpp"
#include "policy/fields.hpp"
#include "wire/csv_reader.hpp"

namespace yidi::wire {
namespace {

constexpr std::string_view header =
    "code,kind,class,first_pay,limit_price,per,restriction,replaces,from,to,cite,recorded_on,name,"
    "list_type,med_chrgitm_type";

enum Column : std::size_t {
    code,
    kind,
    item_class,
    first_pay,
    limit_price,
    per,
    restriction,
    replaces,
    from,
    to,
    cite,
    recorded_on,
    name,
    list_type,
    med_chrgitm_type,
    column_count
};

/// No row with all its columns is shorter.
constexpr std::size_t row_bytes_min = 60;

constexpr std::array kinds{"drug", "item", "material"};
constexpr std::array list_types{"101", "102", "103", "104", "105", "106", "201", "301"};
constexpr std::array billing_types{"01", "02", "03", "04", "05", "06", "07",
                                   "08", "09", "10", "11", "12", "13", "14"};

template <class List>
bool is_one_of(const List& list, std::string_view text) {
    return std::find(list.begin(), list.end(), text) != list.end();
}

/// Codes are capital letters, digits and hyphens.
bool is_code(std::string_view text) {
    return !text.empty() && text.size() <= 50 && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || c == '-';
    });
}

/// Turns one record into an item; the first thing wrong is kept.
class ItemReader {
  public:
    ItemReader(std::string_view file, const CsvRow& row) : file_(file), row_(row) {}

    Outcome<catalog::Item> read() {
        catalog::Item item;
        read_identity(item);
        read_price(item);
        read_validity(item);
        if (trouble_) return Unexpected{*trouble_};
        return item;
    }

  private:
    const std::string& cell(Column column) const { return row_.cells[column]; }

    void wrong(std::string_view column, std::string_view found, std::string expected) {
        if (trouble_) return;
        trouble_ = Problem{ErrorCode::catalogue_row,
                           fmt::format("{}:{} {}", file_, row_.line, column),
                           std::string{clip(found, 60)},
                           std::move(expected),
                           {}};
    }

    void read_identity(catalog::Item& item) {
        item.med_list_codg = cell(code);
        item.name = cell(name);
        item.list_type = cell(list_type);
        item.med_chrgitm_type = cell(med_chrgitm_type);
        if (!is_code(cell(code))) wrong("code", cell(code), "capital letters, digits, hyphens");
        if (!is_one_of(kinds, cell(kind))) wrong("kind", cell(kind), "drug, item or material");
        if (cell(name).empty()) wrong("name", "", "a name");
        if (!is_one_of(list_types, cell(list_type))) {
            wrong("list_type", cell(list_type), "a code of the national table list_type");
        }
        if (!is_one_of(billing_types, cell(med_chrgitm_type))) {
            wrong("med_chrgitm_type", cell(med_chrgitm_type), "01 to 14");
        }
        const auto restrictions = catalog::Restrictions::parse(cell(restriction));
        if (restrictions) {
            item.restrictions = *restrictions;
            item.restriction_text = cell(restriction);
        } else {
            wrong("restriction", restrictions.error().found, restrictions.error().expected);
        }
        if (!cell(replaces).empty()) {
            wrong("replaces", cell(replaces), "empty: catalogues are not laid over each other yet");
        }
        if (cell(cite).empty()) wrong("cite", "", "the document and place the row stands on");
    }

    void read_price(catalog::Item& item) {
        const auto share = policy::parse_percent(cell(first_pay));
        if (!share) {
            wrong("first_pay", cell(first_pay), "a percent such as 10%");
            return;
        }
        const bool whole = share->ppm() == 0 || share->ppm() == Ratio::one_ppm;
        if (cell(item_class) == "甲") {
            item.item_class = catalog::ItemClass::a;
            if (share->ppm() != 0) wrong("first_pay", cell(first_pay), "0% for class 甲");
        } else if (cell(item_class) == "乙") {
            item.item_class = catalog::ItemClass::b;
            item.first_pay = *share;
            if (whole) wrong("first_pay", cell(first_pay), "between 0% and 100% for class 乙");
            if (share->ppm() % 100 != 0)
                wrong("first_pay", cell(first_pay), "at most two decimals");
        } else if (cell(item_class) == "丙") {
            item.item_class = catalog::ItemClass::c;
            if (share->ppm() != Ratio::one_ppm) {
                wrong("first_pay", cell(first_pay), "100% for class 丙");
            }
        } else {
            wrong("class", cell(item_class), "甲, 乙 or 丙");
        }
        if (cell(limit_price).empty()) return;
        item.limit_price = UnitPrice::parse(cell(limit_price));
        if (!item.limit_price || item.limit_price->micro_yuan() == 0) {
            wrong("limit_price", cell(limit_price),
                  "yuan above 0 with at most six decimals, or empty");
        }
        if (cell(per).empty()) wrong("per", "", "the unit the limit price is for");
    }

    void read_validity(catalog::Item& item) {
        const auto begin = Date::parse(cell(from));
        if (!begin) wrong("from", cell(from), "a date such as 2026-01-01");
        item.from = begin.value_or(Date{});
        if (cell(to) != "open") {
            item.to = Date::parse(cell(to));
            if (!item.to || *item.to <= item.from) {
                wrong("to", cell(to), "open, or a date after from");
            }
        }
        if (!Date::parse(cell(recorded_on))) {
            wrong("recorded_on", cell(recorded_on), "a date such as 2026-01-01");
        }
    }

    std::string_view file_;
    const CsvRow& row_;
    std::optional<Problem> trouble_;
};

}  // namespace

std::string_view catalogue_header() {
    return header;
}

Outcome<std::vector<catalog::Item>> read_catalogue(std::string_view file, std::string_view text) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    const std::string_view first = text.substr(0, text.find_first_of("\r\n"));
    if (first != header) {
        return problem(ErrorCode::catalogue_row, fmt::format("{}:1", file),
                       std::string{clip(first, 60)}, std::string{header});
    }
    CsvReader reader(file, text);
    std::vector<catalog::Item> items;
    // Growing would hold every item twice; a text of nothing but line ends reserves no more either.
    const auto lines = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
    items.reserve(std::min(lines, text.size() / row_bytes_min));
    CsvRow row;
    while (true) {
        const auto more = reader.next(row);
        if (!more) return Unexpected{more.error()};
        if (!*more) return items;
        if (row.line == 1) continue;
        if (row.cells.size() != column_count) {
            return problem(ErrorCode::catalogue_row, fmt::format("{}:{}", file, row.line),
                           fmt::format("{} cells", row.cells.size()),
                           fmt::format("{} cells", std::size_t{column_count}));
        }
        auto item = ItemReader(file, row).read();
        if (!item) return Unexpected{item.error()};
        items.push_back(std::move(*item));
    }
}

}  // namespace yidi::wire
