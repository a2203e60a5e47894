"""Stated shortcomings put to the test: 支持, 不支持, 证据不足 or 矛盾, with numbers, their rows and what to collect."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

import pandas as pd

from lawstats.errors import LawstatsError
from lawstats.judging.claim_files import load_claims
from lawstats.judging.claim_rules import fell, load, share
from lawstats.judging.claim_spread import mismatch, uneven, uneven_share
from lawstats.judging.evidence import Evidence

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lawstats.judging.claim_library import Claim, Library
    from lawstats.judging.evidence import Figure
    from lawstats.judging.outcomes import Outcome

__all__ = ["CLAIM_COLUMNS", "VERDICTS", "assess_claims", "test_claims"]

#: The four answers, by what the figures lean to.
VERDICTS = {"supports": "支持", "refutes": "不支持", "undecided": "证据不足", "contradicts": "矛盾"}
CLAIM_COLUMNS = (
    "office",
    "year",
    "claim",
    "name",
    "stated",
    "text",
    "start",
    "verdict",
    "reason",
    "certainty",
    "value",
    "low",
    "high",
    "threshold",
    "ci_low",
    "ci_high",
    "p_value",
    "size",
    "rule",
    "basis",
    "figures",
    "beside",
    "rows",
    "missing",
    "collect",
)
_Rule: TypeAlias = "Callable[[Claim, Evidence, int, pd.DataFrame | None, float], Outcome]"
_RULES: dict[str, _Rule] = {
    "fell": fell,
    "below": share,
    "above": share,
    "load_up": load,
    "load_down": load,
    "uneven": uneven,
    "uneven_share": uneven_share,
    "mismatch": mismatch,
}
_Texts: TypeAlias = "list[tuple[str, int | None]]"


def assess_claims(
    records: pd.DataFrame,
    office: str,
    year: int,
    claims: pd.DataFrame | Sequence[str] | None = None,
    measures: pd.DataFrame | None = None,
    *,
    library: Library | None = None,
    breaks: pd.DataFrame | None = None,
    alpha: float = 0.05,
    assume_digit: bool = True,
) -> pd.DataFrame:
    """Test every shortcoming of the library against an office's figures, those its report states first.

    Parameters
    ----------
    records : DataFrame
        A records table.
    office : str
        The office.
    year : int
        The year reported on.
    claims : DataFrame or sequence of str, optional
        The shortcomings its report states: texts, or a table with a column ``text`` and, if it has them, ``office``,
        ``year`` and ``start``; rows of other offices and years are set aside.
    measures : DataFrame, optional
        Figures from ledgers, from `lawstats.judging.ledger_figures.ledger_figures`.
    library : Library, optional
        From `load_claims`; the packaged one when left out.
    breaks : DataFrame, optional
        Breaks in definition; nothing is compared with last year across one.
    alpha : float, default 0.05
        Level of the tests some rules make. Several claims are several looks: this is no corrected family, and
        `certainty` says what each result is worth by itself.
    assume_digit : bool, default True
        Whether 余, 近 and 约 reach one unit of the last stated place.

    Returns
    -------
    DataFrame
        A row a shortcoming, columns `CLAIM_COLUMNS`. `verdict`: 支持 and 不支持 hold for every value the figures admit,
        证据不足 says in `reason` why and in `missing` and `collect` (tuples) what would settle it, 矛盾 means that
        figures contradict each other or what the report says of itself. `value` is what the rule looked at, `low` to
        `high` its reach, `certainty` how sure (`lawstats.judging.outcomes.CERTAINTIES`), `size` how far from where it
        should be. `figures` and `beside` are tuples of `Figure`, `rows` names where they stand. Texts that are no
        shortcoming of the library keep a row with claim "" and 证据不足, reason ``unknown_claim``.

    Raises
    ------
    LawstatsError
        When the records break their contract, or hold nothing of the office.

    Examples
    --------
    >>> day = pd.Timestamp
    >>> rows = [["甲街道", y, "law_study_sessions", n, n, n, "exact", "次", day(y, 1, 1), day(y, 12, 31), f"{y}年报告",
    ...          "", "第1句", f"学法{n}次"] for y, n in ((2023, 9.0), (2024, 6.0))]
    >>> from lawstats.records import COLUMNS
    >>> found = test_claims(pd.DataFrame(rows, columns=COLUMNS), "甲街道", 2024, ["干部法治意识不强"])
    >>> found.loc[found["stated"], ["name", "verdict", "certainty"]].values.tolist()
    [['干部法治意识不强', '支持', 'fact']]
    """
    library = load_claims() if library is None else library
    if office not in set(records["office"]) and (measures is None or office not in set(measures["office"])):
        known = "、".join(sorted(set(records["office"]))) or "无"
        raise LawstatsError(f"记录中没有“{office}”", f"有记录的机关：{known}")
    evidence = Evidence(records, office, library, measures, assume_digit=assume_digit)
    stated, strangers = _stated(claims, office, year, library)
    rows = [
        _row(claim, evidence, year, breaks, alpha, library, stated.get(code))
        for code, claim in sorted(library.claims.items(), key=lambda item: _order(item[0], stated, library))
    ]
    rows += [_unknown(office, year, text, start) for text, start in strangers]
    return pd.DataFrame(rows, columns=list(CLAIM_COLUMNS)).astype({"start": "Int64", "stated": "bool"})


#: The name others call; pytest must not take it for a test.
test_claims = assess_claims
test_claims.__test__ = False  # type: ignore[attr-defined]  # any function takes attributes


def _stated(
    claims: pd.DataFrame | Sequence[str] | None, office: str, year: int, library: Library
) -> tuple[dict[str, tuple[str, int | None]], _Texts]:
    """Tell which claims the report states, by code, and which of its texts are none of the library's."""
    found: dict[str, tuple[str, int | None]] = {}
    strangers: _Texts = []
    for text, start in _texts(claims, office, year):
        codes = library.recognise(text)
        for code in codes:
            found.setdefault(code, (text, start))
        if not codes:
            strangers.append((text, start))
    return found, strangers


