/// @file
/// Which lines of a visit are settled together, and what becomes of them when their settlement is
/// booked or taken back. A stay has one open batch at a time; an outpatient has as many as the
/// institution names.
///
/// Level       5, pure
/// Units       Money in fen
/// Errors      none
/// Ownership   borrows for the length of one command or message
/// See         model/records.hpp: Encounter::open_batch, ChargeBatch

#pragma once

#include <string>
#include <vector>

#include "engine/workspace.hpp"
#include "model/records.hpp"

namespace yidi::desk {

/// What a line adds to the sums of its batch.
[[nodiscard]] model::FeeSums sums_of(const model::FeeLine& line);

[[nodiscard]] std::vector<model::FeeLine> lines_of(engine::Workspace& workspace,
                                                   const std::string& mdtrt_id,
                                                   std::int64_t batch);
/// Lines that no settlement in force holds.
[[nodiscard]] std::vector<model::FeeLine> open_lines_of(engine::Workspace& workspace,
                                                        const model::Encounter& visit);

/// The lines of `payment` are settled. A final bill ends a stay.
void close_batch(engine::Workspace& workspace, const model::Settlement& payment, Instant now);
/// Whether close_batch() was done for it and not taken back.
[[nodiscard]] bool is_closed(engine::Workspace& workspace, const model::Settlement& payment);
/// The lines of a payment that was closed are open again.
void reopen_batch(engine::Workspace& workspace, const model::Settlement& payment);
/// Nothing of the visit is in doubt any more.
void release_visit(engine::Workspace& workspace, const std::string& mdtrt_id);

}  // namespace yidi::desk
