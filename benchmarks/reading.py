"""Measure how well and how fast a report is read, beside the Chinese number readers of others where installed.

    python benchmarks/reading.py                          # our own numbers; peers that can be imported beside them
    python benchmarks/reading.py --peers DIR              # peers installed with pip install --target DIR
    python benchmarks/reading.py --reports 1000 --write   # the pool's sample, and the table into docs/reading.md

Everything is measured in one run, on the same phrases and the same text of 5 000 characters. The peers
(cn2an, jionlp, recognizers-text-suite) read bare numbers, so the common measure of accuracy is whether every stated
number of a phrase was found and nothing else: tests/gold/quantities.csv. What only a reader of reports does is scored
on tests/gold/passages.csv.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import os
import platform
import statistics
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from lawstats.reading.reports import read_reports, read_text

if TYPE_CHECKING:
    from collections.abc import Callable

    Reader = Callable[[str], list[float]]

ROOT = Path(__file__).resolve().parents[1]
PASSAGES = ROOT / "tests" / "gold" / "passages.csv"
PAGE = ROOT / "docs" / "reading.md"
BEGIN, END = "<!-- benchmarks/reading.py -->", "<!-- /benchmarks/reading.py -->"
LETTERS = 5000
ROUNDS = 41
# Reports are prose first: most of their sentences hold no figure.
PROSE = (
    "坚持以习近平法治思想为指导，把法治建设与基层治理同部署、同落实，压实各级责任，完善工作机制，推动各项任务落地见效。"
    "持续优化营商环境，畅通群众诉求表达渠道，用心用情解决急难愁盼问题，不断提升依法行政水平和群众满意度。"
)


def passages() -> list[dict[str, str]]:
    """The gold passages."""
    with PASSAGES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def report_text() -> str:
    """A report of 5 000 characters: gold passages, with sentences between them that hold no figure."""
    text = "示例街道2024年法治政府建设年度报告\n一、主要举措和成效\n"
    for row in passages():
        if row["kind"] == "must_fire":
            text += f"{PROSE}{row['text']}\n"
        if len(text) >= LETTERS:
            break
    return text[:LETTERS]


def facts_found() -> tuple[float, float, int]:
    """Precision and recall of figures on the gold passages, and how many figures there are."""
    hit = got = want = 0
    for row in passages():
        expected = Counter((f["indicator"], f["value"], f["qualifier"]) for f in json.loads(row["expected"]))
        figures = read_text(row["text"], office="示例街道", year=int(row["year"])).figures
        found = Counter(
            (code, None if math.isnan(value) else value, qualifier)
            for code, value, qualifier in zip(
                figures["indicator"], figures["value"].tolist(), figures["qualifier"], strict=True
            )
        )
        hit += (expected & found).total()
        got += found.total()
        want += expected.total()
    return hit / got, hit / want, want


def median_seconds(works: dict[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Median processor time of each piece of work, once warmed up.

    They take turns, so that whatever else the machine is doing slows all of them alike.
    """
    spent: dict[str, list[float]] = {name: [] for name in works}
    for work in works.values():
        work()
    for _ in range(rounds):
        for name, work in works.items():
            start = time.process_time()
            work()
            spent[name].append(time.process_time() - start)
    return {name: statistics.median(seconds) for name, seconds in spent.items()}


def right_share(reader: Reader, samples: list[tuple[str, str, list[float]]]) -> float:
    """Share of phrases of which exactly the stated numbers were found; a crash of a reader is a miss."""
    right = 0
    for _, phrase, numbers in samples:
        try:
            found = reader(phrase)
        except Exception:  # noqa: BLE001 - what others raise is theirs to choose; it counts as not read
            continue
        right += sorted(round(n, 6) for n in found) == sorted(round(n, 6) for n in numbers)
    return right / len(samples)


def everything_of(text: str) -> tuple[object, ...]:
    """Read a report and make everything that is otherwise made when asked for."""
    report = read_text(text, office="示例街道", year=2024)
    return report.figures, report.unplaced, report.commitments, report.claims, report.problems


