"""Writes explanation documents by hand: defaults for what does not matter, nothing computed."""

import copy
import os
import sys

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
TOOLS = os.path.join(ROOT, "tools")
SCHEMA = os.path.join(ROOT, "docs", "reference", "explanation.schema.json")
POLICIES = os.path.join(HERE, "policies")
sys.path.insert(0, TOOLS)

POOLS = ("basic", "outpatient", "chronic", "special_drug", "maternity", "large_amount",
         "major_illness", "civil_servant", "enterprise", "medical_aid", "aid_tilt", "commercial")
ZERO = "0.00"
EMPLOYEE = {
    "insuplc_admdvs": "990100", "scheme": "employee", "status": "active", "age_years": 40,
    "standing": {"aid_class": "none", "civil_servant": False, "enterprise": False,
                 "commercial": False, "contracted": False, "tier": 1, "contribution": "paid"},
    "service": "inpatient", "level": "level_3", "place": "local", "urgency": "planned",
    "referred": False, "approved": False, "disease": "", "diseases": "", "birth": "none",
    "channel": "none", "prescriber_level": "level_3", "admitted_on": "2025-03-01",
    "discharged_on": "2025-03-11", "settled_on": "2025-03-11",
    "chain": {"link": "none", "hours": 0, "charged": ZERO},
    "quota": {"first": 0, "second": 0, "third": 0, "fourth": 0}, "use_account": False,
    "account_balance": ZERO, "account_past": ZERO, "family_balance": ZERO}
FEES = ("medfee_sumamt", "fulamt_ownpay_amt", "overlmt_selfpay", "preselfpay_amt", "inscp_scp_amt")
SHARES = ("act_pay_dedc", "hifp_pay", "cvlserv_pay", "hifes_pay", "hifmi_pay", "hifob_pay",
          "maf_pay", "oth_pay", "fund_pay_sumamt", "psn_part_amt", "acct_pay", "psn_cash_pay",
          "hosp_part_amt", "acct_mulaid_pay", "balc")


def merged(base, changes):
    """A copy with changes; nested objects are merged."""
    made = copy.deepcopy(base)
    for name, value in changes.items():
        made[name] = merged(made[name], value) if isinstance(value, dict) else value
    return made


def year(**changes):
    """Totals of a year: nothing used but what is said, pools as (paid, drawn, deductible)."""
    totals = {"admissions": 0, "in_policy": ZERO, "self_in_policy": ZERO}
    for pool in POOLS:
        totals[pool] = dict(zip(("paid", "drawn", "deductible"), changes.pop(pool, (ZERO,) * 3)))
    return {**totals, **changes}


def grouped(amount):
    whole, point, decimals = (amount or "").partition(".")
    return "".join(reversed([digit + ("," if at and at % 3 == 0 else "")
                             for at, digit in enumerate(reversed(whole))])) + point + decimals


def step(op, layer, rule=None, version=None, row=None, cites=(), base=None, argument=None,
         result=None, note="applied"):
    return {"seq": 0, "op": op, "layer": layer, "rule": rule, "version": version, "row": row,
            "cites": list(cites), "base": base, "argument": argument, "result": result,
            "note": note, "zh": f"得 {grouped(result)} 元。", "en": f"makes {grouped(result)}."}


def bill_steps(bill, own=ZERO, over_price=ZERO, first_pay=ZERO, in_policy=ZERO):
    return [step("bucket", "catalogue", name, base=bill, result=amount) for name, amount in (
        ("own", own), ("over_price", over_price), ("first_pay", first_pay),
        ("in_policy", in_policy))]


def nothing(layer, benefit):
    """A benefit with nothing to draw."""
    return step("draw", layer, benefit, base=ZERO, result=ZERO,
                note="not_applied:nothing_to_draw")


def refused_by(layer, gate, cites, row):
    """A supplementary benefit whose gate says no, which ends it."""
    return step("gate", layer, gate, "2024-01-01", row, cites, note="not_entitled")


def paid_by(bill, funds, person, **payers):
    return [*(step("payer", "all", name, result=amount) for name, amount in payers.items()),
            step("total", "all", "package", base=bill, argument=funds, result=person,
                 note="balances")]


def document(package, facts, fees, steps, shares, before=None, **more):
    """fees: as bill_steps; shares: those that are not zero."""
    steps = copy.deepcopy(steps)
    for number, one in enumerate(steps, start=1):
        one["seq"] = number
        one["rule"] = package if one["op"] == "total" else one["rule"]
    names = ("medfee_sumamt", "own", "over_price", "first_pay", "in_policy")
    return {"schema": "yidi.explanation/1", "setl_id": "S1", "package": package,
            "plan": "0123456789abcdef", "is_sample": False, "facts": merged(EMPLOYEE, facts),
            "fees": {field: fees.get(name, ZERO) for field, name in zip(FEES, names)},
            "before": before or year(), "steps": steps,
            "shares": {name: shares.get(name, ZERO) for name in SHARES}, **more}
