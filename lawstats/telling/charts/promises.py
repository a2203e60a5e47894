"""Promises of the last report against what was done: each on its own scale, the target at 100 %."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from matplotlib.ticker import MultipleLocator

from lawstats.telling.charts.key import judgement_key
from lawstats.telling.charts.rows import lying_mark, need_columns, row_axes
from lawstats.telling.style import COLOURS, MUTED, format_number, house_style

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

__all__ = ["commitments"]

_PAST = 2.0  # work done far beyond its target runs off the page with an arrow
_SIGNS = {">=": "≥", "at_least": "≥", "<=": "≤", "at_most": "≤"}
_WORDS = {
    "zh": {
        "unknown": "待核",
        "kept": "完成",
        "part": "部分完成",
        "broken": "未完成",
        "open": "待定",
        "better": "完成",
        "worse": "没有全部完成",
        "chance": "没有记录，不能判断",
        "target": "目标",
        "done": "完成",
    },
    "en": {
        "unknown": "to check",
        "kept": "kept",
        "part": "partly kept",
        "broken": "not kept",
        "open": "open",
        "better": "kept",
        "worse": "not fully kept",
        "chance": "not on record",
        "target": "target",
        "done": "done",
    },
}


@dataclass(frozen=True, slots=True)
class _Promise:
    """One row: what was promised and how far it got."""

    text: str
    target: float
    comparison: str
    measure: str
    done: float
    low: float
    high: float
    outcome: str = ""

    @property
    def state(self) -> str:
        """Say kept or broken only if that holds for every value an approximate figure admits."""
        if math.isnan(self.done) and math.isnan(self.low):
            return "unknown"
        if math.isnan(self.target):
            return "open"
        if _SIGNS.get(self.comparison) == "≤":
            kept, broken, begun = self.high <= self.target, self.low > self.target, False
        elif self.comparison == "==" and self.target == 0:  # nothing of the kind may happen
            kept, broken, begun = self.high == 0, self.low > 0, False
        else:
            kept, broken, begun = self.low >= self.target, self.high < self.target, self.low > 0
        return "kept" if kept else "open" if not broken else "part" if begun else "broken"

    @property
    def colour(self) -> str:
        return COLOURS[{"kept": "better", "part": "worse", "broken": "worse"}.get(self.state, "chance")]

    def share(self, number: float) -> float:
        """Scale a figure to the target; without a target above 0 there is no scale."""
        return number / self.target if self.target > 0 else math.nan

    def words(self, language: str) -> str:
        said = _WORDS[language]
        parts = [(self.outcome if language == "zh" else "") or said[self.state]]
        if not math.isnan(self.target):
            sign = _SIGNS.get(self.comparison, "")
            parts.append(f"{said['target']}{sign}{format_number(self.target, language)}{self.measure}")
        if not math.isnan(self.done):
            parts.append(f"{said['done']}{format_number(self.done, language)}{self.measure}")
        return "　".join(parts)


def _promise(row: dict[str, object]) -> _Promise:
    def number(key: str, otherwise: float = math.nan) -> float:
        cell = row.get(key)
        known = isinstance(cell, (int, float)) and not math.isnan(cell)
        return float(cell) if known and isinstance(cell, (int, float)) else otherwise

    done = number("done")
    low, high = number("done_low", done), number("done_high", done)
    comparison, measure = str(row.get("comparison") or ""), str(row.get("measure") or "")
    outcome = str(row.get("outcome") or "")
    return _Promise(str(row["text"]), number("target"), comparison, measure, done, low, high, outcome)


def commitments(table: pd.DataFrame, *, ax: Axes | None = None, width: str = "full", language: str = "zh") -> Axes:
    """Draw promises: what was to be done, what was done, and what nobody has recorded yet.

    Parameters
    ----------
    table : DataFrame
        A row a promise: text and target (a yearly number, NaN where the promise has none), and if known comparison
        (">=", "<=" or "=="), measure, done, done_low and done_high. A missing or NaN `done` is 待核: not
        recorded is not the same as not done. A column outcome (of `lawstats.track_commitments`) is printed as it is.
    ax : Axes, optional
        Where to draw; by default a new figure tall enough for the rows.
    width : {"full", "half"}
        Width of the new figure.
    language : {"zh", "en"}
        Language of numbers and marks.

    Returns
    -------
    Axes
        The x axis is the share of the target reached. Kept promises are blue, those not or only partly kept
        orange, open ones grey. Where nothing is on record yet there is no scale, only an empty frame a promise.

    Raises
    ------
    LawstatsError
        If text or target is missing.

    Examples
    --------
    >>> import pandas as pd
    >>> ax = commitments(pd.DataFrame({"text": ["每季度专题学法一次"], "target": [4], "done": [5], "measure": ["次"]}))
    >>> [text.get_text() for text in ax.get_yticklabels()]
    ['每季度专题学法一次']
    """
    need_columns(table, ["text", "target"])
    rows = [_promise({str(key): cell for key, cell in row.items()}) for row in table.to_dict("records")]
    shares = [row.share(row.done) for row in rows]
    known = any(math.isfinite(share) for share in shares)
    ax = row_axes(
        [row.text for row in rows],
        ax,
        width=width,
        words=[row.words(language) for row in rows],
        colours=[row.colour for row in rows],
        extra_cm=1.6 if known else 0.7,
        name_cm=6.2,
    )
    with house_style():
        judgement_key(ax, [row.colour for row in rows], language, _WORDS[language])
        furthest = max((share for share in shares if math.isfinite(share)), default=1.0)
        ax.set_xlim(0, min(max(furthest * 1.08, 1.2), _PAST) if known else 1.02)
        if known:
            ax.xaxis.set_major_locator(MultipleLocator(0.5))
            ax.xaxis.set_major_formatter(lambda share, _: f"{share * 100:.0f}%")
            ax.axvline(1, color=MUTED, lw=0.8, zorder=1)
            ax.grid(axis="x")
            ax.set_xlabel(
                "完成目标的比例" if language == "zh" else "Share of the target reached", size=8.5, color=MUTED
            )
        else:
            ax.xaxis.set_visible(False)
            ax.spines["bottom"].set_visible(False)
        for place, (row, share) in enumerate(zip(rows, shares, strict=True)):
            if row.state == "unknown":
                # An empty frame up to the target: there to be filled, and not a bar of zero.
                ax.barh(place, 1, height=0.4, facecolor="none", edgecolor=MUTED, ls=(0, (2, 2)), lw=0.8)
            elif math.isfinite(share):
                _reached(ax, place, row, share)
    return ax


def _reached(ax: Axes, place: int, row: _Promise, share: float) -> None:
    edge = ax.get_xlim()[1]
    ax.hlines(place, 0, min(share, edge), color=row.colour, lw=3, alpha=0.45, zorder=2)
    if share > edge:
        ax.plot(edge, place, ">", ms=5, color=row.colour, clip_on=False, zorder=4)
    else:
        spread = (row.share(row.low), row.share(row.high))
        lying_mark(ax, place, share, reading=spread, colour=row.colour, filled=share > 0)
