#!/usr/bin/env python3
"""The first patient: a stay in Hainan of a person insured in Beijing, settled on the spot.

Plays a hospital's system (HIS) against a running demo through the national interface (接口规范), with
Python's standard library only. What a good HIS does is done here too: every request is written down
before it is sent, and one whose answer was lost is sent again under the same msgid, for its outcome
is unknown, not failed. That is also why the script may be run again: it shows the same bill.

The stay is a real record in numbers only: 189,085.85 yuan in a tertiary hospital, a later admission
of a year in which 8,240.49 yuan of the pool had been used. The person does not exist.
"""

import argparse
import csv
import json
import os
import sys
import time
import unicodedata
import urllib.error
import urllib.request
from datetime import datetime, timedelta, timezone
from decimal import Decimal

CHINA = timezone(timedelta(hours=8))
HERE = os.path.dirname(os.path.abspath(__file__))

INSTITUTION = {"fixmedins_code": "H46010000001", "fixmedins_name": "海南演示三级医院"}
PLACE_OF_CARE = "460100"
# Division 119999 was never assigned: the number passes its check digit and can be nobody's.
PERSON = {"certno": "119999194912310021", "psn_name": "演示甲"}
DEPARTMENT = {"code": "A07", "name": "骨科"}
DOCTOR = {"code": "D460100000001", "name": "演示医师"}
DIAGNOSIS = {"code": "M16.900", "name": "髋关节病"}
LINES_PER_MESSAGE = 100

# What the record promises, to the fen.
EXPECTED = {
    "medfee_sumamt": Decimal("189085.85"),
    "inscp_scp_amt": Decimal("164411.81"),
    "act_pay_dedc": Decimal("650.00"),
    "hifp_pay": Decimal("91759.51"),
    "hifob_pay": Decimal("53631.70"),
    "fund_pay_sumamt": Decimal("145391.21"),
    "psn_part_amt": Decimal("43694.64"),
}

FUNDS = (
    ("hifp_pay", "基本医疗统筹基金", "basic pooled fund"),
    ("cvlserv_pay", "公务员医疗补助", "civil servant subsidy"),
    ("hifes_pay", "企业补充医疗保险", "employer supplementary insurance"),
    ("hifmi_pay", "居民大病保险", "resident critical-illness insurance"),
    ("hifob_pay", "职工大额医疗费用补助", "employee large-amount subsidy"),
    ("maf_pay", "医疗救助基金", "medical assistance"),
    ("oth_pay", "其他支出", "other"),
)
BUCKETS = ("fulamt_ownpay_amt", "overlmt_selfpay", "preselfpay_amt", "inscp_scp_amt")
CATEGORIES = {
    "01": ("床位费", "bed"), "02": ("诊察费", "consultation"), "03": ("检查费", "examination"),
    "04": ("化验费", "laboratory"), "05": ("治疗费", "treatment"), "06": ("手术费", "surgery"),
    "07": ("护理费", "nursing"), "08": ("卫生材料费", "materials"),
    "09": ("西药费", "western drugs"), "10": ("中药饮片费", "herbal pieces"),
    "11": ("中成药费", "patent medicine"), "12": ("一般诊疗费", "general consultation"),
    "13": ("挂号费", "registration"), "14": ("其他费", "other"),
}
PLACES = {"110000": "北京 Beijing", "310000": "上海 Shanghai", "460000": "海南 Hainan"}


class Refused(Exception):
    """The platform said no; the message is its own."""


class Unknown(Exception):
    """No answer came: the request may have been carried out."""


class Server:
    """One node, spoken to over HTTP. Amounts come back as Decimal, never as float."""

    def __init__(self, base):
        self.base = base.rstrip("/")
        # A proxy named in the environment is not meant for this machine's own addresses.
        self.opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def ask(self, path, body=None):
        data = None if body is None else json.dumps(body, ensure_ascii=False).encode()
        request = urllib.request.Request(self.base + path, data=data)
        request.add_header("Content-Type", "application/json")
        try:
            with self.opener.open(request, timeout=30) as answer:
                return json.load(answer, parse_float=Decimal)
        except urllib.error.HTTPError as error:
            text = error.read().decode("utf-8", "replace")
            raise Refused(f"HTTP {error.code} {path}: {text}") from error
        except (OSError, ValueError) as error:
            raise Unknown(f"{self.base}{path}: {error}") from error


