"""The names a cell lists, told apart so that each can be hashed or masked."""

from __future__ import annotations

import re
import unicodedata

from lawstats.reading.ledger_words import bare

__all__ = ["AND_OTHERS", "names_others", "split_names"]

_NAME_SPLIT = re.compile(r"[、,,;;/\n&]+|(?<=[一-鿿]{2})(?:与|和|及|诉)(?=[一-鿿]{2})|\s{1,}")
LONGEST_NAME = 3
_ONE_NAME = re.compile(r"(?![^等与和及诉无]*[等与和及诉无])[一-鿿]{2,3}")
AND_OTHERS = re.compile(r"等\s*[\d一二三四五六七八九十百两]*\s*(?:余|多)?\s*[人户名位].*$|等$")
_ROLE = re.compile(r"^(?:当事人|申请人|被申请人|甲方|乙方|原告|被告|[AB]方?|[甲乙丙丁])[::]\s*")
_BRACKETS = re.compile(r"\(.*?\)|\(.*$")
_EDGE = re.compile(r"^[\s::。.]+|[\s::。.]+$")


def names_others(cell: str) -> bool:
    """Whether a cell names some and counts the rest (甲某、乙某等5人).

    Examples
    --------
    >>> names_others("甲一、乙二等5人"), names_others("甲一、乙二")
    (True, False)
    """
    return "等" in cell and AND_OTHERS.search(unicodedata.normalize("NFKC", cell)) is not None


def split_names(cell: object) -> list[str]:
    """Return the names a cell lists, without roles, brackets and 等5人.

    Examples
    --------
    >>> split_names("申请人:甲一、乙二(身份证略)等5人")
    ['甲一', '乙二']
    """
    if not isinstance(cell, str) or not cell.strip():
        return []
    if _ONE_NAME.fullmatch(cell):
        return [cell]
    text = _BRACKETS.sub("", unicodedata.normalize("NFKC", cell)).strip()
    # 甲 一 is one name with a space for looks.
    if re.fullmatch(r"[一-鿿\s]+", text) and len(re.sub(r"\s", "", text)) <= LONGEST_NAME:
        text = re.sub(r"\s", "", text)
    parts = (_EDGE.sub("", _ROLE.sub("", AND_OTHERS.sub("", part))) for part in _NAME_SPLIT.split(text))
    return [part for part in parts if part and bare(part) not in ("", "无", "不详")]
