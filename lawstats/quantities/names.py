"""Numerals inside names: dates, document numbers, ordinals, versions, codes, slogans, idioms, titles."""

from __future__ import annotations

import re
import tomllib
from importlib import resources

__all__ = ["WORDS", "enclosures", "skip_name"]

with resources.files("lawstats").joinpath("vocabulary", "not_quantities.toml").open("rb") as _file:
    WORDS: dict[str, list[str]] = tomllib.load(_file)

_NUMERALS = "0-9零〇一二两俩三四五六七八九十百千万亿廿卅"
_NUMERAL = re.compile(f"[{_NUMERALS}]")
_YEAR = "(?:1[89]|20)[0-9]{2}"
_TO = "[ ]?(?:[-—–~〜]{1,2}|至|到)[ ]?"

# Titles and addresses hold names only; of quotations the short ones are names unless they plainly count.
_SHORT = 14
_ENCLOSED = re.compile(
    "《[^《》\n]{1,80}》|〔[^〔〕\n]{1,12}〕|https?://[!-~]+|www\\.[!-~]+"
    f"|“[^“”\n]{{1,{_SHORT}}}”|‘[^‘’\n]{{1,{_SHORT}}}’|「[^「」\n]{{1,{_SHORT}}}」"
    '|"[^"\n]{1,200}"'  # this mark does not say whether it opens, so a long pair must be consumed whole
)
# What may follow the first digits of a label: most numbers are told from labels by it.
_GOES_ON = "[-—–~〜至到、/.年学财月:：∶时点·•・‧∙版+×xX✕*对比号楼室单届世季级等环后栋幢A-Za-z]"
_LABEL = re.compile(
    rf"""
    (?= \d+ [ ]{{0,2}} {_GOES_ON} ) (?:
      {_YEAR} [-/.] \d{{1,2}} [-/.] \d{{1,2}} 日?                                       # 2024-03-13
    | {_YEAR} [ ]?年? {_TO} (?:{_YEAR}|\d\d) [ ]? 学?年度?                               # 2021—2025年
    | {_YEAR} (?={_TO}{_YEAR})
    | {_YEAR} [ ]? [学财]?年度? [底初末]?
    | 2\d (?:、2\d)+ (?=年(?![来以内多左]))                                             # 22、23、24年
    | {_YEAR} [./] (?:0?[1-9]|1[0-2]) (?! \d | [ ]?[%‰万亿元倍个平亩公] )                  # 2024.3
    | \d{{1,2}} [ ]? (?:(?:{_TO}|、)\d{{1,2}}[ ]?){{0,4}} 月                              # 1-11月, 3、4月, 3月13日
        (?: 份 | [ ]?\d{{1,2}} [ ]? (?:{_TO}\d{{1,2}}[ ]?)? [日号] )?
    | \d{{1,4}} [:：∶] \d{{1,4}} (?:[:：∶]\d{{2}})? (?: {_TO} \d{{1,2}}[:：∶]\d{{2}} )?        # 9:00-17:00
    | \d{{1,2}} [ ]? (?:{_TO}\d{{1,2}}[ ]?)?                                            # 9时30分
        (?: 时(?![间段长]) | 点(?![意建要位评心检]) ) (?:[ ]?\d{{1,2}}分)?
    | \d{{1,2}} [·•・‧∙] \d{{1,2}}                                                     # 12·4
    | (?:0?[1-9]|1[0-2]) \. (?:0?[1-9]|[12]\d|3[01])                                    # 12.4国家宪法日
        (?= [ ]? (?: 国家|宪法|全民|消费|国际|世界|禁毒|法[治制]|普法|安全|主题|宣传|活动|期间|前后|系列|[”"] ) )
    | \d+ (?:\.\d+){{2,}} | \d+ (?:\.\d+)? [ ]? 版(?![面块本])                            # 3.0版
    | \d+\.\d+ (?=时代|升级|模式|系统|平台)
    | \d+ (?:[ ]?\+[ ]?(?:\d+|[A-Za-z]+))+                                              # 1+3+X
    | \d+ [ ]? [×xX✕*] [ ]? \d+ (?:[ ]?小时)? | \d+ [对比] [\d多]                          # 7×24小时, 1对1
    | \d+ (?:{_TO}\d+)? [ ]?
        (?: 号(?!召) | 楼(?![长宇栋院道]) | 室 | 单元 | 届 | 世纪 | 年代 | 年级 | 季度 | 级 | 等[奖功] | 环 )
    | \d0后(?![续勤]) | \d+ (?=[栋幢]\d)
    | \d+ (?:\.\d+)? (?!(?:km|KM|kg|KG|m2)(?![A-Za-z])) [A-Za-z]+                       # 5G, 4K
    )
    """,
    re.VERBOSE,
)
# 二〇二四年 with whatever the writer's keyboard gave for the nought.
_SPELLED_YEAR = re.compile("(?:[一1][九9]|[二2][零〇0OoОо])[零〇一二三四五六七八九0-9OoОо]{2}(?=年)")
_ORDINAL = re.compile(f" ?[{_NUMERALS}]+(?:{_TO}[{_NUMERALS}]+)?")
_ITEM = re.compile("[0-9一二三四五六七八九十]{1,3}(?:([、.．])|[）)])(?=[^0-9])")  # 1. and （一） of a list
_JOINT = re.compile("[0-9A-Za-z]")


