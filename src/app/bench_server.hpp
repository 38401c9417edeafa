/// @file
/// The servers a benchmark measures: a demo in a process of its own, whose processor time can be
/// told apart; and one inside this process, whose committed rows can be seen.
///
/// Level       9: processes
/// Units       microseconds
/// Errors      problems of starting a demo
/// Ownership   ServerProcess ends its process and removes a temporary directory it made

#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include <sys/types.h>

#include "base/error.hpp"

namespace yidi::app {

/// A directory that is removed with everything in it.
class TemporaryDirectory {
  public:
    TemporaryDirectory();
    ~TemporaryDirectory();
    TemporaryDirectory(const TemporaryDirectory&) = delete;
    TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

class ServerProcess {
  public:
    /// Runs `program demo` on ports the system chooses, and waits until it listens.
    [[nodiscard]] static Outcome<ServerProcess> start(const std::string& program,
                                                      const std::filesystem::path& data,
                                                      std::uint64_t people);
    ServerProcess(ServerProcess&& other) noexcept;
    ServerProcess& operator=(ServerProcess&&) = delete;
    ~ServerProcess();

    [[nodiscard]] std::uint16_t treatment_port() const { return treatment_port_; }
    /// Processor time of all its threads so far.
    [[nodiscard]] std::int64_t cpu_us() const;

  private:
    ServerProcess() = default;
    pid_t pid_ = 0;
    std::uint16_t treatment_port_ = 0;
};

/// Processor time of this thread so far.
[[nodiscard]] std::int64_t thread_cpu_us();

}  // namespace yidi::app
