#include "wire/signed_envelope.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/assert.hpp"
#include "base/text.hpp"
#include "wire/json_text.hpp"
#include "wire/json_walker.hpp"

namespace yidi::wire {
namespace {

namespace ondemand = simdjson::ondemand;

class EnvelopeReader final : public JsonWalker {
  public:
    std::optional<SignedEnvelope> read(std::string_view body, JsonBuffer& buffer) {
        ondemand::document document;
        Object object;
        if (buffer.start(body, document) != simdjson::SUCCESS ||
            document.get_object().get(object) != simdjson::SUCCESS || !read_fields(object)) {
            return {};
        }
        std::ranges::sort(fields_);
        for (const auto& [name, value] : fields_) {
            if (!envelope_.text.empty()) envelope_.text += '&';
            envelope_.text.append(name).append("=").append(value);
        }
        return std::move(envelope_);
    }

  private:
    bool read_fields(Object& object) {
        for (auto member : object) {
            ondemand::field field;
            std::string_view key;
            if (std::move(member).get(field) != simdjson::SUCCESS || !key_of(field, key)) {
                return false;
            }
            const std::string name{key};
            // One text would stand for several messages.
            if (name.find_first_of("=&") != std::string::npos) return false;
            JsonValue value = field.value();
            const auto token = token_of(value);
            if (is_container(token)) {
                if (!skim(value, 2)) return false;
                continue;
            }
            std::string_view text;
            bool is_text = false;
            if (!scalar(value, token, text, is_text)) return false;
            keep(name, text);
        }
        return true;
    }

    void keep(const std::string& name, std::string_view value) {
        if (same_name(name, "input")) return;
        if (same_name(name, "cainfo")) {
            envelope_.cainfo = trim(value);
            return;
        }
        if (same_name(name, "fixmedins_code")) envelope_.fixmedins_code = trim(value);
        if (same_name(name, "inf_time")) envelope_.inf_time = Instant::parse(trim(value));
        fields_.emplace_back(name, value);
    }

    SignedEnvelope envelope_;
    std::vector<std::pair<std::string, std::string>> fields_;
};

}  // namespace

std::optional<SignedEnvelope> read_signed_envelope(std::string_view body) {
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    if (body.starts_with(mark)) body.remove_prefix(mark.size());
    thread_local JsonBuffer buffer;
    return EnvelopeReader{}.read(body, buffer);
}

std::string with_cainfo(std::string_view body, std::string_view cainfo) {
    const auto open = body.find('{');
    YIDI_ASSERT(open != std::string_view::npos);
    std::string text{body.substr(0, open + 1)};
    return text.append(R"("cainfo":")")
        .append(cainfo)
        .append(R"(",)")
        .append(body.substr(open + 1));
}

}  // namespace yidi::wire
