#!/usr/bin/env python3
"""Goal    What institutions declare for people takes effect at the insured place, once; statements
        agree to the fen or tell which row does not; registers show what was put into them.
Method  Played against a demo of its own through the national interface; the nodes' databases are
        looked into for what must be there once. In the end the books must hold on all sides.
Covers  1201, 2001, 2306, 2406, 2407, 2501 to 2507, 3201, 3202, 3401 to 3403, 5101, 5102, 5202, 5301,
        5302, 5304.

Usage: registers_test.py YIDI
"""

import os
import sys
import unittest
from datetime import datetime
from decimal import Decimal

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "support"))
from yidi_demo import (BEIJING, CHINA, HAINAN, HAINAN_EMPLOYEE, NOT_FILED, SECONDARY, Demo,
                       Hospital, Stay, amount, crowd_person)

BINARY = None
HYPERTENSION = {"opsp_dise_code": "M03900", "opsp_dise_name": "高血压"}


def today():
    return f"{datetime.now(CHINA):%Y-%m-%d}"


def referral(person, **more):
    return {"refmedin": {
        "psn_no": person.psn_no, "insutype": person.insutype, "tel": "", "addr": "",
        "insu_optins": person.place, "diag_code": "M16.900", "diag_name": "髋关节病",
        "reflin_medins_no": "H46010000001", "reflin_medins_name": "海南演示三级医院",
        "mdtrtarea_admdvs": "460100", "hosp_agre_refl_flag": "1", "refl_type": "3",
        "refl_date": today(), "refl_rea": "本地无条件诊治", "refl_opnn": "同意", **more}}


def disease(person, **more):
    return {"data": {
        "psn_no": person.psn_no, "insutype": person.insutype, **HYPERTENSION,
        "insu_optins": person.place, "ide_fixmedins_no": "H46010000001",
        "ide_fixmedins_name": "海南演示三级医院", "hosp_ide_date": today(),
        "diag_dr_codg": "D469999000001", "diag_dr_name": "演示医师", "begndate": today(), **more}}


def designation(person, **more):
    return {"data": {
        "psn_no": person.psn_no, "biz_appy_type": "03", "begndate": today(), "fix_srt_no": "1",
        "fixmedins_code": "H46010000001", "fixmedins_name": "海南演示三级医院", **more}}


def withdrawal(number, person):
    return {"data": {"trt_dcla_detl_sn": number, "psn_no": person.psn_no, "memo": "误报"}}


