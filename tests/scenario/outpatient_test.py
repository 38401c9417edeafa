#!/usr/bin/env python3
"""Goal    Outpatients, the chronically ill and pharmacies' customers pay exactly what the rules say,
        and every step can be taken back.
Method  Visits are played against a demo of its own; every expected amount is written out with its
        sum, computed by hand from the packages under policies/. In the end the books must hold.
Covers  22xx and 21xx: trial, settlement, refund of any batch and settlement anew; emergency and
        referral; approvals, disease by disease; quotas that come back; prescriptions; the personal
        account; repeats and 2601; refusals between the groups of transactions.

Usage: outpatient_test.py YIDI
"""

import os
import subprocess
import sys
import unittest
from decimal import Decimal

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "support"))
from yidi_demo import (APPROVAL_ENDED, CANCER_RETIREE, CHRONIC_EMPLOYEE, CLASS_A, CLASS_B, HAINAN,
                       HAINAN_EMPLOYEE, NOT_FILED, OUTPATIENT, PHARMACY, SECONDARY, Demo, Hospital,
                       Stay, amount, amounts_of, at, crowd_person, negated)
from yidi_visit import Purchase, Visit, extras

EXAMPLE = os.path.join(HERE, "..", "..", "examples", "outpatient.py")
BINARY = None
FIELD_MISSING, CONTRADICTS, NOT_FILED_YET = 1101, 1111, 1209
HAS_LINES, HAS_SETTLEMENT, OUTSIDE, WRONG_KIND, NOT_DESCRIBED = 1307, 1308, 1407, 1311, 1312
LINE_SETTLED, NO_BATCH, MIXED = 1406, 1413, 1414
TOTAL_WRONG, ALREADY_SETTLED, ALREADY_REVERSED = 1502, 1504, 1505
REVERSED, NOT_OFFERED, UNDETERMINED, NOT_ENTITLED = 1509, 1510, 1515, 1522
OTHER_CARE, NO_DISEASE = 1523, 1524
HYPERTENSION, DIABETES, CANCER, NOT_APPROVED = "M03900", "M01600", "M00500", "M05300"


class Case(unittest.TestCase):
    """Each test uses people of its own: the year of a person is one state for all of them."""

    @classmethod
    def setUpClass(cls):
        cls.demo = Demo(BINARY, people=20).start()
        cls.hospital = Hospital(cls.demo)
        cls.pharmacy = Hospital(cls.demo, PHARMACY)

    @classmethod
    def tearDownClass(cls):
        try:
            cls.demo.must_be_clean()
        finally:
            cls.demo.__exit__()

    def visit(self, person, *lines, med_type="11", hospital=None, **more):
        """Registered and described, with lines of (total, item, batch, ...)."""
        visit = Visit(hospital or self.hospital, person).register().describe(med_type, **more)
        if lines:
            visit.upload(*(visit.line(*line) for line in lines))
        return visit

    def assert_bill(self, bill, **expected):
        found = amounts_of(bill)
        for field, value in expected.items():
            self.assertEqual(found[field], Decimal(value), f"{field} of {found}")
        self.assertEqual(found["medfee_sumamt"], found["fulamt_ownpay_amt"]
                         + found["overlmt_selfpay"] + found["preselfpay_amt"]
                         + found["inscp_scp_amt"])
        self.assertEqual(found["psn_part_amt"], found["medfee_sumamt"] - found["fund_pay_sumamt"])
        self.assertEqual(found["psn_part_amt"], found["acct_pay"] + found["psn_cash_pay"])

    def assert_refused(self, answer, code):
        self.assertFalse(answer.ok, str(answer))
        self.assertEqual(answer.error, code, str(answer))

    def assert_trial_is(self, trial, bill):
        self.assertEqual(amounts_of(trial), amounts_of(bill))
        self.assertIsNone(trial["setl_id"])
        self.assertIsNone(trial["setl_time"])
        self.assertIsNone(trial["clr_way"])

    def assert_explained(self, bill):
        status, told = self.demo.get(HAINAN, f"/v1/settlements/{bill['setl_id']}/explanation")
        self.assertEqual(status, 200, told)
        for kind in ("bucket", "payer"):
            total = sum(amount(step["result"]) for step in told["steps"] if step["op"] == kind)
            self.assertEqual(total, amount(bill["medfee_sumamt"]), kind)
        return told


