#include "wire/reference.hpp"

#include <set>
#include <string_view>

#include "base/error.hpp"
#include "codes/codes.hpp"
#include "policy/lint/lints.hpp"
#include "wire/field_check.hpp"
#include "wire/request.hpp"
#include "wire/transactions.hpp"

namespace yidi::wire {
namespace {

std::string cell(std::string_view text) {
    return std::string{text} + " | ";
}
std::string code(std::string_view text) {
    return text.empty() ? std::string{} : '`' + std::string{text} + '`';
}

void add_field(std::string& out, const Field& field, bool is_body_of_answer) {
    const auto* name = codes::field_name(field.name);
    YIDI_ASSERT(name != nullptr);
    const bool is_always_null = is_body_of_answer && field.give == nullptr;
    out += "| " + cell(code(field.name)) + cell(type_text(field)) +
           cell(field.required ? "Y" : (is_always_null ? "null" : "")) +
           cell(field.table ? code(codes::name_of(*field.table)) : "") + cell(name->zh) +
           std::string{name->en} + " |\n";
    if (field.extras == nullptr) return;
    for (const Field& extra : field.extras->fields) add_field(out, extra, false);
}

void add_node(std::string& out, const Node& node, std::string_view title, bool is_body_of_answer) {
    out += "\n**" + std::string{title} + "**";
    if (!node.name.empty()) {
        out += " " + code(node.name);
        out += node.many ? " (多行 rows)" : "";
        out += node.required ? "" : " (可省略 optional)";
    }
    out +=
        "\n\n| field | type | req | code table | 含义 | meaning |\n| --- | --- | --- | --- | --- | "
        "--- |\n";
    for (const Field& field : node.fields) add_field(out, field, is_body_of_answer);
}

void add_transaction(std::string& out, const Transaction& transaction) {
    out += "\n## " + std::string{transaction.infno} + ' ' + std::string{transaction.zh} + " · " +
           std::string{transaction.en} + "\n\n";
    out += "Path " + code(transaction.path);
    out += transaction.path_seen ? "" : " (named after its neighbours; not seen in use)";
    if (!transaction.path_of_a_form.empty()) {
        out += ", in its A form also " + code(transaction.path_of_a_form);
    }
    out += '\n';
    for (const Node& node : transaction.request) add_node(out, node, "请求 Request", false);
    for (const Node& node : transaction.answer) add_node(out, node, "应答 Answer", true);
    if (transaction.answer.empty()) out += "\n**应答 Answer** `{}`\n";
}

void collect_tables(std::set<codes::TableId>& tables, const Node& node) {
    for (const Field& field : node.fields) {
        if (field.table) tables.insert(*field.table);
        if (field.extras != nullptr) collect_tables(tables, *field.extras);
    }
}

void add_code_tables(std::string& out) {
    std::set<codes::TableId> tables;
    collect_tables(tables, request_envelope());
    for (const Transaction& transaction : transactions()) {
        for (const Node& node : transaction.request) collect_tables(tables, node);
        for (const Node& node : transaction.answer) collect_tables(tables, node);
    }
    out += "\n## 代码表 · Code tables\n";
    for (const auto table : tables) {
        out += "\n### " + std::string{codes::name_of(table)} +
               "\n\n| code | 含义 | meaning | editions |\n| --- | --- | --- | --- |\n";
        for (const auto& row : codes::rows_of(table)) {
            out += "| " + cell(code(row.code)) + cell(row.zh) + cell(row.en) +
                   std::string{row.editions} + " |\n";
        }
    }
}

// clang-format off: the text of the pages.
constexpr std::string_view transactions_head = R"(# 交易 · Transactions

Written by `yidi reference transactions` from the descriptions that decode and encode the messages. Do not edit.

- **Types**: C characters, N digits,decimals, D `yyyy-MM-dd`, DT `yyyy-MM-dd HH:mm:ss`, B a file: Base64 text or
  an array of numbers. Numbers may come as JSON numbers or texts; amounts are answered as JSON numbers with two decimals.
- **req**: Y means present and not empty. In answers, `null` marks a field that is always sent as null.
- **Borne with**: `input` as an object or as JSON text; a single row as an array of one; names in camel case; `null` and the word `null` for
  empty; fields not listed; the A form of each number (`2304A` is `2304`); `1` for `01` in code tables.
- **Limits**: 100 rows a node, 16 levels of nesting; the body's size is the server's to limit.
- **Documents**: 1101 needs `mdtrt_cert_no` or `certno`. A number shown as identity card must pass the check character of GB 11643-1999.
- **infcode**: 0 done, -1 refused. 1511 and 1516 mean that the outcome is *not known*: repeat the same msgid, ask with 5203, or undo with 2601.
- **Places where the interface leaves a choice**: rows of 5204, 5303 and 5304 stand in `data`; 9002 answers in `signoutoutb`; 5206 uses the
  accumulator codes of `cum_type_code` below; `crt_payb_lmt_amt` is null; the fields of 2306 and of 3401 to 3403, printed without a table
  in the sources, are those of their neighbours 2301 and 5101; 5101 reads of its input no more than whose departments are asked for.
- **Declarations** (2501 to 2507) take effect at the insured place when they are answered. They may be withdrawn until the fund has paid on
  them (1252). A referral to another area is a filing, valid for six months at least. The same msgid files once; 1255 means *not known*.
- **Statements** (3201, 3202) go by the day of `setl_time`; amounts of refunds are negative; `refd_setl_flag` 0 leaves refunded settlements
  and their refunds out. 3201 answers 0 or 1 with both sides' figures. 3202 reads no files yet: the rows that it would read from one
  stand in `stmtdetail`, at most 100 a message, and its answer has those that differ: 1 the platform has more, 2 the institution has more,
  3 the data differ. A refund goes by its own `setl_id` or, with negative amounts, by that of the settlement it refunds.
)";

constexpr std::string_view refusals_head = R"(# 拒绝与错误 · Refusals

Written by `yidi reference refusals` from the one error table (`src/base/errors.def`), in its order: within a group, an earlier row is found
before a later one. Do not edit.

Retry says what the same message may do: **never** it will be refused again; **amend** mend what is named, then send it; **later** nothing has
happened, send it again; **ask** the outcome is unknown: repeat the same msgid, ask with 5203, or undo with 2601.
)";

