#!/usr/bin/env python3
"""Goal    Bad input gets a clear refusal with its number, and loses nothing.
Method  Every kind of bad input is sent in the middle of a stay; after each the same stay is settled
        to the amount it would have had. In the end the books must hold. What real clients send
        beside the letter of the interface is accepted.
Covers  transport, envelope, fields, amounts, dates, people, institutions, the order of a stay, and
        tolerance: input as text, numbers as text, A forms, the transactions' own paths.

Usage: bad_input_test.py YIDI
"""

import json
import os
import socket
import sys
import time
import unittest
from decimal import Decimal

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
from yidi_demo import (CLASS_A, ENROLMENT_SUSPENDED, FILING_ENDED, HAINAN, NOT_FILED, POSTED,
                       SECONDARY, SUSPENDED, Demo, Hospital, Stay, amount, amounts_of, at,
                       crowd_person, identity_number)

from datetime import date

BINARY = None
OWN_PATHS = {
    "2401": "/fsi/api/hospitalRegisterService/hospitalRegisterSave",
    "2301": "/fsi/api/hospFeeDtlService/feeDtlUp",
    "2302": "/fsi/api/hospFeeDtlService/feeDtlCl",
    "2402": "/fsi/api/dscgService/dischargeProcess",
}


class Case(unittest.TestCase):
    people = iter(range(1, 1000))

    @classmethod
    def setUpClass(cls):
        # A stay of years ago meets a catalogue that was not in force then.
        cls.demo = Demo(BINARY, people=200, admission_days=3_650).start()
        cls.hospital = Hospital(cls.demo)

    @classmethod
    def tearDownClass(cls):
        try:
            cls.demo.must_be_clean()
        finally:
            cls.demo.__exit__()

    def setUp(self):
        """A stay in the middle: what is wrong in a test must not harm it."""
        self.stay = Stay(self.hospital, crowd_person(next(Case.people))).admit()
        self.stay.upload(self.stay.line("10000"))

    def settles_still(self, stay=None, total="10000", pool="7395"):
        bill = (stay or self.stay).settle()
        self.assertEqual(amount(bill["medfee_sumamt"]), Decimal(total))
        if pool:
            self.assertEqual(amount(bill["hifp_pay"]), Decimal(pool))
        return bill

    def refused(self, answer, error, *words):
        self.assertFalse(answer.ok, str(answer))
        self.assertEqual(answer.error, error, str(answer))
        self.assertTrue(answer.err_msg.startswith(f"[{error}] "), answer.err_msg)
        for word in words:
            self.assertIn(word, answer.err_msg)

    def post(self, infno, node, **more):
        return self.hospital.post(infno, node, None, self.stay.person.place, **more)

    def line_refused(self, error, *words, **fields):
        line = {**self.stay.line("12.34"), **fields}
        line = {field: value for field, value in line.items() if value is not None}
        self.refused(self.post("2301", {"feedetail": [line]}), error, *words)

    def settlement_refused(self, error, *words, **fields):
        node = self.stay.settlement()
        node["data"].update(fields)
        node["data"] = {name: value for name, value in node["data"].items() if value is not None}
        for infno in ("2303", "2304"):
            self.refused(self.post(infno, node), error, *words)


