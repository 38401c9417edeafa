-- The first schema. Struct and table are held against each other by src/store/schema_test.cpp.
--
-- Units    fen: 1/100 yuan. us: microseconds since 1970-01-01T00:00:00Z, 0 when unset. day: ISO date
--          in China. ppm: parts per million. micro-yuan, 1/10000: as they say. word: an
--          enumerator of src/model/terms.hpp. sealed: SM4-GCM, nonce | ciphertext | tag; empty
--          when there is nothing to seal. 0 or 1: no, yes. Columns without a unit are text or counts
--          under the national interface's own names.
-- Keys     A table with a key of text is stored in its key (WITHOUT ROWID): docs/design/storage.md.

-- What this file is: application, node, network, schema, key_check.
CREATE TABLE meta (
    name  TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (name)
) STRICT, WITHOUT ROWID;

-- A designated institution (定点医药机构).
CREATE TABLE institution (
    fixmedins_code     TEXT NOT NULL,
    fixmedins_name     TEXT NOT NULL,
    admdvs             TEXT NOT NULL,
    hosp_lv            TEXT NOT NULL,
    fix_onln_open_flag TEXT NOT NULL,
    PRIMARY KEY (fixmedins_code)
) STRICT, WITHOUT ROWID;

-- An operator's working session (签到).
CREATE TABLE sign_in (
    sign_no        TEXT NOT NULL,
    fixmedins_code TEXT NOT NULL,
    opter_no       TEXT NOT NULL,
    signed_in_at   INTEGER NOT NULL,  -- us
    signed_out_at  INTEGER NOT NULL,  -- us
    PRIMARY KEY (sign_no)
) STRICT, WITHOUT ROWID;

-- A stay in hospital (就诊).
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
    opened_at               INTEGER NOT NULL,  -- us
    PRIMARY KEY (mdtrt_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX encounter_by_person ON encounter (psn_no);
CREATE INDEX encounter_by_state ON encounter (fixmedins_code, state);

-- Diagnoses of a stay, by stay.
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

-- Lines of a bill (费用明细), by stay.
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
    refunded                  INTEGER NOT NULL,  -- 1/10000
    PRIMARY KEY (mdtrt_id, feedetl_sn)
) STRICT, WITHOUT ROWID;

