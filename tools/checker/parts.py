"""A part of a stay that is settled in parts: what the stay comes to so far, less what its earlier
bills came to. The whole is checked as any document is; then what was taken off, and what is left.
"""

from checker.event import BILL, Decider
from checker.values import fen_of, yuan

BILL_MAX = 1_000_000_000_00
ACCOUNT = ("account_balance", "account_past")


def own_money(facts):
    return sum(fen_of(facts[name]) for name in ACCOUNT)


def with_account(document, balance):
    """The same with all of the money in the account of this year."""
    facts = {**document["facts"], "account_balance": yuan(balance), "account_past": "0.00",
             "family_balance": "0.00", "use_account": balance != 0}
    return {**document, "facts": facts}


def added(some, others):
    return {name: yuan(fen_of(some[name]) + fen_of(others[name])) for name in some}


class PartCheck:
    """`expected_shares` names the amounts of a decision."""

    def __init__(self, document, package, findings, expected_shares):
        self.document, self.package, self.findings = document, package, findings
        self.expected_shares = expected_shares
        self.earlier = document["earlier"]
        self.fees = added(document["fees"], self.earlier["fees"])
        self.paid = {name: fen_of(text) for name, text in self.earlier["shares"].items()}

    def decide(self, document):
        decision = Decider(self.package, document).decide()
        return decision, self.expected_shares(decision)

    def whole(self):
        """The stay so far as one document, and what it comes to. In the account lies what earlier
        bills have taken from it, and as much as this one may take."""
        rest = {**self.document, "fees": self.fees}
        del rest["earlier"]
        room = 0
        if self.document["facts"]["use_account"]:
            _, now = self.decide(with_account(rest, BILL_MAX))
            _, then = self.decide(with_account({**rest, "fees": self.earlier["fees"]}, BILL_MAX))
            room = max(0, min(own_money(self.document["facts"]), now["acct_pay"] - then["acct_pay"],
                              now["psn_part_amt"] - self.paid["psn_part_amt"]))
        whole = with_account(rest, self.paid["acct_pay"] + room)
        return whole, *self.decide(whole)

    def part_of(self, shares):
        part = {name: amount - self.paid[name] for name, amount in shares.items()}
        part["balc"] = own_money(self.document["facts"]) - part["acct_pay"]
        return part

    def is_bill(self, part):
        """Whether the part takes nothing back."""
        amounts = [amount for name, amount in part.items() if name != "balc"]
        return min(amounts) >= 0 and part["balc"] >= 0 and (
            part["act_pay_dedc"] <= fen_of(self.document["fees"]["inscp_scp_amt"]))

    def take_steps_off(self):
        """The steps of the whole stay; those that only a part has are checked and left out."""
        steps = self.document["steps"]
        fees, shares = self.document["fees"], self.document["shares"]
        expected = [self.step("stay", "catalogue", "mid_setl_flag",
                              self.earlier["fees"]["medfee_sumamt"], fees["medfee_sumamt"],
                              self.fees["medfee_sumamt"])]
        less = [self.step("bucket", "catalogue", bucket, None, None,
                          yuan(-fen_of(self.earlier["fees"][field])), "earlier_part")
                for bucket, field in BILL.items()]
        less += [self.step("payer", layer, field, None, None, yuan(-self.paid[field]),
                           "earlier_part") for field, layer in PAYERS.items()]
        tail = [one for one in less if one["result"] != "0.00"]
        tail.append(self.step("stay", "all", "mid_setl_flag", fees["medfee_sumamt"],
                              shares["fund_pay_sumamt"], shares["psn_part_amt"]))
        found = [steps[0], *steps[-len(tail):]]
        if len(steps) <= len(tail) + 1:
            self.findings.expect("step", "/steps", len(steps), "the whole stay, less its parts")
            return []
        for place, (one, right) in enumerate(zip(found, expected + tail)):
            for name, value in right.items():
                if one[name] != value:
                    self.findings.expect("step", f"/steps ({'opening' if not place else 'part'} "
                                         f"{right['op']} {right['rule']})/{name}", one[name], value)
        middle = steps[1:-len(tail)]
        return [{**one, "seq": number} for number, one in enumerate(middle, start=1)]

    def step(self, op, layer, rule, base, argument, result, note="applied"):
        return {"op": op, "layer": layer, "rule": rule, "base": base, "argument": argument,
                "result": result, "note": note}


PAYERS = {"hifp_pay": "basic", "hifob_pay": "large_amount", "hifmi_pay": "major_illness",
          "cvlserv_pay": "civil_servant", "hifes_pay": "enterprise", "maf_pay": "medical_aid",
          "oth_pay": "commercial", "acct_pay": "account", "psn_cash_pay": "cash"}
