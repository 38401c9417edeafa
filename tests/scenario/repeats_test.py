#!/usr/bin/env python3
"""Goal    What is sent again, taken back, or sent by two at once does what it says exactly once.
Method  Stays are played against a demo of its own with messages repeated, changed, reversed and
        raced; balances and totals are read before and after. In the end the books must hold.
Covers  msgid repeats of 2401, 2301, 2302, 2304, 2305; 2305, also of interim settlements; 2601 of a settled, unanswered and never
        arrived 2304 and of 2401; two clients on one stay; refund and withdrawn lines (2301, 2302).

Usage: repeats_test.py YIDI
"""

import os
import sys
import threading
import unittest
from decimal import Decimal

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
from yidi_demo import (BEIJING, CLASS_B, HAINAN, HUB, SECONDARY, SHANGHAI, SHANGHAI_EMPLOYEE, Demo,
                       Hospital, Stay, amount, amounts_of, crowd_person, negated)

ALREADY_IN_HOSPITAL, VISIT_CANCELLED, VISIT_HAS_LINES = 1301, 1303, 1307
LINE_DUPLICATE, LINE_UNKNOWN, LINE_SETTLED, NO_ORIGIN, REFUND_TOO_LARGE = 1404, 1405, 1406, 1408, 1409
VISIT_SETTLING, NOTHING_TO_SETTLE, ALREADY_SETTLED, ALREADY_REVERSED = 1410, 1501, 1504, 1505
LATER_SETTLEMENT, VISIT_SETTLED = 1520, 1411
MESSAGE_CHANGED, MESSAGE_REVERSED, NOT_OFFERED, TOTAL_NEGATIVE = 1508, 1509, 1510, 1517
BINARY = None


class Case(unittest.TestCase):
    """Each test takes people nobody else uses."""

    people = iter(range(1, 1000))

    @classmethod
    def setUpClass(cls):
        cls.demo = Demo(BINARY, people=200).start()
        cls.hospital = Hospital(cls.demo)

    @classmethod
    def tearDownClass(cls):
        try:
            cls.demo.must_be_clean()
        finally:
            cls.demo.__exit__()

    def stay(self, *totals, person=None, hospital=None):
        stay = Stay(hospital or self.hospital, person or crowd_person(next(Case.people))).admit()
        if totals:
            stay.upload(*(stay.line(total) for total in totals))
        return stay

    def refused(self, answer, *errors):
        self.assertIn(answer.error, errors, str(answer))
        self.assertFalse(answer.ok)

    def post(self, infno, node, stay, msgid=None, hospital=None):
        return (hospital or self.hospital).post(infno, node, msgid, stay.person.place)

    def year(self, person):
        answer = self.hospital.must("5206", {"data": {"psn_no": person.psn_no}}, None, person.place)
        return {row["cum_type_code"]: amount(row["cum"]) for row in answer.rows("cuminfo")
                if amount(row["cum"])}

    def balances(self):
        """Balances of every account that is not zero, of all nodes."""
        self.demo.await_quiet()
        return {(node, row["code"]): row["debited"] - row["credited"]
                for node in (HUB, BEIJING, SHANGHAI, HAINAN)
                for row in self.demo.rows(node, "SELECT * FROM account")
                if row["debited"] != row["credited"]}


