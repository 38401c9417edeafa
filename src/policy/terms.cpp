#include "policy/terms.hpp"

#include "base/assert.hpp"

namespace yidi::policy {
namespace {

// clang-format off
constexpr Word operators[] = {
    {"gate",       "待遇资格",     "entitlement"},
    {"deductible", "起付标准",     "deductible"},
    {"continuity", "连续就医",     "continuing care"},
    {"segments",   "分段比例",     "payment bands"},
    {"adjust",     "比例调整",     "adjustment"},
    {"place",      "异地就医",     "place of care"},
    {"supplement", "补助比例",     "supplement"},
    {"limit",      "限额",         "limit"},
    {"disease",    "病种",         "diseases"},
    {"combine",    "多病种合并",   "several diseases together"},
    {"cap",        "最高支付限额", "cap"},
    {"channel",    "购药渠道",     "channel of purchase"},
    {"account",    "个人账户",     "personal account"},
};
constexpr Word layers[] = {
    {"basic",         "统筹基金",     "pool"},
    {"large_amount",  "大额医疗费用", "large-amount fund"},
    {"major_illness", "大病保险",     "major illness insurance"},
    {"civil_servant", "公务员补助",   "civil servant subsidy"},
    {"enterprise",    "企业补充",     "enterprise supplement"},
    {"medical_aid",   "医疗救助",     "medical aid"},
    {"commercial",    "商业补充保险", "commercial supplement"},
    {"account",       "个人账户",     "personal account"},
    {"cash",          "个人现金",     "cash"},
};
constexpr Word pools[] = {
    {"basic",         "统筹基金",     "pool"},
    {"outpatient",    "门诊统筹",     "outpatient pool"},
    {"chronic",       "门诊慢特病",   "chronic diseases"},
    {"special_drug",  "谈判药",       "special drugs"},
    {"maternity",     "生育",         "maternity"},
    {"large_amount",  "大额医疗费用", "large-amount fund"},
    {"major_illness", "大病保险",     "major illness insurance"},
    {"civil_servant", "公务员补助",   "civil servant subsidy"},
    {"enterprise",    "企业补充",     "enterprise supplement"},
    {"medical_aid",   "医疗救助",     "medical aid"},
    {"aid_tilt",      "倾斜救助",     "additional medical aid"},
    {"commercial",    "商业补充保险", "commercial supplement"},
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
    {"enterprise",    "企业补充", "enterprise supplement"},
    {"commercial",    "商业补充", "commercial supplement"},
    {"referred",      "转诊",     "referred"},
    {"contracted",    "签约",     "contracted family doctor"},
    {"tier",          "缴费档次", "contribution tier"},
    {"contribution",  "缴费状态", "contributions"},
    {"approval",      "待遇认定", "approval"},
    {"birth",         "生育类别", "kind of birth"},
    {"disease",       "病种",     "disease"},
};
constexpr Word effects[] = {
    {"none",              "不调整",           "no change"},
    {"ratio_points",      "支付比例增减",     "points on the ratio"},
    {"ratio_factor",      "支付比例打折",     "factor on the ratio"},
    {"self_share_factor", "个人负担比例打折", "factor on the own share"},
    {"amount_factor",     "支付金额打折",     "factor on the amount"},
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
    {"maternity", "生育", "maternity"},
};
constexpr Word services[] = {
    {"inpatient",    "住院",         "inpatient stay"},
    {"day_surgery",  "日间手术",     "day surgery"},
    {"outpatient",   "普通门诊",     "outpatient visit"},
    {"chronic",      "门诊慢特病",   "chronic disease visit"},
    {"special_drug", "谈判药",       "special drug"},
    {"pharmacy",     "定点零售药店", "pharmacy"},
    {"maternity",    "生育",         "maternity"},
};
constexpr Word levels[] = {
    {"community", "社区", "community"},
    {"1",         "一级", "level 1"},
    {"2",         "二级", "level 2"},
    {"3",         "三级", "level 3"},
    {"3s",        "省属或特等三级", "special level 3"},
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
    {"home_longterm",     "长期备案人员回参保地就医", "back home while filed elsewhere for long"},
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
    {"no",  "否", "no"},
    {"yes", "是", "yes"},
};
constexpr Word tiers[] = {
    {"1", "一档", "tier 1"},
    {"2", "二档", "tier 2"},
    {"3", "三档", "tier 3"},
};
constexpr Word contributions[] = {
    {"paid",    "正常参保", "paid"},
    {"waiting", "等待期",   "waiting period"},
    {"arrears", "欠费",     "in arrears"},
};
constexpr Word births[] = {
    {"none",        "非生育",   "none"},
    {"natural",     "顺产",     "natural birth"},
    {"assisted",    "助娩产",   "assisted birth"},
    {"caesarean",   "剖宫产",   "caesarean"},
    {"miscarriage", "流产引产", "miscarriage or termination"},
    {"checkup",     "产前检查", "check-ups"},
    {"planning",    "计划生育", "family planning"},
};
constexpr Word channels[] = {
    {"none",                    "无处方",       "without a prescription"},
    {"outpatient_prescription", "外配处方",     "outpatient prescription"},
    {"dual_channel",            "双通道",       "dual channel"},
};
constexpr Word links[] = {
    {"none",          "无",       "none"},
    {"same_stay",     "同次住院", "same stay"},
    {"same_hospital", "院内转科", "transfer inside the hospital"},
    {"referral_up",   "上转",     "referral to a higher level"},
    {"referral_down", "下转",     "referral to a lower level"},
    {"course",        "疗程",     "course of treatment"},
};
constexpr Word carries[] = {
    {"full", "", ""}, {"difference", "", ""}, {"none", "", ""}, {"first_only", "", ""}};
constexpr Word cap_measures[] = {
    {"year_fund_paid", "", ""}, {"year_in_policy", "", ""}, {"event_fund_paid", "", ""}};
constexpr Word limit_measures[] = {
    {"visit_fund_paid",   "每次",       "a visit"},
    {"day_fund_paid",     "每日",       "a day"},
    {"month_fund_paid",   "每月",       "a month"},
    {"quarter_fund_paid", "每季度",     "a quarter"},
    {"year_fund_paid",    "每年",       "a year"},
    {"day_visits",        "每日次数",   "visits a day"},
    {"month_visits",      "每月次数",   "visits a month"},
    {"year_visits",       "每年次数",   "visits a year"},
};
constexpr Word limit_scopes[] = {{"benefit", "", ""}, {"disease", "", ""}, {"person", "", ""}};
constexpr Word combine_rules[] = {{"highest", "", ""}, {"sum", "", ""}, {"highest_plus", "", ""}};
constexpr Word account_sources[] = {
    {"own_current", "个人账户当年", "own account, this year's money"},
    {"own_past",    "个人账户历年", "own account, earlier years' money"},
    {"family",      "家庭共济",     "family account"},
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
const Word& word_of(Pool value) {
    return at(pools, value);
}
const Word& word_of(LimitMeasure value) {
    return at(limit_measures, value);
}
const Word& word_of(AccountSource value) {
    return at(account_sources, value);
}
const Word& word_of(model::Scheme value) {
    return at(schemes, value);
}
const Word& word_of(model::Service value) {
    return at(services, value);
}
const Word& word_of(model::Channel value) {
    return at(channels, value);
}
const Word& word_of(model::ChainLink value) {
    return at(links, value);
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
std::span<const Word> service_words() {
    return services;
}
std::span<const Word> pool_words() {
    return pools;
}
std::span<const Word> carry_words() {
    return carries;
}
std::span<const Word> cap_measure_words() {
    return cap_measures;
}
std::span<const Word> limit_measure_words() {
    return limit_measures;
}
std::span<const Word> limit_scope_words() {
    return limit_scopes;
}
std::span<const Word> combine_words() {
    return combine_rules;
}
std::span<const Word> channel_words() {
    return channels;
}
std::span<const Word> link_words() {
    return links;
}
std::span<const Word> account_source_words() {
    return account_sources;
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
        case Dimension::enterprise:
        case Dimension::commercial:
        case Dimension::referred:
        case Dimension::contracted:
        case Dimension::approval:
            return yes_no;
        case Dimension::tier:
            return tiers;
        case Dimension::contribution:
            return contributions;
        case Dimension::birth:
            return births;
        case Dimension::age_band:
        case Dimension::disease:
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
