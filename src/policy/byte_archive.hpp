/// @file
/// Values to bytes and back, for plan files: whole numbers of variable length, texts and lists with
/// their length in front. One value has one form, so that equal plans are equal bytes.
///
/// Level       3, pure
/// Units       bytes
/// Errors      a reader that met anything but a value's one form stays failed; nothing throws
/// Ownership   a reader views its bytes
/// Threads     confined to one

#pragma once

#include <array>
#include <concepts>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "calendar/calendar.hpp"
#include "money/money.hpp"

namespace yidi::policy {

/// How many values an enumeration has; each one that a plan holds says it.
template <class Enum>
inline constexpr unsigned enum_size = 0;

template <class T>
concept Enumeration = std::is_enum_v<T>;
template <class T>
concept Whole = std::integral<T> && !std::same_as<T, bool>;
/// A struct with a list of its members: fields(archive, value).
template <class T>
concept Record = std::is_class_v<T>;

/// Numbers below 128 in one byte, seven bits a byte, the lowest first; signs in the lowest bit.
class ByteWriter {
  public:
    template <class... T>
    void operator()(const T&... values) {
        (add(values), ...);
    }
    [[nodiscard]] std::string take() { return std::move(bytes_); }

  private:
    void add(bool value) { bytes_ += value ? '\1' : '\0'; }
    template <Whole T>
    void add(T value) {
        if constexpr (std::is_signed_v<T>) {
            const auto wide = static_cast<std::int64_t>(value);
            length((static_cast<std::uint64_t>(wide) << 1U) ^
                   static_cast<std::uint64_t>(wide >> 63));
        } else {
            length(value);
        }
    }
    template <Enumeration T>
    void add(T value) {
        static_assert(enum_size<T> > 0);
        length(static_cast<std::uint64_t>(value));
    }
    void add(Date value) { add(value.days()); }
    void add(Ratio value) { add(value.ppm()); }
    void add(const std::string& value) {
        length(value.size());
        bytes_ += value;
    }
    template <class T>
    void add(const std::optional<T>& value) {
        add(value.has_value());
        if (value) add(*value);
    }
    template <class T>
    void add(const std::vector<T>& values) {
        length(values.size());
        for (const T& value : values) add(value);
    }
    template <class T, std::size_t count>
    void add(const std::array<T, count>& values) {
        for (const T& value : values) add(value);
    }
    template <class T>
    void add(const std::map<std::string, T>& values) {
        length(values.size());
        for (const auto& [key, value] : values) (*this)(key, value);
    }
    template <Record T>
    void add(const T& value) {
        fields(*this, value);
    }

    void length(std::uint64_t value) {
        while (value >= 0x80U) {
            bytes_ += static_cast<char>((value & 0x7fU) | 0x80U);
            value >>= 7U;
        }
        bytes_ += static_cast<char>(value);
    }

    std::string bytes_;
};

class ByteReader {
  public:
    explicit ByteReader(std::string_view bytes) : bytes_(bytes) {}

    template <class... T>
    void operator()(T&... values) {
        (take(values), ...);
    }
    /// All bytes were read, and each value had its one form.
    [[nodiscard]] bool finished() const { return !failed_ && at_ == bytes_.size(); }
    /// Where the reading is, for messages.
    [[nodiscard]] std::size_t position() const { return at_; }

  private:
    void take(bool& value) { value = length(1) == 1; }
    template <Whole T>
    void take(T& value) {
        if constexpr (std::is_signed_v<T>) {
            const std::uint64_t coded = length(std::numeric_limits<std::uint64_t>::max());
            const auto wide =
                static_cast<std::int64_t>((coded >> 1U) ^ (~(coded & 1U) + 1U));
            if (!std::in_range<T>(wide)) return fail();
            value = static_cast<T>(wide);
        } else {
            value = static_cast<T>(length(std::numeric_limits<T>::max()));
        }
    }
    template <Enumeration T>
    void take(T& value) {
        static_assert(enum_size<T> > 0);
        value = static_cast<T>(length(enum_size<T> - 1));
    }
    void take(Date& value) {
        std::int32_t days = 0;
        take(days);
        const auto first = Date::of(1900, 1, 1), last = Date::of(2199, 12, 31);
        if (days < first->days() || days > last->days()) return fail();
        value = Date::of_days(days);
    }
    void take(Ratio& value) {
        std::int64_t ppm = 0;
        take(ppm);
        if (ppm < 0 || ppm > Ratio::one_ppm) return fail();
        value = Ratio::of_ppm(ppm);
    }
    void take(std::string& value) {
        const std::size_t size = count();
        value.assign(bytes_.substr(at_, size));
        at_ += size;
    }
    template <class T>
    void take(std::optional<T>& value) {
        bool has = false;
        take(has);
        value.reset();
        if (has) take(value.emplace());
    }
    template <class T>
    void take(std::vector<T>& values) {
        const std::size_t size = count();
        values.clear();
        for (std::size_t index = 0; index < size && !failed_; ++index) take(values.emplace_back());
    }
    template <class T, std::size_t size>
    void take(std::array<T, size>& values) {
        for (T& value : values) take(value);
    }
    template <class T>
    void take(std::map<std::string, T>& values) {
        const std::size_t size = count();
        values.clear();
        for (std::size_t index = 0; index < size && !failed_; ++index) {
            std::pair<std::string, T> entry;
            (*this)(entry.first, entry.second);
            if (!values.empty() && entry.first <= values.rbegin()->first) return fail();
            values.insert(values.end(), std::move(entry));
        }
    }
    template <Record T>
    void take(T& value) {
        if (!failed_) fields(*this, value);
    }

    void fail() {
        failed_ = true;
        at_ = bytes_.size();
    }
    /// A number of things that take a byte each at least: never more than there are bytes.
    std::size_t count() { return static_cast<std::size_t>(length(bytes_.size() - at_)); }

    std::uint64_t length(std::uint64_t most) {
        std::uint64_t value = 0;
        for (unsigned shift = 0; shift < 64; shift += 7) {
            if (at_ >= bytes_.size()) break;
            const auto byte = static_cast<unsigned char>(bytes_[at_++]);
            const std::uint64_t bits = byte & 0x7fU;
            if (shift == 63 && bits > 1) break;
            value |= bits << shift;
            if ((byte & 0x80U) != 0) continue;
            if (value > most || (byte == 0 && shift > 0)) break;
            return value;
        }
        fail();
        return 0;
    }

    std::string_view bytes_;
    std::size_t at_ = 0;
    bool failed_ = false;
};

}  // namespace yidi::policy
