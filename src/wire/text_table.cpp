#include "wire/text_table.hpp"

#include <algorithm>

#include "base/assert.hpp"

namespace yidi::wire {
namespace {

constexpr std::string_view gap = "  ";

void add_line(std::string& out, const std::vector<std::string>& cells,
              const std::vector<std::size_t>& widths, const std::vector<bool>& right,
              std::size_t indent) {
    std::string line(indent, ' ');
    for (std::size_t column = 0; column < cells.size(); ++column) {
        const std::string blanks(widths[column] - terminal_columns(cells[column]), ' ');
        if (column > 0) line += gap;
        line += right[column] ? blanks + cells[column] : cells[column] + blanks;
    }
    while (line.ends_with(' ')) line.pop_back();
    out += line + '\n';
}

}  // namespace

std::size_t terminal_columns(std::string_view utf8) {
    constexpr unsigned char wide_from = 0xE3;  // three-byte characters from U+3000 on
    std::size_t columns = 0;
    for (const char byte : utf8) {
        const auto code = static_cast<unsigned char>(byte);
        if ((code & 0xC0) != 0x80) columns += code >= wide_from ? 2 : 1;
    }
    return columns;
}

TextTable::TextTable(std::vector<std::string> heads) : heads_(std::move(heads)) {
    for (std::string& head : heads_) {
        right_.push_back(head.starts_with('>'));
        if (right_.back()) head.erase(0, 1);
    }
}

void TextTable::row(std::vector<std::string> cells) {
    YIDI_ASSERT(cells.size() == heads_.size());
    rows_.push_back(std::move(cells));
}

std::string TextTable::text(std::size_t indent) const {
    std::vector<std::size_t> widths(heads_.size());
    for (std::size_t column = 0; column < heads_.size(); ++column) {
        widths[column] = terminal_columns(heads_[column]);
        for (const auto& cells : rows_) {
            widths[column] = std::max(widths[column], terminal_columns(cells[column]));
        }
    }
    std::string out;
    const bool headless = std::all_of(heads_.begin(), heads_.end(),
                                      [](const std::string& head) { return head.empty(); });
    if (!headless) add_line(out, heads_, widths, right_, indent);
    for (const auto& cells : rows_) add_line(out, cells, widths, right_, indent);
    return out;
}

}  // namespace yidi::wire
