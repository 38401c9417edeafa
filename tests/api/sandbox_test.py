#!/usr/bin/env python3
"""Goal    A sandbox shows the last messages with what was wrong in them, makes the faults it is told
        to, each as described, and begins afresh when asked.
Method  The built program as a sandbox of its own; messages of a hospital through HTTP, some wrong;
        each kind of fault once; the pages and the commands.
Covers  src/node/sandbox, src/wire/sandbox_*, src/app/sandbox.cpp, docs/reference/sandbox.md

Usage: sandbox_test.py YIDI
"""

import http.client
import json
import os
import subprocess
import sys
import time
import unittest
import urllib.error
import urllib.request

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "support"))
from yidi_demo import Demo  # noqa: E402

BINARY = None
HAINAN = "460000"
PATH = "/fsi/api/rsfComIfsService/callService"
CERTNO = "119999198503030051"


class Sandbox(Demo):
    def command(self):
        line = super().command()
        line[1] = "sandbox"
        return line


def message(number, **changes):
    return {"infno": "1101", "msgid": f"H4601000000120261122090000{number:04}",
            "mdtrtarea_admvs": "460100", "insuplc_admdvs": "", "recer_sys_code": "01",
            "infver": "V1.0", "opter_type": "1", "opter": "0001", "opter_name": "演示经办",
            "inf_time": "2026-11-22 09:00:00", "fixmedins_code": "H46010000001",
            "fixmedins_name": "海南演示三级医院",
            "input": {"data": {"mdtrt_cert_type": "02", "mdtrt_cert_no": CERTNO,
                               "psn_cert_type": "01", "certno": CERTNO,
                               "psn_name": "演示己"}}, **changes}