class Transport(Case):
    def refused_bytes(self, body, error, status=200, **how):
        found, text = self.hospital.send_bytes(body, **how)
        told = json.loads(text)
        self.assertEqual(found, status, text)
        self.assertIn(f"[{error}] ", told.get("err_msg") or told["detail"])
        self.settles_still()

    def whole(self, **more):
        return self.hospital.envelope("2304", self.stay.settlement(), None,
                                      self.stay.person.place, **more)

    def test_json_that_ends_too_soon(self):
        self.refused_bytes(json.dumps(self.whole()).encode()[:-20], 1004)

    def test_json_with_something_after_its_end(self):
        self.refused_bytes(json.dumps(self.whole()).encode() + b"}", 1004)

    def test_an_empty_body(self):
        self.refused_bytes(b"", 1004)

    def test_a_body_that_is_no_object(self):
        self.refused_bytes(b"[1, 2]", 1004)

    def test_a_text_field_that_holds_no_json(self):
        self.refused_bytes(json.dumps(self.whole(input="{")).encode(), 1004)

    def test_gbk_bytes(self):
        body = json.dumps(self.whole(), ensure_ascii=False).encode("gbk")
        self.refused_bytes(body, 1003)

    def test_utf_16(self):
        self.refused_bytes(json.dumps(self.whole()).encode("utf-16"), 1003)

    def test_a_wrong_content_type(self):
        self.refused_bytes(json.dumps(self.whole()).encode(), 1002, 415,
                           content_type="application/xml")

    def test_deep_nesting(self):
        deep = b'{"infno": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"
        self.refused_bytes(deep, 1103)

    def test_deep_nesting_in_an_unknown_field(self):
        body = json.dumps(self.whole()).encode()[:-1]
        deep = b"[" * 100_000 + b"]" * 100_000
        self.refused_bytes(body + b', "unknown": ' + deep + b"}", 1005)

    def test_a_field_that_stands_twice(self):
        body = json.dumps(self.whole()).encode()[:-1] + b', "msgid": "another"}'
        self.refused_bytes(body, 1013, )

    def test_a_method_that_changes_nothing(self):
        self.refused_bytes(b"", 1009, 405, method="GET")

    def test_an_address_where_nothing_is(self):
        self.refused_bytes(json.dumps(self.whole()).encode(), 1010, 404, path="/fsi/nothing")

    def test_the_path_of_another_transaction(self):
        self.refused_bytes(json.dumps(self.whole()).encode(), 1008, path=OWN_PATHS["2401"])

    def test_what_is_not_http(self):
        host, port = self.demo.urls[HAINAN].removeprefix("http://").split(":")
        with socket.create_connection((host, int(port)), timeout=30) as link:
            link.sendall(b"\x16\x03\x01 this is not HTTP\r\n\r\n")
            answer = link.recv(65536)
        self.assertTrue(answer == b"" or b" 400 " in answer.split(b"\r\n")[0], answer)
        self.settles_still()

    def test_a_hundred_megabytes_are_refused_before_they_are_sent(self):
        started = time.monotonic()
        for head in (b"Content-Length: 104857600\r\n", b"Transfer-Encoding: chunked\r\n"):
            host, port = self.demo.urls[HAINAN].removeprefix("http://").split(":")
            with socket.create_connection((host, int(port)), timeout=30) as link:
                link.sendall(b"POST /fsi/api/rsfComIfsService/callService HTTP/1.1\r\n"
                             b"Host: x\r\nContent-Type: application/json\r\n" + head + b"\r\n")
                if b"chunked" in head:
                    self.send_until_refused(link)
                self.assertIn(b" 413 ", self.first_line(link))
        self.assertLess(time.monotonic() - started, 10)
        self.settles_still()

    @staticmethod
    def send_until_refused(link):
        chunk = b"100000\r\n" + b"x" * 0x100000 + b"\r\n"
        try:
            for _ in range(100):
                link.sendall(chunk)
        except (BrokenPipeError, ConnectionResetError):
            pass

    @staticmethod
    def first_line(link):
        text = b""
        try:
            while b"\r\n" not in text:
                more = link.recv(4096)
                if not more:
                    break
                text += more
        except ConnectionResetError:
            pass
        return text.split(b"\r\n")[0]

    def test_a_hundred_megabytes_sent_all_the_same(self):
        self.refused_bytes(b"x" * 100_000_000, 1001, 413)


