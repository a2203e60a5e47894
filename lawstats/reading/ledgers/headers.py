"""Finding the header of a ledger sheet, and from the headers of a workbook, what kind of ledger it is."""

from __future__ import annotations

import itertools
import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lawstats.errors import LawstatsError
from lawstats.reading.ledger_words import Column, Kind, bare

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lawstats.reading.ledgers.sheets import Sheet

__all__ = ["Header", "Heading", "find_header", "recognise_kind"]

#: A header stands within the first rows that hold anything; deeper rows are data.
SEARCHED_ROWS = 15
DEEPEST_HEADER = 3
LONGEST_HEADING = 24
#: Two kinds whose scores are this close cannot be told apart by their headings.
CLEAR_LEAD = 0.75
_BRACKETS = re.compile(r"[((【\[].*?[))】\]]")
_UNIT = re.compile(r"(?:单位[::]?)?(万元|元|人次|人|份|种|场次|场|次|件|起|条|块|户|名|个|小时)")
_IN_BRACKETS = re.compile(r"[(\[【]([^)\]】]*)[)\]】]\s*$")
_NAME_PARTS = ("姓名", "名称", "单位名称", "姓名名称")


@dataclass(frozen=True, slots=True)
class Heading:
    """One column of a sheet: where it stands and which column of the ledger it is (None: not known, not read)."""

    position: int
    text: str
    column: Column | None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Header:
    """The header block of a sheet, rows `top` to `bottom` (zero-based, both included)."""

    top: int
    bottom: int
    headings: tuple[Heading, ...]

    @property
    def keys(self) -> set[str]:
        """Columns found."""
        return {heading.column.key for heading in self.headings if heading.column}


@dataclass(slots=True)
class _Candidate:
    top: int
    bottom: int
    paths: list[tuple[str, ...]]
    known: int = 0
    matched: dict[str, list[Column | None]] = field(default_factory=dict)


def find_header(sheet: Sheet, kinds: Iterable[Kind], aliases: Mapping[str, str] | None = None) -> dict[str, Header]:
    """Find the header of a sheet, read once for each kind it could belong to.

    Parameters
    ----------
    sheet : Sheet
        The grid.
    kinds : iterable of Kind
        Kinds to look for.
    aliases : mapping, optional
        This office's own headings and the column name or key they mean.

    Returns
    -------
    dict of str to Header
        By kind code; kinds of which fewer than two telling columns are found are left out.
    """
    lexicons = {kind.code: _lexicon(kind, aliases or {}) for kind in kinds}
    spread = _spread_merges(sheet)
    best: _Candidate | None = None
    filled = [index for index, row in enumerate(sheet.rows) if any(cell not in ("", None) for cell in row)]
    for top in filled[:SEARCHED_ROWS]:
        for bottom in range(top, min(top + DEEPEST_HEADER, len(sheet.rows))):
            if bottom > top and not _is_subheading(spread[bottom], spread[bottom - 1], sheet.rows[bottom], lexicons):
                break
            candidate = _read_block(spread, top, bottom, lexicons)
            # A title above the header adds nothing, so of two blocks that tell as much the lower one is the header.
            if best is None or (candidate.known, candidate.bottom == best.bottom) > (best.known, False):
                best = candidate
    if best is None:
        return {}
    headers = {}
    for code, columns in best.matched.items():
        header = Header(best.top, best.bottom, tuple(_headings(best.paths, columns)))
        if len(header.keys - {"serial", "remarks"}) >= 2:
            headers[code] = header
    return headers


def recognise_kind(headers: Mapping[str, Mapping[str, Header]], kinds: Mapping[str, Kind], file: str) -> str:
    """Tell the kind of a workbook from the headers of its sheets.

    A heading counts the more, the fewer kinds know it; a kind that lacks a required column is considered only when no
    other is left.

    Parameters
    ----------
    headers : mapping of sheet name to {kind code: Header}
        What `find_header` found.
    kinds : mapping of code to Kind
        All kinds.
    file : str
        For the message.

    Returns
    -------
    str
        The code.

    Raises
    ------
    LawstatsError
        When no kind fits, or more than one does; the candidates are named.
    """
    winners: dict[str, list[str]] = {}
    close: dict[str, list[str]] = {}
    for sheet, found in headers.items():
        ranked = _rank(found, kinds)
        if not ranked:
            continue
        rivals = [code for code, score in ranked if score > ranked[0][1] - CLEAR_LEAD]
        (winners if len(rivals) == 1 else close).setdefault("/".join(rivals), []).append(sheet)
    if len(winners) == 1:
        return next(iter(winners))
    if winners:
        listed = "；".join(f"{kinds[code].name}（{'、'.join(_shown(names))}）" for code, names in winners.items())
        raise LawstatsError(
            f"一个文件里有几种台账：{listed}",
            "请用 kind 指明要读哪一种，如 kind=" + " 或 kind=".join(f'"{code}"' for code in winners),
            file=file,
        )
    if close:
        tied, names = next(iter(close.items()))
        codes = tied.split("/")
        raise LawstatsError(
            "表头分不清是哪种台账，可能是" + "、".join(kinds[code].name for code in codes),
            "请用 kind 指明，如 kind=" + " 或 kind=".join(f'"{code}"' for code in codes),
            file=file,
            place=_shown(names)[0],
        )
    raise LawstatsError(
        "没有找到台账的表头",
        "请检查工作表是否正确、表头是否完整；可读的台账有" + "、".join(kind.name for kind in kinds.values()),
        file=file,
        place="、".join(_shown(headers)),
    )


def _shown(names: Iterable[str]) -> list[str]:
    return [f"工作表“{name}”" if name else "全表" for name in names]


