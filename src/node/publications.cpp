#include "node/publications.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>
#include <vector>

#include <fmt/format.h>

#include "base/text.hpp"
#include "node/durable_file.hpp"
#include "wire/publication_file.hpp"

namespace yidi::node {
namespace {

namespace fs = std::filesystem;

Outcome<Done> add_file(codes::Publications& publications, std::string_view name, std::string text) {
    auto publication = wire::read_publication(name, std::move(text));
    if (!publication) return Unexpected{publication.error()};
    return publications.add(std::move(*publication));
}

struct NamedText {
    std::string name, text;
};

/// In the order of their names, which is that of the versions: 1301-00003.tsv.
Outcome<std::vector<NamedText>> texts_of(const fs::path& folder) {
    std::vector<fs::path> paths;
    std::error_code none;
    for (const auto& entry : fs::directory_iterator(folder, none)) {
        if (entry.path().extension() == ".tsv") paths.push_back(entry.path());
    }
    std::ranges::sort(paths);
    std::vector<NamedText> texts;
    for (const auto& path : paths) {
        auto text = read_text(path);
        if (!text) return Unexpected{text.error()};
        texts.push_back({path.string(), std::move(*text)});
    }
    return texts;
}

/// "publication <TAB> 1301 <TAB> ..." -> "1301"; what is wrong with it the reader says.
std::string_view infno_of(std::string_view text) {
    const auto cells = split(text.substr(0, text.find('\n')), '\t');
    return cells.size() > 1 ? cells[1] : std::string_view{};
}

}  // namespace

fs::path publications_path(const fs::path& data) {
    return data / "publications";
}

Outcome<std::string> read_text(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(file), {}};
    if (!file) return problem(ErrorCode::file_unreadable, path.string());
    return text;
}

Outcome<codes::Publication> load_publication(const fs::path& file) {
    auto text = read_text(file);
    if (!text) return Unexpected{text.error()};
    return wire::read_publication(file.string(), std::move(*text));
}

Outcome<codes::Publications> load_publications(const fs::path& data) {
    auto own = texts_of(publications_path(data));
    if (!own) return Unexpected{own.error()};
    std::set<std::string, std::less<>> replaced;
    for (const NamedText& one : *own) replaced.insert(std::string{infno_of(one.text)});
    codes::Publications publications;
    for (const auto& sample : codes::sample_publications()) {
        if (replaced.count(infno_of(sample.content)) > 0) continue;
        auto added = add_file(publications, sample.name, std::string{sample.content});
        if (!added) return Unexpected{added.error()};
    }
    for (NamedText& one : *own) {
        auto added = add_file(publications, one.name, std::move(one.text));
        if (!added) return Unexpected{added.error()};
    }
    return publications;
}

Outcome<fs::path> publish(const fs::path& data, const fs::path& file) {
    auto publication = load_publication(file);
    if (!publication) return Unexpected{publication.error()};
    const auto misshapen = wire::misshapen_codes(file.string(), *publication);
    if (!misshapen.empty()) return Unexpected{misshapen.front()};
    const fs::path folder = publications_path(data);
    const std::string name =
        fmt::format("{}-{:05}.tsv", publication->layout->infno, publication->number);
    const std::string text = *publication->text;
    const bool is_first = [&] {
        std::error_code none;
        for (const auto& entry : fs::directory_iterator(folder, none)) {
            if (entry.path().filename().string().starts_with(publication->layout->infno)) {
                return false;
            }
        }
        return true;
    }();
    if (!is_first) {
        auto all = load_publications(data);
        if (!all) return Unexpected{all.error()};
        if (auto added = all->add(std::move(*publication)); !added) {
            return Unexpected{added.error()};
        }
    }
    std::error_code cannot;
    fs::create_directories(folder, cannot);
    if (cannot) return problem(ErrorCode::data_not_writable, folder.string(), cannot.message());
    // Under its name only when it is whole: a node may be starting beside us.
    const fs::path draft = folder / (name + ".draft");
    fs::remove(draft, cannot);
    if (!write_durably(draft, text)) return problem(ErrorCode::disk_failed, draft.string());
    fs::rename(draft, folder / name, cannot);
    if (cannot || !sync_folder(folder)) {
        return problem(ErrorCode::data_not_writable, (folder / name).string(), cannot.message());
    }
    return folder / name;
}

}  // namespace yidi::node
