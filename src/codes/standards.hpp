/// @file
/// The fifteen coding standards of medical insurance, each as the parts its codes are made of, and
/// the check that says which part of a code is wrong.
///
/// Level       2, pure: the data is compiled into the program
/// Units       places in a code are counted from 1, in bytes
/// Errors      standard_unknown, code_misshapen with the form and part, what was found and expected
/// Ownership   views of static data
/// Threads     may be used from any thread
/// Invariants  T2  a code is accepted only if its parts take up the whole of it, one after another.
/// See         docs/reference/code-standards.md; codes/standards.csv, codes/README.md

#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace yidi::codes {

/// How sure the structure is.
enum class Evidence : std::uint8_t {
    sure,        ///< Three or more independent sources agree.
    likely,      ///< Two do.
    single,      ///< One source.
    unverified,  ///< Expected, or partly known: the check refuses only what cannot be right.
};

enum class PartKind : std::uint8_t {
    literal,           ///< Exactly this text.
    optional_literal,  ///< This text, or nothing and the code goes on without it.
    tail_literal,      ///< This text, or the code ends here.
    letters,
    digits,
    letters_or_digits,
    division,  ///< Six digits of GB/T 2260.
    printable,
};

struct Part {
    std::string_view name;
    PartKind kind{};
    std::string_view text;  ///< Of the three kinds of literals.
    std::size_t shortest = 0, longest = 0;
};

/// One way in which the codes of a standard are built.
struct Form {
    std::string_view standard, name, zh, en;
    Evidence evidence{};
    std::vector<Part> parts;
    std::string_view example;  ///< Empty where no code has been seen.
};

/// In the order of codes/standards.csv: forms of one standard stand together.
[[nodiscard]] std::span<const Form> forms();
[[nodiscard]] std::string_view name_of(Evidence evidence);
/// "H, division 6, sequence 5 digits" for people.
[[nodiscard]] std::string text_of(const Form& form);

/// The form that `text` has under a standard or form of this name. Where a standard has several
/// forms, the one that the code comes closest to says what is wrong.
[[nodiscard]] Outcome<const Form*> check_code(std::string_view standard, std::string_view text);

}  // namespace yidi::codes
