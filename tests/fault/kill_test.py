#!/usr/bin/env python3
"""Goal    A process killed at any instant loses nothing that was acknowledged and does nothing twice.
Method  Hospitals settle stays against a demo, each request repeated under its msgid until it is
        answered, while the process is killed with SIGKILL at random instants (also while it starts)
        and started again on the same data. The hospitals' own record of acknowledged answers is
        then held against the books. The random instants come from a seed, which is printed.
Covers  2401 2301 2303 2402 2304 2305 2601; recovery without a person; verify; the ledger's sums.

Usage: kill_test.py YIDI [--kills N] [--seed S]
"""

import argparse
import os
import random
import sys
import threading
import time
import traceback
from collections import Counter
from decimal import Decimal

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
from yidi_demo import (BEIJING, CLASS_A, CLASS_B, HAINAN, HUB, SECONDARY, TERTIARY, Demo, Hospital,
                       NoAnswer, Stay, Stopped, amount, amounts_of, crowd_person, negated)

HOSPITALS = 4
PEOPLE = 60
SECONDS_MAX = 240
# In doubt or in work: the same message again tells.
ASK_AGAIN = {1011, 1012, 1410, 1511, 1512, 1516}
TAKEN_BACK = {1505, 1509}


class Record:
    """What the hospitals were told. Nothing here comes from the platform's files."""

    def __init__(self):
        self.lock = threading.Lock()
        self.stays = []      # mdtrt_id of every acknowledged admission
        self.lines = {}      # mdtrt_id -> acknowledged sum of its lines
        self.bills = {}      # setl_id -> (stay, envelope, amounts) of every acknowledged 2304
        self.reversals = {}  # setl_id of the payment -> amounts of the acknowledged 2305, or None
        self.counts = Counter()

    def count(self, what):
        with self.lock:
            self.counts[what] += 1


class Client(threading.Thread):
    """One hospital clerk: one stay after the other until told to stop, always to its end."""

    def __init__(self, hospital, people, record, stop, seed):
        super().__init__(daemon=True)
        self.hospital, self.people, self.record, self.stop = hospital, people, record, stop
        self.random = random.Random(seed)
        self.failure = None

    def run(self):
        try:
            for person in self.people * 1000:
                if self.stop.is_set():
                    return
                self.play(person)
        except Exception:  # the main thread reports it
            self.failure = traceback.format_exc()

    def until_answered(self, infno, node, person, msgid=None):
        """The same message under the same msgid until there is an answer that says something."""
        envelope = self.hospital.envelope(infno, node, msgid, person.place)
        deadline = time.monotonic() + SECONDS_MAX
        while True:
            assert time.monotonic() < deadline, f"no answer to {infno} within {SECONDS_MAX} s"
            try:
                answer = self.hospital.send(envelope)
            except NoAnswer:
                self.record.count("unanswered")
                time.sleep(0.01)
                continue
            if answer.error not in ASK_AGAIN:
                return answer, envelope
            self.record.count("asked again")
            time.sleep(0.02)

    def must(self, infno, node, person):
        answer, _ = self.until_answered(infno, node, person)
        assert answer.ok, f"{infno} was refused: {answer}"
        return answer

    def play(self, person):
        stay = Stay(self.hospital, person)
        answer = self.must("2401", stay.admission(), person)
        stay.mdtrt_id = answer.rows("result")[0]["mdtrt_id"]
        with self.record.lock:
            self.record.stays.append(stay.mdtrt_id)
            self.record.lines[stay.mdtrt_id] = Decimal(0)
        self.upload(stay)
        if self.random.random() < 0.3:
            self.must("2303", stay.settlement(), person)
        if self.random.random() < 0.2:
            self.settle(stay, interim="1")
            stay.priced = []
            self.upload(stay)
        if self.random.random() < 0.5:
            self.must("2402", stay.discharge_node(), person)
        bill, envelope = self.settle(stay)
        chance = self.random.random()
        if chance < 0.25:
            answer = self.must("2305", stay.reversal(bill["setl_id"]), person)
            assert amounts_of(answer.bill) == negated(amounts_of(bill)), (answer.bill, bill)
            with self.record.lock:
                self.record.reversals[bill["setl_id"]] = amounts_of(answer.bill)
        elif chance < 0.4:
            self.must("2601", stay.uncertain(envelope["msgid"]), person)
            with self.record.lock:
                self.record.reversals[bill["setl_id"]] = None
        if chance < 0.3:
            self.settle(stay)
        self.record.count("stays ended")

    def upload(self, stay):
        items = [stay.line(Decimal(self.random.randrange(100, 900_000)) / 100,
                           self.random.choice((CLASS_A, CLASS_B)))
                 for _ in range(self.random.randrange(1, 6))]
        answer = self.must("2301", {"feedetail": items}, stay.person)
        stay.priced = stay.priced + answer.rows("result")
        with self.record.lock:
            for line in answer.rows("result"):
                self.record.lines[stay.mdtrt_id] += amount(line["det_item_fee_sumamt"])

    def settle(self, stay, interim="0"):
        """Settles; a settlement that the platform took back, or that we do, is begun anew."""
        while True:
            node = stay.settlement(interim=interim)
            if self.random.random() < 0.1:
                self.give_up_on(stay, node)
            answer, envelope = self.until_answered("2304", node, stay.person)
            if answer.ok:
                with self.record.lock:
                    self.record.bills[answer.bill["setl_id"]] = (stay, envelope,
                                                                 amounts_of(answer.bill))
                return answer.bill, envelope
            assert answer.error in TAKEN_BACK, f"2304 was refused: {answer}"
            self.record.count("taken back by the platform")

    def give_up_on(self, stay, node):
        """Sends 2304 once, does not wait for what it says, and undoes it with 2601."""
        envelope = self.hospital.envelope("2304", node, None, stay.person.place)
        try:
            self.hospital.send(envelope)
        except NoAnswer:
            pass
        answer, _ = self.until_answered("2601", stay.uncertain(envelope["msgid"]), stay.person)
        assert answer.ok or answer.error in TAKEN_BACK, f"2601 was refused: {answer}"
        self.record.count("given up on")


