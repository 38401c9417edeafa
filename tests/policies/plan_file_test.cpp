// Goal    A plan read from a file is the plan that was written; a file that is not whole is refused
//         in one sentence, and no bytes at all can break the program.
// Method  1. Round trips of every package, with its decisions and explanations of random events.
//         2. Every length and every byte of a small plan, cut and changed.
//         3. Changed bodies under a header that fits: what is let through decides.
// Covers  U1 of policy/plan_soundness.hpp, U2 U3 of policy/plan_file.hpp, G1 of policy/generate.hpp.

#include "policy/plan_file.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/text.hpp"
#include "law_fixture.hpp"
#include "policy/generate.hpp"
#include "policy/plan_fields.hpp"
#include "policy/plan_soundness.hpp"

namespace yidi::policies {
namespace {

using policy::EventGenerator;
using policy::GeneratedEvent;

const wire::LawBook& variants() {
    static const wire::LawBook book = [] {
        const auto files = wire::read_policy_folder(YIDI_SOURCE_DIR "/tests/policies/variants");
        return wire::load_law(files.value().files()).value();
    }();
    return book;
}

policy::PlanPtr plan_named(const wire::LawBook& book, std::string_view id) {
    for (const auto& [prefix, plan] : book.plans) {
        if (policy::package_id_of(*plan) == id) return plan;
    }
    return nullptr;
}

void expect_same(const policy::Plan& plan, const policy::Plan& read, std::uint64_t seed) {
    EventGenerator events(plan, seed);
    for (int count = 0; count < 300; ++count) {
        const GeneratedEvent e = events.next();
        const auto before = policy::explain(plan, e.episode, e.fees, e.before);
        const auto after = policy::explain(read, e.episode, e.fees, e.before);
        ASSERT_EQ(after.decision.refusal, before.decision.refusal);
        ASSERT_EQ(after.decision.shares, before.decision.shares);
        ASSERT_EQ(after.decision.delta, before.decision.delta);
        ASSERT_EQ(after.decision.quota, before.decision.quota);
        ASSERT_EQ(after.steps.size(), before.steps.size());
        for (std::size_t step = 0; step < before.steps.size(); ++step) {
            ASSERT_EQ(after.steps[step].zh, before.steps[step].zh);
            ASSERT_EQ(after.steps[step].keys, before.steps[step].keys);
        }
    }
}

TEST(PlanFile, is_read_as_the_plan_that_was_written) {
    std::size_t plans = 0;
    for (const wire::LawBook* book : {&law(), &variants()}) {
        for (const auto& [prefix, plan] : book->plans) {
            SCOPED_TRACE(prefix);
            const std::string bytes = policy::write_plan(*plan);
            const auto read = policy::read_plan("plan", bytes);
            ASSERT_TRUE(read) << message_of(read.error(), false);
            EXPECT_EQ((*read)->hash(), plan->hash());
            EXPECT_EQ(policy::write_plan(**read), bytes);
            EXPECT_EQ(policy::admdvs_prefixes(**read), policy::admdvs_prefixes(*plan));
            expect_same(*plan, **read, ++plans);
        }
    }
    EXPECT_GE(plans, 20u);
}

TEST(PlanFile, is_the_same_for_equal_packages) {
    const auto again = wire::load_law(repository_files().files());
    ASSERT_TRUE(again);
    for (const auto& [prefix, plan] : law().plans) {
        EXPECT_EQ(policy::write_plan(*again->plans.at(prefix)), policy::write_plan(*plan));
    }
}

TEST(PlanFile, cut_short_or_changed_is_refused_in_one_sentence) {
    const std::string bytes = policy::write_plan(*plan_named(variants(), "sum"));
    const auto refusal = [](std::string_view text) {
        const auto read = policy::read_plan("sum.plan", text);
        EXPECT_FALSE(read);
        return read ? "" : message_of(read.error(), false);
    };
    for (std::size_t length = 0; length < bytes.size(); ++length) {
        const std::string message = refusal(std::string_view{bytes}.substr(0, length));
        EXPECT_NE(message.find("sum.plan"), std::string::npos) << length;
    }
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        std::string changed = bytes;
        changed[at] = static_cast<char>(changed[at] ^ 1);
        EXPECT_NE(refusal(changed), "") << at;
    }
    EXPECT_EQ(refusal(bytes + "x"),
              fmt::format("[1742] the compiled plan is cut short or damaged: sum.plan, found \"{} "
                          "bytes after the header\", expected {} bytes. To do: compile or copy it "
                          "again.",
                          bytes.size() - policy::plan_header_bytes + 1,
                          bytes.size() - policy::plan_header_bytes));
    EXPECT_EQ(refusal("PK\3\4"),
              "[1741] the file is no compiled plan, or of another format: sum.plan, found \"no plan "
              "file\", expected a file that begins with YIDIPLAN. To do: compile the package again "
              "with yidi policy compile of this program.");
}

TEST(PlanFile, of_another_format_says_which) {
    std::string bytes = policy::write_plan(*plan_named(variants(), "sum"));
    bytes[8] = '\x7f';
    const auto read = policy::read_plan("sum.plan", bytes);
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().code, ErrorCode::plan_foreign);
    EXPECT_EQ(read.error().found, "format 127");
}

