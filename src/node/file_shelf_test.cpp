// Goal    a file comes back as it was sent, to its institution only, until its day; publications
//         that were published load, and one that is wrong is refused before anything is written
// Method  a shelf in a folder of its own under a vault with drawn keys, looked at from outside
// Covers  K1, K2

#include "node/file_shelf.hpp"

#include <fstream>
#include <iterator>

#include <gtest/gtest.h>

#include "node/publications.hpp"
#include "store/temporary_directory.hpp"

namespace yidi::node {
namespace {

namespace fs = std::filesystem;

const Instant now = *Instant::parse("2026-11-28 08:30:00");
constexpr std::int64_t day_us = 86'400 * Instant::us_per_second;

class Shelf : public testing::Test {
  protected:
    Shelf() : shelf(folder.path() / "files", keys()) {}

    store::Vault keys() {
        fs::create_directories(folder.path() / "keys");
        auto vault = store::Vault::open(
            {folder.path() / "keys/node.key", folder.path() / "keys/network.key", true});
        EXPECT_TRUE(vault);
        return std::move(*vault);
    }
    std::string keep(const std::string& institution, const std::string& bytes) {
        const auto kept = shelf.keep({"a.txt", institution, bytes}, now);
        EXPECT_TRUE(kept);
        return kept->file_qury_no;
    }
    Outcome<wire::FileBytes> fetch(const std::string& institution, const std::string& number,
                                   Instant at = now) {
        return shelf.fetch({number, "", institution}, at);
    }

    store::TemporaryDirectory folder;
    FileShelf shelf;
};

TEST_F(Shelf, GivesAFileBackAsItWasSent) {
    const std::string bytes{"\0\xFF\nline\n", 8};
    const auto got = fetch("H1", keep("H1", bytes));
    ASSERT_TRUE(got);
    EXPECT_EQ(got->bytes, bytes);
    EXPECT_EQ(got->filename, "a.txt");
}

TEST_F(Shelf, GivesItToNobodyElseAndUnderNoOtherNumber) {
    const std::string first = keep("H1", "one"), second = keep("H1", "two");
    EXPECT_NE(first, second);
    EXPECT_EQ(first.size(), 22u);
    for (const auto& [institution, number] : {std::pair<std::string, std::string>{"H2", first},
                                              {"H1", "F"},
                                              {"H1", ""},
                                              {"H1", first + "0"},
                                              {"H1/../H1", first},
                                              {"..", first},
                                              {"", first}}) {
        const auto got = fetch(institution, number);
        ASSERT_FALSE(got) << institution << ' ' << number;
        EXPECT_EQ(got.error().code, ErrorCode::download_unknown);
    }
    // What is moved to another name cannot be read there.
    fs::copy_file(folder.path() / "files/H1" / (first + ".sealed"),
                  folder.path() / "files/H1" / (second + ".sealed"),
                  fs::copy_options::overwrite_existing);
    EXPECT_EQ(fetch("H1", second).error().code, ErrorCode::database_damaged);
}

TEST_F(Shelf, KeepsNothingReadableOnTheDisk) {
    const std::string number = keep("H1", "the patient's list");
    std::ifstream file(folder.path() / "files/H1" / (number + ".sealed"), std::ios::binary);
    const std::string sealed{std::istreambuf_iterator<char>(file), {}};
    EXPECT_FALSE(sealed.empty());
    EXPECT_EQ(sealed.find("patient"), std::string::npos);
    EXPECT_EQ(sealed.find("a.txt"), std::string::npos);
}

TEST_F(Shelf, KeepsAFileUntilItsDay) {
    const std::string number = keep("H1", "x");
    EXPECT_TRUE(fetch("H1", number, now.plus_us(FileShelf::days_kept * day_us)));
    const Instant later = now.plus_us((FileShelf::days_kept + 1) * day_us);
    EXPECT_FALSE(fetch("H1", number, later));
    ASSERT_TRUE(shelf.keep({"b.txt", "H1", "y"}, later));
    EXPECT_FALSE(fs::exists(folder.path() / "files/H1" / (number + ".sealed")));
}

TEST_F(Shelf, TakesNoMoreThanSoManyOfOneInstitution) {
    for (std::size_t i = 0; i < FileShelf::files_max; ++i) {
        fs::create_directories(folder.path() / "files/H1");
        std::ofstream(folder.path() / "files/H1" / ("F" + std::to_string(i)));
    }
    const auto kept = shelf.keep({"a.txt", "H1", "x"}, now);
    ASSERT_FALSE(kept);
    EXPECT_EQ(kept.error().code, ErrorCode::overloaded);
    EXPECT_TRUE(shelf.keep({"a.txt", "H2", "x"}, now));
}

class Publishing : public testing::Test {
  protected:
    fs::path write(const std::string& text) {
        const fs::path path = folder.path() / "new.tsv";
        std::ofstream(path, std::ios::binary) << text;
        return path;
    }
    static std::string chronic(int number, const std::string& code) {
        const std::string version = std::to_string(number);
        return "publication\t1309\tF001_2027010" + version + "000000_C\t" + version +
               "\t2027-01-0" + version + "\ncode\tname\tvalid\trid\n" + code + "\t某病\t1\tr\n";
    }

    store::TemporaryDirectory folder;
};

TEST_F(Publishing, AVersionLoadsAndTakesThePlaceOfTheSamplesOfItsList) {
    const auto& layout = *codes::find_layout("1309");
    const Date later = *Date::parse("2027-02-01");
    EXPECT_EQ(load_publications(folder.path())->state(layout, later).size(), 10u);
    const auto path = publish(folder.path(), write(chronic(1, "M03900")));
    ASSERT_TRUE(path) << message_of(path.error(), false);
    ASSERT_TRUE(publish(folder.path(), write(chronic(2, "M01600"))));
    const auto all = load_publications(folder.path());
    ASSERT_TRUE(all);
    EXPECT_EQ(all->of(layout).size(), 2u);
    EXPECT_EQ(all->state(layout, later).size(), 2u);
    EXPECT_GT(all->state(*codes::find_layout("1301"), later).size(), 10u);
}

TEST_F(Publishing, WhatIsWrongIsRefusedAndLeavesNothingBehind) {
    ASSERT_TRUE(publish(folder.path(), write(chronic(2, "M03900"))));
    EXPECT_EQ(publish(folder.path(), write(chronic(2, "M03900"))).error().code,
              ErrorCode::publication_order);
    EXPECT_EQ(publish(folder.path(), write(chronic(1, "M03900"))).error().code,
              ErrorCode::publication_order);
    EXPECT_EQ(publish(folder.path(), write(chronic(3, "M0390"))).error().code,
              ErrorCode::code_misshapen);
    EXPECT_EQ(publish(folder.path(), write("nothing")).error().code, ErrorCode::publication_row);
    EXPECT_EQ(publish(folder.path(), folder.path() / "none").error().code,
              ErrorCode::file_unreadable);
    std::size_t files = 0;
    for (const auto& entry : fs::directory_iterator(publications_path(folder.path()))) {
        EXPECT_EQ(entry.path().filename(), "1309-00002.tsv");
        ++files;
    }
    EXPECT_EQ(files, 1u);
}

}  // namespace
}  // namespace yidi::node