def kill_often(demo, kills, chance, clients):
    """Starts and kills. Some kills fall into the start itself."""
    while_starting = 0
    for number in range(kills):
        demo.launch()
        if chance.random() < 0.15:
            while_starting += not demo.await_ready(chance.uniform(0, 0.15))
            demo.kill()
            continue
        assert demo.await_ready(), f"does not start again: {demo.log_tail()}"
        time.sleep(chance.uniform(0.02, 0.7))
        failed = [client.failure for client in clients if client.failure]
        assert not failed, f"after {number} kills: {failed[0]}"
        demo.kill()
        if number % 5 == 0:
            must_hold_as_it_died(demo)
    return while_starting


def must_hold_as_it_died(demo):
    """Not even the books of a dead process are wrong; only some settlements are in flight."""
    code, report = demo.verify()
    assert code == 0 and report["clean"] and report["compared"], report


def check_books(demo, record):
    """The books against what the hospitals were told."""
    known = {row["setl_id"]: row for row in demo.rows(HAINAN, "SELECT * FROM settlement")}
    claims = {row["setl_id"]: row for row in demo.rows(BEIJING, "SELECT * FROM claim")}
    for setl_id, (stay, _, told) in record.bills.items():
        row = known.get(setl_id)
        assert row, f"acknowledged settlement {setl_id} is lost"
        assert row["mdtrt_id"] == stay.mdtrt_id
        wanted = "reversed" if setl_id in record.reversals else "settled"
        assert row["state"] == wanted, f"{setl_id} is {row['state']}, acknowledged as {wanted}"
        stored = {"medfee_sumamt": row["fees_medfee_sumamt"], "hifp_pay": row["shares_hifp_pay"],
                  "hifob_pay": row["shares_hifob_pay"], "acct_pay": row["shares_acct_pay"],
                  "inscp_scp_amt": row["fees_inscp_scp_amt"],
                  "fund_pay_sumamt": row["shares_fund_pay_sumamt"],
                  "psn_part_amt": row["shares_psn_part_amt"],
                  "psn_cash_pay": row["shares_psn_cash_pay"]}
        for field, fen in stored.items():
            assert Decimal(fen) / 100 == told[field], (setl_id, field, fen, told[field])
        assert claims[setl_id]["state"] == {"settled": "decided", "reversed": "undone"}[wanted]

    open_ends = [row["setl_id"] for row in known.values() if row["state"] in ("pending", "undoing")]
    assert not open_ends, f"without a definite end: {open_ends}"
    in_force = [row for row in known.values()
                if row["kind"] == "payment" and row["state"] == "settled"]
    twice = [key for key, count in
             Counter((row["mdtrt_id"], row["batch"]) for row in in_force).items() if count > 1]
    assert not twice, f"settled twice: {twice}"
    strangers = {row["setl_id"] for row in in_force} - set(record.bills)
    assert not strangers, f"in force, but nobody was told: {strangers}"

    stays = {row["mdtrt_id"] for row in demo.rows(HAINAN, "SELECT mdtrt_id FROM encounter")}
    lost = set(record.stays) - stays
    assert not lost, f"acknowledged admissions are lost: {lost}"
    assert len(stays) == len(record.stays), "an admission was made twice"
    for row in demo.rows(HAINAN, "SELECT mdtrt_id, sum(input_det_item_fee_sumamt) AS fen"
                                 " FROM fee_line GROUP BY mdtrt_id"):
        assert Decimal(row["fen"]) / 100 == record.lines[row["mdtrt_id"]], row
    check_ledgers(demo, record)


