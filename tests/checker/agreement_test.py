#!/usr/bin/env python3
"""Goal    The engine and the independent checker agree to the fen, in totals and in every step.
Method  The built program decides generated settlements under all packages, those of the country
        and those made to show every variant, and writes what it did; the checker reads it.
Covers  yidi policy explain --generate, the explanation document; policy-operators.md as a whole

Usage: agreement_test.py YIDI [COUNT [SEED]]
"""

import json
import os
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from support import ROOT, TOOLS  # noqa: E402

FOLDERS = ("policies", os.path.join("tests", "policies", "variants"))
BINARY, COUNT, SEED = None, 100_000, 1
JOBS = 2


class Agreement(unittest.TestCase):
    def agree(self, folder, count):
        policies = os.path.join(ROOT, folder)
        writer = subprocess.Popen(
            [BINARY, "policy", "explain", "--policies", policies, "--generate", str(count),
             "--seed", str(SEED), "--ndjson"], stdout=subprocess.PIPE)
        checker = subprocess.run(
            [sys.executable, "-B", os.path.join(TOOLS, "check_explanation.py"), "-",
             "--policies", policies, "--jobs", str(JOBS), "--at-least", str(count), "--json",
             "--findings", "5"], stdin=writer.stdout, stdout=subprocess.PIPE, text=True,
            check=False)
        writer.stdout.close()
        self.assertEqual(writer.wait(), 0, "the generator failed")
        summary = json.loads(checker.stdout)
        self.assertEqual((checker.returncode, summary["differ"]), (0, 0),
                         f"seed {SEED}: {json.dumps(summary, ensure_ascii=False, indent=1)}")
        # Refusals are easily agreed on: most settlements must have been paid.
        self.assertLess(summary["refused"], count // 2)
        return summary

    def test_every_settlement_agrees(self):
        for folder in FOLDERS:
            with self.subTest(folder):
                summary = self.agree(folder, COUNT // len(FOLDERS))
                print(f"{folder}: {summary['documents']} agree, {summary['refused']} refused, "
                      f"{summary['seconds']} s, {summary['packages']}", file=sys.stderr)


if __name__ == "__main__":
    BINARY = sys.argv[1]
    COUNT, SEED = (*map(int, sys.argv[2:]), *(COUNT, SEED)[len(sys.argv[2:]):])
    unittest.main(argv=sys.argv[:1])
