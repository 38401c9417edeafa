"""More documents computed with a pencil: years, quotas, channels, refusals, split stays."""

from documents import (V24, account, bill_steps, gate, idle_account, layer, no_aid,
                       not_civil_servant, paid_by, place, step)
from support import ZERO, document, year

PLAIN = "not_applied:local"


def outpatient():
    """Deductible and bands on the year's axis; the visit's limit ends the payment."""
    return document(
        "alpha", {"service": "outpatient", "level": "community", "standing": {"contracted": True},
                  "admitted_on": "2025-04-02", "discharged_on": "2025-04-02",
                  "quota": {"second": 2}},
        {"medfee_sumamt": "800.00", "in_policy": "800.00"},
        [*bill_steps("800.00", in_policy="800.00"),
         step("place", "basic", "a.op.place", V24, 2, ["a1:7"], "800.00", note=PLAIN),
         step("deductible", "basic", "a.op.ded", V24, 1, ["a1:2"], "800.00", "100.00",
              "100.00"),
         step("adjust", "basic", "a.op.contracted", V24, 1, ["a1:6"], argument="+5pp"),
         step("limit", "basic", "a.op.visit", V24, 1, ["a1:8"], ZERO, "500.00", "500.00",
              "capped"),
         step("limit", "basic", "a.op.visits", V24, 1, ["a1:8"], "2", "4", "2"),
         step("segments", "basic", "a.op.seg", V24, 1, ["a1:5"], "588.23", "85%", "500.00"),
         step("cap", "basic", "a.op.cap", V24, 1, ["a1:8"], "500.00", "4000.00", "111.77",
              "capped"),
         layer("basic", "a.op", "800.00", "500.00"),
         not_civil_servant(),
         no_aid(), *idle_account("300.00"),
         *paid_by("800.00", "500.00", "300.00", hifp_pay="500.00", psn_cash_pay="300.00")],
        {"act_pay_dedc": "100.00", "hifp_pay": "500.00", "fund_pay_sumamt": "500.00",
         "psn_part_amt": "300.00", "psn_cash_pay": "300.00"},
        before=year(outpatient=(ZERO, "900.00", "900.00")))


def chronic():
    """Two diseases share a quota that carries over the quarters: (400 + 100) × 2 begun."""
    return document(
        "alpha", {"service": "chronic", "approved": True, "disease": "M01", "diseases": "M01|M02",
                  "admitted_on": "2025-05-02", "discharged_on": "2025-05-02",
                  "quota": {"first": 70000}},
        {"medfee_sumamt": "600.00", "in_policy": "600.00"},
        [*bill_steps("600.00", in_policy="600.00"),
         step("gate", "basic", "a.ch.gate", V24, 1, ["a1:1"]),
         step("place", "basic", "a.ch.place", V24, 1, ["a1:7"], "600.00", note=PLAIN),
         step("deductible", "basic", "a.ch.ded", V24, 1, ["a1:2"], "600.00", ZERO, ZERO,
              "not_applied:nothing_due"),
         step("limit", "basic", "a.ch.quarter", V24, 1, ["a1:8"], "700.00", "1000.00", "300.00",
              "capped"),
         step("segments", "basic", "a.ch.seg", V24, 2, ["a1:5"], "375.00", "80%", "300.00"),
         step("cap", "basic", "a.ch.cap", V24, 1, ["a1:8"], "300.00", None, "225.00",
              "not_applied:no_limit"),
         layer("basic", "a.ch", "600.00", "300.00"), no_aid(), *idle_account("300.00"),
         *paid_by("600.00", "300.00", "300.00", hifp_pay="300.00", psn_cash_pay="300.00")],
        {"hifp_pay": "300.00", "fund_pay_sumamt": "300.00", "psn_part_amt": "300.00",
         "psn_cash_pay": "300.00"},
        before=year(chronic=("700.00", "900.00", ZERO)))


def channel(row, service):
    return step("channel", "basic", "a.ph.channel", V24, row, ["a1:1"], argument=service)


