"""Checks one document: its form, its facts, its totals, then its steps."""

from checker.event import BILL, Decider
from checker.findings import Findings
from checker.package import PAYS_INTO, load_packages
from checker.parts import PartCheck
from checker.refused import Refused
from checker.schema import NotValid, Schema
from checker.sources import SourceCheck
from checker.steps import StepCheck
from checker.tables import PackageProblem
from checker.values import day_of, fen_of, yuan

REFUSAL_CODES = {"not_filed": 1209, "not_payable": 1513, "policy_undetermined": 1515,
                 "not_entitled": 1522, "stay_decided_otherwise": 1521}
OTHERWISE = "stay_decided_otherwise"
FUNDS = tuple(PAYS_INTO.values())


class Checker:
    """Holds the packages and the schema for many documents."""

    def __init__(self, policies, schema):
        self.packages = load_packages(policies)
        self.schema = Schema(schema)
        self.sources = {name: SourceCheck(one) for name, one in self.packages.items()}

    def check(self, document):
        """Findings about a document; an empty list if it is right in every respect."""
        findings = Findings()
        try:
            self.schema.check(document)
        except NotValid as problem:
            findings.expect("schema", problem.pointer(), problem.found, problem.expected)
            return findings.list
        package = self.packages.get(document["package"])
        if package is None:
            findings.add("facts", "/package", f"没有政策包 {document['package']}",
                         f"there is no package {document['package']}")
            return findings.list
        try:
            if check_facts(document, package, findings):
                self.check_decision(document, package, findings)
        except PackageProblem as problem:
            findings.add("package", problem.where, problem.zh, problem.en)
        except (KeyError, TypeError, ValueError, AttributeError, StopIteration) as error:
            what = f"{type(error).__name__} {error}"
            findings.add("package", package.folder, f"无法据以核算：{what}",
                         f"cannot be decided by: {what}")
        return findings.list


    def check_decision(self, document, package, findings):
        if "earlier" not in document:
            decision = Decider(package, document).decide()
            check_totals(document, decision, findings)
        else:
            document, decision = whole_stay(document, package, findings)
        StepCheck(document, self.sources[package.id], decision, findings).run()


def whole_stay(document, package, findings):
    """Checks the totals of a part; answers the whole stay, with the steps that belong to it."""
    part = PartCheck(document, package, findings, expected_shares)
    whole, decision, shares = part.whole()
    if decision.refusal:
        check_totals({**document, "fees": whole["fees"]}, decision, findings)
        return {**whole, "shares": document["shares"]}, decision
    whole = {**whole, "shares": {name: yuan(amount) for name, amount in shares.items()}}
    whole.pop("refusal", None)
    amounts = part.part_of(shares)
    if not part.is_bill(amounts):
        check_refusal(document.get("refusal"), Refused(OTHERWISE), findings)
        amounts = dict.fromkeys(amounts, 0)
    else:
        check_refusal(document.get("refusal"), None, findings)
        check_identities(document["fees"], amounts, findings)
        whole["steps"] = part.take_steps_off()
    for name, amount in amounts.items():
        if document["shares"][name] != yuan(amount):
            findings.expect("total", f"/shares/{name}", document["shares"][name], yuan(amount))
    return whole, decision


def check_facts(document, package, findings):
    """Whether the facts are sound enough to decide by."""
    facts = document["facts"]
    days = {}
    for name in ("admitted_on", "discharged_on", "settled_on"):
        try:
            days[name] = day_of(facts[name])
        except ValueError:
            findings.add("facts", f"/facts/{name}", f"没有 {facts[name]} 这一天",
                         f"there is no day {facts[name]}")
            return False
    if days["discharged_on"] < days["admitted_on"]:
        findings.add("facts", "/facts/discharged_on", "早于入院日期", "is before admitted_on")
        return False
    if not package.covers(facts["insuplc_admdvs"]):
        findings.add("facts", "/facts/insuplc_admdvs",
                     f"{package.id} 不适用于 {facts['insuplc_admdvs']}",
                     f"{package.id} is not for {facts['insuplc_admdvs']}")
    is_split = package.is_split(days["admitted_on"], days["discharged_on"])
    if is_split and "later_before" not in document:
        findings.add("facts", "/later_before", "跨年分段结算，缺少后一年度累计",
                     "the stay is split: the totals of the later year are missing")
        return False
    if not is_split and "later_before" in document:
        findings.add("facts", "/later_before", "不跨年分段，不应有", "the stay is not split")
    return True


def check_totals(document, decision, findings):
    fees, shares = document["fees"], document["shares"]
    parts = sum(fen_of(fees[name]) for name in BILL.values())
    findings.expect("identity", "/fees/medfee_sumamt", fees["medfee_sumamt"], yuan(parts))
    check_refusal(document.get("refusal"), decision.refusal, findings)

    expected = expected_shares(decision)
    for name, amount in expected.items():
        if shares[name] != yuan(amount):
            findings.expect("total", f"/shares/{name}", shares[name], yuan(amount))
    if document.get("refusal") is None:
        check_identities(fees, {name: fen_of(text) for name, text in shares.items()}, findings)


def check_refusal(found, refusal, findings):
    name = refusal.name if refusal else None
    findings.expect("refusal", "/refusal/name", found["name"] if found else None, name)
    if found and found["name"] in REFUSAL_CODES:
        findings.expect("refusal", "/refusal/code", found["code"], REFUSAL_CODES[found["name"]])


def expected_shares(decision):
    if decision.refusal:
        return dict.fromkeys(("act_pay_dedc", *FUNDS, "fund_pay_sumamt", "psn_part_amt",
                              "acct_pay", "psn_cash_pay", "hosp_part_amt", "acct_mulaid_pay",
                              "balc"), 0)
    return {"act_pay_dedc": decision.deductible, **decision.fund,
            "fund_pay_sumamt": sum(decision.fund.values()), "psn_part_amt": decision.person,
            "acct_pay": decision.account_paid,
            "psn_cash_pay": decision.person - decision.account_paid, "hosp_part_amt": 0,
            "acct_mulaid_pay": decision.family_paid, "balc": decision.balance}


def check_identities(fees, shares, findings):
    """A2 to A4, of the document's own amounts."""
    def must_be(name, expected):
        if shares[name] != expected:
            findings.expect("identity", f"/shares/{name}", yuan(shares[name]), yuan(expected))

    must_be("fund_pay_sumamt", sum([shares[name] for name in FUNDS]))
    must_be("psn_part_amt", fen_of(fees["medfee_sumamt"]) - shares["fund_pay_sumamt"] -
            shares["hosp_part_amt"])
    must_be("psn_cash_pay", shares["psn_part_amt"] - shares["acct_pay"])
