/// @file
/// The one source of chance of a simulated run: everything that happens follows from its seed.
///
/// Level       tests only
/// Units       chances in parts per thousand
/// Errors      none
/// Ownership   values only
/// See         xoshiro256** by Blackman and Vigna, seeded through splitmix64; written out because
///             the distributions of the standard library differ between libraries

#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <vector>

#include "base/assert.hpp"

namespace yidi::simulation {

class Random {
  public:
    explicit Random(std::uint64_t seed) {
        for (std::uint64_t& word : state_) {
            seed += 0x9e3779b97f4a7c15ULL;
            std::uint64_t mixed = seed;
            mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9ULL;
            mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebULL;
            word = mixed ^ (mixed >> 31);
        }
    }

    std::uint64_t next() {
        const std::uint64_t drawn = std::rotl(state_[1] * 5, 7) * 9;
        const std::uint64_t shifted = state_[1] << 17;
        state_[2] ^= state_[0];
        state_[3] ^= state_[1];
        state_[1] ^= state_[2];
        state_[0] ^= state_[3];
        state_[2] ^= shifted;
        state_[3] = std::rotl(state_[3], 45);
        return drawn;
    }

    /// 0 to bound - 1. The bias of the remainder is far below what a run could notice.
    std::int64_t below(std::int64_t bound) {
        YIDI_ASSERT(bound > 0);
        return static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(bound));
    }
    /// Both ends included.
    std::int64_t between(std::int64_t least, std::int64_t most) {
        return least + below(most - least + 1);
    }
    bool chance(std::int64_t per_thousand) { return below(1000) < per_thousand; }

    template <class T>
    const T& pick(const std::vector<T>& from) {
        return from[static_cast<std::size_t>(below(std::ssize(from)))];
    }

  private:
    std::array<std::uint64_t, 4> state_{};
};

}  // namespace yidi::simulation
