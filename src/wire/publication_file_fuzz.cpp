// Bytes cannot break the reader of publications; what it lets through can be handed out again, each
// code once.

#include <cstdint>
#include <cstdlib>
#include <set>
#include <string>

#include "wire/publication_file.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace yidi;
    auto read = wire::read_publication("fuzz.tsv", {reinterpret_cast<const char*>(data), size});
    if (!read) return 0;
    (void)wire::misshapen_codes("fuzz.tsv", *read);
    const codes::Layout& layout = *read->layout;
    const Date from = read->from;
    codes::Publications all;
    if (!all.add(std::move(*read))) std::abort();
    const auto news = all.since(layout, "0", from);
    if (!news) return 0;  // a version of the year nought is older than nothing
    std::set<std::string_view> seen;
    for (const auto& row : news->rows) {
        if (!seen.insert(row.publication->cell(row.row, codes::Column::code)).second) std::abort();
    }
    const auto again = all.by_file_number(news->file_number);
    if (!again || wire::download_text(*again) != wire::download_text(*news)) std::abort();
    return 0;
}
