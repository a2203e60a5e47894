"""A series year by year, with all that is not a plain number shown as what it is."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from lawstats.indicators import load_vocabulary
from lawstats.judging.rates import poisson_ci
from lawstats.telling.charts.frame import hatch_missing, open_frame, say_nothing
from lawstats.telling.charts.judged import colour_steps, colour_stretches
from lawstats.telling.charts.labels import Label, place_labels
from lawstats.telling.charts.points import YearPoint, value_text, year_points
from lawstats.telling.style import COLOURS, MUTED, colour_of, house_style, new_figure
from lawstats.telling.typeset import wrap

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd
    from matplotlib.axes import Axes

__all__ = ["year_trend"]

_ALL_LABELLED = 8  # up to so many points every value is printed; beyond, the first, last, highest and lowest
_MARK = 5.0


def year_trend(
    records: pd.DataFrame,
    indicator: str,
    *,
    office: str,
    ax: Axes | None = None,
    breaks: pd.DataFrame | None = None,
    intervals: bool | None = None,
    exposure: Mapping[int, float] | None = None,
    per: float = 1.0,
    unit: str = "",
    verdict: str = "",
    trends: pd.DataFrame | None = None,
    changes: pd.DataFrame | None = None,
    name_trends: bool = True,
    log: bool = False,
    language: str = "zh",
) -> Axes:
    """Draw one indicator of one office over the years.

    A number is a dot; a stated zero a hollow dot on the axis; an approximate count a broad bar over all it admits; two
    sources that disagree two small marks joined by a dotted line; years without a figure a hatched strip marked 缺. The
    line runs only between neighbouring years with one agreed value, and never across a break.

    Parameters
    ----------
    records : DataFrame
        Records; part-year and multi-year rows are left out.
    indicator, office : str
        Which series.
    ax : Axes, optional
        Where to draw; a new full-width figure by default.
    breaks : DataFrame, optional
        Breaks (office, indicator, year, reason): the line is cut before that year and the reason printed.
    intervals : bool, optional
        Draw the exact 95 % Poisson interval of each count (Garwood 1936); by default for indicators of kind "event".
    exposure : mapping of int to float, optional
        What each year's count is divided by (residents, households). A year without one counts as missing.
    per : float
        Rates are printed per so many units of exposure.
    unit : str, optional
        Unit over the axis; by default the measure of the records.
    verdict : str, optional
        Verdict on the last year or the trend: colours the last dot by the indicator's good direction.
    trends : DataFrame, optional
        Verdicts on stretches of years (first_year, last_year, verdict), as `lawstats.trend` gives them: each stretch is
        drawn in its colour with its word beside it.
    changes : DataFrame, optional
        Verdicts on steps (base_year, year, verdict), as `lawstats.compare_years` gives them: each step likewise.
    name_trends : bool
        Print the verdicts of `trends`; not where they stand over the chart already.
    log : bool
        Logarithmic axis instead of one that starts at zero (zeros then have no place and are refused by their absence).
    language : {"zh", "en"}
        Language of numbers and marks.

    Returns
    -------
    Axes
        Titles are for the caller: a chart claims nothing.

    Raises
    ------
    LawstatsError
        If the verdict is not a word of the house.

    Examples
    --------
    >>> from lawstats.records import empty
    >>> ax = year_trend(empty(), "disputes_mediated", office="示例街道")
    >>> [text.get_text() for text in ax.texts]
    ['没有可画的年度数字']
    """
    entry = load_vocabulary().get(indicator)
    points = year_points(records, indicator, office)
    if exposure is not None:
        points = [_rate(point, exposure[point.year], per) for point in points if point.year in exposure]
    if ax is None:
        _, ax = new_figure()
    with house_style():
        if not points:
            return say_nothing(ax, language)
        cuts = _cuts(breaks, indicator, office, points)
        counted = intervals if intervals is not None else entry is not None and entry.kind == "event"
        spans = [_span(point, counted, None if exposure is None else exposure[point.year] / per) for point in points]
        open_frame(
            ax, [point.year for point in points], spans, log=log, headroom=0.34 if cuts else 0.16, language=language
        )
        hatch_missing(ax, points, language)
        path = _line(ax, points, cuts)
        for point, span in zip(points, spans, strict=True):
            _mark(ax, point, span)
        direction = entry.good_direction if entry else "neutral"
        said: list[Label] = []
        if trends is not None:
            stretches = colour_stretches(ax, points, path, trends, direction, language)
            said += stretches if name_trends else []
        if changes is not None:
            said += colour_steps(ax, points, changes, direction, language)
        if verdict and points[-1].single:
            colour = colour_of(verdict, direction)
            ax.plot(points[-1].year, points[-1].value, "o", ms=_MARK + 2, color=colour, zorder=5)
        rows = records[(records["indicator"] == indicator) & (records["office"] == office)]
        ax.set_title(unit or _measure(rows), loc="left", color=MUTED, size=8.5, pad=3)
        roof = ax.get_ylim()[1]
        marks = [(point.year, low, min(high, roof)) for point, (low, high) in zip(points, spans, strict=True)]
        hairlines = [
            corner for cut, _ in cuts for corner in ((math.nan, math.nan), (cut, ax.get_ylim()[0]), (cut, roof))
        ]
        values = _labels(points, spans, language)
        place_labels(ax, [*_break_notes(ax, cuts), *values[:2], *said, *values[2:]], [*path, *hairlines], marks)
    return ax


def _rate(point: YearPoint, exposure: float, per: float) -> YearPoint:
    scale = per / exposure
    value, low, high = (number * scale for number in (point.value, point.low, point.high))
    readings = tuple(_rate(reading, exposure, per) for reading in point.readings)
    return YearPoint(point.year, value, low, high, point.qualifier, readings)


def _span(point: YearPoint, counted: bool, exposure: float | None) -> tuple[float, float]:
    """How far the year reaches: all it admits, and for events what chance adds to both ends."""
    several = point.readings or (point,)
    low, high = min(reading.low for reading in several), max(reading.high for reading in several)
    if counted and not point.readings:
        scale = 1.0 if exposure is None else exposure
        low = float(poisson_ci(round(low * scale), scale).ci_low)
        high = float(poisson_ci(round(high * scale), scale).ci_high) if math.isfinite(high) else high
    return low, high


def _measure(rows: pd.DataFrame) -> str:
    return str(rows["measure"].mode().iloc[0]) if len(rows) else ""


def _line(ax: Axes, points: Sequence[YearPoint], cuts: Sequence[tuple[float, str]]) -> list[tuple[float, float]]:
    path: list[tuple[float, float]] = []
    for before, after in zip([None, *points], points, strict=False):
        beside = before is not None and after.year - before.year == 1 and before.single
        if not beside or any(after.year - 1 < place < after.year for place, _ in cuts):
            path.append((math.nan, math.nan))
        path.append((after.year, after.value if after.single else math.nan))
    ax.plot([x for x, _ in path], [y for _, y in path], color=COLOURS["ink"], zorder=2, label="line")
    return path


def _mark(ax: Axes, point: YearPoint, span: tuple[float, float]) -> None:
    ink, top = COLOURS["ink"], ax.get_ylim()[1]
    if point.readings:
        heights = [_height(reading) for reading in point.readings]
        years = [point.year] * len(heights)
        ax.plot(years, heights, ":", color=ink, lw=0.9, zorder=2)
        ax.plot(years, heights, "D", ms=3.5, mfc="white", mec=ink, mew=1, zorder=4)
        return
    low, high = span[0], span[1] if math.isfinite(span[1]) else top
    ax.vlines(point.year, low, high, color=ink, lw=0.9, alpha=0.55, zorder=2)
    if point.high > point.low:
        ax.vlines(point.year, point.low, min(point.high, top), color=ink, lw=6, alpha=0.3, zorder=3)
        if math.isinf(point.high):
            ax.plot(point.year, top * 0.99, "^", ms=_MARK, color=ink, clip_on=False, zorder=4)
    if not math.isnan(point.value):
        face = "white" if point.value == 0 else ink
        ax.plot(point.year, point.value, "o", ms=_MARK, mfc=face, mec=ink, mew=1.2, clip_on=False, zorder=4)


def _height(reading: YearPoint) -> float:
    """Where a reading's mark stands: at its number, or in the middle of a range that has none."""
    if not math.isnan(reading.value):
        return reading.value
    return (reading.low + reading.high) / 2 if math.isfinite(reading.high) else reading.low


