#!/usr/bin/env python3
"""Goal    The command says what it found to people and programs; its exit code can be relied on.
Method  The program is run on files and on a pipe, with one process and with two: right documents,
        wrong ones, broken ones, none.
Covers  tools/check_explanation.py: exit codes, --json, --at-least, --jobs, --findings, --lang
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from support import POLICIES, TOOLS  # noqa: E402
import documents as d  # noqa: E402
import documents_more as m  # noqa: E402

PROGRAM = os.path.join(TOOLS, "check_explanation.py")
AGREE, DIFFER, NOT_CHECKED = 0, 1, 2


def wrong():
    document = d.capped()
    document["setl_id"] = "S-wrong"
    document["shares"]["hifp_pay"] = "1000.01"
    return document


def lines(*documents):
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in documents)


class Command(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.folder)

    def file(self, name, text):
        path = os.path.join(self.folder, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path

    def run_on(self, *arguments, text=None, policies=POLICIES):
        done = subprocess.run([sys.executable, "-B", PROGRAM, "--policies", policies, *arguments],
                              input=text, capture_output=True, text=True, timeout=60, check=False)
        return done.returncode, done.stdout, done.stderr

    def test_documents_that_agree(self):
        path = self.file("all.ndjson", lines(d.capped(), m.split_stay(), m.unfiled()))
        code, out, progress = self.run_on(path)
        self.assertEqual(code, AGREE)
        self.assertIn("3 documents, 3 agree, 0 differ", out)
        self.assertIn("checked 3", progress)

    def test_a_document_that_differs_is_named_with_file_line_and_settlement(self):
        path = self.file("all.ndjson", lines(d.capped(), wrong()))
        code, out, _ = self.run_on(path, "--lang", "en")
        self.assertEqual(code, DIFFER)
        self.assertIn(f"{path}:2: S-wrong: total: /shares/hifp_pay: is 1000.01, should be 1000.00",
                      out)

    def test_a_pipe_and_two_processes_say_the_same(self):
        text = lines(*[d.capped(), m.chronic(), wrong()] * 150)
        for jobs in ("1", "2"):
            code, out, _ = self.run_on("-", "--jobs", jobs, "--json", "--findings", "3", text=text)
            summary = json.loads(out)
            self.assertEqual(code, DIFFER)
            self.assertEqual([summary[name] for name in ("documents", "agree", "differ",
                                                         "unreadable")], [450, 300, 150, 0])
            self.assertEqual(summary["packages"], {"alpha": 450})
            self.assertEqual(summary["kinds"]["total"], 150)
            self.assertEqual(len(summary["findings"]), 3)
            self.assertEqual(summary["findings"][0]["setl_id"], "S-wrong")

    def test_one_file_may_hold_one_document_on_many_lines(self):
        path = self.file("one.json", json.dumps(d.capped(), indent=2))
        self.assertEqual(self.run_on(path)[0], AGREE)

    def test_what_is_no_document_is_not_passed_over(self):
        path = self.file("all.ndjson", lines(d.capped()) + "{\"schema\": \n[]\n")
        code, out, _ = self.run_on(path)
        self.assertEqual(code, NOT_CHECKED)
        self.assertIn("2 unreadable", out)
        self.assertIn(f"{path}:2: unreadable", out)

    def test_nothing_and_too_little_are_failures(self):
        self.assertEqual(self.run_on("-", text="")[0], NOT_CHECKED)
        code, _, error = self.run_on("-", "--at-least", "3", text=lines(d.capped(), m.chronic()))
        self.assertEqual(code, NOT_CHECKED)
        self.assertIn("2 documents, at least 3", error)

    def test_what_cannot_be_read_is_said(self):
        for arguments, policies, words in (
                (["no-such-file"], POLICIES, "no-such-file"),
                (["-"], self.folder, "no package of an area"),
                (["-"], os.path.join(self.folder, "none"), "no such folder"),
                (["-", "--jobs", "0"], POLICIES, "--jobs")):
            code, _, error = self.run_on(*arguments, policies=policies, text="")
            self.assertEqual(code, NOT_CHECKED, arguments)
            self.assertIn(words, error)
            self.assertNotIn("Traceback", error)


if __name__ == "__main__":
    unittest.main()