/// The tables of a changed body, if they hang together.
policy::PlanPtr plan_of_body(std::string_view body) {
    policy::ByteReader reader(body);
    policy::PlanTables tables;
    reader(tables);
    if (!reader.finished() || policy::unsound(tables)) return nullptr;
    return std::make_shared<const policy::Plan>(std::move(tables));
}

TEST(PlanFile, lets_through_only_tables_that_every_event_can_be_decided_by) {
    std::size_t let_through = 0, tried = 0;
    for (const auto& [prefix, plan] : variants().plans) {
        const std::string bytes = policy::write_plan(*plan);
        const std::string body = bytes.substr(policy::plan_header_bytes);
        Dice dice(fingerprint(prefix));
        for (int round = 0; round < 300; ++round, ++tried) {
            std::string changed = body;
            for (std::int64_t edits = dice.between(1, 3); edits > 0; --edits) {
                const auto at = dice.between(0, std::ssize(changed) - 1);
                changed[static_cast<std::size_t>(at)] = static_cast<char>(
                    dice.in_hundred(50) ? dice.between(0, 255)
                                        : changed[static_cast<std::size_t>(at)] + 1);
            }
            const auto made = plan_of_body(changed);
            if (made == nullptr) continue;
            ++let_through;
            EventGenerator events(*plan, static_cast<std::uint64_t>(round));
            for (int count = 0; count < 4; ++count) {
                const GeneratedEvent e = events.next();
                const auto explained = policy::explain(*made, e.episode, e.fees, e.before);
                EXPECT_FALSE(explained.steps.empty());
            }
        }
    }
    // Texts, dates and numbers within their bounds may change; most bytes are of these.
    EXPECT_GT(let_through, tried / 10);
    EXPECT_LT(let_through, tried);
}

TEST(EventGenerator, makes_the_same_events_from_the_same_seed) {
    const auto plan = law().plan_for("460000");
    EventGenerator one(*plan, 7), same(*plan, 7), other(*plan, 8);
    std::size_t paid = 0, differs = 0;
    for (int count = 0; count < 500; ++count) {
        const GeneratedEvent a = one.next(), b = same.next(), c = other.next();
        EXPECT_EQ(a.episode, b.episode);
        EXPECT_EQ(a.fees, b.fees);
        EXPECT_EQ(a.before.first, b.before.first);
        differs += a.fees == c.fees ? 0 : 1;
        EXPECT_TRUE(a.fees.balances());
        const auto decision = policy::decide(*plan, a.episode, a.fees, a.before);
        if (decision.refusal) continue;
        ++paid;
        EXPECT_TRUE(decision.shares.balances_with(a.fees));
    }
    EXPECT_GT(paid, 200u);
    EXPECT_GT(differs, 400u);
}

}  // namespace
}  // namespace yidi::policies
