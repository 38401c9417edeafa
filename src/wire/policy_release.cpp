#include "wire/policy_release.hpp"

#include "wire/json_text.hpp"
#include "wire/json_walker.hpp"
#include "wire/json_writer.hpp"
#include "wire/policy_files.hpp"

namespace yidi::wire {
namespace {

namespace ondemand = simdjson::ondemand;

/// Reads what release_text() has written. It was written by this program and is kept under the
/// hash of what it compiles to, so that a text in any other form is damage.
class ReleaseReader : private JsonWalker {
  public:
    Outcome<LoadedFiles> read(std::string_view text) {
        JsonBuffer buffer;
        ondemand::document document;
        ondemand::array rows;
        LoadedFiles files;
        if (buffer.start(text, document) != simdjson::SUCCESS ||
            document.get_array().get(rows) != simdjson::SUCCESS || !read_rows(rows, files)) {
            return Unexpected{broken_json(text, "policy_release.files")};
        }
        return files;
    }

  private:
    bool read_rows(ondemand::array& rows, LoadedFiles& files) {
        for (auto row : rows) {
            Object object;
            std::string_view name, text;
            if (row.get_object().get(object) != simdjson::SUCCESS ||
                object["name"].get_string().get(name) != simdjson::SUCCESS ||
                object["text"].get_string().get(text) != simdjson::SUCCESS) {
                return false;
            }
            files.texts.emplace_back(name, text);
        }
        return true;
    }
};

}  // namespace

std::string release_text(std::span<const EmbeddedFile> files) {
    JsonWriter out;
    out.begin_array();
    for (const EmbeddedFile& file : files) {
        out.begin_object();
        out.key("name").text(file.name);
        out.key("text").text(file.content);
        out.end_object();
    }
    out.end_array();
    return out.take();
}

Outcome<policy::PlanPtr> compile_release(std::string_view text) {
    const auto loaded = ReleaseReader{}.read(text);
    if (!loaded) return Unexpected{loaded.error()};
    const auto law = load_law(loaded->files());
    if (!law) return Unexpected{law.error()};
    if (law->plans.empty()) {
        return problem(ErrorCode::package_incomplete, "policy_release.files", "", "one area");
    }
    return law->plans.begin()->second;
}

}  // namespace yidi::wire
