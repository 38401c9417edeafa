/// @file
/// What a reform writes into an area's package beside versions of rules: documents, readings,
/// bundled benefits, the order of settlement.
///
/// Level       3, pure
/// Units       as in packages
/// Errors      none: the loader judges what was written
/// Ownership   changes the package it is given

#pragma once

#include <string>

#include "policy/reform/table_draft.hpp"

namespace yidi::policy {

/// The reform becomes a document of sources.toml, with an article for each patch, beside those it
/// brings.
void add_documents(SourcePackage& area, const Reform& reform);
/// A reading with its sides exchanged; answers its id.
[[nodiscard]] std::string add_other_reading(SourcePackage& area, const std::string& id,
                                            const Reading& reading);
/// A bundled benefit in force within the window alone; what its tables leave out of validity and
/// source is the reform's.
[[nodiscard]] SourceFile bundled(SourceFile file, const Window& window, const Stamp& stamp,
                                 const Patch& patch);
/// False if it was so already.
[[nodiscard]] bool put_settlement_order(SourcePackage& area, Node order, const Stamp& stamp,
                                        const Provenance& from);

}  // namespace yidi::policy
