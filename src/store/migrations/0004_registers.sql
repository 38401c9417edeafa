-- Registers, what institutions declare for people, and the day by which settlements are reconciled.

ALTER TABLE institution ADD COLUMN uscc TEXT NOT NULL DEFAULT '';

-- The day in China on which a settlement or reversal was booked. A reversal of what was never booked
-- is on no statement.
ALTER TABLE settlement ADD COLUMN stmt_date TEXT;  -- day
UPDATE settlement SET stmt_date = date(setl_time / 1000000 + 28800, 'unixepoch')
WHERE setl_time <> 0
  AND (init_setl_id = '' OR EXISTS (
      SELECT 1 FROM settlement AS payment
      WHERE payment.setl_id = settlement.init_setl_id AND payment.setl_time <> 0));
CREATE INDEX settlement_by_day ON settlement (fixmedins_code, stmt_date);

-- A department of an institution (科室).
CREATE TABLE department (
    fixmedins_code    TEXT NOT NULL,
    hosp_dept_codg    TEXT NOT NULL,
    hosp_dept_name    TEXT NOT NULL,
    caty              TEXT NOT NULL,
    begntime          INTEGER NOT NULL,  -- us
    endtime           INTEGER NOT NULL,  -- us
    itro              TEXT NOT NULL,
    dept_resper_name  TEXT NOT NULL,
    dept_resper_tel   TEXT NOT NULL,
    dept_med_serv_scp TEXT NOT NULL,
    dept_estbdat      INTEGER NOT NULL,  -- us
    aprv_bed_cnt      INTEGER NOT NULL,
    hi_crtf_bed_cnt   INTEGER NOT NULL,
    poolarea_no       TEXT NOT NULL,
    dr_psncnt         INTEGER NOT NULL,
    phar_psncnt       INTEGER NOT NULL,
    nurs_psncnt       INTEGER NOT NULL,
    tecn_psncnt       INTEGER NOT NULL,
    memo              TEXT NOT NULL,
    PRIMARY KEY (fixmedins_code, hosp_dept_codg)
) STRICT, WITHOUT ROWID;

-- Who practises at an institution (医保医师、护士、药师).
CREATE TABLE practitioner (
    fixmedins_code TEXT NOT NULL,
    prac_psn_code  TEXT NOT NULL,
    prac_psn_no    TEXT NOT NULL,
    prac_psn_type  TEXT NOT NULL,
    psn_cert_type  TEXT NOT NULL,
    certno         BLOB NOT NULL,     -- sealed
    prac_psn_name  BLOB NOT NULL,     -- sealed
    prac_psn_cert  TEXT NOT NULL,
    prac_cert_no   TEXT NOT NULL,
    hi_dr_flag     TEXT NOT NULL,
    begntime       INTEGER NOT NULL,  -- us
    endtime        INTEGER NOT NULL,  -- us
    chg_rea        TEXT NOT NULL,
    PRIMARY KEY (fixmedins_code, prac_psn_code)
) STRICT, WITHOUT ROWID;

-- A special mark of a visit (人员特殊标识).
CREATE TABLE visit_mark (
    fixmedins_code          TEXT NOT NULL,
    ipt_psn_sp_flag_detl_id TEXT NOT NULL,
    mdtrt_id                TEXT NOT NULL,
    psn_no                  TEXT NOT NULL,
    ipt_otp_no              TEXT NOT NULL,
    ipt_psn_sp_flag_type    TEXT NOT NULL,
    ipt_psn_sp_flag         TEXT NOT NULL,
    admdvs                  TEXT NOT NULL,
    memo                    TEXT NOT NULL,
    marked_at               INTEGER NOT NULL,  -- us
    PRIMARY KEY (fixmedins_code, ipt_psn_sp_flag_detl_id)
) STRICT, WITHOUT ROWID;

-- What an institution of this node declared to an insured place (待遇申报).
CREATE TABLE sent_declaration (
    trt_dcla_detl_sn TEXT NOT NULL,
    fixmedins_code   TEXT NOT NULL,
    psn_no           TEXT NOT NULL,
    biz_appy_type    TEXT NOT NULL,
    insured_node     TEXT NOT NULL,
    state            TEXT NOT NULL,     -- word
    refusal_code     INTEGER NOT NULL,
    refusal_field    TEXT NOT NULL,
    refusal_found    TEXT NOT NULL,
    refusal_expected TEXT NOT NULL,
    refusal_article  TEXT NOT NULL,
    sent_at          INTEGER NOT NULL,  -- us
    PRIMARY KEY (trt_dcla_detl_sn)
) STRICT, WITHOUT ROWID;

