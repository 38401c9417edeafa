"""Documents computed with a pencil from the packages beside this file. Each shows one thing."""

from support import (ZERO, bill_steps, document, nothing, paid_by, refused_by, step, year)

V24, V26 = "2024-01-01", "2026-01-01"
DOUBT = ";unverified_after:2025-12-31"


def gate(row=1, note="applied"):
    return step("gate", "basic", "a.ip.gate", V24, row, ["a1:1"], note=note)


def place(row, base, argument=None, result=None, note="applied"):
    return step("place", "basic", "a.ip.place", V24, row, ["a1:7"], base, argument, result, note)


def deductible(row, base, due, charged, note="applied"):
    cites = ["a1:2", "a1:3"] if row == 3 else ["a1:2"]
    return step("deductible", "basic", "a.ip.ded", V24, row, cites, base, due, charged, note)


def retired(applies):
    return step("adjust", "basic", "a.ip.retired", V24, 1, ["a1:6"], argument="60%",
                note="applied" if applies else "not_applied:not_concerned")


def band(row, span, ratio, paid, version=V24, note="applied"):
    return step("segments", "basic", "a.ip.seg", version, row, ["a1:5"], span, ratio, paid, note)


def cap(paid, above=ZERO):
    return step("cap", "basic", "a.ip.cap", V24, 1, ["a1:8"], paid, "100000.00", above,
                "capped" if above != ZERO else "not_applied:below_limit")


def edge(row, distance, ratio):
    return step("edge", "basic", "a.ip.seg", V24, row, ["a1:5"], distance, ratio)


def edge_of_cap(distance):
    return step("edge", "basic", "a.ip.cap", V24, 1, ["a1:8"], distance, "cap")


def marginal(paid):
    return step("marginal", "all", "alpha", base="1.00", result=paid)


def layer(name, benefit, base, paid):
    return step("layer", name, benefit, base=base, result=paid)


def account(*sources, note="not_applied:not_asked_for"):
    """sources: (payable, balance, paid)"""
    return [step("account", "account", "a.acct.pays", V24, 1, ["a1:9"], *one, note=note)
            for one in sources]


def idle_account(payable):
    return account(*[(payable, ZERO, ZERO)] * 3)


def not_civil_servant():
    return refused_by("civil_servant", "a.cs.gate", ["a1:1"], 2)


def no_supplements():
    """What follows a basic layer for a plain employee."""
    return [nothing("large_amount", "a.la"), not_civil_servant()]


def no_aid():
    return refused_by("medical_aid", "n.aid.gate", ["n1:1"], 1)


LOCAL = "not_applied:local"


def retired_with_account():
    """Three bands at the ratio of a retiree; the account pays from three sources."""
    return document(
        "alpha", {"status": "retired", "use_account": True, "account_balance": "2000.00",
                  "account_past": "300.00", "family_balance": "5000.00"},
        {"medfee_sumamt": "51500.00", "own": "500.00", "first_pay": "1000.00",
         "in_policy": "50000.00"},
        [*bill_steps("51500.00", "500.00", ZERO, "1000.00", "50000.00"),
         gate(), place(1, "50000.00", note=LOCAL), deductible(3, "50000.00", "1300.00", "1300.00"),
         retired(True), band(1, "28700.00", "91%", "26117.00"),
         band(2, "10000.00", "94%", "9400.00"), band(3, "10000.00", "97%", "9700.00"),
         cap("45217.00"), edge_of_cap("56477.32"),
         layer("basic", "a.ip", "50000.00", "45217.00"),
         *no_supplements(), no_aid(),
         *account(("5783.00", "2000.00", "2000.00"), ("3783.00", "300.00", "300.00"),
                  ("3483.00", "5000.00", "3483.00"), note="applied"),
         *paid_by("51500.00", "45217.00", "6283.00", hifp_pay="45217.00", acct_pay="5783.00",
                  psn_cash_pay="500.00"),
         marginal("0.97")],
        {"act_pay_dedc": "1300.00", "hifp_pay": "45217.00", "fund_pay_sumamt": "45217.00",
         "psn_part_amt": "6283.00", "acct_pay": "5783.00", "psn_cash_pay": "500.00",
         "acct_mulaid_pay": "3483.00"})


