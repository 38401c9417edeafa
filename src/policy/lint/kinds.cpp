#include "policy/lint/kinds.hpp"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <unordered_set>

#include "policy/lint/sides.hpp"

namespace yidi::policy {
namespace {

/// Values one after another, as a number to tell them apart by.
class Digest {
  public:
    void add(std::uint64_t value) {
        // The finaliser of splitmix64: every bit of every value moves every bit of the sum.
        value += 0x9e3779b97f4a7c15ULL + sum_;
        value = (value ^ value >> 30) * 0xbf58476d1ce4e5b9ULL;
        value = (value ^ value >> 27) * 0x94d049bb133111ebULL;
        sum_ = value ^ value >> 31;
    }
    template <class T>
    requires std::is_integral_v<T> || std::is_enum_v<T>
    void add(T value) { add(static_cast<std::uint64_t>(value)); }
    [[nodiscard]] std::uint64_t sum() const { return sum_; }

  private:
    std::uint64_t sum_ = 0;
};

constexpr std::uint64_t pays_nothing = 1;

class KindFinder {
  public:
    KindFinder(const PlanTables& tables, const EpochOf& of)
        : tables_(tables), of_(of), epoch_(*of.epoch) {}

    std::optional<std::vector<Kind>> find();

  private:
    [[nodiscard]] const LayerPlan& layer(std::size_t index) const {
        return tables_.layers[epoch_.layers[index]];
    }
    [[nodiscard]] std::vector<std::uint64_t> classes_of(const LayerPlan& layer,
                                                        std::size_t nth) const;
    void keep_one_of_each(Side& side) const;
    void walk(std::vector<Kind>& kinds, std::size_t nth);
    bool take(std::vector<Kind>& kinds, const std::vector<std::size_t>& chosen, std::size_t nth);

