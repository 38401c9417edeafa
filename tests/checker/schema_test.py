#!/usr/bin/env python3
"""Goal    The schema of explanations has the fields and words of the records it writes down.
Method  Its objects and enumerations are held against the descriptions in src/model, its operators
        against the pages; the validator must refuse a schema it does not fully understand.
Covers  docs/reference/explanation.schema.json, tools/checker/schema.py
"""

import json
import os
import re
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from support import ROOT, SCHEMA  # noqa: E402
from checker.schema import Schema  # noqa: E402

# object of the schema: record in src/model
RECORDS = {"facts": "Episode", "facts.standing": "Standing", "facts.chain": "Chain",
           "facts.quota": "QuotaUse", "fees": "FeeSums", "shares": "Shares", "pool": "PoolUse",
           "year_totals": "YearTotals"}
WORDS = {"facts.scheme": "Scheme", "facts.status": "PersonStatus", "facts.service": "Service",
         "facts.level": "HospitalLevel", "facts.prescriber_level": "HospitalLevel",
         "facts.place": "Place", "facts.urgency": "Urgency", "facts.birth": "Birth",
         "facts.channel": "Channel", "facts.chain.link": "ChainLink",
         "facts.standing.aid_class": "AidClass", "facts.standing.contribution": "Contribution"}


def text_of(*path):
    with open(os.path.join(ROOT, *path), encoding="utf-8") as file:
        return file.read()


class Fields(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        with open(SCHEMA, encoding="utf-8") as file:
            cls.schema = json.load(file)
        model = "".join(text_of("src", "model", name)
                        for name in ("episode.hpp", "amounts.hpp", "terms.hpp"))
        cls.described = {
            match[1]: re.findall(r"\w+", match[2]) for match in re.finditer(
                r"BOOST_DESCRIBE_(?:STRUCT|ENUM)\((\w+),(?: \(\), \()?\s*([\w,\s]+)\)", model)}

    def part(self, path):
        names = path.split(".")
        part = self.schema["$defs"][names[0]]
        for name in names[1:]:
            part = part["properties"][name]
        return part

    def test_every_field_of_a_record_is_there_and_no_other(self):
        for path, record in RECORDS.items():
            part = self.part(path)
            self.assertEqual(list(part["properties"]), self.described[record], record)
            self.assertEqual(part["required"], self.described[record], record)

    def test_enumerations_have_their_names(self):
        for path, words in WORDS.items():
            self.assertEqual(self.part(path)["enum"], self.described[words], path)

    def test_operators_are_those_of_the_pages(self):
        operators = set(self.part("step.op")["enum"])
        for page, heading in (("policy-operators.md", "## Steps of an explanation"),
                              ("explanation.md", "### Fields by operator")):
            text = text_of("docs", "reference", page).split(heading)[1].split("\n## ")[0]
            named = set(re.findall(r"^\| `(\w+)`", text, re.M)) - {"op"}
            self.assertEqual(named, operators, page)

    def test_a_schema_with_an_unknown_word_is_refused(self):
        with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
            json.dump({**self.schema, "minProperties": 1}, file)
            file.flush()
            with self.assertRaisesRegex(ValueError, "minProperties"):
                Schema(file.name)


if __name__ == "__main__":
    unittest.main()
