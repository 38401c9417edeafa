/// @file
/// Messages that other programs signed, with the time they were signed at.
///
/// Level       7, tests only
/// Units       none
/// Errors      none
/// Ownership   constants

#pragma once

#include <string_view>

#include "calendar/calendar.hpp"

namespace yidi::gateway {

inline constexpr std::string_view sample_secret = "a secret of the tests";
inline constexpr std::string_view sample_body =
    R"({"infno":"1101","fixmedins_code":"H46010000001","inf_time":"2026-11-29 00:00:00"})";
/// 1795939200 seconds: 2026-11-29 16:00:00 in China.
inline constexpr Instant signed_at = Instant::of_us(1'795'939'200 * Instant::us_per_second);
inline constexpr std::string_view hmac_sm3_of_body =
    "F407D42C6369515559C7D462B1F9A19459E95658E0741C11A2637F644D777AD3";
/// The same body, and -1234567 for the time.
inline constexpr std::string_view hmac_sm3_with_broken_clock =
    "D00A71802EF84F950EAD3D0EF3302B1E1C119C98D804AA0CD339F9338E358ACC";

inline constexpr std::string_view sm2_pem =
    "-----BEGIN PUBLIC KEY-----\n"
    "MFkwEwYHKoZIzj0CAQYIKoEcz1UBgi0DQgAEhHmizkNs70rpHRvhp/mv1EAQO7d2\n"
    "iBIFiNfKyi+yoioe4Z6ERrUGqHgBrGmcJ7u8CF9mqEJLPr9hteJsumOLyw==\n"
    "-----END PUBLIC KEY-----\n";
/// Of a message with these fields, whose cainfo and input are not signed.
inline constexpr std::string_view sm2_text =
    "fixmedins_code=H46010000001&inf_time=2026-11-29 00:00:00&infno=1101&"
    "msgid=H46010000001202611290000000001&sign_no=";
inline constexpr std::string_view sm2_der =
    "304402201466EB10A72D1FA7AFCB992958A4C10AA6B7A1DB7EF3C5D6AEF4D87743E8CE02022023727ECFB3223F55"
    "B475700AC42E5A2838F7C0CB14722464D4B4299B71507CB2";
inline constexpr std::string_view sm2_raw =
    "1466EB10A72D1FA7AFCB992958A4C10AA6B7A1DB7EF3C5D6AEF4D87743E8CE02"
    "23727ECFB3223F55B475700AC42E5A2838F7C0CB14722464D4B4299B71507CB2";
inline constexpr std::string_view sm2_der_of_another_key =
    "30450221009B3E1BC485AC5D9705EFAF49625E7CA7D20758BC000AA5150403A3676A1C737102200A0785373A6B88"
    "B56359925B811A7C2309036EC78151CBE403AC636E3C301924";

}  // namespace yidi::gateway
