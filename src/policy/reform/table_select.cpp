#include <algorithm>

#include <fmt/format.h>

#include "policy/reform/nodes.hpp"
#include "policy/reform/table_draft.hpp"

namespace yidi::policy {
namespace {

bool may_have_dimensions(Operator kind) {
    return kind != Operator::continuity && kind != Operator::disease && kind != Operator::channel;
}

/// More combinations than this in one table are refused: no real table comes near.
constexpr std::size_t combinations_max = 1U << 18U;

}  // namespace

bool TableDraft::find_columns(const Patch& patch, std::vector<Wanted>& dims,
                              std::vector<Wanted>& values, Findings& findings) {
    for (std::size_t index = 0; index < patch.where.size(); ++index) {
        const Condition& condition = patch.where[index];
        if (const auto at = column(condition.key)) {
            values.push_back({index, *at});
            continue;
        }
        const auto word = index_of(dimension_words(), condition.key);
        if (!word || !has_rows_ || !may_have_dimensions(kind())) {
            findings.add(ErrorCode::package_unknown_key, patch.site, "where", condition.key,
                         has_rows_ ? fmt::format("a dimension, or a column of {}: {}", id(),
                                                 fmt::join(columns_, ", "))
                                   : fmt::format("no where: {} has no rows", id()));
            return false;
        }
        const Dimension dimension{static_cast<std::uint8_t>(*word)};
        for (const Node& value : condition.values) {
            const auto* text = std::get_if<std::string>(&value.value);
            if (text != nullptr && is_dimension_text(dimension, *text)) continue;
            findings.add(ErrorCode::package_value, patch.site, condition.key, show(value),
                         dimension_expected(dimension));
            return false;
        }
        add_column(dimension);
        dims.push_back({index, static_cast<std::size_t>(*word)});
    }
    // Only now do all columns stand in their places.
    for (Wanted& wanted : dims) {
        const Dimension dimension{static_cast<std::uint8_t>(wanted.column)};
        wanted.column = static_cast<std::size_t>(
            std::find(dimensions_.begin(), dimensions_.end(), dimension) - dimensions_.begin());
    }
    for (Wanted& wanted : values) wanted.column = *column(patch.where[wanted.condition].key);
    return true;
}

/// A dimension the table did not distinguish: until now all its values had the same row.
void TableDraft::add_column(Dimension dimension) {
    if (std::find(dimensions_.begin(), dimensions_.end(), dimension) != dimensions_.end()) return;
    dimensions_.insert(dimensions_.begin(), dimension);
    columns_.insert(columns_.begin(), std::string{word_of(dimension).name});
    for (DraftRow& row : rows_) {
        const std::int32_t line = row.cells.empty() ? 0 : row.cells.front().line;
        row.cells.insert(row.cells.begin(), text_node("*", line));
    }
}

std::vector<Universe> TableDraft::universes(const Patch& patch,
                                            const std::vector<Wanted>& dims) const {
    std::vector<Universe> made;
    for (std::size_t column = 0; column < dimensions_.size(); ++column) {
        std::vector<std::string_view> texts;
        for (const DraftRow& row : rows_) {
            texts.push_back(std::get<std::string>(row.cells[column].value));
        }
        for (const Wanted& wanted : dims) {
            if (wanted.column != column) continue;
            for (const Node& value : patch.where[wanted.condition].values) {
                texts.push_back(std::get<std::string>(value.value));
            }
        }
        made.emplace_back(dimensions_[column], texts, benefit_);
    }
    return made;
}

namespace {

/// Which group of rows speaks of each cell, by the rule of the loader: a row with stars yields to
/// one that is otherwise the same.
class Winners {
  public:
    Winners(const std::vector<std::vector<std::string>>& groups,
            const std::vector<Universe>& universes)
        : groups_(groups) {
        for (const auto& texts : groups) {
            auto& masks = masks_.emplace_back();
            for (std::size_t column = 0; column < texts.size(); ++column) {
                masks.push_back(universes[column].mask(texts[column]));
            }
        }
    }

