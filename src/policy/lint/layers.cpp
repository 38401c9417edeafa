#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "policy/lint/inspection.hpp"
#include "policy/lint/sides.hpp"

namespace yidi::policy {
namespace {

using Buckets = std::array<bool, bucket_count>;

void fill(Buckets& buckets, Bucket bucket) {
    buckets[static_cast<std::size_t>(bucket)] = true;
}

void fill_from_bands(Buckets& buckets, const LayerPlan& layer, const Cell& cell) {
    for (std::size_t at = 0; at < cell.segment_count; ++at) {
        const Segment& segment = layer.segments[cell.segments_at + at];
        if (segment.undetermined || segment.fund.ppm() < Ratio::one_ppm) {
            fill(buckets, Bucket::seg_self);
        }
        if (segment.undetermined || segment.local != segment.fund) {
            fill(buckets, Bucket::place_self);
        }
    }
}

/// Where the fen of a bill may lie after the basic benefit.
void fill_after_basic(Buckets& buckets, const LayerPlan& layer) {
    for (const Cell& cell : layer.cells) {
        if (cell.refused || cell.place == Effect::not_payable) continue;
        for (std::size_t nth = 0; nth < layer.nth_count; ++nth) {
            if (layer.deductibles[cell.deductible_at + nth] != 0) fill(buckets, Bucket::ded);
        }
        for (std::size_t at = 0; at < layer.limits.size(); ++at) {
            if (layer.limit_cells[cell.limits_at + at].most != no_limit) {
                fill(buckets, Bucket::over_cap);
            }
        }
        if (cell.cap_fen != no_limit) fill(buckets, Bucket::over_cap);
        if (cell.place == Effect::first_pay || cell.factor_local != cell.factor_fund) {
            fill(buckets, Bucket::place_self);
        }
        if (cell.factor_fund.ppm() < Ratio::one_ppm) fill(buckets, Bucket::seg_self);
        fill_from_bands(buckets, layer, cell);
    }
}

/// What a fund takes up. An account pays whatever it finds.
Buckets wanted_of(const LayerPlan& layer) {
    Buckets wanted{};
    if (layer.layer == Layer::account) return wanted;
    for (const Bucket bucket : layer.draw) fill(wanted, bucket);
    return wanted;
}

/// Buckets that hold something in some epoch and service in which the benefit pays, by benefit.
using Reach = std::map<std::string, std::pair<Buckets, Buckets>>;  ///< Wanted, held.

void follow(const PlanTables& tables, const Epoch& epoch, Reach& reach) {
    Buckets held{};
    for (const Bucket bucket : {Bucket::own, Bucket::over_price, Bucket::first_pay}) {
        fill(held, bucket);
    }
    for (const std::uint32_t index : epoch.layers) {
        const LayerPlan& layer = tables.layers[index];
        if (layer.layer == Layer::basic) {
            // A benefit whose values nobody knows may leave anything.
            if (layer.cells.empty()) held.fill(true);
            fill_after_basic(held, layer);
            continue;
        }
        auto& [wanted, found] = reach[layer.benefit];
        const Buckets wants = wanted_of(layer);
        for (std::size_t bucket = 0; bucket < bucket_count; ++bucket) {
            wanted[bucket] = wanted[bucket] || wants[bucket];
            found[bucket] = found[bucket] || held[bucket];
        }
    }
}

void check_buckets(PlanInspection& inspection) {
    Reach reach;
    for (const auto& services : inspection.tables().epochs) {
        for (const auto& epochs : services) {
            for (const Epoch& epoch : epochs) follow(inspection.tables(), epoch, reach);
        }
    }
    for (const Benefit& benefit : inspection.package().benefits) {
        const auto at = reach.find(benefit.id);
        if (at == reach.end() || benefit.versions.empty()) continue;
        const auto& [wanted, held] = at->second;
        for (std::size_t bucket = 0; bucket < bucket_count; ++bucket) {
            if (!wanted[bucket] || held[bucket]) continue;
            const Word& word = bucket_words()[bucket];
            inspection.add(Lint::empty_bucket, benefit.site, benefit.id,
                           {fmt::format("{}（{}）永远为空", word.name, word.zh),
                            fmt::format("{} ({}) never holds anything", word.name, word.en)},
                           benefit.versions.front().provenance.cites);
        }
    }
}

/// Pairs of layers that can only pay in this order.
constexpr std::pair<Layer, Layer> fixed_orders[] = {
    {Layer::large_amount, Layer::medical_aid},
    {Layer::major_illness, Layer::medical_aid},
};

void check_order(PlanInspection& inspection) {
    const Package& package = inspection.package();
    const auto place_of = [&](Layer layer) {
        return std::find(package.order.begin(), package.order.end(), layer) - package.order.begin();
    };
    const auto missing = static_cast<std::ptrdiff_t>(package.order.size());
    const auto complain = [&](Layer first, Layer then) {
        inspection.add(Lint::layer_order, package.order_site, "order",
                       {fmt::format("{}在{}之后", word_of(first).zh, word_of(then).zh),
                        fmt::format("{} after {}", word_of(first).name, word_of(then).name)},
                       package.order_from.cites);
    };
    for (const auto& [first, then] : fixed_orders) {
        const auto a = place_of(first), b = place_of(then);
        if (a != missing && b != missing && a > b) complain(first, then);
    }
    const auto account = place_of(Layer::account);
    for (std::size_t layer = 0; layer < fund_layer_count; ++layer) {
        // The account pays what all funds have left, wherever the order names it.
        const auto at = place_of(static_cast<Layer>(layer));
        if (account != missing && at != missing && account < at) {
            complain(static_cast<Layer>(layer), Layer::account);
        }
    }
}

}  // namespace

void check_layers(PlanInspection& inspection) {
    check_order(inspection);
    check_buckets(inspection);
}

}  // namespace yidi::policy
