#include <algorithm>
#include <functional>
#include <set>

#include <fmt/format.h>

#include "base/text.hpp"
#include "policy/evaluate.hpp"
#include "wire/estimate.hpp"

namespace yidi::wire {
namespace {

using policy::Dimension;

constexpr std::size_t areas_max = 40;

// clang-format off
constexpr EstimateParameter parameters_known[] = {
    {"insured",          "参保地区划，可用逗号分列", "insured place, division codes with commas"},
    {"scheme",           "险种，默认 employee",      "scheme; default employee"},
    {"status",           "人员状态",                 "status; default active, or adult"},
    {"age",              "年龄",                     "full years"},
    {"service",          "医疗类别，默认 inpatient", "service; default inpatient"},
    {"level",            "医院等级，可多个；默认全部", "hospital levels; default all"},
    {"place",            "就医地，可多个；默认全部", "places; default all"},
    {"urgency",          "急缓，默认 planned",       "urgency; default planned"},
    {"date",             "结算日，默认今天",         "day of the bill; default today"},
    {"days",             "住院天数，默认 1",         "days of the stay; default 1"},
    {"in_policy",        "符合政策范围金额",         "in scope"},
    {"first_pay",        "先行自付金额",             "first self-pay"},
    {"over_price",       "超限价金额",               "above limit prices"},
    {"own",              "全自费金额",               "outside the catalogue"},
    {"aid_class",        "救助类别",                 "aid class"},
    {"tier",             "缴费档次 1 至 3",          "contribution tier, 1 to 3"},
    {"contribution",     "缴费状态",                 "contributions"},
    {"civil_servant",    "公务员 yes/no",            "civil servant, yes or no"},
    {"enterprise",       "企业补充 yes/no",          "enterprise supplement, yes or no"},
    {"commercial",       "商业补充 yes/no",          "commercial supplement, yes or no"},
    {"contracted",       "签约机构 yes/no",          "at the contracted doctor, yes or no"},
    {"referred",         "经转诊 yes/no",            "with a referral, yes or no"},
    {"approved",         "待遇已认定 yes/no",        "disease or drug approved, yes or no"},
    {"disease",          "病种编码",                 "code of the disease"},
    {"birth",            "生育类别",                 "kind of birth"},
    {"channel",          "购药渠道",                 "channel of a purchase"},
    {"prescriber_level", "处方医院等级",             "level of the prescriber"},
    {"admissions",       "本年已住院次数",           "admissions of the year before"},
    {"used",             "本年累计，如 basic.paid:15000", "used of the year: basic.paid:15000,…"},
    {"account",          "个人账户余额",             "personal account"},
    {"account_past",     "个人账户历年余额",         "its money of earlier years"},
    {"family",           "家庭共济余额",             "relatives' accounts"},
};
// clang-format on

/// Reads parameter after parameter; the first problem stays.
class Reader {
  public:
    explicit Reader(const Parameters& parameters) : parameters_(parameters) {}

    [[nodiscard]] const std::string* find(std::string_view name) const {
        for (const auto& [key, value] : parameters_) {
            if (key == name) return &value;
        }
        return nullptr;
    }

    void fail(ErrorCode code, std::string_view name, std::string found, std::string expected) {
        if (problem_) return;
        problem_ = Problem{code, std::string{name}, std::move(found), std::move(expected), {}};
    }

    /// A value of a closed list.
    template <class Enum>
    void word(std::string_view name, std::span<const policy::Word> words, Enum& value) {
        const std::string* text = find(name);
        if (text == nullptr) return;
        if (const auto index = policy::index_of(words, *text)) {
            value = static_cast<Enum>(*index);
            return;
        }
        fail(ErrorCode::code_unknown, name, *text, policy::list_of(words));
    }

    template <class Enum>
    void words(std::string_view name, Dimension dimension, std::vector<Enum>& values) {
        const auto known = policy::values_of(dimension);
        const std::string* text = find(name);
        if (text == nullptr) {
            for (std::size_t index = 0; index < known.size(); ++index) {
                values.push_back(static_cast<Enum>(index));
            }
            return;
        }
        for (const std::string_view part : split(*text, ',')) {
            const auto index = policy::index_of(known, part);
            if (!index) {
                return fail(ErrorCode::code_unknown, name, std::string{part},
                            policy::list_of(known));
            }
            values.push_back(static_cast<Enum>(*index));
        }
    }

