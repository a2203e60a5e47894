"""Letters into the lines of a page: cells parted by tabs, letters set far apart brought together."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median
from typing import TYPE_CHECKING

from lawstats.reading.documents.pdf_letters import wide
from lawstats.reading.documents.pdf_tables import find_grids

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lawstats.reading.documents.pdf_letters import Letter, Page
    from lawstats.reading.documents.pdf_tables import Grid

__all__ = ["Line", "lines_of"]

#: A wider gap, in letters, parts cells.
_CELL_GAP = 1.5
#: A wider gap parts words or numbers, unless all letters of the line stand that far apart.
_WORD_GAP = 0.3
_SPREAD = 1.6
#: A cell begins where those above do, give or take this share of a letter.
_AT_STOP = 0.25
#: Letters of one line stand on one height, give or take this share of their own.
_SAME_LINE = 0.4
#: A cell of a table without rules has no more lines.
_CELL_LINES = 4
#: Smaller digits above the line are the sign of a note.
_NOTE_SIZE, _NOTE_RISE = 0.75, 0.2


@dataclass(slots=True)
class Line:
    """One line of a page, or of a table.

    Attributes
    ----------
    text : str
    left, right : float
        Where its words begin and end.
    base, size : float
        The height of its baseline and of its letters.
    table : bool
        It falls into cells.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    table: bool = False


def lines_of(pages: Sequence[Page]) -> list[list[Line]]:
    """Set the letters of each page into lines, in the order of the file; a ruled table stands where it begins."""
    found: list[list[Line]] = []
    stops: list[float] = []
    for page in pages:
        lines, stops = _page_lines(page, stops)
        found.append(lines)
    return found


def _page_lines(page: Page, stops: list[float]) -> tuple[list[Line], list[float]]:
    grids = find_grids(page.level, page.upright)
    lines: list[Line] = []
    done: set[int] = set()
    in_grids: dict[int, dict[tuple[int, int], list[Letter]]] = {}
    placed = []
    for letter in page.letters:
        of, cell = _grid_of(grids, letter)
        if cell is not None:
            in_grids.setdefault(of, {}).setdefault(cell, []).append(letter)
        placed.append((of, letter))
    for of, group in groupby(placed, key=lambda item: item[0]):
        if of < 0:
            runs, stops = _runs([letter for _, letter in group], stops)
            lines.extend(_rows(runs))
        elif of not in done:
            done.add(of)
            lines.extend(_table_lines(grids[of], in_grids[of]))
    return lines, stops


def _grid_of(grids: Sequence[Grid], letter: Letter) -> tuple[int, tuple[int, int] | None]:
    for at, grid in enumerate(grids):
        cell = grid.cell(letter)
        if cell is not None:
            return at, cell
    return -1, None


def _table_lines(grid: Grid, cells: dict[tuple[int, int], list[Letter]]) -> list[Line]:
    words = {place: _cell(letters) for place, letters in cells.items()}
    # Double rules and cells set off a little leave columns without a word.
    columns = sorted({column for (_, column), said in words.items() if said})
    lines = []
    for at in range(len(grid.down) - 1):
        text = "\t".join(words.get((at, column), "") for column in columns).rstrip()
        if text:
            size = grid.down[at] - grid.down[at + 1]
            lines.append(Line(text, grid.across[0], grid.across[-1], grid.down[at + 1], size, table=True))
    return lines


def _cell(letters: Sequence[Letter]) -> str:
    """Give the words of a ruled cell, wrapped lines joined."""
    words, last = "", None
    for run in _runs(letters, [])[0]:
        beside = last is not None and abs(run.base - last.base) <= _SAME_LINE * run.size
        words, last = f"{words}{' ' if beside else ''}{run.text}", run
    return words


