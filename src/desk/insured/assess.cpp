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
    model::Service service;
};

Outcome<Coded> decode(const model::BillFacts& bill, const model::Enrolment& enrolment) {
    const auto scheme = model::scheme_of(enrolment.insutype);
    if (!scheme) {
        return problem(ErrorCode::not_insured, "insutype", enrolment.insutype, "310, 390, 510");
    }
    const auto status = model::person_status_of(enrolment.psn_type);
    if (!status) return problem(ErrorCode::policy_undetermined, "psn_type", enrolment.psn_type);
    auto service = model::service_of(bill.med_type);
    if (!service) return problem(ErrorCode::policy_undetermined, "med_type", bill.med_type);
    // A negotiated drug that a pharmacy sells is a purchase, by its second channel.
    if (bill.channel == model::Channel::dual_channel) service = model::Service::pharmacy;
    auto level = model::hospital_level_of(bill.hosp_lv);
    // Pharmacies are not graded.
    if (!level && *service == model::Service::pharmacy) level = model::HospitalLevel::community;
    if (!level) return problem(ErrorCode::policy_undetermined, "hosp_lv", bill.hosp_lv);
    return Coded{*scheme, *status, *level, *service};
}

/// What only outpatients and purchases have.
void read_outpatient_facts(const InsuredCounter& counter, const model::BillFacts& bill,
                           const std::string& insutype, model::Episode& episode) {
    Approved approved = approved_on(counter, bill, insutype);
    episode.referred = bill.otp_er_refl_flag == "2" || bill.otp_er_refl_flag == "3";
    episode.approved = approved.asked_for;
    episode.disease = bill.dise_codg;
    episode.diseases = std::move(approved.diseases);
    episode.channel = bill.channel;
    // Whoever wrote a prescription and is not known counts as of the third level: as a rule the
    // fund then pays least.
    episode.prescriber_level =
        bill.channel == model::Channel::outpatient_prescription
            ? model::hospital_level_of(bill.rx_hosp_lv).value_or(model::HospitalLevel::level_3)
            : model::HospitalLevel::community;
}

/// All that the law may look at, as far as no law is needed to know it.
struct Facts {
    model::Enrolment enrolment;
    model::Episode episode;
    std::optional<Problem> gap;  ///< In the filing.
};

Outcome<Facts> read_facts(const InsuredCounter& counter, const model::BillFacts& bill) {
    const auto* person = counter.workspace.find<model::Person>(bill.psn_no);
    if (person == nullptr) return problem(ErrorCode::person_unknown, "psn_no", bill.psn_no);
    const auto enrolments = counter.workspace.list<model::Enrolment>(bill.psn_no);
    auto enrolment = enrolment_for(enrolments, bill.insutype, bill.insuplc_admdvs);
    if (!enrolment) return Unexpected{enrolment.error()};
    const auto coded = decode(bill, *enrolment);
    if (!coded) return Unexpected{coded.error()};

    // Filing: may this person be treated there, on this day, at the fund's expense?
    const auto filings = counter.workspace.list<model::Filing>(bill.psn_no);
    const model::Urgency urgency = urgency_of(bill);
    filing::Cover cover =
        filing::cover_for(filings, enrolment->insuplc_admdvs, bill.mdtrtarea_admvs,
                          bill.admitted_on, counter.now.date(), urgency);

    model::Episode episode;
    episode.insuplc_admdvs = enrolment->insuplc_admdvs;
    episode.scheme = coded->scheme;
    episode.status = coded->status;
    episode.age_years = years_between(person->brdy, bill.admitted_on);
    episode.standing = standing_of(*person, *enrolment, enrolments);
    episode.service = coded->service;
    episode.level = coded->level;
    episode.place = cover.place;
    episode.urgency = urgency;
    episode.birth = model::birth_of(bill.med_type);
    episode.admitted_on = bill.admitted_on;
    episode.discharged_on = bill.discharged_on;
    episode.settled_on = counter.now.date();
    episode.use_account = bill.use_account;
    episode.account_balance = account_balance(counter, bill.psn_no);
    if (!bill.chrg_bchno.empty()) {
        read_outpatient_facts(counter, bill, enrolment->insutype, episode);
    }
    return Facts{std::move(*enrolment), std::move(episode), std::move(cover.gap)};
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
    if (!bill.chrg_bchno.empty() && !bill.follows.empty()) {
        return Problem{ErrorCode::settlement_unknown, "follows", bill.follows, {}, {}};
    }
    return {};
}