    const PlanTables& tables_;
    const EpochOf& of_;
    const Epoch& epoch_;
    Sides sides_;
    std::vector<std::vector<std::uint64_t>> classes_;  ///< By layer and cell, of one nth.
    std::unordered_set<std::uint64_t> seen_;
};

/// Cells that pay alike have the same number.
std::vector<std::uint64_t> KindFinder::classes_of(const LayerPlan& layer, std::size_t nth) const {
    std::vector<std::uint64_t> classes;
    classes.reserve(layer.cells.size());
    std::unordered_map<std::uint64_t, std::uint64_t> bands;  // By where they stand.
    for (const Cell& cell : layer.cells) {
        if (cell.refused || cell.place == Effect::not_payable) {
            classes.push_back(pays_nothing);
            continue;
        }
        Digest digest;
        digest.add(cell.cap_fen);
        digest.add(cell.place);
        digest.add(cell.place_ppm);
        digest.add(cell.factor_local.ppm());
        digest.add(cell.factor_fund.ppm());
        if (layer.nth_count > 0) {
            const std::size_t column = std::min<std::size_t>(nth, layer.nth_count) - 1;
            digest.add(layer.deductibles[cell.deductible_at + column]);
        }
        for (std::size_t index = 0; index < layer.limits.size(); ++index) {
            digest.add(layer.limit_cells[cell.limits_at + index].most);
        }
        auto& band = bands[std::uint64_t{cell.segments_at} << 16 | cell.segment_count];
        if (band == 0) {
            Digest inner;
            for (std::size_t index = 0; index < cell.segment_count; ++index) {
                const Segment& segment = layer.segments[cell.segments_at + index];
                inner.add(segment.above_fen);
                inner.add(segment.upto_fen);
                inner.add(segment.local.ppm());
                inner.add(segment.fund.ppm());
                inner.add(segment.undetermined);
                inner.add(segment.bucket);
            }
            band = inner.sum() | 1;
        }
        digest.add(band);
        classes.push_back(digest.sum());
    }
    return classes;
}

/// Of values between which no benefit makes a difference, whatever else holds, one stays.
void KindFinder::keep_one_of_each(Side& side) const {
    std::vector<std::uint64_t> sums;
    std::vector<Digest> digests(side.values.size());
    for (std::size_t index = 0; index < epoch_.layers.size(); ++index) {
        if (!has_cells(layer(index))) continue;
        const LayerPlan& one = layer(index);
        const std::size_t stride = one.strides[static_cast<std::size_t>(side.dimension)];
        if (stride == 0) continue;
        const auto& classes = classes_[index];
        std::map<std::size_t, std::uint64_t> slices;  // By value in the layer.
        for (std::size_t at = 0; at < side.values.size(); ++at) {
            const auto value = value_in(one, sides_, side.dimension, side.values[at]);
            if (!value) {
                digests[at].add(pays_nothing);
                continue;
            }
            auto& slice = slices[*value];
            if (slice == 0) {
                const auto next =
                    std::upper_bound(one.dimensions.begin(), one.dimensions.end(), side.dimension);
                const std::size_t block = next == one.dimensions.end()
                                              ? classes.size()
                                              : one.strides[static_cast<std::size_t>(*next)];
                Digest digest;
                for (std::size_t from = *value * stride; from < classes.size(); from += block) {
                    for (std::size_t cell = from; cell < from + stride; ++cell) {
                        digest.add(classes[cell]);
                    }
                }
                slice = digest.sum() | 1;
            }
            digests[at].add(slice);
        }
    }
    std::vector<std::int32_t> kept;
    for (std::size_t at = 0; at < side.values.size(); ++at) {
        if (std::find(sums.begin(), sums.end(), digests[at].sum()) != sums.end()) continue;
        sums.push_back(digests[at].sum());
        kept.push_back(side.values[at]);
    }
    side.values = std::move(kept);
}

/// Adds the kind of the chosen values, unless it pays like one already found or not at all.
bool KindFinder::take(std::vector<Kind>& kinds, const std::vector<std::size_t>& chosen,
                      std::size_t nth) {
    std::vector<std::uint32_t> cells(epoch_.layers.size(), no_cell);
    Digest digest;
    for (std::size_t index = 0; index < epoch_.layers.size(); ++index) {
        if (!has_cells(layer(index))) continue;
        const LayerPlan& one = layer(index);
        std::size_t cell = 0;
        bool declared = true;
        for (std::size_t at = 0; at < sides_.list.size(); ++at) {
            const Side& side = sides_.list[at];
            const auto stride = one.strides[static_cast<std::size_t>(side.dimension)];
            if (stride == 0) continue;
            const auto value = value_in(one, sides_, side.dimension, side.values[chosen[at]]);
            declared = declared && value.has_value();
            cell += value.value_or(0) * stride;
        }
        const std::uint64_t kind = declared ? classes_[index][cell] : pays_nothing;
        if (kind == pays_nothing && one.layer == Layer::basic) return false;
        digest.add(kind);
        if (kind != pays_nothing) cells[index] = static_cast<std::uint32_t>(cell);
    }
    if (!seen_.insert(digest.sum()).second) return false;
    Kind kind{.episode = {}, .nth = static_cast<std::int64_t>(nth), .cells = std::move(cells)};
    model::Episode& episode = kind.episode;
    episode.scheme = of_.scheme;
    episode.service = of_.service;
    episode.status = of_.scheme == model::Scheme::resident ? model::PersonStatus::adult
                                                           : model::PersonStatus::active;
    episode.admitted_on = episode.discharged_on = episode.settled_on = of_.day;
    for (std::size_t at = 0; at < sides_.list.size(); ++at) {
        const Side& side = sides_.list[at];
        put_value(episode, sides_, side.dimension, side.values[chosen[at]]);
    }
    kinds.push_back(std::move(kind));
    return true;
}

void KindFinder::walk(std::vector<Kind>& kinds, std::size_t nth) {
    std::vector<std::size_t> chosen(sides_.list.size(), 0);
    while (true) {
        (void)take(kinds, chosen, nth);
        std::size_t at = 0;
        while (at < chosen.size() && ++chosen[at] == sides_.list[at].values.size()) {
            chosen[at++] = 0;
        }
        if (at == chosen.size()) return;
    }
}

std::optional<std::vector<Kind>> KindFinder::find() {
    std::vector<Kind> kinds;
    std::size_t admissions = 1;
    for (std::size_t index = 0; index < epoch_.layers.size(); ++index) {
        const LayerPlan& one = layer(index);
        if (one.per == Terms::Per::admission) {
            admissions = std::max<std::size_t>(admissions, one.nth_count);
        }
    }
    const Sides all = sides_of(tables_, epoch_);
    for (std::size_t nth = 1; nth <= admissions; ++nth) {
        classes_.assign(epoch_.layers.size(), {});
        for (std::size_t index = 0; index < epoch_.layers.size(); ++index) {
            if (has_cells(layer(index))) classes_[index] = classes_of(layer(index), nth);
        }
        sides_ = all;
        std::size_t combinations = 1;
        for (Side& side : sides_.list) {
            keep_one_of_each(side);
            combinations *= side.values.size();
            if (combinations > combinations_max) return {};
        }
        walk(kinds, nth);
        if (kinds.size() > kinds_max) return {};
    }
    return kinds;
}

}  // namespace

std::optional<std::vector<Kind>> kinds_of(const PlanTables& tables, const EpochOf& of) {
    return KindFinder(tables, of).find();
}

}  // namespace yidi::policy
