#include "store/migrations.hpp"

#include <algorithm>
#include <string>

#include <fmt/format.h>

#include "base/embedded.hpp"
#include "base/text.hpp"

namespace yidi::store {

std::span<const EmbeddedFile> migration_files();

namespace {

std::vector<Migration> numbered(std::span<const EmbeddedFile> files) {
    std::vector<Migration> steps;
    for (const auto& file : files) {
        const auto name = file.name.substr(file.name.rfind('/') + 1);
        const auto version = parse_integer<std::int64_t>(name.substr(0, 4));
        YIDI_ASSERT(version);
        steps.push_back({*version, name, file.content});
    }
    std::ranges::sort(steps, {}, &Migration::version);
    for (std::size_t at = 0; at < steps.size(); ++at) {
        YIDI_ASSERT(steps[at].version == static_cast<std::int64_t>(at) + 1);
    }
    return steps;
}

}  // namespace

const std::vector<Migration>& migrations() {
    static const std::vector<Migration> steps = numbered(migration_files());
    return steps;
}

void migrate(Connection& connection, std::int64_t from, std::span<const Migration> steps) {
    for (const Migration& step : steps) {
        if (step.version <= from) continue;
        connection.run("BEGIN IMMEDIATE");
        try {
            connection.run(std::string{step.sql});
            connection.run(fmt::format(
                "INSERT OR REPLACE INTO meta (name, value) VALUES ('schema', '{}')", step.version));
            connection.run("COMMIT");
        } catch (...) {
            connection.roll_back();
            throw;
        }
    }
}

}  // namespace yidi::store
