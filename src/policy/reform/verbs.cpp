#include "policy/reform/verbs.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "policy/amounts.hpp"

namespace yidi::policy {
namespace {

Node text_node(std::string text, const Node& like) {
    return {std::move(text), like.line};
}
Node money_node(Money money, const Node& like) {
    return text_node(money.text(), like);
}

/// "-300", 300, "-12.50": an amount with a sign.
std::optional<Money> signed_money(const Node& node) {
    if (const auto money = money_of(node)) return money;
    if (const auto* yuan = std::get_if<std::int64_t>(&node.value)) {
        return money_of({-*yuan, node.line}).value_or(Money{}).is_zero()
                   ? std::optional<Money>{}
                   : std::optional{-*money_of({-*yuan, node.line})};
    }
    const auto* text = std::get_if<std::string>(&node.value);
    if (text == nullptr || !text->starts_with('-')) return {};
    const auto money = money_of({text->substr(1), node.line});
    if (!money) return {};
    return -*money;
}

/// "110%", "87.5%": parts per million, also above one.
std::optional<std::int64_t> factor_of(const Node& node) {
    const auto* text = std::get_if<std::string>(&node.value);
    if (text == nullptr || !text->ends_with('%')) return {};
    const auto hundredths = Money::parse(std::string_view{*text}.substr(0, text->size() - 1));
    const auto most = Money::of_yuan(100'000);
    if (!hundredths || hundredths->is_negative() || *hundredths > most) return {};
    return hundredths->fen() * 100;
}

std::string points_text(std::int64_t ppm) {
    const std::string percent = Ratio::of_ppm(ppm < 0 ? -ppm : ppm).percent();
    return fmt::format("{}{}pp", ppm < 0 ? '-' : '+', percent.substr(0, percent.size() - 1));
}

class VerbRun {
  public:
    VerbRun(TableDraft& draft, const Patch& patch, Findings& findings)
        : draft_(draft), patch_(patch), findings_(findings) {}

    void run() {
        switch (patch_.verb) {
            case Verb::set:
                return each_value([this](const auto& key, const Node& value) { set(key, value); });
            case Verb::add:
                return each_value([this](const auto& key, const Node& value) { add(key, value); });
            case Verb::scale:
                return each_value(
                    [this](const auto& key, const Node& value) { scale(key, value); });
            case Verb::points:
                return each_value(
                    [this](const auto& key, const Node& value) { points(key, value); });
            case Verb::insert_segment:
                return insert_band(draft_, patch_, findings_);
            case Verb::remove:
                return remove(draft_, patch_, findings_);
            case Verb::replace:
                return replace();
            case Verb::shift:
            case Verb::add_benefit:
            case Verb::reading:
            case Verb::order:
                break;
        }
    }

  private:
    void wrong(std::string_view key, std::string found, std::string expected) {
        findings_.add(ErrorCode::package_value, patch_.site, key, std::move(found),
                      std::move(expected));
    }
    template <class Do>
    void each_value(Do&& act) {
        for (const auto& [key, value] : patch_.values) act(key, value);
    }

    void put(DraftRow& row, std::size_t column, Node value) {
        value.line = patch_.site.line;
        draft_.put_cell(row, column, std::move(value));
    }

    void put_key(std::string_view key, Node value) {
        const Node* old = draft_.key(key);
        if (old != nullptr && same_value(*old, value)) return;
        value.line = patch_.site.line;
        draft_.put_key(key, std::move(value));
        draft_.mark_all();
        if (key == "per") drop_keys_of_other_spans();
    }

    /// What a deductible by admission is asked, one by year is not, and the other way round.
    void drop_keys_of_other_spans() {
        const auto* per = std::get_if<std::string>(&draft_.key("per")->value);
        const bool by_admission = per != nullptr && *per == "admission";
        if (!by_admission) {
            for (const std::string_view key : {"count", "excludes", "next_factor", "next_less"}) {
                draft_.drop_key(key);
            }
        }
        if (per != nullptr && *per != "year") draft_.drop_key("pools");
    }

    /// Applies `change` to each selected cell of the key's columns, or to the table's own key.
    /// `change` answers nothing where the value cannot be counted with.
    template <class Change>
    void change(std::string_view key, std::string_view expected, Change&& change) {
        const auto columns = draft_.columns_of(key);
        if (columns.empty()) {
            const Node* old = draft_.key(key);
            const auto value = old == nullptr ? std::optional<Node>{} : change(*old);
            if (old == nullptr) return unknown(key);
            if (!value) return wrong(key, show(*old), std::string{expected});
            return put_key(key, *value);
        }
        for (DraftRow& row : draft_.rows()) {
            if (!row.selected) continue;
            for (const std::size_t column : columns) {
                const auto value = change(row.cells[column]);
                if (!value) return wrong(key, show(row.cells[column]), std::string{expected});
                put(row, column, *value);
            }
        }
    }

    [[nodiscard]] bool names_people() const {
        return std::any_of(patch_.where.begin(), patch_.where.end(), [](const Condition& one) {
            return index_of(dimension_words(), one.key).has_value();
        });
    }

    void unknown(std::string_view key) {
        std::string known = fmt::format("{}", fmt::join(draft_.columns(), ", "));
        findings_.add(ErrorCode::package_unknown_key, patch_.site, key, std::string{key},
                      known.empty() ? "a key of " + draft_.id()
                                    : fmt::format("a key or column of {}: {}", draft_.id(), known));
    }

    void set(std::string_view key, const Node& value) {
        const auto columns = draft_.columns_of(key);
        if (columns.empty()) {
            // What holds for the whole table cannot be set for some people alone.
            if (names_people()) return unknown(key);
            return put_key(key, value);
        }
        for (DraftRow& row : draft_.rows()) {
            if (!row.selected) continue;
            for (const std::size_t column : columns) put(row, column, value);
        }
    }

    void add(std::string_view key, const Node& value) {
        const auto delta = signed_money(value);
        if (!delta) return wrong(key, show(value), "an amount such as 300 or \"-12.50\"");
        change(key, "an amount that stays at 0 or above", [&](const Node& old) {
            const auto money = money_of(old);
            if (!money || (*money + *delta).is_negative()) return std::optional<Node>{};
            return std::optional{money_node(*money + *delta, old)};
        });
    }

    void scale(std::string_view key, const Node& value) {
        const auto factor = factor_of(value);
        if (!factor) return wrong(key, show(value), "a percent such as \"110%\"");
        const auto clamp = clamp_share();
        change(key, "an amount, or a share that stays within 0 to 100 % and four decimals",
               [&](const Node& old) -> std::optional<Node> {
                   if (const auto money = money_of(old)) {
                       return money_node(
                           rounded(Wide{money->fen()} * *factor, Rounding::half_up), old);
                   }
                   const auto* text = std::get_if<std::string>(&old.value);
                   const auto share = text == nullptr ? std::nullopt : parse_percent(*text);
                   if (!share) return {};
                   const Wide exact = Wide{share->ppm()} * *factor;
                   if (exact % Ratio::one_ppm != 0) return {};
                   const auto scaled = static_cast<std::int64_t>(exact / Ratio::one_ppm);
                   return share_node(share->ppm(), scaled, clamp, old);
               });
    }

    void points(std::string_view key, const Node& value) {
        if (key != "value") return wrong(key, show(value), "value = \"+2pp\"");
        const auto* text = std::get_if<std::string>(&value.value);
        const auto delta = text == nullptr ? std::nullopt : parse_points(*text);
        if (!delta) return wrong(key, show(value), "points such as \"+2pp\"");
        const bool of_shares = draft_.column("fund").has_value();
        const auto clamp = of_shares ? clamp_share() : clamp_points();
        change(of_shares ? "fund" : "value",
               of_shares ? "a share that stays within 0 to 100 %, or a clamp"
                         : "points of an effect ratio_points",
               [&](const Node& old) -> std::optional<Node> {
                   const auto* written = std::get_if<std::string>(&old.value);
                   if (written == nullptr) return {};
                   if (of_shares) {
                       const auto share = parse_percent(*written);
                       if (!share) return {};
                       return share_node(share->ppm(), share->ppm() + *delta, clamp, old);
                   }
                   const auto from = parse_points(*written);
                   if (!from) return {};
                   const std::int64_t to = clamped(*from, *from + *delta, clamp);
                   if (to > Ratio::one_ppm || to < -Ratio::one_ppm) return {};
                   return text_node(points_text(to), old);
               });
    }

    /// A clamp holds what moves towards it, and never moves what lies beyond it already.
    static std::int64_t clamped(std::int64_t from, std::int64_t to,
                                std::optional<std::int64_t> clamp) {
        if (!clamp) return to;
        return to > from ? std::max(from, std::min(to, *clamp))
                         : std::min(from, std::max(to, *clamp));
    }

    static std::optional<Node> share_node(std::int64_t from, std::int64_t to,
                                          std::optional<std::int64_t> clamp, const Node& like) {
        to = clamped(from, to, clamp);
        if (to < 0 || to > Ratio::one_ppm) return {};
        return text_node(Ratio::of_ppm(to).percent(), like);
    }

    std::optional<std::int64_t> clamp_share() {
        if (!patch_.clamp) return {};
        const auto* text = std::get_if<std::string>(&patch_.clamp->value);
        const auto share = text == nullptr ? std::nullopt : parse_percent(*text);
        if (!share) wrong("clamp", show(*patch_.clamp), "a share such as \"95%\"");
        return share ? std::optional{share->ppm()} : std::nullopt;
    }

    std::optional<std::int64_t> clamp_points() {
        if (!patch_.clamp) return {};
        const auto* text = std::get_if<std::string>(&patch_.clamp->value);
        const auto points = text == nullptr ? std::nullopt : parse_points(*text);
        if (!points) wrong("clamp", show(*patch_.clamp), "points such as \"-20pp\"");
        return points;
    }

    void replace() {
        const Node* columns = nullptr;
        const Node* rows = nullptr;
        constexpr std::string_view fixed[] = {"id",   "from",       "to",     "recorded_on",
                                              "cite", "confidence", "origin", "verified_on",
                                              "replaces"};
        for (const auto& [key, value] : patch_.values) {
            if (std::find(std::begin(fixed), std::end(fixed), key) != std::end(fixed)) {
                return wrong(key, show(value),
                             "no such key: the window says when, the reform says why");
            }
            if (key == "columns") {
                columns = &value;
            } else if (key == "rows") {
                rows = &value;
            } else if (key == "amount" && draft_.has_rows()) {
                draft_.put_rows({Array{{std::string{"amount"}, value.line}}, value.line},
                                {Array{{Array{value}, value.line}}, value.line});
                draft_.mark_all();
            } else {
                put_key(key, value);
            }
        }
        if ((columns == nullptr) != (rows == nullptr)) {
            return wrong(columns == nullptr ? "columns" : "rows", "nothing",
                         "columns and rows together");
        }
        if (columns != nullptr) {
            draft_.put_rows(*columns, *rows);
            draft_.mark_all();
        }
    }

    TableDraft& draft_;
    const Patch& patch_;
    Findings& findings_;
};

}  // namespace

void apply_verb(TableDraft& draft, const Patch& patch, Findings& findings) {
    VerbRun(draft, patch, findings).run();
}

}  // namespace yidi::policy
