"""Communities: one name for 甲社区, 甲社区居委会 and 甲社区调委会, and no guess about any other spelling."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lawstats.reading.privacy.names import SURNAMES, looks_like_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["PlaceCell", "Places", "find_community", "find_office"]

_HAN = "[一-鿿]"
_TAIL = (
    r"(?:人民调解委员会|调解委员会|调委会|居民委员会|居委会|村民委员会|村委会|调解室|公共法律服务工作站|工作站|"
    r"党群服务中心|党总支|党支部|两委)?"
)
_GRID = r"(?:第?[一二三四五六七八九十\d]+号?(?:网格|(?:居民|村民)?小?组|片区?)|网格\d*)?"
_COMMUNITY = re.compile(rf"(?:.{{2,6}}(?:街道|镇|乡))?(?P<stem>{_HAN}{{1,8}}?)(?P<kind>社区|村|片区)?{_TAIL}{_GRID}")
_BODY = re.compile(r"(?:居民委员会|居委会|村民委员会|村委会|人民调解委员会|调解委员会|调委会)")
_STREET = re.compile(
    r"(?:(?P<name>[一-鿿]{1,8})(?:街道|镇|乡))(?:办事处|司法所|机关|本级|人民调解委员会|调解委员会|调委会|党工委)?"
)
_STREET_ONLY = re.compile(
    r"街道(?:办事处|机关|本级|办)?(?:人民调解委员会|调解委员会|调委会|调解中心)?|本级|街道级|(?:街道)?司法所"
)
_INSIDE = re.compile(rf"({_HAN}{{1,6}}?)(社区|村)(?!民|干部|居)")
_OFFICE = re.compile(rf"({_HAN}{{2,8}}?(?:街道|镇|乡))")
#: A case is named after its parties, which are no office.
_SUIT = re.compile(r"诉|与.{2,4}(?:案|纠纷)")
_BLANKS = frozenset({"", "-", "—", "/", "\\", "无", "空", "不详"})
STREET = "街道"
#: A longer stem that opens with a family name and stands in fewer rows than this may hold a person (某某城东社区).
LONGEST_STEM, RARE = 4, 3
#: A community left without its 社区 has two characters; three that open with a family name may be somebody.
SHORT_PLACE = 2


@dataclass(frozen=True, slots=True)
class PlaceCell:
    """The community's one name, what was repaired, what is wrong."""

    name: str = ""
    repair: str = ""
    problem: str = ""


class Places:
    """The communities of one workbook.

    Parameters
    ----------
    cells : iterable
        Every community cell of the workbook, so that a bare 城东 can be told to be the 城东社区 of the next row.
    aliases : mapping, optional
        This office's own: old or other names and the name to use.

    Examples
    --------
    >>> places = Places(["城东社区", "城东社区居委会", "城东", "大桥村委会"], {"老街村": "城东社区"})
    >>> [places.read(cell).name for cell in ("城东居委会", "城东", "老街村", "大桥村")]
    ['城东社区', '城东社区', '城东社区', '大桥村']
    """

    def __init__(self, cells: Iterable[object], aliases: Mapping[str, str] | None = None) -> None:
        self._aliases = {_plain(old): _plain(new) for old, new in (aliases or {}).items()}
        texts = Counter(_plain(cell) for cell in cells)
        full: Counter[str] = Counter()
        bare: Counter[str] = Counter()
        for text, times in texts.items():
            match = _COMMUNITY.fullmatch(self._aliases.get(text, text))
            if match and not _STREET.fullmatch(text):
                (full if match["kind"] else bare)[match["stem"] + (match["kind"] or "")] += times
        known = set(full) | {name for name in self._aliases.values() if re.search(r"(?:社区|村|片区)$", name)}
        self._by_stem: dict[str, str] = {}
        for name in sorted(known, key=lambda name: (-full[name], name)):
            self._by_stem.setdefault(_stem(name), name)
        # 大桥村 beside a more frequent 大桥社区 is its old name; an office that has both says so by an alias to itself.
        stated = set(self._aliases.values())
        self._old_names = {
            name: new for name in full if (new := self._by_stem[_stem(name)]) != name and name not in stated
        }
        # A person put before the community (某某城东社区) makes a longer name that ends in a shorter one.
        self._doubtful = {
            name
            for name in full
            for other in full
            if name != other and name.endswith(other) and full[name] < full[other]
        } | {
            name
            for name, times in full.items()
            if len(stem := _stem(name)) > LONGEST_STEM and stem[0] in SURNAMES and times < RARE
        }
        # A ledger that leaves 社区 out throughout is consistent: few names, many rows. One that does it once is not.
        # Where most look like persons the heading is not to be believed.
        persons = sum(looks_like_name(name) for name in bare)
        plain = not full and sum(bare.values()) >= 2 * len(bare) > 0 and 2 * persons <= len(bare)
        self._bare_names = {name for name in bare if not self._long_name(name)} if plain else set()

    @staticmethod
    def _long_name(name: str) -> bool:
        return len(name) > SHORT_PLACE and looks_like_name(name)

    def read(self, cell: object) -> PlaceCell:
        """Return the community a cell names."""
        text = _plain(cell)
        if text in _BLANKS:
            return PlaceCell()
        if text in self._aliases:
            return PlaceCell(self._aliases[text], repair="社区别名统一")
        if _STREET_ONLY.fullmatch(text) or ((street := _STREET.fullmatch(text)) and street["name"]):
            return PlaceCell(STREET)
        match = _COMMUNITY.fullmatch(text)
        if not match:
            return PlaceCell(problem="不是社区名称")
        stem, kind = match["stem"], match["kind"] or ""
        name = stem + kind
        if name in self._doubtful:
            return PlaceCell(problem="社区名称无法确认")
        if name in self._old_names:
            return PlaceCell(self._old_names[name], repair="社区旧名统一")
        if not kind:
            known = self._by_stem.get(stem)
            if known:
                name = known
            elif _BODY.search(text):
                name = stem + ("村" if "村" in text[len(stem) :] else "社区")
            elif stem not in self._bare_names:
                return PlaceCell(problem="社区名称无法确认")
        return PlaceCell(name, repair="" if name == text else "社区别名统一")


def _stem(name: str) -> str:
    return re.sub(r"(?:社区|村|片区)$", "", name)


def _plain(cell: object) -> str:
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", cell)) if isinstance(cell, str) else ""
    # 城东社区(本级), 城东社区(3网格): what a bracket adds at the end is still the community.
    return re.sub(r"(?<=[区村会])\([^()]*\)$", "", text)


def find_community(text: str) -> str:
    """Return the community a sheet's name or title names, '' when none or several.

    Examples
    --------
    >>> find_community("城东社区2024年台账"), find_community("2024年")
    ('城东社区', '')
    """
    plain = re.sub(r"^.*?(?:街道|镇|乡)|[\d年月度]+", "", _plain(text))
    found = {match[1] + match[2] for match in _INSIDE.finditer(plain)}
    return found.pop() if len(found) == 1 else ""


def find_office(text: str) -> str:
    """Return the office a title names.

    Examples
    --------
    >>> find_office("云溪街道2024年人民调解台账")
    '云溪街道'
    """
    if _SUIT.search(text):
        return ""
    match = _OFFICE.search(re.sub(r"[\d年度]+|.*[省市区县州](?=[一-鿿]{2,}(?:街道|镇|乡))", "", _plain(text)))
    return match[1] if match else ""
