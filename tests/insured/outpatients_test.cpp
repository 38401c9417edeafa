// Goal    What a bill of an outpatient or a purchase says becomes the facts that the law asks about:
//         approvals, urgency, referral, channel, prescriber.
// Method  One insured place over an area of tests/policies/variants; the facts of the claims are
//         read, whatever the law makes of them.
// Covers  approvals and the facts of charge batches; batches that follow nothing; D1.

#include <gtest/gtest.h>

#include "insured_place.hpp"

namespace yidi::insured {
namespace {

using model::Claim;

constexpr const char* area = "990100";
constexpr const char* hospital = "H99010000001";

struct Clinic {
    model::BillFacts bill(const char* med_type, const char* dise_codg = "") {
        const std::string setl_id = "S" + std::to_string(++count);
        model::BillFacts bill = place.bill(setl_id.c_str(), "2026-03-02", "2026-03-02", "430");
        bill.mdtrt_id = "990000V1";
        bill.med_type = med_type;
        bill.ipt_type.clear();
        bill.dise_codg = dise_codg;
        bill.chrg_bchno = std::to_string(count);
        return bill;
    }
    model::Episode facts_of(const model::BillFacts& bill) { return place.decide(bill).facts; }

    void approve(const char* code, const char* from, const char* to = nullptr,
                 const char* insutype = "310", const char* where = "",
                 model::FilingState state = model::FilingState::valid) {
        model::DiseaseApproval approval{};
        approval.psn_no = "P1";
        approval.approval_no = ++approvals;
        approval.insutype = insutype;
        approval.opsp_dise_code = code;
        approval.valid_from = day(from);
        if (to != nullptr) approval.valid_to = day(to);
        approval.fixmedins_codes = where;
        approval.state = state;
        place.workspace.put(approval);
    }

    InsuredPlace place{area};
    int count = 0, approvals = 0;
};

TEST(Approvals, count_on_their_days_in_their_scheme_and_where_they_are_given) {
    Clinic clinic;
    clinic.approve("M03900", "2026-03-02", "2026-03-02");
    clinic.approve("M01600", "2025-01-01");
    clinic.approve("M00500", "2026-03-03");                        // not yet
    clinic.approve("M07800", "2025-01-01", "2026-03-01");          // not any more
    clinic.approve("M08300", "2025-01-01", nullptr, "390");        // in another scheme
    clinic.approve("M05300", "2025-01-01", nullptr, "310", "H1");  // elsewhere
    clinic.approve("M06900", "2025-01-01", nullptr, "310",
                   (std::string{"H1|"} + hospital).c_str());
    clinic.approve("M04600", "2025-01-01", nullptr, "310", "", model::FilingState::withdrawn);
    const model::Episode approved = clinic.facts_of(clinic.bill("14", "M03900"));
    EXPECT_EQ(approved.diseases, "M01600|M03900|M06900");
    EXPECT_EQ(approved.disease, "M03900");
    EXPECT_TRUE(approved.approved);
    EXPECT_EQ(approved.service, model::Service::chronic);
    for (const char* code : {"M00500", "M07800", "M08300", "M05300", "M04600"}) {
        EXPECT_FALSE(clinic.facts_of(clinic.bill("14", code)).approved) << code;
    }
    EXPECT_FALSE(clinic.facts_of(clinic.bill("11")).approved) << "asked for none";
}

TEST(Urgency, is_told_by_the_flag_or_by_the_kind_of_care) {
    struct Row {
        const char *med_type, *flag;
        model::Urgency urgency;
        bool referred;
    };
    for (const Row& row : {Row{"11", "", model::Urgency::planned, false},
                           Row{"11", "1", model::Urgency::emergency, false},
                           Row{"11", "2", model::Urgency::planned, true},
                           Row{"11", "3", model::Urgency::emergency, true},
                           Row{"13", "", model::Urgency::emergency, false},
                           Row{"1301", "1", model::Urgency::rescue, false}}) {
        Clinic clinic;
        model::BillFacts bill = clinic.bill(row.med_type);
        bill.otp_er_refl_flag = row.flag;
        const model::Episode facts = clinic.facts_of(bill);
        EXPECT_EQ(facts.urgency, row.urgency) << row.med_type << row.flag;
        EXPECT_EQ(facts.referred, row.referred) << row.med_type << row.flag;
    }
}

TEST(Purchases, are_of_pharmacies_that_have_no_level_and_of_prescribers_that_have_one) {
    Clinic clinic;
    model::BillFacts bill = clinic.bill("41");
    bill.hosp_lv.clear();
    EXPECT_EQ(clinic.facts_of(bill).level, model::HospitalLevel::community);
    bill = clinic.bill("41");
    bill.channel = model::Channel::outpatient_prescription;
    EXPECT_EQ(clinic.facts_of(bill).prescriber_level, model::HospitalLevel::level_3);
    bill = clinic.bill("41");
    bill.channel = model::Channel::outpatient_prescription;
    bill.rx_hosp_lv = "05";
    EXPECT_EQ(clinic.facts_of(bill).prescriber_level, model::HospitalLevel::level_2);
    bill = clinic.bill("18", "M00500");
    EXPECT_EQ(clinic.facts_of(bill).service, model::Service::special_drug);
    bill = clinic.bill("18", "M00500");
    bill.channel = model::Channel::dual_channel;
    EXPECT_EQ(clinic.facts_of(bill).service, model::Service::pharmacy);
}

TEST(Batches, of_one_visit_stand_for_themselves) {
    Clinic clinic;
    const model::BillFacts first = clinic.bill("11");
    const model::BillFacts second = clinic.bill("11");
    EXPECT_EQ(clinic.place.decide(first).state, model::ClaimState::decided);
    EXPECT_EQ(clinic.place.decide(second).state, model::ClaimState::decided);
    EXPECT_TRUE(clinic.place.proved().clean());
    clinic.place.undo("S1");
    EXPECT_TRUE(clinic.place.proved().clean());
    model::BillFacts follows = clinic.bill("11");
    follows.follows = second.setl_id;
    EXPECT_EQ(clinic.place.decide(follows).refusal.code,
              static_cast<int>(ErrorCode::settlement_unknown));
}

}  // namespace
}  // namespace yidi::insured
