#!/usr/bin/env python3
"""Goal    The checker's own evaluation agrees with every case that the packages bring along.
Method  Each history of tests/*.toml is worked through event by event, totals carried from one to
        the next and from year to year; what the case expects must come out, to the fen.
Covers  tools/checker evaluation; policies/*/tests, tests/policies/variants/*/tests

Usage: cases_test.py [FOLDER...]
"""

import os
import sys
import tomllib
import unittest
from collections import Counter
from datetime import date

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from support import EMPLOYEE, FEES, POOLS, ROOT, ZERO, merged, year  # noqa: E402
from checker.document import expected_shares  # noqa: E402
from checker.event import LEVELS, Decider  # noqa: E402
from checker.package import load_packages  # noqa: E402
from checker.values import fen_of, table_amount, yuan  # noqa: E402

FOLDERS = [os.path.join(ROOT, "policies"), os.path.join(ROOT, "tests", "policies", "variants")]
LEVEL_NAMES = {text: name for name, text in LEVELS.items()}
STANDING = ("aid_class", "civil_servant", "enterprise", "commercial", "contracted", "tier",
            "contribution")
NAMED = {"ded": "act_pay_dedc", "basic": "hifp_pay", "large_amount": "hifob_pay",
         "major_illness": "hifmi_pay", "civil_servant": "cvlserv_pay", "enterprise": "hifes_pay",
         "medical_aid": "maf_pay", "commercial": "oth_pay", "fund": "fund_pay_sumamt",
         "person": "psn_part_amt", "account": "acct_pay", "cash": "psn_cash_pay",
         "family": "acct_mulaid_pay", "balc": "balc"}
RENAMED = {"insured": "scheme", "age": "age_years", "admit": "admitted_on",
           "discharge": "discharged_on", "settled": "settled_on", "account": "account_balance",
           "past": "account_past", "family": "family_balance"}
IN_POLICY = ("ded", "seg_self", "place_self", "over_cap")


def amount(value):
    return yuan(table_amount(value))


def facts_of(facts, given):
    """Facts with what a case says of a person or an event."""
    changes = {"standing": {name: given[name] for name in STANDING if name in given}}
    for name, value in given.items():
        name = RENAMED.get(name, name)
        if name in STANDING or name in ("bill", "expect"):
            continue
        if name in ("level", "prescriber_level"):
            value = LEVEL_NAMES[value]
        elif name.endswith("_on"):
            value = value.isoformat()
        elif name in ("account_balance", "account_past", "family_balance"):
            value = amount(value)
        elif name == "chain":
            value = {**value, "charged": amount(value.get("charged", 0))}
        assert name in facts, f"a case says {name}, which is no fact"
        changes[name] = value
    if "discharged_on" in changes and "settled_on" not in changes:
        changes["settled_on"] = changes["discharged_on"]
    return merged(facts, changes)


def totals_before(given):
    totals = year(admissions=given.get("admissions", 0))
    for name, value in given.items():
        if name == "pool":
            for pool, sums in value.items():
                totals[pool].update({one: amount(text) for one, text in sums.items()})
        elif name == "ded":
            totals["basic"]["deductible"] = amount(value)
        elif name in POOLS:
            totals[name]["paid"] = amount(value)
        else:
            assert name == "admissions", f"a case says {name}, which is no total"
    return totals


def is_counted(event, runs):
    """Whether a part counts an admission."""
    cell = runs[0].cell
    if event.service not in ("inpatient", "day_surgery") or event.is_excluded(cell.deductible):
        return False
    return event.link_in(cell)[0] == "none"


