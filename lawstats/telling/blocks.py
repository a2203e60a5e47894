"""Sections ② and ④ drafted from findings: plain official Chinese, counts with their base, no cause, no adjective."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from lawstats.errors import LawstatsError
from lawstats.judging.outcomes import CERTAINTIES
from lawstats.telling.claim_sentences import claim_facts, claim_sentence
from lawstats.telling.promise_sentences import amount, target_words
from lawstats.telling.sentences import comparison_sentence
from lawstats.telling.wording import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from lawstats.judging.claim_library import Library

__all__ = ["improvements_block", "open_questions_block", "shortcomings_block"]

STYLES = ("full", "terse")
_DIGITS = "零一二三四五六七八九十"
#: Left blank on purpose: figures do not say why, and who is to do it is for the office to decide.
_CAUSE = "（原因：　　　　）"
_UNIT = "责任单位：　　　　"


def shortcomings_block(
    findings: pd.DataFrame,
    tested: pd.DataFrame | None = None,
    *,
    style: str = "full",
    weakest: str = "within_chance",
    library: Library | None = None,
) -> str:
    """Draft section ②, the shortcomings, from findings.

    Parameters
    ----------
    findings : DataFrame
        What `lawstats.judging.findings.findings` returned, in its order.
    tested : DataFrame, optional
        What `test_claims` returned for the same year, so that a year without findings can say how much was looked at.
    style : {"full", "terse"}, default "full"
        Full numbers the items, says what chance has to do with them and leaves room for the cause; terse gives a line
        an item.
    weakest : {"fact", "clear", "likely", "within_chance"}, default "within_chance"
        Least certainty of what is written down; "likely" leaves out what lies inside chance variation.
    library : Library, optional
        From `load_claims`; names the figures.

    Returns
    -------
    str
        One item a line. A year in which nothing is shown to be lacking says so. What contradicts itself is marked
        【待核对】 and is not for signing.

    Raises
    ------
    LawstatsError
        When the style or the certainty is none of these.

    Examples
    --------
    >>> import pandas as pd
    >>> shortcomings_block(pd.DataFrame())
    '本年度对照常见不足逐项核对，未发现有数据支持的不足。'
    """
    _check(style)
    if weakest not in CERTAINTIES[:4]:
        raise LawstatsError(f"没有“{weakest}”这种把握程度", f"weakest 只能是{'、'.join(CERTAINTIES[:4])}")
    sure = CERTAINTIES[: CERTAINTIES.index(weakest) + 1]
    rows = [row for row in findings.to_dict("records") if row["certainty"] in sure]
    if not rows:
        return _good_year(tested, left_out=len(findings))
    claims = [row for row in rows if row["kind"] == "claim"]
    items = [_claim(row["row"], style, library) for row in rows if row["kind"] == "claim" and row["verdict"] != "矛盾"]
    items += [_change(row["row"], style) for row in rows if row["kind"] == "change"]
    promises = [row["row"] for row in rows if row["kind"] == "commitment"]
    if promises:
        items.append(_promises(promises, style))
    items += [_claim(row["row"], style, library) for row in claims if row["verdict"] == "矛盾"]
    return "\n".join(_numbered(items, style))


def improvements_block(proposals: pd.DataFrame, *, style: str = "full") -> str:
    """Draft section ④, next year's improvements, each with indicator, baseline, target, deadline and a blank unit.

    Parameters
    ----------
    proposals : DataFrame
        What `lawstats.judging.proposals.propose` returned.
    style : {"full", "terse"}, default "full"
        Full adds, in brackets, when reaching a target could be luck or would be a first.

    Returns
    -------
    str
        One item a line.

    Raises
    ------
    LawstatsError
        When the style is neither.

    Examples
    --------
    >>> import pandas as pd
    >>> row = {"kind": "claim", "action": "每季度复查已签合同", "name": "合同先审后签率", "measure": "%",
    ...        "base_year": 2024, "baseline": 80.0, "baseline_low": 80.0, "baseline_high": 80.0, "comparison": ">=",
    ...        "target": 100.0, "deadline": "2025年12月底前", "reason": "", "detect_fall": float("nan"),
    ...        "reachable": None, "best": 80.0, "best_year": 2024}
    >>> improvements_block(pd.DataFrame([row]), style="terse")
    '1．每季度复查已签合同，合同先审后签率由80%到100%，2025年12月底前（责任单位：　　　　）。'
    """
    _check(style)
    if not len(proposals):
        return "本年度没有据以提出改进的发现，下一年度先逐项登记台账。"
    rows = [{str(key): value for key, value in row.items()} for row in proposals.to_dict("records")]
    return "\n".join(_numbered([_improvement(row, style) for row in rows], style))


def open_questions_block(tested: pd.DataFrame, *, style: str = "full", library: Library | None = None) -> str:
    """List the shortcomings the report states that its figures neither support nor refute, with what would settle each.

    A working note for whoever drafts, not for the report.

    Parameters
    ----------
    tested : DataFrame
        What `test_claims` returned.
    style, library
        As in `shortcomings_block`.

    Returns
    -------
    str
        One item a line; "" when every stated shortcoming could be judged.
    """
    _check(style)
    undecided = tested[tested["stated"] & (tested["verdict"] == "证据不足")]
    rows = [{str(key): value for key, value in row.items()} for row in undecided.to_dict("records")]
    lines = [claim_sentence(row, style=style, library=library) for row in rows]
    return "\n".join(_numbered([line.rstrip("。") for line in lines], style))


def _claim(row: dict[str, Any], style: str, library: Library | None) -> str:
    facts = claim_facts(row, style=style, library=library)
    mark = "【待核对】" if row["verdict"] == "矛盾" else ""
    if style == "terse" or mark:
        return f"{mark}{row['name']}：{facts}"
    return f"{row['name']}。{facts}{_CAUSE}"


def _change(row: dict[str, Any], style: str) -> str:
    return comparison_sentence(row).rstrip("。") + (_CAUSE if style == "full" else "")


def _promises(rows: list[dict[str, Any]], style: str) -> str:
    year = int(rows[0]["year"])
    asked = [target_words(row["target"], str(row["comparison"]), str(row["measure"])) for row in rows]
    listed = [f"{row['name']}{_reached(row)}（目标{words}）" for row, words in zip(rows, asked, strict=True)]
    head = f"{year}年提出的安排有{len(rows)}项没有全部兑现"
    text = f"{head}：{'；'.join(listed)}"
    return text + (_CAUSE if style == "full" else "")


def _reached(row: dict[str, Any]) -> str:
    low, high, measure = row["done_low"], row["done_high"], str(row["measure"])
    if low == high:
        return amount(low, measure)
    return f"{amount(low, measure if measure == '%' else '')}至{amount(high, measure)}"


def _good_year(tested: pd.DataFrame | None, left_out: int) -> str:
    if left_out:
        return f"本年度对照常见不足逐项核对，未发现超出偶然波动的不足；另有{left_out}项把握不足，没有写入。"
    if tested is None:
        return "本年度对照常见不足逐项核对，未发现有数据支持的不足。"
    judged = int((tested["verdict"] == "不支持").sum())
    undecided = int((tested["verdict"] == "证据不足").sum())
    if not judged:
        return f"本年度对照常见不足{len(tested)}项逐项核对，数据都不足以判断，不等于没有不足。"
    text = f"本年度对照常见不足{len(tested)}项逐项核对，{judged}项有数据可以判断，未发现有数据支持的不足"
    return f"{text}；{undecided}项数据不足，不能判断，不等于没有不足。" if undecided else f"{text}。"


def _improvement(row: dict[str, Any], style: str) -> str:
    name, measure = str(row["name"]), str(row["measure"])
    base = _baseline(row, measure)
    target = "" if math.isnan(row["target"]) else target_words(row["target"], str(row["comparison"]), measure)
    action = str(row["action"]) or f"{name}恢复到上年水平"
    if row["kind"] == "commitment":
        action = f"继续落实上年没有完成的“{action}”"
    if style == "terse":
        aim = f"由{base}到{target or '全部'}" if base else f"达到{target or '全部'}"
        return f"{action}，{name}{aim}，{row['deadline']}（{_UNIT}）"
    since = f"{int(row['base_year'])}年{base}" if base else "尚无，自下一年度起登记"
    parts = [f"指标：{name}", f"基线：{since}", f"目标：{target or '全部'}", f"期限：{row['deadline']}", _UNIT]
    return f"{action}。{'；'.join(parts)}{_remark(row, measure)}"


def _baseline(row: dict[str, Any], measure: str) -> str:
    low, high = row["baseline_low"], row["baseline_high"]
    if math.isnan(low):
        return ""
    if low == high:
        return amount(low, measure)
    if math.isinf(high):
        return f"{amount(low, measure)}以上"
    return f"{amount(low, measure if measure == '%' else '')}至{amount(high, measure)}"


def _remark(row: dict[str, Any], measure: str) -> str:
    remarks = []
    if row["reason"] == "inside_chance":
        words = "目标与基线之差在偶然波动范围内，达到与否都不能说明工作有无改进"
        if not math.isnan(row["detect_fall"]) and row["comparison"] == "<=":
            words += f"，降到{plain(row['detect_fall'])}{measure}以下才能与偶然波动区分"
        remarks.append(words)
    if row["reachable"] is False:
        remarks.append(f"有记录以来最好为{int(row['best_year'])}年{amount(row['best'], measure)}，请核实目标能否达到")
    return f"（注：{'；'.join(remarks)}）" if remarks else ""


def _numbered(items: Iterable[str], style: str) -> list[str]:
    """Put （一）（二） before items in full style, 1．2． in terse; each ends in one full stop."""
    found = []
    for number, item in enumerate(items, start=1):
        head = f"（{_chinese(number)}）" if style == "full" else f"{number}．"
        found.append(f"{head}{item.rstrip('。')}。")
    return found


def _chinese(number: int) -> str:
    """Write a number below 100 in Chinese numerals."""
    tens, ones = divmod(number, 10)
    if tens == 0:
        return _DIGITS[ones]
    return f"{_DIGITS[tens] if tens > 1 else ''}十{_DIGITS[ones] if ones else ''}"


def _check(style: str) -> None:
    if style not in STYLES:
        raise LawstatsError(f"没有“{style}”这种写法", "style 只能是 full（详写）或 terse（略写）")
