#include "desk/treatment/use_cases.hpp"

namespace yidi::desk {

model::Reply sign_in(const Counter& counter, const model::SignInCommand& command) {
    const auto* institution =
        counter.workspace.find<model::Institution>(counter.envelope().fixmedins_code);
    if (institution == nullptr) {
        return problem(ErrorCode::institution_unknown, "fixmedins_code",
                       counter.envelope().fixmedins_code);
    }
    if (institution->fix_onln_open_flag != "1") {
        return problem(ErrorCode::institution_suspended, "fixmedins_code",
                       counter.envelope().fixmedins_code);
    }
    std::string sign_no = next_id(counter, "sign");
    counter.workspace.put_new(model::SignIn{.sign_no = sign_no,
                                            .fixmedins_code = institution->fixmedins_code,
                                            .opter_no = command.opter_no,
                                            .signed_in_at = counter.now(),
                                            .signed_out_at = {}});
    return model::SignedIn{std::move(sign_no), counter.now()};
}

model::Reply sign_out(const Counter& counter, const model::SignOutCommand& command) {
    const auto* known = counter.workspace.find<model::SignIn>(command.sign_no);
    if (known == nullptr || known->fixmedins_code != counter.envelope().fixmedins_code) {
        return problem(ErrorCode::not_signed_in, "sign_no", command.sign_no);
    }
    // Signing out twice is what a client does that lost the first answer.
    model::SignIn session = *known;
    if (!session.signed_out_at.is_set()) {
        session.signed_out_at = counter.now();
        counter.workspace.put(session);
    }
    return model::SignedOut{session.signed_out_at};
}

}  // namespace yidi::desk