class Envelope(Case):
    def settle_with(self, error, *words, infno="2304", **fields):
        envelope = self.hospital.envelope(infno, self.stay.settlement(), None,
                                          self.stay.person.place)
        envelope.update(fields)
        envelope = {name: value for name, value in envelope.items() if value is not None}
        self.refused(self.hospital.send(envelope), error, *words)
        self.settles_still()

    def test_an_unknown_transaction(self):
        self.settle_with(1006, "0000", infno="0000")

    def test_a_transaction_that_is_known_but_not_offered(self):
        self.settle_with(1007, "4101", infno="4101")

    def test_no_transaction(self):
        self.settle_with(1101, "infno", infno=None)

    def test_no_msgid(self):
        self.settle_with(1101, "msgid", msgid="")

    def test_an_overlong_msgid(self):
        self.settle_with(1102, "msgid", msgid="1" * 31)

    def test_no_input(self):
        self.settle_with(1110, "input", input=None)

    def test_input_without_its_node(self):
        self.settle_with(1110, "data", input={"other": {}})

    def test_input_of_another_type(self):
        self.settle_with(1103, "input", input=[1])

    def test_a_time_that_does_not_exist(self):
        self.settle_with(1108, "inf_time", inf_time="2026-02-30 00:00:00")

    def test_an_unknown_institution(self):
        self.settle_with(1201, "fixmedins_code", fixmedins_code="H99999999999")

    def test_a_suspended_institution(self):
        self.settle_with(1202, "fixmedins_code", fixmedins_code=SUSPENDED)

    def test_another_place_of_care(self):
        self.settle_with(1213, "mdtrtarea_admvs", mdtrtarea_admvs="110100")

    def test_another_institutions_stay(self):
        self.settle_with(1211, "mdtrt_id", fixmedins_code=SECONDARY)


