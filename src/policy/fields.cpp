#include "policy/fields.hpp"

#include <fmt/format.h>

#include "base/text.hpp"

namespace yidi::policy {
namespace {

constexpr std::int64_t yuan_max = 1'000'000'000'000;

/// `text` as a decimal with at most four places, in 1/10000.
std::optional<std::int64_t> parse_e4(std::string_view text) {
    const auto quantity = Quantity::parse(text);
    if (!quantity) return {};
    return quantity->e4();
}

template <class T>
const T* as(const Node* node) {
    return node == nullptr ? nullptr : std::get_if<T>(&node->value);
}

}  // namespace

void Findings::add(ErrorCode code, const Site& site, std::string_view key, std::string found,
                   std::string expected, std::optional<Lint> lint) {
    const std::string field = key.empty() ? fmt::format("{}:{}", site.file, site.line)
                                          : fmt::format("{}:{} {}", site.file, site.line, key);
    list_.push_back({code, field, std::move(found), std::move(expected), {}});
    marks_.push_back({lint.value_or(lint_of(code)), site, std::string{key}});
}

std::string show(const Node& node) {
    struct Shower {
        std::string operator()(const std::string& text) const {
            return fmt::format("\"{}\"", clip(text, 60));
        }
        std::string operator()(std::int64_t value) const { return std::to_string(value); }
        std::string operator()(bool value) const { return value ? "true" : "false"; }
        std::string operator()(Date date) const { return date.text(); }
        std::string operator()(const Array&) const { return "an array"; }
        std::string operator()(const TableEntries&) const { return "a table"; }
    };
    return std::visit(Shower{}, node.value);
}

std::optional<Ratio> parse_percent(std::string_view text) {
    if (!text.ends_with('%')) return {};
    text.remove_suffix(1);
    const auto e4 = parse_e4(text);
    if (!e4 || *e4 < 0 || *e4 > Ratio::one_ppm) return {};
    return Ratio::of_ppm(*e4);
}

std::optional<std::int64_t> parse_points(std::string_view text) {
    if (!text.ends_with("pp")) return {};
    text.remove_suffix(2);
    const auto e4 = parse_e4(text);
    if (!e4 || *e4 < -Ratio::one_ppm || *e4 > Ratio::one_ppm) return {};
    return e4;
}

std::optional<Money> money_of(const Node& node) {
    if (const auto* yuan = as<std::int64_t>(&node)) {
        if (*yuan < 0 || *yuan > yuan_max) return {};
        return Money::of_yuan(*yuan);
    }
    if (const auto* text = as<std::string>(&node)) {
        const auto money = Money::parse(*text);
        if (!money || money->is_negative() || *money > Money::of_yuan(yuan_max)) return {};
        return money;
    }
    return {};
}

Lint fault_of_amount(const Node& node) {
    if (std::holds_alternative<std::int64_t>(node.value)) return Lint::inexact_number;
    const auto* text = as<std::string>(&node);
    const bool is_number =
        text != nullptr && !text->empty() &&
        text->find_first_not_of("+-.0123456789") == std::string::npos;
    return is_number ? Lint::inexact_number : Lint::wrong_form;
}

Lint fault_of_share(const Node& node) {
    const auto* text = as<std::string>(&node);
    if (text == nullptr || !text->ends_with('%')) return Lint::wrong_form;
    return parse_e4(std::string_view{*text}.substr(0, text->size() - 1)) ? Lint::share_out_of_range
                                                                         : Lint::wrong_form;
}

Fields::Fields(std::string file, const TableEntries& entries, std::int32_t line, Findings& findings)
    : file_(std::move(file)),
      entries_(entries),
      line_(line),
      findings_(findings),
      known_(entries.size(), false) {}

bool Fields::has(std::string_view key) const {
    for (const auto& entry : entries_) {
        if (entry.first == key) return true;
    }
    return false;
}

const Node* Fields::find(std::string_view key) {
    if (!asked_.empty()) asked_ += ", ";
    asked_ += key;
    for (std::size_t index = 0; index < entries_.size(); ++index) {
        if (entries_[index].first != key) continue;
        known_[index] = true;
        return &entries_[index].second;
    }
    return nullptr;
}

const Node* Fields::require(std::string_view key, std::string_view expected,
                            std::optional<Lint> lint) {
    const Node* node = find(key);
    if (node == nullptr) {
        findings_.add(ErrorCode::package_value, site(), key, "nothing", std::string{expected},
                      lint);
    }
    return node;
}

const Node* Fields::mistyped(std::string_view key, const Node* node, std::string_view expected,
                             std::optional<Lint> lint) {
    if (node != nullptr) {
        findings_.add(ErrorCode::package_value, {file_, node->line}, key, show(*node),
                      std::string{expected}, lint);
    }
    return nullptr;
}

std::string Fields::text(std::string_view key, std::optional<Lint> lint) {
    const Node* node = require(key, "a text", lint);
    if (const auto* value = as<std::string>(node)) {
        if (!value->empty()) return *value;
    }
    (void)mistyped(key, node, "a text that is not empty", lint);
    return {};
}

std::string Fields::text_or(std::string_view key, std::string_view fallback) {
    if (has(key)) return text(key);
    (void)find(key);
    return std::string{fallback};
}

bool Fields::flag_or(std::string_view key, bool fallback) {
    const Node* node = find(key);
    if (node == nullptr) return fallback;
    if (const auto* value = as<bool>(node)) return *value;
    (void)mistyped(key, node, "true or false");
    return fallback;
}

std::int64_t Fields::integer(std::string_view key) {
    const Node* node = require(key, "a whole number");
    if (const auto* value = as<std::int64_t>(node)) return *value;
    (void)mistyped(key, node, "a whole number");
    return 0;
}

Date Fields::date(std::string_view key) {
    const Node* node = require(key, "a date such as 2026-01-01, without quotes");
    if (const auto* value = as<Date>(node)) return *value;
    (void)mistyped(key, node, "a date such as 2026-01-01, without quotes");
    return {};
}

Label Fields::label(std::string_view key) {
    constexpr std::string_view expected = "{ zh = \"…\", en = \"…\" }";
    const Node* node = require(key, expected);
    const auto* entries = as<TableEntries>(node);
    if (entries == nullptr) {
        (void)mistyped(key, node, expected);
        return {};
    }
    Fields inner(file_, *entries, node->line, findings_);
    Label label{inner.text("zh", Lint::missing_words), inner.text("en", Lint::missing_words)};
    inner.end();
    return label;
}

std::vector<std::string> Fields::texts(std::string_view key) {
    constexpr std::string_view expected = "an array of texts that is not empty";
    const Node* node = require(key, expected);
    const auto* array = as<Array>(node);
    if (array == nullptr || array->empty()) {
        (void)mistyped(key, node, expected);
        return {};
    }
    std::vector<std::string> values;
    for (const Node& element : *array) {
        if (const auto* value = as<std::string>(&element)) {
            values.push_back(*value);
        } else {
            (void)mistyped(key, &element, "a text");
        }
    }
    return values;
}

std::size_t Fields::word(std::string_view key, std::span<const Word> words) {
    const std::string expected = "one of " + list_of(words);
    const Node* node = require(key, expected);
    if (const auto* value = as<std::string>(node)) {
        if (const auto index = index_of(words, *value)) return *index;
    }
    (void)mistyped(key, node, expected);
    return 0;
}

std::vector<const Node*> Fields::tables(std::string_view key) {
    const Node* node = find(key);
    if (node == nullptr) return {};
    std::vector<const Node*> result;
    if (const auto* array = as<Array>(node)) {
        for (const Node& element : *array) {
            if (as<TableEntries>(&element) != nullptr) {
                result.push_back(&element);
            } else {
                (void)mistyped(key, &element, fmt::format("tables under [[{}]]", key));
            }
        }
        return result;
    }
    (void)mistyped(key, node, fmt::format("tables under [[{}]]", key));
    return {};
}

TableEntries Fields::rest() {
    TableEntries rest;
    for (std::size_t index = 0; index < entries_.size(); ++index) {
        if (known_[index]) continue;
        known_[index] = true;
        rest.push_back(entries_[index]);
    }
    return rest;
}

void Fields::complain(ErrorCode code, std::string_view key, std::string found,
                      std::string expected, std::optional<Lint> lint) {
    Site where = site();
    for (const auto& [name, node] : entries_) {
        if (name == key) where.line = node.line;
    }
    findings_.add(code, where, key, std::move(found), std::move(expected), lint);
}

void Fields::end() {
    for (std::size_t index = 0; index < entries_.size(); ++index) {
        if (known_[index]) continue;
        const auto& [key, node] = entries_[index];
        findings_.add(ErrorCode::package_unknown_key, {file_, node.line}, key, key,
                      "one of " + asked_);
    }
}

}  // namespace yidi::policy
