#include "node/library.hpp"

#include <optional>

#include <boost/describe.hpp>
#include <boost/mp11/algorithm.hpp>

#include "catalog/item_query.hpp"
#include "codes/codes.hpp"
#include "codes/divisions.hpp"
#include "wire/publication_file.hpp"
#include "wire/zip_file.hpp"

namespace yidi::node {
namespace {

using wire::LibraryAnswer;

constexpr std::int32_t days_offered = 30;
constexpr std::string_view ethnic_drugs = "104";
constexpr std::string_view division_table = "admdvs";

std::string lower(std::string_view text) {
    std::string out{text};
    for (char& c : out) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return out;
}

Outcome<LibraryAnswer> offer(const codes::Publications& publications,
                             const wire::DownloadAsked& asked, Date today) {
    const codes::Layout* layout = codes::find_layout(asked.infno);
    YIDI_ASSERT(layout != nullptr);
    auto news = publications.since(*layout, asked.ver, today);
    if (!news) return Unexpected{news.error()};
    return LibraryAnswer{wire::DownloadOffered{
        news->file_number, wire::download_name(*news) + ".txt.zip", today.plus_days(days_offered),
        static_cast<std::int64_t>(news->rows.size())}};
}

Outcome<LibraryAnswer> published_file(const codes::Publications& publications,
                                      const std::string& file_number) {
    const auto news = publications.by_file_number(file_number);
    if (!news) return Unexpected{news.error()};
    const std::string name = wire::download_name(*news);
    return LibraryAnswer{wire::FileBytes{name + ".txt.zip",
                                         wire::zip_of(name + ".txt", wire::download_text(*news))}};
}

/// Divisions with the one above each, as the tables are told.
wire::TableRows division_rows(const wire::TableAsked& asked) {
    wire::TableRows out;
    for (const codes::Division& place : codes::divisions()) {
        const std::string above = codes::parent_of(place.code).value_or("0");
        if (!asked.parent_value.empty() && asked.parent_value != above) continue;
        out.rows.push_back({asked.type, std::string{place.zh}, std::string{place.code}, above,
                            static_cast<std::int64_t>(out.rows.size()) + 1, "1"});
    }
    return out;
}

Outcome<LibraryAnswer> table(const wire::TableAsked& asked) {
    const std::string name = lower(asked.type);
    // Every value that the platform knows is in force.
    if (asked.vali_flag == "0") return LibraryAnswer{wire::TableRows{}};
    if (name == division_table) return LibraryAnswer{division_rows(asked)};
    wire::TableRows out;
    bool is_known = false;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<codes::TableId>>([&](auto d) {
        if (name != d.name) return;
        is_known = true;
        for (const auto& row : codes::rows_of(d.value)) {
            out.rows.push_back({asked.type, std::string{row.zh}, std::string{row.code}, "0",
                                static_cast<std::int64_t>(out.rows.size()) + 1, "1"});
        }
    });
    if (!is_known) {
        return problem(ErrorCode::code_unknown, "data.type", asked.type,
                       "insutype, med_type, ..., admdvs");
    }
    return LibraryAnswer{std::move(out)};
}

std::optional<catalog::ItemClass> class_asked(const std::string& chrgitm_lv) {
    if (chrgitm_lv == "01") return catalog::ItemClass::a;
    if (chrgitm_lv == "02") return catalog::ItemClass::b;
    if (chrgitm_lv.empty()) return {};
    return catalog::ItemClass::c;
}

catalog::ItemQuery query_of(const wire::CatalogueAsked& asked) {
    catalog::ItemQuery query{.code = asked.code,
                             .name = asked.name,
                             .list_type = asked.list_type,
                             .med_chrgitm_type = asked.med_chrgitm_type,
                             .item_class = class_asked(asked.chrgitm_lv),
                             .is_restricted = {},
                             .has_limit_price = {},
                             .in_force_on = asked.query_date,
                             .is_in_force = {},
                             .not_older_than = asked.updated_since,
                             .one_of_types = {}};
    if (!asked.lmt_used_flag.empty()) query.is_restricted = asked.lmt_used_flag != "0";
    if (!asked.vali_flag.empty()) query.is_in_force = asked.vali_flag != "0";
    if (asked.begndate && (!query.not_older_than || *query.not_older_than < *asked.begndate)) {
        query.not_older_than = asked.begndate;
    }
    if (asked.infno == "1304") query.one_of_types = {std::string{ethnic_drugs}};
    if (asked.infno == "1318") query.has_limit_price = true;
    return query;
}

wire::CataloguePage page(const wire::CatalogueAsked& asked, const LibraryContext& context,
                         const std::string& admdvs) {
    const Date today = context.now.date();
    const auto found =
        catalog::query(*context.catalogue, query_of(asked), today, asked.page_num, asked.page_size);
    wire::CataloguePage out{context.catalogue, {}, asked.page_num, asked.page_size, found.total};
    for (const catalog::Item* item : found.rows) {
        out.rows.push_back({item, admdvs, catalog::is_in_force(*item, today)});
    }
    return out;
}

}  // namespace

Outcome<LibraryAnswer> Library::answer(const wire::LibraryRequest& request,
                                       const LibraryContext& context) {
    const Date today = context.now.date();
    if (const auto* asked = std::get_if<wire::DownloadAsked>(&request)) {
        return offer(publications_, *asked, today);
    }
    if (const auto* asked = std::get_if<wire::TableAsked>(&request)) return table(*asked);
    if (const auto* asked = std::get_if<wire::CatalogueAsked>(&request)) {
        return LibraryAnswer{page(*asked, context, admdvs_)};
    }
    if (const auto* sent = std::get_if<wire::FileSent>(&request)) {
        if (sent->fixmedins_code != context.fixmedins_code) {
            return problem(ErrorCode::institution_mismatch, "fsUploadIn.fixmedins_code",
                           sent->fixmedins_code, context.fixmedins_code);
        }
        if (sent->bytes.empty()) {
            return problem(ErrorCode::field_missing, "fsUploadIn.in", {}, "B");
        }
        auto kept = shelf_.keep(*sent, context.now);
        if (!kept) return Unexpected{kept.error()};
        return LibraryAnswer{std::move(*kept)};
    }
    const auto& asked = std::get<wire::FileAsked>(request);
    if (asked.fixmedins_code == wire::published_files) {
        return published_file(publications_, asked.file_qury_no);
    }
    if (asked.fixmedins_code != context.fixmedins_code) {
        return problem(ErrorCode::download_unknown, "fsDownloadIn.fixmedins_code",
                       asked.fixmedins_code, context.fixmedins_code);
    }
    auto file = shelf_.fetch(asked, context.now);
    if (!file) return Unexpected{file.error()};
    return LibraryAnswer{std::move(*file)};
}

}  // namespace yidi::node
