#include "gateway/access_key.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "base/assert.hpp"
#include "base/text.hpp"

namespace yidi::gateway {
namespace {

constexpr std::size_t institution_bytes = 12;
constexpr std::size_t sealed_bytes_max = 1'024;
constexpr int version_max = 10'000;

constexpr std::array<std::pair<Dialect, std::string_view>, 4> dialects{{
    {Dialect::hmac_sha1, "hmac-sha1"},
    {Dialect::sha256, "sha256"},
    {Dialect::hmac_sm3, "hmac-sm3"},
    {Dialect::sm2, "sm2"},
}};

// The words of a line, in their order.
constexpr std::array<std::string_view, 9> names{"id", "version", "dialect", "institutions", "from",
                                                "to", "revoked", "clock",   "sealed"};

bool is_letter_or_digit(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

bool is_key_id(std::string_view id) {
    return !id.empty() && id.size() <= key_id_bytes_max && std::ranges::all_of(id, [](char c) {
        return is_letter_or_digit(c) || c == '-' || c == '_' || c == '.';
    });
}

bool is_institution(std::string_view code) {
    return code.size() == institution_bytes && std::ranges::all_of(code, is_letter_or_digit);
}

std::optional<std::string> bytes_of_hex(std::string_view text) {
    if (text.empty() || text.size() % 2 != 0 || text.size() > 2 * sealed_bytes_max) return {};
    std::string bytes(text.size() / 2, '\0');
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        unsigned value = 0;
        const char* const from = text.data() + 2 * at;
        const auto [end, error] = std::from_chars(from, from + 2, value, 16);
        if (error != std::errc{} || end != from + 2) return {};
        bytes[at] = static_cast<char>(value);
    }
    return bytes;
}

/// One line of the file; the problem's field is filled in by the caller.
class LineReader {
  public:
    explicit LineReader(std::string_view line) : words_(split(line, ' ')) {}

    Outcome<SealedKey> read() {
        if (words_.size() != names.size() + 1 || words_.front() != "key") {
            return wrong({},
                         "key id= version= dialect= institutions= from= to= revoked= clock= "
                         "sealed=");
        }
        SealedKey key;
        AccessKey& about = key.about;
        const auto version = parse_integer<int>(word(1));
        const auto dialect = dialect_named(word(2));
        const auto from = Date::parse(word(4)), to = Date::parse(word(5));
        auto sealed = bytes_of_hex(word(8));
        if (!version || *version < 1 || *version > version_max) return wrong("version", "1…");
        if (!dialect) return wrong("dialect", dialect_names());
        if (!from || !to) return wrong(!from ? "from" : "to", "yyyy-MM-dd");
        if (word(6) != "yes" && word(6) != "no") return wrong("revoked", "yes, no");
        if (word(7) != "header" && word(7) != "body") return wrong("clock", "header, body");
        if (!sealed) return wrong("sealed", "hexadecimal");
        about.id = word(0);
        about.version = *version;
        about.dialect = *dialect;
        for (const auto code : split(word(3), ',')) about.institutions.emplace_back(code);
        about.from = *from;
        about.to = *to;
        about.is_revoked = word(6) == "yes";
        about.clock = word(7) == "body" ? KeyClock::body : KeyClock::header;
        key.sealed = std::move(*sealed);
        if (are_named_) {
            if (auto why = unfit(about)) return wrong(why->field, why->expected);
            return key;
        }
        return wrong({}, "id= version= dialect= …");
    }

  private:
    /// The value of the n-th word, which must bear the n-th name.
    std::string_view word(std::size_t n) {
        const std::string_view whole = words_[n + 1];
        const std::string_view name = names[n];
        const bool is_named =
            whole.size() > name.size() && whole.starts_with(name) && whole[name.size()] == '=';
        are_named_ = are_named_ && is_named;
        return is_named ? whole.substr(name.size() + 1) : std::string_view{};
    }
    static Unexpected<Problem> wrong(std::string_view field, std::string_view expected) {
        return problem(ErrorCode::gateway_file_wrong, std::string{field}, {},
                       std::string{expected});
    }

