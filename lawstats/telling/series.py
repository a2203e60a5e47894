"""One series told whole: its picture, what may be said of it, and the words in the sources it rests on."""

from __future__ import annotations

import io
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from lawstats.errors import LawstatsError
from lawstats.indicators import load_vocabulary
from lawstats.judging.detectable import detectable_counts
from lawstats.judging.dispersion import alpha_eff
from lawstats.judging.points import yearly_points
from lawstats.telling.charts import year_trend
from lawstats.telling.charts.points import YearPoint, year_points
from lawstats.telling.comparisons import against_earlier, compare_years, trend
from lawstats.telling.gallery import SavedFigure, save_figure
from lawstats.telling.notes import method_note
from lawstats.telling.page import lay_out
from lawstats.telling.series_words import per_words, series_alt, series_caveat, series_source, series_title
from lawstats.telling.sidecars import Sidecar
from lawstats.telling.style import house_style, new_figure
from lawstats.telling.summaries import detectable_sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from matplotlib.figure import Figure

    from lawstats.judging.points import Point

__all__ = ["POOLED", "Choice", "ToldSeries", "divisors", "judge_year", "tell_series"]

#: Base of a comparison with all earlier years together.
POOLED = "earlier"
_SCREEN_DPI = 144
#: A rate is printed per 1, 1 000, ... so that the latest is not below this.
_LEAST_RATE, _PER = 0.1, (1, 1000, 10_000, 100_000)
_PLOTTED = ["year", "value", "low", "high", "qualifier", "measure", "source", "place", "evidence"]
_FICTION = "图中单位为虚构，数字由程序生成。"


@dataclass(frozen=True, slots=True)
class Choice:
    """What is asked for.

    Attributes
    ----------
    office, indicator : str
        Which series.
    first, last : int
        The years drawn; `last` is the year under judgement.
    base : int, "earlier" or None
        The year to compare with, all earlier years of the span pooled, or the latest earlier year on record.
    exposure : str or None
        Code of the indicator that counts are divided by.
    width : {"full", "half"}
        Width of the picture.
    """

    office: str
    indicator: str
    first: int
    last: int
    base: int | str | None = None
    exposure: str | None = None
    width: str = "full"


@dataclass(frozen=True)
class ToldSeries:
    """A series as it is shown; as the last line of a notebook cell it shows picture and sentences.

    Attributes
    ----------
    choice : Choice
        What was asked for.
    name : str
        The indicator in Chinese.
    compared : dict
        The row of `lawstats.compare_years` (or `against_earlier`), with its verdict.
    trends : DataFrame
        The rows of `lawstats.trend`, one a stretch between breaks.
    sentences : tuple of str
        What may be printed.
    note : str
        The footnote on methods.
    message : str
        Why nothing can be drawn; empty where there is a picture.
    sources : DataFrame
        The records behind it, of the counts and of what they are divided by.
    plotted : DataFrame
        What goes beside the picture as CSV.
    said : Sidecar
        The words round the picture.
    """

    choice: Choice
    name: str
    compared: dict[str, Any]
    trends: pd.DataFrame
    sentences: tuple[str, ...]
    note: str
    message: str
    sources: pd.DataFrame
    plotted: pd.DataFrame
    said: Sidecar
    draw: Callable[[], Figure] = field(repr=False)

    @property
    def verdict(self) -> str:
        """The verdict on the year under judgement."""
        return str(self.compared["verdict"])

    def png(self, dpi: int = _SCREEN_DPI) -> bytes:
        """Draw the picture with its words, as it would be saved."""
        fig, buffer = self.draw(), io.BytesIO()
        with house_style():
            lay_out(fig, self.said)
            fig.savefig(buffer, format="png", dpi=dpi, metadata={"Software": None})
        return buffer.getvalue()

    def save(self, folder: str | Path, name: str = "") -> SavedFigure:
        """Write PNG, SVG, CSV and words into a folder of figures.

        Parameters
        ----------
        folder : str or Path
            Where to.
        name : str, optional
            File name without ending; by default made of indicator and years.

        Raises
        ------
        LawstatsError
            When there is nothing to draw, or the picture cannot be saved as it is.
        """
        if self.message:
            raise LawstatsError("这里没有可以保存的图", self.message)
        said = self.said
        words = {key: getattr(said, key) for key in ("title", "subtitle", "source", "caveat", "alt", "width")}
        return save_figure(self.draw(), folder, name or said.name, **words, data=self.plotted, fictional=said.fictional)

    def __repr__(self) -> str:
        return "\n".join([self.said.title, *self.sentences, *([self.message] if self.message else [])])

    def _repr_png_(self) -> bytes | None:
        return None if self.message else self.png()


