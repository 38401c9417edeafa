PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE meta (
    name  TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (name)
) STRICT, WITHOUT ROWID;
INSERT INTO meta VALUES('application','yidi');
INSERT INTO meta VALUES('key_check','7be234d774eb01a184cf77639ae9473161b8134e5ca1d79fef73e99b8d4d62fd');
INSERT INTO meta VALUES('network','upgrade');
INSERT INTO meta VALUES('node','110000');
INSERT INTO meta VALUES('schema','3');
CREATE TABLE institution (
    fixmedins_code     TEXT NOT NULL,
    fixmedins_name     TEXT NOT NULL,
    admdvs             TEXT NOT NULL,
    hosp_lv            TEXT NOT NULL,
    fix_onln_open_flag TEXT NOT NULL,
    PRIMARY KEY (fixmedins_code)
) STRICT, WITHOUT ROWID;
CREATE TABLE sign_in (
    sign_no        TEXT NOT NULL,
    fixmedins_code TEXT NOT NULL,
    opter_no       TEXT NOT NULL,
    signed_in_at   INTEGER NOT NULL,  -- us
    signed_out_at  INTEGER NOT NULL,  -- us
    PRIMARY KEY (sign_no)
) STRICT, WITHOUT ROWID;
CREATE TABLE encounter (
    mdtrt_id                TEXT NOT NULL,
    fixmedins_code          TEXT NOT NULL,
    psn_no                  TEXT NOT NULL,
    insuplc_admdvs          TEXT NOT NULL,
    insutype                TEXT NOT NULL,
    person_psn_no           TEXT NOT NULL,
    person_psn_cert_type    TEXT NOT NULL,
    person_certno           BLOB NOT NULL,     -- sealed
    person_psn_name         BLOB NOT NULL,     -- sealed
    person_gend             TEXT NOT NULL,
    person_naty             TEXT NOT NULL,
    person_brdy             TEXT NOT NULL,     -- day
    person_psn_type         TEXT NOT NULL,
    person_cvlserv_flag     TEXT NOT NULL,
    stay_med_type           TEXT NOT NULL,
    stay_ipt_no             TEXT NOT NULL,
    stay_medrcdno           TEXT NOT NULL,
    stay_atddr_no           TEXT NOT NULL,
    stay_chfpdr_name        TEXT NOT NULL,
    stay_adm_diag_dscr      TEXT NOT NULL,
    stay_adm_dept_codg      TEXT NOT NULL,
    stay_adm_dept_name      TEXT NOT NULL,
    stay_adm_bed            TEXT NOT NULL,
    stay_dscg_maindiag_code TEXT NOT NULL,
    stay_dscg_maindiag_name TEXT NOT NULL,
    stay_main_cond_dscr     TEXT NOT NULL,
    stay_dise_codg          TEXT NOT NULL,
    stay_dise_name          TEXT NOT NULL,
    stay_oprn_oprt_code     TEXT NOT NULL,
    stay_oprn_oprt_name     TEXT NOT NULL,
    stay_ipt_type           TEXT NOT NULL,
    stay_trum_flag          TEXT NOT NULL,
    stay_rel_ttp_flag       TEXT NOT NULL,
    stay_mdtrt_grp_type     TEXT NOT NULL,
    stay_mdtrt_cert_type    TEXT NOT NULL,
    stay_coner_name         BLOB NOT NULL,     -- sealed
    stay_tel                BLOB NOT NULL,     -- sealed
    begntime                INTEGER NOT NULL,  -- us
    endtime                 INTEGER NOT NULL,  -- us
    dscg_dept_codg          TEXT NOT NULL,
    dscg_dept_name          TEXT NOT NULL,
    dscg_bed                TEXT NOT NULL,
    dscg_way                TEXT NOT NULL,
    die_date                TEXT,              -- day
    state                   TEXT NOT NULL,     -- word
    open_batch              INTEGER NOT NULL,
    open_lines              INTEGER NOT NULL,
    open_medfee_sumamt      INTEGER NOT NULL,  -- fen
    open_fulamt_ownpay_amt  INTEGER NOT NULL,  -- fen
    open_overlmt_selfpay    INTEGER NOT NULL,  -- fen
    open_preselfpay_amt     INTEGER NOT NULL,  -- fen
    open_inscp_scp_amt      INTEGER NOT NULL,  -- fen
    settling                TEXT NOT NULL,
    settled                 TEXT NOT NULL,
    opened_at               INTEGER NOT NULL, kind TEXT NOT NULL DEFAULT 'inpatient', outpatient_caty TEXT NOT NULL DEFAULT '', outpatient_otp_er_refl_flag TEXT NOT NULL DEFAULT '', outpatient_dise_type_code TEXT NOT NULL DEFAULT '', outpatient_birctrl_type TEXT NOT NULL DEFAULT '', outpatient_matn_type TEXT NOT NULL DEFAULT '', outpatient_geso_val TEXT NOT NULL DEFAULT '', outpatient_birctrl_matn_date TEXT, outpatient_rxfixmedins_code TEXT NOT NULL DEFAULT '', outpatient_rxfixmedins_name TEXT NOT NULL DEFAULT '', outpatient_rxfilename TEXT NOT NULL DEFAULT '',  -- us
    PRIMARY KEY (mdtrt_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE diagnosis (
    mdtrt_id        TEXT NOT NULL,
    inout_diag_type TEXT NOT NULL,
    diag_srt_no     INTEGER NOT NULL,
    diag_type       TEXT NOT NULL,
    maindiag_flag   TEXT NOT NULL,
    diag_code       TEXT NOT NULL,
    diag_name       TEXT NOT NULL,
    adm_cond        TEXT NOT NULL,
    diag_dept       TEXT NOT NULL,
    dise_dor_no     TEXT NOT NULL,
    dise_dor_name   TEXT NOT NULL,
    diag_time       INTEGER NOT NULL,  -- us
    PRIMARY KEY (mdtrt_id, inout_diag_type, diag_srt_no)
) STRICT, WITHOUT ROWID;
CREATE TABLE fee_line (
    mdtrt_id                  TEXT NOT NULL,
    feedetl_sn                TEXT NOT NULL,
    batch                     INTEGER NOT NULL,
    input_feedetl_sn          TEXT NOT NULL,
    input_init_feedetl_sn     TEXT NOT NULL,
    input_drord_no            TEXT NOT NULL,
    input_med_type            TEXT NOT NULL,
    input_fee_ocur_time       INTEGER NOT NULL,  -- us
    input_med_list_codg       TEXT NOT NULL,
    input_medins_list_codg    TEXT NOT NULL,
    input_det_item_fee_sumamt INTEGER NOT NULL,  -- fen
    input_cnt                 INTEGER NOT NULL,  -- 1/10000
    input_pric                INTEGER NOT NULL,  -- micro-yuan
    input_bilg_dept_codg      TEXT NOT NULL,
    input_bilg_dept_name      TEXT NOT NULL,
    input_bilg_dr_codg        TEXT NOT NULL,
    input_bilg_dr_name        TEXT NOT NULL,
    input_acord_dept_codg     TEXT NOT NULL,
    input_acord_dept_name     TEXT NOT NULL,
    input_orders_dr_code      TEXT NOT NULL,
    input_orders_dr_name      TEXT NOT NULL,
    input_hosp_appr_flag      TEXT NOT NULL,
    input_tcmdrug_used_way    TEXT NOT NULL,
    input_etip_flag           TEXT NOT NULL,
    input_etip_hosp_code      TEXT NOT NULL,
    input_dscg_tkdrug_flag    TEXT NOT NULL,
    input_matn_fee_flag       TEXT NOT NULL,
    input_memo                TEXT NOT NULL,
    price_pric_uplmt_amt      INTEGER NOT NULL,  -- micro-yuan
    price_selfpay_prop        INTEGER NOT NULL,  -- ppm
    price_fulamt_ownpay_amt   INTEGER NOT NULL,  -- fen
    price_overlmt_amt         INTEGER NOT NULL,  -- fen
    price_preselfpay_amt      INTEGER NOT NULL,  -- fen
    price_inscp_scp_amt       INTEGER NOT NULL,  -- fen
    price_chrgitm_lv          TEXT NOT NULL,
    price_med_chrgitm_type    TEXT NOT NULL,
    price_list_type           TEXT NOT NULL,
    price_lmt_used_flag       TEXT NOT NULL,
    price_hilist_name         TEXT NOT NULL,
    refunded                  INTEGER NOT NULL, price_undecided_restriction TEXT NOT NULL DEFAULT '', price_inscp_if_met INTEGER NOT NULL DEFAULT 0, input_chrg_bchno TEXT NOT NULL DEFAULT '', input_dise_codg TEXT NOT NULL DEFAULT '', input_rxno TEXT NOT NULL DEFAULT '', input_rx_circ_flag TEXT NOT NULL DEFAULT '', input_sin_dos_dscr TEXT NOT NULL DEFAULT '', input_used_frqu_dscr TEXT NOT NULL DEFAULT '', input_prd_days TEXT NOT NULL DEFAULT '', input_medc_way_dscr TEXT NOT NULL DEFAULT '',  -- 1/10000
    PRIMARY KEY (mdtrt_id, feedetl_sn)
) STRICT, WITHOUT ROWID;
CREATE TABLE settlement (
    setl_id                TEXT NOT NULL,
    kind                   TEXT NOT NULL,     -- word
    state                  TEXT NOT NULL,     -- word
    mdtrt_id               TEXT NOT NULL,
    batch                  INTEGER NOT NULL,
    fixmedins_code         TEXT NOT NULL,
    psn_no                 TEXT NOT NULL,
    insuplc_admdvs         TEXT NOT NULL,
    insutype               TEXT NOT NULL,
    medins_setl_id         TEXT NOT NULL,
    init_setl_id           TEXT NOT NULL,
    reversal_setl_id       TEXT NOT NULL,
    psn_setlway            TEXT NOT NULL,
    acct_used_flag         TEXT NOT NULL,
    mid_setl_flag          TEXT NOT NULL,
    invono                 TEXT NOT NULL,
    mdtrt_cert_type        TEXT NOT NULL,
    clr_type               TEXT NOT NULL,
    clr_way                TEXT NOT NULL,
    clr_optins             TEXT NOT NULL,
    begun_at               INTEGER NOT NULL,  -- us
    setl_time              INTEGER NOT NULL,  -- us
    fees_medfee_sumamt     INTEGER NOT NULL,  -- fen
    fees_fulamt_ownpay_amt INTEGER NOT NULL,  -- fen
    fees_overlmt_selfpay   INTEGER NOT NULL,  -- fen
    fees_preselfpay_amt    INTEGER NOT NULL,  -- fen
    fees_inscp_scp_amt     INTEGER NOT NULL,  -- fen
    shares_act_pay_dedc    INTEGER NOT NULL,  -- fen
    shares_hifp_pay        INTEGER NOT NULL,  -- fen
    shares_cvlserv_pay     INTEGER NOT NULL,  -- fen
    shares_hifes_pay       INTEGER NOT NULL,  -- fen
    shares_hifmi_pay       INTEGER NOT NULL,  -- fen
    shares_hifob_pay       INTEGER NOT NULL,  -- fen
    shares_maf_pay         INTEGER NOT NULL,  -- fen
    shares_oth_pay         INTEGER NOT NULL,  -- fen
    shares_fund_pay_sumamt INTEGER NOT NULL,  -- fen
    shares_psn_part_amt    INTEGER NOT NULL,  -- fen
    shares_acct_pay        INTEGER NOT NULL,  -- fen
    shares_psn_cash_pay    INTEGER NOT NULL,  -- fen
    shares_hosp_part_amt   INTEGER NOT NULL,  -- fen
    shares_acct_mulaid_pay INTEGER NOT NULL,  -- fen
    shares_balc            INTEGER NOT NULL,  -- fen
    plan                   TEXT NOT NULL,
    package_id             TEXT NOT NULL,
    refusal_code           INTEGER NOT NULL,
    refusal_field          TEXT NOT NULL,
    refusal_found          TEXT NOT NULL,
    refusal_expected       TEXT NOT NULL,
    refusal_article        TEXT NOT NULL,
    first_transfer         INTEGER NOT NULL, chrg_bchno TEXT NOT NULL DEFAULT '', med_type TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (setl_id)
) STRICT, WITHOUT ROWID;
INSERT INTO settlement VALUES('S0001','payment','settled','M0001',1,'','','','','','','','','','','','','','','',0,1790000000123456,18908585,0,0,0,0,0,9175951,0,0,0,0,0,0,0,0,0,0,0,0,0,'','',0,'','','','',0,'','');
CREATE TABLE request (
    fixmedins_code TEXT NOT NULL,
    msgid          TEXT NOT NULL,
    infno          TEXT NOT NULL,
    subject        TEXT NOT NULL,
    psn_no         TEXT NOT NULL,
    state          TEXT NOT NULL,     -- word
    content        TEXT NOT NULL,
    made           TEXT NOT NULL,
    at             INTEGER NOT NULL,  -- us
    PRIMARY KEY (fixmedins_code, msgid, infno, subject)
) STRICT, WITHOUT ROWID;
CREATE TABLE person (
    psn_no        TEXT NOT NULL,
    psn_cert_type TEXT NOT NULL,
    certno        BLOB NOT NULL,     -- sealed
    certno_digest TEXT NOT NULL,
    psn_name      BLOB NOT NULL,     -- sealed
    card_digest   TEXT NOT NULL,
    gend          TEXT NOT NULL,
    naty          TEXT NOT NULL,
    brdy          TEXT NOT NULL,     -- day
    aid_class     TEXT NOT NULL,     -- word
    PRIMARY KEY (psn_no)
) STRICT, WITHOUT ROWID;
INSERT INTO person VALUES('P0001','01',X'1432494c1a74b6cc91c92cee166d063157111a65c354c5d12e6bf1076e4a6c3e07d04bae70ddc6ec29488ef2db91','digest of the document',X'6af0993196bfb05c17fbbbaa751a0eaaa47fbb1b947ee0e170a8edba0f0e8a3453f6e478d5','','','','1958-03-01','monitored');
CREATE TABLE enrolment (
    psn_no         TEXT NOT NULL,
    insutype       TEXT NOT NULL,
    psn_type       TEXT NOT NULL,
    psn_insu_stas  TEXT NOT NULL,
    psn_insu_date  TEXT NOT NULL,     -- day
    paus_insu_date TEXT,              -- day
    cvlserv_flag   TEXT NOT NULL,
    insuplc_admdvs TEXT NOT NULL,
    emp_name       TEXT NOT NULL,
    PRIMARY KEY (psn_no, insutype, insuplc_admdvs)
) STRICT, WITHOUT ROWID;
CREATE TABLE filing (
    psn_no     TEXT NOT NULL,
    filing_no  INTEGER NOT NULL,
    category   TEXT NOT NULL,     -- word
    state      TEXT NOT NULL,     -- word
    place      TEXT NOT NULL,
    valid_from TEXT NOT NULL,     -- day
    valid_to   TEXT,              -- day
    filed_at   INTEGER NOT NULL,  -- us
    PRIMARY KEY (psn_no, filing_no)
) STRICT, WITHOUT ROWID;
INSERT INTO filing VALUES('P0001',1,'retiree_resettled','valid','460000','1970-01-01',NULL,0);
CREATE TABLE route (
    certno_digest TEXT NOT NULL,
    admdvs        TEXT NOT NULL,
    PRIMARY KEY (certno_digest, admdvs)
) STRICT, WITHOUT ROWID;
CREATE TABLE matched_settlement (
    setl_id          TEXT NOT NULL,
    kind             TEXT NOT NULL,     -- word
    state            TEXT NOT NULL,     -- word
    insured_node     TEXT NOT NULL,
    treatment_node   TEXT NOT NULL,
    insutype         TEXT NOT NULL,
    period           TEXT NOT NULL,
    treatment_seen   INTEGER NOT NULL,  -- 0 or 1
    insured_seen     INTEGER NOT NULL,  -- 0 or 1
    treatment_amount INTEGER NOT NULL,  -- fen
    insured_amount   INTEGER NOT NULL,  -- fen
    first_transfer   INTEGER NOT NULL,
    PRIMARY KEY (setl_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE account (
    code     TEXT NOT NULL,
    debited  INTEGER NOT NULL,  -- fen
    credited INTEGER NOT NULL,  -- fen
    PRIMARY KEY (code)
) STRICT, WITHOUT ROWID;
CREATE TABLE transfer (
    id        INTEGER PRIMARY KEY,
    at        INTEGER NOT NULL,  -- us
    period    TEXT NOT NULL,
    debit     TEXT NOT NULL,
    credit    TEXT NOT NULL,
    amount    INTEGER NOT NULL,  -- fen
    reference TEXT NOT NULL,
    purpose   TEXT NOT NULL,
    reverses  INTEGER NOT NULL
) STRICT;
CREATE TABLE outbox (
    peer TEXT NOT NULL,
    seq  INTEGER NOT NULL,
    kind TEXT NOT NULL,
    body BLOB NOT NULL,     -- sealed
    PRIMARY KEY (peer, seq)
) STRICT, WITHOUT ROWID;
INSERT INTO outbox VALUES('hub',1,'route_notice',X'6d4361c02c123993df424782e9a1c05c7deb57523872819625027beaca5ee68e4cca5e6ae9edc9359d763ba37b364de3f475391dabd2313d9639924133eb3c9e8825db9c3e2f6f1727cf9911c5a6f26d');
CREATE TABLE inbox (
    peer      TEXT NOT NULL,
    watermark INTEGER NOT NULL,
    ahead     TEXT NOT NULL,
    PRIMARY KEY (peer)
) STRICT, WITHOUT ROWID;
INSERT INTO inbox VALUES('460000',7,'9,11');
CREATE TABLE sequence (
    name TEXT NOT NULL,
    next INTEGER NOT NULL,
    PRIMARY KEY (name)
) STRICT, WITHOUT ROWID;
CREATE TABLE timer (
    due_at  INTEGER NOT NULL,  -- us
    subject TEXT NOT NULL,
    kind    TEXT NOT NULL,
    body    BLOB NOT NULL,     -- sealed
    PRIMARY KEY (due_at, subject)
) STRICT, WITHOUT ROWID;
INSERT INTO timer VALUES(5,'S0001','settle_deadline',X'5074d5f36cfdd1217ac7c2d7c91a64612011e4a67797cfe85d446f51a55e5fbb6345e14dc92c7367b464d1e3ee94e9');
CREATE TABLE IF NOT EXISTS "year_accumulator" (
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
CREATE TABLE IF NOT EXISTS "claim" (
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
    first_transfer                  INTEGER NOT NULL, chrg_bchno TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (setl_id)
) STRICT, WITHOUT ROWID;
INSERT INTO claim VALUES('S0001','decided','','','','','','P0001','310',2026,'','','employee','active',0,'monitored',0,0,0,0,1,'paid','inpatient','community','filed_longterm','planned',0,0,'','','none','none','community','1970-01-01','1970-01-01','1970-01-01','none',0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,824049,1035548,130000,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,9175951,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,'0123456789abcdef','',0,'','','','',0,'','',0,0,'');
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
CREATE TABLE quota_window (
    psn_no   TEXT NOT NULL,
    insutype TEXT NOT NULL,
    window   TEXT NOT NULL,
    used     INTEGER NOT NULL,  -- fen, or visits
    PRIMARY KEY (psn_no, insutype, window)
) STRICT, WITHOUT ROWID;
CREATE TABLE claim_quota (
    setl_id TEXT NOT NULL,
    window  TEXT NOT NULL,
    added   INTEGER NOT NULL,  -- fen, or visits
    PRIMARY KEY (setl_id, window)
) STRICT, WITHOUT ROWID;
INSERT INTO claim_quota VALUES('S0001','rule||2026',3);
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
INSERT INTO policy_release VALUES('0123456789abcdef','beijing','2026.1','2026-01-01','[]',7,8);
CREATE TABLE charge_batch (
    mdtrt_id               TEXT NOT NULL,
    chrg_bchno             TEXT NOT NULL,
    batch                  INTEGER NOT NULL,
    lines                  INTEGER NOT NULL,
    sums_medfee_sumamt     INTEGER NOT NULL,  -- fen
    sums_fulamt_ownpay_amt INTEGER NOT NULL,  -- fen
    sums_overlmt_selfpay   INTEGER NOT NULL,  -- fen
    sums_preselfpay_amt    INTEGER NOT NULL,  -- fen
    sums_inscp_scp_amt     INTEGER NOT NULL,  -- fen
    dise_codg              TEXT NOT NULL,
    care_on                TEXT NOT NULL,     -- day
    rx_circulated          INTEGER NOT NULL,  -- 0 or 1
    settled                TEXT NOT NULL,
    PRIMARY KEY (mdtrt_id, chrg_bchno)
) STRICT, WITHOUT ROWID;
INSERT INTO charge_batch VALUES('V0001','B1',3,0,12345,0,0,0,12345,'','2026-11-20',0,'');
CREATE TABLE disease_approval (
    psn_no           TEXT NOT NULL,
    approval_no      INTEGER NOT NULL,
    insutype         TEXT NOT NULL,
    opsp_dise_code   TEXT NOT NULL,
    opsp_dise_name   TEXT NOT NULL,
    valid_from       TEXT NOT NULL,     -- day
    valid_to         TEXT,              -- day; none: until it is withdrawn
    state            TEXT NOT NULL,     -- word
    fixmedins_codes  TEXT NOT NULL,
    trt_dcla_detl_sn TEXT NOT NULL,
    approved_at      INTEGER NOT NULL,  -- us
    PRIMARY KEY (psn_no, approval_no)
) STRICT, WITHOUT ROWID;
INSERT INTO disease_approval VALUES('P0001',1,'','M03900','','2025-01-01',NULL,'valid','','',0);
CREATE INDEX encounter_by_person ON encounter (psn_no);
CREATE INDEX encounter_by_state ON encounter (fixmedins_code, state);
CREATE INDEX settlement_by_visit ON settlement (mdtrt_id);
CREATE INDEX person_by_document ON person (certno_digest);
CREATE INDEX person_by_card ON person (card_digest);
COMMIT;
