#include "insured_place.hpp"

#include <cstdio>
#include <cstdlib>

#include "proof/books.hpp"

namespace yidi::insured {
namespace {

template <class T>
T or_end(Outcome<T> outcome) {
    if (!outcome) {
        std::fprintf(stderr, "%s\n", message_of(outcome.error(), false).c_str());
        std::abort();
    }
    return std::move(*outcome);
}

struct MemorySource {
    engine::MemoryStore& store;

    template <class T, class F>
    void for_each(F&& f) {
        for (const T& record : store.rows<T>().list({}, 0, SIZE_MAX)) f(record);
    }
};

}  // namespace

Date day(const char* text) { return *Date::parse(text); }
Money yuan(const char* text) { return *Money::parse(text); }

model::FeeSums in_scope(const char* amount) {
    model::FeeSums fees;
    fees.medfee_sumamt = fees.inscp_scp_amt = yuan(amount);
    return fees;
}

const wire::LoadedFiles& variants() {
    static const auto files =
        or_end(wire::read_policy_folder(YIDI_SOURCE_DIR "/tests/policies/variants"));
    return files;
}

wire::LawBook load(const wire::LoadedFiles& files) { return or_end(wire::load_law(files.files())); }

wire::LoadedFiles edited(wire::LoadedFiles files, const std::string& file,
                         const std::string& old_text, const std::string& new_text) {
    for (auto& [name, content] : files.texts) {
        if (name != "policies/" + file) continue;
        const auto at = content.find(old_text);
        YIDI_ASSERT(at != std::string::npos);
        content.replace(at, old_text.size(), new_text);
        return files;
    }
    YIDI_ASSERT(false);
}

InsuredPlace::InsuredPlace(std::string area) : area_(std::move(area)) {
    rules.network.self = node;
    rules.network.node_by_prefix.emplace("99", node);
    static const wire::LawBook law = load(variants());
    for (const auto& [division, plan] : law.plans) {
        rules.plans.emplace(division, desk::Releases{plan});
    }
    model::Person person{};
    person.psn_no = "P1";
    person.brdy = day("1980-01-01");
    workspace.put(person);
    workspace.put(model::Enrolment{"P1", "310", "11", "1", day("2010-01-01"), {}, "0", area_, ""});
    commit();
}

model::BillFacts InsuredPlace::bill(const char* setl_id, const char* from, const char* to,
                                    const char* amount) const {
    model::BillFacts bill{};
    bill.setl_id = std::string{node} + setl_id;
    bill.mdtrt_id = std::string{node} + "M" + setl_id;
    bill.mdtrtarea_admvs = area_;
    bill.fixmedins_code = "H99010000001";
    bill.hosp_lv = "02";
    bill.psn_no = "P1";
    bill.insutype = "310";
    bill.insuplc_admdvs = area_;
    bill.med_type = "21";
    bill.ipt_type = "1";
    bill.admitted_on = day(from);
    bill.discharged_on = day(to);
    bill.fees = in_scope(amount);
    return bill;
}

desk::InsuredCounter InsuredPlace::counter(Date on) {
    workspace.begin(nullptr);
    return {workspace, rules, Instant::start_of(on)};
}

/// As the engine does after a batch.
void InsuredPlace::commit() {
    (void)workspace.keep();
    store.commit(workspace.changes());
    workspace.committed();
}

const model::Claim& InsuredPlace::decide(const model::BillFacts& bill) {
    desk::decide(counter(bill.discharged_on), node, {bill});
    commit();
    return *workspace.find<model::Claim>(bill.setl_id);
}

void InsuredPlace::undo(const char* setl_id) {
    const std::string id = std::string{node} + setl_id;
    const Date on = workspace.find<model::Claim>(id)->facts.settled_on;
    desk::undo(counter(on), node, {id, id + "R"});
    commit();
}

model::ExplainAnswer InsuredPlace::explain(const char* setl_id) {
    return desk::explain_claim(counter(day("2026-12-31")), {std::string{node} + setl_id});
}

model::YearTotals InsuredPlace::year(std::int64_t year) {
    const auto* known = workspace.find<model::YearAccumulator>("P1", "310", year);
    return known != nullptr ? known->totals : model::YearTotals{};
}

std::int64_t InsuredPlace::used(const std::string& window) {
    const auto* known = workspace.find<model::QuotaWindow>("P1", "310", window);
    return known != nullptr ? known->used : 0;
}

proof::Report InsuredPlace::proved() {
    proof::Report report;
    MemorySource source{store};
    (void)proof::check_node(source, node, report);
    return report;
}

}  // namespace yidi::insured
