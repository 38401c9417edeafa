/// @file
/// Files of settled lives (.yhist): fixed records behind a small head, read where they lie.
///
/// Level       6; reads, writes and maps files
/// Units       as in policy/history/event.hpp
/// Errors      history_foreign, history_damaged, history_unfit, file_unreadable, data_not_writable;
///             never a crash, whatever the file holds
/// Ownership   a HistoryFile owns its mapping, which its History views
/// Threads     reading is safe from any thread; a writer is confined
/// Blocks      on the disk
/// Invariants  H5  a file is there whole under its name, or not at all.
///             H6  a record that changed since it was written is noticed by check().
/// See         docs/reference/histories.md

#pragma once

#include <cstdint>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "policy/history/event.hpp"

namespace yidi::wire {

/// Events that share a checksum.
inline constexpr std::size_t history_block = 65'536;

class HistoryWriter {
  public:
    /// Writes beside `path` until finish() gives the file its name.
    [[nodiscard]] static Outcome<HistoryWriter> create(const std::string& path, bool is_synthetic);
    /// Events of one person follow each other; person numbers begin at 0 and rise by one.
    [[nodiscard]] Outcome<Done> append(const policy::HistoryEvent& event);
    [[nodiscard]] Outcome<Done> finish();

  private:
    HistoryWriter() = default;
    void flush_block();
    [[nodiscard]] Outcome<Done> failed() const;

    std::string path_;
    std::ofstream file_;
    policy::Words words_;
    std::vector<policy::StoredEvent> block_;
    std::vector<std::uint64_t> checksums_;
    std::vector<policy::Opening> openings_;
    std::uint64_t events_ = 0, persons_ = 0;
    bool is_synthetic_ = false;
};

class HistoryFile {
  public:
    [[nodiscard]] static Outcome<HistoryFile> open(const std::string& path);
    /// A file's bytes that are here already: for tests and fuzzing. `bytes` must outlive it.
    [[nodiscard]] static Outcome<HistoryFile> view(std::string_view bytes, const std::string& name);

    [[nodiscard]] const policy::History& history() const { return history_; }
    [[nodiscard]] std::size_t blocks() const { return checksums_.size(); }
    /// Holds the block's records against its checksum, and their order.
    [[nodiscard]] Outcome<Done> check(std::size_t block) const;

  private:
    HistoryFile() = default;

    std::string name_;
    std::shared_ptr<const void> mapping_;
    policy::History history_;
    std::vector<std::uint64_t> checksums_;
};

}  // namespace yidi::wire
