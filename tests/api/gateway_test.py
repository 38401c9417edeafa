#!/usr/bin/env python3
"""Goal    A hospital's system reaches the platform in its province's dialect, and nobody else does
        in its name.
Method  Real HTTP against a demo: keys are made by `yidi gateway`, messages signed by clients of
        their own (support/gateway_clients.py), sent as they are and with one thing changed. In the
        end the books must hold.
Covers  the four dialects, the documented 401 bodies, replays, windows, keys out of force, rotation
        and reload by SIGHUP; whose institution a key is; GBK, content types, multipart, one
        connection a message.

Usage: gateway_test.py YIDI
"""

import json
import os
import sys
import time
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
from gateway_clients import (HmacSha1Hospital, HmacSm3Hospital, Sha256Hospital, SignedHospital,
                             Sm2Hospital, sm2_key)
from yidi_demo import HAINAN, SECONDARY, TERTIARY, Demo, Hospital, Stay, amount, crowd_person

MISSING, OLD, UNKNOWN, WRONG, REPLAYED, NOT_THEIRS, UPLOAD = 1051, 1052, 1053, 1054, 1055, 1056, 1058
BINARY = None


class Case(unittest.TestCase):
    people = iter(range(1, 1000))
    options = ()

    @classmethod
    def setUpClass(cls):
        cls.demo = Demo(BINARY, people=60, options=cls.options).start()
        cls.private, cls.public = sm2_key(cls.demo.folder, "hospital")
        cls.made = {}
        for name, dialect, more in (("SHA1", "hmac-sha1", ()), ("SHA256", "sha256", ()),
                                    ("SM3", "hmac-sm3", ()),
                                    ("CLOCK", "hmac-sm3", ("--clock", "body")),
                                    ("SM2", "sm2", ("--public-key", cls.public))):
            cls.add(name, dialect, *more)
        cls.reload(5)

    @classmethod
    def tearDownClass(cls):
        try:
            cls.demo.must_be_clean()
        finally:
            cls.demo.__exit__()

    @classmethod
    def gateway(cls, *arguments):
        code, out, err = cls.demo.run("gateway", *arguments, "--json")
        return code, json.loads(out) if out else json.loads(err)

    @classmethod
    def add(cls, name, dialect, *more, institution=TERTIARY):
        code, key = cls.gateway("add", "--id", name, "--dialect", dialect, "--institution",
                                institution, *more)
        assert code == 0, key
        cls.made[name] = key
        return key

    @classmethod
    def reload(cls, keys):
        """Has the running demo read its keys again, and waits until it has so many."""
        cls.demo.reload_law()
        deadline = time.monotonic() + 30
        while cls.demo.get(HAINAN, "/health")[1]["gateway"]["keys"] != keys:
            assert time.monotonic() < deadline, "the keys were not taken"
            time.sleep(0.02)

    def hospital(self, kind, name, **more):
        secret = self.private if kind is Sm2Hospital else self.made[name]["secret"]
        return kind(self.demo, name, secret, **more)

    def all_hospitals(self):
        return [self.hospital(HmacSha1Hospital, "SHA1"), self.hospital(Sha256Hospital, "SHA256"),
                self.hospital(HmacSm3Hospital, "SM3"), self.hospital(Sm2Hospital, "SM2")]

    def question(self, hospital, person=None, **more):
        person = person or crowd_person(next(Case.people))
        return hospital.envelope("1101", {"data": {
            "mdtrt_cert_type": "02", "mdtrt_cert_no": person.certno, "psn_cert_type": "01",
            "certno": person.certno}}, None, person.place, **more)

    def refused(self, exchanged, error):
        """The body that the interface documents for refusals of the gateway."""
        status, headers, text = exchanged
        told = json.loads(text)
        self.assertEqual((status, told["code"], set(told)), (401, 401, {"code", "message"}), text)
        self.assertTrue(told["message"].startswith(f"[{error}] "), told["message"])


