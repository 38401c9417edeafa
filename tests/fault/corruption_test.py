#!/usr/bin/env python3
"""Goal    What is wrong in the books is found and named; a file that is not what it should be is
        refused by name; and with the right file back everything works as before.
Method  The books of a few stays are copied; in each copy one thing is changed with SQLite's own
        tools, and `yidi verify` must say so. Then whole files are damaged, exchanged and taken
        away, and neither `yidi verify` nor `yidi demo` may accept them.
Covers  every check of src/proof/findings.hpp; database and key files; recovery by restoring;
        policy packages with a mistake.

Usage: corruption_test.py YIDI
"""

import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
from planted_outpatients import OUTPATIENTS, treat_outpatient
from planted_registers import REGISTERS, declare_something
from yidi_demo import (BEIJING, CHRONIC_EMPLOYEE, FIRST_PATIENT, HAINAN, HUB, SHANGHAI,
                       SHANGHAI_EMPLOYEE, Demo, Hospital, Stay, crowd_person)

POLICIES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "policies")
BINARY = None
DAMAGED, FOREIGN, NEWER, BUSY, KEY, MISSING = 1603, 1602, 1604, 1605, 1606, 1610

PAYMENT = "kind = 'payment' AND state = 'settled'"
ONE_SETTLEMENT = f"setl_id = (SELECT min(setl_id) FROM settlement WHERE {PAYMENT})"
ONE_LINE = "(mdtrt_id, feedetl_sn) = (SELECT mdtrt_id, feedetl_sn FROM fee_line LIMIT 1)"
ONE_CLAIM = "setl_id = (SELECT min(setl_id) FROM claim WHERE state = 'decided')"


def exchanged(table, column, one, other):
    """A sealed value is moved between the rows of two people: each is genuine, in another's row."""
    return (f"WITH old AS MATERIALIZED (SELECT psn_no AS whose, {column} AS value FROM {table}"
            f" WHERE psn_no IN ('{one}', '{other}')) UPDATE {table} SET {column} = (SELECT value"
            f" FROM old WHERE whose <> {table}.psn_no) WHERE psn_no IN ('{one}', '{other}')")


