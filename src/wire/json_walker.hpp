/// @file
/// Walks JSON token by token, so that what is passed over is checked as much as what is read.
/// Looks members up by walking only: simdjson's own search leaves its grammar on broken texts.
///
/// Level       6, pure
/// Units       nesting_max levels of objects and arrays
/// Errors      the first problem ends the walk; a text that is not JSON only sets is_broken_, and
///             json_text finds the place afterwards
/// Ownership   views of the text live until the buffer's next start()
/// Threads     confined
/// Invariants  R2  every token passed over is checked to be JSON, known or not.

#pragma once

#include <string>
#include <string_view>

#include "base/error.hpp"
#include "wire/simdjson_release.hpp"

namespace yidi::wire {

/// A parser and the padded copy it works on.
struct JsonBuffer {
    simdjson::ondemand::parser parser;
    std::string padded;

    simdjson::error_code start(std::string_view json, simdjson::ondemand::document& document);
};

class JsonWalker {
  protected:
    using JsonValue = simdjson::ondemand::value;
    using Object = simdjson::ondemand::object;

    JsonWalker() = default;
    ~JsonWalker() = default;

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

    bool is_broken_ = false;
    Problem problem_;
};

}  // namespace yidi::wire
