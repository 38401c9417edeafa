#!/usr/bin/env python3
"""Goal    An institution keeps its catalogues current through the national interface, looks items
        and codes up, and finds its files again, nobody else's; a new version of a list reaches it
        from its day on; its effect on last year's bills is known before.
Method  One demo; a client that asks as real ones do: version by version until it is told that it
        has the latest data. Versions are published and bills settled under it.
Covers  1301-1320, 1304, 1312, 1316, 1318, 1319, 1901, 9101, 9102; yidi codes check, diff, import,
        impact; K1 of src/node/file_shelf.hpp, K2 of src/node/publications.hpp.

Usage: codes_test.py YIDI
"""

import base64
import glob
import http.client
import io
import json
import os
import subprocess
import sys
import unittest
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "support"))
from yidi_demo import (FIRST_PATIENT, HAINAN, SECONDARY, SINGLE_PATH, CLASS_A, Demo, Hospital, Stay,
                       crowd_person)

BINARY = None
COLUMNS = {"1301": 97, "1305": 19, "1306": 71, "1307": 24, "1309": 16}
CODE, VERSION_NAME = {"1301": 1, "1305": 1, "1306": 1, "1307": 11, "1309": 1}, {
    "1301": 84, "1305": 16, "1306": 71, "1307": 24, "1309": 12}
LATEST = "已经是最新数据"
NOT_FOUND, OTHERS = 1283, 1211

THIRD = """publication\t1301\tF001_20261101000000_C\t3\t2026-11-01
code\tname\tvalid\trid
XA19ZZS009A001010100001\t样例药品\t0\t130100000009
XA99ZZS099A001010100099\t新增样例药品\t1\t130100000099
"""


