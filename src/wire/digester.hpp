/// @file
/// Turns the number of a document or card into the keyed digest by which a person is looked up, so
/// that the number itself need not be kept to find its owner.
///
/// Level       6, pure interface; the key lives with the node
/// Units       digests as text
/// Errors      none
/// Ownership   none

#pragma once

#include <string>
#include <string_view>

namespace yidi::wire {

class Digester {
  public:
    virtual ~Digester() = default;
    /// `number` is upper case and trimmed.
    [[nodiscard]] virtual std::string document(std::string_view number) const = 0;
    [[nodiscard]] virtual std::string card(std::string_view number) const = 0;
};

}  // namespace yidi::wire
