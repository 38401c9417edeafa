#include "law_fixture.hpp"

#include <cstdio>
#include <cstdlib>

namespace yidi::policies {
namespace {

template <class T>
T or_end(Outcome<T> outcome) {
    if (!outcome) {
        std::fprintf(stderr, "%s\n", message_of(outcome.error(), false).c_str());
        std::abort();
    }
    return std::move(*outcome);
}

}  // namespace

const wire::LoadedFiles& repository_files() {
    static const auto files = or_end(wire::read_policy_folder(YIDI_SOURCE_DIR "/policies"));
    return files;
}

const wire::LawBook& law() {
    static const auto book = or_end(wire::load_law(repository_files().files()));
    return book;
}

const policy::Plan& plan_of(const std::string& admdvs) {
    const auto plan = law().plan_for(admdvs);
    YIDI_ASSERT(plan != nullptr);
    return *plan;
}

const wire::LoadedFiles& frozen_files() {
    static const auto files =
        or_end(wire::read_policy_folder(YIDI_SOURCE_DIR "/tests/policies/frozen/policies"));
    return files;
}

const policy::Plan& frozen_plan_of(const std::string& admdvs) {
    static const auto book = or_end(wire::load_law(frozen_files().files()));
    const auto plan = book.plan_for(admdvs);
    YIDI_ASSERT(plan != nullptr);
    return *plan;
}

const std::vector<Area>& areas() {
    static const auto list = [] {
        std::vector<Area> found;
        for (const auto& package : or_end(wire::read_packages(repository_files().files()))) {
            policy::Findings findings;
            const policy::Head head = policy::load_head(package, findings);
            const std::string folder = package.folder.substr(package.folder.find('/') + 1);
            if (head.kind == policy::Head::Kind::area)
                found.push_back({folder, head.admdvs.front()});
        }
        return found;
    }();
    return list;
}

wire::LoadedFiles edited(const std::string& file, const std::string& old_text,
                         const std::string& new_text) {
    wire::LoadedFiles files = frozen_files();
    bool found = false;
    for (auto& [name, content] : files.texts) {
        if (name != "policies/" + file) continue;
        const auto at = content.find(old_text);
        YIDI_ASSERT(at != std::string::npos);
        YIDI_ASSERT(content.find(old_text, at + 1) == std::string::npos);
        content.replace(at, old_text.size(), new_text);
        found = true;
    }
    YIDI_ASSERT(found);
    return files;
}

}  // namespace yidi::policies
