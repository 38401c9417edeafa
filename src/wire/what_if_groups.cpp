#include "wire/what_if_groups.hpp"

#include <functional>
#include <map>
#include <span>

namespace yidi::wire {
namespace {

using policy::Word;

constexpr Word payers[policy::layer_count] = {
    {"hifp_pay", "统筹基金", "pool"},
    {"hifob_pay", "大额医疗费用", "large-amount fund"},
    {"hifmi_pay", "大病保险", "major illness insurance"},
    {"cvlserv_pay", "公务员补助", "civil servant subsidy"},
    {"hifes_pay", "企业补充", "enterprise supplement"},
    {"maf_pay", "医疗救助", "medical aid"},
    {"oth_pay", "商业补充保险", "commercial supplement"},
    {"acct_pay", "个人账户", "personal account"},
    {"psn_cash_pay", "个人现金", "cash"},
};

/// Gathers sums of one kind by the number of a value.
template <class Named, class By, class Groups>
By gathered(const Word& key, const Groups& groups,
            const std::function<std::int32_t(const typename Groups::key_type&)>& value_of,
            std::span<const Word> words) {
    std::map<std::int32_t, typename Groups::mapped_type> sums;
    for (const auto& [group, one] : groups) sums[value_of(group)] += one;
    By by{std::string{key.name}, std::string{key.zh}, std::string{key.en}, {}};
    for (const auto& [value, one] : sums) {
        Named named;
        if (words.empty()) {
            named.name = named.zh = named.en = std::to_string(value);
        } else {
            const Word& word = words[static_cast<std::size_t>(value)];
            named.name = word.name;
            named.zh = word.zh;
            named.en = word.en;
        }
        named.sums = one;
        by.values.push_back(std::move(named));
    }
    return by;
}

constexpr Word year_word = {"year", "年度", "year"};
constexpr Word service_word = {"service", "医疗类别", "service"};
constexpr Word scheme_word = {"scheme", "险种", "scheme"};

template <class Enum>
std::int32_t number(Enum value) {
    return static_cast<std::int32_t>(value);
}

}  // namespace

std::vector<SumsBy> sums_by_each(const policy::Sums& sums) {
    using policy::Dimension;
    using policy::Group;
    const auto by = [&](const Word& key, std::int32_t (*value_of)(const Group&),
                        std::span<const Word> words) {
        return gathered<NamedSums, SumsBy>(key, sums.groups, value_of, words);
    };
    const auto of_dimension = [&](Dimension dimension, std::int32_t (*value_of)(const Group&)) {
        return by(policy::word_of(dimension), value_of, policy::values_of(dimension));
    };
    return {
        by(year_word, [](const Group& g) { return g.year; }, {}),
        by(service_word, [](const Group& g) { return number(g.service); },
           policy::service_words()),
        by(scheme_word, [](const Group& g) { return number(g.scheme); }, policy::scheme_words()),
        of_dimension(Dimension::status, [](const Group& g) { return number(g.status); }),
        of_dimension(Dimension::aid_class, [](const Group& g) { return number(g.aid_class); }),
        of_dimension(Dimension::level, [](const Group& g) { return number(g.level); }),
        of_dimension(Dimension::place, [](const Group& g) { return number(g.place); }),
    };
}

std::vector<PeopleBy> people_by_each(const policy::Sums& sums) {
    using policy::Dimension;
    using policy::PersonGroup;
    const auto by = [&](const Word& key, std::int32_t (*value_of)(const PersonGroup&),
                        std::span<const Word> words) {
        return gathered<NamedPeople, PeopleBy>(key, sums.people, value_of, words);
    };
    return {
        by(year_word, [](const PersonGroup& g) { return g.year; }, {}),
        by(scheme_word, [](const PersonGroup& g) { return number(g.scheme); },
           policy::scheme_words()),
        by(policy::word_of(Dimension::status),
           [](const PersonGroup& g) { return number(g.status); },
           policy::values_of(Dimension::status)),
        by(policy::word_of(Dimension::aid_class),
           [](const PersonGroup& g) { return number(g.aid_class); },
           policy::values_of(Dimension::aid_class)),
    };
}

const Word& payer_word(std::size_t layer) {
    return payers[layer];
}

}  // namespace yidi::wire
