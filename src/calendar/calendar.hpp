/// @file
/// Days and instants. China has one civil time (UTC+8, no summer time), so a day is a function of
/// an instant and nothing here asks the machine what time it is.
///
/// Level       1, pure: the current time is always an argument
/// Units       Date: a day of the Gregorian calendar, 1900-01-01 to 2199-12-31.
///             Instant: microseconds since 1970-01-01T00:00:00Z.
/// Errors      parse() answers nothing for text that names no such day or time
/// Ownership   values only
/// Threads     immutable values

#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace yidi {

class Date {
  public:
    constexpr Date() = default;  ///< 1970-01-01
    [[nodiscard]] static constexpr Date of_days(std::int32_t days) { return Date{days}; }
    /// Nothing when there is no such day.
    [[nodiscard]] static std::optional<Date> of(int year, unsigned month, unsigned day);
    /// "2026-11-22" exactly; nothing when there is no such day.
    [[nodiscard]] static std::optional<Date> parse(std::string_view text);

    /// Days since 1970-01-01.
    [[nodiscard]] constexpr std::int32_t days() const noexcept { return days_; }
    [[nodiscard]] int year() const;
    [[nodiscard]] unsigned month() const;
    [[nodiscard]] unsigned day() const;
    [[nodiscard]] std::string text() const;

    [[nodiscard]] constexpr Date plus_days(std::int32_t days) const { return Date{days_ + days}; }
    friend constexpr auto operator<=>(Date, Date) = default;

  private:
    constexpr explicit Date(std::int32_t days) : days_(days) {}
    std::int32_t days_ = 0;
};

/// Full years from `birth` to `on`. A birthday on 29 February counts on 1 March of a short year.
[[nodiscard]] int years_between(Date birth, Date on);

class Instant {
  public:
    static constexpr std::int64_t us_per_second = 1'000'000;

    constexpr Instant() = default;
    [[nodiscard]] static constexpr Instant of_us(std::int64_t us) { return Instant{us}; }
    /// "2026-11-22 08:30:00" or "2026-11-22" (midnight), in China's civil time.
    [[nodiscard]] static std::optional<Instant> parse(std::string_view text);
    /// Midnight in China at which `date` begins.
    [[nodiscard]] static Instant start_of(Date date);

    [[nodiscard]] constexpr std::int64_t us() const noexcept { return us_; }
    [[nodiscard]] constexpr bool is_set() const noexcept { return us_ != 0; }
    /// The day in China.
    [[nodiscard]] Date date() const;
    [[nodiscard]] std::string text() const;          ///< "2026-11-22 08:30:00", China
    [[nodiscard]] std::string compact_ms() const;    ///< "20261122083000123", China
    [[nodiscard]] std::string compact() const;       ///< "20261122083000", China

    [[nodiscard]] constexpr Instant plus_us(std::int64_t us) const { return Instant{us_ + us}; }
    [[nodiscard]] constexpr Instant plus_ms(std::int64_t ms) const {
        return Instant{us_ + ms * 1000};
    }
    friend constexpr auto operator<=>(Instant, Instant) = default;

  private:
    constexpr explicit Instant(std::int64_t us) : us_(us) {}
    std::int64_t us_ = 0;
};

/// "2026-11": the accounting month of a day.
[[nodiscard]] std::string period_of(Date date);

}  // namespace yidi
