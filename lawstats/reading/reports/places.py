"""Whose a number is: the office's own, or that of the city, county or province it belongs to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["of_a_higher_place", "own_level"]

#: Ranks of places: a street or town, a county or district, a city, a province.
_STREET, _COUNTY, _CITY, _PROVINCE = 1, 2, 3, 4
_LEVELS = (_STREET, _COUNTY, _CITY)
# Whom an office's name belongs to: 示例市甲区乙街道办事处 is a street's, 乙县司法局 a county's.
_NAMED = (
    re.compile(r"(?:街道(?:办事处)?|(?<![城乡])镇|(?<![城下])乡)(?:人民政府|党委|党工委|司法所)?$"),
    re.compile(r"[县旗]|(?<![社园景新])区(?!域)"),
    re.compile(r"[市州]"),
)
_SELF = (
    re.compile(r"[我本](?:街道?|镇|乡)|(?:^|[,。;:]|\d年)街道(?=共|全年|调解|化解|开展|组织|召开|党工委|辖|现有)"),
    re.compile(r"我(?:县|旗|(?<!社)区)|本[县区旗]"),
    re.compile(r"[我本]市"),
)
_ALL = (re.compile(r"全(?:街道|镇|乡)"), re.compile(r"全(?:县|旗|区(?!域))"), re.compile(r"全[市州]"))
_RANK = {"国": 5, "省": _PROVINCE, "自治区": _PROVINCE}
_RANK |= dict.fromkeys("市州", _CITY) | dict.fromkeys("县区旗", _COUNTY)
# “全区各级调解组织…”, at the head of a clause; “在全区率先”, “位列全区第二” speak of the office itself.
_OF_ALL = re.compile(
    r"(?:^|[,;。:]|(?:通报|公布)的)(?:截至[^,;。:]{1,8}|目前|今年以来|今年|(?:19|20)\d\d年)?,?全(?P<place>自治区|[国省市州县区旗])"
    r"(?!率先|首|前列|第|领先|范围|推广|排名|唯一|平均|域)[^;。]*$"
)
_BACK = re.compile(r"[,;。:](?:其中,?)?(?:我|本|全[镇乡街])")


def own_level(text: str, office: str = "") -> int:
    """Tell of whom a text speaks: 1 a street or town, 2 a county or district, 3 a city, 0 unknown.

    The office's name tells; else what the text calls its own (我镇, 我区), the most often; else the place it speaks of
    as a whole (全镇, 全县), the most often, and of two the lower.

    Examples
    --------
    >>> own_level("我镇有调委会15个,全县共有186个。"), own_level("全县法律明白人6210名。"), own_level("学法4次。")
    (1, 2, 0)
    >>> own_level("指导全镇推进。全县学法4次,全县普法9场。"), own_level("全区普法9场。", "甲街道")
    (2, 1)
    """
    named = next((level for level, words in zip(_LEVELS, _NAMED, strict=True) if words.search(office)), 0)
    return named or _most_often(text, _SELF) or _most_often(text, _ALL)


def _most_often(text: str, words: Sequence[re.Pattern[str]]) -> int:
    counts = [len(pattern.findall(text)) for pattern in words]
    return _LEVELS[counts.index(max(counts))] if any(counts) else 0


def of_a_higher_place(before: str, own: int) -> bool:
    """Whether the words before a number give it to a place above the office's own.

    Parameters
    ----------
    before : str
        The sentence up to the number, with levelled punctuation.
    own : int
        What `own_level` said of the whole text.

    Examples
    --------
    >>> of_a_higher_place("全县共有调委会", 1), of_a_higher_place("全县共有调委会", 2)
    (True, False)
    >>> of_a_higher_place("在全区率先建成服务站", 1)
    False
    """
    found = _OF_ALL.search(before) if own else None
    return found is not None and _RANK[found["place"]] > own and _BACK.search(before, found.end("place")) is None
