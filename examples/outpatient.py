#!/usr/bin/env python3
"""An outpatient, a chronic disease and a pharmacy's customer, settled and shown.

Plays a clinic's and a pharmacy's system against a running sandbox through the national interface
(接口规范), with Python's standard library only. One message, one answer; every amount is a Decimal.
At the end everything is refunded, so that the sandbox is as it was; --keep leaves it settled.

    yidi demo &
    python3 examples/outpatient.py --province http://127.0.0.1:7146
"""

import argparse
import itertools
import json
import sys
import time
import urllib.request
from datetime import datetime, timedelta, timezone
from decimal import Decimal

CHINA = timezone(timedelta(hours=8))
CLINIC = ("H46010000001", "海南演示三级医院")
PHARMACY = ("P46010000004", "海南演示药店")
# Sample people: the numbers pass their check digit and can be nobody's.
WITH_ACCOUNT = {"certno": "469999198808080068", "psn_name": "演示卯"}
CHRONICALLY_ILL = {"certno": "469999197004040031", "psn_name": "演示子"}
HYPERTENSION = "M03900"
# Of Hainan's sample catalogue: wholly in scope, and 5 % first self-pay.
CLASS_A, CLASS_B = "XA22ZZS012A001010100001", "XA23ZZS013A001010100001"

