"""Tables that stand in a report as lines of text: columns parted by tabs, bars or runs of spaces."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import islice

__all__ = ["Cell", "Column", "Line", "Row", "find_lines", "find_rows"]

# A bar, or more than one space, with words at both sides. The bar or space comes first: a search looks for that. No
# space is given back: a line may end in thousands of them.
_PARTED = re.compile(r"[ \t|｜│┃](?<=\S.)(?:(?<! ) *+|(?<= )(?: ++(?:[\t|｜│┃] *+)?|[\t|｜│┃] *+))(?=\S)")
_BARS = re.compile(r"[\t|｜│┃]")
_RULER = re.compile(r"[\s\-=_—─━┄+|｜│┃:┌┐└┘├┤┬┴┼]*")
_CELL = re.compile(r"[^\t|｜│┃\s](?:[^\t|｜│┃\n ]| (?! ))*")
_NUMBER = re.compile(
    r"(?:约|近|超)?\d[\d,.]*(?:[十百千万亿])?[余多]?[一-龥%‰]{0,3}(?:以上|左右)?|[零〇一二三四五六七八九十百]{1,4}"
)
_EMPTY = re.compile(r"[-—–/\\]*|无|空")
_INDEX = re.compile(r"序号|编号|No[.]?|#")
_UNIT = re.compile(r"(?:计[量数])?单位")
_LABEL = re.compile(r"指标|项目|名称|内容|类[别型]|事项|分类|种类|工作|指标名称")
_NOW = re.compile(
    r"(?:本年|今年|当年|本期|年度|全年|实际)?(?:实际)?(?:完成|发生|处理决定|办理|受理|收到)?(?:数量?|数[值据]|总[数量]|情况|结果|合计|件数|次数|人数)|本年度?|今年|当年|本期"
)
_BEFORE = re.compile(r"(?:上|去)(?:一)?年(?:度|同期)?(?:数量?|数[值据])?|上期|上年同期")
_CHANGE = re.compile(r"同比|环比|增减|增长|变化|[增降升]幅|[±%]+|(?:比|较)(?:上|去)年")
_GOAL = re.compile(r"目标|计划|任务|要求")
_SHARE = re.compile(r"占比|比例|比重|权重")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d年?度?")
_MONTHS = re.compile(r"(?:19|20)\d\d年?度?(?:\d{1,2}(?:[-—至~]\d{1,2})?月(?:份|底|末)?)?|第?\d季度")
# A heading names; a number or a stop in it makes it a line of the text.
_NO_NAME = re.compile(r"[。;\d]|[,:].")
_ASIDE = re.compile(r"[(]([^()]{1,6})[)]|/([一-龥%]{1,3})$")
_TOTAL = re.compile(r"(?:合|总|共)计|(?:全|本)(?:街道?|镇|乡|县|局|区|市)|总数|全部")
# “附:矛盾纠纷化解情况(单位:件)”: the line above a table names what all its columns count, and the unit.
_CAPTION = re.compile(
    r"\s*(?:附[表件]?\d*[:、]?|表\d*[:、]?)?\s*(?:(?:19|20)\d\d年度?)?(?P<thing>[一-龥]{2,14}?)(?:排查|化解|调解|调处|办理|处理|工作|开展|分类|类型)*"
    r"(?:情况|统计|数据|汇总|一览)+表?\s*(?:[(]单位[:](?P<unit>[一-龥]{1,3})[)])?[:]?\s*"
)
_OF_THESE = re.compile(r"其中|[#*]")
_LONGEST_LABEL = 24
#: A table has its heading line among its first lines.
_HEADS = 8
_LONGEST_LINE = 400


@dataclass(frozen=True, slots=True)
class Column:
    """A column of numbers; ``role`` is now, dated, before, change, goal, share or named (it names what it counts)."""

    name: str
    unit: str
    role: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One number of a table; offsets into the text."""

    text: str
    start: int
    end: int
    unit: str
    column: Column


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: its label and the cells under the columns of numbers.

    Attributes
    ----------
    label : str
        What the line is about, without its unit.
    start, end : int
        Offsets of the line.
    cells : tuple of Cell
    part : bool
        It breaks a line above it down.
    total : bool
        It adds the lines of the table up.
    named : bool
        The columns, not the lines, name what is counted.
    thing : str
        What the line above the table says all of it counts (矛盾纠纷), or ``""``.
    """

    label: str
    start: int
    end: int
    cells: tuple[Cell, ...]
    part: bool
    total: bool
    named: bool
    thing: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table as it stands: its cells with their offsets; ``indent`` are the spaces before it."""

    start: int
    end: int
    indent: int
    barred: bool
    cells: tuple[tuple[str, int], ...]


