#include "wire/history_tail.hpp"

#include <array>
#include <cstring>
#include <optional>

#include <fmt/format.h>

#include "policy/evaluate.hpp"

namespace yidi::wire {
namespace {

// An opening in the file: the event, three counts of the year, and the sums of each pool.
constexpr std::size_t opening_numbers = 4 + 3 * policy::pool_count;
using OpeningNumbers = std::array<std::int64_t, opening_numbers>;

OpeningNumbers numbers_of(const policy::Opening& opening) {
    const model::YearTotals& totals = opening.totals;
    OpeningNumbers numbers{static_cast<std::int64_t>(opening.event), totals.admissions,
                           totals.in_policy.fen(), totals.self_in_policy.fen()};
    std::size_t at = 4;
    for (const auto pool : policy::pool_members) {
        for (const Money money :
             {(totals.*pool).paid, (totals.*pool).drawn, (totals.*pool).deductible}) {
            numbers[at++] = money.fen();
        }
    }
    return numbers;
}

/// Nothing where a number is none that a program could have written.
std::optional<policy::Opening> opening_of(const OpeningNumbers& numbers) {
    for (const std::int64_t number : numbers) {
        if (number < -Money::fen_max / 4 || number > Money::fen_max / 4) return {};
    }
    policy::Opening opening;
    opening.event = static_cast<std::uint64_t>(numbers[0]);
    model::YearTotals& totals = opening.totals;
    totals.admissions = numbers[1];
    totals.in_policy = Money::of_fen(numbers[2]);
    totals.self_in_policy = Money::of_fen(numbers[3]);
    std::size_t at = 4;
    for (const auto pool : policy::pool_members) {
        model::PoolUse& use = totals.*pool;
        for (Money* money : {&use.paid, &use.drawn, &use.deductible}) {
            *money = Money::of_fen(numbers[at++]);
        }
    }
    return opening;
}

}  // namespace

Unexpected<Problem> damaged_history(const std::string& name, std::string found,
                                    std::string expected) {
    return problem(ErrorCode::history_damaged, name, std::move(found), std::move(expected));
}

void append_bytes(std::string& tail, const void* data, std::size_t size) {
    tail.append(static_cast<const char*>(data), size);
}

void append_openings(std::string& tail, const std::vector<policy::Opening>& openings) {
    const std::uint64_t count = openings.size();
    append_bytes(tail, &count, sizeof(count));
    for (const policy::Opening& opening : openings) {
        const OpeningNumbers numbers = numbers_of(opening);
        append_bytes(tail, numbers.data(), sizeof(numbers));
    }
}

void append_words(std::string& tail, const std::vector<std::string>& words) {
    for (const std::string& word : words) {
        const auto size = static_cast<std::uint16_t>(word.size());
        append_bytes(tail, &size, sizeof(size));
        tail += word;
    }
}

Outcome<std::vector<policy::Opening>> read_openings(std::string_view& tail,
                                                    const std::string& name) {
    std::uint64_t count = 0;
    const bool has_count = tail.size() >= sizeof(count);
    if (has_count) std::memcpy(&count, tail.data(), sizeof(count));
    if (!has_count || count > (tail.size() - sizeof(count)) / sizeof(OpeningNumbers)) {
        return damaged_history(name, fmt::format("{} openings", count),
                               "as many as the tail holds");
    }
    tail.remove_prefix(sizeof(count));
    std::vector<policy::Opening> openings;
    for (std::uint64_t index = 0; index < count; ++index) {
        OpeningNumbers numbers{};
        std::memcpy(numbers.data(), tail.data(), sizeof(numbers));
        tail.remove_prefix(sizeof(numbers));
        const auto opening = opening_of(numbers);
        const bool rises =
            opening && (openings.empty() || openings.back().event < opening->event);
        if (!rises) {
            return damaged_history(name, fmt::format("opening {}", index),
                                   "openings by event, in bounds");
        }
        openings.push_back(*opening);
    }
    return openings;
}

Outcome<std::vector<std::string>> read_words(std::string_view tail, std::uint32_t count,
                                             const std::string& name) {
    std::vector<std::string> words;
    while (!tail.empty()) {
        std::uint16_t size = 0;
        if (tail.size() < sizeof(size)) break;
        std::memcpy(&size, tail.data(), sizeof(size));
        if (tail.size() - sizeof(size) < size) break;
        words.emplace_back(tail.substr(sizeof(size), size));
        tail.remove_prefix(sizeof(size) + size);
    }
    if (!tail.empty() || words.size() != count || words.empty() || !words.front().empty()) {
        return damaged_history(name, fmt::format("{} words", words.size()),
                               fmt::format("{} words", count));
    }
    return words;
}

}  // namespace yidi::wire
