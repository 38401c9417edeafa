/// @file
/// Which document a request speaks of, as the keyed digest by which its owner is found.
///
/// Level       6, pure
/// Units       none
/// Errors      identity_invalid and field_contradicts; numbers are never quoted
/// Ownership   views of the request being decoded

#pragma once

#include <string>
#include <string_view>

#include "base/error.hpp"
#include "wire/digester.hpp"

namespace yidi::wire {

inline constexpr std::string_view credential_identity_card = "02";
inline constexpr std::string_view credential_card = "03";

/// The fields of a request that may name a document. Codes in the platform's spelling.
struct DocumentFields {
    std::string_view node;  ///< For messages.
    std::string_view mdtrt_cert_type, mdtrt_cert_no;
    std::string_view psn_cert_type, certno;
};

/// The digest of the document named, or empty when none is: with an identity card as credential
/// its number, else the document number if one was sent.
[[nodiscard]] Outcome<std::string> document_of(const DocumentFields& fields,
                                               const Digester& digester);

}  // namespace yidi::wire
