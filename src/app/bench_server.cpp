#include "app/bench_server.hpp"

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <sstream>
#include <utility>

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/text.hpp"

namespace yidi::app {
namespace {

/// The port after "460000":"http://host: in the line that the demo prints when it listens.
std::uint16_t port_in(const std::string& line) {
    const auto node = line.find("\"460000\":\"http://");
    if (node == std::string::npos) return 0;
    const auto end = line.find('"', node + 17);
    const auto colon = line.rfind(':', end);
    return parse_integer<std::uint16_t>(std::string_view{line}.substr(colon + 1, end - colon - 1))
        .value_or(0);
}

}  // namespace

TemporaryDirectory::TemporaryDirectory() {
    std::string name = (std::filesystem::temp_directory_path() / "yidi-bench-XXXXXX").string();
    if (mkdtemp(name.data()) != nullptr) path_ = name;
}

TemporaryDirectory::~TemporaryDirectory() {
    std::error_code ignored;
    if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
}

Outcome<ServerProcess> ServerProcess::start(const std::string& program,
                                            const std::filesystem::path& data,
                                            std::uint64_t people) {
    int pipe_ends[2];
    if (pipe(pipe_ends) != 0) return problem(ErrorCode::disk_failed, "pipe");
    ServerProcess server;
    server.pid_ = fork();
    if (server.pid_ == 0) {
        dup2(pipe_ends[1], STDOUT_FILENO);
        close(pipe_ends[0]);
        const std::string count = std::to_string(people);
        execl(program.c_str(), "yidi", "demo", "--json", "--port-base", "0", "--data", data.c_str(),
              "--sample-people", count.c_str(), nullptr);
        _exit(127);
    }
    close(pipe_ends[1]);
    std::string line;
    if (FILE* output = fdopen(pipe_ends[0], "r")) {
        char buffer[4'096];
        if (std::fgets(buffer, sizeof buffer, output) != nullptr) line = buffer;
        std::fclose(output);
    }
    server.treatment_port_ = port_in(line);
    if (server.treatment_port_ == 0) {
        return problem(ErrorCode::data_not_writable, "yidi demo --data " + data.string());
    }
    return server;
}

ServerProcess::ServerProcess(ServerProcess&& other) noexcept
    : pid_(std::exchange(other.pid_, 0)), treatment_port_(other.treatment_port_) {}

ServerProcess::~ServerProcess() {
    if (pid_ <= 0) return;
    kill(pid_, SIGTERM);
    waitpid(pid_, nullptr, 0);
}

std::int64_t ServerProcess::cpu_us() const {
    std::ifstream file{"/proc/" + std::to_string(pid_) + "/stat"};
    std::string text{std::istreambuf_iterator<char>{file}, {}};
    // The name in brackets may hold anything; the numbers follow its last bracket.
    std::istringstream fields{text.substr(std::min(text.size(), text.rfind(')') + 1))};
    std::string skipped;
    for (int at = 0; at < 11; ++at) fields >> skipped;
    std::int64_t user = 0, system = 0;
    fields >> user >> system;
    return (user + system) * 1'000'000 / sysconf(_SC_CLK_TCK);
}

std::int64_t thread_cpu_us() {
    timespec used{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
    return used.tv_sec * 1'000'000 + used.tv_nsec / 1'000;
}

}  // namespace yidi::app