class Lines(Case):
    def tearDown(self):
        self.settles_still()

    def test_a_missing_amount(self):
        self.line_refused(1101, "det_item_fee_sumamt", det_item_fee_sumamt=None)
        self.line_refused(1101, "pric", pric="")

    def test_an_amount_that_is_no_number(self):
        for text in ("12,34", "1e3", "abc", "1.2.3", "--1", "+1", "٣", "NaN", "0x10"):
            self.line_refused(1105, "det_item_fee_sumamt", det_item_fee_sumamt=text)

    def test_a_fraction_of_a_fen(self):
        self.line_refused(1105, "det_item_fee_sumamt", det_item_fee_sumamt="12.345")

    def test_an_overlong_amount(self):
        self.line_refused(1107, "det_item_fee_sumamt", det_item_fee_sumamt="1" * 17)
        self.line_refused(1107, "det_item_fee_sumamt", det_item_fee_sumamt="9" * 400)

    def test_an_overflowing_amount(self):
        self.line_refused(1107, "det_item_fee_sumamt", det_item_fee_sumamt="100000000.01",
                          pric="100000000.01")
        self.line_refused(1107, cnt="999999999999", pric="9999999999",
                          det_item_fee_sumamt="99999999999999.99")

    def test_a_negative_amount(self):
        self.line_refused(1106, "pric", pric="-12.34")
        self.line_refused(1111, "det_item_fee_sumamt", det_item_fee_sumamt="-12.34")
        self.line_refused(1106, "cnt", cnt="-1", det_item_fee_sumamt="-12.34")

    def test_a_quantity_of_zero(self):
        self.line_refused(1412, "cnt", cnt="0", det_item_fee_sumamt="0")

    def test_price_times_quantity_that_does_not_match(self):
        self.line_refused(1403, "det_item_fee_sumamt", "12.34", det_item_fee_sumamt="12.36")
        self.line_refused(1403, "det_item_fee_sumamt", cnt="3")

    def test_a_fen_of_rounding_is_allowed(self):
        line = self.stay.line("12.34")
        line.update(pric="4.113333", cnt="3", det_item_fee_sumamt="12.34")
        self.assertTrue(self.post("2301", {"feedetail": [line]}).ok)
        row = {"feedetl_sn": line["feedetl_sn"], "mdtrt_id": self.stay.mdtrt_id,
               "psn_no": self.stay.person.psn_no}
        self.assertTrue(self.post("2302", {"data": [row]}).ok)

    def test_a_date_that_does_not_exist(self):
        for text in ("2026-02-30 10:00:00", "2025-02-29", "2026-13-01 00:00:00",
                     "2026-01-01 25:00:00", "20260101", "yesterday", "0000-00-00"):
            self.line_refused(1108, "fee_ocur_time", fee_ocur_time=text)

    def test_a_charge_outside_the_stay(self):
        self.line_refused(1407, "fee_ocur_time", fee_ocur_time=at(-400))
        self.line_refused(1407, "fee_ocur_time", fee_ocur_time=at(30))

    def test_an_item_that_no_catalogue_has(self):
        self.line_refused(1401, "med_list_codg", med_list_codg="nothing")

    def test_an_item_that_was_not_in_force(self):
        stay = Stay(self.hospital, crowd_person(next(Case.people)))
        stay.begin = "2023-06-01 08:00:00"
        stay.admit()
        self.refused(self.hospital.post("2301", {"feedetail": [stay.line("10")]}, None,
                                        stay.person.place), 1402, "med_list_codg")

    def test_a_code_that_is_in_no_table(self):
        self.line_refused(1104, "med_type", med_type="999999")

    def test_text_that_is_too_long(self):
        self.line_refused(1102, "bilg_dr_name", bilg_dr_name="长" * 51)
        self.line_refused(1102, "feedetl_sn", feedetl_sn="1" * 31)

    def test_text_of_another_type(self):
        self.line_refused(1103, "feedetl_sn", feedetl_sn={"a": 1})
        self.line_refused(1103, "feedetl_sn", feedetl_sn=True)

    def test_too_many_rows(self):
        rows = [self.stay.line("1") for _ in range(101)]
        self.refused(self.post("2301", {"feedetail": rows}), 1109, "feedetail")

    def test_no_rows(self):
        self.refused(self.post("2301", {"feedetail": []}), 1110, "feedetail")

    def test_rows_of_two_stays(self):
        rows = [self.stay.line("1"), {**self.stay.line("1"), "mdtrt_id": "another"}]
        self.refused(self.post("2301", {"feedetail": rows}), 1111, "mdtrt_id")

    def test_a_number_used_twice(self):
        line = self.stay.line("1")
        self.refused(self.post("2301", {"feedetail": [line, line]}), 1404, "feedetl_sn")

    def test_a_stay_nobody_knows(self):
        self.line_refused(1302, "mdtrt_id", mdtrt_id="460000000000000000000000")

    def test_another_persons_number(self):
        self.line_refused(1212, "psn_no", psn_no=POSTED.psn_no)


