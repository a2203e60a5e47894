"""The vocabulary: what each indicator is called, how it is measured, which phrases report it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

from lawstats.errors import LawstatsError
from lawstats.toml_files import parse_toml, read_bytes

__all__ = [
    "DIRECTIONS",
    "KINDS",
    "Indicator",
    "Phrase",
    "Vocabulary",
    "load_vocabulary",
    "packaged_vocabulary",
    "spell_out",
    "use_vocabulary",
]

KINDS = ("event", "planned", "stock", "bulk", "rate")
DIRECTIONS = ("higher", "lower", "neutral")
#: Who must have done it: the legal counsel; the office itself, counsel who only took part not counted; anyone.
ACTORS = ("counsel", "office", "")
_PACKAGED = ("indicators.toml", "national.toml", "ledger_indicators.toml")
_WHAT = "指标词表"
_WORD = re.compile(r"\{([a-z_]+)\}")
_VERBS = re.compile(r"[一-龥]+(?:[|][一-龥]+)*")
_CODE = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Phrase:
    """One way of reporting an indicator.

    Attributes
    ----------
    say : str
        The words around the number, ``#`` standing for number and measure word:
        ``"解答…咨询#"`` or ``"#…咨询"``. ``…`` is any run of words inside the clause,
        ``{name}`` a word list of the vocabulary's ``[words]``; otherwise a regular expression.
        In a zero phrase there is no ``#``: the words themselves say that there was none.
    needs, before, topic : str
        Must be found in the sentence; in the part of it before the number; in the sentence, the
        one before it or the heading above.
    never : str
        Must not be found in the clause around the number.
    """

    say: str
    needs: str = ""
    before: str = ""
    topic: str = ""
    never: str = ""


@dataclass(frozen=True, slots=True)
class Indicator:
    """One entry of the vocabulary; docs/reading.md says how an office adds its own."""

    code: str
    name: str
    english: str
    measures: tuple[str, ...]
    domain: str
    kind: str
    good_direction: str
    counts: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    actor: str = ""
    needs: str = ""
    topic: str = ""
    never: str = ""
    listed: str = ""
    verbs: str = ""
    gist: tuple[str, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    zeros: tuple[Phrase, ...] = field(default=())

    @property
    def accepts(self) -> frozenset[str]:
        """Every measure word under which a figure of this indicator may stand."""
        return frozenset(self.measures) | frozenset(self.counts)


class Vocabulary(Mapping[str, Indicator]):
    """Indicators by code, the word lists their phrases are built from, and the office's own files among them."""

    def __init__(
        self, indicators: Mapping[str, Indicator], words: Mapping[str, str] | None = None, files: tuple[Path, ...] = ()
    ) -> None:
        self._indicators = dict(indicators)
        self.words: Mapping[str, str] = dict(words or {})
        self.files = files

    def __getitem__(self, code: str) -> Indicator:
        return self._indicators[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._indicators)

    def __len__(self) -> int:
        return len(self._indicators)

    # One vocabulary is one thing to compile rules for: compared by identity, so that it can be a cache key.
    __hash__ = object.__hash__

    def __eq__(self, other: object) -> bool:
        return self is other


def spell_out(pattern: str, words: Mapping[str, str]) -> str:
    """Replace ``{name}`` by its word list and ``…`` by a short run of words.

    Raises
    ------
    KeyError
        When a word list is not known.

    Examples
    --------
    >>> spell_out("{law}…会议", {"law": "法治|依法行政"})
    '(?:法治|依法行政).{0,16}?会议'
    """
    for _ in range(4):  # word lists may use word lists
        if not _WORD.search(pattern):
            break
        pattern = _WORD.sub(lambda found: f"(?:{words[found[1]]})", pattern)
    return pattern.replace("…", ".{0,16}?")


def load_vocabulary(*extra: str | Path) -> Vocabulary:
    """Give the vocabulary in use, or read the packaged one and, after it, an office's own files.

    Parameters
    ----------
    *extra : path
        TOML files of the same form. A code that exists already is replaced, so an office can also
        mend a packaged indicator. Left out: the vocabulary in use (see `use_vocabulary`).

    Raises
    ------
    LawstatsError
        When a file cannot be used: names the file, the indicator and key, and the reason.

    Examples
    --------
    >>> load_vocabulary()["mediators"].name
    '人民调解员'
    """
    if not extra:
        return _IN_USE[0] if _IN_USE else packaged_vocabulary()
    packaged, files = packaged_vocabulary(), tuple(map(Path, extra))
    indicators, words = dict(packaged), dict(packaged.words)
    for path in files:
        _merge(path.name, read_bytes(path, _WHAT), indicators, words)
    return Vocabulary(indicators, words, files)


#: The vocabulary every reader, table and figure of this process takes; empty for the packaged one.
_IN_USE: list[Vocabulary] = []


def use_vocabulary(*extra: str | Path) -> Vocabulary:
    """Put an office's own files in use, so that names, kinds and phrases are known everywhere in this process.

    Parameters
    ----------
    *extra : path
        As for `load_vocabulary`; none puts the packaged vocabulary back in use.

    Returns
    -------
    Vocabulary
        What `load_vocabulary` gives from now on.

    Raises
    ------
    LawstatsError
        When a file cannot be used; what was in use stays in use.

    Examples
    --------
    >>> use_vocabulary() is load_vocabulary()
    True
    """
    vocabulary = load_vocabulary(*extra) if extra else packaged_vocabulary()
    _IN_USE[:] = [vocabulary]
    return vocabulary