def referred_civil_servant():
    """Points off for the place, a supplement, medical aid on the year's axis, an old version."""
    return document(
        "alpha", {"standing": {"civil_servant": True, "aid_class": "margin"}, "level": "level_2",
                  "place": "filed_referral", "admitted_on": "2026-01-20",
                  "discharged_on": "2026-02-01", "settled_on": "2026-02-01"},
        {"medfee_sumamt": "8000.33", "in_policy": "8000.33"},
        [*bill_steps("8000.33", in_policy="8000.33"),
         gate(), place(4, "8000.33", "-10pp"), deductible(2, "8000.33", "150.50", "150.50"),
         retired(False), band(3, "7849.83", "80%", "6279.86", V26, "applied" + DOUBT),
         cap("6279.86"), edge_of_cap("117150.17"), layer("basic", "a.ip", "8000.33", "6279.86"),
         nothing("large_amount", "a.la"),
         step("gate", "civil_servant", "a.cs.gate", V24, 1, ["a1:1"]),
         step("supplement", "civil_servant", "a.cs.sup", V24, 1, ["a1:5"], "150.50", "50%",
              "75.25"),
         step("supplement", "civil_servant", "a.cs.sup", V24, 2, ["a1:5"], "784.98", "80%",
              "627.98"),
         step("cap", "civil_servant", "a.cs.cap", V24, 1, ["a1:8"], "703.23", "3000.00",
              ZERO),
         layer("civil_servant", "a.cs", "935.48", "703.23"),
         step("gate", "medical_aid", "n.aid.gate", V24, 2, ["n1:1"]),
         step("deductible", "medical_aid", "n.aid.ded", V24, 2, ["n1:1"], "1017.24", "1000.00",
              "1000.00"),
         step("segments", "medical_aid", "n.aid.seg", V24, 2, ["n1:2"], "17.24", "60%", "10.34"),
         step("cap", "medical_aid", "a.aid.cap", V24, 1, ["a1:8"], "10.34", "20000.00", ZERO),
         step("edge", "medical_aid", "n.aid.seg", V24, 3, ["n1:2"], "4982.76", "70%"),
         layer("medical_aid", "n.aid", "1017.24", "10.34"), *idle_account("1006.90"),
         *paid_by("8000.33", "6993.43", "1006.90", hifp_pay="6279.86", cvlserv_pay="703.23",
                  maf_pay="10.34", acct_pay=ZERO, psn_cash_pay="1006.90")],
        {"act_pay_dedc": "150.50", "hifp_pay": "6279.86", "cvlserv_pay": "703.23",
         "maf_pay": "10.34", "fund_pay_sumamt": "6993.43", "psn_part_amt": "1006.90",
         "psn_cash_pay": "1006.90"},
        before=year(admissions=2))


def capped():
    """The pool ends in the first band; the large-amount fund takes what lies above."""
    return document(
        "alpha", {"admitted_on": "2025-05-20", "discharged_on": "2025-06-01"},
        {"medfee_sumamt": "20000.00", "in_policy": "20000.00"},
        [*bill_steps("20000.00", in_policy="20000.00"),
         gate(), place(1, "20000.00", note=LOCAL), deductible(3, "20000.00", "1300.00", "1300.00"),
         retired(False), band(1, "1176.47", "85%", "1000.00", note="capped"),
         cap("1000.00", "17523.53"), layer("basic", "a.ip", "20000.00", "1000.00"),
         step("segments", "large_amount", "a.la.seg", V24, 1, ["a1:5"], "17523.53", "85%",
              "14895.00"),
         step("cap", "large_amount", "a.la.cap", V24, 1, ["a1:8"], "14895.00", "500000.00",
              ZERO),
         step("edge", "large_amount", "a.la.cap", V24, 1, ["a1:8"], "453064.70", "cap"),
         layer("large_amount", "a.la", "17523.53", "14895.00"),
         not_civil_servant(),
         no_aid(), *idle_account("4105.00"),
         *paid_by("20000.00", "15895.00", "4105.00", hifp_pay="1000.00", hifob_pay="14895.00",
                  psn_cash_pay="4105.00"),
         marginal("0.85")],
        {"act_pay_dedc": "1300.00", "hifp_pay": "1000.00", "hifob_pay": "14895.00",
         "fund_pay_sumamt": "15895.00", "psn_part_amt": "4105.00", "psn_cash_pay": "4105.00"},
        before=year(basic=("99000.00", "120000.00", "1300.00")))


def in_province():
    """The amount is multiplied after the bands, and rounded again."""
    return document(
        "alpha", {"level": "level_2", "place": "in_province_filed"},
        {"medfee_sumamt": "10000.01", "in_policy": "10000.01"},
        [*bill_steps("10000.01", in_policy="10000.01"),
         gate(), place(2, "10000.01", "90%"), deductible(2, "10000.01", "500.00", "500.00"),
         retired(False), band(4, "9500.01", "90%", "8550.01"),
         step("factor", "basic", base="8550.01", argument="90%", result="7695.01"),
         cap("7695.01"), edge(5, "19999.99", "95%"),
         layer("basic", "a.ip", "10000.01", "7695.01"), *no_supplements(),
         no_aid(), *idle_account("2305.00"),
         *paid_by("10000.01", "7695.01", "2305.00", hifp_pay="7695.01", psn_cash_pay="2305.00"),
         marginal("0.81")],
        {"act_pay_dedc": "500.00", "hifp_pay": "7695.01", "fund_pay_sumamt": "7695.01",
         "psn_part_amt": "2305.00", "psn_cash_pay": "2305.00"},
        edge={"distance": "19999.99", "beyond": "95%"})


