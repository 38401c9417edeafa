#include "desk/treatment/register_use_cases.hpp"

namespace yidi::desk {
namespace {

using model::SentDeclaration;
using model::SentState;

Problem outcome_in_doubt(const std::string& trt_dcla_detl_sn) {
    return {ErrorCode::declaration_in_doubt, "trt_dcla_detl_sn", trt_dcla_detl_sn, {}, {}};
}

/// What the declaration is about: a person may be declared for several things in one message id.
std::string subject_of(const model::Declare& command) {
    std::string about = command.psn_no;
    if (command.referral) about += ' ' + command.referral->reflin_medins_no;
    if (command.disease) about += ' ' + command.disease->opsp_dise_code;
    if (command.designation) about += ' ' + command.designation->fix_srt_no;
    return about;
}

MaybeReply declared_again(const Counter& counter, const model::Request& earlier) {
    const auto* sent = counter.workspace.find<SentDeclaration>(earlier.made);
    YIDI_ASSERT(sent != nullptr);  // remembered together with what it made
    switch (sent->state) {
        case SentState::pending:
            counter.workspace.await(declared_key(sent->trt_dcla_detl_sn),
                                    outcome_in_doubt(sent->trt_dcla_detl_sn));
            return {};
        case SentState::refused: return model::Reply{sent->refusal.problem()};
        case SentState::filed:
        case SentState::withdrawing:
        case SentState::withdrawn: return model::Reply{model::Declared{sent->trt_dcla_detl_sn}};
    }
    YIDI_ASSERT(false);
}

/// The message to the insured place, with the number in each detail.
model::BenefitDeclare message_of(const model::Declare& command, const std::string& number) {
    model::BenefitDeclare message{number,           command.psn_no,   command.certno_digest,
                                  command.form,     command.referral, command.disease,
                                  command.designation, command.injury};
    if (message.referral) message.referral->trt_dcla_detl_sn = number;
    if (message.disease) message.disease->trt_dcla_detl_sn = number;
    if (message.designation) message.designation->trt_dcla_detl_sn = number;
    if (message.injury) message.injury->trt_dcla_detl_sn = number;
    return message;
}

/// 2502 takes back referrals, 2504 diseases, 2506 designations of any type.
bool may_withdraw(const std::string& infno, const std::string& biz_appy_type) {
    const bool is_referral = biz_appy_type == model::declaration_kind::referral;
    const bool is_disease = biz_appy_type == model::declaration_kind::disease;
    if (infno == "2502") return is_referral;
    if (infno == "2504") return is_disease;
    return !is_referral && !is_disease && biz_appy_type != model::declaration_kind::injury;
}

/// The withdrawal that this message repeats has ended, or is waited for.
MaybeReply withdrawal_again(const Counter& counter, const SentDeclaration& sent) {
    if (sent.state == SentState::withdrawn) return model::Reply{model::Accepted{}};
    if (sent.state == SentState::withdrawing) {
        counter.workspace.await(withdrawn_key(sent.trt_dcla_detl_sn),
                                outcome_in_doubt(sent.trt_dcla_detl_sn));
        return {};
    }
    return model::Reply{sent.refusal.problem()};
}

}  // namespace

Outcome<model::NodeId> insured_node_of(const Counter& counter, const std::string& stated) {
    const Network& network = counter.rules.network;
    const std::string& place =
        counter.envelope().insuplc_admdvs.empty() ? stated : counter.envelope().insuplc_admdvs;
    if (place.empty()) return network.self;
    model::NodeId node = network.node_of(place);
    if (node.empty()) return problem(ErrorCode::place_unknown, "insuplc_admdvs", place);
    return node;
}

MaybeReply declare(const Counter& counter, const model::Declare& command) {
    const auto institution = institution_at(counter);
    if (!institution) return model::Reply{institution.error()};
    const auto insured = insured_node_of(counter, command.form.insuplc_admdvs);
    if (!insured) return model::Reply{insured.error()};

    // A retry is given the answer it was given the first time; a change of it is refused.
    const Repeatable repeatable{subject_of(command), command.psn_no, true};
    const auto earlier = earlier_of(counter, repeatable);
    if (!earlier) return model::Reply{earlier.error()};
    if (*earlier != nullptr) return declared_again(counter, **earlier);

    // From here the insured place is certain to be asked: what was sent and the message stand or
    // fall in one transaction. The number is drawn here, so that a repeat cannot file twice.
    const std::string number = next_id(counter, "declaration");
    model::BenefitDeclare message = message_of(command, number);
    message.form.fixmedins_code = (*institution)->fixmedins_code;
    message.form.fixmedins_name = (*institution)->fixmedins_name;
    message.form.opter = counter.envelope().opter;
    counter.workspace.put_new(SentDeclaration{.trt_dcla_detl_sn = number,
                                              .fixmedins_code = (*institution)->fixmedins_code,
                                              .psn_no = command.psn_no,
                                              .biz_appy_type = command.form.biz_appy_type,
                                              .insured_node = *insured,
                                              .state = SentState::pending,
                                              .refusal = {},
                                              .sent_at = counter.now()});
    remember(counter, repeatable, number);
    counter.workspace.send(*insured, std::move(message));
    counter.workspace.await(declared_key(number), outcome_in_doubt(number));
    return {};
}

MaybeReply withdraw_declared(const Counter& counter, const model::WithdrawDeclared& command) {
    const auto institution = institution_at(counter);
    if (!institution) return model::Reply{institution.error()};
    const auto* known = counter.workspace.find<SentDeclaration>(command.trt_dcla_detl_sn);
    if (known == nullptr || known->fixmedins_code != (*institution)->fixmedins_code ||
        !may_withdraw(counter.envelope().infno, known->biz_appy_type)) {
        return problem(ErrorCode::declaration_unknown, "data.trt_dcla_detl_sn",
                       command.trt_dcla_detl_sn);
    }
    if (known->psn_no != command.psn_no) {
        return problem(ErrorCode::person_mismatch, "data.psn_no", command.psn_no);
    }
    SentDeclaration sent = *known;
    const Repeatable repeatable{command.trt_dcla_detl_sn, command.psn_no, false};
    const auto earlier = earlier_of(counter, repeatable);
    if (!earlier) return model::Reply{earlier.error()};
    if (*earlier != nullptr) return withdrawal_again(counter, sent);

    switch (sent.state) {
        case SentState::filed: break;
        case SentState::pending:
        case SentState::withdrawing:
            return model::Reply{outcome_in_doubt(sent.trt_dcla_detl_sn)};
        case SentState::refused:
            return problem(ErrorCode::declaration_unknown, "data.trt_dcla_detl_sn",
                           command.trt_dcla_detl_sn);
        case SentState::withdrawn:
            return problem(ErrorCode::declaration_withdrawn, "data.trt_dcla_detl_sn",
                           command.trt_dcla_detl_sn);
    }
    sent.state = SentState::withdrawing;
    sent.refusal = {};
    remember(counter, repeatable, sent.trt_dcla_detl_sn);
    counter.workspace.send(sent.insured_node,
                           model::BenefitWithdraw{sent.trt_dcla_detl_sn, sent.psn_no,
                                                  command.memo});
    counter.workspace.await(withdrawn_key(sent.trt_dcla_detl_sn),
                            outcome_in_doubt(sent.trt_dcla_detl_sn));
    counter.workspace.put(std::move(sent));
    return {};
}

void finish_declaration(const Post& post, const model::NodeId& from,
                        const model::BenefitDeclared& declared) {
    const auto* known = post.workspace.find<SentDeclaration>(declared.trt_dcla_detl_sn);
    if (known == nullptr || known->insured_node != from || known->state != SentState::pending) {
        return;
    }
    SentDeclaration sent = *known;
    sent.state = declared.refusal ? SentState::refused : SentState::filed;
    sent.refusal = declared.refusal;
    post.workspace.wake(declared_key(sent.trt_dcla_detl_sn),
                        sent.refusal ? model::Reply{sent.refusal.problem()}
                                     : model::Reply{model::Declared{sent.trt_dcla_detl_sn}});
    post.workspace.put(std::move(sent));
}

void finish_withdrawal(const Post& post, const model::NodeId& from,
                       const model::BenefitWithdrawn& withdrawn) {
    const auto* known = post.workspace.find<SentDeclaration>(withdrawn.trt_dcla_detl_sn);
    if (known == nullptr || known->insured_node != from ||
        known->state != SentState::withdrawing) {
        return;
    }
    SentDeclaration sent = *known;
    sent.state = withdrawn.refusal ? SentState::filed : SentState::withdrawn;
    sent.refusal = withdrawn.refusal;
    post.workspace.wake(withdrawn_key(sent.trt_dcla_detl_sn),
                        sent.refusal ? model::Reply{sent.refusal.problem()}
                                     : model::Reply{model::Accepted{}});
    post.workspace.put(std::move(sent));
}

}  // namespace yidi::desk