def judge_year(records: pd.DataFrame, choice: Choice, breaks: pd.DataFrame | None = None) -> pd.DataFrame:
    """Judge the year against its base, every indicator of the office at once.

    Looking through indicators one by one is making many comparisons; so the verdict on each is the one it has among
    all of the office's, as in `lawstats.compare_years`.

    Parameters
    ----------
    records : DataFrame
        A records table.
    choice : Choice
        Its office, last year, base and exposure are used, and for pooled years its first year.
    breaks : DataFrame, optional
        Breaks in definition.

    Returns
    -------
    DataFrame
        The table of `lawstats.compare_years` or `lawstats.against_earlier`.
    """
    ours = records[records["office"] == choice.office]
    if choice.base == POOLED:
        ours = ours[ours["year"] >= choice.first]
        return against_earlier(ours, choice.last, choice.office, exposure=choice.exposure, breaks=breaks)
    base = None if choice.base is None else int(choice.base)
    return compare_years(ours, choice.last, base, choice.office, exposure=choice.exposure, breaks=breaks)


def divisors(points: Mapping[int, Point]) -> dict[int, float]:
    """Give the years in which a count can be divided by an indicator: one exact number above 0 is on record.

    Parameters
    ----------
    points : mapping of int to Point
        The indicator's series, as of `lawstats.judging.points.yearly_points`.

    Examples
    --------
    >>> from lawstats.judging.points import Point
    >>> divisors({2023: Point(low=5000.0, high=5999.0), 2024: Point(low=5120.0, high=5120.0)})
    {2024: 5120.0}
    """
    return {year: point.low for year, point in sorted(points.items()) if point.is_exact and point.low > 0}


def tell_series(
    records: pd.DataFrame,
    choice: Choice,
    breaks: pd.DataFrame | None = None,
    *,
    judged: pd.DataFrame | None = None,
) -> ToldSeries:
    """Tell one series: picture, verdict, sentences, and the records behind them.

    Parameters
    ----------
    records : DataFrame
        A records table.
    choice : Choice
        What is asked for.
    breaks : DataFrame, optional
        Breaks in definition: the line is cut there and nothing is compared across.
    judged : DataFrame, optional
        What `judge_year` gave for the same choice, when it is known already.

    Returns
    -------
    ToldSeries
        Where nothing can be drawn it says why in `message`; the records are listed all the same.

    Raises
    ------
    LawstatsError
        When the records hold nothing of this series in the last year, or the base is not before it.

    Examples
    --------
    >>> import pandas as pd
    >>> from lawstats.records import COLUMNS
    >>> day = pd.Timestamp
    >>> rows = [["甲街道", y, "petitions", n, n, n, "exact", "件", day(y, 1, 1), day(y, 12, 31), f"{y}年报告", "",
    ...          "第1句", f"信访{n:g}件"] for y, n in ((2023, 40.0), (2024, 73.0))]
    >>> told = tell_series(pd.DataFrame(rows, columns=COLUMNS), Choice("甲街道", "petitions", 2023, 2024, base=2023))
    >>> told.verdict, told.said.title
    ('明显上升', '甲街道信访件：2024年与2023年相比明显上升')
    """
    office, code = choice.office, choice.indicator
    entry = load_vocabulary().get(code)
    if entry is not None and entry.kind == "rate":
        choice = replace(choice, exposure=None)  # a rate is divided already
    ours = records[(records["office"] == office) & records["year"].between(choice.first, choice.last)]
    rows = ours[ours["indicator"] == code].sort_values(["period_end", "period_start", "source"], kind="stable")
    if judged is None:
        judged = judge_year(records, choice, breaks)
    found = judged[(judged["office"] == office) & (judged["indicator"] == code)]
    if found.empty or rows.empty:
        name = entry.name if entry else code
        raise LawstatsError(f"{office}{choice.last}年没有“{name}”的数字", "请换一个年份或指标")
    row = {str(key): cell for key, cell in found.iloc[0].items()}
    name = entry.name if entry else code.removeprefix("other:")
    row["name"] = name
    divided_by = ours[ours["indicator"] == choice.exposure]
    divisor = divisors(yearly_points(divided_by).get((office, choice.exposure), {})) if choice.exposure else None
    points = _points(rows, choice, divisor)
    per, unit = _per(points, str(row["measure"]), divisor, str(row["per_measure"]))
    sources = pd.concat([rows, divided_by], ignore_index=True) if len(divided_by) else rows
    trends = trend(sources, code, office, breaks=breaks, exposure=choice.exposure)
    said = _words(choice, row, points, (per, unit), breaks, rows, sources)
    return ToldSeries(
        choice=choice,
        name=name,
        compared=row,
        trends=trends,
        sentences=_sentences(row, trends, points),
        note=method_note(found),
        message="" if points else _nothing(rows, choice, str(row["per_name"])),
        sources=sources,
        plotted=_plotted(rows, divisor, per, divided_by),
        said=said,
        draw=partial(_draw, rows, choice, breaks, divisor, per, unit, _coloured(row, points)),
    )


def _points(rows: pd.DataFrame, choice: Choice, divisor: Mapping[int, float] | None) -> list[YearPoint]:
    points = year_points(rows, choice.indicator, choice.office)
    return points if divisor is None else [_divided(p, divisor[p.year]) for p in points if p.year in divisor]


