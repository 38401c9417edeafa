/// @file
/// Puts institutions, people, filings and opening balances into a node. For sandboxes, tests and
/// the demonstration; repeating it changes nothing.
///
/// Level       5, pure
/// Units       Money in fen
/// Errors      none: what is known already is left as it is
/// Ownership   borrows for the length of one command

#pragma once

#include "desk/rulebook.hpp"
#include "engine/workspace.hpp"
#include "model/replies.hpp"

namespace yidi::desk {

[[nodiscard]] model::Reply enrol(engine::Workspace& workspace, const Rulebook& rules,
                                 const model::Enrol& command, Instant now);

}  // namespace yidi::desk
