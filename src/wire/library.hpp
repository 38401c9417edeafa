/// @file
/// Questions of the national interface that published data or an institution's own files answer:
/// no desk decides anything about them, and none of them moves money.
///
/// Level       6, pure
/// Units       pages and rows are counted from 1
/// Errors      none
/// Ownership   values only; a CataloguePage borrows the items of the catalogue it was made from
/// Threads     values
/// See         wire/library_transactions.cpp for their descriptions, node/library.hpp for who
/// answers

#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "calendar/calendar.hpp"
#include "catalog/catalog.hpp"
#include "codes/publications.hpp"

namespace yidi::wire {

/// Largest file of an institution. With Base64 it fits into one message.
inline constexpr std::size_t file_bytes_max = 1024 * 1024;
inline constexpr std::int64_t page_rows_max = 1000;

/// 1301 and the like: what is new to somebody who holds `ver`?
struct DownloadAsked {
    std::string infno, ver;
};
/// 1901: the values of a code table.
struct TableAsked {
    std::string type, parent_value, vali_flag;
};
/// 1304, 1312, 1316, 1318, 1319: a page of the catalogue.
struct CatalogueAsked {
    std::string infno;
    std::string code, name, list_type, med_chrgitm_type, chrgitm_lv, lmt_used_flag, vali_flag;
    std::optional<Date> query_date, begndate, updated_since;
    std::int64_t page_num = 0, page_size = 0;
};
/// 9101.
struct FileSent {
    std::string filename, fixmedins_code, bytes;
};
/// 9102. The files of the hub are asked for as `published_files`.
struct FileAsked {
    std::string file_qury_no, filename, fixmedins_code;
};
inline constexpr std::string_view published_files = "plc";

using LibraryRequest = std::variant<DownloadAsked, TableAsked, CatalogueAsked, FileSent, FileAsked>;

struct DownloadOffered {
    std::string file_qury_no, filename;
    Date dld_end_time;
    std::int64_t data_cnt = 0;
};
struct DictionaryRow {
    std::string type, label, value, parent_value;
    std::int64_t sort = 0;
    std::string vali_flag;
};
struct TableRows {
    std::vector<DictionaryRow> rows;
};
/// An item as the catalogue queries tell it.
struct CatalogueRow {
    const catalog::Item* item = nullptr;
    std::string insu_admdvs;
    bool is_in_force = false;
};
struct CataloguePage {
    std::shared_ptr<const catalog::Catalog> catalogue;  ///< Keeps the items alive.
    std::vector<CatalogueRow> rows;
    std::int64_t page_num = 0, page_size = 0, record_counts = 0;
};
struct FileKept {
    std::string file_qury_no, filename, fixmedins_code;
    Instant dld_endtime;
};
/// Answered as it is, not as JSON.
struct FileBytes {
    std::string filename, bytes;
};

using LibraryAnswer = std::variant<DownloadOffered, TableRows, CataloguePage, FileKept, FileBytes>;

}  // namespace yidi::wire
