"""What the Python tests share: a demo of their own, a hospital that speaks the national interface to
it, the sample people, and tolerant reading of answers. Standard library only.

A demo lives in a temporary folder on ports the system chooses, so that tests may run side by side.
Amounts are Decimal everywhere.
"""

import http.client
import json
import os
import re
import select
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import threading
import time
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

CHINA = timezone(timedelta(hours=8))
SINGLE_PATH = "/fsi/api/rsfComIfsService/callService"
HUB, BEIJING, SHANGHAI, HAINAN = "hub", "110000", "310000", "460000"
NODES = (HUB, BEIJING, SHANGHAI, HAINAN)
TERTIARY, SECONDARY, SUSPENDED = "H46010000001", "H46010000002", "H46020000003"
PHARMACY = "P46010000004"
START_SECONDS_MAX = 60

# A machine that is compiling needs patience, not a failed test.
HTTP_SECONDS_MAX = 60


class NoAnswer(Exception):
    """The connection ended before an answer came: the outcome is unknown."""


class Stopped(Exception):
    """The demo ended before it listened."""


# ---- sample people -------------------------------------------------------------------------------


def identity_number(division, birth, serial):
    """Division, birth date, serial number and the check character of GB 11643."""
    body = f"{division}{birth:%Y%m%d}{serial:03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(body, weights))
    return body + "10X98765432"[total % 11]


class Person:
    def __init__(self, psn_no, certno, insutype="310", psn_type="11", place="110100"):
        self.psn_no, self.certno = psn_no, certno
        self.insutype, self.psn_type, self.place = insutype, psn_type, place


def _sample(province, number, birth, serial, insutype, psn_type, city):
    return Person(f"{province}0000000000000000{number:02d}",
                  identity_number(f"{province}9999", date.fromisoformat(birth), serial),
                  insutype, psn_type, f"{province}{city}")


FIRST_PATIENT = _sample("11", 1, "1949-12-31", 2, "310", "12", "0100")
NOT_FILED = _sample("11", 2, "1980-05-06", 3, "310", "11", "0100")
FILING_ENDED = _sample("11", 3, "1975-08-09", 6, "310", "11", "0100")
REFERRED_RESIDENT = _sample("11", 4, "1968-02-29", 1, "390", "15", "0100")
ENROLMENT_SUSPENDED = _sample("11", 5, "1990-10-10", 4, "310", "11", "0100")
POSTED = _sample("11", 6, "1985-03-03", 5, "310", "11", "0100")
SHANGHAI_EMPLOYEE = _sample("31", 1, "1978-07-07", 1, "310", "11", "0100")
SHANGHAI_ELDERLY = _sample("31", 2, "1950-01-15", 2, "390", "16", "0100")
HAINAN_EMPLOYEE = _sample("46", 1, "1982-11-11", 1, "310", "11", "0100")
HAINAN_RESIDENT = _sample("46", 2, "1999-09-09", 2, "390", "15", "0100")
CHRONIC_EMPLOYEE = _sample("46", 3, "1970-04-04", 3, "310", "11", "0100")
CANCER_RETIREE = _sample("46", 4, "1955-05-05", 4, "310", "12", "0100")
APPROVAL_ENDED = _sample("46", 5, "1962-06-06", 5, "390", "15", "0100")
OUTPATIENT = _sample("46", 6, "1988-08-08", 6, "310", "11", "0100")


