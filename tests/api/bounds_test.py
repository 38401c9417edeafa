#!/usr/bin/env python3
"""Goal    Who asks about a person treats that person, and a stay begins when a stay may begin.
Method  5206 is sent by institutions with and without a visit of the person; 2401 and 2403 state
        times on both sides of every bound. What is refused leaves the stay as it was.
Covers  1214, 1309, 1310; --late-admission-days.

Usage: bounds_test.py YIDI
"""

import os
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
from yidi_demo import SECONDARY, Demo, Hospital, Stay, amount, at, crowd_person

NOT_HERE, IN_THE_FUTURE, TOO_LONG_AGO = 1214, 1309, 1310
DAYS = 180
BINARY = None


class Case(unittest.TestCase):
    people = iter(range(1, 1000))

    @classmethod
    def setUpClass(cls):
        cls.demo = Demo(BINARY, people=50).start()
        cls.hospital = Hospital(cls.demo)

    @classmethod
    def tearDownClass(cls):
        try:
            cls.demo.must_be_clean()
        finally:
            cls.demo.__exit__()

    def stay(self):
        return Stay(self.hospital, crowd_person(next(Case.people)))

    def post(self, infno, node, stay, hospital=None):
        return (hospital or self.hospital).post(infno, node, None, stay.person.place)

    def refused(self, answer, error, *words):
        self.assertEqual(answer.error, error, str(answer))
        for word in words:
            self.assertIn(word, answer.err_msg)


class Totals(Case):
    def totals(self, stay, hospital=None):
        return self.post("5206", {"data": {"psn_no": stay.person.psn_no}}, stay, hospital)

    def test_are_told_to_who_treats_the_person(self):
        stay = self.stay()
        self.refused(self.totals(stay), NOT_HERE, "psn_no", stay.person.psn_no)
        stay.admit()
        self.assertTrue(self.totals(stay).ok)
        self.refused(self.totals(stay, Hospital(self.demo, SECONDARY)), NOT_HERE)
        stay.upload(stay.line("2000"))
        stay.settle()
        self.assertTrue(any(amount(row["cum"]) for row in self.totals(stay).rows("cuminfo")))

    def test_are_not_told_for_an_admission_that_was_cancelled(self):
        stay = self.stay().admit()
        self.hospital.must("2404", {"data": {"mdtrt_id": stay.mdtrt_id,
                                             "psn_no": stay.person.psn_no}}, None,
                           stay.person.place)
        self.refused(self.totals(stay), NOT_HERE)

    def test_of_nobody_are_told_to_nobody(self):
        stay = Stay(self.hospital, crowd_person(999_999))
        self.refused(self.totals(stay), NOT_HERE)


class Begin(Case):
    def admitted(self, begntime):
        stay = self.stay()
        node = stay.admission(begntime=begntime)
        node["diseinfo"][0]["diag_time"] = at()
        return self.post("2401", node, stay)

    def moved(self, stay, begntime):
        change = {field: value for field, value in stay.admission()["mdtrtinfo"].items()
                  if field not in ("insutype", "ipt_no")}
        change.update(mdtrt_id=stay.mdtrt_id, ipt_otp_no="T1", begntime=begntime)
        return self.post("2403", {"adminfo": change}, stay)

    def test_of_a_stay_may_lie_so_many_days_back_and_no_more(self):
        self.assertTrue(self.admitted(at(-DAYS, 0)).ok)
        for begntime in (at(-DAYS - 1, 23), "1900-01-01 00:00:00", "1899-12-31 23:59:59"):
            answer = self.admitted(begntime)
            if begntime >= "1900":
                self.refused(answer, TOO_LONG_AGO, "begntime", f"late-admission-days {DAYS}",
                             at(-DAYS)[:10])
            self.assertFalse(answer.ok, begntime)

    def test_of_a_stay_may_lie_a_day_ahead_and_no_more(self):
        self.refused(self.admitted(at(2, 0)), IN_THE_FUTURE, "begntime")
        self.refused(self.admitted("2199-12-31 23:59:59"), IN_THE_FUTURE)

    def test_of_a_stay_is_not_moved_out_of_its_bounds(self):
        stay = self.stay().admit()
        stay.upload(stay.line("2000"))
        self.refused(self.moved(stay, at(-DAYS - 1, 23)), TOO_LONG_AGO, "begntime")
        self.refused(self.moved(stay, at(2, 0)), IN_THE_FUTURE, "begntime")
        self.assertTrue(self.moved(stay, at(-DAYS, 0)).ok)
        self.assertEqual(amount(stay.settle()["act_pay_dedc"]), 1300)


if __name__ == "__main__":
    BINARY = sys.argv.pop(1)
    unittest.main(verbosity=2)
