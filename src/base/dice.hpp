/// @file
/// Reproducible choices from a seed: the same seed, the same events, on every machine.
///
/// Level       0, pure
/// Units       none
/// Errors      an empty range or list is a defect
/// Ownership   values

#pragma once

#include <cstdint>
#include <vector>

#include "base/assert.hpp"

namespace yidi {

/// SplitMix64: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014.
class Dice {
  public:
    explicit Dice(std::uint64_t seed) : state_(seed) {}

    std::uint64_t next() {
        state_ += 0x9e3779b97f4a7c15ULL;
        std::uint64_t z = state_;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
        return z ^ (z >> 31);
    }
    /// From `least` to `most`, both of them possible.
    std::int64_t between(std::int64_t least, std::int64_t most) {
        YIDI_ASSERT(least <= most);
        const auto count = static_cast<std::uint64_t>(most - least) + 1;
        return least + static_cast<std::int64_t>(next() % count);
    }
    bool in_hundred(std::int64_t times) { return between(1, 100) <= times; }
    template <class T>
    const T& one_of(const std::vector<T>& list) {
        YIDI_ASSERT(!list.empty());
        return list[static_cast<std::size_t>(between(0, std::ssize(list) - 1))];
    }
    template <class Enum>
    Enum word(int first, int last) {
        return static_cast<Enum>(between(first, last));
    }
    /// Any order of magnitude up to `most`.
    std::int64_t magnitude(std::int64_t most) {
        std::int64_t bound = 10;
        for (std::int64_t digits = between(0, 9); digits > 0 && bound < most; --digits) bound *= 10;
        return between(0, bound < most ? bound : most);
    }

  private:
    std::uint64_t state_;
};

}  // namespace yidi