    /// Place of the group; groups.size() if none or several speak of the cell.
    [[nodiscard]] std::size_t of(const std::vector<std::size_t>& values) const {
        std::vector<std::size_t> hits;
        for (std::size_t group = 0; group < groups_.size(); ++group) {
            bool inside = true;
            for (std::size_t column = 0; column < values.size(); ++column) {
                inside = inside && (masks_[group][column] >> values[column] & 1U) != 0;
            }
            if (inside) hits.push_back(group);
        }
        std::erase_if(hits, [&, all = hits](std::size_t wide) {
            return std::any_of(all.begin(), all.end(), [&](std::size_t narrow) {
                return yields_to(groups_[wide], groups_[narrow]);
            });
        });
        return hits.size() == 1 ? hits.front() : groups_.size();
    }

  private:
    static bool yields_to(const std::vector<std::string>& wide,
                          const std::vector<std::string>& narrow) {
        bool wider = false;
        for (std::size_t column = 0; column < wide.size(); ++column) {
            if (wide[column] == narrow[column]) continue;
            if (wide[column] != "*") return false;
            wider = true;
        }
        return wider;
    }

    const std::vector<std::vector<std::string>>& groups_;
    std::vector<std::vector<ValueMask>> masks_;
};

std::vector<std::size_t> values_at(std::size_t cell, const std::vector<std::size_t>& radix) {
    std::vector<std::size_t> values(radix.size());
    for (std::size_t column = radix.size(); column-- > 0;) {
        values[column] = cell % radix[column];
        cell /= radix[column];
    }
    return values;
}

}  // namespace

/// Who has which cells before the patch, and which of them it names.
struct TableDraft::Census {
    std::vector<Universe> worlds;
    std::vector<std::size_t> radix;
    std::vector<std::vector<std::size_t>> groups;  ///< Places of rows.
    std::vector<std::vector<std::string>> texts;   ///< Dimensions of each group.
    std::vector<std::vector<std::uint32_t>> inside, outside;

