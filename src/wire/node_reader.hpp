/// @file
/// Walks JSON along the descriptions of nodes and fields, checking every token it passes, and hands
/// the values that passed their checks to a draft.
///
/// Level       6, pure
/// Units       nesting_max levels
/// Errors      those of groups 1000 and 1100; the first one ends the walk
/// Ownership   borrows the buffers of its thread; views of the text live until the next start()
/// Threads     confined
/// Invariants  R1  a value reaches a draft only after its description's checks.

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "wire/description.hpp"
#include "wire/json_walker.hpp"

namespace yidi::wire {

/// Buffers that live as long as their thread, one for each level of JSON inside JSON.
struct JsonBuffers {
    JsonBuffer body, input, extras;
};

inline constexpr int unknown_name = -1;

/// Rows of one message name their fields in one order: what stood at a place in the row before is
/// tried first.
struct NameMemory {
    struct Seen {
        std::string name;
        int place = unknown_name;
        /// `raw` is what follows the opening quote. Padding behind the text makes this safe.
        [[nodiscard]] bool is(const char* raw) const;
    };
    std::vector<Seen> by_position;
};

class NodeReader : protected JsonWalker {
  public:
    /// The container being walked.
    struct Scope {
        int depth = 1;          ///< The outermost is 1.
        std::string_view name;  ///< For messages.
        int row = -1;
    };

    explicit NodeReader(JsonBuffers& buffers) : buffers_(buffers) {}
    virtual ~NodeReader() = default;

  protected:
    /// All of an object that holds nodes. `depth` is its own.
    bool read_nodes(Object& object, int depth, std::span<const Node> nodes, void* draft);
    /// One object of fields.
    bool read_row(const Node& node, Object& object, const Scope& scope, void* draft,
                  NameMemory& memory);
    /// A name of a row that its description does not have. `seen` has a bit per field so far.
    virtual bool read_unknown(std::string_view name, JsonValue value, const Scope& scope,
                              std::uint64_t seen);

    JsonBuffers& buffers_;

  private:
    bool read_node(const Node& node, JsonValue value, int depth, void* draft, bool& present);
    bool read_rows(const Node& node, JsonValue value, int depth, void* draft, bool& present);
    bool read_field(const Field& field, JsonValue value, const Scope& scope, void* draft,
                    bool& present);
    /// A file, as Base64 text or as an array of numbers.
    bool read_bytes(const Field& field, JsonValue value, const Scope& scope, void* draft,
                    bool& present);
    bool read_byte_array(const Field& field, JsonValue value, const Scope& scope,
                         std::string& bytes);
    bool read_extras(const Field& field, std::string_view text, const Scope& scope, void* draft);
    bool read_extras_object(const Field& field, Object& object, const Scope& scope, void* draft);
    bool check_row(const Node& node, const Scope& scope, std::uint64_t filled, void* draft);
};

}  // namespace yidi::wire