class Reversals(Case):
    def test_a_reversal_mirrors_the_settlement_and_returns_everything(self):
        stay = self.stay("30000", person=SHANGHAI_EMPLOYEE)
        before = self.balances(), self.year(stay.person)
        bill = stay.settle(account="1")
        self.assertNotEqual(self.balances(), before[0])
        mirror = stay.reverse(bill["setl_id"])
        self.assertEqual(amounts_of(mirror), negated(amounts_of(bill)))
        self.assertGreater(amounts_of(bill)["acct_pay"], 0)
        self.assertEqual((self.balances(), self.year(stay.person)), before)
        self.assertEqual(amounts_of(stay.query(mirror["setl_id"])), amounts_of(mirror))
        # The settlement itself is not rewritten.
        self.assertEqual(amounts_of(stay.query(bill["setl_id"])), amounts_of(bill))

    def test_what_is_settled_again_after_a_reversal_comes_out_the_same(self):
        stay = self.stay("12345.67", "890.12")
        first = stay.settle()
        stay.reverse(first["setl_id"])
        again = stay.settle()
        self.assertEqual(amounts_of(again), amounts_of(first))
        self.assertNotEqual(again["setl_id"], first["setl_id"])

    def test_a_reversal_repeated_gives_the_first_answer_and_a_second_one_is_refused(self):
        stay = self.stay("5000")
        bill = stay.settle()
        msgid = self.hospital.new_msgid()
        first = stay.reverse(bill["setl_id"], msgid)
        again = stay.reverse(bill["setl_id"], msgid)
        self.assertEqual(again["setl_id"], first["setl_id"])
        self.assertEqual(amounts_of(again), amounts_of(first))
        self.refused(self.post("2305", stay.reversal(bill["setl_id"]), stay), ALREADY_REVERSED)

    def test_lines_may_be_added_between_reversal_and_settlement(self):
        stay = self.stay("5000")
        stay.reverse(stay.settle()["setl_id"])
        stay.upload(stay.line("700"))
        self.assertEqual(amount(stay.settle()["medfee_sumamt"]), Decimal("5700"))

    def test_the_settlements_of_a_stay_are_reversed_newest_first(self):
        stay = self.stay("5000")
        before = self.balances(), self.year(stay.person)
        msgid = self.hospital.new_msgid()
        interim = stay.settle(msgid, interim="1")
        after_interim = self.balances(), self.year(stay.person)
        stay.priced = []
        stay.upload(stay.line("700"))
        final = stay.settle()
        for infno, node in (("2305", stay.reversal(interim["setl_id"])),
                            ("2601", stay.uncertain(msgid))):
            answer = self.post(infno, node, stay)
            self.refused(answer, LATER_SETTLEMENT)
            self.assertIn(final["setl_id"], answer.err_msg)
        mirror = stay.reverse(final["setl_id"])
        self.assertEqual(amounts_of(mirror), negated(amounts_of(final)))
        self.assertEqual((self.balances(), self.year(stay.person)), after_interim)
        self.assertEqual(amounts_of(stay.query(interim["setl_id"])), amounts_of(interim))
        # What is settled again after the reversal comes out the same.
        again = stay.settle()
        self.assertEqual(amounts_of(again), amounts_of(final))
        stay.reverse(again["setl_id"])
        stay.reverse(interim["setl_id"])
        self.assertEqual((self.balances(), self.year(stay.person)), before)

    def test_what_interim_settlements_came_to_one_bill_comes_to_after_their_reversal(self):
        stay = self.stay("20000")
        parts = [stay.settle(interim="1")]
        for total in ("900.55", "30000", "12.34"):
            stay.priced = []
            stay.upload(stay.line(total))
            parts.append(stay.settle(interim="1"))
        self.assertEqual([amounts_of(part)["act_pay_dedc"] for part in parts], [1300, 0, 0, 0])
        for part in reversed(parts):
            stay.reverse(part["setl_id"])
        stay.priced = []
        whole = amounts_of(stay.settle(medfee_sumamt="50912.89"))
        for field, value in whole.items():
            self.assertEqual(value, sum(amounts_of(part)[field] for part in parts), field)

    def test_the_account_pays_in_the_parts_that_ask_for_it(self):
        stay = self.stay("11500", person=SHANGHAI_EMPLOYEE)
        before = self.balances(), self.year(stay.person)
        # (11,500 - 1,500) x 85 % = 8,500; the account holds 12,000.
        parts = (("11500", "1", "1500", "8500", "3000", "0", "9000"),
                 ("2000", "0", "0", "1700", "0", "300", "9000"),
                 ("2000", "1", "0", "1700", "300", "0", "8700"))
        bills = []
        for total, account, deductible, pool, paid, cash, balance in parts:
            if bills:
                stay.priced = []
                stay.upload(stay.line(total))
            bill = stay.settle(interim="1", account=account)
            bills.append(bill)
            found = amounts_of(bill)
            self.assertEqual(
                (found["act_pay_dedc"], found["hifp_pay"], found["acct_pay"],
                 found["psn_cash_pay"], amount(bill["balc"])),
                tuple(Decimal(each) for each in (deductible, pool, paid, cash, balance)))
        for bill in reversed(bills):
            stay.reverse(bill["setl_id"])
        self.assertEqual((self.balances(), self.year(stay.person)), before)
        stay.discharge()

    def test_lines_may_come_after_an_interim_settlement_and_the_discharge(self):
        stay = self.stay("5000")
        stay.settle(interim="1")
        stay.discharge()
        stay.priced = []
        stay.upload(stay.line("700"))
        self.assertEqual(amount(stay.settle()["act_pay_dedc"]), 0)
        self.refused(self.post("2301", {"feedetail": [stay.line("1")]}, stay), VISIT_SETTLED)


