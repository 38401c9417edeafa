#include "node/code_impact.hpp"

#include <functional>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "catalog/line_price.hpp"
#include "node/offline_books.hpp"
#include "node/platform.hpp"
#include "node/releases.hpp"

namespace yidi::node {
namespace {

using codes::Column;
using model::FeeLine;

constexpr std::int32_t year_days = 365;
constexpr std::size_t examples_max = 3;

/// What a new version does to one line; nothing when it leaves it alone.
struct LineImpact {
    ImpactKind kind{};
    std::string why;
    Money before, after;
};
using Judge = std::function<std::vector<LineImpact>(const FeeLine&)>;

/// Both catalogues are asked without facts of the person, so that what differs is theirs.
std::vector<LineImpact> under_catalogue(const FeeLine& line, const catalog::Catalog& before,
                                        const catalog::Catalog& after, Date on) {
    std::vector<LineImpact> found;
    const std::string& code = line.input.med_list_codg;
    const auto item = after.find(code, on);
    if (!item) {
        found.push_back({ImpactKind::refused, message_of(item.error(), true), {}, {}});
        return found;
    }
    const auto old_item = before.find(code, line.input.fee_ocur_time.date());
    const catalog::Item& now = **item;
    if (old_item) {
        const auto was = catalog::divide(**old_item, before.order(), line.input, {});
        const auto is = catalog::divide(now, after.order(), line.input, {});
        if (was.if_met != is.if_met) {
            found.push_back({ImpactKind::repriced, "", was.if_met.in_policy, is.if_met.in_policy});
        }
    }
    const model::LinePrice& price = line.price;
    if (now.name != price.hilist_name || now.list_type != price.list_type ||
        now.med_chrgitm_type != price.med_chrgitm_type) {
        found.push_back(
            {ImpactKind::remapped,
             fmt::format("{} {} {} -> {} {} {}", price.hilist_name, price.list_type,
                         price.med_chrgitm_type, now.name, now.list_type, now.med_chrgitm_type),
             {},
             {}});
    }
    return found;
}

/// Rows of a publication by code, for a look-up per line.
std::map<std::string_view, std::size_t> rows_of(const codes::Publication& publication) {
    std::map<std::string_view, std::size_t> rows;
    for (std::size_t row = 0; row < publication.size(); ++row) {
        rows[publication.cell(row, Column::code)] = row;
    }
    return rows;
}

Judge under_publication(const codes::Publication& publication) {
    return [&publication, rows = rows_of(publication)](const FeeLine& line) {
        std::vector<LineImpact> found;
        const auto at = rows.find(line.input.med_list_codg);
        if (at == rows.end()) return found;  // an increment leaves what it does not name
        const auto name = publication.cell(at->second, Column::name);
        if (publication.cell(at->second, Column::valid) == "0") {
            found.push_back({ImpactKind::refused, publication.version, {}, {}});
        } else if (!name.empty() && name != line.price.hilist_name) {
            found.push_back({ImpactKind::remapped,
                             fmt::format("{} -> {}", line.price.hilist_name, name),
                             {},
                             {}});
        }
        return found;
    };
}

/// The batches of a node that are settled now, with the settlement of each.
std::map<std::pair<std::string, std::int64_t>, std::string> settled_batches(
    store::SqliteStore& store) {
    std::map<std::pair<std::string, std::int64_t>, std::string> batches;
    store.for_each<model::Settlement>([&](const model::Settlement& settlement) {
        if (settlement.kind == model::SettlementKind::payment &&
            settlement.state == model::SettlementState::settled) {
            batches[{settlement.mdtrt_id, settlement.batch}] = settlement.setl_id;
        }
    });
    return batches;
}

class Collector {
  public:
    Collector(std::string node, ImpactReport& report) : node_(std::move(node)), report_(report) {}

    void add(const FeeLine& line, const std::string& setl_id, LineImpact impact) {
        auto& sum = sums_[{impact.kind, line.input.med_list_codg}];
        CodeImpact& one = sum.impact;
        if (one.lines == 0) {
            one.kind = impact.kind;
            one.node = node_;
            one.med_list_codg = line.input.med_list_codg;
            one.name = line.price.hilist_name;
            one.why = std::move(impact.why);
        }
        ++one.lines;
        one.amount = one.amount + line.input.det_item_fee_sumamt;
        one.in_scope_before = one.in_scope_before + impact.before;
        one.in_scope_after = one.in_scope_after + impact.after;
        if (!sum.settlements.insert(setl_id).second) return;
        ++one.settlements;
        if (one.examples.size() < examples_max) one.examples.push_back(setl_id);
    }

    void finish() {
        for (auto& [key, sum] : sums_) report_.impacts.push_back(std::move(sum.impact));
    }

  private:
    struct Sum {
        CodeImpact impact;
        std::set<std::string> settlements;
    };
    std::string node_;
    ImpactReport& report_;
    std::map<std::pair<ImpactKind, std::string>, Sum> sums_;
};

void look_at(store::SqliteStore& store, const std::string& node, Date on, const Judge& judge,
             ImpactReport& report) {
    const auto batches = settled_batches(store);
    Collector collector{node, report};
    store.for_each<FeeLine>([&](const FeeLine& line) {
        const auto batch = batches.find({line.mdtrt_id, line.batch});
        const Date day = line.input.fee_ocur_time.date();
        if (batch == batches.end() || on < day || day < on.plus_days(-year_days)) return;
        ++report.lines_looked_at;
        for (auto& found : judge(line)) collector.add(line, batch->second, std::move(found));
    });
    collector.finish();
    report.nodes.push_back(node);
}

}  // namespace

std::string_view name_of(ImpactKind kind) {
    constexpr std::string_view names[] = {"refused", "repriced", "remapped"};
    return names[static_cast<std::size_t>(kind)];
}

Outcome<ImpactReport> impact(const std::filesystem::path& data, const NewVersion& version,
                             const std::string& policies, Date on) {
    const auto law = load_law_or_reason(policies);
    if (!law) return Unexpected{law.error()};
    ImpactReport report;
    const auto done = on_every_node(data, [&](const std::string& node, store::SqliteStore& store) {
        if (const auto* publication = std::get_if<codes::Publication>(&version)) {
            return look_at(store, node, on, under_publication(*publication), report);
        }
        const auto& after = *std::get<std::shared_ptr<const catalog::Catalog>>(version);
        const auto before = rulebook_without_plans(node, *law, {}).catalogue;
        look_at(
            store, node, on,
            [&](const FeeLine& line) { return under_catalogue(line, *before, after, on); }, report);
    });
    if (!done) return Unexpected{done.error()};
    return report;
}

}  // namespace yidi::node