class Sandboxes(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.sandbox = Sandbox(BINARY).__enter__()
        cls.target = cls.sandbox.urls[HAINAN]
        cls.number = 0

    @classmethod
    def tearDownClass(cls):
        cls.sandbox.__exit__()

    def setUp(self):
        self.call("DELETE", "/sandbox/faults")

    def call(self, method, path, body=None):
        connection = http.client.HTTPConnection(self.target.removeprefix("http://"), timeout=30)
        try:
            connection.request(method, path, json.dumps(body) if body is not None else None,
                               {"Content-Type": "application/json"})
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def send(self, **changes):
        type(self).number += 1
        return self.call("POST", PATH, message(self.number, **changes))

    def plan(self, kind, **more):
        status, body = self.call("POST", "/sandbox/faults",
                                 {"infno": "1101", "kind": kind, **more})
        self.assertEqual(status, 201, body)

    def messages(self, query=""):
        status, body = self.call("GET", "/sandbox/messages" + query)
        self.assertEqual(status, 200)
        return json.loads(body)["messages"]

    def run_command(self, *arguments):
        return subprocess.run([BINARY, "sandbox", *arguments, "--target", self.target],
                              capture_output=True, text=True, check=False, timeout=60)

    def test_a_wrong_message_is_shown_with_its_remedy(self):
        self.send()
        self.send(msgid="")
        self.call("POST", PATH, [1])
        broken, missing, good = self.messages("?limit=3")
        self.assertIsNone(good["wrong"])
        self.assertEqual(good["infno"], "1101")
        self.assertIn("psn_name", good["request"])
        self.assertEqual(json.loads(good["answer"])["infcode"], 0)
        self.assertEqual((missing["wrong"]["name"], missing["wrong"]["field"]),
                         ("field_missing", "msgid"))
        self.assertIn("请补充该字段", missing["wrong"]["zh"])
        self.assertIn("fill it in", missing["wrong"]["en"])
        self.assertTrue(broken["wrong"])
        told = self.run_command("messages", "--wrong", "--limit", "3")
        self.assertEqual(told.returncode, 0)
        self.assertIn("To do: fill it in", told.stdout)

    def test_only_one_institutions_messages(self):
        self.send(fixmedins_code="H46010000002")
        self.send()
        for one in self.messages("?fixmedins_code=H46010000002"):
            self.assertEqual(one["fixmedins_code"], "H46010000002")

    def test_a_slow_answer_comes_late_and_others_do_not_wait(self):
        self.plan("slow", ms=700)
        begun = time.monotonic()
        status, body = self.send()
        self.assertGreaterEqual(time.monotonic() - begun, 0.7)
        self.assertEqual((status, json.loads(body)["infcode"]), (200, 0))
        self.assertEqual(self.messages("?limit=1")[0]["fault"], "slow")
        self.assertEqual(self.send()[0], 200)  # once only

    def test_silence_is_silence(self):
        for kind in ("silent", "late"):
            self.plan(kind)
            with self.assertRaises((http.client.RemoteDisconnected, ConnectionError)):
                self.send()
            self.assertEqual(self.messages("?limit=1")[0]["fault"], kind)

    def test_a_wrong_answer_is_no_json(self):
        self.plan("wrong")
        with self.assertRaises(ValueError):
            json.loads(self.send()[1])

    def test_a_refusal_and_a_repetition(self):
        self.plan("refuse")
        self.assertEqual(json.loads(self.send()[1])["infcode"], -1)
        self.plan("duplicate")
        self.assertEqual(json.loads(self.send()[1])["infcode"], 0)

    def test_a_fault_of_another_transaction_is_not_made(self):
        self.assertEqual(self.call("POST", "/sandbox/faults",
                                   {"infno": "2304A", "kind": "silent"})[0], 201)
        self.assertEqual(self.send()[0], 200)
        told = self.run_command("faults", "--json")
        self.assertEqual(json.loads(told.stdout), [{"infno": "2304", "kind": "silent", "times": 1,
                                                    "ms": 0}])

    def test_a_fault_that_is_none_is_refused(self):
        for fault, field in (({"kind": "slow"}, "infno"), ({"infno": "1101"}, "kind"),
                             ({"infno": "1101", "kind": "odd"}, "kind"),
                             ({"infno": "9999", "kind": "slow"}, "infno"),
                             ({"infno": "1101", "kind": "slow", "ms": -1}, "ms"),
                             ({"infno": "1101", "kind": "slow", "when": 1}, "when")):
            status, body = self.call("POST", "/sandbox/faults", fault)
            self.assertEqual(status, 422, fault)
            self.assertIn(field, body.decode())
        self.assertEqual(self.call("PUT", "/sandbox/faults", {})[0], 405)
        self.assertEqual(self.call("GET", "/sandbox/nothing")[0], 404)

    def test_the_page_is_there(self):
        status, body = self.call("GET", "/sandbox")
        self.assertEqual(status, 200)
        self.assertIn("最近的报文", body.decode())

    def test_it_begins_afresh_at_the_same_address(self):
        def psn_of(answer):
            return json.loads(answer[1])["output"]["baseinfo"]["psn_no"]
        before = psn_of(self.send())
        self.assertEqual(self.run_command("reset").returncode, 0)
        for _ in range(200):
            try:
                if self.call("GET", "/health")[0] == 200 and not self.messages():
                    break
            except (OSError, http.client.HTTPException):
                pass
            time.sleep(0.05)
        self.assertEqual(self.messages(), [])
        self.assertEqual(psn_of(self.send()), before)


class NoSandbox(unittest.TestCase):
    def test_a_demo_has_no_such_pages(self):
        with Demo(BINARY) as demo:
            for path in ("/sandbox", "/sandbox/messages"):
                with self.assertRaises(urllib.error.HTTPError) as caught:
                    urllib.request.build_opener(urllib.request.ProxyHandler({})).open(
                        demo.urls[HAINAN] + path, timeout=30)
                self.assertEqual(caught.exception.code, 404)
                caught.exception.close()
            told = subprocess.run([BINARY, "sandbox", "messages", "--target", demo.urls[HAINAN]],
                                  capture_output=True, text=True, check=False, timeout=60)
            self.assertEqual(told.returncode, 2)
            self.assertIn("a node of yidi sandbox", told.stderr)


if __name__ == "__main__":
    BINARY = os.path.abspath(sys.argv.pop(1))
    unittest.main(verbosity=1)
