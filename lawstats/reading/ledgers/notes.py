"""What was repaired and what needs a look: one line each, with sheet and cell, and never a personal value."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pandas as pd

from lawstats.reading.ledgers.sheets import cell_name, column_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lawstats.reading.ledgers.sheets import Sheet

__all__ = ["NOTE_COLUMNS", "Notes"]

NOTE_COLUMNS = ("sheet", "cell", "what", "found", "repaired", "advice")


@dataclass(slots=True)
class Notes:
    """A growing list of notes.

    `found` may only hold what a reader has recognised as harmless: a number, a date, a word of the vocabulary, or a
    description of the shape of what stood there. Callers pass nothing else.
    """

    _parts: list[tuple[Sequence[str], Sequence[str], str, Sequence[str], bool, str]] = field(default_factory=list)

    def cell(
        self, sheet: str, row: int, column: int, what: str, found: str = "", *, repaired: bool = False, advice: str = ""
    ) -> None:
        """Note one cell, zero-based; column -1 means the row as a whole and row -1 the column as a whole."""
        self._parts.append(([sheet], [_place(row, column)], what, [found], repaired, advice))

    def cells(
        self,
        sheets: Sequence[str],
        places: Iterable[tuple[int, int]],
        what: str,
        found: Sequence[str] | str = "",
        *,
        repaired: bool = False,
        advice: str = "",
    ) -> None:
        """Note many cells at once."""
        names = [_place(row, column) for row, column in places]
        if names:
            texts = [found] * len(names) if isinstance(found, str) else found
            self._parts.append((sheets, names, what, texts, repaired, advice))

    def sheets_read(self, sheets: Sequence[Sheet]) -> None:
        """Note how the file itself was read: several sheets together, an encoding guessed by the rule."""
        if len(sheets) > 1:
            self.cell("", -1, -1, "分表合并读取", f"{len(sheets)}张工作表", repaired=True)
        for sheet in sheets:
            if sheet.disguise:
                self.cell(sheet.name, -1, -1, "扩展名与内容不符，按内容读取", sheet.disguise, repaired=True)
            if sheet.encoding not in ("", "utf-8", "utf-8-sig"):
                self.cell(sheet.name, -1, -1, "文字编码不是 UTF-8", sheet.encoding.upper(), repaired=True)

    def frame(self) -> pd.DataFrame:
        """Return the notes as a table, what needs a look before what was repaired."""
        rows = [
            (sheet, cell, what, text, repaired, advice)
            for sheets, cells, what, found, repaired, advice in self._parts
            for sheet, cell, text in zip(sheets, cells, found, strict=True)
        ]
        columns = list(zip(*rows, strict=True)) or [()] * len(NOTE_COLUMNS)
        dtypes = ["bool" if name == "repaired" else "str" for name in NOTE_COLUMNS]
        frame = pd.DataFrame(
            {
                name: pd.Series(list(cells), dtype=dtype)
                for name, cells, dtype in zip(NOTE_COLUMNS, columns, dtypes, strict=True)
            }
        )
        return frame.sort_values("repaired", kind="stable", ignore_index=True)


def _place(row: int, column: int) -> str:
    if column < 0:
        return f"第{row + 1}行" if row >= 0 else ""
    if row < 0:
        return f"{column_name(column)}列"
    return cell_name(row, column)
