#include "wire/event_json.hpp"

#include <algorithm>
#include <array>
#include <limits>

#include <boost/describe.hpp>
#include <boost/mp11/algorithm.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "policy/dimensions.hpp"
#include "wire/json_text.hpp"

namespace yidi::wire {
namespace {

using Json = nlohmann::json;

// No bill is greater, and no sum of amounts up to it can leave the bounds of Money.
constexpr Money amount_max = Money::of_yuan(1'000'000'000);
constexpr std::size_t lines_max = 10'000;

constexpr std::array answer_members{"schema", "setl_id", "plan", "is_sample",
                                    "steps",  "shares",  "refusal", "edge"};

template <class T>
using MembersOf = boost::describe::describe_members<T, boost::describe::mod_any_access>;
template <class T>
concept Described = boost::describe::has_describe_members<T>::value && !std::is_enum_v<T>;
template <class T>
concept DescribedEnum = std::is_enum_v<T>;

/// Reads values into members; the first problem stays.
class EventReader {
  public:
    [[nodiscard]] const std::optional<Problem>& problem() const { return problem_; }

    void fail(ErrorCode code, const std::string& path, std::string found, std::string expected) {
        if (problem_) return;
        problem_ = Problem{code, path, std::move(found), std::move(expected), {}};
    }

    void read(const Json& json, const std::string& path, std::string& out) {
        if (!json.is_string()) return wrong_type(json, path, "text");
        out = json.get<std::string>();
    }
    void read(const Json& json, const std::string& path, bool& out) {
        if (!json.is_boolean()) return wrong_type(json, path, "true or false");
        out = json.get<bool>();
    }
    template <class Integer>
    requires std::same_as<Integer, std::int32_t> || std::same_as<Integer, std::int64_t>
    void read(const Json& json, const std::string& path, Integer& out) {
        const bool whole = json.is_number_integer();
        const bool fits = whole && (json.is_number_unsigned()
                                        ? json.get<std::uint64_t>() <= most<Integer>
                                        : json.get<std::int64_t>() >= 0);
        if (!fits) return wrong_type(json, path, "a whole number, 0 or more");
        out = json.get<Integer>();
    }
    void read(const Json& json, const std::string& path, Money& out) {
        const auto money = json.is_string() ? Money::parse(json.get_ref<const std::string&>())
                                            : std::nullopt;
        if (!money) {
            return fail(ErrorCode::amount_malformed, path, json.dump(), "text such as \"1234.56\"");
        }
        if (money->is_negative()) {
            return fail(ErrorCode::amount_negative, path, money->text(), "\"0.00\" or more");
        }
        if (*money > amount_max) {
            return fail(ErrorCode::amount_too_large, path, money->text(),
                        "at most " + amount_max.text());
        }
        out = *money;
    }
    void read(const Json& json, const std::string& path, Date& out) {
        const auto day = json.is_string() ? Date::parse(json.get_ref<const std::string&>())
                                          : std::nullopt;
        if (!day) return fail(ErrorCode::date_invalid, path, json.dump(), "a day: \"2026-03-01\"");
        out = *day;
    }
    void read(const Json& json, const std::string& path, Instant& out) {
        const auto instant = json.is_string()
                                 ? Instant::parse(json.get_ref<const std::string&>())
                                 : std::nullopt;
        if (!instant) {
            return fail(ErrorCode::date_invalid, path, json.dump(), "\"2026-03-01 08:00:00\"");
        }
        out = *instant;
    }
    void read(const Json& json, const std::string& path, UnitPrice& out) {
        parse(json, path, "yuan with at most six decimals, as text", out);
    }
    void read(const Json& json, const std::string& path, Quantity& out) {
        parse(json, path, "a number with at most four decimals, as text", out);
    }
    template <DescribedEnum E>
    void read(const Json& json, const std::string& path, E& out) {
        bool known = false;
        std::string names;
        boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>([&](auto d) {
            names += names.empty() ? d.name : std::string{", "} + d.name;
            if (!json.is_string() || json.get_ref<const std::string&>() != d.name) return;
            out = d.value;
            known = true;
        });
        if (!known) fail(ErrorCode::code_unknown, path, json.dump(), names);
    }
    template <Described T>
    void read(const Json& json, const std::string& path, T& out) {
        if (!json.is_object()) return wrong_type(json, path, "an object");
        std::string names;
        boost::mp11::mp_for_each<MembersOf<T>>([&](auto d) {
            names += names.empty() ? d.name : std::string{", "} + d.name;
            const auto at = json.find(d.name);
            if (at != json.end()) read(*at, path + "." + d.name, out.*d.pointer);
        });
        for (const auto& [key, value] : json.items()) {
            bool known = false;
            boost::mp11::mp_for_each<MembersOf<T>>([&](auto d) { known = known || key == d.name; });
            if (!known) fail(ErrorCode::code_unknown, path, key, names);
        }
    }

  private:
    template <class Integer>
    static constexpr auto most = static_cast<std::uint64_t>(std::numeric_limits<Integer>::max());

    void wrong_type(const Json& json, const std::string& path, std::string expected) {
        fail(ErrorCode::field_wrong_type, path, json.type_name(), std::move(expected));
    }
    template <class T>
    void parse(const Json& json, const std::string& path, std::string expected, T& out) {
        const auto value =
            json.is_string() ? T::parse(json.get_ref<const std::string&>()) : std::nullopt;
        if (!value)
            return fail(ErrorCode::field_wrong_type, path, json.dump(), std::move(expected));
        out = *value;
    }

    std::optional<Problem> problem_;
};

/// The whole document, and what its members must be to each other.
class DocumentReader {
  public:
    explicit DocumentReader(const Json& json) : json_(json) {}

    Outcome<EventDocument> run() {
        if (!json_.is_object()) {
            reader_.fail(ErrorCode::field_wrong_type, "document", json_.type_name(), "an object");
        } else {
            read_members();
            if (!reader_.problem()) check();
        }
        if (reader_.problem()) return Unexpected{*reader_.problem()};
        return std::move(made_);
    }

  private:
    void read_members() {
        for (const auto& [key, value] : json_.items()) {
            if (key == "package") {
                reader_.read(value, key, made_.package);
            } else if (key == "facts") {
                reader_.read(value, key, made_.facts);
            } else if (key == "fees") {
                reader_.read(value, key, made_.fees);
            } else if (key == "before") {
                reader_.read(value, key, made_.before.first);
            } else if (key == "later_before") {
                reader_.read(value, key, made_.before.later);
            } else if (key == "earlier") {
                reader_.read(value, key, made_.earlier.emplace());
            } else if (key == "mdtrtarea_admvs") {
                reader_.read(value, key, made_.mdtrtarea_admvs);
            } else if (key == "person") {
                read_person(value);
            } else if (key == "lines") {
                read_lines(value);
            } else if (std::ranges::find(answer_members, key) == answer_members.end()) {
                reader_.fail(ErrorCode::code_unknown, "document", key,
                             "package, facts, fees, before, later_before, earlier, "
                             "mdtrtarea_admvs, person, lines");
            }
        }
    }

    void read_person(const Json& json) {
        std::string gend;
        Date brdy;
        if (!json.is_object()) {
            return reader_.fail(ErrorCode::field_wrong_type, "person", json.type_name(),
                                "an object");
        }
        for (const auto& [key, value] : json.items()) {
            if (key == "gend") {
                reader_.read(value, "person.gend", gend);
            } else if (key == "brdy") {
                reader_.read(value, "person.brdy", brdy);
                made_.person.born_on = brdy;
            } else {
                reader_.fail(ErrorCode::code_unknown, "person", key, "gend, brdy");
            }
        }
        if (gend == "1") made_.person.sex = catalog::Sex::male;
        if (gend == "2") made_.person.sex = catalog::Sex::female;
    }

    void read_lines(const Json& json) {
        if (!json.is_array() || json.empty() || json.size() > lines_max) {
            return reader_.fail(ErrorCode::field_wrong_type, "lines", json.type_name(),
                                fmt::format("1 to {} lines", lines_max));
        }
        for (const Json& line : json) {
            const std::string path = fmt::format("lines[{}]", made_.lines.size());
            reader_.read(line, path, made_.lines.emplace_back());
            for (const char* name : {"med_list_codg", "pric", "cnt"}) require(line, path, name);
        }
    }

    void require(const Json& json, const std::string& path, const char* name) {
        if (json.is_object() && json.contains(name)) return;
        reader_.fail(ErrorCode::field_missing, path + "." + name, "nothing", "a value");
    }

    void check() {
        const auto facts = json_.find("facts");
        if (facts == json_.end()) {
            return reader_.fail(ErrorCode::field_missing, "facts", "nothing", "an object");
        }
        for (const char* name : {"scheme", "status", "level", "place", "admitted_on",
                                 "discharged_on"}) {
            require(*facts, "facts", name);
        }
        model::Episode& episode = made_.facts;
        if (!facts->contains("settled_on")) episode.settled_on = episode.discharged_on;
        if (!facts->contains("diseases")) episode.diseases = episode.disease;
        if (episode.discharged_on < episode.admitted_on ||
            episode.settled_on < episode.discharged_on) {
            reader_.fail(ErrorCode::field_contradicts, "facts.discharged_on",
                         episode.discharged_on.text(),
                         "not before admitted_on, not after settled_on");
        }
        if (episode.age_years > policy::age_max) {
            reader_.fail(ErrorCode::field_wrong_type, "facts.age_years",
                         std::to_string(episode.age_years), "full years");
        }
        if (made_.package.empty() && episode.insuplc_admdvs.empty()) {
            reader_.fail(ErrorCode::field_missing, "package", "nothing",
                         "the id of a package, or facts.insuplc_admdvs");
        }
        check_earlier();
        check_bill();
    }

    void check_earlier() {
        if (!made_.earlier) return;
        for (const char* name : {"newest", "fees", "shares"}) {
            require(*json_.find("earlier"), "earlier", name);
        }
        const model::FeeSums& fees = made_.earlier->fees;
        if (!made_.earlier->shares.balances_with(fees)) {
            reader_.fail(ErrorCode::field_contradicts, "earlier.shares",
                         made_.earlier->shares.psn_part_amt.text(),
                         "shares that add up to earlier.fees");
        }
        if (made_.earlier->newest.empty()) {
            reader_.fail(ErrorCode::field_missing, "earlier.newest", "nothing", "a settlement");
        }
    }

    void check_bill() {
        const auto fees = json_.find("fees");
        if ((fees == json_.end()) == made_.lines.empty()) {
            return reader_.fail(ErrorCode::field_contradicts, "fees",
                                made_.lines.empty() ? "nothing" : "fees and lines",
                                "the four sums of the bill, or its lines");
        }
        if (fees == json_.end()) {
            if (made_.mdtrtarea_admvs.empty()) {
                reader_.fail(ErrorCode::field_missing, "mdtrtarea_admvs", "nothing",
                             "the division whose catalogue divides the lines");
            }
            return;
        }
        model::FeeSums& sums = made_.fees;
        const Money whole = sums.fulamt_ownpay_amt + sums.overlmt_selfpay + sums.preselfpay_amt +
                            sums.inscp_scp_amt;
        if (!fees->contains("medfee_sumamt")) sums.medfee_sumamt = whole;
        if (sums.medfee_sumamt != whole) {
            reader_.fail(ErrorCode::field_contradicts, "fees.medfee_sumamt",
                         sums.medfee_sumamt.text(), whole.text());
        }
    }

    const Json& json_;
    EventReader reader_;
    EventDocument made_;
};

}  // namespace

Outcome<EventDocument> read_event(std::string_view json) {
    const Json document = Json::parse(json.begin(), json.end(), nullptr, false);
    if (document.is_discarded()) return Unexpected{broken_json(json, "")};
    return DocumentReader(document).run();
}

}  // namespace yidi::wire
