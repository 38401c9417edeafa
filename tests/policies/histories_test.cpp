// Goal    Lives are stored and read again as they were; what is damaged is noticed; two plans over
//         them give what deciding event by event gives.
// Method  1. Invented lives through the file and back.
//         2. Every byte of a small file changed in turn, every length cut.
//         3. A World against the string windows and totals of the insured place.
//         4. Runs with and without shortcuts, on one thread and on three, against a plain count.
// Covers  H1 H2 H3 H4 H5 H6 H7 of policy/history and wire/history_file, wire/what_if_run.

#include <filesystem>
#include <fstream>
#include <map>
#include <set>

#include <unistd.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "policy/history/generate.hpp"
#include "reform_fixture.hpp"
#include "wire/what_if_run.hpp"

namespace yidi::policies {
namespace {

using policy::HistoryEvent;

std::vector<policy::InventedArea> invented_areas() {
    std::vector<policy::InventedArea> list;
    for (const Area& area : areas()) {
        policy::InventedArea invented{area.admdvs, {}};
        for (const auto& layer : law().plan_for(area.admdvs)->tables().layers) {
            for (const std::string& code : layer.diseases) invented.diseases.push_back(code);
        }
        list.push_back(std::move(invented));
    }
    return list;
}

/// Lives invented from a seed, person after person.
std::vector<HistoryEvent> lives(std::uint64_t seed, std::size_t persons) {
    policy::InventedLives source(seed, invented_areas(), *Date::of(2024, 1, 1));
    std::vector<HistoryEvent> events;
    for (std::size_t person = 0; person < persons; ++person) {
        const auto& more = source.next();
        events.insert(events.end(), more.begin(), more.end());
    }
    return events;
}

class Histories : public testing::Test {
  protected:
    void SetUp() override {
        path_ = std::filesystem::temp_directory_path() /
                ("yidi-histories-" + std::to_string(getpid()) + ".yhist");
    }
    void TearDown() override { std::filesystem::remove(path_); }

    wire::HistoryFile written(const std::vector<HistoryEvent>& events) {
        auto writer = wire::HistoryWriter::create(path_.string(), true);
        EXPECT_TRUE(writer);
        for (const HistoryEvent& event : events) EXPECT_TRUE(writer->append(event));
        EXPECT_TRUE(writer->finish());
        auto file = wire::HistoryFile::open(path_.string());
        EXPECT_TRUE(file) << (file ? "" : message_of(file.error(), false));
        return std::move(*file);
    }

