"""Communities of one office: cases per 1 000 households, in the order given; never a league table."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd
from matplotlib.patheffects import withStroke

from lawstats.errors import LawstatsError
from lawstats.judging.rates import poisson_ci
from lawstats.reading.privacy import suppress_small
from lawstats.telling.charts.frame import axes_width
from lawstats.telling.charts.key import judgement_key
from lawstats.telling.charts.rows import end_words, lying_mark, need_columns, row_axes, zero_axis
from lawstats.telling.style import COLOURS, MUTED, format_number, house_style
from lawstats.telling.typeset import wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

__all__ = ["communities"]

_SMALL = 5  # counts below are not printed where the public may read them
_WORDS = {
    "zh": {
        "count": "（{}件）",
        "no_households": "户数缺",
        "unit": "每{}户件数",
        "far": "超出偶然波动（99.8%界限之外）",
        "common": "虚线：合计{}",
        "interval": "横线：95%区间",
        "small": f"<{_SMALL}：1至{_SMALL - 1}件；…：防推算一并遮住",
    },
    "en": {
        "count": " ({})",
        "no_households": "no households",
        "unit": "cases per {} households",
        "far": "beyond chance (outside the 99.8 % limits)",
        "common": "dashed: all together {}",
        "interval": "lines: 95 % intervals",
        "small": f"<{_SMALL}: 1 to {_SMALL - 1}; …: hidden so that no total gives them away",
    },
}


@dataclass(frozen=True, slots=True)
class _Row:
    """One community: how many cases are shown ('12', '<5', '…', 缺) and where its mark goes, NaN for none."""

    words: str
    rate: float
    ends: tuple[float, float]
    reading: tuple[float, float] | None

    @property
    def tip(self) -> float:
        places = (self.rate, *self.ends, *(self.reading or ()))
        return max((place for place in places if math.isfinite(place)), default=0.0)


def communities(
    table: pd.DataFrame,
    *,
    per: int = 1000,
    public: bool = False,
    flags: Sequence[str] = (),
    ax: Axes | None = None,
    width: str = "full",
    language: str = "zh",
) -> Axes:
    """Draw cases per 1 000 households of each community, with exact intervals and the rate of all together.

    Parameters
    ----------
    table : DataFrame
        Columns community, count and households, a row a community. Sort it by name or size: sorted by rate it reads as
        a ranking, which small counts cannot carry. A missing count is printed 缺, a zero is a hollow dot.
    per : int
        Rates are per so many households.
    public : bool
        Hide counts of 1 to 4, and any other that would give one of them away by subtraction
        (`lawstats.reading.privacy.suppress_small`). A hidden count has no dot, for it could be measured off the
        picture: "<5" is a broad bar over all that 1 to 4 cases would be, "…" has words only.
    flags : sequence of str, optional
        A flag a row, of `lawstats.judging.units.funnel_limits`: communities beyond the outer 99.8 % line are coloured
        as change, for high is neither good nor bad, unless their count is hidden.
    ax : Axes, optional
        Where to draw; by default a new figure tall enough for the rows.
    width : {"full", "half"}
        Width of the new figure.
    language : {"zh", "en"}
        Language of numbers and marks.

    Returns
    -------
    Axes
        Rows in the table's order, intervals by Garwood (1936). The dashed line is the rate of the rows that have both
        figures.

    Raises
    ------
    LawstatsError
        If a column is missing, a count is negative or no whole number, or households are not above 0.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"community": ["甲社区", "乙社区"], "count": [12, 30], "households": [3000, 5000]})
    >>> [text.get_text() for text in communities(table).texts]
    ['4.0（12件）', '6.0（30件）']
    """
    need_columns(table, ["community", "count", "households"])
    names = [str(name) for name in table["community"]]
    counts = [float(count) for count in table["count"]]
    households = [float(number) for number in table["households"]]
    _check(names, counts, households)
    shown = _shown(counts, households, public)
    rows = [_row(*numbers, per, language) for numbers in zip(counts, households, shown, strict=True)]
    both = [(c, h) for c, h in zip(counts, households, strict=True) if not math.isnan(c + h)]
    common = per * sum(c for c, _ in both) / sum(h for _, h in both) if both else math.nan
    ax = row_axes(names, ax, width=width, extra_cm=2.0 if len(flags) else 1.5)
    with house_style():
        # The axis must reach the line too, however few the rows beside it.
        zero_axis(
            ax,
            [*(row.tip for row in rows), 0.0 if math.isnan(common) else common],
            [*(row.words for row in rows), ""],
            language,
        )
        if not math.isnan(common):
            ax.axvline(common, color=MUTED, lw=0.9, ls=(0, (4, 3)), zorder=1)
        colours: list[str] = []
        for place, row in enumerate(rows):
            far = len(flags) > 0 and str(flags[place]).endswith("_998") and not math.isnan(row.rate)
            ink = COLOURS["change" if far else "ink"]
            colours.append(ink)
            lying_mark(ax, place, row.rate, row.ends, reading=row.reading, colour=ink, filled=row.rate != 0)
            known = row.tip > 0 or row.rate == 0
            end_words(ax, place, row.tip, row.words, colour=COLOURS["ink"] if known else MUTED)
        judgement_key(ax, colours, language, {"change": _WORDS[language]["far"]})
        for text in ax.texts:  # a number may stand on the dashed line
            text.set_path_effects([withStroke(linewidth=2.5, foreground="white")])
        note = _note(
            common,
            per,
            any(str(word) != f"{count:g}" for word, count in zip(shown, counts, strict=True) if not math.isnan(count)),
            language,
        )
        ax.set_xlabel("\n".join(wrap(note, axes_width(ax), 8.5)), size=8.5, color=MUTED, linespacing=1.3)
    return ax


def _check(names: list[str], counts: list[float], households: list[float]) -> None:
    for name, count, number in zip(names, counts, households, strict=True):
        if count < 0 or (not math.isnan(count) and count % 1):
            raise LawstatsError(f"{name}的件数是{count:g}", "件数须是不小于0的整数；没有记录请留空")
        if number <= 0:
            raise LawstatsError(f"{name}的户数是{number:g}", "户数须大于0；不知道请留空")


def _shown(counts: list[float], households: list[float], public: bool) -> list[str]:
    """Say each count as it may be printed: the number, '<5', '…' or an empty text where there is none.

    The dashed line gives away the sum of the rows that have both figures, so these are guarded by themselves as well.
    """
    if not public:
        return ["" if math.isnan(count) else f"{count:g}" for count in counts]
    whole = pd.Series(counts, dtype="float64")
    cells = suppress_small(whole, _SMALL)
    drawn = suppress_small(whole.where(pd.Series(households, dtype="float64").notna()), _SMALL)
    cells = cells.where(drawn.astype("str") != "…", drawn)
    return [
        "" if math.isnan(count) else cell if isinstance(cell, str) else f"{cell:g}"
        for cell, count in zip(cells, counts, strict=True)
    ]


def _row(count: float, households: float, shown: str, per: int, language: str) -> _Row:
    words = _WORDS[language]
    nothing = (math.nan, math.nan)
    if not shown:
        return _Row(format_number(math.nan, language), math.nan, nothing, None)
    hidden = shown.startswith(("<", "…"))
    number = shown if hidden else format_number(count, language)
    if math.isnan(households):
        return _Row(words["no_households"] + words["count"].format(number), math.nan, nothing, None)
    if hidden:
        bar = (per / households, (_SMALL - 1) * per / households) if shown[0] == "<" else None
        return _Row(words["count"].format(number).strip("（）() "), math.nan, nothing, bar)
    exact = poisson_ci(count, households / per)
    rate = count * per / households
    return _Row(
        _rate_words(rate, language) + words["count"].format(number),
        rate,
        (float(exact.ci_low), float(exact.ci_high)),
        None,
    )


def _rate_words(rate: float, language: str) -> str:
    """Print a rate to one decimal, finer below 1, whole from 100 on."""
    if rate >= 100 or rate == 0:
        return format_number(round(rate), language)
    return f"{rate:.1f}" if rate >= 1 else f"{rate:.2g}"


def _note(common: float, per: int, hiding: bool, language: str) -> str:
    words = _WORDS[language]
    parts = [words["unit"].format(f"{per:g}")]
    if not math.isnan(common):
        parts += [words["common"].format(_rate_words(common, language))]
        parts += [words["interval"]]
    return ("　" if language == "zh" else "; ").join([*parts, *([words["small"]] if hiding else [])])