def away_for_a_while():
    """A tenth is taken off before the deductible."""
    return document(
        "alpha", {"place": "filed_temporary"},
        {"medfee_sumamt": "5000.05", "in_policy": "5000.05"},
        [*bill_steps("5000.05", in_policy="5000.05"),
         gate(), place(5, "5000.05", "10%", "500.01"),
         deductible(3, "4500.04", "1300.00", "1300.00"), retired(False),
         band(1, "3200.04", "85%", "2720.03"), cap("2720.03"), edge(2, "25499.96", "90%"),
         layer("basic", "a.ip", "5000.05", "2720.03"), *no_supplements(),
         no_aid(), *idle_account("2280.02"),
         *paid_by("5000.05", "2720.03", "2280.02", hifp_pay="2720.03", psn_cash_pay="2280.02"),
         marginal("0.77")],
        {"act_pay_dedc": "1300.00", "hifp_pay": "2720.03", "fund_pay_sumamt": "2720.03",
         "psn_part_amt": "2280.02", "psn_cash_pay": "2280.02"})


def referral_up(hours=20, charged="500.00", due="800.00", span="8700.00", paid="7395.00", row=1):
    """Sent up from level 2: only the difference of the deductibles is due."""
    person = f"{10000 - float(paid):.2f}"
    return document(
        "alpha", {"chain": {"link": "referral_up", "hours": hours, "charged": charged}},
        {"medfee_sumamt": "10000.00", "in_policy": "10000.00"},
        [*bill_steps("10000.00", in_policy="10000.00"),
         gate(), place(1, "10000.00", note=LOCAL),
         step("continuity", "basic", "a.ip.cont", V24, row, ["a1:4"], "1300.00", charged, due,
              "applied" if row else "not_applied:no_link"),
         deductible(3, "10000.00", due, due), retired(False), band(1, span, "85%", paid),
         cap(paid), edge(2, "20000.00", "90%"), layer("basic", "a.ip", "10000.00", paid),
         *no_supplements(),
         no_aid(), *idle_account(person),
         *paid_by("10000.00", paid, person, hifp_pay=paid, psn_cash_pay=person)],
        {"act_pay_dedc": due, "hifp_pay": paid, "fund_pay_sumamt": paid, "psn_part_amt": person,
         "psn_cash_pay": person},
        before=year(admissions=1 if row else 0))


def long_stay():
    """A hundred days owe twice; sent up, less what the chain has been charged."""
    return document(
        "alpha", {"chain": {"link": "referral_up", "hours": 48, "charged": "500.00"},
                  "admitted_on": "2025-03-01", "discharged_on": "2025-06-09"},
        {"medfee_sumamt": "10000.00", "in_policy": "10000.00"},
        [*bill_steps("10000.00", in_policy="10000.00"),
         gate(), place(1, "10000.00", note=LOCAL),
         step("continuity", "basic", "a.ip.cont", V24, 1, ["a1:4"], "1300.00", None, "2600.00"),
         step("continuity", "basic", "a.ip.cont", V24, 1, ["a1:4"], "2600.00", "500.00",
              "2100.00"),
         deductible(3, "10000.00", "2100.00", "2100.00"), retired(False),
         band(1, "7900.00", "85%", "6715.00"), cap("6715.00"), edge(2, "20000.00", "90%"),
         layer("basic", "a.ip", "10000.00", "6715.00"), *no_supplements(),
         no_aid(), *idle_account("3285.00"),
         *paid_by("10000.00", "6715.00", "3285.00", hifp_pay="6715.00", psn_cash_pay="3285.00")],
        {"act_pay_dedc": "2100.00", "hifp_pay": "6715.00", "fund_pay_sumamt": "6715.00",
         "psn_part_amt": "3285.00", "psn_cash_pay": "3285.00"})


def day_surgery():
    """Charged no deductible, and not counted."""
    return document(
        "alpha", {"service": "day_surgery", "level": "level_1"},
        {"medfee_sumamt": "1000.00", "in_policy": "1000.00"},
        [*bill_steps("1000.00", in_policy="1000.00"),
         gate(), place(1, "1000.00", note=LOCAL),
         deductible(1, "1000.00", ZERO, ZERO, "not_applied:nothing_due"), retired(False),
         band(4, "1000.00", "90%", "900.00"), cap("900.00"), edge(5, "29000.00", "95%"),
         layer("basic", "a.ip", "1000.00", "900.00"), nothing("large_amount", "a.la"),
         no_aid(), *idle_account("100.00"),
         *paid_by("1000.00", "900.00", "100.00", hifp_pay="900.00", psn_cash_pay="100.00")],
        {"hifp_pay": "900.00", "fund_pay_sumamt": "900.00", "psn_part_amt": "100.00",
         "psn_cash_pay": "100.00"})
