-- Vocabulary 2 of policy packages: what the law may look at, and what a year holds for each pool.
-- Until now every event was a stay, and everything in scope was drawn by the basic pool.

-- What a person has used up of a scheme in a year (年度累计).
CREATE TABLE year_accumulator_2 (
    psn_no                           TEXT NOT NULL,
    insutype                         TEXT NOT NULL,
    year                             INTEGER NOT NULL,
    opening_admissions               INTEGER NOT NULL,
    opening_in_policy                INTEGER NOT NULL,  -- fen
    opening_self_in_policy           INTEGER NOT NULL,  -- fen
    opening_basic_paid               INTEGER NOT NULL,  -- fen
    opening_basic_drawn              INTEGER NOT NULL,  -- fen
    opening_basic_deductible         INTEGER NOT NULL,  -- fen
    opening_outpatient_paid          INTEGER NOT NULL,  -- fen
    opening_outpatient_drawn         INTEGER NOT NULL,  -- fen
    opening_outpatient_deductible    INTEGER NOT NULL,  -- fen
    opening_chronic_paid             INTEGER NOT NULL,  -- fen
    opening_chronic_drawn            INTEGER NOT NULL,  -- fen
    opening_chronic_deductible       INTEGER NOT NULL,  -- fen
    opening_special_drug_paid        INTEGER NOT NULL,  -- fen
    opening_special_drug_drawn       INTEGER NOT NULL,  -- fen
    opening_special_drug_deductible  INTEGER NOT NULL,  -- fen
    opening_maternity_paid           INTEGER NOT NULL,  -- fen
    opening_maternity_drawn          INTEGER NOT NULL,  -- fen
    opening_maternity_deductible     INTEGER NOT NULL,  -- fen
    opening_large_amount_paid        INTEGER NOT NULL,  -- fen
    opening_large_amount_drawn       INTEGER NOT NULL,  -- fen
    opening_large_amount_deductible  INTEGER NOT NULL,  -- fen
    opening_major_illness_paid       INTEGER NOT NULL,  -- fen
    opening_major_illness_drawn      INTEGER NOT NULL,  -- fen
    opening_major_illness_deductible INTEGER NOT NULL,  -- fen
    opening_civil_servant_paid       INTEGER NOT NULL,  -- fen
    opening_civil_servant_drawn      INTEGER NOT NULL,  -- fen
    opening_civil_servant_deductible INTEGER NOT NULL,  -- fen
    opening_enterprise_paid          INTEGER NOT NULL,  -- fen
    opening_enterprise_drawn         INTEGER NOT NULL,  -- fen
    opening_enterprise_deductible    INTEGER NOT NULL,  -- fen
    opening_medical_aid_paid         INTEGER NOT NULL,  -- fen
    opening_medical_aid_drawn        INTEGER NOT NULL,  -- fen
    opening_medical_aid_deductible   INTEGER NOT NULL,  -- fen
    opening_aid_tilt_paid            INTEGER NOT NULL,  -- fen
    opening_aid_tilt_drawn           INTEGER NOT NULL,  -- fen
    opening_aid_tilt_deductible      INTEGER NOT NULL,  -- fen
    opening_commercial_paid          INTEGER NOT NULL,  -- fen
    opening_commercial_drawn         INTEGER NOT NULL,  -- fen
    opening_commercial_deductible    INTEGER NOT NULL,  -- fen
    totals_admissions                INTEGER NOT NULL,
    totals_in_policy                 INTEGER NOT NULL,  -- fen
    totals_self_in_policy            INTEGER NOT NULL,  -- fen
    totals_basic_paid                INTEGER NOT NULL,  -- fen
    totals_basic_drawn               INTEGER NOT NULL,  -- fen
    totals_basic_deductible          INTEGER NOT NULL,  -- fen
    totals_outpatient_paid           INTEGER NOT NULL,  -- fen
    totals_outpatient_drawn          INTEGER NOT NULL,  -- fen
    totals_outpatient_deductible     INTEGER NOT NULL,  -- fen
    totals_chronic_paid              INTEGER NOT NULL,  -- fen
    totals_chronic_drawn             INTEGER NOT NULL,  -- fen
    totals_chronic_deductible        INTEGER NOT NULL,  -- fen
    totals_special_drug_paid         INTEGER NOT NULL,  -- fen
    totals_special_drug_drawn        INTEGER NOT NULL,  -- fen
    totals_special_drug_deductible   INTEGER NOT NULL,  -- fen
    totals_maternity_paid            INTEGER NOT NULL,  -- fen
    totals_maternity_drawn           INTEGER NOT NULL,  -- fen
    totals_maternity_deductible      INTEGER NOT NULL,  -- fen
    totals_large_amount_paid         INTEGER NOT NULL,  -- fen
    totals_large_amount_drawn        INTEGER NOT NULL,  -- fen
    totals_large_amount_deductible   INTEGER NOT NULL,  -- fen
    totals_major_illness_paid        INTEGER NOT NULL,  -- fen
    totals_major_illness_drawn       INTEGER NOT NULL,  -- fen
    totals_major_illness_deductible  INTEGER NOT NULL,  -- fen
    totals_civil_servant_paid        INTEGER NOT NULL,  -- fen
    totals_civil_servant_drawn       INTEGER NOT NULL,  -- fen
    totals_civil_servant_deductible  INTEGER NOT NULL,  -- fen
    totals_enterprise_paid           INTEGER NOT NULL,  -- fen
    totals_enterprise_drawn          INTEGER NOT NULL,  -- fen
    totals_enterprise_deductible     INTEGER NOT NULL,  -- fen
    totals_medical_aid_paid          INTEGER NOT NULL,  -- fen
    totals_medical_aid_drawn         INTEGER NOT NULL,  -- fen
    totals_medical_aid_deductible    INTEGER NOT NULL,  -- fen
    totals_aid_tilt_paid             INTEGER NOT NULL,  -- fen
    totals_aid_tilt_drawn            INTEGER NOT NULL,  -- fen
    totals_aid_tilt_deductible       INTEGER NOT NULL,  -- fen
    totals_commercial_paid           INTEGER NOT NULL,  -- fen
    totals_commercial_drawn          INTEGER NOT NULL,  -- fen
    totals_commercial_deductible     INTEGER NOT NULL,  -- fen
    PRIMARY KEY (psn_no, insutype, year)
) STRICT, WITHOUT ROWID;
INSERT INTO year_accumulator_2 (
    psn_no, insutype, year, opening_admissions, opening_in_policy, opening_self_in_policy,
    opening_basic_paid, opening_basic_drawn, opening_basic_deductible, opening_outpatient_paid,
    opening_outpatient_drawn, opening_outpatient_deductible, opening_chronic_paid,
    opening_chronic_drawn, opening_chronic_deductible, opening_special_drug_paid,
    opening_special_drug_drawn, opening_special_drug_deductible, opening_maternity_paid,
    opening_maternity_drawn, opening_maternity_deductible, opening_large_amount_paid,
    opening_large_amount_drawn, opening_large_amount_deductible, opening_major_illness_paid,
    opening_major_illness_drawn, opening_major_illness_deductible, opening_civil_servant_paid,
    opening_civil_servant_drawn, opening_civil_servant_deductible, opening_enterprise_paid,
    opening_enterprise_drawn, opening_enterprise_deductible, opening_medical_aid_paid,
    opening_medical_aid_drawn, opening_medical_aid_deductible, opening_aid_tilt_paid,
    opening_aid_tilt_drawn, opening_aid_tilt_deductible, opening_commercial_paid,
    opening_commercial_drawn, opening_commercial_deductible, totals_admissions, totals_in_policy,
    totals_self_in_policy, totals_basic_paid, totals_basic_drawn, totals_basic_deductible,
    totals_outpatient_paid, totals_outpatient_drawn, totals_outpatient_deductible,
    totals_chronic_paid, totals_chronic_drawn, totals_chronic_deductible, totals_special_drug_paid,
    totals_special_drug_drawn, totals_special_drug_deductible, totals_maternity_paid,
    totals_maternity_drawn, totals_maternity_deductible, totals_large_amount_paid,
    totals_large_amount_drawn, totals_large_amount_deductible, totals_major_illness_paid,
    totals_major_illness_drawn, totals_major_illness_deductible, totals_civil_servant_paid,
    totals_civil_servant_drawn, totals_civil_servant_deductible, totals_enterprise_paid,
    totals_enterprise_drawn, totals_enterprise_deductible, totals_medical_aid_paid,
    totals_medical_aid_drawn, totals_medical_aid_deductible, totals_aid_tilt_paid,
    totals_aid_tilt_drawn, totals_aid_tilt_deductible, totals_commercial_paid,
    totals_commercial_drawn, totals_commercial_deductible
)
SELECT
    psn_no, insutype, year, opening_admissions, opening_in_policy, opening_self_in_policy,
    opening_paid_hifp, opening_in_policy, opening_deductible, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    opening_paid_hifob, 0, 0, opening_paid_hifmi, 0, 0, opening_paid_cvlserv, 0, 0,
    opening_paid_hifes, 0, 0, opening_paid_maf, 0, 0, 0, 0, 0, 0, 0, 0, totals_admissions,
    totals_in_policy, totals_self_in_policy, totals_paid_hifp, totals_in_policy, totals_deductible,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, totals_paid_hifob, 0, 0, totals_paid_hifmi, 0, 0,
    totals_paid_cvlserv, 0, 0, totals_paid_hifes, 0, 0, totals_paid_maf, 0, 0, 0, 0, 0, 0, 0, 0
