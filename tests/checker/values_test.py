#!/usr/bin/env python3
"""Goal    The checker's arithmetic is exact, and its least amounts are the least.
Method  Against brute force over small amounts and all kinds of shares; texts there and back.
Covers  tools/checker/values.py, tables.py (stars, bars, ages)
"""

import datetime
import os
import sys
import unittest
from fractions import Fraction

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import support  # noqa: E402, F401
from checker import values as v  # noqa: E402
from checker.tables import PackageProblem, Table  # noqa: E402

DAY = datetime.date(2024, 1, 1)
SHARES = (1, 333_333, 500_000, 500_001, 700_001, 850_000, 999_999, 1_000_000)


class Amounts(unittest.TestCase):
    def test_half_up_and_down_at_the_half(self):
        up, down = v.Rounding("half_up", "fen", "sum"), v.Rounding("down", "fen", "sum")
        self.assertEqual((up.share(1, 500_000), down.share(1, 500_000)), (1, 0))
        self.assertEqual((up.share(1, 499_999), down.share(1, 999_999)), (0, 0))
        self.assertEqual((up.factor(5, Fraction(9, 10)), down.factor(5, Fraction(9, 10))), (5, 4))
        self.assertEqual((up.to_jiao(15), up.to_jiao(14), down.to_jiao(19)), (20, 10, 10))

    def test_the_least_amount_is_the_least(self):
        for mode in ("half_up", "down"):
            rounding = v.Rounding(mode, "fen", "each_segment")
            for ppm in SHARES[1:]:
                for already in (0, 400_000, 1_499_999):
                    for target in range(1, 40):
                        least = rounding.least_reaching(target, ppm, already)
                        reached = next(cost for cost in range(200)
                                       if rounding.exact(already + cost * ppm) >= target)
                        self.assertEqual(least, reached, (mode, ppm, already, target))

    def test_the_least_amount_before_a_factor_is_the_least(self):
        for mode in ("half_up", "down"):
            rounding = v.Rounding(mode, "fen", "each_segment")
            for factor in (Fraction(9, 10), Fraction(81, 100), Fraction(1, 3), Fraction(1)):
                for target in range(0, 40):
                    least = rounding.least_for_factor(target, factor)
                    reached = next(amount for amount in range(200)
                                   if rounding.factor(amount, factor) >= target)
                    self.assertEqual(least, reached, (mode, factor, target))

    def test_texts_of_packages(self):
        self.assertEqual(v.table_amount("1234.5"), 123450)
        self.assertEqual(v.table_amount(7), 700)
        self.assertIsNone(v.table_amount("none"))
        self.assertIs(v.table_share("undetermined"), v.UNDETERMINED)
        self.assertEqual((v.table_share("87.5%"), v.table_points("-7.25pp")), (875_000, -72_500))
        for bad in (1.5, True, "1.234", "12 yuan", None):
            with self.assertRaises(ValueError):
                v.table_amount(bad)
        for bad in ("87.5", 87, "-1%", "1.23456%"):
            with self.assertRaises(ValueError):
                v.table_share(bad)
        with self.assertRaises(ValueError):
            v.table_points("10pp")

    def test_shares_are_written_in_their_shortest_exact_form(self):
        self.assertEqual([v.ppm_text(one) for one in (0, 1, 875_000, 1_000_000)],
                         ["0%", "0.0001%", "87.5%", "100%"])
        self.assertEqual(v.percent(Fraction("0.999") * Fraction("0.97") * Fraction("0.99")),
                         "95.93397%")
        self.assertEqual([v.points_text(one) for one in (-75_000, 120_000)], ["-7.5pp", "+12pp"])
        self.assertEqual([v.yuan(one) for one in (0, 5, -105, 123456)],
                         ["0.00", "0.05", "-1.05", "1234.56"])


class Rows(unittest.TestCase):
    def table(self, columns, rows):
        return Table("gate", {"id": "t", "from": DAY, "columns": [*columns, "outcome"],
                              "rows": [[*row, "entitled"] for row in rows]}, "t.toml")

    def row(self, table, **dims):
        return table.row_for(dims)

    def test_the_row_with_the_fewest_stars_counts(self):
        table = self.table(["level", "urgency"], [["*", "*"], ["3", "*"], ["3|2", "rescue"]])
        self.assertEqual(self.row(table, level="1", urgency="rescue"), 1)
        self.assertEqual(self.row(table, level="3", urgency="planned"), 2)
        self.assertEqual(self.row(table, level="3", urgency="rescue"), 3)

    def test_two_rows_with_as_few_stars_are_a_problem(self):
        table = self.table(["level", "urgency"], [["3", "*"], ["*", "rescue"]])
        with self.assertRaises(PackageProblem):
            self.row(table, level="3", urgency="rescue")

    def test_ages(self):
        table = self.table(["age_band"], [["0-17|60-69"], ["18-59"], ["70+"]])
        ages = (0, 17, 18, 59, 60, 69, 70, 120)
        self.assertEqual([self.row(table, age_band=age) for age in ages], [1, 1, 2, 2, 1, 1, 3, 3])


if __name__ == "__main__":
    unittest.main()
