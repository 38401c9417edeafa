// Goal    A seed is a run, bit for bit; the alarm rings; and what once failed fails no more.
// Method  1. The same seed twice gives the same fingerprint over all commits and answers.
//         2. Each planted bug is found within a few seeds; without it the same seeds are clean.
//         3. Answers that do not add up, planted in the same seeds, leave them clean.
//         4. Every seed of kept_seeds.txt is run.
// Covers  N1 N2 N3 N4 W1 W2 D1 D2 D3 D4 H1 under every fault of docs/design/simulation.md.

#include <fstream>
#include <string>

#include <gtest/gtest.h>

#include "base/text.hpp"
#include "simulation/nation.hpp"

namespace yidi::simulation {
namespace {

constexpr std::uint64_t seeds_until_found_max = 40;

const Law& law() {
    static const auto loaded = load_law(YIDI_SOURCE_DIR "/policies");
    EXPECT_TRUE(loaded.has_value()) << message_of(loaded.error(), false);
    return *loaded;
}

std::string text_of(const RunResult& result) {
    std::string text = "seed " + std::to_string(result.seed);
    for (const std::string& finding : result.findings) text += "\n  " + finding;
    return text;
}

TEST(Simulation, a_seed_reproduces_bit_for_bit) {
    for (std::uint64_t seed = 7; seed < 12; ++seed) {
        const RunResult first = run(law(), seed, {});
        const RunResult second = run(law(), seed, {});
        EXPECT_EQ(first.fingerprint, second.fingerprint) << seed;
        EXPECT_EQ(first.calls, second.calls) << seed;
        EXPECT_NE(first.fingerprint, run(law(), seed + 1'000, {}).fingerprint);
    }
}

class Planted : public testing::TestWithParam<Plant> {};

TEST_P(Planted, bug_is_found_within_a_few_seeds) {
    for (std::uint64_t seed = 1; seed <= seeds_until_found_max; ++seed) {
        if (!run(law(), seed, {.plant = GetParam()}).findings.empty()) return;
    }
    FAIL() << "nobody noticed";
}

INSTANTIATE_TEST_SUITE_P(Simulation, Planted,
                         testing::Values(Plant::double_decide, Plant::lost_message,
                                         Plant::unmirrored_undo, Plant::off_by_one_fen,
                                         Plant::lazy_disk),
                         [](const auto& plant) {
                             for (const auto& [name, known] : plants()) {
                                 if (known == plant.param) return std::string{name};
                             }
                             return std::string{"unknown"};
                         });

TEST(Simulation, the_seeds_the_plants_are_looked_for_in_are_clean_without_them) {
    for (std::uint64_t seed = 1; seed <= seeds_until_found_max; ++seed) {
        const RunResult result = run(law(), seed, {});
        EXPECT_TRUE(result.findings.empty()) << text_of(result);
    }
}

TEST(Simulation, an_insured_place_whose_answers_do_not_add_up_stops_nobody) {
    for (std::uint64_t seed = 1; seed <= seeds_until_found_max; ++seed) {
        const RunResult result = run(law(), seed, {.plant = Plant::unsound_answers});
        EXPECT_TRUE(result.findings.empty()) << text_of(result);
    }
}

TEST(Simulation, seeds_that_once_failed_are_clean) {
    std::ifstream file(YIDI_SOURCE_DIR "/tests/simulation/kept_seeds.txt");
    ASSERT_TRUE(file.is_open());
    std::string line;
    while (std::getline(file, line)) {
        const auto words = split(line, ' ');
        if (line.empty() || line.front() == '#') continue;
        const auto seed = parse_integer<std::uint64_t>(words.front());
        ASSERT_TRUE(seed.has_value()) << line;
        const RunResult result = run(law(), *seed, {});
        EXPECT_TRUE(result.findings.empty()) << text_of(result);
    }
}

}  // namespace
}  // namespace yidi::simulation
