// Bytes cannot break the reader of plan files, behind a header that fits or without one; what it
// lets through is written back as it was and decides every event.

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "policy/generate.hpp"
#include "policy/plan_fields.hpp"
#include "policy/plan_file.hpp"
#include "policy/plan_soundness.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace yidi::policy;
    const std::string_view bytes{reinterpret_cast<const char*>(data), size};
    (void)read_plan("fuzz", bytes);
    const bool has_header = bytes.starts_with("YIDIPLAN") && size >= plan_header_bytes;
    const std::string_view body = has_header ? bytes.substr(plan_header_bytes) : bytes;
    ByteReader reader(body);
    PlanTables tables;
    reader(tables);
    if (!reader.finished() || unsound(tables)) return 0;
    const Plan plan(std::move(tables));
    const std::string written = write_plan(plan);
    if (!written.ends_with(body) || written.size() != body.size() + plan_header_bytes) std::abort();
    if (!read_plan("fuzz", written)) std::abort();
    EventGenerator events(plan, size);
    for (int count = 0; count < 8; ++count) {
        const GeneratedEvent event = events.next();
        if (explain(plan, event.episode, event.fees, event.before).steps.empty()) std::abort();
    }
    return 0;
}