FROM year_accumulator;
DROP TABLE year_accumulator;
ALTER TABLE year_accumulator_2 RENAME TO year_accumulator;

-- A settlement as the insured place knows it: what it was decided on, and what it moved.
CREATE TABLE claim_2 (
    setl_id                         TEXT NOT NULL,
    state                           TEXT NOT NULL,     -- word
    treatment_node                  TEXT NOT NULL,
    mdtrtarea_admvs                 TEXT NOT NULL,
    fixmedins_code                  TEXT NOT NULL,
    mdtrt_id                        TEXT NOT NULL,
    follows                         TEXT NOT NULL,
    psn_no                          TEXT NOT NULL,
    insutype                        TEXT NOT NULL,
    year                            INTEGER NOT NULL,
    period                          TEXT NOT NULL,
    facts_insuplc_admdvs            TEXT NOT NULL,
    facts_scheme                    TEXT NOT NULL,     -- word
    facts_status                    TEXT NOT NULL,     -- word
    facts_age_years                 INTEGER NOT NULL,
    facts_standing_aid_class        TEXT NOT NULL,     -- word
    facts_standing_civil_servant    INTEGER NOT NULL,  -- 0 or 1
    facts_standing_enterprise       INTEGER NOT NULL,  -- 0 or 1
    facts_standing_commercial       INTEGER NOT NULL,  -- 0 or 1
    facts_standing_contracted       INTEGER NOT NULL,  -- 0 or 1
    facts_standing_tier             INTEGER NOT NULL,
    facts_standing_contribution     TEXT NOT NULL,     -- word
    facts_service                   TEXT NOT NULL,     -- word
    facts_level                     TEXT NOT NULL,     -- word
    facts_place                     TEXT NOT NULL,     -- word
    facts_urgency                   TEXT NOT NULL,     -- word
    facts_referred                  INTEGER NOT NULL,  -- 0 or 1
    facts_approved                  INTEGER NOT NULL,  -- 0 or 1
    facts_disease                   TEXT NOT NULL,
    facts_diseases                  TEXT NOT NULL,
    facts_birth                     TEXT NOT NULL,     -- word
    facts_channel                   TEXT NOT NULL,     -- word
    facts_prescriber_level          TEXT NOT NULL,     -- word
    facts_admitted_on               TEXT NOT NULL,     -- day
    facts_discharged_on             TEXT NOT NULL,     -- day
    facts_settled_on                TEXT NOT NULL,     -- day
    facts_chain_link                TEXT NOT NULL,     -- word
    facts_chain_hours               INTEGER NOT NULL,
    facts_chain_charged             INTEGER NOT NULL,  -- fen
    facts_quota_first               INTEGER NOT NULL,
    facts_quota_second              INTEGER NOT NULL,
    facts_quota_third               INTEGER NOT NULL,
    facts_quota_fourth              INTEGER NOT NULL,
    facts_use_account               INTEGER NOT NULL,  -- 0 or 1
    facts_account_balance           INTEGER NOT NULL,  -- fen
    facts_account_past              INTEGER NOT NULL,  -- fen
    facts_family_balance            INTEGER NOT NULL,  -- fen
    fees_medfee_sumamt              INTEGER NOT NULL,  -- fen
    fees_fulamt_ownpay_amt          INTEGER NOT NULL,  -- fen
    fees_overlmt_selfpay            INTEGER NOT NULL,  -- fen
    fees_preselfpay_amt             INTEGER NOT NULL,  -- fen
    fees_inscp_scp_amt              INTEGER NOT NULL,  -- fen
    shares_act_pay_dedc             INTEGER NOT NULL,  -- fen
    shares_hifp_pay                 INTEGER NOT NULL,  -- fen
    shares_cvlserv_pay              INTEGER NOT NULL,  -- fen
    shares_hifes_pay                INTEGER NOT NULL,  -- fen
    shares_hifmi_pay                INTEGER NOT NULL,  -- fen
    shares_hifob_pay                INTEGER NOT NULL,  -- fen
    shares_maf_pay                  INTEGER NOT NULL,  -- fen
    shares_oth_pay                  INTEGER NOT NULL,  -- fen
    shares_fund_pay_sumamt          INTEGER NOT NULL,  -- fen
    shares_psn_part_amt             INTEGER NOT NULL,  -- fen
    shares_acct_pay                 INTEGER NOT NULL,  -- fen
    shares_psn_cash_pay             INTEGER NOT NULL,  -- fen
    shares_hosp_part_amt            INTEGER NOT NULL,  -- fen
    shares_acct_mulaid_pay          INTEGER NOT NULL,  -- fen
    shares_balc                     INTEGER NOT NULL,  -- fen
    before_admissions               INTEGER NOT NULL,
    before_in_policy                INTEGER NOT NULL,  -- fen
    before_self_in_policy           INTEGER NOT NULL,  -- fen
    before_basic_paid               INTEGER NOT NULL,  -- fen
    before_basic_drawn              INTEGER NOT NULL,  -- fen
    before_basic_deductible         INTEGER NOT NULL,  -- fen
    before_outpatient_paid          INTEGER NOT NULL,  -- fen
    before_outpatient_drawn         INTEGER NOT NULL,  -- fen
    before_outpatient_deductible    INTEGER NOT NULL,  -- fen
    before_chronic_paid             INTEGER NOT NULL,  -- fen
    before_chronic_drawn            INTEGER NOT NULL,  -- fen
    before_chronic_deductible       INTEGER NOT NULL,  -- fen
    before_special_drug_paid        INTEGER NOT NULL,  -- fen
    before_special_drug_drawn       INTEGER NOT NULL,  -- fen
    before_special_drug_deductible  INTEGER NOT NULL,  -- fen
    before_maternity_paid           INTEGER NOT NULL,  -- fen
    before_maternity_drawn          INTEGER NOT NULL,  -- fen
    before_maternity_deductible     INTEGER NOT NULL,  -- fen
    before_large_amount_paid        INTEGER NOT NULL,  -- fen
    before_large_amount_drawn       INTEGER NOT NULL,  -- fen
    before_large_amount_deductible  INTEGER NOT NULL,  -- fen
    before_major_illness_paid       INTEGER NOT NULL,  -- fen
    before_major_illness_drawn      INTEGER NOT NULL,  -- fen
    before_major_illness_deductible INTEGER NOT NULL,  -- fen
    before_civil_servant_paid       INTEGER NOT NULL,  -- fen
    before_civil_servant_drawn      INTEGER NOT NULL,  -- fen
    before_civil_servant_deductible INTEGER NOT NULL,  -- fen
    before_enterprise_paid          INTEGER NOT NULL,  -- fen
    before_enterprise_drawn         INTEGER NOT NULL,  -- fen
    before_enterprise_deductible    INTEGER NOT NULL,  -- fen
    before_medical_aid_paid         INTEGER NOT NULL,  -- fen
    before_medical_aid_drawn        INTEGER NOT NULL,  -- fen
    before_medical_aid_deductible   INTEGER NOT NULL,  -- fen
    before_aid_tilt_paid            INTEGER NOT NULL,  -- fen
    before_aid_tilt_drawn           INTEGER NOT NULL,  -- fen
    before_aid_tilt_deductible      INTEGER NOT NULL,  -- fen
    before_commercial_paid          INTEGER NOT NULL,  -- fen
    before_commercial_drawn         INTEGER NOT NULL,  -- fen
    before_commercial_deductible    INTEGER NOT NULL,  -- fen
    delta_admissions                INTEGER NOT NULL,
    delta_in_policy                 INTEGER NOT NULL,  -- fen
    delta_self_in_policy            INTEGER NOT NULL,  -- fen
    delta_basic_paid                INTEGER NOT NULL,  -- fen
    delta_basic_drawn               INTEGER NOT NULL,  -- fen
    delta_basic_deductible          INTEGER NOT NULL,  -- fen
    delta_outpatient_paid           INTEGER NOT NULL,  -- fen
    delta_outpatient_drawn          INTEGER NOT NULL,  -- fen
    delta_outpatient_deductible     INTEGER NOT NULL,  -- fen
    delta_chronic_paid              INTEGER NOT NULL,  -- fen
    delta_chronic_drawn             INTEGER NOT NULL,  -- fen
    delta_chronic_deductible        INTEGER NOT NULL,  -- fen
    delta_special_drug_paid         INTEGER NOT NULL,  -- fen
    delta_special_drug_drawn        INTEGER NOT NULL,  -- fen
    delta_special_drug_deductible   INTEGER NOT NULL,  -- fen
    delta_maternity_paid            INTEGER NOT NULL,  -- fen
    delta_maternity_drawn           INTEGER NOT NULL,  -- fen
    delta_maternity_deductible      INTEGER NOT NULL,  -- fen
    delta_large_amount_paid         INTEGER NOT NULL,  -- fen
    delta_large_amount_drawn        INTEGER NOT NULL,  -- fen
    delta_large_amount_deductible   INTEGER NOT NULL,  -- fen
    delta_major_illness_paid        INTEGER NOT NULL,  -- fen
    delta_major_illness_drawn       INTEGER NOT NULL,  -- fen
    delta_major_illness_deductible  INTEGER NOT NULL,  -- fen
    delta_civil_servant_paid        INTEGER NOT NULL,  -- fen
    delta_civil_servant_drawn       INTEGER NOT NULL,  -- fen
    delta_civil_servant_deductible  INTEGER NOT NULL,  -- fen
    delta_enterprise_paid           INTEGER NOT NULL,  -- fen
    delta_enterprise_drawn          INTEGER NOT NULL,  -- fen
    delta_enterprise_deductible     INTEGER NOT NULL,  -- fen
    delta_medical_aid_paid          INTEGER NOT NULL,  -- fen
    delta_medical_aid_drawn         INTEGER NOT NULL,  -- fen
    delta_medical_aid_deductible    INTEGER NOT NULL,  -- fen
    delta_aid_tilt_paid             INTEGER NOT NULL,  -- fen
    delta_aid_tilt_drawn            INTEGER NOT NULL,  -- fen
    delta_aid_tilt_deductible       INTEGER NOT NULL,  -- fen
    delta_commercial_paid           INTEGER NOT NULL,  -- fen
    delta_commercial_drawn          INTEGER NOT NULL,  -- fen
    delta_commercial_deductible     INTEGER NOT NULL,  -- fen
    plan                            TEXT NOT NULL,
    package_id                      TEXT NOT NULL,
    refusal_code                    INTEGER NOT NULL,
    refusal_field                   TEXT NOT NULL,
    refusal_found                   TEXT NOT NULL,
    refusal_expected                TEXT NOT NULL,
    refusal_article                 TEXT NOT NULL,
    decided_at                      INTEGER NOT NULL,  -- us
    undo_id                         TEXT NOT NULL,
    undo_period                     TEXT NOT NULL,
    undone_at                       INTEGER NOT NULL,  -- us
    first_transfer                  INTEGER NOT NULL,
    PRIMARY KEY (setl_id)
) STRICT, WITHOUT ROWID;
INSERT INTO claim_2 (
    setl_id, state, treatment_node, mdtrtarea_admvs, fixmedins_code, mdtrt_id, follows, psn_no,
    insutype, year, period, facts_insuplc_admdvs, facts_scheme, facts_status, facts_age_years,
    facts_standing_aid_class, facts_standing_civil_servant, facts_standing_enterprise,
    facts_standing_commercial, facts_standing_contracted, facts_standing_tier,
    facts_standing_contribution, facts_service, facts_level, facts_place, facts_urgency,
    facts_referred, facts_approved, facts_disease, facts_diseases, facts_birth, facts_channel,
    facts_prescriber_level, facts_admitted_on, facts_discharged_on, facts_settled_on,
    facts_chain_link, facts_chain_hours, facts_chain_charged, facts_quota_first,
    facts_quota_second, facts_quota_third, facts_quota_fourth, facts_use_account,
    facts_account_balance, facts_account_past, facts_family_balance, fees_medfee_sumamt,
    fees_fulamt_ownpay_amt, fees_overlmt_selfpay, fees_preselfpay_amt, fees_inscp_scp_amt,
    shares_act_pay_dedc, shares_hifp_pay, shares_cvlserv_pay, shares_hifes_pay, shares_hifmi_pay,
    shares_hifob_pay, shares_maf_pay, shares_oth_pay, shares_fund_pay_sumamt, shares_psn_part_amt,
    shares_acct_pay, shares_psn_cash_pay, shares_hosp_part_amt, shares_acct_mulaid_pay,
    shares_balc, before_admissions, before_in_policy, before_self_in_policy, before_basic_paid,
    before_basic_drawn, before_basic_deductible, before_outpatient_paid, before_outpatient_drawn,
    before_outpatient_deductible, before_chronic_paid, before_chronic_drawn,
    before_chronic_deductible, before_special_drug_paid, before_special_drug_drawn,
    before_special_drug_deductible, before_maternity_paid, before_maternity_drawn,
    before_maternity_deductible, before_large_amount_paid, before_large_amount_drawn,
    before_large_amount_deductible, before_major_illness_paid, before_major_illness_drawn,
    before_major_illness_deductible, before_civil_servant_paid, before_civil_servant_drawn,
    before_civil_servant_deductible, before_enterprise_paid, before_enterprise_drawn,
    before_enterprise_deductible, before_medical_aid_paid, before_medical_aid_drawn,
    before_medical_aid_deductible, before_aid_tilt_paid, before_aid_tilt_drawn,
    before_aid_tilt_deductible, before_commercial_paid, before_commercial_drawn,
    before_commercial_deductible, delta_admissions, delta_in_policy, delta_self_in_policy,
    delta_basic_paid, delta_basic_drawn, delta_basic_deductible, delta_outpatient_paid,
    delta_outpatient_drawn, delta_outpatient_deductible, delta_chronic_paid, delta_chronic_drawn,
    delta_chronic_deductible, delta_special_drug_paid, delta_special_drug_drawn,
    delta_special_drug_deductible, delta_maternity_paid, delta_maternity_drawn,
    delta_maternity_deductible, delta_large_amount_paid, delta_large_amount_drawn,
    delta_large_amount_deductible, delta_major_illness_paid, delta_major_illness_drawn,
    delta_major_illness_deductible, delta_civil_servant_paid, delta_civil_servant_drawn,
    delta_civil_servant_deductible, delta_enterprise_paid, delta_enterprise_drawn,
    delta_enterprise_deductible, delta_medical_aid_paid, delta_medical_aid_drawn,
    delta_medical_aid_deductible, delta_aid_tilt_paid, delta_aid_tilt_drawn,
    delta_aid_tilt_deductible, delta_commercial_paid, delta_commercial_drawn,
    delta_commercial_deductible, plan, package_id, refusal_code, refusal_field, refusal_found,
    refusal_expected, refusal_article, decided_at, undo_id, undo_period, undone_at, first_transfer
)
SELECT
    setl_id, state, treatment_node, mdtrtarea_admvs, fixmedins_code, mdtrt_id, '', psn_no,
    insutype, year, period, facts_insuplc_admdvs, facts_scheme, facts_status, facts_age_years,
    facts_aid_class, facts_civil_servant, 0, 0, 0, 1, 'paid', 'inpatient', facts_level,
    facts_place, facts_urgency, 0, 0, '', '', 'none', 'none', 'community', facts_admitted_on,
    facts_discharged_on, facts_settled_on, 'none', 0, 0, 0, 0, 0, 0, facts_use_account,
    facts_account_balance, 0, 0, fees_medfee_sumamt, fees_fulamt_ownpay_amt, fees_overlmt_selfpay,
    fees_preselfpay_amt, fees_inscp_scp_amt, shares_act_pay_dedc, shares_hifp_pay,
    shares_cvlserv_pay, shares_hifes_pay, shares_hifmi_pay, shares_hifob_pay, shares_maf_pay,
    shares_oth_pay, shares_fund_pay_sumamt, shares_psn_part_amt, shares_acct_pay,
    shares_psn_cash_pay, shares_hosp_part_amt, shares_acct_mulaid_pay, shares_balc,
    before_admissions, before_in_policy, before_self_in_policy, before_paid_hifp, before_in_policy,
    before_deductible, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, before_paid_hifob, 0, 0,
    before_paid_hifmi, 0, 0, before_paid_cvlserv, 0, 0, before_paid_hifes, 0, 0, before_paid_maf,
    0, 0, 0, 0, 0, 0, 0, 0, delta_admissions, delta_in_policy, delta_self_in_policy,
    delta_paid_hifp, delta_in_policy, delta_deductible, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    delta_paid_hifob, 0, 0, delta_paid_hifmi, 0, 0, delta_paid_cvlserv, 0, 0, delta_paid_hifes, 0,
    0, delta_paid_maf, 0, 0, 0, 0, 0, 0, 0, 0, plan, package_id, refusal_code, refusal_field,
    refusal_found, refusal_expected, refusal_article, decided_at, undo_id, undo_period, undone_at,
    first_transfer
