"""Next year's improvements from this year's findings: figure, baseline, target, deadline, and what could be luck."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pandas as pd

from lawstats.judging.claim_files import load_claims
from lawstats.judging.evidence import Evidence
from lawstats.judging.mentions import plain_promise
from lawstats.judging.standing import stand

if TYPE_CHECKING:
    from lawstats.judging.claim_library import Improvement, Library

__all__ = ["PROPOSAL_COLUMNS", "propose"]

PROPOSAL_COLUMNS = (
    "rank",
    "finding",
    "kind",
    "action",
    "indicator",
    "name",
    "measure",
    "base_year",
    "baseline",
    "baseline_low",
    "baseline_high",
    "comparison",
    "target",
    "deadline",
    "unit",
    "testable",
    "reason",
    "detect_fall",
    "detect_rise",
    "best",
    "best_year",
    "reachable",
    "rows",
)


def propose(
    found: pd.DataFrame,
    records: pd.DataFrame,
    office: str,
    year: int,
    *,
    measures: pd.DataFrame | None = None,
    library: Library | None = None,
    alpha: float = 0.05,
) -> pd.DataFrame:
    """Draft an improvement for every finding, each with a figure by which next year can tell.

    Parameters
    ----------
    found : DataFrame
        What `lawstats.judging.findings.findings` returned.
    records, office, year, measures, library, alpha
        As there.

    Returns
    -------
    DataFrame
        Columns `PROPOSAL_COLUMNS`, one row an improvement, no figure twice. `baseline` is the latest known figure
        (NaN when it has only a low and a high end, or none), `target` what is asked for by `deadline`; `unit` is left
        blank for the office to fill. `testable` is False with a `reason`: no_base, or inside_chance when the change
        asked for could be luck (`detect_fall` and `detect_rise` are the counts that could not). `reachable` is False
        when the target lies far beyond the best year on record (`best`, `best_year`): by more than half, or for rates
        by more than 5 points; None with no other year to compare.

    Examples
    --------
    >>> from lawstats.judging.findings import findings
    >>> day = pd.Timestamp
    >>> from lawstats.records import COLUMNS
    >>> rows = [["甲街道", 2024, code, n, n, n, "exact", "件", day(2024, 1, 1), day(2024, 12, 31), "合同台账", "",
    ...          "2024年!3-17行", ""] for code, n in (("contracts_signed", 15.0), ("contracts_reviewed_first", 12.0))]
    >>> records = pd.DataFrame(rows, columns=COLUMNS)
    >>> drafted = propose(findings(records, "甲街道", 2024), records, "甲街道", 2024)
    >>> drafted[["name", "baseline", "comparison", "target", "deadline", "testable"]].values.tolist()
    [['合同先审后签率', 80.0, '>=', 100.0, '2025年12月底前', True]]
    """
    library = load_claims() if library is None else library
    evidence = Evidence(records, office, library, measures)
    rows: list[dict[str, Any]] = []
    used: set[str] = set()
    # Where a shortcoming and a promise ask for the same figure, the shortcoming says more of what to do.
    entries: list[dict[Any, Any]] = found.to_dict("records")
    for finding in sorted(entries, key=lambda row: bool(row["kind"] != "claim")):
        for action, code, sign, amount in _wanted(finding, evidence, library, year):
            if code not in used:
                used.add(code)
                measured = _measured(evidence, code, sign, amount, year, alpha)
                if code.startswith("other:"):
                    measured |= _from_promise(finding["row"])
                head = {"rank": finding["rank"], "finding": finding["code"], "kind": finding["kind"], "action": action}
                rows.append(head | measured)
    rows.sort(key=lambda row: int(row["rank"]))
    return pd.DataFrame(rows, columns=list(PROPOSAL_COLUMNS))


def _wanted(
    finding: dict[Any, Any], evidence: Evidence, library: Library, year: int
) -> list[tuple[str, str, str, float]]:
    """Return action, figure, comparison and target of each improvement for a finding."""
    row = finding["row"]
    if finding["kind"] == "claim":
        return [_step(step, evidence, year) for step in library.claims[finding["code"]].improve]
    if finding["kind"] == "commitment":
        return [(plain_promise(str(row["text"])), str(finding["code"]), str(row["comparison"]), float(row["target"]))]
    # A figure that moved the wrong way: back to where it was.
    sign = "<=" if str(finding["verdict"]).endswith("上升") else ">="
    return [("", str(finding["code"]), sign, float(row["base_value"]))]


def _from_promise(row: dict[str, Any]) -> dict[str, object]:
    """Return what the report's own words say of a promise that no indicator counts; the office does it itself."""
    known = row["done_low"] == row["done_low"]
    return {
        "name": row["name"],
        "measure": row["measure"],
        "base_year": row["due_year"] if known else None,
        "baseline": row["done"],
        "baseline_low": row["done_low"],
        "baseline_high": row["done_high"],
        "testable": known,
        "reason": "" if known else "no_base",
        "rows": row["rows"],
    }


def _step(step: Improvement, evidence: Evidence, year: int) -> tuple[str, str, str, float]:
    if step.all:
        wholes = evidence.stated(step.all, year)
        amount = wholes[0].value if len(wholes) == 1 else math.nan
        return step.action, step.figure, ">=", amount
    if step.at_most is not None:
        return step.action, step.figure, "<=", step.at_most
    now = evidence.stated(step.figure, year)
    reached = now[0].low if len(now) == 1 else math.nan
    if step.more is not None:
        return step.action, step.figure, ">=", reached + step.more
    least = step.at_least or 0.0
    own = evidence.library.kind_of(step.figure) == "planned" and evidence.library.unit_of(step.figure) != "%"
    return step.action, step.figure, ">=", max(least, reached + 1) if own and reached == reached else least


def _measured(evidence: Evidence, code: str, sign: str, amount: float, year: int, alpha: float) -> dict[str, object]:
    library = evidence.library
    own_words = code.startswith("other:")
    now = stand(evidence, "" if own_words else code, sign, lambda _: amount, year, alpha)
    return {
        "indicator": code,
        "name": "" if own_words else library.name_of(code),
        "measure": library.unit_of(code),
        "base_year": now.base_year,
        "baseline": now.baseline,
        "baseline_low": now.baseline_low,
        "baseline_high": now.baseline_high,
        "comparison": sign,
        "target": amount,
        "deadline": f"{year + 1}年12月底前",
        "unit": "",
        "testable": now.reason == "",
        "reason": now.reason,
        "detect_fall": now.detect_fall,
        "detect_rise": now.detect_rise,
        "best": now.best,
        "best_year": now.best_year,
        "reachable": now.reachable,
        "rows": now.rows,
    }
