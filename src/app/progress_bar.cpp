#include "app/progress_bar.hpp"

#include <cstdio>
#include <string>

#include <unistd.h>

namespace yidi::app {

ProgressBar::ProgressBar() : is_seen_(::isatty(STDERR_FILENO) != 0) {}

void ProgressBar::show(std::size_t done, std::size_t all) {
    if (!is_seen_ || all == 0) return;
    constexpr std::size_t width = 40;
    const std::size_t filled = done * width / all;
    if (filled == shown_) return;
    shown_ = filled;
    std::fprintf(stderr, "\r[%s%s] %3zu %%  %zu / %zu", std::string(filled, '#').c_str(),
                 std::string(width - filled, '.').c_str(), done * 100 / all, done, all);
}

void ProgressBar::end() {
    if (is_seen_ && shown_ != nothing_shown) std::fputs("\n", stderr);
    shown_ = nothing_shown;
}

}  // namespace yidi::app
