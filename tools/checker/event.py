"""One event: its facts, the benefits in the order of settlement, the account, and the shares."""

from dataclasses import dataclass, field
from datetime import date

from checker.cells import Cell
from checker.kernel import Kernel
from checker.package import PAYS_INTO
from checker.refused import Refused
from checker.tables import PackageProblem
from checker.values import day_of, divide_half_up, fen_of

LEVELS = {"community": "community", "level_1": "1", "level_2": "2", "level_3": "3",
          "level_3_special": "3s"}
POOLS = ("basic", "outpatient", "chronic", "special_drug", "maternity", "large_amount",
         "major_illness", "civil_servant", "enterprise", "medical_aid", "aid_tilt", "commercial")
BILL = {"own": "fulamt_ownpay_amt", "over_price": "overlmt_selfpay",
        "first_pay": "preselfpay_amt", "in_policy": "inscp_scp_amt"}
BUCKETS = (*BILL, "ded", "seg_self", "place_self", "over_cap")
STATUSES = {"resident": ("child", "student", "adult", "elderly")}
EMPLOYED = ("active", "retired")
BALANCES = {"own_current": "account_balance", "own_past": "account_past",
            "family": "family_balance"}
YES = {True: "yes", False: "no"}


def dims_of(facts):
    standing = facts["standing"]
    return {
        "level": LEVELS[facts["level"]], "status": facts["status"],
        "age_band": facts["age_years"], "place": facts["place"], "urgency": facts["urgency"],
        "aid_class": standing["aid_class"], "civil_servant": YES[standing["civil_servant"]],
        "enterprise": YES[standing["enterprise"]], "commercial": YES[standing["commercial"]],
        "referred": YES[facts["referred"]], "contracted": YES[standing["contracted"]],
        "tier": str(standing["tier"]) if facts["scheme"] == "resident" else "1",
        "contribution": standing["contribution"], "approval": YES[facts["approved"]],
        "birth": facts["birth"], "disease": facts["disease"]}


