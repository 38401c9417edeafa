/// @file
/// Who is asking: reads the signature of a request in the dialect it is made in, and names the
/// access key, or refuses as the interface documents it.
///
/// What each dialect signs differs, and so does what it protects; see the reference page. Whether
/// the key may speak for the institution of the message is asked after the message was decoded.
///
/// Level       7
/// Units       the time window in microseconds, before and after now
/// Errors      gateway_headers_missing, gateway_time_outside, gateway_key_unknown,
///             gateway_signature_wrong, in this order; then gateway_replayed, and overloaded when
///             no further signature can be remembered. may_speak: key_not_for_institution
/// Ownership   a caller keeps the ring alive that its key is of
/// Threads     any
/// Invariants  G3  a caller with a key has shown that it holds the key's secret, for this time.
///             G4  an institution that has a key is not spoken for without one.
/// See         docs/reference/gateway.md

#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string_view>

#include "base/error.hpp"
#include "calendar/calendar.hpp"
#include "gateway/key_ring.hpp"
#include "gateway/replay_guard.hpp"

namespace yidi::gateway {

inline constexpr std::int64_t window_us = 30 * 60 * Instant::us_per_second;

/// Who may ask without a signature.
enum class PlainFrom : std::uint8_t {
    nobody,
    this_machine,  ///< Peers of a loopback address.
    anybody,       ///< For a sandbox on a closed network.
};

/// A request as its gateway sees it. Lives during the call only.
struct Presented {
    /// The value of a header, empty when absent.
    std::function<std::string_view(std::string_view name)> header;
    std::string_view body;  ///< As it came over the wire: hmac-sm3 signs these bytes.
    std::string_view text;  ///< The message in UTF-8: its envelope is what sm2 signs.
    std::string_view peer;  ///< Numeric address.
    Instant now;
};

struct Caller {
    std::shared_ptr<const KeyRing> ring;
    const LiveKey* key = nullptr;  ///< Null without a signature.
};

class Gateway {
  public:
    struct Options {
        PlainFrom plain = PlainFrom::this_machine;
        /// 64 MB at most; some 2,200 signed messages a second over half an hour.
        std::size_t signatures_max = 4'000'000;
    };
    struct Counts {
        std::uint64_t keys, signed_messages, plain_messages, refused;
    };

    explicit Gateway(Options options);

    /// Puts other keys in force, for the requests that come from now on.
    void put(std::shared_ptr<const KeyRing> ring);

    [[nodiscard]] Outcome<Caller> recognise(const Presented& request);
    /// Nothing when the caller may send messages of this institution.
    [[nodiscard]] std::optional<Problem> may_not_speak(const Caller& caller,
                                                       std::string_view fixmedins_code,
                                                       Instant now) const;
    /// Pages that tell of settlements are for those who may ask without a signature.
    [[nodiscard]] bool may_read_pages(std::string_view peer) const;
    [[nodiscard]] Counts counts() const;

  private:
    struct Claim;

    [[nodiscard]] std::shared_ptr<const KeyRing> ring() const;
    [[nodiscard]] Outcome<const LiveKey*> find_key(const KeyRing& ring, const Presented& request);
    [[nodiscard]] Outcome<const LiveKey*> by_hmac_sha1(const KeyRing& ring,
                                                       const Presented& request);
    [[nodiscard]] Outcome<const LiveKey*> by_sha256(const KeyRing& ring, const Presented& request);
    [[nodiscard]] Outcome<const LiveKey*> by_hmac_sm3(const KeyRing& ring,
                                                      const Presented& request);
    [[nodiscard]] Outcome<const LiveKey*> by_sm2(const KeyRing& ring, const Presented& request);
    [[nodiscard]] Outcome<const LiveKey*> settle(const KeyRing& ring, const Claim& claim,
                                                 Instant now);
    [[nodiscard]] Outcome<const LiveKey*> once(const LiveKey* key, std::string_view signature,
                                               Instant signed_at, Instant now);

    const Options options_;
    ReplayGuard guard_;
    mutable std::mutex mutex_;  // guards ring_
    std::shared_ptr<const KeyRing> ring_ = std::make_shared<const KeyRing>();
    std::atomic<std::uint64_t> signed_ = 0, plain_ = 0, refused_ = 0;
};

}  // namespace yidi::gateway
