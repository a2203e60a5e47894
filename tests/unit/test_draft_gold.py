"""The gold sentences of tests/gold/drafts.csv: every verdict, and how often a flag is right."""

from __future__ import annotations

import csv
from collections import Counter

import pandas as pd
import pytest

from lawstats.drafts import check_text
from lawstats.indicators import load_vocabulary
from lawstats.quantities import find_quantities
from lawstats.records import COLUMNS

FLAGS = ("不一致", "表述过强")
VERDICTS = {"一致", "四舍五入内一致", "不一致", "表述过强", "无记录可核"}
OFFICE, YEAR = "示例街道", 2024


@pytest.fixture(scope="module")
def gold(root) -> dict[str, list[dict[str, str]]]:
    cases: dict[str, list[dict[str, str]]] = {}
    with (root / "tests" / "gold" / "drafts.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            cases.setdefault(row["case"], []).append(row)
    return cases


def records_of(spec: str) -> pd.DataFrame:
    """“code 2023=60件 2024=73件@台账; …” as a records table."""
    vocabulary, rows = load_vocabulary(), []
    for part in spec.split(";"):
        code, *cells = part.split()
        for cell in cells:
            year, _, words = cell.partition("=")
            words, _, source = words.partition("@")
            item = find_quantities(words)[0]
            end = pd.Timestamp(int(year), 12, 31)
            start = end if vocabulary[code].kind == "stock" else pd.Timestamp(int(year), 1, 1)
            rows.append(
                [
                    *(OFFICE, int(year), code, item.value, item.low, item.high, item.qualifier, item.measure),
                    *(start, end, source or f"{year}年报告", "", f"第{len(rows) + 1}行", words),
                ]
            )
    return pd.DataFrame(rows, columns=list(COLUMNS))


@pytest.fixture(scope="module")
def outcomes(gold) -> list[tuple[dict[str, str], list[str]]]:
    """Every gold row with the verdicts given to it, and a row without gold for every flag nobody expected."""
    found = []
    for rows in gold.values():
        text = rows[0]["draft"].replace("⏎", "\n")
        table = check_text(text, records_of(rows[0]["records"]), office=OFFICE, year=YEAR)
        used = set()
        for row in rows:
            hits = table[table["words"] == row["words"]]
            if hits.empty:
                start = text.index(row["words"])
                hits = table[(table["start"] < start + len(row["words"])) & (table["end"] > start)]
            used |= set(hits.index)
            found.append((row, hits["verdict"].tolist()))
        extra = table[~table.index.isin(used) & table["verdict"].isin(FLAGS)]
        nobody = {**rows[0], "verdict": "", "why": "nobody expects this flag"}
        found += [({**nobody, "words": flag.words}, [flag.verdict]) for flag in extra.itertuples()]
    return found


def test_gold_is_sound(gold):
    rows = [row for case in gold.values() for row in case]
    assert len(gold) >= 80
    assert {row["verdict"] for row in rows} == VERDICTS
    assert min(Counter(row["verdict"] for row in rows).values()) >= 15
    assert sum(row["holdout"] == "yes" for row in rows) >= len(rows) / 3
    for row in rows:
        assert row["words"] in row["draft"].replace("⏎", "\n"), row


def test_every_verdict(outcomes):
    wrong = [
        f"{row['case']} {row['draft']}｜{row['words']}：{row['verdict'] or '无'}，得到{verdicts}"
        for row, verdicts in outcomes
        if verdicts != [row["verdict"]]
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("flag", FLAGS)
@pytest.mark.parametrize("holdout", ["no", "yes"])
def test_precision_and_recall(outcomes, flag, holdout):
    pairs = [(row["verdict"] == flag, flag in given) for row, given in outcomes if row["holdout"] == holdout]
    right = sum(expected and given for expected, given in pairs)
    assert right / sum(given for _, given in pairs) >= 0.95
    assert right / sum(expected for expected, _ in pairs) >= 0.95


def test_nothing_right_is_called_a_contradiction(outcomes):
    right = ("一致", "四舍五入内一致")
    assert not [row["draft"] for row, given in outcomes if row["verdict"] in right and "不一致" in given]