class Settling(Case):
    def test_amounts_that_are_not_the_lines_sum(self):
        self.settlement_refused(1502, "medfee_sumamt", "10000.00", medfee_sumamt="9999.99")
        self.settlement_refused(1503, "inscp_scp_amt", "10000.00", inscp_scp_amt="9999.99")
        self.settlement_refused(1106, "medfee_sumamt", medfee_sumamt="-10000.00")
        self.settlement_refused(1105, "medfee_sumamt", medfee_sumamt="10000.001")
        self.settlement_refused(1107, "medfee_sumamt", medfee_sumamt="1" * 20)
        self.settlement_refused(1101, "medfee_sumamt", medfee_sumamt=None)
        self.settles_still()

    def test_another_scheme(self):
        self.settlement_refused(1507, "insutype", insutype="390")
        self.settlement_refused(1104, "insutype", insutype="999")
        self.settles_still()

    def test_another_person(self):
        self.settlement_refused(1212, "psn_no", psn_no=POSTED.psn_no)
        self.settles_still()

    def test_an_unknown_stay(self):
        self.settlement_refused(1302, "mdtrt_id", mdtrt_id="460000000000000000000000")
        self.settles_still()

    def test_a_discharge_before_the_admission(self):
        node = self.stay.discharge_node(endtime=at(-30))
        self.refused(self.post("2402", node), 1306, "endtime")
        self.settlement_refused(1306, "dscgTime", dscgTime=at(-30)[:10])
        self.settles_still()

    def test_a_discharge_on_a_day_that_does_not_exist(self):
        node = self.stay.discharge_node(endtime="2026-02-30 10:00:00")
        self.refused(self.post("2402", node), 1108, "endtime")
        self.settles_still()

    def test_a_discharge_in_the_future(self):
        self.refused(self.post("2402", self.stay.discharge_node(endtime=at(30))), 1309, "endtime")
        self.settles_still()

    def test_a_settlement_of_a_stay_that_ends_in_the_future(self):
        self.settlement_refused(1309, "dscgTime", dscgTime=at(30)[:10])
        self.settles_still()

    def test_a_discharge_twice(self):
        self.stay.discharge()
        self.assertTrue(self.post("2402", self.stay.discharge_node()).ok)
        node = self.stay.discharge_node(endtime=at(0, 0))
        self.refused(self.post("2402", node), 1304, "mdtrt_id")
        self.settles_still()

    def test_a_discharge_cancelled_that_never_was(self):
        node = {"data": {"mdtrt_id": self.stay.mdtrt_id, "psn_no": self.stay.person.psn_no}}
        self.refused(self.post("2405", node), 1305, "mdtrt_id")
        self.settles_still()

    def test_settling_twice(self):
        bill = self.settles_still()
        node = self.stay.settlement()
        for infno in ("2303", "2304"):
            self.refused(self.post(infno, node), 1504, bill["setl_id"])

    def test_settling_without_lines(self):
        stay = Stay(self.hospital, crowd_person(next(Case.people))).admit()
        self.refused(self.hospital.post("2304", stay.settlement(), None, stay.person.place), 1501)
        stay.upload(stay.line("10000"))
        self.settles_still(stay)

    def test_lines_after_the_settlement(self):
        bill = self.settles_still()
        self.line_refused(1411)
        self.assertEqual(amounts_of(self.stay.query(bill["setl_id"])), amounts_of(bill))

    def test_a_cancelled_admission_after_the_settlement(self):
        self.settles_still()
        node = {"data": {"mdtrt_id": self.stay.mdtrt_id, "psn_no": self.stay.person.psn_no}}
        self.refused(self.post("2404", node), 1308, "mdtrt_id")
        self.refused(self.post("2405", node), 1308, "mdtrt_id")

    def test_reversing_twice(self):
        bill = self.settles_still()
        self.stay.reverse(bill["setl_id"])
        self.refused(self.post("2305", self.stay.reversal(bill["setl_id"])), 1505)
        self.settles_still()

    def test_reversing_a_reversal(self):
        mirror = self.stay.reverse(self.settles_still()["setl_id"])
        self.refused(self.post("2305", self.stay.reversal(mirror["setl_id"])), 1506)
        self.settles_still()

    def test_reversing_anothers(self):
        bill = self.settles_still()
        other = Stay(self.hospital, crowd_person(next(Case.people))).admit()
        other.upload(other.line("10000"))
        self.refused(self.hospital.post("2305", other.reversal(bill["setl_id"]), None,
                                        other.person.place), 1506, "setl_id")
        stolen = self.stay.reversal(bill["setl_id"], psn_no=other.person.psn_no)
        self.refused(self.post("2305", stolen), 1212, "psn_no")
        from_elsewhere = Hospital(self.demo, SECONDARY).post(
            "2305", self.stay.reversal(bill["setl_id"]), None, self.stay.person.place)
        self.refused(from_elsewhere, 1211, "mdtrt_id")
        self.assertEqual(self.stay.query(bill["setl_id"])["refd_setl_flag"], "0")
        self.settles_still(other)

    def test_reversing_what_never_was(self):
        self.refused(self.post("2305", self.stay.reversal("460000000000000000000000")), 1506)
        self.settles_still()

    def test_asking_for_anothers_bill(self):
        bill = self.settles_still()
        node = {"data": {"psn_no": self.stay.person.psn_no, "mdtrt_id": self.stay.mdtrt_id,
                         "setl_id": bill["setl_id"]}}
        answer = Hospital(self.demo, SECONDARY).post("5203", node, None, self.stay.person.place)
        self.assertIn(answer.error, (1211, 1506), str(answer))


