// Goal    the reference pages in docs say what the program does
// Method  the pages are written anew and compared; with YIDI_RERECORD set they are stored instead
// Covers  transactions_reference, refusals_reference, lints_reference

#include "wire/reference.hpp"

#include <cstdlib>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "codes/codes.hpp"
#include "wire/transactions.hpp"

namespace yidi::wire {
namespace {

void expect_unchanged(const std::string& name, const std::string& page) {
    const std::string path = YIDI_SOURCE_DIR "/docs/reference/" + name;
    if (std::getenv("YIDI_RERECORD") != nullptr) {
        std::ofstream{path} << page;
        return;
    }
    std::ifstream file{path};
    std::stringstream stored;
    stored << file.rdbuf();
    EXPECT_TRUE(stored.str() == page)
        << path << " is not what the program says; run this test with YIDI_RERECORD=1 and review";
}

TEST(Reference, TheTransactionsPageIsUnchanged) {
    expect_unchanged("transactions.md", transactions_reference());
}

TEST(Reference, TheRefusalsPageIsUnchanged) {
    expect_unchanged("refusals.md", refusals_reference());
}

TEST(Reference, ThePageOfChecksIsUnchanged) {
    expect_unchanged("policy-lints.md", lints_reference());
}

TEST(Reference, EveryFieldHasAChineseAndAnEnglishMeaning) {
    for (const Transaction& transaction : transactions()) {
        for (const auto nodes : {transaction.request, transaction.answer}) {
            for (const Node& node : nodes) {
                for (const Field& field : node.fields) {
                    EXPECT_NE(codes::field_name(field.name), nullptr) << field.name;
                }
            }
        }
    }
}

TEST(Reference, EveryTransactionOfferedIsInTheCatalogueOfTheInterface) {
    for (const Transaction& transaction : transactions()) {
        EXPECT_TRUE(codes::is_known_transaction(transaction.infno)) << transaction.infno;
    }
}

}  // namespace
}  // namespace yidi::wire