class Ordinary(Case):
    def test_a_visit_is_registered_described_tried_settled_refunded_and_settled_again(self):
        # Beijing at work, filed for long: deductible 1,800 a year, then 70 %.
        visit = self.visit(crowd_person(1), ("2000",), ("2000", CLASS_B))
        trial = visit.trial()
        bill = visit.settle()
        # 1,900 of the 2,000 of class 乙 are in scope: (3,900 - 1,800) x 70 % = 1,470.
        self.assert_bill(bill, medfee_sumamt="4000", preselfpay_amt="100", inscp_scp_amt="3900",
                         act_pay_dedc="1800", hifp_pay="1470", acct_pay="0", psn_cash_pay="2530")
        self.assert_trial_is(trial, bill)
        self.assertEqual((bill["clr_type"], bill["med_type"]), ("11", "11"))
        self.assertEqual(amounts_of(visit.query(bill["setl_id"])), amounts_of(bill))
        self.assert_explained(bill)
        self.assert_refused(visit.post("2207", visit.settlement()), ALREADY_SETTLED)

        back = visit.reverse(bill["setl_id"])
        self.assertEqual(amounts_of(back), negated(amounts_of(bill)))
        self.assertEqual(back["pdn_cash_pay"], back["psn_cash_pay"])
        self.assertNotEqual(back["setl_id"], bill["setl_id"])
        self.assert_refused(visit.post("2208", visit.named(setl_id=bill["setl_id"])),
                            ALREADY_REVERSED)
        again = visit.settle()
        self.assertEqual(amounts_of(again), amounts_of(bill))
        # The year's deductible is used up: 1,000 x 70 %.
        later = self.visit(crowd_person(1), ("1000",))
        self.assert_bill(later.settle(), act_pay_dedc="0", hifp_pay="700")

    def test_batches_of_one_visit_are_settlements_of_their_own(self):
        visit = self.visit(crowd_person(2), ("2800", CLASS_B, "B1"), ("1000",  CLASS_B, "B2"))
        visit.upload(visit.line("500", batch="B2"))
        first, second = visit.settle("B1"), visit.settle("B2")
        # 2,800 x 95 % = 2,660: (2,660 - 1,800) x 70 % = 602. Then (950 + 500) x 70 % = 1,015.
        self.assert_bill(first, act_pay_dedc="1800", hifp_pay="602")
        self.assert_bill(second, medfee_sumamt="1500", act_pay_dedc="0", hifp_pay="1015")
        # Not only the last one can be refunded.
        self.assertEqual(amounts_of(visit.reverse(first["setl_id"])), negated(amounts_of(first)))
        lines = visit.must("5204", visit.named(setl_id=second["setl_id"])).output
        self.assertEqual(len(lines if isinstance(lines, list) else next(iter(lines.values()))), 2)
        self.assertEqual(amounts_of(visit.settle("B1")), amounts_of(first))

    def test_a_deductible_counts_for_the_year_and_quotas_come_back(self):
        # Hainan at work, level 3: 300 a year, then 55 %; two visits a day, 1,500 a visit.
        visit = self.visit(HAINAN_EMPLOYEE, ("3400", ), ("1000", CLASS_B, "B2"),
                           ("400", CLASS_B, "B3"))
        first = visit.settle("B1")
        # (3,400 - 300) x 55 % = 1,705, of which the visit's limit leaves 1,500.
        self.assert_bill(first, act_pay_dedc="300", hifp_pay="1500")
        # 950 x 55 % = 522.50
        second = visit.settle("B2")
        self.assert_bill(second, act_pay_dedc="0", hifp_pay="522.50")
        # The third of a day is not paid; when the second is taken back it is the second.
        self.assert_bill(visit.trial("B3"), hifp_pay="0")
        visit.reverse(second["setl_id"])
        # 380 x 55 %
        self.assert_bill(visit.settle("B3"), hifp_pay="209")

    def test_the_personal_account_pays_and_is_paid_back(self):
        visit = self.visit(OUTPATIENT, ("600",), ("400", CLASS_B))
        # In scope 980: (980 - 300) x 55 % = 374; the account holds 500 of the person's 626.
        bill = visit.settle(account="1")
        self.assert_bill(bill, act_pay_dedc="300", hifp_pay="374", psn_part_amt="626",
                         acct_pay="500", psn_cash_pay="126")
        self.assertEqual(amount(bill["balc"]), 0)
        self.assertEqual(amount(visit.reverse(bill["setl_id"])["balc"]), 500)
        again = visit.settle(account="0")
        self.assert_bill(again, hifp_pay="374", acct_pay="0", psn_cash_pay="626")
        self.assertEqual(amount(again["balc"]), 500)

    def test_a_visit_can_be_given_up_step_by_step(self):
        visit = self.visit(crowd_person(3), ("100",), ("200", CLASS_B, "B2"))
        bill = visit.settle("B1")
        cancel = visit.named(ipt_otp_no=visit.otp_no)
        self.assert_refused(visit.post("2202", cancel), HAS_LINES)
        self.assert_refused(visit.post("2205", visit.named(chrg_bchno="B1")), LINE_SETTLED)
        self.assert_refused(visit.post("2205", visit.named(chrg_bchno="B9")), NO_BATCH)
        visit.must("2205", visit.named(chrg_bchno="0000"))
        self.assert_refused(visit.post("2206", visit.settlement("B2")), NO_BATCH)
        self.assert_refused(visit.post("2202", cancel), HAS_SETTLEMENT)
        visit.reverse(bill["setl_id"])
        self.assert_refused(visit.post("2202", cancel), HAS_LINES)
        visit.must("2205", visit.named(chrg_bchno="B1"))
        self.assert_refused(visit.post("2202", visit.named(ipt_otp_no="other")), CONTRADICTS)
        visit.must("2202", cancel)
        self.assertFalse(visit.post("2204", {"feedetail": [visit.line("1")]}).ok)

    def test_what_does_not_fit_is_refused_and_leaves_nothing(self):
        visit = Visit(self.hospital, crowd_person(4)).register()
        visit.upload(visit.line("100"))
        self.assert_refused(visit.post("2206", visit.settlement()), NOT_DESCRIBED)
        visit.describe("11")
        self.assert_refused(visit.post("2204", {"feedetail": [
            visit.line("1", batch="B7", dise_codg=HYPERTENSION), visit.line("1", batch="B7")]}),
            MIXED)
        self.assert_refused(visit.post("2205", visit.named(chrg_bchno="B7")), NO_BATCH)
        self.assert_refused(visit.post("2204", {"feedetail": [
            visit.line("1", fee_ocur_time=at(-9))]}), OUTSIDE)
        self.assert_refused(visit.post("2207", visit.settlement(medfee_sumamt="99.00")),
                            TOTAL_WRONG)
        self.assert_refused(visit.post("2207", visit.settlement(med_type="14")), OTHER_CARE)
        self.assert_refused(visit.post("2203", visit.description("2101")), WRONG_KIND)
        self.assert_refused(visit.post("2204", {"feedetail": [visit.line("-1")]}), 1106)
        bill = visit.settle()
        self.assert_refused(visit.post("2204", {"feedetail": [visit.line("1")]}), LINE_SETTLED)
        self.assert_bill(bill, medfee_sumamt="100", act_pay_dedc="100", hifp_pay="0")

    def test_transactions_of_stays_do_not_serve_a_visit_nor_the_reverse(self):
        person = crowd_person(5)
        visit = self.visit(person, ("100",))
        stay = Stay(self.hospital, person).admit()
        stay.upload(stay.line("100"))
        stay.mdtrt_id, visit.mdtrt_id = visit.mdtrt_id, stay.mdtrt_id
        for infno, node in (("2301", {"feedetail": [stay.line("1")]}),
                            ("2303", stay.settlement()), ("2304", stay.settlement()),
                            ("2305", stay.reversal("x")), ("2402", stay.discharge_node())):
            self.assert_refused(stay.hospital.post(infno, node, None, person.place), WRONG_KIND)
        for infno, node in (("2203", visit.description()),
                            ("2204", {"feedetail": [visit.line("1")]}),
                            ("2205", visit.named(chrg_bchno="B1")),
                            ("2207", visit.settlement()), ("2208", visit.named(setl_id="x")),
                            ("2103", visit.named(setl_id="x"))):
            self.assert_refused(visit.post(infno, node), WRONG_KIND)
        # Both at once are no contradiction: neither law nor interface says so.
        stay.mdtrt_id, visit.mdtrt_id = visit.mdtrt_id, stay.mdtrt_id
        self.assert_bill(visit.settle(), act_pay_dedc="100")
        self.assert_bill(stay.settle(), act_pay_dedc="100")

    def test_an_emergency_counts_as_filed(self):
        planned = self.visit(NOT_FILED, ("3800",))
        self.assert_refused(planned.post("2206", planned.settlement()), NOT_FILED_YET)
        referral = planned.settlement(exp_content=extras(otp_er_refl_flag="2"))
        self.assert_refused(planned.post("2206", referral), NOT_FILED_YET)
        self.assert_refused(planned.post("2203", planned.description(
            "13", exp_content=extras(otp_er_refl_flag="2"))), CONTRADICTS)
        self.assert_refused(planned.post("2203", planned.description(
            "13", exp_content=extras(trum_flag="1"))), FIELD_MISSING)
        planned.describe("13")
        self.assert_refused(planned.post("2207", planned.settlement(med_type="13")),
                            FIELD_MISSING)
        # (3,800 - 1,800) x 70 %
        bill = planned.settle(med_type="13", exp_content=extras(otp_er_refl_flag="1"))
        self.assert_bill(bill, act_pay_dedc="1800", hifp_pay="1400")
        flagged = self.visit(NOT_FILED, ("100",), exp_content=extras(otp_er_refl_flag="3"))
        self.assert_bill(flagged.settle(), hifp_pay="70")