def _divided(point: YearPoint, divisor: float) -> YearPoint:
    readings = tuple(_divided(reading, divisor) for reading in point.readings)
    ends = {end: getattr(point, end) / divisor for end in ("value", "low", "high")}
    return replace(point, **ends, readings=readings)


def _per(
    points: list[YearPoint], measure: str, divisor: Mapping[int, float] | None, per_measure: str
) -> tuple[float, str]:
    """Choose per how many the rate is printed, and its unit."""
    if divisor is None:
        return 1.0, measure
    highest = max((point.low for point in points), default=0.0)
    per = next((step for step in _PER if highest * step >= _LEAST_RATE), _PER[0 if highest == 0 else -1])
    return float(per), f"{measure}／{per_words(per, per_measure)}"


def _coloured(row: Mapping[str, Any], points: list[YearPoint]) -> str:
    """Colour the last dot by the verdict, where it is a verdict on that year."""
    silent = row["verdict"] in ("不作检验", "数据不足")
    return "" if silent or not points or points[-1].year != row["year"] else str(row["verdict"])


def _words(
    choice: Choice,
    row: Mapping[str, Any],
    points: list[YearPoint],
    scale: tuple[float, str],
    breaks: pd.DataFrame | None,
    rows: pd.DataFrame,
    sources: pd.DataFrame,
) -> Sidecar:
    per, unit = scale
    years = [point.year for point in points] or [choice.last]
    span = f"{years[0]}—{years[-1]}年" if years[0] < years[-1] else f"{years[0]}年"
    interval = " · 竖线为95%置信区间" if row["kind"] == "event" and points else ""
    fictional = bool(sources["source"].str.contains("虚构").any())
    drawn = set(rows["year"]) <= set(years)
    per_name = str(row["per_name"])
    caveat = series_caveat(
        points,
        office=choice.office,
        indicator=choice.indicator,
        breaks=breaks,
        left_out=not drawn and not per_name,
        per=per_name,
    )
    code = "".join(sign if sign.isascii() and sign.isalnum() else "_" for sign in choice.indicator.lower()).strip("_")
    divided = f"_per_{choice.exposure}" if choice.exposure else ""
    half = "_half" if choice.width == "half" else ""
    return Sidecar(
        name=f"explore_{code or 'indicator'}_{choice.first}_{choice.last}{divided}{half}",
        title=series_title(row),
        subtitle=f"{choice.office} · {unit} · {span}{interval}",
        source=series_source(list(sources["source"])),
        caveat=caveat + (_FICTION if fictional else ""),
        alt=series_alt(f"{choice.office}{row['name']}", [_divided(p, 1 / per) for p in points], unit) + row["sentence"],
        width=choice.width,
        fictional=fictional,
    )


def _sentences(row: Mapping[str, Any], trends: pd.DataFrame, points: list[YearPoint]) -> tuple[str, ...]:
    said = [str(row["sentence"])]
    if len(points) > 1:
        said += [str(sentence) for sentence in trends["sentence"]]
    elif row["kind"] == "event" and row["low"] == row["high"]:
        likely, clear = (detectable_counts(row["value"], alpha=alpha) for alpha in (0.05, alpha_eff(2.0)))
        said.append(detectable_sentence(row, likely, clear))
    return tuple(dict.fromkeys(said))


def _nothing(rows: pd.DataFrame, choice: Choice, per_name: str) -> str:
    if choice.exposure:
        return f"这些年份没有可用来折算的{per_name}，画不成图；请改选“不折算”。"
    years = "、".join(f"{year}" for year in sorted(set(rows["year"])))
    return f"{years}年的数字都不是完整年度，画不成逐年的图；下表照列原话。"


def _plotted(
    rows: pd.DataFrame, divisor: Mapping[int, float] | None, per: float, divided_by: pd.DataFrame
) -> pd.DataFrame:
    table = rows[_PLOTTED].reset_index(drop=True)
    if divisor is None:
        return table
    exposure = np.array([divisor.get(int(year), np.nan) for year in table["year"]])
    sources = divided_by.groupby("year")["source"].agg(lambda found: "；".join(dict.fromkeys(found)))
    table = table.assign(exposure=exposure, exposure_source=table["year"].map(sources).fillna(""))
    return table.assign(per=per, rate=table["value"] / exposure * per)


def _draw(
    rows: pd.DataFrame,
    choice: Choice,
    breaks: pd.DataFrame | None,
    divisor: Mapping[int, float] | None,
    per: float,
    unit: str,
    verdict: str,
) -> Figure:
    fig, ax = new_figure(choice.width)
    year_trend(
        rows,
        choice.indicator,
        office=choice.office,
        ax=ax,
        breaks=breaks,
        exposure=divisor,
        per=per,
        unit=unit,
        verdict=verdict,
    )
    return fig
