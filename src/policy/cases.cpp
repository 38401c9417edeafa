#include "policy/cases.hpp"

#include <algorithm>
#include <map>
#include <span>

#include <fmt/format.h>

#include "policy/decide.hpp"
#include "policy/evaluate.hpp"
#include "policy/fields.hpp"
#include "policy/steps.hpp"

namespace yidi::policy {
namespace {

template <class Enum>
Enum word(Fields& fields, Dimension dimension) {
    const auto& name = word_of(dimension).name;
    return static_cast<Enum>(fields.word(name, values_of(dimension)));
}

template <class Enum>
Enum word_or(Fields& fields, Dimension dimension, Enum fallback) {
    const auto& name = word_of(dimension).name;
    if (fields.has(name)) return word<Enum>(fields, dimension);
    (void)fields.find(name);
    return fallback;
}

Money money_or_zero(Fields& fields, std::string_view key) {
    const Node* node = fields.find(key);
    if (node == nullptr) return {};
    const auto money = money_of(*node);
    if (!money) fields.complain(ErrorCode::package_value, key, show(*node), "an amount");
    return money.value_or(Money{});
}

const TableEntries& inner(Fields& fields, std::string_view key) {
    static const TableEntries nothing;
    const Node* node = fields.find(key);
    const auto* entries = node == nullptr ? nullptr : std::get_if<TableEntries>(&node->value);
    return entries == nullptr ? nothing : *entries;
}

bool flag(Fields& fields, std::string_view key) { return fields.flag_or(key, false); }

std::int32_t number_or(Fields& fields, std::string_view key, std::int32_t fallback) {
    if (fields.has(key)) return static_cast<std::int32_t>(fields.integer(key));
    (void)fields.find(key);
    return fallback;
}

template <class Enum>
Enum word_of_list(Fields& fields, std::string_view key, std::span<const Word> words,
                  Enum fallback) {
    if (fields.has(key)) return static_cast<Enum>(fields.word(key, words));
    (void)fields.find(key);
    return fallback;
}

Money bucket_of(const Decision& decision, Bucket bucket) {
    return decision.left[static_cast<std::size_t>(bucket)];
}

std::string amount_named(const Decision& decision, std::string_view key) {
    const model::Shares& s = decision.shares;
    const std::pair<std::string_view, Money> amounts[] = {
        {"ded", s.act_pay_dedc},
        {"basic", s.hifp_pay},
        {"large_amount", s.hifob_pay},
        {"major_illness", s.hifmi_pay},
        {"civil_servant", s.cvlserv_pay},
        {"enterprise", s.hifes_pay},
        {"medical_aid", s.maf_pay},
        {"commercial", s.oth_pay},
        {"fund", s.fund_pay_sumamt},
        {"person", s.psn_part_amt},
        {"account", s.acct_pay},
        {"family", s.acct_mulaid_pay},
        {"cash", s.psn_cash_pay},
        {"balc", s.balc},
        {"self_in_policy", decision.delta.self_in_policy + decision.later_delta.self_in_policy},
    };
    for (const auto& [name, amount] : amounts) {
        if (name == key) return amount.text();
    }
    return "no such amount";
}

constexpr std::string_view expected_amounts[] = {
    "ded",         "basic",      "large_amount", "major_illness", "civil_servant",
    "enterprise",  "medical_aid", "commercial",  "fund",          "person",
    "account",     "family",     "cash",         "balc",          "self_in_policy"};

class CaseRun {
  public:
    /// With `coverage` nothing is compared.
    CaseRun(const Plan& plan, const std::string& path, CaseReport& report, CaseCoverage* coverage)
        : plan_(plan), path_(path), report_(report), coverage_(coverage) {}

    void run(const Node& node) {
        line_ = node.line;
        Fields fields(path_, std::get<TableEntries>(node.value), node.line, findings_);
        id_ = fields.text("id");
        is_example_ = fields.text("source") != "derived";
        (void)fields.text_or("note", "");
        read_person({path_, inner(fields, "person"), 0, findings_});
        read_before({path_, inner(fields, "before"), 0, findings_});
        for (const Node* event : fields.tables("event")) {
            ++event_;
            ++report_.events;
            line_ = event->line;
            run_event({path_, std::get<TableEntries>(event->value), event->line, findings_});
        }
        fields.end();
        if (event_ == 0) fail("has no event");
        for (const Problem& problem : findings_.list()) fail(message_of(problem, false));
        ++report_.cases;
    }

  private:
    void fail(std::string what, std::string found = {}, std::string expected = {}) {
        report_.failures.push_back({path_, line_, id_, event_, std::move(what), std::move(found),
                                    std::move(expected)});
    }