class Dialects(Case):
    def test_each_settles_a_stay(self):
        for hospital in self.all_hospitals():
            with self.subTest(type(hospital).__name__):
                stay = Stay(hospital, crowd_person(next(Case.people))).admit()
                stay.upload(stay.line("10000"))
                self.assertEqual(amount(stay.settle()["medfee_sumamt"]), 10000)

    def test_each_is_refused_a_second_time(self):
        for hospital in self.all_hospitals():
            with self.subTest(type(hospital).__name__):
                body, headers = hospital.prepare(self.question(hospital))
                self.assertEqual(hospital.exchange(body, headers)[0], 200)
                self.refused(hospital.exchange(body, headers), REPLAYED)

    def test_a_wrong_secret_is_refused(self):
        for hospital in self.all_hospitals():
            with self.subTest(type(hospital).__name__):
                if isinstance(hospital, Sm2Hospital):
                    hospital.secret, _ = sm2_key(self.demo.folder, "somebody")
                else:
                    hospital.secret += "x"
                message = hospital.prepare(self.question(hospital))
                self.refused(hospital.exchange(*message), WRONG)

    def test_an_unknown_key_is_refused(self):
        for hospital in self.all_hospitals()[:3]:
            with self.subTest(type(hospital).__name__):
                hospital.key = "NOBODY"
                message = hospital.prepare(self.question(hospital))
                self.refused(hospital.exchange(*message), UNKNOWN)

    def test_a_header_that_is_missing_is_named(self):
        for hospital in self.all_hospitals()[:3]:
            _, headers = hospital.prepare(self.question(hospital))
            for name in headers:
                if name == "Content-Type":
                    continue
                with self.subTest(name):
                    body, rest = hospital.prepare(self.question(hospital))
                    del rest[name]
                    self.refused(hospital.exchange(body, rest), MISSING)
                    self.assertIn(name, json.loads(hospital.last[2])["message"])

    def test_a_tampered_body_is_refused(self):
        hospital = self.hospital(HmacSm3Hospital, "SM3")
        body, headers = hospital.prepare(self.question(hospital))
        self.refused(hospital.exchange(body.replace(b"1101", b"1201"), headers), WRONG)
        hospital = self.hospital(Sm2Hospital, "SM2")
        body, headers = hospital.prepare(self.question(hospital))
        self.refused(hospital.exchange(body.replace(b'"0001"', b'"0002"'), headers), WRONG)

    def test_half_an_hour_is_the_bound(self):
        hospital = self.hospital(HmacSha1Hospital, "SHA1")
        for shift_s, good in ((-1_790, True), (1_790, True), (-1_810, False), (1_810, False)):
            with self.subTest(shift_s):
                hospital.shift_ms = shift_s * 1_000
                message = hospital.prepare(self.question(hospital))
                if good:
                    self.assertEqual(hospital.exchange(*message)[0], 200)
                else:
                    self.refused(hospital.exchange(*message), OLD)
        hospital = self.hospital(Sm2Hospital, "SM2")
        message = hospital.prepare(self.question(hospital, inf_time="2020-01-01 00:00:00"))
        self.refused(hospital.exchange(*message), OLD)

    def test_a_clock_that_wraps_is_borne_if_the_key_says_so(self):
        for name, good in (("CLOCK", True), ("SM3", False)):
            hospital = self.hospital(HmacSm3Hospital, name)
            hospital.clock = lambda: str(int(time.time()) - 2**32)
            message = hospital.prepare(self.question(hospital))
            if good:
                self.assertEqual(hospital.exchange(*message)[0], 200)
                self.refused(hospital.exchange(*message), REPLAYED)
            else:
                self.refused(hospital.exchange(*message), OLD)

    def test_a_key_speaks_for_its_institution_only(self):
        for hospital in self.all_hospitals()[:3]:
            with self.subTest(type(hospital).__name__):
                hospital.code = SECONDARY
                answer = hospital.send(self.question(hospital))
                self.assertEqual((answer.status, answer.infcode), (200, -1))
                self.assertEqual(answer.error, NOT_THEIRS)

    def test_an_institution_with_a_key_must_sign(self):
        plain = SignedHospital(self.demo)
        self.refused(plain.exchange(*plain.prepare(self.question(plain))), MISSING)
        other = SignedHospital(self.demo, code=SECONDARY)
        self.assertTrue(other.send(self.question(other)).ok)

    def test_health_counts_what_was_signed_and_refused(self):
        before = self.demo.get(HAINAN, "/health")[1]["gateway"]
        hospital = self.hospital(Sha256Hospital, "SHA256")
        message = hospital.prepare(self.question(hospital))
        hospital.exchange(*message)
        hospital.exchange(*message)
        after = self.demo.get(HAINAN, "/health")[1]["gateway"]
        self.assertEqual((after["signed"] - before["signed"], after["refused"] - before["refused"]),
                         (1, 1))


