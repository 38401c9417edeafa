"""Parts of a stay, computed with a pencil as the documents of documents.py are."""

from documents import (LOCAL, account, band, cap, deductible, edge_of_cap, gate, layer, marginal,
                       no_aid, no_supplements, place, retired)
from support import FEES, SHARES, ZERO, bill_steps, document, paid_by, step

FIRST_BILL = {"act_pay_dedc": "1300.00", "hifp_pay": "17017.00", "fund_pay_sumamt": "17017.00",
              "psn_part_amt": "2983.00", "psn_cash_pay": "2983.00"}


def earlier():
    """20,000 in scope: (20,000 - 1,300) x 91 %."""
    fees = {"medfee_sumamt": "20000.00", "inscp_scp_amt": "20000.00"}
    return {"newest": "S0", "fees": {name: fees.get(name, ZERO) for name in FEES},
            "shares": {name: FIRST_BILL.get(name, ZERO) for name in SHARES}}


def less(op, name, rule, amount):
    return step(op, name, rule, result=amount, note="earlier_part")


def second_bill():
    """A retiree's stay of 51,500.00, of which 20,000.00 were settled before without the account.
    Now the account pays what it holds: less than what the second bill leaves it to pay."""
    return document(
        "alpha", {"status": "retired", "use_account": True, "account_balance": "2000.00",
                  "account_past": "300.00"},
        {"medfee_sumamt": "31500.00", "own": "500.00", "first_pay": "1000.00",
         "in_policy": "30000.00"},
        [step("stay", "catalogue", "mid_setl_flag", base="20000.00", argument="31500.00",
              result="51500.00"),
         *bill_steps("51500.00", "500.00", ZERO, "1000.00", "50000.00"),
         gate(), place(1, "50000.00", note=LOCAL), deductible(3, "50000.00", "1300.00", "1300.00"),
         retired(True), band(1, "28700.00", "91%", "26117.00"),
         band(2, "10000.00", "94%", "9400.00"), band(3, "10000.00", "97%", "9700.00"),
         cap("45217.00"), edge_of_cap("56477.32"),
         layer("basic", "a.ip", "50000.00", "45217.00"), *no_supplements(), no_aid(),
         *account(("5783.00", "2300.00", "2300.00"), ("3483.00", ZERO, ZERO),
                  ("3483.00", ZERO, ZERO), note="applied"),
         *paid_by("51500.00", "45217.00", "6283.00", hifp_pay="45217.00", acct_pay="2300.00",
                  psn_cash_pay="3983.00"),
         marginal("0.97"), less("bucket", "catalogue", "in_policy", "-20000.00"),
         less("payer", "basic", "hifp_pay", "-17017.00"),
         less("payer", "cash", "psn_cash_pay", "-2983.00"),
         step("stay", "all", "mid_setl_flag", base="31500.00", argument="28200.00",
              result="3300.00")],
        {"hifp_pay": "28200.00", "fund_pay_sumamt": "28200.00", "psn_part_amt": "3300.00",
         "acct_pay": "2300.00", "psn_cash_pay": "1000.00"},
        earlier=earlier())


def taken_back():
    """The first bill was paid by a better law: the whole comes to less, so nothing is decided."""
    made = second_bill()
    better = {"act_pay_dedc": ZERO, "hifp_pay": "46000.00", "fund_pay_sumamt": "46000.00",
              "psn_part_amt": "0.00", "psn_cash_pay": "0.00"}
    made["earlier"]["fees"].update(medfee_sumamt="46000.00", inscp_scp_amt="46000.00")
    made["earlier"]["shares"].update(better)
    made["fees"].update(medfee_sumamt="5500.00", inscp_scp_amt="4000.00")
    made["shares"] = {name: ZERO for name in SHARES}
    made["refusal"] = {"code": 1521, "name": "stay_decided_otherwise"}
    paid = [one for one in made["steps"] if one["op"] == "account"]
    for one, (payable, balance) in zip(paid, (("5783.00", "1120.00"), ("4663.00", ZERO),
                                              ("4663.00", ZERO))):
        one.update(base=payable, argument=balance, result=balance)
        one.update(zh=f"付 {balance[:1]},{balance[1:]}" if balance != ZERO else "不付",
                   en=f"pays {balance[:1]},{balance[1:]}" if balance != ZERO else "pays nothing")
    for name, amount, told in (("acct_pay", "1120.00", "1,120.00"),
                               ("psn_cash_pay", "5163.00", "5,163.00")):
        payer = next(one for one in made["steps"] if one["rule"] == name)
        payer.update(result=amount, zh=f"{told} 元", en=told)
    last = [one["op"] for one in made["steps"]].index("marginal")
    made["steps"] = made["steps"][1:last + 1]
    for number, one in enumerate(made["steps"], start=1):
        one["seq"] = number
    return made
