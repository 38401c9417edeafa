#include "wire/publication_file.hpp"

#include <algorithm>
#include <optional>
#include <unordered_set>

#include <fmt/format.h>

#include "base/text.hpp"
#include "codes/standards.hpp"
#include "wire/simdjson_release.hpp"

namespace yidi::wire {
namespace {

using codes::Column;
using codes::Layout;
using codes::Publication;

constexpr std::string_view first_word = "publication";
constexpr std::size_t heading_cells = 5;
constexpr std::size_t rows_of_a_list_max = 2'000'000;

Problem wrong(std::string_view file, int line, std::string_view what, std::string_view found,
              std::string expected) {
    return {ErrorCode::publication_row,
            fmt::format("{}:{} {}", file, line, what),
            std::string{clip(found, 60)},
            std::move(expected),
            {}};
}

/// The place of a column that is named by its role or its number; 0 if there is none.
std::uint8_t place_of(const Layout& layout, std::string_view name) {
    for (std::size_t i = 0; i < codes::named_columns; ++i) {
        const auto column = static_cast<Column>(i);
        if (codes::name_of(column) == name) return layout.at(column);
    }
    const auto number = parse_integer<std::uint8_t>(name);
    return number && *number <= layout.columns ? *number : std::uint8_t{0};
}

class PublicationReader {
  public:
    PublicationReader(std::string_view file, std::string text) : file_(file) {
        out_.text = std::make_shared<const std::string>(std::move(text));
        rest_ = *out_.text;
        if (rest_.starts_with("\xEF\xBB\xBF")) rest_.remove_prefix(3);
    }

    Outcome<Publication> read() {
        if (!simdjson::validate_utf8(rest_)) return Unexpected{wrong(file_, 1, "", "", "UTF-8")};
        if (auto problem = read_heading()) return Unexpected{std::move(*problem)};
        if (auto problem = read_columns()) return Unexpected{std::move(*problem)};
        while (!rest_.empty()) {
            if (auto problem = read_row()) return Unexpected{std::move(*problem)};
        }
        if (out_.size() == 0) return Unexpected{wrong(file_, line_, "", "0", "rows")};
        return std::move(out_);
    }

  private:
    std::string_view next_line() {
        ++line_;
        const auto end = rest_.find('\n');
        auto line = rest_.substr(0, end);
        rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
        if (line.ends_with('\r')) line.remove_suffix(1);
        return line;
    }

    std::optional<Problem> read_heading() {
        const auto line = next_line();
        const auto cells = split(line, '\t');
        if (cells.size() != heading_cells || cells[0] != first_word) {
            return wrong(file_, line_, "", line, "publication, infno, version, number, from");
        }
        out_.layout = codes::find_layout(cells[1]);
        if (out_.layout == nullptr)
            return wrong(file_, line_, "infno", cells[1], "1301-1315, 1320");
        out_.version = cells[2];
        if (codes::time_of_version(cells[2]).empty()) {
            return wrong(file_, line_, "version", cells[2], "F001_20260101000000_C");
        }
        const auto number = parse_integer<std::int64_t>(cells[3]);
        if (!number || *number < 1 || *number > 99'999) {
            return wrong(file_, line_, "number", cells[3], "1-99999");
        }
        out_.number = *number;
        const auto from = Date::parse(cells[4]);
        if (!from) return wrong(file_, line_, "from", cells[4], "2026-01-01");
        out_.from = *from;
        return {};
    }

    std::optional<Problem> read_columns() {
        for (const std::string_view name : split(next_line(), '\t')) {
            const auto place = place_of(*out_.layout, name);
            if (place == 0 || place == out_.layout->at(Column::version_number) ||
                place == out_.layout->at(Column::version_name) ||
                std::ranges::count(out_.columns, place) > 0) {
                return wrong(file_, line_, "", name,
                             fmt::format("code, name, valid, rid, created, updated, from, to, "
                                         "1-{}; once each",
                                         out_.layout->columns));
            }
            out_.columns.push_back(place);
        }
        for (const auto column : {Column::code, Column::valid, Column::rid}) {
            if (std::ranges::count(out_.columns, out_.layout->at(column)) == 0) {
                return wrong(file_, line_, codes::name_of(column), "",
                             std::string{codes::name_of(column)});
            }
        }
        return {};
    }

    std::optional<Problem> read_row() {
        const auto line = next_line();
        if (line.empty()) return {};
        const auto cells = split(line, '\t');
        if (cells.size() != out_.columns.size()) {
            return wrong(file_, line_, "", fmt::format("{} cells", cells.size()),
                         fmt::format("{} cells", out_.columns.size()));
        }
        if (out_.size() == rows_of_a_list_max) {
            return wrong(file_, line_, "", "", fmt::format("<= {}", rows_of_a_list_max));
        }
        for (const auto cell : cells) out_.cells.push_back(cell == "null" ? "" : cell);
        out_.lines.push_back(line_);
        const std::size_t row = out_.size() - 1;
        const auto code = out_.cell(row, Column::code);
        const auto valid = out_.cell(row, Column::valid);
        const auto rid = out_.cell(row, Column::rid);
        if (code.empty()) return wrong(file_, line_, "code", "", "a code");
        if (!codes_.insert(code).second) return wrong(file_, line_, "code", code, "each code once");
        if (valid != "0" && valid != "1") return wrong(file_, line_, "valid", valid, "0, 1");
        if (rid.empty()) return wrong(file_, line_, "rid", "", "a record number");
        return {};
    }

    std::string_view file_, rest_;
    int line_ = 0;
    Publication out_;
    std::unordered_set<std::string_view> codes_;
};

void append_row(std::string& out, const codes::PublishedRow& row) {
    const Publication& of = *row.publication;
    for (std::uint8_t column = 1; column <= of.layout->columns; ++column) {
        if (column > 1) out += '\t';
        if (column == of.layout->at(Column::version_name)) {
            out += of.version;
        } else if (column == of.layout->at(Column::version_number)) {
            out += std::to_string(of.number);
        } else if (const auto cell = of.cell(row.row, column); !cell.empty()) {
            out += cell;
        } else if (column == of.layout->at(Column::updated)) {
            out += of.from.text();
        } else {
            out += "null";
        }
    }
    out += '\n';
}

}  // namespace

Outcome<Publication> read_publication(std::string_view name, std::string text) {
    return PublicationReader(name, std::move(text)).read();
}

std::vector<Problem> misshapen_codes(std::string_view name, const Publication& publication) {
    std::vector<Problem> found;
    const std::string_view standard = publication.layout->standard;
    for (std::size_t row = 0; row < publication.size() && !standard.empty(); ++row) {
        const auto checked = codes::check_code(standard, publication.cell(row, Column::code));
        if (checked) continue;
        const bool is_known = std::ranges::any_of(codes::forms(), [&](const codes::Form& form) {
            return (form.standard == standard || form.name == standard) &&
                   form.evidence <= codes::Evidence::likely;
        });
        if (!is_known) continue;
        Problem problem = checked.error();
        problem.field = fmt::format("{}:{} {}", name, publication.lines[row], problem.field);
        found.push_back(std::move(problem));
    }
    return found;
}

std::string download_text(const codes::Increment& increment) {
    std::string out;
    for (const auto& row : increment.rows) append_row(out, row);
    return out;
}

std::string download_name(const codes::Increment& increment) {
    return fmt::format("{}_{}", increment.layout->infno, increment.newest_version);
}

}  // namespace yidi::wire
