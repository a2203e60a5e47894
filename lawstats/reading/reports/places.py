"""Whose a number is: the office's own, or that of the city, county or province it belongs to."""

from __future__ import annotations

import re

__all__ = ["of_a_higher_place", "own_level"]

#: Ranks of places: a street or town, a county or district, a city, a province.
_STREET, _COUNTY, _CITY, _PROVINCE = 1, 2, 3, 4
_OWN = (
    (
        _STREET,
        re.compile(
            r"我(?:街道?|镇|乡|所)|本(?:街道|镇|乡)|全(?:街道|镇|乡)|[镇乡](?:人民政府|党委)|街道(?:办事处|党工委)"
            r"|(?:^|[,。;:年])(?:[一-龥]{1,3})?街道(?:共|全年|现有|有|调解|化解|开展|组织|聘|设|辖|召开|制定|依法|班子|司法所)"
        ),
    ),
    (_COUNTY, re.compile(r"我(?:县|旗|(?<!社)区)|本[县区]|全(?:县|旗)|全区(?!域)")),
    (_CITY, re.compile(r"我市|本市|全市|全州")),
)
_RANK = {
    "省": _PROVINCE,
    "自治区": _PROVINCE,
    "国": 5,
    "市": _CITY,
    "州": _CITY,
    "县": _COUNTY,
    "区": _COUNTY,
    "旗": _COUNTY,
}
# “全区各级调解组织…”, at the head of a clause; “在全区率先”, “位列全区第二” speak of the office itself.
_OF_ALL = re.compile(
    r"(?:^|[,;。:]|(?:通报|公布)的)(?:截至[^,;。:]{1,8}|目前|今年以来|今年|(?:19|20)\d\d年)?,?全(?P<place>自治区|[国省市州县区旗])"
    r"(?!率先|首|前列|第|领先|范围|推广|排名|唯一|平均|域)[^;。]*$"
)
_BACK = re.compile(r"[,;。:](?:其中,?)?(?:我|本|全[镇乡街])")


def own_level(text: str) -> int:
    """Tell from its words of whom a text speaks: 1 a street or town, 2 a county or district, 3 a city, 0 unknown.

    Examples
    --------
    >>> own_level("我镇有调委会15个。"), own_level("全县法律明白人6210名。"), own_level("学法4次。")
    (1, 2, 0)
    """
    return next((level for level, words in _OWN if words.search(text)), 0)


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
