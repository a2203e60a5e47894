"""What an evidence file is made of: sections of sentences, tables, pictures and findings, and a front page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pandas as pd

__all__ = ["Evidence", "Finding", "Grid", "Part", "Picture", "Section"]


@dataclass(frozen=True)
class Grid:
    """A table with its caption.

    Attributes
    ----------
    title : str
        The caption, without a number.
    table : DataFrame
        The rows; a table without rows is left out.
    key : str
        The name by which sentences refer to it: ``{key}`` in a sentence becomes its number.
    note : str
        A line under the table.
    """

    title: str
    table: pd.DataFrame
    key: str = ""
    note: str = ""


@dataclass(frozen=True)
class Picture:
    """A saved figure, by its name without ending; `caption` replaces its title, `key` and `note` are as in `Grid`."""

    name: str
    caption: str = ""
    key: str = ""
    note: str = ""


@dataclass(frozen=True)
class Finding:
    """One finding: what is claimed, how sure it is, and what it rests on.

    Attributes
    ----------
    title : str
        Its heading, without a number.
    verdict : str
        The verdict word, such as 可能上升; empty where nothing is judged.
    sentence : str
        The sentence an office can sign, as rendered from the records.
    table : DataFrame, optional
        The figures; one without rows is left out.
    figure : str, optional
        Name of a saved figure, without ending.
    sources : sequence of str
        Where the figures come from.
    table_title : str
        The table's caption; the finding's title if empty.
    figure_title : str
        The figure's caption; the title printed on it if empty.
    remarks : sequence of str
        Paragraphs after it, such as the cause that only the office can write.
    """

    title: str
    verdict: str
    sentence: str
    table: pd.DataFrame | None = None
    figure: str | None = None
    sources: Sequence[str] = ()
    table_title: str = ""
    figure_title: str = ""
    remarks: Sequence[str] = ()

    def grid(self) -> Grid | None:
        """Return its table with its caption, if it has one with rows."""
        if self.table is None or not len(self.table):
            return None
        return Grid(self.table_title or self.title, self.table)


Part: TypeAlias = "str | Grid | Picture | Finding"


@dataclass(frozen=True)
class Section:
    """A part of the file: a heading without a number, and what stands under it, in order."""

    heading: str
    parts: Sequence[Part] = ()


@dataclass(frozen=True)
class Evidence:
    """All that goes into one file.

    Attributes
    ----------
    office : str
        The office whose report it is.
    year : int
        The reporting year.
    fictional : bool
        Whether the figures are an example's; every page then says so.
    sections : sequence of Section
        The parts, in order.
    method_note : str
        How changes were judged; a footnote at the first verdict.
    period : str
        A line under the title: what time the figures cover.
    summary : sequence of str
        The paragraphs of the front page.
    cover : Picture, optional
        The figure of the front page.
    signing : sequence of str
        Lines at the very end with room to write: who made it, who checked it, when.
    """

    office: str
    year: int
    fictional: bool
    sections: Sequence[Section] = ()
    method_note: str = ""
    period: str = ""
    summary: Sequence[str] = ()
    cover: Picture | None = None
    signing: Sequence[str] = ()

    def grids(self) -> Iterator[Grid]:
        """Go through the tables as they are numbered."""
        for section in self.sections:
            for part in section.parts:
                grid = part.grid() if isinstance(part, Finding) else part
                if isinstance(grid, Grid) and len(grid.table):
                    yield grid