class Journal:
    """What the hospital keeps of its own: each request as sent, and its answer when there is one."""

    def __init__(self, path):
        self.path = path
        self.steps = {}
        if os.path.exists(path):
            with open(path, encoding="utf-8") as file:
                self.steps = json.load(file, parse_float=Decimal)

    def save(self):
        os.makedirs(os.path.dirname(self.path), exist_ok=True)
        whole = self.path + ".new"
        with open(whole, "w", encoding="utf-8") as file:
            json.dump(self.steps, file, ensure_ascii=False, indent=1, default=str)
        os.replace(whole, self.path)

    def forget(self):
        self.steps = {}
        if os.path.exists(self.path):
            os.remove(self.path)


class Hospital:
    """Sends transactions of the national interface, each once, however often it is run."""

    def __init__(self, server, journal):
        self.server = server
        self.journal = journal
        self.insured_place = ""
        self.sign_no = ""
        self.sequence = 0

    def envelope(self, infno, node):
        now = datetime.now(CHINA)
        self.sequence += 1
        return {
            "infno": infno,
            "msgid": f"{INSTITUTION['fixmedins_code']}{now:%Y%m%d%H%M%S}{self.sequence:04d}",
            "mdtrtarea_admvs": PLACE_OF_CARE,
            "insuplc_admdvs": self.insured_place,
            "recer_sys_code": "FSI_LOCAL",
            "infver": "V1.0",
            "opter_type": "1",
            "opter": "0001",
            "opter_name": "演示经办",
            "inf_time": f"{now:%Y-%m-%d %H:%M:%S}",
            **INSTITUTION,
            "sign_no": self.sign_no,
            "input": node,
        }

    def send(self, envelope):
        answer = self.server.ask("/fsi/api/rsfComIfsService/callService", envelope)
        if str(answer.get("infcode")) != "0":
            raise Refused(f"{envelope['infno']}: {answer.get('err_msg')}")
        return answer.get("output") or {}

    def query(self, infno, node):
        """A question: asked anew each time, nothing to keep."""
        return self.send(self.envelope(infno, node))

    def do(self, name, infno, title, make_node):
        """A transaction that changes something: carried out once, and remembered."""
        step = self.journal.steps.get(name)
        if step and step["answer"] is not None:
            return step["answer"]
        if not step:
            step = {"request": self.envelope(infno, make_node()), "answer": None}
            self.journal.steps[name] = step
            self.journal.save()
        started = time.monotonic()
        try:
            step["answer"] = self.send(step["request"])
        except Refused:
            # The platform's own refusal is a failure: nothing happened under this msgid.
            del self.journal.steps[name]
            self.journal.save()
            raise
        self.journal.save()
        print(f"  ✓ {infno}  {pad(title, 44)} {(time.monotonic() - started) * 1000:7.1f} ms")
        return step["answer"]


# ---- the stay ------------------------------------------------------------------------------------


def stay_times():
    """Two weeks that end now, inside this year: the record is of one year."""
    end = datetime.now(CHINA).replace(microsecond=0)
    begin = max(end - timedelta(days=14), end.replace(month=1, day=1, hour=0, minute=0, second=0))
    return {"begin": f"{begin:%Y-%m-%d %H:%M:%S}", "end": f"{end:%Y-%m-%d %H:%M:%S}"}


def diagnosis_rows(person, **more):
    return [{
        "psn_no": person["psn_no"], "diag_type": "1", "maindiag_flag": "1", "diag_srt_no": 1,
        "diag_code": DIAGNOSIS["code"], "diag_name": DIAGNOSIS["name"],
        "diag_dept": DEPARTMENT["name"], "dise_dor_no": DOCTOR["code"],
        "dise_dor_name": DOCTOR["name"], **more,
    }]


