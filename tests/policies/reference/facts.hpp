/// @file
/// The facts of an event as the words that tables write in their dimension columns.
///
/// Level       test
/// Units       none
/// Errors      none
/// Ownership   Facts view the texts of the episode they were made from

#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "model/episode.hpp"
#include "value.hpp"

namespace yidi::slow {

enum class Dimension : std::uint8_t {
    level, status, age_band, place, urgency, aid_class, civil_servant, enterprise, commercial,
    referred, contracted, tier, contribution, approval, birth, disease,
    channel,  // of [[channel]] tables only
};
constexpr std::size_t dimension_count = 17;

[[nodiscard]] std::optional<Dimension> dimension_of(std::string_view column);
[[nodiscard]] std::string_view column_of(Dimension dimension);

struct Facts {
    std::array<std::string_view, dimension_count> words;
    std::int32_t age = 0;

    [[nodiscard]] std::string_view& operator[](Dimension d) {
        return words[static_cast<std::size_t>(d)];
    }
    [[nodiscard]] std::string_view operator[](Dimension d) const {
        return words[static_cast<std::size_t>(d)];
    }
};

[[nodiscard]] Facts facts_of(const model::Episode& episode);
/// The word of a level in tables: "community", "3", "3s".
[[nodiscard]] std::string_view word_of(model::HospitalLevel level);
[[nodiscard]] std::string_view word_of(model::Scheme scheme);
[[nodiscard]] std::string_view word_of(model::Service service);
[[nodiscard]] std::string_view word_of(model::ChainLink link);

/// What one dimension column of one row or `when` says.
struct Asked {
    Dimension dimension{};
    Texts words;  ///< {"*"}, or the values it names.

    [[nodiscard]] bool is_star() const { return words.size() == 1 && words[0] == "*"; }
    [[nodiscard]] bool holds_for(const Facts& facts) const;
};

}  // namespace yidi::slow
