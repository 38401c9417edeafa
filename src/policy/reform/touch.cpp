#include <algorithm>

#include <fmt/format.h>

#include "policy/reform/apply.hpp"
#include "policy/reform/table_draft.hpp"

namespace yidi::policy {
namespace {

std::vector<std::string_view> words_in(const Condition& condition) {
    std::vector<std::string_view> words;
    for (const Node& value : condition.values) {
        if (const auto* text = std::get_if<std::string>(&value.value)) words.push_back(*text);
    }
    return words;
}

/// Some value is named by both conditions of one key.
bool share_value(const Condition& a, const Condition& b) {
    const auto word = index_of(dimension_words(), a.key);
    if (!word) {
        return std::any_of(a.values.begin(), a.values.end(), [&](const Node& value) {
            return std::any_of(b.values.begin(), b.values.end(),
                               [&](const Node& other) { return same_value(value, other); });
        });
    }
    const Dimension dimension{static_cast<std::uint8_t>(*word)};
    Benefit everybody;
    everybody.schemes.fill(true);
    std::vector<std::string_view> texts = words_in(a);
    for (const std::string_view text : words_in(b)) texts.push_back(text);
    if (dimension == Dimension::disease) {
        const auto of_a = words_in(a);
        return std::any_of(of_a.begin(), of_a.end(), [&](std::string_view text) {
            return std::count(texts.begin(), texts.end(), text) > 1;
        });
    }
    const Universe universe(dimension, texts, everybody);
    const auto mask_of = [&](const Condition& condition) {
        ValueMask mask = 0;
        for (const std::string_view text : words_in(condition)) mask |= universe.mask(text);
        return mask;
    };
    return (mask_of(a) & mask_of(b)) != 0;
}

}  // namespace

bool meet(const Touch& a, const Touch& b) {
    if (a.target != b.target || !a.window.within(b.window)) return false;
    for (const Condition& one : a.where) {
        for (const Condition& other : b.where) {
            if (one.key == other.key && !share_value(one, other)) return false;
        }
    }
    if (a.columns.empty() || b.columns.empty()) return true;
    // "amount" stands for every nth of a deductible.
    const auto same = [](std::string_view one, std::string_view other) {
        return one == other || (one == "amount" && other.starts_with("nth=")) ||
               (other == "amount" && one.starts_with("nth="));
    };
    return std::any_of(a.columns.begin(), a.columns.end(), [&](const std::string& one) {
        return std::any_of(b.columns.begin(), b.columns.end(),
                           [&](const std::string& other) { return same(one, other); });
    });
}

void check_conflicts(const std::vector<Touch>& touches, Findings& findings) {
    for (std::size_t later = 0; later < touches.size(); ++later) {
        for (std::size_t earlier = 0; earlier < later; ++earlier) {
            if (!meet(touches[earlier], touches[later])) continue;
            findings.add(ErrorCode::reform_conflict, touches[later].site, touches[later].target,
                         fmt::format("the patch of line {} again", touches[earlier].site.line),
                         "each cell and day once in a reform; stack two where one follows");
        }
    }
}

}  // namespace yidi::policy
