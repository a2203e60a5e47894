"""The check of a draft on the screen: what to mend first, then what agrees, then what was not checked."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from lawstats.telling.cells import cell_width

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

__all__ = ["CHECK_NAMES", "list_checks"]

#: Columns of a check, as a reader knows them.
CHECK_NAMES = {
    "verdict": "结论",
    "words": "原文",
    "sentence": "所在句",
    "place": "位置",
    "kind": "类别",
    "name": "指标",
    "indicator": "指标代码",
    "says": "稿中说的是",
    "record": "记录",
    "source": "出处",
    "note": "说明",
    "start": "起始字位",
    "end": "结束字位",
}
_WIDTH = 100
_MEND = ("不一致", "表述过强")
_AGREE = ("一致", "四舍五入内一致")
_OPEN = "无记录可核"
_ORDER = (*_MEND, *reversed(_AGREE), _OPEN)


def list_checks(checks: pd.DataFrame, title: str = "", *, width: int = _WIDTH) -> str:
    """Lay a check out as text.

    Parameters
    ----------
    checks : DataFrame
        As by `lawstats.drafts.check_draft`.
    title : str
        The draft's name.
    width : int
        How many half-width columns a line may have; a Chinese sign takes two.

    Returns
    -------
    str
        Three parts: what contradicts or claims too much, each with its sentence, the record and where that stands; what
        agrees, a line each; what was not checked, by reason. Nothing of the check is left out.

    Examples
    --------
    >>> import pandas as pd
    >>> row = {"verdict": "无记录可核", "words": "560户", "note": "没有认出是哪项指标"}
    >>> print(list_checks(pd.DataFrame([row]), "草稿.docx"))
    草稿.docx：核对1处，无记录可核1处
    没有核对的（请自己核对）：
      没有认出是哪项指标（1处）：560户
    """
    rows = checks.to_dict("records")
    counts = Counter(str(row["verdict"]) for row in rows)
    found = "，".join(f"{verdict}{counts[verdict]}处" for verdict in _ORDER if counts[verdict])
    name = f"{title}：" if title else ""
    lines = list(_wrapped(f"{name}核对{len(rows)}处，{found}" if rows else f"{name}草稿里没有数字", "", width))
    own = checks.attrs.get("left_out", [])
    if own:
        lines += _wrapped(f"记录里有取自这份稿子本身的数（{'、'.join(own)}），没有拿来核对它自己。", "", width)
    parts = (
        ("要改的：", _to_mend([row for row in rows if row["verdict"] in _MEND], width)),
        ("相符的：", _agreeing([row for row in rows if row["verdict"] in _AGREE], width)),
        ("没有核对的（请自己核对）：", _unchecked([row for row in rows if row["verdict"] == _OPEN], width)),
    )
    for heading, body in parts:
        inside = list(body)
        lines += [heading, *inside] if inside else []
    return "\n".join(lines)


def _to_mend(rows: list[dict[Any, Any]], width: int) -> Iterator[str]:
    last = ""
    for number, row in enumerate(sorted(rows, key=lambda row: _ORDER.index(row["verdict"])), start=1):
        yield from _wrapped(f"{number}. 【{row['verdict']}】{row['words']}（{row['place']}）", "  ", width)
        if row["sentence"] != last:
            yield from _wrapped(f"原句：{row['sentence']}", "     ", width, hang=6)
        last = row["sentence"]
        for label, words in (("说明", row["note"]), ("记录", _figures(row)), ("出处", row["source"])):
            if words:
                yield from _wrapped(f"{label}：{words}", "     ", width, hang=6)


def _figures(row: dict[Any, Any]) -> str:
    """Give the record without the sources, which have a line of their own."""
    words = str(row["record"])
    for source in row["source"].split("；"):
        words = words.replace(f"（{source.split('，')[0]}）", "")
    return words


def _agreeing(rows: list[dict[Any, Any]], width: int) -> Iterator[str]:
    """One line each: the words, then the record; notes on a line of their own."""
    column = min(max((cell_width(row["words"]) for row in rows), default=0), width // 4)
    for row in rows:
        mark = "" if row["verdict"] == "一致" else "（四舍五入）"
        words = row["words"] + " " * max(0, column - cell_width(row["words"]))
        told = "；".join(filter(None, (_figures(row), row["note"], row["source"])))
        yield from _wrapped(f"{words}  {mark}{told}", "  ", width, hang=column + 2)


def _unchecked(rows: list[dict[Any, Any]], width: int) -> Iterator[str]:
    reasons: dict[str, list[str]] = {}
    for row in rows:
        reasons.setdefault(row["note"], []).append(row["words"])
    for reason, words in reasons.items():
        yield from _wrapped(f"{reason}（{len(words)}处）：{'、'.join(words)}", "  ", width, hang=2)


def _wrapped(words: str, indent: str, width: int, *, hang: int = 0) -> Iterator[str]:
    """Break a line where the screen ends; nothing begins with a mark that closes."""
    line, used, room = "", 0, width - len(indent)
    for sign in " ".join(words.splitlines()):
        wide = cell_width(sign)
        if used + wide > room and sign not in "，。；：、）】”":
            yield (indent + line).rstrip()
            line, used = " " * hang, hang
        line, used = line + sign, used + wide
    yield (indent + line).rstrip()
