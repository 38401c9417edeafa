#!/usr/bin/env python3
"""Goal    A new release of the law decides from its day on and changes nothing before it; what was
        settled before is explained as it was then; a release with a mistake leaves the old one in
        force and says why.
Method  One demo on a folder of packages of its own. The folder is changed under it, by restarts and
        by SIGHUP, and the same bill is settled again and again.
Covers  L1 L2 of src/node/releases.hpp; GET /health, --policies, SIGHUP; explanations over releases,
        over HTTP and offline; the three readers.

Usage: releases_test.py YIDI
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import unittest
from decimal import Decimal

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "support"))
from yidi_demo import (BEIJING, HAINAN, HUB, SHANGHAI, Demo, Hospital, Stay, Stopped, amount,
                       crowd_person)

POLICIES = os.path.join(HERE, "..", "..", "policies")
CHECKER = os.path.join(HERE, "..", "..", "tools", "check_explanation.py")
BINARY = None

# 10,000 in scope at level 3: 1,300 is the deductible of the first stay, 8,700 is shared.
AT_85, AT_80 = Decimal("7395.00"), Decimal("6960.00")


class Releases(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="yidi-test-")
        self.policies = os.path.join(self.folder, "policies")
        shutil.copytree(POLICIES, self.policies)
        self.demo = Demo(BINARY, people=20, data=os.path.join(self.folder, "data"),
                         policies=self.policies).start()
        self.people = iter(range(1, 20))

    def tearDown(self):
        try:
            self.demo.must_be_clean()
        finally:
            self.demo.__exit__()
            shutil.rmtree(self.folder, ignore_errors=True)

    def restart(self):
        self.demo.await_quiet()
        self.demo.stop()
        self.demo.start()

    def edit(self, file, old, new):
        path = os.path.join(self.policies, "beijing", file)
        with open(path, encoding="utf-8") as source:
            text = source.read()
        self.assertEqual(text.count(old), 1, f"{old} in {file}")
        with open(path, "w", encoding="utf-8") as target:
            target.write(text.replace(old, new))

    def release(self, version, effective):
        """A new release of Beijing's package: 80 % instead of 85 %, from a day on."""
        self.edit("package.toml", "admdvs ",
                  f'version = "{version}"\neffective = {effective}\nadmdvs ')
        self.edit("employee.inpatient.toml", '["3|3s",        "ded", 30000, "85%"]',
                  '["3|3s",        "ded", 30000, "80%"]')

    def settle(self):
        """The same bill of another person each time: its pool's share, plan and settlement id."""
        stay = Stay(Hospital(self.demo), crowd_person(next(self.people))).admit()
        stay.upload(stay.line("10000"))
        bill = stay.settle()
        self.demo.await_quiet()
        (row,) = self.demo.rows(BEIJING, "SELECT plan FROM claim WHERE setl_id = ?",
                                (bill["setl_id"],))
        return amount(bill["hifp_pay"]), row["plan"], bill["setl_id"]

    def explained(self, setl_id):
        status, told = self.demo.get(HAINAN, f"/v1/settlements/{setl_id}/explanation")
        self.assertEqual(status, 200, told)
        return told

    def law(self, node=BEIJING):
        return self.demo.get(node, "/health")[1]["policies"]

    def await_law(self, refused):
        deadline = time.monotonic() + 60
        while (self.law()["refused"] is not None) != refused:
            assert time.monotonic() < deadline, self.law()
            time.sleep(0.05)
        return self.law()

    def test_a_release_decides_from_its_day_on_and_old_settlements_keep_theirs(self):
        paid, plan, old = self.settle()
        self.assertEqual(paid, AT_85)
        then = self.explained(old)
        self.assertEqual(then["schema"], "yidi.explanation/1")
        self.assertEqual(then["plan"], plan)

        self.release("2099.1", "2099-01-01")
        self.restart()
        self.assertEqual({told["version"] for told in self.law()["plans"]}, {"", "2099.1"})
        self.assertEqual(self.settle()[:2], (AT_85, plan))
        self.assertEqual(self.explained(old), then)

        self.edit("package.toml", "effective = 2099-01-01", "effective = 2020-01-01")
        self.restart()
        paid, newer, _ = self.settle()
        self.assertEqual(paid, AT_80)
        self.assertNotEqual(newer, plan)
        self.assertEqual(self.explained(old), then)
        # Without the folder, from what the node has kept.
        code, out, err = self.demo.run("explain", old, "--json")
        self.assertEqual(code, 0, err)
        self.assertEqual(json.loads(out, parse_float=Decimal), then)

    def test_a_release_with_a_mistake_leaves_the_old_one_in_force(self):
        _, plan, old = self.settle()
        then = self.explained(old)
        self.release("2026.2", "2020-01-01")
        self.edit("package.toml", "maintainer", "maintainr")
        self.restart()
        law = self.law()
        self.assertIn("beijing/package.toml", law["refused"]["en"])
        self.assertIn("maintainer", law["refused"]["zh"])
        self.assertEqual([told["plan"] for told in law["plans"]], [plan])
        self.assertIn("beijing/package.toml", self.told())
        for node in (SHANGHAI, HAINAN):
            self.assertEqual(len(self.law(node)["plans"]), 1, node)
        self.assertEqual(self.law(HUB)["plans"], [])
        self.assertEqual(self.settle()[:2], (AT_85, plan))
        self.assertEqual(self.explained(old), then)

    def told(self):
        with open(self.demo.log_path, encoding="utf-8") as log:
            return log.read()

    def test_a_running_node_takes_a_good_release_and_leaves_a_bad_one(self):
        _, plan, old = self.settle()
        self.edit("package.toml", "maintainer", "maintainr")
        self.demo.reload_law()
        law = self.await_law(refused=True)
        self.assertEqual([told["plan"] for told in law["plans"]], [plan])
        self.assertEqual(self.settle()[:2], (AT_85, plan))

        self.edit("package.toml", "maintainr", "maintainer")
        self.release("2026.2", "2020-01-01")
        self.demo.reload_law()
        law = self.await_law(refused=False)
        # What decides before the newer one's day is still in force for those days.
        self.assertEqual({told["version"] for told in law["plans"]}, {"", "2026.2"})
        paid, newer, _ = self.settle()
        self.assertEqual(paid, AT_80)
        self.assertNotEqual(newer, plan)
        self.assertEqual(self.explained(old)["plan"], plan)
        kept = self.demo.rows(BEIJING, "SELECT hash FROM policy_release")
        self.assertEqual({row["hash"] for row in kept}, {plan, newer})

    def test_a_mistake_on_the_first_start_has_nothing_to_fall_back_on(self):
        self.edit("package.toml", "maintainer", "maintainr")
        with self.assertRaisesRegex(Stopped, "maintain"):
            with Demo(BINARY, data=os.path.join(self.folder, "new"), policies=self.policies):
                self.fail("it started without a law")

    def test_the_independent_checker_agrees_with_what_was_settled(self):
        documents = os.path.join(self.folder, "told.ndjson")
        settled = [self.settle()[2] for _ in range(3)]
        with open(documents, "w", encoding="utf-8") as out:
            for setl_id in settled:
                out.write(self.demo.run("explain", setl_id, "--json")[1])
        done = subprocess.run([sys.executable, CHECKER, "--policies", self.policies, "--at-least",
                               "3", "--quiet", documents], capture_output=True, timeout=120)
        self.assertEqual(done.returncode, 0, done.stdout.decode() + done.stderr.decode())

    def test_each_reader_is_told_in_words_of_his_own(self):
        _, _, setl_id = self.settle()
        for reader, part in (("patient", "您自己付现金"), ("cashier", "✓ A3"),
                             ("auditor", "bj.emp.ip.seg 2024-01-01 #7")):
            code, out, err = self.demo.run("explain", setl_id, "--for", reader)
            self.assertEqual(code, 0, err)
            self.assertIn(part, out)
            page = f"/v1/settlements/{setl_id}/explanation?reader={reader}"
            self.assertEqual(self.demo.get_text(HAINAN, page), (200, out))
        status, told = self.demo.get(HAINAN, f"/v1/settlements/{setl_id}/explanation?reader=nobody")
        self.assertEqual((status, told["code"]), (422, 1104), told)
        code, out, _ = self.demo.run("explain", setl_id)
        self.assertEqual(out, self.demo.run("explain", setl_id, "--for", "auditor")[1])
        self.assertNotEqual(self.demo.run("explain", setl_id, "--for", "nobody")[0], 0)


if __name__ == "__main__":
    BINARY = sys.argv.pop(1)
    unittest.main(verbosity=2)
