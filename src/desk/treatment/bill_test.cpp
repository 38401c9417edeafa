// Goal    A bill that cannot be paid is refused where it is put together, and where it arrives.
// Method  One stay in a store in memory; its open sums are set as refunds in small parts, each
//         rounded on its own, can leave them.
// Covers  A1 A2 A3 A4 A5 of model/amounts.hpp at the border of the counter.

#include <gtest/gtest.h>

#include "desk/insured/use_cases.hpp"
#include "desk/treatment/use_cases.hpp"
#include "engine/memory_store.hpp"

namespace yidi::desk {
namespace {

struct Ward {
    Ward() {
        command.now = *Instant::parse("2026-11-22 08:00:00");
        workspace.put(model::Institution{"H1", "Hospital", "460100", "3", "1"});
        visit.mdtrt_id = "V1";
        visit.fixmedins_code = "H1";
        visit.psn_no = request.psn_no = "P1";
        visit.insutype = request.insutype = "310";
        visit.begntime = command.now;
        visit.open_lines = 3;
        request.mdtrt_id = "V1";
    }
    [[nodiscard]] std::optional<Problem> refusal(const model::FeeSums& open) {
        visit.open = open;
        request.medfee_sumamt = open.medfee_sumamt;
        const auto bill = bill_of({command, workspace, rules}, request, visit);
        if (bill) return {};
        return bill.error();
    }

    engine::MemoryStore store;
    engine::Workspace workspace{store, "460000"};
    Rulebook rules;
    model::Command command{};
    model::Encounter visit{};
    model::SettleRequest request{};
};

model::FeeSums sums(std::int64_t own, std::int64_t over, std::int64_t first, std::int64_t in) {
    return {Money::of_fen(own + over + first + in), Money::of_fen(own), Money::of_fen(over),
            Money::of_fen(first), Money::of_fen(in)};
}

TEST(Bill, is_put_together_when_no_part_of_it_is_negative) {
    Ward ward;
    EXPECT_FALSE(ward.refusal(sums(1, 2, 3, 4)).has_value());
    EXPECT_FALSE(ward.refusal(sums(0, 0, 0, 0)).has_value());
}

TEST(Bill, is_refused_for_the_first_part_that_refunds_have_made_negative) {
    struct Row {
        int at;
        model::FeeSums open;
        const char* field;
    };
    const Row rows[] = {
        {__LINE__, sums(-5, 0, 0, 4), "data.medfee_sumamt"},
        {__LINE__, sums(-1, 0, 0, 9), "data.fulamt_ownpay_amt"},
        {__LINE__, sums(0, -1, 0, 9), "data.overlmt_selfpay"},
        {__LINE__, sums(0, 0, -1, 9), "data.preselfpay_amt"},
        {__LINE__, sums(9, 0, 0, -1), "data.inscp_scp_amt"},
    };
    for (const Row& row : rows) {
        SCOPED_TRACE(testing::Message() << "row at line " << row.at);
        Ward ward;
        const auto refusal = ward.refusal(row.open);
        ASSERT_TRUE(refusal.has_value());
        EXPECT_EQ(refusal->code, ErrorCode::total_negative);
        EXPECT_EQ(refusal->field, row.field);
    }
}

TEST(Bill, of_a_peer_that_does_not_add_up_is_refused_and_stops_nobody) {
    Ward ward;
    model::BillFacts bill;
    bill.psn_no = "P1";
    for (const model::FeeSums& fees : {sums(0, 0, -1, 9), sums(-5, 0, 0, 4)}) {
        bill.fees = fees;
        const auto assessment = assess({ward.workspace, ward.rules, ward.command.now}, bill);
        EXPECT_EQ(assessment.verdict.refusal.code,
                  static_cast<std::int64_t>(ErrorCode::split_mismatch));
    }
    bill.fees = sums(1, 2, 3, 4);
    bill.fees.medfee_sumamt += Money::of_fen(1);
    const auto assessment = assess({ward.workspace, ward.rules, ward.command.now}, bill);
    EXPECT_EQ(assessment.verdict.refusal.code,
              static_cast<std::int64_t>(ErrorCode::split_mismatch));
}

}  // namespace
}  // namespace yidi::desk
