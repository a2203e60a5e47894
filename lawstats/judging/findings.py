"""What a year's figures show to be lacking, surest first: nothing is added to fill a list, and a good year has none."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pandas as pd

from lawstats.judging.claim_files import load_claims
from lawstats.judging.claims import test_claims
from lawstats.judging.commitments import track_commitments
from lawstats.judging.kept import OUTCOMES
from lawstats.judging.outcomes import CERTAINTIES
from lawstats.judging.verdicts import compare_years

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from lawstats.judging.claim_library import Library

__all__ = ["FINDING_COLUMNS", "findings"]

FINDING_COLUMNS = (
    "rank",
    "kind",
    "code",
    "name",
    "verdict",
    "certainty",
    "size",
    "stated",
    "year",
    "office",
    "rows",
    "row",
)
_SPEAKS = ("支持", "矛盾")
_UNMET = (OUTCOMES[1], OUTCOMES[2])
#: First words of a verdict on two years -> how sure it is.
_SURE = {"明显": "clear", "小幅": "clear", "可能": "likely"}
_AGAINST = {"higher": "下降", "lower": "上升"}


def findings(
    records: pd.DataFrame,
    office: str,
    year: int,
    *,
    claims: pd.DataFrame | Sequence[str] | None = None,
    measures: pd.DataFrame | None = None,
    commitments: pd.DataFrame | None = None,
    text_mentions: pd.DataFrame | None = None,
    breaks: pd.DataFrame | None = None,
    library: Library | None = None,
    alpha: float = 0.05,
) -> pd.DataFrame:
    """List what an office's figures show to be lacking, ranked by strength of evidence, then by size.

    Parameters
    ----------
    records, office, year, claims, measures, breaks, library, alpha
        As in `lawstats.judging.claims.test_claims`.
    commitments, text_mentions : DataFrame, optional
        As in `lawstats.judging.commitments.track_commitments`; only promises due in `year` are looked at.

    Returns
    -------
    DataFrame
        A row a finding, columns `FINDING_COLUMNS`; none when nothing is shown to be lacking. `kind` is claim (a
        shortcoming of the library that the figures support, or on which they contradict each other), commitment (a
        promise not met) or change (an indicator with a good direction that moved the other way, by the verdict rules).
        `stated` says whether the report states it. `certainty` is one of `lawstats.judging.outcomes.CERTAINTIES`, in
        that order, `size` a fraction, and `row` the row of the table it comes from.

    Raises
    ------
    LawstatsError
        As the functions it calls.

    Examples
    --------
    >>> day = pd.Timestamp
    >>> from lawstats.records import COLUMNS
    >>> rows = [["甲街道", 2024, code, n, n, n, "exact", "件", day(2024, 1, 1), day(2024, 12, 31), "合同台账", "",
    ...          "2024年!3-17行", ""] for code, n in (("contracts_signed", 15.0), ("contracts_reviewed_first", 12.0))]
    >>> found = findings(pd.DataFrame(rows, columns=COLUMNS), "甲街道", 2024)
    >>> found[["rank", "name", "verdict", "certainty"]].values.tolist()
    [[1, '合同先审后签落实不到位', '支持', 'fact']]
    """
    library = load_claims() if library is None else library
    tested = test_claims(records, office, year, claims, measures, library=library, breaks=breaks, alpha=alpha)
    found = [
        _finding("claim", row["claim"], row, row["verdict"], row["certainty"], row["size"])
        for row in tested[tested["verdict"].isin(_SPEAKS)].to_dict("records")
    ]
    if commitments is not None and len(commitments):
        due = commitments[commitments["due_year"] == year]
        tracked = track_commitments(
            due, records, text_mentions, measures=measures, office=office, as_of=year, library=library
        )
        unmet = tracked[tracked["outcome"].isin(_UNMET) & (tracked["office"] == office)]
        found += [
            _finding("commitment", row["indicator"], row, row["outcome"], "fact", _lacking(row))
            for row in unmet.to_dict("records")
        ]
    found += _changes(records, office, year, breaks, library, alpha)
    ranked = sorted(found, key=lambda row: (CERTAINTIES.index(str(row["certainty"])), -_number(row["size"])))
    for rank, row in enumerate(ranked, start=1):
        row["rank"] = rank
    return pd.DataFrame(ranked, columns=list(FINDING_COLUMNS))


def _finding(
    kind: str, code: str, row: dict[Hashable, Any], verdict: str, certainty: str, size: float
) -> dict[str, object]:
    return {
        "kind": kind,
        "code": code,
        "name": row["name"],
        "verdict": verdict,
        "certainty": certainty,
        "size": size,
        "stated": bool(row.get("stated", False)),
        "year": int(row.get("due_year", row["year"])),
        "office": row["office"],
        "rows": row.get("rows", row.get("source", "")),
        "row": {str(key): value for key, value in row.items()},
    }


def _lacking(row: dict[Hashable, Any]) -> float:
    """Return the part of a promise that was not kept; a ban broken is broken whole."""
    gap, target = _number(row["gap"]), _number(row["target"])
    return min(1.0, gap / target) if target > 0 and gap > 0 else 1.0


def _changes(
    records: pd.DataFrame, office: str, year: int, breaks: pd.DataFrame | None, library: Library, alpha: float
) -> list[dict[str, object]]:
    own = records[records["office"] == office]
    if year not in set(own["year"]):
        return []
    shares = {code: (item.share[0], item.share[1]) for code, item in library.measures.items() if item.share}
    table = compare_years(
        own, year, year - 1, office, breaks=breaks, alpha=alpha, vocabulary=library.vocabulary, denominators=shares
    )
    found = []
    for row in table.to_dict("records"):
        indicator = library.vocabulary.get(str(row["indicator"]))
        against = _AGAINST.get(indicator.good_direction if indicator else "", "")
        sure = _SURE.get(str(row["verdict"])[:2], "")
        if sure and against and str(row["verdict"]).endswith(against):
            apart = (
                (row["numerator"] / row["denominator"] - row["base_numerator"] / row["base_denominator"])
                if (row["kind"] == "rate")
                else row["ratio"] - 1
            )
            found.append(_finding("change", str(row["indicator"]), row, str(row["verdict"]), sure, abs(apart)))
    return found


def _number(value: object) -> float:
    known = isinstance(value, int | float) and not math.isnan(value)
    return float(value) if known and isinstance(value, int | float) else 0.0
