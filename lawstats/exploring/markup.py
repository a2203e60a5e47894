"""Verdicts, tables and notices as plain HTML: no script of ours but the copy button, nothing from any network."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import pandas as pd

from lawstats.indicators import load_vocabulary
from lawstats.telling.notebook import list_records, list_rows
from lawstats.telling.style import COLOURS, HAIR, MUTED, colour_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lawstats.telling.series import ToldSeries

__all__ = ["STYLE", "badges", "copy_button", "notice", "problems_table", "sources_table"]

_MEANT = {
    COLOURS["better"]: "向好",
    COLOURS["worse"]: "向差",
    COLOURS["change"]: "有变化，不分好坏",
    COLOURS["chance"]: "不能断定有变化",
}
_UNTESTED = {
    "planned": "场次由单位安排，只列数字",
    "stock": "实有数，变化本身就是事实",
    "bulk": "成批发生，只列数字",
    "unknown_kind": "词表以外的指标，只列数字",
}
_LINES = 60

STYLE = f"""<style>
.ls-panel {{font-size:14px; color:{COLOURS["ink"]}}}
.ls-panel .ls-head {{font-size:17px; font-weight:700; padding:2px 0 6px; border-bottom:2px solid {COLOURS["ink"]};
  margin-bottom:10px; line-height:1.5}}
.ls-panel .ls-head small {{font-size:13px; font-weight:400; color:{MUTED}; margin-left:10px}}
.ls-panel .ls-label {{font-size:13px; font-weight:700; color:{COLOURS["ink"]}; line-height:1.6; padding-top:6px}}
.ls-panel .ls-badge {{display:inline-block; color:#fff; border-radius:14px; padding:3px 14px; font-weight:700;
  font-size:15px; line-height:1.5; margin-right:8px; white-space:nowrap}}
.ls-panel .ls-of {{color:{MUTED}; font-size:13px; margin-right:8px}}
.ls-panel .ls-line {{line-height:2.3}}
.ls-panel .ls-notice {{border-left:4px solid {COLOURS["worse"]}; background:#FFF6EA; padding:8px 12px; line-height:1.6}}
.ls-panel .ls-done {{border-left:4px solid {COLOURS["better"]}; background:#EFF6FC; padding:8px 12px; line-height:1.6;
  word-break:break-all}}
.ls-panel .ls-table {{overflow-x:auto; max-height:440px; overflow-y:auto}}
.ls-panel table {{border-collapse:collapse; font-size:13px; line-height:1.5; width:100%}}
.ls-panel th {{border-bottom:2px solid {COLOURS["ink"]}; padding:4px 10px 4px 0; white-space:nowrap; text-align:left}}
.ls-panel td {{border-bottom:1px solid {HAIR}; padding:4px 10px 4px 0; vertical-align:top; text-align:left}}
.ls-panel td:nth-child(-n+3) {{white-space:nowrap}}
.ls-panel td:last-child {{min-width:130px}}
.ls-panel .ls-small {{color:{MUTED}; font-size:12.5px; line-height:1.6}}
.ls-panel .ls-copy {{cursor:pointer; border:1px solid {COLOURS["ink"]}; background:#fff; color:{COLOURS["ink"]};
  border-radius:3px; padding:4px 14px; font-size:13px}}
.ls-panel textarea {{font-size:14px; line-height:1.7; font-family:inherit}}
.ls-panel select[size] {{font-size:13px; line-height:1.6}}
</style>"""


def badges(told: ToldSeries) -> str:
    """Show the verdicts as coloured badges; the word says what the colour says, and a second word whether it is good.

    Examples
    --------
    >>> from lawstats.exploring.markup import _badge
    >>> "明显下降" in _badge("明显下降", "lower", "") and "向好" in _badge("明显下降", "lower", "")
    True
    """
    entry = load_vocabulary().get(told.choice.indicator)
    direction = entry.good_direction if entry else "neutral"
    row = told.compared
    lines = [_line(_against(told), told.verdict, direction, _UNTESTED.get(str(row["reason"]), ""))]
    for stretch in told.trends.to_dict("records") if len(told.plotted["year"].unique()) > 1 else []:
        if stretch["verdict"] == told.verdict == "不作检验":
            continue
        span = f"{stretch['first_year']}—{stretch['last_year']}年走势" if stretch["k"] > 1 else "走势"
        lines.append(_line(span, str(stretch["verdict"]), direction, _UNTESTED.get(str(stretch["reason"]), "")))
    return "".join(lines)


def _against(told: ToldSeries) -> str:
    row = told.compared
    if int(row["base_count"]) > 1:
        return f"{row['year']}年比此前{row['base_count']}年"
    return f"{row['year']}年" if pd.isna(row["base_year"]) else f"{row['year']}年比{row['base_year']}年"


def _line(of: str, verdict: str, direction: str, why: str) -> str:
    return f'<div class="ls-line"><span class="ls-of">{escape(of)}</span>{_badge(verdict, direction, why)}</div>'


def _badge(verdict: str, direction: str, why: str) -> str:
    colour = colour_of(verdict, direction)
    meant = why or ("" if verdict in ("数据不足", "年份不足") else _MEANT[colour])
    badge = f'<span class="ls-badge" style="background:{colour}">{escape(verdict)}</span>'
    return badge + (f'<span class="ls-of">{escape(meant)}</span>' if meant else "")


def sources_table(told: ToldSeries) -> str:
    """List the figures behind the picture: how each was worded, of which period, from which file and place.

    Figures of what the counts are divided by stand after them.
    """
    columns = ["year", "words", "period", "source", "place", "evidence"]
    if told.choice.exposure:
        columns = ["name", *columns]
    listing = list_records(told.sources, columns, top=_LINES)
    note = f'<p class="ls-small">{escape(told.note)}</p>' if told.note else ""
    return f'<div class="ls-table">{listing._repr_html_()}</div>{note}'


def problems_table(problems: pd.DataFrame) -> str:
    """List what could not be read, with what to do about it."""
    headings = {"file": "文件", "place": "位置", "found": "读到什么", "advice": "怎么办"}
    return f'<div class="ls-table">{list_rows(problems, headings, top=_LINES)._repr_html_()}</div>'


def notice(words: str, *, done: bool = False) -> str:
    """Show a sentence that must not be overlooked.

    Examples
    --------
    >>> notice("没有这个文件夹。")
    '<div class="ls-notice">没有这个文件夹。</div>'
    """
    lines = "<br>".join(escape(line) for line in words.splitlines())
    return f'<div class="{"ls-done" if done else "ls-notice"}">{lines}</div>' if words else ""


def copy_button(sentences: Sequence[str]) -> str:
    """Offer to copy the sentences at one press; where the browser forbids it, they stay selectable in their box.

    Examples
    --------
    >>> "信访2024年0件。" in copy_button(["信访2024年0件。"])
    True
    """
    text = escape("\n".join(sentences), quote=True)
    press = "navigator.clipboard.writeText(this.dataset.words).then(()=>{this.textContent='已复制'})"
    return f'<button class="ls-copy" data-words="{text}" onclick="{escape(press, quote=True)}">复制句子</button>'