def _cuts(
    breaks: pd.DataFrame | None, indicator: str, office: str, points: Sequence[YearPoint]
) -> list[tuple[float, str]]:
    if breaks is None:
        return []
    ours = breaks[breaks["office"].isin([office, "*"]) & breaks["indicator"].isin([indicator, "*"])]
    inside = ours[(ours["year"] > points[0].year) & (ours["year"] <= points[-1].year)]
    return [
        (year - 0.5, "；".join(inside.loc[inside["year"] == year, "reason"]))
        for year in sorted({int(year) for year in inside["year"]})
    ]


def _break_notes(ax: Axes, cuts: Sequence[tuple[float, str]]) -> list[Label]:
    """Mark each break by a hairline and give back its note: its first words, the whole reason goes to the caveat."""
    bottom, top = ax.get_ylim()
    notes = []
    for place, reason in cuts:
        ax.axvline(place, color=MUTED, lw=0.7, ls=(0, (2, 2)), zorder=1)
        words = "\n".join(_first_words(reason))
        notes.append(Label(place, top, words, bottom, top, size=7.5, colour=MUTED, note=True))
    return notes


def _first_words(reason: str, width: float = 78, lines: int = 3) -> list[str]:
    """Give the clauses of a reason that fit a note, with … where there is more."""
    whole = wrap(reason, width, 7.5)
    if len(whole) <= lines:
        return whole
    stops = [place for place, sign in enumerate(reason) if sign in "，；。：（"] or [len("".join(whole[:lines])) - 1]
    fitting = [part for stop in stops if len(part := wrap(reason[:stop] + "…", width, 7.5)) <= lines]
    return fitting[-1] if fitting else [*whole[: lines - 1], whole[lines - 1][:-1] + "…"]


