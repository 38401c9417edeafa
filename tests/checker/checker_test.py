#!/usr/bin/env python3
"""Goal    The checker agrees with settlements computed by hand, and finds whatever is wrong in one.
Method  Documents written with a pencil, one for each operator and its variants, must pass. Then one
        thing at a time is changed in one of them, and the finding must be of the right kind, at the
        right place, and say what was found and what was expected.
Covers  tools/checker: evaluation, steps, sources, identities, schema, packages that cannot decide
"""

import os
import shutil
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from support import POLICIES, SCHEMA  # noqa: E402
import documents as d  # noqa: E402
import documents_more as m  # noqa: E402
import documents_parts as p  # noqa: E402
from planted import BASE, PLANTED  # noqa: E402
from checker.document import Checker  # noqa: E402
from checker.tables import PackageProblem  # noqa: E402

RIGHT = [
    d.retired_with_account, d.referred_civil_servant, d.capped, d.in_province, d.away_for_a_while,
    lambda: d.referral_up(span="9200.00", paid="7820.00"),
    lambda: d.referral_up(hours=50, due="1300.00", row=None), d.long_stay, d.day_surgery,
    m.outpatient, m.chronic, m.prescription, m.account_only, m.undetermined, m.unfiled,
    m.in_arrears, m.unknown_ratio, m.split_stay, m.ill_child, p.second_bill, p.taken_back]


class RightDocuments(unittest.TestCase):
    def test_settlements_computed_by_hand_agree(self):
        checker = Checker(POLICIES, SCHEMA)
        for make in RIGHT:
            with self.subTest(make.__name__):
                self.assertEqual([one.text("en") for one in checker.check(make())], [])

    def test_a_package_with_a_sample_value_must_say_so(self):
        with packages() as folder:
            replace(folder, "alpha/employee.chronic.toml", 'confidence = "high"',
                    'confidence = "sample"')
            found = Checker(folder, SCHEMA).check(BASE())
            self.assertEqual({one.kind for one in found}, {"sample"})
            self.assertEqual(len(found), 2)


class WrongDocuments(unittest.TestCase):
    def test_every_planted_error_is_found(self):
        checker = Checker(POLICIES, SCHEMA)
        for number, (make, plant, kind, words) in enumerate(PLANTED):
            with self.subTest(number=number, kind=kind, words=words):
                document = make()
                plant(document)
                found = [f"{one.kind}: {one.place} {one.en}" for one in checker.check(document)]
                self.assertTrue(any(one.startswith(f"{kind}: ") and words in one for one in found),
                                f"{kind} {words} not among {found}")

    def test_a_finding_speaks_both_languages(self):
        document = BASE()
        document["shares"]["hifp_pay"] = "1.00"
        text = Checker(POLICIES, SCHEMA).check(document)[0].text("both")
        self.assertIn("为 1.00，应为 45217.00 / is 1.00, should be 45217.00", text)


class packages:
    """A copy of the packages, to spoil."""

    def __enter__(self):
        self.folder = tempfile.mkdtemp()
        copied = os.path.join(self.folder, "policies")
        shutil.copytree(POLICIES, copied)
        return copied

    def __exit__(self, *_):
        shutil.rmtree(self.folder)


def replace(folder, name, old, new):
    path = os.path.join(folder, name)
    with open(path, encoding="utf-8") as file:
        text = file.read()
    assert old in text, f"{old} is not in {name}"
    with open(path, "w", encoding="utf-8") as file:
        file.write(text.replace(old, new))


class OtherPackages(unittest.TestCase):
    """The law is changed beneath a right document."""

    def found(self, name, old, new, make=BASE):
        with packages() as folder:
            replace(folder, name, old, new)
            return [f"{one.kind}: {one.place} {one.en}"
                    for one in Checker(folder, SCHEMA).check(make())]

    def test_a_changed_value_is_noticed(self):
        found = self.found("alpha/employee.inpatient.toml", '30000, "85%"', '30000, "84%"')
        self.assertTrue(any(one.startswith("total: /shares/hifp_pay") for one in found), found)

    def test_a_parents_changed_value_is_noticed(self):
        found = self.found("nation/medical_aid.toml", '5000, "60%"', '5000, "61%"',
                           d.referred_civil_servant)
        self.assertTrue(any(one.startswith("total: /shares/maf_pay") for one in found), found)

    def test_what_cannot_be_decided_is_a_finding_of_the_package(self):
        for name, old, new, words in (
                ("alpha/employee.inpatient.toml", '["paid", "entitled"], ', "", "meets 0 rows"),
                ("alpha/employee.inpatient.toml", '["3|3s", 30000, 40000, "90%"], ', "",
                 "do not follow"),
                ("alpha/employee.inpatient.toml", 'value = "60%"', 'value = "33.3333%"',
                 "adjusted ratio"),
                ("alpha/employee.inpatient.toml", 'value = "60%"', 'value = "0.6"', "share"),
                ("alpha/employee.inpatient.toml", "[[cap]]", "[[limit]]", "one [[cap]] in force"),
                ("alpha/employee.inpatient.toml", 'per = "admission"', 'per = "stay"',
                 "per is stay, should be one of admission, visit, year"),
                ("alpha/employee.inpatient.toml", '"episode_in_policy"', '"episode"', "axis is"),
                ("alpha/employee.inpatient.toml", 'pools = ["basic"]', 'pools = ["base"]',
                 "cannot be decided by: KeyError 'base'"),
                ("alpha/employee.chronic.toml", "employee", "employee|resident", "")):
            with self.subTest(words=words):
                found = self.found(name, old, new)
                if words:
                    self.assertTrue(any(one.startswith("package: ") and words in one
                                        for one in found), found)
                else:
                    self.assertEqual(found, [])

    def test_a_package_that_cannot_be_read_says_where(self):
        for name, old, new, words in (
                ("alpha/package.toml", 'parents = ["nation"]', 'parents = ["province"]',
                 "no parent province"),
                ("nation/package.toml", 'engine = "2"', 'engine = "2"\nparents = ["alpha"]',
                 "lead back"),
                ("alpha/medical_aid.toml", 'extends = "n.aid"', 'extends = "n.none"', "n.none"),
                ("alpha/package.toml", '[rounding]', '[round]', "package.toml"),
                ("beta/package.toml", "[time]", "[time", "cannot be read"),
                ("alpha/employee.inpatient.toml", '["2", 500, 300,', '["2", 500,', "cells"),
                ("alpha/employee.inpatient.toml", 'layer = "basic"', 'lair = "basic"', "layer")):
            with self.subTest(words=words), packages() as folder:
                replace(folder, name, old, new)
                with self.assertRaises(PackageProblem) as raised:
                    Checker(folder, SCHEMA)
                self.assertIn(words, str(raised.exception))


if __name__ == "__main__":
    unittest.main()
