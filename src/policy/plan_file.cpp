#include "policy/plan_file.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "policy/plan_fields.hpp"
#include "policy/plan_soundness.hpp"

namespace yidi::policy {
namespace {

constexpr std::string_view magic = "YIDIPLAN";
constexpr std::size_t format_at = 8, length_at = 12, checksum_at = 20, hash_at = 28;
static_assert(hash_at + 16 == plan_header_bytes);

template <std::size_t bytes>
std::string little_endian(std::uint64_t value) {
    std::string text;
    for (std::size_t index = 0; index < bytes; ++index) {
        text += static_cast<char>(value >> 8 * index & 0xffU);
    }
    return text;
}

std::uint64_t number_at(std::string_view bytes, std::size_t at, std::size_t count) {
    std::uint64_t value = 0;
    for (std::size_t index = 0; index < count; ++index) {
        value |= std::uint64_t{static_cast<unsigned char>(bytes[at + index])} << 8 * index;
    }
    return value;
}

std::uint64_t checksum_of(std::string_view numbers, std::string_view body) {
    return fingerprint(body, fingerprint(numbers));
}

Unexpected<Problem> damaged(std::string_view name, std::string found, std::string expected) {
    return problem(ErrorCode::plan_damaged, std::string{name}, std::move(found),
                   std::move(expected));
}

}  // namespace

std::string write_plan(const Plan& plan) {
    ByteWriter writer;
    writer(plan.tables());
    const std::string body = writer.take();
    const std::string numbers = little_endian<4>(plan_format) + little_endian<8>(body.size());
    return fmt::format("{}{}{}{}{}", magic, numbers, little_endian<8>(checksum_of(numbers, body)),
                       plan.hash(), body);
}

Outcome<PlanPtr> read_plan(std::string_view name, std::string_view bytes) {
    if (!bytes.starts_with(magic)) {
        return problem(ErrorCode::plan_foreign, std::string{name}, "no plan file",
                       "a file that begins with YIDIPLAN");
    }
    if (bytes.size() < plan_header_bytes) {
        return damaged(name, fmt::format("{} bytes", bytes.size()),
                       fmt::format("at least {} bytes", plan_header_bytes));
    }
    const std::uint64_t format = number_at(bytes, format_at, 4);
    if (format != plan_format) {
        return problem(ErrorCode::plan_foreign, std::string{name},
                       fmt::format("format {}", format), fmt::format("format {}", plan_format));
    }
    const std::string_view body = bytes.substr(plan_header_bytes);
    const std::uint64_t length = number_at(bytes, length_at, 8);
    if (length != body.size()) {
        return damaged(name, fmt::format("{} bytes after the header", body.size()),
                       fmt::format("{} bytes", length));
    }
    const std::string_view numbers = bytes.substr(format_at, checksum_at - format_at);
    if (number_at(bytes, checksum_at, 8) != checksum_of(numbers, body)) {
        return damaged(name, "another checksum", "the checksum it was written with");
    }
    ByteReader reader(body);
    PlanTables tables;
    reader(tables);
    if (!reader.finished()) {
        return damaged(name, "values that are none of a plan", "the values of a plan");
    }
    if (const auto flaw = unsound(tables)) return damaged(name, *flaw, "tables that fit together");
    auto plan = std::make_shared<const Plan>(std::move(tables));
    const std::string_view hash = bytes.substr(hash_at, 16);
    if (plan->hash() != hash) {
        return damaged(name, fmt::format("plan {}", plan->hash()), fmt::format("plan {}", hash));
    }
    return plan;
}

}  // namespace yidi::policy