class Uncertain(Case):
    def test_2601_takes_back_a_settlement_whose_answer_was_lost(self):
        stay = self.stay("8000")
        before = self.balances(), self.year(stay.person)
        msgid = self.hospital.new_msgid()
        bill = stay.settle(msgid)
        for _ in range(2):
            self.hospital.must("2601", stay.uncertain(msgid), None, stay.person.place)
        self.assertEqual((self.balances(), self.year(stay.person)), before)
        late = self.post("2304", stay.settlement(), stay, msgid)
        self.refused(late, MESSAGE_REVERSED, ALREADY_REVERSED)
        self.refused(self.post("2305", stay.reversal(bill["setl_id"]), stay), ALREADY_REVERSED)
        self.assertEqual(amounts_of(stay.settle()), amounts_of(bill))

    def test_2601_may_come_while_2304_is_in_work(self):
        for _ in range(10):
            stay = self.stay("8000")
            msgid = self.hospital.new_msgid()
            answers = in_parallel(
                lambda: self.post("2304", stay.settlement(), stay, msgid),
                lambda: self.post("2601", stay.uncertain(msgid), stay))
            self.assertTrue(answers[1].ok, str(answers[1]))
            if not answers[0].ok:
                self.refused(answers[0], MESSAGE_REVERSED, ALREADY_REVERSED)
            self.assertTrue(self.post("2304", stay.settlement(), stay).ok)

    def test_an_original_that_comes_after_its_2601_is_refused(self):
        stay = self.stay("8000")
        msgid = self.hospital.new_msgid()
        self.hospital.must("2601", stay.uncertain(msgid), None, stay.person.place)
        self.refused(self.post("2304", stay.settlement(), stay, msgid), MESSAGE_REVERSED)
        self.assertTrue(stay.settle()["setl_id"])

    def test_2601_undoes_an_admission(self):
        person = crowd_person(next(Case.people))
        stay, msgid = Stay(self.hospital, person), self.hospital.new_msgid()
        stay.admit(msgid)
        self.hospital.must("2601", stay.uncertain(msgid, "2401"), None, person.place)
        self.refused(self.post("2301", {"feedetail": [stay.line("1")]}, stay), VISIT_CANCELLED)
        self.refused(self.post("2401", stay.admission(), stay, msgid), MESSAGE_REVERSED)
        self.assertTrue(self.stay("100", person=person).settle()["setl_id"])

    def test_2601_of_an_admission_that_never_arrived_keeps_it_away(self):
        stay, msgid = Stay(self.hospital, crowd_person(next(Case.people))), self.hospital.new_msgid()
        self.hospital.must("2601", stay.uncertain(msgid, "2401"), None, stay.person.place)
        self.refused(self.post("2401", stay.admission(), stay, msgid), MESSAGE_REVERSED)
        self.assertTrue(stay.admit().mdtrt_id)

    def test_2601_of_an_admission_with_lines_is_refused(self):
        stay, msgid = Stay(self.hospital, crowd_person(next(Case.people))), self.hospital.new_msgid()
        stay.admit(msgid).upload(stay.line("100"))
        self.refused(self.post("2601", stay.uncertain(msgid, "2401"), stay), VISIT_HAS_LINES)
        self.assertTrue(stay.settle()["setl_id"])

    def test_2601_does_not_reach_other_transactions_nor_other_institutions(self):
        stay, msgid = self.stay("8000"), self.hospital.new_msgid()
        bill = stay.settle(msgid)
        self.refused(self.post("2601", stay.uncertain(msgid, "2301"), stay), NOT_OFFERED)
        self.post("2601", stay.uncertain(msgid), stay, hospital=Hospital(self.demo, SECONDARY))
        self.assertEqual(stay.query(bill["setl_id"])["refd_setl_flag"], "0")

    def test_2601_accepts_the_a_form_of_a_number(self):
        stay, msgid = self.stay("8000"), self.hospital.new_msgid()
        stay.settle(msgid)
        self.hospital.must("2601", stay.uncertain(msgid, "2304A"), None, stay.person.place)
        self.refused(self.post("2304", stay.settlement(), stay, msgid), MESSAGE_REVERSED,
                     ALREADY_REVERSED)


