"""Reads a folder of policy packages; joins an area with its parents.

A package that cannot be read is a PackageProblem. This is no lint: `yidi policy check` is.
"""

import os
import tomllib
from bisect import bisect_right
from datetime import date

from checker.tables import OPERATORS, PackageProblem, Table
from checker.values import Rounding

LAYER_POOLS = {layer: layer for layer in (
    "basic", "large_amount", "major_illness", "civil_servant", "enterprise", "medical_aid",
    "commercial")}
PAYS_INTO = {"basic": "hifp_pay", "large_amount": "hifob_pay", "major_illness": "hifmi_pay",
             "civil_servant": "cvlserv_pay", "enterprise": "hifes_pay", "medical_aid": "maf_pay",
             "commercial": "oth_pay"}


def read_toml(path):
    try:
        with open(path, "rb") as file:
            return tomllib.load(file)
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PackageProblem(path, f"无法读取：{error}", f"cannot be read: {error}") from error


class Benefit:
    def __init__(self, raw, file):
        try:
            self.id = raw["id"]
            self.layer = raw["layer"]
            self.insured = frozenset(raw["insured"].split("|"))
            self.services = frozenset(raw["service"].split("|"))
            self.rank = raw.get("rank", 1)
            self.pool = raw.get("pool", LAYER_POOLS.get(self.layer))
            self.buckets = tuple(raw.get("draw", {}).get(
                "buckets", ("in_policy",) if self.layer == "basic" else ()))
            self.is_undetermined = "undetermined" in raw
        except (KeyError, AttributeError) as error:
            raise PackageProblem(file, f"[benefit] 无法读取：{error}",
                                 f"[benefit] cannot be read: {error}") from error
        self.file = file
        self.tables = []
        self.cells = {}

    def is_for(self, scheme, service):
        return (not self.insured.isdisjoint((scheme, "*")) and
                not self.services.isdisjoint((service, "*")))

    def finish(self):
        """To be called once all tables are here: what its cells depend on."""
        names = set().union(*(table.dimensions() for table in self.tables))
        self.uses_age = "age_band" in names
        self.age_edges = sorted(set().union(*(table.ages() for table in self.tables)))
        self.names = sorted(names - {"age_band"})

    def key_of(self, dims):
        key = tuple([dims[name] for name in self.names])
        return key + (bisect_right(self.age_edges, dims["age_band"]),) if self.uses_age else key

    def is_in_doubt(self, day):
        """Some rule has no version that anybody has verified up to this day."""
        held = {table.id for table in self.tables if table.holds_on(day, is_strict=True)}
        return any(table.id not in held and table.holds_on(day, is_strict=False)
                   for table in self.tables)

    def in_force(self, day, is_strict):
        """Tables by operator; of two versions of a rule in force, the one recorded later."""
        chosen = {}
        for table in self.tables:
            if table.holds_on(day, is_strict):
                other = chosen.get(table.id)
                if other is None or other.recorded < table.recorded:
                    chosen[table.id] = table
        by_operator = {}
        for table in self.tables:
            if chosen.get(table.id) is table:
                by_operator.setdefault(table.operator, []).append(table)
        return by_operator


class Source:
    """One folder as written."""

    def __init__(self, folder):
        self.folder = folder
        self.head = read_toml(os.path.join(folder, "package.toml"))
        self.id = self.head.get("package", {}).get("id", os.path.basename(folder))
        self.kind = self.head.get("package", {}).get("kind")
        self.parents = self.head.get("package", {}).get("parents", [])
        self.files = {name: read_toml(os.path.join(folder, name))
                      for name in sorted(os.listdir(folder))
                      if name.endswith(".toml") and name not in ("package.toml", "sources.toml")}
        sources = os.path.join(folder, "sources.toml")
        documents = read_toml(sources).get("document", []) if os.path.exists(sources) else []
        self.articles = {f"{document['id']}:{article['no']}" for document in documents
                         for article in document.get("article", [])}

    def tables_of(self, name):
        file = os.path.join(os.path.basename(self.folder), name)
        return [Table(operator, raw, file) for operator in OPERATORS
                for raw in self.files[name].get(operator, [])]


def ancestors_first(source, sources, path=()):
    """The package after all that it builds on, each once."""
    if source.id in path:
        raise PackageProblem(source.folder, f"上级包循环：{' → '.join((*path, source.id))}",
                             f"parents lead back to themselves: {' → '.join((*path, source.id))}")
    found = []
    for parent in source.parents:
        if parent not in sources:
            raise PackageProblem(source.folder, f"没有上级包 {parent}", f"no parent {parent}")
        for one in ancestors_first(sources[parent], sources, (*path, source.id)):
            if one not in found:
                found.append(one)
    return [*found, source]


