"""Section three: last year's promises, each with target, done and outcome, and how each fared year after year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from lawstats.judging.commitments import OUTCOMES
from lawstats.judging.mentions import plain_promise
from lawstats.telling.evidence.changes import success_rate_note
from lawstats.telling.evidence.material import records_of
from lawstats.telling.evidence.sources import each_once
from lawstats.telling.promise_sentences import amount, done_words, reason_words, target_words
from lawstats.telling.word_parts import Grid, Picture, Section
from lawstats.telling.wording import plain

if TYPE_CHECKING:
    from lawstats.telling.evidence.material import Judged
    from lawstats.telling.word_parts import Part

__all__ = ["counted_outcomes", "history_table", "promises_section"]

_DASH = "—"
_RATE = "mediation_success_rate"


def promises_section(judged: Judged, pictures: dict[str, str]) -> Section:
    """Write the section; ``promises`` is the figure used."""
    heading = "去年承诺：兑现了没有"
    due = judged.due
    if not len(due):
        missing = "" if judged.base_year == judged.year - 1 else f"，也没有读到{judged.year - 1}年的报告"
        said = (
            f"在案材料中没有应在{judged.year}年兑现的承诺{missing}，无从对账，不等于没有承诺。放入{judged.year - 1}年的"
            "年度报告后重新运行，逐条对账自动完成。"
        )
        return Section(heading, [said])
    made = int(due["year"].max())
    note = _KEY + (success_rate_note(judged) if _RATE in set(due["indicator"]) else "")
    rows = [_row(row, judged) for row in records_of(due)]
    shown = "{promised}、{promises_figure}" if "promises" in pictures else "{promised}"
    parts: list[Part] = [
        f"{made}年报告对{judged.year}年提出可对账的安排{len(due)}项：{counted_outcomes(due)}（{shown}）。",
        Grid(f"{made}年的承诺与{judged.year}年的实际", pd.DataFrame(rows), "promised", note),
    ]
    if "promises" in pictures:
        parts.append(Picture(pictures["promises"], "承诺完成情况", "promises_figure"))
    parts += _history(judged)
    return Section(heading, parts)


_KEY = (
    "注：完成、部分完成、未完成，对约数的每个取值都成立才写；未提及，指当年记录和报告都没有说到；方括号内为来源编号。"
)


def counted_outcomes(due: pd.DataFrame) -> str:
    """Count the outcomes, in their order, with names where something is lacking.

    Examples
    --------
    >>> counted_outcomes(pd.DataFrame({"outcome": ["完成", "未提及"], "name": ["讲座", "推送短视频"],
    ...                                "indicator": ["law_lectures", "other:推送短视频"], "period": ["", "每周"]}))
    '完成1项，未提及1项（每周推送短视频）'
    """
    said = []
    for outcome in OUTCOMES:
        rows = due[due["outcome"] == outcome]
        if len(rows):
            names = "" if outcome == OUTCOMES[0] else f"（{'、'.join(map(_called, records_of(rows)))}）"
            said.append(f"{outcome}{len(rows)}项{names}")
    return "，".join(said)


def _called(row: dict[str, Any]) -> str:
    """Name a promise; what no indicator names keeps how often it was promised."""
    often = str(row["period"]) if str(row["indicator"]).startswith("other:") else ""
    return f"{often if often.startswith('每') else ''}{row['name']}"


def _row(row: dict[str, Any], judged: Judged) -> dict[str, str]:
    measure = str(row["measure"])
    target, known = row["target"], row["done_low"] == row["done_low"]
    gap = row["gap"]
    points = "个百分点" if measure == "%" else measure
    size = "" if gap != gap else amount(gap, "%")[:-1] if measure == "%" else plain(gap)
    return {
        "承诺": plain_promise(str(row["text"])),
        "目标": target_words(target, str(row["comparison"]), measure) if target == target else "没有可计量的目标",
        "实际": done_words(row, measure) if known else "未见",
        "差距": f"{'差' if row['comparison'] == '>=' else '超'}{size}{points}" if gap == gap and gap > 0 else _DASH,
        "结果": str(row["outcome"]),
        "依据": _evidence(row, judged),
    }


def _evidence(row: dict[str, Any], judged: Judged) -> str:
    words = str(row["done_evidence"]).split("；")[0]
    cited = judged.sources.cite(str(row["rows"]), gave=str(row["name"])) if row["rows"] else ""
    if words:
        return f"{words}{cited}" if len(words) > 12 or "/" in words else f"“{words}”{cited}"
    return cited or reason_words(str(row["reason"])) or "当年记录和报告都没有说到"


def _history(judged: Judged) -> list[Part]:
    table = history_table(judged)
    if not len(table):
        return []
    said = "历年承诺逐年对照见{history}，“—”表示当年没有这项承诺；一次提出、当年即完成的不再列出。"
    past = judged.history[judged.history["due_year"] <= judged.year]
    files = [f"{year}年报告" for year in sorted(past["year"].unique())]
    # A report of a year may be called by its file only; then there is no other name to find it by.
    cited = [judged.sources.cite(name) for name in files if name in judged.sources.aliases]
    cited += [judged.sources.cite(str(rows)) for rows in past["rows"] if rows]
    note = f"资料来源：{''.join(each_once(cited))}。" if cited else ""
    return [said, Grid("历年承诺逐年对照", table, "history", note)]


def history_table(judged: Judged) -> pd.DataFrame:
    """Set promises made more than once, or not kept, in one table: a column a year; no rows with a single year."""
    history = judged.history
    years = sorted({int(year) for year in history["due_year"] if year <= judged.year})
    rows = []
    for _, thread in history.groupby("thread", sort=True):
        past = thread[thread["due_year"] <= judged.year]
        if not len(past) or (len(thread) == 1 and past["outcome"].iloc[0] == OUTCOMES[0]):
            continue
        outcomes = dict(zip(past["due_year"].astype(int), past["outcome"], strict=True))
        ahead = thread[thread["due_year"] > judged.year]
        rows.append(
            {"承诺": str(thread["name"].iloc[-1])}
            | {f"{year}年": outcomes.get(year, _DASH) for year in years}
            | {f"{judged.year + 1}年": "再次列入" if len(ahead) else _DASH}
        )
    return pd.DataFrame(rows if len(years) > 1 else [])
