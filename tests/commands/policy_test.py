#!/usr/bin/env python3
"""Goal    yidi policy check, prove, test, compile and explain do what docs/reference/command-line.md says, with its
        exit codes, and say where a mistake lies.
Method  The built program over the repository's packages and over edited copies of one of them.
Covers  src/app/policy_*.cpp; docs/reference/explanation.md, "An event to be explained"

Usage: policy_test.py YIDI
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
POLICIES = os.path.join(ROOT, "policies")
BINARY = None

EVENT = {
    "facts": {"insuplc_admdvs": "110000", "scheme": "employee", "status": "active",
              "age_years": 40, "level": "level_3", "place": "filed_longterm",
              "admitted_on": "2025-06-01", "discharged_on": "2025-06-08"},
    "fees": {"inscp_scp_amt": "50000.00", "preselfpay_amt": "1000.00"}}
LINES = {
    "mdtrtarea_admvs": "460000", "person": {"gend": "2", "brdy": "1985-03-01"},
    "lines": [{"med_list_codg": "XA11ZZS001A001010100001", "pric": "35.00", "cnt": "200"},
              {"med_list_codg": "XA14ZZS004A001010100001", "pric": "95.00", "cnt": "100",
               "hosp_appr_flag": "1"}]}


def run(*arguments, stdin=None):
    return subprocess.run([BINARY, "policy", *arguments], input=stdin, text=True,
                          capture_output=True, check=False)


class Scratch(unittest.TestCase):
    """A copy of packages to be spoilt."""

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="yidi-policy-")
        self.addCleanup(shutil.rmtree, self.folder)
        for package in ("cn-national", "beijing"):
            shutil.copytree(os.path.join(POLICIES, package),
                            os.path.join(self.folder, "policies", package))
        self.policies = os.path.join(self.folder, "policies")

    def path(self, *parts):
        return os.path.join(self.folder, *parts)

    def edit(self, file, old, new):
        path = os.path.join(self.policies, file)
        with open(path, encoding="utf-8") as source:
            text = source.read()
        self.assertIn(old, text)
        with open(path, "w", encoding="utf-8") as target:
            target.write(text.replace(old, new, 1))


class Checks(Scratch):
    DAY = ("--as-of", "2026-11-28")

    def test_the_packages_of_the_program_are_clean_or_say_why_not(self):
        done = run("check", "--json", *self.DAY)
        self.assertEqual(done.returncode, 0, done.stderr)
        told = json.loads(done.stdout)
        self.assertTrue(told["clean"])
        self.assertEqual(told["day"], "2026-11-28")
        self.assertGreaterEqual(len(told["packages"]), 18)
        for package in told["packages"]:
            self.assertEqual((package["errors"], package["warnings"]), (0, 0), package["package"])
            for finding in package["findings"]:
                self.assertTrue(finding["waived"]["zh"] and finding["waived"]["en"], finding)

    def test_waivers_end(self):
        done = run("check", "beijing", "--as-of", "2028-06-01")
        self.assertEqual(done.returncode, 1)
        self.assertTrue("[L81]" in done.stdout)

    def test_a_warning_without_waiver_is_told_with_file_line_article_and_remedy(self):
        os.remove(os.path.join(self.policies, "beijing", "waivers.toml"))
        done = run("check", os.path.join(self.policies, "beijing"), *self.DAY)
        self.assertEqual(done.returncode, 1)
        line = next(line for line in done.stdout.splitlines()
                    if line.startswith("    [L40]"))
        self.assertRegex(line, r"policies/beijing/employee.large_amount.toml:\d+ bj.emp.la.seg: ")
        self.assertIn("To do:", line)
        shown = run("check", "beijing", "--all", *self.DAY)
        self.assertEqual(shown.returncode, 0)
        self.assertTrue("waived: " in shown.stdout)

    def test_an_error_in_one_package_does_not_hide_the_others(self):
        self.edit("beijing/employee.inpatient.toml", "[[deductible]]", "[[deductibel]]")
        done = run("check", self.policies, "--json", *self.DAY)
        self.assertEqual(done.returncode, 1)
        told = {package["package"]: package for package in json.loads(done.stdout)["packages"]}
        self.assertEqual(told["cn-national"]["errors"], 0)
        errors = [finding for finding in told["beijing"]["findings"]
                  if finding["severity"] == "error"]
        self.assertIn("L06", [finding["lint"] for finding in errors])

    def test_a_text_that_has_changed_is_found(self):
        document = "bj-158"
        self.edit("beijing/sources.toml", f'id     = "{document}"',
                  f'id     = "{document}"\n'
                  f'text_sha256 = "{hashlib.sha256(b"as read").hexdigest()}"')
        texts = self.path("texts")
        os.mkdir(texts)
        for content, code in ((b"as read", 0), (b"as it is now", 1)):
            with open(os.path.join(texts, document + ".txt"), "wb") as file:
                file.write(content)
            done = run("check", os.path.join(self.policies, "beijing"), "--texts", texts, *self.DAY)
            self.assertEqual(done.returncode, code, done.stderr)
            self.assertEqual("[L02]" in done.stdout, code == 1)

    def test_every_fen_is_proved(self):
        done = run("prove", "beijing", "--to", "3000", "--threads", "2", "--json", *self.DAY)
        self.assertEqual(done.returncode, 0, done.stderr)
        told = json.loads(done.stdout)
        # A kind no fund pays at all ends at its first fen.
        self.assertEqual(told["proof"]["points"] % 300_000, 0)
        self.assertGreater(told["proof"]["points"], 25 * 300_000)
        self.assertEqual(told["proof"]["threads"], 2)

    def test_a_cliff_is_found_by_check_and_by_proof(self):
        self.edit("beijing/employee.inpatient.toml", '"marginal"', '"whole"')
        package = os.path.join(self.policies, "beijing")
        for command in (("check",), ("prove", "--to", "31000"),
                        ("check", "--prove", "--to", "31000")):
            done = run(*command, package, *self.DAY)
            self.assertEqual(done.returncode, 1, command)
            self.assertTrue(" bj.emp.ip.seg: " in done.stdout, command)

    def test_what_cannot_be_checked_is_refused(self):
        for arguments in (("check", "atlantis"), ("check", "--as-of", "2026-02-30"),
                          ("check", self.path("nothing")), ("prove", "cn-national"),
                          ("check", "--texts", self.path("nothing"))):
            done = run(*arguments)
            self.assertEqual(done.returncode, 2, arguments)
            self.assertRegex(done.stderr, r"^\[\d{4}\] ")


class Parts(unittest.TestCase):
    def test_the_second_bill_of_a_stay_is_explained_again_from_its_document(self):
        made = run("explain", "--generate", "32", "--seed", "5", "--ndjson")
        parts = [document for document in map(json.loads, made.stdout.splitlines())
                 if "earlier" in document]
        self.assertGreater(len(parts), 0)
        for document in parts:
            again = run("explain", "-", "--json", stdin=json.dumps(document))
            self.assertEqual(again.returncode, 0, again.stderr)
            self.assertEqual(json.loads(again.stdout), document)
            self.assertEqual(document["steps"][0]["op"], "stay")


class Cases(Scratch):
    def test_all_cases_of_the_program_hold(self):
        done = run("test", "--json")
        self.assertEqual(done.returncode, 0, done.stdout)
        told = json.loads(done.stdout)
        self.assertGreaterEqual(len(told), 16)
        for package in told:
            self.assertGreaterEqual(package["cases"], 5, package["package"])
            self.assertEqual(package["failures"], [])
            self.assertLess(len(package["not_reached"]), package["rows"])

    def test_a_broken_promise_is_told_where_it_stands(self):
        name = sorted(os.listdir(os.path.join(self.policies, "beijing", "tests")))[0]
        case = os.path.join("beijing", "tests", name)
        with open(os.path.join(self.policies, case), encoding="utf-8") as source:
            amount = source.read().split('basic = "', 1)[1].split('"', 1)[0]
        self.edit(case, f'basic = "{amount}"', 'basic = "1.23"')
        for operand in (self.policies, os.path.join(self.policies, "beijing"),
                        os.path.join(self.policies, "beijing", "")):
            done = run("test", operand, "--json")
            self.assertEqual(done.returncode, 1, done.stdout)
            (package,) = json.loads(done.stdout)
            (failure,) = package["failures"]
            self.assertEqual(failure["file"], f"policies/{case}")
            self.assertGreater(failure["line"], 0)
            self.assertEqual((failure["what"], failure["found"], failure["expected"]),
                             ("basic", amount, "1.23"))
        done = run("test", "beijing", "--policies", self.policies)
        self.assertEqual(done.returncode, 1)
        self.assertIn(f"basic is {amount}, expected 1.23", done.stdout)

    def test_rows_no_case_reaches_are_listed(self):
        shutil.rmtree(os.path.join(self.policies, "beijing", "tests"))
        done = run("test", self.policies, "--coverage")
        self.assertEqual(done.returncode, 0)
        self.assertIn("no cases", done.stdout)
        self.assertIn("bj.emp.ip.seg", done.stdout)

    def test_what_is_not_there_is_named(self):
        done = run("test", "peking")
        self.assertEqual(done.returncode, 2)
        self.assertIn("peking", done.stderr)
        self.assertIn("beijing", done.stderr)
        self.edit(os.path.join("beijing", "package.toml"), "id", "idd")
        done = run("test", self.policies)
        self.assertEqual(done.returncode, 2)
        self.assertIn("policies/beijing/package.toml:", done.stderr)


class Plans(Scratch):
    def test_a_package_becomes_one_file_and_the_same_one_each_time(self):
        first, second = self.path("first.plan"), self.path("second.plan")
        self.assertEqual(run("compile", "beijing", "--out", first).returncode, 0)
        self.edit(os.path.join("beijing", "package.toml"), "[package]", "# a note\n[package]")
        self.assertEqual(
            run("compile", os.path.join(self.policies, "beijing"), "--out", second).returncode, 0)
        with open(first, "rb") as one, open(second, "rb") as other:
            self.assertEqual(one.read(), other.read())
        shown = json.loads(run("compile", "--show", first, "--json").stdout)
        self.assertEqual(shown["package"], "beijing")
        self.assertEqual(shown["bytes"], os.path.getsize(first))

    def test_a_compiled_file_decides_like_its_package(self):
        plan = self.path("beijing.plan")
        self.assertEqual(run("compile", "beijing", "--out", plan).returncode, 0)
        event = json.dumps(EVENT)
        by_package = run("explain", "-", "--json", stdin=event).stdout
        self.assertEqual(run("explain", "-", "--json", "--plan", plan, stdin=event).stdout,
                         by_package)

    def test_a_damaged_file_is_one_message(self):
        plan = self.path("beijing.plan")
        self.assertEqual(run("compile", "beijing", "--out", plan).returncode, 0)
        with open(plan, "rb") as source:
            whole = source.read()
        spoilt = bytearray(whole)
        spoilt[len(whole) // 2] ^= 1
        for bytes_, number in ((whole[:10], 1742), (whole[:-1], 1742), (bytes(spoilt), 1742),
                               (whole + b"x", 1742), (b"", 1741), (b"PK\3\4", 1741)):
            with open(plan, "wb") as target:
                target.write(bytes_)
            for arguments in (("compile", "--show", plan), ("explain", "-", "--plan", plan)):
                done = run(*arguments, stdin=json.dumps(EVENT))
                self.assertIn(done.returncode, (1, 2))
                self.assertEqual(done.stdout, "")
                self.assertEqual(done.stderr.count(f"[{number}]"), 2, done.stderr)  # zh and en
                self.assertIn(plan, done.stderr)

    def test_several_packages_and_no_target_are_refused(self):
        for arguments in (("compile", POLICIES, "--out", self.path("x.plan")),
                          ("compile", "beijing"), ("compile", "--out", self.path("x.plan")),
                          ("compile", "beijing", "--out", self.path("none", "x.plan"))):
            self.assertEqual(run(*arguments).returncode, 2, arguments)
        self.assertFalse(os.path.exists(self.path("x.plan")))


class Explanations(Scratch):
    def test_parameters_and_document_give_the_same_amounts(self):
        by_document = json.loads(run("explain", "-", "--json", stdin=json.dumps(EVENT)).stdout)
        by_parameters = json.loads(run(
            "explain", "--insured", "110000", "--age", "40", "--place", "filed_longterm",
            "--date", "2025-06-08", "--days", "7", "--in-policy", "50000", "--first-pay", "1000",
            "--json").stdout)
        self.assertEqual(by_document["schema"], "yidi.explanation/1")
        self.assertEqual(by_document["shares"], by_parameters["shares"])
        self.assertEqual(by_document["steps"], by_parameters["steps"])

    def test_an_explanation_can_be_asked_for_again(self):
        first = run("explain", "-", "--json", stdin=json.dumps(EVENT)).stdout
        self.assertEqual(run("explain", "-", "--json", stdin=first).stdout, first)

    def test_every_reader_is_told_in_both_languages(self):
        for reader in ("patient", "cashier", "auditor"):
            for language in ("zh", "en", "both"):
                done = run("explain", "-", "--for", reader, "--lang", language,
                           stdin=json.dumps(EVENT))
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assertIn("51000.00", done.stdout.replace(",", ""))

    def test_lines_are_divided_and_what_is_open_is_told(self):
        event = {**EVENT, **LINES}
        del event["fees"]
        told = json.loads(run("explain", "-", "--json", "--lines",
                              stdin=json.dumps(event)).stdout)
        bill, shares = told["bill"], told["explanation"]["shares"]
        self.assertEqual([line["amount"] for line in bill["lines"]], ["7000.00", "9500.00"])
        for name in ("funds", "person"):
            total = sum(round(float(line[name]) * 100) for line in bill["lines"])
            field = {"funds": "fund_pay_sumamt", "person": "psn_part_amt"}[name]
            self.assertEqual(total, round(float(shares[field]) * 100))
        self.assertEqual(bill["funds"], bill["funds_if_met"])
        text = run("explain", "-", "--lines", "--lang", "en", stdin=json.dumps(event)).stdout
        self.assertIn("Line by line", text)

    def test_a_mistake_is_named_with_its_path(self):
        facts = EVENT["facts"]
        for event, path in (
                ({**EVENT, "feess": {}}, "feess"),
                ({**EVENT, "facts": {**facts, "levl": "level_3"}}, "levl"),
                ({**EVENT, "facts": {**facts, "level": "3"}}, "facts.level"),
                ({**EVENT, "facts": {**facts, "age_years": -1}}, "facts.age_years"),
                ({**EVENT, "facts": {**facts, "admitted_on": "2025-02-30"}}, "facts.admitted_on"),
                ({**EVENT, "facts": {**facts, "discharged_on": "2025-05-31"}},
                 "facts.discharged_on"),
                ({**EVENT, "fees": {"inscp_scp_amt": 50000}}, "fees.inscp_scp_amt"),
                ({**EVENT, "fees": {"inscp_scp_amt": "-1.00"}}, "fees.inscp_scp_amt"),
                ({**EVENT, "fees": {"inscp_scp_amt": "1000000000.01"}}, "fees.inscp_scp_amt"),
                ({**EVENT, "fees": {"inscp_scp_amt": "1.00", "medfee_sumamt": "2.00"}},
                 "fees.medfee_sumamt"),
                ({**EVENT, **LINES}, "fees"),
                ({"facts": facts}, "fees"),
                ({"fees": EVENT["fees"]}, "facts"),
                ({"facts": facts, **LINES,
                  "lines": [{**LINES["lines"][0], "cnt": "0"}]}, "lines[0].cnt"),
                ({"facts": facts, **LINES,
                  "lines": [{**LINES["lines"][0], "med_list_codg": "X"}]},
                 "lines[0].med_list_codg")):
            done = run("explain", "-", stdin=json.dumps(event))
            self.assertEqual((done.returncode, done.stdout), (2, ""), path)
            self.assertIn(path, done.stderr)
        for text in ("", "[", '{"facts": ', "[]", "null"):
            self.assertEqual(run("explain", "-", stdin=text).returncode, 2)
        self.assertEqual(run("explain").returncode, 2)
        self.assertEqual(run("explain", self.path("no.json")).returncode, 2)

    def test_invented_settlements_are_one_document_a_line_and_always_the_same(self):
        one = run("explain", "--generate", "60", "--seed", "3", "--ndjson").stdout
        self.assertEqual(run("explain", "--generate", "60", "--seed", "3", "--ndjson").stdout, one)
        self.assertNotEqual(run("explain", "--generate", "60", "--seed", "4").stdout, one)
        documents = [json.loads(line) for line in one.splitlines()]
        self.assertEqual(len(documents), 60)
        self.assertGreaterEqual(len({document["package"] for document in documents}), 16)


if __name__ == "__main__":
    BINARY = os.path.abspath(sys.argv[1])
    unittest.main(argv=sys.argv[:1])
