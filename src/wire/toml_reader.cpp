#include "wire/toml_reader.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <toml++/toml.h>

namespace yidi::wire {
namespace {

constexpr int depth_max = 6;

class Walker {
  public:
    explicit Walker(std::string_view place) : place_(place) {}

    /// Nothing after a problem, which problem() then answers.
    policy::Node node(const toml::node& from, int depth);
    policy::TableEntries table(const toml::table& from, int depth);
    [[nodiscard]] const std::optional<Problem>& trouble() const { return trouble_; }

  private:
    policy::Node refuse(const toml::node& from, std::string found, std::string expected) {
        if (!trouble_) {
            trouble_ = Problem{ErrorCode::package_syntax,
                               fmt::format("{}:{}", place_, from.source().begin.line),
                               std::move(found),
                               std::move(expected),
                               {}};
        }
        return {};
    }

    std::string_view place_;
    std::optional<Problem> trouble_;
};

policy::Node Walker::node(const toml::node& from, int depth) {
    if (depth > depth_max) {
        return refuse(from, "deeper nesting", fmt::format("at most {} levels", depth_max));
    }
    policy::Node made;
    made.line = static_cast<std::int32_t>(from.source().begin.line);
    switch (from.type()) {
        case toml::node_type::string:
            made.value = from.as_string()->get();
            break;
        case toml::node_type::integer:
            made.value = from.as_integer()->get();
            break;
        case toml::node_type::boolean:
            made.value = from.as_boolean()->get();
            break;
        case toml::node_type::table:
            made.value = table(*from.as_table(), depth + 1);
            break;
        case toml::node_type::array: {
            policy::Array elements;
            for (const toml::node& element : *from.as_array()) {
                elements.push_back(node(element, depth + 1));
            }
            made.value = std::move(elements);
            break;
        }
        case toml::node_type::date: {
            const toml::date& written = from.as_date()->get();
            const auto date = Date::of(written.year, written.month, written.day);
            if (!date)
                return refuse(from, "a date outside the calendar", "1900-01-01 to 2199-12-31");
            made.value = *date;
            break;
        }
        case toml::node_type::floating_point:
            return refuse(from, std::string{policy::number_with_point},
                          "a whole number, or the decimal in quotes: floats are not exact");
        case toml::node_type::time:
        case toml::node_type::date_time:
            return refuse(from, "a time of day", "a date without a time");
        case toml::node_type::none:
            return refuse(from, "nothing", "a value");
    }
    return made;
}

policy::TableEntries Walker::table(const toml::table& from, int depth) {
    struct Entry {
        toml::source_position at;
        std::string key;
        const toml::node* value;
    };
    std::vector<Entry> entries;
    for (const auto& [key, value] : from) {
        entries.push_back({key.source().begin, std::string{key.str()}, &value});
    }
    // The parser sorts by key; people expect messages in the order they wrote.
    std::stable_sort(entries.begin(), entries.end(),
                     [](const Entry& a, const Entry& b) { return a.at < b.at; });
    policy::TableEntries made;
    for (const Entry& entry : entries) {
        policy::Node value = node(*entry.value, depth);
        made.emplace_back(entry.key, std::move(value));
    }
    return made;
}

}  // namespace

Outcome<policy::SourceFile> read_toml(std::string_view place, std::string name,
                                      std::string_view text) {
    try {
        const toml::table document = toml::parse(text, place);
        Walker walker(place);
        policy::SourceFile file{std::move(name), walker.table(document, 0)};
        if (walker.trouble()) return Unexpected{*walker.trouble()};
        return file;
    } catch (const toml::parse_error& error) {
        return problem(ErrorCode::package_syntax,
                       fmt::format("{}:{}", place, error.source().begin.line),
                       std::string{error.description()}, "TOML 1.0");
    }
}

Outcome<policy::SourceFile> read_toml(std::string name, std::string_view text) {
    const std::string place = name;
    return read_toml(place, std::move(name), text);
}

}  // namespace yidi::wire
