/// @file
/// A line on standard error that grows, where somebody looks at it.
///
/// Level       9
/// Units       whatever is counted
/// Errors      none
/// Ownership   none
/// Threads     confined

#pragma once

#include <cstddef>
#include <cstdint>

namespace yidi::app {

class ProgressBar {
  public:
    ProgressBar();
    void show(std::size_t done, std::size_t all);
    /// Ends the line, if there is one.
    void end();

  private:
    static constexpr std::size_t nothing_shown = SIZE_MAX;
    bool is_seen_ = false;
    std::size_t shown_ = nothing_shown;
};

}  // namespace yidi::app
