#include "wire/zip_file.hpp"

#include <memory>

#include <zip.h>

#include "base/assert.hpp"

namespace yidi::wire {
namespace {

struct CloseSource {
    void operator()(zip_source_t* source) const { zip_source_free(source); }
};
using SourcePtr = std::unique_ptr<zip_source_t, CloseSource>;

// The first day that the DOS dates of the format know: an archive has no day of its own.
constexpr zip_uint16_t first_dos_day = 0x0021;

std::string bytes_of(zip_source_t* source) {
    zip_stat_t stat;
    YIDI_ASSERT(zip_source_stat(source, &stat) == 0 && zip_source_open(source) == 0);
    std::string bytes(static_cast<std::size_t>(stat.size), '\0');
    const auto read = zip_source_read(source, bytes.data(), bytes.size());
    YIDI_ASSERT(read == static_cast<zip_int64_t>(bytes.size()));
    zip_source_close(source);
    return bytes;
}

}  // namespace

std::string zip_of(std::string_view name, std::string_view text) {
    zip_error_t error;
    zip_error_init(&error);
    const SourcePtr out{zip_source_buffer_create(nullptr, 0, 0, &error)};
    YIDI_ASSERT(out != nullptr);
    zip_source_keep(out.get());  // for the archive, which gives it back when it closes
    zip_t* archive = zip_open_from_source(out.get(), ZIP_TRUNCATE, &error);
    YIDI_ASSERT(archive != nullptr);
    zip_source_t* entry = zip_source_buffer(archive, text.data(), text.size(), 0);
    YIDI_ASSERT(entry != nullptr);
    const auto index = zip_file_add(archive, std::string{name}.c_str(), entry, ZIP_FL_ENC_UTF_8);
    YIDI_ASSERT(index >= 0);
    const auto place = static_cast<zip_uint64_t>(index);
    YIDI_ASSERT(zip_file_set_dostime(archive, place, 0, first_dos_day, 0) == 0);
    YIDI_ASSERT(zip_set_file_compression(archive, place, ZIP_CM_DEFLATE, 0) == 0);
    YIDI_ASSERT(zip_close(archive) == 0);
    zip_error_fini(&error);
    return bytes_of(out.get());
}

}  // namespace yidi::wire
