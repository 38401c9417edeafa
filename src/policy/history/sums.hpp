/// @file
/// What two plans pay over many events: by year, kind of person and kind of care, with who gains
/// and who loses.
///
/// Level       3, pure
/// Units       fen
/// Errors      none
/// Ownership   values; sums of parts add up to the sums of the whole, in any order
/// Invariants  H3  of events both plans decide, what the funds pay more is what the persons pay
///                 less.

#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <vector>

#include "policy/decide.hpp"
#include "policy/history/event.hpp"

namespace yidi::policy {

/// Payers of a bill: the layers, with account and cash.
using Payments = std::array<std::int64_t, layer_count>;
[[nodiscard]] Payments payments_of(const Decision& decision, const model::FeeSums& fees);
[[nodiscard]] std::int64_t funds_of(const Payments& payments);
/// Account and cash.
[[nodiscard]] std::int64_t person_of(const Payments& payments);

/// Year, service, scheme, status, aid class, level and place of an event.
struct Group {
    std::int32_t year = 0;
    model::Service service{};
    model::Scheme scheme{};
    model::PersonStatus status{};
    model::AidClass aid_class{};
    model::HospitalLevel level{};
    model::Place place{};
    friend auto operator<=>(const Group&, const Group&) = default;
};

struct GroupSums {
    std::int64_t events = 0;         ///< Decided by both plans, refused or paid.
    std::int64_t unknown = 0;        ///< One plan does not know a value the event needs.
    std::int64_t refused_base = 0, refused_reform = 0;
    std::int64_t gain_events = 0, loss_events = 0;  ///< The person pays less, more.
    std::int64_t gain_fen = 0, loss_fen = 0;
    std::int64_t bill_fen = 0, unknown_bill_fen = 0;
    std::int64_t repeated = 0;  ///< The base plan pays what was settled.
    Payments base{}, reform{};

    GroupSums& operator+=(const GroupSums& other);
    friend bool operator==(const GroupSums&, const GroupSums&) = default;
};

/// Bounds in yuan between the classes of a change in what a person pays in a year.
inline constexpr std::array<std::int64_t, 6> change_bounds_yuan{0, 100, 500, 1000, 5000, 10000};
inline constexpr std::size_t change_classes = 2 * change_bounds_yuan.size() + 1;
/// The middle class is no change; below it the person pays less.
[[nodiscard]] std::size_t change_class(std::int64_t change_fen);

/// People of one kind in one year, as their last event of the year shows them.
struct PersonGroup {
    std::int32_t year = 0;
    model::Scheme scheme{};
    model::PersonStatus status{};
    model::AidClass aid_class{};
    friend auto operator<=>(const PersonGroup&, const PersonGroup&) = default;
};

struct PersonSums {
    std::int64_t people = 0, gain = 0, loss = 0;
    std::int64_t gain_fen = 0, loss_fen = 0;
    std::array<std::int64_t, change_classes> changes{};

    void add(std::int64_t change_fen);
    PersonSums& operator+=(const PersonSums& other);
    friend bool operator==(const PersonSums&, const PersonSums&) = default;
};

/// An event whose person gains or loses much.
struct Example {
    std::int64_t change_fen = 0;  ///< Of what the person pays; below zero: a gain.
    std::uint64_t event = 0;      ///< Its place in the history.
    friend bool operator==(const Example&, const Example&) = default;
};

/// The largest changes, ties to the earlier event: the same in whatever order they come.
class Examples {
  public:
    explicit Examples(std::size_t most) : most_(most) {}
    void offer(const Example& example);
    void merge(const Examples& other);
    [[nodiscard]] const std::vector<Example>& list() const { return list_; }

  private:
    std::size_t most_;
    std::vector<Example> list_;
};

struct Sums {
    explicit Sums(std::size_t examples = 3) : gains(examples), losses(examples) {}

    std::map<Group, GroupSums> groups;
    std::map<PersonGroup, PersonSums> people;
    Examples gains, losses;
    std::int64_t persons = 0, events = 0;
    std::int64_t without_plan = 0;  ///< Events of an area that has no package.

    void merge(const Sums& other);
    [[nodiscard]] GroupSums total() const;
    [[nodiscard]] PersonSums all_people() const;
};

}  // namespace yidi::policy