class Event:
    """What a benefit may ask, of the whole event or of one part of a split stay."""

    def __init__(self, package, facts, day, before):
        self.package = package
        self.dims, self.service, self.scheme = dims_of(facts), facts["service"], facts["scheme"]
        self.day = day
        self.admitted = day_of(facts["admitted_on"])
        self.discharged = day_of(facts["discharged_on"])
        self.before = before
        chain, quota = facts["chain"], facts["quota"]
        self.link, self.hours, self.charged = (
            chain["link"], chain["hours"], fen_of(chain["charged"]))
        self.quota = (quota["first"], quota["second"], quota["third"], quota["fourth"])
        self.diseases = tuple(facts["diseases"].split("|")) if facts["diseases"] else ()

    def link_in(self, cell):
        """The link that holds in a benefit, and its row: `none` if hours or rows do not reach."""
        if self.link in ("none", "same_stay"):
            return self.link, 0
        table = cell.continuity
        rows = table.rows_for({**self.dims, "link": self.link}) if table is not None else []
        if not rows or self.hours > table.value(rows[0], "within_hours"):
            return "none", 0
        return self.link, rows[0]

    def is_long(self, table):
        days = table.raw.get("long_stay_days") if table is not None else None
        return days is not None and self.discharged - self.admitted > days

    def lengthened(self, due, table):
        if not self.is_long(table):
            return due
        return due * -(-(self.discharged - self.admitted) // table.raw["long_stay_days"])

    def continued(self, due, table, link, row):
        """The deductible due after a long stay and the link to an earlier one."""
        due = self.lengthened(due, table)
        if link == "none":
            return due
        effect = "difference" if link == "same_stay" else table.value(row, "deductible")
        if effect == "difference":
            return max(0, due - self.charged)
        if effect == "none" or (effect == "first_only" and self.charged):
            return 0
        return due

    def is_excluded(self, deductible):
        return self.service in deductible.table.raw.get("excludes", ())

    def periods_begun(self, measure):
        """Months or quarters of the year begun on the basis day; by calendar month, so that a year
        that starts within a month has a thirteenth."""
        day = date.fromordinal(self.day)
        start = date.fromordinal(self.package.year_start_of(self.day))
        months = (day.year - start.year) * 12 + day.month - start.month
        return months // (3 if measure.startswith("quarter") else 1) + 1


@dataclass
class Decision:
    """Who pays what, and how it came about. `refusal` set: the amounts are zero."""
    day: int                                    # chooses the versions
    refusal: Refused | None = None
    bills: list = field(default_factory=list)   # per part: the four buckets
    parts: list = field(default_factory=list)   # per part: Run of each benefit
    channel: tuple | None = None                # (table, row)
    account: list = field(default_factory=list)  # (table, payable, balance, paid)
    fund: dict = field(default_factory=dict)
    person: int = 0
    account_paid: int = 0
    family_paid: int = 0
    deductible: int = 0
    balance: int = 0
    events: list = field(default_factory=list)  # per part: Event
    pools: list = field(default_factory=list)   # per part: what the year has used afterwards
    left: list = field(default_factory=list)    # per part: what is left in each bucket


def totals_of(raw):
    totals = {pool: [fen_of(raw[pool]["paid"]), fen_of(raw[pool]["drawn"]),
                     fen_of(raw[pool]["deductible"])] for pool in POOLS}
    totals["admissions"] = raw["admissions"]
    return totals


class Decider:
    def __init__(self, package, document):
        self.package, self.facts = package, document["facts"]
        self.document, self.is_account_only = document, False
        self.day = day_of(self.facts[{"admission": "admitted_on", "discharge": "discharged_on",
                                      "settlement": "settled_on"}[package.basis]])
        self.decision = Decision(self.day, fund=dict.fromkeys(PAYS_INTO.values(), 0))

    def decide(self, more=0):
        """`more` fen in scope than the document says."""
        decision = self.decision
        bill = {bucket: fen_of(self.document["fees"][name]) for bucket, name in BILL.items()}
        bill["in_policy"] += more
        decision.balance = sum(fen_of(self.facts[name])
                               for name in ("account_balance", "account_past"))
        event = Event(self.package, self.facts, self.day, totals_of(self.document["before"]))
        decision.bills = [bill]
        try:
            if (self.day < self.package.effective or
                    self.facts["status"] not in STATUSES.get(event.scheme, EMPLOYED)):
                raise Refused("policy_undetermined")
            if self.package.is_split(event.admitted, event.discharged):
                self.decide_split(event, bill)
            else:
                self.run_part(event, bill, self.benefits_of(event))
        except Refused as refusal:
            decision.refusal = refusal
            return decision
        decision.person = sum(bill.values()) - sum(decision.fund.values())
        return decision

    def decide_split(self, event, bill):
        """Both parts, the earlier first; then the account for both together."""
        days = event.discharged - event.admitted
        turn = self.package.year_start_of(event.discharged)
        early = {bucket: divide_half_up(amount, turn - event.admitted, days)
                 for bucket, amount in bill.items()}
        late = {bucket: amount - early[bucket] for bucket, amount in bill.items()}
        self.decision.bills = [early, late]
        benefits = self.benefits_of(event)
        funds = [one for one in benefits if one[0].layer != "account"]
        left = self.run_part(event, early, funds)
        later = Event(self.package, self.facts, self.day, totals_of(self.document["later_before"]))
        later.dims = event.dims
        later.link, later.hours, later.charged = (
            ("same_stay", 0, self.decision.deductible) if self.package.split_once
            else ("none", 0, 0))
        left_later = self.run_part(later, late, funds)
        both = {bucket: left[bucket] + left_later[bucket] for bucket in BUCKETS}
        for benefit, tables in benefits:
            if benefit.layer == "account":
                self.pay_from_account(benefit, tables, both)

    def benefits_of(self, event):
        """Benefits and their tables in force; a purchase is decided as its channel says."""
        benefits = self.package.select(event.scheme, event.service, self.day)
        self.need_basic(benefits)
        basic, tables = benefits[0]
        if event.service != "pharmacy":
            return benefits
        if "channel" not in tables:
            raise Refused("policy_undetermined")
        table = Cell(basic, tables, event.dims).single("channel")
        row = table.row_for({**event.dims, "channel": self.facts["channel"]})
        self.decision.channel = table, row
        level = table.value(row, "level_from", "own")
        if level == "prescriber":
            event.dims["level"] = LEVELS[self.facts["prescriber_level"]]
        elif level != "own":
            event.dims["level"] = level
        service = table.value(row, "as")
        self.is_account_only = service == "account_only"
        if self.is_account_only:
            return [one for one in benefits if one[0].layer == "account"]
        benefits = self.package.select(event.scheme, service, self.day)
        self.need_basic(benefits)
        return benefits

    def need_basic(self, benefits):
        if not benefits or benefits[0][0].layer != "basic":
            raise Refused("policy_undetermined")

    def run_part(self, event, bill, benefits):
        """Answers what is left in each bucket."""
        buckets = {**dict.fromkeys(BUCKETS, 0), **bill}
        if self.is_account_only:
            buckets["seg_self"], buckets["in_policy"] = buckets["in_policy"], 0
        pools = {pool: list(event.before[pool]) for pool in POOLS}
        kernel = Kernel(self.package, event, buckets, pools)
        runs = []
        self.decision.parts.append(runs)
        self.decision.events.append(event)
        self.decision.pools.append(pools)
        self.decision.left.append(buckets)
        for benefit, tables in benefits:
            if benefit.layer == "account":
                self.pay_from_account(benefit, tables, buckets)
                continue
            run = kernel.run(benefit, self.cell_of(benefit, tables, event))
            runs.append(run)
            self.decision.fund[PAYS_INTO[benefit.layer]] += run.fund
            if benefit.layer == "basic":
                self.decision.deductible += run.charged
        return buckets

    def cell_of(self, benefit, tables, event):
        key = self.package.epoch_of(self.day), benefit.key_of(event.dims)
        cell = benefit.cells.get(key)
        if cell is None:
            cell = benefit.cells[key] = Cell(benefit, tables, event.dims)
        return cell

    def pay_from_account(self, benefit, tables, buckets):
        is_used = self.facts["use_account"]
        if benefit.is_undetermined:
            if is_used and any(buckets.values()):
                raise Refused("policy_undetermined")
            return
        found = tables.get("account", ())
        if len(found) != 1:
            raise PackageProblem(benefit.file, "应有一张在用的 [[account]] 表",
                                 "one [[account]] in force is needed")
        table, decision = found[0], self.decision
        pays = table.raw["pays"]
        for source in table.raw["sources"]:
            payable = sum(buckets[bucket] for bucket in pays)
            balance = fen_of(self.facts[BALANCES[source]])
            paid = min(payable, max(0, balance)) if is_used else 0
            decision.account.append((table, payable, balance, paid))
            decision.account_paid += paid
            if source == "family":
                decision.family_paid += paid
            else:
                decision.balance -= paid
            for bucket in pays:
                taken = min(paid, buckets[bucket])
                buckets[bucket] -= taken
                paid -= taken
