"""Amounts, shares and days as exact integers, and the ways to write them.

Amounts are whole fen, shares parts per million, days ordinals. Nothing here is a float.
"""

import re
from datetime import date
from fractions import Fraction

PPM = 1_000_000

_MONEY = re.compile(r"-?\d+(\.\d{1,2})?\Z")
_SHARE = re.compile(r"(\d+)(?:\.(\d{1,4}))?%\Z")
_POINTS = re.compile(r"([+-])(\d+)(?:\.(\d{1,4}))?pp\Z")


class Undetermined:
    """A value that nobody knows. Whoever needs it must refuse."""

    def __repr__(self):
        return "undetermined"


UNDETERMINED = Undetermined()


def fen_of(text):
    """Amount of a document, "123.45"; the schema has seen its form."""
    return int(text[:-3] + text[-2:])


def yuan(fen):
    sign = "-" if fen < 0 else ""
    return f"{sign}{abs(fen) // 100}.{abs(fen) % 100:02d}"


def table_amount(value):
    """Amount of a package: whole yuan, "1234.56", "none" (None) or "undetermined"."""
    if value == "undetermined":
        return UNDETERMINED
    if value == "none":
        return None
    if isinstance(value, int) and not isinstance(value, bool):
        return value * 100
    if isinstance(value, str) and _MONEY.match(value):
        return int(Fraction(value) * 100)
    raise ValueError(f"{value!r} is not an amount")


def table_share(value):
    """Share of a package, "87.5%", in parts per million."""
    if value == "undetermined":
        return UNDETERMINED
    match = _SHARE.match(value) if isinstance(value, str) else None
    if match is None:
        raise ValueError(f"{value!r} is not a share")
    return int(match[1]) * 10_000 + int((match[2] or "").ljust(4, "0"))


def table_points(value):
    if value == "undetermined":
        return UNDETERMINED
    match = _POINTS.match(value) if isinstance(value, str) else None
    if match is None:
        raise ValueError(f"{value!r} is not points")
    size = int(match[2]) * 10_000 + int((match[3] or "").ljust(4, "0"))
    return size if match[1] == "+" else -size


def percent(share):
    """Shortest exact form of a share given as Fraction of one."""
    share = Fraction(share) * 100
    whole, rest = divmod(share.numerator, share.denominator)
    digits = ""
    while rest:
        digit, rest = divmod(rest * 10, share.denominator)
        digits += str(digit)
    return f"{whole}.{digits}%" if digits else f"{whole}%"


def ppm_text(ppm):
    text = f"{ppm // 10_000}.{ppm % 10_000:04d}".rstrip("0").rstrip(".")
    return text + "%"


def points_text(ppm):
    return ("-" if ppm < 0 else "+") + ppm_text(abs(ppm))[:-1] + "pp"


def day_of(text):
    """ISO day to ordinal. Raises ValueError for a day that does not exist."""
    return date.fromisoformat(text).toordinal()


def day_text(ordinal):
    return date.fromordinal(ordinal).isoformat()


def divide_half_up(amount, numerator, denominator):
    return (2 * amount * numerator + denominator) // (2 * denominator)


class Rounding:
    """Of a package: how a part of an amount becomes whole fen."""

    def __init__(self, mode, unit, at):
        self.half = PPM // 2 if mode == "half_up" else 0
        self.mode = mode
        self.jiao = unit == "jiao"
        self.of_sum = at == "sum"

    def exact(self, amount_times_ppm):
        """Rounds an amount given in fen times parts per million."""
        return (amount_times_ppm + self.half) // PPM

    def share(self, amount, ppm):
        return (amount * ppm + self.half) // PPM

    def factor(self, amount, factor):
        """Rounds amount × factor, a Fraction."""
        exact = amount * factor
        if self.half:
            exact += Fraction(1, 2)
        return exact.numerator // exact.denominator

    def least_reaching(self, target, ppm, already=0):
        """Least amount whose exact share, added to `already`, rounds to at least `target`."""
        missing = target * PPM - self.half - already
        return max(0, -(-missing // ppm))

    def least_for_factor(self, target, factor):
        if target <= 0:
            return 0
        exact = (target - (Fraction(1, 2) if self.half else 0)) / factor
        return -(-exact.numerator // exact.denominator)

    def to_jiao(self, fen):
        return (fen + (5 if self.half else 0)) // 10 * 10
