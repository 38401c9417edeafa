#include <CLI/CLI.hpp>

#include "app/gateway_keys.hpp"

namespace yidi::app {
namespace {

constexpr const char* examples_add =
    "例 / example:\n"
    "  yidi gateway add --institution H46010000001 --dialect hmac-sha1 --id HIS-A\n"
    "  yidi gateway add --institution H46010000001 --institution H46010000002 --dialect sha256\n"
    "  yidi gateway add --institution H46010000001 --dialect sm2 --public-key hospital.pem\n"
    "  kill -HUP $(cat data/demo/yidi.pid)   # 使运行中的平台采用 / for the running platform";
constexpr const char* examples_list =
    "例 / example:\n  yidi gateway list --data ./data/demo\n  yidi gateway list --json";
constexpr const char* examples_revoke =
    "例 / example:\n  yidi gateway revoke HIS-A && kill -HUP $(cat data/demo/yidi.pid)";
constexpr const char* examples_rotate =
    "例 / example:\n  yidi gateway rotate HIS-A --overlap-days 14\n"
    "  yidi gateway rotate HIS-A --overlap-days 0   # 旧密钥立即停用 / the old one ends at once";

void add_place(CLI::App& command, GatewayCommand& all) {
    command.add_option("--data", all.data, "数据目录 / data directory")->capture_default_str();
    command.add_option("--node", all.node,
                       "节点；默认按机构或密钥编号确定 / node; default: by institution or key id");
    command.add_flag("--json", all.json, "以 JSON 输出 / print JSON");
}

void add_material(CLI::App& command, GatewayCommand& all) {
    auto* secret = command.add_option(
        "--secret-file", all.secret_file,
        "密钥所在文件，默认由本程序生成 / file that holds the secret; default: one is drawn");
    command
        .add_option("--public-key", all.public_key_file,
                    "SM2 公钥：PEM 或十六进制文件 / SM2 public key: file of PEM or hexadecimal")
        ->excludes(secret);
}

void add_add(CLI::App& gateway, GatewayCommand& all, int& exit_code) {
    auto* add = gateway.add_subcommand("add", "为机构建立访问密钥 / make an access key");
    add->add_option("--institution", all.institutions,
                    "可代表的定点机构编码，可重复 / institution it may speak for; may be repeated")
        ->required();
    add->add_option("--dialect", all.dialect,
                    "签名方式 / signature: hmac-sha1 (_api_*), sha256 (x-tif-*), hmac-sm3 "
                    "(x-ca-*), sm2 (cainfo)")
        ->check(CLI::IsMember({"hmac-sha1", "sha256", "hmac-sm3", "sm2"}))
        ->capture_default_str();
    add->add_option("--id", all.id, "密钥编号，默认生成 / key id; default: drawn");
    add->add_option("--from", all.from, "生效日，默认今天 / first day; default: today");
    add->add_option("--to", all.to, "最后一日，默认一年 / last day; default: a year");
    add->add_option("--clock", all.clock,
                    "时间取自签名头，或（时钟有误的 x-ca 客户端）取自 inf_time / time from the "
                    "header, or, for x-ca clients with a broken clock, from inf_time")
        ->check(CLI::IsMember({"header", "body"}))
        ->capture_default_str();
    add_material(*add, all);
    add_place(*add, all);
    add->footer(examples_add);
    add->callback([&] { exit_code = run_gateway_add(all); });
}

void add_others(CLI::App& gateway, GatewayCommand& all, int& exit_code) {
    auto* list = gateway.add_subcommand("list", "列出访问密钥（不含密钥本身）/ list access keys");
    add_place(*list, all);
    list->footer(examples_list);
    list->callback([&] { exit_code = run_gateway_list(all); });

    auto* revoke = gateway.add_subcommand("revoke", "停用访问密钥 / take a key out of force");
    revoke->add_option("id", all.id, "密钥编号 / key id")->required();
    add_place(*revoke, all);
    revoke->footer(examples_revoke);
    revoke->callback([&] { exit_code = run_gateway_revoke(all); });

    auto* rotate = gateway.add_subcommand(
        "rotate", "更换密钥，编号不变，新旧并行一段时间 / a new secret under the same id");
    rotate->add_option("id", all.id, "密钥编号 / key id")->required();
    rotate
        ->add_option("--overlap-days", all.overlap_days,
                     "旧密钥继续有效的天数 / days the old one stays good")
        ->check(CLI::Range(0, 366))
        ->capture_default_str();
    add_material(*rotate, all);
    add_place(*rotate, all);
    rotate->footer(examples_rotate);
    rotate->callback([&] { exit_code = run_gateway_rotate(all); });
}

}  // namespace

void add_gateway_commands(CLI::App& app, GatewayCommand& command, int& exit_code) {
    auto* gateway = app.add_subcommand("gateway", "机构接入密钥 / access keys of institutions")
                        ->require_subcommand(1);
    add_add(*gateway, command, exit_code);
    add_others(*gateway, command, exit_code);
}

}  // namespace yidi::app
