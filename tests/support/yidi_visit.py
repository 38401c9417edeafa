"""Requests of an outpatient's visit and of a purchase at a pharmacy, beside those of a stay in
yidi_demo.py. Standard library only.
"""

import json
from datetime import datetime
from decimal import Decimal

from yidi_demo import CHINA, CLASS_A, amount, at, next_number


def totals_of(priced):
    """What 2204 answered, added up: what a settlement states."""
    def total(field):
        return sum((amount(line.get(field)) for line in priced), Decimal(0))

    return {field: f"{value:.2f}" for field, value in (
        ("medfee_sumamt", total("det_item_fee_sumamt")),
        ("fulamt_ownpay_amt", total("fulamt_ownpay_amt")),
        ("overlmt_selfpay", total("overlmt_amt")), ("preselfpay_amt", total("preselfpay_amt")),
        ("inscp_scp_amt", total("inscp_scp_amt")))}


def credentials(person):
    return {"psn_no": person.psn_no, "mdtrt_cert_type": "02", "mdtrt_cert_no": person.certno,
            "psn_cert_type": "01", "certno": person.certno, "psn_type": person.psn_type,
            "psn_name": "测试"}


def extras(**flags):
    return json.dumps({name.upper(): value for name, value in flags.items()})


class Visit:
    """An outpatient's visit. Nothing is sent by making one; `register` and the others do send."""

    def __init__(self, hospital, person, begin=None):
        self.hospital, self.person = hospital, person
        self.begin = begin or at(0, 0)
        self.mdtrt_id, self.otp_no = "", f"T{next_number()}"
        self.priced = {}  # By chrg_bchno.

    # -- the nodes of its requests --

    def registration(self, **more):
        return {"data": {**credentials(self.person), "insutype": self.person.insutype,
                         "begntime": self.begin, "ipt_otp_no": self.otp_no, "atddr_no": "D1",
                         "dr_name": "医师", "dept_code": "A03", "dept_name": "内科",
                         "caty": "A03", **more}}

    def diagnosis(self, number=1, **more):
        return {"diag_type": "1", "diag_srt_no": number, "diag_code": "I10.x00",
                "diag_name": "高血压", "diag_dept": "内科", "dise_dor_no": "D1",
                "dise_dor_name": "医师", "diag_time": self.begin, "vali_flag": "1", **more}

    def description(self, med_type="11", diagnoses=None, **more):
        return {"mdtrtinfo": {"mdtrt_id": self.mdtrt_id, "psn_no": self.person.psn_no,
                              "med_type": med_type, "begntime": self.begin, **more},
                "diseinfo": [self.diagnosis()] if diagnoses is None else diagnoses}

    def line(self, total, item=CLASS_A, batch="B1", **more):
        return {"feedetl_sn": f"{next_number()}", "mdtrt_id": self.mdtrt_id,
                "psn_no": self.person.psn_no, "chrg_bchno": batch, "rx_circ_flag": "0",
                "fee_ocur_time": self.begin, "med_list_codg": item, "medins_list_codg": item,
                "det_item_fee_sumamt": f"{Decimal(total):.2f}", "cnt": "1",
                "pric": f"{Decimal(total):.6f}", "bilg_dept_codg": "A03",
                "bilg_dept_name": "内科", "bilg_dr_codg": "D1", "bilg_dr_name": "医师",
                "hosp_appr_flag": "1", **more}

    def settlement(self, batch="B1", med_type="11", account="0", **more):
        return {"data": {**credentials(self.person), "med_type": med_type, "psn_setlway": "01",
                         "mdtrt_id": self.mdtrt_id, "chrg_bchno": batch,
                         "acct_used_flag": account, "insutype": self.person.insutype,
                         **totals_of(self.priced.get(batch, [])), **more}}

    def named(self, **more):
        return {"data": {"mdtrt_id": self.mdtrt_id, "psn_no": self.person.psn_no, **more}}

    # -- sending them --

    def post(self, infno, node, msgid=None):
        return self.hospital.post(infno, node, msgid, self.person.place)

    def must(self, infno, node, msgid=None):
        return self.hospital.must(infno, node, msgid, self.person.place)

    def register(self, msgid=None):
        self.mdtrt_id = self.must("2201", self.registration(), msgid).rows("data")[0]["mdtrt_id"]
        return self

    def describe(self, med_type="11", **more):
        self.must("2203", self.description(med_type, **more))
        return self

    def upload(self, *lines, msgid=None):
        answer = self.must("2204", {"feedetail": list(lines)}, msgid)
        for sent, priced in zip(lines, answer.rows("result")):
            self.priced.setdefault(sent["chrg_bchno"], []).append(priced)
        return answer

    def trial(self, batch="B1", **more):
        return self.must("2206", self.settlement(batch, **more)).bill

    def settle(self, batch="B1", msgid=None, **more):
        return self.must("2207", self.settlement(batch, **more), msgid).bill

    def reverse(self, setl_id, msgid=None):
        return self.must("2208", self.named(setl_id=setl_id), msgid).bill

    def query(self, setl_id):
        return self.must("5203", self.named(setl_id=setl_id)).bill


class Purchase:
    """A purchase at a pharmacy, in one message."""

    def __init__(self, pharmacy, person, *lines):
        self.pharmacy, self.person = pharmacy, person
        self.begin = f"{datetime.now(CHINA):%Y-%m-%d %H:%M:%S}"
        self.lines = [self.line(*line) for line in lines]

    def line(self, total, item=CLASS_A, rx_circ_flag="0"):
        return {"feedetl_sn": f"{next_number()}", "rxno": "R1" if rx_circ_flag == "1" else "",
                "rx_circ_flag": rx_circ_flag, "fee_ocur_time": self.begin, "med_list_codg": item,
                "medins_list_codg": item, "det_item_fee_sumamt": f"{Decimal(total):.2f}",
                "cnt": "1", "pric": f"{Decimal(total):.6f}"}

    def node(self, med_type="41", account="0", **more):
        total = sum(Decimal(line["det_item_fee_sumamt"]) for line in self.lines)
        return {"druginfo": {**credentials(self.person), "begntime": self.begin,
                             "medfee_sumamt": f"{total:.2f}", "insutype": self.person.insutype,
                             "acct_used_flag": account, "med_type": med_type, **more},
                "drugdetail": self.lines}

    def trial(self, **more):
        return self.pharmacy.must("2101", self.node(**more), None, self.person.place)

    def settle(self, msgid=None, **more):
        return self.pharmacy.must("2102", self.node(**more), msgid, self.person.place)

    def reverse(self, bill):
        return self.pharmacy.must("2103", {"data": {
            "setl_id": bill["setl_id"], "mdtrt_id": bill["mdtrt_id"],
            "psn_no": self.person.psn_no}}, None, self.person.place).bill