class Chronic(Case):
    def test_each_disease_is_settled_by_itself_and_the_rest_as_ordinary(self):
        visit = self.visit(CHRONIC_EMPLOYEE, med_type="14")
        visit.upload(visit.line("1000", batch="B1", dise_codg=HYPERTENSION),
                     visit.line("800", batch="B2", dise_codg=DIABETES),
                     visit.line("500", batch="B3"),
                     visit.line("1000", batch="B4", dise_codg=HYPERTENSION),
                     visit.line("100", batch="B5", dise_codg=NOT_APPROVED))
        # Level 3: (1,000 - 300) x 75 % = 525; the deductible is that of all outpatient care.
        first = visit.settle("B1", med_type="14")
        self.assert_bill(first, act_pay_dedc="300", hifp_pay="525")
        self.assert_bill(visit.settle("B2", med_type="14"), act_pay_dedc="0", hifp_pay="600")
        # What has nothing to do with a disease: 500 x 55 %.
        self.assert_refused(visit.post("2207", visit.settlement("B3", med_type="14")), NO_DISEASE)
        ordinary = visit.settle("B3", med_type="11")
        self.assert_bill(ordinary, act_pay_dedc="0", hifp_pay="275")
        self.assertEqual(ordinary["med_type"], "11")
        self.assert_refused(visit.post("2207", visit.settlement("B4", med_type="11")), OTHER_CARE)
        # A quarter pays 900 for the disease: 900 - 525 of 750.
        last = visit.settle("B4", med_type="14")
        self.assert_bill(last, hifp_pay="375")
        visit.reverse(first["setl_id"])
        visit.reverse(last["setl_id"])
        # The quarter is whole again, and nothing of the deductible is charged: 700 x 75 %.
        self.assert_bill(visit.trial("B4", med_type="14"), act_pay_dedc="300", hifp_pay="525")
        self.assert_refused(visit.post("2207", visit.settlement("B5", med_type="14")),
                            NOT_ENTITLED)
        told = self.assert_explained(ordinary)
        self.assertEqual(told["facts"]["diseases"], "M01600|M03900")

    def test_what_was_settled_as_ordinary_is_refunded_and_settled_as_the_disease(self):
        visit = self.visit(CANCER_RETIREE, ("5000",))
        # A retiree: (5,000 - 200) x 60 % = 2,880, of which a visit's limit leaves 1,500.
        wrong = visit.settle()
        self.assert_bill(wrong, act_pay_dedc="200", hifp_pay="1500")
        visit.reverse(wrong["setl_id"])
        visit.describe("14", dise_codg=CANCER, dise_name="恶性肿瘤门诊治疗")
        # (5,000 - 200) x 88 %
        right = visit.settle(med_type="14")
        self.assert_bill(right, act_pay_dedc="200", hifp_pay="4224")
        self.assertEqual(visit.query(wrong["setl_id"])["med_type"], "11")
        self.assertEqual(visit.query(right["setl_id"])["med_type"], "14")

    def test_without_a_valid_approval_the_law_says_no(self):
        ended = self.visit(APPROVAL_ENDED, ("100",), med_type="14", dise_codg=HYPERTENSION)
        self.assert_refused(ended.post("2206", ended.settlement(med_type="14")), NOT_ENTITLED)
        # Beijing's package does not know its chronic benefit yet, and says so.
        unknown = self.visit(crowd_person(6), ("100",), med_type="14", dise_codg=HYPERTENSION)
        self.assert_refused(unknown.post("2207", unknown.settlement(med_type="14")), UNDETERMINED)
        self.assert_bill(unknown.settle(med_type="11"), act_pay_dedc="100")


