// 1304, 1312, 1316, 1318 and 1319: pages of the catalogue of this place, each with other columns.

#include "base/text.hpp"
#include "wire/library_draft.hpp"
#include "wire/transactions.hpp"

namespace yidi::wire {
namespace {

using codes::TableId;
using Asked = CatalogueAsked;
using Page = CataloguePage;
using Row = CatalogueRow;
using catalog::Item;
using catalog::ItemClass;

template <auto Member>
constexpr Take ask = Into<Asked>::at<Member>;
template <auto Member>
constexpr Give page = From<Page>::at<Member>;
template <auto Make>
constexpr Give made = From<Row>::by<Make>;

// ---- what a row says ----------------------------------------------------------------------------

template <auto Member>
const auto& of_item(const Row& row) {
    return row.item->*Member;
}
const std::string& division_of(const Row& row) {
    return row.insu_admdvs;
}
Date begins(const Row& row) {
    return row.item->from;
}
/// The interface names the last day, an item the first day after it.
std::optional<Date> ends(const Row& row) {
    if (!row.item->to) return {};
    return Date::of_days(row.item->to->days() - 1);
}
std::string_view in_force(const Row& row) {
    return row.is_in_force ? "1" : "0";
}
std::string_view class_of(const Row& row) {
    constexpr std::string_view classes[] = {"01", "02", "03"};
    return classes[static_cast<std::size_t>(row.item->item_class)];
}
std::string_view restricted(const Row& row) {
    return row.item->restrictions.none() ? "0" : "1";
}
/// A code may stand in several dated rows.
std::string record_number(const Row& row) {
    return row.item->med_list_codg + '-' + Instant::start_of(row.item->from).compact().substr(0, 8);
}
Ratio first_self_pay(const Row& row) {
    switch (row.item->item_class) {
        case ItemClass::a:
            return Ratio{};
        case ItemClass::b:
            return row.item->first_pay;
        case ItemClass::c:
            return Ratio::of_ppm(Ratio::one_ppm);
    }
    YIDI_ASSERT(false);
}
std::string_view yes(const Row&) {
    return "1";
}
/// Shares are the same for all persons here.
std::string_view all_persons(const Row&) {
    return "99";
}
std::string_view share_of_first_self_pay(const Row&) {
    return "10";
}

// ---- paging -------------------------------------------------------------------------------------

std::int64_t pages(const Page& p) {
    return (p.record_counts + p.page_size - 1) / p.page_size;
}
std::int64_t size(const Page& p) {
    return static_cast<std::int64_t>(p.rows.size());
}
std::int64_t start_row(const Page& p) {
    return p.rows.empty() ? 0 : (p.page_num - 1) * p.page_size + 1;
}
std::int64_t end_row(const Page& p) {
    return p.rows.empty() ? 0 : start_row(p) + size(p) - 1;
}
void first_page(JsonWriter& out, const void* row) {
    out.boolean(static_cast<const Page*>(row)->page_num == 1);
}
void last_page(JsonWriter& out, const void* row) {
    const auto& p = *static_cast<const Page*>(row);
    out.boolean(p.page_num >= pages(p));
}
void write_rows(JsonWriter& out, const Node& node, const AnswerSource& source) {
    out.begin_array();
    for (const Row& row : static_cast<const Page*>(source.body)->rows) write_row(out, node, &row);
    out.end_array();
}

std::optional<Problem> check_page(void* draft) {
    const auto& asked = *static_cast<const Asked*>(draft);
    if (asked.page_num < 1) {
        return Problem{
            ErrorCode::page_out_of_range, "page_num", std::to_string(asked.page_num), "1-9999", {}};
    }
    if (asked.page_size < 1 || asked.page_size > page_rows_max) {
        return Problem{ErrorCode::page_out_of_range,
                       "page_size",
                       std::to_string(asked.page_size),
                       "1-" + std::to_string(page_rows_max),
                       {}};
    }
    return {};
}

// clang-format off
constexpr Field page_fields[] = {
    N("pageNum", 9, 0).must().from(page<&Page::page_num>),
    N("pageSize", 9, 0).must().from(page<&Page::page_size>),
    N("recordCounts", 9, 0).must().from(page<&Page::record_counts>),
    N("pages", 9, 0).must().from(From<Page>::by<pages>),
    N("size", 9, 0).must().from(From<Page>::by<size>),
    N("startRow", 9, 0).must().from(From<Page>::by<start_row>),
    N("endRow", 9, 0).must().from(From<Page>::by<end_row>),
    C("firstPage", 5).must().from(first_page),
    C("lastPage", 5).must().from(last_page),
};
constexpr Field ethnic_fields[] = {
    C("med_list_codg", 20, ask<&Asked::code>), C("genname_codg", 100), C("drug_genname", 20, ask<&Asked::name>),
    C("drug_prodname", 500), C("tcmherb_name", 30), C("cpnd_flag", 255),
    C("vali_flag", 3, ask<&Asked::vali_flag>), C("rid", 40), C("ver", 30),
    D("opt_begn_time"), D("opt_end_time"), D("updt_time", ask<&Asked::updated_since>).must(),
    N("page_num", 4, 0, ask<&Asked::page_num>).must(), N("page_size", 4, 0, ask<&Asked::page_size>).must(),
};
constexpr Field insured_fields[] = {
    D("query_date", ask<&Asked::query_date>), C("hilist_code", 30, ask<&Asked::code>), C("insu_admdvs", 6),
    D("begndate", ask<&Asked::begndate>), C("hilist_name", 200, ask<&Asked::name>), C("wubi", 30), C("pinyin", 30),
    C("med_chrgitm_type", 6, ask<&Asked::med_chrgitm_type>).in(TableId::med_chrgitm_type),
    C("chrgitm_lv", 3, ask<&Asked::chrgitm_lv>).in(TableId::chrgitm_lv),
    C("lmt_used_flag", 3, ask<&Asked::lmt_used_flag>).in(TableId::lmt_used_flag),
    C("list_type", 30, ask<&Asked::list_type>).in(TableId::list_type),
    C("med_use_flag", 3), C("matn_used_flag", 3), C("hilist_use_type", 3), C("lmt_cpnd_type", 3),
    C("vali_flag", 3, ask<&Asked::vali_flag>), D("updt_time", ask<&Asked::updated_since>).must(),
    N("page_num", 4, 0, ask<&Asked::page_num>).must(), N("page_size", 4, 0, ask<&Asked::page_size>).must(),
};
constexpr Field mapped_fields[] = {
    D("query_date", ask<&Asked::query_date>), C("med_list_codg", 30, ask<&Asked::code>), C("hilist_code", 30, ask<&Asked::code>),
    C("list_type", 30, ask<&Asked::list_type>).in(TableId::list_type), C("insu_admdvs", 6),
    D("begndate", ask<&Asked::begndate>), C("vali_flag", 3, ask<&Asked::vali_flag>),
    D("updt_time", ask<&Asked::updated_since>).must(),
    N("page_num", 4, 0, ask<&Asked::page_num>).must(), N("page_size", 4, 0, ask<&Asked::page_size>).must(),
};
constexpr Field cap_fields[] = {
    D("query_date", ask<&Asked::query_date>), C("hilist_code", 30, ask<&Asked::code>), C("hilist_lmtpric_type", 6),
    C("overlmt_dspo_way", 6), C("insu_admdvs", 6), D("begndate", ask<&Asked::begndate>), D("enddate"),
    C("vali_flag", 3, ask<&Asked::vali_flag>), C("rid", 40), C("tabname", 100), C("poolarea_no", 6),
    D("updt_time", ask<&Asked::updated_since>).must(),
    N("page_num", 4, 0, ask<&Asked::page_num>).must(), N("page_size", 4, 0, ask<&Asked::page_size>).must(),
};
constexpr Field share_fields[] = {
    D("query_date", ask<&Asked::query_date>), C("hilist_code", 30, ask<&Asked::code>), C("selfpay_prop_psn_type", 6),
    C("selfpay_prop_type", 6), C("insu_admdvs", 6), D("begndate", ask<&Asked::begndate>), D("enddate"),
    C("vali_flag", 3, ask<&Asked::vali_flag>), C("rid", 40), C("tabname", 100), C("poolarea_no", 6),
    D("updt_time", ask<&Asked::updated_since>).must(),
    N("page_num", 4, 0, ask<&Asked::page_num>).must(), N("page_size", 4, 0, ask<&Asked::page_size>).must(),
};

constexpr Field hilist_code = C("hilist_code", 50).must().from(made<of_item<&Item::med_list_codg>>);
constexpr Field med_list_codg = C("med_list_codg", 50).must().from(made<of_item<&Item::med_list_codg>>);
constexpr Field list_type = C("list_type", 3).must().in(TableId::list_type).from(made<of_item<&Item::list_type>>);
constexpr Field insu_admdvs = C("insu_admdvs", 6).must().from(made<division_of>);
constexpr Field begndate = D("begndate").must().from(made<begins>);
constexpr Field enddate = D("enddate").from(made<ends>);
constexpr Field vali_flag = C("vali_flag", 3).must().from(made<in_force>);
constexpr Field rid = C("rid", 60).must().from(made<record_number>);
constexpr Field updt_time = D("updt_time").must().from(made<begins>);
constexpr Field crte_time = D("crte_time").must().from(made<begins>);
constexpr Field poolarea_no = C("poolarea_no", 6).from(made<division_of>);

constexpr Field ethnic_answer_fields[] = {
    med_list_codg, C("drug_prodname", 500), C("genname_codg", 20),
    C("drug_genname", 500).from(made<of_item<&Item::name>>), C("ethdrug_type", 3), C("dosform", 500),
    C("drug_spec", 500), begndate, enddate, vali_flag, rid, crte_time, updt_time, C("ver", 20),
};
constexpr Field insured_answer_fields[] = {
    hilist_code, C("hilist_name", 200).must().from(made<of_item<&Item::name>>), insu_admdvs, begndate, enddate,
    C("med_chrgitm_type", 6).must().in(TableId::med_chrgitm_type).from(made<of_item<&Item::med_chrgitm_type>>),
    C("chrgitm_lv", 3).must().in(TableId::chrgitm_lv).from(made<class_of>),
    C("lmt_used_flag", 3).must().in(TableId::lmt_used_flag).from(made<restricted>), list_type,
    C("med_use_flag", 3).must().from(made<yes>), C("matn_used_flag", 3).must().from(made<yes>),
    C("hilist_use_type", 3), C("lmt_cpnd_type", 3), C("wubi", 30), C("pinyin", 30),
    C("memo", 500).from(made<of_item<&Item::restriction_text>>), vali_flag, rid, updt_time,
    C("crter_id", 20), C("crter_name", 50), crte_time, C("crte_optins_no", 20), C("opter_id", 20),
    C("opter_name", 50), D("opt_time"), C("optins_no", 20), poolarea_no,
};
constexpr Field mapped_answer_fields[] = {
    med_list_codg, hilist_code, list_type, insu_admdvs, begndate, enddate, C("memo", 500), vali_flag, rid, updt_time,
    C("crter_id", 20), C("crter_name", 50), crte_time, C("crte_optins_no", 20), C("opter_id", 20),
    C("opter_name", 50), D("opt_time"), C("optins_no", 20), poolarea_no,
};
constexpr Field cap_answer_fields[] = {
    hilist_code, C("hilist_lmtpric_type", 6), C("overlmt_dspo_way", 6), insu_admdvs, begndate, enddate,
    N("hilist_pric_uplmt_amt", 16, 6).must().from(made<of_item<&Item::limit_price>>), vali_flag, rid, updt_time,
    C("crter_id", 20), C("crter_name", 50), crte_time, C("crte_optins_no", 20), C("opter_id", 20),
    C("opter_name", 50), D("opt_time"), C("optins_no", 20), C("tabname", 100), poolarea_no,
};
constexpr Field share_answer_fields[] = {
    hilist_code, C("selfpay_prop_psn_type", 6).must().from(made<all_persons>),
    C("selfpay_prop_type", 6).must().from(made<share_of_first_self_pay>), insu_admdvs, begndate, enddate,
    N("selfpay_prop", 5, 4).must().from(made<first_self_pay>), vali_flag, rid, updt_time,
    C("crter_id", 20), C("crter_name", 50), crte_time, C("crte_optins_no", 20), C("opter_id", 20),
    C("opter_name", 50), D("opt_time"), C("optins_no", 20), C("tabname", 100), poolarea_no,
};
// clang-format on

constexpr Node ethnic_request[] = {
    {.name = "data", .fields = ethnic_fields, .end_row = check_page}};
constexpr Node insured_request[] = {
    {.name = "data", .fields = insured_fields, .end_row = check_page}};
constexpr Node mapped_request[] = {
    {.name = "data", .fields = mapped_fields, .end_row = check_page}};
constexpr Node cap_request[] = {{.name = "data", .fields = cap_fields, .end_row = check_page}};
constexpr Node share_request[] = {{.name = "data", .fields = share_fields, .end_row = check_page}};

// Clients look at output.data; where the page counts stand is not printed, real answers have them
// beside it.
constexpr Node paged{.name = "", .fields = page_fields, .write = write_flat<Page>};
constexpr Node rows_of(std::span<const Field> fields) {
    return {.name = "data", .fields = fields, .many = true, .write = write_rows};
}
constexpr Node ethnic_answer[] = {paged, rows_of(ethnic_answer_fields)};
constexpr Node insured_answer[] = {paged, rows_of(insured_answer_fields)};
constexpr Node mapped_answer[] = {paged, rows_of(mapped_answer_fields)};
constexpr Node cap_answer[] = {paged, rows_of(cap_answer_fields)};
constexpr Node share_answer[] = {paged, rows_of(share_answer_fields)};

// clang-format off
constexpr Transaction group[] = {
    {.infno = "1304", .zh = "民族药品目录查询", .en = "ethnic medicines", .path = "/fsi/api/catalogqueryservice/queryNatyPreparedByPage",
     .request = ethnic_request, .answer = ethnic_answer, .decode = nullptr},
    {.infno = "1312", .zh = "医保目录信息查询", .en = "the catalogue of this place", .path = "/fsi/api/catalogqueryservice/queryHilist",
     .request = insured_request, .answer = insured_answer, .decode = nullptr},
    {.infno = "1316", .zh = "医疗目录与医保目录匹配信息查询", .en = "national items and items of this place", .path = "/fsi/api/catalogqueryservice/queryMedinsHilistMapByPage",
     .request = mapped_request, .answer = mapped_answer, .decode = nullptr},
    {.infno = "1318", .zh = "医保目录限价信息查询", .en = "price caps", .path = "/fsi/api/catalogqueryservice/queryLmtprcByPage",
     .request = cap_request, .answer = cap_answer, .decode = nullptr},
    {.infno = "1319", .zh = "医保目录先自付比例信息查询", .en = "first self-pay shares", .path = "/fsi/api/catalogqueryservice/querySelfpayByPage",
     .request = share_request, .answer = share_answer, .decode = nullptr},
};
// clang-format on

constexpr LibraryReader readers[] = {
    {"1304", read_asked<Asked>, library_index<Page>},
    {"1312", read_asked<Asked>, library_index<Page>},
    {"1316", read_asked<Asked>, library_index<Page>},
    {"1318", read_asked<Asked>, library_index<Page>},
    {"1319", read_asked<Asked>, library_index<Page>},
};

}  // namespace

std::span<const Transaction> catalogue_transactions() {
    return group;
}
std::span<const LibraryReader> catalogue_readers() {
    return readers;
}

}  // namespace yidi::wire
