// A hospital's system that signs: one inpatient stay through the gateway of a province. Node.js 18
// or newer, no packages.
//
//     export YIDI_KEY=HIS-A YIDI_SECRET=...        as `yidi gateway add` printed them
//     node hospital.mjs http://127.0.0.1:7146 hmac-sha1
//     NODE_EXTRA_CA_CERTS=server.pem node hospital.mjs https://127.0.0.1:7146 hmac-sm3
//
// The person does not exist: division 119999 was never assigned.

import { createHash, createHmac, randomBytes } from "node:crypto";

const [, , url, dialect = "hmac-sha1"] = process.argv;
const key = process.env.YIDI_KEY ?? "", secret = process.env.YIDI_SECRET ?? "";
const hospital = "H46010000001", placeOfCare = "460100", certno = "119999198503030051";

// ---- signatures ---------------------------------------------------------------------------------

const signers = {
  // Hunan, Jiangxi: over four headers, sorted by name.
  "hmac-sha1": (infno) => {
    const headers = {
      _api_access_key: key, _api_name: infno, _api_timestamp: String(Date.now()),
      _api_version: "1.0.0",
    };
    const text = Object.keys(headers).sort().map((name) => `${name}=${headers[name]}`).join("&");
    return { ...headers, _api_signature: createHmac("sha1", secret).update(text).digest("base64") };
  },
  // Guangdong: over the time and a nonce, with the token between them.
  sha256: () => {
    const now = String(Math.floor(Date.now() / 1000)), nonce = randomBytes(16).toString("hex");
    return {
      "x-tif-paasid": key, "x-tif-timestamp": now, "x-tif-nonce": nonce,
      "x-tif-signature": createHash("sha256").update(now + secret + nonce + now).digest("hex"),
    };
  },
  // Zhejiang: over the time and the body, so that a changed body is found.
  "hmac-sm3": (infno, body) => {
    const now = String(Math.floor(Date.now() / 1000));
    const digest = createHmac("sm3", secret).update(`${now}\n`).update(body).digest("hex");
    return { "x-ca-key": key, "x-ca-signature": `${now}:${digest.toUpperCase()}` };
  },
  plain: () => ({}),
};

// ---- the interface ------------------------------------------------------------------------------

let insuredPlace = "", number = 0;

/** A time of China, as the interface writes it. */
function written(time) {
  return new Date(time + 8 * 3600_000).toISOString().slice(0, 19).replace("T", " ");
}

async function send(infno, input) {
  const now = written(Date.now());
  const msgid = hospital + now.replace(/\D/g, "") + String(++number).padStart(4, "0");
  const body = JSON.stringify({
    infno, msgid, mdtrtarea_admvs: placeOfCare, insuplc_admdvs: insuredPlace,
    recer_sys_code: "FSI_LOCAL", infver: "V1.0", opter_type: "1", opter: "0001",
    opter_name: "演示经办", inf_time: now, fixmedins_code: hospital,
    fixmedins_name: "海南演示三级医院", sign_no: "", input,
  });
  const answer = await fetch(new URL("/fsi/api/rsfComIfsService/callService", url), {
    method: "POST", body,
    headers: { "Content-Type": "application/json", ...signers[dialect](infno, body) },
  });
  const told = await answer.json();
  if (String(told.infcode) !== "0") {
    throw new Error(`${infno}: HTTP ${answer.status} ${told.message ?? told.err_msg}`);
  }
  console.log(`  ✓ ${infno}`);
  return told.output ?? {};
}

const first = (rows) => (Array.isArray(rows) ? rows[0] : rows);

const yearBegins = Date.parse(`${written(Date.now()).slice(0, 4)}-01-01T00:00:00+08:00`);
const begin = written(Math.max(Date.now() - 2 * 86400_000, yearBegins));
const end = written(Date.now());
const document = { mdtrt_cert_type: "02", mdtrt_cert_no: certno, psn_cert_type: "01", certno };
const found = await send("1101", { data: document });
const person = first(found.baseinfo), enrolment = first(found.insuinfo);
insuredPlace = enrolment.insuplc_admdvs;
const who = { psn_no: person.psn_no, insutype: enrolment.insutype };
const diagnoses = (more) => [{
  psn_no: person.psn_no, diag_type: "1", maindiag_flag: "1", diag_srt_no: 1,
  diag_code: "M16.900", diag_name: "髋关节病", diag_dept: "骨科", dise_dor_no: "D460100000001",
  dise_dor_name: "演示医师", ...more,
}];

const admitted = await send("2401", {
  mdtrtinfo: {
    ...who, begntime: begin, mdtrt_cert_type: "02", mdtrt_cert_no: certno, cert_type: "01",
    certno, med_type: "2101", ipt_no: "DEMO000003", atddr_no: "D460100000001",
    chfpdr_name: "演示医师", adm_diag_dscr: "髋关节病", adm_dept_codg: "A07",
    adm_dept_name: "骨科", adm_bed: "03", dscg_maindiag_code: "M16.900",
    dscg_maindiag_name: "髋关节病", insuplc_admdvs: insuredPlace, mdtrtarea_admvs: placeOfCare,
    exp_content: JSON.stringify({ IPT_TYPE: "1" }),
  },
  diseinfo: diagnoses({ diag_time: begin }),
});
const mdtrt_id = first(admitted.result).mdtrt_id;

const item = "XA19ZZS009A001010100001"; // wholly in scope, in the sample catalogue of Hainan
const priced = first((await send("2301", {
  feedetail: [{
    feedetl_sn: "1", mdtrt_id, psn_no: person.psn_no, med_type: "2101", fee_ocur_time: begin,
    med_list_codg: item, medins_list_codg: item, det_item_fee_sumamt: "8000.00", cnt: "4",
    pric: "2000.000000", bilg_dept_codg: "A07", bilg_dept_name: "骨科",
    bilg_dr_codg: "D460100000001", bilg_dr_name: "演示医师", hosp_appr_flag: "1",
  }],
})).result);

await send("2402", {
  dscginfo: {
    ...who, mdtrt_id, endtime: end, dscg_dept_codg: "A07", dscg_dept_name: "骨科",
    dscg_bed: "03", dscg_way: "1",
  },
  diseinfo: diagnoses({ diag_time: end, mdtrt_id }),
});

const settled = await send("2304", {
  data: {
    ...who, ...document, mdtrt_id, psn_type: enrolment.psn_type, psn_name: person.psn_name,
    psn_setlway: "01", acct_used_flag: "0", mid_setl_flag: "0", insuplc_admdvs: insuredPlace,
    mdtrtarea_admvs: placeOfCare, medfee_sumamt: priced.det_item_fee_sumamt,
    fulamt_ownpay_amt: priced.fulamt_ownpay_amt, overlmt_selfpay: priced.overlmt_amt,
    preselfpay_amt: priced.preselfpay_amt, inscp_scp_amt: priced.inscp_scp_amt,
  },
});
const bill = first(settled.setlinfo);
const fen = (amount) => Math.round(Number(amount) * 100);
if (fen(bill.fund_pay_sumamt) + fen(bill.psn_part_amt) !== 800_000) {
  throw new Error(`the bill does not add up: ${JSON.stringify(bill)}`);
}
const yuan = (amount) => Number(amount).toFixed(2);
console.log(`  ${bill.setl_id}: 总额 total ${yuan(bill.medfee_sumamt)}, ` +
  `基金 funds ${yuan(bill.fund_pay_sumamt)}, 个人 person ${yuan(bill.psn_part_amt)}`);