def admission_node(person, enrolment, stay):
    return {
        "mdtrtinfo": {
            "psn_no": person["psn_no"], "insutype": enrolment["insutype"],
            "begntime": stay["begin"], "mdtrt_cert_type": "02", "mdtrt_cert_no": PERSON["certno"],
            "cert_type": "01", "certno": PERSON["certno"], "med_type": "2101",
            "ipt_no": "DEMO000001", "atddr_no": DOCTOR["code"], "chfpdr_name": DOCTOR["name"],
            "adm_diag_dscr": DIAGNOSIS["name"], "adm_dept_codg": DEPARTMENT["code"],
            "adm_dept_name": DEPARTMENT["name"], "adm_bed": "01",
            "dscg_maindiag_code": DIAGNOSIS["code"], "dscg_maindiag_name": DIAGNOSIS["name"],
            "insuplc_admdvs": enrolment["insuplc_admdvs"], "mdtrtarea_admvs": PLACE_OF_CARE,
            "exp_content": json.dumps({"IPT_TYPE": "1"}),
        },
        "diseinfo": diagnosis_rows(person, diag_time=stay["begin"]),
    }


def fee_rows(person, mdtrt_id, stay):
    begin = datetime.strptime(stay["begin"], "%Y-%m-%d %H:%M:%S")
    end = datetime.strptime(stay["end"], "%Y-%m-%d %H:%M:%S")
    rows = []
    with open(os.path.join(HERE, "first_patient_lines.csv"), encoding="utf-8", newline="") as file:
        for number, line in enumerate(csv.DictReader(file), start=1):
            charged = min(begin + timedelta(days=int(line["day"]) - 1, hours=1), end)
            rows.append({
                "feedetl_sn": str(number), "mdtrt_id": mdtrt_id, "psn_no": person["psn_no"],
                "med_type": "2101", "fee_ocur_time": f"{charged:%Y-%m-%d %H:%M:%S}",
                "med_list_codg": line["med_list_codg"], "medins_list_codg": line["med_list_codg"],
                "det_item_fee_sumamt": line["det_item_fee_sumamt"], "cnt": line["cnt"],
                "pric": line["pric"], "bilg_dept_codg": DEPARTMENT["code"],
                "bilg_dept_name": DEPARTMENT["name"], "bilg_dr_codg": DOCTOR["code"],
                "bilg_dr_name": DOCTOR["name"], "hosp_appr_flag": "1",
            })
    return rows


def discharge_node(person, enrolment, mdtrt_id, stay):
    return {
        "dscginfo": {
            "mdtrt_id": mdtrt_id, "psn_no": person["psn_no"], "insutype": enrolment["insutype"],
            "endtime": stay["end"], "dscg_dept_codg": DEPARTMENT["code"],
            "dscg_dept_name": DEPARTMENT["name"], "dscg_bed": "01", "dscg_way": "1",
        },
        "diseinfo": diagnosis_rows(person, mdtrt_id=mdtrt_id, diag_time=stay["end"]),
    }


def settlement_node(person, enrolment, mdtrt_id, totals):
    return {"data": {
        "psn_no": person["psn_no"], "mdtrt_cert_type": "02", "mdtrt_cert_no": PERSON["certno"],
        "psn_cert_type": "01", "certno": PERSON["certno"], "psn_type": enrolment["psn_type"],
        "psn_name": PERSON["psn_name"], "psn_setlway": "01", "mdtrt_id": mdtrt_id,
        "insutype": enrolment["insutype"], "acct_used_flag": "0", "mid_setl_flag": "0",
        "insuplc_admdvs": enrolment["insuplc_admdvs"], "mdtrtarea_admvs": PLACE_OF_CARE,
        **{field: f"{amount:.2f}" for field, amount in totals.items()},
    }}


def amount(value):
    return Decimal(str(value if value not in (None, "") else 0))


