#include "desk/insured/use_cases.hpp"

namespace yidi::desk {
namespace {

using model::ClaimQuota;
using model::QuotaUse;
using model::QuotaWindow;

constexpr std::int64_t QuotaUse::*slots[] = {&QuotaUse::first, &QuotaUse::second, &QuotaUse::third,
                                             &QuotaUse::fourth};

void move_window(const InsuredCounter& counter, const model::Claim& claim,
                 const std::string& window, std::int64_t by) {
    const auto* known =
        counter.workspace.find<QuotaWindow>(claim.psn_no, claim.insutype, window);
    QuotaWindow moved =
        known != nullptr ? *known : QuotaWindow{claim.psn_no, claim.insutype, window, 0};
    moved.used += by;
    counter.workspace.put(std::move(moved));
}

}  // namespace

QuotaUse quota_used(const InsuredCounter& counter, const std::string& psn_no,
                    const std::string& insutype, std::span<const std::string> windows) {
    YIDI_ASSERT(windows.size() <= std::size(slots));
    QuotaUse used;
    for (std::size_t at = 0; at < windows.size(); ++at) {
        if (windows[at].empty()) continue;
        const auto* window = counter.workspace.find<QuotaWindow>(psn_no, insutype, windows[at]);
        if (window != nullptr) used.*slots[at] = window->used;
    }
    return used;
}

void count_quota(const InsuredCounter& counter, const model::Claim& claim,
                 std::span<const std::string> windows, const QuotaUse& added) {
    for (std::size_t at = 0; at < windows.size(); ++at) {
        const std::int64_t amount = added.*slots[at];
        if (windows[at].empty() || amount == 0) continue;
        move_window(counter, claim, windows[at], amount);
        counter.workspace.put(ClaimQuota{claim.setl_id, windows[at], amount});
    }
}

void uncount_quota(const InsuredCounter& counter, const model::Claim& claim) {
    // What the claim added stays on record, as the claim itself does.
    for (const ClaimQuota& quota : counter.workspace.list<ClaimQuota>(claim.setl_id)) {
        move_window(counter, claim, quota.window, -quota.added);
    }
}

}  // namespace yidi::desk
