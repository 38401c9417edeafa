"""One version of one table of a package, and which of its rows an event meets."""

from checker.values import day_text

DIMENSIONS = frozenset((
    "level", "status", "age_band", "place", "urgency", "aid_class", "civil_servant", "enterprise",
    "commercial", "referred", "contracted", "tier", "contribution", "approval", "birth", "disease"))
# Columns that choose a row as dimensions do, in the tables of one operator only.
OWN_COLUMNS = {"continuity": "link", "channel": "channel", "supplement": "bucket"}
OPERATORS = ("gate", "deductible", "continuity", "segments", "adjust", "place", "supplement",
             "limit", "disease", "combine", "cap", "channel", "account")


class PackageProblem(Exception):
    """The packages cannot decide this: said in Chinese and English."""

    def __init__(self, where, zh, en):
        super().__init__(f"{where}: {zh} / {en}")
        self.where, self.zh, self.en = where, zh, en


def ages_of(text):
    """"0-17" to (0, 17); "18+" has no end."""
    if text.endswith("+"):
        return int(text[:-1]), 1000
    low, high = text.split("-")
    return int(low), int(high)


def matcher_of(dimension, text):
    """What a cell of a dimension column lets pass; None for a star."""
    if not isinstance(text, str):
        raise ValueError(f"{text!r} under {dimension} is no text")
    if text == "*":
        return None
    if dimension == "age_band":
        return frozenset(age for part in text.split("|")
                         for low, high in [ages_of(part)] for age in range(low, min(high, 200) + 1))
    return frozenset(text.split("|"))


class Table:
    def __init__(self, operator, raw, file):
        self.operator, self.raw, self.file = operator, raw, file
        self.id = raw.get("id", f"{file}[{operator}]")
        try:
            self._read_time()
            self._read_rows()
        except (ValueError, TypeError, AttributeError, KeyError) as error:
            raise PackageProblem(self.where(), f"无法读取：{error}", f"cannot be read: {error}") \
                from error
        self.cite = tuple(raw.get("cite", ()))
        self.row_cite = {int(row): tuple(cites) for row, cites in raw.get("row_cite", {}).items()}
        self.replaces = raw.get("replaces")
        self.is_sample = "sample" in (raw.get("confidence"), raw.get("origin"),
                                      *raw.get("row_confidence", {}).values(),
                                      *raw.get("row_origin", {}).values())

    def _read_time(self):
        raw = self.raw
        self.since = raw["from"].toordinal() if "from" in raw else 0
        to = raw.get("to", "open")
        self.to_unknown = to == "unknown"
        self.until = None if isinstance(to, str) else to.toordinal()
        self.verified = raw["verified_on"].toordinal() if "verified_on" in raw else self.since
        self.recorded = raw["recorded_on"].toordinal() if "recorded_on" in raw else 0
        self.version = day_text(self.since) if self.since else None

    def _read_rows(self):
        self.columns = self.raw.get("columns", [])
        self.rows = self.raw.get("rows", [])
        self.has_rows = bool(self.columns)
        own = OWN_COLUMNS.get(self.operator)
        self.choosers = [(index, name) for index, name in enumerate(self.columns)
                         if name in DIMENSIONS or name == own]
        self.at = {name: index for index, name in enumerate(self.columns)}
        for number, row in enumerate(self.rows, start=1):
            if len(row) != len(self.columns):
                raise ValueError(f"row {number} has {len(row)} cells, not {len(self.columns)}")
        self.matchers = [[(name, matcher) for index, name in self.choosers
                          for matcher in [matcher_of(name, row[index])] if matcher is not None]
                         for row in self.rows]

    def dimensions(self):
        """Dimensions on which the table depends, those of `when` among them."""
        names = {name for _, name in self.choosers}
        return (names | set(self.raw.get("when", {}))) & DIMENSIONS

    def ages(self):
        """Lower ends of the age bands the table tells apart."""
        texts = [text for index, name in self.choosers if name == "age_band"
                 for row in self.rows for text in row[index].split("|")]
        when = self.raw.get("when", {}).get("age_band", [])
        texts += [when] if isinstance(when, str) else when
        return {edge for text in texts if text != "*"
                for low, high in [ages_of(text)] for edge in (low, high + 1)}

    def where(self, row=0):
        return f"{self.file} [[{self.operator}]] {self.id}" + (f" row {row}" if row else "")

    def holds_on(self, day, is_strict):
        if self.to_unknown and is_strict and day > self.verified:
            return False
        return self.since <= day and (self.until is None or day < self.until)

    def rows_for(self, dims):
        """Numbers of the rows that match with the fewest stars."""
        best, found = -1, []
        for number, matchers in enumerate(self.matchers, start=1):
            if len(matchers) < best:
                continue
            for name, allowed in matchers:
                if dims[name] not in allowed:
                    break
            else:
                if len(matchers) > best:
                    best, found = len(matchers), []
                found.append(number)
        return found

    def row_for(self, dims):
        """The one row an event meets; 0 if the values are keys of the table."""
        if not self.has_rows:
            return 0
        found = self.rows_for(dims)
        if len(found) != 1:
            met = ", ".join(f"{name}={dims[name]}" for _, name in self.choosers)
            raise PackageProblem(self.where(), f"{met} 对应 {len(found)} 行，应为 1 行",
                                 f"{met} meets {len(found)} rows, not 1")
        return found[0]

    def value(self, row, name, default=None):
        index = self.at.get(name)
        if index is None or row == 0:
            return self.raw.get(name, default)
        return self.rows[row - 1][index]

    def word(self, row, name, allowed, default=None):
        """A value that is one of few words."""
        found = self.value(row, name, default)
        if found not in allowed:
            raise PackageProblem(self.where(row), f"{name} 为 {found}，应为 {'、'.join(allowed)}",
                                 f"{name} is {found}, should be one of {', '.join(allowed)}")
        return found

    def cites_of(self, row):
        return self.row_cite.get(row, self.cite)

    def applies(self, dims):
        """Whether `when` names this event."""
        for name, allowed in self.raw.get("when", {}).items():
            texts = [allowed] if isinstance(allowed, str) else allowed
            if not any(matcher is None or dims[name] in matcher
                       for matcher in (matcher_of(name, text) for text in texts)):
                return False
        return True
