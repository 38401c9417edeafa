#include "wire/identity.hpp"

#include "codes/codes.hpp"

namespace yidi::wire {
namespace {

constexpr std::string_view document_identity_card = "01";

/// Identity numbers end in X; some clients write x.
std::string upper(std::string_view text) {
    std::string out{text};
    for (char& c : out) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
    }
    return out;
}

Problem invalid(std::string_view node, std::string_view field) {
    return {ErrorCode::identity_invalid,
            std::string{node} + '.' + std::string{field},
            {},
            "GB 11643-1999",
            {}};
}

}  // namespace

Outcome<std::string> document_of(const DocumentFields& fields, const Digester& digester) {
    const std::string number = upper(fields.certno);
    if (!number.empty() && fields.psn_cert_type == document_identity_card &&
        !codes::is_identity_number(number)) {
        return Unexpected{invalid(fields.node, "certno")};
    }
    if (fields.mdtrt_cert_type != credential_identity_card || fields.mdtrt_cert_no.empty()) {
        return number.empty() ? std::string{} : digester.document(number);
    }
    const std::string shown = upper(fields.mdtrt_cert_no);
    if (!codes::is_identity_number(shown)) return Unexpected{invalid(fields.node, "mdtrt_cert_no")};
    if (!number.empty() && fields.psn_cert_type == document_identity_card && number != shown) {
        return problem(ErrorCode::field_contradicts, std::string{fields.node} + ".certno", {},
                       "mdtrt_cert_no");
    }
    return digester.document(shown);
}

}  // namespace yidi::wire
