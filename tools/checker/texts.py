"""What the texts of a step mean."""

import re
from fractions import Fraction
from functools import lru_cache

from checker.values import fen_of, points_text, ppm_text, table_points, table_share

LONGER = tuple("0123456789,.-")
SHARE = re.compile(r"\d{1,3}(\.\d{1,60})?%\Z")

@lru_cache(maxsize=4096)
def plain(text):
    """A share or points in the shortest exact form; other words as they are."""
    try:
        if text.endswith("pp"):
            return points_text(table_points(text))
        return ppm_text(table_share(text)) if text.endswith("%") else text
    except ValueError:
        return text


@lru_cache(maxsize=4096)
def share_of(text):
    """A share of a step in parts per million, perhaps not whole; None if it is none."""
    if text is None or not SHARE.match(text):
        return None
    share = Fraction(text[:-1]) * 10_000
    return int(share) if share.denominator == 1 else share


@lru_cache(maxsize=65536)
def grouped(amount):
    """An amount or a count as sentences have it, with thousands separators."""
    whole, point, decimals = amount.partition(".")
    return f"{int(whole):,}{point}{decimals}"


def tells(sentence, told):
    """Whether a number stands in a sentence, and not as a part of a longer one."""
    at = sentence.find(told)
    while at >= 0:
        end = at + len(told)
        if not (sentence[at - 1:at] in LONGER or sentence[end:end + 1].isdigit()):
            return True
        at = sentence.find(told, end)
    return False


def fen_or_none(text):
    return fen_of(text) if text is not None and "." in text else None