    [[nodiscard]] std::size_t cells() const {
        std::size_t cells = 1;
        for (const std::size_t count : radix) {
            cells *= count;
            if (cells > combinations_max) break;
        }
        return cells;
    }
    /// No row holds both for what the patch names and for something else.
    [[nodiscard]] bool is_clean() const {
        for (std::size_t group = 0; group < groups.size(); ++group) {
            if (!inside[group].empty() && !outside[group].empty()) return false;
        }
        return true;
    }
};

void TableDraft::count_cells(const Patch& patch, const std::vector<Wanted>& dims, Census& census,
                             Hits& hits) const {
    std::vector<std::vector<ValueMask>> wanted(dims.size());
    for (std::size_t index = 0; index < dims.size(); ++index) {
        for (const Node& value : patch.where[dims[index].condition].values) {
            wanted[index].push_back(
                census.worlds[dims[index].column].mask(std::get<std::string>(value.value)));
        }
    }
    const Winners winners(census.texts, census.worlds);
    census.inside.resize(census.groups.size());
    census.outside.resize(census.groups.size());
    for (std::size_t cell = 0; cell < census.cells(); ++cell) {
        const auto values = values_at(cell, census.radix);
        const std::size_t group = winners.of(values);
        if (group == census.groups.size()) continue;
        const auto names = [&](std::size_t index, ValueMask mask) {
            return (mask >> values[dims[index].column] & 1U) != 0;
        };
        bool is_in = true;
        for (std::size_t index = 0; index < dims.size(); ++index) {
            is_in = is_in && std::any_of(wanted[index].begin(), wanted[index].end(),
                                         [&](ValueMask mask) { return names(index, mask); });
        }
        auto& side = is_in ? census.inside : census.outside;
        side[group].push_back(static_cast<std::uint32_t>(cell));
        for (std::size_t index = 0; is_in && index < dims.size(); ++index) {
            for (std::size_t value = 0; value < wanted[index].size(); ++value) {
                if (!names(index, wanted[index][value])) continue;
                hits[dims[index].condition][value] = true;
            }
        }
    }
}

/// Every row gets exactly the cells that were its own, in boxes that do not meet, so that no star
/// can reach into another's cells.
std::vector<DraftRow> TableDraft::in_boxes(const Census& census) const {
    std::vector<DraftRow> made;
    const auto add = [&](std::size_t group, const Box& box, bool selected) {
        for (const std::size_t row : census.groups[group]) {
            DraftRow fresh = rows_[row];
            fresh.selected = selected;
            for (std::size_t column = 0; column < box.size(); ++column) {
                const Universe& world = census.worlds[column];
                const std::string& old = census.texts[group][column];
                std::string text = world.mask(old) == box[column] ? old : world.text(box[column]);
                fresh.cells[column] = text_node(std::move(text), fresh.cells[column].line);
            }
            made.push_back(std::move(fresh));
        }
    };
    for (std::size_t group = 0; group < census.groups.size(); ++group) {
        for (const Box& box : boxes_of(census.inside[group], census.radix)) add(group, box, true);
        for (const Box& box : boxes_of(census.outside[group], census.radix)) {
            add(group, box, false);
        }
    }
    return made;
}

bool TableDraft::cut(const Patch& patch, const std::vector<Wanted>& dims, Hits& hits,
                     Findings& findings) {
    Census census;
    census.worlds = universes(patch, dims);
    census.groups = groups();
    for (const Universe& world : census.worlds) census.radix.push_back(world.size());
    const std::size_t cells = census.cells();
    if (cells == 0 || cells > combinations_max) {
        findings.add(ErrorCode::package_value, patch.site, "where",
                     fmt::format("{} combinations", cells),
                     fmt::format("1 to {}: fewer columns, or a benefit that declares diseases",
                                 combinations_max));
        return false;
    }
    for (const auto& group : census.groups) {
        auto& names = census.texts.emplace_back();
        for (std::size_t column = 0; column < dimensions_.size(); ++column) {
            names.push_back(dim(rows_[group.front()], column));
        }
    }
    count_cells(patch, dims, census, hits);
    if (!census.is_clean()) {
        rows_ = in_boxes(census);
        return true;
    }
    for (std::size_t group = 0; group < census.groups.size(); ++group) {
        for (const std::size_t row : census.groups[group]) {
            rows_[row].selected = !census.inside[group].empty();
        }
    }
    return true;
}

void TableDraft::filter(const Patch& patch, const std::vector<Wanted>& values, Hits& hits) {
    for (DraftRow& row : rows_) {
        if (!row.selected) continue;
        for (const Wanted& one : values) {
            const auto& wanted = patch.where[one.condition].values;
            row.selected = row.selected &&
                           std::any_of(wanted.begin(), wanted.end(), [&](const Node& value) {
                               return same_value(value, row.cells[one.column]);
                           });
        }
        if (!row.selected) continue;
        for (const Wanted& one : values) {
            const auto& wanted = patch.where[one.condition].values;
            for (std::size_t value = 0; value < wanted.size(); ++value) {
                if (same_value(wanted[value], row.cells[one.column])) {
                    hits[one.condition][value] = true;
                }
            }
        }
    }
}

bool TableDraft::select(const Patch& patch, Hits& hits, Findings& findings) {
    hits.resize(patch.where.size());
    for (std::size_t index = 0; index < hits.size(); ++index) {
        hits[index].resize(patch.where[index].values.size());
    }
    for (DraftRow& row : rows_) row.selected = true;
    std::vector<Wanted> dims, values;
    if (!find_columns(patch, dims, values, findings)) return false;
    if (!dims.empty() && !cut(patch, dims, hits, findings)) return false;
    filter(patch, values, hits);
    return true;
}

}  // namespace yidi::policy