def _texts(claims: pd.DataFrame | Sequence[str] | None, office: str, year: int) -> _Texts:
    if claims is None:
        return []
    if not isinstance(claims, pd.DataFrame):
        return [(text, None) for text in claims]
    if "text" not in claims.columns and len(claims):
        raise LawstatsError("不足的表里没有 text 列", "每行写一条不足，列名用 text", place="text")
    kept = claims
    for column, wanted in (("office", office), ("year", year)):
        if column in kept.columns:
            kept = kept[kept[column] == wanted]
    starts = kept["start"] if "start" in kept.columns else pd.Series(None, index=kept.index, dtype="object")
    return [
        (str(text), None if pd.isna(start) else int(start)) for text, start in zip(kept["text"], starts, strict=True)
    ]


def _order(code: str, stated: dict[str, tuple[str, int | None]], library: Library) -> tuple[int, int]:
    """Order stated claims as the report states them, then the others as the library lists them."""
    if code in stated:
        return 0, list(stated).index(code)
    return 1, list(library.claims).index(code)


def _row(
    claim: Claim,
    evidence: Evidence,
    year: int,
    breaks: pd.DataFrame | None,
    alpha: float,
    library: Library,
    stated: tuple[str, int | None] | None,
) -> dict[str, object]:
    outcome = _RULES[claim.rule](claim, evidence, year, breaks, alpha)
    lean, reason, figures = outcome.lean, outcome.reason, outcome.figures
    if lean == "refutes" and claim.one_sided:
        outcome = replace(outcome, lean="undecided", reason="says_nothing", certainty="")
        lean, reason = outcome.lean, outcome.reason
    if claim.denied_by is not None:
        code, limit = claim.denied_by
        denials = tuple(figure for figure in evidence.stated(code, year) if figure.low >= limit)
        figures = (*figures, *denials)
        if denials and lean == "supports":
            lean, reason = "contradicts", "denied_by_report"
    open_question = lean in ("undecided", "contradicts")
    beside = tuple(figure for code, _ in claim.beside for y in (year, year - 1) for figure in evidence.stated(code, y))
    return {
        "office": evidence.office,
        "year": year,
        "claim": claim.code,
        "name": claim.name,
        "stated": stated is not None,
        "text": stated[0] if stated else "",
        "start": stated[1] if stated else None,
        "verdict": VERDICTS[lean],
        "reason": reason,
        # What contradicts itself is a fact by itself: two figures that cannot both be right.
        "certainty": "fact" if lean == "contradicts" else outcome.certainty,
        **{name: getattr(outcome, name) for name in ("value", "low", "high", "ci_low", "ci_high", "p_value")},
        "size": outcome.size,
        "threshold": claim.threshold,
        "rule": claim.rule,
        "basis": claim.basis,
        "figures": figures,
        "beside": beside,
        "rows": _rows(figures),
        "missing": tuple(f"{y}年{library.name_of(code)}" for code, y in outcome.missing),
        "collect": _collect(claim, outcome, library) if open_question else (),
    }


def _collect(claim: Claim, outcome: Outcome, library: Library) -> tuple[str, ...]:
    """List what would settle it: the ledgers of missing figures, else of the rule, then what else would."""
    codes = [code for code, _ in outcome.missing] or ([] if outcome.reason == "says_nothing" else list(claim.figures))
    ledgers = [library.ledgers.get(code, f"{library.name_of(code)}的登记") for code in codes]
    return tuple(dict.fromkeys((*ledgers, *claim.settle)))


def _rows(figures: Sequence[Figure]) -> str:
    return "；".join(dict.fromkeys(figure.rows for figure in figures if figure.rows))


def _unknown(office: str, year: int, text: str, start: int | None) -> dict[str, object]:
    row: dict[str, object] = dict.fromkeys(CLAIM_COLUMNS, float("nan"))
    words = dict.fromkeys(("claim", "certainty", "rule", "basis", "rows"), "")
    return (
        row
        | words
        | {
            "office": office,
            "year": year,
            "name": text,
            "stated": True,
            "text": text,
            "start": start,
            "verdict": VERDICTS["undecided"],
            "reason": "unknown_claim",
            "figures": (),
            "beside": (),
            "missing": (),
            "collect": ("请写明这一不足用哪个指标衡量、记在哪本台账，并加入本单位的不足提法表",),
        }
    )
