#include "base/error.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"

namespace yidi {
namespace {

constexpr ErrorInfo table[] = {
#define YIDI_ERROR(number, name, retry, article, zh, zh_do, en, en_do) \
    {ErrorCode::name, #name, Retry::retry, article, zh, zh_do, en, en_do},
#include "base/errors.def"
#undef YIDI_ERROR
};

constexpr bool numbers_rise() {
    for (std::size_t i = 1; i < std::size(table); ++i) {
        if (table[i - 1].code >= table[i].code) return false;
    }
    return true;
}
static_assert(numbers_rise(), "errors.def is ordered by number, and no number stands twice");

// A value somebody sent may be long; a message for people quotes its beginning.
constexpr std::size_t quoted_characters_max = 40;

std::string quoted(std::string_view value) {
    const auto head = clip(value, quoted_characters_max);
    return std::string{head} + (head.size() < value.size() ? "…" : "");
}

}  // namespace

std::span<const ErrorInfo> error_table() { return table; }

const ErrorInfo* find_error(std::uint16_t number) {
    const auto row = std::ranges::lower_bound(table, ErrorCode{number}, {}, &ErrorInfo::code);
    return row != std::end(table) && row->code == ErrorCode{number} ? row : nullptr;
}

const ErrorInfo& info_of(ErrorCode code) {
    const ErrorInfo* info = find_error(static_cast<std::uint16_t>(code));
    YIDI_ASSERT(info != nullptr);
    return *info;
}

std::string_view name_of(Retry retry) {
    switch (retry) {
        case Retry::never: return "never";
        case Retry::amend: return "amend";
        case Retry::later: return "later";
        case Retry::ask: return "ask";
    }
    YIDI_ASSERT(false);
}

std::string message_of(const Problem& problem, bool chinese) {
    const ErrorInfo& info = info_of(problem.code);
    const std::string_view article = problem.article.empty() ? info.article : problem.article;
    std::string text = fmt::format("[{}] {}", static_cast<int>(problem.code),
                                   chinese ? info.zh : info.en);
    const auto add = [&](const char* zh, const char* en, std::string_view value) {
        if (!value.empty()) text += fmt::format(fmt::runtime(chinese ? zh : en), value);
    };
    add("：{}", ": {}", problem.field);
    add("，收到“{}”", ", found \"{}\"", quoted(problem.found));
    add("，应为 {}", ", expected {}", quoted(problem.expected));
    add("。{}。", ". To do: {}.", chinese ? info.zh_remedy : info.en_remedy);
    add("（依据：{}）", " ({})", article);
    return text;
}

}  // namespace yidi