# What is planted: a name, the check that must find it, the node, and one or more statements.
PLANTED = (
    ("a fee line that lost a fen", "line_identity", HAINAN,
     "UPDATE fee_line SET price_inscp_scp_amt = price_inscp_scp_amt - 1"
     f" WHERE {ONE_LINE}"),
    ("a fee line whose price is another", "line_identity", HAINAN,
     "UPDATE fee_line SET input_pric = input_pric * 2"
     f" WHERE {ONE_LINE}"),
    ("open sums of a stay", "visit_sums", HAINAN,
     "UPDATE encounter SET open_medfee_sumamt = open_medfee_sumamt + 100,"
     " open_inscp_scp_amt = open_inscp_scp_amt + 100 WHERE open_lines > 0"),
    ("a fee line deleted before it was settled", "visit_sums", HAINAN,
     "DELETE FROM fee_line WHERE mdtrt_id IN (SELECT mdtrt_id FROM encounter"
     " WHERE open_lines > 0 AND settled = '')"),
    ("the person's share of a settlement", "settlement_identity", HAINAN,
     f"UPDATE settlement SET shares_psn_cash_pay = shares_psn_cash_pay + 1 WHERE {ONE_SETTLEMENT}"),
    ("a fund's share of a settlement", "settlement_identity", HAINAN,
     f"UPDATE settlement SET shares_hifp_pay = shares_hifp_pay - 100 WHERE {ONE_SETTLEMENT}"),
    ("the fees of a settlement, made to add up", "settlement_lines", HAINAN,
     "UPDATE settlement SET fees_medfee_sumamt = fees_medfee_sumamt + 100,"
     " fees_inscp_scp_amt = fees_inscp_scp_amt + 100, shares_psn_part_amt = shares_psn_part_amt"
     f" + 100, shares_psn_cash_pay = shares_psn_cash_pay + 100 WHERE {ONE_SETTLEMENT}"),
    ("a settled fee line that was deleted", "settlement_lines", HAINAN,
     "DELETE FROM fee_line WHERE mdtrt_id = (SELECT mdtrt_id FROM settlement"
     f" WHERE {ONE_SETTLEMENT})"),
    ("the pool's share of a claim", "claim_identity", BEIJING,
     f"UPDATE claim SET shares_hifp_pay = shares_hifp_pay + 1 WHERE {ONE_CLAIM}"),
    ("a transfer of nothing", "ledger_transfer", BEIJING,
     "UPDATE transfer SET amount = 0 WHERE id = (SELECT max(id) FROM transfer)"),
    ("a reversing transfer that is no mirror", "ledger_transfer", HAINAN,
     "UPDATE transfer SET amount = amount - 1"
     " WHERE id = (SELECT min(id) FROM transfer WHERE reverses > 0)"),
    ("a deleted transfer", "ledger_missing", HAINAN,
     "DELETE FROM transfer WHERE id = (SELECT max(id) FROM transfer)"),
    ("a deleted transfer of the hub", "ledger_missing", HUB,
     "DELETE FROM transfer WHERE id = (SELECT min(id) FROM transfer)"),
    ("a balance", "ledger_balance", HAINAN,
     "UPDATE account SET debited = debited + 1 WHERE code LIKE 'assets:%'"),
    ("an account that was deleted", "ledger_balance", BEIJING,
     "DELETE FROM account WHERE code LIKE 'liabilities:payable:%'"),
    ("a transfer that names another settlement", "settlement_ledger", HAINAN,
     "UPDATE transfer SET reference = 'nothing' WHERE id = (SELECT min(id) FROM transfer"
     " WHERE purpose = 'care_owed')"),
    ("a transfer that names another claim", "claim_ledger", BEIJING,
     "UPDATE transfer SET reference = 'nothing' WHERE id = (SELECT max(id) FROM transfer"
     " WHERE purpose = 'benefit')"),
    ("what a person's year holds", "accumulator", BEIJING,
     "UPDATE year_accumulator SET totals_basic_paid = totals_basic_paid - 1"
     " WHERE psn_no LIKE '119%'"),
    ("a person's year that was deleted", "accumulator", BEIJING,
     "DELETE FROM year_accumulator WHERE psn_no LIKE '119%'"),
    ("a personal account below zero", "account_overdrawn", SHANGHAI,
     "UPDATE account SET debited = credited + 1 WHERE code LIKE 'liabilities:personal-account:%'"),
    ("a claim that was deleted", "both_sides", BEIJING, f"DELETE FROM claim WHERE {ONE_CLAIM}"),
    ("a settlement that was deleted", "both_sides", HAINAN,
     f"DELETE FROM settlement WHERE {ONE_SETTLEMENT}"),
    ("a settlement said to be reversed", "both_sides", HAINAN,
     f"UPDATE settlement SET state = 'reversed' WHERE {ONE_SETTLEMENT}"),
    ("a claim said to be undone", "both_sides", BEIJING,
     f"UPDATE claim SET state = 'undone' WHERE {ONE_CLAIM}"),
    ("what the hub matched", "hub_match", HUB,
     "UPDATE matched_settlement SET treatment_amount = treatment_amount + 1"),
    ("what the hub forgot", "hub_match", HUB,
     "DELETE FROM matched_settlement"
     " WHERE setl_id = (SELECT min(setl_id) FROM matched_settlement)"),
    ("a settlement the hub has seen one side of", "hub_match", HUB,
     "UPDATE matched_settlement SET state = 'half', insured_seen = 0"
     " WHERE setl_id = (SELECT min(setl_id) FROM matched_settlement)"),
    ("a request that made nothing", "request_dangling", HAINAN,
     "UPDATE request SET made = 'nothing' WHERE infno = '2304'"),
    ("a message taken that was never sent", "exchange_gap", HAINAN,
     "UPDATE inbox SET watermark = watermark + 5"),
    ("a sender that went back in time", "exchange_gap", HAINAN,
     "UPDATE sequence SET next = next - 1 WHERE name LIKE 'outbox:%'"),
    ("a message that is nowhere", "exchange_gap", HAINAN,
     "UPDATE sequence SET next = next + 1 WHERE name LIKE 'outbox:%'"),
    ("a person who is gone", "record_missing", BEIJING, "DELETE FROM person"),
    ("a request that is gone", "record_missing", HAINAN,
     "DELETE FROM request WHERE infno = '2304'"),
    ("a stay that forgot its settlement", "record_missing", HAINAN,
     "UPDATE encounter SET settled = '' WHERE settled <> ''"),
    ("facts of a claim that were changed", "claim_decision", BEIJING,
     "UPDATE claim SET facts_level = 'level_1' WHERE state = 'decided'"),
    ("a limit that nobody has used", "quota_window", BEIJING,
     "INSERT INTO quota_window VALUES ('11900000000000000001', '310', 'rule||2026', 100)"),
    ("a part of a stay in a year of which no claim knows", "accumulator", BEIJING,
     "INSERT INTO claim_later_year SELECT 'nothing', year, {0}, {0} FROM year_accumulator"
     " LIMIT 1".format(", ".join(["0"] * 39))),
    ("a release of the law that is gone", "record_missing", BEIJING,
     "UPDATE policy_release SET hash = 'nothing'"),
    ("all releases of the law that are gone", "record_missing", BEIJING,
     "DELETE FROM policy_release"),
    ("money moved to another institution", "ledger_transfer", HAINAN,
     "UPDATE transfer SET credit = replace(credit, 'H46010000001', 'H46010000002')"),
    ("a filing that was deleted", "record_missing", BEIJING,
     "DELETE FROM filing WHERE psn_no LIKE '119%'"),
    ("a claim that forgot what it follows", "stay_order", BEIJING,
     "UPDATE claim SET follows = '' WHERE follows <> ''"),
    ("a claim that follows another stay's", "stay_order", BEIJING,
     f"UPDATE claim SET follows = (SELECT setl_id FROM claim WHERE {ONE_CLAIM})"
     " WHERE follows <> ''"),
    ("document numbers of two people exchanged", "person_data", BEIJING,
     exchanged("person", "certno", crowd_person(1).psn_no, FIRST_PATIENT.psn_no)),
    ("names of two people exchanged", "person_data", BEIJING,
     exchanged("person", "psn_name", crowd_person(1).psn_no, FIRST_PATIENT.psn_no)),
    ("document numbers of two stays exchanged", "person_data", HAINAN,
     exchanged("encounter", "person_certno", crowd_person(1).psn_no, SHANGHAI_EMPLOYEE.psn_no)),
    ("names of two stays exchanged", "person_data", HAINAN,
     exchanged("encounter", "person_psn_name", crowd_person(1).psn_no, SHANGHAI_EMPLOYEE.psn_no)),
    ("an obligation that was raised", "ledger_transfer", HUB,
     "UPDATE transfer SET amount = amount + 1"),
    *REGISTERS,
    *OUTPATIENTS,
)

