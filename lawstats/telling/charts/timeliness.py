"""How long cases take: the share resolved within so many days, with cases still open counted for what they are."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.ticker import FixedLocator, FuncFormatter, MultipleLocator
from scipy import stats

from lawstats.errors import LawstatsError
from lawstats.telling.charts.frame import axes_width, say_nothing
from lawstats.telling.charts.labels import Label, place_labels
from lawstats.telling.charts.rows import need_columns
from lawstats.telling.style import COLOURS, MUTED, house_style, new_figure, number_axis
from lawstats.telling.typeset import text_width, wrap

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from numpy.typing import NDArray

    _Numbers = NDArray[np.float64]

__all__ = ["share_within", "timeliness", "waiting_times"]

_MARKS = (30, 60, 90)  # days: the deadlines of mediation and of judicial confirmation come in thirties
_Z = float(stats.norm.ppf(0.975))
_WORDS = {
    "zh": {
        "none": "没有可画的办结天数",
        "days": "登记后天数",
        "share": "累计办结比例（未结的按已等待天数估计）",
        "all": "共{n}件",
        "open": "未结{open}件（竖短线，最长{longest}天）",
        "no_open": "未结0件",
        "undated": "另有{undated}件日期缺失或颠倒，未计入",
        "mark": "{day}日内{share}",
        "gap": "　",
    },
    "en": {
        "none": "No days to resolution to draw",
        "days": "days since received",
        "share": "share resolved (estimated)",
        "all": "{n} cases",
        "open": "{open} still open (ticks, longest {longest} days)",
        "no_open": "none open",
        "undated": "{undated} more with dates missing or reversed, left out",
        "mark": "{share} in {day} days",
        "gap": "; ",
    },
}


@dataclass(frozen=True, slots=True)
class _Curve:
    """A cumulative curve: from each day on, the share resolved and its interval (NaN where there is none)."""

    day: _Numbers
    share: _Numbers
    low: _Numbers
    high: _Numbers

    def at(self, day: float) -> float:
        """Share resolved within a day, NaN beyond the last day anyone was watched unless all are resolved."""
        if day > self.day[-1] and self.share[-1] < 1:
            return math.nan
        return float(self.share[np.searchsorted(self.day, day, side="right") - 1])


def waiting_times(cases: pd.DataFrame, start: str, until: str | pd.Timestamp) -> pd.DataFrame:
    """Count the days each case took, or has been open for, as seen on one day.

    Parameters
    ----------
    cases : DataFrame
        Cases of a ledger with `ended_date`, and `ended_undated` where some ended on an unknown day.
    start : str
        Column of the day a case came in, e.g. ``"accepted_date"``.
    until : date
        The day of the count: cases that came later are left out, those that ended later are still open.

    Returns
    -------
    DataFrame
        Columns `days` (NaN where a date is missing or the end lies before the start) and `open`, one row
        a case, as `timeliness` takes them.

    Raises
    ------
    LawstatsError
        If a column is missing.

    Examples
    --------
    >>> import pandas as pd
    >>> days = pd.to_datetime(["2024-03-01", "2024-12-01"]), pd.to_datetime(["2024-03-11", None])
    >>> cases = pd.DataFrame({"accepted_date": days[0], "ended_date": days[1]})
    >>> waiting_times(cases, "accepted_date", "2024-12-31").values.tolist()
    [[10.0, False], [30.0, True]]
    """
    need_columns(cases, [start, "ended_date"])
    day = pd.Timestamp(until)
    seen = cases[~(cases[start] > day)]
    ended = seen["ended_date"] <= day
    undated = seen["ended_undated"] if "ended_undated" in seen else pd.Series(data=False, index=seen.index)
    last = seen["ended_date"].where(ended, day).mask(undated & ~ended)
    days = (last - seen[start]).dt.days.astype("float64")
    return pd.DataFrame({"days": days.mask(days < 0), "open": ~ended & ~undated})


def timeliness(table: pd.DataFrame, *, ax: Axes | None = None, language: str = "zh") -> Axes:
    """Draw the share of cases resolved within so many days, cases still open censored.

    Leaving open cases out would keep only the quick ones of the last months; counting them as slow would invent an end.

    Parameters
    ----------
    table : DataFrame
        Columns days (to resolution, or so far) and open (still so), one row a case; see `waiting_times`.
    ax : Axes, optional
        Where to draw; a new full-width figure by default.
    language : {"zh", "en"}
        Language of numbers and marks.

    Returns
    -------
    Axes
        One minus the estimate of Kaplan and Meier (1958) as a step, its 95 % band on the log-log scale (Kalbfleisch
        and Prentice 1980), a tick for each day at which open cases stand, the shares at 30, 60 and 90 days.
        The number of cases, of open ones and of those without dates stand below; the curve ends where nobody was
        watched any longer.

    Raises
    ------
    LawstatsError
        If a column is missing or a number of days negative.

    Examples
    --------
    >>> import pandas as pd
    >>> ax = timeliness(pd.DataFrame({"days": [5, 12, 40, 50], "open": [False, False, False, True]}))
    >>> ax.get_xlabel().splitlines()[1], ax.texts[0].get_text()
    ('共4件　未结1件（竖短线，最长50天）', '30日内50%')
    """
    need_columns(table, ["days", "open"])
    words = _WORDS[language]
    days = table["days"].astype("float64")
    if (days < 0).any():
        raise LawstatsError(f"办结天数里有负数（{days.min():g}）", "办结日期早于受理日期，请核对台账")
    known = days.notna()
    took, still = np.asarray(days[known], dtype=np.float64), table.loc[known, "open"].astype(bool).to_numpy()
    if ax is None:
        _, ax = new_figure()
    with house_style():
        said = words["gap"].join(_counts(took, still, int((~known).sum()), language))
        if not len(took):
            lines = wrap(said, axes_width(ax) - 10, 10.5)
            say_nothing(ax, language).texts[-1].set_text("\n".join([words["none"], *lines]))
        else:
            curve = _estimate(took, still)
            _open_axes(ax, float(took[~still].max(initial=0)), language)
            ends = np.append(curve.day, max(took.max(), curve.day[-1]))
            ax.fill_between(curve.day, curve.low, curve.high, step="post", color=COLOURS["ink"], alpha=0.12, lw=0)
            ax.step(ends, np.append(curve.share, curve.share[-1]), where="post", color=COLOURS["ink"], label="line")
            ax.set_xlabel(
                "\n".join([words["days"], *wrap(said, axes_width(ax), 8.5)]), size=8.5, color=MUTED, linespacing=1.3
            )
            _mark_open(ax, curve, np.unique(took[still]))
            _label_marks(ax, curve, language)
    return ax


def share_within(table: pd.DataFrame, day: float) -> float:
    """Give the share resolved within so many days, as the curve of `timeliness` shows it; NaN where it has ended.

    Examples
    --------
    >>> import pandas as pd
    >>> share_within(pd.DataFrame({"days": [5, 12, 40, 50], "open": [False, False, False, True]}), 30)
    0.5
    """
    need_columns(table, ["days", "open"])
    known = table["days"].notna()
    if not known.any():
        return math.nan
    took = np.asarray(table.loc[known, "days"], dtype=np.float64)
    return _estimate(took, table.loc[known, "open"].astype(bool).to_numpy()).at(day)


def _counts(took: _Numbers, still: NDArray[np.bool_], undated: int, language: str) -> list[str]:
    words = _WORDS[language]
    longest = f"{took[still].max(initial=0):.0f}"
    told = words["open" if still.any() else "no_open"].format(open=int(still.sum()), longest=longest)
    parts = [words["all"].format(n=len(took)), told]
    return [*parts, *([words["undated"].format(undated=undated)] if undated else [])]


def _estimate(took: _Numbers, still: NDArray[np.bool_]) -> _Curve:
    """Estimate by `scipy.stats.ecdf`; its own band warns where Greenwood's variance does not exist, so that is here."""
    waiting = stats.ecdf(stats.CensoredData(uncensored=took[~still], right=took[still])).sf
    day, left = waiting.quantiles, waiting.probabilities
    at_risk = np.array([(took >= moment).sum() for moment in day])
    ended = np.array([(took[~still] == moment).sum() for moment in day])
    inside = (left > 0) & (left < 1)
    variance = np.cumsum(np.where(at_risk > ended, ended / (at_risk * np.maximum(at_risk - ended, 1)), 0.0))
    log = np.log(np.where(inside, left, 0.5))
    spread = np.exp(_Z * np.sqrt(variance) / np.abs(log))
    low = np.where(inside, 1 - np.exp(log / spread), np.nan)
    high = np.where(inside, 1 - np.exp(log * spread), np.nan)
    if day[0] > 0:
        day, left, low, high = (
            np.insert(part, 0, first) for part, first in ((day, 0.0), (left, 1.0), (low, np.nan), (high, np.nan))
        )
    return _Curve(day, 1 - left, low, high)


