"""Holds documents against a JSON Schema: the part of 2020-12 that explanation.schema.json uses.

A schema becomes nested functions once; each raises NotValid for the first thing that is wrong.
A function's `good` are texts known to be right, which need no call.
"""

import json
import re

TYPES = {"object": dict, "array": list, "string": str, "boolean": bool, "integer": int,
         "null": type(None)}
KEYWORDS = {"$schema", "$id", "$ref", "$defs", "title", "description", "type", "properties",
            "required", "additionalProperties", "items", "minItems", "enum", "const", "pattern",
            "minLength", "minimum", "maximum", "anyOf"}
GOOD_MAX = 20_000


class NotValid(Exception):
    def __init__(self, found, expected):
        super().__init__(found, expected)
        self.path, self.found, self.expected = [], found, expected

    def under(self, name):
        self.path.insert(0, str(name))
        return self

    def pointer(self):
        return "/" + "/".join(self.path)


def shown(value):
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else text[:57] + "..."


class Schema:
    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            self.root = json.load(file)
        self.made = {}
        self.check = self._compile(self.root)

    def _compile(self, schema):
        unknown = set(schema) - KEYWORDS
        if unknown:
            raise ValueError(f"the schema uses {sorted(unknown)}, which this program does not know")
        if "$ref" in schema:
            return self._reference(schema["$ref"])
        if "enum" in schema or "const" in schema:
            return one_of(schema.get("enum", [schema.get("const")]))
        if "anyOf" in schema:
            return any_of([self._compile(one) for one in schema["anyOf"]])
        if schema["type"] == "object":
            return self._object(schema)
        if schema["type"] == "array":
            return array_of(self._compile(schema["items"]), schema.get("minItems", 0))
        return scalar(schema)

    def _reference(self, ref):
        name = ref.removeprefix("#/$defs/")
        if name not in self.made:
            self.made[name] = self._compile(self.root["$defs"][name])
        return self.made[name]

    def _object(self, schema):
        parts = {name: (getattr(check, "good", ()), check)
                 for name, one in schema["properties"].items() for check in [self._compile(one)]}
        required = frozenset(schema.get("required", ()))
        optional = frozenset(parts) - required

        def check(value):
            if type(value) is not dict:
                raise NotValid(shown(value), "an object")
            if value.keys() != required:
                missing = required - value.keys()
                if missing:
                    raise NotValid("nothing", "a value").under(min(missing))
                unknown = value.keys() - required - optional
                if unknown:
                    raise NotValid("a field", "no such field").under(min(unknown))
            for name, one in value.items():
                good, check_one = parts[name]
                if type(one) is str and one in good:
                    continue
                try:
                    check_one(one)
                except NotValid as problem:
                    raise problem.under(name)
        return check


def one_of(values):
    allowed = frozenset(values)
    expected = " | ".join(map(str, values))

    def check(value):
        if type(value) is not str or value not in allowed:
            raise NotValid(shown(value), expected)
    check.good = allowed
    return check


def any_of(checks):
    def check(value):
        for one in checks[:-1]:
            try:
                return one(value)
            except NotValid:
                continue
        return checks[-1](value)
    return check


def array_of(check_one, least):
    def check(value):
        if type(value) is not list or len(value) < least:
            raise NotValid(shown(value), f"an array of at least {least}")
        for index, one in enumerate(value):
            try:
                check_one(one)
            except NotValid as problem:
                raise problem.under(index)
    return check


def scalar(schema):
    names = [schema["type"]] if isinstance(schema["type"], str) else schema["type"]
    types = frozenset(TYPES[name] for name in names)
    expected = " | ".join(names)
    pattern = re.compile(schema["pattern"]) if "pattern" in schema else None
    least, most = schema.get("minimum"), schema.get("maximum")
    shortest = schema.get("minLength", 0)
    good = set()  # texts that match: most amounts of a document are the same few

    def check(value):
        kind = type(value)
        if kind not in types:
            raise NotValid(shown(value), expected)
        if kind is str:
            if len(value) < shortest:
                raise NotValid(shown(value), "some text")
            if pattern:
                if not pattern.match(value) or value.endswith("\n"):
                    raise NotValid(shown(value), pattern.pattern)
                if len(good) < GOOD_MAX:
                    good.add(value)
        elif kind is int and not ((least is None or value >= least) and
                                  (most is None or value <= most)):
            raise NotValid(shown(value), f"{least} to {'...' if most is None else most}")
    check.good = good
    return check
