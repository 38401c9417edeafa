#!/usr/bin/env python3
"""The style gate: what CONTRIBUTING asks of every file and a machine can check.

Usage: style_gate.py ROOT     prints one line a finding, path:line: rule: what to do; exits 1 if any.

Rules are the functions marked with @rule; each is shown to bark by style_gate_test.py.
"""

import os
import re
import sys
from dataclasses import dataclass, field

SKIPPED_FOLDERS = {".git", "build", "data", "node_modules", "dist", "__pycache__"}
TEXT_ENDINGS = (".cpp", ".hpp", ".def", ".py", ".cmake", ".txt", ".toml", ".md", ".sh", ".sql",
                ".csv", ".case", ".json", ".yaml", ".yml", ".ts", ".vue", ".css", ".html")
CODE_ENDINGS = (".cpp", ".hpp")

LINES_PER_FILE_MAX = 600
LINES_PER_FUNCTION_MAX = 90
COLUMNS_MAX = 100
PURE_LEVEL_MAX = 5

# Where a library may be included. Components not named here never see it; tests may.
THIRD_PARTY = (
    (re.compile(r"^boost/(describe|mp11)"), None),
    (re.compile(r"^boost/(asio|beast)"), {"api", "exchange"}),
    (re.compile(r"^boost/"), set()),
    (re.compile(r"^fmt/"), None),
    (re.compile(r"^(sqlite3|gcrypt|libpq-fe)\.h$"), {"store"}),
    (re.compile(r"^(nlohmann/|simdjson|toml\+\+|zip\.h$)"), {"wire"}),
    (re.compile(r"^nats"), {"exchange"}),
    (re.compile(r"^openssl/"), {"exchange", "api", "gateway"}),
    (re.compile(r"^(spdlog|prometheus)/"), {"telemetry"}),
    (re.compile(r"^CLI/"), {"app"}),
    (re.compile(r"^(gtest|gmock|rapidcheck|benchmark)"), set()),
)
# A header others include may show only these; a header marked "Private to" may show its own.
SHOWN_ANYWHERE = re.compile(r"^(fmt/|boost/(describe|mp11))")
BEAST_FILES_MAX = 2

IMPURE_HEADERS = {
    "random", "thread", "mutex", "shared_mutex", "condition_variable", "future", "atomic",
    "stop_token", "semaphore", "latch", "barrier", "iostream", "fstream", "filesystem", "cstdio",
    "cstdlib", "ctime", "csignal", "unistd.h", "time.h", "stdio.h", "stdlib.h",
}
IMPURE_NAMES = (
    (re.compile(r"\b(system|steady|high_resolution|utc)_clock\b"), "the command carries `now`"),
    (re.compile(r"\b(getenv|std::rand|random_device|mt19937)\b"), "arrives as an argument"),
    (re.compile(r"\b(double|float)\b"), "amounts are Money, shares are Ratio"),
    (re.compile(r"\bthrow\b(?!.*StoreFailure)"), "return an Outcome"),
    (re.compile(r"\bstd::(cout|cerr|clog)\b"), "the pure levels do not print"),
)
# The one place that prints and stops: a broken assertion has nobody to return to.
IMPURE_ON_PURPOSE = {"src/base/assert.cpp"}

HEADER_KEYS = ("Level", "Units", "Errors", "Ownership")
TEST_KEYS = ("Goal", "Method", "Covers")
UNFINISHED = re.compile(r"\b(" + "|".join(("TO" + "DO", "FIX" + "ME", "X" * 3, "HA" + "CK")) + r")\b")
MACHINE_PATH = re.compile(r"(?<![\w./$}])/(home|root|Users|work|mnt)/\w")


@dataclass(frozen=True)
class Finding:
    path: str
    line: int
    rule: str
    text: str

    def __str__(self):
        return f"{self.path}:{self.line}: {self.rule}: {self.text}"


@dataclass
class SourceFile:
    path: str
    text: str
    lines: list = field(default_factory=list)

    def __post_init__(self):
        self.lines = self.text.split("\n")

    @property
    def is_code(self):
        return self.path.endswith(CODE_ENDINGS)

    @property
    def is_test(self):
        return self.path.startswith("tests/") or bool(
            re.search(r"_(test|dbtest|fuzz|bench)\.(cpp|hpp)$", self.path))

    @property
    def component(self):
        match = re.match(r"src/(\w+)/", self.path)
        return match.group(1) if match else None

    def bare_lines(self):
        """Lines without comments and without what stands in quotation marks."""
        in_comment = False
        for number, line in enumerate(self.lines, start=1):
            if in_comment:
                end = line.find("*/")
                if end < 0:
                    continue
                line, in_comment = line[end + 2:], False
            line = re.sub(r'"(\\.|[^"\\])*"', '""', line)
            line = re.sub(r"//.*", "", line)
            line = re.sub(r"/\*.*?\*/", "", line)
            start = line.find("/*")
            if start >= 0:
                line, in_comment = line[:start], True
            yield number, line

    def includes(self):
        for number, line in enumerate(self.lines, start=1):
            match = re.match(r'\s*#\s*include\s+([<"])([^>"]+)[>"]', line)
            if match:
                yield number, match.group(1), match.group(2)


