#!/usr/bin/env python3
"""Goal    No message, however wrong, stops a node, gets an answer without a number, or breaks the books.
Method  Good messages of every transaction of a stay are mutated at random, in their JSON values and
        in their bytes, and sent. The random choices come from a seed, which is printed.
Covers  all inpatient transactions; the decoder, the fields, the rules behind them; verify.

Usage: mutation_test.py YIDI [--messages N] [--seed S]
"""

import argparse
import copy
import json
import os
import random
import sys
from collections import Counter
from decimal import Decimal

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
from yidi_demo import (HAINAN, Demo, Hospital, NoAnswer, Stay, amount, at, crowd_person)

VALUES = (None, "", " ", "null", True, False, 0, -1, 1, 0.005, 1e300, "1e5", "-0", "-0.00", "0.01",
          "99999999999999.99", "100000000000000000000000", "9" * 500, "-9223372036854775808",
          "1" * 31, "长" * 200, "\x00", "\u202e", "'; DROP TABLE claim; --", "2026-02-30",
          "0001-01-01", "9999-12-31 23:59:59", "2026-11-22T10:00:00Z", [], {}, [[]], [{}], {"a": {}},
          "310", "390", "01", "H46010000002", "460000000000000000000001", "😀", "ﾊﾝｶｸ")
# Answers that would mean a defect of ours, not of the message.
DEFECTS = range(1600, 1700)


def places_of(value, path=()):
    """Every place in a JSON value, the containers too."""
    if path:
        yield path
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from places_of(inner, path + (key,))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from places_of(inner, path + (index,))


def mutate(message, chance):
    """A copy with one to three places changed, taken away or doubled."""
    message = copy.deepcopy(message)
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        places = list(places_of(message))
        if not places:
            break
        path = chance.choice(places)
        holder = message
        for step in path[:-1]:
            holder = holder[step]
        action = chance.random()
        if action < 0.7:
            holder[path[-1]] = copy.deepcopy(chance.choice(VALUES))
        elif action < 0.85:
            del holder[path[-1]]
        elif isinstance(holder, list):
            holder.append(copy.deepcopy(holder[path[-1]]))
        else:
            holder[path[-1]] = [copy.deepcopy(holder[path[-1]])] * 2
    return message


def mutate_bytes(body, chance):
    body = bytearray(body)
    for _ in range(chance.choice((1, 1, 2, 8))):
        place = chance.randrange(len(body))
        action = chance.random()
        if action < 0.5:
            body[place] = chance.randrange(256)
        elif action < 0.75:
            del body[place:place + chance.randrange(1, 20)]
        else:
            body[place:place] = body[:chance.randrange(1, 40)]
        if not body:
            break
    return bytes(body)


def messages_of(stay, setl_id, msgid):
    """One good message of every transaction of a stay, some of them at the wrong time."""
    person = stay.person
    ids = {"mdtrt_id": stay.mdtrt_id, "psn_no": person.psn_no}
    change = {**stay.admission()["mdtrtinfo"], "mdtrt_id": stay.mdtrt_id, "ipt_otp_no": "T1"}
    line = stay.line("10")
    return [
        ("9001", {"signIn": {"opter_no": "1", "mac": "0", "ip": "1"}}),
        ("1101", {"data": {"mdtrt_cert_type": "02", "mdtrt_cert_no": person.certno,
                           "psn_cert_type": "01", "certno": person.certno, "psn_name": "甲"}}),
        ("2401", stay.admission()),
        ("2402", stay.discharge_node()),
        ("2403", {"adminfo": change, "diseinfo": stay.diagnoses(mdtrt_id=stay.mdtrt_id)}),
        ("2404", {"data": ids}),
        ("2405", {"data": ids}),
        ("2301", {"feedetail": [line, stay.line("20", count=4)]}),
        ("2301", {"feedetail": [stay.line("-10", count=-1, init_feedetl_sn=line["feedetl_sn"])]}),
        ("2302", {"data": [{**ids, "feedetl_sn": "0000"}]}),
        ("2303", stay.settlement()),
        ("2304", stay.settlement()),
        ("2305", stay.reversal(setl_id)),
        ("2601", stay.uncertain(msgid)),
        ("5201", {"data": {"psn_no": person.psn_no, "begntime": at(-30), "endtime": at(1)}}),
        ("5203", {"data": {**ids, "setl_id": setl_id}}),
        ("5204", {"data": {**ids, "setl_id": setl_id}}),
        ("5206", {"data": {"psn_no": person.psn_no}}),
        ("5303", {"data": {"psn_no": person.psn_no, "begntime": at(-30), "endtime": at(1)}}),
    ]


def check_answer(status, text, body):
    """Done, or refused with a number that is not a defect of ours."""
    answer = json.loads(text, parse_float=Decimal)
    assert status in (200, 400, 404, 405, 413, 415, 504), (status, text[:300], body[:2000])
    if answer.get("infcode") == 0:
        return 0
    told = answer.get("err_msg") or answer.get("detail") or ""
    assert told.startswith("[") and told[1:5].isdigit(), (text[:300], body[:2000])
    assert int(told[1:5]) not in DEFECTS, (text[:300], body[:2000])
    return int(told[1:5])


def play(hospital, chance, messages):
    seen = Counter()
    sent = 0
    for number in range(1, 1000):
        stay = Stay(hospital, crowd_person(number)).admit()
        stay.upload(stay.line("1000"), stay.line("500", count=5))
        msgid = hospital.new_msgid()
        setl_id = stay.settle(msgid)["setl_id"]
        stay = Stay(hospital, crowd_person(number)).admit()
        stay.upload(stay.line("3000"))
        for infno, node in messages_of(stay, setl_id, msgid) * 3:
            envelope = hospital.envelope(infno, node, None, stay.person.place)
            if chance.random() < 0.15:
                body = mutate_bytes(json.dumps(envelope, ensure_ascii=False).encode(), chance)
            else:
                body = json.dumps(mutate(envelope, chance), ensure_ascii=False).encode()
            try:
                status, text = hospital.send_bytes(body)
            except NoAnswer as error:
                raise AssertionError(f"no answer ({error}) to {body[:2000]}") from error
            seen[check_answer(status, text, body)] += 1
            sent += 1
        if sent >= messages:
            return seen
    return seen


def main():
    parser = argparse.ArgumentParser(description="mutated messages against a demo")
    parser.add_argument("yidi")
    parser.add_argument("--messages", type=int, default=4000)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**9))
    options = parser.parse_args()
    print(f"seed {options.seed}: repeat with {sys.argv[0]} YIDI --messages {options.messages} "
          f"--seed {options.seed}", flush=True)
    with Demo(options.yidi, people=1000) as demo:
        hospital = Hospital(demo)
        seen = play(hospital, random.Random(options.seed), options.messages)
        stay = Stay(hospital, crowd_person(999)).admit()
        stay.upload(stay.line("10000"))
        assert amount(stay.settle()["hifp_pay"]) == 7395
        assert demo.get(HAINAN, "/health")[0] == 200
        demo.must_be_clean()
    print(f"{sum(seen.values())} messages, {seen[0]} of them taken, "
          f"{len(seen) - 1} kinds of refusal: {dict(sorted(seen.items()))}")


if __name__ == "__main__":
    main()
