"""What one benefit's tables say for one kind of event: rows chosen, ratios adjusted.

A cell is made once for each combination of the dimensions a benefit depends on, and each part of
it when it is first asked for, so that a value nobody knows stops only who needs it.
"""

from collections import namedtuple
from fractions import Fraction
from functools import cached_property

from checker.refused import Refused
from checker.tables import PackageProblem
from checker.values import PPM, UNDETERMINED, table_amount, table_points, table_share

# version: `from` of the table. row: 0 if the value is a key of the table.
Effect = namedtuple("Effect", "table row effect value text order")
Band = namedtuple("Band", "table row above upto listed local fund")
Deductible = namedtuple("Deductible", "table row per steps pools")
Limit = namedtuple("Limit", "table row amount is_visits carries")
Cap = namedtuple("Cap", "table row measure pools amount")
Gate = namedtuple("Gate", "table row outcome")

RATIO_EFFECTS = ("ratio_points", "ratio_factor", "self_share_factor")
ADJUST_EFFECTS = (*RATIO_EFFECTS, "amount_factor")
PLACE_EFFECTS = ("none", *ADJUST_EFFECTS, "first_pay", "not_payable")
AXES = ("episode_in_policy", "episode_drawn", "year_in_policy", "year_drawn",
        "year_above_deductible", "year_fund_paid")
CAPS = ("year_fund_paid", "year_in_policy", "event_fund_paid")
LIMITS = ("visit_fund_paid", "day_fund_paid", "month_fund_paid", "quarter_fund_paid",
          "year_fund_paid", "day_visits", "month_visits", "year_visits")
STEPS_OF_SERIES = 12


def effect_value(effect, text):
    if effect == "ratio_points":
        return table_points(text)
    return table_share(text) if effect in (*RATIO_EFFECTS, "amount_factor", "first_pay") else None


def adjusted(listed, effects, where):
    """A ratio after effects, in their order, exact to a millionth."""
    if listed is UNDETERMINED or any(effect.value is UNDETERMINED for effect in effects):
        return UNDETERMINED
    ratio = Fraction(listed)
    for effect in sorted(effects, key=lambda one: one.order):
        if effect.effect == "ratio_points":
            ratio = min(ratio + effect.value, Fraction(PPM))
        elif effect.effect == "ratio_factor":
            ratio = ratio * effect.value / PPM
        else:
            ratio = PPM - (PPM - ratio) * effect.value / PPM
    if ratio.denominator != 1 or not 0 <= ratio <= PPM:
        raise PackageProblem(where, f"调整后的比例不合规：{float(ratio / PPM):.8f}",
                             f"the adjusted ratio is not allowed: {float(ratio / PPM):.8f}")
    return int(ratio)


def product(effects):
    factor = Fraction(1)
    for effect in effects:
        if effect.value is UNDETERMINED:
            return UNDETERMINED
        factor *= Fraction(effect.value, PPM)
    return factor


