"""The ledgers a notebook's ledger part draws from, whoever's they are; a section too thin to draw says so in words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import wraps
from typing import TYPE_CHECKING

import pandas as pd

from lawstats.reading.ledger_words import load_ledger_words
from lawstats.records import annual
from lawstats.telling.gallery import save_figure
from lawstats.telling.notebook import say
from lawstats.telling.sidecars import MARK
from lawstats.telling.style import font_chain
from lawstats.telling.typeset import undrawable
from lawstats.telling.wording import short_office

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Any, Literal, ParamSpec

    from matplotlib.axes import Axes

    from lawstats.reading.ledgers import Ledger
    from lawstats.reading.ledgers.books import Books
    from lawstats.telling.gallery import SavedFigure
    from lawstats.telling.notebook import Listing, Sentences
    from lawstats.telling.tables import VerdictTable

    _P = ParamSpec("_P")

__all__ = ["Bookshelf", "LeftOutError", "Section", "found", "section"]

_FICTION = "图中单位为虚构，数字由程序生成。"


class LeftOutError(Exception):
    """Why a section cannot be drawn, as the sentence that stands in its place."""


@dataclass(frozen=True, slots=True)
class Section:
    """What one section of a ledger part shows; what it does not have is None and shows nothing.

    Attributes
    ----------
    finding : str
        The picture's title, '' for a section that was left out or has no picture.
    table, picture, said
        The figures, the picture, and what may be copied. Of a section that was left out, the one that comes first says
        why.
    """

    finding: str = ""
    table: Listing | VerdictTable | Sentences | None = None
    picture: SavedFigure | Sentences | None = None
    said: Sentences | None = None


def section(first: Literal["table", "picture"]) -> Callable[[Callable[_P, Section]], Callable[_P, Section]]:
    """Let a section that misses a ledger, a column or a year say so in the place of what it would show first.

    Examples
    --------
    >>> @section("picture")
    ... def draw() -> Section:
    ...     raise LeftOutError("没有台账，本节从略。")
    >>> draw().picture
    没有台账，本节从略。
    """

    def wrapped(draw: Callable[_P, Section]) -> Callable[_P, Section]:
        @wraps(draw)
        def drawn(*args: _P.args, **kwargs: _P.kwargs) -> Section:
            try:
                return draw(*args, **kwargs)
            except LeftOutError as why:
                told = say(str(why))
                return Section(table=told) if first == "table" else Section(picture=told)

        return drawn

    return wrapped


def found(*sections: Section) -> Sentences:
    """Show the findings of the sections that were drawn.

    Examples
    --------
    >>> found(Section("2024年与上年相比：信访件明显下降"), Section())
    2024年与上年相比：信访件明显下降。
    >>> found(Section())
    台账部分没有可写的发现：缺的台账见上面各节。
    """
    said = [f"{drawn.finding}。" for drawn in sections if drawn.finding]
    return say(*(said or ["台账部分没有可写的发现：缺的台账见上面各节。"]))


@dataclass(frozen=True)
class Bookshelf:
    """An office's ledgers, read, and what every picture drawn from them says.

    Attributes
    ----------
    office, year
        Whose ledgers, and the reporting year.
    books : Books
        The ledgers of the folder.
    breaks : DataFrame
        Breaks in definition (columns of `lawstats.load_breaks`).
    figures : Path
        Where pictures go.
    """

    office: str
    year: int
    books: Books
    breaks: pd.DataFrame
    figures: Path

    @property
    def fictional(self) -> bool:
        """Whether a ledger says of itself that it is an example: a copy of one is an example still."""
        return any(MARK in ledger.file for ledger in self.books.ledgers)

    @property
    def records(self) -> pd.DataFrame:
        """Whole-year figures of the ledgers, up to the reporting year."""
        records = annual(self.books.records)
        return records[records["year"] <= self.year]

    def of_years(self, *indicators: str) -> pd.DataFrame:
        """Return the whole-year figures of some indicators, the reporting year and an earlier one among them.

        Raises
        ------
        LeftOutError
            If the year, or every earlier one, is missing.
        """
        rows = self.records[self.records["indicator"].isin(indicators)]
        years = sorted(set(rows["year"]))
        if self.year not in years:
            raise LeftOutError(f"台账里数不出{self.year}年的件数，本节从略：放入 data/ledgers 后重新运行。")
        if len(years) < 2:
            raise LeftOutError(
                f"台账里只有{self.year}年一年，没有上年可比，本节从略：把往年台账放入 data/ledgers 后重新运行。"
            )
        return rows

    def need(self, kind: str, *columns: str) -> list[Ledger]:
        """Return the ledgers of a kind that hold cases.

        Parameters
        ----------
        kind : str
            Code of the kind.
        *columns : str
            Keys of the kind's columns that must be filled somewhere.

        Raises
        ------
        LeftOutError
            If there is no such ledger, all are blank, or a column is missing or empty.
        """
        known = load_ledger_words().kinds[kind]
        books = self.books.of_kind(kind)
        filled = [book for book in books if len(book.cases)]
        if not books:
            unread = f"（另有{len(self.books.problems)}本没有读出，原因见01册）" if len(self.books.problems) else ""
            raise LeftOutError(f"没有{known.name}{unread}，本节从略：放入 data/ledgers 后重新运行。")
        if not filled:
            raise LeftOutError(f"{known.name}还没有登记，本节从略：填写后重新运行。")
        for key in columns:
            if not any(key in book.cases and _said(book.cases[key]).any() for book in filled):
                raise LeftOutError(f"{known.name}没有填“{known.column(key).name}”，本节从略：补填后重新运行。")
        return filled

    def base(self, *columns: str) -> Ledger:
        """Return the base ledgers as one; of a community in two for one year, the later file stands.

        Raises
        ------
        LeftOutError
            As `need`.
        """
        books = self.need("base", *columns)
        cases = pd.concat([book.cases for book in books], ignore_index=True)
        return replace(books[-1], cases=cases.drop_duplicates(["year", "community"], keep="last", ignore_index=True))

    def save(
        self,
        axes: Axes,
        name: str,
        kinds: tuple[str, ...],
        *,
        title: str,
        what: str,
        alt: str,
        data: pd.DataFrame,
        caveat: str = "",
    ) -> SavedFigure:
        """Save a picture with the office's name, its ledgers as the source, and the mark if they are an example's.

        Parameters
        ----------
        axes : Axes
            The chart.
        name : str
            What it shows; an example's figures start with ``example_``, an office's with ``own_``.
        kinds : tuple of str
            Kinds of ledger it was drawn from.
        title, what, alt, data, caveat
            As in `lawstats.save_figure`; `what` goes behind the office's name.
        """
        words: dict[str, Any] = {"title": title, "alt": alt, "data": data, "fictional": self.fictional}
        return save_figure(
            axes.figure.figure,
            self.figures,
            ("example_" if self.fictional else "own_") + name,
            subtitle=f"{short_office(self.office)} · {what}",
            source=self._source(kinds),
            caveat=(_FICTION if self.fictional else "") + caveat,
            **words,
        )

    def _source(self, kinds: tuple[str, ...]) -> str:
        if self.fictional:
            return f"{MARK}台账"
        named = []
        for kind in kinds:
            books = [book for book in self.books.of_kind(kind) if len(book.cases)]
            if books:
                # A sign in a file's name that no font has must not cost the office its picture.
                name = books[0].name if undrawable(books[0].file, font_chain()) else books[0].file
                named.append(name + (f"等{len(books)}本" if len(books) > 1 else ""))
        return f"本单位台账：{'、'.join(named)}"


def _said(column: pd.Series) -> pd.Series:
    return column.notna() & (column.astype("str") != "")