-- A settlement or its reversal as the place of care knows it.
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
    first_transfer         INTEGER NOT NULL,
    PRIMARY KEY (setl_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX settlement_by_visit ON settlement (mdtrt_id);

-- A request that must not be carried out twice.
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

-- An insured person. Looked up by digest; name and number are sealed.
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
CREATE INDEX person_by_document ON person (certno_digest);
CREATE INDEX person_by_card ON person (card_digest);

-- Who is insured under which scheme (参保信息).
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

-- Leave to be treated elsewhere (异地就医备案).
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

-- What a person has used up of a scheme in a year (年度累计).
CREATE TABLE year_accumulator (
    psn_no                 TEXT NOT NULL,
    insutype               TEXT NOT NULL,
    year                   INTEGER NOT NULL,
    opening_admissions     INTEGER NOT NULL,
    opening_deductible     INTEGER NOT NULL,  -- fen
    opening_in_policy      INTEGER NOT NULL,  -- fen
    opening_self_in_policy INTEGER NOT NULL,  -- fen
    opening_paid_hifp      INTEGER NOT NULL,  -- fen
    opening_paid_hifob     INTEGER NOT NULL,  -- fen
    opening_paid_hifmi     INTEGER NOT NULL,  -- fen
    opening_paid_cvlserv   INTEGER NOT NULL,  -- fen
    opening_paid_hifes     INTEGER NOT NULL,  -- fen
    opening_paid_maf       INTEGER NOT NULL,  -- fen
    totals_admissions      INTEGER NOT NULL,
    totals_deductible      INTEGER NOT NULL,  -- fen
    totals_in_policy       INTEGER NOT NULL,  -- fen
    totals_self_in_policy  INTEGER NOT NULL,  -- fen
    totals_paid_hifp       INTEGER NOT NULL,  -- fen
    totals_paid_hifob      INTEGER NOT NULL,  -- fen
    totals_paid_hifmi      INTEGER NOT NULL,  -- fen
    totals_paid_cvlserv    INTEGER NOT NULL,  -- fen
    totals_paid_hifes      INTEGER NOT NULL,  -- fen
    totals_paid_maf        INTEGER NOT NULL,  -- fen
    PRIMARY KEY (psn_no, insutype, year)
) STRICT, WITHOUT ROWID;

-- A settlement as the insured place knows it: what it was decided on, and what it moved.
CREATE TABLE claim (
    setl_id                TEXT NOT NULL,
    state                  TEXT NOT NULL,     -- word
    treatment_node         TEXT NOT NULL,
    mdtrtarea_admvs        TEXT NOT NULL,
    fixmedins_code         TEXT NOT NULL,
    mdtrt_id               TEXT NOT NULL,
    follows                TEXT NOT NULL,
    psn_no                 TEXT NOT NULL,
    insutype               TEXT NOT NULL,
    year                   INTEGER NOT NULL,
    period                 TEXT NOT NULL,
    facts_insuplc_admdvs   TEXT NOT NULL,
    facts_scheme           TEXT NOT NULL,     -- word
    facts_status           TEXT NOT NULL,     -- word
    facts_aid_class        TEXT NOT NULL,     -- word
    facts_civil_servant    INTEGER NOT NULL,  -- 0 or 1
    facts_age_years        INTEGER NOT NULL,
    facts_level            TEXT NOT NULL,     -- word
    facts_place            TEXT NOT NULL,     -- word
    facts_urgency          TEXT NOT NULL,     -- word
    facts_admitted_on      TEXT NOT NULL,     -- day
    facts_discharged_on    TEXT NOT NULL,     -- day
    facts_settled_on       TEXT NOT NULL,     -- day
    facts_use_account      INTEGER NOT NULL,  -- 0 or 1
    facts_account_balance  INTEGER NOT NULL,  -- fen
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
    before_admissions      INTEGER NOT NULL,
    before_deductible      INTEGER NOT NULL,  -- fen
    before_in_policy       INTEGER NOT NULL,  -- fen
    before_self_in_policy  INTEGER NOT NULL,  -- fen
    before_paid_hifp       INTEGER NOT NULL,  -- fen
    before_paid_hifob      INTEGER NOT NULL,  -- fen
    before_paid_hifmi      INTEGER NOT NULL,  -- fen
    before_paid_cvlserv    INTEGER NOT NULL,  -- fen
    before_paid_hifes      INTEGER NOT NULL,  -- fen
    before_paid_maf        INTEGER NOT NULL,  -- fen
    delta_admissions       INTEGER NOT NULL,
    delta_deductible       INTEGER NOT NULL,  -- fen
    delta_in_policy        INTEGER NOT NULL,  -- fen
    delta_self_in_policy   INTEGER NOT NULL,  -- fen
    delta_paid_hifp        INTEGER NOT NULL,  -- fen
    delta_paid_hifob       INTEGER NOT NULL,  -- fen
    delta_paid_hifmi       INTEGER NOT NULL,  -- fen
    delta_paid_cvlserv     INTEGER NOT NULL,  -- fen
    delta_paid_hifes       INTEGER NOT NULL,  -- fen
    delta_paid_maf         INTEGER NOT NULL,  -- fen
    plan                   TEXT NOT NULL,
    package_id             TEXT NOT NULL,
    refusal_code           INTEGER NOT NULL,
    refusal_field          TEXT NOT NULL,
    refusal_found          TEXT NOT NULL,
    refusal_expected       TEXT NOT NULL,
    refusal_article        TEXT NOT NULL,
    decided_at             INTEGER NOT NULL,  -- us
    undo_id                TEXT NOT NULL,
    undo_period            TEXT NOT NULL,
    undone_at              INTEGER NOT NULL,  -- us
    first_transfer         INTEGER NOT NULL,
    PRIMARY KEY (setl_id)
) STRICT, WITHOUT ROWID;

-- The hub: where a person is insured.
CREATE TABLE route (
    certno_digest TEXT NOT NULL,
    admdvs        TEXT NOT NULL,
    PRIMARY KEY (certno_digest, admdvs)
) STRICT, WITHOUT ROWID;

-- The hub: a settlement or reversal as its two sides told it.
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

-- A ledger account and the sums of its two sides.
CREATE TABLE account (
    code     TEXT NOT NULL,
    debited  INTEGER NOT NULL,  -- fen
    credited INTEGER NOT NULL,  -- fen
    PRIMARY KEY (code)
) STRICT, WITHOUT ROWID;

-- An amount that moved between two accounts. Rows are never changed or deleted.
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

-- Messages that their receiver has not acknowledged as committed.
CREATE TABLE outbox (
    peer TEXT NOT NULL,
    seq  INTEGER NOT NULL,
    kind TEXT NOT NULL,
    body BLOB NOT NULL,     -- sealed
    PRIMARY KEY (peer, seq)
) STRICT, WITHOUT ROWID;

-- Which of a peer's messages have been carried out.
CREATE TABLE inbox (
    peer      TEXT NOT NULL,
    watermark INTEGER NOT NULL,
    ahead     TEXT NOT NULL,
    PRIMARY KEY (peer)
) STRICT, WITHOUT ROWID;

-- The next number of each series.
CREATE TABLE sequence (
    name TEXT NOT NULL,
    next INTEGER NOT NULL,
    PRIMARY KEY (name)
) STRICT, WITHOUT ROWID;

-- Something to do at a later instant.
CREATE TABLE timer (
    due_at  INTEGER NOT NULL,  -- us
    subject TEXT NOT NULL,
    kind    TEXT NOT NULL,
    body    BLOB NOT NULL,     -- sealed
    PRIMARY KEY (due_at, subject)
) STRICT, WITHOUT ROWID;
