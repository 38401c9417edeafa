/// @file
/// What a handler answers, before it has the written form of any interface.
///
/// Level       2, pure
/// Units       Money in fen
/// Errors      a refusal is an answer too: Reply holds either
/// Ownership   values only

#pragma once

#include <string>
#include <variant>
#include <vector>

#include "base/error.hpp"
#include "model/records.hpp"
#include "model/register_replies.hpp"

namespace yidi::model {

struct Accepted {};                                                        ///< No output node.
struct SignedIn { std::string sign_no; Instant sign_time; };               // 9001
struct SignedOut { Instant sign_time; };                                   // 9002
struct PersonFound { PersonAnswer answer; Instant now; };                  // 1101
struct Admitted { std::string mdtrt_id; };                                 // 2401
struct Registered { std::string mdtrt_id, psn_no, ipt_otp_no; };           // 2201
struct LinesPriced { std::vector<FeeLine> lines; };                        // 2204, 2301

/// 2101 to 2103, 2206 to 2208, 2303 to 2305, 5203. On a trial setl_id is empty. A reversal's
/// amounts are positive here; the written form negates them.
struct SettlementView {
    Settlement settlement;
    PersonView person;
    std::string med_type;
    Institution institution;
    Instant begntime, endtime, now;
    std::vector<FeeLine> lines;  ///< Of a purchase, whose answer divides them.
};
struct VisitsFound { std::vector<Encounter> visits; Instant now; };        // 5201, 5303
struct FeeLinesFound { std::string setl_id; std::vector<FeeLine> lines; }; // 5204
struct TotalsFound { std::vector<YearTotalsView> years; Instant now; };    // 5206
struct Explained { ExplainAnswer answer; };

using ReplyBody = std::variant<Accepted, SignedIn, SignedOut, PersonFound, Admitted, LinesPriced,
                               SettlementView, VisitsFound, FeeLinesFound, TotalsFound, Explained,
                               Registered, InstitutionsFound, EntitlementFound, VisitMarked,
                               MarksFound, Declared, DepartmentsFound, PractitionersFound,
                               DiagnosesFound, MedicationFound, DiseasesFound, DeclarationsFound,
                               TotalsReconciled, DetailsReconciled>;

/// An answer, or the reason there is none; and a warning where the answer needs one.
struct Reply {
    std::variant<ReplyBody, Problem> outcome;
    std::optional<Problem> warning;

    Reply() = default;
    template <class T>
        requires std::is_constructible_v<ReplyBody, T&&>
    Reply(T&& body) : outcome(std::in_place_type<ReplyBody>, std::forward<T>(body)) {}
    Reply(Problem refused) : outcome(std::move(refused)) {}
    Reply(Unexpected<Problem> refused) : outcome(std::move(refused.error)) {}

    [[nodiscard]] const Problem* refusal() const { return std::get_if<Problem>(&outcome); }
    [[nodiscard]] const ReplyBody& body() const { return std::get<ReplyBody>(outcome); }
};

}  // namespace yidi::model
