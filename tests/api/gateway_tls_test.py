#!/usr/bin/env python3
"""Goal    The platform is reached over TLS by clients that check its certificate, and says what is
        wrong with a certificate before it starts.
Method  Certificates of the openssl command; Python's ssl with the certificate as its only root.
Covers  --tls-cert, --tls-key, reload by SIGHUP, TLS 1.2 and 1.3; 1631, 1632; a signed stay over
        TLS.

Usage: gateway_tls_test.py YIDI
"""

import http.client
import json
import os
import shutil
import ssl
import subprocess
import sys
import tempfile
import time
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
from gateway_clients import HmacSm3Hospital
from yidi_demo import HAINAN, SINGLE_PATH, TERTIARY, Demo, Stay, amount, crowd_person

BINARY = None
FOLDER = tempfile.mkdtemp(prefix="yidi-tls-")


def make_certificate(name, *kind):
    certificate, key = os.path.join(FOLDER, name + ".pem"), os.path.join(FOLDER, name + ".key")
    subprocess.run(["openssl", "req", "-x509", "-nodes", "-days", "2", "-subj", "/CN=yidi test",
                    "-addext", "subjectAltName=IP:127.0.0.1", "-newkey", *kind,
                    "-out", certificate, "-keyout", key], check=True, capture_output=True)
    return certificate, key


class TlsDemo(Demo):
    """A demo that is asked over TLS."""

    def __init__(self, certificate, key, **more):
        super().__init__(BINARY, options=("--tls-cert", certificate, "--tls-key", key), **more)
        self.certificate = certificate

    def connection(self, node, **bounds):
        context = ssl.create_default_context(cafile=self.certificate)
        for name, version in bounds.items():
            setattr(context, name, version)
        return http.client.HTTPSConnection(self.urls[node].removeprefix("https://"),
                                           context=context, timeout=60)

    def get_text(self, node, path):
        connection = self.connection(node)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()


class TlsHospital(HmacSm3Hospital):
    def exchange(self, body, headers, path=SINGLE_PATH):
        connection = self.demo.connection(self.node)
        try:
            connection.request("POST", path, body=body, headers={"Connection": "close", **headers})
            answer = connection.getresponse()
            self.last = answer.status, dict(answer.getheaders()), answer.read()
        finally:
            connection.close()
        return self.last


class Tls(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.certificate, cls.key = make_certificate("server", "rsa:2048")
        cls.demo = TlsDemo(cls.certificate, cls.key, people=10).start()

    @classmethod
    def tearDownClass(cls):
        try:
            cls.demo.must_be_clean()
        finally:
            cls.demo.__exit__()
            shutil.rmtree(FOLDER)

    @staticmethod
    def conform(target, *options):
        return subprocess.run([BINARY, "conform", "--target", target, *options],
                              capture_output=True, text=True, check=False, timeout=120)

    def test_a_signed_stay_is_settled(self):
        code, out, err = self.demo.run("gateway", "add", "--id", "HIS", "--dialect", "hmac-sm3",
                                       "--institution", TERTIARY, "--json")
        self.assertEqual(code, 0, err)
        self.demo.reload_law()
        deadline = time.monotonic() + 30
        while self.demo.get(HAINAN, "/health")[1]["gateway"]["keys"] != 1:
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.02)
        hospital = TlsHospital(self.demo, "HIS", json.loads(out)["secret"])
        stay = Stay(hospital, crowd_person(1)).admit()
        stay.upload(*[stay.line("100") for _ in range(90)])
        self.assertEqual(amount(stay.settle()["medfee_sumamt"]), 9_000)

    def test_the_conformance_kit_comes_over_tls(self):
        target = self.demo.urls[HAINAN]
        trusted = self.conform(target, "--journey", "pharmacy", "--no-probes", "--ca",
                               self.certificate)
        self.assertEqual(trusted.returncode, 0, trusted.stdout + trusted.stderr)
        stranger = self.conform(target)
        self.assertEqual(stranger.returncode, 2)
        self.assertIn("[1613]", stranger.stderr)
        self.assertIn("self-signed certificate", stranger.stderr)

    def test_a_connection_is_kept(self):
        connection = self.demo.connection(HAINAN)
        try:
            for _ in range(3):
                connection.request("GET", "/health")
                self.assertEqual(connection.getresponse().read()[:14], b'{"status":"ok"')
        finally:
            connection.close()

    def test_versions_from_1_2_up(self):
        for version in (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3):
            connection = self.demo.connection(HAINAN, minimum_version=version,
                                              maximum_version=version)
            connection.request("GET", "/health")
            self.assertEqual(connection.getresponse().status, 200)
            connection.close()

    def test_who_does_not_know_the_certificate_does_not_ask(self):
        connection = http.client.HTTPSConnection(self.demo.urls[HAINAN].removeprefix("https://"),
                                                 context=ssl.create_default_context(), timeout=60)
        with self.assertRaises(ssl.SSLCertVerificationError):
            connection.request("GET", "/health")
        connection.close()

    def test_plain_http_is_told_so(self):
        connection = http.client.HTTPConnection(self.demo.urls[HAINAN].removeprefix("https://"),
                                                timeout=60)
        connection.request("GET", "/health")
        answer = connection.getresponse()
        self.assertEqual(answer.status, 400)
        self.assertIn("https://", json.loads(answer.read())["expected"])
        connection.close()

    def test_a_new_certificate_is_taken_while_it_runs(self):
        connection = self.demo.connection(HAINAN)
        connection.connect()
        before = connection.sock.getpeercert()["serialNumber"]
        new_certificate, new_key = make_certificate("renewed", "rsa:2048")
        shutil.copyfile(new_key, self.key)
        shutil.copyfile(new_certificate, self.certificate)
        self.demo.reload_law()
        deadline = time.monotonic() + 30
        while True:
            other = self.demo.connection(HAINAN)
            try:
                other.connect()
                if other.sock.getpeercert()["serialNumber"] != before:
                    break
            except ssl.SSLError:
                pass  # the old one is still served, and is not the root we trust now
            finally:
                other.close()
            self.assertLess(time.monotonic(), deadline, "the new certificate was not taken")
            time.sleep(0.02)
        connection.request("GET", "/health")
        self.assertEqual(connection.getresponse().status, 200)
        connection.close()

    def test_wrong_files_are_named_before_anything_starts(self):
        own, key = make_certificate("own", "rsa:2048")
        _, other = make_certificate("other", "rsa:2048")
        for error, files in ((1631, ("/nowhere.pem", key)), (1631, (own, "/nowhere.key")),
                             (1631, (own, own)), (1632, (own, other))):
            with self.subTest(files):
                done = subprocess.run([BINARY, "demo", "--data", os.path.join(FOLDER, "none"),
                                       "--port-base", "0", "--json", "--tls-cert", files[0],
                                       "--tls-key", files[1]], capture_output=True, timeout=60)
                self.assertEqual((done.returncode, json.loads(done.stderr)["code"]), (2, error))

    def test_one_file_without_the_other_is_no_arrangement(self):
        done = subprocess.run([BINARY, "demo", "--tls-cert", self.certificate],
                              capture_output=True, timeout=60)
        self.assertEqual(done.returncode, 2)


if __name__ == "__main__":
    BINARY = sys.argv.pop(1)
    unittest.main()
