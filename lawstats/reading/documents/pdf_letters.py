"""The letters of a page of a PDF with their places, turned upright, and the rules drawn on it."""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]  # ships no type stubs

__all__ = ["Letter", "Page", "Rule", "character", "page_of", "wide"]

# Some fonts name glyphs as radicals: ⼀ for 一, ⻓ for 长. Of these NFKC leaves as they are:
_RADICALS = dict(
    zip(
        "⺟⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
        "母民虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
        strict=True,
    )
)  # fmt: skip
_QUARTER = math.pi / 2
#: The cosine of the angle that a letter may be turned from the others.
_STRAIGHT_ON = 0.99
#: Shorter strokes, in points, are parts of drawings.
_SHORTEST_RULE = 5.0
_STRAIGHT = 1.0
#: A page with more strokes is a drawing, not a table.
_MOST_STROKES = 20_000
#: A page of more objects is a map or the like; a page set letter by letter has some thousands.
_MOST_OBJECTS = 50_000
#: A picture of this share of the page may be a scan of it.
_PICTURE_SHARE = 0.5
_FRAME_SHARE = 0.9


class Letter(NamedTuple):
    """One letter; ``base`` is the height of its baseline, ``size`` its own height."""

    text: str
    left: float
    right: float
    base: float
    size: float


class Rule(NamedTuple):
    """A straight stroke: where it lies on one axis, and from where to where it goes along the other."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Page:
    """A page turned so that its lines run from left to right and follow each other downwards.

    Attributes
    ----------
    letters : list of Letter
        In the order of the file.
    level, upright : list of Rule
        Horizontal and vertical strokes.
    strange : int
        How many letters the fonts name no character for.
    pictured : bool
        A picture covers most of the page.
    """

    letters: list[Letter]
    level: list[Rule] = field(default_factory=list)
    upright: list[Rule] = field(default_factory=list)
    strange: int = 0
    pictured: bool = False


class _Box(NamedTuple):
    text: str
    left: float
    right: float
    bottom: float
    top: float
    x: float
    base: float

    def turned(self) -> _Box:
        """Turn the page a quarter clockwise: (x, y) becomes (y, -x)."""
        return _Box(self.text, self.bottom, self.top, -self.right, -self.left, self.base, -self.x)

    def middled(self) -> _Box:
        """Give a letter of a column the column's side as its origin: narrow digits stand in the middle."""
        return self._replace(x=(self.left + self.right - self.top + self.bottom) / 2)


def wide(letter: str) -> bool:
    """Whether a letter is set as wide as it is high."""
    return unicodedata.east_asian_width(letter) in "WF"


