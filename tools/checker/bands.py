"""Bands of a benefit: steps 6 to 9 of the computation on docs/reference/policy-operators.md."""

from checker.refused import known
from checker.values import UNDETERMINED

YEAR_AXES = ("year_in_policy", "year_drawn", "year_above_deductible")


def whole(rounding, fund, base, left):
    """What a benefit pays in all, rounded to ten fen if the package wants it."""
    if not rounding.jiao:
        return fund
    fund = min(rounding.to_jiao(fund), base)
    return fund if left is None else min(fund, left)


class Bands:
    def __init__(self, run, rounding, pool):
        self.run, self.rounding = run, rounding
        self.pool_paid, self.pool_drawn, self.pool_deductible = pool
        self.exact = 0  # of all bands so far, where they are rounded as one

    def pay(self, covered):
        run, rounding = self.run, self.rounding
        factor = known(run.cell.factor_fund)
        self.bound = run.left                                                           # 6
        if run.left is not None and factor != 1:
            self.bound = rounding.least_for_factor(run.left, factor)
        run.over = run.rest - max(covered, run.charged)
        self.pay_bands(covered)                                                         # 7
        run.factored = run.by_bands if factor == 1 else rounding.factor(run.by_bands, factor)
        if run.left is not None:
            run.factored = min(run.left, run.factored)
        spans = sum([span for _, span, _ in run.bands])
        run.fund = whole(rounding, run.factored, spans, run.left)                       # 8
        for band, span, paid in run.bands:                                              # 9
            if band.local != band.fund:
                run.away += max(0, rounding.share(span, band.local) - paid)
        if run.cell.factor_local != run.cell.factor_fund:
            at_home = rounding.factor(run.by_bands, run.cell.factor_local)
            run.away += max(0, at_home - run.factored)

    def pay_bands(self, covered):
        """Places the costs on the axis and lets the bands pay them."""
        run = self.run
        table = run.cell.single("segments", is_needed=True)
        axis, includes = table.raw["axis"], table.raw.get("bounds_include_deductible", False)
        if axis == "year_fund_paid":
            self.pay_by_paid(max(0, covered - run.charged))
            return
        includes = includes and axis != "year_above_deductible"
        start, end = (run.charged, covered) if includes else (0, covered - run.charged)
        end = max(start, end)
        if axis in YEAR_AXES:
            moved = self.pool_drawn - (0 if includes else self.pool_deductible)
            start, end = start + moved, end + moved
        if table.raw.get("mode") == "whole":
            self.pay_whole(start, end)
        else:
            self.pay_marginal(start, end)
        self.find_edge(start, end)

    def pay_marginal(self, start, end):
        for band in self.run.cell.bands:
            low = max(start, band.above)
            high = end if band.upto is None else min(end, band.upto)
            if high > low and self.reaches_bound(band, high - low, end - low):
                return

    def pay_whole(self, start, end):
        """The band in which the total lies pays all of it."""
        if start == end:
            return
        for band in self.run.cell.bands:
            if band.above < end and (band.upto is None or end <= band.upto):
                self.reaches_bound(band, end - start, end - start)

    def pay_by_paid(self, remaining):
        """Bounds are amounts paid: a band ends where the pool and this event have paid them."""
        run = self.run
        for band in run.cell.bands:
            if remaining == 0:
                return
            span = remaining
            if band.upto is not None:
                missing = band.upto - self.pool_paid - run.by_bands
                if missing <= 0:
                    continue
                if self.ratio_of(band):
                    span = min(span, self.least_paying(missing, band.fund))
            if self.reaches_bound(band, span, remaining):
                return
            remaining -= span

    def ratio_of(self, band):
        return known(band.fund, band.table, band.row)

    def least_paying(self, missing, ratio):
        """Least cost in a band that pays `missing`."""
        target = self.run.by_bands + missing if self.rounding.of_sum else missing
        return self.rounding.least_reaching(target, ratio, self.exact)

    def reaches_bound(self, band, span, costs_left):
        """Pays a span. If limits or the cap end it, the rest of the costs lies above them."""
        run, rounding = self.run, self.rounding
        ratio = self.ratio_of(band)
        missing = None if self.bound is None else self.bound - run.by_bands
        paid = rounding.exact(self.exact + span * ratio) - rounding.exact(self.exact)
        is_full = missing is not None and paid >= missing
        if is_full:
            paid = missing
            span = self.least_paying(missing, ratio) if missing else 0
            run.over += costs_left - span
        elif rounding.of_sum:
            self.exact += span * ratio
        run.bands.append((band, span, paid))
        run.by_bands += paid
        return is_full

    def find_edge(self, start, end):
        """The nearest bound that more costs would reach, and what is beyond it."""
        run, bands = self.run, self.run.cell.bands
        if run.charged < run.due:
            beyond = next(one for one in bands if one.upto is None or start < one.upto)
            run.edge = run.due - run.charged, beyond.table, beyond.row, beyond.fund
            return
        if run.over or (self.bound is not None and run.by_bands >= self.bound):
            return
        index = next(index for index, one in enumerate(bands)
                     if one.upto is None or end < one.upto)
        found = []
        if bands[index].upto is not None:
            beyond = bands[index + 1]
            found.append((bands[index].upto - end, beyond.table, beyond.row, beyond.fund))
        if run.cost_left is not None:
            if run.cost_left <= 0:
                return
            found.append((run.cost_left, run.cell.cap.table, run.cell.cap.row, "cap"))
        if self.bound is not None:
            found += self.edge_of_bound(bands[index])
        run.edge = min(found, key=lambda one: one[0], default=None)

    def edge_of_bound(self, band):
        """Least cost more in the band of the next fen at which limits or the cap are reached."""
        run = self.run
        is_known = band.fund is not UNDETERMINED and band.fund
        in_band = [one for one in run.bands if one[0] is band]
        is_whole = run.cell.single("segments").raw.get("mode") == "whole"
        if not is_known or (is_whole and run.bands and not in_band):
            return []
        span, paid = in_band[0][1:] if in_band else (0, 0)
        exact = self.exact - span * band.fund if self.rounding.of_sum else 0
        target = self.bound if self.rounding.of_sum else self.bound - run.by_bands + paid
        distance = self.rounding.least_reaching(target, band.fund, exact) - span
        return [(distance, *run.left_by, "cap")]