def check_ledgers(demo, record):
    """What Beijing owes Hainan is what was acknowledged and not reversed, in all three books."""
    owed = sum((told["fund_pay_sumamt"] + told["acct_pay"]
                for setl_id, (_, _, told) in record.bills.items()
                if setl_id not in record.reversals), Decimal(0))
    for node, pattern, sign in ((HAINAN, "assets:receivable:%", 1),
                                (BEIJING, "liabilities:payable:%", -1), (HUB, "assets:due-from:%", 1)):
        fen = demo.rows(node, "SELECT coalesce(sum(debited - credited), 0) AS fen FROM account"
                              " WHERE code LIKE ?", (pattern,))[0]["fen"]
        assert sign * Decimal(fen) / 100 == owed, (node, fen, owed)


def check_through_interface(record):
    """5203 says what was acknowledged, and so does the old message sent once more."""
    for setl_id, (stay, envelope, told) in record.bills.items():
        assert amounts_of(stay.query(setl_id)) == told, setl_id
        again = stay.hospital.send(envelope)
        if setl_id in record.reversals:
            assert again.error in TAKEN_BACK, (setl_id, str(again))
        else:
            assert again.ok and again.bill["setl_id"] == setl_id, (setl_id, str(again))
            assert amounts_of(again.bill) == told, setl_id


def main():
    parser = argparse.ArgumentParser(description="kills a settling demo, again and again")
    parser.add_argument("yidi")
    parser.add_argument("--kills", type=int, default=60)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**9))
    options = parser.parse_args()
    print(f"seed {options.seed}: repeat with {sys.argv[0]} YIDI --kills {options.kills} "
          f"--seed {options.seed}", flush=True)
    chance = random.Random(options.seed)
    record, stop = Record(), threading.Event()
    # Patience shorter than some restarts, so that the platform itself takes settlements back too.
    demo = Demo(options.yidi, people=PEOPLE, patience=1)
    started = time.monotonic()
    try:
        clients = [Client(Hospital(demo, (TERTIARY, SECONDARY)[number % 2]),
                          [crowd_person(who) for who in range(number, PEOPLE, HOSPITALS)],
                          record, stop, chance.randrange(10**9)) for number in range(HOSPITALS)]
        for client in clients:
            client.start()
        while_starting = kill_often(demo, options.kills, chance, clients)
        demo.start()
        stop.set()
        for client in clients:
            client.join(timeout=SECONDS_MAX)
            assert not client.is_alive(), "a client has not ended"
            assert client.failure is None, client.failure
        # What nobody waits for any more must end as well: no person helps.
        demo.await_quiet()
        check_through_interface(record)
        report = demo.must_be_clean()
        check_books(demo, record)
    except Stopped as error:
        sys.exit(f"does not start again: {error}")
    finally:
        stop.set()
        demo.__exit__()
    print(f"{options.kills} kills, {while_starting} of them while starting, in "
          f"{time.monotonic() - started:.0f} s; {len(record.bills)} settlements acknowledged, "
          f"{len(record.reversals)} reversed; {report['settlements']} in the books; "
          f"{dict(record.counts)}")
    assert len(record.bills) > options.kills, "too little was settled for a test of killing"


if __name__ == "__main__":
    main()
