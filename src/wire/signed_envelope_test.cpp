// Goal    What is signed is what the sender signed, however its JSON is written.
// Method  One message in several writings, and the texts their senders would sign.
// Covers  read_signed_envelope

#include "wire/signed_envelope.hpp"

#include <gtest/gtest.h>

namespace yidi::wire {
namespace {

TEST(SignedEnvelope, fields_are_sorted_and_joined) {
    const auto envelope = read_signed_envelope(
        R"({"msgid":"M1","infno":"1101","sign_no":null,"dev_no":"null","cainfo":"AB12",)"
        R"("fixmedins_code":"H46010000001","inf_time":"2026-11-29 08:30:00","opter_type":1,)"
        R"("flag":true,"input":{"data":{"psn_no":"1"}}})");
    ASSERT_TRUE(envelope);
    EXPECT_EQ(envelope->text,
              "dev_no=null&fixmedins_code=H46010000001&flag=true&inf_time=2026-11-29 08:30:00&"
              "infno=1101&msgid=M1&opter_type=1&sign_no=");
    EXPECT_EQ(envelope->cainfo, "AB12");
    EXPECT_EQ(envelope->fixmedins_code, "H46010000001");
    EXPECT_EQ(envelope->inf_time, Instant::parse("2026-11-29 08:30:00"));
}

TEST(SignedEnvelope, the_writing_does_not_matter) {
    const auto plain = read_signed_envelope(R"({"a":"é/\"","b":"2"})");
    const auto other = read_signed_envelope(
        "\xEF\xBB\xBF{ \"\\u0062\" : \"2\" ,\n\"a\":"
        "\"\\u00e9\\/\\\"\", \"input\":\"{}\"}");
    ASSERT_TRUE(plain && other);
    EXPECT_EQ(plain->text, "a=é/\"&b=2");
    EXPECT_EQ(other->text, plain->text);
}

TEST(SignedEnvelope, objects_and_arrays_are_left_out) {
    const auto envelope = read_signed_envelope(R"({"a":"1","b":{"c":"2"},"d":[3],"e":"4"})");
    ASSERT_TRUE(envelope);
    EXPECT_EQ(envelope->text, "a=1&e=4");
    EXPECT_FALSE(envelope->inf_time);
}

TEST(SignedEnvelope, a_name_cannot_pass_for_two_fields) {
    EXPECT_FALSE(read_signed_envelope(R"({"a=1&b":"2"})"));
    EXPECT_FALSE(read_signed_envelope(R"({"cainfo\u003da":"2"})"));
}

TEST(SignedEnvelope, what_is_no_object_has_none) {
    for (const char* body : {"", "[1]", "1", "{\"a\":", "{\"a\":\"\xFF\"}", "{\"a\":nul}"}) {
        EXPECT_FALSE(read_signed_envelope(body)) << body;
    }
}

}  // namespace
}  // namespace yidi::wire
