#include "wire/history_file.hpp"

#include <bit>
#include <cstdio>
#include <cstring>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>

#include "wire/history_tail.hpp"

namespace yidi::wire {
namespace {

using policy::StoredEvent;

static_assert(std::endian::native == std::endian::little, "records lie in the file as in memory");
static_assert(std::has_unique_object_representations_v<StoredEvent>);

constexpr char magic[8] = {'Y', 'I', 'D', 'I', 'H', 'I', 'S', 'T'};
constexpr std::uint32_t version = 1;
constexpr std::uint32_t flag_synthetic = 1;

struct Head {
    char magic[8] = {};
    std::uint32_t version = 0, record_bytes = 0;
    std::uint64_t events = 0, persons = 0;
    std::uint32_t words = 0, flags = 0;
    std::uint64_t tail_bytes = 0, tail_checksum = 0, head_checksum = 0;
};
static_assert(sizeof(Head) == 64);
constexpr std::uint64_t events_max = UINT64_MAX / (4 * sizeof(StoredEvent));

/// Four lanes side by side, so that a processor's multipliers are kept busy. Notices damage, not
/// intent.
std::uint64_t checksum(const void* data, std::size_t size) {
    constexpr std::uint64_t prime = 0x9e3779b97f4a7c15ULL;
    std::uint64_t lanes[4] = {prime, prime ^ 1, prime ^ 2, size};
    const auto* bytes = static_cast<const unsigned char*>(data);
    std::size_t at = 0;
    for (; at + 32 <= size; at += 32) {
        for (std::size_t lane = 0; lane < 4; ++lane) {
            std::uint64_t word = 0;
            std::memcpy(&word, bytes + at + lane * 8, 8);
            lanes[lane] = std::rotl(lanes[lane] ^ word, 29) * prime;
        }
    }
    for (; at < size; ++at) lanes[at % 4] = std::rotl(lanes[at % 4] ^ bytes[at], 29) * prime;
    std::uint64_t sum = 0;
    for (const std::uint64_t lane : lanes) sum = std::rotl(sum ^ lane, 31) * prime;
    return sum ^ (sum >> 32U);
}

std::uint64_t head_checksum(const Head& head) {
    return checksum(&head, sizeof(Head) - sizeof(head.head_checksum));
}

Unexpected<Problem> foreign(const std::string& name, std::string found, std::string expected) {
    return problem(ErrorCode::history_foreign, name, std::move(found), std::move(expected));
}
Outcome<Head> read_head(std::string_view bytes, const std::string& name) {
    Head head;
    if (bytes.size() < sizeof(Head) || std::memcmp(bytes.data(), magic, sizeof(magic)) != 0) {
        return foreign(name, fmt::format("{} bytes", bytes.size()), "a file that begins YIDIHIST");
    }
    std::memcpy(&head, bytes.data(), sizeof(Head));
    if (head.head_checksum != head_checksum(head)) {
        return damaged_history(name, "another checksum", "the head as it was written");
    }
    if (head.version != version || head.record_bytes != sizeof(StoredEvent)) {
        return foreign(name, fmt::format("version {}", head.version),
                       fmt::format("version {}", version));
    }
    if (head.events > events_max || head.tail_bytes > bytes.size() ||
        sizeof(Head) + head.events * sizeof(StoredEvent) + head.tail_bytes != bytes.size()) {
        return damaged_history(name, fmt::format("{} bytes", bytes.size()),
                       fmt::format("the length of {} events", head.events));
    }
    return head;
}

}  // namespace

// ---- writing -------------------------------------------------------------------------------------

Outcome<HistoryWriter> HistoryWriter::create(const std::string& path, bool is_synthetic) {
    HistoryWriter writer;
    writer.path_ = path;
    writer.is_synthetic_ = is_synthetic;
    writer.file_.open(path + ".part", std::ios::binary | std::ios::trunc);
    const Head empty;
    writer.file_.write(reinterpret_cast<const char*>(&empty), sizeof(empty));
    if (!writer.file_) return Unexpected{writer.failed().error()};
    return writer;
}

Outcome<Done> HistoryWriter::failed() const {
    return problem(ErrorCode::data_not_writable, path_ + ".part", "", "a file that can be written");
}

void HistoryWriter::flush_block() {
    const std::size_t size = block_.size() * sizeof(StoredEvent);
    checksums_.push_back(checksum(block_.data(), size));
    file_.write(reinterpret_cast<const char*>(block_.data()), static_cast<std::streamsize>(size));
    block_.clear();
}

Outcome<Done> HistoryWriter::append(const policy::HistoryEvent& event) {
    YIDI_ASSERT(event.person == persons_ || (persons_ > 0 && event.person == persons_ - 1));
    const auto stored = pack(event, words_);
    if (!stored) return Unexpected{stored.error()};
    persons_ = std::uint64_t{event.person} + 1;
    if (event.opening) openings_.push_back({events_, *event.opening});
    ++events_;
    block_.push_back(*stored);
    if (block_.size() == history_block) flush_block();
    if (!file_) return failed();
    return Done{};
}

Outcome<Done> HistoryWriter::finish() {
    if (!block_.empty()) flush_block();
    std::string tail;
    append_bytes(tail, checksums_.data(), checksums_.size() * sizeof(std::uint64_t));
    append_openings(tail, openings_);
    append_words(tail, words_.texts());
    Head head{.version = version,
              .record_bytes = sizeof(StoredEvent),
              .events = events_,
              .persons = persons_,
              .words = static_cast<std::uint32_t>(words_.texts().size()),
              .flags = is_synthetic_ ? flag_synthetic : 0,
              .tail_bytes = tail.size(),
              .tail_checksum = checksum(tail.data(), tail.size())};
    std::memcpy(head.magic, magic, sizeof(magic));
    head.head_checksum = head_checksum(head);
    file_.write(tail.data(), static_cast<std::streamsize>(tail.size()));
    file_.seekp(0);
    file_.write(reinterpret_cast<const char*>(&head), sizeof(head));
    file_.close();
    if (!file_ || std::rename((path_ + ".part").c_str(), path_.c_str()) != 0) return failed();
    return Done{};
}

// ---- reading -------------------------------------------------------------------------------------

Outcome<HistoryFile> HistoryFile::view(std::string_view bytes, const std::string& name) {
    const auto head = read_head(bytes, name);
    if (!head) return Unexpected{head.error()};
    const std::string_view tail = bytes.substr(bytes.size() - head->tail_bytes);
    if (checksum(tail.data(), tail.size()) != head->tail_checksum) {
        return damaged_history(name, "another checksum", "the list of words as it was written");
    }
    const std::size_t blocks = (head->events + history_block - 1) / history_block;
    if (tail.size() / sizeof(std::uint64_t) < blocks) {
        return damaged_history(name, "too few checksums", fmt::format("{} of them", blocks));
    }
    HistoryFile file;
    file.name_ = name;
    file.checksums_.resize(blocks);
    if (blocks > 0) {
        std::memcpy(file.checksums_.data(), tail.data(), blocks * sizeof(std::uint64_t));
    }
    std::string_view rest = tail.substr(blocks * sizeof(std::uint64_t));
    auto openings = read_openings(rest, name);
    if (!openings) return Unexpected{openings.error()};
    file.history_.openings = std::move(*openings);
    auto words = read_words(rest, head->words, name);
    if (!words) return Unexpected{words.error()};
    file.history_.words = std::move(*words);
    file.history_.person_count = head->persons;
    file.history_.is_synthetic = (head->flags & flag_synthetic) != 0;
    file.history_.events = {reinterpret_cast<const StoredEvent*>(bytes.data() + sizeof(Head)),
                            head->events};
    return file;
}

Outcome<HistoryFile> HistoryFile::open(const std::string& path) {
    const int handle = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    struct ::stat about = {};
    if (handle < 0 || ::fstat(handle, &about) != 0 || !S_ISREG(about.st_mode)) {
        if (handle >= 0) ::close(handle);
        return problem(ErrorCode::file_unreadable, path, "", "a readable file");
    }
    const auto size = static_cast<std::size_t>(about.st_size);
    if (size < sizeof(Head)) {
        ::close(handle);
        return foreign(path, fmt::format("{} bytes", size), "a file that begins YIDIHIST");
    }
    void* mapped = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, handle, 0);
    ::close(handle);
    if (mapped == MAP_FAILED) {
        return problem(ErrorCode::file_unreadable, path, "", "a file that fits into memory");
    }
    std::shared_ptr<const void> mapping(mapped, [size](const void* at) {
        ::munmap(const_cast<void*>(at), size);
    });
    (void)::madvise(mapped, size, MADV_WILLNEED);
    auto file = view({static_cast<const char*>(mapped), size}, path);
    if (file) file->mapping_ = std::move(mapping);
    return file;
}

Outcome<Done> HistoryFile::check(std::size_t block) const {
    const auto& events = history_.events;
    const std::size_t first = block * history_block;
    const auto part = events.subspan(first, std::min(history_block, events.size() - first));
    if (checksum(part.data(), part.size_bytes()) != checksums_[block]) {
        return damaged_history(name_, fmt::format("events {} and following", first),
                       "the records as they were written");
    }
    std::uint64_t before = first == 0 ? 0 : events[first - 1].person;
    for (const StoredEvent& event : part) {
        if (event.person != before && event.person != before + 1) {
            return damaged_history(name_, fmt::format("person {} after {}", event.person, before),
                           "people one after another");
        }
        before = event.person;
    }
    return Done{};
}

}  // namespace yidi::wire