class Keys(Case):
    """Keys come, change and go while the demo runs."""

    def asks(self, hospital):
        return hospital.exchange(*hospital.prepare(self.question(hospital)))

    def test_their_lives(self):
        count = 5
        key = self.add("NEW", "hmac-sha1", institution=SECONDARY)
        new = HmacSha1Hospital(self.demo, "NEW", key["secret"], SECONDARY)
        self.refused(self.asks(new), UNKNOWN)  # not before it was read
        self.reload(count + 1)
        self.assertEqual(self.asks(new)[0], 200)

        code, rotated = self.gateway("rotate", "NEW", "--overlap-days", "3")
        self.assertEqual((code, rotated["version"]), (0, 2))
        self.assertNotEqual(rotated["secret"], key["secret"])
        self.reload(count + 2)
        newer = HmacSha1Hospital(self.demo, "NEW", rotated["secret"], SECONDARY)
        self.assertEqual((self.asks(new)[0], self.asks(newer)[0]), (200, 200))

        code, third = self.gateway("rotate", "NEW", "--overlap-days", "0")
        self.assertEqual(code, 0)
        self.reload(count + 3)
        self.refused(self.asks(newer), WRONG)
        newest = HmacSha1Hospital(self.demo, "NEW", third["secret"], SECONDARY)
        self.assertEqual(self.asks(newest)[0], 200)

        self.assertEqual(self.gateway("revoke", "NEW")[0], 0)
        self.demo.reload_law()
        deadline = time.monotonic() + 30
        while self.asks(newest)[0] == 200:
            self.assertLess(time.monotonic(), deadline, "a revoked key is still taken")
        self.refused(self.asks(newest), UNKNOWN)
        states = {(key["id"], key["version"]): key["state"] for key in self.gateway("list")[1]}
        self.assertEqual({states["NEW", version] for version in (1, 2, 3)}, {"revoked"})

    def test_no_secret_lies_open(self):
        path = os.path.join(self.demo.data, "gateway", HAINAN + ".keys")
        with open(path, encoding="utf-8") as file:
            text = file.read()
        self.assertEqual(os.stat(path).st_mode & 0o777, 0o600)
        shown = json.dumps(self.gateway("list")[1])
        for name in ("SHA1", "SHA256", "SM3", "CLOCK"):
            self.assertNotIn(self.made[name]["secret"], text + shown)
            self.assertIn(f"id={name} ", text)

    def test_a_file_changed_by_hand_is_refused_and_the_old_keys_stay(self):
        path = os.path.join(self.demo.data, "gateway", HAINAN + ".keys")
        with open(path, encoding="utf-8") as file:
            text = file.read()
        hospital = self.hospital(HmacSha1Hospital, "SHA1")
        keys = self.demo.get(HAINAN, "/health")[1]["gateway"]["keys"]
        try:
            for change in (text.replace(TERTIARY, SECONDARY), text + "rubbish\n"):
                with open(path, "w", encoding="utf-8") as file:
                    file.write(change)
                told = self.demo.log_tail().count("1634")
                self.demo.reload_law()
                deadline = time.monotonic() + 30
                while self.demo.log_tail().count("1634") == told:
                    self.assertLess(time.monotonic(), deadline, "nothing was said")
                    time.sleep(0.02)
                self.assertEqual(self.demo.get(HAINAN, "/health")[1]["gateway"]["keys"], keys)
                self.assertEqual(self.asks(hospital)[0], 200)
        finally:
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)

    def test_what_makes_no_key_is_refused(self):
        short = os.path.join(self.demo.folder, "short")
        with open(short, "w", encoding="utf-8") as file:
            file.write("guess me")
        for error, arguments in (
                (1635, ("add", "--id", "SHA1", "--institution", TERTIARY)),
                (1637, ("add", "--institution", "H46")),
                (1637, ("add", "--institution", "H99010000001")),
                (1637, ("add", "--institution", TERTIARY, "--institution", "H11010000001")),
                (1637, ("add", "--institution", TERTIARY, "--id", "a b")),
                (1637, ("add", "--institution", TERTIARY, "--to", "2020-01-01")),
                (1637, ("add", "--institution", TERTIARY, "--dialect", "sm2")),
                (1637, ("add", "--institution", TERTIARY, "--clock", "body")),
                (1637, ("add", "--institution", TERTIARY, "--secret-file", short)),
                (1108, ("add", "--institution", TERTIARY, "--from", "tomorrow")),
                (1609, ("add", "--institution", TERTIARY, "--secret-file", "/nowhere")),
                (1636, ("revoke", "NOBODY")), (1636, ("rotate", "NOBODY"))):
            with self.subTest(arguments):
                code, told = self.gateway(*arguments)
                self.assertEqual((code, told.get("code")), (2, error), told)


