/// @file
/// A value or the reason there is none. Named after the later standard type it stands in for.
///
/// Level       0, pure
/// Units       none
/// Errors      value() and error() on the wrong side are defects
/// Ownership   values only

#pragma once

#include <type_traits>
#include <utility>
#include <variant>

#include "base/assert.hpp"

namespace yidi {

template <class E>
struct Unexpected {
    E error;
};
template <class E>
Unexpected(E) -> Unexpected<E>;

template <class T, class E>
class [[nodiscard]] Result {
  public:
    // Implicit on purpose: `return value;` and `return Unexpected{error};` are the two endings.
    template <class U>
        requires std::is_convertible_v<U&&, T>
    Result(U&& value) : state_(std::in_place_index<0>, std::forward<U>(value)) {}
    template <class F>
    requires std::is_convertible_v<F, E> Result(Unexpected<F> unexpected)
        : state_(std::in_place_index<1>, std::move(unexpected.error)) {}

    [[nodiscard]] explicit operator bool() const noexcept { return state_.index() == 0; }
    [[nodiscard]] bool has_value() const noexcept { return state_.index() == 0; }

    [[nodiscard]] T& value() & { return get(*this); }
    [[nodiscard]] const T& value() const& { return get(*this); }
    [[nodiscard]] T&& value() && { return std::move(get(*this)); }
    [[nodiscard]] T& operator*() & { return get(*this); }
    [[nodiscard]] const T& operator*() const& { return get(*this); }
    [[nodiscard]] T&& operator*() && { return std::move(get(*this)); }
    [[nodiscard]] T* operator->() { return &get(*this); }
    [[nodiscard]] const T* operator->() const { return &get(*this); }

    [[nodiscard]] const E& error() const& {
        YIDI_ASSERT(!has_value());
        return *std::get_if<1>(&state_);
    }
    [[nodiscard]] E&& error() && {
        YIDI_ASSERT(!has_value());
        return std::move(*std::get_if<1>(&state_));
    }

  private:
    template <class Self>
    static auto& get(Self& self) {
        YIDI_ASSERT(self.has_value());
        return *std::get_if<0>(&self.state_);
    }

    std::variant<T, E> state_;
};

/// For work that succeeds without a value.
struct Done {};

}  // namespace yidi
