/// @file
/// Restrictions of use (限制使用): for whom, where and after what an item is in scope. A closed list
/// of words, and whether what is known of a line meets them.
///
/// Level       3, pure
/// Units       child:N in full years on the day of the line
/// Errors      a text that is not of the list answers what the list has; nothing throws
/// Ownership   values only
/// Threads     may be read from any thread
/// See         docs/reference/policy-operators.md, "Lines of a bill"

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "calendar/calendar.hpp"

namespace yidi::catalog {

enum class Restriction : std::uint8_t {
    approval,        ///< 须医院审批: hosp_appr_flag alone decides.
    second_line,     ///< 限二线: after another drug has failed; the hospital says so.
    other,           ///< A restriction in words that no word of this list says; the hospital too.
    child,           ///< 限儿童: below the years named.
    inpatient_only,  ///< 限住院
    female,          ///< 限女性
    male,            ///< 限男性
};
inline constexpr std::size_t restriction_count = 7;

/// The restrictions of one item; all must be met.
class Restrictions {
  public:
    constexpr Restrictions() = default;
    /// "approval", "child:14", "second_line|inpatient_only", "other:限重症感染"; empty for none.
    [[nodiscard]] static Outcome<Restrictions> parse(std::string_view text);

    [[nodiscard]] constexpr bool none() const noexcept { return words_ == 0; }
    [[nodiscard]] constexpr bool has(Restriction word) const noexcept {
        return (words_ >> static_cast<unsigned>(word) & 1U) != 0;
    }
    /// The hospital's approval is asked for (lmt_used_flag 1).
    [[nodiscard]] constexpr bool need_approval() const noexcept {
        return has(Restriction::approval) || has(Restriction::second_line) ||
               has(Restriction::other);
    }
    [[nodiscard]] constexpr int child_below() const noexcept { return child_below_; }

  private:
    std::uint8_t words_ = 0;
    std::uint8_t child_below_ = 0;  ///< Full years.
};

enum class Sex : std::uint8_t { unknown, male, female };
enum class Care : std::uint8_t { unknown, inpatient, ambulatory };

/// What is known of the person and the visit that a line belongs to.
struct LineFacts {
    Sex sex{};
    Care care{};
    std::optional<Date> born_on;
};

enum class Fit : std::uint8_t {
    inside,   ///< Met, or there is none.
    outside,  ///< Not met.
    unknown,  ///< A fact is missing that decides it.
};

/// Whether a line of `day` meets the restrictions. `hosp_appr_flag` is the hospital's word on those
/// that ask for approval: 1 approved, 2 declined, otherwise nothing said.
[[nodiscard]] Fit fit_of(Restrictions restrictions, std::string_view hosp_appr_flag,
                         const LineFacts& facts, Instant day);

}  // namespace yidi::catalog
