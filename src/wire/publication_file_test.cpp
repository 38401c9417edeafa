// Goal    a publication is read whole or refused at the line that is wrong; increments give a
//         client that keeps asking everything once, and then an end; downloads have the columns
//         of the national interface and the same bytes each time
// Method  a file made by hand and spoilt in one place; the samples carried; a client in a loop
// Covers  T4, T5, Z1

#include "wire/publication_file.hpp"

#include <map>
#include <set>

#include <gtest/gtest.h>

#include "base/text.hpp"
#include "codes/publication_changes.hpp"
#include "wire/zip_file.hpp"

namespace yidi::wire {
namespace {

using codes::Column;
using codes::Publications;

const std::string head = "publication\t1309\tF001_20260101000000_C\t1\t2026-01-01\n";
const std::string columns = "code\tname\tvalid\trid\t4\n";
const std::string rows = "M03900\t高血压\t1\tr1\t460000\nM01600\t糖尿病\t1\tr2\tnull\n";

codes::Publication good(std::string text) {
    auto read = read_publication("p.tsv", std::move(text));
    EXPECT_TRUE(read) << message_of(read.error(), false);
    return std::move(*read);
}

Date day(std::string_view text) {
    return *Date::parse(text);
}

Publications samples() {
    Publications all;
    for (const auto& file : codes::sample_publications()) {
        auto read = read_publication(file.name, std::string{file.content});
        EXPECT_TRUE(read) << message_of(read.error(), false);
        EXPECT_TRUE(misshapen_codes(file.name, *read).empty()) << file.name;
        EXPECT_TRUE(all.add(std::move(*read)));
    }
    return all;
}

TEST(PublicationFile, IsReadWithItsHeadingAndRows) {
    const auto read = good("\xEF\xBB\xBF" + head + columns + rows);
    EXPECT_EQ(read.layout->infno, "1309");
    EXPECT_EQ(read.version, "F001_20260101000000_C");
    EXPECT_EQ(read.number, 1);
    EXPECT_EQ(read.from, day("2026-01-01"));
    ASSERT_EQ(read.size(), 2u);
    EXPECT_EQ(read.cell(0, Column::name), "高血压");
    EXPECT_EQ(read.cell(0, 4), "460000");
    EXPECT_EQ(read.cell(1, 4), "");
    EXPECT_EQ(read.cell(1, 5), "");
    EXPECT_EQ(read.lines[1], 4);
}

struct Bad {
    std::string text;
    const char* where;
};

TEST(PublicationFile, IsRefusedAtTheLineThatIsWrong) {
    const Bad bad[] = {
        {"", "p.tsv:1 "},
        {"list\t1309\tF001_20260101000000_C\t1\t2026-01-01\n" + columns + rows, "p.tsv:1 "},
        {"publication\t1304\tF001_20260101000000_C\t1\t2026-01-01\n" + columns + rows,
         "p.tsv:1 infno"},
        {"publication\t1309\tF001_2026_C\t1\t2026-01-01\n" + columns + rows, "p.tsv:1 version"},
        {"publication\t1309\tF001_20260101000000_C\t0\t2026-01-01\n" + columns + rows,
         "p.tsv:1 number"},
        {"publication\t1309\tF001_20260101000000_C\t1\t2026-02-30\n" + columns + rows,
         "p.tsv:1 from"},
        {head + "code\tname\tvalid\n" + rows, "p.tsv:2 rid"},
        {head + "code\tname\tvalid\trid\trid\n" + rows, "p.tsv:2 "},
        {head + "code\tname\tvalid\trid\t12\n" + rows, "p.tsv:2 "},
        {head + "code\tname\tvalid\trid\t17\n" + rows, "p.tsv:2 "},
        {head + columns, "p.tsv:2 "},
        {head + columns + "M03900\t高血压\t1\tr1\n", "p.tsv:3 "},
        {head + columns + "\t高血压\t1\tr1\tnull\n", "p.tsv:3 code"},
        {head + columns + rows + "M01600\t糖尿病\t1\tr3\tnull\n", "p.tsv:5 code"},
        {head + columns + "M03900\t高血压\t2\tr1\tnull\n", "p.tsv:3 valid"},
        {head + columns + "M03900\t高血压\t1\tnull\tnull\n", "p.tsv:3 rid"},
        {head + columns + "M03900\t\xFF\t1\tr1\tnull\n", "p.tsv:1 "},
    };
    for (const Bad& row : bad) {
        const auto read = read_publication("p.tsv", row.text);
        ASSERT_FALSE(read) << row.where << '\n' << row.text;
        EXPECT_EQ(read.error().code, ErrorCode::publication_row);
        EXPECT_EQ(read.error().field, row.where);
    }
}

TEST(PublicationFile, ItsMisshapenCodesAreFoundRowByRow) {
    const auto read = good(head + columns + rows + "M3900\t高血压\t1\tr3\tnull\n");
    const auto found = misshapen_codes("p.tsv", read);
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].field, "p.tsv:5 chronic_disease.detail[5]");
    EXPECT_EQ(found[0].code, ErrorCode::code_misshapen);
}

TEST(Publications, OneThatDoesNotFollowIsRefused) {
    Publications all;
    ASSERT_TRUE(all.add(good(head + columns + rows)));
    for (const char* later :
         {"F001_20260101000000_C\t2\t2026-01-01", "F001_20260201000000_C\t1\t2026-02-01",
          "F001_20260201000000_C\t2\t2025-12-31"}) {
        const auto added =
            all.add(good("publication\t1309\t" + std::string{later} + "\n" + columns + rows));
        ASSERT_FALSE(added) << later;
        EXPECT_EQ(added.error().code, ErrorCode::publication_order);
    }
    EXPECT_TRUE(all.add(
        good("publication\t1309\tF001_20260201000000_C\t2\t2026-02-01\n" + columns + rows)));
}