class Tree:
    def __init__(self, root):
        self.root = root
        self.paths = set()
        self.files = []
        for folder, folders, names in os.walk(root):
            folders[:] = sorted(name for name in folders if name not in SKIPPED_FOLDERS)
            for name in sorted(names):
                path = os.path.relpath(os.path.join(folder, name), root).replace(os.sep, "/")
                self.paths.add(path)
                is_script = "." not in name and os.path.getsize(os.path.join(folder, name)) < 100_000
                if name.endswith(TEXT_ENDINGS) or is_script:
                    self._read(path)
        self.levels, self.edges = self._layers()

    def _read(self, path):
        with open(os.path.join(self.root, path), "rb") as file:
            content = file.read()
        try:
            self.files.append(SourceFile(path, content.decode("utf-8")))
        except UnicodeDecodeError:
            if path.endswith(TEXT_ENDINGS):
                self.files.append(SourceFile(path, "\ufffd"))

    def _layers(self):
        levels, edges = {}, {}
        for line in self.text_of("src/LAYERS").split("\n"):
            words = line.split("#")[0].split()
            if len(words) >= 2:
                levels[words[1]] = int(words[0])
                edges[words[1]] = set(words[2:])
        return levels, edges

    def file(self, path):
        return next((file for file in self.files if file.path == path), None)

    def text_of(self, path):
        file = self.file(path)
        return file.text if file else ""

    def code(self):
        return (file for file in self.files if file.is_code)


RULES = []


def rule(function):
    """A rule takes the tree and yields (file path, line, what to do)."""
    RULES.append(function)
    return function


# ---- the architecture ----------------------------------------------------------------------------


@rule
def layers(tree):
    """An include goes to the component itself or to one that src/LAYERS lets it use."""
    for file in tree.code():
        component = file.component
        if component is None:
            continue
        if component not in tree.levels:
            yield file.path, 1, f"component {component} is not in src/LAYERS"
            continue
        for number, kind, target in file.includes():
            if kind != '"':
                continue
            other = target.split("/")[0]
            if "/" not in target or other not in tree.levels:
                yield file.path, number, f'"{target}": include as "component/file.hpp"'
            elif other != component and other not in tree.edges[component]:
                yield file.path, number, f"{component} may not use {other}; see src/LAYERS"
            elif re.search(r"_test\.hpp$", target) and not file.is_test:
                yield file.path, number, "production code never includes a test's header"


@rule
def layers_edges(tree):
    """Every edge of src/LAYERS goes to a lower level."""
    for component, uses in tree.edges.items():
        for other in sorted(uses):
            if tree.levels.get(other, 99) >= tree.levels[component]:
                yield "src/LAYERS", 1, f"{component} may not use {other}: it is not of a lower level"


@rule
def components_listed(tree):
    """src/README.md tells of every component."""
    told = tree.text_of("src/README.md")
    for component in tree.levels:
        if f"`{component}/`" not in told:
            yield "src/README.md", 1, f"say in one line what `{component}/` is for"


@rule
def third_party(tree):
    """A library is included by its component only, and shown by no header."""
    beast = []
    for file in tree.code():
        component = file.component
        if component is None or file.is_test:
            continue
        is_shown = file.path.endswith(".hpp") and "Private to" not in file.text
        for number, _, target in file.includes():
            homes = next((homes for pattern, homes in THIRD_PARTY if pattern.search(target)), None)
            if homes is not None and component not in homes:
                yield file.path, number, f"<{target}> belongs to {', '.join(sorted(homes)) or 'tests'}"
            elif homes is not None and is_shown and not SHOWN_ANYWHERE.search(target):
                yield file.path, number, f"no header shows <{target}>: move it into the .cpp"
            if target.startswith("boost/beast"):
                beast.append((file.path, number))
    for path, number in sorted(set(beast))[BEAST_FILES_MAX:]:
        yield path, number, f"at most {BEAST_FILES_MAX} files include Beast: it compiles slowly"


