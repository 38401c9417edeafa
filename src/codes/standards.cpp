#include "codes/standards.hpp"

#include <algorithm>
#include <optional>
#include <string>

#include <fmt/format.h>

#include "codes/csv_rows.hpp"
#include "codes/divisions.hpp"

namespace yidi::codes {
namespace {

constexpr std::size_t division_digits = 6;

Evidence evidence_of(std::string_view word) {
    if (word == "sure") return Evidence::sure;
    if (word == "likely") return Evidence::likely;
    if (word == "single") return Evidence::single;
    YIDI_ASSERT(word == "unverified");
    return Evidence::unverified;
}

PartKind kind_of(char letter) {
    switch (letter) {
        case '=':
            return PartKind::literal;
        case '~':
            return PartKind::optional_literal;
        case '?':
            return PartKind::tail_literal;
        case 'a':
            return PartKind::letters;
        case 'd':
            return PartKind::digits;
        case 'x':
            return PartKind::letters_or_digits;
        case 'v':
            return PartKind::division;
        default:
            YIDI_ASSERT(letter == 'z');
            return PartKind::printable;
    }
}

/// "name:d4", "name:z1-30", "prefix:=H", "mark:?=x", "hyphen:~-".
Part part_of(std::string_view text) {
    const auto colon = text.find(':');
    YIDI_ASSERT(colon != std::string_view::npos && colon + 2 < text.size());
    Part part;
    part.name = text.substr(0, colon);
    part.kind = kind_of(text[colon + 1]);
    std::string_view rest = text.substr(colon + 2);
    if (part.kind == PartKind::tail_literal) rest.remove_prefix(1);
    if (part.kind <= PartKind::tail_literal) {
        part.text = rest;
        part.shortest = part.longest = rest.size();
        return part;
    }
    const auto dash = rest.find('-');
    const auto shortest = parse_integer<std::size_t>(rest.substr(0, dash));
    const auto longest = dash == std::string_view::npos
                             ? shortest
                             : parse_integer<std::size_t>(rest.substr(dash + 1));
    YIDI_ASSERT(shortest && longest && *shortest <= *longest);
    part.shortest = *shortest;
    part.longest = *longest;
    return part;
}

bool fits(PartKind kind, char c) {
    const bool is_digit = c >= '0' && c <= '9';
    const bool is_letter = c >= 'A' && c <= 'Z';
    switch (kind) {
        case PartKind::letters:
            return is_letter;
        case PartKind::digits:
        case PartKind::division:
            return is_digit;
        case PartKind::letters_or_digits:
            return is_digit || is_letter;
        default:
            return c > ' ' && c <= '~';
    }
}

std::string expectation(const Part& part) {
    const std::string count = part.shortest == part.longest
                                  ? std::to_string(part.shortest)
                                  : fmt::format("{}-{}", part.shortest, part.longest);
    switch (part.kind) {
        case PartKind::literal:
            return std::string{part.text};
        case PartKind::optional_literal:
        case PartKind::tail_literal:
            return fmt::format("[{}]", part.text);
        case PartKind::letters:
            return count + " A-Z";
        case PartKind::digits:
            return count + " 0-9";
        case PartKind::letters_or_digits:
            return count + " A-Z 0-9";
        case PartKind::division:
            return "GB/T 2260, 6 0-9";
        case PartKind::printable:
            return count + " characters";
    }
    YIDI_ASSERT(false);
}

/// Where a code stops fitting its form; good when it never does.
struct Walk {
    std::size_t reached = 0;  ///< Bytes that fitted.
    std::optional<Problem> wrong;
};

Problem misshapen(const Form& form, std::string_view part, std::size_t at, std::string_view found,
                  std::string expected) {
    return {ErrorCode::code_misshapen,
            fmt::format("{}.{}[{}]", form.name, part, at + 1),
            std::string{clip(found, 30)},
            std::move(expected),
            {}};
}

/// A part of counted characters: how many of those at hand it takes up.
std::size_t taken(const Part& part, std::string_view rest) {
    std::size_t count = 0;
    while (count < rest.size() && count < part.longest && fits(part.kind, rest[count])) ++count;
    return count;
}

Walk walk(const Form& form, std::string_view text) {
    std::size_t at = 0;
    for (const Part& part : form.parts) {
        const std::string_view rest = text.substr(at);
        if (part.kind <= PartKind::tail_literal) {
            if (rest.starts_with(part.text)) {
                at += part.text.size();
            } else if (part.kind == PartKind::tail_literal && rest.empty()) {
                return {at, {}};
            } else if (part.kind != PartKind::optional_literal) {
                return {at, misshapen(form, part.name, at, rest.substr(0, part.text.size()),
                                      expectation(part))};
            }
            continue;
        }
        const std::size_t count = taken(part, rest);
        if (count < part.shortest) {
            return {at + count, misshapen(form, part.name, at, rest.substr(0, part.longest),
                                          expectation(part))};
        }
        if (part.kind == PartKind::division && !is_division_code(rest.substr(0, count))) {
            return {at, misshapen(form, part.name, at, rest.substr(0, count), expectation(part))};
        }
        at += count;
    }
    if (at < text.size()) {
        return {at, misshapen(form, "end", at, text.substr(at), "nothing more")};
    }
    return {at, {}};
}

}  // namespace

std::span<const Form> forms() {
    static const std::vector<Form> all = [] {
        std::vector<Form> read;
        each_row_of("codes/standards.csv", 7, [&](const auto& cells) {
            Form form{cells[0], cells[1], cells[2], cells[3], evidence_of(cells[4]), {}, cells[6]};
            for (const auto text : split(cells[5], ' ')) form.parts.push_back(part_of(text));
            for (const Part& part : form.parts) {
                YIDI_ASSERT(part.kind != PartKind::division || part.longest == division_digits);
            }
            read.push_back(std::move(form));
        });
        return read;
    }();
    return all;
}

std::string_view name_of(Evidence evidence) {
    constexpr std::string_view names[] = {"sure", "likely", "single source", "not verified"};
    return names[static_cast<std::size_t>(evidence)];
}

std::string text_of(const Form& form) {
    std::string out;
    for (const Part& part : form.parts) {
        if (!out.empty()) out += ", ";
        if (part.kind > PartKind::tail_literal) out += fmt::format("{} ", part.name);
        out += expectation(part);
    }
    return out;
}

Outcome<const Form*> check_code(std::string_view standard, std::string_view text) {
    const Walk* closest = nullptr;
    std::vector<Walk> walks;
    walks.reserve(forms().size());
    for (const Form& form : forms()) {
        if (form.standard != standard && form.name != standard) continue;
        walks.push_back(walk(form, text));
        if (!walks.back().wrong) return &form;
        if (closest == nullptr || walks.back().reached > closest->reached) closest = &walks.back();
    }
    if (closest == nullptr) {
        std::string known;
        for (const Form& form : forms()) {
            if (known.find(form.standard) == std::string::npos) {
                known += fmt::format("{}{}", known.empty() ? "" : ", ", form.standard);
            }
        }
        return problem(ErrorCode::standard_unknown, "standard", std::string{clip(standard, 40)},
                       std::move(known));
    }
    return Unexpected{*closest->wrong};
}

}  // namespace yidi::codes
