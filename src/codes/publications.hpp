/// @file
/// Dated publications of a code standard, and what a client that holds an older version still
/// lacks of them: the newest state of every code published since.
///
/// Level       2, pure
/// Units       columns of a layout are counted from 1; 0 means that the layout does not name one
/// Errors      publication_newest, publication_version, publication_order, download_unknown
/// Ownership   a Publication shares its text; an Increment borrows from the Publications it is of
/// Threads     immutable once filled
/// Invariants  T4  an increment holds each code once, in its newest state, and ends with a row of
///                 the newest version, so that a client that keeps asking comes to an end.
///             T5  a file number alone says which rows its file has.
/// See         docs/reference/code-publications.md

#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/embedded.hpp"
#include "base/error.hpp"
#include "calendar/calendar.hpp"

namespace yidi::codes {

/// The publications that the program carries as samples, as files in the form of
/// docs/reference/code-publications.md.
[[nodiscard]] std::span<const EmbeddedFile> sample_publications();

/// The columns of a download that mean something to the platform.
enum class Column : std::uint8_t {
    code,
    name,
    valid,
    rid,  ///< Unique record number.
    created,
    updated,
    version_number,
    version_name,
    from,
    to,
};
inline constexpr std::size_t named_columns = 10;
[[nodiscard]] std::string_view name_of(Column column);

/// The file that answers a download transaction.
struct Layout {
    std::string_view infno, zh, en;
    std::uint8_t columns = 0;
    std::uint8_t place[named_columns] = {};
    std::string_view standard;  ///< Of its codes; empty where their structure is not known.

    [[nodiscard]] std::uint8_t at(Column column) const {
        return place[static_cast<std::size_t>(column)];
    }
};

/// By transaction number.
[[nodiscard]] std::span<const Layout> layouts();
[[nodiscard]] const Layout* find_layout(std::string_view infno);

/// "F001_20260101000000_C" -> "20260101000000"; empty if it is not of that form.
[[nodiscard]] std::string_view time_of_version(std::string_view version);

/// One version of one list: the codes that are new, changed or retired in it.
struct Publication {
    const Layout* layout = nullptr;
    std::string version;                ///< Its name.
    std::int64_t number = 0;            ///< Ascending within a list.
    Date from;                          ///< Published from this day on.
    std::vector<std::uint8_t> columns;  ///< Of the layout, in the order of the cells.
    std::shared_ptr<const std::string> text;
    std::vector<std::string_view> cells;  ///< Row after row; views of text.
    std::vector<int> lines;               ///< Where each row stands in its file.

    [[nodiscard]] std::size_t size() const { return lines.size(); }
    /// Empty where the publication says nothing of it.
    [[nodiscard]] std::string_view cell(std::size_t row, std::uint8_t column) const;
    [[nodiscard]] std::string_view cell(std::size_t row, Column column) const {
        return cell(row, layout->at(column));
    }
};

struct PublishedRow {
    const Publication* publication = nullptr;
    std::size_t row = 0;
};

struct Increment {
    const Layout* layout = nullptr;
    std::string file_number;
    std::string newest_version;
    std::vector<PublishedRow> rows;
};

/// The publications of all lists.
class Publications {
  public:
    /// Refuses a version that is there already or that does not follow those there.
    [[nodiscard]] Outcome<Done> add(Publication publication);

    /// What is new on `today` to somebody who holds `held` ("v0000" and "0": nothing yet).
    [[nodiscard]] Outcome<Increment> since(const Layout& layout, std::string_view held,
                                           Date today) const;
    /// The increment of a file number, as it was when it was handed out.
    [[nodiscard]] Outcome<Increment> by_file_number(std::string_view file_number) const;
    /// Every code of a list in its newest state on `today`.
    [[nodiscard]] std::vector<PublishedRow> state(const Layout& layout, Date today) const;
    /// In the order of their numbers.
    [[nodiscard]] std::vector<const Publication*> of(const Layout& layout) const;

  private:
    [[nodiscard]] Increment increment(const Layout& layout, std::string_view held_time,
                                      std::int64_t number_max) const;

    std::vector<std::shared_ptr<const Publication>> all_;  ///< By list, then number.
};

}  // namespace yidi::codes