def _by_first_numeral(phrases: list[str]) -> dict[str, list[tuple[str, int]]]:
    """Index fixed phrases by their first numeral and the character after it, so that each number meets few of them."""
    table: dict[str, list[tuple[str, int]]] = {}
    for phrase in phrases:
        if first := _NUMERAL.search(phrase):
            offset = first.start()
            table.setdefault(phrase[offset : offset + 2], []).append((phrase, offset))
    return table


_FIXED = _by_first_numeral([*WORDS["policies"], *WORDS["idioms"], *WORDS["names"]])


def enclosures(text: str) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Find the spans of titles and web addresses, and spans of short quotations.

    Examples
    --------
    >>> enclosures("按《三年行动方案》开展“三项行动”")
    ([(1, 9)], [(11, 17)])
    """
    names: list[tuple[int, int]] = []
    quotes: list[tuple[int, int]] = []
    for found in _ENCLOSED.finditer(text):
        if found[0][0] in "《〔hw":
            names.append(found.span())
        elif len(found[0]) <= _SHORT + 2:
            quotes.append(found.span())
    return names, quotes


def skip_name(text: str, start: int) -> int:
    """Find where the name ends whose numeral begins at `start`; `start` itself when none is recognised.

    Parameters
    ----------
    text : str
        Half-width text.
    start : int
        Where a run of numerals begins.

    Examples
    --------
    >>> [skip_name(text, 0) for text in ("2024年度共", "3+1模式", "三天两头", "3天")]
    [6, 3, 4, 0]
    """
    for phrase, offset in _FIXED.get(text[start : start + 2], ()):
        end = start - offset + len(phrase)
        if start < offset or not text.startswith(phrase, start - offset):
            continue
        if not (_NUMERAL.match(phrase[-1]) and _NUMERAL.match(text, end)):
            return end
    before = text[start - 1] if start else "\n"
    if before == "共" and text[start - 2 : start - 1] == "页":
        return _numerals_end(text, start)  # 第1页共4页
    if before == "第" or (before == " " and text[start - 2 : start - 1] == "第"):
        return _numerals_end(text, start)
    if before in "\n。；;：:（( " and (item := _ITEM.match(text, start)) and (item[1] or before in "（(\n"):
        return item.end()
    if text[start] in "0123456789":
        if before in "+×·•・" and _JOINT.match(text, max(0, start - 2)):
            return _numerals_end(text, start)
        if label := _LABEL.match(text, start):
            return label.end()
    if text[start] in "一二12" and (spelled := _SPELLED_YEAR.match(text, start)):
        return spelled.end() + 1
    return start


def _numerals_end(text: str, start: int) -> int:
    found = _ORDINAL.match(text, start)
    return found.end() if found else start
