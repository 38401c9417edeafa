#include "desk/insured/use_cases.hpp"
#include "filing/cover.hpp"
#include "model/code_maps.hpp"

namespace yidi::desk {
namespace {

using model::Verdict;

// What one person can cost in a year. Beyond it a peer is making bills up, and sums run out.
constexpr Money year_max = Money::of_yuan(100'000'000'000);

Assessment refused(Problem refusal) {
    Assessment assessment;
    assessment.verdict.refusal = model::StoredProblem{refusal};
    return assessment;
}

/// What the national codes of a bill say in the words of the law.
struct Coded {
    model::Scheme scheme;
    model::PersonStatus status;
    model::HospitalLevel level;
};

Outcome<Coded> decode(const model::BillFacts& bill, const model::Enrolment& enrolment) {
    const auto scheme = model::scheme_of(enrolment.insutype);
    if (!scheme) {
        return problem(ErrorCode::not_insured, "insutype", enrolment.insutype, "310, 390");
    }
    const auto status = model::person_status_of(enrolment.psn_type);
    if (!status) return problem(ErrorCode::policy_undetermined, "psn_type", enrolment.psn_type);
    const auto level = model::hospital_level_of(bill.hosp_lv);
    if (!level) return problem(ErrorCode::policy_undetermined, "hosp_lv", bill.hosp_lv);
    return Coded{*scheme, *status, *level};
}

model::Episode episode_of(const InsuredCounter& counter, const model::BillFacts& bill,
                          const model::Person& person, const model::Enrolment& enrolment,
                          const Coded& coded, model::Place place) {
    model::Episode episode;
    episode.insuplc_admdvs = enrolment.insuplc_admdvs;
    episode.scheme = coded.scheme;
    episode.status = coded.status;
    episode.aid_class = person.aid_class;
    episode.civil_servant = enrolment.cvlserv_flag == "1";
    episode.age_years = years_between(person.brdy, bill.admitted_on);
    episode.level = coded.level;
    episode.place = place;
    episode.urgency = urgency_of(bill.ipt_type);
    episode.admitted_on = bill.admitted_on;
    episode.discharged_on = bill.discharged_on;
    episode.settled_on = counter.now.date();
    episode.use_account = bill.use_account;
    episode.account_balance = account_balance(counter, bill.psn_no);
    return episode;
}

/// What a peer sends may be anything; a plan may rely on a bill that adds up.
std::optional<Problem> unfit(const model::BillFacts& bill) {
    const model::FeeSums& fees = bill.fees;
    if (!fees.balances() || fees.fulamt_ownpay_amt.is_negative() ||
        fees.overlmt_selfpay.is_negative() || fees.preselfpay_amt.is_negative() ||
        fees.inscp_scp_amt.is_negative()) {
        return Problem{ErrorCode::split_mismatch, "fees", fees.medfee_sumamt.text(), {}, {}};
    }
    if (fees.medfee_sumamt > model::bill_max) {
        return Problem{ErrorCode::amount_too_large,
                       "fees.medfee_sumamt",
                       fees.medfee_sumamt.text(),
                       "<= " + model::bill_max.text(),
                       {}};
    }
    if (bill.discharged_on < bill.admitted_on) {
        return Problem{ErrorCode::discharge_before_admission,
                       "discharged_on",
                       bill.discharged_on.text(),
                       ">= " + bill.admitted_on.text(),
                       {}};
    }
    return {};
}

/// Reads the year the stay counts in: its totals before the stay, and what the stay's earlier
/// settlements came to.
Outcome<EarlierClaims> read_year(const InsuredCounter& counter, const model::BillFacts& bill,
                                 const std::string& insutype, Assessment& assessment) {
    const auto* year =
        counter.workspace.find<model::YearAccumulator>(bill.psn_no, insutype, assessment.year);
    if (year != nullptr) assessment.before = year->totals;
    if (assessment.before.in_policy > year_max) {
        return problem(ErrorCode::amount_too_large, "fees.medfee_sumamt",
                       bill.fees.medfee_sumamt.text());
    }
    auto earlier = earlier_claims(counter.workspace, bill.follows, bill.mdtrt_id, bill.psn_no,
                                  insutype, assessment.year);
    if (!earlier) return earlier;
    if (!earlier->in_force) {
        return problem(ErrorCode::settlement_unknown, "follows", bill.follows);
    }
    if (!bill.follows.empty()) {
        // One stay is one admission, however often it is settled.
        assessment.before -= earlier->in_year;
        assessment.before.admissions = earlier->admissions_before;
    }
    return earlier;
}

/// The package says that it does not pay; the filing says more exactly why.
Problem closest(const Problem& refusal, const std::optional<Problem>& gap) {
    if (refusal.code != ErrorCode::not_filed || !gap) return refusal;
    Problem exact = *gap;
    exact.article = refusal.article;
    return exact;
}

}  // namespace

Assessment assess(const InsuredCounter& counter, const model::BillFacts& bill) {
    if (auto problem = unfit(bill)) return refused(std::move(*problem));
    // Everything the law may look at is read here, once. Below this block it only computes.
    const auto* person = counter.workspace.find<model::Person>(bill.psn_no);
    if (person == nullptr) {
        return refused({ErrorCode::person_unknown, "psn_no", bill.psn_no, {}, {}});
    }
    const auto enrolment =
        enrolment_for(counter, bill.psn_no, bill.insutype, bill.insuplc_admdvs);
    if (!enrolment) return refused(enrolment.error());
    const auto coded = decode(bill, *enrolment);
    if (!coded) return refused(coded.error());
    const auto filings = counter.workspace.list<model::Filing>(bill.psn_no);
    const policy::Plan* plan = counter.rules.plan_of(enrolment->insuplc_admdvs);
    if (plan == nullptr) {
        return refused({ErrorCode::policy_missing, "insuplc_admdvs", enrolment->insuplc_admdvs, {},
                        {}});
    }

    // Filing: may this person be treated there, on this day, at the fund's expense?
    const filing::Cover cover =
        filing::cover_for(filings, enrolment->insuplc_admdvs, bill.mdtrtarea_admvs,
                          bill.admitted_on, counter.now.date(), urgency_of(bill.ipt_type));

    // Policy: who pays what, and by which article.
    Assessment assessment;
    assessment.episode = episode_of(counter, bill, *person, *enrolment, *coded, cover.place);
    assessment.year = policy::year_of(*plan, assessment.episode);
    const auto earlier = read_year(counter, bill, enrolment->insutype, assessment);
    if (!earlier) return refused(earlier.error());
    const policy::Decision decision = policy::decide_part(*plan, assessment.episode, bill.fees,
                                                          assessment.before, earlier->parts);

    Verdict& verdict = assessment.verdict;
    verdict.psn_type = enrolment->psn_type;
    verdict.cvlserv_flag = enrolment->cvlserv_flag;
    verdict.clr_type = "21";  // inpatient, in every edition of the code table
    verdict.plan = policy::hash_of(*plan);
    verdict.package_id = policy::package_id_of(*plan);
    if (decision.refusal) {
        verdict.refusal = model::StoredProblem{closest(*decision.refusal, cover.gap)};
        return assessment;
    }
    if (!decision.shares.balances_with(bill.fees)) {
        // A defect of ours. Refused it harms one bill; ended by it, this node would meet the same
        // message again after every restart.
        verdict.refusal = model::StoredProblem{
            Problem{ErrorCode::decision_unsound, "setl_id", bill.setl_id, {}, {}}};
        return assessment;
    }
    verdict.shares = decision.shares;
    assessment.delta = decision.delta;
    return assessment;
}

}  // namespace yidi::desk
