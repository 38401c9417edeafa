#!/usr/bin/env python3
"""A hospital's system that signs: one inpatient stay through the gateway of a province, in any of
the dialects in use, with Python's standard library (SM2 is signed by the openssl command).

    export YIDI_KEY=HIS-A YIDI_SECRET=...          # as `yidi gateway add` printed them
    python3 hospital.py http://127.0.0.1:7146 hmac-sha1
    python3 hospital.py https://127.0.0.1:7146 hmac-sm3 --cafile server.pem
    YIDI_SECRET=hospital.key python3 hospital.py http://127.0.0.1:7146 sm2
    python3 hospital.py http://127.0.0.1:7146 plain          # a sandbox without keys

The person does not exist: division 119999 was never assigned.
"""

import argparse
import base64
import hashlib
import hmac
import itertools
import json
import os
import secrets
import ssl
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from datetime import datetime, timedelta, timezone
from decimal import Decimal

CHINA = timezone(timedelta(hours=8))
HOSPITAL, PLACE_OF_CARE = "H46010000001", "460100"
CERTNO = "119999198503030051"
PATH = "/fsi/api/rsfComIfsService/callService"


# ---- signatures ----------------------------------------------------------------------------------


def sign_hmac_sha1(key, secret, infno, body):
    """Hunan, Jiangxi: over four headers, sorted by name."""
    headers = {"_api_name": infno, "_api_version": "1.0.0", "_api_access_key": key,
               "_api_timestamp": str(time.time_ns() // 1_000_000)}
    text = "&".join(f"{name}={headers[name]}" for name in sorted(headers))
    digest = hmac.new(secret.encode(), text.encode(), hashlib.sha1).digest()
    return {**headers, "_api_signature": base64.b64encode(digest).decode()}


def sign_sha256(key, secret, infno, body):
    """Guangdong: over the time and a nonce, with the token between them."""
    now, nonce = str(int(time.time())), secrets.token_hex(16)
    return {"x-tif-paasid": key, "x-tif-timestamp": now, "x-tif-nonce": nonce,
            "x-tif-signature": hashlib.sha256((now + secret + nonce + now).encode()).hexdigest()}


def sign_hmac_sm3(key, secret, infno, body):
    """Zhejiang: over the time and the body, so that a changed body is found."""
    now = str(int(time.time()))
    digest = hmac.new(secret.encode(), now.encode() + b"\n" + body, "sm3").hexdigest().upper()
    return {"x-ca-key": key, "x-ca-signature": f"{now}:{digest}"}


HEADERS = {"hmac-sha1": sign_hmac_sha1, "sha256": sign_sha256, "hmac-sm3": sign_hmac_sm3}


def sign_sm2(envelope, private_key):
    """cainfo: over the fields of the envelope but cainfo and input, sorted by name."""
    text = "&".join(f"{name}={envelope[name]}" for name in sorted(envelope)
                    if name not in ("cainfo", "input"))
    with tempfile.NamedTemporaryFile() as signed:
        signed.write(text.encode())
        signed.flush()
        done = subprocess.run(
            ["openssl", "pkeyutl", "-sign", "-inkey", private_key, "-rawin", "-in", signed.name,
             "-digest", "sm3", "-pkeyopt", "distid:1234567812345678"],
            check=True, capture_output=True)
    return done.stdout.hex().upper()


# ---- the interface -------------------------------------------------------------------------------


class Gateway:
    def __init__(self, url, dialect, cafile):
        self.url, self.dialect = url.rstrip("/") + PATH, dialect
        self.key, self.secret = os.environ.get("YIDI_KEY", ""), os.environ.get("YIDI_SECRET", "")
        self.insured_place = ""
        self.numbers = itertools.count(1)
        handlers = [urllib.request.ProxyHandler({})]
        if cafile:
            handlers.append(urllib.request.HTTPSHandler(
                context=ssl.create_default_context(cafile=cafile)))
        self.opener = urllib.request.build_opener(*handlers)

    def send(self, infno, node):
        now = datetime.now(CHINA)
        envelope = {
            "infno": infno, "msgid": f"{HOSPITAL}{now:%Y%m%d%H%M%S}{next(self.numbers):04d}",
            "mdtrtarea_admvs": PLACE_OF_CARE, "insuplc_admdvs": self.insured_place,
            "recer_sys_code": "FSI_LOCAL", "infver": "V1.0", "opter_type": "1", "opter": "0001",
            "opter_name": "演示经办", "inf_time": f"{now:%Y-%m-%d %H:%M:%S}",
            "fixmedins_code": HOSPITAL, "fixmedins_name": "海南演示三级医院", "sign_no": "",
            "signtype": "SM2" if self.dialect == "sm2" else "", "input": node}
        if self.dialect == "sm2":
            envelope["cainfo"] = sign_sm2(envelope, self.secret)
        body = json.dumps(envelope, ensure_ascii=False).encode()
        headers = {"Content-Type": "application/json"}
        if self.dialect in HEADERS:
            headers.update(HEADERS[self.dialect](self.key, self.secret, infno, body))
        request = urllib.request.Request(self.url, body, headers)
        try:
            with self.opener.open(request, timeout=30) as answer:
                told = json.load(answer, parse_float=Decimal)
        except urllib.error.HTTPError as error:
            raise SystemExit(f"{infno}: HTTP {error.code} {error.read().decode()}") from error
        if str(told["infcode"]) != "0":
            raise SystemExit(f"{infno}: {told['err_msg']}")
        print(f"  ✓ {infno}")
        return told.get("output") or {}


def first(rows):
    return rows[0] if isinstance(rows, list) else rows


def settle_a_stay(gateway):
    end = datetime.now(CHINA)
    begin = max(end - timedelta(days=2), end.replace(month=1, day=1, hour=0, minute=0, second=0))
    begin, end = f"{begin:%Y-%m-%d %H:%M:%S}", f"{end:%Y-%m-%d %H:%M:%S}"
    document = {"mdtrt_cert_type": "02", "mdtrt_cert_no": CERTNO, "psn_cert_type": "01",
                "certno": CERTNO}
    found = gateway.send("1101", {"data": document})
    person, enrolment = first(found["baseinfo"]), first(found["insuinfo"])
    gateway.insured_place = enrolment["insuplc_admdvs"]
    who = {"psn_no": person["psn_no"], "insutype": enrolment["insutype"]}

    def diagnoses(**more):
        return [{"psn_no": person["psn_no"], "diag_type": "1", "maindiag_flag": "1",
                 "diag_srt_no": 1, "diag_code": "M16.900", "diag_name": "髋关节病",
                 "diag_dept": "骨科", "dise_dor_no": "D460100000001", "dise_dor_name": "演示医师",
                 **more}]

    admitted = gateway.send("2401", {"mdtrtinfo": {
        **who, "begntime": begin, "mdtrt_cert_type": "02", "mdtrt_cert_no": CERTNO,
        "cert_type": "01", "certno": CERTNO, "med_type": "2101", "ipt_no": "DEMO000002",
        "atddr_no": "D460100000001", "chfpdr_name": "演示医师", "adm_diag_dscr": "髋关节病",
        "adm_dept_codg": "A07", "adm_dept_name": "骨科", "adm_bed": "02",
        "dscg_maindiag_code": "M16.900", "dscg_maindiag_name": "髋关节病",
        "insuplc_admdvs": gateway.insured_place, "mdtrtarea_admvs": PLACE_OF_CARE,
        "exp_content": json.dumps({"IPT_TYPE": "1"})}, "diseinfo": diagnoses(diag_time=begin)})
    visit = {"mdtrt_id": first(admitted["result"])["mdtrt_id"]}

    item = "XA19ZZS009A001010100001"  # wholly in scope, in the sample catalogue of Hainan
    priced = first(gateway.send("2301", {"feedetail": [{
        **visit, "feedetl_sn": "1", "psn_no": person["psn_no"], "med_type": "2101",
        "fee_ocur_time": begin, "med_list_codg": item, "medins_list_codg": item,
        "det_item_fee_sumamt": "8000.00", "cnt": "4", "pric": "2000.000000",
        "bilg_dept_codg": "A07", "bilg_dept_name": "骨科", "bilg_dr_codg": "D460100000001",
        "bilg_dr_name": "演示医师", "hosp_appr_flag": "1"}]})["result"])
    gateway.send("2402", {"dscginfo": {**who, **visit, "endtime": end, "dscg_dept_codg": "A07",
                                       "dscg_dept_name": "骨科", "dscg_bed": "02",
                                       "dscg_way": "1"},
                          "diseinfo": diagnoses(diag_time=end, **visit)})
    settled = gateway.send("2304", {"data": {
        **who, **visit, **document, "psn_type": enrolment["psn_type"],
        "psn_name": person["psn_name"], "psn_setlway": "01", "acct_used_flag": "0",
        "mid_setl_flag": "0", "insuplc_admdvs": gateway.insured_place,
        "mdtrtarea_admvs": PLACE_OF_CARE,
        **{field: str(priced[line_field]) for field, line_field in (
            ("medfee_sumamt", "det_item_fee_sumamt"), ("fulamt_ownpay_amt", "fulamt_ownpay_amt"),
            ("overlmt_selfpay", "overlmt_amt"), ("preselfpay_amt", "preselfpay_amt"),
            ("inscp_scp_amt", "inscp_scp_amt"))}}})
    return first(settled["setlinfo"])


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("url", help="the node of the place of care")
    parser.add_argument("dialect", choices=[*HEADERS, "sm2", "plain"])
    parser.add_argument("--cafile", help="PEM of the certificate to trust, with https")
    arguments = parser.parse_args()
    bill = settle_a_stay(Gateway(arguments.url, arguments.dialect, arguments.cafile))
    total, funds, own = (Decimal(str(bill[field])) for field in
                         ("medfee_sumamt", "fund_pay_sumamt", "psn_part_amt"))
    assert total == funds + own == Decimal("8000.00"), bill
    print(f"  {bill['setl_id']}: 总额 total {total}, 基金 funds {funds}, 个人 person {own}")


if __name__ == "__main__":
    main()