class People(Case):
    def admission_refused(self, person, error, *words, **fields):
        stay = Stay(self.hospital, person)
        node = stay.admission()
        node["mdtrtinfo"].update(fields)
        self.refused(self.hospital.post("2401", node, None, person.place), error, *words)
        self.settles_still()

    def test_a_person_nobody_knows(self):
        stranger = crowd_person(999_999)
        self.admission_refused(stranger, 1204, "psn_no")
        self.stay = Stay(self.hospital, crowd_person(next(Case.people))).admit()
        answer = self.post("1101", {"data": {
            "mdtrt_cert_type": "02", "mdtrt_cert_no": stranger.certno, "psn_cert_type": "01",
            "certno": stranger.certno, "psn_name": "无"}})
        self.refused(answer, 1204)
        self.assertNotIn(stranger.certno, answer.err_msg)

    def test_a_number_with_a_wrong_check_character(self):
        good = identity_number("119998", date(1960, 1, 1), 1)
        bad = good[:-1] + ("1" if good[-1] != "1" else "2")
        answer = self.post("1101", {"data": {
            "mdtrt_cert_type": "02", "mdtrt_cert_no": bad, "psn_cert_type": "01", "certno": bad,
            "psn_name": "无"}})
        self.refused(answer, 1112)
        self.assertNotIn(bad, answer.err_msg)
        self.settles_still()

    def test_anothers_document(self):
        self.admission_refused(crowd_person(next(Case.people)), 1212, "certno",
                               certno=POSTED.certno, mdtrt_cert_no=POSTED.certno)

    def test_a_scheme_the_person_is_not_in(self):
        self.admission_refused(crowd_person(next(Case.people)), 1207, "insutype", insutype="390")

    def test_a_suspended_enrolment(self):
        self.admission_refused(ENROLMENT_SUSPENDED, 1208)

    def test_a_place_no_node_serves(self):
        self.admission_refused(crowd_person(next(Case.people)), 1206, "insuplc_admdvs",
                               insuplc_admdvs="650100")

    def test_an_admission_in_the_future(self):
        self.admission_refused(crowd_person(next(Case.people)), 1309, "begntime", begntime=at(30))

    def test_a_person_who_is_in_hospital_already(self):
        self.refused(self.post("2401", self.stay.admission()), 1301, "psn_no")
        self.settles_still()

    def not_covered(self, person, error):
        """Admitted with a warning, refused at the settlement, settled by another after all."""
        stay = Stay(self.hospital, person)
        answer = self.hospital.must("2401", stay.admission(), None, person.place)
        self.assertIn(f"[{error}] ", answer.warn_msg)
        stay.mdtrt_id = answer.rows("result")[0]["mdtrt_id"]
        stay.upload(stay.line("10000"))
        for infno in ("2303", "2304"):
            self.refused(self.hospital.post(infno, stay.settlement(), None, person.place), error)
        # An emergency counts as filed: the stay is as good as before, with its data corrected.
        change = {field: value for field, value in stay.admission()["mdtrtinfo"].items()
                  if field not in ("insutype", "ipt_no")}
        change.update(mdtrt_id=stay.mdtrt_id, ipt_otp_no="T1", exp_content='{"IPT_TYPE": "2"}')
        self.hospital.must("2403", {"adminfo": change}, None, person.place)
        self.settles_still(stay)

    def test_a_person_who_has_not_filed(self):
        self.not_covered(NOT_FILED, 1209)

    def test_a_filing_that_has_ended(self):
        self.not_covered(FILING_ENDED, 1210)


