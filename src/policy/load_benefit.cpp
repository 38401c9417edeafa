#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "policy/package.hpp"

namespace yidi::policy {
namespace {

constexpr Word draw_spans[] = {{"episode", "", ""}, {"year_to_date", "", ""}};

constexpr Bucket basic_draw[] = {Bucket::in_policy};
constexpr Bucket fund_draw[] = {Bucket::first_pay, Bucket::ded, Bucket::seg_self,
                                Bucket::place_self, Bucket::over_cap};
constexpr Bucket supplement_draw[] = {Bucket::own,      Bucket::over_price, Bucket::first_pay,
                                      Bucket::ded,      Bucket::seg_self,   Bucket::place_self,
                                      Bucket::over_cap};

std::span<const Bucket> may_draw(Layer layer) {
    switch (layer) {
        case Layer::basic:
            return basic_draw;
        case Layer::civil_servant:
        case Layer::enterprise:
        case Layer::commercial:
            return supplement_draw;
        default:
            return fund_draw;
    }
}

Pool default_pool(Layer layer) {
    static_assert(static_cast<int>(Pool::medical_aid) - static_cast<int>(Pool::large_amount) ==
                  static_cast<int>(Layer::medical_aid) - static_cast<int>(Layer::large_amount));
    if (layer == Layer::commercial) return Pool::commercial;
    if (layer == Layer::basic || layer >= Layer::account) return Pool::basic;
    return static_cast<Pool>(static_cast<int>(Pool::large_amount) + static_cast<int>(layer) -
                             static_cast<int>(Layer::large_amount));
}

/// Which pools pay from the fund of a layer.
bool pays_from(Layer layer, Pool pool) {
    if (layer == Layer::basic) return pool <= Pool::maternity;
    if (layer == Layer::medical_aid && pool == Pool::aid_tilt) return true;
    return pool == default_pool(layer);
}

void read_draw(Fields& fields, Benefit& benefit, Findings& findings) {
    const Node* node = fields.require("draw", "{ buckets = [\"in_policy\"], over = \"episode\" }");
    const auto* entries = node == nullptr ? nullptr : std::get_if<TableEntries>(&node->value);
    if (entries == nullptr) return;
    Fields draw(fields.file(), *entries, node->line, findings);
    benefit.draw = load_buckets(draw, "buckets", may_draw(benefit.layer));
    benefit.year_to_date = draw.word("over", draw_spans) == 1;
    draw.end();
}

/// "employee|resident", "*"
template <std::size_t count>
std::array<bool, count> several(Fields& fields, std::string_view key,
                                std::span<const Word> words) {
    std::array<bool, count> chosen{};
    const std::string text = fields.text(key);
    if (text == "*") {
        chosen.fill(true);
        return chosen;
    }
    for (const std::string_view name : split(text, '|')) {
        const auto index = index_of(words, name);
        if (index && !chosen[*index]) {
            chosen[*index] = true;
            continue;
        }
        fields.complain(ErrorCode::package_value, key, text,
                        "\"*\", or each once, joined by |, of: " + list_of(words));
        break;
    }
    return chosen;
}

void read_pool(Fields& fields, Benefit& benefit) {
    benefit.pool = default_pool(benefit.layer);
    if (fields.has("pool")) {
        benefit.pool = static_cast<Pool>(fields.word("pool", pool_words()));
        if (!pays_from(benefit.layer, benefit.pool)) {
            fields.complain(ErrorCode::package_value, "pool",
                            std::string{word_of(benefit.pool).name},
                            "a pool of the fund that pays");
        }
    }
    (void)fields.find("pool");
}

Benefit read_benefit_table(Fields fields, Findings& findings) {
    Benefit benefit;
    benefit.site = fields.site();
    benefit.id = fields.text("id");
    benefit.extends = fields.text_or("extends", "");
    if (!benefit.extends.empty()) {
        fields.end();
        return benefit;
    }
    benefit.replaces = fields.text_or("replaces", "");
    benefit.layer = static_cast<Layer>(fields.word("layer", layer_words()));
    benefit.schemes = several<scheme_count>(fields, "insured", scheme_words());
    benefit.services = several<service_count>(fields, "service", service_words());
    benefit.label = fields.label("label");
    if (benefit.layer == Layer::cash) {
        fields.complain(ErrorCode::package_value, "layer", "cash",
                        "a fund or account; cash is what remains");
    }
    read_pool(fields, benefit);
    if (fields.has("rank")) benefit.rank = fields.integer("rank");
    (void)fields.find("rank");
    if (fields.has("undetermined")) {
        benefit.undetermined = fields.label("undetermined");
        if (benefit.layer == Layer::account) {
            fields.complain(ErrorCode::package_value, "undetermined", "an account",
                            "a fund; an account that is not known is left out");
        }
    }
    (void)fields.find("undetermined");
    const bool is_pharmacy = benefit.layer == Layer::basic &&
                             benefit.services[static_cast<std::size_t>(model::Service::pharmacy)];
    const bool draws = benefit.layer != Layer::account && !(is_pharmacy && !fields.has("draw"));
    if (draws) read_draw(fields, benefit, findings);
    fields.end();
    return benefit;
}

void read_validity(Fields& fields, Version& version) {
    version.from = fields.date("from");
    constexpr std::string_view expected = "a later date, \"open\" or \"unknown\"";
    const Node* node = fields.require("to", expected);
    if (node != nullptr) {
        const auto* date = std::get_if<Date>(&node->value);
        const auto* text = std::get_if<std::string>(&node->value);
        if (date != nullptr && *date > version.from) {
            version.to = *date;
        } else if (text != nullptr && *text == "unknown") {
            version.to_unknown = true;
        } else if (text == nullptr || *text != "open") {
            fields.complain(ErrorCode::package_value, "to", show(*node), std::string{expected});
        }
    }
    version.recorded_on = fields.date("recorded_on");
    version.verified_on = fields.date("verified_on");
}

/// Limits and diseases belong to the basic layer, supplements to those above, accounts to theirs.
bool belongs(Operator kind, const Benefit& benefit) {
    if (!benefit.extends.empty()) return true;  // judged where the parent's benefit is compiled
    if (benefit.layer == Layer::account) return kind == Operator::account;
    switch (kind) {
        case Operator::account:
            return false;
        case Operator::limit:
        case Operator::disease:
        case Operator::combine:
        case Operator::continuity:
        case Operator::channel:
            return benefit.layer == Layer::basic;
        case Operator::supplement:
            return benefit.layer != Layer::basic;
        default:
            return true;
    }
}

}  // namespace

std::vector<Bucket> load_buckets(Fields& fields, std::string_view key,
                                 std::span<const Bucket> allowed) {
    std::vector<Bucket> result;
    for (const std::string& name : fields.texts(key)) {
        const auto index = index_of(bucket_words(), name);
        const Bucket bucket{static_cast<std::uint8_t>(index.value_or(0))};
        const bool good = index &&
                          std::find(allowed.begin(), allowed.end(), bucket) != allowed.end() &&
                          std::find(result.begin(), result.end(), bucket) == result.end();
        if (good) {
            result.push_back(bucket);
            continue;
        }
        std::string expected;
        for (const Bucket one : allowed) {
            expected += (expected.empty() ? "" : ", ") + std::string{word_of(one).name};
        }
        fields.complain(ErrorCode::package_value, key, name, "each once, of: " + expected);
    }
    return result;
}

std::vector<Pool> load_pools(Fields& fields, std::string_view key) {
    std::vector<Pool> pools;
    for (const std::string& name : fields.texts(key)) {
        if (const auto index = index_of(pool_words(), name)) {
            pools.push_back(static_cast<Pool>(*index));
            continue;
        }
        fields.complain(ErrorCode::package_value, key, name, "pools: " + list_of(pool_words()));
    }
    return pools;
}

Version load_version(Operator kind, Fields& fields, const Sources& sources, Findings& findings) {
    Version version;
    version.kind = kind;
    version.site = fields.site();
    version.id = fields.text("id");
    read_validity(fields, version);
    version.provenance = load_provenance(fields, sources);
    if (fields.has("label")) {
        version.label = fields.label("label");
    } else {
        (void)fields.find("label");
        version.label = {std::string{word_of(kind).zh}, std::string{word_of(kind).en}};
    }
    version.reading = fields.text_or("reading", "");
    if (!version.reading.empty() && !sources.readings.contains(version.reading)) {
        fields.complain(ErrorCode::package_citation, "reading", version.reading,
                        "the id of a [[reading]] in sources.toml");
    }
    version.replaces = fields.text_or("replaces", "");
    version.at_most = fields.text_or("at_most", "");
    load_terms(fields, version, sources, findings);
    fields.end();
    return version;
}

std::optional<Benefit> load_benefit(Fields& file, const Sources& sources, Findings& findings) {
    const Node* node = file.require("benefit", "a table [benefit]");
    const auto* entries = node == nullptr ? nullptr : std::get_if<TableEntries>(&node->value);
    if (entries == nullptr) return {};
    Benefit benefit = read_benefit_table({file.file(), *entries, node->line, findings}, findings);
    for (std::size_t index = 0; index < operator_count; ++index) {
        const Operator kind{static_cast<std::uint8_t>(index)};
        for (const Node* table : file.tables(word_of(kind).name)) {
            Fields inner(file.file(), std::get<TableEntries>(table->value), table->line, findings);
            if (!belongs(kind, benefit) || !benefit.undetermined.zh.empty()) {
                inner.complain(ErrorCode::package_value, "", std::string{word_of(kind).name},
                               benefit.undetermined.zh.empty()
                                   ? "a table that benefits of this layer may have"
                                   : "no tables in a benefit that is undetermined");
            }
            benefit.versions.push_back(load_version(kind, inner, sources, findings));
        }
    }
    return benefit;
}

}  // namespace yidi::policy