class Cell:
    def __init__(self, benefit, tables, dims):
        self.benefit, self.tables, self.dims = benefit, tables, dict(dims)
        self.limits_made = {}

    def single(self, operator, is_needed=False):
        """The table in force. One that is needed and has ended, or not begun, is not known."""
        tables = self.tables.get(operator, ())
        if is_needed and not tables and any(table.operator == operator
                                            for table in self.benefit.tables):
            raise Refused("policy_undetermined")
        if len(tables) > 1 or (is_needed and not tables):
            found = ", ".join(table.id for table in tables) or "-"
            raise PackageProblem(f"{self.benefit.file} {self.benefit.id}",
                                 f"应有一张在用的 [[{operator}]] 表，实有：{found}",
                                 f"one [[{operator}]] in force is needed, found: {found}")
        return tables[0] if tables else None

    def reading(self, table, row, function, value):
        try:
            return function(value)
        except (ValueError, TypeError) as error:
            raise PackageProblem(table.where(row), f"值不合规：{error}", f"{error}") from error

    @cached_property
    def gates(self):
        found = []
        for table in self.tables.get("gate", ()):
            row = table.row_for(self.dims)
            found.append(Gate(table, row, table.word(row, "outcome", ("entitled", "refused"))))
        return found

    @cached_property
    def declared(self):
        """Codes of the diseases of the benefit; None if it has no such table."""
        table = self.single("disease")
        if table is None:
            return None
        return frozenset(table.value(row, "code") for row in range(1, len(table.rows) + 1))

    @cached_property
    def place(self):
        table = self.single("place", is_needed=self.benefit.layer == "basic")
        if table is None:
            return None
        row = table.row_for(self.dims)
        effect, text = table.word(row, "effect", PLACE_EFFECTS), table.value(row, "value", "")
        value = self.reading(table, row, lambda one: effect_value(effect, one), text)
        return Effect(table, row, effect, value, text, table.raw.get("order", 1000))

    @cached_property
    def adjusts(self):
        """[(effect, whether it applies)] in written order."""
        found = []
        for table in self.tables.get("adjust", ()):
            effect, text = table.word(0, "effect", ADJUST_EFFECTS), table.value(0, "value")
            value = self.reading(table, 0, lambda one, kind=effect: effect_value(kind, one), text)
            one = Effect(table, 0, effect, value, text, table.raw.get("order", 1000))
            found.append((one, table.applies(self.dims)))
        return found

    def effects(self, kinds, with_place):
        found = [one for one, applies in self.adjusts if applies and one.effect in kinds]
        if with_place and self.place is not None and self.place.effect in kinds:
            found.append(self.place)
        return found

    @cached_property
    def factor_local(self):
        return product(self.effects(("amount_factor",), with_place=False))

    @cached_property
    def factor_fund(self):
        return product(self.effects(("amount_factor",), with_place=True))

    @cached_property
    def deductible(self):
        table = self.single("deductible", is_needed=self.benefit.layer == "basic")
        if table is None:
            return None
        level = "level"
        if self.place is not None:
            level = self.place.table.value(self.place.row, "deductible_as", "level")
        dims = self.dims if level == "level" else {**self.dims, "level": level}
        row = table.row_for(dims)
        steps = self.reading(table, row, lambda one: deductible_steps(one, row), table)
        return Deductible(table, row, table.word(0, "per", ("admission", "visit", "year")), steps,
                          table.raw.get("pools", [self.benefit.pool]))

    @cached_property
    def continuity(self):
        return self.single("continuity")

    @cached_property
    def segments(self):
        return self.single("segments")

    @cached_property
    def bands(self):
        table = self.single("segments", is_needed=True)
        table.word(0, "axis", AXES)
        table.word(0, "mode", ("marginal", "whole"), "marginal")
        rows = table.rows_for(self.dims) if table.has_rows else [0]
        texts = {tuple(table.rows[row - 1][index] for index, _ in table.choosers)
                 for row in rows if row}
        if not rows or len(texts) > 1:
            raise PackageProblem(table.where(), f"{self.dims} 对应 {len(texts)} 组分段",
                                 f"{self.dims} meets {len(texts)} groups of bands")
        local = self.effects(RATIO_EFFECTS, with_place=False)
        fund = self.effects(RATIO_EFFECTS, with_place=True)
        bands = []
        for row in rows:
            where = table.where(row)
            above, upto = table.value(row, "above"), table.value(row, "upto")
            above = 0 if above == "ded" else self.reading(table, row, table_amount, above)
            upto = None if upto == "cap" else self.reading(table, row, table_amount, upto)
            listed = self.reading(table, row, table_share, table.value(row, "fund"))
            if bands and bands[-1].upto != above:
                raise PackageProblem(where, "分段不连续", "bands do not follow each other")
            bands.append(Band(table, row, above, upto, listed, adjusted(listed, local, where),
                              adjusted(listed, fund, where)))
        if bands[-1].upto is not None:
            raise PackageProblem(table.where(rows[-1]), "最后一段没有以cap结束",
                                 'the last band does not end at "cap"')
        return bands

    @cached_property
    def supplement(self):
        """{bucket: (row, share)} in the order of draw; None if there is no such table."""
        table = self.single("supplement")
        if table is None:
            return None
        found = {}
        for bucket in self.benefit.buckets:
            row = table.row_for({**self.dims, "bucket": bucket})
            found[bucket] = row, self.reading(table, row, table_share, table.value(row, "fund"))
        return found

    @cached_property
    def cap(self):
        table = self.single("cap", is_needed=True)
        row = table.row_for(self.dims)
        amount = self.reading(table, row, table_amount, table.value(row, "amount"))
        return Cap(table, row, table.word(0, "measure", CAPS),
                   table.raw.get("pools", [self.benefit.pool]), amount)

    def limits(self, diseases):
        """`diseases`: approved ones of the person; they count only where the scope is a person."""
        tables = self.tables.get("limit", ())
        key = diseases if any(one.raw.get("scope") == "person" for one in tables) else None
        if key not in self.limits_made:
            self.limits_made[key] = [self._limit(table, diseases) for table in tables]
        return self.limits_made[key]

    def _limit(self, table, diseases):
        is_visits = table.word(0, "measure", LIMITS).endswith("_visits")
        read = visits if is_visits else table_amount
        row = table.row_for(self.dims)
        amount = self.reading(table, row, read, table.value(row, "amount"))
        if table.word(0, "scope", ("benefit", "disease", "person"), "benefit") == "person":
            codes = (set(diseases) | {self.dims["disease"]}) & (self.declared or frozenset())
            amounts = []
            for code in codes:
                other = table.row_for({**self.dims, "disease": code})
                amounts.append(self.reading(table, other, read, table.value(other, "amount")))
            amount = self._combined(amounts, read)
        return Limit(table, row, amount, is_visits, table.raw.get("unused") == "carries")

    def _combined(self, amounts, read):
        table = self.single("combine", is_needed=True)
        row = table.row_for(self.dims)
        if UNDETERMINED in amounts:
            return UNDETERMINED
        amounts = sorted(amounts, key=lambda one: (one is not None, -(one or 0)))
        amounts = amounts[:table.value(row, "max_diseases", len(amounts))]
        rule = table.word(row, "rule", ("highest", "sum", "highest_plus"))
        if None in amounts:
            return None
        if rule == "sum":
            return sum(amounts)
        extra = 0
        if rule == "highest_plus":
            extra = self.reading(table, row, read, table.value(row, "extra_each"))
        if extra is UNDETERMINED:
            return UNDETERMINED if len(amounts) > 1 else amounts[0]
        return amounts[0] + extra * (len(amounts) - 1)


def visits(value):
    if value in ("none", "undetermined"):
        return table_amount(value)
    return int(value)


def deductible_steps(table, row):
    """What the first, second, … admission owes; the last stands for all later ones."""
    columns = sorted((int(name[4:].rstrip("+")), name) for name in table.columns
                     if name.startswith("nth="))
    if columns:
        return [table_amount(table.value(row, name)) for _, name in columns]
    amount = table_amount(table.value(row, "amount"))
    factor, less = table.raw.get("next_factor"), table.raw.get("next_less")
    if amount in (None, UNDETERMINED) or (factor is None and less is None):
        return [0 if amount is None else amount]
    floor = table_amount(table.value(row, "floor", 0))
    change = table_amount(less) if factor is None else table_share(factor)
    if UNDETERMINED in (floor, change):
        return [amount] + [UNDETERMINED] * (STEPS_OF_SERIES - 1)
    steps = [max(amount, floor)]
    while len(steps) < STEPS_OF_SERIES:
        if factor is not None:
            amount = (amount * change + PPM // 2) // PPM
        else:
            amount = max(0, amount - change)
        steps.append(max(amount, floor))
    return steps