def page_of(page: Any, most: int) -> Page:
    """Read an open page of PDFium; of a page with more letters than `most` give one more than that."""
    boxes, angles, strange = _boxes(page, most)
    pictured = _pictured(page)
    if not boxes:
        return Page([], strange=strange, pictured=pictured)
    quarter = _quarter(angles)
    if quarter == (page.get_rotation() // 90 + 2) % 4:
        # PDFium puts the words of a line that stands on its head in order from the wrong side.
        page.set_rotation((page.get_rotation() + 180) % 360)
        boxes, angles, strange = _boxes(page, most)
    straight = _along(boxes, angles, quarter)
    if quarter == 0 and _stacked(straight):
        # Upright letters in columns from right to left, numbers turned: lines of a page turned by three quarters.
        quarter, straight = 3, [box.middled() for box in _along(boxes, angles, 0, 3)]
    level, upright = _rules(page)
    for _ in range(quarter):
        straight = [box.turned() for box in straight]
        level, upright = (
            [Rule(-rule.at, rule.start, rule.end) for rule in upright],
            [Rule(rule.at, -rule.end, -rule.start) for rule in level],
        )
    letters = [Letter(box.text, box.left, box.right, box.base, box.top - box.bottom) for box in straight]
    return Page(letters, level, upright, strange, pictured)


def _quarter(angles: list[float]) -> int:
    """By how many quarters most letters are turned, against the clock."""
    return Counter(round(angle / _QUARTER) % 4 for angle in angles).most_common(1)[0][0]


def _boxes(page: Any, most: int) -> tuple[list[_Box], list[float], int]:
    """Every printed letter and its angle; and how many have no character."""
    words = page.get_textpage()
    try:
        return _boxes_of(words, most)
    finally:
        words.close()


def _boxes_of(words: Any, most: int) -> tuple[list[_Box], list[float], int]:
    boxes: list[_Box] = []
    angles: list[float] = []
    strange, high = 0, 0
    rect, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    for index in range(min(pdfium.FPDFText_CountChars(words), most + 1)):
        if pdfium.FPDFText_IsGenerated(words, index) == 1:
            continue  # spaces and line ends PDFium guessed; their places tell better
        code = pdfium.FPDFText_GetUnicode(words, index)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000 and high:
            code = 0x10000 + ((high - 0xD800) << 10) + code - 0xDC00
        high = 0
        if pdfium.FPDFText_HasUnicodeMapError(words, index) == 1 or _strange(code):
            strange += 1
            continue
        pdfium.FPDFText_GetLooseCharBox(words, index, rect)
        pdfium.FPDFText_GetCharOrigin(words, index, x, y)
        boxes.append(_Box(character(code), rect.left, rect.right, rect.bottom, rect.top, x.value, y.value))
        angles.append(-pdfium.FPDFText_GetCharAngle(words, index))  # PDFium turns clockwise
    return boxes, angles, strange


def _along(boxes: list[_Box], angles: list[float], *quarters: int) -> list[_Box]:
    """Keep the letters turned by so many quarters; others are a watermark or a stamp."""
    return [
        box
        for box, angle in zip(boxes, angles, strict=True)
        if any(math.cos(angle - quarter * _QUARTER) > _STRAIGHT_ON for quarter in quarters)
    ]


def _strange(code: int) -> bool:
    """Whether a code names no character: none at all, a control, one of private use."""
    return code in (0, 0xFFFD) or 0xD800 <= code < 0xF900 or code >= 0xF0000


def character(code: int) -> str:
    """Give the character a code stands for, radicals and hyphens at line ends as what they mean.

    Examples
    --------
    >>> character(0x2F00), character(0xAD)
    ('一', '-')
    """
    if 0x2E80 <= code < 0x2FE0 or 0xF900 <= code < 0xFB00:
        return _RADICALS.get(chr(code)) or unicodedata.normalize("NFKC", chr(code))
    # U+2, U+FFFE and the soft hyphen stand for a hyphen at a line's end.
    return "-" if code in (2, 0xAD, 0xFFFE) else " " if code < 32 or code in (0xA0, 0xFEFF) else chr(code)


def _stacked(boxes: list[_Box]) -> bool:
    """Whether most letters stand right below the one before."""
    below = beside = 0
    for one, other in pairwise(boxes):
        if abs(one.left + one.right - other.left - other.right) < one.top - one.bottom and other.top < one.top - 1:
            below += 1
        elif other.left >= one.right - 1 and abs(one.base - other.base) < 1:
            beside += 1
    return below > beside


def _pictured(page: Any) -> bool:
    width, height = page.get_size()
    if pdfium.FPDFPage_CountObjects(page) > _MOST_OBJECTS:
        return False
    for picture in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE]):
        left, bottom, right, top = picture.get_bounds()
        if (right - left) * (top - bottom) > _PICTURE_SHARE * width * height:
            return True
    return False


def _rules(page: Any) -> tuple[list[Rule], list[Rule]]:
    """Horizontal and vertical strokes, edges of filled bars among them."""
    level: list[Rule] = []
    upright: list[Rule] = []
    strokes = 0
    if pdfium.FPDFPage_CountObjects(page) > _MOST_OBJECTS:
        return [], []
    x, y = ctypes.c_float(), ctypes.c_float()
    for path in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=1):
        matrix = path.get_matrix()
        begun = last = None
        count = pdfium.FPDFPath_CountSegments(path)
        strokes += count
        if strokes > _MOST_STROKES:
            return [], []
        for index in range(count):
            segment = pdfium.FPDFPath_GetPathSegment(path, index)
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            point = matrix.on_point(x.value, y.value)
            kind = pdfium.FPDFPathSegment_GetType(segment)
            if kind == pdfium.FPDF_SEGMENT_LINETO and last is not None:
                _add_stroke(last, point, level, upright)
            elif kind == pdfium.FPDF_SEGMENT_MOVETO:
                begun = point
            last = point
            if pdfium.FPDFPathSegment_GetClose(segment) and begun is not None:
                _add_stroke(last, begun, level, upright)
    # A frame or a ground as large as the page is no table.
    width, height = (_FRAME_SHARE * side for side in page.get_size())
    if page.get_rotation() % 180:
        width, height = height, width
    return [r for r in level if r.end - r.start < width], [r for r in upright if r.end - r.start < height]


def _add_stroke(one: tuple[float, float], other: tuple[float, float], level: list[Rule], upright: list[Rule]) -> None:
    width, height = abs(one[0] - other[0]), abs(one[1] - other[1])
    if height <= _STRAIGHT and width >= _SHORTEST_RULE:
        level.append(Rule((one[1] + other[1]) / 2, min(one[0], other[0]), max(one[0], other[0])))
    elif width <= _STRAIGHT and height >= _SHORTEST_RULE:
        upright.append(Rule((one[0] + other[0]) / 2, min(one[1], other[1]), max(one[1], other[1])))