def prescription():
    """A pharmacy fills a hospital's prescription: the outpatient benefit at its level."""
    return document(
        "alpha", {"service": "pharmacy", "channel": "outpatient_prescription",
                  "level": "community", "prescriber_level": "level_2"},
        {"medfee_sumamt": "100.00", "in_policy": "100.00"},
        [*bill_steps("100.00", in_policy="100.00"), channel(1, "outpatient"),
         step("place", "basic", "a.op.place", V24, 2, ["a1:7"], "100.00", note=PLAIN),
         step("deductible", "basic", "a.op.ded", V24, 1, ["a1:2"], "100.00", ZERO, ZERO,
              "not_applied:nothing_due"),
         step("adjust", "basic", "a.op.contracted", V24, 1, ["a1:6"], argument="+5pp",
              note="not_applied:not_concerned"),
         step("limit", "basic", "a.op.visit", V24, 1, ["a1:8"], ZERO, "500.00", "500.00"),
         step("limit", "basic", "a.op.visits", V24, 1, ["a1:8"], "0", "4", "4"),
         step("segments", "basic", "a.op.seg", V24, 3, ["a1:5"], "100.00", "60%", "60.00"),
         step("cap", "basic", "a.op.cap", V24, 1, ["a1:8"], "60.00", "4000.00", ZERO),
         step("edge", "basic", "a.op.visit", V24, 1, ["a1:8"], "733.33", "cap"),
         layer("basic", "a.op", "100.00", "60.00"),
         not_civil_servant(),
         no_aid(), *idle_account("40.00"),
         *paid_by("100.00", "60.00", "40.00", hifp_pay="60.00", psn_cash_pay="40.00")],
        {"hifp_pay": "60.00", "fund_pay_sumamt": "60.00", "psn_part_amt": "40.00",
         "psn_cash_pay": "40.00"},
        before=year(outpatient=("100.00", "1100.00", "1000.00")))


def account_only():
    """Without a prescription no fund pays; the account may."""
    return document(
        "alpha", {"service": "pharmacy", "use_account": True, "account_balance": "150.00"},
        {"medfee_sumamt": "125.00", "own": "5.00", "in_policy": "120.00"},
        [*bill_steps("125.00", "5.00", in_policy="120.00"), channel(3, "account_only"),
         *account(("120.00", "150.00", "120.00"), (ZERO, ZERO, ZERO), (ZERO, ZERO, ZERO),
                  note="applied"),
         *paid_by("125.00", ZERO, "125.00", acct_pay="120.00", psn_cash_pay="5.00")],
        {"psn_part_amt": "125.00", "acct_pay": "120.00", "psn_cash_pay": "5.00",
         "balc": "30.00"})


def refused(name, code, facts, steps, in_policy="500.00"):
    last = {"not_filed": ("a.ip.place", V24, 6, ["a1:7"]),
            "not_entitled": ("a.ip.gate", V24, 2, ["a1:1"])}.get(name, ("a.sd",))
    return document(
        "alpha", facts, {"medfee_sumamt": in_policy, "in_policy": in_policy},
        [*bill_steps(in_policy, in_policy=in_policy), *steps,
         step("refused", "all", *last, note=name)], {},
        refusal={"code": code, "name": name, "zh": "不付", "en": "not paid"})


def undetermined():
    return refused("policy_undetermined", 1515,
                   {"service": "pharmacy", "channel": "dual_channel"}, [channel(2, "special_drug")])


def unfiled():
    return refused("not_filed", 1209, {"place": "unfiled"},
                   [gate(), place(6, "500.00", note="not_filed")])


def in_arrears():
    return refused("not_entitled", 1522, {"standing": {"contribution": "arrears"}},
                   [gate(2, "not_entitled")])


def unknown_ratio():
    """Only who goes above the cap needs the ratio that nobody knows."""
    return document(
        "alpha", {"status": "retired"}, {"medfee_sumamt": "5000.00", "in_policy": "5000.00"},
        [*bill_steps("5000.00", in_policy="5000.00"),
         step("refused", "all", "a.la.seg", V24, 2, ["a1:5"], note="policy_undetermined")], {},
        before=year(basic=("100000.00", "120000.00", ZERO)),
        refusal={"code": 1515, "name": "policy_undetermined"})


RESIDENT = {"insuplc_admdvs": "990200", "scheme": "resident"}


def beta(op, layer_name, rule, row, *amounts, note="applied"):
    cite = "b1:2" if op in ("segments", "place", "edge") else "b1:1"
    return step(op, layer_name, rule, V24, row, [cite], *amounts, note=note)


