"""Measure how fast and how well drafts are checked.

    python benchmarks/drafts.py              # speed on twenty pages, precision and recall on the gold sentences
    python benchmarks/drafts.py --seeds 20   # and forty errors planted in the fictional office's reports, so many times

Speed is CPU time, beside what any check has to do first: find every number (`find_quantities`) and read the text as a
report (`read_text`). Twenty pages are 12 000 letters of the fictional office's own reports, about 600 a page.
"""

from __future__ import annotations

import argparse
import csv
import random
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from lawstats.drafts import check_text
from lawstats.quantities import find_quantities
from lawstats.reading.documents import read_document
from lawstats.reading.reports import read_report, read_reports, read_text

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

ROOT = Path(__file__).resolve().parents[1]
REPORTS = ROOT / "data" / "example" / "reports"
GOLD = ROOT / "tests" / "gold" / "drafts.csv"
LETTERS, ROUNDS = 12_000, 5
YEAR = 2024
FLAGS = ("不一致", "表述过强")


def least(work: Callable[[], object]) -> float:
    """CPU seconds of the fastest of several runs, after one to warm up."""
    work()
    spent = []
    for _ in range(ROUNDS):
        started = time.process_time()
        work()
        spent.append(time.process_time() - started)
    return min(spent)


def twenty_pages() -> str:
    """The fictional office's reports one after the other, until there are twenty pages."""
    text = "\n".join(read_document(file).text for file in sorted(REPORTS.iterdir()))
    return (text * (LETTERS // len(text) + 1))[:LETTERS]


def speed(records: pd.DataFrame) -> None:
    """Print what twenty pages cost."""
    text = twenty_pages()
    office = records["office"].iloc[0]
    found = check_text(text, records, office=office, year=YEAR)
    steps = {
        "find_quantities": least(lambda: find_quantities(text)),
        "read_text": least(lambda: read_text(text, office, YEAR)),
        "check_text": least(lambda: check_text(text, records, office=office, year=YEAR)),
    }
    base = steps["find_quantities"]
    print(f"{len(text)} letters, {len(found)} claims, {len(records)} records; CPU seconds, best of {ROUNDS}")
    for name, spent in steps.items():
        print(f"{name:<18}{spent:8.3f}{spent / base:8.1f} x")


def gold() -> None:
    """Print precision and recall of the two flags on the gold sentences."""
    from tests.unit.test_draft_gold import OFFICE, records_of  # the reader of the gold sheet is the tests' own

    cases: dict[str, list[dict[str, str]]] = {}
    with GOLD.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            cases.setdefault(row["case"], []).append(row)
    pairs: list[tuple[str, str]] = []
    for rows in cases.values():
        text = rows[0]["draft"].replace("⏎", "\n")
        table = check_text(text, records_of(rows[0]["records"]), office=OFFICE, year=YEAR)
        used: set[int] = set()
        for row in rows:
            start = text.index(row["words"])
            hits = table[table["words"] == row["words"]]
            if hits.empty:
                hits = table[(table["start"] < start + len(row["words"])) & (table["end"] > start)]
            used |= set(hits.index)
            pairs.append((row["verdict"], hits["verdict"].iloc[0] if len(hits) else ""))
        pairs += [("", verdict) for verdict in table["verdict"].drop(index=list(used)) if verdict in FLAGS]
    print(f"\n{len(cases)} gold sentences, {len(pairs)} claims")
    for flag in FLAGS:
        both = sum(pair == (flag, flag) for pair in pairs)
        said, true = sum(given == flag for _, given in pairs), sum(expected == flag for expected, _ in pairs)
        print(f"{flag}  precision {both / said:.3f} ({both}/{said})  recall {both / true:.3f} ({both}/{true})")


def planted(records: pd.DataFrame, seeds: int) -> None:
    """Print how many of forty planted errors are found, and how many flags are false, for each seed."""
    from tests.unit.test_draft_planted import YEARS, outcome, plant  # the generator is the tests' own

    exact = records[records["qualifier"] == "exact"]
    counts = {
        code: {int(row.year): int(row.value) for row in rows.itertuples()} for code, rows in exact.groupby("indicator")
    }
    reports = {read_report(file).year: file for file in sorted(REPORTS.iterdir())}
    print("\nforty planted errors: seed, found, false")
    for seed in range(seeds):
        dice = random.Random(seed)
        missed, false = 0, 0
        for year, number in zip(YEARS, (13, 13, 14), strict=True):
            lost, extra = outcome(reports[year], plant(year, counts, dice, number), records, year)
            missed, false = missed + len(lost), false + len(extra)
        print(f"{seed:4d}{40 - missed:7d}{false:7d}")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=0, help="how many times to plant forty errors")
    asked = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    records = read_reports(sorted(REPORTS.iterdir()))[0]
    speed(records)
    gold()
    if asked.seeds:
        planted(records, asked.seeds)


if __name__ == "__main__":
    main()
