// Bytes can break neither the reader nor the application of reforms, and what they let through is a
// law that moves no day outside its windows. An input is a bundle of package files, each begun by a
// line "=== policies/area/file", and then a reform after "=== reform".

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "policy/compare/compare.hpp"
#include "policy/reform/stack.hpp"
#include "wire/policy_files.hpp"
#include "wire/reform_files.hpp"

namespace {

constexpr std::string_view mark = "=== ";

std::vector<yidi::EmbeddedFile> unbundle(std::string_view text) {
    std::vector<yidi::EmbeddedFile> files;
    while (text.starts_with(mark)) {
        const auto name_end = text.find('\n');
        if (name_end == std::string_view::npos) break;
        const auto next = text.find("\n=== ", name_end);
        const auto end = next == std::string_view::npos ? text.size() : next + 1;
        files.push_back({text.substr(mark.size(), name_end - mark.size()),
                         text.substr(name_end + 1, end - name_end - 1)});
        text.remove_prefix(end);
    }
    return files;
}

void apply(const yidi::policy::SourceLaw& law, std::string_view text) {
    using namespace yidi;
    const auto reform = wire::read_reform_text("reform", text, {});
    if (!reform) return (void)message_of(reform.error(), true);
    const auto stacked = policy::stack(law, {&*reform, 1});
    if (!stacked) return (void)message_of(stacked.error(), false);
    const auto leaked = policy::leaks(stacked->base->tables(), stacked->plan->tables(),
                                      stacked->windows);
    if (!leaked.empty()) std::abort();
    (void)policy::compare(*stacked->base, *stacked->plan);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace yidi;
    const auto files = unbundle({reinterpret_cast<const char*>(data), size});
    if (files.empty() || files.back().name != "reform") return 0;
    const auto packages = wire::read_packages(std::span{files}.first(files.size() - 1));
    if (!packages) return 0;
    for (const auto& package : *packages) {
        policy::Findings findings;
        const auto head = policy::load_head(package, findings);
        const auto law = wire::source_law(*packages, head.id);
        if (law) apply(*law, files.back().content);
    }
    return 0;
}