    void flag(std::string_view name, bool& value) {
        const std::string* text = find(name);
        if (text == nullptr) return;
        if (*text != "yes" && *text != "no") {
            return fail(ErrorCode::code_unknown, name, *text, "yes or no");
        }
        value = *text == "yes";
    }

    template <class Integer>
    void number(std::string_view name, std::int64_t least, std::int64_t most, Integer& value) {
        const std::string* text = find(name);
        if (text == nullptr) return;
        const auto parsed = parse_integer<std::int64_t>(*text);
        if (!parsed || *parsed < least || *parsed > most) {
            return fail(ErrorCode::field_wrong_type, name, *text,
                        fmt::format("a whole number from {} to {}", least, most));
        }
        value = static_cast<Integer>(*parsed);
    }

    void money(std::string_view name, Money& value) {
        const std::string* text = find(name);
        if (text != nullptr) value = money_in(name, *text);
    }

    Money money_in(std::string_view name, std::string_view text) {
        const auto parsed = Money::parse(text);
        constexpr auto most = Money::of_yuan(1'000'000'000);
        if (!parsed) {
            fail(ErrorCode::amount_malformed, name, std::string{text}, "yuan such as 1234.56");
        } else if (parsed->is_negative()) {
            fail(ErrorCode::amount_negative, name, std::string{text}, "0.00 or more");
        } else if (*parsed > most) {
            fail(ErrorCode::amount_too_large, name, std::string{text}, "at most " + most.text());
        } else {
            return *parsed;
        }
        return {};
    }

    void check_names() {
        std::set<std::string_view> seen;
        for (const auto& [key, value] : parameters_) {
            const bool known = std::any_of(
                std::begin(parameters_known), std::end(parameters_known),
                [&key = key](const EstimateParameter& one) { return one.name == key; });
            if (!known) {
                fail(ErrorCode::code_unknown, key, "no such parameter",
                     "insured, in_policy and others of the reference page");
            }
            if (!seen.insert(key).second) {
                fail(ErrorCode::duplicate_key, key, value, "each parameter once");
            }
        }
    }

    [[nodiscard]] const std::optional<Problem>& problem() const { return problem_; }

  private:
    const Parameters& parameters_;
    std::optional<Problem> problem_;
};

void read_person(Reader& reader, model::Episode& episode) {
    using model::PersonStatus;
    reader.word("scheme", policy::scheme_words(), episode.scheme);
    const bool resident = episode.scheme == model::Scheme::resident;
    episode.status = resident ? PersonStatus::adult : PersonStatus::active;
    reader.word("status", policy::values_of(Dimension::status), episode.status);
    const bool employed =
        episode.status == PersonStatus::active || episode.status == PersonStatus::retired;
    if (employed == resident) {
        reader.fail(ErrorCode::field_contradicts, "status",
                    std::string{policy::values_of(
                        Dimension::status)[static_cast<std::size_t>(episode.status)].name},
                    resident ? "child, student, adult or elderly" : "active or retired");
    }
    model::Standing& standing = episode.standing;
    reader.number("age", 0, policy::age_max, episode.age_years);
    reader.word("aid_class", policy::values_of(Dimension::aid_class), standing.aid_class);
    reader.word("contribution", policy::values_of(Dimension::contribution),
                standing.contribution);
    reader.number("tier", 1, 3, standing.tier);
    reader.flag("civil_servant", standing.civil_servant);
    reader.flag("enterprise", standing.enterprise);
    reader.flag("commercial", standing.commercial);
    reader.flag("contracted", standing.contracted);
    for (const auto& [name, balance] : {std::pair{"account", &model::Episode::account_balance},
                                        {"account_past", &model::Episode::account_past},
                                        {"family", &model::Episode::family_balance}}) {
        reader.money(name, episode.*balance);
        if (reader.find(name) != nullptr) episode.use_account = true;
    }
}

void read_care(Reader& reader, Date today, model::Episode& episode) {
    reader.word("service", policy::service_words(), episode.service);
    reader.word("urgency", policy::values_of(Dimension::urgency), episode.urgency);
    reader.word("birth", policy::values_of(Dimension::birth), episode.birth);
    reader.word("channel", policy::channel_words(), episode.channel);
    reader.word("prescriber_level", policy::values_of(Dimension::level),
                episode.prescriber_level);
    reader.flag("referred", episode.referred);
    reader.flag("approved", episode.approved);
    if (const std::string* disease = reader.find("disease")) {
        episode.disease = episode.diseases = *disease;
    }
    Date day = today;
    if (const std::string* text = reader.find("date")) {
        const auto date = Date::parse(*text);
        if (!date) reader.fail(ErrorCode::date_invalid, "date", *text, "a day such as 2026-03-01");
        day = date.value_or(today);
    }
    std::int32_t days = 1;
    reader.number("days", 1, 3660, days);
    episode.discharged_on = episode.settled_on = day;
    episode.admitted_on = day.plus_days(
        episode.service == model::Service::inpatient ? -days : 0);
}

void read_bill(Reader& reader, model::FeeSums& fees) {
    reader.money("in_policy", fees.inscp_scp_amt);
    reader.money("first_pay", fees.preselfpay_amt);
    reader.money("over_price", fees.overlmt_selfpay);
    reader.money("own", fees.fulamt_ownpay_amt);
    if (reader.find("in_policy") == nullptr) {
        reader.fail(ErrorCode::field_missing, "in_policy", "nothing",
                    "what of the bill is in scope of the policy");
    }
    fees.medfee_sumamt = fees.inscp_scp_amt + fees.preselfpay_amt + fees.overlmt_selfpay +
                         fees.fulamt_ownpay_amt;
}

/// "basic.paid:15000,basic.deductible:1300"
void read_used(Reader& reader, model::YearTotals& before) {
    reader.number("admissions", 0, 1000, before.admissions);
    const std::string* text = reader.find("used");
    if (text == nullptr) return;
    constexpr policy::Word members[] = {
        {"paid", "", ""}, {"drawn", "", ""}, {"deductible", "", ""}};
    constexpr Money model::PoolUse::* slots[] = {&model::PoolUse::paid, &model::PoolUse::drawn,
                                                 &model::PoolUse::deductible};
    for (const std::string_view part : split(*text, ',')) {
        const auto dot = part.find('.'), colon = part.find(':');
        const bool formed = dot != std::string_view::npos && colon != std::string_view::npos &&
                            dot < colon;
        const auto pool = formed ? policy::index_of(policy::pool_words(), part.substr(0, dot))
                                 : std::nullopt;
        const auto member =
            formed ? policy::index_of(members, part.substr(dot + 1, colon - dot - 1))
                   : std::nullopt;
        if (!pool || !member) {
            return reader.fail(ErrorCode::code_unknown, "used", std::string{part},
                               "POOL.paid:YUAN, POOL.drawn:YUAN or POOL.deductible:YUAN");
        }
        (before.*policy::pool_members[*pool]).*slots[*member] =
            reader.money_in("used", part.substr(colon + 1));
    }
}

}  // namespace

std::span<const EstimateParameter> estimate_parameters() {
    return parameters_known;
}

Outcome<EstimateRequest> read_estimate(const Parameters& parameters, Date today) {
    EstimateRequest request;
    Reader reader(parameters);
    reader.check_names();
    const std::string* insured = reader.find("insured");
    if (insured == nullptr) {
        reader.fail(ErrorCode::field_missing, "insured", "nothing", "a division code: 110000");
    } else {
        for (const std::string_view code : split(*insured, ',')) {
            const bool good = code.size() == 6 && std::all_of(code.begin(), code.end(), [](char c) {
                return c >= '0' && c <= '9';
            });
            if (!good) {
                reader.fail(ErrorCode::code_unknown, "insured", std::string{code},
                            "division codes of six digits");
            }
            request.insured.emplace_back(code);
        }
        if (request.insured.size() > areas_max) {
            reader.fail(ErrorCode::too_many_rows, "insured",
                        std::to_string(request.insured.size()),
                        fmt::format("at most {}", areas_max));
        }
    }
    read_person(reader, request.episode);
    read_care(reader, today, request.episode);
    reader.words("level", Dimension::level, request.levels);
    reader.words("place", Dimension::place, request.places);
    read_bill(reader, request.fees);
    read_used(reader, request.before);
    if (reader.problem()) return Unexpected{*reader.problem()};
    return request;
}

}  // namespace yidi::wire