def _rows(runs: Sequence[Line]) -> list[Line]:
    """Set runs outside ruled tables into lines; cells of a table without rules come one after the other."""
    lines: list[Line] = []
    for run in runs:
        row = _row_beside(lines, run)
        if row is None:
            lines.append(run)
            continue
        # What came between goes on below the last cell of that row.
        head = lines[row]
        for below in lines[row + 1 :]:
            head.text += below.text
        del lines[row + 1 :]
        lines[row] = Line(f"{head.text}\t{run.text}", head.left, run.right, head.base, head.size, table=True)
    return lines


def _row_beside(lines: Sequence[Line], run: Line) -> int | None:
    """Find the line that a run stands right of."""
    for back in range(1, min(_CELL_LINES, len(lines)) + 1):
        line = lines[-back]
        if run.left < line.right:
            return None
        if abs(run.base - line.base) <= _SAME_LINE * max(run.size, line.size):
            return len(lines) - back
    return None


def _runs(letters: Sequence[Letter], above: list[float]) -> tuple[list[Line], list[float]]:
    """Part letters where the line ends or a gap is as wide as between cells.

    Where the lines above are parted, a smaller gap at the same place parts cells too; those places are given back.
    """
    usual = _usual_gap(letters)
    runs: list[list[Letter]] = []
    stops: list[float] = []
    single = 0
    for letter in letters:
        last = runs[-1][-1] if runs else None
        if last is not None and _note_sign(last, letter):
            continue
        if last is None or _new_line(last, letter):
            # One line of a single run may go on in a cell; two are prose again.
            single = 0 if stops else single + 1
            above, stops = stops or (above if single < 2 else []), []
            runs.append([])
        elif _new_cell(last, letter, [*above, *stops], usual):
            stops.append(letter.left)
            runs.append([])
        runs[-1].append(letter)
    return [line for run in runs if (line := _line(run, usual)) is not None], stops or above


def _new_line(last: Letter, letter: Letter) -> bool:
    return abs(letter.base - last.base) > _SAME_LINE * max(last.size, letter.size) or letter.left < last.left


def _new_cell(last: Letter, letter: Letter, stops: Sequence[float], usual: float) -> bool:
    size = max(last.size, letter.size)
    gap = letter.left - last.right
    at_stop = any(abs(letter.left - stop) < _AT_STOP * size for stop in stops)
    return gap > _CELL_GAP * size or (at_stop and gap > max(_WORD_GAP, _SPREAD * usual) * size)


def _usual_gap(letters: Sequence[Letter]) -> float:
    """How far apart, in letters, those of a wide script stand: they may be spread to fill their lines."""
    gaps = [
        (after.left - before.right) / after.size
        for before, after in pairwise(letters)
        if (wide(before.text) or wide(after.text)) and abs(before.base - after.base) < 1 and after.left > before.left
    ]
    return min(max(median(gaps), 0.0), 1.0) if gaps else 0.0


def _note_sign(last: Letter, letter: Letter) -> bool:
    return (
        letter.text.isdigit()
        and letter.size < _NOTE_SIZE * last.size
        and _NOTE_RISE * last.size < letter.base - last.base < last.size
    )


def _line(letters: list[Letter], usual: float) -> Line | None:
    while letters and letters[0].text.isspace():
        letters = letters[1:]
    while letters and letters[-1].text.isspace():
        letters = letters[:-1]
    if not letters:
        return None
    widths = [letter.right - letter.left for letter in letters if wide(letter.text)]
    size = median(widths or [letter.size for letter in letters])
    spread = max(usual, _usual_gap(letters) if len(letters) > 3 else 0.0)
    pieces = [letters[0].text]
    for before, after in pairwise(letters):
        gap = (after.left - before.right) / size
        if gap > max(_WORD_GAP, _SPREAD * spread) and not (wide(before.text) or wide(after.text)):
            pieces.append(" ")
        pieces.append(after.text)
    return Line("".join(pieces), letters[0].left, letters[-1].right, letters[0].base, size)
