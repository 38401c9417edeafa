#include "wire/transactions.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "wire/draft.hpp"

namespace yidi::wire {
namespace {

using codes::TableId;
using model::Envelope;
using Draft = EnvelopeDraft;

template <auto Member>
constexpr Take into = Into<Draft>::at<&Draft::envelope, Member>;

// clang-format off
constexpr Field request_fields[] = {
    C("infno", 5, into<&Envelope::infno>).must(),
    C("msgid", 30, into<&Envelope::msgid>).must(),
    C("mdtrtarea_admvs", 6, into<&Envelope::mdtrtarea_admvs>).must().division(),
    C("insuplc_admdvs", 6, into<&Envelope::insuplc_admdvs>).division(),
    C("recer_sys_code", 10).must(),
    C("dev_no", 100),
    C("dev_safe_info", 2000),
    C("cainfo", 1024),
    C("signtype", 10),
    C("infver", 6).must(),
    C("opter_type", 3).must().in(TableId::opter_type),
    C("opter", 30, into<&Envelope::opter>).must(),
    C("opter_name", 50).must().personal(),
    DT("inf_time", Into<Draft>::at<&Draft::inf_time>).must(),
    C("fixmedins_code", 12, into<&Envelope::fixmedins_code>).must(),
    C("fixmedins_name", 200).must(),
    C("sign_no", 30, into<&Envelope::sign_no>),
};

constexpr Field answer_fields[] = {
    N("infcode", 4, 0).must(),
    C("inf_refmsgid", 30).must(),
    C("refmsg_time", 17),
    C("respond_time", 17),
    C("err_msg", 200),
    C("warn_msg", 200),
    C("cainfo", 1024),
    C("signtype", 10),
};
// clang-format on

constexpr Node request_node{.name = "", .fields = request_fields};
constexpr Node answer_node{.name = "", .fields = answer_fields};

constexpr std::string_view every_transaction_paths[] = {
    "/fsi/api/rsfComIfsService/callService",
    "/mss/web/api/fsi/callService",
};

}  // namespace

std::span<const Transaction> transactions() {
    static const std::vector<Transaction> all = [] {
        std::vector<Transaction> joined;
        for (const auto group :
             {person_transactions(), fee_line_transactions(), settlement_transactions(),
              stay_transactions(), query_transactions(), declaration_transactions(),
              entitlement_transactions(), register_transactions(), reconcile_transactions(),
              outpatient_transactions(), outpatient_fee_transactions(), pharmacy_transactions(),
              download_transactions(), catalogue_transactions(), file_transactions()}) {
            joined.insert(joined.end(), group.begin(), group.end());
        }
        std::ranges::sort(joined, {}, &Transaction::infno);
        return joined;
    }();
    return all;
}

const Transaction* find_transaction(std::string_view infno) {
    const auto all = transactions();
    const auto at = std::ranges::lower_bound(all, infno, {}, &Transaction::infno);
    return at != all.end() && at->infno == infno ? &*at : nullptr;
}

std::string_view plain_infno(std::string_view infno) {
    return infno.size() == 5 && infno.back() == 'A' ? infno.substr(0, 4) : infno;
}

const Node& request_envelope() {
    return request_node;
}
const Node& answer_envelope() {
    return answer_node;
}
std::span<const std::string_view> single_paths() {
    return every_transaction_paths;
}

}  // namespace yidi::wire
