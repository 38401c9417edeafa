#include "node/samples.hpp"

#include <span>

#include "base/text.hpp"
#include "codes/codes.hpp"

namespace yidi::node {
namespace {

using model::FilingCategory;

struct SampleFiling {
    FilingCategory category;
    const char* place;
    const char* from;
    const char* to;  ///< Empty: no end.
};

/// A chronic disease that the fund pays for.
struct SampleApproval {
    const char* code;  ///< Null: none.
    const char* name;
    const char* from;
    const char* to;  ///< Empty: no end.
};

/// One sample person, as a row.
struct Sample {
    const char* psn_no;
    const char* division;
    const char* birth;
    int serial;
    const char* name;
    const char* insutype;
    const char* psn_type;
    const char* psn_insu_stas;
    const char* insuplc_admdvs;
    std::int64_t account_yuan;
    SampleFiling filing;  ///< place empty: none.
    const char* scene;    ///< What the person is there to show.
    SampleApproval approvals[2] = {};
};

// clang-format off
constexpr Sample beijing[] = {
    {"11000000000000000001", "119999", "1949-12-31", 2, "演示甲", "310", "12", "1", "110100", 3000,
     {FilingCategory::longterm_resident, "460000", "2024-01-01", ""}, "the first patient: retiree, filed for good, second stay of the year"},
    {"11000000000000000002", "119999", "1980-05-06", 3, "演示乙", "310", "11", "1", "110100", 5000,
     {FilingCategory::longterm_resident, "", "2024-01-01", ""}, "employee at work, not filed"},
    {"11000000000000000003", "119999", "1975-08-09", 6, "演示丙", "310", "11", "1", "110100", 5000,
     {FilingCategory::other_temporary, "460000", "2025-01-01", "2025-06-30"}, "filing has ended"},
    {"11000000000000000004", "119999", "1968-02-29", 1, "演示丁", "390", "15", "1", "110100", 0,
     {FilingCategory::referral, "460000", "2026-01-01", "2027-12-31"}, "resident, referred"},
    {"11000000000000000005", "119999", "1990-10-10", 4, "演示戊", "310", "11", "2", "110100", 100,
     {FilingCategory::posted_worker, "460000", "2025-01-01", ""}, "enrolment suspended"},
    {"11000000000000000006", "119999", "1985-03-03", 5, "演示己", "310", "11", "1", "110100", 5000,
     {FilingCategory::posted_worker, "460000", "2025-01-01", ""}, "employee at work, posted to Hainan, with an account"},
};
constexpr Sample shanghai[] = {
    {"31000000000000000001", "319999", "1978-07-07", 1, "演示庚", "310", "11", "1", "310100", 12000,
     {FilingCategory::longterm_resident, "460000", "2025-01-01", ""}, "employee at work, filed for good"},
    {"31000000000000000002", "319999", "1950-01-15", 2, "演示辛", "390", "16", "1", "310100", 0,
     {FilingCategory::other_temporary, "460100", "2026-01-01", "2027-12-31"}, "elderly resident, filed for a time"},
};
constexpr Sample hainan[] = {
    {"46000000000000000001", "469999", "1982-11-11", 1, "演示壬", "310", "11", "1", "460100", 2000,
     {FilingCategory::longterm_resident, "", "2024-01-01", ""}, "local employee"},
    {"46000000000000000002", "469999", "1999-09-09", 2, "演示癸", "390", "15", "1", "460100", 0,
     {FilingCategory::longterm_resident, "", "2024-01-01", ""}, "local resident"},
    {"46000000000000000003", "469999", "1970-04-04", 3, "演示子", "310", "11", "1", "460100", 3000,
     {FilingCategory::longterm_resident, "", "2024-01-01", ""}, "local employee with two chronic diseases approved",
     {{"M03900", "高血压", "2025-01-01", ""}, {"M01600", "糖尿病", "2025-01-01", ""}}},
    {"46000000000000000004", "469999", "1955-05-05", 4, "演示丑", "310", "12", "1", "460100", 1000,
     {FilingCategory::longterm_resident, "", "2024-01-01", ""}, "local retiree, treated for cancer outside hospital",
     {{"M00500", "恶性肿瘤门诊治疗", "2026-01-01", "2027-12-31"}}},
    {"46000000000000000005", "469999", "1962-06-06", 5, "演示寅", "390", "15", "1", "460100", 0,
     {FilingCategory::longterm_resident, "", "2024-01-01", ""}, "local resident whose approval has ended",
     {{"M03900", "高血压", "2024-01-01", "2025-12-31"}}},
    {"46000000000000000006", "469999", "1988-08-08", 6, "演示卯", "310", "11", "1", "460100", 500,
     {FilingCategory::longterm_resident, "", "2024-01-01", ""}, "local employee, outpatient and at the pharmacy"},
};
// clang-format on

Date day(const char* text) {
    const auto date = Date::parse(text);
    YIDI_ASSERT(date.has_value());
    return *date;
}

model::DiseaseApproval approval_of(const Sample& sample, const SampleApproval& approval) {
    model::DiseaseApproval made{};
    made.psn_no = sample.psn_no;
    made.insutype = sample.insutype;
    made.opsp_dise_code = approval.code;
    made.opsp_dise_name = approval.name;
    made.valid_from = day(approval.from);
    if (*approval.to != '\0') made.valid_to = day(approval.to);
    made.state = model::FilingState::valid;
    made.approved_at = Instant::start_of(made.valid_from);
    return made;
}

model::Enrol::Entry entry_of(const Sample& sample, const wire::Digester& digester) {
    const std::string certno = identity_number(sample.division, day(sample.birth), sample.serial);
    model::Enrol::Entry entry;
    entry.person = {.psn_no = sample.psn_no,
                    .psn_cert_type = "01",
                    .certno = Personal{certno},
                    .certno_digest = digester.document(certno),
                    .psn_name = Personal{sample.name},
                    // The card of a sample person carries the person's own number.
                    .card_digest = digester.card(sample.psn_no),
                    .gend = sample.serial % 2 == 1 ? "1" : "2",
                    .naty = "01",
                    .brdy = day(sample.birth),
                    .aid_class = {}};
    entry.enrolments.push_back({.psn_no = sample.psn_no,
                                .insutype = sample.insutype,
                                .psn_type = sample.psn_type,
                                .psn_insu_stas = sample.psn_insu_stas,
                                .psn_insu_date = day("2010-01-01"),
                                .paus_insu_date = {},
                                .cvlserv_flag = "0",
                                .insuplc_admdvs = sample.insuplc_admdvs,
                                .emp_name = "演示单位"});
    if (*sample.filing.place != '\0') {
        model::Filing filing{.psn_no = sample.psn_no,
                             .filing_no = 1,
                             .category = sample.filing.category,
                             .state = model::FilingState::valid,
                             .place = sample.filing.place,
                             .valid_from = day(sample.filing.from),
                             .valid_to = {},
                             .filed_at = Instant::start_of(day(sample.filing.from))};
        if (*sample.filing.to != '\0') filing.valid_to = day(sample.filing.to);
        entry.filings.push_back(std::move(filing));
    }
    for (const SampleApproval& approval : sample.approvals) {
        if (approval.code == nullptr) continue;
        entry.approvals.push_back(approval_of(sample, approval));
        entry.approvals.back().approval_no = static_cast<std::int64_t>(entry.approvals.size());
    }
    entry.account_balance = Money::of_yuan(sample.account_yuan);
    return entry;
}

/// The first patient's year so far: one stay, of which the pool has paid 8,240.49.
model::YearAccumulator first_patient_year(std::int64_t year) {
    model::YearTotals totals;
    totals.admissions = 1;
    totals.in_policy = Money::of_fen(1'035'548);
    totals.self_in_policy = Money::of_fen(211'499);
    totals.basic = {Money::of_fen(824'049), totals.in_policy, Money::of_yuan(1'300)};
    return {"11000000000000000001", "310", year, totals, totals};
}

model::Institution institution(const char* code, const char* name, const char* admdvs,
                               const char* level, const char* open) {
    // Digits and letters of the right length; no register gives such a number out.
    const std::string uscc = "12" + std::string{code}.substr(1, 6) + "DEMO0" + (code + 7);
    return {code, name, admdvs, level, open, uscc};
}

model::Department department(const char* fixmedins_code, const char* code, const char* name) {
    model::Department department{};
    department.fixmedins_code = fixmedins_code;
    department.hosp_dept_codg = code;
    department.hosp_dept_name = name;
    department.caty = code;
    department.begntime = Instant::start_of(day("2020-01-01"));
    department.dept_resper_name = "演示主任";
    department.dept_resper_tel = "0";
    department.aprv_bed_cnt = 40;
    return department;
}

model::Practitioner practitioner(const char* fixmedins_code, const char* code, const char* type,
                                 const char* name, std::int64_t serial) {
    model::Practitioner practitioner{};
    practitioner.fixmedins_code = fixmedins_code;
    practitioner.prac_psn_code = code;
    practitioner.prac_psn_type = type;
    practitioner.psn_cert_type = "01";
    practitioner.certno = Personal{identity_number("469999", day("1975-05-05"), serial)};
    practitioner.prac_psn_name = Personal{name};
    practitioner.hi_dr_flag = "1";
    practitioner.begntime = Instant::start_of(day("2020-01-01"));
    return practitioner;
}

/// Who works at the demonstration's first hospital of Hainan.
void add_staff(model::Enrol& enrol) {
    constexpr const char* hospital = "H46010000001";
    enrol.departments = {department(hospital, "A03", "内科"), department(hospital, "A07", "骨科")};
    enrol.practitioners = {practitioner(hospital, "D469999000001", "1", "演示医师", 901),
                           practitioner(hospital, "N469999000001", "2", "演示护士", 902)};
}

std::span<const Sample> people_of(const model::NodeId& node) {
    if (node == "110000") return beijing;
    if (node == "310000") return shanghai;
    if (node == "460000") return hainan;
    return {};
}

constexpr int crowd_per_birth_date = 999;

}  // namespace

std::string identity_number(std::string_view division, Date birth, std::int64_t serial) {
    std::string number{division};
    for (const char digit : birth.text()) {
        if (digit != '-') number += digit;
    }
    number += padded(static_cast<std::uint64_t>(serial), 3);
    for (const char check : std::string_view{"0123456789X"}) {
        if (codes::is_identity_number(number + check)) return number + check;
    }
    YIDI_ASSERT(false);  // one of eleven always fits
}

model::Enrol samples_for(const model::NodeId& node, std::int64_t year,
                         const wire::Digester& digester) {
    model::Enrol enrol;
    if (node == "110000") {
        enrol.institutions = {institution("H11010000001", "北京演示三级医院", "110100", "02", "1")};
    } else if (node == "310000") {
        enrol.institutions = {institution("H31010000001", "上海演示三级医院", "310100", "02", "1")};
    } else if (node == "460000") {
        enrol.institutions = {
            institution("H46010000001", "海南演示三级医院", "460100", "02", "1"),
            institution("H46010000002", "海南演示二级医院", "460100", "05", "1"),
            institution("H46020000003", "海南演示暂停医院", "460200", "05", "0"),
            institution("P46010000004", "海南演示药店", "460100", "11", "1"),
        };
        add_staff(enrol);
    }
    for (const Sample& sample : people_of(node)) {
        enrol.people.push_back(entry_of(sample, digester));
    }
    if (node == "110000") {
        enrol.people.front().totals.push_back(first_patient_year(year));
    }
    return enrol;
}

std::string crowd_psn_no(std::int64_t number) {
    return "119" + padded(static_cast<std::uint64_t>(number), 17);
}

std::string crowd_certno(std::int64_t number) {
    const Date birth =
        day("1960-01-01").plus_days(static_cast<std::int32_t>(number / crowd_per_birth_date));
    return identity_number("119998", birth, number % crowd_per_birth_date);
}

model::Enrol crowd(std::int64_t first, std::int64_t count, const wire::Digester& digester) {
    model::Enrol enrol;
    for (std::int64_t number = first; number < first + count; ++number) {
        const std::string psn_no = crowd_psn_no(number);
        const std::string certno = crowd_certno(number);
        model::Enrol::Entry entry;
        entry.person = {.psn_no = psn_no,
                        .psn_cert_type = "01",
                        .certno = Personal{certno},
                        .certno_digest = digester.document(certno),
                        .psn_name = Personal{"样本"},
                        .card_digest = digester.card(psn_no),
                        .gend = number % 2 == 1 ? "1" : "2",
                        .naty = "01",
                        .brdy = day("1960-01-01"),
                        .aid_class = {}};
        entry.enrolments.push_back(
            {psn_no, "310", "11", "1", day("2010-01-01"), {}, "0", "110100", "样本单位"});
        entry.filings.push_back({psn_no,
                                 1,
                                 FilingCategory::posted_worker,
                                 model::FilingState::valid,
                                 "460000",
                                 day("2024-01-01"),
                                 {},
                                 Instant::start_of(day("2024-01-01"))});
        enrol.people.push_back(std::move(entry));
    }
    return enrol;
}

}  // namespace yidi::node