constexpr std::string_view lints_head = R"(# 政策包检查 · Checks of policy packages

Written by `yidi reference lints` from the one table of checks (`src/policy/lint/lints.def`). Do not edit.

`yidi policy check [DIR|PACKAGE] [--as-of DATE] [--json] [--all] [--texts DIR]` reads every package, refuses what the loader and
compiler refuse, and looks at the rest. Exit codes: **0** clean, or every warning waived; **1** an error, or a warning that no waiver
excuses; **2** there is nothing to check. A finding names file and line, what was found, the articles of the place, and what to do, in
both languages; `--json` has the same as fields.

- **Errors** can only be mended. L01 to L25 of them are refused when a package is loaded, too.
- **Warnings** may be accepted by `waivers.toml` of the package: what a document really says is not wrong because it is odd.
  A waiver that nothing needs (L80) or whose `until` is over (L81) is an error.

```toml
[[waiver]]
lint  = "L34"
rule  = "tj.emp.ip.ded"            # what the finding names; several as an array; "tj.emp.*" for all that begin so
cite  = ["tj-2023-1:12"]           # why: an article of sources.toml
owner = "tianjin maintainers"
why   = { zh = "办法规定起付线按住院次数递减", en = "the deductible falls by the number of admissions" }
until = 2027-12-31                 # optional: the last day on which it is accepted
```

