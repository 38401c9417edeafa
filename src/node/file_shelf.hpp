/// @file
/// Files that institutions have sent: one sealed file each in the data directory, found again only
/// by the institution it belongs to, until its day has come.
///
/// Level       8, files
/// Units       bytes
/// Errors      download_unknown, data_not_writable, disk_failed, overloaded when an institution
///             has files_max of them
/// Ownership   owns its vault
/// Threads     guarded
/// Blocks      on the disk: a file is durable before keep() answers
/// Invariants  K1  what is on the disk is sealed, and only under the institution and number it was
///                 kept under can it be read.

#pragma once

#include <filesystem>
#include <mutex>
#include <string>

#include "store/vault.hpp"
#include "wire/library.hpp"

namespace yidi::node {

class FileShelf {
  public:
    static constexpr std::int32_t days_kept = 30;
    static constexpr std::size_t files_max = 1000;  ///< Of an institution.

    FileShelf(std::filesystem::path folder, store::Vault vault)
        : folder_(std::move(folder)), vault_(std::move(vault)) {}

    [[nodiscard]] Outcome<wire::FileKept> keep(const wire::FileSent& file, Instant now);
    [[nodiscard]] Outcome<wire::FileBytes> fetch(const wire::FileAsked& asked, Instant now);

  private:
    [[nodiscard]] std::filesystem::path path_of(const std::string& fixmedins_code,
                                                const std::string& file_qury_no) const;
    /// Removes what is over; how many are left.
    [[nodiscard]] std::size_t tidy(const std::filesystem::path& folder, Instant now) const;

    std::filesystem::path folder_;
    std::mutex mutex_;
    store::Vault vault_;
    std::uint32_t serial_ = 0;
};

}  // namespace yidi::node
