// Goal    what must be the same in a repeat is written down completely, without personal data, and
//         a change is told by field, old and new value
// Method  commands that differ in one field; hand-written contents
// Covers  K1, K2

#include "model/content.hpp"

#include <gtest/gtest.h>

namespace yidi::model {
namespace {

Settle settle() {
    Settle command;
    command.request.mdtrt_id = "4600002600000000000001";
    command.request.psn_no = "110000000001";
    command.request.medfee_sumamt = *Money::parse("189085.85");
    command.request.inscp_scp_amt = *Money::parse("164411.81");
    return command;
}

TEST(Content, EqualCommandsHaveEqualContent) {
    EXPECT_EQ(content_of(settle()), content_of(settle()));
    EXPECT_FALSE(difference_of(content_of(settle()), content_of(settle())));
}

TEST(Content, AChangedAmountIsNamedWithBothValues) {
    auto changed = settle();
    changed.request.medfee_sumamt = *Money::parse("189085.86");
    const Difference expected{"medfee_sumamt", "189085.85", "189085.86"};
    EXPECT_EQ(difference_of(content_of(settle()), content_of(changed)), expected);
}

TEST(Content, AFieldThatOnlyOneSideHasIsNamed) {
    auto without = settle();
    without.request.inscp_scp_amt.reset();
    const Difference lost{"inscp_scp_amt", "164411.81", ""};
    const Difference gained{"inscp_scp_amt", "", "164411.81"};
    EXPECT_EQ(difference_of(content_of(settle()), content_of(without)), lost);
    EXPECT_EQ(difference_of(content_of(without), content_of(settle())), gained);
}

TEST(Content, AFieldMissingInTheMiddleIsNamedAndNotItsNeighbour) {
    const Difference lost{"b", "2", ""};
    const Difference gained{"b", "", "2"};
    EXPECT_EQ(difference_of("a=1\nb=2\nc=3\n", "a=1\nc=3\n"), lost);
    EXPECT_EQ(difference_of("a=1\nc=3\n", "a=1\nb=2\nc=3\n"), gained);
}

TEST(Content, APaymentAndATrialOfTheSameRequestReadAlike) {
    EXPECT_EQ(content_of(settle()), content_of(PreSettle{settle().request}));
}

TEST(Content, LinesAreNamedAsTheSenderKnowsThem) {
    UploadFeeLines upload;
    upload.lines.resize(2);
    upload.lines[1].cnt = Quantity::of_e4(20'000);
    auto changed = upload;
    changed.lines[1].cnt = Quantity::of_e4(30'000);
    const auto difference = difference_of(content_of(upload), content_of(changed));
    ASSERT_TRUE(difference);
    EXPECT_EQ(difference->field, "feedetail[1].cnt");
}

TEST(Content, ALineBreakInsideAValueCannotForgeAField) {
    Admit admit;
    admit.stay.adm_diag_dscr = "a\nmed_type=21";
    Admit other;
    other.stay.adm_diag_dscr = "a";
    other.stay.med_type = "21";
    EXPECT_NE(content_of(admit), content_of(other));
    EXPECT_NE(content_of(admit).find("a\\nmed_type=21"), std::string::npos);
}

TEST(Content, NamesAndTelephonesAreNotInIt) {
    Admit admit;
    admit.psn_no = "1";
    admit.stay.coner_name = Personal{"contact-person"};
    admit.stay.tel = Personal{"13800000000"};
    admit.certno_digest = "digest-of-document";
    const auto content = content_of(admit);
    EXPECT_EQ(content.find("contact-person"), std::string::npos);
    EXPECT_EQ(content.find("13800000000"), std::string::npos);
    EXPECT_NE(content.find("certno_digest=digest-of-document"), std::string::npos);
}

}  // namespace
}  // namespace yidi::model