def _open_axes(ax: Axes, longest: float, language: str) -> None:
    words = _WORDS[language]
    right = max(longest * 1.04, _MARKS[-1] * 1.08)
    ax.set_xlim(0, right)
    ax.set_ylim(0, 1.04)
    ax.yaxis.set_major_locator(FixedLocator([0, 0.25, 0.5, 0.75, 1]))
    ax.yaxis.set_major_formatter(FuncFormatter(lambda share, _: f"{share:.0%}"))
    number_axis(ax.xaxis, language)
    ax.set_title(words["share"], loc="left", color=MUTED, size=8.5, pad=4)
    room = (text_width(f"{right:.0f}", 9) + 8) * right / axes_width(ax)
    ax.xaxis.set_major_locator(MultipleLocator(next((s for s in (30, 60, 90, 180, 360, 720) if s >= room), 1800)))
    ax.grid(axis="y")
    sns.despine(ax=ax, left=True)


def _mark_open(ax: Axes, curve: _Curve, waiting: _Numbers) -> None:
    """Tick the curve at every day an open case has reached; one old case would squeeze all others, so it runs off."""
    edge = ax.get_xlim()[1]
    heights = [curve.at(day) for day in waiting]
    ax.plot(waiting, heights, "|", ms=7, mew=1.1, color=COLOURS["ink"], label="open", zorder=4)
    if len(waiting) and waiting[-1] > edge:
        ax.plot(edge, heights[-1], ">", ms=5, color=COLOURS["ink"], clip_on=False, label="beyond", zorder=4)


def _label_marks(ax: Axes, curve: _Curve, language: str) -> None:
    """Ring the curve at 30, 60 and 90 days and say how much was resolved by then."""
    labels = []
    dotted: list[tuple[float, float]] = []
    for day in _MARKS:
        share = curve.at(day)
        if math.isnan(share) or day > ax.get_xlim()[1]:
            continue
        ax.axvline(day, ymax=share / ax.get_ylim()[1], color=MUTED, lw=0.7, ls=(0, (2, 2)), zorder=1)
        ax.plot(day, share, "o", ms=5, mfc="white", mec=COLOURS["ink"], mew=1.2, zorder=5)
        words = _WORDS[language]["mark"].format(day=day, share=f"{share:.0%}")
        labels.append(Label(day, share, words, share, share, size=8.5))
        dotted += [(math.nan, math.nan), (day, 0.0), (day, share)]
    before = [0.0, *curve.share[:-1].tolist()]
    steps = [point for x, y, was in zip(curve.day, curve.share, before, strict=True) for point in ((x, was), (x, y))]
    steps.append((ax.get_xlim()[1], float(curve.share[-1])))
    place_labels(ax, labels, [*steps, *dotted])
