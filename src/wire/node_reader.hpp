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
///             R2  every token passed over is checked to be JSON, known or not.

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "wire/description.hpp"
#include "wire/simdjson_release.hpp"

namespace yidi::wire {

/// A parser and the padded copy it works on.
struct JsonBuffer {
    simdjson::ondemand::parser parser;
    std::string padded;

    simdjson::error_code start(std::string_view json, simdjson::ondemand::document& document);
};

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

class NodeReader {
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
    using JsonValue = simdjson::ondemand::value;
    using Object = simdjson::ondemand::object;

    /// All of an object that holds nodes. `depth` is its own.
    bool read_nodes(Object& object, int depth, std::span<const Node> nodes, void* draft);
    /// One object of fields.
    bool read_row(const Node& node, Object& object, const Scope& scope, void* draft,
                  NameMemory& memory);
    /// A name of a row that its description does not have. `seen` has a bit per field so far.
    virtual bool read_unknown(std::string_view name, JsonValue value, const Scope& scope,
                              std::uint64_t seen);

    /// Passes over a value that nobody asked for, but checks it.
    bool skim(JsonValue value, int depth);
    /// The text of a scalar: the characters of a string, the token of anything else; null is empty.
    bool scalar(JsonValue& value, std::string_view token, std::string_view& text, bool& is_text);
    bool key_of(simdjson::ondemand::field& field, std::string_view& key);
    /// '{' or '[' and what follows of a container, or all of a scalar.
    static std::string_view token_of(JsonValue& value);
    static bool is_container(std::string_view token);

    bool fail(Problem&& problem) {
        problem_ = std::move(problem);
        return false;
    }
    bool fail(ErrorCode code, std::string field, std::string found = {},
              std::string expected = {}) {
        return fail({code, std::move(field), std::move(found), std::move(expected), {}});
    }
    /// The walk met a token it cannot pass. Where and why is found out at the end.
    bool broken() {
        is_broken_ = true;
        return false;
    }

    JsonBuffers& buffers_;
    bool is_broken_ = false;
    Problem problem_;

  private:
    bool read_node(const Node& node, JsonValue value, int depth, void* draft, bool& present);
    bool read_rows(const Node& node, JsonValue value, int depth, void* draft, bool& present);
    bool read_field(const Field& field, JsonValue value, const Scope& scope, void* draft,
                    bool& present);
    bool read_extras(const Field& field, std::string_view text, const Scope& scope, void* draft);
    bool read_extras_object(const Field& field, Object& object, const Scope& scope, void* draft);
    bool check_row(const Node& node, const Scope& scope, std::uint64_t filled, void* draft);
};

}  // namespace yidi::wire