def crowd_person(number):
    """Employee of Beijing at work, posted to Hainan; made by --sample-people."""
    birth = date(1960, 1, 1) + timedelta(days=number // 999)
    return Person(f"119{number:017d}", identity_number("119998", birth, number % 999))


# ---- running a demo ------------------------------------------------------------------------------


class Demo:
    """The binary under test with a data folder of its own. Survives stop, kill and start again."""

    def __init__(self, binary, people=0, patience=None, data=None, policies=None,
                 admission_days=None):
        self.binary = os.path.abspath(binary)
        self.people, self.patience, self.policies = people, patience, policies
        self.admission_days = admission_days
        self.folder = None if data else tempfile.mkdtemp(prefix="yidi-test-")
        self.data = data or os.path.join(self.folder, "data")
        self.process = None
        self.urls = {}
        self.connections = []
        self.log_path = self.data + ".log"

    def __enter__(self):
        try:
            return self.start()
        except BaseException:
            self.__exit__()
            raise

    def __exit__(self, *_):
        for connection in self.connections:
            connection.close()
        self.kill()
        if self.folder:
            shutil.rmtree(self.folder, ignore_errors=True)

    def command(self):
        extra = ["--sample-people", str(self.people)] if self.people else []
        extra += ["--settle-patience", str(self.patience)] if self.patience else []
        extra += ["--policies", self.policies] if self.policies else []
        if self.admission_days is not None:
            extra += ["--late-admission-days", str(self.admission_days)]
        return [self.binary, "demo", "--data", self.data, "--port-base", "0", "--json", *extra]

    def launch(self):
        """Begins to start; `await_ready` waits for the end of it."""
        self.urls = {}
        with open(self.log_path, "ab") as log:
            self.process = subprocess.Popen(self.command(), stdout=subprocess.PIPE, stderr=log,
                                            env={**os.environ, "TZ": "Asia/Shanghai"})
        return self

    def await_ready(self, seconds=START_SECONDS_MAX):
        """True once it listens; False when `seconds` have passed. Stopped when it ended instead."""
        ready, _, _ = select.select([self.process.stdout], [], [], max(0, seconds))
        if not ready:
            return False
        line = self.process.stdout.readline()
        if not line:
            raise Stopped(f"exit {self.process.wait()}: {self.log_tail()}")
        self.urls = json.loads(line)["nodes"]
        return True

    def start(self):
        self.launch()
        if not self.await_ready():
            self.kill()
            raise Stopped(f"did not listen within {START_SECONDS_MAX} s: {self.log_tail()}")
        return self

    def log_tail(self):
        try:
            with open(self.log_path, encoding="utf-8", errors="replace") as log:
                return log.read()[-2000:]
        except OSError:
            return ""

    def kill(self):
        self._end(signal.SIGKILL)

    def reload_law(self):
        """Asks the demo to read its packages again; what came of it stands in GET /health."""
        self.process.send_signal(signal.SIGHUP)

    def stop(self):
        code = self._end(signal.SIGTERM)
        assert code in (0, None), f"demo ended with {code}: {self.log_tail()}"

    def _end(self, number):
        if self.process is None:
            return None
        self.process.send_signal(number)
        code = self.process.wait(timeout=60)
        self.process.stdout.close()
        self.process, self.urls = None, {}
        return code

    # -- reading it --

    def get(self, node, path):
        """Status and JSON of a page."""
        status, text = self.get_text(node, path)
        return status, json.loads(text, parse_float=Decimal)

    def get_text(self, node, path):
        address = self.urls[node].removeprefix("http://")
        connection = http.client.HTTPConnection(address, timeout=HTTP_SECONDS_MAX)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            text = answer.read().decode()
        except (OSError, http.client.HTTPException) as error:
            raise NoAnswer(str(error)) from error
        finally:
            connection.close()
        return answer.status, text

    def await_quiet(self, seconds=60):
        """Waits until every node has had all its messages acknowledged."""
        deadline = time.monotonic() + seconds
        while True:
            waiting = {node: self.get(node, "/health")[1]["unacknowledged"] for node in NODES}
            if not any(waiting.values()):
                return
            assert time.monotonic() < deadline, f"still unacknowledged: {waiting}"
            time.sleep(0.05)

    def run(self, *arguments, data=None):
        """Another command of the program on this demo's data: (exit code, stdout, stderr)."""
        done = subprocess.run([self.binary, *arguments, "--data", data or self.data],
                              capture_output=True, timeout=120)
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    def verify(self):
        code, out, err = self.run("verify", "--json")
        assert out, f"verify said nothing, exit {code}: {err}"
        return code, json.loads(out)

    def must_be_clean(self):
        """Stops, and demands that the books hold on all sides with nothing left to do."""
        self.await_quiet()
        self.stop()
        code, report = self.verify()
        assert code == 0 and report["clean"], report["findings"]
        assert report["compared"] is True, report
        assert report["in_flight"] == 0, report
        return report

    def rows(self, node, sql, parameters=()):
        """Rows of a node's database as dictionaries."""
        connection = sqlite3.connect(f"file:{self.data}/{node}.db?mode=ro", uri=True, timeout=30)
        try:
            connection.row_factory = sqlite3.Row
            return [dict(row) for row in connection.execute(sql, parameters)]
        finally:
            connection.close()


# ---- speaking the interface ----------------------------------------------------------------------


class Answer:
    def __init__(self, status, body):
        self.status, self.body = status, body
        self.infcode = int(body.get("infcode", -1))
        self.output = body.get("output") or {}
        self.err_msg = body.get("err_msg") or body.get("detail") or ""
        self.warn_msg = body.get("warn_msg") or ""

    @property
    def ok(self):
        return self.infcode == 0

    @property
    def error(self):
        """Number of the refusal, from "[1403] ..." or from the problem's code; 0 when there is none."""
        marked = re.match(r"\[(\d{4})\]", self.err_msg)
        if marked:
            return int(marked.group(1))
        return int(self.body.get("code") or 0)

    def rows(self, node):
        rows = self.output.get(node) or []
        return [rows] if isinstance(rows, dict) else rows

    @property
    def bill(self):
        return self.rows("setlinfo")[0]

    def __str__(self):
        return f"HTTP {self.status} {json.dumps(self.body, ensure_ascii=False, default=str)[:600]}"


def amount(value):
    return Decimal(str(value if value not in (None, "") else 0))


_numbers = iter(range(1, 10**9))
_numbers_lock = threading.Lock()


def next_number():
    with _numbers_lock:
        return next(_numbers)


class Hospital:
    """One institution's system. Keeps one connection a thread; never repeats by itself."""

    def __init__(self, demo, code=TERTIARY, node=HAINAN, place="460100"):
        self.demo, self.code, self.node, self.place = demo, code, node, place
        self.local = threading.local()

    def new_msgid(self):
        return f"{self.code}{datetime.now(CHINA):%Y%m%d%H%M%S}{next_number() % 10000:04d}"

    def envelope(self, infno, node, msgid=None, insured_place="", **more):
        return {"infno": infno, "msgid": msgid or self.new_msgid(), "mdtrtarea_admvs": self.place,
                "insuplc_admdvs": insured_place, "recer_sys_code": "TEST", "infver": "V1.0",
                "opter_type": "1", "opter": "0001", "opter_name": "测试",
                "inf_time": f"{datetime.now(CHINA):%Y-%m-%d %H:%M:%S}",
                "fixmedins_code": self.code, "fixmedins_name": "测试医院", "sign_no": "",
                "input": node, **more}

    def send_bytes(self, body, path=SINGLE_PATH, content_type="application/json", method="POST"):
        """Any bytes; the answer as (status, text)."""
        url = self.demo.urls.get(self.node)
        if url is None:
            raise NoAnswer("not running")
        connection = getattr(self.local, "connection", None)
        if connection is not None and self.local.url != url:
            connection.close()
            connection = None
        if connection is None:
            connection = http.client.HTTPConnection(url.removeprefix("http://"),
                                                    timeout=HTTP_SECONDS_MAX)
            self.local.connection, self.local.url = connection, url
            self.demo.connections.append(connection)
        try:
            headers = {"Content-Type": content_type} if content_type else {}
            connection.request(method, path, body=body, headers=headers)
            answer = connection.getresponse()
            return answer.status, answer.read().decode("utf-8", "replace")
        except (OSError, http.client.HTTPException) as error:
            connection.close()
            self.local.connection = None
            raise NoAnswer(str(error)) from error

    def send(self, envelope, path=SINGLE_PATH):
        body = json.dumps(envelope, ensure_ascii=False, default=str).encode()
        status, text = self.send_bytes(body, path)
        try:
            return Answer(status, json.loads(text, parse_float=Decimal))
        except ValueError as error:
            raise NoAnswer(f"HTTP {status}, no JSON: {text[:200]}") from error

    def post(self, infno, node, msgid=None, insured_place="", **more):
        return self.send(self.envelope(infno, node, msgid, insured_place, **more))

    def must(self, infno, node, msgid=None, insured_place="", **more):
        answer = self.post(infno, node, msgid, insured_place, **more)
        assert answer.ok, f"{infno} was refused: {answer}"
        return answer


# ---- a stay --------------------------------------------------------------------------------------

# Of the sample catalogue of Hainan: class 甲, wholly in scope; class 乙, 5 % first self-pay.
CLASS_A = "XA19ZZS009A001010100001"
CLASS_B = "XA20ZZS010A001010100001"


def at(day_offset=0, hour=9):
    """A time `day_offset` days from today, as the interface writes it."""
    moment = datetime.now(CHINA).replace(hour=hour, minute=0, second=0, microsecond=0)
    return f"{moment + timedelta(days=day_offset):%Y-%m-%d %H:%M:%S}"


class Stay:
    """A stay's requests. Nothing is sent by making one; `admit` and the others do send."""

    def __init__(self, hospital, person, days=2):
        self.hospital, self.person = hospital, person
        # The year must not turn inside a stay: accumulators are of the year.
        now = datetime.now(CHINA)
        days = min(days, now.timetuple().tm_yday - 1)
        self.begin = at(-days, 0)
        self.end = f"{now:%Y-%m-%d %H:%M:%S}"
        self.mdtrt_id = ""
        self.priced = []

    # -- the nodes of its requests --

    def diagnoses(self, **more):
        return [{"psn_no": self.person.psn_no, "diag_type": "1", "maindiag_flag": "1",
                 "diag_srt_no": 1, "diag_code": "M16.900", "diag_name": "髋关节病",
                 "diag_dept": "骨科", "dise_dor_no": "D1", "dise_dor_name": "医师",
                 "diag_time": self.begin, **more}]

    def admission(self, **more):
        return {"mdtrtinfo": {
            "psn_no": self.person.psn_no, "insutype": self.person.insutype,
            "begntime": self.begin, "mdtrt_cert_type": "02", "mdtrt_cert_no": self.person.certno,
            "cert_type": "01", "certno": self.person.certno, "med_type": "2101", "ipt_no": "T1",
            "atddr_no": "D1", "chfpdr_name": "医师", "adm_diag_dscr": "髋关节病",
            "adm_dept_codg": "A07", "adm_dept_name": "骨科", "adm_bed": "01",
            "dscg_maindiag_code": "M16.900", "dscg_maindiag_name": "髋关节病",
            "insuplc_admdvs": self.person.place, "mdtrtarea_admvs": self.hospital.place,
            "exp_content": json.dumps({"IPT_TYPE": "1"}), **more}, "diseinfo": self.diagnoses()}

    def line(self, total, item=CLASS_A, count=1, **more):
        """One fee line of `total` in all."""
        total = Decimal(total)
        return {"feedetl_sn": f"F{next_number()}", "mdtrt_id": self.mdtrt_id,
                "psn_no": self.person.psn_no, "med_type": "2101", "fee_ocur_time": self.begin,
                "med_list_codg": item, "medins_list_codg": item,
                "det_item_fee_sumamt": f"{total:.2f}", "cnt": str(count),
                "pric": f"{abs(total / count):.6f}", "bilg_dept_codg": "A07",
                "bilg_dept_name": "骨科", "bilg_dr_codg": "D1", "bilg_dr_name": "医师",
                "hosp_appr_flag": "1", **more}

    def discharge_node(self, **more):
        return {"dscginfo": {"mdtrt_id": self.mdtrt_id, "psn_no": self.person.psn_no,
                             "insutype": self.person.insutype, "endtime": self.end,
                             "dscg_dept_codg": "A07", "dscg_dept_name": "骨科", "dscg_bed": "01",
                             "dscg_way": "1", **more},
                "diseinfo": self.diagnoses(mdtrt_id=self.mdtrt_id)}

    def totals(self):
        """What 2301 answered, added up: what a settlement states."""
        def total(field):
            return sum((amount(line.get(field)) for line in self.priced), Decimal(0))

        return {"medfee_sumamt": total("det_item_fee_sumamt"),
                "fulamt_ownpay_amt": total("fulamt_ownpay_amt"),
                "overlmt_selfpay": total("overlmt_amt"),
                "preselfpay_amt": total("preselfpay_amt"),
                "inscp_scp_amt": total("inscp_scp_amt")}

    def settlement(self, account="0", interim="0", **more):
        return {"data": {
            "psn_no": self.person.psn_no, "mdtrt_cert_type": "02",
            "mdtrt_cert_no": self.person.certno, "psn_cert_type": "01",
            "certno": self.person.certno, "psn_type": self.person.psn_type, "psn_name": "测试",
            "psn_setlway": "01", "mdtrt_id": self.mdtrt_id, "insutype": self.person.insutype,
            "acct_used_flag": account, "mid_setl_flag": interim,
            "insuplc_admdvs": self.person.place, "mdtrtarea_admvs": self.hospital.place,
            **{field: f"{value:.2f}" for field, value in self.totals().items()}, **more}}

    def reversal(self, setl_id, **more):
        return {"data": {"mdtrt_id": self.mdtrt_id, "setl_id": setl_id,
                         "psn_no": self.person.psn_no, **more}}

    def uncertain(self, omsgid, oinfno="2304"):
        return {"data": {"psn_no": self.person.psn_no, "omsgid": omsgid, "oinfno": oinfno}}

    # -- sending them --

    def admit(self, msgid=None, **more):
        answer = self.hospital.must("2401", self.admission(**more), msgid, self.person.place)
        self.mdtrt_id = answer.rows("result")[0]["mdtrt_id"]
        return self

    def upload(self, *lines, msgid=None):
        answer = self.hospital.must("2301", {"feedetail": list(lines)}, msgid, self.person.place)
        self.priced += answer.rows("result")
        return answer

    def trial(self, **more):
        return self.hospital.must("2303", self.settlement(**more), None, self.person.place).bill

    def discharge(self):
        return self.hospital.must("2402", self.discharge_node(), None, self.person.place)

    def settle(self, msgid=None, **more):
        """Settles what is open and starts a new list of lines."""
        bill = self.hospital.must("2304", self.settlement(**more), msgid, self.person.place).bill
        return bill

    def reverse(self, setl_id, msgid=None):
        return self.hospital.must("2305", self.reversal(setl_id), msgid, self.person.place).bill

    def query(self, setl_id):
        return self.hospital.must("5203", {"data": {
            "psn_no": self.person.psn_no, "mdtrt_id": self.mdtrt_id, "setl_id": setl_id}},
            None, self.person.place).bill


AMOUNT_FIELDS = ("medfee_sumamt", "fulamt_ownpay_amt", "overlmt_selfpay", "preselfpay_amt",
                 "inscp_scp_amt", "act_pay_dedc", "hifp_pay", "cvlserv_pay", "hifes_pay",
                 "hifmi_pay", "hifob_pay", "maf_pay", "oth_pay", "fund_pay_sumamt", "acct_pay")
# 5203 has its own names for the person's share.
PERSON_FIELDS = (("psn_part_amt", "psn_pay"), ("psn_cash_pay", "cash_payamt"))


def amounts_of(bill):
    """The amounts of a 2303, 2304, 2305 or 5203 answer under one set of names."""
    amounts = {field: amount(bill.get(field)) for field in AMOUNT_FIELDS}
    for name, other in PERSON_FIELDS:
        amounts[name] = amount(bill[name] if name in bill else bill[other])
    return amounts


def negated(amounts):
    return {field: -value for field, value in amounts.items()}