class Repeats(Case):
    def test_a_settlement_repeated_gives_the_first_answer(self):
        stay, msgid = self.stay("8000"), self.hospital.new_msgid()
        first, again = stay.settle(msgid), stay.settle(msgid)
        self.assertEqual(first, {**again, "age": first["age"]})

    def test_a_changed_repeat_is_refused_and_names_the_field(self):
        stay, msgid = self.stay("8000"), self.hospital.new_msgid()
        bill = stay.settle(msgid)
        for field, value in (("acct_used_flag", "1"), ("medfee_sumamt", "9000.00"),
                             ("mid_setl_flag", "1")):
            changed = stay.settlement(**{field: value})
            answer = self.post("2304", changed, stay, msgid)
            self.refused(answer, MESSAGE_CHANGED)
            self.assertIn(field, answer.err_msg)
        self.assertEqual(amounts_of(stay.query(bill["setl_id"])), amounts_of(bill))

    def test_an_admission_repeated_gives_the_first_visit(self):
        stay, msgid = Stay(self.hospital, crowd_person(next(Case.people))), self.hospital.new_msgid()
        first = stay.admit(msgid).mdtrt_id
        self.assertEqual(stay.admit(msgid).mdtrt_id, first)
        self.refused(self.post("2401", stay.admission(), stay), ALREADY_IN_HOSPITAL)

    def test_lines_repeated_are_not_billed_twice(self):
        stay, msgid = self.stay(), self.hospital.new_msgid()
        line = stay.line("123.45")
        first = stay.upload(line, msgid=msgid)
        again = self.post("2301", {"feedetail": [line]}, stay, msgid)
        self.assertTrue(again.ok, str(again))
        self.assertEqual(again.rows("result"), first.rows("result"))
        self.refused(self.post("2301", {"feedetail": [line]}, stay), LINE_DUPLICATE)
        self.assertEqual(amount(stay.settle()["medfee_sumamt"]), Decimal("123.45"))

    def test_one_msgid_used_for_everything_within_a_second_does_no_harm(self):
        msgid = self.hospital.new_msgid()
        stays = []
        for total in ("1000", "2000", "3000"):
            stay = Stay(self.hospital, crowd_person(next(Case.people))).admit(msgid)
            stay.upload(stay.line(total), msgid=msgid)
            stay.upload(stay.line(total), msgid=msgid)
            stays.append((stay, total))
        for stay, total in stays:
            bill = stay.settle(msgid)
            self.assertEqual(amount(bill["medfee_sumamt"]), 2 * Decimal(total))
            self.assertEqual(bill["psn_no"], stay.person.psn_no)
        for stay, total in stays:
            self.assertEqual(amount(stay.settle(msgid)["medfee_sumamt"]), 2 * Decimal(total))

    def test_two_institutions_may_use_the_same_msgid(self):
        msgid = self.hospital.new_msgid()
        for code in (self.hospital.code, SECONDARY):
            stay = self.stay("1000", hospital=Hospital(self.demo, code))
            self.assertEqual(stay.settle(msgid)["mdtrt_id"], stay.mdtrt_id)


