#include "policy/terms.hpp"

#include "base/assert.hpp"

namespace yidi::policy {
namespace {

// clang-format off
constexpr Word operators[] = {
    {"deductible", "起付标准",     "deductible"},
    {"segments",   "分段比例",     "payment bands"},
    {"adjust",     "比例调整",     "adjustment"},
    {"place",      "异地就医",     "place of care"},
    {"cap",        "最高支付限额", "cap"},
    {"account",    "个人账户",     "personal account"},
};
constexpr Word layers[] = {
    {"basic",         "统筹基金",     "pool"},
    {"large_amount",  "大额医疗费用", "large-amount fund"},
    {"major_illness", "大病保险",     "major illness insurance"},
    {"civil_servant", "公务员补助",   "civil servant subsidy"},
    {"enterprise",    "企业补充",     "enterprise supplement"},
    {"medical_aid",   "医疗救助",     "medical aid"},
    {"account",       "个人账户",     "personal account"},
    {"cash",          "个人现金",     "cash"},
};
constexpr Word buckets[] = {
    {"own",        "全自费",       "outside the catalogue"},
    {"over_price", "超限价自费",   "above the limit price"},
    {"first_pay",  "先行自付",     "first self-pay"},
    {"in_policy",  "符合政策范围", "in policy"},
    {"ded",        "起付线",       "deductible"},
    {"seg_self",   "段内自付",     "own share within the bands"},
    {"place_self", "异地降比自付", "own share for care elsewhere"},
    {"over_cap",   "封顶线以上",   "above the cap"},
};
constexpr Word dimensions[] = {
    {"level",         "医院等级", "hospital level"},
    {"status",        "人员状态", "status"},
    {"age_band",      "年龄段",   "age band"},
    {"place",         "就医地",   "place"},
    {"urgency",       "急缓",     "urgency"},
    {"aid_class",     "救助类别", "aid class"},
    {"civil_servant", "公务员",   "civil servant"},
};
constexpr Word effects[] = {
    {"none",              "不调整",           "no change"},
    {"ratio_points",      "支付比例增减",     "points on the ratio"},
    {"ratio_factor",      "支付比例打折",     "factor on the ratio"},
    {"self_share_factor", "个人负担比例打折", "factor on the own share"},
    {"first_pay",         "先行自付",         "first self-pay"},
    {"not_payable",       "不予支付",         "not payable"},
};
constexpr Word confidences[] = {
    {"high",   "高",   "high"},
    {"medium", "中",   "medium"},
    {"low",    "低",   "low"},
    {"sample", "样例", "sample"},
};
constexpr Word origins[] = {
    {"official",   "官方文本",     "official text"},
    {"record",     "结算记录",     "settlement record"},
    {"background", "背景知识",     "background knowledge"},
    {"dataset",    "非官方数据集", "unofficial data set"},
    {"sample",     "示例",         "invented sample"},
};
constexpr Word bases[] = {
    {"admission",  "入院日", "admission"},
    {"discharge",  "出院日", "discharge"},
    {"settlement", "结算日", "settlement"},
};
constexpr Word schemes[] = {
    {"employee", "职工", "employee"},
    {"resident", "居民", "resident"},
};
constexpr Word levels[] = {
    {"community", "社区", "community"},
    {"1",         "一级", "level 1"},
    {"2",         "二级", "level 2"},
    {"3",         "三级", "level 3"},
};
constexpr Word statuses[] = {
    {"active",  "在职",       "active"},
    {"retired", "退休",       "retired"},
    {"child",   "儿童",       "child"},
    {"student", "学生",       "student"},
    {"adult",   "成年居民",   "adult"},
    {"elderly", "老年居民",   "elderly"},
};
constexpr Word places[] = {
    {"local",             "本地就医",                 "local care"},
    {"in_province_filed", "省内异地（已备案）",       "elsewhere in the province, filed"},
    {"filed_longterm",    "跨省长期居住（已备案）",   "another province, filed long-term"},
    {"filed_referral",    "跨省转诊（已备案）",       "another province, filed referral"},
    {"filed_temporary",   "跨省临时外出（已备案）",   "another province, filed temporary stay"},
    {"unfiled",           "跨省就医（未备案）",       "another province, not filed"},
};
constexpr Word urgencies[] = {
    {"planned",   "普通", "planned"},
    {"emergency", "急诊", "emergency"},
    {"rescue",    "抢救", "rescue"},
};
constexpr Word aid_classes[] = {
    {"none",         "非救助对象", "no aid"},
    {"destitute",    "特困",       "destitute"},
    {"subsistence",  "低保",       "subsistence allowance"},
    {"monitored",    "返贫监测",   "monitored"},
    {"margin",       "低保边缘",   "margin of subsistence"},
    {"illness_poor", "因病致贫",   "poor through illness"},
};
constexpr Word yes_no[] = {
    {"no",  "非公务员", "no civil servant"},
    {"yes", "公务员",   "civil servant"},
};
// clang-format on

template <class Enum, std::size_t N>
const Word& at(const Word (&words)[N], Enum value) {
    const auto index = static_cast<std::size_t>(value);
    YIDI_ASSERT(index < N);
    return words[index];
}

}  // namespace

const Word& word_of(Operator value) {
    return at(operators, value);
}
const Word& word_of(Layer value) {
    return at(layers, value);
}
const Word& word_of(Bucket value) {
    return at(buckets, value);
}
const Word& word_of(Dimension value) {
    return at(dimensions, value);
}
const Word& word_of(Effect value) {
    return at(effects, value);
}
const Word& word_of(Confidence value) {
    return at(confidences, value);
}
const Word& word_of(Origin value) {
    return at(origins, value);
}

std::span<const Word> layer_words() {
    return layers;
}
std::span<const Word> bucket_words() {
    return buckets;
}
std::span<const Word> dimension_words() {
    return dimensions;
}
std::span<const Word> effect_words() {
    return effects;
}
std::span<const Word> confidence_words() {
    return confidences;
}
std::span<const Word> origin_words() {
    return origins;
}
std::span<const Word> operator_words() {
    return operators;
}
std::span<const Word> basis_words() {
    return bases;
}
std::span<const Word> scheme_words() {
    return schemes;
}

std::span<const Word> values_of(Dimension dimension) {
    switch (dimension) {
        case Dimension::level:
            return levels;
        case Dimension::status:
            return statuses;
        case Dimension::place:
            return places;
        case Dimension::urgency:
            return urgencies;
        case Dimension::aid_class:
            return aid_classes;
        case Dimension::civil_servant:
            return yes_no;
        case Dimension::age_band:
            break;
    }
    return {};
}

std::optional<std::size_t> index_of(std::span<const Word> words, std::string_view name) {
    for (std::size_t index = 0; index < words.size(); ++index) {
        if (words[index].name == name) return index;
    }
    return {};
}

std::string list_of(std::span<const Word> words) {
    std::string text;
    for (const Word& word : words) {
        if (!text.empty()) text += ", ";
        text += word.name;
    }
    return text;
}

}  // namespace yidi::policy