-- The same as the insured place keeps it, with the detail of its kind beside it.
CREATE TABLE declaration (
    trt_dcla_detl_sn    TEXT NOT NULL,
    psn_no              TEXT NOT NULL,
    state               TEXT NOT NULL,     -- word
    treatment_node      TEXT NOT NULL,
    form_biz_appy_type  TEXT NOT NULL,
    form_insutype       TEXT NOT NULL,
    form_insuplc_admdvs TEXT NOT NULL,
    form_fixmedins_code TEXT NOT NULL,
    form_fixmedins_name TEXT NOT NULL,
    form_opter          TEXT NOT NULL,
    form_tel            BLOB NOT NULL,     -- sealed
    form_addr           BLOB NOT NULL,     -- sealed
    form_memo           TEXT NOT NULL,
    form_begndate       TEXT NOT NULL,     -- day
    form_enddate        TEXT,              -- day
    filing_no           INTEGER NOT NULL,
    refusal_code        INTEGER NOT NULL,
    refusal_field       TEXT NOT NULL,
    refusal_found       TEXT NOT NULL,
    refusal_expected    TEXT NOT NULL,
    refusal_article     TEXT NOT NULL,
    filed_at            INTEGER NOT NULL,  -- us
    withdrawn_at        INTEGER NOT NULL,  -- us
    PRIMARY KEY (trt_dcla_detl_sn)
) STRICT, WITHOUT ROWID;
CREATE INDEX declaration_by_person ON declaration (psn_no);

-- A referral (转诊转院).
CREATE TABLE referral (
    trt_dcla_detl_sn    TEXT NOT NULL,
    diag_code           TEXT NOT NULL,
    diag_name           TEXT NOT NULL,
    dise_cond_dscr      TEXT NOT NULL,
    reflin_medins_no    TEXT NOT NULL,
    reflin_medins_name  TEXT NOT NULL,
    mdtrtarea_admdvs    TEXT NOT NULL,
    hosp_agre_refl_flag TEXT NOT NULL,
    refl_type           TEXT NOT NULL,
    refl_date           TEXT NOT NULL,     -- day
    refl_rea            TEXT NOT NULL,
    refl_opnn           TEXT NOT NULL,
    refl_old_mdtrt_id   TEXT NOT NULL,
    PRIMARY KEY (trt_dcla_detl_sn)
) STRICT, WITHOUT ROWID;

-- On what a chronic or special disease was certified (门诊慢特病认定).
CREATE TABLE disease_certificate (
    trt_dcla_detl_sn   TEXT NOT NULL,
    opsp_dise_code     TEXT NOT NULL,
    opsp_dise_name     TEXT NOT NULL,
    ide_fixmedins_no   TEXT NOT NULL,
    ide_fixmedins_name TEXT NOT NULL,
    hosp_ide_date      TEXT NOT NULL,     -- day
    diag_dr_codg       TEXT NOT NULL,
    diag_dr_name       TEXT NOT NULL,
    PRIMARY KEY (trt_dcla_detl_sn)
) STRICT, WITHOUT ROWID;

-- An institution a person is designated to (人员定点).
CREATE TABLE designation (
    trt_dcla_detl_sn       TEXT NOT NULL,
    fix_srt_no             TEXT NOT NULL,
    fixmedins_code         TEXT NOT NULL,
    fixmedins_name         TEXT NOT NULL,
    agent_agnter_name      BLOB NOT NULL,  -- sealed
    agent_agnter_certno    BLOB NOT NULL,  -- sealed
    agent_agnter_tel       BLOB NOT NULL,  -- sealed
    agent_agnter_addr      BLOB NOT NULL,  -- sealed
    agent_agnter_cert_type TEXT NOT NULL,
    agent_agnter_rlts      TEXT NOT NULL,
    PRIMARY KEY (trt_dcla_detl_sn)
) STRICT, WITHOUT ROWID;

-- An accidental injury (意外伤害备案).
CREATE TABLE injury (
    trt_dcla_detl_sn       TEXT NOT NULL,
    dcla_souc              TEXT NOT NULL,
    mdtrtarea_admdvs       TEXT NOT NULL,
    fixmedins_code         TEXT NOT NULL,
    fixmedins_name         TEXT NOT NULL,
    adm_time               TEXT,           -- day
    trum_time              TEXT,           -- day
    trum_site              TEXT NOT NULL,
    trum_rea               TEXT NOT NULL,
    chk_pay_flag           TEXT NOT NULL,
    agent_agnter_name      BLOB NOT NULL,  -- sealed
    agent_agnter_certno    BLOB NOT NULL,  -- sealed
    agent_agnter_tel       BLOB NOT NULL,  -- sealed
    agent_agnter_addr      BLOB NOT NULL,  -- sealed
    agent_agnter_cert_type TEXT NOT NULL,
    agent_agnter_rlts      TEXT NOT NULL,
    PRIMARY KEY (trt_dcla_detl_sn)
) STRICT, WITHOUT ROWID;