class TwoAtOnce(Case):
    def test_of_two_who_settle_one_stay_at_once_one_succeeds(self):
        for _ in range(10):
            stay = self.stay("8000")
            answers = in_parallel(*[lambda: self.post("2304", stay.settlement(), stay)] * 2)
            winners = [answer for answer in answers if answer.ok]
            self.assertEqual(len(winners), 1, [str(answer) for answer in answers])
            loser = next(answer for answer in answers if not answer.ok)
            self.refused(loser, VISIT_SETTLING, ALREADY_SETTLED)

    def test_of_two_who_send_the_same_message_at_once_both_get_the_same_bill(self):
        for _ in range(10):
            stay, msgid = self.stay("8000"), self.hospital.new_msgid()
            answers = in_parallel(*[lambda: self.post("2304", stay.settlement(), stay, msgid)] * 2)
            self.assertEqual([answer.ok for answer in answers], [True, True], answers)
            self.assertEqual(answers[0].bill["setl_id"], answers[1].bill["setl_id"])

    def test_of_two_who_reverse_at_once_one_succeeds(self):
        for _ in range(5):
            stay = self.stay("8000")
            setl_id = stay.settle()["setl_id"]
            answers = in_parallel(*[lambda: self.post("2305", stay.reversal(setl_id), stay)] * 2)
            self.assertEqual(sorted(answer.ok for answer in answers), [False, True], answers)
            loser = next(answer for answer in answers if not answer.ok)
            self.refused(loser, ALREADY_REVERSED, 1516, VISIT_SETTLING)

    def test_of_two_admissions_of_one_person_at_once_one_succeeds(self):
        person = crowd_person(next(Case.people))
        stays = [Stay(self.hospital, person), Stay(Hospital(self.demo, SECONDARY), person)]
        answers = in_parallel(*[
            lambda stay=stay: self.post("2401", stay.admission(), stay, hospital=stay.hospital)
            for stay in stays])
        self.assertEqual(sorted(answer.ok for answer in answers), [False, True])
        self.refused(next(answer for answer in answers if not answer.ok), ALREADY_IN_HOSPITAL)