@rule
def purity(tree):
    """Levels 0 to 5 know no clock, chance, file, thread or float, and throw nothing."""
    for file in tree.code():
        level = tree.levels.get(file.component)
        if level is None or level > PURE_LEVEL_MAX or file.is_test:
            continue
        if file.path in IMPURE_ON_PURPOSE:
            continue
        for number, kind, target in file.includes():
            if target in IMPURE_HEADERS or target.startswith("sys/"):
                yield file.path, number, f"<{target}> is not for the pure levels"
        for number, line in file.bare_lines():
            for pattern, instead in IMPURE_NAMES:
                match = pattern.search(line)
                if match:
                    yield file.path, number, f"`{match.group(0)}`: {instead}"


# ---- what a file says of itself ------------------------------------------------------------------


@rule
def header_block(tree):
    """A header begins with its contract: a sentence, then Level, Units, Errors, Ownership."""
    for file in tree.code():
        if not file.path.endswith(".hpp") or file.component is None:
            continue
        block = []
        for line in file.lines:
            if not line.startswith("///"):
                break
            block.append(line)
        if len(block) < 2 or block[0] != "/// @file" or not block[1][4:5].strip():
            yield file.path, 1, "begin with /// @file and one sentence"
            continue
        keys = [match.group(1) for line in block
                for match in [re.match(r"/// ([A-Z]\w+)  +\S", line)] if match]
        if tuple(key for key in keys if key in HEADER_KEYS) != HEADER_KEYS:
            yield file.path, 1, f"say in this order: {', '.join(HEADER_KEYS)}"
        stated = re.search(r"^/// Level +(\d+)", "\n".join(block), re.M)
        level = tree.levels.get(file.component)
        if stated and level is not None and int(stated.group(1)) != level:
            yield file.path, 1, f"Level is {level} in src/LAYERS"


@rule
def pragma_once(tree):
    for file in tree.code():
        if file.path.endswith(".hpp") and "#pragma once" not in file.lines:
            yield file.path, 1, "say #pragma once"


@rule
def test_block(tree):
    """A test begins with Goal, Method and Covers."""
    for file in tree.code():
        if not file.path.endswith(("_test.cpp", "_dbtest.cpp")) or file.path.startswith("cmake/"):
            continue
        head = []
        for line in file.lines:
            if not line.startswith("//"):
                break
            head.append(line)
        for key in TEST_KEYS:
            if not any(re.match(rf"// {key}\s", line) for line in head):
                yield file.path, 1, f"begin with // {key}"


@rule
def invariants_tested(tree):
    """An invariant that a header numbers is named by a test."""
    named = " ".join(file.text for file in tree.code() if file.is_test)
    for file in tree.code():
        if not file.path.endswith(".hpp") or file.component is None:
            continue
        in_list = False
        for number, line in enumerate(file.lines, start=1):
            if re.match(r"/// [A-Z]\w+  ", line):
                in_list = line.startswith("/// Invariants")
            if not line.startswith("///"):
                break
            match = re.match(r"///(?: Invariants)? +([A-Z]\d+)  \S", line)
            if in_list and match and not re.search(rf"\b{match.group(1)}\b", named):
                yield file.path, number, f"no test names {match.group(1)} in its Covers"


# ---- size and form -------------------------------------------------------------------------------


@rule
def file_length(tree):
    for file in tree.files:
        if file.path.endswith((".cpp", ".hpp", ".py")) and len(file.lines) > LINES_PER_FILE_MAX + 1:
            yield file.path, LINES_PER_FILE_MAX, f"cut it: at most {LINES_PER_FILE_MAX} lines"


@rule
def function_length(tree):
    """Bodies are found by the layout of clang-format: the closing brace stands under the start."""
    start_of = re.compile(r"^(\s*)(?!.*\b(namespace|class|struct|enum|union)\b)[A-Za-z_~].*\{$")
    control = re.compile(r"^\s*(if|for|while|switch|else|do|catch|try|return|case)\b")
    for file in tree.code():
        if file.is_test:
            continue
        start, indent = 0, ""
        for number, line in enumerate(file.lines, start=1):
            if start == 0:
                match = start_of.match(line)
                if match and not control.match(line) and "=" not in line.split("(")[0]:
                    start, indent = number, match.group(1)
            elif line.rstrip().startswith(indent + "}") and not line.startswith(indent + " "):
                if number - start > LINES_PER_FUNCTION_MAX:
                    yield file.path, start, f"cut it: at most {LINES_PER_FUNCTION_MAX} lines"
                start = 0


