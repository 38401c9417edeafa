/// @file
/// What each verb of a reform does to a table.
///
/// Level       3, pure
/// Units       as in packages; what is multiplied is rounded half up to the fen
/// Errors      findings that name the patch: a column that is not there, a value that cannot be
///             counted with, a share outside 0 to 100 %
/// Ownership   changes the draft it is given

#pragma once

#include "policy/reform/table_draft.hpp"

namespace yidi::policy {

/// Changes the selected rows, or the whole table. The verbs of tables only: not shift, add_benefit,
/// reading or order.
void apply_verb(TableDraft& draft, const Patch& patch, Findings& findings);

// ---- pieces of apply_verb -----------------------------------------------------------------------

void insert_band(TableDraft& draft, const Patch& patch, Findings& findings);
/// The selected rows, or a table as a whole, which then stands there and does nothing: the
/// explanation can say by what it was taken away, and other days keep it as it is.
void remove(TableDraft& draft, const Patch& patch, Findings& findings);

}  // namespace yidi::policy
