"""A page of small charts for the cover of an evidence file: one indicator each, its verdict and its sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lawstats.errors import LawstatsError
from lawstats.indicators import load_vocabulary
from lawstats.telling.badges import badge
from lawstats.telling.charts.frame import axes_width, say_nothing
from lawstats.telling.charts.points import year_points
from lawstats.telling.charts.rows import need_columns
from lawstats.telling.charts.years import year_trend
from lawstats.telling.style import COLOURS, FOOT, HEAD, MUTED, SIDE, WIDTHS, colour_of, house_style, new_figure
from lawstats.telling.typeset import text_width, wrap
from lawstats.telling.verdict_words import verdict_words

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence
    from typing import Any

    import pandas as pd
    from matplotlib.axes import Axes

__all__ = ["overview"]

_NARROW = 310.0  # points: a narrower place takes one column
_GAP = 16.0  # points between columns
_CHART = 3.0  # cm: a small chart with its years, without heading and sentence
_NAME, _SENTENCE = 9.0, 8.0
_LEADING = 1.3 * 2.54 / 72  # cm a point of text


@dataclass(frozen=True, slots=True)
class _Panel:
    """One small chart: what stands above and below it, and the verdict that colours its last dot."""

    indicator: str
    heading: list[str]
    verdict: str
    dot: str
    colour: str
    sentence: list[str]


def overview(
    records: pd.DataFrame,
    indicators: Sequence[str],
    verdicts: pd.DataFrame,
    *,
    office: str,
    breaks: pd.DataFrame | None = None,
    ax: Axes | None = None,
    language: str = "zh",
) -> Axes:
    """Draw several indicators of an office, a small `year_trend` each with its verdict and sentence.

    Parameters
    ----------
    records : DataFrame
        Records.
    indicators : sequence of str
        Which, in the order to read them.
    verdicts : DataFrame
        Columns indicator and verdict, and the sentence to print under each chart if it has one, as
        `lawstats.compare_years` gives them; a column office, if there, is searched for `office`. An indicator without a
        row is drawn without a judgement. Rows of `lawstats.trend` do as well: their stretches of years are coloured.
    office : str
        Whose figures.
    breaks : DataFrame, optional
        Breaks in definition.
    ax : Axes, optional
        The place to fill; by default a new full-width figure tall enough. It is turned off, and the small charts, each
        labelled with its indicator's code, lie on top of it.
    language : {"zh", "en"}
        Language of numbers, names and marks.

    Returns
    -------
    Axes
        The place filled; the small charts are ``ax.figure.axes[1:]`` on a new figure. The axis of values is left out:
        first, last, highest and lowest are printed.

    Raises
    ------
    LawstatsError
        If a column is missing, a verdict is not a word of the house, or `ax` is no cell of a figure's grid.

    Examples
    --------
    >>> import pandas as pd
    >>> from lawstats.records import empty
    >>> ax = overview(empty(), ["petitions"], pd.DataFrame({"indicator": [], "verdict": []}), office="示例街道")
    >>> [panel.get_label() for panel in ax.figure.axes[1:]]
    ['petitions']
    """
    need_columns(verdicts, ["indicator", "verdict"])
    width = (WIDTHS["full"] - 2 * SIDE) * 72 / 2.54 if ax is None else _cleared(ax)
    columns = 2 if width >= _NARROW and len(indicators) > 1 else 1
    panels = _plan(indicators, records, verdicts, office, width / columns - _GAP, language)
    rows = [panels[start : start + columns] for start in range(0, len(panels), columns)]
    if ax is None:
        _, ax = new_figure(height_cm=HEAD + FOOT + max(2.0, sum(map(_height, rows))))
    with house_style():
        if not panels:
            return say_nothing(ax, language)
        places = _open_panels(ax, panels, columns, language)
        figure = places[0].get_figure(root=True)
        if figure is None:  # never: the charts were opened on one
            return ax
        engine = figure.get_layout_engine()
        # Every label is placed by drawing: with the layout settled and the others hidden, that draws one chart only.
        figure.draw_without_rendering()
        figure.set_layout_engine("none")
        stretches = "first_year" in verdicts.columns
        for place, panel in zip(places, panels, strict=True):
            for other in places:
                other.set_visible(other is place)
            year_trend(
                records,
                panel.indicator,
                office=office,
                ax=place,
                breaks=breaks,
                unit="\n".join(panel.heading),
                verdict="" if stretches else panel.dot,
                trends=verdicts[verdicts["indicator"] == panel.indicator] if stretches else None,
                name_trends=False,
                language=language,
            )
            # year_trend has made room for these words as a unit; now they are a name.
            place.set_title("\n".join(panel.heading), loc="left", color=COLOURS["ink"], size=_NAME, pad=4)
            place.grid(visible=False)  # lines without numbers would be idle
        for place in places:
            place.set_visible(True)
        figure.set_layout_engine(engine)
    return ax


def _cleared(ax: Axes) -> float:
    """Empty a place and measure its width in points."""
    ax.set_axis_off()
    figure = ax.get_figure(root=True)
    if figure is not None:
        figure.draw_without_rendering()
    return axes_width(ax)


def _plan(
    indicators: Sequence[str],
    records: pd.DataFrame,
    verdicts: pd.DataFrame,
    office: str,
    width: float,
    language: str,
) -> list[_Panel]:
    """Set the words of every chart to the width of its column."""
    ours = verdicts[verdicts["office"] == office] if "office" in verdicts.columns else verdicts
    judged = {str(row["indicator"]): row for row in ours.to_dict("records")}
    rows = records[records["office"] == office]
    panels = []
    for code in indicators:
        entry = load_vocabulary().get(code)
        row = judged.get(code, {})
        verdict = str(row.get("verdict", ""))
        name = code if entry is None else entry.name if language == "zh" else entry.english
        measures = rows.loc[rows["indicator"] == code, "measure"].mode()
        unit = str(measures.iloc[0]) if len(measures) else ""
        heading = f"{name}（{unit}）" if unit and language == "zh" else f"{name} ({unit})" if unit else name
        room = width - text_width(verdict_words(verdict, language), _NAME, "bold") - 12
        panels.append(
            _Panel(
                code,
                wrap(heading, room, _NAME),
                verdict,
                verdict if _is_of_last_year(row, records, code, office) else "",
                colour_of(verdict, entry.good_direction if entry else "neutral") if verdict else COLOURS["chance"],
                wrap(str(row.get("sentence", "")), width, _SENTENCE),
            )
        )
    return panels


def _is_of_last_year(row: dict[Hashable, Any], records: pd.DataFrame, code: str, office: str) -> bool:
    """Whether a verdict is about the last point drawn; a table without years is taken at its word."""
    points = year_points(records, code, office)
    return not points or int(row.get("year", points[-1].year)) == points[-1].year


def _height(row: Sequence[_Panel]) -> float:
    """Give the height of a row of charts in cm."""
    heading, sentence = max(len(p.heading) for p in row), max(len(p.sentence) for p in row)
    return _CHART + (heading * _NAME + sentence * _SENTENCE) * _LEADING


def _open_panels(ax: Axes, panels: Sequence[_Panel], columns: int, language: str) -> list[Axes]:
    """Open the small charts with every word around them written: labels inside are measured against the final frame."""
    figure, cell = ax.figure, ax.get_subplotspec()
    if cell is None:
        raise LawstatsError("概览图只能画在图的网格里", "请用 new_figure 或 add_subplot 得到的坐标轴，或不指定 ax")
    ax.set_axis_off()
    grid = cell.subgridspec(-(-len(panels) // columns), columns, wspace=0.06, hspace=0.12)
    places = []
    for number, panel in enumerate(panels):
        place = figure.add_subplot(grid[divmod(number, columns)], label=panel.indicator)
        place.tick_params(axis="y", labelleft=False)
        place.set_xlabel("\n".join(panel.sentence), loc="left", size=_SENTENCE, color=MUTED, linespacing=1.2)
        place.xaxis.label.set_multialignment("left")
        place.set_title("\n".join(panel.heading), loc="left", size=_NAME, pad=4)
        said = place.set_title(verdict_words(panel.verdict, language), loc="right", size=_NAME - 0.5, pad=4)
        badge(said, panel.colour)
        places.append(place)
    return places