def _rank(found: Mapping[str, Header], kinds: Mapping[str, Kind]) -> list[tuple[str, float]]:
    complete = [code for code, header in found.items() if set(kinds[code].required) <= header.keys]
    codes = complete or [code for code, header in found.items() if len(header.keys - {"serial", "remarks"}) >= 3]
    scores = dict.fromkeys(codes, 0.0)
    width = max((len(found[code].headings) for code in codes), default=0)
    for position in range(width):
        knowing = [code for code in codes if found[code].headings[position].column]
        for code in knowing:
            scores[code] += 1 / len(knowing)
    return sorted(scores.items(), key=lambda item: -item[1])


def _lexicon(kind: Kind, aliases: Mapping[str, str]) -> dict[str, Column]:
    known = kind.by_heading
    by_key = {column.key: column for column in kind.columns}
    for heading, meaning in aliases.items():
        column = by_key.get(meaning) or known.get(bare(meaning))
        if column:
            known[bare(heading)] = column
    return known


def _spread_merges(sheet: Sheet) -> list[list[str]]:
    """Return the first rows as text, with merged cells showing their text in every cell they cover."""
    first = next((index for index, row in enumerate(sheet.rows) if any(cell not in ("", None) for cell in row)), 0)
    reach = min(len(sheet.rows), first + 6 * SEARCHED_ROWS)
    texts = [[_text(cell) for cell in row] for row in sheet.rows[:reach]]
    for top, left, bottom, right in sheet.merges:
        if top < reach and bottom - top < DEEPEST_HEADER:
            for row, column in itertools.product(range(top, min(bottom + 1, reach)), range(left, right + 1)):
                if column < len(texts[row]):
                    texts[row][column] = texts[top][left]
    return texts + [[""] * len(row) for row in sheet.rows[reach : reach + 1]]


def _text(cell: object) -> str:
    return cell if isinstance(cell, str) else "" if cell is None else str(cell)


def _is_subheading(
    row: list[str], above: list[str], raw: list[object], lexicons: Mapping[str, Mapping[str, Column]]
) -> bool:
    """Whether a row looks like the lower row of a header: only short words, most of them known headings."""
    cells = zip(row, above, raw, strict=True)
    fresh = [(part, group) for part, group, cell in cells if part.strip() and part != group and cell]
    if not fresh or any(not isinstance(cell, str) for cell in raw if cell not in ("", None)):
        return False
    known = [
        any(key in lexicon for lexicon in lexicons.values() for key in (bare(part), bare(group + part)))
        or bare(part) in _NAME_PARTS
        or _UNIT.fullmatch(bare(part)) is not None
        for part, group in fresh
    ]
    return all(len(part) <= LONGEST_HEADING for part, _ in fresh) and sum(known) >= 0.6 * len(fresh)


def _read_block(
    texts: list[list[str]], top: int, bottom: int, lexicons: Mapping[str, Mapping[str, Column]]
) -> _Candidate:
    rows = [list(texts[index]) for index in range(top, bottom + 1)]
    for upper, lower in itertools.pairwise(rows):
        for column in range(1, len(upper)):
            # A file without merges (CSV) leaves the cells of a group empty: the group's name stands at its left.
            if not upper[column].strip() and lower[column].strip() and lower[column - 1].strip():
                upper[column] = upper[column - 1]
    paths = []
    for column in range(len(rows[0])):
        parts = [row[column].strip() for row in rows if row[column].strip()]
        paths.append(tuple(part for index, part in enumerate(parts) if index == 0 or part != parts[index - 1]))
    candidate = _Candidate(top, bottom, paths)
    for code, lexicon in lexicons.items():
        candidate.matched[code] = [_match(path, lexicon) for path in paths]
        # Distinct columns, so that a data row repeating one word is no header; depth must earn its place.
        distinct = {column.key for column in candidate.matched[code] if column}
        certain = sum(column is not None for column in candidate.matched[code])
        candidate.known = max(candidate.known, 2 * len(distinct) + certain)
    return candidate


def _match(path: tuple[str, ...], lexicon: Mapping[str, Column]) -> Column | None:
    """Match a heading, top and bottom together first, then without its brackets, then the bottom, then the top."""
    if not path or any(len(part) > LONGEST_HEADING for part in path):
        return None
    plain = tuple(_BRACKETS.sub("", unicodedata.normalize("NFKC", part)) for part in path)
    joined = [bare("".join(path)), bare("".join(plain)), bare(plain[0] + plain[-1])]
    if len(path) > 1:
        group = lexicon.get(bare(path[0])) or lexicon.get(bare(plain[0]))
        if group and group.type == "personal":
            # Under a person's heading everything is personal; only the name tells who it is.
            own = next((lexicon[key] for key in joined if key in lexicon), None)
            return own or (group if bare(plain[-1]) in _NAME_PARTS else lexicon.get("住址", group))
    for key in (*joined, bare(path[-1]), bare(plain[-1]), bare(path[0]), bare(plain[0])):
        if key in lexicon:
            return lexicon[key]
    return None


def _headings(paths: list[tuple[str, ...]], columns: list[Column | None]) -> Iterable[Heading]:
    for position, (path, column) in enumerate(zip(paths, columns, strict=True)):
        yield Heading(position, "".join(path), column, _unit_of(path))


def _unit_of(path: tuple[str, ...]) -> str:
    for part in reversed(path):
        text = unicodedata.normalize("NFKC", part)
        inside = _IN_BRACKETS.search(text)
        found = _UNIT.fullmatch(inside.group(1).strip()) if inside else _UNIT.fullmatch(text) if len(path) > 1 else None
        if found:
            return found.group(1)
    return ""
