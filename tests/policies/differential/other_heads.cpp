#include "other_heads.hpp"

#include <algorithm>
#include <vector>

namespace yidi::policies {
namespace {

policy::TableEntries& section(policy::SourcePackage& package, std::string_view name) {
    for (policy::SourceFile& file : package.files) {
        if (file.name != "package.toml") continue;
        for (auto& [key, node] : file.tables) {
            if (key == name) return std::get<policy::TableEntries>(node.value);
        }
    }
    YIDI_ASSERT(false);
}

void drop(policy::TableEntries& entries, std::string_view key) {
    std::erase_if(entries, [&](const auto& entry) { return entry.first == key; });
}

void say(policy::TableEntries& entries, const std::string& key, const std::string& word,
         OtherHead& head) {
    drop(entries, key);
    entries.emplace_back(key, policy::Node{word, 0});
    head.words += (head.words.empty() ? "" : " ") + word;
}

}  // namespace

OtherHead with_other_head(const policy::SourcePackage& package, Dice& dice) {
    const auto any = [&](const std::vector<std::string>& words) { return dice.one_of(words); };
    OtherHead head{package, {}};
    auto& time = section(head.package, "time");
    say(time, "basis", any({"admission", "discharge", "settlement"}), head);
    say(time, "year", any({"calendar", "07-01", "10-15"}), head);
    const std::string cross = any({"by_discharge_year", "by_admission_year", "split", "split"});
    say(time, "cross_year", cross, head);
    drop(time, "split_deductible");
    if (cross == "split") say(time, "split_deductible", any({"once", "each"}), head);
    say(time, "beyond_verified", any({"carry", "carry", "strict"}), head);
    auto& rounding = section(head.package, "rounding");
    say(rounding, "mode", any({"half_up", "down"}), head);
    say(rounding, "unit", any({"fen", "jiao"}), head);
    say(rounding, "at", any({"each_segment", "sum"}), head);
    return head;
}

}  // namespace yidi::policies
