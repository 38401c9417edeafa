#include "codes/publications.hpp"

#include <algorithm>
#include <optional>
#include <tuple>
#include <unordered_map>

#include <fmt/format.h>

#include "codes/csv_rows.hpp"

namespace yidi::codes {
namespace {

constexpr std::string_view no_time = "00000000000000";
constexpr std::size_t number_digits = 5;
constexpr std::size_t infno_digits = 4;
constexpr std::size_t file_number_size = 1 + infno_digits + no_time.size() + number_digits;

bool all_digits(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

/// The time of the version a client holds; nothing if it is no version.
std::optional<std::string_view> time_held(std::string_view held) {
    for (const std::string_view nothing : {"v0000", "V0000", "0", ""}) {
        if (held == nothing) return no_time;
    }
    const auto time = time_of_version(held);
    if (time.empty()) return {};
    return time;
}

std::uint8_t small(std::string_view cell) {
    const auto value = parse_integer<std::uint8_t>(cell);
    YIDI_ASSERT(value);
    return *value;
}

}  // namespace

std::string_view name_of(Column column) {
    constexpr std::string_view names[named_columns] = {
        "code",    "name",           "valid",        "rid",  "created",
        "updated", "version_number", "version_name", "from", "to"};
    return names[static_cast<std::size_t>(column)];
}

std::span<const Layout> layouts() {
    static const std::vector<Layout> all = [] {
        std::vector<Layout> read;
        each_row_of("codes/publication-layouts.csv", 5 + named_columns, [&](const auto& cells) {
            Layout layout{cells[0], cells[1], cells[2], small(cells[3]), {}, cells.back()};
            for (std::size_t i = 0; i < named_columns; ++i) {
                layout.place[i] = small(cells[4 + i]);
                YIDI_ASSERT(layout.place[i] <= layout.columns);
            }
            read.push_back(layout);
        });
        return read;
    }();
    return all;
}

const Layout* find_layout(std::string_view infno) {
    const auto all = layouts();
    const auto at = std::ranges::find(all, infno, &Layout::infno);
    return at != all.end() ? &*at : nullptr;
}

std::string_view time_of_version(std::string_view version) {
    constexpr std::size_t part = 4;  // F001
    constexpr std::size_t whole = part + 1 + no_time.size() + 2;
    if (version.size() != whole || version[part] != '_' || version[whole - 2] != '_') return {};
    const auto time = version.substr(part + 1, no_time.size());
    return all_digits(version.substr(1, part - 1)) && all_digits(time) ? time : std::string_view{};
}

std::string_view Publication::cell(std::size_t row, std::uint8_t column) const {
    const auto at = std::ranges::find(columns, column);
    if (at == columns.end() || column == 0) return {};
    return cells[row * columns.size() + static_cast<std::size_t>(at - columns.begin())];
}

Outcome<Done> Publications::add(Publication publication) {
    const auto same = of(*publication.layout);
    const Publication* last = same.empty() ? nullptr : same.back();
    if (last != nullptr &&
        (publication.number <= last->number ||
         time_of_version(publication.version) <= time_of_version(last->version) ||
         publication.from < last->from)) {
        return problem(
            ErrorCode::publication_order, std::string{publication.layout->infno},
            fmt::format("{} ({}) {}", publication.version, publication.number,
                        publication.from.text()),
            fmt::format("after {} ({}) {}", last->version, last->number, last->from.text()));
    }
    auto kept = std::make_shared<const Publication>(std::move(publication));
    const auto at = std::ranges::upper_bound(all_, kept->layout->infno, {},
                                             [](const auto& one) { return one->layout->infno; });
    all_.insert(at, std::move(kept));
    return Done{};
}

std::vector<const Publication*> Publications::of(const Layout& layout) const {
    std::vector<const Publication*> found;
    for (const auto& one : all_) {
        if (one->layout->infno == layout.infno) found.push_back(one.get());
    }
    return found;
}

Increment Publications::increment(const Layout& layout, std::string_view held_time,
                                  std::int64_t number_max) const {
    std::vector<const Publication*> news;
    for (const Publication* one : of(layout)) {
        if (one->number <= number_max && time_of_version(one->version) > held_time) {
            news.push_back(one);
        }
    }
    Increment out{&layout, {}, {}, {}};
    if (news.empty()) return out;
    std::unordered_map<std::string_view, const Publication*> last;
    for (const Publication* one : news) {
        for (std::size_t row = 0; row < one->size(); ++row)
            last[one->cell(row, Column::code)] = one;
    }
    for (const Publication* one : news) {
        for (std::size_t row = 0; row < one->size(); ++row) {
            if (last[one->cell(row, Column::code)] == one) out.rows.push_back({one, row});
        }
    }
    out.newest_version = news.back()->version;
    out.file_number = fmt::format("P{}{}{:05}", layout.infno, held_time, news.back()->number);
    return out;
}

Outcome<Increment> Publications::since(const Layout& layout, std::string_view held,
                                       Date today) const {
    const auto time = time_held(held);
    if (!time) {
        return problem(ErrorCode::publication_version, "data.ver", std::string{clip(held, 20)},
                       "v0000, 0, F001_20260101000000_C");
    }
    std::int64_t number_max = 0;
    for (const Publication* one : of(layout)) {
        if (one->from <= today) number_max = one->number;
    }
    Increment out = increment(layout, *time, number_max);
    if (out.rows.empty()) {
        return problem(ErrorCode::publication_newest, "data.ver", std::string{held}, {});
    }
    return out;
}

Outcome<Increment> Publications::by_file_number(std::string_view file_number) const {
    const auto unknown = [&] {
        return problem(ErrorCode::download_unknown, "fsDownloadIn.file_qury_no",
                       std::string{clip(file_number, 40)}, {});
    };
    if (file_number.size() != file_number_size || file_number[0] != 'P') return unknown();
    const Layout* layout = find_layout(file_number.substr(1, infno_digits));
    const auto time = file_number.substr(1 + infno_digits, no_time.size());
    const auto number =
        parse_integer<std::int64_t>(file_number.substr(file_number_size - number_digits));
    if (layout == nullptr || !all_digits(time) || !number) return unknown();
    Increment out = increment(*layout, time, *number);
    if (out.file_number != file_number) return unknown();
    return out;
}

std::vector<PublishedRow> Publications::state(const Layout& layout, Date today) const {
    auto all = since(layout, "0", today);
    return all ? std::move(all->rows) : std::vector<PublishedRow>{};
}

}  // namespace yidi::codes
