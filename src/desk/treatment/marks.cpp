#include "desk/treatment/register_use_cases.hpp"

namespace yidi::desk {
namespace {

using model::VisitMark;

constexpr std::int64_t page_rows_max = 100;

bool is_asked_for(const model::QueryMarks& query, const VisitMark& mark) {
    const auto fits = [](const std::string& asked, const std::string& has) {
        return asked.empty() || asked == has;
    };
    return fits(query.ipt_psn_sp_flag_detl_id, mark.ipt_psn_sp_flag_detl_id) &&
           fits(query.mdtrt_id, mark.mdtrt_id) && fits(query.psn_no, mark.psn_no) &&
           fits(query.ipt_otp_no, mark.ipt_otp_no) &&
           fits(query.ipt_psn_sp_flag_type, mark.ipt_psn_sp_flag_type) &&
           fits(query.ipt_psn_sp_flag, mark.ipt_psn_sp_flag) && fits(query.admdvs, mark.admdvs);
}

bool is_asked_for(const model::QueryMarks& query, const model::PersonView& person) {
    const auto fits = [](const Personal& asked, const Personal& has) {
        return asked.reveal().empty() || asked.reveal() == has.reveal();
    };
    return fits(query.certno, person.certno) && fits(query.psn_name, person.psn_name);
}

}  // namespace

model::Reply change_memos(const Counter& counter, const model::ChangeLineMemos& command) {
    const auto visit = visit_at(counter, {command.mdtrt_id, command.psn_no, {}});
    if (!visit) return visit.error();
    for (std::size_t at = 0; at < command.rows.size(); ++at) {
        const auto& row = command.rows[at];
        const auto* known =
            counter.workspace.find<model::FeeLine>(command.mdtrt_id, row.feedetl_sn);
        if (known == nullptr) {
            return problem(ErrorCode::line_unknown,
                           "data[" + std::to_string(at) + "].feedetl_sn", row.feedetl_sn);
        }
        // A remark moves no money, so a settled line may be given another one.
        model::FeeLine line = *known;
        line.input.memo = row.memo;
        counter.workspace.put(std::move(line));
    }
    return model::Accepted{};
}

model::Reply mark_visit(const Counter& counter, const model::MarkVisit& command) {
    const auto visit = visit_at(counter, {command.mdtrt_id, command.psn_no, {}});
    if (!visit) return visit.error();
    if (command.certno.reveal() != (*visit)->person.certno.reveal()) {
        return problem(ErrorCode::person_mismatch, "data.certno");
    }
    const Repeatable repeatable{command.mdtrt_id + ' ' + command.ipt_psn_sp_flag_type,
                                command.psn_no, false};
    const auto earlier = earlier_of(counter, repeatable);
    if (!earlier) return earlier.error();
    if (*earlier != nullptr) return model::VisitMarked{(*earlier)->made};

    const std::string id = next_id(counter, "visit_mark");
    remember(counter, repeatable, id);
    counter.workspace.put_new(VisitMark{.fixmedins_code = (*visit)->fixmedins_code,
                                        .ipt_psn_sp_flag_detl_id = id,
                                        .mdtrt_id = command.mdtrt_id,
                                        .psn_no = command.psn_no,
                                        .ipt_otp_no = command.ipt_otp_no,
                                        .ipt_psn_sp_flag_type = command.ipt_psn_sp_flag_type,
                                        .ipt_psn_sp_flag = command.ipt_psn_sp_flag,
                                        .admdvs = command.admdvs,
                                        .memo = command.memo,
                                        .marked_at = counter.now()});
    return model::VisitMarked{id};
}

model::Reply find_marks(const Counter& counter, const model::QueryMarks& query) {
    const auto institution = institution_at(counter);
    if (!institution) return institution.error();
    if (query.page_num < 1 || query.page_size < 1 || query.page_size > page_rows_max) {
        return problem(ErrorCode::page_out_of_bounds, "data.page_num, data.page_size",
                       std::to_string(query.page_num) + ", " + std::to_string(query.page_size),
                       ">= 1, <= " + std::to_string(page_rows_max));
    }
    model::MarksFound found{{}, **institution};
    std::int64_t place = 0;
    for (const VisitMark& mark :
         counter.workspace.list<VisitMark>((*institution)->fixmedins_code)) {
        if (!is_asked_for(query, mark)) continue;
        const auto* visit = counter.workspace.find<model::Encounter>(mark.mdtrt_id);
        if (visit == nullptr || !is_asked_for(query, visit->person)) continue;
        const std::int64_t page = place++ / query.page_size + 1;
        if (page == query.page_num) found.marks.push_back({mark, visit->person});
    }
    return found;
}

}  // namespace yidi::desk
