/// @file
/// The hospitals of a benchmark: they admit, upload, try and settle stays of the sample crowd over
/// HTTP, or take outpatients through their whole journey, and count what comes back.
///
/// Level       9
/// Units       microseconds, Money in fen
/// Errors      those of the load client; refusals are counted, not raised
/// Ownership   owns its counters
/// Threads     confined to the thread that drives the load

#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "api/load_client.hpp"

namespace yidi::app {

/// Of a stay, and then of an outpatient's journey.
enum class Step : std::uint8_t {
    admit, upload, pre_settle, settle, identify, register_, describe, charge, quote, pay, done
};
inline constexpr std::size_t steps_count = 10;
[[nodiscard]] const char* name_of(Step step);

struct HospitalOptions {
    std::string host = "127.0.0.1";
    std::uint16_t port = 0;
    std::size_t connections = 64;
    std::uint64_t requests_per_s = 0;
    int seconds = 0;
    int lines = 5;
};

struct HospitalCounts {
    std::array<api::Histogram, steps_count> latency_us;
    std::uint64_t settled = 0;
    std::uint64_t refusals = 0;
    std::string first_refusal;  ///< Body of the first answer that was not infcode 0.
};

class Hospitals {
  public:
    explicit Hospitals(HospitalOptions options) : options_(std::move(options)) {}

    /// Takes stays `first` to `first + count - 1` from `from` to just before `to`.
    [[nodiscard]] Outcome<api::LoadResult> run(Step from, Step to, std::int64_t first,
                                               std::int64_t count);
    [[nodiscard]] const HospitalCounts& counts() const { return counts_; }
    void set_options(HospitalOptions options) { options_ = std::move(options); }

  private:
    struct Stay {
        std::int64_t number = 0;
        Step step = Step::done;
    };

    [[nodiscard]] std::string request_for(const Stay& stay);
    [[nodiscard]] std::string journey_input(const Stay& stay, const std::string& now) const;
    [[nodiscard]] std::string envelope(const char* infno, const std::string& input);
    void take(const api::LoadAnswer& answer, Stay& stay);

    HospitalOptions options_;
    HospitalCounts counts_;
    std::vector<std::string> mdtrt_ids_;  ///< By stay number.
    std::uint64_t messages_ = 0;
};

}  // namespace yidi::app