class CaseRun:
    def __init__(self, package, case):
        self.package, self.case = package, case
        insured = package.prefixes[0]
        self.facts = facts_of(EMPLOYEE, case["person"])
        self.facts["insuplc_admdvs"] = insured + "0" * (6 - len(insured))
        self.years = {}
        self.history = []  # (day, basic benefit, disease, drawn, paid)

    def totals(self, day):
        start = self.package.year_start_of(day.toordinal())
        if start not in self.years:
            is_first = not self.years
            self.years[start] = totals_before(self.case.get("before", {})) if is_first else year()
        return start

    def run(self):
        """What does not come out as expected."""
        wrong = []
        for number, given in enumerate(self.case["event"], start=1):
            decision = self.decide(given)
            for name, expected in given.get("expect", {}).items():
                found = self.found(decision, name, expected)
                if found is not None and found != expected:
                    wrong.append(f"event {number}: {name} is {found}, should be {expected}")
            if decision.refusal and "refusal" not in given.get("expect", {}):
                wrong.append(f"event {number}: refused, {decision.refusal.name}")
        return wrong

    def decide(self, given):
        facts = facts_of(self.facts, given)
        bill = {name: amount(value) for name, value in given["bill"].items()}
        fees = dict(zip(FEES[1:], (bill.get(name, ZERO) for name in (
            "own", "over_price", "first_pay", "in_policy"))))
        is_split = self.package.is_split(given["admit"].toordinal(), given["discharge"].toordinal())
        by_admission = is_split or self.package.cross_year == "by_admission_year"
        years = [self.totals(given["admit" if by_admission else "discharge"])]
        document = {"facts": facts, "fees": fees, "before": self.years[years[0]]}
        if is_split:
            years.append(self.totals(given["discharge"]))
            document["later_before"] = self.years[years[1]]
        decision = Decider(self.package, document).decide()
        if "quota" not in given and decision.parts and decision.parts[0]:
            facts["quota"] = self.quota(decision.parts[0][0], decision.day, given)
            decision = Decider(self.package, document).decide()
        decision.admissions = 0
        if not decision.refusal:
            self.carry(decision, years)
            self.keep(decision, given)
        return decision

    def quota(self, run, day, given):
        """What earlier events have used in the window of each limit of the basic benefit."""
        used = [self.used(limit, run.benefit, day, given)
                for limit in run.cell.tables.get("limit", ())]
        return dict(zip(("first", "second", "third", "fourth"), used + [0] * 4))

    def used(self, limit, benefit, day, given):
        unit, counted = limit.raw["measure"].split("_", 1)
        if unit == "visit":
            return 0
        unit = "year" if limit.raw.get("unused") == "carries" else unit
        return sum(1 if counted == "visits" else fund
                   for other_day, name, disease, base, fund in self.history
                   if name == benefit.id and base and
                   self.window(unit, other_day) == self.window(unit, day) and
                   (limit.raw.get("scope") != "disease" or disease == given.get("disease")))

    def window(self, unit, day):
        if unit == "day":
            return day
        start = self.package.year_start_of(day)
        first, day = date.fromordinal(start), date.fromordinal(day)
        months = (day.year - first.year) * 12 + day.month - first.month
        return (start, {"month": months, "quarter": months // 3, "year": 0}[unit])

    def keep(self, decision, given):
        for runs in decision.parts:
            for run in runs[:1]:
                self.history.append((decision.day, run.benefit.id, given.get("disease"), run.base,
                                     run.fund))

    def carry(self, decision, years):
        for start, event, runs, pools in zip(years, decision.events, decision.parts,
                                             decision.pools):
            counted = int(is_counted(event, runs)) if runs else 0
            decision.admissions = self.years[start]["admissions"] + counted
            self.years[start] = year(
                admissions=decision.admissions,
                **{pool: tuple(map(yuan, sums)) for pool, sums in pools.items()})
        self.facts["account_balance"] = yuan(max(0, decision.balance -
                                                 fen_of(self.facts["account_past"])))

    def found(self, decision, name, expected):
        """What came out under a name; None if there is nothing to compare."""
        if name == "refusal":
            return decision.refusal.name if decision.refusal else "nothing"
        if name == "cites" or decision.refusal:
            return None
        if name == "admissions":
            return decision.admissions
        if name == "left":
            return {bucket: self.left(decision, bucket) for bucket in expected}
        if name == "self_in_policy":
            return yuan(sum(fen_of(self.left(decision, bucket)) for bucket in IN_POLICY))
        return yuan(expected_shares(decision)[NAMED[name]])

    def left(self, decision, bucket):
        return yuan(sum(part[bucket] for part in decision.left))


class Cases(unittest.TestCase):
    folders = FOLDERS

    def test_every_case_of_every_package_comes_out(self):
        seen = Counter()
        for folder in self.folders:
            for name, package in load_packages(folder).items():
                tests = os.path.join(package.folder, "tests")
                for file in sorted(os.listdir(tests)) if os.path.isdir(tests) else ():
                    with open(os.path.join(tests, file), "rb") as text:
                        cases = tomllib.load(text)["case"]
                    for case in cases:
                        seen[name] += 1
                        with self.subTest(f"{name}/{file} {case['id']}"):
                            self.assertEqual(CaseRun(package, case).run(), [])
        print(f"{sum(seen.values())} cases: {dict(seen)}", file=sys.stderr)
        self.assertGreater(sum(seen.values()), 0)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        Cases.folders = sys.argv[1:]
    unittest.main(argv=sys.argv[:1])
