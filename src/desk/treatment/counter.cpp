#include "desk/treatment/counter.hpp"

#include "base/text.hpp"
#include "model/content.hpp"

namespace yidi::desk {
namespace {

using model::Encounter;
using model::Institution;
using model::Request;

/// What a repeat is compared by: the content itself where a difference must be named, else a
/// fingerprint of it.
std::string comparable(const Counter& counter, bool moves_money) {
    std::string content = model::content_of(counter.command.body);
    if (moves_money) return content;
    return hex(fingerprint(content)) + hex(fingerprint(content, content.size()));
}

}  // namespace

Outcome<const Institution*> institution_at(const Counter& counter) {
    const model::Envelope& envelope = counter.envelope();
    const auto* institution = counter.workspace.find<Institution>(envelope.fixmedins_code);
    if (institution == nullptr) {
        return problem(ErrorCode::institution_unknown, "fixmedins_code", envelope.fixmedins_code);
    }
    if (institution->fix_onln_open_flag != "1") {
        return problem(ErrorCode::institution_suspended, "fixmedins_code", envelope.fixmedins_code);
    }
    if (counter.rules.network.node_of(envelope.mdtrtarea_admvs) != counter.rules.network.self) {
        return problem(ErrorCode::mdtrt_area_mismatch, "mdtrtarea_admvs", envelope.mdtrtarea_admvs,
                       institution->admdvs);
    }
    if (counter.rules.settings.require_sign_in) {
        const auto* sign_in = counter.workspace.find<model::SignIn>(envelope.sign_no);
        if (sign_in == nullptr || sign_in->signed_out_at.is_set() ||
            sign_in->fixmedins_code != envelope.fixmedins_code) {
            return problem(ErrorCode::not_signed_in, "sign_no", envelope.sign_no);
        }
    }
    return institution;
}

Outcome<const Encounter*> visit_at(const Counter& counter, const VisitName& name) {
    const std::string& mdtrt_id = name.mdtrt_id;
    const auto institution = institution_at(counter);
    if (!institution) return Unexpected{institution.error()};
    const auto* visit = counter.workspace.find<Encounter>(mdtrt_id);
    if (visit == nullptr) return problem(ErrorCode::visit_unknown, "mdtrt_id", mdtrt_id);
    if (visit->fixmedins_code != counter.envelope().fixmedins_code) {
        return problem(ErrorCode::institution_mismatch, "mdtrt_id", mdtrt_id);
    }
    if (visit->psn_no != name.psn_no) {
        return problem(ErrorCode::person_mismatch, "psn_no", name.psn_no);
    }
    if (name.kind && visit->kind != *name.kind) {
        return problem(ErrorCode::visit_kind_mismatch, "mdtrt_id",
                       boost::describe::enum_to_string(visit->kind, ""),
                       boost::describe::enum_to_string(*name.kind, ""));
    }
    if (visit->state == model::EncounterState::cancelled) {
        return problem(ErrorCode::visit_cancelled, "mdtrt_id", mdtrt_id);
    }
    return visit;
}

Outcome<const Encounter*> quiet_visit_at(const Counter& counter, const VisitName& name) {
    const auto visit = visit_at(counter, name);
    if (visit && !(*visit)->settling.empty()) {
        return problem(ErrorCode::visit_settling, "mdtrt_id", name.mdtrt_id,
                       "5203 setl_id=" + (*visit)->settling);
    }
    return visit;
}

const std::string& insured_place(const Counter& counter, const std::string& insuplc_admdvs) {
    return insuplc_admdvs.empty() ? counter.envelope().mdtrtarea_admvs : insuplc_admdvs;
}

Outcome<const Request*> earlier_of(const Counter& counter, const Repeatable& repeatable) {
    const model::Envelope& envelope = counter.envelope();
    for (const Request& request : counter.workspace.list<Request>(
             envelope.fixmedins_code, envelope.msgid, envelope.infno)) {
        // A tombstone of 2601 has no subject: it came before the request it reverses.
        const bool same = request.subject == repeatable.subject ||
                          (request.subject.empty() && request.psn_no == repeatable.psn_no);
        if (!same) continue;
        if (request.state == model::RequestState::reversed) {
            return problem(ErrorCode::message_reversed, "msgid", envelope.msgid);
        }
        const std::string content = comparable(counter, repeatable.moves_money);
        if (request.content == content) {
            return counter.workspace.find<Request>(request.fixmedins_code, request.msgid,
                                                   request.infno, request.subject);
        }
        if (!repeatable.moves_money) return nullptr;
        const auto difference = model::difference_of(request.content, content);
        YIDI_ASSERT(difference.has_value());  // the contents differ
        return problem(ErrorCode::message_changed, difference->field, difference->now,
                       difference->earlier);
    }
    return nullptr;
}

void remember(const Counter& counter, const Repeatable& repeatable, std::string made) {
    const model::Envelope& envelope = counter.envelope();
    counter.workspace.put(Request{.fixmedins_code = envelope.fixmedins_code,
                                  .msgid = envelope.msgid,
                                  .infno = envelope.infno,
                                  .subject = repeatable.subject,
                                  .psn_no = repeatable.psn_no,
                                  .state = model::RequestState::taken,
                                  .content = comparable(counter, repeatable.moves_money),
                                  .made = std::move(made),
                                  .at = counter.now()});
}

std::string make_id(std::string_view division, Instant now, std::int64_t number) {
    return std::string{division} + now.compact().substr(0, 8) +
           padded(static_cast<std::uint64_t>(number), 10);
}

std::string next_id(const Counter& counter, const std::string& series) {
    return make_id(counter.rules.network.self, counter.now(),
                   counter.workspace.next_number(series));
}

}  // namespace yidi::desk
