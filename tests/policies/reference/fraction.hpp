/// @file
/// Exact rational numbers, so that the reference evaluator rounds where the page says and nowhere
/// else.
///
/// Level       test
/// Units       none
/// Errors      a number that does not fit in 127 bits ends the program
/// Ownership   values

#pragma once

#include <compare>
#include <cstdint>
#include <numeric>

#include "base/assert.hpp"

namespace yidi::slow {

__extension__ using Wide = __int128;

class Fraction {
  public:
    constexpr Fraction() = default;
    // Implicit on purpose: a whole number is a fraction.
    constexpr Fraction(std::int64_t whole) : top_(whole) {}
    [[nodiscard]] static constexpr Fraction of(Wide top, Wide bottom) {
        YIDI_ASSERT(bottom > 0);
        const Wide divisor = common(top < 0 ? -top : top, bottom);
        return Fraction{top / divisor, bottom / divisor};
    }

    friend constexpr Fraction operator+(Fraction a, Fraction b) {
        if (a.bottom_ == b.bottom_) return of(sum(a.top_, b.top_), a.bottom_);
        return of(sum(product(a.top_, b.bottom_), product(b.top_, a.bottom_)),
                  product(a.bottom_, b.bottom_));
    }
    friend constexpr Fraction operator-(Fraction a) { return Fraction{-a.top_, a.bottom_}; }
    friend constexpr Fraction operator-(Fraction a, Fraction b) { return a + -b; }
    friend constexpr Fraction operator*(Fraction a, Fraction b) {
        return of(product(a.top_, b.top_), product(a.bottom_, b.bottom_));
    }
    /// Requires b > 0.
    friend constexpr Fraction operator/(Fraction a, Fraction b) {
        return of(product(a.top_, b.bottom_), product(a.bottom_, b.top_));
    }
    friend constexpr bool operator==(Fraction, Fraction) = default;
    friend constexpr auto operator<=>(Fraction a, Fraction b) {
        return product(a.top_, b.bottom_) <=> product(b.top_, a.bottom_);
    }

    [[nodiscard]] constexpr std::int64_t floor() const {
        Wide whole = top_ / bottom_;
        if (whole * bottom_ > top_) --whole;
        return static_cast<std::int64_t>(whole);
    }
    [[nodiscard]] constexpr std::int64_t ceiling() const { return -(-*this).floor(); }

  private:
    constexpr Fraction(Wide top, Wide bottom) : top_(top), bottom_(bottom) {}

    static constexpr Wide common(Wide a, Wide b) {
        while (a > INT64_MAX || b > INT64_MAX) {
            if (b == 0) return a;
            const Wide rest = a % b;
            a = b;
            b = rest;
        }
        return std::gcd(static_cast<std::int64_t>(a), static_cast<std::int64_t>(b));
    }
    static constexpr Wide sum(Wide a, Wide b) {
        Wide result = 0;
        YIDI_ASSERT(!__builtin_add_overflow(a, b, &result));
        return result;
    }
    static constexpr Wide product(Wide a, Wide b) {
        Wide result = 0;
        YIDI_ASSERT(!__builtin_mul_overflow(a, b, &result));
        return result;
    }

    Wide top_ = 0;
    Wide bottom_ = 1;
};

enum class Mode : std::uint8_t { half_up, down };

/// A whole number from a fraction that is not negative.
[[nodiscard]] constexpr std::int64_t rounded(Fraction exact, Mode mode) {
    return mode == Mode::down ? exact.floor() : (exact + Fraction::of(1, 2)).floor();
}

}  // namespace yidi::slow
