#include "money/money.hpp"

#include <charconv>

namespace yidi {
namespace {

// __extension__: 128-bit integers are a compiler's gift, and the only wide arithmetic needed.
__extension__ using Wide = __int128;

/// Decimal text as an integer count of 10^-decimals, or nothing.
std::optional<std::int64_t> parse_scaled(std::string_view text, int decimals, std::int64_t max) {
    bool negative = false;
    if (!text.empty() && (text.front() == '-' || text.front() == '+')) {
        negative = text.front() == '-';
        text.remove_prefix(1);
    }
    const auto point = text.find('.');
    const std::string_view whole = text.substr(0, point);
    std::string_view fraction = point == std::string_view::npos ? "" : text.substr(point + 1);
    if (whole.empty() || (point != std::string_view::npos && fraction.empty())) return {};
    while (fraction.size() > static_cast<std::size_t>(decimals) && fraction.back() == '0') {
        fraction.remove_suffix(1);
    }
    if (fraction.size() > static_cast<std::size_t>(decimals)) return {};

    std::int64_t value = 0;
    const auto append = [&](char digit) {
        if (digit < '0' || digit > '9') return false;
        value = value * 10 + (digit - '0');
        return value <= max;
    };
    for (const char digit : whole) {
        if (!append(digit)) return {};
    }
    for (int place = 0; place < decimals; ++place) {
        const auto index = static_cast<std::size_t>(place);
        if (!append(index < fraction.size() ? fraction[index] : '0')) return {};
    }
    return negative ? -value : value;
}

/// `value` counts 10^-decimals; at least `shown` decimals are printed, trailing zeros beyond not.
std::string scaled_text(std::int64_t value, int decimals, int shown) {
    const bool negative = value < 0;
    std::string digits = std::to_string(negative ? -value : value);
    const auto places = static_cast<std::size_t>(decimals);
    if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
    digits.insert(digits.size() - places, 1, '.');
    std::size_t spare = places - static_cast<std::size_t>(shown);
    while (spare-- > 0 && digits.back() == '0') digits.pop_back();
    if (digits.back() == '.') digits.pop_back();
    return negative ? "-" + digits : digits;
}

/// a * b / divisor. Nearly every product fits in a machine word, where a division by a constant is
/// a multiplication.
template <std::int64_t divisor>
Wide scaled_product(std::int64_t a, std::int64_t b, Rounding rounding) {
    const std::int64_t half = rounding == Rounding::half_up ? divisor / 2 : 0;
    std::int64_t product = 0, sum = 0;
    if (!__builtin_mul_overflow(a, b, &product) &&
        !__builtin_add_overflow(product, product < 0 ? -half : half, &sum)) {
        return sum / divisor;
    }
    const Wide wide = Wide{a} * b;
    return (wide < 0 ? wide - half : wide + half) / divisor;
}

}  // namespace

std::string Ratio::percent() const { return scaled_text(ppm_, 4, 0) + "%"; }

std::string Ratio::decimal4() const {
    YIDI_ASSERT(ppm_ % 100 == 0);
    return scaled_text(ppm_ / 100, 4, 4);
}

std::optional<Money> Money::parse(std::string_view text) {
    const auto fen = parse_scaled(text, 2, fen_max);
    if (!fen) return {};
    return Money{*fen};
}

std::string Money::text() const { return scaled_text(fen_, 2, 2); }

Money Money::part(Ratio ratio, Rounding rounding) const {
    return of_fen(static_cast<std::int64_t>(
        scaled_product<Ratio::one_ppm>(fen_, ratio.ppm(), rounding)));
}

std::optional<UnitPrice> UnitPrice::parse(std::string_view text) {
    const auto micro = parse_scaled(text, 6, micro_yuan_max);
    if (!micro || *micro < 0) return {};
    return UnitPrice{*micro};
}

std::string UnitPrice::text() const { return scaled_text(micro_yuan_, 6, 2); }

std::optional<Quantity> Quantity::parse(std::string_view text) {
    const auto e4 = parse_scaled(text, 4, e4_max);
    if (!e4) return {};
    return Quantity{*e4};
}

std::string Quantity::text() const { return scaled_text(e4_, 4, 0); }

std::optional<Money> extend(UnitPrice price, Quantity quantity, Rounding rounding) {
    // 10^-6 yuan x 10^-4 = 10^-10 yuan = 10^-8 fen.
    const Wide fen =
        scaled_product<100'000'000>(price.micro_yuan(), quantity.e4(), rounding);
    if (fen > Money::fen_max || fen < -Money::fen_max) return {};
    return Money::of_fen(static_cast<std::int64_t>(fen));
}

}  // namespace yidi
