#include "app/gateway_keys.hpp"

#include <iterator>
#include <optional>

#include <fmt/format.h>

#include "app/console.hpp"
#include "app/secret_file.hpp"
#include "base/text.hpp"
#include "node/access_keys.hpp"
#include "node/platform.hpp"

namespace yidi::app {
namespace {

using gateway::AccessKey;
using node::AccessKeys;

constexpr std::int32_t days_of_a_key = 365;

std::string_view state_of(const AccessKey& key, Date today) {
    if (key.is_revoked) return "revoked";
    if (today < key.from) return "not_yet";
    return key.to < today ? "expired" : "in_force";
}

std::string state_words(std::string_view state) {
    if (state == "revoked") return "已停用 revoked";
    if (state == "not_yet") return "未生效 not yet";
    return state == "expired" ? "已过期 expired" : "有效 in force";
}

std::string joined(const std::vector<std::string>& texts, std::string_view between) {
    std::string all;
    for (const auto& text : texts) all.append(all.empty() ? "" : between).append(text);
    return all;
}

std::string json_of(const model::NodeId& node, const AccessKey& key, Date today) {
    std::string institutions;
    for (const auto& code : key.institutions) {
        institutions += (institutions.empty() ? "" : ",") + json_text(code);
    }
    return fmt::format(
        R"("node":{},"id":{},"version":{},"dialect":"{}","institutions":[{}],"from":"{}","to":"{}",)"
        R"("clock":"{}","state":"{}")",
        json_text(node), json_text(key.id), key.version, name_of(key.dialect), institutions,
        key.from.text(), key.to.text(), key.clock == gateway::KeyClock::body ? "body" : "header",
        state_of(key, today));
}

/// The node an institution is of, by the division in its code (H 460100 00001).
std::optional<model::NodeId> node_of(std::string_view fixmedins_code) {
    if (fixmedins_code.empty()) return {};
    for (const auto& plan : node::sample_network()) {
        if (!plan.prefix.empty() && fixmedins_code.substr(1).starts_with(plan.prefix)) {
            return plan.id;
        }
    }
    return {};
}

Outcome<model::NodeId> node_of(const GatewayCommand& command) {
    if (!command.node.empty()) return command.node;
    std::optional<model::NodeId> found;
    for (const auto& code : command.institutions) {
        const auto node = node_of(code);
        if (!node || (found && found != node)) {
            return problem(ErrorCode::gateway_key_unfit, "institution", code,
                           found ? *found : std::string{"110000, 310000, 460000"});
        }
        found = node;
    }
    return *found;
}

/// The nodes to look a key up in.
std::vector<model::NodeId> nodes_of(const GatewayCommand& command) {
    if (!command.node.empty()) return {command.node};
    std::vector<model::NodeId> nodes;
    for (const auto& plan : node::sample_network()) {
        if (std::filesystem::exists(node::database_path(command.data, plan.id))) {
            nodes.push_back(plan.id);
        }
    }
    return nodes;
}

Outcome<Date> day_of(const std::string& text, std::string_view option, Date otherwise) {
    if (text.empty()) return otherwise;
    if (const auto day = Date::parse(text)) return *day;
    return problem(ErrorCode::date_invalid, std::string{option}, text, "yyyy-MM-dd");
}

/// What the key is made of, if the operator gave it.
Outcome<std::optional<std::string>> given_material(const GatewayCommand& command) {
    const auto& path =
        command.public_key_file.empty() ? command.secret_file : command.public_key_file;
    if (path.empty()) return std::optional<std::string>{};
    auto text = read_secret_file(path);
    if (!text) return Unexpected{std::move(text).error()};
    return std::optional<std::string>{std::move(*text)};
}

void tell_new(const GatewayCommand& command, const model::NodeId& node,
              const node::NewAccessKey& key, Date today) {
    if (command.json) {
        const std::string secret =
            key.secret.empty() ? std::string{} : R"(,"secret":)" + json_text(key.secret);
        return print("{" + json_of(node, key.about, today) + secret + "}");
    }
    const AccessKey& about = key.about;
    print(fmt::format("访问密钥已建立（节点 {}）/ access key made (node {})", node, node));
    print(fmt::format("  编号 id            {}", about.id));
    if (!key.secret.empty()) {
        print(fmt::format("  密钥 secret        {}   ← 只显示这一次 / shown this once only",
                          key.secret));
    }
    print(fmt::format("  签名方式 dialect   {}", name_of(about.dialect)));
    print(fmt::format("  机构 institutions  {}", joined(about.institutions, ", ")));
    print(fmt::format("  有效期 in force    {} – {}", about.from.text(), about.to.text()));
    print(fmt::format("  运行中的平台 a running platform: kill -HUP $(cat {}/yidi.pid)",
                      command.data));
}

/// Opens the file of the node that has the key, to change it.
Outcome<std::pair<model::NodeId, AccessKeys>> keys_with(const GatewayCommand& command) {
    for (const auto& node : nodes_of(command)) {
        auto keys = AccessKeys::open(command.data, node, AccessKeys::For::changing);
        if (!keys) return Unexpected{std::move(keys).error()};
        for (const auto& key : keys->keys()) {
            if (key.about.id == command.id) return std::pair{node, std::move(*keys)};
        }
    }
    return problem(ErrorCode::gateway_key_absent, "id", command.id);
}

}  // namespace

int run_gateway_add(const GatewayCommand& command) {
    const Date today = node::system_now().date();
    const auto node = node_of(command);
    if (!node) return report(node.error(), command.json);
    const auto from = day_of(command.from, "--from", today);
    if (!from) return report(from.error(), command.json);
    const auto to = day_of(command.to, "--to", from->plus_days(days_of_a_key - 1));
    if (!to) return report(to.error(), command.json);
    auto given = given_material(command);
    if (!given) return report(given.error(), command.json);
    auto keys = AccessKeys::open(command.data, *node, AccessKeys::For::changing);
    if (!keys) return report(keys.error(), command.json);
    AccessKey about;
    about.id = command.id;
    about.dialect = gateway::dialect_named(command.dialect).value_or(gateway::Dialect::hmac_sha1);
    about.institutions = command.institutions;
    about.from = *from;
    about.to = *to;
    about.clock = command.clock == "body" ? gateway::KeyClock::body : gateway::KeyClock::header;
    const auto made = keys->add(std::move(about), std::move(*given));
    if (!made) return report(made.error(), command.json);
    tell_new(command, *node, *made, today);
    return exit_done;
}

int run_gateway_list(const GatewayCommand& command) {
    const Date today = node::system_now().date();
    const auto nodes = nodes_of(command);
    if (nodes.empty())
        return report({ErrorCode::data_missing, command.data, {}, {}, {}}, command.json);
    std::string rows;
    for (const auto& node : nodes) {
        const auto keys = AccessKeys::open(command.data, node, AccessKeys::For::reading);
        if (!keys) return report(keys.error(), command.json);
        for (const auto& [about, sealed] : keys->keys()) {
            if (command.json) {
                rows += (rows.empty() ? "{" : ",{") + json_of(node, about, today) + "}";
                continue;
            }
            rows +=
                fmt::format("{} {} {} {} {} – {} {}\n", padded_right(node, 8),
                            padded_right(fmt::format("{} ({})", about.id, about.version), 26),
                            padded_right(name_of(about.dialect), 10),
                            padded_right(state_words(state_of(about, today)), 16),
                            about.from.text(), about.to.text(), joined(about.institutions, ","));
        }
    }
    if (command.json) {
        print("[" + rows + "]");
    } else {
        print(rows.empty() ? "没有访问密钥 / no access keys" : rows);
    }
    return exit_done;
}

int run_gateway_revoke(const GatewayCommand& command) {
    auto found = keys_with(command);
    if (!found) return report(found.error(), command.json);
    if (const auto done = found->second.revoke(command.id); !done) {
        return report(done.error(), command.json);
    }
    print(command.json ? fmt::format(R"({{"node":{},"id":{},"state":"revoked"}})",
                                     json_text(found->first), json_text(command.id))
                       : fmt::format("访问密钥已停用 / access key revoked: {}\n"
                                     "  运行中的平台 a running platform: kill -HUP $(cat "
                                     "{}/yidi.pid)",
                                     command.id, command.data));
    return exit_done;
}

int run_gateway_rotate(const GatewayCommand& command) {
    const Date today = node::system_now().date();
    auto given = given_material(command);
    if (!given) return report(given.error(), command.json);
    auto found = keys_with(command);
    if (!found) return report(found.error(), command.json);
    const auto made =
        found->second.rotate(command.id, today, command.overlap_days, std::move(*given));
    if (!made) return report(made.error(), command.json);
    tell_new(command, found->first, *made, today);
    return exit_done;
}

}  // namespace yidi::app