class Package:
    """An area with all that its parents give it."""

    def __init__(self, source, sources):
        self.id, self.folder = source.id, source.folder
        lineage = ancestors_first(source, sources)
        self.articles = set().union(*(one.articles for one in lineage))
        self._read_head(source)
        self.benefits = {}
        for one in lineage:
            for name, raw in one.files.items():
                if "benefit" in raw:
                    self._add(raw["benefit"], one, name)
        for benefit in self.benefits.values():
            benefit.finish()
        tables = [table for benefit in self.benefits.values() for table in benefit.tables]
        self.by_rule = {}
        for table in tables:
            self.by_rule.setdefault(table.id, []).append(table)
        self.is_sample = any(table.is_sample for table in tables) or any(
            "sample" in (part.get("confidence"), part.get("origin"))
            for part in source.head.values())
        self.edges = sorted({day for table in tables for day in (
            table.since, table.until, table.verified + 1) if day is not None})
        self.selections = {}

    def _read_head(self, source):
        try:
            head, clock = source.head, source.head["time"]
            rounding = head["rounding"]
            self.prefixes = [prefix_of(code) for code in head["package"]["admdvs"]]
            effective = head["package"].get("effective")
            self.effective = effective.toordinal() if effective else 0
            self.basis = clock["basis"]
            month, day = (1, 1) if clock["year"] == "calendar" else clock["year"].split("-")
            self.year_start = (int(month), int(day))
            self.cross_year = clock["cross_year"]
            self.split_once = clock.get("split_deductible", "once") == "once"
            self.is_strict = clock.get("beyond_verified") == "strict"
            known = clock.get("as_known", "latest")
            self.as_known = known.toordinal() if isinstance(known, date) else None
            self.rounding = Rounding(rounding["mode"], rounding["unit"], rounding["at"])
            self.rounding_cites = tuple(rounding.get("cite", ()))
            self.order = head["settlement"]["order"]
        except (KeyError, ValueError, AttributeError) as error:
            raise PackageProblem(os.path.join(source.folder, "package.toml"),
                                 f"无法读取：{error}", f"cannot be read: {error}") from error

    def _add(self, raw, source, name):
        tables = [table for table in source.tables_of(name)
                  if self.as_known is None or table.recorded <= self.as_known]
        if "extends" in raw:
            benefit = self.benefits.get(raw["extends"])
            if benefit is None:
                raise PackageProblem(name, f"没有可扩展的待遇 {raw['extends']}",
                                     f"no benefit {raw['extends']} to extend")
            gone = {table.replaces for table in tables if table.replaces}
            benefit.tables = [table for table in benefit.tables if table.id not in gone] + tables
            return
        benefit = Benefit(raw, f"{os.path.basename(source.folder)}/{name}")
        benefit.tables = tables
        if "replaces" in raw and self.benefits.pop(raw["replaces"], None) is None:
            raise PackageProblem(name, f"没有可替代的待遇 {raw['replaces']}",
                                 f"no benefit {raw['replaces']} to replace")
        self.benefits[benefit.id] = benefit

    def year_start_of(self, day):
        """First day of the accumulator year in which a day lies."""
        year = date.fromordinal(day).year
        start = date(year, *self.year_start).toordinal()
        return start if start <= day else date(year - 1, *self.year_start).toordinal()

    def is_split(self, admitted, discharged):
        """Whether days of the stay lie in two years; the day of discharge is none of them."""
        return self.cross_year == "split" and admitted < self.year_start_of(discharged) < discharged

    def covers(self, admdvs):
        return any(admdvs.startswith(prefix) for prefix in self.prefixes)

    def epoch_of(self, day):
        return bisect_right(self.edges, day)

    def select(self, scheme, service, day):
        """[(benefit, tables in force)] in the order of settlement; none if all is in doubt."""
        key = scheme, service, self.epoch_of(day)
        if key not in self.selections:
            self.selections[key] = self._select(scheme, service, day)
        return self.selections[key]

    def _select(self, scheme, service, day):
        if self.is_strict and any(benefit.is_in_doubt(day) for benefit in self.benefits.values()
                                  if benefit.is_for(scheme, service)):
            return []
        chosen = []
        for layer in self.order:
            candidates = sorted((benefit for benefit in self.benefits.values()
                                 if benefit.layer == layer and benefit.is_for(scheme, service)),
                                key=lambda benefit: benefit.rank)
            ranks = [benefit.rank for benefit in candidates]
            if len(set(ranks)) != len(ranks):
                names = ", ".join(benefit.id for benefit in candidates)
                raise PackageProblem(self.folder, f"同层同序的待遇不止一个：{names}",
                                     f"several benefits of one layer and rank: {names}")
            for benefit in candidates:
                tables = benefit.in_force(day, self.is_strict)
                if tables or benefit.is_undetermined:
                    chosen.append((benefit, tables))
        return chosen


def prefix_of(code):
    while len(code) > 2 and code.endswith("00"):
        code = code[:-2]
    return code


def load_packages(folder):
    """Areas by id."""
    if not os.path.isdir(folder):
        raise PackageProblem(folder, "没有这个文件夹", "there is no such folder")
    found = [Source(os.path.join(folder, name)) for name in sorted(os.listdir(folder))
             if os.path.exists(os.path.join(folder, name, "package.toml"))]
    sources = {source.id: source for source in found}
    areas = {source.id: Package(source, sources) for source in found if source.kind == "area"}
    if not areas:
        raise PackageProblem(folder, "没有统筹区政策包", "no package of an area here")
    return areas
