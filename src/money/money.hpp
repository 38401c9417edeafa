/// @file
/// Money, shares, prices and quantities as exact integers. Nothing here can round without a name.
///
/// Level       1, pure
/// Units       Money: fen (1/100 yuan), within +-fen_max. Ratio: parts per million. UnitPrice:
///             micro-yuan. Quantity: ten-thousandths.
/// Errors      parse() answers nothing for text that is no amount, has more decimals than the unit
///             holds, or is out of bounds. Leaving the bounds by arithmetic is a defect.
/// Ownership   values only
/// Threads     immutable values
/// Invariants  M1  |fen| <= fen_max after every operation.
///             M2  part(r) + (amount - part(r)) == amount: the other share is a subtraction.

#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/assert.hpp"

namespace yidi {

/// How a value between two units becomes one of them. There is no default.
enum class Rounding : std::uint8_t {
    half_up,  ///< 四舍五入: half and more goes away from zero.
    down,     ///< Towards zero.
};

/// A share in parts per million. 0 to 1 in law; factors above 1 do not occur.
class Ratio {
  public:
    static constexpr std::int64_t one_ppm = 1'000'000;

    constexpr Ratio() = default;
    /// Requires 0 <= ppm <= one_ppm.
    [[nodiscard]] static constexpr Ratio of_ppm(std::int64_t ppm) {
        YIDI_ASSERT(ppm >= 0 && ppm <= one_ppm);
        return Ratio{ppm};
    }
    [[nodiscard]] constexpr std::int64_t ppm() const noexcept { return ppm_; }
    [[nodiscard]] constexpr Ratio complement() const { return Ratio{one_ppm - ppm_}; }
    /// "85%", "87.5%": the shortest exact form.
    [[nodiscard]] std::string percent() const;
    /// "0.0500": the form of the national interface (N 5,4).
    /// Requires the share to be a whole number of 1/10000.
    [[nodiscard]] std::string decimal4() const;

    friend constexpr auto operator<=>(Ratio, Ratio) = default;

  private:
    constexpr explicit Ratio(std::int64_t ppm) : ppm_(ppm) {}
    std::int64_t ppm_ = 0;
};

class Money {
  public:
    /// 10^15 fen: ten trillion yuan, more than all funds of the country hold together.
    static constexpr std::int64_t fen_max = 1'000'000'000'000'000;

    constexpr Money() = default;
    /// Requires |fen| <= fen_max.
    [[nodiscard]] static constexpr Money of_fen(std::int64_t fen) {
        YIDI_ASSERT(fen >= -fen_max && fen <= fen_max);
        return Money{fen};
    }
    [[nodiscard]] static constexpr Money of_yuan(std::int64_t yuan) {
        YIDI_ASSERT(yuan >= -fen_max / 100 && yuan <= fen_max / 100);
        return Money{yuan * 100};
    }
    /// "123", "123.4", "-123.45". Trailing zeros beyond the second decimal are no precision and are
    /// accepted ("1.500"); anything finer than a fen is not.
    [[nodiscard]] static std::optional<Money> parse(std::string_view text);

    [[nodiscard]] constexpr std::int64_t fen() const noexcept { return fen_; }
    /// "123.45", always two decimals.
    [[nodiscard]] std::string text() const;

    [[nodiscard]] constexpr bool is_zero() const noexcept { return fen_ == 0; }
    [[nodiscard]] constexpr bool is_negative() const noexcept { return fen_ < 0; }

    /// This amount's share.
    [[nodiscard]] Money part(Ratio ratio, Rounding rounding) const;

    constexpr Money& operator+=(Money other) { return *this = of_fen(fen_ + other.fen_); }
    constexpr Money& operator-=(Money other) { return *this = of_fen(fen_ - other.fen_); }
    friend constexpr Money operator+(Money a, Money b) { return of_fen(a.fen_ + b.fen_); }
    friend constexpr Money operator-(Money a, Money b) { return of_fen(a.fen_ - b.fen_); }
    friend constexpr Money operator-(Money a) { return Money{-a.fen_}; }
    friend constexpr auto operator<=>(Money, Money) = default;

  private:
    constexpr explicit Money(std::int64_t fen) : fen_(fen) {}
    std::int64_t fen_ = 0;
};

/// Price of one unit, to six decimals of a yuan (N 16,6).
class UnitPrice {
  public:
    static constexpr std::int64_t micro_yuan_max = 10'000'000'000'000'000;  ///< ten billion yuan

    constexpr UnitPrice() = default;
    /// Requires 0 <= micro_yuan <= micro_yuan_max.
    [[nodiscard]] static constexpr UnitPrice of_micro_yuan(std::int64_t micro_yuan) {
        YIDI_ASSERT(micro_yuan >= 0 && micro_yuan <= micro_yuan_max);
        return UnitPrice{micro_yuan};
    }
    [[nodiscard]] static std::optional<UnitPrice> parse(std::string_view text);
    [[nodiscard]] constexpr std::int64_t micro_yuan() const noexcept { return micro_yuan_; }
    [[nodiscard]] std::string text() const;

    friend constexpr auto operator<=>(UnitPrice, UnitPrice) = default;

  private:
    constexpr explicit UnitPrice(std::int64_t micro_yuan) : micro_yuan_(micro_yuan) {}
    std::int64_t micro_yuan_ = 0;
};

/// How many units, to four decimals (N 16,4). Negative on a refund line.
class Quantity {
  public:
    static constexpr std::int64_t e4_max = 10'000'000'000'000;  ///< a billion units

    constexpr Quantity() = default;
    /// Requires |e4| <= e4_max.
    [[nodiscard]] static constexpr Quantity of_e4(std::int64_t e4) {
        YIDI_ASSERT(e4 >= -e4_max && e4 <= e4_max);
        return Quantity{e4};
    }
    [[nodiscard]] static std::optional<Quantity> parse(std::string_view text);
    [[nodiscard]] constexpr std::int64_t e4() const noexcept { return e4_; }
    [[nodiscard]] std::string text() const;

    friend constexpr Quantity operator+(Quantity a, Quantity b) { return of_e4(a.e4_ + b.e4_); }
    friend constexpr Quantity operator-(Quantity a) { return Quantity{-a.e4_}; }
    friend constexpr auto operator<=>(Quantity, Quantity) = default;

  private:
    constexpr explicit Quantity(std::int64_t e4) : e4_(e4) {}
    std::int64_t e4_ = 0;
};

/// price x quantity; nothing if the product is beyond Money's bounds.
[[nodiscard]] std::optional<Money> extend(UnitPrice price, Quantity quantity, Rounding rounding);

}  // namespace yidi