    std::filesystem::path path_;
};

TEST_F(Histories, come_back_as_they_were) {
    auto events = lives(1, 500);
    events[3].opening.emplace().basic.paid = *Money::parse("8240.49");
    events[3].opening->admissions = 1;
    events.back().opening.emplace().commercial.deductible = -*Money::parse("0.01");
    const auto file = written(events);
    ASSERT_EQ(file.history().events.size(), events.size());
    EXPECT_EQ(file.history().person_count, 500u);
    EXPECT_TRUE(file.history().is_synthetic);
    HistoryEvent back;
    for (std::size_t at = 0; at < events.size(); ++at) {
        ASSERT_TRUE(file.history().read(at, back));
        ASSERT_EQ(back, events[at]) << at;
    }
    for (std::size_t block = 0; block < file.blocks(); ++block) EXPECT_TRUE(file.check(block));
    EXPECT_FALSE(std::filesystem::exists(path_.string() + ".part"));
}

TEST_F(Histories, that_are_cut_changed_or_no_histories_say_so) {
    auto few = lives(2, 6);
    few[1].opening.emplace().admissions = 2;
    written(few);
    std::ifstream file(path_, std::ios::binary);
    const std::string whole{std::istreambuf_iterator<char>(file), {}};
    const auto is_good = [](std::string_view bytes) {
        const auto read = wire::HistoryFile::view(bytes, "test.yhist");
        if (!read) {
            EXPECT_TRUE(read.error().code == ErrorCode::history_foreign ||
                        read.error().code == ErrorCode::history_damaged);
            return false;
        }
        for (std::size_t block = 0; block < read->blocks(); ++block) {
            if (!read->check(block)) return false;
        }
        return true;
    };
    EXPECT_TRUE(is_good(whole));
    for (std::size_t size = 0; size < whole.size(); ++size) {
        ASSERT_FALSE(is_good(std::string_view{whole}.substr(0, size))) << size;
    }
    EXPECT_FALSE(is_good(whole + "x"));
    for (std::size_t at = 0; at < whole.size(); ++at) {
        std::string changed = whole;
        changed[at] = static_cast<char>(changed[at] ^ 0x20);
        ASSERT_FALSE(is_good(changed)) << at;
    }
    const auto missing = wire::HistoryFile::open("/nowhere/test.yhist");
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().code, ErrorCode::file_unreadable);
    EXPECT_FALSE(wire::HistoryFile::open(std::filesystem::temp_directory_path().string()));
}

TEST_F(Histories, refuse_what_does_not_fit_into_them) {
    const HistoryEvent good = lives(3, 1).front();
    const auto found = [&](auto&& edit) {
        HistoryEvent event = good;
        edit(event);
        policy::Words words;
        const auto stored = pack(event, words);
        return stored ? std::string{"nothing"} : stored.error().field;
    };
    EXPECT_EQ(found([](HistoryEvent&) {}), "nothing");
    EXPECT_EQ(found([](auto& e) { e.episode.age_years = 256; }), "age_years");
    EXPECT_EQ(found([](auto& e) { e.follows = 64; }), "follows");
    EXPECT_EQ(found([](auto& e) { e.episode.standing.tier = 4; }), "tier");
    EXPECT_EQ(found([](auto& e) { e.episode.admitted_on = *Date::of(1989, 12, 31); }),
              "admitted_on");
    EXPECT_EQ(found([](auto& e) { e.episode.settled_on = *Date::of(2170, 1, 1); }), "settled_on");
    EXPECT_EQ(found([](auto& e) { e.fees.inscp_scp_amt = Money::of_yuan(43'000'000); }),
              "inscp_scp_amt");
    EXPECT_EQ(found([](auto& e) { e.credit = -Money::of_yuan(30'000'000); }), "credit");
    EXPECT_EQ(found([](auto& e) { e.episode.chain.hours = -1; }), "chain.hours");
}

/// What the insured place does event by event, with the windows by their names.
struct PlainWorld {
    std::map<std::pair<model::Scheme, std::int64_t>, model::YearTotals> totals;
    std::map<std::pair<model::Scheme, std::string>, std::int64_t> windows;
    std::vector<Money> chains;
    Money current, past, family;

