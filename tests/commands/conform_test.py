#!/usr/bin/env python3
"""Goal    yidi conform finds this platform right, and finds what is wrong with a platform that lies.
Method  The built program against a demo of its own; then against a server that stands before the
        demo and spoils one thing of its answers, or takes what it should refuse.
Covers  src/app/conform*.cpp, conformance/*.json, docs/reference/conformance.md

Usage: conform_test.py YIDI
"""

import http.server
import json
import os
import subprocess
import sys
import threading
import time
import unittest
import urllib.error
import urllib.request

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "support"))
from gateway_clients import sm2_key  # noqa: E402
from yidi_demo import Demo  # noqa: E402

BINARY = None
HAINAN = "460000"


def conform(target, *arguments):
    done = subprocess.run([BINARY, "conform", "--target", target, "--json", *arguments],
                          capture_output=True, text=True, check=False, timeout=120)
    return done.returncode, json.loads(done.stdout) if done.stdout else None, done.stderr


def findings(told):
    return [(step["infno"], one["field"], one["weight"]) for journey in told["journeys"]
            for step in journey["steps"] for one in step["findings"]]


class Liar:
    """Hands messages on, and changes the answers of one transaction."""

    def __init__(self, target, infno, spoil):
        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                request = urllib.request.Request(target + self.path, data=body)
                request.add_header("Content-Type", "application/json")
                opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
                try:
                    answer = opener.open(request, timeout=30).read()
                except urllib.error.HTTPError as error:
                    answer = error.read()
                if json.loads(body)["infno"] == infno:
                    told = json.loads(answer)
                    spoil(told)
                    answer = json.dumps(told).encode()
                self.send_response(200)
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}"

    def __enter__(self):
        return self.address

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()


class Conform(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.demo = Demo(BINARY)
        cls.demo.__enter__()
        cls.target = cls.demo.urls[HAINAN]

    @classmethod
    def tearDownClass(cls):
        cls.demo.__exit__()

    def test_this_platform_conforms_at_one_path_and_at_each_transactions_own(self):
        for options in ((), ("--own-paths", "--no-probes")):
            code, told, errors = conform(self.target, *options)
            self.assertEqual((code, errors), (0, ""), told)
            self.assertTrue(told["conforms"])
            self.assertEqual({journey["journey"] for journey in told["journeys"]},
                             {"inpatient", "outpatient", "pharmacy"})
            for journey in told["journeys"]:
                for step in journey["steps"]:
                    self.assertTrue(step["tried"], step)
            probes = sum(step["probes"] for journey in told["journeys"]
                         for step in journey["steps"])
            self.assertEqual(probes > 50, not options)

    def test_it_signs_in_every_dialect(self):
        private, public = sm2_key(self.demo.folder, "vendor")
        pharmacy, hospital = "P46010000004", "H46010000001"
        with Demo(BINARY) as demo:
            for keys, dialect in enumerate(("hmac-sha1", "sha256", "hmac-sm3", "sm2"), 1):
                with self.subTest(dialect):
                    secret, more = os.path.join(demo.folder, dialect), ()
                    if dialect == "sm2":
                        secret, more = private, ("--public-key", public)
                    code, out, _ = demo.run("gateway", "add", "--id", dialect, "--dialect", dialect,
                                            "--institution", hospital, "--institution", pharmacy,
                                            *more, "--json")
                    self.assertEqual(code, 0)
                    if dialect != "sm2":
                        with open(secret, "w", encoding="utf-8") as file:
                            file.write(json.loads(out)["secret"])
                    demo.reload_law()
                    deadline = time.monotonic() + 30
                    while demo.get(HAINAN, "/health")[1]["gateway"]["keys"] != keys:
                        self.assertLess(time.monotonic(), deadline)
                        time.sleep(0.02)
                    target = demo.urls[HAINAN]
                    code, told, errors = conform(target, "--sign", dialect, "--secret-file", secret,
                                                 *(("--key", dialect) if dialect != "sm2" else ()))
                    self.assertEqual((code, errors), (0, ""), told)
            code, told, _ = conform(demo.urls[HAINAN], "--journey", "inpatient")
            self.assertEqual(code, 1, "an institution with keys is not spoken for without one")
            self.assertFalse(told["conforms"])

    def test_an_amount_that_does_not_add_up_is_found(self):
        def spoil(told):
            if told["infcode"] == 0:
                told["output"]["setlinfo"]["hifp_pay"] += 0.01
        with Liar(self.target, "2304", spoil) as address:
            code, told, _ = conform(address, "--journey", "inpatient")
        self.assertEqual(code, 1)
        self.assertIn(("2304", "output.setlinfo.fund_pay_sumamt", "broken"), findings(told))

    def test_a_reversal_that_does_not_mirror_is_found(self):
        def spoil(told):
            if told["infcode"] == 0:
                for name, amount in told["output"]["setlinfo"].items():
                    if isinstance(amount, float) and name != "balc":
                        told["output"]["setlinfo"][name] = -amount
        with Liar(self.target, "2305", spoil) as address:
            code, told, _ = conform(address, "--journey", "inpatient", "--no-probes")
        self.assertEqual(code, 1)
        self.assertIn(("2305", "output.setlinfo.medfee_sumamt", "broken"), findings(told))

    def test_a_platform_that_takes_everything_is_found(self):
        def spoil(told):
            told["infcode"] = 0
        with Liar(self.target, "1101", spoil) as address:
            code, told, _ = conform(address, "--journey", "inpatient")
        self.assertEqual(code, 1)
        self.assertIn(("1101", "input.data.certno", "broken"), findings(told))

    def test_a_refusal_ends_the_journey_and_is_told(self):
        code, told, _ = conform(self.target, "--certno", "119999198005060011", "--journey",
                                "inpatient", "--no-probes")
        self.assertEqual(code, 1)
        steps = told["journeys"][0]["steps"]
        self.assertTrue(steps[1]["refusal"])
        self.assertFalse(steps[2]["tried"])

    def test_what_cannot_be_tried_is_refused(self):
        for target, *options in (("127.0.0.1:1",), ("http://127.0.0.1:1",),
                                 (self.target, "--journey", "holiday")):
            code, told, errors = conform(target, *options)
            self.assertEqual((code, told), (2, None), target)
            self.assertTrue(errors)


if __name__ == "__main__":
    BINARY = os.path.abspath(sys.argv.pop(1))
    unittest.main(verbosity=1)
