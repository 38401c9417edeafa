#!/usr/bin/env python3
"""Goal    Whoever asks "what if" on the command line or over HTTP gets what the recipes and pages
        promise, over invented lives and over the books of a demo.
Method  The recipe is read and followed to the letter. Settlements of a demo are exported and run
        under an empty reform: every one is repeated, nothing differs, nobody is named. The estimate
        is asked for both ways.
Covers  docs/recipes/try-a-reform.md; yidi policy histories, what-if, diff; yidi estimate and
        GET /v1/estimate; their messages for what is wrong.

Usage: what_if_test.py YIDI
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from decimal import Decimal

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.realpath(os.path.join(HERE, "..", ".."))
sys.path.insert(0, os.path.join(HERE, "..", "support"))
from yidi_demo import BEIJING, HAINAN, Demo, Hospital, Stay, crowd_person

BINARY = None

EMPTY_REFORM = """[reform]
id = "nothing"
base = "beijing"
title = { zh = "无", en = "nothing" }
author = "test"
why = "to see that nothing differs"
window = { from = 2024-01-01, to = "open" }
"""


def run(*arguments, timeout=300):
    done = subprocess.run([BINARY, *arguments], cwd=ROOT, capture_output=True, timeout=timeout,
                          text=True, check=False)
    return done.returncode, done.stdout, done.stderr


class WithFolder(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="yidi-test-")

    def tearDown(self):
        shutil.rmtree(self.folder, ignore_errors=True)

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, text):
        with open(self.path(name), "w", encoding="utf-8") as file:
            file.write(text)
        return self.path(name)

    def must(self, *arguments):
        code, out, err = run(*arguments)
        self.assertEqual(code, 0, f"{arguments}: {err}")
        return out

    def refused(self, *arguments):
        code, out, err = run(*arguments)
        self.assertEqual(code, 2, f"{arguments}: {out}{err}")
        self.assertEqual(out, "")
        return err


class Recipe(WithFolder):
    def test_followed_to_the_letter_it_shows_what_it_promises(self):
        with open(os.path.join(ROOT, "docs", "recipes", "try-a-reform.md"), encoding="utf-8") as page:
            blocks = re.findall(r"```sh\n(.*?)```", page.read(), re.DOTALL)
        outputs = []
        for block in blocks:
            command = " ".join(block.replace("\\\n", " ").split())
            self.assertTrue(command.startswith("build/release/yidi "), command)
            words = command.replace("/tmp/lives.yhist", self.path("lives.yhist")).split()[1:]
            outputs.append(self.must(*words))
        generated, diff, what_if, stacked, reading = outputs
        self.assertIn("invented", generated)
        self.assertIn("each admission 1,300.00, then 650.00", diff)
        self.assertIn("each admission 1,600.00, then 950.00", diff)
        self.assertIn("from 2025-01-01", diff)
        self.assertIn("beijing: ", what_if)
        self.assertIn("largest losses", what_if)
        self.assertIn("the later wins: bj.emp.ip.ded", stacked)
        self.assertIn("the order matters: level-3-2025 / cap-2025", stacked)
        self.assertIn("reading-BJ-1", reading)


class Invented(WithFolder):
    def setUp(self):
        super().setUp()
        self.lives = self.path("lives.yhist")
        self.must("policy", "histories", "--generate", "20000", "--seed", "3", "--area", BEIJING,
                  "--out", self.lives)

    def test_lives_are_the_same_from_the_same_seed_and_others_from_another(self):
        def made(seed):
            self.must("policy", "histories", "--generate", "500", "--seed", seed, "--out",
                      self.path("other"))
            with open(self.path("other"), "rb") as file:
                return file.read()

        self.assertEqual(made("1"), made("1"))
        self.assertNotEqual(made("1"), made("2"))

    def test_an_empty_reform_differs_nowhere(self):
        told = json.loads(self.must("policy", "what-if", "--reform",
                                    self.write("empty.toml", EMPTY_REFORM), "--histories",
                                    self.lives, "--json"), parse_float=Decimal)
        self.assertEqual(told["areas"][0]["before"], told["areas"][0]["after"])
        total = told["total"]
        self.assertEqual(total["funds_change"], 0)
        self.assertEqual(total["gain_events"] + total["loss_events"], 0)
        self.assertEqual((told["gains"], told["losses"]), ([], []))
        self.assertTrue(told["is_synthetic"])

    def test_what_the_funds_pay_more_the_people_pay_less_in_every_group(self):
        told = json.loads(self.must("policy", "what-if", "--reform",
                                    "examples/reforms/beijing-level-3.toml", "--histories",
                                    self.lives, "--json"), parse_float=Decimal)
        self.assertNotEqual(told["total"]["funds_change"], 0)
        for groups in told["by"].values():
            for group in groups:
                self.assertEqual(group["funds_change"], -group["person_change"], group)
        for example in told["gains"] + told["losses"]:
            self.assertTrue(any(line["differs"] for line in example["steps"]))

    def test_what_is_wrong_is_said_with_the_file_and_the_line(self):
        text = EMPTY_REFORM + '[[patch]]\ntarget = "bj.emp.ip.ded"\nop = "ad"\namount = 1\n'
        wrong = self.write("wrong.toml", text)
        self.assertIn("wrong.toml:10 op", self.refused("policy", "what-if", "--reform", wrong,
                                                       "--histories", self.lives))
        self.assertIn("1609", self.refused("policy", "what-if", "--reform", "no-such.toml",
                                           "--histories", self.lives))
        self.assertIn("1621", self.refused("policy", "what-if", "--reform",
                                           "reading:BJ-1=alternative", "--histories", wrong))
        with open(self.lives, "rb") as file:
            bytes_ = bytearray(file.read())
        bytes_[len(bytes_) // 2] ^= 1
        with open(self.path("damaged"), "wb") as file:
            file.write(bytes_)
        self.assertIn("1622", self.refused("policy", "what-if", "--reform",
                                           "reading:BJ-1=alternative", "--histories",
                                           self.path("damaged")))
        self.assertIn("1732", self.refused("policy", "what-if", "--reform", "reading:XX=alternative",
                                           "--histories", self.lives))
        self.assertIn("--data", self.refused("policy", "what-if", "--reform",
                                             "reading:BJ-1=alternative"))
        self.assertIn("1514", self.refused("policy", "diff", "beijing", "atlantis"))

    def test_a_folder_is_compared_with_another(self):
        shutil.copytree(os.path.join(ROOT, "policies"), self.path("policies"))
        file = os.path.join(self.path("policies"), "beijing", "employee.inpatient.toml")
        with open(file, encoding="utf-8") as source:
            text = source.read()
        with open(file, "w", encoding="utf-8") as target:
            target.write(text.replace('["3|3s",          1300, 650]', '["3|3s",          1500, 750]'))
        told = json.loads(self.must("policy", "diff", "policies/beijing",
                                    os.path.join(self.path("policies"), "beijing"), "--json"),
                          parse_float=Decimal)
        (change,) = told["changes"]
        self.assertEqual(change["aspect"], "deductible")
        self.assertEqual(change["after"]["en"], "each admission 1,500.00, then 750.00")
        self.assertEqual(change["whom"], [{"level": ["3", "3s"]}])
        same = json.loads(self.must("policy", "diff", "beijing", "policies/beijing", "--json"))
        self.assertEqual(same["changes"], [])


class OfADemo(WithFolder):
    def test_settled_lives_are_repeated_without_naming_anybody(self):
        data = self.path("data")
        settled = 6
        with Demo(BINARY, people=20, data=data) as demo:
            people = [crowd_person(number) for number in range(1, settled)]
            for number, person in enumerate([*people, people[0]]):
                stay = Stay(Hospital(demo), person).admit()
                stay.upload(stay.line(str(7000 * (number + 1))))
                stay.settle()
                demo.await_quiet()
            query = "/v1/estimate?insured=110000&level=3&place=local&in_policy=50000"
            status, over_http = demo.get(BEIJING, query)
            self.assertEqual(status, 200, over_http)
            status, elsewhere = demo.get(HAINAN, query)
            self.assertEqual((status, elsewhere["rows"][0]["outcome"]), (200, "unknown"))
            status, wrong = demo.get(BEIJING, query + "&levl=3")
            self.assertEqual((status, wrong["code"]), (422, 1104))
        self.assertEqual(over_http["rows"][0]["shares"]["fund_pay_sumamt"], Decimal("42895.00"))
        here = json.loads(self.must("estimate", "--insured", BEIJING, "--level", "3", "--place",
                                    "local", "--in-policy", "50000", "--json"), parse_float=Decimal)
        self.assertEqual(here["rows"], over_http["rows"])

        lives = self.path("lives.yhist")
        told = json.loads(self.must("policy", "histories", "--data", data, "--out", lives, "--json"))
        self.assertEqual((told["events"], told["is_synthetic"]), (settled, False))
        with open(lives, "rb") as file:
            content = file.read()
        for person in people:
            self.assertNotIn(person.psn_no.encode(), content)
            self.assertNotIn(person.certno.encode(), content)
        empty = self.write("empty.toml", EMPTY_REFORM)
        for source in (["--histories", lives], ["--data", data]):
            told = json.loads(self.must("policy", "what-if", "--reform", empty, *source, "--json"),
                              parse_float=Decimal)
            self.assertEqual(told["persons"], settled - 1)
            self.assertEqual(told["total"]["events"], settled)
            self.assertEqual(told["total"]["repeated"], settled)
            self.assertEqual(told["total"]["funds_change"], 0)


if __name__ == "__main__":
    BINARY = os.path.abspath(sys.argv.pop(1))
    unittest.main(verbosity=2)
