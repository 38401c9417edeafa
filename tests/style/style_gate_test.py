#!/usr/bin/env python3
"""Goal    Every rule of the style gate barks at what it forbids, and at nothing else.
Method  A small tree that keeps every rule; then, one at a time, a violation planted in it, which
        must be found by its rule, at its file.
Covers  all rules of style_gate.py
"""

import os
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import style_gate  # noqa: E402

HEADER = """/// @file
/// A thing.
///
/// Level       {level}, pure
/// Units       none
/// Errors      none
/// Ownership   values only
{more}
#pragma once
"""
TEST = "// Goal    g\n// Method  m\n// Covers  T1\n\n#include \"base/thing.hpp\"\n"

CLEAN = {
    "src/LAYERS": "# level component uses\n0 base\n4 core base\n7 api base\n",
    "src/README.md": "- `base/` values\n- `core/` rules\n- `api/` faces, see [layers](LAYERS)\n",
    "src/base/errors.def": '// 1000\nYIDI_ERROR(1001, first, never, "", "a", "b", "c", "d")\n',
    "src/base/thing.hpp": HEADER.format(level=0, more="/// Invariants  T1  it holds.\n"),
    "src/base/thing.cpp": '#include "base/thing.hpp"\n\n#include <fmt/format.h>\n\n'
                          "// A comment may speak of a double and of a throw.\n"
                          'auto text = "double";\nauto code = ErrorCode::first;\n',
    "src/base/thing_test.cpp": TEST,
    "src/core/rule.cpp": '#include "base/thing.hpp"\n',
    "src/api/server.cpp": '#include <boost/asio.hpp>\n#include <thread>\n#include "base/thing.hpp"\n',
    "packages.txt": "# packages\ng++\n[test]\nlibgtest-dev\n",
    "examples/run.py": "print('hello')\n",
}

LONG_FUNCTION = "int f() {\n" + "    g();\n" * 91 + "}\n"
SHORT_FUNCTIONS = ("int f() {\n" + "    g();\n" * 60 + "}\n") * 2

