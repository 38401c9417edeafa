#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "policy/reform/verbs.hpp"

namespace yidi::policy {
namespace {

constexpr std::int64_t no_end = INT64_MAX;

/// Where a bound lies: "ded" at the beginning, "cap" at the end.
std::optional<std::int64_t> bound_of(const Node& node) {
    const auto* text = std::get_if<std::string>(&node.value);
    if (text != nullptr && *text == "ded") return 0;
    if (text != nullptr && *text == "cap") return no_end;
    const auto money = money_of(node);
    return money ? std::optional{money->fen()} : std::nullopt;
}

class BandInsert {
  public:
    BandInsert(TableDraft& draft, const Patch& patch, Findings& findings)
        : draft_(draft), patch_(patch), findings_(findings) {}

    void run() {
        if (draft_.kind() != Operator::segments) {
            return wrong("target", draft_.id(), "the bands of a benefit ([[segments]])");
        }
        const Node* above = given("above");
        const Node* upto = given("upto");
        const Node* fund = given("fund");
        if (above == nullptr || upto == nullptr || fund == nullptr) return;
        for (const auto& [key, value] : patch_.values) {
            if (key == "above" || key == "upto" || key == "fund") continue;
            return wrong(key, show(value), "above, upto and fund of the new band");
        }
        const auto low = bound_of(*above), high = bound_of(*upto);
        if (!low || !high || *low >= *high) {
            return wrong("above", show(*above), "a bound below upto, \"ded\" or an amount");
        }
        std::vector<DraftRow> made;
        for (const auto& group : draft_.groups()) {
            for (DraftRow& row : with_band(group, {*above, *upto, *fund}, *low, *high)) {
                made.push_back(std::move(row));
            }
        }
        draft_.rows() = std::move(made);
    }

  private:
    void wrong(std::string_view key, std::string found, std::string expected) {
        findings_.add(ErrorCode::package_value, patch_.site, key, std::move(found),
                      std::move(expected));
    }

    const Node* given(std::string_view key) {
        for (const auto& [name, value] : patch_.values) {
            if (name == key) return &value;
        }
        wrong(key, "nothing", "above, upto and fund of the new band");
        return nullptr;
    }

    /// The rows of one group, each giving up what the new band takes.
    std::vector<DraftRow> with_band(const std::vector<std::size_t>& group,
                                    const std::array<Node, 3>& band, std::int64_t low,
                                    std::int64_t high) {
        const std::size_t above = *draft_.column("above"), upto = *draft_.column("upto"),
                          fund = *draft_.column("fund");
        std::vector<DraftRow> made;
        bool placed = false;
        const auto place = [&](const DraftRow& like) {
            DraftRow row = like;
            row.cells[above] = band[0];
            row.cells[upto] = band[1];
            row.cells[fund] = band[2];
            draft_.mark(row);
            made.push_back(std::move(row));
            placed = true;
        };
        for (const std::size_t at : group) {
            const DraftRow& row = draft_.rows()[at];
            const auto from = bound_of(row.cells[above]), to = bound_of(row.cells[upto]);
            if (!row.selected || !from || !to || *to <= low || *from >= high) {
                made.push_back(row);
                continue;
            }
            const bool is_same = *from == low && *to == high;
            if (is_same && same_value(row.cells[fund], band[2])) {
                made.push_back(row);
                placed = true;
                continue;
            }
            DraftRow cut = row;
            draft_.mark(cut);
            if (*from < low) {
                cut.cells[upto] = band[0];
                made.push_back(cut);
            }
            if (!placed) place(row);
            if (*to > high) {
                cut = row;
                draft_.mark(cut);
                cut.cells[above] = band[1];
                made.push_back(cut);
            }
        }
        return made;
    }

    TableDraft& draft_;
    const Patch& patch_;
    Findings& findings_;
};

class Removal {
  public:
    Removal(TableDraft& draft, const Patch& patch, Findings& findings)
        : draft_(draft), patch_(patch), findings_(findings) {}

    void run() { patch_.where.empty() ? neutralise() : remove(); }

  private:
    void wrong(std::string_view key, std::string found, std::string expected) {
        findings_.add(ErrorCode::package_value, patch_.site, key, std::move(found),
                      std::move(expected));
    }

    void remove() {
        const bool bands = draft_.kind() == Operator::segments;
        if (!draft_.has_rows()) return wrong("where", draft_.id(), "a table with rows");
        std::vector<DraftRow> made;
        for (const auto& group : draft_.groups()) {
            std::vector<DraftRow> left;
            std::optional<Node> open;  // where a band begins that took over from removed ones
            for (const std::size_t at : group) {
                DraftRow row = draft_.rows()[at];
                if (row.selected) {
                    draft_.mark(row);
                    if (!bands) continue;
                    const Node begin = row.cells[*draft_.column("above")];
                    if (left.empty()) {
                        if (!open) open = begin;
                    } else {
                        left.back().cells[*draft_.column("upto")] =
                            row.cells[*draft_.column("upto")];
                        draft_.mark(left.back());
                    }
                    continue;
                }
                if (open) {
                    row.cells[*draft_.column("above")] = *open;
                    draft_.mark(row);
                    open.reset();
                }
                left.push_back(std::move(row));
            }
            std::move(left.begin(), left.end(), std::back_inserter(made));
        }
        if (made.empty()) return wrong("where", "every row", "at least one row that stays");
        draft_.rows() = std::move(made);
    }

    void all(std::string_view key, std::string_view text) {
        const Node value{std::string{text}, patch_.site.line};
        for (const std::size_t column : draft_.columns_of(key)) {
            for (DraftRow& row : draft_.rows()) draft_.put_cell(row, column, value);
        }
    }

    /// A whole table taken away: it stands there and does nothing, so that the explanation can say
    /// by what it was taken away, and other days keep it as it is.
    void neutralise() {
        switch (draft_.kind()) {
            case Operator::gate:
                return all("outcome", "entitled");
            case Operator::deductible:
                all("amount", "0");
                return all("floor", "0");
            case Operator::continuity:
                all("deductible", "full");
                if (draft_.key("long_stay_days") != nullptr) {
                    draft_.drop_key("long_stay_days");
                    draft_.mark_all();
                }
                return;
            case Operator::adjust: {
                const Node* effect = draft_.key("effect");
                const auto* text = effect == nullptr ? nullptr
                                                     : std::get_if<std::string>(&effect->value);
                const bool points = text != nullptr && *text == "ratio_points";
                draft_.put_key("value",
                               {std::string{points ? "+0pp" : "100%"}, patch_.site.line});
                return draft_.mark_all();
            }
            case Operator::place:
                all("effect", "none");
                all("value", "");
                return all("deductible_as", "level");
            case Operator::supplement:
                return all("fund", "0%");
            case Operator::limit:
            case Operator::cap:
                return all("amount", "none");
            case Operator::segments:
            case Operator::disease:
            case Operator::combine:
            case Operator::channel:
            case Operator::account:
                break;
        }
        wrong("target", draft_.id(),
              "a table a benefit can do without; name its rows with where, or the whole benefit");
    }

    TableDraft& draft_;
    const Patch& patch_;
    Findings& findings_;
};

}  // namespace

void insert_band(TableDraft& draft, const Patch& patch, Findings& findings) {
    BandInsert(draft, patch, findings).run();
}

void remove(TableDraft& draft, const Patch& patch, Findings& findings) {
    Removal(draft, patch, findings).run();
}

}  // namespace yidi::policy
