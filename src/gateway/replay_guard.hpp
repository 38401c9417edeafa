/// @file
/// Remembers which signatures were used, for as long as their timestamps are accepted, in bounded
/// memory.
///
/// A signature carries its own time, so it can only be asked for in one slice of time, and a slice
/// is dropped whole once no timestamp of it is accepted. When there is no room, a new signature is
/// not taken: forgetting an old one would let it be used again.
///
/// Level       7: chance, for the salt of this process
/// Units       8 bytes a signature, in tables at most half full: 16 MB a million
/// Errors      none: what cannot be remembered is told as `full`
/// Ownership   keeps fingerprints only
/// Threads     guarded by its own lock
/// Invariants  G1  a signature is fresh once while its time is within the window, never twice.
///             G2  no more than entries_max signatures are kept.

#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "calendar/calendar.hpp"

namespace yidi::gateway {

class ReplayGuard {
  public:
    enum class Verdict : std::uint8_t {
        fresh,  ///< Was not seen, and is remembered now.
        seen,   ///< Was used before.
        full,   ///< No room to remember it; nothing changed.
    };

    /// Timestamps are accepted for window_us before and after now.
    ReplayGuard(std::int64_t window_us, std::size_t entries_max);

    /// `owner` separates the signatures of one key from those of another.
    /// Requires  signed_at within the window around now.
    [[nodiscard]] Verdict remember(std::string_view owner, std::string_view signature,
                                   Instant signed_at, Instant now);
    [[nodiscard]] std::size_t size() const;

  private:
    /// A hash table of fingerprints; 0 marks an empty place.
    struct Slice {
        std::vector<std::uint64_t> places;
        std::size_t count = 0;
    };

    void drop_old(Instant now);
    static std::uint64_t& place_of(std::vector<std::uint64_t>& places, std::uint64_t fingerprint);
    static void grow(Slice& slice);

    const std::int64_t window_us_;
    const std::size_t entries_max_;
    const std::string salt_;
    mutable std::mutex mutex_;  // guards the rest
    std::map<std::int64_t, Slice> slices_;
    std::size_t size_ = 0;
};

}  // namespace yidi::gateway
