"""Sections four and five: what to promise for next year and whether it can be told from luck; what to collect first."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pandas as pd

from lawstats.judging.claim_files import load_claims
from lawstats.judging.mentions import plain_promise
from lawstats.telling.evidence.material import records_of
from lawstats.telling.evidence.sources import each_once
from lawstats.telling.promise_sentences import amount, target_words
from lawstats.telling.word_parts import Grid, Section
from lawstats.telling.wording import plain

if TYPE_CHECKING:
    from lawstats.telling.evidence.material import Judged
    from lawstats.telling.word_parts import Part

__all__ = ["gaps_section", "gaps_table", "plans_section"]

_OTHER = "其他记录"
_TO_FILL = "　　　　"
_REASONS = {
    "no_base": "缺基线，先登记一年",
    "no_figure": "没有对应的数，须现在建台账",
    "no_target": "没有可计量的目标",
    "inside_chance": "目标与基线之差在偶然波动内，达到也可能是碰巧",
    "approximate_base": "基线不是确数，算不出目标",
    "no_communities": "缺社区数，算不出全年目标",
}


def plans_section(judged: Judged) -> Section:
    """Write the proposals, then what the report itself has promised already."""
    parts: list[Part] = []
    proposals = judged.proposals
    if len(proposals):
        rows = [_proposal(row, judged) for row in records_of(proposals)]
        lucky = int((proposals["reason"] == "inside_chance").sum())
        said = (
            f"对应第二、三部分的不足，建议{judged.year + 1}年安排{len(rows)}项，"
            "每项有指标、基线、目标和期限（{proposed}）；责任单位由人填写。"
        )
        if lucky:
            said += (
                f"其中{lucky}项的目标与基线之差在偶然波动范围内，达到与否都不能说明工作有无改进，"
                "宜另加单位自己能决定的指标。"
            )
        parts += [said, Grid(f"{judged.year + 1}年安排建议", pd.DataFrame(rows), "proposed")]
    drafted = judged.drafted
    if len(drafted):
        rows = [_drafted(row, judged) for row in records_of(drafted)]
        able = int(drafted["testable"].fillna(False).astype(bool).sum())
        parts.append(
            f"{judged.year}年报告已写明的{judged.year + 1}年安排{len(rows)}项，"
            f"年底能对账、能看出做没做到的{able}项（{{drafted}}）。"
        )
        parts.append(Grid(f"报告已写明的{judged.year + 1}年安排能不能对账", pd.DataFrame(rows), "drafted"))
    if not parts:
        parts.append("没有数据支持的不足，也没有读到报告对下一年的安排，这里不凑条目。")
    return Section(f"{judged.year + 1}年怎么办：安排建议", parts)


def _proposal(row: dict[str, Any], judged: Judged) -> dict[str, str]:
    measure = str(row["measure"])
    target = row["target"]
    return {
        "安排": str(row["action"]) or f"{row['name']}恢复到上年水平",
        "指标": str(row["name"]),
        "基线": _baseline(row, measure),
        "目标": target_words(target, str(row["comparison"]), measure) if target == target else "全部",
        "期限": str(row["deadline"]),
        "责任单位": _TO_FILL,
        "能否检验": _able(row, measure, judged),
    }


def _drafted(row: dict[str, Any], judged: Judged) -> dict[str, str]:
    measure = str(row["measure"])
    # “减少5%” of a count: the target is said in per cent, its baseline in cases.
    counted = load_claims().unit_of(str(row["indicator"])) or measure
    target = row["target"]
    return {
        "报告原话": plain_promise(str(row["text"])).rstrip("。"),
        "目标": target_words(target, str(row["comparison"]), measure) if target == target else "相对上年",
        "基线": _baseline(row, counted),
        "能否检验": _able(row, counted, judged),
    }


def _baseline(row: dict[str, Any], measure: str) -> str:
    low, high = row["baseline_low"], row["baseline_high"]
    if low is None or math.isnan(low):
        return "尚无"
    year = "" if pd.isna(row["base_year"]) else f"{int(row['base_year'])}年"
    if low == high:
        return f"{year}{amount(low, measure)}"
    if math.isinf(high):
        return f"{year}{amount(low, measure)}以上"
    return f"{year}{amount(low, measure if measure == '%' else '')}至{amount(high, measure)}"


def _able(row: dict[str, Any], measure: str, judged: Judged) -> str:
    """Say whether next year can tell, and whether the target was ever reached."""
    said = [_REASONS.get(str(row["reason"]), "可以") if not row["testable"] else "可以"]
    if row["comparison"] == ">=" and row["target"] == row["target"] and row["baseline_low"] >= row["target"]:
        said.append("目标不高于已做到的数，算不上改进")
    fall = row["detect_fall"]
    if row["reason"] == "inside_chance" and row["comparison"] == "<=" and fall == fall:
        said.append(f"降到{plain(fall)}{measure}以下才能与偶然区分")
    if row["reachable"] is False:
        year = int(row["best_year"])
        items = judged.figures.stated(str(row["indicator"]), year)
        cited = "".join(each_once(judged.sources.cite(item.source, item.place, str(row["name"])) for item in items))
        said.append(f"有记录以来最好为{year}年{amount(row['best'], measure)}{cited}，请核实能否达到")
    return "；".join(said)


def gaps_section(judged: Judged) -> Section:
    """Say what could not be judged, and what has to be recorded for it."""
    open_rows = judged.tested[judged.tested["verdict"] == "证据不足"]
    table = gaps_table(judged)
    parts: list[Part] = []
    if len(table):
        first = "报告自述而定不了的排在前面。" if open_rows["stated"].any() else ""
        parts.append(
            f"常见不足{len(judged.tested)}项中，{len(open_rows)}项现有数据判断不了，不等于没有问题。"
            f"补记{{collect}}所列的数，下一年就能判断。{first}"
        )
        parts.append(Grid("要补记的台账和数字", table, "collect"))
    else:
        parts.append("常见不足逐项都有数据可以判断。")
    parts += _to_check(judged)
    return Section("尚不能判断的：该补什么", parts)


def gaps_table(judged: Judged) -> pd.DataFrame:
    """List what to record, ledger by ledger: what the report states and cannot show first, then what settles most."""
    settles: dict[str, list[dict[str, Any]]] = {}
    columns: dict[str, dict[str, None]] = {}
    for row in records_of(judged.tested[judged.tested["verdict"] == "证据不足"]):
        # Beside a ledger, what has no ledger is listed only for shortcomings the report states.
        named = [item for item in row["collect"] if "：" in item]
        for item in row["collect"] if row["stated"] or not named else named:
            # A ledger is named with its columns; what is named alone settles the one shortcoming it stands by.
            ledger, _, wanted = str(item).rpartition("：")
            book = ledger or f"{_OTHER}{row['name']}"
            settles.setdefault(book, []).append(row)
            columns.setdefault(book, {}).update(dict.fromkeys(wanted.split("、") if ledger else [wanted]))
    stated = {book for book, rows in settles.items() if any(row["stated"] for row in rows)}
    ordered = sorted(settles, key=lambda book: (book not in stated, book.startswith(_OTHER), -len(settles[book])))
    rows = [
        {
            "台账": _OTHER if book.startswith(_OTHER) else book,
            "要记的栏目": "、".join(columns[book]),
            "能判断的不足": "、".join(dict.fromkeys(str(row["name"]) for row in settles[book])),
        }
        for book in ordered
    ]
    return pd.DataFrame(rows)


def _to_check(judged: Judged) -> list[Part]:
    """Say what still has to be looked at before signing: contradictions, doubtful rows."""
    conflicts = judged.material.conflicts
    conflicts = conflicts[conflicts["office"] == judged.office] if len(conflicts) else conflicts
    tallies = [(ledger.repairs["times"].sum(), ledger.questions["times"].sum()) for ledger in judged.material.ledgers]
    repaired, doubtful = (int(sum(pair[place] for pair in tallies)) for place in (0, 1))
    said = []
    if len(conflicts):
        said.append(f"来源之间互相矛盾{len(conflicts)}处")
    if tallies:
        said.append(f"台账里待经办人核实{doubtful}处（另有{repaired}处日期、数字、简称等写法读入时已统一，内容未改）")
    if not said:
        return []
    return [f"签署之前还须核对：{'；'.join(said)}。逐处清单见随附的《01 记录清理》。"]