class Registers(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.demo = Demo(BINARY, people=10).start()
        cls.hospital = Hospital(cls.demo)
        cls.home = Hospital(cls.demo, "H11010000001", BEIJING, "110100")

    @classmethod
    def tearDownClass(cls):
        try:
            cls.demo.must_be_clean()
        finally:
            cls.demo.__exit__()

    def declared(self, hospital, infno, node, person, msgid=None):
        answer = hospital.must(infno, node, msgid, person.place)
        return answer.rows("result")[0]["trt_dcla_detl_sn"]

    def refused(self, error, hospital, infno, node, person, msgid=None):
        answer = hospital.post(infno, node, msgid, person.place)
        self.assertEqual(answer.error, error, str(answer))

    def entitled(self, person, **more):
        answer = self.hospital.must("2001", {"data": {
            "psn_no": person.psn_no, "insutype": person.insutype,
            "fixmedins_code": self.hospital.code, "med_type": "2101",
            "begntime": today(), **more}}, None, person.place)
        return {row["fund_pay_type"]: row for row in answer.rows("trtinfo")}

    def diseases(self, person):
        answer = self.hospital.must("5301", {"data": {"psn_no": person.psn_no}}, None,
                                    person.place)
        return [row["opsp_dise_code"] for row in answer.rows("feedetail")]

    # -- declarations --

    def test_a_referral_is_a_filing_under_which_the_person_is_treated(self):
        person = NOT_FILED
        pool = self.entitled(person)["310100"]
        self.assertEqual(pool["trt_enjymnt_flag"], "0")
        self.assertIn("1209", pool["trt_chk_rslt"])

        msgid = self.home.new_msgid()
        number = self.declared(self.home, "2501", referral(person), person, msgid)
        again = self.declared(self.home, "2501A", referral(person), person, msgid)
        self.assertEqual(again, number)
        filings = self.demo.rows(BEIJING, "SELECT * FROM filing WHERE psn_no = ?",
                                 (person.psn_no,))
        self.assertEqual([(row["category"], row["place"], row["state"]) for row in filings],
                         [("referral", "460000", "valid")])
        pool = self.entitled(person)["310100"]
        self.assertEqual((pool["trt_enjymnt_flag"], pool["trt_chk_rslt"]), ("1", None))

        rows = self.hospital.must("5304", {"data": {
            "psn_no": person.psn_no, "begntime": today()}}, None, person.place).rows("data")
        self.assertEqual([(row["reflin_medins_no"], row["out_flag"]) for row in rows],
                         [("H46010000001", "1")])

        stay = Stay(self.hospital, person)
        admission = self.hospital.must("2401", stay.admission(), None, person.place)
        self.assertEqual(admission.warn_msg, "")
        stay.mdtrt_id = admission.rows("result")[0]["mdtrt_id"]
        stay.upload(stay.line("20000"))
        bill = stay.settle()
        self.assertGreater(amount(bill["fund_pay_sumamt"]), 0)
        claim = self.demo.rows(BEIJING, "SELECT facts_place FROM claim WHERE setl_id = ?",
                               (bill["setl_id"],))
        self.assertEqual(claim[0]["facts_place"], "filed_referral")
        # The fund has paid on it: only the agency can end it now.
        self.refused(1252, self.home, "2502", withdrawal(number, person), person)

    def test_a_referral_that_does_not_fit_its_place_is_refused_and_files_nothing(self):
        person = crowd_person(1)
        before = self.demo.rows(BEIJING, "SELECT count(*) AS n FROM filing")
        self.refused(1111, self.home, "2501", referral(person, refl_type="2"), person)
        self.refused(1256, self.home, "2501", referral(person, hosp_agre_refl_flag="0"), person)
        self.refused(1204, self.home, "2501", {"refmedin": {
            **referral(person)["refmedin"], "psn_no": "11000000000000009999"}}, person)
        self.assertEqual(self.demo.rows(BEIJING, "SELECT count(*) AS n FROM filing"), before)

    def test_a_chronic_disease_is_approved_once_and_can_be_withdrawn(self):
        person = crowd_person(2)
        self.assertEqual(self.diseases(person), [])
        msgid = self.hospital.new_msgid()
        number = self.declared(self.hospital, "2503", disease(person), person, msgid)
        self.assertEqual(self.declared(self.hospital, "2503", disease(person), person, msgid),
                         number)
        self.assertEqual(self.diseases(person), ["M03900"])
        self.refused(1508, self.hospital, "2503", disease(person, memo="改"), person, msgid)
        self.refused(1254, self.hospital, "2503", disease(person), person)
        self.refused(1104, self.hospital, "2503", disease(person, opsp_dise_code="I10"), person)

        self.refused(1251, self.home, "2504", withdrawal(number, person), person)
        self.refused(1251, self.hospital, "2502", withdrawal(number, person), person)
        msgid = self.hospital.new_msgid()
        for _ in range(2):
            self.hospital.must("2504", withdrawal(number, person), msgid, person.place)
        self.assertEqual(self.diseases(person), [])
        self.refused(1253, self.hospital, "2504", withdrawal(number, person), person)
        self.assertNotEqual(self.declared(self.hospital, "2503", disease(person), person), number)
        self.assertEqual(self.diseases(person), ["M03900"])

    def test_an_entitlement_to_chronic_care_follows_the_approval(self):
        person = crowd_person(3)
        chronic = {"med_type": "14", "dise_codg": "M03900"}
        self.assertIn("1522", self.entitled(person, **chronic)["310100"]["trt_chk_rslt"])
        self.declared(self.hospital, "2503", disease(person), person)
        self.assertEqual(self.entitled(person, **chronic)["310100"]["trt_enjymnt_flag"], "1")

    def test_designations_and_injuries_are_kept_at_the_insured_place(self):
        person = crowd_person(4)
        number = self.declared(self.hospital, "2505", designation(person), person)
        self.refused(1254, self.hospital, "2505", designation(person), person)

        def designated():
            answer = self.hospital.must("5302", {"data": {
                "psn_no": person.psn_no, "biz_appy_type": "3"}}, None, person.place)
            return [row["fixmedins_code"] for row in answer.rows("psnfixmedin")]

        self.assertEqual(designated(), ["H46010000001"])
        self.hospital.must("2506", withdrawal(number, person), None, person.place)
        self.assertEqual(designated(), [])

        injury = {"data": {
            "dcla_souc": "01", "psn_no": person.psn_no, "psn_cert_type": "01",
            "certno": person.certno, "psn_name": "样本", "insu_admdvs": person.place,
            "trum_site": "工地", "chk_pay_flag": "1", "begndate": today()}}
        number = self.declared(self.hospital, "2507", injury, person)
        kept = self.demo.rows(BEIJING, "SELECT trum_site FROM injury WHERE trt_dcla_detl_sn = ?",
                              (number,))
        self.assertEqual(kept, [{"trum_site": "工地"}])
        injury["data"]["certno"] = crowd_person(5).certno
        self.refused(1212, self.hospital, "2507", injury, person)

    # -- statements --

    def test_a_day_is_reconciled_and_a_wrong_figure_is_found(self):
        hospital = Hospital(self.demo, SECONDARY)
        bills = []
        for number in (6, 7, 8):
            stay = Stay(hospital, crowd_person(number)).admit()
            stay.upload(stay.line(str(10000 * number)))
            bills.append(stay.settle())
        refund = stay.reverse(bills[-1]["setl_id"])
        # The last stay and its refund: two rows, plus and minus.
        rows = [{"setl_id": bill["setl_id"], "mdtrt_id": bill["mdtrt_id"],
                 "psn_no": bill["psn_no"], "medfee_sumamt": bill["medfee_sumamt"],
                 "fund_pay_sumamt": bill["fund_pay_sumamt"], "acct_pay": bill["acct_pay"],
                 "refd_setl_flag": "0"} for bill in [*bills, refund]]
        rows[3]["setl_id"] = bills[2]["setl_id"]

        def totals(**more):
            node = {"insutype": "310", "clr_type": "21", "setl_optins": "460100",
                    "stmt_begndate": today(), "stmt_enddate": today(),
                    "fixmedins_setl_cnt": len(rows), "refd_setl_flag": "1",
                    "fixmedins_refd_setl_flag": "1"}
            for field in ("medfee_sumamt", "fund_pay_sumamt", "acct_pay"):
                node[field] = f"{sum(amount(row[field]) for row in rows):.2f}"
            return {**node, **more}

        self.assertEqual(totals()["medfee_sumamt"], "130000.00")
        answer = hospital.must("3201", {"data": totals()}).rows("stmtinfo")[0]
        self.assertEqual((answer["stmt_rslt"], answer["stmt_rslt_dscr"]), ("0", "平 equal"))
        wrong = Decimal(totals()["fund_pay_sumamt"]) + 1
        answer = hospital.must("3201", {"data": totals(fund_pay_sumamt=f"{wrong:.2f}")})
        answer = answer.rows("stmtinfo")[0]
        self.assertEqual(answer["stmt_rslt"], "1")
        self.assertIn(totals()["fund_pay_sumamt"], answer["stmt_rslt_dscr"])
        self.assertIn(f"{wrong:.2f}", answer["stmt_rslt_dscr"])

        def details(**more):
            node = totals(cash_payamt="0", file_qury_no="", **more)
            return hospital.must("3202", {"data": node, "stmtdetail": rows}).rows("stmtdetail")

        self.assertEqual(details(), [])
        rows[1]["fund_pay_sumamt"] = amount(rows[1]["fund_pay_sumamt"]) + 1
        found = details()
        self.assertEqual([(row["setl_id"], row["stmt_rslt"]) for row in found],
                         [(bills[1]["setl_id"], "3")])
        self.assertEqual(amount(found[0]["fund_pay_sumamt"]), amount(bills[1]["fund_pay_sumamt"]))
        self.assertEqual(found[0]["msgid"], bills[1]["medins_setl_id"])
        forgotten = rows.pop(1)
        self.assertEqual([(row["setl_id"], row["stmt_rslt"]) for row in details()],
                         [(bills[1]["setl_id"], "1")])
        rows[0]["setl_id"] = "nothing"
        self.assertEqual({(row["setl_id"], row["stmt_rslt"]) for row in details()},
                         {("nothing", "2"), (bills[0]["setl_id"], "1"),
                          (bills[1]["setl_id"], "1")})
        rows.append(forgotten)
        by_file = hospital.post("3202", {"data": totals(cash_payamt="0", file_qury_no="F1")})
        self.assertEqual(by_file.error, 1264)

    # -- registers --

    def test_departments_are_uploaded_changed_and_withdrawn(self):
        hospital = Hospital(self.demo, SECONDARY)

        def department(code, name):
            return {"hosp_dept_codg": code, "hosp_dept_name": name, "caty": "A03",
                    "begntime": "2020-01-01 00:00:00", "dept_resper_name": "主任",
                    "dept_resper_tel": "0", "aprv_bed_cnt": "40"}

        def names():
            return [row["hosp_dept_name"] for row in hospital.must("5101", {}).rows("feedetail")]

        hospital.must("3401", {"deptinfo": department("A03", "内科")})
        hospital.must("3401A", {"deptinfo": [department("A07", "骨科"),
                                             department("A09", "儿科")]})
        self.assertEqual(names(), ["内科", "骨科", "儿科"])
        self.assertEqual(hospital.post("3401", {"deptinfo": department("A03", "x")}).error, 1261)
        hospital.must("3402", {"deptinfo": department("A07", "骨外科")})
        hospital.must("3403", {"data": {"hosp_dept_codg": "A09", "hosp_dept_name": "儿科"}})
        self.assertEqual(names(), ["内科", "骨外科"])
        self.assertEqual(hospital.post("3403", {"data": {"hosp_dept_codg": "A09"}}).error, 1262)

    def test_institutions_and_practitioners_are_found(self):
        def found(**asked):
            answer = self.hospital.must("1201", {"medinsinfo": {"fixmedins_type": "1", **asked}})
            return {row["fixmedins_code"] for row in answer.rows("medinsinfo")}

        self.assertEqual(found(fixmedins_code="H46010000002"), {"H46010000002"})
        self.assertEqual(found(fixmedins_name="海南演示"),
                         {"H46010000001", "H46010000002", "H46020000003"})
        self.assertEqual(found(fixmedins_name="北京"), set())
        self.assertEqual(
            self.hospital.post("1201", {"medinsinfo": {"fixmedins_type": "1"}}).error, 1101)
        doctors = self.hospital.must("5102", {"data": {"prac_psn_type": "1"}}).rows("feedetail")
        self.assertEqual([row["prac_psn_name"] for row in doctors], ["演示医师"])

    def test_a_visit_is_marked_remarked_and_shows_its_diagnoses(self):
        person = HAINAN_EMPLOYEE
        stay = Stay(self.hospital, person).admit()
        line = stay.line("100")
        stay.upload(line)
        mark = {"data": {
            "mdtrt_id": stay.mdtrt_id, "psn_no": person.psn_no, "psn_cert_type": "01",
            "certno": person.certno, "psn_name": "演示壬", "ipt_otp_no": "T1",
            "ipt_psn_sp_flag_type": "1", "ipt_psn_sp_flag": "1"}}
        number = self.hospital.must("2406", mark).rows("IptPsnSpFlagRegOut")[0]
        rows = self.hospital.must("2407", {"data": {
            "page_num": "1", "page_size": "10", "mdtrt_id": stay.mdtrt_id}})
        rows = rows.rows("IptPsnSpFlagReg")
        self.assertEqual([row["ipt_psn_sp_flag_detl_id"] for row in rows],
                         [number["ipt_psn_sp_flag_detl_id"]])
        self.assertEqual(rows[0]["certno"], person.certno)

        self.hospital.must("2306", {"data": [{
            "feedetl_sn": line["feedetl_sn"], "mdtrt_id": stay.mdtrt_id,
            "psn_no": person.psn_no, "memo": "复核"}]})
        lines = self.hospital.must("5204", {"data": {
            "psn_no": person.psn_no, "mdtrt_id": stay.mdtrt_id}}).rows("data")
        self.assertEqual([row["memo"] for row in lines], ["复核"])
        diagnoses = self.hospital.must("5202", {"data": {
            "psn_no": person.psn_no, "mdtrt_id": stay.mdtrt_id}}).rows("diseinfo")
        self.assertEqual([row["diag_code"] for row in diagnoses], ["M16.900"])
        # Nothing of it is left open: the books of a demo that is stopped must hold.
        self.hospital.must("2302", {"data": [{
            "feedetl_sn": "0000", "mdtrt_id": stay.mdtrt_id, "psn_no": person.psn_no}]})


if __name__ == "__main__":
    BINARY = sys.argv.pop(1)
    unittest.main(verbosity=2)
