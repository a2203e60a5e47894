"""The table of a comparison: one row an indicator, laid out for the rules and handed back in a fixed order."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from lawstats.judging.rules import judge

if TYPE_CHECKING:
    from lawstats.indicators import Vocabulary
    from lawstats.judging.cases import Case
    from lawstats.judging.dispersion import Dispersion

__all__ = ["COLUMNS", "case_row", "divisor_columns", "judged_table"]

#: Columns of a comparison, in order.
COLUMNS = (
    "office",
    "indicator",
    "name",
    "kind",
    "measure",
    "year",
    "value",
    "low",
    "high",
    "qualifier",
    "base_from",
    "base_year",
    "base_count",
    "base_value",
    "base_low",
    "base_high",
    "base_qualifier",
    "per",
    "per_name",
    "per_measure",
    "exposure",
    "base_exposure",
    "numerator",
    "denominator",
    "base_numerator",
    "base_denominator",
    "change",
    "ratio",
    "ci_low",
    "ci_high",
    "alike_low",
    "alike_high",
    "p_value",
    "p_adjusted",
    "phi",
    "phi_df",
    "phi_source",
    "phi_break",
    "detect_fall",
    "detect_rise",
    "verdict",
    "reason",
    "detail",
    "method",
    "alpha",
    "tests",
    "source",
    "base_source",
)


def divisor_columns(code: str | None, vocabulary: Vocabulary) -> dict[str, str]:
    """Name what counts are divided by, for the sentence."""
    found = vocabulary.get(code) if code else None
    return {
        "per": code or "",
        "per_name": found.name if found else code or "",
        "per_measure": found.measures[0] if found and found.measures else "",
    }


def case_row(
    case: Case,
    office: str,
    code: str,
    vocabulary: Vocabulary,
    year: int,
    span: tuple[int | None, int | None],
    base_count: int,
    exposure: str | None,
    history: Dispersion,
) -> dict[str, object]:
    """Lay a case out as a row for the rules, filling in the dispersion earlier years have shown."""
    indicator = vocabulary.get(code)
    kind = indicator.kind if indicator else ""
    if math.isnan(case.phi) and kind == "event" and history.usable:
        case.phi, case.phi_df, case.phi_source = history.phi, history.df, "estimated"
    now, before = case.now, case.before
    measure = now.measure or before.measure or (indicator.measures[0] if indicator and indicator.measures else "")
    rate = kind == "rate"
    exact = now.is_exact and before.is_exact and base_count == 1
    return {
        "family": office,
        "office": office,
        "indicator": code,
        "name": indicator.name if indicator else code,
        "kind": kind,
        "measure": measure,
        "year": year,
        "value": now.value,
        "low": now.low,
        "high": now.high,
        "qualifier": now.qualifier,
        "base_from": span[0],
        "base_year": span[1],
        "base_count": base_count,
        "base_value": before.value,
        "base_low": before.low,
        "base_high": before.high,
        "base_qualifier": before.qualifier,
        **divisor_columns(None if rate else exposure, vocabulary),
        "exposure": case.exposure_now,
        "base_exposure": case.exposure_before,
        "numerator": case.now_low if rate else math.nan,
        "denominator": case.n1,
        "base_numerator": case.before_low if rate else math.nan,
        "base_denominator": case.n0,
        "change": now.value - before.value if exact else math.nan,
        "phi": case.phi,
        "phi_df": case.phi_df,
        "phi_source": case.phi_source or "unknown",
        "reason": case.reason,
        "detail": case.detail,
        "source": now.source,
        "base_source": before.source,
    } | {name: getattr(case, name) for name in _FOR_RULES}


_FOR_RULES = (
    "now_low",
    "now_high",
    "before_low",
    "before_high",
    "t1_low",
    "t1_high",
    "t0_low",
    "t0_high",
    "n1",
    "n0",
)


def judged_table(rows: list[dict[str, object]], alpha: float) -> pd.DataFrame:
    """Judge the rows and keep the columns readers need."""
    if not rows:
        return pd.DataFrame(columns=list(COLUMNS))
    cases = pd.DataFrame(rows)
    judged = judge(cases, alpha=alpha).assign(alpha=alpha)
    judged["phi_source"] = np.where(judged["p_value"].notna(), judged["phi_source"], "")
    for name in ("base_from", "base_year"):
        judged[name] = judged[name].astype("Int64")
    return judged[list(COLUMNS)]