def find_rows(text: str) -> list[Row]:
    r"""Find the lines of every table with a heading line, in order.

    A table is a heading line that names a year, a 数量 or 单位 column, or what is counted, and below it lines with
    numbers under it. A list, an address or a form without such a heading is none.

    Parameters
    ----------
    text : str
        The report with levelled punctuation.

    Examples
    --------
    >>> rows = find_rows("指标\t单位\t2024年\t2023年\n法治讲座\t场\t14\t27\n")
    >>> [(row.label, cell.text + cell.unit, cell.column.name) for row in rows for cell in row.cells]
    [('法治讲座', '14场', '2024年'), ('法治讲座', '27场', '2023年')]
    """
    if sum(1 for _ in islice(_PARTED.finditer(text), 2)) < 2:
        return []
    found: list[Row] = []
    for block in find_lines(text):
        for at, head in enumerate(block[:_HEADS]):
            rows = _table(head, block[at + 1 :])
            if rows:
                rows = _captioned(text, head, rows)
                found.extend(rows)
                break
    return found


def find_lines(text: str) -> list[list[Line]]:
    """Find runs of lines that fall into cells; a ruler or one empty line between them does not part them."""
    blocks: list[list[Line]] = []
    open_block: list[Line] = []
    empty = 0
    for found in re.finditer(r"[^\n]*(?:\n|$)", text):
        line = found[0].rstrip("\r\n")
        ruler = _RULER.fullmatch(line) is not None
        cells = _cells(line, found.start()) if not ruler and len(line) <= _LONGEST_LINE else ()
        if len(cells) > 1:
            indent = len(line) - len(line.lstrip(" "))
            open_block.append(Line(found.start(), found.start() + len(line), indent, bool(_BARS.search(line)), cells))
            empty = 0
        elif not ruler or (not line.strip() and empty):
            if open_block:
                blocks.append(open_block)
            open_block, empty = [], 0
        elif not line.strip():
            empty += 1
    if open_block:
        blocks.append(open_block)
    return [block for block in blocks if len(block) > 1]


def _cells(line: str, offset: int) -> tuple[tuple[str, int], ...]:
    if not _PARTED.search(line):
        return ()
    if not _BARS.search(line):
        return tuple((cell[0].rstrip(), offset + cell.start()) for cell in _CELL.finditer(line))
    cells, at = [], 0
    for piece in _BARS.split(line):
        cells.append((piece.strip(), offset + at + len(piece) - len(piece.lstrip())))
        at += len(piece) + 1
    if "\t" not in line:  # “| a | b |”: the bars at both ends enclose the line
        cells = cells[1:] if not cells[0][0] else cells
        cells = cells[:-1] if not cells[-1][0] else cells
    return tuple(cells)


