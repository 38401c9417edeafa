#include "facts.hpp"

#include <algorithm>

namespace yidi::slow {
namespace {

constexpr std::array<std::string_view, dimension_count> columns = {
    "level",        "status",     "age_band", "place",      "urgency", "aid_class",
    "civil_servant", "enterprise", "commercial", "referred", "contracted", "tier",
    "contribution", "approval",   "birth",    "disease",    "channel"};

template <std::size_t size, class Enum>
std::string_view pick(const std::array<std::string_view, size>& words, Enum value) {
    return words.at(static_cast<std::size_t>(value));
}

std::string_view yes_or_no(bool yes) { return yes ? "yes" : "no"; }

std::string_view status_word(model::PersonStatus status) {
    static constexpr std::array<std::string_view, 6> words = {"active",  "retired", "child",
                                                              "student", "adult",   "elderly"};
    return pick(words, status);
}

std::string_view place_word(model::Place place) {
    static constexpr std::array<std::string_view, 7> words = {
        "local",          "home_longterm",   "in_province_filed", "filed_longterm",
        "filed_referral", "filed_temporary", "unfiled"};
    return pick(words, place);
}

std::string_view urgency_word(model::Urgency urgency) {
    static constexpr std::array<std::string_view, 3> words = {"planned", "emergency", "rescue"};
    return pick(words, urgency);
}

std::string_view aid_word(model::AidClass aid) {
    static constexpr std::array<std::string_view, 6> words = {
        "none", "destitute", "subsistence", "monitored", "margin", "illness_poor"};
    return pick(words, aid);
}

std::string_view tier_word(const model::Episode& episode) {
    static constexpr std::array<std::string_view, 4> words = {"", "1", "2", "3"};
    if (episode.scheme != model::Scheme::resident) return "1";
    return pick(words, episode.standing.tier);
}

std::string_view contribution_word(model::Contribution contribution) {
    static constexpr std::array<std::string_view, 3> words = {"paid", "waiting", "arrears"};
    return pick(words, contribution);
}

std::string_view birth_word(model::Birth birth) {
    static constexpr std::array<std::string_view, 7> words = {
        "none", "natural", "assisted", "caesarean", "miscarriage", "checkup", "planning"};
    return pick(words, birth);
}

std::string_view channel_word(model::Channel channel) {
    static constexpr std::array<std::string_view, 3> words = {"none", "outpatient_prescription",
                                                              "dual_channel"};
    return pick(words, channel);
}

/// "0-17", "18+", "40".
bool band_holds(std::string_view band, std::int32_t age) {
    std::int32_t first = 0;
    std::size_t at = 0;
    const auto number = [&] {
        std::int32_t value = 0;
        for (; at < band.size() && band[at] >= '0' && band[at] <= '9'; ++at) {
            value = value * 10 + (band[at] - '0');
        }
        return value;
    };
    first = number();
    if (at == band.size()) return age == first;
    if (band[at++] == '+') return age >= first;
    return age >= first && age <= number();
}

}  // namespace

std::optional<Dimension> dimension_of(std::string_view column) {
    const auto found = std::find(columns.begin(), columns.end(), column);
    if (found == columns.end()) return {};
    return static_cast<Dimension>(found - columns.begin());
}

std::string_view column_of(Dimension dimension) { return pick(columns, dimension); }

std::string_view word_of(model::HospitalLevel level) {
    static constexpr std::array<std::string_view, 5> words = {"community", "1", "2", "3", "3s"};
    return pick(words, level);
}

std::string_view word_of(model::Scheme scheme) {
    static constexpr std::array<std::string_view, 3> words = {"employee", "resident", "maternity"};
    return pick(words, scheme);
}

std::string_view word_of(model::Service service) {
    static constexpr std::array<std::string_view, 7> words = {
        "inpatient",    "day_surgery", "outpatient", "chronic",
        "special_drug", "pharmacy",    "maternity"};
    return pick(words, service);
}

std::string_view word_of(model::ChainLink link) {
    static constexpr std::array<std::string_view, 6> words = {
        "none", "same_stay", "same_hospital", "referral_up", "referral_down", "course"};
    return pick(words, link);
}

Facts facts_of(const model::Episode& episode) {
    Facts facts;
    facts.age = episode.age_years;
    facts[Dimension::level] = word_of(episode.level);
    facts[Dimension::status] = status_word(episode.status);
    facts[Dimension::place] = place_word(episode.place);
    facts[Dimension::urgency] = urgency_word(episode.urgency);
    facts[Dimension::aid_class] = aid_word(episode.standing.aid_class);
    facts[Dimension::civil_servant] = yes_or_no(episode.standing.civil_servant);
    facts[Dimension::enterprise] = yes_or_no(episode.standing.enterprise);
    facts[Dimension::commercial] = yes_or_no(episode.standing.commercial);
    facts[Dimension::referred] = yes_or_no(episode.referred);
    facts[Dimension::contracted] = yes_or_no(episode.standing.contracted);
    facts[Dimension::tier] = tier_word(episode);
    facts[Dimension::contribution] = contribution_word(episode.standing.contribution);
    facts[Dimension::approval] = yes_or_no(episode.approved);
    facts[Dimension::birth] = birth_word(episode.birth);
    facts[Dimension::disease] = episode.disease;
    facts[Dimension::channel] = channel_word(episode.channel);
    return facts;
}

bool Asked::holds_for(const Facts& facts) const {
    if (is_star()) return true;
    if (dimension == Dimension::age_band) {
        return std::any_of(words.begin(), words.end(),
                           [&](const std::string& band) { return band_holds(band, facts.age); });
    }
    return std::find(words.begin(), words.end(), facts[dimension]) != words.end();
}

}  // namespace yidi::slow
