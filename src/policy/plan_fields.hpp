/// @file
/// The members of a plan in the order of the plan file. Each list is checked by the compiler: a
/// member added to a struct and not to its list here does not compile.
///
/// Level       3, pure
/// Units       as policy/plan.hpp
/// Errors      none
/// Ownership   none
/// See         policy/plan_file.hpp

#pragma once

#include <concepts>
#include <type_traits>

#include "policy/byte_archive.hpp"
#include "policy/plan.hpp"

namespace yidi::policy {

template <class T, class Struct>
concept Is = std::same_as<std::remove_const_t<T>, Struct>;

// clang-format off
template <> inline constexpr unsigned enum_size<Operator> = operator_count;
template <> inline constexpr unsigned enum_size<Layer> = layer_count;
template <> inline constexpr unsigned enum_size<Pool> = pool_count;
template <> inline constexpr unsigned enum_size<Bucket> = bucket_count;
template <> inline constexpr unsigned enum_size<Dimension> = dimension_count;
template <> inline constexpr unsigned enum_size<Effect> = 7;
template <> inline constexpr unsigned enum_size<Axis> = 3;
template <> inline constexpr unsigned enum_size<Carry> = 4;
template <> inline constexpr unsigned enum_size<CapMeasure> = 3;
template <> inline constexpr unsigned enum_size<LimitMeasure> = 8;
template <> inline constexpr unsigned enum_size<LimitScope> = 3;
template <> inline constexpr unsigned enum_size<CombineRule> = 3;
template <> inline constexpr unsigned enum_size<AccountSource> = account_source_count;
template <> inline constexpr unsigned enum_size<Confidence> = 4;
template <> inline constexpr unsigned enum_size<Origin> = 5;
template <> inline constexpr unsigned enum_size<DateBasis> = 3;
template <> inline constexpr unsigned enum_size<Terms::Per> = 3;
template <> inline constexpr unsigned enum_size<Clock::CrossYear> = 3;
template <> inline constexpr unsigned enum_size<ChannelRule::Level> = 3;
template <> inline constexpr unsigned enum_size<Rounding> = 2;
template <> inline constexpr unsigned enum_size<model::Service> = service_count;
template <> inline constexpr unsigned enum_size<model::HospitalLevel> = 5;
// clang-format on

template <class Archive, Is<Label> T>
void fields(Archive& archive, T& value) {
    auto& [zh, en] = value;
    archive(zh, en);
}

template <class Archive, Is<Reading> T>
void fields(Archive& archive, T& value) {
    // Where it stands, and its patches, belong to the package: a plan decides and explains.
    archive(value.question, value.chosen, value.alternative, value.cites, value.why,
            value.confidence);
}

template <class Archive, Is<Clock> T>
void fields(Archive& archive, T& value) {
    auto& [basis, year_month, year_day, cross_year, deductible_each, carry, as_known] = value;
    archive(basis, year_month, year_day, cross_year, deductible_each, carry, as_known);
}

template <class Archive, Is<RoundingRule> T>
void fields(Archive& archive, T& value) {
    auto& [mode, jiao, at_sum] = value;
    archive(mode, jiao, at_sum);
}

template <class Archive, Is<RuleInfo> T>
void fields(Archive& archive, T& value) {
    auto& [id, op, layer, from, to_unknown, verified_on, label, reading] = value;
    archive(id, op, layer, from, to_unknown, verified_on, label, reading);
}

template <class Archive, Is<RowInfo> T>
void fields(Archive& archive, T& value) {
    auto& [rule, number, keys, cites, confidence, origin] = value;
    archive(rule, number, keys, cites, confidence, origin);
}

template <class Archive, Is<Segment> T>
void fields(Archive& archive, T& value) {
    auto& [above_fen, upto_fen, listed, local, fund, row, bucket, undetermined] = value;
    archive(above_fen, upto_fen, listed, local, fund, row, bucket, undetermined);
}

template <class Archive, Is<LimitCell> T>
void fields(Archive& archive, T& value) {
    auto& [most, row] = value;
    archive(most, row);
}

template <class Archive, Is<Cell> T>
void fields(Archive& archive, T& value) {
    auto& [cap_fen, place_ppm, factor_local, factor_fund, gate_row, deductible_row, place_row,
           cap_row, deductible_at, segments_at, limits_at, adjusts, segment_count, place, refused,
           has_unknown] = value;
    archive(cap_fen, place_ppm, factor_local, factor_fund, gate_row, deductible_row, place_row,
            cap_row, deductible_at, segments_at, limits_at, adjusts, segment_count, place, refused,
            has_unknown);
}

template <class Archive, Is<AdjustInfo> T>
void fields(Archive& archive, T& value) {
    auto& [row, kind, ppm] = value;
    archive(row, kind, ppm);
}

template <class Archive, Is<LimitPlan> T>
void fields(Archive& archive, T& value) {
    auto& [measure, scope, carries, rule] = value;
    archive(measure, scope, carries, rule);
}

template <class Archive, Is<ContinuityPlan> T>
void fields(Archive& archive, T& value) {
    auto& [row, within_hours, carry] = value;
    archive(row, within_hours, carry);
}

template <class Archive, Is<LayerPlan> T>
void fields(Archive& archive, T& value) {
    auto& [layer, pool, is_supplement, nth_count, per, excludes_day_surgery, deductible_pools,
           axis, whole, bounds_include_deductible, cap_measure, cap_pools, status_base,
           long_stay_days, draw, dimensions, strides, cells, segments, deductibles, limits,
           limit_cells, undetermined, age_cuts, diseases, continuity, continuity_row, combine_row,
           combine, combine_extra_fen, diseases_max, account_pays, account_sources, account_row,
           benefit, label, year_to_date, adjusts] = value;
    archive(benefit, layer, pool, label, undetermined, draw, year_to_date, nth_count, per,
            excludes_day_surgery, deductible_pools, continuity, long_stay_days, continuity_row,
            axis, whole, bounds_include_deductible, is_supplement, cap_measure, cap_pools, limits,
            combine_row, combine, combine_extra_fen, diseases_max, strides, dimensions,
            status_base, age_cuts, diseases, cells, segments, deductibles, limit_cells, adjusts,
            account_pays, account_sources, account_row);
}

template <class Archive, Is<ChannelPlan> T>
void fields(Archive& archive, T& value) {
    auto& [row, as, level_from, level] = value;
    archive(row, as, level_from, level);
}

template <class Archive, Is<Epoch> T>
void fields(Archive& archive, T& value) {
    auto& [from, layers, has_channels, channels] = value;
    archive(from, layers, has_channels, channels);
}

template <class Archive, Is<PlanTables> T>
void fields(Archive& archive, T& value) {
    auto& [package_id, version, effective, name, prefixes, clock, rounding, share_first, sample,
           rules, rows, readings, layers, epochs, order_cites, time_cites, rounding_cites,
           order_keys, time_keys, rounding_keys] = value;
    archive(package_id, version, effective, name, prefixes, clock, rounding, share_first, sample,
            rules, rows, readings, layers, epochs, order_cites, time_cites, rounding_cites,
            order_keys, time_keys, rounding_keys);
}

}  // namespace yidi::policy