FROM claim;
DROP TABLE claim;
ALTER TABLE claim_2 RENAME TO claim;

-- The later year of a claim whose stay lies over new year and is split.
CREATE TABLE claim_later_year (
    setl_id                         TEXT NOT NULL,
    year                            INTEGER NOT NULL,
    before_admissions               INTEGER NOT NULL,
    before_in_policy                INTEGER NOT NULL,  -- fen
    before_self_in_policy           INTEGER NOT NULL,  -- fen
    before_basic_paid               INTEGER NOT NULL,  -- fen
    before_basic_drawn              INTEGER NOT NULL,  -- fen
    before_basic_deductible         INTEGER NOT NULL,  -- fen
    before_outpatient_paid          INTEGER NOT NULL,  -- fen
    before_outpatient_drawn         INTEGER NOT NULL,  -- fen
    before_outpatient_deductible    INTEGER NOT NULL,  -- fen
    before_chronic_paid             INTEGER NOT NULL,  -- fen
    before_chronic_drawn            INTEGER NOT NULL,  -- fen
    before_chronic_deductible       INTEGER NOT NULL,  -- fen
    before_special_drug_paid        INTEGER NOT NULL,  -- fen
    before_special_drug_drawn       INTEGER NOT NULL,  -- fen
    before_special_drug_deductible  INTEGER NOT NULL,  -- fen
    before_maternity_paid           INTEGER NOT NULL,  -- fen
    before_maternity_drawn          INTEGER NOT NULL,  -- fen
    before_maternity_deductible     INTEGER NOT NULL,  -- fen
    before_large_amount_paid        INTEGER NOT NULL,  -- fen
    before_large_amount_drawn       INTEGER NOT NULL,  -- fen
    before_large_amount_deductible  INTEGER NOT NULL,  -- fen
    before_major_illness_paid       INTEGER NOT NULL,  -- fen
    before_major_illness_drawn      INTEGER NOT NULL,  -- fen
    before_major_illness_deductible INTEGER NOT NULL,  -- fen
    before_civil_servant_paid       INTEGER NOT NULL,  -- fen
    before_civil_servant_drawn      INTEGER NOT NULL,  -- fen
    before_civil_servant_deductible INTEGER NOT NULL,  -- fen
    before_enterprise_paid          INTEGER NOT NULL,  -- fen
    before_enterprise_drawn         INTEGER NOT NULL,  -- fen
    before_enterprise_deductible    INTEGER NOT NULL,  -- fen
    before_medical_aid_paid         INTEGER NOT NULL,  -- fen
    before_medical_aid_drawn        INTEGER NOT NULL,  -- fen
    before_medical_aid_deductible   INTEGER NOT NULL,  -- fen
    before_aid_tilt_paid            INTEGER NOT NULL,  -- fen
    before_aid_tilt_drawn           INTEGER NOT NULL,  -- fen
    before_aid_tilt_deductible      INTEGER NOT NULL,  -- fen
    before_commercial_paid          INTEGER NOT NULL,  -- fen
    before_commercial_drawn         INTEGER NOT NULL,  -- fen
    before_commercial_deductible    INTEGER NOT NULL,  -- fen
    delta_admissions                INTEGER NOT NULL,
    delta_in_policy                 INTEGER NOT NULL,  -- fen
    delta_self_in_policy            INTEGER NOT NULL,  -- fen
    delta_basic_paid                INTEGER NOT NULL,  -- fen
    delta_basic_drawn               INTEGER NOT NULL,  -- fen
    delta_basic_deductible          INTEGER NOT NULL,  -- fen
    delta_outpatient_paid           INTEGER NOT NULL,  -- fen
    delta_outpatient_drawn          INTEGER NOT NULL,  -- fen
    delta_outpatient_deductible     INTEGER NOT NULL,  -- fen
    delta_chronic_paid              INTEGER NOT NULL,  -- fen
    delta_chronic_drawn             INTEGER NOT NULL,  -- fen
    delta_chronic_deductible        INTEGER NOT NULL,  -- fen
    delta_special_drug_paid         INTEGER NOT NULL,  -- fen
    delta_special_drug_drawn        INTEGER NOT NULL,  -- fen
    delta_special_drug_deductible   INTEGER NOT NULL,  -- fen
    delta_maternity_paid            INTEGER NOT NULL,  -- fen
    delta_maternity_drawn           INTEGER NOT NULL,  -- fen
    delta_maternity_deductible      INTEGER NOT NULL,  -- fen
    delta_large_amount_paid         INTEGER NOT NULL,  -- fen
    delta_large_amount_drawn        INTEGER NOT NULL,  -- fen
    delta_large_amount_deductible   INTEGER NOT NULL,  -- fen
    delta_major_illness_paid        INTEGER NOT NULL,  -- fen
    delta_major_illness_drawn       INTEGER NOT NULL,  -- fen
    delta_major_illness_deductible  INTEGER NOT NULL,  -- fen
    delta_civil_servant_paid        INTEGER NOT NULL,  -- fen
    delta_civil_servant_drawn       INTEGER NOT NULL,  -- fen
    delta_civil_servant_deductible  INTEGER NOT NULL,  -- fen
    delta_enterprise_paid           INTEGER NOT NULL,  -- fen
    delta_enterprise_drawn          INTEGER NOT NULL,  -- fen
    delta_enterprise_deductible     INTEGER NOT NULL,  -- fen
    delta_medical_aid_paid          INTEGER NOT NULL,  -- fen
    delta_medical_aid_drawn         INTEGER NOT NULL,  -- fen
    delta_medical_aid_deductible    INTEGER NOT NULL,  -- fen
    delta_aid_tilt_paid             INTEGER NOT NULL,  -- fen
    delta_aid_tilt_drawn            INTEGER NOT NULL,  -- fen
    delta_aid_tilt_deductible       INTEGER NOT NULL,  -- fen
    delta_commercial_paid           INTEGER NOT NULL,  -- fen
    delta_commercial_drawn          INTEGER NOT NULL,  -- fen
    delta_commercial_deductible     INTEGER NOT NULL,  -- fen
    PRIMARY KEY (setl_id)
) STRICT, WITHOUT ROWID;

-- What a person has used of a limit within its day, month, quarter or year.
CREATE TABLE quota_window (
    psn_no   TEXT NOT NULL,
    insutype TEXT NOT NULL,
    window   TEXT NOT NULL,
    used     INTEGER NOT NULL,  -- fen, or visits
    PRIMARY KEY (psn_no, insutype, window)
) STRICT, WITHOUT ROWID;

-- What a claim added to such a window.
CREATE TABLE claim_quota (
    setl_id TEXT NOT NULL,
    window  TEXT NOT NULL,
    added   INTEGER NOT NULL,  -- fen, or visits
    PRIMARY KEY (setl_id, window)
) STRICT, WITHOUT ROWID;

-- A release of the law that this node has had in force. Never deleted.
CREATE TABLE policy_release (
    hash          TEXT NOT NULL,
    package_id    TEXT NOT NULL,
    version       TEXT NOT NULL,
    effective     TEXT,              -- day
    files         TEXT NOT NULL,     -- JSON: name to text
    first_used_at INTEGER NOT NULL,  -- us
    last_used_at  INTEGER NOT NULL,  -- us
    PRIMARY KEY (hash)
) STRICT, WITHOUT ROWID;