class Tolerance(Case):
    def test_input_as_text(self):
        node = json.dumps(self.stay.settlement(), ensure_ascii=False)
        self.assertEqual(amount(self.hospital.must("2304", node, None, self.stay.person.place)
                                .bill["hifp_pay"]), Decimal("7395"))

    def test_numbers_as_numbers_and_as_text(self):
        stay = Stay(self.hospital, crowd_person(next(Case.people))).admit()
        line = {**stay.line("10.50"), "det_item_fee_sumamt": 10.5, "cnt": 1, "pric": 10.5}
        stay.upload(line)
        stay.upload({**stay.line("10.50"), "det_item_fee_sumamt": "10.500", "cnt": "1.0000"})
        self.settles_still(stay, "21", None)

    def test_empty_and_null_fields(self):
        node = self.stay.settlement(invono=None, exp_content="", card_sn="null")
        bill = self.hospital.must("2304", node, None, self.stay.person.place).bill
        self.assertEqual(amount(bill["hifp_pay"]), Decimal("7395"))

    def test_unknown_fields_anywhere(self):
        node = {**self.stay.settlement(), "more": [{"a": [1, {}]}]}
        node["data"]["unknown"] = {"deep": ["x"]}
        self.hospital.must("2304", node, None, self.stay.person.place, unknown_too=[1, 2])

    def test_a_row_instead_of_a_list_and_a_list_instead_of_a_row(self):
        self.hospital.must("2301", {"feedetail": self.stay.line("1")}, None,
                           self.stay.person.place)
        node = self.stay.settlement(medfee_sumamt="10001.00", inscp_scp_amt="10001.00")
        node["data"] = [node["data"]]
        self.hospital.must("2304", node, None, self.stay.person.place)

    def test_the_a_form(self):
        bill = self.hospital.must("2304A", self.stay.settlement(), None,
                                  self.stay.person.place).bill
        self.assertEqual(amount(bill["hifp_pay"]), Decimal("7395"))

    def test_the_transactions_own_paths(self):
        stay = Stay(self.hospital, crowd_person(next(Case.people)))
        stay.mdtrt_id = self.by_path("2401", stay.admission()).rows("result")[0]["mdtrt_id"]
        line = stay.line("10000")
        stay.priced = self.by_path("2301", {"feedetail": [line]}).rows("result")
        extra = stay.line("1")
        self.by_path("2301", {"feedetail": [extra]})
        self.by_path("2302", {"data": [{"feedetl_sn": extra["feedetl_sn"],
                                        "mdtrt_id": stay.mdtrt_id,
                                        "psn_no": stay.person.psn_no}]})
        self.by_path("2402", stay.discharge_node())
        self.settles_still(stay)

    def by_path(self, infno, node):
        envelope = self.hospital.envelope(infno, node, None, self.stay.person.place)
        answer = self.hospital.send(envelope, OWN_PATHS[infno])
        self.assertTrue(answer.ok, str(answer))
        return answer

    def test_text_plain_and_a_byte_order_mark(self):
        envelope = self.hospital.envelope("2304", self.stay.settlement(), None,
                                          self.stay.person.place)
        body = b"\xef\xbb\xbf" + json.dumps(envelope).encode()
        status, text = self.hospital.send_bytes(body, content_type="text/plain;charset=UTF-8")
        self.assertEqual((status, json.loads(text)["infcode"]), (200, 0), text)

    def test_a_split_of_zeros_stands_for_none(self):
        zeros = dict.fromkeys(("fulamt_ownpay_amt", "overlmt_selfpay", "preselfpay_amt",
                               "inscp_scp_amt"), 0)
        self.hospital.must("2304", self.stay.settlement(**zeros), None, self.stay.person.place)


if __name__ == "__main__":
    BINARY = sys.argv.pop(1)
    unittest.main(verbosity=1)