# Begins anywhere, so that two runs within one second do not use the same message ids.
numbers = itertools.count(time.time_ns() // 1000 % 10000)


class Institution:
    def __init__(self, province, code, name):
        self.url = province.rstrip("/") + "/fsi/api/rsfComIfsService/callService"
        self.code, self.name = code, name
        self.opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def send(self, infno, node, insured_place=""):
        """Sends one message and returns its output; stops when the platform says no."""
        now = datetime.now(CHINA)
        message = {
            "infno": infno, "msgid": f"{self.code}{now:%Y%m%d%H%M%S}{next(numbers) % 10000:04d}",
            "mdtrtarea_admvs": "460100", "insuplc_admdvs": insured_place,
            "recer_sys_code": "FSI_LOCAL", "infver": "V1.0", "opter_type": "1", "opter": "0001",
            "opter_name": "演示经办", "inf_time": f"{now:%Y-%m-%d %H:%M:%S}",
            "fixmedins_code": self.code, "fixmedins_name": self.name, "sign_no": "",
            "input": node}
        request = urllib.request.Request(
            self.url, data=json.dumps(message, ensure_ascii=False).encode(),
            headers={"Content-Type": "application/json"})
        with self.opener.open(request, timeout=30) as answer:
            said = json.load(answer, parse_float=Decimal)
        if said["infcode"] != 0:
            sys.exit(f"{infno}: {said['err_msg']}")
        return said.get("output") or {}


def money(value):
    return Decimal(str(value or 0))


def identify(institution, person):
    """1101 comes first: it tells the person's number, scheme and insured place."""
    found = institution.send("1101", {"data": {
        "mdtrt_cert_type": "02", "mdtrt_cert_no": person["certno"], "psn_cert_type": "01", **person}})
    insured = found["insuinfo"][0]
    return {"psn_no": found["baseinfo"]["psn_no"], "insutype": insured["insutype"],
            "psn_type": insured["psn_type"], "place": insured["insuplc_admdvs"],
            "who": {"mdtrt_cert_type": "02", "mdtrt_cert_no": person["certno"],
                    "psn_cert_type": "01", **person}}


def now():
    return f"{datetime.now(CHINA):%Y-%m-%d %H:%M:%S}"


def line(total, item, **more):
    return {"feedetl_sn": str(next(numbers)), "rx_circ_flag": "0", "fee_ocur_time": now(),
            "med_list_codg": item, "medins_list_codg": item, "det_item_fee_sumamt": total,
            "cnt": 1, "pric": total, **more}


def split_of(lines):
    """What the platform made of the lines, added up: a settlement states it."""
    sums = (("medfee_sumamt", "det_item_fee_sumamt"), ("fulamt_ownpay_amt", "fulamt_ownpay_amt"),
            ("overlmt_selfpay", "overlmt_amt"), ("preselfpay_amt", "preselfpay_amt"),
            ("inscp_scp_amt", "inscp_scp_amt"))
    return {head: str(sum(money(row[field]) for row in lines)) for head, field in sums}


def visit(clinic, person, med_type, lines, **described):
    """2201 register, 2203 describe, 2204 charge: returns what a settlement needs."""
    registered = clinic.send("2201", {"data": {
        "psn_no": person["psn_no"], "insutype": person["insutype"], "psn_type": person["psn_type"],
        "begntime": now(), "ipt_otp_no": str(next(numbers)), "atddr_no": "D460100000001",
        "dr_name": "演示医师", "dept_code": "A03", "dept_name": "内科", "caty": "A03",
        **person["who"]}}, person["place"])["data"]
    mdtrt_id = registered["mdtrt_id"]
    clinic.send("2203", {"mdtrtinfo": {
        "mdtrt_id": mdtrt_id, "psn_no": person["psn_no"], "med_type": med_type, "begntime": now(),
        **described}, "diseinfo": [{
            "diag_type": "1", "diag_srt_no": 1, "diag_code": "I10.x00", "diag_name": "高血压",
            "diag_dept": "内科", "dise_dor_no": "D460100000001", "dise_dor_name": "演示医师",
            "diag_time": now(), "vali_flag": "1"}]}, person["place"])
    priced = clinic.send("2204", {"feedetail": [
        {"mdtrt_id": mdtrt_id, "psn_no": person["psn_no"], "chrg_bchno": "1",
         "bilg_dept_codg": "A03", "bilg_dept_name": "内科", "bilg_dr_codg": "D460100000001",
         "bilg_dr_name": "演示医师", "hosp_appr_flag": "1", **row} for row in lines]},
        person["place"])["result"]
    return {"data": {
        "psn_no": person["psn_no"], "insutype": person["insutype"], "mdtrt_id": mdtrt_id,
        "chrg_bchno": "1", "med_type": med_type, "psn_setlway": "01", "acct_used_flag": "1",
        **person["who"], **split_of(priced)}}


def settle(institution, title, person, trial, final, node):
    """Tries, settles, and shows that both say the same."""
    tried = institution.send(trial, node, person["place"])["setlinfo"]
    bill = institution.send(final, node, person["place"])["setlinfo"]
    amounts = ("medfee_sumamt", "fund_pay_sumamt", "acct_pay", "psn_cash_pay")
    for name in amounts:
        if money(tried[name]) != money(bill[name]):
            sys.exit(f"{title}: {name} was {tried[name]} in the trial and is {bill[name]}")
    total, funds, account, cash = (money(bill[name]) for name in amounts)
    if total != funds + account + cash:
        sys.exit(f"{title}: {total} is not {funds} + {account} + {cash}")
    print(f"{title}\n  总额 total {total:>9.2f} = 基金 funds {funds:.2f} + 账户 account {account:.2f}"
          f" + 现金 cash {cash:.2f}   setl_id {bill['setl_id']}")
    return bill


def refund(institution, infno, person, bill):
    back = institution.send(infno, {"data": {
        "setl_id": bill["setl_id"], "mdtrt_id": bill["mdtrt_id"], "psn_no": person["psn_no"]}},
        person["place"])["setlinfo"]
    if money(back["medfee_sumamt"]) != -money(bill["medfee_sumamt"]):
        sys.exit(f"{infno}: {back['medfee_sumamt']} refunds {bill['medfee_sumamt']}")


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--province", default="http://127.0.0.1:7146")
    options.add_argument("--keep", action="store_true", help="do not refund")
    chosen = options.parse_args()
    clinic = Institution(chosen.province, *CLINIC)
    pharmacy = Institution(chosen.province, *PHARMACY)
    account, ill = identify(clinic, WITH_ACCOUNT), identify(clinic, CHRONICALLY_ILL)

    ordinary = settle(clinic, "普通门诊 an ordinary outpatient", account, "2206", "2207",
                      visit(clinic, account, "11", [line(600, CLASS_A), line(400, CLASS_B)]))
    chronic = settle(clinic, "门诊慢特病 a chronic disease", ill, "2206", "2207",
                     visit(clinic, ill, "14", [line(500, CLASS_A, dise_codg=HYPERTENSION)],
                           dise_codg=HYPERTENSION, dise_name="高血压"))
    drugs = [line(38.50, CLASS_A)]
    purchase = settle(pharmacy, "定点药店 a pharmacy", account, "2101", "2102", {
        "druginfo": {"psn_no": account["psn_no"], "insutype": account["insutype"],
                     "psn_type": account["psn_type"], "begntime": now(), "medfee_sumamt": 38.50,
                     "acct_used_flag": "1", "med_type": "41", **account["who"]},
        "drugdetail": drugs})
    if not chosen.keep:
        refund(pharmacy, "2103", account, purchase)
        refund(clinic, "2208", ill, chronic)
        refund(clinic, "2208", account, ordinary)
        print("已全部退费 all refunded")


if __name__ == "__main__":
    main()
