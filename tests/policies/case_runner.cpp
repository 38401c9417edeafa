#include "case_runner.hpp"

#include <fmt/format.h>

#include "policy/decide.hpp"
#include "policy/fields.hpp"

namespace yidi::policies {
namespace {

using policy::Fields;
using policy::Findings;
using policy::TableEntries;

template <class Enum>
Enum word(Fields& fields, policy::Dimension dimension) {
    const auto& name = policy::word_of(dimension).name;
    return static_cast<Enum>(fields.word(name, policy::values_of(dimension)));
}

template <class Enum>
Enum word_or(Fields& fields, policy::Dimension dimension, Enum fallback) {
    const auto& name = policy::word_of(dimension).name;
    if (fields.has(name)) return word<Enum>(fields, dimension);
    (void)fields.find(name);
    return fallback;
}

Money money_or_zero(Fields& fields, std::string_view key) {
    const policy::Node* node = fields.find(key);
    if (node == nullptr) return {};
    const auto money = policy::money_of(*node);
    if (!money) fields.complain(ErrorCode::package_value, key, show(*node), "an amount");
    return money.value_or(Money{});
}

const TableEntries& inner(Fields& fields, std::string_view key) {
    static const TableEntries nothing;
    const policy::Node* node = fields.find(key);
    const auto* entries = node == nullptr ? nullptr : std::get_if<TableEntries>(&node->value);
    return entries == nullptr ? nothing : *entries;
}

std::string amount_named(const policy::Decision& decision, std::string_view key) {
    const model::Shares& s = decision.shares;
    const model::YearTotals& d = decision.delta;
    const std::pair<std::string_view, Money> amounts[] = {
        {"ded", s.act_pay_dedc},
        {"basic", s.hifp_pay},
        {"large_amount", s.hifob_pay},
        {"major_illness", s.hifmi_pay},
        {"fund", s.fund_pay_sumamt},
        {"person", s.psn_part_amt},
        {"account", s.acct_pay},
        {"cash", s.psn_cash_pay},
        {"balc", s.balc},
        {"self_in_policy", d.self_in_policy},
    };
    for (const auto& [name, amount] : amounts) {
        if (name == key) return amount.text();
    }
    return "no such amount";
}

class CaseRun {
  public:
    CaseRun(const policy::Plan& plan, const std::string& path, CaseReport& report)
        : plan_(plan), path_(path), report_(report) {}

    void run(Fields fields) {
        id_ = fields.text("id");
        (void)fields.text("source");
        (void)fields.text_or("note", "");
        read_person({path_, inner(fields, "person"), 0, findings_});
        read_before({path_, inner(fields, "before"), 0, findings_});
        for (const policy::Node* node : fields.tables("event")) {
            ++event_;
            ++report_.events;
            run_event({path_, std::get<TableEntries>(node->value), node->line, findings_});
        }
        fields.end();
        if (event_ == 0) fail("has no event");
        for (const Problem& problem : findings_.list()) fail(message_of(problem, false));
        ++report_.cases;
    }

  private:
    void fail(const std::string& what) {
        report_.failures.push_back(
            fmt::format("{} case {} event {}: {}", path_, id_, event_, what));
    }

    void read_person(Fields fields) {
        episode_.scheme =
            static_cast<model::Scheme>(fields.word("insured", policy::scheme_words()));
        episode_.status = word<model::PersonStatus>(fields, policy::Dimension::status);
        episode_.aid_class = word_or(fields, policy::Dimension::aid_class, model::AidClass::none);
        episode_.account_balance = money_or_zero(fields, "account");
        if (fields.has("age")) {
            episode_.age_years = static_cast<std::int32_t>(fields.integer("age"));
        }
        (void)fields.find("age");
        fields.end();
    }

    void read_before(Fields fields) {
        if (fields.has("admissions")) totals_.admissions = fields.integer("admissions");
        (void)fields.find("admissions");
        totals_.deductible = money_or_zero(fields, "ded");
        totals_.paid_hifp = money_or_zero(fields, "basic");
        totals_.paid_hifob = money_or_zero(fields, "large_amount");
        fields.end();
    }

    void run_event(Fields fields) {
        model::Episode episode = episode_;
        episode.level = word<model::HospitalLevel>(fields, policy::Dimension::level);
        episode.place = word<model::Place>(fields, policy::Dimension::place);
        episode.urgency = word<model::Urgency>(fields, policy::Dimension::urgency);
        episode.admitted_on = fields.date("admit");
        episode.discharged_on = fields.date("discharge");
        episode.settled_on = episode.discharged_on;
        episode.use_account = fields.flag_or("use_account", false);
        const model::FeeSums fees = read_bill({path_, inner(fields, "bill"), 0, findings_});
        const auto explained = policy::explain(plan_, episode, fees, totals_);
        compare({path_, inner(fields, "expect"), 0, findings_}, explained);
        fields.end();
        const auto decided = policy::decide(plan_, episode, fees, totals_);
        if (!(decided.shares == explained.decision.shares)) fail("decide and explain differ");
        if (!decided.refusal) totals_ += decided.delta;
        if (!decided.refusal) episode_.account_balance = decided.shares.balc;
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

    void compare(Fields fields, const policy::Explanation& explained) {
        const auto& decision = explained.decision;
        const std::string refusal = fields.text_or("refusal", "none");
        const std::string got =
            decision.refusal ? std::string{info_of(decision.refusal->code).name} : "none";
        if (refusal != got) fail(fmt::format("refusal is {}, expected {}", got, refusal));
        for (const char* key : {"ded", "basic", "large_amount", "major_illness", "fund", "person",
                                "account", "cash", "balc", "self_in_policy"}) {
            if (!fields.has(key)) {
                (void)fields.find(key);
                continue;
            }
            const Money expected = money_or_zero(fields, key);
            const std::string amount = amount_named(decision, key);
            if (amount != expected.text()) {
                fail(fmt::format("{} is {}, expected {}", key, amount, expected.text()));
            }
        }
        if (fields.has("cites")) {
            for (const std::string& cite : fields.texts("cites")) {
                if (!is_cited(explained.steps, cite)) fail("no step cites " + cite);
            }
        }
        (void)fields.find("cites");
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

    const policy::Plan& plan_;
    const std::string& path_;
    CaseReport& report_;
    Findings findings_;
    std::string id_;
    std::size_t event_ = 0;
    model::Episode episode_;
    model::YearTotals totals_;
};

}  // namespace

CaseReport run_cases(const policy::Plan& plan, const policy::SourceFile& file,
                     const std::string& path) {
    CaseReport report;
    Findings findings;
    Fields fields(path, file.tables, 1, findings);
    for (const policy::Node* node : fields.tables("case")) {
        CaseRun(plan, path, report)
            .run({path, std::get<TableEntries>(node->value), node->line, findings});
    }
    fields.end();
    for (const Problem& problem : findings.list()) {
        report.failures.push_back(message_of(problem, false));
    }
    return report;
}

}  // namespace yidi::policies
