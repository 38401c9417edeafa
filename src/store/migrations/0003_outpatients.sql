-- Outpatients, chronic diseases and pharmacies. Until now every visit was a stay in hospital.

ALTER TABLE encounter ADD COLUMN kind TEXT NOT NULL DEFAULT 'inpatient';  -- word
ALTER TABLE encounter ADD COLUMN outpatient_caty TEXT NOT NULL DEFAULT '';
ALTER TABLE encounter ADD COLUMN outpatient_otp_er_refl_flag TEXT NOT NULL DEFAULT '';
ALTER TABLE encounter ADD COLUMN outpatient_dise_type_code TEXT NOT NULL DEFAULT '';
ALTER TABLE encounter ADD COLUMN outpatient_birctrl_type TEXT NOT NULL DEFAULT '';
ALTER TABLE encounter ADD COLUMN outpatient_matn_type TEXT NOT NULL DEFAULT '';
ALTER TABLE encounter ADD COLUMN outpatient_geso_val TEXT NOT NULL DEFAULT '';
ALTER TABLE encounter ADD COLUMN outpatient_birctrl_matn_date TEXT;  -- day
ALTER TABLE encounter ADD COLUMN outpatient_rxfixmedins_code TEXT NOT NULL DEFAULT '';
ALTER TABLE encounter ADD COLUMN outpatient_rxfixmedins_name TEXT NOT NULL DEFAULT '';
ALTER TABLE encounter ADD COLUMN outpatient_rxfilename TEXT NOT NULL DEFAULT '';

ALTER TABLE fee_line ADD COLUMN input_chrg_bchno TEXT NOT NULL DEFAULT '';
ALTER TABLE fee_line ADD COLUMN input_dise_codg TEXT NOT NULL DEFAULT '';
ALTER TABLE fee_line ADD COLUMN input_rxno TEXT NOT NULL DEFAULT '';
ALTER TABLE fee_line ADD COLUMN input_rx_circ_flag TEXT NOT NULL DEFAULT '';
ALTER TABLE fee_line ADD COLUMN input_sin_dos_dscr TEXT NOT NULL DEFAULT '';
ALTER TABLE fee_line ADD COLUMN input_used_frqu_dscr TEXT NOT NULL DEFAULT '';
ALTER TABLE fee_line ADD COLUMN input_prd_days TEXT NOT NULL DEFAULT '';
ALTER TABLE fee_line ADD COLUMN input_medc_way_dscr TEXT NOT NULL DEFAULT '';

ALTER TABLE settlement ADD COLUMN chrg_bchno TEXT NOT NULL DEFAULT '';
ALTER TABLE settlement ADD COLUMN med_type TEXT NOT NULL DEFAULT '';
ALTER TABLE claim ADD COLUMN chrg_bchno TEXT NOT NULL DEFAULT '';

-- Lines of an outpatient's visit that are settled together (收费批次).
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

-- A chronic disease or special drug that the fund pays for a person outside hospital (门诊慢特病认定).
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
