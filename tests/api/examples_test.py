#!/usr/bin/env python3
"""Goal    The example clients settle what their page says, in every dialect they offer.
Method  Each is run as a reader would run it, against a demo that knows their keys. A client whose
        interpreter is not on this machine is passed over, and the test says so.
Covers  examples/gateway

Usage: examples_test.py YIDI
"""

import json
import os
import shutil
import subprocess
import sys
import time
import unittest

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
sys.path.insert(0, os.path.join(ROOT, "tests", "support"))
from gateway_clients import sm2_key
from yidi_demo import HAINAN, TERTIARY, Demo

BINARY = None
FOLDER = os.path.join(ROOT, "examples", "gateway")


class Examples(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.demo = Demo(BINARY).start()
        cls.private, public = sm2_key(cls.demo.folder, "hospital")
        cls.secrets = {"sm2": cls.private, "plain": ""}
        for dialect in ("hmac-sha1", "sha256", "hmac-sm3", "sm2"):
            more = ("--public-key", public) if dialect == "sm2" else ()
            code, out, err = cls.demo.run("gateway", "add", "--id", dialect, "--dialect", dialect,
                                          "--institution", TERTIARY, "--json", *more)
            assert code == 0, err
            cls.secrets.setdefault(dialect, json.loads(out).get("secret"))
        cls.demo.reload_law()
        deadline = time.monotonic() + 30
        while cls.demo.get(HAINAN, "/health")[1]["gateway"]["keys"] != 4:
            assert time.monotonic() < deadline, "the keys were not taken"
            time.sleep(0.02)

    @classmethod
    def tearDownClass(cls):
        try:
            cls.demo.must_be_clean()
        finally:
            cls.demo.__exit__()

    def run_client(self, program, dialect):
        if not shutil.which(program[0]):
            self.skipTest(f"{program[0]} is not installed")
        environment = {**os.environ, "YIDI_KEY": dialect, "YIDI_SECRET": self.secrets[dialect]}
        done = subprocess.run([*program[:-1], os.path.join(FOLDER, program[-1]),
                               self.demo.urls[HAINAN], dialect], env=environment,
                              capture_output=True, timeout=120)
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    def settles(self, program, *dialects):
        for dialect in dialects:
            with self.subTest(dialect):
                code, out, err = self.run_client(program, dialect)
                self.assertEqual(code, 0, out + err)
                for step in ("1101", "2401", "2301", "2402", "2304"):
                    self.assertIn(f"✓ {step}", out)
                self.assertIn("total 8000.00", out)

    def test_python(self):
        self.settles((sys.executable, "hospital.py"), "hmac-sha1", "sha256", "hmac-sm3", "sm2")
        code, _, err = self.run_client((sys.executable, "hospital.py"), "plain")
        self.assertEqual(code, 1)
        self.assertIn("[1051]", err)

    def test_javascript(self):
        self.settles(("node", "hospital.mjs"), "hmac-sha1", "sha256", "hmac-sm3")

    def test_java(self):
        self.settles(("java", "Hospital.java"), "hmac-sha1", "sha256")

    def test_curl(self):
        for dialect in ("hmac-sha1", "sha256", "hmac-sm3"):
            with self.subTest(dialect):
                if not shutil.which("curl"):
                    self.skipTest("curl is not installed")
                code, out, err = self.run_client(("bash", "hospital.sh"), dialect)
                self.assertEqual(code, 0, err)
                answer = json.loads(out)
                self.assertEqual(answer["infcode"], 0, out)
                self.assertTrue(answer["output"]["insuinfo"], out)


if __name__ == "__main__":
    BINARY = sys.argv.pop(1)
    unittest.main()
