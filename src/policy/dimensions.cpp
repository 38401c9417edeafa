#include "policy/dimensions.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "base/text.hpp"

namespace yidi::policy {
namespace {

constexpr std::string_view anything = "*";

bool is_grouped(Operator kind) {
    return kind == Operator::segments || kind == Operator::supplement;
}

}  // namespace

std::optional<Ages> parse_ages(std::string_view text) {
    if (text.ends_with('+')) {
        const auto first = parse_integer<std::int32_t>(text.substr(0, text.size() - 1));
        if (!first || *first < 0 || *first > age_max) return {};
        return Ages{*first, age_max};
    }
    const auto dash = text.find('-');
    if (dash == std::string_view::npos) return {};
    const auto first = parse_integer<std::int32_t>(text.substr(0, dash));
    const auto last = parse_integer<std::int32_t>(text.substr(dash + 1));
    if (!first || !last || *first < 0 || *last < *first || *last > age_max) return {};
    return Ages{*first, *last};
}

std::pair<std::uint16_t, std::uint16_t> statuses_of(model::Scheme scheme) {
    if (scheme == model::Scheme::resident) return {2, 4};
    return {0, 2};
}

bool is_dimension_text(Dimension dimension, std::string_view text) {
    if (text == anything) return true;
    for (const std::string_view part : split(text, '|')) {
        // Diseases are known only once the benefit's own table is: see Space::mask.
        const bool good = dimension == Dimension::age_band  ? parse_ages(part).has_value()
                          : dimension == Dimension::disease ? !part.empty()
                                                            : index_of(values_of(dimension), part)
                                                                  .has_value();
        if (!good) return false;
    }
    return true;
}

std::string dimension_expected(Dimension dimension) {
    if (dimension == Dimension::age_band) return "\"0-17\", \"18+\" or \"*\"";
    if (dimension == Dimension::disease) return "\"*\", or codes of [[disease]], joined by |";
    return fmt::format("\"*\", or of {}, joined by |", list_of(values_of(dimension)));
}

void Space::cut_ages(const std::vector<const Version*>& versions) {
    std::set<std::int32_t> cuts;
    for (const Version* version : versions) {
        for (std::size_t column = 0; column < version->columns.size(); ++column) {
            if (version->columns[column] != Dimension::age_band) continue;
            for (const Row& row : version->rows) {
                if (row.dims[column] == anything) continue;
                for (const std::string_view part : split(row.dims[column], '|')) {
                    const auto ages = parse_ages(part);
                    if (!ages) continue;
                    if (ages->first > 0) cuts.insert(ages->first);
                    if (ages->last < age_max) cuts.insert(ages->last + 1);
                }
            }
        }
    }
    age_cuts_.assign(cuts.begin(), cuts.end());
}

Space::Space(const std::vector<const Version*>& versions, model::Scheme scheme,
             Findings& findings) {
    std::array<const Version*, dimension_count> asked{};
    for (const Version* version : versions) {
        for (const Dimension dimension : version->columns) {
            asked[static_cast<std::size_t>(dimension)] = version;
        }
        if (version->kind != Operator::disease) continue;
        for (const Row& row : version->rows) diseases_.push_back(row.disease.code);
        asked[static_cast<std::size_t>(Dimension::disease)] = version;
    }
    cut_ages(versions);
    const auto [base, statuses] = statuses_of(scheme);
    status_base_ = base;
    for (std::size_t index = 0; index < dimension_count; ++index) {
        if (asked[index] == nullptr) continue;
        const Dimension dimension{static_cast<std::uint8_t>(index)};
        const std::size_t count = dimension == Dimension::status     ? statuses
                                  : dimension == Dimension::age_band ? age_cuts_.size() + 1
                                  : dimension == Dimension::disease  ? diseases_.size()
                                                                     : values_of(dimension).size();
        if (count == 0 || count > values_max) {
            findings.add(ErrorCode::package_incomplete, asked[index]->site,
                         word_of(dimension).name, std::to_string(count) + " values",
                         count == 0 ? "a [[disease]] table that declares the codes"
                                    : fmt::format("at most {} values", values_max));
            return;
        }
        radix_[index] = static_cast<std::uint16_t>(count);
        strides_[index] = static_cast<std::uint32_t>(size_);
        size_ *= count;
        if (size_ > cells_max) return;
    }
}

CellValues Space::values(std::size_t cell) const {
    CellValues values{};
    for (std::size_t index = 0; index < dimension_count; ++index) {
        if (strides_[index] == 0) continue;
        values[index] = static_cast<std::uint16_t>(cell % radix_[index]);
        cell /= radix_[index];
    }
    return values;
}

std::size_t Space::number(const CellValues& values) const {
    std::size_t number = 0;
    for (std::size_t index = 0; index < dimension_count; ++index) {
        number += std::size_t{strides_[index]} * values[index];
    }
    return number;
}

std::string Space::value_name(Dimension dimension, std::size_t value) const {
    if (dimension == Dimension::disease) return diseases_[value];
    if (dimension == Dimension::age_band) {
        const auto first = value == 0 ? 0 : age_cuts_[value - 1];
        return value == age_cuts_.size() ? fmt::format("{}+", first)
                                         : fmt::format("{}-{}", first, age_cuts_[value] - 1);
    }
    const std::size_t offset = dimension == Dimension::status ? status_base_ : 0;
    return std::string{values_of(dimension)[value + offset].name};
}

std::string Space::text(const CellValues& values) const {
    std::string text;
    for (std::size_t index = 0; index < dimension_count; ++index) {
        if (strides_[index] == 0) continue;
        const Dimension dimension{static_cast<std::uint8_t>(index)};
        text += fmt::format("{}{}={}", text.empty() ? "" : " ", word_of(dimension).name,
                            value_name(dimension, values[index]));
    }
    return text.empty() ? "everybody" : text;
}

std::uint64_t Space::mask(Dimension dimension, std::string_view text) const {
    if (text == anything) return ~std::uint64_t{0};
    std::uint64_t mask = 0;
    const std::size_t count = radix(dimension);
    for (const std::string_view part : split(text, '|')) {
        const auto ages = dimension == Dimension::age_band ? parse_ages(part) : std::nullopt;
        for (std::size_t value = 0; value < count; ++value) {
            bool hit = false;
            if (ages) {
                const auto first = value == 0 ? 0 : age_cuts_[value - 1];
                hit = first >= ages->first && first <= ages->last;
            } else {
                hit = value_name(dimension, value) == part;
            }
            if (hit) mask |= std::uint64_t{1} << value;
        }
    }
    return mask;
}

Matcher::Matcher(const Version& version, const Space& space, std::set<const Row*>& used)
    : version_(version), space_(space), used_(used) {
    for (const Row& row : version.rows) {
        auto& masks = masks_.emplace_back();
        for (std::size_t column = 0; column < row.dims.size(); ++column) {
            masks.push_back(space.mask(version.columns[column], row.dims[column]));
        }
    }
    std::size_t size = 1;
    for (const Dimension dimension : version.columns) {
        strides_.push_back(size);
        size *= std::max<std::size_t>(1, space.radix(dimension));
    }
    answers_.resize(std::min(size, cells_max));
}

/// Cells that the table cannot tell apart have the same number.
std::size_t Matcher::key_of(const CellValues& cell) const {
    std::size_t key = 0;
    for (std::size_t column = 0; column < strides_.size(); ++column) {
        key += strides_[column] * cell[static_cast<std::size_t>(version_.columns[column])];
    }
    return key;
}

bool Matcher::matches(std::size_t row, const CellValues& cell) const {
    for (std::size_t column = 0; column < version_.columns.size(); ++column) {
        const auto value = cell[static_cast<std::size_t>(version_.columns[column])];
        if ((masks_[row][column] >> value & 1U) == 0) return false;
    }
    return true;
}

/// "*" means all values not named in rows that are otherwise the same.
bool Matcher::yields_to(const Row& wide, const Row& narrow) const {
    bool wider = false;
    for (std::size_t column = 0; column < wide.dims.size(); ++column) {
        if (wide.dims[column] == narrow.dims[column]) continue;
        if (wide.dims[column] != anything) return false;
        wider = true;
    }
    return wider;
}

const std::vector<std::size_t>& Matcher::rows_for(const CellValues& cell, Findings& findings) {
    auto& answer = answers_[key_of(cell)];
    if (!answer) answer = find_rows(cell, findings);
    return *answer;
}

std::vector<std::size_t> Matcher::find_rows(const CellValues& cell, Findings& findings) {
    std::vector<std::size_t> hits;
    for (std::size_t index = 0; index < version_.rows.size(); ++index) {
        if (matches(index, cell)) hits.push_back(index);
    }
    std::erase_if(hits, [&, all = hits](std::size_t index) {
        return std::any_of(all.begin(), all.end(), [&](std::size_t other) {
            return yields_to(version_.rows[index], version_.rows[other]);
        });
    });
    const bool grouped = is_grouped(version_.kind);
    const bool one_group = std::all_of(hits.begin(), hits.end(), [&](std::size_t index) {
        return version_.rows[index].dims == version_.rows[hits.front()].dims;
    });
    const bool good = !hits.empty() && one_group && (grouped || hits.size() == 1);
    if (!good && !reported_) {
        reported_ = true;
        const Site site = hits.empty() ? version_.site : version_.rows[hits.back()].site;
        findings.add(ErrorCode::package_incomplete, site, version_.id,
                     fmt::format("{} for {}", hits.empty() ? "no row" : "more than one row",
                                 space_.text(cell)),
                     "exactly one row for every combination that can occur",
                     hits.empty() ? Lint::no_row : Lint::two_rows);
    }
    if (!good) hits.clear();
    for (const std::size_t index : hits) used_.insert(&version_.rows[index]);
    return hits;
}

bool Matcher::applies(const CellValues& cell) {
    auto& answer = answers_[key_of(cell)];
    if (!answer) {
        answer.emplace();
        for (std::size_t index = 0; index < version_.rows.size(); ++index) {
            if (!matches(index, cell)) continue;
            used_.insert(&version_.rows[index]);
            answer->push_back(index);
        }
    }
    return !answer->empty();
}

}  // namespace yidi::policy