    void read_person(Fields fields) {
        episode_.scheme =
            static_cast<model::Scheme>(fields.word("insured", scheme_words()));
        episode_.status = word<model::PersonStatus>(fields, Dimension::status);
        model::Standing& standing = episode_.standing;
        standing.aid_class = word_or(fields, Dimension::aid_class, model::AidClass::none);
        standing.contribution =
            word_or(fields, Dimension::contribution, model::Contribution::paid);
        standing.civil_servant = flag(fields, "civil_servant");
        standing.enterprise = flag(fields, "enterprise");
        standing.commercial = flag(fields, "commercial");
        standing.contracted = flag(fields, "contracted");
        standing.tier = number_or(fields, "tier", 1);
        episode_.age_years = number_or(fields, "age", 0);
        episode_.account_balance = money_or_zero(fields, "account");
        episode_.account_past = money_or_zero(fields, "account_past");
        episode_.family_balance = money_or_zero(fields, "family");
        fields.end();
    }

    /// What the year of the first event had used before.
    void read_before(Fields fields) {
        if (fields.has("admissions")) before_.admissions = fields.integer("admissions");
        (void)fields.find("admissions");
        before_.basic.deductible = money_or_zero(fields, "ded");
        before_.basic.paid = money_or_zero(fields, "basic");
        before_.large_amount.paid = money_or_zero(fields, "large_amount");
        Fields pools{path_, inner(fields, "pool"), 0, findings_};
        for (std::size_t pool = 0; pool < pool_count; ++pool) {
            const auto& name = pool_words()[pool].name;
            if (!pools.has(name)) {
                (void)pools.find(name);
                continue;
            }
            Fields use{path_, inner(pools, name), 0, findings_};
            auto& kept = before_.*pool_members[pool];
            kept = {money_or_zero(use, "paid"), money_or_zero(use, "drawn"),
                    money_or_zero(use, "deductible")};
            use.end();
        }
        pools.end();
        fields.end();
    }

    void read_facts(Fields& fields, model::Episode& episode) {
        episode.service = word_of_list(fields, "service", service_words(),
                                       model::Service::inpatient);
        episode.level = word<model::HospitalLevel>(fields, Dimension::level);
        episode.place = word<model::Place>(fields, Dimension::place);
        episode.urgency = word<model::Urgency>(fields, Dimension::urgency);
        episode.birth = word_or(fields, Dimension::birth, model::Birth::none);
        episode.referred = flag(fields, "referred");
        episode.approved = flag(fields, "approved");
        episode.disease = fields.text_or("disease", "");
        episode.diseases = fields.text_or("diseases", episode.disease);
        episode.channel = word_of_list(fields, "channel", channel_words(),
                                       model::Channel::none);
        episode.prescriber_level = word_of_list(fields, "prescriber_level",
                                                values_of(Dimension::level),
                                                model::HospitalLevel::community);
        episode.admitted_on = fields.date("admit");
        episode.discharged_on = fields.date("discharge");
        episode.settled_on = fields.has("settled") ? fields.date("settled") : episode.discharged_on;
        (void)fields.find("settled");
        episode.use_account = flag(fields, "use_account");
        Fields chain{path_, inner(fields, "chain"), 0, findings_};
        episode.chain.link = word_of_list(chain, "link", link_words(),
                                          model::ChainLink::none);
        episode.chain.hours = number_or(chain, "hours", 0);
        episode.chain.charged = money_or_zero(chain, "charged");
        chain.end();
    }

    /// Fills in what the windows of the limits have used.
    void read_quota(model::Episode& episode, std::vector<std::string>& windows) {
        windows = quota_windows(plan_, episode);
        windows.resize(limits_max);
        episode.quota = {quota_[windows[0]], quota_[windows[1]], quota_[windows[2]],
                         quota_[windows[3]]};
    }

    void run_event(Fields fields) {
        model::Episode episode = episode_;
        read_facts(fields, episode);
        std::vector<std::string> windows;
        read_quota(episode, windows);
        const model::FeeSums fees = read_bill({path_, inner(fields, "bill"), 0, findings_});
        const std::int64_t year = year_of(plan_, episode);
        if (event_ == 1) totals_[year] = before_;
        const YearsBefore before{totals_[year], totals_[year + 1]};
        before_event_ = before.first;
        if (coverage_ != nullptr) {
            steps_.clear();
            const auto traced = trace(plan_, episode, fees, before, steps_);
            note_reached();
            if (!traced.refusal) carry_over(traced, windows, year);
            return;
        }
        const auto explained = explain(plan_, episode, fees, before);
        compare({path_, inner(fields, "expect"), 0, findings_}, explained);
        fields.end();
        const auto decided = decide(plan_, episode, fees, before);
        if (!(decided.shares == explained.decision.shares)) fail("decide and explain differ");
        if (!decided.refusal) carry_over(decided, windows, year);
    }

    void note_reached() {
        for (const Step& step : steps_.steps()) {
            if (step.row != no_row && step.note != StepNote::not_concerned) {
                coverage_->rows[step.row] = true;
            }
            if (is_example_ && step.op == StepOp::layer) {
                coverage_->examples.insert(plan_.tables().layers[step.benefit].benefit);
            }
        }
    }

