"""What a notebook cell shows: sentences to copy, or a plain table under Chinese headings."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from lawstats.indicators import load_vocabulary
from lawstats.telling.cells import cell_width, shown
from lawstats.telling.wording import figure

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

__all__ = ["Listing", "Sentences", "list_records", "list_rows", "list_table", "say"]

HEADINGS = {"office": "机关", "year": "年份", "name": "指标", "words": "数值", "period": "期间", "source": "来源"}
HEADINGS |= {"place": "位置", "evidence": "原话", "verdict": "判断", "sentence": "说明"}
_PARTS = ("value", "low", "high", "qualifier", "measure")


@dataclass(frozen=True, slots=True)
class Sentences:
    """Sentences rendered from records, ready to copy."""

    lines: tuple[str, ...]

    def __repr__(self) -> str:
        return "\n".join(self.lines)

    def _repr_markdown_(self) -> str:
        return "\n>\n".join(f"> {line}" for line in self.lines)


def say(*lines: str) -> Sentences:
    """Show sentences as a quotation in a notebook, and as plain text where there is no browser.

    Examples
    --------
    >>> say("全年化解矛盾纠纷73件。")
    全年化解矛盾纠纷73件。
    """
    return Sentences(lines)


@dataclass(frozen=True, slots=True)
class Listing:
    """A small table of words, the same on every machine and with every version of pandas."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    more: int = 0

    def __repr__(self) -> str:
        lines = [self.columns, *self.rows]
        widths = [max(cell_width(line[i]) for line in lines) for i in range(len(self.columns))]
        text = [
            "  ".join(
                cell + " " * (width - cell_width(cell)) for cell, width in zip(line, widths, strict=True)
            ).rstrip()
            for line in lines
        ]
        return "\n".join([*text, *self._rest()])

    def _repr_html_(self) -> str:
        left = ' style="text-align:left"'
        head = "".join(f"<th{left}>{escape(cell)}</th>" for cell in self.columns)
        body = "".join(
            "<tr>" + "".join(f"<td{left}>{escape(cell)}</td>" for cell in row) + "</tr>" for row in self.rows
        )
        rest = "".join(f"<p>{line}</p>" for line in self._rest())
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{rest}"

    def _rest(self) -> list[str]:
        return [f"……另有{self.more}行"] if self.more else []


def list_rows(frame: pd.DataFrame, headings: Mapping[str, str], *, top: int = 40) -> Listing:
    """Show columns of a frame under Chinese headings.

    Parameters
    ----------
    frame : DataFrame
        Any table.
    headings : mapping of str to str
        Column -> heading, in the order wanted. Codes in a column ``indicator`` are shown by their Chinese name.
    top : int, default 40
        Rows shown; the rest is counted in a last line, never dropped in silence.

    Examples
    --------
    >>> import pandas as pd
    >>> list_rows(pd.DataFrame({"year": [2024], "value": [73.0]}), {"year": "年份", "value": "件数"})
    年份  件数
    2024  73
    """
    chosen = frame[list(headings)].head(top)
    if "indicator" in chosen.columns:
        chosen = chosen.assign(indicator=[_name(code) for code in chosen["indicator"]])
    rows = tuple(tuple(_cell(cell) for cell in row) for row in chosen.itertuples(index=False))
    return Listing(tuple(headings.values()), rows, max(0, len(frame) - top))


def list_table(frame: pd.DataFrame, *, top: int = 40) -> Listing:
    """Show a table whose headings are written for readers already.

    Examples
    --------
    >>> import pandas as pd
    >>> list_table(pd.DataFrame({"年份": ["2024"], "件数": ["73件"]}))
    年份  件数
    2024  73件
    """
    return list_rows(frame, {str(column): str(column) for column in frame.columns}, top=top)


def list_records(
    records: pd.DataFrame, columns: Sequence[str] = ("name", "words", "evidence"), *, top: int = 40
) -> Listing:
    """Show records with each number as it was worded: 4万余份 stays 4万余份, a stated zero stays 0.

    Parameters
    ----------
    records : DataFrame
        A records table.
    columns : sequence of str
        Columns of it, or ``name`` (the indicator in Chinese), ``words`` (the number with hedge and measure) and
        ``period``.
    top : int, default 40
        Rows shown.

    Examples
    --------
    >>> from lawstats.records import empty
    >>> list_records(empty())
    指标  数值  原话
    """
    worded = records.assign(
        name=[_name(code) for code in records["indicator"]],
        words=[figure(*(row[part] for part in _PARTS)) for row in records.to_dict("records")],
        period=[_period(*ends) for ends in zip(records["period_start"], records["period_end"], strict=True)],
    )
    return list_rows(worded, {column: HEADINGS[column] for column in columns}, top=top)


def _name(code: str) -> str:
    entry = load_vocabulary().get(code)
    return code.removeprefix("other:") if entry is None else entry.name


def _period(start: pd.Timestamp, end: pd.Timestamp) -> str:
    if start == end:
        return f"{end:%Y-%m-%d}时点"
    if (start.year, start.month, start.day, end.month, end.day) == (end.year, 1, 1, 12, 31):
        return f"{end.year}年全年"
    return f"{start:%Y-%m-%d}至{end:%Y-%m-%d}"


def _cell(cell: object) -> str:
    # Years are names, not amounts: they are never grouped or rounded.
    return str(cell) if isinstance(cell, int) else str(shown(cell))
