"""The computation of one benefit, numbered as on docs/reference/policy-operators.md.

Everything is written down in a Run, against which the steps of a document are held.
"""

from dataclasses import dataclass, field

from checker.bands import Bands
from checker.refused import Refused, known


@dataclass
class Run:
    """One benefit at work."""
    benefit: object
    cell: object = None
    base: int = 0
    state: str = "paid"  # or idle, not_entitled, not_payable
    off: int = 0
    rest: int = 0
    due_before: int = 0
    due: int = 0
    charged: int = 0
    limits: list = field(default_factory=list)  # (limit, used, amount, left)
    cap_used: int = 0
    left: int | None = None
    left_by: tuple | None = None                # (table, row) of the limit or cap that leaves least
    cost_left: int | None = None                # what a cap on costs leaves
    bands: list = field(default_factory=list)   # (band, span, paid)
    by_bands: int = 0
    over: int = 0
    away: int = 0
    parts: dict = field(default_factory=dict)   # of a supplement: bucket to (amount, paid of it)
    factored: int = 0
    fund: int = 0
    edge: tuple | None = None                   # (distance, table, row, what is beyond)


class Kernel:
    """Works through the benefits of one event, or of one part of a split stay."""

    def __init__(self, package, event, buckets, pools):
        self.rounding, self.event = package.rounding, event
        self.buckets, self.pools = buckets, pools
        self.paid_before = {name: pool[0] for name, pool in pools.items()}

    def run(self, benefit, cell):
        run = Run(benefit, cell)
        run.base = sum([self.buckets[bucket] for bucket in benefit.buckets])
        is_basic = benefit.layer == "basic"
        if run.base == 0 and not is_basic:                                              # 1
            run.state = "idle"
            return run
        if benefit.is_undetermined:
            raise Refused("policy_undetermined")
        if not self.may_pay(run, is_basic):                                             # 2
            return run
        if run.base:
            self.decide(run)
        self.write_back(run, is_basic)                                                  # 10, 11
        return run

    def may_pay(self, run, is_basic):
        cell, facts = run.cell, self.event
        undeclared = cell.declared is not None and facts.dims["disease"] not in cell.declared
        refused = next((gate for gate in (() if undeclared else cell.gates)
                        if gate.outcome != "entitled"), None)
        if undeclared or refused:
            if is_basic:
                raise Refused("not_entitled", *((refused.table, refused.row) if refused else ()))
            run.state = "not_entitled"
            return False
        place = cell.place
        if place is not None and place.effect == "not_payable":
            run.state = "not_payable"
            if is_basic:
                is_unfiled = facts.dims["place"] == "unfiled"
                raise Refused("not_filed" if is_unfiled else "not_payable", place.table, place.row)
            return False
        return True

    def decide(self, run):
        cell, place = run.cell, run.cell.place
        if cell.supplement is None and place is not None and place.effect == "first_pay":
            run.off = self.rounding.share(run.base, known(place.value, place.table, place.row))
        run.rest = run.base - run.off                                                   # 3
        if cell.supplement is None:
            self.charge(run)                                                            # 4
        covered = self.allowance(run)                                                   # 5
        if cell.supplement is None:
            Bands(run, self.rounding, self.pools[run.benefit.pool]).pay(covered)            # 6 to 9
        else:
            self.pay_supplement(run)

    # ---- 4: the deductible -----------------------------------------------------------------------

    def charge(self, run):
        table = run.cell.deductible
        if table is None:
            return
        if table.per == "admission":
            self.charge_admission(run, table)
        else:
            run.due = known(table.steps[0], table.table, table.row)
            if table.per == "year":
                charged = sum([self.pools[pool][2] for pool in table.pools])
                run.due = max(0, run.due - charged)
        run.charged = min(run.due, run.rest)

    def charge_admission(self, run, table):
        event, steps = self.event, table.steps
        if event.is_excluded(table):
            return
        link, row = event.link_in(run.cell)
        admissions = event.before["admissions"]
        number = admissions + 1 if link == "none" else max(1, admissions)
        run.due_before = known(steps[min(number, len(steps)) - 1], table.table, table.row)
        run.due = event.continued(run.due_before, run.cell.continuity, link, row)

    # ---- 5: what limits and the cap leave --------------------------------------------------------

    def allowance(self, run):
        left = []
        if run.benefit.layer == "basic":
            for limit, used in zip(run.cell.limits(self.event.diseases), self.event.quota):
                amount = known(limit.amount, limit.table, limit.row)
                if amount is None:
                    run.limits.append((limit, used, None, None))
                    continue
                if limit.carries:
                    amount *= self.event.periods_begun(limit.table.raw["measure"])
                used = 0 if limit.table.raw["measure"] == "visit_fund_paid" else used
                remains = max(0, amount - used)
                run.limits.append((limit, used, amount, remains))
                if not limit.is_visits or remains == 0:
                    left.append((remains, limit))
        cap = run.cell.cap
        amount = known(cap.amount, cap.table, cap.row)
        covered = run.rest
        if cap.measure == "year_in_policy":
            run.cap_used = sum([self.pools[pool][1] for pool in cap.pools])
            if amount is not None:
                covered = min(run.rest, max(0, amount - run.cap_used))
                run.cost_left = amount - run.cap_used - run.rest
        else:
            run.cap_used = sum([self.pools[pool][0] for pool in cap.pools])
            if cap.measure == "event_fund_paid":
                run.cap_used -= sum([self.paid_before[pool] for pool in cap.pools])
            if amount is not None:
                left.append((max(0, amount - run.cap_used), cap))
        if left:
            run.left, by = min(left, key=lambda one: one[0])
            run.left_by = by.table, by.row
        return covered

    # ---- supplements -----------------------------------------------------------------------------

    def pay_supplement(self, run):
        """A share of each bucket; where less is left, they are paid in the order of draw."""
        table = run.cell.single("supplement")
        for bucket, (row, share) in run.cell.supplement.items():
            amount = self.buckets[bucket]
            if amount:
                asked = self.rounding.share(amount, known(share, table, row))
                paid = asked if run.left is None else min(asked, run.left - run.fund)
                run.parts[bucket] = amount, paid
                run.fund += paid
                run.over += asked - paid

    # ---- 10 and 11 -------------------------------------------------------------------------------

    def write_back(self, run, is_basic):
        buckets = self.buckets
        if is_basic:
            bands = run.rest - run.charged - run.over
            away = min(run.away, bands - run.fund)
            buckets["in_policy"] = 0
            buckets["ded"] += run.charged
            buckets["place_self"] += run.off + away
            buckets["over_cap"] += run.over
            buckets["seg_self"] += bands - run.fund - away
        elif run.parts:
            for bucket, (_, paid) in run.parts.items():
                buckets[bucket] -= paid
        else:
            missing = run.fund
            for bucket in run.benefit.buckets:
                taken = min(missing, buckets[bucket])
                buckets[bucket] -= taken
                missing -= taken
        pool = self.pools[run.benefit.pool]
        pool[0] += run.fund
        pool[1] += run.rest
        pool[2] += run.charged