class Pharmacies(Case):
    def test_a_purchase_without_prescription_is_for_the_account(self):
        purchase = Purchase(self.pharmacy, OUTPATIENT, ("100",), ("40", CLASS_B))
        trial = purchase.trial(account="1")
        self.assertIsNone(trial.bill["mdtrt_id"])
        self.assertEqual([amount(row["preselfpay_amt"]) for row in trial.rows("detlcutinfo")],
                         [0, 2])
        answer = purchase.settle(account="1")
        bill = answer.bill
        self.assert_bill(bill, medfee_sumamt="140", preselfpay_amt="2", inscp_scp_amt="138",
                         hifp_pay="0", acct_pay="140", psn_cash_pay="0")
        self.assert_trial_is(trial.bill, bill)
        self.assertEqual((bill["clr_type"], bill["med_type"]), ("41", "41"))
        self.assertEqual(answer.rows("detlcutinfo"), trial.rows("detlcutinfo"))
        self.assertEqual(amounts_of(purchase.reverse(bill)), negated(amounts_of(bill)))
        self.assert_explained(bill)

    def test_a_prescription_is_paid_like_the_visit_that_gave_it(self):
        # Nobody says who prescribed: as at a hospital of the third level. (700 - 300) x 55 %.
        purchase = Purchase(self.pharmacy, CHRONIC_EMPLOYEE, ("700", CLASS_A, "1"))
        bill = purchase.settle().bill
        self.assert_bill(bill, act_pay_dedc="300", hifp_pay="220")
        self.assertEqual(bill["clr_type"], "41")
        # With the prescriber named, a hospital of the second level: 200 x 65 %.
        visit = self.visit(CHRONIC_EMPLOYEE, med_type="41", hospital=self.pharmacy, diagnoses=[],
                           rxfixmedinsCode=SECONDARY, rxfixmedinsName="二级医院")
        visit.upload(visit.line("200", rx_circ_flag="1", rxno="R1"))
        self.assert_bill(visit.settle(med_type="41"), act_pay_dedc="0", hifp_pay="130")

    def test_a_special_drug_needs_an_approval(self):
        special = Purchase(self.pharmacy, CANCER_RETIREE, ("2000",))
        # As at the third level: 2,000 x 75 %.
        self.assert_bill(special.settle(med_type="18", dise_codg=CANCER).bill, act_pay_dedc="0",
                         hifp_pay="1500")
        other = Purchase(self.pharmacy, OUTPATIENT, ("2000",))
        self.assert_refused(self.pharmacy.post(
            "2102", other.node(med_type="18", dise_codg=CANCER), None, OUTPATIENT.place),
            NOT_ENTITLED)