**The day.** Documents on trial (L03) and values nobody has verified for 12 months (L04) depend on the day of the check, which is
today or `--as-of`. **Texts.** L02 compares `text_sha256` of documents and articles with files of `--texts DIR`, named
`<document>.txt` or `<document>.<article>.txt`.

**Shape.** L30 to L33 look at what all funds pay of one event as its costs in scope grow, for every kind of event the tables tell
apart, up to 500,000 yuan or to where no fund pays any more. A change of one fen may move the total by one fen and by the roundings of
each fund; whatever goes beyond is a finding. `check` looks two fen to both sides of every place where a band, limit or bucket
changes; `--prove` tries every fen. L33 is usually met where an earlier fund pays first out of a bucket that later funds pay little
of: let its `draw` begin with those they pay most of. L51 tries mixed bills of every kind, and holds the flat form of the tables that
the proof runs on against the decision itself.

**Expectations (L40).** community ≥ 1 ≥ 2 ≥ 3 ≥ 3s; retired ≥ active; local ≥ filed ≥ unfiled (planned care only: emergencies count
as filed); destitute ≥ subsistence ≥ monitored, margin, illness_poor ≥ none; a later deductible is not above an earlier one. Compared
are who is paid at all, shares band by band, deductibles, caps and limits.

**Coverage (L60).** A row counts as tested when a case of the package applies it; a benefit has an example when a case whose `source`
is not `derived` reaches it. Rows whose value is `undetermined` cannot be tested.
)";
// clang-format on

}  // namespace

std::string transactions_reference() {
    std::string out{transactions_head};
    out += "\nAny transaction is taken at";
    for (const auto path : single_paths()) out += ' ' + code(path) + ',';
    out += " at its own path, and at any path that ends in `" + std::string{numbered_path_prefix} +
           "<infno>`.\n\n| infno | 交易 | transaction |\n| --- | --- | --- |\n";
    for (const Transaction& transaction : transactions()) {
        out += "| " + cell(transaction.infno) + cell(transaction.zh) + std::string{transaction.en} +
               " |\n";
    }
    out += "\n## 报文 · Envelope\n";
    add_node(out, request_envelope(), "请求 Request", false);
    out += "| `input` |  | Y |  | 交易输入 | request body |\n";
    add_node(out, answer_envelope(), "应答 Answer", false);
    out += "| `output` |  |  |  | 交易输出 | result |\n";
    for (const Transaction& transaction : transactions()) add_transaction(out, transaction);
    add_code_tables(out);
    out += "\n## 已知但未开通 · Known, not offered\n\n";
    for (const auto& known : codes::known_transactions()) {
        if (find_transaction(known.infno) != nullptr) continue;
        out += "- " + std::string{known.infno} + ' ' + std::string{known.en} + '\n';
    }
    return out;
}

std::string refusals_reference() {
    std::string out{refusals_head};
    out +=
        "\n| no. | name | retry | 依据 article | 说明 | 处理 | meaning | remedy |\n"
        "| --- | --- | --- | --- | --- | --- | --- | --- |\n";
    for (const ErrorInfo& row : error_table()) {
        out += "| " + std::to_string(static_cast<int>(row.code)) + " | " + cell(code(row.name)) +
               cell(name_of(row.retry)) + cell(row.article) + cell(row.zh) + cell(row.zh_remedy) +
               cell(row.en) + std::string{row.en_remedy} + " |\n";
    }
    return out;
}

std::string lints_reference() {
    std::string out{lints_head};
    out +=
        "\n| id | name | severity | 说明 | 处理 | meaning | remedy |\n"
        "| --- | --- | --- | --- | --- | --- | --- |\n";
    for (const policy::LintInfo& row : policy::lint_table()) {
        out += "| " + cell(row.id) + cell(code(row.name)) + cell(policy::name_of(row.severity)) +
               cell(row.zh) + cell(row.zh_remedy) + cell(row.en) + std::string{row.en_remedy} +
               " |\n";
    }
    return out;
}

}  // namespace yidi::wire