model::YearTotals totals_in(const InsuredCounter& counter, const model::BillFacts& bill,
                            const std::string& insutype, std::int64_t year) {
    const auto* known =
        counter.workspace.find<model::YearAccumulator>(bill.psn_no, insutype, year);
    return known != nullptr ? known->totals : model::YearTotals{};
}

/// The accumulator year in which the later part of a split stay counts.
std::int64_t later_year_of(const policy::Plan& plan, model::Episode episode) {
    episode.admitted_on = episode.discharged_on;
    return policy::year_of(plan, episode);
}

/// Reads the years the stay counts in, and what the stay's earlier settlements came to: totals and
/// windows are those before the stay, without what its earlier settlements have added to them.
Outcome<EarlierClaims> read_years(const InsuredCounter& counter, const model::BillFacts& bill,
                                  const std::string& insutype, const policy::Plan& plan,
                                  Assessment& assessment) {
    model::Episode& episode = assessment.episode;
    assessment.year = policy::year_of(plan, episode);
    policy::YearsBefore& before = assessment.before;
    before.first = totals_in(counter, bill, insutype, assessment.year);
    if (policy::is_split(plan, episode)) {
        assessment.later_year = later_year_of(plan, episode);
        before.later = totals_in(counter, bill, insutype, assessment.later_year);
    }
    if (before.first.in_policy > year_max || before.later.in_policy > year_max) {
        return problem(ErrorCode::amount_too_large, "fees.medfee_sumamt",
                       bill.fees.medfee_sumamt.text());
    }
    assessment.windows = policy::quota_windows(plan, episode);
    episode.quota = quota_used(counter, bill.psn_no, insutype, assessment.windows);
    model::Claim part;
    part.follows = bill.follows;
    part.mdtrt_id = bill.mdtrt_id;
    part.psn_no = bill.psn_no;
    part.insutype = insutype;
    auto earlier = earlier_claims(counter.workspace, part, {assessment.year, assessment.later_year},
                                  assessment.windows);
    if (!earlier) return earlier;
    if (!earlier->in_force) {
        return problem(ErrorCode::settlement_unknown, "follows", bill.follows);
    }
    if (!bill.follows.empty()) {
        // One stay is one admission, however often it is settled.
        before.first -= earlier->in_year;
        before.later -= earlier->in_later_year;
        before.first.admissions = earlier->admissions_before;
        episode.quota -= earlier->parts.quota;
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
    // Everything the law may look at is read here, once: first the facts, then, since the law
    // says which they are, years and windows. Below this block it only computes.
    auto facts = read_facts(counter, bill);
    if (!facts) return refused(facts.error());
    const model::Enrolment& enrolment = facts->enrolment;
    const policy::PlanPtr plan =
        counter.rules.plan_for(enrolment.insuplc_admdvs, facts->episode);
    if (plan == nullptr) {
        return refused({ErrorCode::policy_missing, "insuplc_admdvs", enrolment.insuplc_admdvs, {},
                        {}});
    }
    Assessment assessment;
    assessment.episode = std::move(facts->episode);
    const auto earlier = read_years(counter, bill, enrolment.insutype, *plan, assessment);
    if (!earlier) return refused(earlier.error());

    // Policy: who pays what, and by which article.
    const policy::Decision decision = policy::decide_part(
        *plan, assessment.episode, bill.fees, assessment.before, earlier->parts);

    Verdict& verdict = assessment.verdict;
    verdict.psn_type = enrolment.psn_type;
    verdict.cvlserv_flag = enrolment.cvlserv_flag;
    verdict.clr_type = model::clearing_type_of(assessment.episode.service);
    verdict.plan = policy::hash_of(*plan);
    verdict.package_id = policy::package_id_of(*plan);
    if (decision.refusal) {
        verdict.refusal = model::StoredProblem{closest(*decision.refusal, facts->gap)};
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
    assessment.later_delta = decision.later_delta;
    assessment.quota = decision.quota;
    return assessment;
}

}  // namespace yidi::desk
