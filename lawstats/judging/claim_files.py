"""Reading the library of shortcomings from TOML: the packaged file, then an office's own, every mistake named."""

from __future__ import annotations

import math
import re
from dataclasses import MISSING, fields, replace
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lawstats.errors import LawstatsError
from lawstats.indicators import KINDS
from lawstats.judging.claim_library import RULES, Claim, Improvement, Library, Measure
from lawstats.shortcomings import compile_say, use_wordings
from lawstats.toml_files import parse_toml, read_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["load_claims", "use_claims"]

_NEED_THRESHOLD = ("below", "above", "load_up", "mismatch")
_SHARE_RULES = ("below", "above")
_PATTERNS = ("says", "never", "about", "side", "lack", "signs")
_WHAT = "不足提法表"
_CODE = re.compile(r"[a-z][a-z0-9_]*")


def load_claims(*extra: str | Path) -> Library:
    """Give the library in use, or read the packaged one and, after it, an office's own files.

    Parameters
    ----------
    *extra : path
        TOML files of the same form. A code that exists already is replaced. Left out: the library in use (see
        `use_claims`).

    Returns
    -------
    Library

    Raises
    ------
    LawstatsError
        When a file cannot be used: names the file, the claim and key, what was found and what may stand there.

    Examples
    --------
    >>> load_claims().claims["review_formal"].name
    '合同先审后签落实不到位'
    """
    if not extra:
        return _IN_USE[0] if _IN_USE else _packaged()
    return _with(tuple(Path(path) for path in extra))


#: The library every judgement and sentence of this process takes; empty for the packaged one.
_IN_USE: list[Library] = []


def use_claims(*extra: str | Path) -> Library:
    """Put an office's own shortcomings in use in this process; none puts the packaged library back.

    What a report states is then known by their wordings too, whichever process read it.

    Raises
    ------
    LawstatsError
        When a file cannot be used; what was in use stays in use.

    Examples
    --------
    >>> use_claims() is load_claims()
    True
    """
    library = load_claims(*extra) if extra else _packaged()
    _IN_USE[:] = [library]
    use_wordings(library.wordings)
    return library


@lru_cache(maxsize=1)
def _packaged() -> Library:
    raw = resources.files("lawstats").joinpath("vocabulary", "claims.toml").read_bytes()
    return _merged(Library({}, {}, {}, {}), "claims.toml", raw)


def _with(paths: tuple[Path, ...]) -> Library:
    library = _packaged()
    for path in paths:
        library = _merged(library, path.name, read_bytes(path, _WHAT))
    return library


def _merged(library: Library, file: str, raw: bytes) -> Library:
    data = parse_toml(raw, file, _WHAT, ("[words]", "[ledgers]", "[names]", "[[measure]]", "[[claim]]"))
    words = {**library.words, **_table(data.get("words", {}), file, "words")}
    ledgers = {**library.ledgers, **_table(data.get("ledgers", {}), file, "ledgers")}
    names = {**library.names, **_table(data.get("names", {}), file, "names")}
    measures, claims = dict(library.measures), dict(library.claims)
    for row in _rows(data.get("measure", []), file, "measure"):
        measure: Measure = _entry(Measure, row, file, words)
        if measure.kind not in KINDS:
            _refuse(file, f"{measure.code}.kind", measure.kind, f"只能是{'、'.join(KINDS)}")
        if measure.share and len(measure.share) != 2:
            _refuse(file, f"{measure.code}.share", list(measure.share), '写作 share = ["分子", "分母"]')
        if bool(measure.of) != bool(measure.only):
            _refuse(file, f"{measure.code}.of", measure.of, "of 和 only 要么都写，要么都不写")
        measures[measure.code] = measure
    own: set[str] = set()  # of this file: a claim of an earlier file may be replaced, one of the same not
    for row in _rows(data.get("claim", []), file, "claim"):
        claim: Claim = _entry(Claim, row, file, words)
        _check_claim(claim, row, file)
        if claim.code in own:
            _refuse(file, f"{claim.code}.code", claim.code, "同一文件里 code 不能重复，请换一个或并成一条")
        own.add(claim.code)
        if library.claims and claim.code not in library.claims and "over" not in row:
            claim = replace(claim, over=tuple(library.claims))  # an office's own wording is the more specific one
        claims[claim.code] = claim
    merged = Library(claims, measures, ledgers, words, names)
    for row in data.get("claim", []):
        _check_figures(merged, claims[row["code"]], file)
        for code in claims[row["code"]].over:
            if code not in claims:
                raise LawstatsError(f"没有“{code}”这条不足", "请核对代码", file=file, place=f"{row['code']}.over")
    return merged


