#include "codes/divisions.hpp"

#include <algorithm>
#include <vector>

#include "codes/csv_rows.hpp"

namespace yidi::codes {

std::string_view name_of(DivisionLevel level) {
    constexpr std::string_view names[] = {"province", "city", "county"};
    return names[static_cast<std::size_t>(level)];
}

std::span<const Division> divisions() {
    static const std::vector<Division> all = [] {
        std::vector<Division> read;
        each_row_of("codes/divisions.csv", 3, [&](const auto& cells) {
            const auto level = level_of(cells[0]);
            YIDI_ASSERT(level && name_of(*level) == cells[2]);
            read.push_back({cells[0], cells[1], *level});
        });
        std::ranges::sort(read, {}, &Division::code);
        return read;
    }();
    return all;
}

const Division* find_division(std::string_view code) {
    const auto all = divisions();
    const auto at = std::ranges::lower_bound(all, code, {}, &Division::code);
    return at != all.end() && at->code == code ? &*at : nullptr;
}

std::optional<DivisionLevel> level_of(std::string_view code) {
    if (!is_division_code(code)) return {};
    if (code.substr(2) == "0000") return DivisionLevel::province;
    if (code.substr(4) == "00") return DivisionLevel::city;
    return DivisionLevel::county;
}

std::optional<std::string> parent_of(std::string_view code) {
    const auto level = level_of(code);
    if (!level || *level == DivisionLevel::province) return {};
    std::string parent{code};
    if (*level == DivisionLevel::county) {
        // Counties that a province governs itself stand under no city: 469001 -> 460000.
        parent.replace(4, 2, "00");
        if (parent[2] != '9') return parent;
    }
    parent.replace(2, 4, "0000");
    return parent;
}

bool is_within(std::string_view inner, std::string_view outer) {
    const auto level = level_of(outer);
    if (!level || !level_of(inner)) return false;
    const std::size_t digits = *level == DivisionLevel::province ? 2
                               : *level == DivisionLevel::city   ? 4
                                                                 : 6;
    return inner.substr(0, digits) == outer.substr(0, digits);
}

}  // namespace yidi::codes
