#include "wire/csv_reader.hpp"

#include <fmt/format.h>

namespace yidi::wire {

Unexpected<Problem> CsvReader::broken(int line, std::string found, std::string expected) const {
    return problem(ErrorCode::catalogue_row, fmt::format("{}:{}", name_, line), std::move(found),
                   std::move(expected));
}

/// Of the cell: a comma, the end of the line, the end of the text.
bool CsvReader::ends_at(std::size_t at) const {
    return at >= text_.size() || text_[at] == ',' || text_[at] == '\n';
}

Outcome<Done> CsvReader::read_quoted(std::string& cell) {
    const int opened = line_;
    for (++at_; at_ < text_.size(); ++at_) {
        const char c = text_[at_];
        if (c == '\n') ++line_;
        if (c == '"') {
            const bool doubled = at_ + 1 < text_.size() && text_[at_ + 1] == '"';
            ++at_;
            if (!doubled) return Done{};
        }
        cell += c;
    }
    return broken(opened, "a quote that is never closed", "a closing quote");
}

Outcome<Done> CsvReader::read_cell(std::string& cell) {
    cell.clear();
    if (at_ < text_.size() && text_[at_] == '"') {
        const auto read = read_quoted(cell);
        if (!read) return Unexpected{read.error()};
        if (at_ < text_.size() && text_[at_] == '\r') ++at_;
        if (!ends_at(at_)) {
            return broken(line_, "text after a closing quote", "a comma or the end of the line");
        }
        return Done{};
    }
    const std::size_t from = at_;
    while (!ends_at(at_)) {
        if (text_[at_] == '"') return broken(line_, "a quote inside a cell", "quotes around it");
        ++at_;
    }
    cell.assign(text_, from, at_ - from);
    const bool line_ends = at_ >= text_.size() || text_[at_] == '\n';
    if (line_ends && cell.ends_with('\r')) cell.pop_back();
    return Done{};
}

Outcome<bool> CsvReader::next(CsvRow& row) {
    if (at_ >= text_.size()) return false;
    row.line = line_;
    std::size_t count = 0;
    for (bool more = true; more; ++count) {
        if (count == row.cells.size()) row.cells.emplace_back();
        const auto read = read_cell(row.cells[count]);
        if (!read) return Unexpected{read.error()};
        more = at_ < text_.size() && text_[at_] == ',';
        if (at_ < text_.size()) ++at_;
    }
    row.cells.resize(count);
    ++line_;
    return true;
}

}  // namespace yidi::wire