    std::vector<std::string_view> words_;
    bool are_named_ = true;
};

Problem unfit_problem(std::string field, std::string found, std::string expected) {
    return {
        ErrorCode::gateway_key_unfit, std::move(field), std::move(found), std::move(expected), {}};
}

}  // namespace

std::string_view name_of(Dialect dialect) {
    const auto* const row =
        std::ranges::find(dialects, dialect, &decltype(dialects)::value_type::first);
    YIDI_ASSERT(row != dialects.end());
    return row->second;
}

std::optional<Dialect> dialect_named(std::string_view name) {
    for (const auto& [dialect, known] : dialects) {
        if (known == name) return dialect;
    }
    return {};
}

const std::string& dialect_names() {
    static const std::string all = [] {
        std::string text;
        for (const auto& [dialect, name] : dialects) {
            text.append(text.empty() ? "" : ", ").append(name);
        }
        return text;
    }();
    return all;
}

std::string about_text(const AccessKey& key) {
    std::string text = "key id=" + key.id + " version=" + std::to_string(key.version);
    text.append(" dialect=").append(name_of(key.dialect)).append(" institutions=");
    for (std::size_t at = 0; at < key.institutions.size(); ++at) {
        text.append(at == 0 ? "" : ",").append(key.institutions[at]);
    }
    text.append(" from=").append(key.from.text()).append(" to=").append(key.to.text());
    text.append(key.is_revoked ? " revoked=yes" : " revoked=no");
    text.append(key.clock == KeyClock::body ? " clock=body" : " clock=header");
    return text;
}

std::string text_of(const std::vector<SealedKey>& keys) {
    std::string text =
        "# Access keys of one node. Written by yidi gateway; what is sealed opens only with the\n"
        "# node's key file, and only in the line it was written for.\n";
    for (const SealedKey& key : keys) {
        text.append(about_text(key.about)).append(" sealed=").append(hex(key.sealed)).append("\n");
    }
    return text;
}

Outcome<std::vector<SealedKey>> parse_keys(std::string_view text, std::string_view file) {
    std::vector<SealedKey> keys;
    std::size_t number = 0;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        const auto line = trim(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        ++number;
        if (line.empty() || line.front() == '#') continue;
        auto key = keys.size() < keys_max ? LineReader{line}.read()
                                          : problem(ErrorCode::gateway_file_wrong, "key", {},
                                                    "<= " + std::to_string(keys_max));
        const auto at = std::string{file} + ":" + std::to_string(number);
        if (!key) {
            Problem why = std::move(key).error();
            why.field = why.field.empty() ? at : at + " " + why.field;
            return Unexpected{std::move(why)};
        }
        keys.push_back(std::move(*key));
    }
    return keys;
}

std::optional<Problem> unfit(const AccessKey& key) {
    if (!is_key_id(key.id)) {
        return unfit_problem("id", key.id, "1 to 64 letters, digits and -_.");
    }
    if (key.institutions.empty() || key.institutions.size() > institutions_of_key_max) {
        return unfit_problem("institutions", std::to_string(key.institutions.size()),
                             "1 to " + std::to_string(institutions_of_key_max));
    }
    for (const auto& code : key.institutions) {
        if (!is_institution(code)) {
            return unfit_problem("institutions", code, "12 letters and digits");
        }
    }
    if (key.to < key.from) {
        return unfit_problem("to", key.to.text(), ">= " + key.from.text());
    }
    if (key.clock == KeyClock::body && key.dialect != Dialect::hmac_sm3) {
        return unfit_problem("clock", "body", "body for hmac-sm3 only: there the body is signed");
    }
    return {};
}

}  // namespace yidi::gateway
