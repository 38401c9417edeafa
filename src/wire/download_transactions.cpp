// 1301-1315 and 1320 (what is new in a list of codes, as a file) and 1901 (code tables).

#include <array>

#include "wire/library_draft.hpp"
#include "wire/transactions.hpp"

namespace yidi::wire {
namespace {

template <auto Member>
constexpr Take download = Into<DownloadAsked>::at<Member>;
template <auto Member>
constexpr Take table = Into<TableAsked>::at<Member>;
template <auto Member>
constexpr Give offered = From<DownloadOffered>::at<Member>;
template <auto Member>
constexpr Give dictionary = From<DictionaryRow>::at<Member>;

std::string_view maker(const DictionaryRow&) {
    return "yidi";
}
/// Day of the national baseline that the tables follow.
std::string_view table_day(const DictionaryRow&) {
    return "2021-12-30";
}
std::int64_t table_version(const DictionaryRow&) {
    return 1;
}

void write_table(JsonWriter& out, const Node& node, const AnswerSource& source) {
    out.begin_array();
    for (const auto& row : static_cast<const TableRows*>(source.body)->rows) {
        write_row(out, node, &row);
    }
    out.end_array();
}

// clang-format off
constexpr Field download_fields[] = {
    C("ver", 30, download<&DownloadAsked::ver>).must(),
};
constexpr Field offered_fields[] = {
    C("file_qury_no", 30).must().from(offered<&DownloadOffered::file_qury_no>),
    C("filename", 200).must().from(offered<&DownloadOffered::filename>),
    D("dld_end_time").must().from(offered<&DownloadOffered::dld_end_time>),
    D("dld_endtime").from(offered<&DownloadOffered::dld_end_time>),
    N("data_cnt", 10, 0).must().from(offered<&DownloadOffered::data_cnt>),
};
constexpr Field table_fields[] = {
    C("type", 30, table<&TableAsked::type>).must(),
    C("parent_value", 10, table<&TableAsked::parent_value>),
    C("admdvs", 6),
    D("date"),
    C("vali_flag", 3, table<&TableAsked::vali_flag>),
};
constexpr Field dictionary_fields[] = {
    C("type", 30).must().from(dictionary<&DictionaryRow::type>),
    C("label", 50).must().from(dictionary<&DictionaryRow::label>),
    C("value", 20).must().from(dictionary<&DictionaryRow::value>),
    C("parentValue", 10).must().from(dictionary<&DictionaryRow::parent_value>),
    N("sort", 30, 0).must().from(dictionary<&DictionaryRow::sort>),
    C("valiFlag", 3).must().from(dictionary<&DictionaryRow::vali_flag>),
    C("createUser", 30).must().from(From<DictionaryRow>::by<maker>),
    D("createDate").must().from(From<DictionaryRow>::by<table_day>),
    N("version", 20, 0).must().from(From<DictionaryRow>::by<table_version>),
};
// clang-format on

constexpr Node download_request[] = {{.name = "data", .fields = download_fields}};
constexpr Node table_request[] = {{.name = "data", .fields = table_fields}};
constexpr Node offered_answer[] = {
    {.name = "", .fields = offered_fields, .write = write_flat<DownloadOffered>}};
constexpr Node table_answer[] = {
    {.name = "list", .fields = dictionary_fields, .many = true, .write = write_table}};

constexpr Transaction download_of(std::string_view infno, std::string_view zh, std::string_view en,
                                  std::string_view path) {
    return {.infno = infno,
            .zh = zh,
            .en = en,
            .path = path,
            .path_seen = false,
            .request = download_request,
            .answer = offered_answer,
            .decode = nullptr};
}

// clang-format off
constexpr Transaction group[] = {
    download_of("1301", "西药中成药目录下载", "download western and patent drugs", "/fsi/api/catalogdownservice/downCatalog1301"),
    download_of("1302", "中药饮片目录下载", "download herbal pieces", "/fsi/api/catalogdownservice/downCatalog1302"),
    download_of("1303", "医疗机构制剂目录下载", "download hospital preparations", "/fsi/api/catalogdownservice/downCatalog1303"),
    download_of("1305", "医疗服务项目目录下载", "download service items", "/fsi/api/catalogdownservice/downCatalog1305"),
    download_of("1306", "医用耗材目录下载", "download consumables", "/fsi/api/catalogdownservice/downCatalog1306"),
    download_of("1307", "疾病与诊断目录下载", "download diseases and diagnoses", "/fsi/api/catalogdownservice/downCatalog1307"),
    download_of("1308", "手术操作目录下载", "download operations", "/fsi/api/catalogdownservice/downCatalog1308"),
    download_of("1309", "门诊慢特病种目录下载", "download chronic and special diseases", "/fsi/api/catalogdownservice/downCatalog1309"),
    download_of("1310", "按病种付费病种目录下载", "download diseases paid as a whole", "/fsi/api/catalogdownservice/downCatalog1310"),
    download_of("1311", "日间手术治疗病种目录下载", "download day surgery", "/fsi/api/catalogdownservice/downCatalog1311"),
    download_of("1313", "肿瘤形态学目录下载", "download morphology of neoplasms", "/fsi/api/catalogdownservice/downCatalog1313"),
    download_of("1314", "中医疾病目录下载", "download diseases of Chinese medicine", "/fsi/api/catalogdownservice/downCatalog1314"),
    download_of("1315", "中医证候目录下载", "download syndromes of Chinese medicine", "/fsi/api/catalogdownservice/downCatalog1315"),
    download_of("1320", "中药配方颗粒目录下载", "download dispensing granules", "/fsi/api/catalogdownservice/downCatalog1320"),
    {.infno = "1901", .zh = "字典表查询", .en = "code tables", .path = "/fsi/api/catalogqueryservice/queryDataDic",
     .request = table_request, .answer = table_answer, .decode = nullptr},
};
// clang-format on

constexpr auto readers = [] {
    std::array<LibraryReader, std::size(group)> all{};
    for (std::size_t i = 0; i < std::size(group); ++i) {
        const bool is_table = group[i].infno == "1901";
        all[i] = {group[i].infno, is_table ? read_asked<TableAsked> : read_asked<DownloadAsked>,
                  is_table ? library_index<TableRows> : library_index<DownloadOffered>};
    }
    return all;
}();

}  // namespace

std::span<const Transaction> download_transactions() {
    return group;
}
std::span<const LibraryReader> download_readers() {
    return readers;
}

}  // namespace yidi::wire