def _labels(points: Sequence[YearPoint], spans: Sequence[tuple[float, float]], language: str) -> list[Label]:
    """Choose what to print, most important first."""
    finite = [point for point in points if point.single]
    chosen = [points[-1], points[0]]
    if finite:
        chosen += [max(finite, key=lambda point: point.value), min(finite, key=lambda point: point.value)]
    chosen += [point for point in points if point.readings]
    chosen += list(points) if len(points) <= _ALL_LABELLED else []
    span_of = {point.year: span for point, span in zip(points, spans, strict=True)}
    labels = []
    for point in dict.fromkeys(chosen):
        low, high = span_of[point.year]
        if point.readings:
            labels.append(_disagreement(point, language))
        else:
            text = value_text(point, language)
            labels.append(Label(point.year, _height(point), text, low, high if math.isfinite(high) else _height(point)))
    return labels


def _disagreement(point: YearPoint, language: str) -> Label:
    """Print all readings in one block: two labels of two close marks could change places in the reader's eye."""
    heights = [_height(reading) for reading in point.readings]
    low, high = min(heights), max(heights)
    several = "两三四五六七八九"[len(heights) - 2] if len(heights) < 10 else "多"
    words = f"{several}个来源" if language == "zh" else "sources differ"
    values = " / ".join(value_text(reading, language) for reading in point.readings)
    return Label(point.year, (low + high) / 2, f"{words}\n{values}", low, high, size=8)
