#include "proof/findings.hpp"

#include "base/assert.hpp"

namespace yidi::proof {
namespace {

struct Words {
    const char* name;
    const char* zh;
    const char* en;
};

// In the order of Check.
constexpr Words words[checks_count] = {
    {"line_identity", "费用明细金额不等于四项之和", "a fee line is not the sum of its buckets"},
    {"visit_sums", "就诊未结算合计与明细不符", "a stay's open sums are not those of its lines"},
    {"settlement_identity", "结算恒等式不成立", "a settlement does not add up"},
    {"settlement_lines", "结算费用与其明细不符", "a settlement's fees are not those of its lines"},
    {"claim_identity", "参保地记录恒等式不成立", "a claim does not add up"},
    {"ledger_transfer", "分录无效或与被冲分录不成镜像",
     "a transfer is void or no mirror of what it reverses"},
    {"ledger_missing", "分录编号有缺口", "transfers are missing from the ledger"},
    {"ledger_balance", "科目余额与分录合计不符", "an account is not the sum of its transfers"},
    {"settlement_ledger", "结算与分录不符", "a settlement and its transfers differ"},
    {"claim_ledger", "参保地记录与分录不符", "a claim and its transfers differ"},
    {"accumulator", "年度累计与有效记录合计不符",
     "a person's year is not the sum of the claims in force"},
    {"account_overdrawn", "个人账户透支", "a personal account is overdrawn"},
    {"both_sides", "就医地与参保地记录不一致", "treatment and insured place disagree"},
    {"hub_match", "国家级匹配记录与两侧不符", "the hub's record differs from its two sides"},
    {"request_dangling", "请求记录指向不存在的业务", "a remembered request names nothing"},
    {"record_missing", "记录指向的人员、机构、备案或请求不存在",
     "a record names something that is not there"},
    {"claim_decision", "按原政策重算与参保地记录不符",
     "the law over a claim's facts gives other amounts"},
    {"exchange_gap", "节点间报文丢失或来历不明",
     "messages between nodes are lost, or were never sent"},
    {"quota_window", "限额已用数与有效记录合计不符",
     "what a limit has used is not the sum of the claims in force"},
    {"stay_order", "同次住院的各笔结算前后不衔接",
     "the claims of one stay do not follow one another"},
    {"person_data", "个人信息与人员不符", "personal data stands with another person"},
    {"statement_day", "结算的对账日期不是其入账日期",
     "a settlement is reconciled under another day than it was booked on"},
    {"declaration", "待遇申报与其形成的备案、认定或两地记录不一致",
     "a declaration and what it made, or its two sides, disagree"},
    {"charge_batch", "收费批次与其明细或结算不符",
     "a charge batch is not its lines, or not with its settlement"},
};

const Words& words_of(Check check) {
    const auto at = static_cast<std::size_t>(check);
    YIDI_ASSERT(at < checks_count);
    return words[at];
}

}  // namespace

const char* name_of(Check check) { return words_of(check).name; }
const char* zh_of(Check check) { return words_of(check).zh; }
const char* en_of(Check check) { return words_of(check).en; }

}  // namespace yidi::proof
