#!/usr/bin/env python3
"""Goal    Whoever writes a client sees on the page what was wrong with a message and how to mend it,
        plans a fault there, and begins afresh.
Method  The built program as a sandbox of its own; Chromium, driven by Selenium, on its page;
        messages of a hospital through HTTP.
Covers  web/sandbox.html

Usage: sandbox_page_test.py YIDI
"""

import json
import os
import sys
import unittest

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support import expected_conditions
from selenium.webdriver.support.ui import Select, WebDriverWait

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "support"))
from yidi_demo import HAINAN, Demo, Hospital  # noqa: E402

BINARY = None
CERTNO = "119999198503030051"
PATIENCE_S = 30


class Sandbox(Demo):
    def command(self):
        line = super().command()
        line[1] = "sandbox"
        return line


def chromium():
    options = webdriver.ChromeOptions()
    for option in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--no-proxy-server",
                   "--window-size=1200,900"):
        options.add_argument(option)
    return webdriver.Chrome(service=Service("/usr/bin/chromedriver"), options=options)


class SandboxPage(unittest.TestCase):
    def setUp(self):
        self.sandbox = Sandbox(BINARY).start()
        self.addCleanup(self.sandbox.__exit__)
        self.page = chromium()
        self.addCleanup(self.page.quit)
        self.hospital = Hospital(self.sandbox)
        self.page.get(self.sandbox.urls[HAINAN] + "/sandbox")

    def ask(self, **changes):
        """A 1101 of the hospital, right but for what is changed in its input."""
        return self.hospital.send(self.hospital.envelope("1101", {"data": {
            "mdtrt_cert_type": "02", "mdtrt_cert_no": CERTNO, "psn_cert_type": "01",
            "certno": CERTNO, **changes}}))

    def wait(self, condition):
        return WebDriverWait(self.page, PATIENCE_S).until(condition)

    def cards(self):
        return self.page.find_elements(By.CSS_SELECTOR, "#messages details")

    def shows(self, element, text):
        self.wait(expected_conditions.text_to_be_present_in_element((By.ID, element), text))

    def test_messages_appear_by_themselves_with_what_was_wrong(self):
        self.shows("node", HAINAN)
        self.shows("messages", "还没有报文")
        self.ask()
        self.ask(mdtrt_cert_type="77")
        self.wait(lambda _: len(self.cards()) == 2)
        wrong, right = self.cards()
        self.assertIn("✗", wrong.text)
        self.assertIn("mdtrt_cert_type", wrong.text)
        self.assertIn("✓", right.text)
        wrong.find_element(By.TAG_NAME, "summary").click()
        request, answer = wrong.find_elements(By.TAG_NAME, "pre")
        self.assertEqual(json.loads(request.text)["input"]["data"]["mdtrt_cert_type"], "77")
        self.assertEqual(json.loads(answer.text)["infcode"], -1)

        self.page.find_element(By.ID, "only").click()
        self.wait(lambda _: len(self.cards()) == 1)
        self.assertIn("✗", self.cards()[0].text)
        self.assertTrue(self.cards()[0].get_attribute("open"), "what was opened stays open")

    def test_markup_in_a_message_is_text(self):
        self.ask(psn_name="<img src=x onerror=document.title='taken'>", mdtrt_cert_type="77")
        self.wait(lambda _: len(self.cards()) == 1)
        self.cards()[0].find_element(By.TAG_NAME, "summary").click()
        self.assertEqual(self.page.find_elements(By.CSS_SELECTOR, "#messages img"), [])
        self.assertIn("沙箱", self.page.title)

    def test_a_planned_fault_happens_once(self):
        self.shows("faults", "没有安排故障")
        infno = self.page.find_element(By.NAME, "infno")
        infno.clear()
        infno.send_keys("1101")
        Select(self.page.find_element(By.NAME, "kind")).select_by_value("refuse")
        self.page.find_element(By.CSS_SELECTOR, "#plan button").click()
        self.shows("faults", "1101 refuse × 1")
        self.assertEqual(self.ask().error, 1011)
        self.shows("messages", "⚡ refuse")
        self.shows("faults", "没有安排故障")
        self.assertTrue(self.ask().ok)

    def test_a_mistaken_fault_is_told(self):
        infno = self.page.find_element(By.NAME, "infno")
        infno.clear()
        infno.send_keys("0000")
        self.page.find_element(By.CSS_SELECTOR, "#plan button").click()
        self.shows("faults", "0000")

    def test_it_begins_afresh_when_asked_twice(self):
        self.ask()
        self.wait(lambda _: len(self.cards()) == 1)
        reset = self.page.find_element(By.ID, "reset")
        reset.click()
        self.wait(expected_conditions.alert_is_present()).dismiss()
        self.assertEqual(len(self.cards()), 1)
        reset.click()
        self.wait(expected_conditions.alert_is_present()).accept()
        self.shows("messages", "还没有报文")
        self.hospital = Hospital(self.sandbox)  # connections end with the books
        self.ask()
        self.wait(lambda _: len(self.cards()) == 1)


if __name__ == "__main__":
    BINARY = os.path.abspath(sys.argv.pop(1))
    unittest.main(verbosity=1)