def rows_of(output, node):
    rows = output.get(node) if isinstance(output, dict) else output
    return [rows] if isinstance(rows, dict) else list(rows or [])


def totals_of(lines):
    """What 2301 returned, added up: the four amounts that a settlement states."""
    def total(field):
        return sum((amount(line.get(field)) for line in lines), Decimal(0))

    return {
        "medfee_sumamt": total("det_item_fee_sumamt"),
        "fulamt_ownpay_amt": total("fulamt_ownpay_amt"),
        "overlmt_selfpay": total("overlmt_amt"),
        "preselfpay_amt": total("preselfpay_amt"),
        "inscp_scp_amt": total("inscp_scp_amt"),
    }


def play(hospital):
    """From sign-in to the settlement. Returns the person, the stay's ids and the bill as settled."""
    journal = hospital.journal
    stay = journal.steps.setdefault("stay", stay_times())
    signed = hospital.do("sign_in", "9001", "签到 sign in", lambda: {
        "signIn": {"opter_no": "0001", "mac": "00-00-00-00-00-00", "ip": "127.0.0.1"}})
    hospital.sign_no = str(rows_of(signed, "signinoutb")[0]["sign_no"])

    found = hospital.do("person", "1101", "人员信息获取 get insured person", lambda: {"data": {
        "mdtrt_cert_type": "02", "mdtrt_cert_no": PERSON["certno"], "psn_cert_type": "01",
        "certno": PERSON["certno"], "psn_name": PERSON["psn_name"]}})
    person = rows_of(found, "baseinfo")[0]
    enrolment = next(row for row in rows_of(found, "insuinfo")
                     if row["insutype"] == "310" and str(row.get("psn_insu_stas")) == "1")
    hospital.insured_place = enrolment["insuplc_admdvs"]

    admitted = hospital.do("admit", "2401", "入院办理 admission",
                           lambda: admission_node(person, enrolment, stay))
    mdtrt_id = rows_of(admitted, "result")[0]["mdtrt_id"]

    rows = fee_rows(person, mdtrt_id, stay)
    priced = []
    for first in range(0, len(rows), LINES_PER_MESSAGE):
        batch = rows[first:first + LINES_PER_MESSAGE]
        title = f"费用明细上传 fee lines {first + 1}-{first + len(batch)}"
        output = hospital.do(f"lines {first + 1}", "2301", title, lambda: {"feedetail": batch})
        priced += rows_of(output, "result")
    totals = totals_of(priced)

    tried = hospital.do("try", "2303", "预结算 pre-settlement",
                        lambda: settlement_node(person, enrolment, mdtrt_id, totals))
    hospital.do("discharge", "2402", "出院办理 discharge",
                lambda: discharge_node(person, enrolment, mdtrt_id, stay))
    settled = hospital.do("settle", "2304", "住院结算 settlement",
                          lambda: settlement_node(person, enrolment, mdtrt_id, totals))
    bill = rows_of(settled, "setlinfo")[0]
    for field in EXPECTED:
        require(amount(rows_of(tried, "setlinfo")[0].get(field)) == amount(bill.get(field)),
                f"2303 与 2304 的 {field} 不同 / 2303 and 2304 differ in {field}")
    return person, {"psn_no": person["psn_no"], "mdtrt_id": mdtrt_id, "setl_id": bill["setl_id"]}


# ---- checks --------------------------------------------------------------------------------------


def require(condition, text):
    if not condition:
        raise SystemExit(f"\n不符 / wrong: {text}")


