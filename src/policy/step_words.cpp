#include "policy/step_words.hpp"

#include <fmt/format.h>

namespace yidi::policy {

std::string yuan(std::int64_t fen) {
    const std::string plain = Money::of_fen(fen).text();
    std::string text;
    for (std::size_t at = 0; at < plain.size(); ++at) {
        const std::size_t left = plain.size() - at;  // digits, the point and two decimals
        const bool inside = at > 0 && plain[at - 1] != '-';
        if (inside && left > 3 && left % 3 == 0) text.push_back(',');
        text.push_back(plain[at]);
    }
    return text;
}

std::string argument_text(Effect effect, std::int64_t ppm) {
    const std::string percent = Ratio::of_ppm(ppm < 0 ? -ppm : ppm).percent();
    if (effect != Effect::ratio_points) return percent;
    return fmt::format("{}{}pp", ppm < 0 ? "-" : "+", percent.substr(0, percent.size() - 1));
}

std::string note_text(const Step& step, const model::Episode& episode) {
    switch (step.note) {
        case StepNote::applied:
            return "applied";
        case StepNote::not_concerned:
            return "not_applied:not_concerned";
        case StepNote::no_reduction:
            return fmt::format("not_applied:{}", value_word(Dimension::place, episode.place).name);
        case StepNote::not_payable:
            return "not_payable";
        case StepNote::not_entitled:
            return "not_entitled";
        case StepNote::nothing_due:
            return "not_applied:nothing_due";
        case StepNote::unlimited:
            return "not_applied:no_limit";
        case StepNote::below_limit:
            return "not_applied:below_limit";
        case StepNote::capped:
            return "capped";
        case StepNote::nothing_to_draw:
            return "not_applied:nothing_to_draw";
        case StepNote::not_asked_for:
            return "not_applied:not_asked_for";
        case StepNote::no_link:
            return "not_applied:no_link";
        case StepNote::balances:
            return "balances";
    }
    return "applied";
}

}  // namespace yidi::policy