def part_of_split(bill, own, in_policy, rest_due, charged, span, paid, whole, left, edge, link=()):
    return [
        step("split", "all", base="10004.06", result=bill),
        *bill_steps(bill, own, in_policy=in_policy),
        beta("place", "basic", "b.ip.place", 2, in_policy, note=PLAIN), *link,
        beta("deductible", "basic", "b.ip.ded", 2, in_policy, rest_due, charged,
             note="applied" if charged != ZERO else "not_applied:nothing_due"),
        beta("segments", "basic", "b.ip.seg", 3, span, "70%", paid),
        beta("cap", "basic", "b.ip.cap", 1, whole, "50000.00", ZERO),
        beta("edge", "basic", "b.ip.seg", 4, edge, "75%"),
        step("rounding", "basic", base=paid, result=whole, cites=["b1:9"]),
        layer("basic", "b.ip", in_policy, whole),
        beta("deductible", "major_illness", "b.mi.ded", 1, left, "5000.00", left),
        beta("cap", "major_illness", "b.mi.cap", 1, ZERO, "200000.00", ZERO),
        layer("major_illness", "b.mi", left, ZERO), no_aid()]


def split_stay():
    """Ten days in each year of accumulation; the deductible is owed once; ten fen, downwards."""
    link = [step("continuity", "basic", base="800.00", argument="800.00", result=ZERO)]
    return document(
        "beta", {**RESIDENT, "status": "adult", "standing": {"tier": 2}, "age_years": 30,
                 "admitted_on": "2025-06-21", "discharged_on": "2025-07-11"},
        {"medfee_sumamt": "10004.06", "own": "3.01", "in_policy": "10001.05"},
        [*part_of_split("5002.04", "1.51", "5000.53", "800.00", "800.00", "4200.53",
                        "2940.37", "2940.30", "2060.23", "5799.47"),
         *part_of_split("5002.02", "1.50", "5000.52", ZERO, ZERO, "5000.52", "3500.36",
                        "3500.30", "1500.22", "4999.48", link),
         *paid_by("10004.06", "6440.60", "3563.46", hifp_pay="6440.60", psn_cash_pay="3563.46")],
        {"act_pay_dedc": "800.00", "hifp_pay": "6440.60", "fund_pay_sumamt": "6440.60",
         "psn_part_amt": "3563.46", "psn_cash_pay": "3563.46"}, later_before=year())


def ill_child():
    """Costs beyond a cap on costs; a factor on the ratio; bands bounded by what has been paid;
    everything rounded once for all bands, downwards, and then to ten fen."""
    return document(
        "beta", {**RESIDENT, "status": "child", "age_years": 10, "place": "unfiled"},
        {"medfee_sumamt": "20000.00", "in_policy": "20000.00"},
        [*bill_steps("20000.00", in_policy="20000.00"),
         beta("place", "basic", "b.ip.place", 1, "20000.00", "80%"),
         beta("deductible", "basic", "b.ip.ded", 1, "20000.00", "200.00", "200.00"),
         beta("segments", "basic", "b.ip.seg", 1, "10000.00", "48%", "4800.00"),
         beta("segments", "basic", "b.ip.seg", 2, "4800.00", "52%", "2496.00"),
         beta("cap", "basic", "b.ip.cap", 1, "7296.00", "50000.00", "5000.00", note="capped"),
         step("rounding", "basic", base="7296.00", result="7296.00", cites=["b1:9"]),
         layer("basic", "b.ip", "20000.00", "7296.00"),
         beta("deductible", "major_illness", "b.mi.ded", 1, "10880.00", ZERO, ZERO,
              note="not_applied:nothing_due"),
         beta("segments", "major_illness", "b.mi.seg", 1, "166.67", "60%", "100.00"),
         beta("segments", "major_illness", "b.mi.seg", 2, "10713.33", "70%", "7499.33"),
         beta("cap", "major_illness", "b.mi.cap", 1, "7599.30", "200000.00", ZERO),
         step("rounding", "major_illness", base="7599.33", result="7599.30", cites=["b1:9"]),
         layer("major_illness", "b.mi", "10880.00", "7599.30"), no_aid(),
         *paid_by("20000.00", "14895.30", "5104.70", hifp_pay="7296.00", hifmi_pay="7599.30",
                  psn_cash_pay="5104.70")],
        {"act_pay_dedc": "200.00", "hifp_pay": "7296.00", "hifmi_pay": "7599.30",
         "fund_pay_sumamt": "14895.30", "psn_part_amt": "5104.70", "psn_cash_pay": "5104.70"},
        before=year(admissions=1, basic=("20000.00", "35000.00", "400.00"),
                    major_illness=("2900.00", "10000.00", "5000.00")))
