#!/usr/bin/env python3
"""Goal    Two accounting programs that are not ours accept our books and come to our balances.
Method  A few stays are settled and reversed; the exported journal is read by `ledger` and `hledger`;
        their balances are held against `yidi owes` and against the accounts in the databases.
Covers  yidi export journal (all nodes, one node), yidi owes; the ledger's zero sum.

Usage: journal_test.py YIDI
"""

import csv
import io
import json
import os
import shutil
import subprocess
import sys
import unittest
from decimal import Decimal

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
from yidi_demo import (BEIJING, HAINAN, HAINAN_EMPLOYEE, HUB, NODES, SECONDARY, SHANGHAI_ELDERLY,
                       SHANGHAI_EMPLOYEE, Demo, Hospital, Stay, amounts_of, crowd_person)

BINARY = None


def run(program, *arguments, text):
    """A program's output; a test without the program is no test, so its absence fails."""
    assert shutil.which(program), f"{program} is not installed: see packages.txt"
    return subprocess.run([program, *arguments], input=text.encode(), capture_output=True,
                          timeout=60)


def named(node, code):
    """Accounts carry their node after their type in the journal."""
    kind, rest = code.split(":", 1)
    return f"{kind}:{node}:{rest}"


class Journal(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.demo = Demo(BINARY, people=10).start()
        cls.bills = []
        hospital, second = Hospital(cls.demo), Hospital(cls.demo, SECONDARY)
        for place, person, account, reversed_later in (
                (hospital, crowd_person(1), "0", False), (second, crowd_person(2), "0", True),
                (hospital, SHANGHAI_EMPLOYEE, "1", False), (second, SHANGHAI_ELDERLY, "0", True),
                (hospital, HAINAN_EMPLOYEE, "1", True), (second, crowd_person(3), "0", False)):
            stay = Stay(place, person).admit()
            stay.upload(stay.line("12345.67"), stay.line("8765.43"))
            bill = stay.settle(account=account)
            if reversed_later:
                stay.reverse(bill["setl_id"])
            else:
                cls.bills.append(amounts_of(bill))
        cls.demo.must_be_clean()
        code, cls.text, error = cls.demo.run("export", "journal")
        assert code == 0, error

    @classmethod
    def tearDownClass(cls):
        cls.demo.__exit__()

    def balances_in_database(self, nodes=NODES):
        """Debits less credits, by the journal's names; settled accounts left out."""
        return {named(node, row["code"]): Decimal(row["debited"] - row["credited"]) / 100
                for node in nodes for row in self.demo.rows(node, "SELECT * FROM account")
                if row["debited"] != row["credited"]}

    def hledger_balances(self, text, *arguments):
        done = run("hledger", "-f", "-", "balance", "--flat", "-O", "csv", *arguments, text=text)
        self.assertEqual(done.returncode, 0, done.stderr.decode())
        rows = list(csv.reader(io.StringIO(done.stdout.decode())))[1:]
        return {name: Decimal(value.replace("CNY", "").replace(",", "").strip() or 0)
                for name, value in rows}

    def test_hledger_accepts_the_books_and_their_total_is_zero(self):
        done = run("hledger", "-f", "-", "check", text=self.text)
        self.assertEqual(done.returncode, 0, done.stderr.decode())
        balances = self.hledger_balances(self.text)
        self.assertEqual([value for name, value in balances.items()
                          if name.lower().startswith("total")], [0])

    def test_hledger_comes_to_our_balances(self):
        balances = {name: value for name, value in self.hledger_balances(self.text).items()
                    if not name.lower().startswith("total")}
        self.assertEqual(balances, self.balances_in_database())

    def test_ledger_accepts_the_books_and_their_total_is_zero(self):
        done = run("ledger", "-f", "-", "balance", text=self.text)
        self.assertEqual(done.returncode, 0, done.stderr.decode())
        self.assertEqual(done.stderr, b"")
        self.assertEqual(done.stdout.decode().rstrip().split("\n")[-1].strip(), "0")

    def test_ledger_comes_to_our_balances(self):
        done = run("ledger", "-f", "-", "balance", "--flat", "--no-total", "--format",
                   "%(account)\t%(display_total)\n", text=self.text)
        self.assertEqual(done.returncode, 0, done.stderr.decode())
        balances = {}
        for line in done.stdout.decode().splitlines():
            name, value = line.split("\t")
            balances[name] = Decimal(value.replace("CNY", "").replace(",", "").strip())
        self.assertEqual(balances, self.balances_in_database())

    def test_what_is_owed_is_what_the_journal_says(self):
        code, out, error = self.demo.run("owes", "--json")
        self.assertEqual(code, 0, error)
        journal = self.hledger_balances(self.text)
        owed = json.loads(out)
        self.assertGreater(len(owed), 5)
        for row in owed:
            credit_side = row["account"].startswith(("liabilities:", "income:"))
            found = journal.get(named(row["books_of"], row["account"]), Decimal(0))
            self.assertEqual(-found if credit_side else found, Decimal(row["amount"]), row)

    def test_what_is_owed_is_what_the_bills_in_force_say(self):
        expected = sum(bill["fund_pay_sumamt"] + bill["acct_pay"] for bill in self.bills)
        found = sum(value for name, value in self.balances_in_database((HAINAN,)).items()
                    if name.startswith(f"assets:{HAINAN}:receivable:"))
        self.assertEqual(found, expected)

    def test_each_node_has_books_of_its_own(self):
        for node in (HUB, BEIJING, HAINAN):
            with self.subTest(node):
                code, text, error = self.demo.run("export", "journal", "--node", node)
                self.assertEqual(code, 0, error)
                balances = self.hledger_balances(text, "--no-total")
                self.assertEqual(balances, self.balances_in_database((node,)))
                self.assertEqual(sum(balances.values()), 0)

    def test_a_reversal_names_what_it_reverses(self):
        self.assertIn("; reverses: ", self.text)
        self.assertIn("; reference: ", self.text)


if __name__ == "__main__":
    BINARY = sys.argv.pop(1)
    unittest.main(verbosity=1)