    policy::Decision decide(const policy::Plan& plan, HistoryEvent event) {
        model::Episode& e = event.episode;
        if (event.follows > 0) e.chain.charged = chains[chains.size() - event.follows];
        e.account_balance = current = std::max(Money{}, current + event.credit);
        e.account_past = past = std::max(Money{}, past + event.credit_past);
        e.family_balance = family = std::max(Money{}, family + event.credit_family);
        auto names = policy::quota_windows(plan, e);
        names.resize(4);
        std::int64_t* used[4];
        std::int64_t none[4] = {};
        for (std::size_t at = 0; at < 4; ++at) {
            used[at] = names[at].empty() ? &none[at] : &windows[{e.scheme, names[at]}];
        }
        e.quota = {*used[0], *used[1], *used[2], *used[3]};
        const auto year = policy::year_of(plan, e);
        const auto decision = policy::decide(
            plan, e, event.fees,
            policy::YearsBefore{totals[{e.scheme, year}], totals[{e.scheme, year + 1}]});
        chains.push_back(e.chain.charged + decision.shares.act_pay_dedc);
        if (decision.refusal) return decision;
        totals[{e.scheme, year}] += decision.delta;
        totals[{e.scheme, year + 1}] += decision.later_delta;
        const std::int64_t added[] = {decision.quota.first, decision.quota.second,
                                      decision.quota.third, decision.quota.fourth};
        for (std::size_t at = 0; at < 4; ++at) *used[at] += added[at];
        const Money own = decision.shares.acct_pay - decision.shares.acct_mulaid_pay;
        family -= decision.shares.acct_mulaid_pay;
        const Money first = std::min(own, current);
        current -= first;
        past -= own - first;
        return decision;
    }
};

TEST_F(Histories, are_decided_as_the_insured_place_decides_them) {
    const auto events = lives(4, 3000);
    const auto file = written(events);
    policy::World world;
    PlainWorld plain;
    HistoryEvent event;
    std::size_t paid = 0;
    for (std::size_t at = 0; at < events.size(); ++at) {
        if (at == 0 || events[at].person != events[at - 1].person) {
            world.begin();
            plain = {};
        }
        const auto& stored = file.history().events[at];
        ASSERT_TRUE(file.history().read(at, event));
        const auto plan = law().plan_for(event.episode.insuplc_admdvs);
        const policy::PlanFacts facts(plan);
        const auto expected = plain.decide(*plan, events[at]);
        const auto& decision = world.decide(facts, event, stored.disease);
        ASSERT_EQ(decision.shares, expected.shares) << "event " << at;
        ASSERT_EQ(decision.refusal, expected.refusal) << "event " << at;
        paid += decision.shares.fund_pay_sumamt > Money{};
    }
    EXPECT_GT(paid, events.size() / 10);
}

/// A reform of every area with something to gain and something to lose.
const std::map<std::string, policy::PlanPtr>& reformed_everywhere() {
    static const auto plans = [] {
        std::map<std::string, policy::PlanPtr> made;
        for (const Area& area : areas()) {
            const auto law_now = law_of(repository_packages(), area.folder);
            policy::Findings findings;
            const auto package =
                policy::load_with_parents(law_now.area, law_now.parents, findings);
            std::vector<std::string> patches;
            std::set<std::string> seen;
            for (const auto& benefit : package.benefits) {
                for (const auto& version : benefit.versions) {
                    const bool deductible = version.kind == policy::Operator::deductible;
                    const bool limit = version.kind == policy::Operator::limit;
                    if ((!deductible && !limit) || !seen.insert(version.id).second) continue;
                    patches.push_back("[[patch]]\ntarget = \"" + version.id +
                                      "\"\nop = \"set\"\namount = " +
                                      (limit ? "\"90\"\n" : "217\n"));
                }
            }
            const auto with = [&](const std::string& text) {
                return stacked(law_now,
                               {reform_text(area.folder, text, "2025-03-01", "2026-03-01")});
            };
            std::string all;
            for (const std::string& patch : patches) all += patch;
            auto reform = with(all);
            if (!reform) {  // Some cap is lower than the new deductible: without that one.
                all.clear();
                for (const std::string& patch : patches) all += with(patch) ? patch : "";
                reform = with(all);
            }
            EXPECT_TRUE(reform) << (reform ? "" : message_of(reform.error(), false));
            made[area.folder] = reform->plan;
        }
        return made;
    }();
    return plans;
}

TEST_F(Histories, under_two_plans_add_up_however_they_are_run) {
    // More events than a block holds, so that threads share them out.
    const auto events = lives(5, 20'000);
    const auto file = written(events);
    ASSERT_GT(file.blocks(), 1u);
    const auto& plans = reformed_everywhere();
    const wire::PlanPairs pairs(file.history(), law(), plans);
    const auto run = [&](bool shared, unsigned threads) {
        auto sums = wire::run_what_if(file, pairs, {5, shared}, threads, {});
        EXPECT_TRUE(sums);
        return *sums;
    };
    const policy::Sums sums = run(true, 1);
    const auto total = sums.total();
    EXPECT_GT(total.gain_events, 0);
    EXPECT_GT(total.loss_events, 0);
    EXPECT_GT(total.unknown, 0);
    EXPECT_EQ(total.events + total.unknown, static_cast<std::int64_t>(events.size()));
    // What the funds pay more, the people pay less; and both add up to the bills.
    for (const auto& [group, one] : sums.groups) {
        EXPECT_EQ(policy::funds_of(one.base) + policy::person_of(one.base), one.bill_fen);
        EXPECT_EQ(policy::funds_of(one.reform) + policy::person_of(one.reform), one.bill_fen);
        EXPECT_EQ(policy::person_of(one.reform) - policy::person_of(one.base),
                  one.loss_fen - one.gain_fen);
    }
    // One thread or three, with or without deciding equal worlds once.
    for (const auto& [shared, threads] : {std::pair{false, 1U}, {true, 3U}, {false, 3U}}) {
        const policy::Sums other = run(shared, threads);
        EXPECT_EQ(other.groups, sums.groups);
        EXPECT_EQ(other.people, sums.people);
        EXPECT_EQ(other.gains.list(), sums.gains.list());
        EXPECT_EQ(other.losses.list(), sums.losses.list());
    }
    // Against a plain count of two lives side by side.
    std::int64_t gain = 0, loss = 0;
    PlainWorld base, reform;
    for (std::size_t at = 0; at < events.size(); ++at) {
        if (at == 0 || events[at].person != events[at - 1].person) base = reform = {};
        const auto plan = law().plan_for(events[at].episode.insuplc_admdvs);
        const auto was = base.decide(*plan, events[at]);
        const auto is = reform.decide(*plans.at(policy::package_id_of(*plan)), events[at]);
        const auto unknown = [](const policy::Decision& one) {
            return one.refusal && one.refusal->code == ErrorCode::policy_undetermined;
        };
        if (unknown(was) || unknown(is)) continue;
        const auto pays = [&](const policy::Decision& one) {
            return policy::person_of(policy::payments_of(one, events[at].fees));
        };
        const std::int64_t change = pays(is) - pays(was);
        (change < 0 ? gain : loss) += change < 0 ? -change : change;
    }
    EXPECT_EQ(total.gain_fen, gain);
    EXPECT_EQ(total.loss_fen, loss);
}

TEST_F(Histories, under_an_empty_reform_show_no_difference_at_all) {
    const auto file = written(lives(6, 2000));
    std::map<std::string, policy::PlanPtr> plans;
    for (const Area& area : areas()) {
        plans[area.folder] =
            stacked(law_of(repository_packages(), area.folder), {reform_text(area.folder, "")})
                ->plan;
    }
    const wire::PlanPairs pairs(file.history(), law(), plans);
    const auto sums = wire::run_what_if(file, pairs, {3, false}, 2, {});
    ASSERT_TRUE(sums);
    const auto total = sums->total();
    EXPECT_GT(total.events, 0);
    EXPECT_EQ(total.base, total.reform);
    EXPECT_EQ(total.gain_events + total.loss_events, 0);
    EXPECT_EQ(total.refused_base, total.refused_reform);
    EXPECT_TRUE(sums->gains.list().empty() && sums->losses.list().empty());
    const auto people = sums->all_people();
    EXPECT_EQ(people.changes[policy::change_class(0)], people.people);
}

TEST_F(Histories, tell_an_example_in_both_worlds_line_by_line) {
    const auto file = written(lives(5, 4000));
    const wire::PlanPairs pairs(file.history(), law(), reformed_everywhere());
    const auto sums = wire::run_what_if(file, pairs, {5, true}, 1, {});
    ASSERT_TRUE(sums);
    for (const auto* list : {&sums->gains.list(), &sums->losses.list()}) {
        ASSERT_EQ(list->size(), 5u);
        for (const policy::Example& example : *list) {
            const auto told = policy::tell(file.history(), pairs.by_word(), example.event);
            ASSERT_TRUE(told);
            EXPECT_EQ(policy::person_of(policy::payments_of(told->reform.decision,
                                                            told->event.fees)) -
                          policy::person_of(policy::payments_of(told->base.decision,
                                                                told->event.fees)),
                      example.change_fen);
            const auto lines = policy::align(told->base.steps, told->reform.steps);
            std::size_t base = 0, reform = 0, differing = 0;
            for (const auto& line : lines) {
                base += line.base != nullptr;
                reform += line.reform != nullptr;
                differing += line.differs;
            }
            EXPECT_EQ(base, told->base.steps.size());
            EXPECT_EQ(reform, told->reform.steps.size());
            EXPECT_GT(differing, 0u);
            EXPECT_LT(differing, lines.size());
        }
    }
}

TEST_F(Histories, that_hold_a_record_nobody_wrote_end_the_run_with_a_message) {
    auto events = lives(7, 50);
    const auto file = written(events);
    std::vector<policy::StoredEvent> records(file.history().events.begin(),
                                             file.history().events.end());
    records[10].facts = ~std::uint64_t{0};
    policy::History history = file.history();
    history.events = records;
    const wire::PlanPairs pairs(history, law(), {});
    policy::Runner runner(history, pairs.by_word(), {});
    const auto done = runner.run(0, records.size());
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().code, ErrorCode::history_damaged);
}

}  // namespace
}  // namespace yidi::policies
