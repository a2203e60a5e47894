"""Masks for tables and texts that must be shown to somebody."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

import pandas as pd

from lawstats.reading.ledger_words import bare, load_ledger_words
from lawstats.reading.privacy.names import AND_OTHERS, NAME_MASK, split_names

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["mask_personal", "mask_text"]

TEXT_MASK = "（自由文本，已略去）"
_ID = re.compile(r"(?<![0-9A-Za-z])(\d{2})(\d{4}(?:19|20)\d{2}(?:0[1-9]|1[0-2])[0-3]\d\d{1,3}[\dXx]?)(?![0-9A-Za-z])")
_PHONE = re.compile(r"(?<!\d)(?:\+?86[- ]?)?(1[3-9]\d)[- ]?(\d{4})[- ]?(\d{4})(?!\d)")
_LANDLINE = re.compile(r"(?<!\d)(0\d{2,3})[- ]?(\d{3,4})(\d{4})(?!\d)")
_CARD = re.compile(r"(?<!\d)(\d{4})[ -]?\d{4}[ -]?\d{4}[ -]?\d{0,4}[ -]?\d{0,3}(?<=\d)(?!\d)")
_PLATE = re.compile(
    r"([京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领][A-Z])"
    r"[·•. ]?([A-Z0-9]{4,5}[A-Z0-9挂学警港澳])"
)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
#: WeChat and QQ accounts, told by their form or by the word before them.
_ACCOUNT = re.compile(
    r"wxid_\w+|(?P<word>(?:微信|QQ)号?[::]?\s*)(?=[\w-]*\d|[A-Za-z][\w-]{5,})[A-Za-z0-9][\w-]{4,}",
    re.ASCII | re.IGNORECASE,
)
_ADDRESS_DETAIL = re.compile(
    r"(?P<kept>(?:[一-鿿]{2,9}?(?:省|自治区|市|州|盟|区|县|旗))*[一-鿿]{1,8}?(?:街道|镇|乡))(?:办事处)?"
    r"(?P<detail>[一-鿿A-Za-z0-9\-—#号]*?(?:\d+|[一二三四五六七八九十]+)\s*(?:号|栋|幢|座|楼|单元|室|组|户|弄)[A-Za-z0-9\-—#号栋幢座楼单元室组户]*)"
)
_HOUSE = re.compile(
    r"(?:[一-鿿]{1,10}(?:路|街|巷|道|小区|花园|苑|村|里|大厦|公寓|社区))?"
    r"(?:[A-Za-z]?\d+|[一二三四五六七八九十]+)[号]?(?:号楼|号院|栋|幢|座|弄)"
    r"(?:\d+|[一二三四五六七八九十]+)?(?:单元)?(?:\d+)?[室号户]?|(?:[一-鿿]{1,6}(?:路|街|巷|大道))\d+号(?:附\d+号)?"
)
_TOWN = re.compile(r"^.*?(?:街道|镇|乡)")
_ADDRESS_HEADS = ("住址", "地址", "住所", "户籍地", "发生地点")
_NAME_HEADS = ("姓名", "当事人", "申请人", "被申请人", "原告", "被告", "第三人", "代理人", "人员")


def mask_text(text: str) -> str:
    """Mask numbers and places in a text that tell who somebody is.

    Telephone 138****1234, identity number 35*************123, bank card its last four digits, plate its first two
    characters, an address up to street or town (规范见县级政务公开脱敏做法).

    Parameters
    ----------
    text : str
        Any text; names in it cannot be told from other words and are not found here.

    Examples
    --------
    >>> mask_text("电话13812345678,住云溪街道3栋2单元501室")
    '电话138****5678,住云溪街道***'
    """
    text = unicodedata.normalize("NFKC", text) if not text.isascii() else text
    text = _MAIL.sub("***", text)
    text = _ACCOUNT.sub(lambda m: f"{m['word'] or ''}***", text)
    text = _ID.sub(lambda m: f"{m[1]}{'*' * (len(m[2]) - 3)}{m[2][-3:]}", text)
    text = _PHONE.sub(r"\1****\3", text)
    text = _CARD.sub(lambda m: "*" * 12 + re.sub(r"\D", "", m[0])[-4:] if _is_card(m[0]) else m[0], text)
    text = _LANDLINE.sub(r"\1****\3", text)
    text = _PLATE.sub(r"\1*****", text)
    text = _ADDRESS_DETAIL.sub(r"\g<kept>***", text)
    return _HOUSE.sub("***", text)


def _is_card(text: str) -> bool:
    return 15 <= len(re.sub(r"\D", "", text)) <= 19


def mask_personal(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a copy of a table in which nobody can be recognised by name, number, address or free text.

    Parameters
    ----------
    frame : DataFrame
        Any table, with Chinese headings or this library's column keys.

    Returns
    -------
    DataFrame
        Same shape and index. Columns of names read 某某 (等5人 stays), addresses stop at street or town, free text is
        left out, identity numbers, telephones, cards and plates are masked in every column, and a name that stands in
        a name column is also taken out of all the others. The input is not changed.

    Examples
    --------
    >>> masked = mask_personal(pd.DataFrame({"姓名": ["甲一"], "电话": [13812345678], "住址": ["云溪街道甲巷3号"]}))
    >>> masked.iloc[0].tolist()
    ['某某', '138****5678', '云溪街道***']
    """
    roles = {position: _role(str(name)) for position, name in enumerate(frame.columns)}
    names = _names_in(frame, (position for position, role in roles.items() if role == "name"))
    pattern = re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True)))) if names else None
    masked = {}
    for position, role in roles.items():
        column = frame.iloc[:, position]
        masked[position] = (
            column if _harmless(column) and not role else column.map(lambda c, r=role: _mask(c, r, pattern))
        )
    result = pd.DataFrame(masked, index=frame.index)
    result.columns = frame.columns
    return result