# Rows that cannot be read as what they are.
UNREADABLE = (
    ("a word that is in no vocabulary", HAINAN,
     f"UPDATE settlement SET state = 'nonsense' WHERE {ONE_SETTLEMENT}"),
    ("a date that does not exist", HAINAN,
     "UPDATE encounter SET person_brdy = '2026-02-30'"),
    ("an amount beyond all bounds", HAINAN,
     f"UPDATE settlement SET fees_medfee_sumamt = 9223372036854775807 WHERE {ONE_SETTLEMENT}"),
)


def make_books(demo):
    """A few stays: settled, reversed, given up, open, with and without the personal account; and an
    outpatient with a charge batch of each kind."""
    hospital = Hospital(demo)
    for number in range(1, 4):
        stay = Stay(hospital, crowd_person(number)).admit()
        stay.upload(stay.line("12000"), stay.line("300"))
        bill = stay.settle()
        if number == 2:
            stay.reverse(bill["setl_id"])
    stay = Stay(hospital, SHANGHAI_EMPLOYEE).admit()
    stay.upload(stay.line("9000"))
    stay.settle(account="1")
    stay = Stay(hospital, crowd_person(6)).admit()
    stay.upload(stay.line("5000"))
    stay.settle(interim="1")
    stay.priced = []
    stay.upload(stay.line("600"))
    stay.settle()
    stay = Stay(hospital, crowd_person(4)).admit()
    stay.upload(stay.line("77"))
    declare_something(hospital, crowd_person(5))
    treat_outpatient(hospital, CHRONIC_EMPLOYEE)
    demo.must_be_clean()