def _check_figures(library: Library, claim: Claim, file: str) -> None:
    """Refuse a figure nobody defines: a slip of the pen would read as 证据不足 for ever."""
    used = {
        "figures": claim.figures,
        "zero": (claim.zero,) if claim.zero else (),
        "beside": tuple(code for code, _ in claim.beside),
        "denied_by": (claim.denied_by[0],) if claim.denied_by else (),
        "improve": tuple(code for step in claim.improve for code in (step.figure, step.all) if code),
    }
    for key, codes in used.items():
        for code in codes:
            if code not in library.vocabulary and code not in library.measures and code not in library.ledgers:
                advice = "请核对代码；若是本单位自己的数，请写一个 [[measure]]，或在 [ledgers] 里写明记在哪本台账"
                raise LawstatsError(f"没有“{code}”这个指标", advice, file=file, place=f"{claim.code}.{key}")


def _check_claim(claim: Claim, row: Mapping[str, Any], file: str) -> None:
    if claim.rule not in RULES:
        _refuse(file, f"{claim.code}.rule", claim.rule, f"只能是{'、'.join(RULES)}")
    if len(claim.figures) != RULES[claim.rule]:
        _refuse(file, f"{claim.code}.figures", list(claim.figures), f"{claim.rule} 须写{RULES[claim.rule]}个指标代码")
    if claim.rule in _NEED_THRESHOLD and "threshold" not in row:
        raise LawstatsError(
            "缺少必填的键", "请补上这一行，如 threshold = 0.1", file=file, place=f"{claim.code}.threshold"
        )
    if claim.rule not in _NEED_THRESHOLD and "threshold" in row:
        _refuse(file, f"{claim.code}.threshold", claim.threshold, f"{claim.rule} 不用界限，请删去这一行")
    if claim.rule in _SHARE_RULES and not 0 <= claim.threshold <= 1:
        _refuse(file, f"{claim.code}.threshold", claim.threshold, "这里是占比，写0到1之间的小数，如九成写 0.9")
    if claim.rule in _NEED_THRESHOLD and not 0 <= claim.threshold < math.inf:
        _refuse(file, f"{claim.code}.threshold", claim.threshold, "应是不小于0的数，如比上年多一成写 1.1")
    if not claim.says and not claim.about:
        _refuse(file, f"{claim.code}.says", [], "至少写一种提法，或写 about（说的是什么）")
    for key in ("side", "lack", "signs", "rest"):
        if row.get(key) and not claim.about:
            advice = f'写了 {key} 就要写 about（说的是什么），如 about = "热线"'
            raise LawstatsError("缺少必填的键", advice, file=file, place=f"{claim.code}.about")


def _rows(value: object, file: str, name: str) -> list[dict[str, Any]]:
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        raise LawstatsError(f"{name} 的写法有误", f"应写作 [[{name}]]", file=file, place=name)
    return value


def _table(value: object, file: str, name: str) -> dict[str, str]:
    if not isinstance(value, dict):
        raise LawstatsError(f"{name} 的写法有误", f"应写作 [{name}]", file=file, place=name)
    return {key: _text(text, file, f"{name}.{key}") for key, text in value.items()}


def _entry(kind: Any, row: dict[str, Any], file: str, words: Mapping[str, str]) -> Any:
    code = row.get("code")
    if not isinstance(code, str) or not _CODE.fullmatch(code):
        _refuse(file, "code", code, "code 用小写英文字母、数字和下划线")
    known = {field.name for field in fields(kind)}
    for key in row.keys() - known:
        raise LawstatsError("不认识的键", f"可用的键：{'、'.join(sorted(known))}", file=file, place=f"{code}.{key}")
    for field in fields(kind):
        if field.default is MISSING and field.name not in row:
            raise LawstatsError("缺少必填的键", "请补上这一行", file=file, place=f"{code}.{field.name}")
    values = {key: _READ[key](value, file, f"{code}.{key}") for key, value in row.items()}
    for key in _PATTERNS:
        for say in [values[key]] if isinstance(values.get(key), str) else values.get(key, ()):
            _check_pattern(say, words, file, f"{code}.{key}")
    return kind(**values)