class Codes(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.demo = Demo(BINARY, people=5).__enter__()
        cls.hospital = Hospital(cls.demo)

    @classmethod
    def tearDownClass(cls):
        try:
            cls.demo.must_be_clean()
        finally:
            cls.demo.__exit__(None, None, None)

    def fetch(self, number, filename, owner="plc", hospital=None):
        """9102: the content type and the bytes."""
        hospital = hospital or self.hospital
        envelope = hospital.envelope("9102", {"fsDownloadIn": {
            "file_qury_no": number, "filename": filename, "fixmedins_code": owner}})
        connection = http.client.HTTPConnection(
            self.demo.urls[hospital.node].removeprefix("http://"), timeout=60)
        connection.request("POST", SINGLE_PATH, json.dumps(envelope).encode(),
                           {"Content-Type": "application/json"})
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        return answer.getheader("Content-Type"), content

    def download(self, infno, version):
        """Rows of one increment, or None when there is nothing new."""
        answer = self.hospital.post(infno, {"data": {"ver": version}})
        if not answer.ok:
            self.assertIn(LATEST, answer.err_msg)
            return None
        offer = answer.output
        self.assertLessEqual(len(offer["file_qury_no"]), 30)
        self.assertRegex(offer["dld_end_time"], r"^\d{4}-\d\d-\d\d$")
        kind, content = self.fetch(offer["file_qury_no"], offer["filename"])
        self.assertEqual(kind, "application/octet-stream", content[:300])
        self.assertEqual(content, self.fetch(offer["file_qury_no"], offer["filename"])[1])
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            self.assertIsNone(archive.testzip())
            self.assertEqual(len(archive.namelist()), 1)
            text = archive.read(archive.namelist()[0]).decode("utf-8")
        rows = [line.split("\t") for line in text.splitlines()]
        self.assertEqual(len(rows), offer["data_cnt"])
        return rows

    def download_all(self, infno, version="v0000"):
        held, rounds = {}, 0
        while (rows := self.download(infno, version)) is not None:
            rounds += 1
            self.assertLess(rounds, 5, "a client would never come to an end")
            for row in rows:
                self.assertEqual(len(row), COLUMNS[infno])
                held[row[CODE[infno] - 1]] = row
            version = rows[-1][VERSION_NAME[infno] - 1]
        return held, version

    # -- lists of codes --

    def test_a_client_downloads_every_list_and_comes_to_an_end(self):
        for infno in COLUMNS:
            held, version = self.download_all(infno)
            self.assertGreater(len(held), 2)
            self.assertRegex(version, r"^F001_\d{14}_C$")
            self.assertIsNone(self.download(infno, version))
        held, _ = self.download_all("1301", "F002_19970101000000_C")
        row = held[CLASS_A]
        self.assertEqual((row[78], row[82], row[36], row[1]), ("1", "1", "2024-01-01", "null"))

    def test_lists_without_a_publication_have_nothing_new(self):
        for infno in ("1302", "1303", "1308", "1310", "1311", "1313", "1314", "1315", "1320"):
            self.assertIsNone(self.download(infno, "v0000"))
        for infno in ("1321", "1327", "1317"):
            self.assertEqual(self.hospital.post(infno, {"data": {"ver": "0"}}).error, 1007)

    def test_only_what_is_new_comes_to_one_who_holds_a_version(self):
        rows = self.download("1301", "F001_20240101000000_C")
        self.assertEqual(len(rows), 2)
        self.assertEqual(self.hospital.post("1301", {"data": {"ver": "newest"}}).error, 1282)

    def test_a_number_that_is_none_fetches_nothing(self):
        for number in ("P13010000000000000000099", "x", "../../keys"):
            kind, content = self.fetch(number, "a.zip")
            self.assertIn("json", kind)
            self.assertIn("[1283]", json.loads(content)["err_msg"])

    # -- code tables --

    def test_code_tables_are_answered_as_a_list(self):
        rows = self.hospital.must("1901", {"data": {
            "type": "INSUTYPE", "parent_value": "", "admdvs": "460100", "date": "2026-11-28",
            "Vali_Flag": "1"}}).rows("list")
        self.assertIn(("310", "职工基本医疗保险"), [(row["value"], row["label"]) for row in rows])
        self.assertEqual([row["sort"] for row in rows], list(range(1, len(rows) + 1)))
        gone = self.hospital.must("1901", {"data": {"type": "insutype", "valiFlag": "0"}})
        self.assertEqual(gone.rows("list"), [])
        self.assertEqual(self.hospital.post("1901", {"data": {"type": "nothing"}}).error, 1104)

    def test_divisions_are_a_table_with_a_hierarchy(self):
        rows = self.hospital.must("1901", {"data": {
            "type": "admdvs", "parent_value": "460000", "valiFlag": "1"}}).rows("list")
        self.assertEqual([row["value"] for row in rows], ["460100", "460200"])
        self.assertEqual({row["parentValue"] for row in rows}, {"460000"})

    # -- the catalogue --

    def pages(self, infno, size=20, **asked):
        rows, page = [], 1
        while True:
            answer = self.hospital.must(infno, {"data": {
                "updt_time": "2000-01-01", "page_num": page, "page_size": size, **asked}})
            rows += answer.rows("data")
            if answer.output["lastPage"]:
                self.assertEqual(answer.output["recordCounts"], len(rows))
                return rows
            self.assertEqual(len(answer.rows("data")), size)
            page += 1

    def test_the_catalogue_is_read_page_by_page(self):
        everything = self.pages("1312")
        self.assertEqual(len(everything), 90)
        self.assertEqual(len({row["rid"] for row in everything}), 90)
        self.assertEqual(self.pages("1312", size=7), everything)
        drug = self.pages("1312", hilist_code=CLASS_A)
        self.assertEqual([(row["chrgitm_lv"], row["vali_flag"]) for row in drug], [("01", "1")])
        self.assertEqual(len(self.pages("1316")), 90)
        self.assertTrue(all(row["hilist_pric_uplmt_amt"] > 0 for row in self.pages("1318")))
        shares = {row["selfpay_prop"] for row in self.pages("1319")}
        self.assertLess(len(shares), 10)
        self.assertIn(1, shares)
        self.assertEqual(self.pages("1304"), [])
        old = self.pages("1312", vali_flag="0")
        self.assertEqual(sorted(row["enddate"] for row in old), ["2025-12-31", "2026-06-30"])

    def test_a_page_out_of_range_is_refused(self):
        for page, size in ((0, 10), (1, 0), (1, 1001)):
            answer = self.hospital.post("1312", {"data": {
                "updt_time": "2000-01-01", "page_num": page, "page_size": size}})
            self.assertEqual(answer.error, 1285)

    # -- files --

    def send(self, content, name="清单.txt", owner=None, hospital=None):
        hospital = hospital or self.hospital
        return hospital.post("9101", {"fsUploadIn": {
            "in": content, "filename": name, "fixmedins_code": owner or hospital.code}})

    def test_a_file_is_found_again_by_its_institution_only(self):
        secret = "住院号 4711 的清单".encode() * 100
        for content in (base64.b64encode(secret).decode(), list(secret)):
            kept = self.send(content)
            self.assertTrue(kept.ok, kept)
            number = kept.output["file_qury_no"]
            kind, got = self.fetch(number, "清单.txt", self.hospital.code)
            self.assertEqual((kind, got), ("application/octet-stream", secret))
            other = Hospital(self.demo, code=SECONDARY)
            for owner in (SECONDARY, self.hospital.code, "plc"):
                kind, answer = self.fetch(number, "清单.txt", owner, other)
                self.assertIn("[1283]", json.loads(answer)["err_msg"])
        for path in glob.glob(f"{self.demo.data}/**/*", recursive=True):
            if os.path.isfile(path):
                with open(path, "rb") as file:
                    self.assertNotIn("住院号 4711".encode(), file.read(), path)

    def test_a_file_outlives_a_restart_and_a_changed_one_is_not_handed_out(self):
        number = self.send(base64.b64encode(b"kept").decode()).output["file_qury_no"]
        self.demo.await_quiet()
        self.demo.stop()
        self.demo.start()
        self.assertEqual(self.fetch(number, "", self.hospital.code)[1], b"kept")
        path = f"{self.demo.data}/files/{HAINAN}/{self.hospital.code}/{number}.sealed"
        with open(path, "r+b") as file:
            file.seek(20)
            byte = file.read(1)
            file.seek(20)
            file.write(bytes([byte[0] ^ 1]))
        self.assertIn("[1603]", json.loads(self.fetch(number, "", self.hospital.code)[1])["err_msg"])

    def test_files_that_cannot_be_kept_are_refused(self):
        self.assertEqual(self.send("").error, 1101)
        self.assertEqual(self.send("no base64!").error, 1103)
        self.assertEqual(self.send([1, 2, 256]).error, 1103)
        self.assertEqual(self.send("AAAA", owner=SECONDARY).error, OTHERS)
        big = base64.b64encode(bytes(1024 * 1024 + 1)).decode()
        self.assertEqual(self.send(big).error, 1284)
        nobody = Hospital(self.demo, code="H46019999999")
        self.assertEqual(self.send("AAAA", hospital=nobody).error, 1201)

    # -- a new version --

    def yidi(self, *arguments):
        done = subprocess.run([BINARY, "codes", *arguments], capture_output=True, timeout=120)
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    def test_a_version_is_checked_weighed_published_and_reaches_its_clients(self):
        stay = Stay(self.hospital, FIRST_PATIENT).admit()
        stay.upload(stay.line("1000.00", CLASS_A), stay.line("50.00", "XA20ZZS010A001010100001"))
        stay.discharge()
        setl_id = stay.settle()["setl_id"]
        file = f"{self.demo.data}/third.tsv"
        with open(file, "w", encoding="utf-8") as out:
            out.write(THIRD)
        code, out, err = self.yidi("check", file)
        self.assertEqual(code, 0, out + err)
        code, out, err = self.demo.run("codes", "impact", file, "--json")
        self.assertEqual(code, 1, err)
        impacts = json.loads(out)["impacts"]
        self.assertEqual([(one["kind"], one["med_list_codg"], one["lines"], one["amount"])
                          for one in impacts], [("refused", CLASS_A, 1, "1000.00")])
        self.assertEqual(impacts[0]["examples"], [setl_id])
        _, held = self.download_all("1301")
        code, out, err = self.demo.run("codes", "import", file)
        self.assertEqual(code, 0, out + err)
        self.assertEqual(self.demo.run("codes", "import", file)[0], 2)  # not a second time
        self.demo.await_quiet()
        self.demo.stop()
        self.demo.start()
        rows = self.download("1301", held)
        self.assertEqual({(row[0], row[78]) for row in rows},
                         {(CLASS_A, "0"), ("XA99ZZS099A001010100099", "1")})
        self.assertEqual(self.download_all("1301", held)[1], "F001_20261101000000_C")

    def test_a_catalogue_is_weighed_line_by_line(self):
        stay = Stay(self.hospital, crowd_person(1)).admit()
        stay.upload(stay.line("200.00", "XA20ZZS010A001010100001"))
        stay.discharge()
        stay.settle()
        with open(os.path.join(HERE, "..", "..", "policies", "hainan", "catalogue", "share.csv"),
                  encoding="utf-8") as source:
            lines = source.read().splitlines()
        changed = [line.replace(",乙,5%,", ",乙,15%,")
                   if line.startswith("XA20ZZS010A001010100001") else line for line in lines]
        self.assertNotEqual(lines, changed)
        file = f"{self.demo.data}/share.csv"
        for text, wanted in ((lines, []), (changed, ["repriced"])):
            with open(file, "w", encoding="utf-8") as out:
                out.write("\n".join(text) + "\n")
            code, out, err = self.demo.run("codes", "impact", file, "--json")
            self.assertEqual(code, 1 if wanted else 0, out + err)
            self.assertEqual([one["kind"] for one in json.loads(out)["impacts"]], wanted)

    def test_codes_and_files_are_checked_on_the_command_line(self):
        code, out, _ = self.yidi("check", "institution", "H46010000001", "H99010000001", "--json")
        self.assertEqual(code, 1)
        right, wrong = json.loads(out)
        self.assertEqual((right["right"], right["evidence"]), (True, "sure"))
        self.assertEqual((wrong["field"], wrong["found"]), ("institution.division[2]", "990100"))
        self.assertEqual(self.yidi("check", "postcode", "1")[0], 2)
        folder = os.path.join(HERE, "..", "..", "codes", "publications")
        for path in sorted(glob.glob(f"{folder}/*.tsv")):
            self.assertEqual(self.yidi("check", path)[0], 0, path)
        code, out, _ = self.yidi("diff", f"{folder}/1306-1.tsv", f"{folder}/1306-2.tsv", "--json")
        self.assertEqual(code, 1)
        kinds = {change["kind"] for change in json.loads(out)}
        self.assertEqual(kinds, {"added", "changed", "absent"})
        self.assertEqual(self.yidi("diff", f"{folder}/1306-1.tsv", f"{folder}/1306-1.tsv")[0], 0)


if __name__ == "__main__":
    BINARY = sys.argv.pop(1)
    unittest.main(verbosity=2)
