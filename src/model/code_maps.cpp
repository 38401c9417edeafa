#include "model/code_maps.hpp"

#include "base/assert.hpp"
#include "base/text.hpp"

namespace yidi::model {

// clang-format off
std::optional<HospitalLevel> hospital_level_of(std::string_view hosp_lv) {
    const auto grade = parse_integer<int>(hosp_lv);
    if (!grade || hosp_lv.size() > 2) return {};
    switch (*grade) {
        case 1: return HospitalLevel::level_3_special;
        case 2: case 3: case 4: case 12: return HospitalLevel::level_3;
        case 5: case 6: case 7: case 13: return HospitalLevel::level_2;
        case 8: case 9: case 10: case 14: return HospitalLevel::level_1;
        case 11: return HospitalLevel::community;
        default: return {};
    }
}

std::optional<Scheme> scheme_of(std::string_view insutype) {
    if (insutype == "310") return Scheme::employee;
    // 380 and 391 are what 390 was before the resident schemes were merged.
    if (insutype == "390" || insutype == "391" || insutype == "380") return Scheme::resident;
    if (insutype == "510") return Scheme::maternity;
    return {};
}

std::optional<Service> service_of(std::string_view med_type) {
    if (med_type == "51" || med_type == "52" || birth_of(med_type) != Birth::none) {
        return Service::maternity;
    }
    for (const auto* visit : {"11", "12", "13", "1103", "1301", "9903", "990103"}) {
        if (med_type == visit) return Service::outpatient;
    }
    if (med_type == "18" || med_type == "9904") return Service::special_drug;
    if (med_type == "41") return Service::pharmacy;
    if (med_type == "28") return Service::day_surgery;
    if (med_type == "9901" || med_type.starts_with("14")) return Service::chronic;
    for (const auto* stay : {"21", "22", "23", "24", "26"}) {
        if (med_type.starts_with(stay)) return Service::inpatient;
    }
    return {};
}

Birth birth_of(std::string_view med_type) {
    if (med_type == "2106") return Birth::natural;
    return med_type == "2107" ? Birth::caesarean : Birth::none;
}

std::string_view clearing_type_of(Service service) {
    switch (service) {
        case Service::inpatient: case Service::day_surgery: case Service::maternity: return "21";
        case Service::outpatient: case Service::chronic: return "11";
        case Service::special_drug: case Service::pharmacy: return "41";
    }
    YIDI_ASSERT(false);
}

std::optional<PersonStatus> person_status_of(std::string_view psn_type) {
    if (psn_type == "1112") return PersonStatus::retired;  // 伤残军人退休 stands under 11
    const auto kind = parse_integer<int>(psn_type.substr(0, 2));
    if (!kind || psn_type.size() < 2) return {};
    switch (*kind) {
        case 11: return PersonStatus::active;
        case 12: case 13: case 21: case 31: case 32: case 33: case 34: return PersonStatus::retired;
        case 14:
            return psn_type == "1403" || psn_type == "1404" ? PersonStatus::student
                                                            : PersonStatus::child;
        case 41: return PersonStatus::child;
        case 42: case 43: return PersonStatus::student;
        case 15: case 17: case 18: case 50: return PersonStatus::adult;
        case 16: case 60: return PersonStatus::elderly;
        default: return {};
    }
}

std::string_view fund_pay_type_of(FundLayer layer, std::string_view insutype) {
    const auto scheme = scheme_of(insutype);
    switch (layer) {
        case FundLayer::pool:
            if (scheme == Scheme::maternity) return "510100";
            return scheme == Scheme::resident ? "390100" : "310100";
        case FundLayer::civil_servant: return "320100";
        case FundLayer::employer: return "370100";
        case FundLayer::critical_illness: return "390200";
        case FundLayer::large_amount: return "330100";
        case FundLayer::aid: return "610100";
        case FundLayer::other: return "999997";
        case FundLayer::account: return "310200";
        case FundLayer::hospital: return "999996";
    }
    YIDI_ASSERT(false);
}
// clang-format on

std::string_view identity_type_of(AidClass aid_class) {
    switch (aid_class) {
        case AidClass::none:
            return {};
        case AidClass::destitute:
            return "2304";
        case AidClass::subsistence:
            return "2303";
        case AidClass::monitored:
            return "2302";
        case AidClass::margin:
            return "2305";
        case AidClass::illness_poor:
            return "2306";
    }
    YIDI_ASSERT(false);
}

std::string_view fixmedins_type_of(std::string_view fixmedins_code) {
    return fixmedins_code.starts_with('P') ? "2" : "1";
}

}  // namespace yidi::model