class Failures(Case):
    def undo(self, hospital, person, omsgid, oinfno):
        return hospital.post("2601", {"data": {"psn_no": person.psn_no, "omsgid": omsgid,
                                               "oinfno": oinfno}}, None, person.place)

    def test_a_message_sent_again_is_answered_as_before(self):
        person = crowd_person(10)
        visit = Visit(self.hospital, person)
        msgids = [self.hospital.new_msgid() for _ in range(5)]
        visit.register(msgids[0])
        first = visit.mdtrt_id
        self.assertEqual(visit.register(msgids[0]).mdtrt_id, first)
        visit.describe()
        line = visit.line("2000")
        for _ in range(2):
            visit.must("2204", {"feedetail": [line]}, msgids[1])
        visit.priced["B1"] = visit.must("2204", {"feedetail": [line]}, msgids[1]).rows("result")
        bills = [visit.settle(msgid=msgids[2]) for _ in range(3)]
        self.assertEqual(len({bill["setl_id"] for bill in bills}), 1)
        backs = [visit.reverse(bills[0]["setl_id"], msgids[3]) for _ in range(2)]
        self.assertEqual(backs[0]["setl_id"], backs[1]["setl_id"])

    def test_2601_takes_back_a_settlement_whose_answer_was_lost(self):
        person = crowd_person(11)
        visit = self.visit(person, ("2800",))
        for infno in ("2207", "2207A"):
            msgid = self.hospital.new_msgid()
            bill = visit.settle(msgid=msgid)
            self.assert_bill(bill, hifp_pay="700")
            self.assertTrue(self.undo(self.hospital, person, msgid, infno).ok)
            self.assertTrue(self.undo(self.hospital, person, msgid, infno).ok)
            self.assert_refused(visit.post("2207", visit.settlement(), msgid), REVERSED)
        self.assert_bill(visit.settle(), hifp_pay="700")

    def test_2601_may_come_before_what_it_takes_back(self):
        person = crowd_person(12)
        visit = self.visit(person, ("2800",))
        msgid = self.hospital.new_msgid()
        self.assertTrue(self.undo(self.hospital, person, msgid, "2207").ok)
        self.assert_refused(visit.post("2207", visit.settlement(), msgid), REVERSED)
        self.assert_bill(visit.settle(), hifp_pay="700")

    def test_2601_takes_back_a_purchase_but_no_registration(self):
        person = crowd_person(13)
        purchase = Purchase(self.pharmacy, HAINAN_EMPLOYEE, ("10",))
        msgid = self.pharmacy.new_msgid()
        bill = purchase.settle(msgid, account="1").bill
        self.assertTrue(self.undo(self.pharmacy, HAINAN_EMPLOYEE, msgid, "2102").ok)
        self.assert_refused(self.pharmacy.post("2103", {"data": {
            "setl_id": bill["setl_id"], "mdtrt_id": bill["mdtrt_id"],
            "psn_no": HAINAN_EMPLOYEE.psn_no}}, None, HAINAN_EMPLOYEE.place), ALREADY_REVERSED)
        msgid = self.hospital.new_msgid()
        Visit(self.hospital, person).register(msgid)
        self.assert_refused(self.undo(self.hospital, person, msgid, "2201"), NOT_OFFERED)

    def test_two_messages_of_one_number_settle_two_batches(self):
        visit = self.visit(crowd_person(14), ("2800",), ("100", CLASS_A, "B2"))
        msgid = self.hospital.new_msgid()
        first, second = visit.settle("B1", msgid), visit.settle("B2", msgid)
        self.assertNotEqual(first["setl_id"], second["setl_id"])
        self.assertEqual(visit.settle("B1", msgid)["setl_id"], first["setl_id"])


class Example(Case):
    def test_the_client_of_the_examples_settles_and_refunds_time_and_again(self):
        for _ in range(2):
            done = subprocess.run([sys.executable, EXAMPLE, "--province", self.demo.urls[HAINAN]],
                                  capture_output=True, timeout=120)
            self.assertEqual(done.returncode, 0, done.stderr.decode() + done.stdout.decode())
            # The account holds 500 of the 626; (500 - 300) x 75 %; nothing is left at the pharmacy.
            self.assertIn("基金 funds 374.00 + 账户 account 500.00 + 现金 cash 126.00",
                          done.stdout.decode())
            self.assertIn("基金 funds 150.00 + 账户 account 350.00", done.stdout.decode())
            self.assertIn("现金 cash 38.50", done.stdout.decode())


if __name__ == "__main__":
    BINARY = sys.argv.pop(1)
    unittest.main(verbosity=2)