class Case(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp(prefix="yidi-test-")
        cls.good = os.path.join(cls.folder, "good")
        cls.demo = Demo(BINARY, people=10, data=cls.good).start()
        make_books(cls.demo)

    @classmethod
    def tearDownClass(cls):
        cls.demo.__exit__()
        shutil.rmtree(cls.folder, ignore_errors=True)

    def setUp(self):
        self.data = os.path.join(self.folder, "copy")
        shutil.copytree(self.good, self.data)

    def tearDown(self):
        shutil.rmtree(self.data)

    def database(self, node):
        return os.path.join(self.data, f"{node}.db")

    def change(self, node, statement, parameters=()):
        connection = sqlite3.connect(self.database(node))
        try:
            connection.execute(statement, parameters)
            connection.commit()
            changed = connection.total_changes
        finally:
            connection.close()
        self.assertGreater(changed, 0, "the statement changed nothing")

    def verify(self, *flags):
        return self.demo.run("verify", *flags, data=self.data)


class Books(Case):
    def test_untouched_books_are_clean(self):
        code, out, err = self.verify()
        self.assertEqual(code, 0, out + err)
        self.assertIn("the books hold", out)

    def test_every_check_has_a_planted_corruption(self):
        _, out, _ = self.verify("--json")
        self.assertEqual(set(json.loads(out)["checked"]), {check for _, check, _, _ in PLANTED})

    def test_every_check_looks_at_something(self):
        _, out, _ = self.verify("--json")
        idle = [check for check, times in json.loads(out)["checked"].items() if times == 0]
        self.assertEqual(idle, [])

    def flip_a_byte(self, node, table, column):
        connection = sqlite3.connect(self.database(node))
        (sealed,) = connection.execute(
            f"SELECT {column} FROM {table} WHERE length({column}) > 0 LIMIT 1").fetchone()
        connection.close()
        middle = len(sealed) // 2
        broken = sealed[:middle] + bytes([sealed[middle] ^ 1]) + sealed[middle + 1:]
        self.change(node, f"UPDATE {table} SET {column} = ? WHERE {column} = ?", (broken, sealed))

    def assert_unreadable(self, node):
        code, out, err = self.verify()
        self.assertEqual(code, 1, out + err)
        self.assertIn(f"[{DAMAGED}] ", err)
        self.assertIn(self.database(node), err)

    def test_a_flipped_byte_in_a_sealed_name_is_found(self):
        for column in ("person_psn_name", "person_certno"):
            with self.subTest(column):
                self.flip_a_byte(HAINAN, "encounter", column)
                self.assert_unreadable(HAINAN)


def add_planted(name, check, node, statement):
    def test(self):
        self.change(node, statement)
        code, out, err = self.verify("--json")
        self.assertEqual(code, 1, out + err)
        report = json.loads(out)
        self.assertFalse(report["clean"])
        found_by = {(finding["check"], finding["node"]) for finding in report["findings"]}
        # What two nodes must agree on may be told of either.
        shared = ("both_sides", "declaration", "exchange_gap", "person_data")
        told_of = (BEIJING, HAINAN) if check in shared else (node,)
        self.assertTrue(found_by & {(check, each) for each in told_of + (HUB,) * (
            check == "exchange_gap")}, found_by)
        code, out, _ = self.verify()
        self.assertEqual(code, 1)
        self.assertIn("the books do NOT hold", out)
        self.assertIn("账目有误", out)
        self.assertIn(f"✗ {check}", out)
    setattr(Books, "test_found_" + name.replace(" ", "_"), test)


def add_unreadable(name, node, statement):
    def test(self):
        self.change(node, statement)
        self.assert_unreadable(node)
    setattr(Books, "test_found_" + name.replace(" ", "_"), test)


class Files(Case):
    """Each test ends with the right file back: then both commands work as if nothing had been."""

    def refused(self, error, named, verify_exit=2):
        """Neither command accepts the data; both say which file it is and what is wrong."""
        code, out, err = self.verify()
        self.assertEqual(code, verify_exit, out + err)
        self.assertIn(f"[{error}] ", err)
        self.assertIn(named, err)
        done = self.try_to_start()
        told = done.stderr.decode()
        self.assertNotEqual(done.returncode, 0, told)
        self.assertGreater(done.returncode, 0, f"died of a signal: {told}")
        self.assertIn(f"[{error}] ", told)
        self.assertIn(named, told)

    def try_to_start(self, port_base=0):
        """Runs a demo that is expected to refuse; one that listens is stopped."""
        process = subprocess.Popen(
            [BINARY, "demo", "--data", self.data, "--port-base", str(port_base)],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        try:
            out, err = process.communicate(timeout=15)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGTERM)
            out, err = process.communicate(timeout=60)
            return subprocess.CompletedProcess([], 0, out, err)
        return subprocess.CompletedProcess([], process.returncode, out, err)

    def restore(self, name):
        path, good = os.path.join(self.data, name), os.path.join(self.good, name)
        for suffix in ("-wal", "-shm"):
            if os.path.exists(path + suffix):
                os.remove(path + suffix)
        shutil.copy2(good, path)

    def works_again(self, *names):
        for name in names:
            self.restore(name)
        code, out, err = self.verify("--json")
        self.assertEqual(code, 0, out + err)
        self.assertTrue(json.loads(out)["compared"])
        with Demo(BINARY, people=10, data=self.data) as demo:
            stay = Stay(Hospital(demo), crowd_person(5)).admit()
            stay.upload(stay.line("5000"))
            stay.settle()
            demo.must_be_clean()

    def write(self, name, content):
        path = os.path.join(self.data, name)
        os.remove(path)
        with open(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600), "wb") as file:
            file.write(content)
        return path

    def content(self, name):
        with open(os.path.join(self.good, name), "rb") as file:
            return file.read()

    def test_a_truncated_database(self):
        whole = self.content("460000.db")
        for length in (50, 100, 4096, len(whole) // 2, len(whole) - 4096, len(whole) - 1):
            with self.subTest(length):
                path = self.write("460000.db", whole[:length])
                self.refused(DAMAGED, path, verify_exit=1)
        self.works_again("460000.db")

    def test_an_empty_database(self):
        path = self.write("460000.db", b"")
        code, out, err = self.verify()
        self.assertIn(code, (1, 2), out + err)
        self.assertIn(path, err)
        self.assertGreater(self.try_to_start().returncode, 0)
        self.works_again("460000.db")

    def test_a_page_of_rubbish(self):
        whole = bytearray(self.content("110000.db"))
        for page in range(1, len(whole) // 4096, 3):
            whole[page * 4096:page * 4096 + 64] = bytes(range(64))
        path = self.write("110000.db", bytes(whole))
        self.refused(DAMAGED, path, verify_exit=1)
        self.works_again("110000.db")

    def test_a_foreign_database(self):
        path = self.database(HAINAN)
        os.remove(path)
        connection = sqlite3.connect(path)
        connection.execute("CREATE TABLE song (title TEXT)")
        connection.commit()
        connection.close()
        self.refused(FOREIGN, path)
        self.works_again("460000.db")

    def test_another_nodes_database(self):
        path = self.write("460000.db", self.content("310000.db"))
        # The key file is the first to notice, or else the name written inside.
        code, _, err = self.verify()
        self.assertEqual(code, 2)
        self.assertIn(path, err)
        done = self.try_to_start()
        self.assertGreater(done.returncode, 0)
        self.assertIn(path, done.stderr.decode())
        shutil.copy2(os.path.join(self.good, "keys", "310000.key"),
                     os.path.join(self.data, "keys", "460000.key"))
        self.refused(FOREIGN, path)
        self.works_again("460000.db", "keys/460000.key")

    def test_a_wrong_key_file(self):
        self.write("keys/460000.key", self.content("keys/110000.key"))
        self.refused(KEY, self.database(HAINAN))
        self.works_again("keys/460000.key")

    def test_a_missing_key_file(self):
        path = os.path.join(self.data, "keys", "110000.key")
        os.remove(path)
        self.refused(KEY, path)
        self.assertFalse(os.path.exists(path), "a new key would hide that the old one is lost")
        self.works_again("keys/110000.key")

    def test_a_missing_key_file_of_the_network(self):
        path = os.path.join(self.data, "keys", "network.key")
        os.remove(path)
        self.refused(KEY, path)
        self.works_again("keys/network.key")

    def test_a_damaged_key_file(self):
        path = self.write("keys/hub.key", self.content("keys/hub.key")[:40])
        self.refused(KEY, path)
        self.works_again("keys/hub.key")

    def test_a_key_file_that_others_may_read(self):
        path = os.path.join(self.data, "keys", "310000.key")
        os.chmod(path, 0o644)
        self.refused(KEY, path)
        os.chmod(path, 0o600)
        self.works_again()

    def test_a_file_that_is_no_database(self):
        path = self.write("310000.db", "这不是数据库\n".encode() * 1000)
        self.refused(FOREIGN, path)
        self.works_again("310000.db")

    def test_a_directory_in_the_place_of_a_database(self):
        path = self.database(SHANGHAI)
        os.remove(path)
        os.mkdir(path)
        code, out, err = self.verify()
        self.assertIn(code, (1, 2), out + err)
        self.assertIn(path, err)
        self.assertGreater(self.try_to_start().returncode, 0)
        os.rmdir(path)
        self.works_again("310000.db")

    def test_a_database_of_a_newer_version(self):
        self.change(HUB, "UPDATE meta SET value = '999' WHERE name = 'schema'")
        self.refused(NEWER, self.database(HUB))
        self.works_again("hub.db")

    def test_a_missing_directory(self):
        code, _, err = self.demo.run("verify", data=os.path.join(self.data, "nowhere"))
        self.assertEqual(code, 2)
        self.assertIn(f"[{MISSING}] ", err)
        self.assertIn("nowhere", err)

    def test_a_directory_below_a_file(self):
        below = os.path.join(self.database(HUB), "below")
        code, _, err = self.demo.run("verify", data=below)
        self.assertEqual(code, 2)
        self.assertIn(below, err)
        code, _, err = self.demo.run("demo", "--port-base", "0", data=below)
        self.assertGreater(code, 0)
        self.assertIn("hub.db", err)
        self.works_again()

    @unittest.skipIf(os.geteuid() == 0, "root may read everything")
    def test_an_unreadable_directory(self):
        os.chmod(self.data, 0o000)
        try:
            code, _, err = self.verify()
            self.assertEqual(code, 2)
            self.assertIn(self.data, err)
            self.assertGreater(self.try_to_start().returncode, 0)
        finally:
            os.chmod(self.data, 0o700)
        self.works_again()

    @unittest.skipIf(os.geteuid() == 0, "root may write everything")
    def test_a_directory_that_cannot_be_written(self):
        os.chmod(self.data, 0o500)
        try:
            code, out, err = self.verify()
            self.assertEqual(code, 0, out + err)
            done = self.try_to_start()
            self.assertGreater(done.returncode, 0)
            self.assertIn("[1601] ", done.stderr.decode())
        finally:
            os.chmod(self.data, 0o700)
        self.works_again()

    def test_the_books_may_be_verified_while_they_are_written(self):
        with Demo(BINARY, people=10, data=self.data) as demo:
            stay = Stay(Hospital(demo), crowd_person(7)).admit()
            stay.upload(stay.line("5000"))
            stay.settle()
            code, report = demo.verify()
            self.assertEqual(code, 0, report)
            self.assertFalse(report["compared"], "two nodes at two instants cannot be compared")
            demo.must_be_clean()

    def test_a_second_process_on_the_same_data(self):
        with Demo(BINARY, people=10, data=self.data) as demo:
            done = self.try_to_start()
            self.assertGreater(done.returncode, 0)
            self.assertIn(f"[{BUSY}] ", done.stderr.decode())
            stay = Stay(Hospital(demo), crowd_person(6)).admit()
            stay.upload(stay.line("5000"))
            stay.settle()
            demo.must_be_clean()

    def test_a_busy_port(self):
        with socket.create_server(("127.0.0.1", 0)) as holder:
            port = holder.getsockname()[1]
            done = self.try_to_start(port)
        told = done.stderr.decode()
        self.assertGreater(done.returncode, 0, told)
        self.assertIn("[1607] ", told)
        self.assertIn(str(port), told)
        self.works_again()

    def test_a_log_without_its_database(self):
        os.rename(self.database(HAINAN), self.database(HAINAN) + "-wal")
        done = self.try_to_start()
        self.assertGreater(done.returncode, 0)
        self.assertIn(self.database(HAINAN), done.stderr.decode())
        self.works_again("460000.db")


class Policies(unittest.TestCase):
    """A package of the law with a mistake in it stops the check and the start, by name."""

    DAY = ("--as-of", "2026-11-28")

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="yidi-test-")
        self.policies = os.path.join(self.folder, "policies")
        shutil.copytree(POLICIES, self.policies)
        self.path = os.path.join(self.policies, "beijing", "employee.inpatient.toml")

    def tearDown(self):
        shutil.rmtree(self.folder, ignore_errors=True)

    def run_it(self, *arguments):
        done = subprocess.run([BINARY, *arguments], capture_output=True, timeout=60)
        return done.returncode, done.stdout.decode() + done.stderr.decode()

    def refused(self, error, lint, *words):
        data = os.path.join(self.folder, "data")
        start = ("demo", "--data", data, "--port-base", "0", "--policies", self.policies)
        for command, mark in ((("policy", "check", self.policies, *self.DAY), lint),
                              (start, error)):
            code, told = self.run_it(*command)
            self.assertGreater(code, 0, told)
            self.assertIn(f"[{mark}] ", told)
            self.assertIn("employee.inpatient.toml", told)
            for word in words:
                self.assertIn(word, told)

    def rewrite(self, change):
        with open(self.path, encoding="utf-8") as file:
            text = file.read()
        with open(self.path, "w", encoding="utf-8") as file:
            file.write(change(text))

    def test_the_packages_as_they_are(self):
        code, told = self.run_it("policy", "check", self.policies, *self.DAY)
        self.assertEqual(code, 0, told)

    def test_an_unknown_key(self):
        self.rewrite(lambda text: text.replace("[benefit]", '[benefit]\nsurprise = "key"', 1))
        self.refused(1702, "L06", "surprise")

    def test_a_syntax_error(self):
        self.rewrite(lambda text: text + '\n[[segments]\n')
        self.refused(1701, "L05")

    def test_a_citation_of_nothing(self):
        self.rewrite(lambda text: text.replace("cite = [", 'cite = ["no-such-source:1", ', 1))
        self.refused(1704, "L01", "no-such-source")


if __name__ == "__main__":
    BINARY = os.path.abspath(sys.argv.pop(1))
    for row in PLANTED:
        add_planted(*row)
    for row in UNREADABLE:
        add_unreadable(*row)
    unittest.main(verbosity=1)