def _table(head: Line, lines: list[Line]) -> list[Row]:
    """Read lines below a heading line; none where it heads no columns of numbers."""
    names = [words for words, _ in head.cells]
    if any(len(name) > _LONGEST_LABEL or _NO_NAME.search(_MONTHS.sub("", name)) for name in names):
        return []
    roles = [_role(name) for name in names]
    fitting = [full for line in lines if len((full := _padded(line, len(names))).cells) == len(names)]
    index = next((k for k, role in enumerate(roles) if role == "label"), None)
    if index is None:
        index = next((k for k, role in enumerate(roles) if role in ("named", "dated") and _words(fitting, k)), None)
    numbers = [
        k
        for k, role in enumerate(roles)
        if k != index and role not in ("index", "unit", "label") and _numeric(fitting, k)
    ]
    by_line = any(roles[k] in ("now", "dated", "before") for k in numbers)
    if by_line and index is None:
        return []
    kept = [k for k in numbers if not by_line or roles[k] != "named"]
    if not kept or len(fitting) < (1 if head.barred else 2):
        return []
    unit = roles.index("unit") if "unit" in roles else None
    columns = {k: _column(names[k], roles[k]) for k in kept}
    rows = []
    base, inside = min(line.indent for line in fitting), False
    for line in fitting:
        label, own = _split_unit(line.cells[index][0] if index is not None else "")
        inside = bool(_OF_THESE.match(label)) or (inside and line.indent > base)
        stated = line.cells[unit][0] if unit is not None else ""
        cells = tuple(
            Cell(line.cells[k][0], line.cells[k][1], line.cells[k][1] + len(line.cells[k][0]), unit_of, column)
            for k, column in columns.items()
            if line.cells[k][0] and _NUMBER.fullmatch(line.cells[k][0])
            for unit_of in (column.unit or own or stated,)
        )
        total = bool(_TOTAL.search(label))
        rows.append(Row(label, line.start, line.end, cells, inside, total, not by_line))
    return rows


def _captioned(text: str, head: Line, rows: list[Row]) -> list[Row]:
    """Add what the line above a table says of all its cells."""
    above = text[: head.start].rstrip().rpartition("\n")[2]
    caption = _CAPTION.fullmatch(above)
    if caption is None:
        return rows
    unit = caption["unit"] or ""
    return [
        replace(row, thing=caption["thing"], cells=tuple(replace(cell, unit=cell.unit or unit) for cell in row.cells))
        for row in rows
    ]


def _padded(line: Line, width: int) -> Line:
    """Give back the empty cells a line lost at its end."""
    missing = width - len(line.cells) if line.barred else 0
    return replace(line, cells=(*line.cells, *[("", line.end)] * missing)) if missing > 0 else line


def _role(name: str) -> str:
    words = _ASIDE.sub("", re.sub(r"\s", "", name))
    if not words:
        return "label"
    for role, pattern in (("index", _INDEX), ("unit", _UNIT)):
        if pattern.fullmatch(words):
            return role
    for role, pattern in (("change", _CHANGE), ("goal", _GOAL), ("share", _SHARE), ("dated", _YEAR)):
        if pattern.search(words) and not (role == "goal" and _NOW.fullmatch(words)):
            return role
    if _BEFORE.fullmatch(words):
        return "before"
    if _NOW.fullmatch(words):
        return "now"
    return "label" if _LABEL.search(words) and len(words) <= 6 else "named"


def _column(name: str, role: str) -> Column:
    plain, unit = _split_unit(name)
    return Column(re.sub(r"\s", "", plain), unit, role)


def _split_unit(name: str) -> tuple[str, str]:
    """Part “法治讲座(场)” into what it says and its unit."""
    found = _ASIDE.search(name)
    if found is None:
        return name.strip(), ""
    unit = found[1] or found[2]
    if not re.fullmatch(r"(?:单位:)?[一-龥%‰]{1,3}(?:次)?", unit):
        return name.strip(), ""
    return (name[: found.start()] + name[found.end() :]).strip(), unit.removeprefix("单位:")


def _numeric(lines: list[Line], column: int) -> bool:
    """Whether a column holds numbers, and hardly anything else."""
    cells = [line.cells[column][0] for line in lines]
    numbers = sum(bool(_NUMBER.fullmatch(cell)) for cell in cells)
    return numbers > 0 and numbers + sum(bool(_EMPTY.fullmatch(cell)) for cell in cells) == len(cells)


def _words(lines: list[Line], column: int) -> bool:
    """Whether a column holds names; years name lines too."""
    cells = [line.cells[column][0] for line in lines]
    return bool(cells) and all(cell and (not _NUMBER.fullmatch(cell) or _YEAR.fullmatch(cell)) for cell in cells)