def check(bill, lines):
    for field, expected in EXPECTED.items():
        found = amount(bill.get(field))
        require(found == expected, f"{field} = {found}, 应为 expected {expected}")
    require(sum(amount(bill.get(field)) for field in BUCKETS) == amount(bill["medfee_sumamt"]),
            "四项费用之和不等于总额 / the four buckets do not add up to the bill")
    require(sum(amount(bill.get(field)) for field, _, _ in FUNDS) == amount(bill["fund_pay_sumamt"]),
            "各项基金之和不等于基金合计 / the funds do not add up to their sum")
    require(amount(bill["fund_pay_sumamt"]) + amount(bill["psn_part_amt"])
            == amount(bill["medfee_sumamt"]), "基金加个人不等于总额 / funds and person are not the bill")
    for field, total in totals_of(lines).items():
        require(amount(bill.get(field)) == total,
                f"5204 明细合计与结算单的 {field} 不符 / the lines do not add up to {field}")


def check_explanation(explanation, bill):
    """Its steps are not told beside the amounts: they add up to them."""
    steps = explanation.get("steps", [])
    require(steps, "没有计算步骤 / the explanation has no steps")
    for kind in ("bucket", "payer"):
        total = sum((amount(step["result"]) for step in steps if step["op"] == kind), Decimal(0))
        require(total == amount(bill["medfee_sumamt"]),
                f"步骤（{kind}）合计 {total} 不等于总额 / the steps do not add up to the bill")


# ---- printing ------------------------------------------------------------------------------------


def width(text):
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def pad(text, columns, right=False):
    space = " " * max(0, columns - width(text))
    return space + text if right else text + space


def yuan(value):
    return f"{amount(value):,.2f}"


def heading(zh, en):
    print(f"\n── {zh}  {en} " + "─" * max(0, 88 - width(zh + en)))


def table(head, rows):
    """The first column is text, the others are amounts."""
    columns = [max(width(row[index]) for row in [head, *rows]) for index in range(len(head))]
    for index, row in enumerate([head, *rows]):
        cells = [pad(cell, columns[at], right=at > 0) for at, cell in enumerate(row)]
        print("  " + "  ".join(cells).rstrip())
        if index == 0:
            print("  " + "  ".join("-" * size for size in columns))


def print_bill(bill, lines):
    heading("费用", "the bill by category")
    rows = []
    for category in sorted({line["med_chrgitm_type"] for line in lines}):
        chosen = [line for line in lines if line["med_chrgitm_type"] == category]
        zh, en = CATEGORIES.get(str(category).zfill(2), (str(category), ""))
        totals = totals_of(chosen)
        rows.append([f"{zh} {en}", str(len(chosen)), *(yuan(value) for value in totals.values())])
    rows.append(["合计 total", str(len(lines)), yuan(bill["medfee_sumamt"]),
                 *(yuan(bill[field]) for field in BUCKETS)])
    table(["", "笔 lines", "金额 amount", "全自费 own", "超限价 over cap", "先行自付 first pay",
           "范围内 in scope"], rows)


def print_payers(bill):
    heading("谁付多少", "who pays what")
    rows = [[f"{zh} {en}", yuan(bill.get(field))] for field, zh, en in FUNDS
            if amount(bill.get(field)) != 0]
    rows += [["基金合计 funds", yuan(bill["fund_pay_sumamt"])],
             ["个人账户 personal account", yuan(bill.get("acct_pay"))],
             ["个人现金 person, cash", yuan(bill.get("psn_cash_pay"))],
             ["个人合计 person", yuan(bill["psn_part_amt"])],
             ["总额 total", yuan(bill["medfee_sumamt"])]]
    table(["付款方 payer", "元 yuan"], rows)


def print_explanation(explanation):
    heading("为什么是这个结果", "why it came out so")
    for step in explanation.get("steps", []):
        print(f"  {str(step.get('seq', '')).rjust(3)}  {step.get('zh', '')}")
        print(f"       {step.get('en', '')}")
        for cited in step.get("cites_text", []):
            print(f"       依据 {cited}")


def print_totals(rows):
    heading("本年累计", "the person's year so far")
    table(["累计项 accumulator", "年 year", "元 yuan"],
          [[f"{row['insutype']} {row['cum_type_code']}", str(row["year"]), yuan(row["cum"])]
           for row in rows])


