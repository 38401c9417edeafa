"""Where a step says its value comes from: table, version, row, articles, and doubts."""

from checker.values import day_text

# Steps whose rule is a table; `edge` and `refused` may name one of any operator.
TABLE_OPERATORS = frozenset(("channel", "gate", "place", "continuity", "deductible", "adjust",
                             "limit", "segments", "supplement", "cap", "account"))
ANY_OPERATOR = frozenset(("edge", "refused"))
DOUBT = ";unverified_after:"


class SourceCheck:
    """Of the steps of one package. Remembers what it has seen: most steps repeat."""

    def __init__(self, package):
        self.package = package
        self.seen = {}

    def check(self, step, day):
        """The table a step names, or None, and [(kind, field, zh, en)] of what is wrong."""
        note, _, doubt = step["note"].partition(DOUBT)
        key = (step["op"], step["rule"], step["version"], step["row"], tuple(step["cites"]), doubt,
               note.startswith("not_applied"), self.package.epoch_of(day))
        if key not in self.seen:
            problems = []
            table = self._table(step, day, problems)
            self._cites(step, table, problems)
            self._doubt(step, table, day, doubt, note, problems)
            self.seen[key] = table, problems
        return self.seen[key]

    def _table(self, step, day, problems):
        operator, rule = step["op"], step["rule"]
        versions = self.package.by_rule.get(rule, [])
        names_table = operator in TABLE_OPERATORS or (operator in ANY_OPERATOR and versions)
        if not names_table or (operator == "continuity" and rule is None):
            for name in ("version", "row"):
                if step[name] is not None:
                    problems.append(("table", name, f"{rule} 不是表，没有 {step[name]}",
                                     f"{rule} is no table and has no {step[name]}"))
            return None
        if operator not in ANY_OPERATOR:
            versions = [one for one in versions if one.operator == operator]
        if not versions:
            problems.append(("table", "rule", f"没有 [[{operator}]] 表 {rule}",
                             f"there is no [[{operator}]] table {rule}"))
            return None
        known = ", ".join(sorted({one.version for one in versions}))
        versions = [one for one in versions if one.version == step["version"]]
        if not versions:
            problems.append(("table", "version", f"{rule} 没有 {step['version']} 版，只有 {known}",
                             f"{rule} has no version {step['version']}, only {known}"))
            return None
        table = max(versions, key=lambda one: one.recorded)
        if not table.holds_on(day, self.package.is_strict):
            problems.append(("table", "version", f"{rule} {table.version} 在 {day_text(day)} 不在用",
                             f"{rule} {table.version} is not in force on {day_text(day)}"))
        self._row(step, table, problems)
        return table

    def _row(self, step, table, problems):
        row = step["row"]
        if row is None and step["op"] != "continuity":
            problems.append(("table", "row", "须指明行", "say which row"))
        elif row is not None and row > max(1, len(table.rows)):
            problems.append(("table", "row", f"{table.id} 没有第 {row} 行",
                             f"{table.id} has no row {row}"))

    def _cites(self, step, table, problems):
        for cite in step["cites"]:
            if cite not in self.package.articles:
                problems.append(("cite", "cites", f"sources.toml 中没有 {cite}",
                                 f"{cite} does not stand in sources.toml"))
        if table is None or step["op"] == "refused":
            return
        expected = table.cites_of(step["row"] or 0 if table.has_rows else 0)
        if sorted(step["cites"]) != sorted(expected):
            problems.append(("cite", "cites",
                             f"为 {', '.join(step['cites']) or '–'}，应为 {', '.join(expected)}",
                             f"is {', '.join(step['cites']) or '–'}, "
                             f"should be {', '.join(expected)}"))

    def _doubt(self, step, table, day, doubt, note, problems):
        is_doubtful = table is not None and table.to_unknown and day > table.verified
        expected = day_text(table.verified) if is_doubtful else ""
        may_be_silent = note.startswith("not_applied") or step["op"] in ANY_OPERATOR
        if doubt != expected and not (doubt == "" and may_be_silent):
            problems.append(("note", "note", f"核实日期为 {doubt or '–'}，应为 {expected or '–'}",
                             f"says unverified after {doubt or '–'}, "
                             f"should say {expected or '–'}"))
