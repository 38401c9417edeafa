#include "wire/catalog_csv.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/text.hpp"
#include "policy/fields.hpp"

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
        if (!cell(restriction).empty() && cell(restriction) != "restricted") {
            wrong("restriction", cell(restriction), "restricted, or empty");
        }
        item.restricted = !cell(restriction).empty();
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

Unexpected<Problem> CsvReader::broken(std::string_view found, std::string expected) const {
    return problem(ErrorCode::catalogue_row, fmt::format("{}:{}", file_, line_),
                   std::string{found}, std::move(expected));
}

Outcome<bool> CsvReader::quoted(std::string& cell) {
    ++at_;
    while (at_ < text_.size()) {
        const char c = text_[at_++];
        if (c == '\n') ++line_;
        if (c != '"') {
            cell += c;
        } else if (at_ < text_.size() && text_[at_] == '"') {
            cell += '"';
            ++at_;
        } else {
            return true;
        }
    }
    return broken("a quote that is never closed", "a closing quote");
}

Outcome<bool> CsvReader::bare(std::string& cell) {
    while (at_ < text_.size() && text_[at_] != ',' && text_[at_] != '\n') {
        if (text_[at_] == '"') return broken("a quote inside a cell", "quotes around it");
        cell += text_[at_++];
    }
    if (cell.ends_with('\r') && (at_ == text_.size() || text_[at_] == '\n')) cell.pop_back();
    return true;
}

Outcome<bool> CsvReader::next(CsvRow& row) {
    row.line = line_;
    row.cells.clear();
    if (at_ >= text_.size()) return false;
    bool more = true;
    while (more) {
        std::string& cell = row.cells.emplace_back();
        const bool has_quote = at_ < text_.size() && text_[at_] == '"';
        const auto read = has_quote ? quoted(cell) : bare(cell);
        if (!read) return read;
        if (at_ < text_.size() && text_[at_] == '\r') ++at_;
        if (at_ < text_.size() && text_[at_] != ',' && text_[at_] != '\n') {
            return broken("text after a closing quote", "a comma or the end of the line");
        }
        more = at_ < text_.size() && text_[at_] == ',';
        if (at_ < text_.size()) ++at_;
    }
    ++line_;
    return true;
}

Outcome<std::vector<catalog::Item>> read_catalogue(std::string_view file, std::string_view text) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    const std::string_view first = text.substr(0, text.find_first_of("\r\n"));
    if (first != header) {
        return problem(ErrorCode::catalogue_row, fmt::format("{}:1", file),
                       std::string{clip(first, 60)}, std::string{header});
    }
    // Row by row: catalogues are long.
    CsvReader reader(file, text);
    CsvRow row;
    std::vector<catalog::Item> items;
    for (bool is_header = true;; is_header = false) {
        const auto more = reader.next(row);
        if (!more) return Unexpected{more.error()};
        if (!*more) break;
        if (is_header) continue;
        if (row.cells.size() != column_count) {
            return problem(ErrorCode::catalogue_row, fmt::format("{}:{}", file, row.line),
                           fmt::format("{} cells", row.cells.size()),
                           fmt::format("{} cells", std::size_t{column_count}));
        }
        auto item = ItemReader(file, row).read();
        if (!item) return Unexpected{item.error()};
        items.push_back(std::move(*item));
    }
    return items;
}

}  // namespace yidi::wire