    void carry_over(const Decision& decided, const std::vector<std::string>& windows,
                    std::int64_t year) {
        totals_[year] += decided.delta;
        totals_[year + 1] += decided.later_delta;
        const std::int64_t used[] = {decided.quota.first, decided.quota.second,
                                     decided.quota.third, decided.quota.fourth};
        for (std::size_t index = 0; index < windows.size(); ++index) {
            if (!windows[index].empty()) quota_[windows[index]] += used[index];
        }
        const Money own = decided.shares.acct_pay - decided.shares.acct_mulaid_pay;
        episode_.family_balance -= decided.shares.acct_mulaid_pay;
        const Money current = std::min(own, episode_.account_balance);
        episode_.account_balance -= current;
        episode_.account_past -= own - current;
    }

    model::FeeSums read_bill(Fields fields) {
        model::FeeSums fees;
        fees.fulamt_ownpay_amt = money_or_zero(fields, "own");
        fees.overlmt_selfpay = money_or_zero(fields, "over_price");
        fees.preselfpay_amt = money_or_zero(fields, "first_pay");
        fees.inscp_scp_amt = money_or_zero(fields, "in_policy");
        fees.medfee_sumamt = fees.fulamt_ownpay_amt + fees.overlmt_selfpay + fees.preselfpay_amt +
                             fees.inscp_scp_amt;
        fields.end();
        return fees;
    }

    void compare(Fields fields, const Explanation& explained) {
        const auto& decision = explained.decision;
        const std::string refusal = fields.text_or("refusal", "none");
        const std::string got =
            decision.refusal ? std::string{info_of(decision.refusal->code).name} : "none";
        if (refusal != got) fail("refusal", got, refusal);
        for (const std::string_view key : expected_amounts) {
            if (!fields.has(key)) {
                (void)fields.find(key);
                continue;
            }
            const Money expected = money_or_zero(fields, key);
            const std::string amount = amount_named(decision, key);
            if (amount != expected.text()) {
                fail(std::string{key}, amount, expected.text());
            }
        }
        if (fields.has("admissions")) {
            const auto expected = fields.integer("admissions");
            const auto counted = before_event_.admissions + decision.delta.admissions;
            if (counted != expected) {
                fail("admissions", std::to_string(counted), std::to_string(expected));
            }
        }
        (void)fields.find("admissions");
        compare_left({path_, inner(fields, "left"), 0, findings_}, decision);
        if (fields.has("cites")) {
            for (const std::string& cite : fields.texts("cites")) {
                if (!is_cited(explained.steps, cite)) fail("cites", "named by no step", cite);
            }
        }
        (void)fields.find("cites");
        fields.end();
    }

    void compare_left(Fields fields, const Decision& decision) {
        for (std::size_t index = 0; index < bucket_count; ++index) {
            const auto& name = bucket_words()[index].name;
            if (!fields.has(name)) {
                (void)fields.find(name);
                continue;
            }
            const Money expected = money_or_zero(fields, name);
            const Money left = bucket_of(decision, static_cast<Bucket>(index));
            if (left != expected) {
                fail(fmt::format("left.{}", name), left.text(), expected.text());
            }
        }
        fields.end();
    }

    static bool is_cited(const std::vector<model::ExplainStep>& steps, const std::string& cite) {
        for (const auto& step : steps) {
            for (const std::string& one : step.cites) {
                if (one.find(cite) != std::string::npos) return true;
            }
        }
        return false;
    }

    const Plan& plan_;
    const std::string& path_;
    CaseReport& report_;
    CaseCoverage* coverage_;
    StepList steps_;
    Findings findings_;
    std::string id_;
    bool is_example_ = false;
    std::int32_t line_ = 0;
    std::size_t event_ = 0;
    model::Episode episode_;
    model::YearTotals before_, before_event_;
    std::map<std::int64_t, model::YearTotals> totals_;
    std::map<std::string, std::int64_t> quota_;  ///< By window.
};

}  // namespace

std::string CaseFailure::text() const {
    std::string text = fmt::format("{}:{}", file, line);
    if (!id.empty()) text += fmt::format(" case {}", id);
    if (event > 0) text += fmt::format(" event {}", event);
    text += ": " + what;
    if (!found.empty()) text += fmt::format(" is {}, expected {}", found, expected);
    return text;
}

CaseReport run_cases(const Plan& plan, const SourceFile& file,
                     const std::string& path) {
    CaseReport report;
    Findings findings;
    Fields fields(path, file.tables, 1, findings);
    for (const Node* node : fields.tables("case")) {
        CaseRun(plan, path, report, nullptr).run(*node);
    }
    fields.end();
    for (const Problem& problem : findings.list()) {
        report.failures.push_back({path, 1, {}, 0, message_of(problem, false), {}, {}});
    }
    return report;
}

void cover_cases(const Plan& plan, const SourceFile& file, CaseCoverage& coverage) {
    coverage.rows.resize(plan.tables().rows.size());
    CaseReport report;
    Findings findings;
    Fields fields(file.name, file.tables, 1, findings);
    for (const Node* node : fields.tables("case")) {
        CaseRun(plan, file.name, report, &coverage).run(*node);
    }
}

}  // namespace yidi::policy