class Lines(Case):
    def test_a_refund_line_takes_back_part_of_a_line(self):
        stay = self.stay()
        line = stay.line("400", CLASS_B, count=4)
        stay.upload(line)
        refund = stay.line("-100", CLASS_B, count=-1, init_feedetl_sn=line["feedetl_sn"])
        priced = stay.upload(refund).rows("result")[0]
        self.assertEqual(amount(priced["preselfpay_amt"]), Decimal("-5"))
        self.assertEqual(amount(priced["inscp_scp_amt"]), Decimal("-95"))
        too_much = stay.line("-400", CLASS_B, count=-4, init_feedetl_sn=line["feedetl_sn"])
        self.refused(self.post("2301", {"feedetail": [too_much]}, stay), REFUND_TOO_LARGE)
        stranger = stay.line("-100", CLASS_B, count=-1, init_feedetl_sn="nothing")
        self.refused(self.post("2301", {"feedetail": [stranger]}, stay), NO_ORIGIN)
        bill = stay.settle()
        self.assertEqual(amount(bill["medfee_sumamt"]), Decimal("300"))
        self.assertEqual(amount(bill["preselfpay_amt"]), Decimal("15"))

    def test_a_settled_line_is_not_refunded(self):
        stay = self.stay()
        line = stay.line("400", count=4)
        stay.upload(line)
        stay.settle(interim="1")
        refund = stay.line("-100", count=-1, init_feedetl_sn=line["feedetl_sn"])
        self.refused(self.post("2301", {"feedetail": [refund]}, stay), LINE_SETTLED)

    def test_withdrawn_lines_are_not_billed(self):
        stay = self.stay()
        keep, drop = stay.line("400"), stay.line("50")
        stay.upload(keep, drop)
        gone = {"data": [{"feedetl_sn": drop["feedetl_sn"], "mdtrt_id": stay.mdtrt_id,
                          "psn_no": stay.person.psn_no}]}
        self.hospital.must("2302", gone, None, stay.person.place)
        self.refused(self.post("2302", gone, stay), LINE_UNKNOWN)
        stay.priced = stay.priced[:1]
        self.assertEqual(amount(stay.settle()["medfee_sumamt"]), Decimal("400"))
        gone["data"][0]["feedetl_sn"] = keep["feedetl_sn"]
        self.refused(self.post("2302", gone, stay), LINE_SETTLED)

    def test_all_lines_withdrawn_leave_nothing_to_settle_and_the_admission_may_be_cancelled(self):
        stay = self.stay("400", "50")
        cancel = {"data": {"mdtrt_id": stay.mdtrt_id, "psn_no": stay.person.psn_no}}
        self.refused(self.post("2404", cancel, stay), VISIT_HAS_LINES)
        everything = {"data": [{"feedetl_sn": "0000", "mdtrt_id": stay.mdtrt_id,
                                "psn_no": stay.person.psn_no}]}
        self.hospital.must("2302", everything, None, stay.person.place)
        self.refused(self.post("2304", stay.settlement(), stay), NOTHING_TO_SETTLE)
        self.hospital.must("2404", cancel, None, stay.person.place)

    def test_a_withdrawal_that_comes_again_takes_no_newer_lines(self):
        stay, msgid = self.stay("400", "50"), self.hospital.new_msgid()
        everything = {"data": [{"feedetl_sn": "0000", "mdtrt_id": stay.mdtrt_id,
                                "psn_no": stay.person.psn_no}]}
        self.hospital.must("2302", everything, msgid, stay.person.place)
        stay.priced = []
        stay.upload(stay.line("70"))
        for _ in range(2):
            self.hospital.must("2302", everything, msgid, stay.person.place)
        self.assertEqual(amount(stay.settle()["medfee_sumamt"]), Decimal("70"))

    def test_lines_that_come_again_after_they_were_withdrawn_stay_withdrawn(self):
        stay, msgid = self.stay("400"), self.hospital.new_msgid()
        line = stay.line("50")
        first = stay.upload(line, msgid=msgid)
        row = {"feedetl_sn": line["feedetl_sn"], "mdtrt_id": stay.mdtrt_id,
               "psn_no": stay.person.psn_no}
        self.hospital.must("2302", {"data": [row]}, None, stay.person.place)
        again = self.post("2301", {"feedetail": [line]}, stay, msgid)
        self.assertEqual(again.rows("result"), first.rows("result"))
        stay.priced = stay.priced[:1]
        self.assertEqual(amount(stay.settle()["medfee_sumamt"]), Decimal("400"))

    def test_a_line_number_may_be_used_again_after_it_was_withdrawn(self):
        stay = self.stay()
        line = stay.line("400")
        for _ in range(2):
            stay.priced = []
            stay.upload(line)
            row = {"feedetl_sn": line["feedetl_sn"], "mdtrt_id": stay.mdtrt_id,
                   "psn_no": stay.person.psn_no}
            self.hospital.must("2302", {"data": [row]}, None, stay.person.place)
        stay.priced = []
        stay.upload(line)
        self.assertEqual(amount(stay.settle()["medfee_sumamt"]), Decimal("400"))

    def test_one_bad_line_leaves_none_of_its_message(self):
        stay = self.stay()
        good, bad = stay.line("400"), stay.line("50", "no-such-item")
        self.refused(self.post("2301", {"feedetail": [good, bad]}, stay), 1401)
        stay.upload(good)
        self.assertEqual(amount(stay.settle()["medfee_sumamt"]), Decimal("400"))


def in_parallel(*works):
    """Runs all at once; what each returned, in order."""
    results, barrier = [None] * len(works), threading.Barrier(len(works))

    def run(place, work):
        barrier.wait()
        results[place] = work()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


if __name__ == "__main__":
    BINARY = sys.argv.pop(1)
    unittest.main(verbosity=2)
