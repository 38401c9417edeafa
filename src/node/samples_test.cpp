// Goal    Sample people pass every check a real person's papers would, and belong to nobody.
// Method  Every sample and a slice of the crowd: check digit, division that is not assigned, one
//         person for each number.
// Covers  -

#include "node/samples.hpp"

#include <set>
#include <string>

#include <gtest/gtest.h>

#include "codes/codes.hpp"

namespace yidi::node {
namespace {

/// Leaves the number readable, so that a test can look at it.
class Plain : public wire::Digester {
  public:
    std::string document(std::string_view number) const override { return std::string{number}; }
    std::string card(std::string_view number) const override { return std::string{number}; }
};

TEST(Samples, have_identity_numbers_that_pass_the_check_digit_in_divisions_nobody_has) {
    const std::set<std::string> unassigned{"119999", "119998", "319999", "469999"};
    std::set<std::string> seen;
    const auto look_at = [&](const model::Enrol& enrol) {
        for (const auto& entry : enrol.people) {
            const std::string& certno = entry.person.certno.reveal();
            EXPECT_TRUE(codes::is_identity_number(certno)) << entry.person.psn_no;
            EXPECT_TRUE(unassigned.contains(certno.substr(0, 6))) << entry.person.psn_no;
            EXPECT_TRUE(seen.insert(certno).second) << entry.person.psn_no;
        }
    };
    for (const char* node : {"110000", "310000", "460000"})
        look_at(samples_for(node, 2026, Plain{}));
    look_at(crowd(0, 2'500, Plain{}));
    EXPECT_EQ(seen.size(), 14u + 2'500u);
}

TEST(Samples, know_the_first_patient_of_the_record) {
    const auto enrol = samples_for("110000", 2026, Plain{});
    const auto& first = enrol.people.front();
    EXPECT_EQ(first.person.certno.reveal(), "119999194912310021");
    ASSERT_EQ(first.totals.size(), 1u);
    EXPECT_EQ(first.totals[0].year, 2026);
    EXPECT_EQ(first.totals[0].totals.basic.paid.text(), "8240.49");
    EXPECT_EQ(first.totals[0].totals.admissions, 1);
}

TEST(Samples, are_none_at_the_hub) {
    EXPECT_TRUE(samples_for("hub", 2026, Plain{}).people.empty());
}

}  // namespace
}  // namespace yidi::node
