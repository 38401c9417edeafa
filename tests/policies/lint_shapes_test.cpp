// Goal    The curves that checks look at are the law itself, nobody is left out, and a fault of
//         their shape is found by probing where trying every fen finds it.
// Method  1. Every kind of event of every package: the curve against decide(), at random costs and
//            around every change.
//         2. Random events: one of the kinds pays like them at every cost.
//         3. Random curves made of pieces, with and without jumps: probe() against prove().
//         4. Faults planted in packages: whole bands, two funds paying one cost, wrong books.
// Covers  C2 of policy/lint/curve.hpp, Q1 of policy/lint/kinds.hpp, J1 of policy/lint/shape.hpp;
//         L30 to L33, L51.

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "lint_fixture.hpp"
#include "policy/lint/proof.hpp"
#include "policy/lint/shapes.hpp"
#include "random_stay.hpp"

namespace yidi::policies {
namespace {

using policy::Curve;
using policy::KindOf;
using policy::Lint;

std::vector<policy::PlanPtr> plans_of(const wire::LawBook& book) {
    std::vector<policy::PlanPtr> plans;
    for (const auto& [prefix, plan] : book.plans) plans.push_back(plan);
    return plans;
}

wire::LawBook law_of(const std::string& folder) {
    auto book = wire::load_law_from(YIDI_SOURCE_DIR "/tests/policies/" + folder);
    YIDI_ASSERT(book.has_value());
    return std::move(*book);
}

/// What decide() pays of a first event of the year.
std::optional<std::int64_t> decided(const policy::Plan& plan, const policy::Kind& kind,
                                    const model::FeeSums& fees) {
    model::YearTotals before;
    before.admissions = kind.nth - 1;
    const auto decision = policy::decide(plan, kind.episode, fees, before);
    if (decision.refusal) return {};
    return decision.shares.fund_pay_sumamt.fen();
}

std::size_t expect_curve_is_law(const policy::Plan& plan, const KindOf& kind,
                                const policy::BesideScope& beside, std::uint64_t seed) {
    const Curve curve(plan.tables(), *kind.of.epoch, kind.kind, beside);
    const std::vector<std::int64_t> none;
    std::vector<std::int64_t> costs;
    for (const std::int64_t change :
         policy::PhaseFinder<Curve>(curve, policy::shape_fen_max, none).find()) {
        for (std::int64_t cost = change - 2; cost <= change + 2; ++cost) costs.push_back(cost);
    }
    for (int index = 0; index < 8; ++index) {
        seed = seed * 6'364'136'223'846'793'005ULL + 1'442'695'040'888'963'407ULL;
        costs.push_back(static_cast<std::int64_t>((seed >> 33) % 60'000'000));
    }
    std::size_t compared = 0;
    for (const std::int64_t cost : costs) {
        if (cost < 0) continue;
        const auto point = curve.at(cost);
        const auto paid = decided(plan, kind.kind, policy::bill_of(cost, beside));
        ++compared;
        if (paid.has_value() != point.unknown && (point.unknown || *paid == point.fund)) continue;
        ADD_FAILURE() << policy::package_id_of(plan) << ": "
                      << policy::describe(plan.tables(), *kind.of.epoch, kind.kind).en << " at "
                      << cost << ": decided " << (paid ? *paid : -1) << ", curve " << point.fund;
        return compared;
    }
    return compared;
}

TEST(PolicyCurve, pays_what_the_law_decides_for_every_kind_of_every_package) {
    std::size_t compared = 0;
    for (const wire::LawBook& book : {law(), law_of("variants"), law_of("frozen/policies")}) {
        for (const policy::PlanPtr& plan : plans_of(book)) {
            const auto kinds = policy::all_kinds(plan->tables()).value();
            EXPECT_FALSE(kinds.empty());
            // Of packages with thousands of kinds every ninth, at other costs with money beside.
            const std::size_t stride = kinds.size() > 1'000 ? 9 : 1;
            for (std::size_t kind = 0; kind < kinds.size(); kind += stride) {
                compared += expect_curve_is_law(*plan, kinds[kind], {}, kind);
                compared += expect_curve_is_law(*plan, kinds[kind], {100'001, 33, 20'002}, kind);
                if (HasFailure()) return;
            }
        }
    }
    EXPECT_GE(compared, 100'000u);
}

RC_GTEST_PROP(PolicyKinds, some_kind_pays_like_any_event, ()) {
    const Stay stay = any_stay();
    const policy::Plan& plan = plan_of(stay.admdvs);
    model::Episode episode = stay.episode;
    episode.use_account = false;
    const auto pay = [&](std::int64_t cost) -> std::optional<std::int64_t> {
        const auto decision =
            policy::decide(plan, episode, policy::bill_of(cost, {}), model::YearTotals{});
        if (decision.refusal) return {};
        return decision.shares.fund_pay_sumamt.fen();
    };
    const std::int64_t costs[] = {1, 77'777, 1'234'567, 4'000'001, 23'456'789, 80'000'000};
    RC_PRE(pay(0).has_value());
    for (const policy::EpochOf& of : policy::distinct_epochs(plan.tables())) {
        if (of.scheme != episode.scheme || of.service != episode.service) continue;
        const auto kinds = policy::kinds_of(plan.tables(), of);
        RC_ASSERT(kinds.has_value());
        for (const policy::Kind& kind : *kinds) {
            const Curve curve(plan.tables(), *of.epoch, kind);
            const bool same = std::all_of(std::begin(costs), std::end(costs), [&](auto cost) {
                const auto point = curve.at(cost);
                const auto paid = pay(cost);
                return paid.has_value() != point.unknown && (!paid || *paid == point.fund);
            });
            if (same) return;
        }
    }
    RC_FAIL("no kind pays like it");
}

/// A curve of straight pieces, each with a share of its own and a jump at its beginning.
struct MadeCurve {
    struct Piece {
        std::int64_t from, percent, jump;
    };
    std::vector<Piece> pieces;

    struct Point {
        std::int64_t fund = 0;
        std::uint64_t phase = 0;
        bool unknown = false, closed = false;
    };
    [[nodiscard]] Point at(std::int64_t cost) const {
        Point point;
        for (std::size_t index = 0; index < pieces.size() && pieces[index].from <= cost; ++index) {
            const bool last = index + 1 == pieces.size() || pieces[index + 1].from > cost;
            const std::int64_t end = last ? cost : pieces[index + 1].from;
            point.fund += pieces[index].jump +
                          ((end - pieces[index].from) * pieces[index].percent + 50) / 100;
            point.phase = index + 1;
        }
        return point;
    }
    [[nodiscard]] Point phased(std::int64_t cost) const { return at(cost); }
    [[nodiscard]] std::int64_t slack() const { return 1; }
};

MadeCurve any_curve() {
    MadeCurve curve;
    std::int64_t from = 0;
    const int count = *rc::gen::inRange(1, 7);
    for (int index = 0; index < count; ++index) {
        curve.pieces.push_back({from, *rc::gen::inRange<std::int64_t>(0, 101),
                                *rc::gen::element<std::int64_t>(0, 0, 0, 1, 2, 3, 500, -2, -500)});
        from += *rc::gen::inRange<std::int64_t>(4, 30'000);
    }
    curve.pieces.front().jump = 0;
    return curve;
}

RC_GTEST_PROP(PolicyShapes, probing_finds_what_trying_every_fen_finds, ()) {
    constexpr std::int64_t last = 200'000;
    const MadeCurve curve = any_curve();
    std::vector<std::int64_t> changes = {5, 20'000, 20'001};  // of some other curve
    const auto probed = policy::probe(curve, changes, last);
    const auto proved = policy::prove(curve, 0, last);
    const auto has = [](const policy::Shape& shape, Lint lint) {
        return std::any_of(shape.faults.begin(), shape.faults.end(),
                           [&](const policy::Fault& fault) { return fault.lint == lint; });
    };
    for (const Lint lint : {Lint::fund_falls, Lint::person_falls, Lint::cliff, Lint::steep}) {
        RC_ASSERT(has(probed, lint) == has(proved, lint));
    }
    RC_ASSERT(proved.points == last);
    RC_ASSERT(probed.points < last / 10);
}

TEST(PolicyShapes, a_slope_above_one_is_told_from_a_jump) {
    const auto faults_of = [](const MadeCurve& curve) {
        std::vector<Lint> lints;
        for (const auto& fault : policy::prove(curve, 0, 1'000).faults) lints.push_back(fault.lint);
        return lints;
    };
    EXPECT_EQ(faults_of({{{0, 80, 0}, {500, 90, 0}}}), (std::vector<Lint>{}));
    EXPECT_EQ(faults_of({{{0, 80, 0}, {500, 90, 1}}}), (std::vector<Lint>{}));
    EXPECT_EQ(faults_of({{{0, 80, 0}, {500, 90, 40}}}),
              (std::vector<Lint>{Lint::person_falls, Lint::cliff}));
    EXPECT_EQ(faults_of({{{0, 80, 0}, {500, 90, -40}}}),
              (std::vector<Lint>{Lint::fund_falls, Lint::cliff}));
    EXPECT_EQ(faults_of({{{0, 80, 0}, {500, 900, 0}}}),
              (std::vector<Lint>{Lint::person_falls, Lint::cliff, Lint::steep}));
    // A slope of 120 % never moves by more than a rounding from one fen to the next.
    std::vector<std::int64_t> changes;
    const MadeCurve gentle{{{0, 80, 0}, {500, 120, 0}}};
    const auto probed = policy::probe(gentle, changes, 1'000);
    ASSERT_EQ(probed.faults.size(), 1u);
    EXPECT_EQ(probed.faults[0].lint, Lint::steep);
}

TEST(PolicyShapes, whole_bands_make_cliffs_at_which_the_person_pays_less) {
    auto files = frozen_files();
    edit(files, "beijing/employee.inpatient.toml", "\"marginal\"", "\"whole\"");
    const Reports reports = linted(files);
    for (const Lint lint : {Lint::person_falls, Lint::cliff}) {
        const auto found = findings_of(reports, lint);
        ASSERT_FALSE(found.empty()) << policy::info_of(lint).name;
        EXPECT_EQ(found[0].site.file, "policies/beijing/employee.inpatient.toml");
        EXPECT_EQ(found[0].subject, "bj.emp.ip.seg");
        EXPECT_NE(found[0].found.en.find("30000.00"), std::string::npos) << found[0].found.en;
        EXPECT_NE(found[0].found.zh.find("30000.01"), std::string::npos) << found[0].found.zh;
        EXPECT_FALSE(found[0].article.empty());
    }
    EXPECT_TRUE(findings_of(reports, Lint::fund_falls).empty());
}

TEST(PolicyShapes, two_funds_that_pay_one_cost_are_found_by_their_slope) {
    const std::string dated =
        "from = 2024-01-01\nto = \"open\"\nrecorded_on = 2026-11-22\nverified_on = 2026-11-22\n"
        "cite = [\"bj-158:tbc\"]\nconfidence = \"low\"\norigin = \"background\"\n";
    auto files = frozen_files();
    // What the large-amount fund pays is taken out of the deductible, which leaves the same costs
    // above the cap to the next fund.
    edit(files, "beijing/employee.large_amount.toml", "[\"over_cap\"]", "[\"ded\", \"over_cap\"]");
    edit(files, "beijing/package.toml", "\"large_amount\", ", "\"large_amount\", \"enterprise\", ");
    edit(files, "beijing/enterprise.toml", "",
         "[benefit]\nid = \"bj.ent\"\nlayer = \"enterprise\"\ninsured = \"employee\"\n"
         "service = \"inpatient\"\nlabel = { zh = \"企业补充\", en = \"enterprise\" }\n"
         "draw = { buckets = [\"over_cap\"], over = \"episode\" }\n"
         "[[supplement]]\nid = \"bj.ent.sup\"\n" +
             dated +
             "columns = [\"bucket\", \"fund\"]\nrows = [[\"over_cap\", \"90%\"]]\n"
             "[[cap]]\nid = \"bj.ent.cap\"\n" +
             dated + "measure = \"year_fund_paid\"\npools = [\"enterprise\"]\namount = \"none\"\n");
    const Reports reports = linted(files);
    const auto found = findings_of(reports, Lint::steep);
    ASSERT_FALSE(found.empty()) << text_of(reports, "beijing");
    EXPECT_TRUE(found[0].site.file.starts_with("policies/beijing/"));
    EXPECT_FALSE(found[0].article.empty());
    EXPECT_EQ(policy::info_of(found[0].lint).severity, policy::Severity::error);
}

TEST(PolicyShapes, books_that_do_not_balance_are_noticed) {
    const auto fees = policy::bill_of(5'000'000, {1'000, 0, 20'000});
    const auto& plan = frozen_plan_of("110000");
    model::Episode episode;
    episode.level = model::HospitalLevel::level_3;
    episode.admitted_on = episode.discharged_on = episode.settled_on = *Date::of(2025, 6, 1);
    const auto decision = policy::decide(plan, episode, fees, model::YearTotals{});
    ASSERT_FALSE(decision.refusal);
    EXPECT_TRUE(policy::balances(decision, fees));
    auto lost = decision;
    lost.shares.hifp_pay -= Money::of_fen(1);
    EXPECT_FALSE(policy::balances(lost, fees));
    auto misplaced = decision;
    misplaced.left[0] += Money::of_fen(1);
    EXPECT_FALSE(policy::balances(misplaced, fees));
    auto negative = decision;
    negative.left[0] -= Money::of_fen(2'000);
    negative.left[1] += Money::of_fen(2'000);
    EXPECT_FALSE(policy::balances(negative, fees));
}

TEST(PolicyProof, tries_every_fen_and_finds_whole_bands) {
    auto files = frozen_files();
    edit(files, "beijing/employee.inpatient.toml", "\"marginal\"", "\"whole\"");
    const auto views = files.files();
    const wire::PolicyCheck check(views);
    ASSERT_EQ(check.name(0), "beijing");
    ASSERT_TRUE(check.is_readable(0));
    const policy::Proof proof(check.input(0, lint_day()), 3'100'000);
    ASSERT_GT(proof.size(), 10u);
    std::vector<policy::Shape> shapes;
    std::int64_t points = 0;
    for (std::size_t kind = 0; kind < proof.size(); ++kind) {
        shapes.push_back(proof.prove(kind));
        points += shapes.back().points;
    }
    EXPECT_EQ(points, 3'100'000 * static_cast<std::int64_t>(proof.size()));
    const auto findings = proof.findings(shapes);
    const bool found = std::any_of(findings.begin(), findings.end(), [](const auto& finding) {
        return finding.lint == Lint::person_falls && finding.subject == "bj.emp.ip.seg";
    });
    EXPECT_TRUE(found);
}

TEST(PolicyProof, of_a_refused_package_or_a_parent_is_empty) {
    auto files = frozen_files();
    edit(files, "beijing/employee.inpatient.toml", "amount = 100000", "amount = 500");
    const auto views = files.files();
    const wire::PolicyCheck check(views);
    for (std::size_t package = 0; package < check.size(); ++package) {
        const policy::Proof proof(check.input(package, lint_day()), 1'000);
        const bool empty = check.name(package) == "beijing" || check.name(package) == "cn-national";
        EXPECT_EQ(proof.size() == 0, empty) << check.name(package);
        EXPECT_TRUE(proof.findings({}).empty());
    }
}

}  // namespace
}  // namespace yidi::policies
