"""Errors to plant in right documents, and what must be found."""

import copy

from support import merged
import documents as d
import documents_more as m
import documents_parts as p


def find(document, op, nth=1, layer=None):
    """The nth step of an operator."""
    steps = [one for one in document["steps"]
             if one["op"] == op and layer in (None, one["layer"])]
    return steps[nth - 1]


def change(op, nth=1, layer=None, **fields):
    def plant(document):
        find(document, op, nth, layer).update(fields)
    return plant


def drop(op, nth=1, layer=None):
    def plant(document):
        document["steps"].remove(find(document, op, nth, layer))
        for number, one in enumerate(document["steps"], start=1):
            one["seq"] = number
    return plant


def repeat(op, nth=1):
    def plant(document):
        steps, one = document["steps"], find(document, op, nth)
        steps.insert(steps.index(one), copy.deepcopy(one))
        for number, step in enumerate(steps, start=1):
            step["seq"] = number
    return plant


def facts(**changes):
    def plant(document):
        document["facts"] = merged(document["facts"], changes)
    return plant


def before(**changes):
    def plant(document):
        document["before"] = merged(document["before"], changes)
    return plant


def shares(**changes):
    return lambda document: document["shares"].update(changes)


def top(**changes):
    return lambda document: document.update(changes)


def fees(**changes):
    return lambda document: document["fees"].update(changes)


