/// @file
/// The closed vocabulary of policy packages, version 2: operators, layers, buckets, dimensions.
/// Adding a word here raises the version; packages name the version they need.
///
/// Level       3, pure
/// Units       none
/// Errors      a text that is no word of the vocabulary answers nothing
/// Ownership   static data only
/// See         docs/reference/policy-operators.md

#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "model/terms.hpp"

namespace yidi::policy {

/// Version of the vocabulary this program speaks; `engine` in package.toml.
inline constexpr std::string_view engine_version = "2";

/// Tables a benefit may hold. One kind, one meaning, one set of columns.
enum class Operator : std::uint8_t {
    gate,        ///< 待遇资格
    deductible,  ///< 起付标准
    continuity,  ///< 连续就医
    segments,    ///< 分段比例
    adjust,      ///< 比例调整
    place,       ///< 异地就医
    supplement,  ///< 补助比例
    limit,       ///< 限额
    disease,     ///< 病种
    combine,     ///< 多病种合并
    cap,         ///< 最高支付限额
    channel,     ///< 购药渠道
    account,     ///< 个人账户
};
inline constexpr std::size_t operator_count = 13;

/// Who pays, in the words of the order of settlement.
enum class Layer : std::uint8_t {
    basic,          ///< hifp_pay
    large_amount,   ///< hifob_pay
    major_illness,  ///< hifmi_pay
    civil_servant,  ///< cvlserv_pay
    enterprise,     ///< hifes_pay
    medical_aid,    ///< maf_pay
    commercial,     ///< oth_pay
    account,        ///< acct_pay
    cash,           ///< psn_cash_pay, the remainder
};
inline constexpr std::size_t fund_layer_count = 7;
inline constexpr std::size_t layer_count = 9;

/// What a benefit counts in during the year: the members of model::YearTotals, in their order.
enum class Pool : std::uint8_t {
    basic,
    outpatient,
    chronic,
    special_drug,
    maternity,
    large_amount,
    major_illness,
    civil_servant,
    enterprise,
    medical_aid,
    aid_tilt,
    commercial,
};
inline constexpr std::size_t pool_count = 12;

/// Where the patient's fen lie. The first four come from the catalogue; in_policy is then split
/// into the last four and what the funds pay.
enum class Bucket : std::uint8_t {
    own,         ///< 全自费
    over_price,  ///< 超限价
    first_pay,   ///< 乙类先行自付
    in_policy,   ///< 符合政策范围
    ded,         ///< 起付线
    seg_self,    ///< 段内自付
    place_self,  ///< 异地降比多付
    over_cap,    ///< 封顶线以上
};
inline constexpr std::size_t bucket_count = 8;
inline constexpr std::size_t scheme_count = 3;
inline constexpr std::size_t service_count = 7;
inline constexpr std::size_t channel_count = 3;

/// What a table may depend on.
enum class Dimension : std::uint8_t {
    level,
    status,
    age_band,
    place,
    urgency,
    aid_class,
    civil_servant,
    enterprise,
    commercial,
    referred,
    contracted,
    tier,
    contribution,
    approval,
    birth,
    disease,  ///< Values are those the benefit's own [[disease]] table declares.
};
inline constexpr std::size_t dimension_count = 16;

/// What `place` and `adjust` may do to a ratio, a base or an amount.
enum class Effect : std::uint8_t {
    none,
    ratio_points,       ///< Percentage points added to the ratio.
    ratio_factor,       ///< The ratio multiplied.
    self_share_factor,  ///< The person's share multiplied.
    amount_factor,      ///< The amount paid multiplied, after the bands.
    first_pay,          ///< A share taken off before the deductible.
    not_payable,
};

/// What the bounds of bands measure.
enum class Axis : std::uint8_t { episode, year_drawn, year_fund_paid };

/// What a continuity row makes of a deductible.
enum class Carry : std::uint8_t { full, difference, none, first_only };

enum class CapMeasure : std::uint8_t { year_fund_paid, year_in_policy, event_fund_paid };

enum class LimitMeasure : std::uint8_t {
    visit_fund_paid,
    day_fund_paid,
    month_fund_paid,
    quarter_fund_paid,
    year_fund_paid,
    day_visits,
    month_visits,
    year_visits,
};
enum class LimitScope : std::uint8_t { benefit, disease, person };
enum class CombineRule : std::uint8_t { highest, sum, highest_plus };
enum class AccountSource : std::uint8_t { own_current, own_past, family };
inline constexpr std::size_t account_source_count = 3;

/// How sure a value is.
enum class Confidence : std::uint8_t {
    high,    ///< Read in the official text, or confirmed by a settlement record.
    medium,  ///< Widely known, the text not opened.
    low,     ///< From one unofficial source.
    sample,  ///< Invented to show the form.
};

/// Where a value was found.
enum class Origin : std::uint8_t { official, record, background, dataset, sample };

enum class DateBasis : std::uint8_t { admission, discharge, settlement };

/// A word of the vocabulary as packages write it and as people read it.
struct Word {
    std::string_view name, zh, en;
};

[[nodiscard]] const Word& word_of(Operator value);
[[nodiscard]] const Word& word_of(Layer value);
[[nodiscard]] const Word& word_of(Bucket value);
[[nodiscard]] const Word& word_of(Dimension value);
[[nodiscard]] const Word& word_of(Effect value);
[[nodiscard]] const Word& word_of(Pool value);
[[nodiscard]] const Word& word_of(LimitMeasure value);
[[nodiscard]] const Word& word_of(AccountSource value);
[[nodiscard]] const Word& word_of(model::Scheme value);
[[nodiscard]] const Word& word_of(model::Service value);
[[nodiscard]] const Word& word_of(model::Channel value);
[[nodiscard]] const Word& word_of(model::ChainLink value);
[[nodiscard]] const Word& word_of(Confidence value);
[[nodiscard]] const Word& word_of(Origin value);

/// The words of an enumeration in the order of its values.
[[nodiscard]] std::span<const Word> layer_words();
[[nodiscard]] std::span<const Word> bucket_words();
[[nodiscard]] std::span<const Word> dimension_words();
[[nodiscard]] std::span<const Word> effect_words();
[[nodiscard]] std::span<const Word> confidence_words();
[[nodiscard]] std::span<const Word> origin_words();
[[nodiscard]] std::span<const Word> operator_words();
[[nodiscard]] std::span<const Word> basis_words();
[[nodiscard]] std::span<const Word> scheme_words();
[[nodiscard]] std::span<const Word> service_words();
[[nodiscard]] std::span<const Word> pool_words();
[[nodiscard]] std::span<const Word> carry_words();
[[nodiscard]] std::span<const Word> cap_measure_words();
[[nodiscard]] std::span<const Word> limit_measure_words();
[[nodiscard]] std::span<const Word> limit_scope_words();
[[nodiscard]] std::span<const Word> combine_words();
[[nodiscard]] std::span<const Word> channel_words();
[[nodiscard]] std::span<const Word> link_words();
[[nodiscard]] std::span<const Word> account_source_words();

/// Values of a dimension with a fixed list, in the order of its model enumeration; empty for
/// age_band and disease, whose values each benefit declares for itself.
[[nodiscard]] std::span<const Word> values_of(Dimension dimension);

/// Place of `name` in `words`.
[[nodiscard]] std::optional<std::size_t> index_of(std::span<const Word> words,
                                                  std::string_view name);
/// "a, b, c": for messages.
[[nodiscard]] std::string list_of(std::span<const Word> words);

}  // namespace yidi::policy