/// What a client holds after it has asked until the answer was that nothing is new.
struct Client {
    std::map<std::string, std::string> names;  ///< By code.
    int downloads = 0;

    void follow(const Publications& all, const codes::Layout& layout, std::string version,
                Date today) {
        for (; downloads < 10; ++downloads) {
            const auto news = all.since(layout, version, today);
            if (!news) {
                EXPECT_EQ(news.error().code, ErrorCode::publication_newest);
                EXPECT_NE(message_of(news.error(), true).find("已经是最新数据"), std::string::npos);
                return;
            }
            const std::string text = download_text(*news);
            for (const auto line : split(text, '\n')) {
                if (line.empty()) continue;
                const auto cells = split(line, '\t');
                ASSERT_EQ(cells.size(), layout.columns);
                names[std::string{cells[layout.at(Column::code) - 1]}] =
                    cells[layout.at(Column::name) - 1];
                version = cells[layout.at(Column::version_name) - 1];
            }
        }
        ADD_FAILURE() << "no end";
    }
};

TEST(Publications, AClientThatKeepsAskingHasEverythingAndComesToAnEnd) {
    const Publications all = samples();
    const codes::Layout& drugs = *codes::find_layout("1301");
    for (const char* first : {"v0000", "V0000", "0", "F002_19970101000000_C"}) {
        Client client;
        client.follow(all, drugs, first, day("2026-12-01"));
        EXPECT_EQ(client.downloads, 1) << first;
        EXPECT_EQ(client.names.size(), all.state(drugs, day("2026-12-01")).size());
        EXPECT_EQ(client.names["XA11ZZS001A001010100001"], "注射用头孢曲松钠，更名样例");
    }
    Client before;
    before.follow(all, drugs, "v0000", day("2026-06-30"));
    EXPECT_EQ(before.names["XA11ZZS001A001010100001"], "注射用头孢曲松钠（样例）");
    Client later;
    later.follow(all, drugs, "F001_20240101000000_C", day("2026-12-01"));
    EXPECT_EQ(later.names.size(), 2u);
    EXPECT_EQ(later.downloads, 1);
}

TEST(Publications, AVersionThatIsNoneIsRefusedAndAnEmptyListHasNothingNew) {
    const Publications all = samples();
    const auto odd = all.since(*codes::find_layout("1301"), "latest", day("2026-12-01"));
    ASSERT_FALSE(odd);
    EXPECT_EQ(odd.error().code, ErrorCode::publication_version);
    const auto none = all.since(*codes::find_layout("1320"), "v0000", day("2026-12-01"));
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().code, ErrorCode::publication_newest);
}

TEST(Publications, AFileNumberGivesTheSameRowsAgain) {
    Publications all = samples();
    const codes::Layout& drugs = *codes::find_layout("1301");
    const auto offered = all.since(drugs, "v0000", day("2026-06-30"));
    ASSERT_TRUE(offered);
    EXPECT_LE(offered->file_number.size(), 30u);
    const auto fetched = all.by_file_number(offered->file_number);
    ASSERT_TRUE(fetched);
    EXPECT_EQ(download_text(*fetched), download_text(*offered));
    std::string number = offered->file_number;
    for (char& c : number) {
        const char kept = std::exchange(c, '#');
        EXPECT_FALSE(all.by_file_number(number));
        c = kept;
    }
    EXPECT_FALSE(all.by_file_number(number + "0"));
    EXPECT_FALSE(all.by_file_number("P13010000000000000000009"));
}

TEST(Publications, EveryCodeStandsOnceInAnIncrementAndTheNewestVersionLast) {
    const Publications all = samples();
    for (const codes::Layout& layout : codes::layouts()) {
        const auto news = all.since(layout, "0", day("2030-01-01"));
        if (!news) continue;
        std::set<std::string_view> seen;
        for (const auto& row : news->rows) {
            EXPECT_TRUE(seen.insert(row.publication->cell(row.row, Column::code)).second);
        }
        EXPECT_EQ(news->rows.back().publication->version, news->newest_version);
    }
}

TEST(PublicationChanges, AreFoundCodeByCode) {
    const auto before = good(head + columns + rows + "M00500\t恶性肿瘤\t1\tr3\tnull\n");
    const auto after = good("publication\t1309\tF001_20260201000000_C\t2\t2026-02-01\n" + columns +
                            "M03900\t高血压病\t1\tr1\t460000\nM01600\t糖尿病\t0\tr2\tnull\n"
                            "M08300\t抗排异\t1\tr4\tnull\n");
    std::string told;
    for (const auto& change : codes::changes_between(before, after)) {
        told += std::string{codes::name_of(change.kind)} + ' ' + std::string{change.code} + ' ' +
                std::string{change.before} + '>' + std::string{change.after} + '\n';
    }
    EXPECT_EQ(told,
              "absent M00500 >\nretired M01600 >\nchanged M03900 高血压>高血压病\n"
              "added M08300 >\n");
    EXPECT_TRUE(codes::changes_between(before, before).empty());
}

TEST(Zip, HasTheSameBytesForTheSameText) {
    const std::string text(100'000, 'x');
    const std::string once = zip_of("1301.txt", text);
    EXPECT_EQ(once, zip_of("1301.txt", text));
    EXPECT_NE(once, zip_of("1301.txt", text + "y"));
    EXPECT_TRUE(once.starts_with("PK\x03\x04"));
    EXPECT_LT(once.size(), 1'000u);
    EXPECT_TRUE(zip_of("empty.txt", "").starts_with("PK"));
}

}  // namespace
}  // namespace yidi::wire