def _harmless(column: pd.Series) -> bool:
    return bool(
        pd.api.types.is_bool_dtype(column)
        or pd.api.types.is_datetime64_any_dtype(column)
        or (pd.api.types.is_numeric_dtype(column) and column.abs().max() < 1e10)
    )


@lru_cache(maxsize=1)
def _heads() -> dict[str, str]:
    heads = {}
    for kind in load_ledger_words().kinds.values():
        for column in kind.columns:
            if column.type in ("personal", "free_text"):
                for name in (column.key, *column.names):
                    heads[bare(name)] = column.type
    return heads


def _role(name: str) -> str:
    head = bare(name)
    if any(bare(word) in head for word in _ADDRESS_HEADS):
        return "address"
    if re.search(r"电话|手机|联系方式|身份证|证件|银行卡|卡号|车牌|邮箱|微信号?$|QQ", head):
        return "number"
    if re.search(r"性别|民族|年龄|职业|出生|文化程度|工作单位", head):
        return "attribute"
    if any(bare(word) in head for word in _NAME_HEADS) and not re.search(r"人数|数$|日期|金额|情况|来源|申请$", head):
        return "name"
    kind = _heads().get(head, "")
    return "name" if kind == "personal" else "text" if kind else ""


def _names_in(frame: pd.DataFrame, positions: Iterable[int]) -> set[str]:
    cells = (cell for position in positions for cell in frame.iloc[:, position].dropna().unique())
    return {name for cell in cells for name in split_names(cell) if len(name) >= 2}


def _mask(cell: object, role: str, names: re.Pattern[str] | None) -> object:
    if cell is None or isinstance(cell, (bool, pd.Timestamp)) or (isinstance(cell, float) and cell != cell):
        return cell
    text = str(int(cell)) if isinstance(cell, float) and cell == int(cell) else str(cell)
    if not text.strip():
        return cell
    if role == "name":
        others = AND_OTHERS.search(text)
        count = max(1, len(split_names(text)))
        return "、".join([NAME_MASK] * count) + (re.sub(r"(?<=[人户名位]).*", "", others[0]) if others else "")
    if role == "text":
        return TEXT_MASK
    if role == "attribute":
        return "*"
    if role == "address":
        town = _TOWN.match(unicodedata.normalize("NFKC", text))
        return f"{town[0]}***" if town else "***"
    masked = mask_text(text)
    if role == "number" and masked == text:
        masked = text[0] + "*" * (len(text) - 1)
    if names is not None:
        masked = names.sub(NAME_MASK, masked)
    return cell if masked == text and not isinstance(cell, str) else masked
