// Bytes can break neither the reader of histories nor the plans that run over them: whatever is
// read decides as balanced bills, or ends with a message.

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "policy/history/what_if.hpp"
#include "wire/history_file.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes{reinterpret_cast<const char*>(data), size};
    const auto file = yidi::wire::HistoryFile::view(bytes, "fuzz.yhist");
    if (!file) {
        (void)message_of(file.error(), true);
        return 0;
    }
    for (std::size_t block = 0; block < file->blocks(); ++block) (void)file->check(block);
    // The run does not rest on the checksums.
    const auto& history = file->history();
    yidi::policy::Runner runner(history, std::vector<const yidi::policy::PlanPair*>(
                                             history.words.size(), nullptr),
                                {});
    const auto done = runner.run(0, history.events.size());
    if (!done) {
        (void)message_of(done.error(), false);
        return 0;
    }
    const auto& sums = runner.sums();
    if (sums.events != static_cast<std::int64_t>(history.events.size())) std::abort();
    if (sums.without_plan != sums.events) std::abort();
    return 0;
}
