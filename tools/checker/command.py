"""The command line: reads documents, hands them to processes, tells what was found."""

import argparse
import gc
import json
import os
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from multiprocessing import Pool, Semaphore

from checker.document import Checker
from checker.findings import Finding
from checker.tables import PackageProblem

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SCHEMA = os.path.join(ROOT, "docs", "reference", "explanation.schema.json")
LINES_A_CHUNK = 100
CHUNKS_A_JOB = 8
PROGRESS_SECONDS = 2.0
AGREE, DIFFER, NOT_CHECKED = 0, 1, 2


@dataclass
class Report:
    documents: int = 0
    differ: int = 0
    unreadable: int = 0
    refused: int = 0
    packages: Counter = field(default_factory=Counter)
    kinds: Counter = field(default_factory=Counter)
    findings: list = field(default_factory=list)  # (place of the document, setl_id, Finding)

    def add(self, other, most):
        self.documents += other.documents
        self.differ += other.differ
        self.unreadable += other.unreadable
        self.refused += other.refused
        self.packages += other.packages
        self.kinds += other.kinds
        self.findings += other.findings[:max(0, most - len(self.findings))]

    def take(self, place, document, found):
        self.documents += 1
        self.packages[str(document.get("package"))] += 1
        self.refused += document.get("refusal") is not None
        self.differ += bool(found)
        for one in found:
            self.kinds[one.kind] += 1
            self.findings.append((place, document.get("setl_id", ""), one))

    def take_unreadable(self, place, error):
        self.unreadable += 1
        self.kinds["unreadable"] += 1
        self.findings.append((place, "", Finding("unreadable", "", f"不是 JSON 对象：{error}",
                                                 f"is no JSON object: {error}")))


def check_lines(checker, chunk):
    """chunk: [(place, text)]."""
    report = Report()
    for place, text in chunk:
        try:
            document = json.loads(text)
            if not isinstance(document, dict):
                raise ValueError(type(document).__name__)
        except (ValueError, RecursionError) as error:
            report.take_unreadable(place, error)
            continue
        report.take(place, document, checker.check(document))
    return report


CHECKER = None  # of this process


def make_checker(options):
    """Documents are trees, which go by themselves: to look for cycles among them takes a quarter
    of the time, so it is done seldom, and never among the packages."""
    checker = Checker(options.policies, options.schema)
    gc.freeze()
    gc.set_threshold(200_000, 50, 100)
    return checker


def start_process(options):
    global CHECKER
    CHECKER = make_checker(options)


def check_chunk(chunk):
    return check_lines(CHECKER, chunk)


def documents_in(paths):
    """(place, text) of each document: one a line, or a file that is one."""
    for path in paths:
        file = sys.stdin.buffer if path == "-" else open(path, "rb")
        with file:
            first = file.readline()
            try:
                json.loads(first)
            except ValueError:
                whole = first + file.read() if path.endswith(".json") else None
                if whole is not None:
                    yield path, whole
                    continue
            for number, line in enumerate(lines_of(first, file), start=1):
                if line.strip():
                    yield f"{path}:{number}", line


def lines_of(first, file):
    yield first
    yield from file


def chunks_of(documents):
    chunk = []
    for one in documents:
        chunk.append(one)
        if len(chunk) == LINES_A_CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def reports(options, checker):
    """A report for each chunk; never more chunks on the way than the processes can chew."""
    chunks = chunks_of(documents_in(options.files or ["-"]))
    if options.jobs == 1:
        for chunk in chunks:
            yield check_lines(checker, chunk)
        return
    free = Semaphore(options.jobs * CHUNKS_A_JOB)

    def paced():
        for chunk in chunks:
            free.acquire()
            yield chunk

    with Pool(options.jobs, start_process, (options,)) as pool:
        for report in pool.imap_unordered(check_chunk, paced()):
            free.release()
            yield report


class Progress:
    def __init__(self, is_quiet):
        self.is_quiet = is_quiet
        self.started = self.told = time.monotonic()

    def seconds(self):
        return time.monotonic() - self.started

    def tell(self, report, is_last=False):
        if self.is_quiet or (time.monotonic() - self.told < PROGRESS_SECONDS and not is_last):
            return
        self.told = time.monotonic()
        rate = report.documents / max(self.seconds(), 0.001)
        print(f"已核对 {report.documents}，不符 {report.differ} / checked {report.documents}, "
              f"differ {report.differ}; {rate:.0f}/s", file=sys.stderr, flush=True)


def arguments():
    parser = argparse.ArgumentParser(
        prog="check_explanation.py",
        description="独立核对结算说明 / checks explanations independently of the engine")
    parser.add_argument("files", nargs="*", metavar="FILE",
                        help="NDJSON 或单个 JSON，- 为标准输入 / NDJSON or one JSON; - is standard input")
    parser.add_argument("--policies", default="policies", metavar="DIR",
                        help="政策包文件夹 / folder of packages")
    parser.add_argument("--schema", default=SCHEMA, help=argparse.SUPPRESS)
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="进程数 / processes")
    parser.add_argument("--at-least", type=int, default=1, metavar="N",
                        help="少于此数即失败 / fewer documents are a failure")
    parser.add_argument("--findings", type=int, default=20, metavar="N",
                        help="详述的条数 / how many findings are told in full")
    parser.add_argument("--lang", choices=("zh", "en", "both"), default="both")
    parser.add_argument("--json", action="store_true", help="输出 JSON 摘要 / a summary in JSON")
    parser.add_argument("--quiet", action="store_true", help="不显示进度 / no progress")
    return parser


def tell(report, options, seconds):
    agree = report.documents - report.differ
    if options.json:
        print(json.dumps({
            "documents": report.documents, "agree": agree, "differ": report.differ,
            "unreadable": report.unreadable, "refused": report.refused,
            "packages": dict(sorted(report.packages.items())),
            "kinds": dict(sorted(report.kinds.items())), "seconds": f"{seconds:.2f}",
            "findings": [{"document": place, "setl_id": setl_id, **finding.as_json()}
                         for place, setl_id, finding in report.findings]}, ensure_ascii=False))
        return
    for place, setl_id, finding in report.findings:
        print(f"{place}: {setl_id + ': ' if setl_id else ''}{finding.text(options.lang)}")
    untold = sum(report.kinds.values()) - len(report.findings)
    if untold:
        print(f"另有 {untold} 条 / {untold} more")
    print(f"{report.documents} 份，一致 {agree}，不符 {report.differ}，无法读取 {report.unreadable} / "
          f"{report.documents} documents, {agree} agree, {report.differ} differ, "
          f"{report.unreadable} unreadable; {seconds:.1f} s")


def main(argv):
    options = arguments().parse_args(argv)
    if options.jobs < 1:
        print("--jobs 至少为 1 / --jobs is at least 1", file=sys.stderr)
        return NOT_CHECKED
    total, progress = Report(), Progress(options.quiet)
    try:
        checker = make_checker(options)
        for report in reports(options, checker):
            total.add(report, options.findings)
            progress.tell(total)
    except (PackageProblem, OSError) as problem:
        print(f"无法核对 / not checked: {problem}", file=sys.stderr)
        return NOT_CHECKED
    progress.tell(total, is_last=True)
    tell(total, options, progress.seconds())
    if total.differ:
        return DIFFER
    if total.unreadable:
        return NOT_CHECKED
    if total.documents < options.at_least:
        print(f"应至少 {options.at_least} 份，只有 {total.documents} 份 / {total.documents} documents, "
              f"at least {options.at_least} are asked for", file=sys.stderr)
        return NOT_CHECKED
    return AGREE
