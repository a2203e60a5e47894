"""Last year's promises against this year's figures and words: 完成, 部分完成, 未完成, 未提及 or 无法核实."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from lawstats.errors import LawstatsError
from lawstats.judging.claim_files import load_claims
from lawstats.judging.evidence import Evidence
from lawstats.judging.kept import OUTCOMES, certainty_of_change, gap_of, outcome_of, together, words_of
from lawstats.judging.mentions import about, alike, find_mentions
from lawstats.judging.targets import Target, read_target

if TYPE_CHECKING:
    from lawstats.judging.claim_library import Library
    from lawstats.judging.evidence import Figure

__all__ = ["COMMITMENT_COLUMNS", "OUTCOMES", "carry_forward", "track_commitments"]

_DONE, _PART, _NOT, _SILENT, _UNKNOWN = OUTCOMES
COMMITMENT_COLUMNS = (
    "office",
    "year",
    "due_year",
    "indicator",
    "name",
    "text",
    "period",
    "measure",
    "comparison",
    "target",
    "done",
    "done_low",
    "done_high",
    "gap",
    "outcome",
    "reason",
    "certainty",
    "evidence",
    "done_evidence",
    "rows",
    "start",
)
_NEEDED = ("indicator", "text", "target", "comparison", "measure", "due_year")
#: Two promises are one that goes on when they share most of their words.
_SAME_PROMISE = 0.6


def track_commitments(
    commitments: pd.DataFrame,
    records: pd.DataFrame,
    text_mentions: pd.DataFrame | None = None,
    *,
    measures: pd.DataFrame | None = None,
    office: str | None = None,
    as_of: int | None = None,
    library: Library | None = None,
    assume_digit: bool = True,
) -> pd.DataFrame:
    """Set every promise against what was done in the year it was for.

    Parameters
    ----------
    commitments : DataFrame
        A row a promise: indicator (``other:…`` where no indicator counts it), text, target (NaN where nothing can be
        counted), comparison (``>=``, ``<=``, ``==``), measure and due_year; if known office, year (of the report that
        made it), period, start and evidence.
    records : DataFrame
        A records table with the figures of the due years.
    text_mentions : DataFrame, optional
        What the reports of the due years say was done: ``year`` and ``text`` (block ①, whole or in sentences), if known
        office and source. Promises no indicator counts are looked for in it.
    measures : DataFrame, optional
        Figures from ledgers, from `lawstats.judging.ledger_figures.ledger_figures`.
    office : str, optional
        Whose promises, where the commitments do not say; by default the one office of the records.
    as_of : int, optional
        Last year that is over; by default the last year the office has records of.
    library : Library, optional
        From `load_claims`.
    assume_digit : bool, default True
        Whether 余, 近 and 约 reach one unit of the last stated place.

    Returns
    -------
    DataFrame
        A row a promise, columns `COMMITMENT_COLUMNS`. `target` is the yearly amount asked for (a promise for each
        community multiplied out, one against last year worked out), `done` with `done_low` and `done_high` what was
        done, `gap` what is lacking. `outcome` is 完成 when every value the figures admit meets the target; 部分完成 and
        未完成 when none does; 无法核实 when it depends, or nothing countable was promised; 未提及 when the year is on
        record and nobody says anything; "" before its year is over. `reason` says why, `certainty` whether a promised
        change of an event count came out beyond chance.

    Raises
    ------
    LawstatsError
        When a column is missing or it is not clear whose promises they are.

    Examples
    --------
    >>> day = pd.Timestamp
    >>> from lawstats.records import COLUMNS
    >>> rows = [["甲街道", 2024, "law_lectures", 6.0, 6.0, 6.0, "exact", "场", day(2024, 1, 1), day(2024, 12, 31),
    ...          "2024年报告", "", "第1句", "举办讲座6场"]]
    >>> promise = pd.DataFrame([{"indicator": "law_lectures", "text": "每季度举办讲座2场", "target": 8.0,
    ...                          "comparison": ">=", "measure": "场", "due_year": 2024}])
    >>> track_commitments(promise, pd.DataFrame(rows, columns=COLUMNS))[["done", "gap", "outcome"]].values.tolist()
    [[6.0, 2.0, '部分完成']]
    """
    for column in _NEEDED:
        if column not in commitments.columns and len(commitments):
            raise LawstatsError(f"承诺表缺少列 {column}", f"须有{'、'.join(_NEEDED)}", place=column)
    library = load_claims() if library is None else library
    known: dict[str, Evidence] = {}
    rows = []
    for promise in commitments.to_dict("records"):
        row = {str(key): value for key, value in promise.items()}
        whose = str(row.get("office") or office or _only_office(records))
        if whose not in known:
            known[whose] = Evidence(records, whose, library, measures, assume_digit=assume_digit)
        rows.append(_tracked(row, known[whose], commitments, text_mentions, as_of))
    return pd.DataFrame(rows, columns=list(COMMITMENT_COLUMNS)).astype({"start": "Int64"})


def _only_office(records: pd.DataFrame) -> str:
    offices = sorted(set(records["office"]))
    if len(offices) != 1:
        raise LawstatsError(f"记录中有{len(offices)}个机关，不知是谁的承诺", "请在承诺表里加 office 列，或写明 office=")
    return str(offices[0])


def _tracked(
    row: dict[str, Any],
    evidence: Evidence,
    commitments: pd.DataFrame,
    text_mentions: pd.DataFrame | None,
    as_of: int | None,
) -> dict[str, object]:
    due_year = int(row["due_year"])
    target = read_target(row, evidence, due_year)
    last = as_of if as_of is not None else evidence.last_year
    outcome, reason, figures = _judged(row, target, evidence, due_year, commitments, text_mentions, last)
    done = together(figures)
    start = row.get("start")
    name = evidence.library.name_of(target.code) if target.code else about(str(row["text"]))
    return {
        "office": evidence.office,
        "year": int(row["year"]) if "year" in row and not pd.isna(row["year"]) else due_year - 1,
        "due_year": due_year,
        "indicator": target.code or str(row.get("indicator") or ""),
        "name": name,
        "text": str(row["text"]),
        "period": str(row.get("period") or ""),
        "measure": target.measure,
        "comparison": target.comparison,
        "target": target.amount,
        "done": done[0],
        "done_low": done[1],
        "done_high": done[2],
        "gap": gap_of(target, done) if outcome else math.nan,
        "outcome": outcome,
        "reason": reason or target.note,
        "certainty": certainty_of_change(target, figures, evidence) if outcome == _DONE else "",
        "evidence": str(row.get("evidence") or row["text"]),
        "done_evidence": "；".join(dict.fromkeys(words_of(figure) for figure in figures if words_of(figure))),
        "rows": "；".join(dict.fromkeys(figure.rows for figure in figures if figure.rows)),
        "start": None if start is None or pd.isna(start) else int(start),
    }


def _judged(
    row: dict[str, Any],
    target: Target,
    evidence: Evidence,
    due_year: int,
    commitments: pd.DataFrame,
    text_mentions: pd.DataFrame | None,
    last: int,
) -> tuple[str, str, tuple[Figure, ...]]:
    if due_year > last:
        return "", "not_due", ()
    figures = evidence.stated(target.code, due_year) if target.code else ()
    if target.problem == "approximate_base":
        return _whatever_the_base(target, figures)
    if target.problem:
        return _UNKNOWN, target.problem, ()
    if figures:
        return (*outcome_of(target, figures), figures)
    partial = evidence.partial(target.code, due_year) if target.code else ()
    if partial:
        # A count only grows: part of the year may already be enough, or already too many; anything else is open.
        if target.comparison == ">=" and all(figure.low >= target.amount for figure in partial):
            return _DONE, "", partial
        if target.comparison != ">=" and all(figure.low > target.amount for figure in partial):
            return (_UNKNOWN, "not_whole_year", partial) if target.measure == "%" else (_NOT, "", partial)
        return _UNKNOWN, "not_whole_year", partial
    texts = _texts(text_mentions, evidence.office, due_year)
    found = find_mentions(str(row["text"]), target.measure, texts, due_year, _plans(commitments, evidence, due_year))
    figures = tuple(mention.figure for mention in found if mention.figure is not None)
    if figures:
        return (*outcome_of(target, figures), figures)
    if found:
        return _UNKNOWN, "no_number", ()
    if not texts and not evidence.has_year(due_year):
        return _UNKNOWN, "no_year", ()
    # Without the words of the report nobody can say that it is silent about what no indicator counts.
    return (_SILENT, "", ()) if texts or target.code else (_UNKNOWN, "no_text", ())


def _whatever_the_base(target: Target, figures: tuple[Figure, ...]) -> tuple[str, str, tuple[Figure, ...]]:
    """Judge a promise against an approximate figure of last year: it must come out the same for all that one admits."""
    if not figures or target.base is None:
        return _UNKNOWN, "no_base", figures
    ends = (replace(target, amount=target.at(end)) for end in (target.base.low, target.base.high))
    found = {outcome_of(end, figures) for end in ends}
    return (*found.pop(), figures) if len(found) == 1 else (_UNKNOWN, "approximate", figures)


def _texts(mentions: pd.DataFrame | None, office: str, year: int) -> list[tuple[str, str]]:
    if mentions is None or not len(mentions):
        return []
    for column in ("year", "text"):
        if column not in mentions.columns:
            raise LawstatsError(f"报告文字表缺少列 {column}", "须有 year 和 text 两列", place=column)
    kept = mentions[mentions["year"] == year]
    if "office" in kept.columns:
        kept = kept[kept["office"] == office]
    sources = kept["source"] if "source" in kept.columns else [f"{year}年报告"] * len(kept)
    return [(str(text), str(source)) for text, source in zip(kept["text"], sources, strict=True)]


def _plans(commitments: pd.DataFrame, evidence: Evidence, year: int) -> list[str]:
    """Return what the report of a year itself promises for the next: that was not done, it is to be done."""
    later = commitments[commitments["due_year"] > year]
    if "office" in later.columns:
        later = later[later["office"] == evidence.office]
    return [str(text) for text in later["text"]]


def carry_forward(tracked: pd.DataFrame) -> pd.DataFrame:
    """Follow promises from year to year in one table.

    Parameters
    ----------
    tracked : DataFrame
        What `track_commitments` returned, for the promises of several years.

    Returns
    -------
    DataFrame
        The same rows, those of one promise below each other, with `thread` (its number), `missed` (how many due years
        in a row it was not met, this one included), `renewed` (whether the next report promises it again) and `state`:
        已兑现, 续列 (not met and promised again), 未再列入 (not met and dropped), 未到期, or 无法核实.

    Examples
    --------
    >>> blank = dict.fromkeys(COMMITMENT_COLUMNS, "") | {"office": "甲街道", "indicator": "other:模拟演练"}
    >>> rows = [blank | {"year": y, "due_year": y + 1, "text": "开展模拟演练2次", "outcome": outcome}
    ...         for y, outcome in ((2022, "未完成"), (2023, "完成"))]
    >>> carry_forward(pd.DataFrame(rows))[["due_year", "missed", "renewed", "state"]].values.tolist()
    [[2023, 1, True, '续列'], [2024, 0, False, '已兑现']]
    """
    ordered = tracked.sort_values(["office", "year", "due_year"], kind="stable").reset_index(drop=True)
    threads: list[tuple[str, str, str]] = []
    numbers = []
    for row in ordered.to_dict("records"):
        same = [i for i, thread in enumerate(threads) if _goes_on(thread, row)]
        numbers.append(same[0] if same else len(threads))
        if not same:
            threads.append((str(row["office"]), str(row["indicator"]), about(str(row["text"]))))
    ordered["thread"] = [number + 1 for number in numbers]
    ordered = ordered.sort_values(["thread", "due_year"], kind="stable").reset_index(drop=True)
    dues = ordered.groupby("thread")["due_year"].agg(set).to_dict()
    missed, renewed, state = [], [], []
    run: dict[int, int] = {}
    for row in ordered.to_dict("records"):
        thread, outcome = int(row["thread"]), str(row["outcome"])
        lacking = outcome in (_PART, _NOT, _SILENT)
        run[thread] = run.get(thread, 0) + 1 if lacking else 0
        again = row["due_year"] + 1 in dues[thread]
        missed.append(run[thread])
        renewed.append(again)
        over = {"": "未到期", _DONE: "已兑现", _UNKNOWN: "无法核实"}
        state.append(over.get(outcome, "续列" if again else "未再列入"))
    return ordered.assign(missed=missed, renewed=renewed, state=state)


def _goes_on(thread: tuple[str, str, str], row: dict[Any, Any]) -> bool:
    office, indicator, topic = thread
    if row["office"] != office:
        return False
    if not indicator.startswith("other:") and indicator:
        return bool(row["indicator"] == indicator)
    if row["indicator"] and not str(row["indicator"]).startswith("other:"):
        return False
    other = about(str(row["text"]))
    return min(alike(topic, other), alike(other, topic)) >= _SAME_PROMISE
