#!/usr/bin/env python3
"""Goal    The journeys of stays end in exactly the amounts the rules promise, through the interface.
Method  Stays are played against a demo of its own; every expected amount is written out with its
        sum, computed by hand from the packages under policies/. In the end the books must hold.
Covers  the first patient (R1); employees of Shanghai and Beijing and residents in Hainan, local
        people, the personal account, the second level, an unfiled emergency, interim and final
        settlement, one deductible a year, deductible by admission.

Usage: journeys_test.py YIDI
"""

import os
import subprocess
import sys
import unittest
from decimal import Decimal

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "support"))
from yidi_demo import (CLASS_B, FIRST_PATIENT, HAINAN, HAINAN_EMPLOYEE, HAINAN_RESIDENT, HUB,
                       NOT_FILED, POSTED, REFERRED_RESIDENT, SECONDARY, SHANGHAI_ELDERLY,
                       SHANGHAI_EMPLOYEE, Demo, Hospital, Stay, amount, amounts_of, crowd_person)

EXAMPLE = os.path.join(HERE, "..", "..", "examples", "first_patient.py")
BINARY = None


class Journeys(unittest.TestCase):
    """Each test uses people of its own: the year of a person is one state for all of them."""

    @classmethod
    def setUpClass(cls):
        cls.demo = Demo(BINARY, people=10).start()
        cls.hospital = Hospital(cls.demo)

    @classmethod
    def tearDownClass(cls):
        try:
            cls.demo.must_be_clean()
        finally:
            cls.demo.__exit__()

    def stay(self, person, *lines, hospital=None, **admission):
        """Admitted, with lines of (total, item)."""
        stay = Stay(hospital or self.hospital, person).admit(**admission)
        stay.upload(*(stay.line(*line) for line in lines))
        return stay

    def assert_bill(self, bill, **expected):
        """The amounts named are these; those not named are what the identities leave."""
        found = amounts_of(bill)
        for field, value in expected.items():
            self.assertEqual(found[field], Decimal(value), f"{field} of {found}")
        self.assertEqual(found["medfee_sumamt"], found["fulamt_ownpay_amt"]
                         + found["overlmt_selfpay"] + found["preselfpay_amt"]
                         + found["inscp_scp_amt"])
        self.assertEqual(found["fund_pay_sumamt"], sum(found[fund] for fund in (
            "hifp_pay", "cvlserv_pay", "hifes_pay", "hifmi_pay", "hifob_pay", "maf_pay",
            "oth_pay")))
        self.assertEqual(found["psn_part_amt"], found["medfee_sumamt"] - found["fund_pay_sumamt"])
        self.assertEqual(found["psn_part_amt"], found["acct_pay"] + found["psn_cash_pay"])

    def balance_of(self, person):
        answer = self.hospital.must("1101", {"data": {
            "mdtrt_cert_type": "02", "mdtrt_cert_no": person.certno, "psn_cert_type": "01",
            "certno": person.certno, "psn_name": ""}})
        return amount(answer.rows("insuinfo")[0]["balc"])

    def test_the_first_patient_pays_what_the_record_says_and_is_shown_again(self):
        for _ in range(2):
            done = subprocess.run(
                [sys.executable, EXAMPLE, "--province", self.demo.urls[HAINAN], "--hub",
                 self.demo.urls[HUB], "--data", self.demo.data], capture_output=True, timeout=120)
            self.assertEqual(done.returncode, 0, done.stderr.decode() + done.stdout.decode())
            self.assertIn("43,694.64", done.stdout.decode())

    def test_a_shanghai_employee_pays_from_the_account(self):
        stay = self.stay(SHANGHAI_EMPLOYEE, ("30000",), ("1000", CLASS_B))
        self.assertEqual(self.balance_of(SHANGHAI_EMPLOYEE), Decimal("12000"))
        stay.discharge()
        # 1,000 of class 乙 leaves 50 to the person; in scope 30,950. One deductible a year: 1,500.
        # (30,950 - 1,500) x 85 % = 25,032.50. The account pays first pay, deductible and share.
        bill = stay.settle(account="1")
        self.assert_bill(bill, medfee_sumamt="31000", preselfpay_amt="50", inscp_scp_amt="30950",
                         act_pay_dedc="1500", hifp_pay="25032.50", fund_pay_sumamt="25032.50",
                         psn_part_amt="5967.50", acct_pay="5967.50", psn_cash_pay="0")
        self.assertEqual(amount(bill["balc"]), Decimal("6032.50"))
        self.assertEqual(self.balance_of(SHANGHAI_EMPLOYEE), Decimal("6032.50"))

        # The year's deductible is used up: 10,000 x 85 %; this time all in cash.
        again = self.stay(SHANGHAI_EMPLOYEE, ("10000",))
        self.assert_bill(again.settle(account="0"), act_pay_dedc="0", hifp_pay="8500",
                         acct_pay="0", psn_cash_pay="1500")
        self.assertEqual(self.balance_of(SHANGHAI_EMPLOYEE), Decimal("6032.50"))

    def test_a_referred_beijing_resident_has_the_ratio_of_home(self):
        stay = self.stay(REFERRED_RESIDENT, ("20000",), ("2000", CLASS_B))
        # In scope 21,900; (21,900 - 1,300) x 75 % = 15,450.
        self.assert_bill(stay.settle(), medfee_sumamt="22000", preselfpay_amt="100",
                         inscp_scp_amt="21900", act_pay_dedc="1300", hifp_pay="15450",
                         psn_part_amt="6550", acct_pay="0", psn_cash_pay="6550")

    def test_a_local_employee_is_settled_at_home(self):
        stay = self.stay(HAINAN_EMPLOYEE, ("30000",), ("1000", CLASS_B))
        # First admission, level 3: 800. 20,000 x 82 % + 10,150 x 85 % = 25,027.50.
        # The account holds 2,000: it pays what it has.
        bill = stay.settle(account="1")
        self.assert_bill(bill, act_pay_dedc="800", hifp_pay="25027.50", psn_part_amt="5972.50",
                         acct_pay="2000", psn_cash_pay="3972.50")
        self.assertEqual(bill["clr_type"], "21")
        # Second admission: 400. (5,000 - 400) x 82 % = 3,772.
        again = self.stay(HAINAN_EMPLOYEE, ("5000",))
        self.assert_bill(again.settle(), act_pay_dedc="400", hifp_pay="3772", acct_pay="0",
                         psn_cash_pay="1228")

    def test_a_beijing_employee_pays_by_band(self):
        stay = self.stay(POSTED, ("50000",))
        # 28,700 x 85 % + 10,000 x 90 % + 10,000 x 95 % = 42,895 (the bands count the deductible).
        self.assert_bill(stay.settle(account="1"), act_pay_dedc="1300", hifp_pay="42895",
                         psn_part_amt="7105", acct_pay="5000", psn_cash_pay="2105")

    def test_a_hospital_of_the_second_level_has_its_own_ratio(self):
        stay = self.stay(HAINAN_RESIDENT, ("10000",),
                         hospital=Hospital(self.demo, SECONDARY))
        # Level 2: (10,000 - 300) x 75 %. The second admission of the year, at level 3: 400, which is
        # 500 less a fifth; (10,000 - 400) x 65 %.
        self.assert_bill(stay.settle(), act_pay_dedc="300", hifp_pay="7275", psn_part_amt="2725")
        self.assert_bill(self.stay(HAINAN_RESIDENT, ("10000",)).trial(), act_pay_dedc="400",
                         hifp_pay="6240", psn_part_amt="3760")

    def test_an_elderly_shanghai_resident_is_covered_by_a_filing_for_the_city(self):
        stay = self.stay(SHANGHAI_ELDERLY, ("10300",))
        # From sixty on: (10,300 - 300) x 70 % = 7,000.
        self.assert_bill(stay.settle(), act_pay_dedc="300", hifp_pay="7000", psn_part_amt="3300")

    def test_an_emergency_needs_no_filing(self):
        stay = self.stay(NOT_FILED, ("10000",), exp_content='{"IPT_TYPE": "2"}')
        # 视同备案: (10,000 - 1,300) x 85 % = 7,395.
        self.assert_bill(stay.settle(), act_pay_dedc="1300", hifp_pay="7395")

    def test_an_interim_settlement_leaves_the_stay_open_for_the_final_one(self):
        stay = self.stay(crowd_person(1), ("20000",))
        # 18,700 x 85 % = 15,895.
        first = stay.settle(interim="1")
        self.assert_bill(first, act_pay_dedc="1300", hifp_pay="15895")
        stay.priced = []
        stay.upload(stay.line("8000"))
        trial = stay.trial()
        stay.discharge()
        last = stay.settle()
        self.assertEqual(amounts_of(trial), amounts_of(last))
        # One stay owes its deductible once: 8,000 x 85 % = 6,800.
        self.assert_bill(last, medfee_sumamt="8000", act_pay_dedc="0", hifp_pay="6800")
        self.assertNotEqual(first["setl_id"], last["setl_id"])
        for bill in (first, last):
            self.assertEqual(amounts_of(stay.query(bill["setl_id"])), amounts_of(bill))

    def test_a_trial_equals_the_settlement_and_changes_nothing(self):
        stay = self.stay(crowd_person(2), ("12345.67",), ("765.43", CLASS_B))
        trials = [stay.trial() for _ in range(3)]
        stay.discharge()
        bill = stay.settle()
        for trial in trials:
            self.assertEqual(amounts_of(trial), amounts_of(bill))
            self.assertIsNone(trial["setl_id"])

    def test_a_bill_below_the_deductible_is_the_persons(self):
        stay = self.stay(crowd_person(3), ("1299.99",))
        self.assert_bill(stay.settle(), act_pay_dedc="1299.99", hifp_pay="0", psn_cash_pay="1299.99")

    def test_what_the_hub_books_is_what_the_bills_say(self):
        stay = self.stay(crowd_person(4), ("10000",))
        self.demo.await_quiet()
        before = self.owed("110000", "460000")
        bill = stay.settle()
        self.demo.await_quiet()
        self.assertEqual(self.owed("110000", "460000") - before, amount(bill["fund_pay_sumamt"]))

    def owed(self, debtor, creditor):
        _, rows = self.demo.get(HUB, "/v1/ledger/owed")
        return sum((amount(row["amount"]) for row in rows
                    if (row.get("debtor"), row["creditor"]) == (debtor, creditor)), Decimal(0))

    def test_an_explanation_adds_up_to_the_bill(self):
        stay = self.stay(crowd_person(5), ("60000",), ("1234.56", CLASS_B))
        bill = stay.settle()
        status, told = self.demo.get(HAINAN, f"/v1/settlements/{bill['setl_id']}/explanation")
        self.assertEqual(status, 200)
        for kind in ("bucket", "payer"):
            total = sum(amount(step["result"]) for step in told["steps"] if step["op"] == kind)
            self.assertEqual(total, amount(bill["medfee_sumamt"]), kind)


if __name__ == "__main__":
    BINARY = sys.argv.pop(1)
    unittest.main(verbosity=2)
