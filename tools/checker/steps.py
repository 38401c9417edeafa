"""Checks the steps of a document: each by itself, then against what the rules ask for."""

from checker.benefit_steps import OPERATORS, BenefitCheck
from checker.event import Decider
from checker.texts import grouped, tells
from checker.values import yuan

LAST = ("layer", "draw")
ALL = ("base", "argument", "result")
ABSENT = {"notice": ALL, "gate": ALL, "refused": ALL, "bucket": ("argument",),
          "channel": ("base", "result"), "adjust": ("base", "result"),
          "rounding": ("rule", "argument"), "factor": ("rule",), "layer": ("argument",),
          "draw": ("argument",), "payer": ("base", "argument"),
          "split": ("rule", "argument"), "marginal": ("argument",), "edge": ("result",)}
REFUSING = ("not_entitled", "not_payable", "not_filed")  # ends a benefit too


class StepCheck:
    def __init__(self, document, sources, decision, findings):
        self.document, self.sources, self.decision = document, sources, decision
        self.package = sources.package
        self.findings, self.steps = findings, document["steps"]

    def run(self):
        groups, others = self.sort_out()
        self.check_groups(groups)
        self.check_notice(others)
        if self.decision.refusal:
            self.check_refused(others)
            if others.get("bucket") and len(self.decision.bills) == 1:
                self.check_bill(others)
        else:
            self.check_bill(others)
            self.check_channel(others)
            self.check_account(others)
            self.check_payers(others)
            self.check_total(others)
            self.check_told_edge()
            self.check_marginal(others)

    def place(self, step, name):
        return f"/steps/{step['seq'] - 1}/{name} ({step['op']} {step['rule'] or ''})"

    def expect(self, kind, step, name, expected, found=None):
        found = step[name] if found is None else found
        if found != expected:
            self.findings.expect(kind, self.place(step, name), found, expected)

    def missing(self, op, detail=""):
        self.findings.add("step", "/steps", f"缺少步骤 {op} {detail}", f"no step {op} {detail}")

    def sort_out(self):
        """Steps of each benefit, and all others by operator."""
        groups, group, others = [], [], {}
        check, day = self.sources.check, self.decision.day
        for number, step in enumerate(self.steps, start=1):
            op = step["op"]
            if step["seq"] != number:
                self.findings.expect("step", f"/steps/{number - 1}/seq", step["seq"], number)
                step["seq"] = number
            for kind, name, zh, en in check(step, day)[1]:
                self.findings.add(kind, self.place(step, name), zh, en)
            self.check_fields(step)
            if op in OPERATORS:
                group.append(step)
                if op in LAST or step["note"].partition(";")[0] in REFUSING:
                    groups.append(group)
                    group = []
            else:
                others.setdefault(op, []).append(step)
        if group and not self.decision.refusal:
            self.expect("step", group[-1], "op", "layer")
        return groups, others

    def check_fields(self, step):
        """What an operator does not have is null; what it has, its sentences tell."""
        for name in ABSENT.get(step["op"], ()):
            self.expect("step", step, name, None)
        result = step["result"]
        if result not in (None, "0", "0.00"):
            told = grouped(result)
            for name in ("zh", "en"):
                if not tells(step[name], told):
                    self.findings.add("text", self.place(step, name), f"未说明 {told}",
                                      f"does not tell {told}")

    def check_groups(self, groups):
        runs = [(run, event) for part, event in zip(self.decision.parts, self.decision.events)
                for run in part]
        for group, (run, event) in zip(groups, runs):
            BenefitCheck(self, group, run, event).run()
        for run, _ in runs[len(groups):] if not self.decision.refusal else ():
            self.missing("layer", run.benefit.id)
        last = self.decision.refusal and groups and groups[-1][-1]["op"] not in LAST
        for group in groups[len(runs):len(groups) - 1 if last else None]:
            self.findings.add("step", self.place(group[-1], "rule"), "规则未要求该待遇",
                              "the rules do not ask for this benefit")

    def check_notice(self, others):
        found = others.get("notice", [])
        is_sample = self.package.is_sample
        self.findings.expect("sample", "/is_sample", self.document["is_sample"], is_sample)
        self.findings.expect("sample", "/steps", f"{len(found)} notice", f"{int(is_sample)} notice")
        for step in found:
            self.expect("note", step, "note", "sample")

    def check_refused(self, others):
        refusal, last = self.decision.refusal, self.steps[-1]
        if last["op"] != "refused" or len(others["refused"]) != 1:
            self.missing("refused")
            return
        self.expect("note", last, "note", refusal.name, last["note"].partition(";")[0])
        if refusal.table is not None and last["rule"] != self.package.id:
            self.expect("step", last, "rule", refusal.table.id)
            self.expect("step", last, "row", refusal.row or 1)

    # ---- the bill --------------------------------------------------------------------------------

    def check_bill(self, others):
        self.check_split(others)
        found = others.get("bucket", [])
        expected = [(name, amount, sum(bill.values())) for bill in self.decision.bills
                    for name, amount in bill.items()]
        if len(found) != len(expected):
            self.findings.expect("step", "/steps", f"{len(found)} bucket",
                                 f"{len(expected)} bucket")
            return
        for step, (name, amount, bill) in zip(found, expected):
            self.expect("step", step, "rule", name)
            self.expect("step", step, "base", yuan(bill))
            self.expect("step", step, "result", yuan(amount))
        self.must_add_up(found, "bucket")

    def check_split(self, others):
        found, bills = others.get("split", []), self.decision.bills
        expected = bills if len(bills) > 1 else ()
        if len(found) != len(expected):
            self.findings.expect("step", "/steps", f"{len(found)} split", f"{len(expected)} split")
            return
        for step, bill in zip(found, expected):
            self.expect("step", step, "base", self.document["fees"]["medfee_sumamt"])
            self.expect("step", step, "result", yuan(sum(bill.values())))

    def must_add_up(self, steps, op):
        total = yuan(sum(int((step["result"] or "0.00").replace(".", "")) for step in steps))
        bill = self.document["fees"]["medfee_sumamt"]
        if total != bill:
            self.findings.add("sum", "/steps", f"{op} 合计 {total}，账单为 {bill}",
                              f"{op} results add up to {total}, the bill is {bill}")

    def check_channel(self, others):
        found = others.get("channel", [])
        if len(found) != (self.decision.channel is not None):
            self.findings.expect("step", "/steps", f"{len(found)} channel",
                                 f"{int(self.decision.channel is not None)} channel")
        elif found:
            table, row = self.decision.channel
            self.expect("step", found[0], "rule", table.id)
            self.expect("step", found[0], "row", row or 1)
            self.expect("table", found[0], "argument", table.value(row, "as"))

    # ---- who pays --------------------------------------------------------------------------------

    def check_account(self, others):
        found, expected = others.get("account", []), self.decision.account
        if len(found) != len(expected):
            self.findings.expect("step", "/steps", f"{len(found)} account",
                                 f"{len(expected)} account")
            return
        for step, (table, payable, balance, paid) in zip(found, expected):
            self.expect("step", step, "rule", table.id)
            self.expect("step", step, "base", yuan(payable))
            self.expect("step", step, "argument", yuan(balance))
            self.expect("step", step, "result", yuan(paid))

    def check_payers(self, others):
        shares, seen = self.document["shares"], set()
        found = others.get("payer", [])
        for step in found:
            name = step["rule"]
            if name in seen or name not in PAYERS:
                self.findings.add("step", self.place(step, "rule"), "不是付款方，或重复",
                                  "is no payer, or stands twice")
                continue
            seen.add(name)
            self.expect("step", step, "result", shares[name])
        for name in PAYERS:
            if name not in seen and shares[name] != "0.00":
                self.missing("payer", name)
        self.must_add_up(found, "payer")

    def check_total(self, others):
        found = others.get("total", [])
        if len(found) != 1:
            self.missing("total")
            return
        shares, step = self.document["shares"], found[0]
        self.expect("step", step, "base", self.document["fees"]["medfee_sumamt"])
        self.expect("step", step, "argument", shares["fund_pay_sumamt"])
        self.expect("step", step, "result", shares["psn_part_amt"])
        self.expect("step", step, "rule", self.package.id)
        self.expect("note", step, "note", "balances")

    def check_told_edge(self):
        """The document's own edge is the basic layer's, of the last part."""
        told = self.document.get("edge")
        found = [step for step in self.steps if step["op"] == "edge" and step["layer"] == "basic"]
        if told and not found:
            self.findings.add("step", "/edge", "没有对应的步骤", "has no step")
        elif told and (told["distance"], told["beyond"]) != (found[-1]["base"],
                                                             found[-1]["argument"]):
            self.findings.add("step", "/edge", "与步骤不一致", "differs from its step")

    def check_marginal(self, others):
        """One yuan more in scope is decided as this bill was."""
        for step in others.get("marginal", []):
            more = Decider(self.package, self.document).decide(100)
            funds = sum(more.fund.values()) - sum(self.decision.fund.values())
            self.expect("step", step, "rule", self.package.id)
            self.expect("step", step, "base", "1.00")
            self.expect("step", step, "result", None if more.refusal else yuan(funds))


PAYERS = ("hifp_pay", "hifob_pay", "hifmi_pay", "cvlserv_pay", "hifes_pay", "maf_pay", "oth_pay",
          "acct_pay", "psn_cash_pay")