BASE = d.retired_with_account
# what is changed in which document, kind of the finding, words of its place or text
PLANTED = [
    # totals
    (BASE, shares(hifp_pay="45218.00"), "total", "/shares/hifp_pay is 45218.00"),
    (BASE, shares(act_pay_dedc="650.00"), "total", "/shares/act_pay_dedc"),
    (BASE, shares(balc="0.01"), "total", "/shares/balc is 0.01, should be 0.00"),
    (BASE, shares(acct_mulaid_pay="0.00"), "total", "should be 3483.00"),
    (d.capped, shares(hifob_pay="14895.01"), "total", "/shares/hifob_pay"),
    (d.referred_civil_servant, shares(cvlserv_pay="703.24"), "total", "/shares/cvlserv_pay"),
    (m.split_stay, shares(hifp_pay="6440.70"), "total", "should be 6440.60"),
    # identities
    (BASE, shares(fund_pay_sumamt="45217.01"), "identity", "/shares/fund_pay_sumamt"),
    (BASE, shares(psn_cash_pay="499.99"), "identity", "/shares/psn_cash_pay"),
    (BASE, fees(medfee_sumamt="51500.01"), "identity", "/fees/medfee_sumamt"),
    # tampered facts
    (BASE, facts(status="active"), "total", "/shares/hifp_pay"),
    (BASE, facts(level="level_1"), "total", "/shares/act_pay_dedc"),
    (BASE, before(admissions=1), "total", "/shares/act_pay_dedc is 1300.00, should be 650.00"),
    (BASE, before(basic={"paid": "99000.00"}), "total", "/shares/hifp_pay"),
    (BASE, facts(account_balance="1999.99"), "total", "/shares/acct_mulaid_pay"),
    (BASE, facts(discharged_on="2026-03-11"), "total", "/shares/hifp_pay"),
    (d.referred_civil_servant, facts(standing={"civil_servant": False}), "total", "cvlserv_pay"),
    (d.referred_civil_servant, facts(standing={"aid_class": "destitute"}), "total", "maf_pay"),
    (m.chronic, facts(quota={"first": 69999}), "total", "/shares/hifp_pay"),
    (m.chronic, facts(diseases="M01"), "total", "/shares/hifp_pay"),
    (m.chronic, facts(diseases="M01|M02|S01"), "total", "is 300.00, should be 480.00"),
    (m.outpatient, facts(quota={"second": 4}), "total", "is 500.00, should be 0.00"),
    (m.ill_child, facts(age_years=18), "total", "/shares/act_pay_dedc"),
    (m.ill_child, facts(standing={"tier": 2}), "total", "/shares/hifp_pay"),
    (m.split_stay, facts(admitted_on="2025-06-20"), "step", "is 5000.53, should be 5238.65"),
    (m.split_stay, lambda one: one["later_before"].update(admissions=5), "step",
     "is 800.00, should be 150.00"),
    (lambda: d.referral_up(span="9200.00", paid="7820.00"), facts(chain={"hours": 49}), "total",
     "/shares/act_pay_dedc"),
    (BASE, facts(insuplc_admdvs="110100"), "facts", "alpha"),
    (BASE, facts(discharged_on="2025-02-28"), "facts", "/facts/discharged_on"),
    (BASE, facts(settled_on="2025-02-30"), "facts", "2025-02-30"),
    (BASE, top(package="gamma"), "facts", "gamma"),
    (BASE, lambda one: one.update(later_before=one["before"]), "facts", "/later_before"),
    (m.split_stay, lambda one: one.pop("later_before"), "facts", "/later_before"),
    # refusals
    (m.unfiled, facts(place="local"), "refusal", "is not_filed, should be –"),
    (BASE, facts(standing={"contribution": "waiting"}), "refusal", "should be not_entitled"),
    (m.in_arrears, facts(standing={"contribution": "paid"}), "refusal", "/refusal/name"),
    (m.unfiled, lambda one: one["refusal"].update(code=1513), "refusal", "/refusal/code"),
    (m.chronic, facts(disease="M99"), "refusal", "should be not_entitled"),
    (m.unknown_ratio, facts(status="active"), "refusal", "should be –"),
    (BASE, facts(discharged_on="2023-12-31", admitted_on="2023-12-01"), "refusal",
     "should be policy_undetermined"),
    (m.unfiled, change("refused", note="not_entitled"), "note", "should be not_filed"),
    (m.unfiled, change("refused", row=1), "step", "should be 6"),
    (m.unfiled, drop("refused"), "step", "no step refused"),
    # sums
    (BASE, change("bucket", nth=1, result="400.00"), "sum", "the bill is 51500.00"),
    (BASE, change("segments", nth=2, result="9300.00"), "sum", "the bands add up to 45117.00"),
    (d.in_province, change("factor", base="8550.00"), "sum", "here is 8550.00"),
    (m.ill_child, change("rounding", nth=1, base="7295.99"), "sum", "here is 7295.99"),
    (d.referred_civil_servant, change("supplement", nth=1, result="75.24"), "sum", "703.22"),
    (BASE, change("payer", nth=1, result="45216.00"), "sum", "payer results add up to 51499.00"),
    # arithmetic
    (BASE, change("segments", nth=1, base="28700.01"), "arithmetic", "28700.01 × 91% is not"),
    (BASE, change("segments", nth=3, argument="96%"), "arithmetic", "10000.00 × 96% is not"),
    (BASE, change("deductible", result="1299.00"), "arithmetic", "lesser of both"),
    (d.referred_civil_servant, change("supplement", nth=2, base="785.00"), "arithmetic", "785.00"),
    (m.ill_child, change("segments", nth=3, result="100.01"), "arithmetic", "166.67 × 60%"),
    # tables
    (BASE, change("segments", nth=1, row=2), "table", "/row"),
    (BASE, change("segments", nth=1, row=99), "table", "a.ip.seg has no row 99"),
    (BASE, change("segments", nth=1, row=None), "table", "say which"),
    (BASE, change("segments", nth=1, rule="a.ip.segments"), "table", "no [[segments]] table"),
    (BASE, change("segments", nth=1, rule="a.ip.cap", row=None), "table", "no [[segments]] table"),
    (BASE, change("segments", nth=1, version="2025-01-01"), "table", "no version 2025-01-01"),
    (BASE, change("segments", nth=1, version="2026-01-01"), "table", "not in force on 2025-03-11"),
    (BASE, change("segments", nth=2, argument="90%"), "table", "94% after all adjustments"),
    (BASE, change("deductible", row=2, cites=["a1:2"]), "table", "is 2, should be 3"),
    (BASE, change("adjust", argument="70%"), "table", "is 70%, should be 60%"),
    (d.referred_civil_servant, change("place", argument="-20pp"), "table", "should be -10pp"),
    (d.referred_civil_servant, change("supplement", argument="51%"), "table", "should be 50%"),
    (m.prescription, change("channel", argument="chronic"), "table", "should be outpatient"),
    (BASE, change("layer", row=1), "table", "is no table"),
    # articles
    (BASE, change("segments", nth=1, cites=[]), "cite", "is –, should be a1:5"),
    (BASE, change("segments", nth=1, cites=["a1:5", "a1:77"]), "cite", "a1:77 does not stand"),
    (BASE, change("deductible", cites=["a1:2"]), "cite", "should be a1:2, a1:3"),
    (BASE, change("total", cites=["zz:1"]), "cite", "zz:1 does not stand"),
    (d.referred_civil_servant, change("gate", nth=3, cites=["a1:1"]), "cite", "should be n1:1"),
    # missing and needless steps, other steps than the rules ask for
    (BASE, drop("adjust"), "step", "is 0 adjust, should be 1 adjust"),
    (BASE, drop("segments", 2), "step", "is 2 segments, should be 3 segments"),
    (BASE, drop("cap"), "step", "is 0 cap"),
    (BASE, drop("gate"), "step", "is 0 gate"),
    (BASE, drop("place"), "step", "is 0 place"),
    (BASE, drop("deductible"), "step", "is 0 deductible"),
    (BASE, drop("draw"), "step", "no step draw a.la"),
    (BASE, drop("total"), "step", "no step total"),
    (BASE, drop("payer", 3), "step", "no step payer psn_cash_pay"),
    (BASE, drop("bucket", 2), "step", "is 3 bucket, should be 4 bucket"),
    (BASE, drop("account", 2), "step", "is 2 account"),
    (d.in_province, change("edge", cites=["a1:6"]), "cite", "should be a1:5"),
    (d.in_province, change("factor", rule="a.ip.place"), "step", "is a.ip.place, should be –"),
    (d.in_province, drop("edge"), "step", "is 0 edge, should be 1 edge"),
    (BASE, change("marginal", result="0.95"), "step", "is 0.95, should be 0.97"),
    (m.split_stay, drop("split"), "step", "is 1 split, should be 2 split"),
    (m.split_stay, change("split", result="5002.03"), "step", "should be 5002.04"),
    (BASE, repeat("payer"), "step", "stands twice"),
    (BASE, repeat("draw"), "step", "the rules do not ask for this benefit"),
    (d.long_stay, drop("continuity"), "step", "is 1 continuity, should be 2 continuity"),
    (d.long_stay, facts(discharged_on="2025-09-01"), "total", "/shares/act_pay_dedc"),
    (d.long_stay, facts(chain={"charged": "501.00"}), "total", "/shares/act_pay_dedc"),
    (m.chronic, drop("limit"), "step", "is 0 limit"),
    (d.in_province, drop("factor"), "step", "is 0 factor"),
    (m.ill_child, drop("rounding", 2), "step", "is 0 rounding"),
    (m.prescription, drop("channel"), "step", "is 0 channel"),
    (lambda: d.referral_up(span="9200.00", paid="7820.00"), drop("continuity"), "step",
     "is 0 continuity, should be 1 continuity"),
    (BASE, lambda one: one["steps"][3].update(seq=9), "step", "/steps/3/seq is 9, should be 4"),
    (d.capped, change("cap", nth=1, base="999.00"), "step", "is 999.00, should be 1000.00"),
    (d.capped, change("cap", nth=2, argument="400000.00"), "step", "should be 500000.00"),
    (m.chronic, change("limit", argument="900.00"), "step", "is 900.00, should be 1000.00"),
    (m.outpatient, change("limit", nth=2, base="1"), "step", "is 1, should be 2"),
    (m.split_stay, change("continuity", argument="0.00"), "step", "should be 800.00"),
    (d.in_province, change("edge", base="19999.98"), "step", "should be 19999.99"),
    (d.in_province, change("edge", argument="90%"), "step", "is 90%, should be 95%"),
    (BASE, change("edge", base="56477.31"), "step", "is 56477.31, should be 56477.32"),
    (m.prescription, change("edge", argument="70%"), "step", "is 70%, should be cap"),
    (d.in_province, lambda one: one["edge"].update(beyond="96%"), "step", "/edge"),
    (d.capped, top(edge={"distance": "1.00", "beyond": "97%"}), "step", "/edge has no step"),
    # notes and doubts
    (BASE, change("adjust", note="not_applied:not_concerned"), "note", "should be applied"),
    (d.capped, change("cap", nth=1, note="applied"), "note", "should be capped"),
    (BASE, change("gate", note="not_entitled"), "step", "no step layer a.ip"),
    (m.chronic, change("cap", note="capped"), "note", "should be applied|not_applied"),
    (d.referred_civil_servant, change("segments", nth=1, note="applied"), "note", "2025-12-31"),
    (BASE, change("segments", nth=1, note="applied" + d.DOUBT), "note", "should say –"),
    (BASE, top(is_sample=True), "sample", "/is_sample"),
    # sentences, and fields an operator does not have
    (BASE, change("layer", zh="支付 145,217.00 元"), "text", "does not tell 45,217.00"),
    (BASE, change("segments", nth=2, en="pays 9,400.0"), "text", "/en (segments a.ip.seg)"),
    (BASE, change("bucket", argument="1.00"), "step", "is 1.00, should be –"),
    (BASE, change("gate", base="1.00"), "step", "is 1.00, should be –"),
    (BASE, change("total", rule="beta"), "step", "is beta, should be alpha"),
    (BASE, change("segments", nth=1, cites=["a1:5", "a1:5"]), "cite", "should be a1:5"),
    (m.unfiled, change("bucket", nth=4, result="499.00"), "sum", "the bill is 500.00"),
    # parts of a stay
    (p.second_bill, shares(hifp_pay="28199.99"), "total", "/shares/hifp_pay"),
    (p.second_bill, shares(acct_pay="2300.01"), "total", "/shares/acct_pay"),
    (p.second_bill, lambda one: one["earlier"]["shares"].update(hifp_pay="17016.00"), "total",
     "/shares/hifp_pay"),
    (p.second_bill, lambda one: one["earlier"]["fees"].update(medfee_sumamt="20001.00"), "step",
     "(opening stay mid_setl_flag)/base"),
    (p.second_bill, change("stay", result="51499.00"), "step", "(opening stay mid_setl_flag)"),
    (p.second_bill, change("segments", result="26116.00"), "step", "(segments a.ip.seg)"),
    (p.second_bill, lambda one: one["steps"].pop(-2), "step", "part payer hifp_pay"),
    (p.second_bill, lambda one: one["steps"][-1].update(argument="28199.00"), "step",
     "(part stay mid_setl_flag)/argument"),
    (p.second_bill, lambda one: one.pop("earlier"), "total", "/shares/hifp_pay"),
    (p.taken_back, lambda one: one.pop("refusal"), "refusal", "stay_decided_otherwise"),
    # the form
    (BASE, top(schema="yidi.explanation/2"), "schema", "/schema"),
    (BASE, lambda one: one["facts"].pop("tier", one["facts"]["standing"].pop("tier")), "schema",
     "/facts/standing/tier"),
    (BASE, fees(inscp_scp_amt="50000.0"), "schema", "/fees/inscp_scp_amt"),
    (BASE, fees(inscp_scp_amt=50000), "schema", "/fees/inscp_scp_amt"),
    (BASE, facts(level="3"), "schema", "/facts/level"),
    (BASE, facts(age_years=True), "schema", "/facts/age_years"),
    (BASE, facts(quota={"first": -1}), "schema", "/facts/quota/first"),
    (BASE, top(extra=1), "schema", "/extra"),
    (BASE, lambda one: one["steps"][4].update(op="gates"), "schema", "/steps/4/op"),
    (BASE, change("gate", zh=""), "schema", "/steps/4/zh"),
    (BASE, change("gate", note="maybe"), "schema", "/steps/4/note"),
    (BASE, top(steps=[]), "schema", "/steps"),
    (d.in_province, lambda one: one["edge"].update(distance=1), "schema", "/edge/distance"),
]
