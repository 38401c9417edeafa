"""Checks the steps of one benefit against its Run, and each step's own arithmetic."""

from checker.texts import fen_or_none, plain, share_of
from checker.values import UNDETERMINED, percent, ppm_text, yuan

OPERATORS = frozenset(("gate", "place", "continuity", "deductible", "adjust", "limit", "segments",
                       "supplement", "factor", "cap", "rounding", "edge", "layer", "draw"))


class BenefitCheck:
    def __init__(self, check, group, run, event):
        self.check, self.run_, self.event = check, run, event
        self.expect, self.findings = check.expect, check.findings
        self.rounding = check.package.rounding
        self.by_op = {}
        for step in group:
            self.by_op.setdefault(step["op"], []).append(step)

    def wrong(self, kind, step, name, zh, en):
        self.findings.add(kind, self.check.place(step, name), zh, en)

    def run(self):
        run = self.run_
        if run.state in ("not_entitled", "not_payable") and "layer" not in self.by_op:
            self.gates()
            if run.state == "not_payable":
                self.place()
            return
        op = "draw" if run.state == "idle" else "layer"
        last = self.by_op.get(op, [])
        if len(last) != 1:
            self.check.missing(op, run.benefit.id)
            return
        self.expect("step", last[0], "rule", run.benefit.id)
        self.expect("step", last[0], "layer", run.benefit.layer)
        self.expect("step", last[0], "base", yuan(run.base))
        self.expect("step", last[0], "result", yuan(run.fund))
        if run.state == "idle":
            self.nothing_else()
            return
        self.gates()
        if run.state == "not_entitled" or not run.base:
            return
        self.place()
        self.continuity()
        self.deductible()
        self.adjusts()
        self.limits()
        self.cap()
        self.edge()
        self.bands(last[0])

    def nothing_else(self):
        for op, steps in self.by_op.items():
            if op not in ("draw", "layer"):
                self.wrong("step", steps[0], "op", "规则未要求", "the rules do not ask for it")

    def pairs(self, op, expected, source=lambda one: (one.table, one.row)):
        """Steps of an operator beside what is expected, if their number is right. Says of each
        whether it is the table and row that the rules choose."""
        steps = self.by_op.get(op, [])
        if len(steps) != len(expected):
            name = self.run_.benefit.id
            self.findings.expect("step", f"/steps ({name})", f"{len(steps)} {op}",
                                 f"{len(expected)} {op}")
            return []
        for step, one in zip(steps, expected):
            table, row = source(one)
            self.expect("table", step, "rule", table.id)
            self.expect("table", step, "version", table.version)
            self.expect("table", step, "row", row or 1)
        return zip(steps, expected)

    def says(self, step, text):
        """The argument is the table's text."""
        found = step["argument"]
        if (plain(found) if found else found) != (plain(text) if text else None):
            self.findings.expect("table", self.check.place(step, "argument"), found, text)

    def note(self, step, *allowed):
        found = step["note"].partition(";")[0]
        if found not in allowed and not ("not_applied" in allowed and
                                         found.startswith("not_applied:")):
            self.findings.expect("note", self.check.place(step, "note"), found, "|".join(allowed))

    # ---- before the bands ------------------------------------------------------------------------

    def gates(self):
        gates = self.run_.cell.gates
        refusing = next((index for index, gate in enumerate(gates)
                         if gate.outcome != "entitled"), len(gates) - 1)
        if not gates and self.run_.state == "not_entitled":
            return  # the disease is not declared: no gate says so
        for step, gate in self.pairs("gate", gates[:refusing + 1]):
            self.note(step, "applied" if gate.outcome == "entitled" else "not_entitled")

    def place(self):
        place = self.run_.cell.place
        for step, _ in self.pairs("place", [] if place is None else [place]):
            is_silent = place.effect in ("none", "not_payable")
            self.says(step, None if is_silent else place.text)
            is_first_pay = place.effect == "first_pay" and self.run_.cell.supplement is None
            self.expect("step", step, "result", yuan(self.run_.off) if is_first_pay else None)
            if place.effect == "not_payable":
                self.note(step, "not_payable", "not_filed")
            else:
                self.expect("step", step, "base", yuan(self.run_.base))
                self.note(step, "not_applied" if place.effect == "none" else "applied")

    def continuity(self):
        run, event = self.run_, self.event
        deductible = run.cell.deductible
        if (run.cell.supplement is not None or deductible is None or
                deductible.per != "admission" or event.is_excluded(deductible)):
            return
        table = run.cell.continuity
        link, row = event.link_in(run.cell)
        due = event.lengthened(run.due_before, table)
        expected = []
        if event.is_long(table):
            expected.append({"base": run.due_before, "result": due})
        if event.link != "none":
            expected.append({"base": due, "argument": event.charged, "result": run.due})
        steps = self.by_op.get("continuity", [])
        if len(steps) != len(expected):
            self.findings.expect("step", f"/steps ({run.benefit.id})", f"{len(steps)} continuity",
                                 f"{len(expected)} continuity")
            return
        for step, amounts in zip(steps, expected):
            for name, amount in amounts.items():
                self.expect("step", step, name, yuan(amount))
        if event.link != "none":
            self.note(steps[-1], "not_applied" if link == "none" else "applied")
            if row:
                self.expect("table", steps[-1], "rule", table.id)
                self.expect("table", steps[-1], "row", row)

    def deductible(self):
        run, table = self.run_, self.run_.cell.deductible
        is_asked = table is not None and run.cell.supplement is None
        for step, _ in self.pairs("deductible", [table] if is_asked else []):
            self.expect("step", step, "base", yuan(run.rest))
            self.expect("step", step, "argument", yuan(run.due))
            self.expect("step", step, "result", yuan(run.charged))
            base, due, charged = (fen_or_none(step[name])
                                  for name in ("base", "argument", "result"))
            if None not in (base, due, charged) and charged != min(base, due):
                self.wrong("arithmetic", step, "result", "不是二者中较小的", "is not the lesser of both")
            self.note(step, "applied" if run.charged else "not_applied")

    def adjusts(self):
        adjusts = self.run_.cell.adjusts
        for step, (effect, applies) in self.pairs("adjust", adjusts,
                                                  lambda one: (one[0].table, 0)):
            self.says(step, effect.text)
            self.note(step, "applied" if applies else "not_applied")

    def limits(self):
        limits = self.run_.limits
        for step, (limit, used, amount, left) in self.pairs(
                "limit", limits, lambda one: (one[0].table, one[0].row)):
            write = str if limit.is_visits else yuan
            for name, value in (("base", used), ("argument", amount), ("result", left)):
                self.expect("step", step, name, None if amount is None else write(value))
            self.note(step, *(("not_applied",) if amount is None else ("applied", "capped")))

    def cap(self):
        run, cap = self.run_, self.run_.cell.cap
        for step, _ in self.pairs("cap", [cap]):
            self.expect("step", step, "base", yuan(run.fund))
            self.expect("step", step, "argument",
                        None if cap.amount is None else yuan(cap.amount))
            self.expect("step", step, "result", yuan(run.over))
            is_capped = run.over and cap.amount is not None
            self.note(step, *(("capped",) if is_capped else ("applied", "not_applied")))

    def edge(self):
        """Distance to the next bound, and what is beyond it."""
        edge = self.run_.edge
        expected = [] if edge is None or edge[3] is UNDETERMINED else [edge]
        for step, (distance, _, _, beyond) in self.pairs("edge", expected, lambda one: one[1:3]):
            self.expect("step", step, "base", yuan(distance))
            self.expect("step", step, "argument", beyond if beyond == "cap" else ppm_text(beyond))

    # ---- what is paid ----------------------------------------------------------------------------

    def bands(self, last):
        run = self.run_
        if run.cell.supplement is not None:
            steps = self.supplement()
        else:
            steps = self.segments()
        paid = sum(fen_or_none(step["result"]) or 0 for step in steps)
        after = self.factor() or self.by_op.get("rounding", []) or [last]
        name = "result" if after[0] is last else "base"
        if steps and fen_or_none(after[0][name]) != paid:
            self.findings.add("sum", self.check.place(after[0], name),
                              f"各段合计 {yuan(paid)}，此处 {after[0][name]}",
                              f"the bands add up to {yuan(paid)}, here is {after[0][name]}")
        self.rounded()

    def segments(self):
        expected = [one for one in self.run_.bands if one[1]]
        steps = [step for step in self.by_op.get("segments", []) if step["base"] != "0.00"]
        self.by_op["segments"] = steps
        exact = 0
        for step in steps:
            exact = self.band_arithmetic(step, exact)
        for step, (band, span, paid) in self.pairs("segments", expected,
                                                   lambda one: (one[0].table, one[0].row)):
            found = step["argument"]
            if found != ppm_text(band.fund):
                self.findings.add(
                    "table", self.check.place(step, "argument"),
                    f"为 {found}；表列 {ppm_text(band.listed)}，调整后应为 {ppm_text(band.fund)}",
                    f"is {found}; the row says {ppm_text(band.listed)}, "
                    f"{ppm_text(band.fund)} after all adjustments")
            self.expect("step", step, "base", yuan(span))
            self.expect("step", step, "result", yuan(paid))
        return steps

    def band_arithmetic(self, step, exact):
        """span × ratio, rounded, is what is paid. Answers the exact sum so far."""
        span, ratio, paid = (fen_or_none(step["base"]), share_of(step["argument"]),
                             fen_or_none(step["result"]))
        if None in (span, ratio, paid):
            self.wrong("arithmetic", step, "argument", "缺少费用、比例或金额",
                       "lacks span, ratio or amount")
            return exact
        rounding, product = self.rounding, span * ratio
        if paid != rounding.exact(exact + product) - rounding.exact(exact):
            self.wrong("arithmetic", step, "result",
                       f"{step['base']} × {step['argument']} 不是 {step['result']}",
                       f"{step['base']} × {step['argument']} is not {step['result']}")
        return exact + product if rounding.of_sum else 0

    def supplement(self):
        run = self.run_
        table = run.cell.single("supplement")
        expected = [(*run.cell.supplement[bucket], base, paid)
                    for bucket, (base, paid) in run.parts.items()]
        steps = [step for step in self.by_op.get("supplement", []) if step["base"] != "0.00"]
        self.by_op["supplement"] = steps
        for step, (_, share, amount, paid) in self.pairs("supplement", expected,
                                                         lambda one: (table, one[0])):
            self.expect("table", step, "argument", ppm_text(share))
            self.expect("step", step, "base", yuan(amount))
            self.expect("step", step, "result", yuan(paid))
            base, ratio, found = (fen_or_none(step["base"]), share_of(step["argument"]),
                                  fen_or_none(step["result"]))
            if None in (base, ratio, found):
                continue
            whole = self.rounding.exact(base * ratio)
            if found != whole and not (found < whole and run.over):
                self.wrong("arithmetic", step, "result",
                           f"{step['base']} × {step['argument']} 不是 {step['result']}",
                           f"{step['base']} × {step['argument']} is not {step['result']}")
        return steps

    def factor(self):
        run, steps = self.run_, self.by_op.get("factor", [])
        is_asked = (run.cell.supplement is None and
                    bool(run.cell.effects(("amount_factor",), with_place=True)))
        if len(steps) != int(is_asked):
            self.findings.expect("step", f"/steps ({run.benefit.id})", f"{len(steps)} factor",
                                 f"{int(is_asked)} factor")
        for step in steps if is_asked else []:
            self.expect("step", step, "argument", percent(run.cell.factor_fund))
            self.expect("step", step, "base", yuan(run.by_bands))
            self.expect("step", step, "result", yuan(run.factored))
        return steps

    def rounded(self):
        run, steps = self.run_, self.by_op.get("rounding", [])
        is_asked = self.rounding.jiao and run.cell.supplement is None
        if len(steps) > int(is_asked) or (not steps and is_asked and run.fund != run.factored):
            self.findings.expect("step", f"/steps ({run.benefit.id})", f"{len(steps)} rounding",
                                 f"{int(is_asked)} rounding")
            return
        for step in steps:
            self.expect("step", step, "base", yuan(run.factored))
            self.expect("step", step, "result", yuan(run.fund))
