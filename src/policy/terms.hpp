/// @file
/// The closed vocabulary of policy packages, version 1: operators, layers, buckets, dimensions.
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
inline constexpr std::string_view engine_version = "1";

/// Tables a benefit may hold. One kind, one meaning, one set of columns.
enum class Operator : std::uint8_t {
    deductible,  ///< 起付标准
    segments,    ///< 分段比例
    adjust,      ///< 比例调整
    place,       ///< 异地就医
    cap,         ///< 最高支付限额
    account,     ///< 个人账户
};
inline constexpr std::size_t operator_count = 6;

/// Who pays, in the words of the order of settlement.
enum class Layer : std::uint8_t {
    basic,          ///< hifp_pay
    large_amount,   ///< hifob_pay
    major_illness,  ///< hifmi_pay
    civil_servant,  ///< cvlserv_pay
    enterprise,     ///< hifes_pay
    medical_aid,    ///< maf_pay
    account,        ///< acct_pay
    cash,           ///< psn_cash_pay, the remainder
};
inline constexpr std::size_t fund_layer_count = 6;
inline constexpr std::size_t layer_count = 8;

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

/// What a table may depend on.
enum class Dimension : std::uint8_t {
    level,
    status,
    age_band,
    place,
    urgency,
    aid_class,
    civil_servant
};
inline constexpr std::size_t dimension_count = 7;

/// What `place` and `adjust` may do to a ratio or a base.
enum class Effect : std::uint8_t {
    none,
    ratio_points,       ///< Percentage points added to the ratio.
    ratio_factor,       ///< The ratio multiplied.
    self_share_factor,  ///< The person's share multiplied.
    first_pay,          ///< A share taken off before the deductible.
    not_payable,
};

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

/// Values of a dimension with a fixed list, in the order of its model enumeration; empty for
/// age_band, whose values each benefit cuts for itself.
[[nodiscard]] std::span<const Word> values_of(Dimension dimension);

/// Place of `name` in `words`.
[[nodiscard]] std::optional<std::size_t> index_of(std::span<const Word> words,
                                                  std::string_view name);
/// "a, b, c": for messages.
[[nodiscard]] std::string list_of(std::span<const Word> words);

}  // namespace yidi::policy