@rule
def layout(tree):
    """No tabs, no blanks at the end of a line, a newline at the end, at most 100 columns."""
    for file in tree.files:
        if file.path.startswith("tests/fuzz/corpus/"):
            continue  # what a decoder is fed is what it is
        may_have_tabs = file.path.endswith((".csv", ".case", ".md")) or "Makefile" in file.path
        for number, line in enumerate(file.lines, start=1):
            if "\t" in line and not may_have_tabs:
                yield file.path, number, "indent with blanks"
            if line != line.rstrip() and not file.path.endswith(".csv"):
                yield file.path, number, "blanks at the end of the line"
        if file.text and not file.text.endswith("\n"):
            yield file.path, len(file.lines), "end with a newline"
        if "\ufffd" == file.text:
            yield file.path, 1, "write UTF-8"
    for file in tree.code():
        is_fenced = False
        for number, line in enumerate(file.lines, start=1):
            if "clang-format o" in line:
                is_fenced = "clang-format off" in line
            if len(line) > COLUMNS_MAX and not is_fenced and not re.match(r"\s*(//|#include|R?\")", line):
                yield file.path, number, f"at most {COLUMNS_MAX} columns"


@rule
def unfinished(tree):
    for file in tree.files:
        for number, line in enumerate(file.lines, start=1):
            match = UNFINISHED.search(line)
            if match:
                yield file.path, number, f"{match.group(1)}: finish it, or write it down as absent"


@rule
def machine_paths(tree):
    """Nothing in the tree depends on one machine."""
    for file in tree.files:
        for number, line in enumerate(file.lines, start=1):
            if MACHINE_PATH.search(line):
                yield file.path, number, "a path of one machine"


# ---- lists ---------------------------------------------------------------------------------------


@rule
def errors_in_order(tree):
    """The error table rises, names nothing twice, and knows no other retry class."""
    last, names = 0, set()
    for number, line in enumerate(tree.text_of("src/base/errors.def").split("\n"), start=1):
        match = re.match(r"YIDI_ERROR\((\d+), (\w+), (\w+), ", line)
        if not match:
            if line and not line.startswith("//"):
                yield "src/base/errors.def", number, "one YIDI_ERROR row a line"
            continue
        code, name, retry = int(match.group(1)), match.group(2), match.group(3)
        if code <= last:
            yield "src/base/errors.def", number, f"{code} stands after {last}"
        if name in names:
            yield "src/base/errors.def", number, f"{name} stands twice"
        if retry not in ("never", "amend", "later", "ask"):
            yield "src/base/errors.def", number, f"retry class {retry}"
        last = max(last, code)
        names.add(name)


@rule
def errors_used(tree):
    """A row of the error table exists because some code answers with it."""
    used = set()
    for file in tree.code():
        if file.component and not file.is_test:
            used.update(re.findall(r"\bErrorCode::(\w+)", file.text))
            if "using enum ErrorCode" in file.text:
                used.update(re.findall(r"\b\w+\b", file.text))
    for number, line in enumerate(tree.text_of("src/base/errors.def").split("\n"), start=1):
        match = re.match(r"YIDI_ERROR\(\d+, (\w+),", line)
        if match and match.group(1) not in used:
            yield "src/base/errors.def", number, f"nothing answers with {match.group(1)}"


@rule
def packages(tree):
    """packages.txt: one Debian package a line, none twice, one [test] line."""
    seen = set()
    for number, line in enumerate(tree.text_of("packages.txt").split("\n"), start=1):
        if not line or line.startswith("#"):
            continue
        if not re.fullmatch(r"\[test\]|[a-z0-9][a-z0-9.+-]+", line):
            yield "packages.txt", number, "one package name a line"
        if line in seen:
            yield "packages.txt", number, f"{line} stands twice"
        seen.add(line)


@rule
def links(tree):
    """A link from one page of the tree to another leads somewhere."""
    for file in tree.files:
        if not file.path.endswith(".md"):
            continue
        for number, line in enumerate(file.lines, start=1):
            for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", line):
                if re.match(r"[a-z]+:", target):
                    continue
                path = os.path.normpath(os.path.join(os.path.dirname(file.path), target))
                if not os.path.exists(os.path.join(tree.root, path)):
                    yield file.path, number, f"{target} does not exist"


def findings_in(root):
    tree = Tree(root)
    return [Finding(path, line, function.__name__, text)
            for function in RULES for path, line, text in function(tree)]


def main():
    root = sys.argv[1] if len(sys.argv) > 1 else "."
    if not os.path.exists(os.path.join(root, "src", "LAYERS")):
        sys.exit(f"{root}: no src/LAYERS here")
    findings = findings_in(root)
    for finding in findings:
        print(finding)
    print(f"{len(RULES)} rules, {len(findings)} findings")
    sys.exit(1 if findings else 0)


if __name__ == "__main__":
    main()
