"""What a heading means: a column of the ledger, one value of a column to be ticked, or a column of one year."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from lawstats.reading.ledger_words import Column, Kind, bare, load_ledger_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["LONGEST_HEADING", "NAME_PARTS", "UNIT", "Lexicon", "Match", "heading_year", "loose"]

LONGEST_HEADING = 24
NAME_PARTS = ("姓名", "名称", "单位名称", "姓名名称")
UNIT = re.compile(r"(?:单位[::]?)?(万元|元|人次|人|份|种|场次|场|次|件|起|条|块|户|名|个|小时|册|天|日)")
_BRACKETS = re.compile(r"[((【\[].*?[))】\]]")
_YEAR = re.compile(r"((?:19|20)\d\d)年?度?")
_LEADING_YEAR = re.compile(r"^((?:19|20)\d\d)年度?(?=.)|(?<=.)[((]?((?:19|20)\d\d)年度?[))]?$")
#: Closed lists whose columns clerks spread over several headings, a tick under one of them.
_CLOSED = ("category", "dispute_type")
_TYPE_TAIL = re.compile(r"(?:矛盾纠纷|类?纠纷|类?矛盾|类?争议|类)$")
#: One heading in other words: what is left out of both before they are compared, and what stands for the same.
_SAME_WORDS = (
    (re.compile(r"时间|之日$"), "日期"),
    (re.compile(r"性质|种类|类别|类型名称"), "类型"),
    (re.compile(r"文号|字号|编码|号码"), "编号"),
    (re.compile(r"[居民]?委会(?=社区)|村居(?:社区)?|社区村居?|村社区|村组"), "社区"),
    (re.compile(r"相对人"), "相对方"),
    (re.compile(r"审核|审批"), "审查"),
    (re.compile(r"数量|个数|总数"), "数"),
    (re.compile(r"受众"), "对象"),
)
_FILLER = re.compile(
    r"是否|有无|与否|民间|矛盾|纠纷|案件|案子|事件|工作(?!单位)|开展|举办|活动|主要|相关|有关|具体|所属|所在(?!单位)|涉及|涉案|"
    r"情况|状况|状态|行政机关|法律顾问|律师|人民|本次|实际|的|姓名(?<=.姓名)|(?<=[一-鿿])登记(?=[一-鿿])|名称(?<=.名称)"
)
#: What may be left when a heading said something else: means a column only where the vocabulary itself says so.
_GENERIC = frozenset(
    {"日期", "编号", "类型", "人数", "金额", "结果", "对象", "方式", "内容", "单位", "审查", "协议", "意见"}
)


@dataclass(frozen=True, slots=True)
class Match:
    """A column; `option` is the value a tick below the heading gives it, `year` the one year the heading is about.

    `sure` is whether the vocabulary has this very heading, not only one like it.
    """

    column: Column
    option: str = ""
    year: int = 0
    sure: bool = True


@lru_cache(maxsize=4096)
def loose(text: str) -> str:
    """Return what is left of a heading when words that change nothing are taken out and synonyms made one.

    Examples
    --------
    >>> loose("民间纠纷受理时间") == loose("受理日期"), loose("行政机关负责人是否出庭") == loose("负责人出庭")
    (True, True)
    """
    short = bare(text)
    for pattern, word in _SAME_WORDS:
        short = pattern.sub(word, short)
    return _FILLER.sub("", short)


def heading_year(text: str) -> int:
    """Return the year a heading consists of, 0 when it says anything else.

    Examples
    --------
    >>> heading_year("2023年"), heading_year("2023年度"), heading_year("2023年户数"), heading_year("年份")
    (2023, 2023, 0, 0)
    """
    found = _YEAR.fullmatch(bare(text))
    return int(found[1]) if found else 0


class Lexicon:
    """The headings one kind of ledger may have.

    Parameters
    ----------
    kind : Kind
        Its columns and their names.
    aliases : mapping, optional
        This office's own headings and the column name or key they mean.

    Examples
    --------
    >>> lexicon = Lexicon(load_ledger_words().kinds["mediation"])
    >>> lexicon.match(("调解结果", "不成功"), shared=True).option, lexicon.match(("案件受理时间",)).column.key
    ('不成功', 'accepted_date')
    """

    def __init__(self, kind: Kind, aliases: Mapping[str, str] | None = None) -> None:
        self.kind = kind
        self.exact = dict(kind.by_heading)
        by_key = {column.key: column for column in kind.columns}
        for heading, meaning in (aliases or {}).items():
            column = by_key.get(meaning) or self.exact.get(bare(meaning))
            if column:
                self.exact[bare(heading)] = column
        self._loose = _unambiguous(self.exact)
        self.options = {column.key: _options(column) for column in kind.columns if column.type in _CLOSED}

    def column(self, *texts: str) -> Column | None:
        """Return the column the first known of some headings means, letter by letter before loosely."""
        keys = [bare(text) for text in texts]
        found = next((self.exact[key] for key in keys if key in self.exact), None)
        if found is None:
            found = next((self._loose[key] for text in texts if (key := loose(text)) in self._loose), None)
        return found

    def match(self, path: Sequence[str], *, shared: bool = False) -> Match | None:
        """Match a heading from top to bottom: a tick or a year below a group first, then the words taken together.

        Parameters
        ----------
        path : sequence of str
            The texts above a column, top to bottom.
        shared : bool
            Whether the top one stands over other columns as well, so that it alone does not say what this one is.
        """
        if not path or any(len(part) > LONGEST_HEADING for part in path):
            return None
        plain = tuple(_plain(part) for part in path)
        if len(path) > 1 and (below := self._below_group(path, plain, shared=shared)):
            return below
        if len(path) == 1 and self.kind.code == "base" and (year := _LEADING_YEAR.search(normal := _normal(path[0]))):
            column = self.column(_LEADING_YEAR.sub("", normal))
            return Match(column, year=int(year[1] or year[2])) if column else None
        joined = ("".join(path), "".join(plain), plain[0] + plain[-1])
        top = () if shared and len(path) > 1 else (path[0], plain[0])
        texts = (*joined, path[-1], plain[-1], *top)
        column = self.column(*texts)
        sure = any(bare(text) in self.exact for text in texts)
        return Match(column, sure=sure) if column else None

    def _below_group(self, path: Sequence[str], plain: Sequence[str], *, shared: bool) -> Match | None:
        group = self.column("".join(path[:-1]), path[-2], plain[-2], path[0], plain[0])
        if group is None:
            return None
        last = bare(plain[-1])
        if self.kind.code == "base" and (year := heading_year(plain[-1])):
            return Match(group, year=year)
        if shared and last in self.options.get(group.key, {}):
            return Match(group, option=plain[-1].strip())
        if group.type == "personal":
            # Under a person's heading everything is personal; only the name tells who it is.
            own = self.exact.get(bare("".join(path))) or self.exact.get(bare(plain[0] + plain[-1]))
            if own is None and last not in NAME_PARTS and last in self.exact and self.exact[last].party:
                own = self.exact[last]
            return Match(own or (group if last in NAME_PARTS else self.exact.get("住址", group)))
        return Match(group) if last in NAME_PARTS or UNIT.fullmatch(last) else None

    def ticked(self, words: Sequence[str]) -> Column | None:
        """Return the one column of which all these words are different values (成功, 不成功, 终止).

        Of several such columns the one every row should fill is meant.
        """
        keys = [bare(_plain(word)) for word in words]
        found = []
        for column in self.kind.columns:
            options = self.options.get(column.key)
            # Asked of every run of headings of every sheet: most end at the first word that is no value.
            if options is None or column.category == "yes_no" or any(key not in options for key in keys):
                continue
            codes = {options[key] for key in keys}
            if len(codes) == len(keys) > 1:
                found.append(column)
        wanted = [column for column in found if column.key in (*self.kind.required, *self.kind.complete)]
        chosen = found if len(found) == 1 else wanted
        return chosen[0] if len(chosen) == 1 else None


@lru_cache(maxsize=4096)
def _plain(part: str) -> str:
    return _BRACKETS.sub("", _normal(part))


def _normal(part: str) -> str:
    return unicodedata.normalize("NFKC", part).strip()


def _unambiguous(exact: Mapping[str, Column]) -> dict[str, Column]:
    """Return columns by loose heading, without those that would mean several."""
    found: dict[str, Column | None] = {}
    for heading, column in exact.items():
        key = loose(heading)
        if len(key) > 1 and (key not in _GENERIC or key in exact):
            found[key] = column if found.get(key, column) is column else None
    clear = {key: column for key, column in found.items() if column is not None}
    # What the vocabulary says letter by letter is no matter of doubt.
    return clear | {key: exact[key] for key in found if key in exact}


def _options(column: Column) -> dict[str, str]:
    words = load_ledger_words()
    closed = words.dispute_types if column.type == "dispute_type" else words.categories[column.category]
    said = {bare(word): value.code for value in closed.entries for word in (value.name, *value.words, *value.whole)}
    if column.type == "dispute_type":
        said |= {bare(f"{word}{tail}"): code for word, code in list(said.items()) for tail in ("纠纷", "类", "争议")}
        said |= {_TYPE_TAIL.sub("", word): code for word, code in list(said.items()) if _TYPE_TAIL.sub("", word)}
    return said
