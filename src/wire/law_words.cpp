#include "wire/law_words.hpp"

#include <fmt/format.h>

namespace yidi::wire {
namespace {

std::string name_of(const policy::Word& word, bool zh) {
    return std::string{zh ? word.zh : word.en};
}

template <class Value>
std::string name_of(policy::Dimension dimension, Value value, bool zh) {
    return name_of(policy::values_of(dimension)[static_cast<std::size_t>(value)], zh);
}

}  // namespace

std::string value_name(policy::Dimension dimension, std::string_view value, bool zh) {
    const auto words = policy::values_of(dimension);
    const auto index = policy::index_of(words, value);
    return index ? name_of(words[*index], zh) : std::string{value};
}

std::string days_text(const policy::Window& days, bool zh) {
    if (!days.to) {
        return zh ? fmt::format("{} 起", days.from.text())
                  : fmt::format("from {}", days.from.text());
    }
    return zh ? fmt::format("{} 至 {}（不含）", days.from.text(), days.to->text())
              : fmt::format("{} to {} (not included)", days.from.text(), days.to->text());
}

std::string situation_of(const model::Episode& episode, bool zh) {
    using policy::Dimension;
    const model::Standing& standing = episode.standing;
    std::string text = name_of(policy::word_of(episode.scheme), zh);
    const auto add = [&](const std::string& more) { text += (zh ? "、" : ", ") + more; };
    add(name_of(Dimension::status, episode.status, zh));
    if (episode.age_years > 0) add(std::to_string(episode.age_years) + (zh ? "岁" : " years"));
    if (standing.aid_class != model::AidClass::none) {
        add(name_of(Dimension::aid_class, standing.aid_class, zh));
    }
    if (standing.civil_servant) add(name_of(policy::word_of(Dimension::civil_servant), zh));
    if (standing.enterprise) add(name_of(policy::word_of(Dimension::enterprise), zh));
    if (standing.commercial) add(name_of(policy::word_of(Dimension::commercial), zh));
    if (standing.tier != 1) add(name_of(Dimension::tier, standing.tier - 1, zh));
    if (standing.contribution != model::Contribution::paid) {
        add(name_of(Dimension::contribution, standing.contribution, zh));
    }
    add(name_of(policy::word_of(episode.service), zh));
    if (!episode.disease.empty()) add(episode.disease);
    add(name_of(Dimension::level, episode.level, zh));
    add(name_of(Dimension::place, episode.place, zh));
    if (episode.urgency != model::Urgency::planned) {
        add(name_of(Dimension::urgency, episode.urgency, zh));
    }
    if (episode.birth != model::Birth::none) add(name_of(Dimension::birth, episode.birth, zh));
    if (episode.referred) add(zh ? "经转诊" : "referred");
    return text;
}

}  // namespace yidi::wire