class Bodies(Case):
    def test_gbk_is_answered_in_gbk(self):
        for content_type in ("application/json; charset=GBK", "text/plain", "application/json"):
            with self.subTest(content_type):
                hospital = self.hospital(HmacSm3Hospital, "SM3", encoding="gbk",
                                         content_type=content_type)
                stay = Stay(hospital, crowd_person(next(Case.people))).admit()
                stay.upload(stay.line("1234.56"))
                bill = stay.settle()
                self.assertEqual(amount(bill["medfee_sumamt"]), amount("1234.56"))
                self.assertEqual(hospital.last[1]["Content-Type"], "application/json; charset=GBK")
                refused = hospital.post("2304", stay.settlement(), None, stay.person.place)
                self.assertIn("该就诊已结算", refused.err_msg)

    def test_every_content_type_of_real_clients_is_taken(self):
        hospital = SignedHospital(self.demo, code=SECONDARY)
        for content_type in ("text/plain", "text/plain;charset=UTF-8", "application/json",
                             "Application/JSON; charset=\"utf-8\"",
                             "application/x-www-form-urlencoded",
                             "application/x-www-form-urlencoded; charset=UTF-8"):
            with self.subTest(content_type):
                hospital.content_type = content_type
                self.assertTrue(hospital.send(self.question(hospital)).ok)
                self.assertEqual(hospital.last[1]["Connection"], "close")

    def multipart(self, parts, boundary="----7d4a"):
        body = b""
        for head, content in parts:
            body += f"--{boundary}\r\nContent-Disposition: form-data; {head}\r\n\r\n".encode()
            body += content + b"\r\n"
        return (body + f"--{boundary}--\r\n".encode(),
                {"Content-Type": f"multipart/form-data; boundary={boundary}"})

    def test_a_message_comes_as_a_part_beside_a_file(self):
        hospital = self.hospital(HmacSm3Hospital, "SM3")
        message = json.dumps(self.question(hospital), ensure_ascii=False)
        file = ('name="file"; filename="a.zip"', bytes(range(256)) * 10)
        for encoding in ("utf-8", "gbk"):
            body, headers = self.multipart([('name="jsonStr"', message.encode(encoding)), file])
            headers.update(hospital.headers_for(body, "1101"))
            status, _, text = hospital.exchange(body, headers)
            self.assertEqual((status, json.loads(text.decode(encoding))["infcode"]), (200, 0))
        body, headers = self.multipart([file])
        headers.update(hospital.headers_for(body, "1101"))
        _, _, text = hospital.exchange(body, headers)
        self.assertIn(f"[{UPLOAD}] ", json.loads(text)["err_msg"])
        # The signature is over all of it, the file included.
        body, headers = self.multipart([('name="jsonStr"', message.encode()), file])
        headers.update(hospital.headers_for(body, "1101"))
        self.refused(hospital.exchange(body.replace(b"\xfe\xff", b"\xfe\xfe", 1), headers), WRONG)


class Closed(Case):
    """Nobody is believed without a signature."""

    options = ("--plain", "never")

    def test_what_is_not_signed_is_refused(self):
        other = SignedHospital(self.demo, code=SECONDARY)
        self.refused(other.exchange(*other.prepare(self.question(other))), MISSING)
        # A stranger is told nothing but that: not even that it speaks no JSON.
        self.refused(other.exchange(b"{", {"Content-Type": "application/json"}), MISSING)
        self.refused(other.exchange(b"{", {"Content-Type": "image/png"}), MISSING)
        signed = self.hospital(Sha256Hospital, "SHA256")
        self.assertTrue(signed.send(self.question(signed)).ok)

    def test_pages_about_settlements_are_closed(self):
        for path in ("/v1/ledger/owed", "/v1/settlements/1/explanation"):
            status, told = self.demo.get(HAINAN, path)
            self.assertEqual((status, told["code"]), (403, 1057))
        self.assertEqual(self.demo.get(HAINAN, "/health")[0], 200)


if __name__ == "__main__":
    BINARY = sys.argv.pop(1)
    unittest.main()
