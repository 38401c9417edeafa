#include "node/file_shelf.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <optional>

#include <fmt/format.h>

#include "base/text.hpp"
#include "node/durable_file.hpp"

namespace yidi::node {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view ending = ".sealed";
constexpr std::size_t time_digits = 17;
constexpr std::size_t number_size = 1 + time_digits + 4;  // F20261128083000123 and a serial

bool is_number(std::string_view text) {
    return text.size() == number_size && text[0] == 'F' &&
           std::ranges::all_of(text.substr(1), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_folder_name(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    });
}

/// The day until which a file of this number is kept; it carries the day of its making.
std::optional<Date> kept_until(std::string_view number) {
    if (!is_number(number)) return {};
    const auto part = [&](std::size_t at, std::size_t size) {
        return *parse_integer<unsigned>(number.substr(at, size));
    };
    const auto made = Date::of(static_cast<int>(part(1, 4)), part(5, 2), part(7, 2));
    if (!made) return {};
    return made->plus_days(FileShelf::days_kept);
}

std::string context_of(std::string_view fixmedins_code, std::string_view file_qury_no) {
    return fmt::format("institution_file:{}:{}", fixmedins_code, file_qury_no);
}

Unexpected<Problem> unknown(std::string_view file_qury_no) {
    return problem(ErrorCode::download_unknown, "fsDownloadIn.file_qury_no",
                   std::string{clip(file_qury_no, 40)});
}

}  // namespace

fs::path FileShelf::path_of(const std::string& fixmedins_code,
                            const std::string& file_qury_no) const {
    return folder_ / fixmedins_code / (file_qury_no + std::string{ending});
}

std::size_t FileShelf::tidy(const fs::path& folder, Instant now) const {
    std::size_t left = 0;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folder, ignored)) {
        const auto until = kept_until(entry.path().stem().string());
        if (until && *until < now.date()) {
            fs::remove(entry.path(), ignored);
        } else {
            ++left;
        }
    }
    return left;
}

Outcome<wire::FileKept> FileShelf::keep(const wire::FileSent& file, Instant now) {
    YIDI_ASSERT(is_folder_name(file.fixmedins_code));
    const std::lock_guard lock{mutex_};
    const fs::path folder = folder_ / file.fixmedins_code;
    std::error_code cannot;
    fs::create_directories(folder, cannot);
    if (cannot) return problem(ErrorCode::data_not_writable, folder.string(), cannot.message());
    if (tidy(folder, now) >= files_max) {
        return problem(ErrorCode::overloaded, "fsUploadIn", std::to_string(files_max),
                       fmt::format("< {}", files_max));
    }
    wire::FileKept kept{fmt::format("F{}{:04}", now.compact_ms(), serial_ = (serial_ + 1) % 10'000),
                        file.filename, file.fixmedins_code,
                        Instant::start_of(now.date().plus_days(days_kept))};
    const std::string sealed = vault_.encrypt(file.filename + '\n' + file.bytes,
                                              context_of(file.fixmedins_code, kept.file_qury_no));
    if (!write_durably(path_of(file.fixmedins_code, kept.file_qury_no), sealed) ||
        !sync_folder(folder)) {
        return problem(ErrorCode::disk_failed, folder.string());
    }
    return kept;
}

Outcome<wire::FileBytes> FileShelf::fetch(const wire::FileAsked& asked, Instant now) {
    const auto until = kept_until(asked.file_qury_no);
    if (!until || *until < now.date() || !is_folder_name(asked.fixmedins_code)) {
        return unknown(asked.file_qury_no);
    }
    std::ifstream file(path_of(asked.fixmedins_code, asked.file_qury_no), std::ios::binary);
    if (!file) return unknown(asked.file_qury_no);
    const std::string sealed{std::istreambuf_iterator<char>(file), {}};
    const std::lock_guard lock{mutex_};
    const auto opened =
        vault_.decrypt(sealed, context_of(asked.fixmedins_code, asked.file_qury_no));
    const auto end = opened ? opened->find('\n') : std::string::npos;
    if (end == std::string::npos) {
        return problem(ErrorCode::database_damaged, asked.file_qury_no);
    }
    return wire::FileBytes{opened->substr(0, end), opened->substr(end + 1)};
}

}  // namespace yidi::node