def _check_pattern(say: str, words: Mapping[str, str], file: str, place: str) -> None:
    try:
        compile_say(say, words)
    except KeyError as error:
        raise LawstatsError(
            f"没有词表 {{{error.args[0]}}}", "请在 [words] 里写明，或改用已有的词表", file=file, place=place
        ) from error
    except re.error as error:
        raise LawstatsError(f"写法 {say!r} 有误（{error}）", "请检查括号是否成对", file=file, place=place) from error


def _text(value: object, file: str, place: str) -> str:
    if not isinstance(value, str):
        _refuse(file, place, value, "应是一段文字，写在引号里")
    return str(value)


def _texts(value: object, file: str, place: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        _refuse(file, place, value, '应是一个列表，如 ["甲", "乙"]')
    return tuple(value) if isinstance(value, list) else ()


def _number(value: object, file: str, place: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        _refuse(file, place, value, "应是一个数")
    return float(value) if isinstance(value, int | float) else 0.0


def _flag(value: object, file: str, place: str) -> bool:
    if not isinstance(value, bool):
        _refuse(file, place, value, "应是 true 或 false")
    return bool(value)


def _denied_by(value: object, file: str, place: str) -> tuple[str, float]:
    if not isinstance(value, dict) or value.keys() != {"figure", "at_least"}:
        raise LawstatsError(f"写的是 {value!r}", '写作 { figure = "指标代码", at_least = 100 }', file=file, place=place)
    return _text(value["figure"], file, place), _number(value["at_least"], file, place)


def _beside(value: object, file: str, place: str) -> tuple[tuple[str, str], ...]:
    rows: list[Any] = value if isinstance(value, list) else [value]
    for row in rows:
        right = isinstance(row, dict) and row.keys() == {"figure", "worse"} and row["worse"] in ("lower", "higher")
        if not right:
            raise LawstatsError(
                f"写的是 {row!r}",
                '写作 { figure = "指标代码", worse = "lower" }，worse 为 lower 或 higher',
                file=file,
                place=place,
            )
    return tuple((_text(row["figure"], file, place), str(row["worse"])) for row in rows)


def _improve(value: object, file: str, place: str) -> tuple[Improvement, ...]:
    found = []
    for row in value if isinstance(value, list) else [value]:
        targets = row.keys() & {"at_least", "at_most", "more", "all"} if isinstance(row, dict) else set()
        if not isinstance(row, dict) or len(targets) != 1 or row.keys() != {"action", "figure", *targets}:
            raise LawstatsError(
                f"写的是 {row!r}",
                "须有 action、figure，以及 at_least、at_most、more、all 四者之一",
                file=file,
                place=place,
            )
        words = {key: _text(row[key], file, place) for key in ("action", "figure", "all") if key in row}
        numbers = {key: _number(row[key], file, place) for key in ("at_least", "at_most", "more") if key in row}
        found.append(Improvement(words["action"], words["figure"], all=words.get("all", ""), **numbers))
    return tuple(found)


def _refuse(file: str, place: str, value: object, advice: str) -> None:
    raise LawstatsError(f"写的是 {value!r}", advice, file=file, place=place)


#: Key -> how its value is read.
_READ: dict[str, Callable[[object, str, str], Any]] = {
    **dict.fromkeys(("code", "name", "measure", "kind", "of", "only", "rule", "basis", "zero"), _text),
    **dict.fromkeys(("never", "about", "side", "lack", "signs"), _text),
    **dict.fromkeys(("says", "over", "figures", "settle", "share"), _texts),
    "threshold": _number,
    "chance": _flag,
    "one_sided": _flag,
    "rest": _flag,
    "denied_by": _denied_by,
    "beside": _beside,
    "improve": _improve,
}
