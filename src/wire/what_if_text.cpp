#include <fmt/format.h>

#include "wire/law_words.hpp"
#include "wire/text_table.hpp"
#include "wire/what_if_groups.hpp"
#include "wire/what_if_report.hpp"

namespace yidi::wire {
namespace {

/// "1,234,567.89", and "+1,234.50" where it is a difference.
std::string yuan(std::int64_t fen, bool with_sign = false) {
    const std::uint64_t size = fen < 0 ? 0 - static_cast<std::uint64_t>(fen)
                                       : static_cast<std::uint64_t>(fen);
    std::string digits = std::to_string(size / 100);
    for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, ",");
    const char* sign = fen < 0 ? "-" : with_sign && fen > 0 ? "+" : "";
    return fmt::format("{}{}.{:02}", sign, digits, size % 100);
}

std::string count(std::int64_t number) {
    std::string text = yuan(number * 100);
    text.resize(text.size() - 3);
    return text;
}

class Text {
  public:
    Text(const WhatIfReport& report, bool zh) : report_(report), zh_(zh) {}

    std::string run() {
        head();
        payers();
        for (const SumsBy& by : sums_by_each(report_.sums)) groups(by);
        people();
        examples(report_.gains, "少付最多", "largest gains");
        examples(report_.losses, "多付最多", "largest losses");
        return std::move(out_);
    }

  private:
    [[nodiscard]] std::string pick(std::string_view zh, std::string_view en) const {
        return std::string{zh_ ? zh : en};
    }
    void line(const std::string& text) { out_ += text + "\n"; }

    void head() {
        const policy::Sums& sums = report_.sums;
        line(fmt::format("{}{}", report_.source,
                         report_.is_synthetic ? pick("（虚构数据）", " (invented lives)") : ""));
        for (const ReformedArea& area : report_.areas) {
            line(fmt::format("{}: {} -> {}  [{}]", area.package_id, area.hash_before,
                             area.hash_after, fmt::join(area.reforms, " + ")));
            for (const Problem& warning : area.warnings) line("! " + message_of(warning, zh_));
            for (const policy::Overlap& one : area.overlaps) {
                line(fmt::format("{} {}: {} -> {} ({})",
                                 pick("后者优先：", "the later wins:"), one.target, one.earlier,
                                 one.later, days_text(one.days, zh_)));
            }
            if (!area.commute_asked) continue;
            if (area.order_matters.empty()) {
                line(pick("方案先后次序不影响结果", "the order of the reforms does not matter"));
            }
            for (const policy::OrderMatters& one : area.order_matters) {
                line(fmt::format("{} {} / {}{}", pick("次序影响结果：", "the order matters:"),
                                 one.first, one.second,
                                 one.where.empty()
                                     ? pick("（交换后无法施行）", " (exchanged they do not apply)")
                                     : ": " + policy::text_of(one.where.front())));
            }
        }
        const policy::GroupSums total = sums.total();
        line(fmt::format("{} {}, {} {}", count(sums.persons), pick("人", "people"),
                         count(sums.events), pick("次就医", "events")));
        if (sums.without_plan > 0) {
            line(fmt::format("{} {}", count(sums.without_plan),
                             pick("次就医的参保地没有政策包，未计", "events of areas without a package, "
                                                                     "not counted")));
        }
        if (total.unknown > 0) {
            line(fmt::format("{} {} ({})", count(total.unknown),
                             pick("次就医所需数值未载明，未计", "events need a value nobody knows, "
                                                                 "not counted"),
                             yuan(total.unknown_bill_fen)));
        }
        line(fmt::format("{}: {} -> {}", pick("不予支付", "refused"), count(total.refused_base),
                         count(total.refused_reform)));
    }

    void payers() {
        const policy::GroupSums total = report_.sums.total();
        TextTable table({"", pick(">原", ">before"), pick(">新", ">after"), pick(">增减", ">change")});
        const auto row = [&](const std::string& name, std::int64_t before, std::int64_t after) {
            table.row({name, yuan(before), yuan(after), yuan(after - before, true)});
        };
        for (std::size_t layer = 0; layer < policy::layer_count; ++layer) {
            if (total.base[layer] == 0 && total.reform[layer] == 0) continue;
            const policy::Word& word = payer_word(layer);
            row(pick(word.zh, word.en), total.base[layer], total.reform[layer]);
        }
        row(pick("基金合计", "all funds"), policy::funds_of(total.base),
            policy::funds_of(total.reform));
        row(pick("个人合计", "persons"), policy::person_of(total.base),
            policy::person_of(total.reform));
        out_ += "\n" + table.text();
    }