@lru_cache(maxsize=1)
def packaged_vocabulary() -> Vocabulary:
    """Read the vocabulary that comes with the library, once."""
    indicators: dict[str, Indicator] = {}
    words: dict[str, str] = {}
    folder = resources.files("lawstats").joinpath("vocabulary")
    for name in _PACKAGED:
        if folder.joinpath(name).is_file():
            _merge(name, folder.joinpath(name).read_bytes(), indicators, words)
    return Vocabulary(indicators, words)


def _merge(file: str, raw: bytes, indicators: dict[str, Indicator], words: dict[str, str]) -> None:
    data = parse_toml(raw, file, _WHAT, ("[words]", "[[indicator]]"))
    own_words = data.get("words", {})
    rows = data.get("indicator", [])
    if not isinstance(own_words, dict) or not isinstance(rows, list):
        raise LawstatsError("指标词表的写法有误", "应写作 [words] 和 [[indicator]]", file=file)
    for name, pattern in own_words.items():
        words[name] = _string(pattern, file, f"words.{name}")
    for name in own_words:
        _check_pattern(words[name], words, file, f"words.{name}")
    for number, row in enumerate(rows, start=1):
        if not isinstance(row, dict):
            raise LawstatsError("指标词表的写法有误", "应写作 [[indicator]]", file=file, place=f"第{number}个指标")
        indicator = _indicator(row, words, file, number)
        indicators[indicator.code] = indicator


def _indicator(row: dict[str, Any], words: Mapping[str, str], file: str, number: int) -> Indicator:
    code = row.get("code")
    if not isinstance(code, str) or not _CODE.fullmatch(code):
        raise LawstatsError(
            f"指标代码 {code!r} 不能用", "code 用小写英文字母、数字和下划线", file=file, place=f"第{number}个指标"
        )
    place = f"{code}."
    known = {item.name for item in fields(Indicator)}
    for key in row.keys() - known:
        raise LawstatsError("不认识的键", f"可用的键：{'、'.join(sorted(known))}", file=file, place=place + key)
    for key in ("name", "measures", "domain", "kind", "good_direction"):
        if key not in row:
            raise LawstatsError("缺少必填的键", "请补上这一行", file=file, place=place + key)
    for key, allowed in (("kind", KINDS), ("good_direction", DIRECTIONS), ("actor", ACTORS)):
        if row.get(key, "") not in allowed:
            raise LawstatsError(f"写的是 {row[key]!r}", f"只能是 {'、'.join(allowed)}", file=file, place=place + key)
    values: dict[str, Any] = {"english": code.replace("_", " ")}
    for key, value in row.items():
        if key in ("measures", "counts", "cues", "gist"):
            values[key] = _strings(value, file, place + key)
            for said in values[key] if key == "gist" else ():
                for pattern in said.split("&"):
                    _check_pattern(pattern.strip(), words, file, place + key)
        elif key in ("phrases", "zeros"):
            values[key] = _phrases(value, words, file, place + key, marked=key == "phrases")
        else:
            values[key] = _string(value, file, place + key)
            if key in ("needs", "topic", "never", "listed"):
                _check_pattern(values[key], words, file, place + key)
            if key == "verbs" and not _VERBS.fullmatch(values[key]):
                raise LawstatsError(
                    f"写的是 {values[key]!r}",
                    '只写动词，用 | 隔开，如 verbs = "开展|组织"',
                    file=file,
                    place=place + key,
                )
    if not values["measures"]:
        raise LawstatsError("没有写单位", '至少写一个，如 measures = ["件"]', file=file, place=place + "measures")
    return Indicator(**values)


def _phrases(value: object, words: Mapping[str, str], file: str, place: str, *, marked: bool) -> tuple[Phrase, ...]:
    if not isinstance(value, list):
        raise LawstatsError("应是一个列表", '如 phrases = ["解答…咨询#"]', file=file, place=place)
    phrases = []
    known = {item.name for item in fields(Phrase)}
    for number, entry in enumerate(value, start=1):
        where = f"{place} 第{number}条"
        row = entry if isinstance(entry, dict) else {"say": entry}
        for key in row.keys() - known:
            raise LawstatsError(f"不认识的键 {key}", f"可用的键：{'、'.join(sorted(known))}", file=file, place=where)
        parts = {key: _string(text, file, where) for key, text in row.items()}
        if (parts.get("say", "").count("#") == 1) is not marked:
            advice = "每条短语用一个 # 代表数字和单位" if marked else "表示“零”的短语里不写 #"
            raise LawstatsError(f"短语是 {parts.get('say', '')!r}", advice, file=file, place=where)
        for text in parts.values():
            for side in text.split("#"):
                _check_pattern(side, words, file, where)
        phrases.append(Phrase(**parts))
    return tuple(phrases)


def _check_pattern(pattern: str, words: Mapping[str, str], file: str, place: str) -> None:
    try:
        re.compile(spell_out(pattern, words))
    except KeyError as error:
        raise LawstatsError(
            f"[words] 里没有 {error.args[0]!r}", "请先在 [words] 里写上", file=file, place=place
        ) from error
    except re.error as error:
        raise LawstatsError(f"写法有误（{error}）", "请检查括号和竖线是否成对", file=file, place=place) from error


def _string(value: object, file: str, place: str) -> str:
    if not isinstance(value, str):
        raise LawstatsError(f"应是文字，写的是 {value!r}", "请用英文双引号括起来", file=file, place=place)
    return value


def _strings(value: object, file: str, place: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise LawstatsError("应是文字的列表", '如 ["件", "起"]', file=file, place=place)
    return tuple(value)
