#include "policy/reform/universe.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "base/text.hpp"

namespace yidi::policy {
namespace {

bool can_have(const Benefit& benefit, std::size_t status) {
    for (std::size_t scheme = 0; scheme < scheme_count; ++scheme) {
        const auto [first, count] = statuses_of(static_cast<model::Scheme>(scheme));
        const bool inside = status >= first && status < std::size_t{first} + count;
        if (benefit.schemes[scheme] && inside) return true;
    }
    return false;
}

std::string age_text(std::int32_t first, std::int32_t last) {
    return last >= age_max ? fmt::format("{}+", first) : fmt::format("{}-{}", first, last);
}

}  // namespace

void Universe::cut_ages(const std::vector<std::string_view>& texts) {
    std::set<std::int32_t> firsts{0};
    for (const std::string_view text : texts) {
        for (const std::string_view part : split(text, '|')) {
            const auto ages = parse_ages(part);
            if (!ages) continue;
            firsts.insert(ages->first);
            if (ages->last < age_max) firsts.insert(ages->last + 1);
        }
    }
    first_ages_.assign(firsts.begin(), firsts.end());
    for (std::size_t index = 0; index < first_ages_.size(); ++index) {
        const bool last = index + 1 == first_ages_.size();
        names_.push_back(
            age_text(first_ages_[index], last ? age_max : first_ages_[index + 1] - 1));
    }
}

Universe::Universe(Dimension dimension, const std::vector<std::string_view>& texts,
                   const Benefit& benefit)
    : dimension_(dimension) {
    if (dimension == Dimension::age_band) {
        cut_ages(texts);
        return;
    }
    if (dimension == Dimension::disease) {
        for (const Version& version : benefit.versions) {
            if (version.kind != Operator::disease) continue;
            for (const Row& row : version.rows) {
                const std::string& code = row.disease.code;
                if (std::find(names_.begin(), names_.end(), code) == names_.end()) {
                    names_.push_back(code);
                }
            }
        }
        return;
    }
    const auto words = values_of(dimension);
    for (std::size_t index = 0; index < words.size(); ++index) {
        if (dimension == Dimension::status && !can_have(benefit, index)) continue;
        names_.emplace_back(words[index].name);
    }
}

ValueMask Universe::all() const {
    return names_.size() >= 64 ? ~ValueMask{0} : (ValueMask{1} << names_.size()) - 1;
}

ValueMask Universe::mask(std::string_view text) const {
    if (text == "*") return all();
    ValueMask mask = 0;
    for (const std::string_view part : split(text, '|')) {
        const auto ages =
            dimension_ == Dimension::age_band ? parse_ages(part) : std::optional<Ages>{};
        for (std::size_t value = 0; value < names_.size(); ++value) {
            const bool hit = ages ? first_ages_[value] >= ages->first &&
                                        first_ages_[value] <= ages->last
                                  : names_[value] == part;
            if (hit) mask |= ValueMask{1} << value;
        }
    }
    return mask;
}

std::string Universe::text(ValueMask mask) const {
    if ((mask & all()) == all()) return "*";
    std::string text;
    for (std::size_t value = 0; value < names_.size(); ++value) {
        if ((mask >> value & 1U) == 0) continue;
        if (!text.empty()) text += '|';
        if (dimension_ != Dimension::age_band) {
            text += names_[value];
            continue;
        }
        std::size_t last = value;
        while (last + 1 < names_.size() && (mask >> (last + 1) & 1U) != 0) ++last;
        text += age_text(first_ages_[value],
                         last + 1 == names_.size() ? age_max : first_ages_[last + 1] - 1);
        value = last;
    }
    return text;
}

namespace {

using Cells = std::vector<std::uint32_t>;

/// Values of the column `at` whose remaining columns hold the same cells are taken together.
void add_boxes(const Cells& cells, const std::vector<std::size_t>& radix, std::size_t at,
               Box& prefix, std::vector<Box>& boxes) {
    if (at == radix.size()) {
        boxes.push_back(prefix);
        return;
    }
    std::uint32_t stride = 1;
    for (std::size_t column = at + 1; column < radix.size(); ++column) {
        stride *= static_cast<std::uint32_t>(radix[column]);
    }
    std::map<std::uint32_t, Cells> slices;
    for (const std::uint32_t cell : cells) slices[cell / stride].push_back(cell % stride);
    std::vector<std::pair<ValueMask, const Cells*>> alike;
    for (const auto& [value, rest] : slices) {
        const auto same = std::find_if(alike.begin(), alike.end(), [&rest = rest](const auto& one) {
            return *one.second == rest;
        });
        if (same == alike.end()) {
            alike.emplace_back(ValueMask{1} << value, &rest);
        } else {
            same->first |= ValueMask{1} << value;
        }
    }
    for (const auto& [mask, rest] : alike) {
        prefix.push_back(mask);
        add_boxes(*rest, radix, at + 1, prefix, boxes);
        prefix.pop_back();
    }
}

}  // namespace

std::vector<Box> boxes_of(const std::vector<std::uint32_t>& cells,
                          const std::vector<std::size_t>& radix) {
    std::vector<Box> boxes;
    Box prefix;
    if (!cells.empty()) add_boxes(cells, radix, 0, prefix, boxes);
    return boxes;
}

}  // namespace yidi::policy