# rule, file, content (None: removed). A content that starts with + is appended.
PLANTED = [
    ("layers", "src/base/thing.cpp", '+#include "core/rule.hpp"\n'),
    ("layers", "src/api/server.cpp", '+#include "core/rule.hpp"\n'),
    ("layers", "src/core/rule.cpp", '+#include "rule.hpp"\n'),
    ("layers", "src/core/rule.cpp", '+#include "base/loopback_test.hpp"\n'),
    ("layers", "src/stray/file.cpp", "int x;\n"),
    ("layers_edges", "src/LAYERS", "0 base\n4 core base api\n7 api base\n"),
    ("components_listed", "src/README.md", "- `base/` values\n- `core/` rules\n"),
    ("third_party", "src/core/rule.cpp", "+#include <nlohmann/json.hpp>\n"),
    ("third_party", "src/core/rule.cpp", "+#include <gtest/gtest.h>\n"),
    ("third_party", "src/core/rule.cpp", "+#include <boost/asio.hpp>\n"),
    ("third_party", "src/api/open.hpp", HEADER.format(level=7, more="") + "#include <boost/asio.hpp>\n"),
    ("purity", "src/core/rule.cpp", "+#include <thread>\n"),
    ("purity", "src/core/rule.cpp", "+#include <sys/socket.h>\n"),
    ("purity", "src/core/rule.cpp", "+double share = 0;\n"),
    ("purity", "src/core/rule.cpp", "+auto t = std::chrono::system_clock::now();\n"),
    ("purity", "src/core/rule.cpp", "+void f() { throw 1; }\n"),
    ("header_block", "src/core/rule.hpp", "#pragma once\n"),
    ("header_block", "src/core/rule.hpp", HEADER.format(level=4, more="").replace("/// Units", "/// Unit")),
    ("header_block", "src/core/rule.hpp", HEADER.format(level=3, more="")),
    ("pragma_once", "src/core/rule.hpp", HEADER.format(level=4, more="").replace("#pragma once\n", "")),
    ("test_block", "src/base/thing_test.cpp", TEST.replace("// Method  m\n", "")),
    ("invariants_tested", "src/base/thing.hpp",
     HEADER.format(level=0, more="/// Invariants  T1  it holds.\n///             T2  so does this.\n")),
    ("file_length", "examples/run.py", "print()\n" * 601),
    ("function_length", "src/core/rule.cpp", LONG_FUNCTION),
    ("function_length", "src/core/rule.cpp", "class A {\n  public:\n" + "".join(
        "    " + line + "\n" for line in LONG_FUNCTION.splitlines()) + "};\n"),
    ("layout", "src/core/rule.cpp", "+\tint x;\n"),
    ("layout", "src/core/rule.cpp", "+int x; \n"),
    ("layout", "src/core/rule.cpp", "+int x;"),
    ("layout", "src/core/rule.cpp", "+int " + "x" * 100 + ";\n"),
    ("unfinished", "src/core/rule.cpp", "+// TO" + "DO: later\n"),
    ("unfinished", "examples/run.py", "+# FIX" + "ME\n"),
    ("machine_paths", "examples/run.py", "+open('/ho" + "me/somebody/file')\n"),
    ("errors_in_order", "src/base/errors.def",
     '+YIDI_ERROR(1000, second, never, "", "a", "b", "c", "d")\n'),
    ("errors_in_order", "src/base/errors.def",
     '+YIDI_ERROR(1002, first, never, "", "a", "b", "c", "d")\n'),
    ("errors_in_order", "src/base/errors.def",
     '+YIDI_ERROR(1002, second, maybe, "", "a", "b", "c", "d")\n'),
    ("errors_used", "src/base/errors.def",
     '+YIDI_ERROR(1002, second, never, "", "a", "b", "c", "d")\n'),
    ("packages", "packages.txt", "+g++\n"),
    ("packages", "packages.txt", "+two words\n"),
    ("links", "src/README.md", "+[gone](../docs/gone.md)\n"),
]


def plant(root, files):
    for path, content in files.items():
        whole = os.path.join(root, path)
        os.makedirs(os.path.dirname(whole), exist_ok=True)
        with open(whole, "w", encoding="utf-8") as file:
            file.write(content)


class StyleGateTest(unittest.TestCase):
    def findings(self, files):
        with tempfile.TemporaryDirectory() as root:
            plant(root, files)
            return style_gate.findings_in(root)

    def test_it_is_silent_in_a_clean_tree(self):
        self.assertEqual([], [str(finding) for finding in self.findings(CLEAN)])

    def test_two_short_functions_are_not_one_long_one(self):
        files = {**CLEAN, "src/core/rule.cpp": SHORT_FUNCTIONS}
        self.assertEqual([], [str(finding) for finding in self.findings(files)])

    def test_every_planted_violation_is_found_where_it_stands(self):
        for rule, path, content in PLANTED:
            with self.subTest(rule=rule, path=path, content=content[:60]):
                whole = CLEAN.get(path, "") + content[1:] if content[0] == "+" else content
                found = self.findings({**CLEAN, path: whole})
                self.assertIn((rule, path), [(finding.rule, finding.path) for finding in found])

    def test_every_rule_has_a_planted_violation(self):
        planted = {rule for rule, _, _ in PLANTED}
        self.assertEqual(planted, {rule.__name__ for rule in style_gate.RULES})

    def test_beast_may_stand_in_two_files_only(self):
        beast = {f"src/api/beast{number}.cpp": "#include <boost/beast/http.hpp>\n"
                 for number in range(3)}
        rules = [finding.rule for finding in self.findings({**CLEAN, **beast})]
        self.assertEqual(["third_party"], rules)


if __name__ == "__main__":
    unittest.main()