def pool_rate(number: int, workers: int) -> tuple[float, float]:
    """Reports of 5 000 characters: read per second by a pool of processes; and processor seconds one takes.

    Files, self-checks and the records table are included in both; only the second means anything on a busy machine.
    """
    text = report_text()
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for at in range(number):
            file = Path(folder) / f"{at:05d}.txt"
            file.write_text(text, encoding="utf-8")
            files.append(file)
        some = files[:200]
        read_reports(some[:4])
        begun = time.process_time()
        read_reports(some)
        each = (time.process_time() - begun) / len(some)
        with ProcessPoolExecutor(workers) as pool:
            read_reports(files[: 4 * workers], pool)  # the workers import and compile once
            start = time.perf_counter()
            records, _ = read_reports(files, pool)
            spent = time.perf_counter() - start
    if records["source"].nunique() != number:
        raise SystemExit("some reports were not read")
    return number / spent, each


def table(number: int, workers: int) -> str:
    """Measure everything; the table in Markdown."""
    sys.path.insert(0, str(Path(__file__).parent))
    import quantities

    samples = quantities.gold_samples()
    text = report_text()
    rows = ["| 程序 | 数字读对的短句 | 5 000 字用时 | 读出什么 |", "|---|---|---|---|"]
    ours = right_share(quantities.our_numbers, samples)
    readers = quantities.peers()
    told = {
        "lawstats.find_quantities": "数、上下限、限定词、单位",
        "lawstats.read_text": "以上各项，归入指标、期间，附原句",
        "同上，连全部表和自查": "另做成四张表，数与数互相核对",
    } | dict.fromkeys(readers, "数")
    works: dict[str, Callable[[], object]] = dict(
        zip(
            told,
            (
                lambda: quantities.our_numbers(text),
                lambda: read_text(text, office="示例街道", year=2024),
                lambda: everything_of(text),
                *(partial(reader, text) for reader in readers.values()),
            ),
            strict=True,
        )
    )
    seconds = median_seconds(works, ROUNDS)
    for name, what in told.items():
        share = right_share(readers[name], samples) if name in readers else ours
        rows.append(f"| {name} | {share:.1%} | {seconds[name] * 1000:.1f} 毫秒 | {what} |")
    precision, recall, facts = facts_found()
    rate, each = pool_rate(number, workers)
    rows += [
        "",
        f"短句 {len(samples)} 条，见 `tests/gold/quantities.csv`。归入指标的 {facts} 个数见 `tests/gold/passages.csv`，"
        f"查准率 {precision:.3f}，查全率 {recall:.3f}；规则据这些短句改过，盲测的数在上面。",
        f"一份 5 000 字的报告从文件到记录表、连自查占处理器 {each * 1000:.1f} 毫秒，{workers} 个空闲的核读一万份约 "
        f"{10000 * each / workers:.0f} 秒；这一次 {workers} 个进程读 {number} 份，每秒 {rate:.0f} 份"
        + ("（机器同时在做别的事）。" if rate * each < 0.8 * workers else "。"),
        f"Python {platform.python_version()}，{os.cpu_count()} 核；用时是处理器时间的中位数。",
    ]
    return "\n".join(rows)


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--peers", type=Path, help="folder the peers were installed into")
    parser.add_argument("--reports", type=int, default=1000, help="reports for the pool")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--write", action="store_true", help="put the table into docs/reading.md")
    options = parser.parse_args()
    if options.peers:
        sys.path.append(str(options.peers))
    measured = table(options.reports, options.workers)
    print(measured)
    if options.write:
        page = PAGE.read_text(encoding="utf-8")
        head, _, rest = page.partition(BEGIN)
        _, _, tail = rest.partition(END)
        if not tail:
            raise SystemExit(f"no {BEGIN} … {END} in {PAGE.name}")
        PAGE.write_text(f"{head}{BEGIN}\n{measured}\n{END}{tail}", encoding="utf-8")


if __name__ == "__main__":
    main()
