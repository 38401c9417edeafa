// 9101 and 9102: an institution's own files, and the files that the hub publishes.

#include "wire/library_draft.hpp"
#include "wire/transactions.hpp"

namespace yidi::wire {
namespace {

template <auto Member>
constexpr Give kept = From<FileKept>::at<Member>;

// clang-format off
constexpr Field sent_fields[] = {
    B("in", Into<FileSent>::at<&FileSent::bytes>),  // or beside the message: the library asks for it
    C("filename", 200, Into<FileSent>::at<&FileSent::filename>).must(),
    C("fixmedins_code", 30, Into<FileSent>::at<&FileSent::fixmedins_code>).must(),
};
constexpr Field kept_fields[] = {
    C("file_qury_no", 30).must().from(kept<&FileKept::file_qury_no>),
    C("filename", 200).must().from(kept<&FileKept::filename>),
    C("fixmedins_code", 30).must().from(kept<&FileKept::fixmedins_code>),
    DT("dld_endtime").from(kept<&FileKept::dld_endtime>),
};
constexpr Field asked_fields[] = {
    C("file_qury_no", 50, Into<FileAsked>::at<&FileAsked::file_qury_no>).must(),
    C("filename", 200, Into<FileAsked>::at<&FileAsked::filename>),
    C("fixmedins_code", 30, Into<FileAsked>::at<&FileAsked::fixmedins_code>).must(),
};
// clang-format on

constexpr Node sent_request[] = {{.name = "fsUploadIn", .fields = sent_fields}};
constexpr Node kept_answer[] = {{.name = "", .fields = kept_fields, .write = write_flat<FileKept>}};
constexpr Node asked_request[] = {{.name = "fsDownloadIn", .fields = asked_fields}};

// clang-format off
constexpr Transaction group[] = {
    {.infno = "9101", .zh = "文件上传", .en = "send a file", .path = "/fsi/api/fileupload/upload",
     .request = sent_request, .answer = kept_answer, .decode = nullptr},
    {.infno = "9102", .zh = "文件下载", .en = "fetch a file", .path = "/fsi/api/fileupload/download",
     .request = asked_request, .answer = {}, .decode = nullptr},
};
// clang-format on

constexpr LibraryReader readers[] = {
    {"9101", read_asked<FileSent>, library_index<FileKept>},
    {"9102", read_asked<FileAsked>, library_index<FileBytes>},
};

}  // namespace

std::span<const Transaction> file_transactions() {
    return group;
}
std::span<const LibraryReader> file_readers() {
    return readers;
}

}  // namespace yidi::wire