def print_owed(rows):
    heading("谁欠谁多少", "who owes whom")
    table(["欠款方 debtor", "收款方 creditor", "险种 scheme", "期间 period", "元 yuan"],
          [[PLACES.get(row["debtor"], row["debtor"]), PLACES.get(row["creditor"], row["creditor"]),
            str(row["insutype"]), str(row["period"]), yuan(row["amount"])] for row in rows])


def owed_once_matched(hub, at_least):
    """Both sides report to the hub through their outboxes, a moment after the hospital's answer."""
    deadline = time.monotonic() + 20
    while True:
        rows = hub.ask("/v1/ledger/owed")
        rows = rows_of(rows, "owed") if isinstance(rows, dict) else rows
        if any(row["debtor"] == "110000" and row["creditor"] == "460000"
               and amount(row["amount"]) >= at_least for row in rows):
            return rows
        require(time.monotonic() < deadline,
                "国家平台没有登记这笔清算 / the hub did not book what Beijing owes Hainan")
        time.sleep(0.1)


# ---- the whole -----------------------------------------------------------------------------------


def settled_before(hospital):
    """The ids of an earlier run's settlement, if the platform still knows it."""
    steps = hospital.journal.steps
    if not (steps.get("settle") or {}).get("answer"):
        return None
    bill = rows_of(steps["settle"]["answer"], "setlinfo")[0]
    ids = {field: bill[field] for field in ("psn_no", "mdtrt_id", "setl_id")}
    hospital.insured_place = steps["settle"]["request"]["insuplc_admdvs"]
    try:
        hospital.query("5203", {"data": ids})
    except Refused:
        hospital.journal.forget()  # the data folder was begun anew under our notes
        return None
    return ids


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--province", default="http://127.0.0.1:7146", help="the node of Hainan")
    parser.add_argument("--hub", default="http://127.0.0.1:7100", help="the national node")
    parser.add_argument("--data", default=os.path.join(HERE, "..", "data", "demo"),
                        help="where the hospital's own notes are kept")
    options = parser.parse_args()
    sys.stdout.reconfigure(encoding="utf-8", line_buffering=True)

    server = Server(options.province)
    hospital = Hospital(server, Journal(os.path.join(options.data, "first_patient.json")))
    print("第一位患者：北京退休职工，长期居住海南并已备案，在海南三级医院住院\n"
          "The first patient: retired in Beijing, living in Hainan and filed there, in a tertiary "
          "hospital")
    ids = settled_before(hospital)
    if ids:
        print(f"  已于先前结算，再次展示 settled before, shown again: {ids['setl_id']}")
    else:
        _, ids = play(hospital)

    bill = rows_of(hospital.query("5203", {"data": ids}), "setlinfo")[0]
    # 5203 has its own names for the person's share.
    bill |= {"psn_part_amt": bill["psn_pay"], "psn_cash_pay": bill["cash_payamt"]}
    output = hospital.query("5204", {"data": ids})
    lines = output if isinstance(output, list) else rows_of(
        output, next((name for name in ("data", "feedetail", "result") if name in output), ""))
    check(bill, lines)
    print_bill(bill, lines)
    print_payers(bill)
    explanation = server.ask(f"/v1/settlements/{ids['setl_id']}/explanation")
    check_explanation(explanation, bill)
    print_explanation(explanation)
    print_totals(rows_of(hospital.query("5206", {"data": {"psn_no": ids["psn_no"]}}), "cuminfo"))
    print_owed(owed_once_matched(Server(options.hub), EXPECTED["fund_pay_sumamt"]))
    print(f"\n✓ 结算单 settlement {ids['setl_id']}：{len(EXPECTED)} 项金额与记录逐分相符 "
          "amounts are the record's, to the fen")


if __name__ == "__main__":
    try:
        main()
    except Refused as refusal:
        sys.exit(f"\n平台拒绝 / refused: {refusal}")
    except Unknown as unknown:
        sys.exit(f"\n没有应答，结果未知；再次运行将以同一报文重发\n"
                 f"no answer, the outcome is unknown; run again to repeat the same message\n{unknown}")