    void groups(const SumsBy& by) {
        TextTable table({pick(by.zh, by.en), pick(">就医", ">events"),
                         pick(">基金原付", ">funds before"), pick(">基金增减", ">funds change"),
                         pick(">个人增减", ">persons change"), pick(">少付", ">gain"),
                         pick(">多付", ">lose")});
        for (const NamedSums& value : by.values) {
            const policy::GroupSums& sums = value.sums;
            if (sums.events == 0) continue;
            table.row({pick(value.zh, value.en), count(sums.events),
                       yuan(policy::funds_of(sums.base)),
                       yuan(policy::funds_of(sums.reform) - policy::funds_of(sums.base), true),
                       yuan(policy::person_of(sums.reform) - policy::person_of(sums.base), true),
                       count(sums.gain_events), count(sums.loss_events)});
        }
        out_ += "\n" + table.text();
    }

    void people() {
        const policy::PersonSums all = report_.sums.all_people();
        line(fmt::format("\n{}: {}; {} {} ({}), {} {} ({})", pick("人年", "person-years"),
                         count(all.people), pick("少付", "pay less"), count(all.gain),
                         yuan(all.gain_fen), pick("多付", "pay more"), count(all.loss),
                         yuan(all.loss_fen)));
        TextTable table({pick("个人年度负担变化（元）", "change of what a person pays in a year"),
                         pick(">人年", ">person-years")});
        constexpr std::size_t middle = policy::change_bounds_yuan.size();
        for (std::size_t at = 0; at < policy::change_classes; ++at) {
            if (all.changes[at] > 0) table.row({class_name(at, middle), count(all.changes[at])});
        }
        out_ += table.text();
    }

    [[nodiscard]] std::string class_name(std::size_t at, std::size_t middle) const {
        if (at == middle) return pick("不变", "none");
        const bool less = at < middle;
        const std::size_t steps = less ? middle - at : at - middle;
        const auto bound = [](std::size_t step) {
            return count(policy::change_bounds_yuan[step]);
        };
        const std::string sign = less ? "-" : "+";
        if (steps == middle) return fmt::format("{}{}…", sign, bound(steps - 1));
        return fmt::format("{}{}…{}{}", sign, bound(steps - 1), sign, bound(steps));
    }

    void examples(const std::vector<policy::Told>& list, std::string_view zh,
                  std::string_view en) {
        if (list.empty()) return;
        line("\n" + pick(zh, en));
        for (const policy::Told& told : list) example(told);
    }

    void example(const policy::Told& told) {
        const auto pays = [&](const policy::Explanation& explained) {
            return policy::person_of(policy::payments_of(explained.decision, told.event.fees));
        };
        const model::Episode& episode = told.event.episode;
        const std::int64_t before = pays(told.base), after = pays(told.reform);
        line(fmt::format("  {} {} · {} · {} · {} {}: {} {} -> {} ({})", pick("人员", "person"),
                         told.event.person, episode.insuplc_admdvs, episode.settled_on.text(),
                         situation_of(episode, zh_) + "; " + pick("总费用", "bill"),
                         yuan(told.event.fees.medfee_sumamt.fen()), pick("个人", "person pays"),
                         yuan(before), yuan(after), yuan(after - before, true)));
        for (const policy::StepPair& pair : policy::align(told.base.steps, told.reform.steps)) {
            if (!pair.differs) continue;
            const auto say = [&](char sign, const model::ExplainStep* step) {
                if (step == nullptr) return;
                line(fmt::format("    {} {}{}", sign, pick(step->zh, step->en),
                                 step->row == 0 ? std::string{}
                                                : fmt::format("  [{} {}]", step->rule,
                                                              step->row)));
            };
            say('-', pair.base);
            say('+', pair.reform);
        }
    }

    const WhatIfReport& report_;
    bool zh_;
    std::string out_;
};

}  // namespace

std::string what_if_text(const WhatIfReport& report, bool chinese) {
    return Text(report, chinese).run();
}

}  // namespace yidi::wire
