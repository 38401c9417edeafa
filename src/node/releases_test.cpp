// Goal    Of all releases a node has had, the right one decides each day; what is in force is kept
//         before it decides; and a text that no longer compiles does not stop the others.
// Method  Releases of one area made by editing a package of tests/policies/variants; archives put
//         together by hand.
// Covers  L1 L2

#include "node/releases.hpp"

#include <gtest/gtest.h>

#include "policy/plan.hpp"
#include "wire/policy_files.hpp"

namespace yidi::node {
namespace {

/// The law of one area. Empty `effective`: it decides on any day; `ratio` tells releases apart.
Law law_of(const std::string& effective, const std::string& ratio) {
    auto files = wire::read_policy_folder(YIDI_SOURCE_DIR "/tests/policies/variants").value();
    std::erase_if(files.texts, [](const auto& file) {
        return !file.first.starts_with("policies/split_once/") &&
               !file.first.starts_with("policies/country/");
    });
    const auto change = [&](const std::string& name, const std::string& old,
                            const std::string& text) {
        for (auto& [file, content] : files.texts) {
            if (file == name) content.replace(content.find(old), old.size(), text);
        }
    };
    if (!effective.empty()) {
        change("policies/split_once/package.toml", "admdvs ",
               "effective = " + effective + "\nadmdvs ");
    }
    change("policies/split_once/employee.inpatient.toml", "10000, \"80%\"",
           "10000, \"" + ratio + "\"");
    auto book = wire::load_law(files.files());
    EXPECT_TRUE(book) << message_of(book.error(), false);
    return {book->plans, {}, book->release_texts, {}};
}

policy::PlanPtr plan_in(const Law& law) { return law.plans.begin()->second; }
std::string hash_in(const Law& law) { return policy::hash_of(*plan_in(law)); }

Instant at(std::int64_t hour) { return Instant::of_us(hour * 3'600'000'000); }

/// What a node would keep that had started with each of these in turn.
ReleaseArchive archive_of(const std::vector<Law>& laws) {
    std::map<std::string, model::PolicyRelease> kept;
    std::int64_t hour = 1;
    for (const Law& law : laws) {
        std::vector<model::PolicyRelease> known;
        for (const auto& [hash, release] : kept) known.push_back(release);
        const auto in_force = law_in_force(law, "99", ReleaseArchive{known}, at(hour++));
        for (const auto& release : in_force.to_keep) kept[release.hash] = release;
    }
    std::vector<model::PolicyRelease> all;
    for (const auto& [hash, release] : kept) all.push_back(release);
    return ReleaseArchive{std::move(all)};
}

std::vector<std::string> hashes_in_force(const Law& law, const ReleaseArchive& archive) {
    std::vector<std::string> hashes;
    const auto in_force = law_in_force(law, "99", archive, at(100));
    EXPECT_EQ(in_force.plans.size(), 1u);
    for (const auto& plan : in_force.plans.at("9903")) hashes.push_back(policy::hash_of(*plan));
    return hashes;
}

using Hashes = std::vector<std::string>;

TEST(Releases, of_a_first_start_are_kept_with_their_texts) {
    const Law law = law_of("", "80%");
    const auto in_force = law_in_force(law, "99", ReleaseArchive{}, at(7));
    ASSERT_EQ(in_force.to_keep.size(), 1u);
    const model::PolicyRelease& kept = in_force.to_keep.front();
    EXPECT_EQ(kept.hash, hash_in(law));
    EXPECT_EQ(kept.package_id, "split_once");
    EXPECT_EQ(kept.first_used_at, at(7));
    EXPECT_EQ(policy::hash_of(*ReleaseArchive{{kept}}.find(kept.hash)), kept.hash);
}

TEST(Releases, that_are_known_keep_the_day_they_were_first_used) {
    const Law law = law_of("", "80%");
    const auto in_force = law_in_force(law, "99", archive_of({law}), at(9));
    ASSERT_EQ(in_force.to_keep.size(), 1u);
    EXPECT_EQ(in_force.to_keep.front().first_used_at, at(1));
    EXPECT_EQ(in_force.to_keep.front().last_used_at, at(9));
}

TEST(Releases, without_a_beginning_take_the_place_of_all_before) {
    const Law first = law_of("", "80%"), second = law_of("", "81%");
    EXPECT_EQ(hashes_in_force(second, archive_of({first})), Hashes{hash_in(second)});
}

TEST(Releases, with_a_beginning_are_followed_by_those_that_decide_until_then) {
    const Law first = law_of("", "80%"), mended = law_of("", "81%");
    const Law second = law_of("2026-07-01", "82%"), third = law_of("2027-01-01", "83%");
    EXPECT_EQ(hashes_in_force(third, archive_of({first, mended, second})),
              (Hashes{hash_in(third), hash_in(second), hash_in(mended)}));
    // The older release in the folder again: what the newer would have changed is changed back.
    EXPECT_EQ(hashes_in_force(second, archive_of({first, second, third})),
              (Hashes{hash_in(second), hash_in(first)}));
}

TEST(Releases, last_in_force_decide_when_the_law_is_refused) {
    const Law first = law_of("", "80%"), second = law_of("2026-07-01", "82%");
    Law refused;
    refused.refused = Problem{ErrorCode::package_value, "policies/split_once/package.toml:9", {},
                              {}, {}};
    EXPECT_EQ(hashes_in_force(refused, archive_of({first, second})),
              (Hashes{hash_in(second), hash_in(first)}));
    // Whoever went back to the first release stays with it.
    EXPECT_EQ(hashes_in_force(refused, archive_of({first, second, first})), Hashes{hash_in(first)});
    EXPECT_TRUE(law_in_force(refused, "99", ReleaseArchive{}, at(1)).plans.empty());
}

TEST(Releases, of_other_divisions_are_not_this_nodes) {
    const auto in_force = law_in_force(law_of("", "80%"), "11", ReleaseArchive{}, at(1));
    EXPECT_TRUE(in_force.plans.empty());
    EXPECT_TRUE(in_force.to_keep.empty());
    EXPECT_TRUE(law_in_force(law_of("", "80%"), "", ReleaseArchive{}, at(1)).plans.empty());
}

TEST(Releases, that_do_not_compile_any_more_are_passed_over) {
    const Law first = law_of("", "80%"), last = law_of("2027-01-01", "83%");
    const ReleaseArchive started = archive_of({first});
    std::vector<model::PolicyRelease> kept;
    for (const auto& [hash, release] : started.all()) kept.push_back(release);
    kept.push_back({"0123456789abcdef", "split_once", "", Date::parse("2026-07-01"), "[]", at(2),
                    at(2)});
    const ReleaseArchive archive{std::move(kept)};
    EXPECT_EQ(archive.find("0123456789abcdef"), nullptr);
    EXPECT_EQ(archive.find("no such"), nullptr);
    EXPECT_EQ(hashes_in_force(last, archive), (Hashes{hash_in(last), hash_in(first)}));
}

}  // namespace
}  // namespace yidi::node
