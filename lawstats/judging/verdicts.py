"""Verdicts on records: this year against another year, or against the years before it, one row an indicator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawstats.errors import LawstatsError
from lawstats.indicators import load_vocabulary
from lawstats.judging.cases import make_case
from lawstats.judging.history import dispersion_before, latest_before, poolable_years, pooled
from lawstats.judging.layout import COLUMNS, case_row, judged_table
from lawstats.judging.office_verdicts import OFFICE_COLUMNS, compare_offices
from lawstats.judging.points import by_office, yearly_points
from lawstats.judging.trend_verdicts import TREND_COLUMNS, trend

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from lawstats.indicators import Vocabulary
    from lawstats.judging.cases import Denominators, Phi, Series

__all__ = [
    "COLUMNS",
    "OFFICE_COLUMNS",
    "TREND_COLUMNS",
    "against_earlier",
    "compare_offices",
    "compare_years",
    "trend",
]

_LEAST_EARLIER_YEARS = 3


def compare_years(
    records: pd.DataFrame,
    year: int,
    base_year: int | None = None,
    office: str | None = None,
    *,
    exposure: str | None = None,
    breaks: pd.DataFrame | None = None,
    phi: Phi = None,
    alpha: float = 0.05,
    assume_digit: bool = True,
    vocabulary: Vocabulary | None = None,
    denominators: Denominators | None = None,
) -> pd.DataFrame:
    """Compare a year with an earlier one, every indicator of an office.

    Parameters
    ----------
    records : DataFrame
        A records table. Only whole-year figures and stocks are compared.
    year : int
        The year under judgement.
    base_year : int, optional
        The year to compare with; for each office the latest earlier year on record when left out.
    office : str, optional
        One office; all with figures for `year` when left out. Each office is one report: corrected by itself, never
        ranked.
    exposure : str, optional
        Code of the indicator that counts are divided by, e.g. ``"mediators"``; whole years alone when left out.
    breaks : DataFrame, optional
        Breaks in definition (columns of `lawstats.records.load_breaks`); nothing is compared across one.
    phi : float, mapping or {"estimate", "unknown"}, optional
        Dispersion: one for all indicators, one by code (also opens bulk counts to testing), or by default estimated
        from the office's earlier years where they carry at least 8 degrees of freedom; "unknown" asks no history.
    alpha : float, default 0.05
        Chance of any false claim in a report.
    assume_digit : bool, default True
        Whether 余, 近 and 约 reach one unit of the last stated place; if not, the end they leave unsaid is open.
    vocabulary : Vocabulary, optional
        Indicators; the packaged ones when left out.
    denominators : mapping, optional
        Rate code -> (numerator code, denominator code). A rate without them is printed and not judged.

    Returns
    -------
    DataFrame
        A row an indicator and office, the columns of `COLUMNS`: both figures with what they admit, `change`, `ratio`
        and its interval (rates: difference in points), `p_value` (unadjusted, dispersion 1), `p_adjusted` (Holm, at the
        known dispersion or 1), `phi` (NaN when unknown) with `phi_source` (given, estimated, unknown), `phi_break` (the
        dispersion at which the result is lost), `detect_fall` and `detect_rise` (what would be a clear change),
        `verdict`, and `reason`, a code for why. No row is left out: what cannot be judged says so.

    Raises
    ------
    LawstatsError
        When the records break their contract, or hold nothing for the year or office asked for.

    Examples
    --------
    >>> import pandas as pd
    >>> day = pd.Timestamp
    >>> rows = [["甲街道", y, "disputes_mediated", n, n, n, "exact", "件", day(y, 1, 1), day(y, 12, 31), f"{y}年报告",
    ...          "", "第1句", f"化解{n}件"] for y, n in ((2023, 40.0), (2024, 73.0))]
    >>> from lawstats.records import COLUMNS as RECORD_COLUMNS
    >>> found = compare_years(pd.DataFrame(rows, columns=RECORD_COLUMNS), 2024)
    >>> found[["indicator", "value", "base_value", "verdict"]].values.tolist()
    [['disputes_mediated', 73.0, 40.0, '明显上升']]
    """
    vocabulary = load_vocabulary() if vocabulary is None else vocabulary
    offices = by_office(yearly_points(records, assume_digit=assume_digit))
    rows = []
    for name in _offices(offices, year, office):
        series = offices[name]
        base = base_year if base_year is not None else latest_before(series, name, year)
        if base is not None and base >= year:
            raise LawstatsError(f"基期{base}年不早于{year}年", "基期须早于所比较的年份")
        history = dispersion_before(series, name, year, vocabulary, exposure, breaks, phi)
        for code in _codes(series, name, (year, base), vocabulary):
            case = make_case(
                series,
                name,
                vocabulary.get(code),
                code,
                year,
                base,
                exposure=exposure,
                denominators=denominators or {},
                breaks=breaks,
                phi=phi,
            )
            rows.append(case_row(case, name, code, vocabulary, year, (base, base), 1, exposure, history))
    return judged_table(rows, alpha)


def against_earlier(
    records: pd.DataFrame,
    year: int,
    office: str | None = None,
    *,
    exposure: str | None = None,
    breaks: pd.DataFrame | None = None,
    phi: Phi = None,
    alpha: float = 0.05,
    assume_digit: bool = True,
    vocabulary: Vocabulary | None = None,
) -> pd.DataFrame:
    """Compare a year with all earlier years on record pooled: the yearly stand-in for a control chart.

    Parameters
    ----------
    records, year, office, exposure, breaks, phi, alpha, assume_digit, vocabulary
        As in `compare_years`. Only years after the last break and without contradiction are pooled.

    Returns
    -------
    DataFrame
        As `compare_years`, for counts only: `base_value` is the total of `base_count` years from `base_from` to
        `base_year`, `ratio` compares the year with their mean. Fewer than 3 earlier years are 数据不足.

    Raises
    ------
    LawstatsError
        As `compare_years`.

    Examples
    --------
    >>> import pandas as pd
    >>> day = pd.Timestamp
    >>> rows = [["甲街道", y, "petitions", n, n, n, "exact", "件", day(y, 1, 1), day(y, 12, 31), f"{y}年报告", "",
    ...          "第1句", f"信访{n}件"] for y, n in ((2021, 20.0), (2022, 24.0), (2023, 22.0), (2024, 45.0))]
    >>> from lawstats.records import COLUMNS as RECORD_COLUMNS
    >>> found = against_earlier(pd.DataFrame(rows, columns=RECORD_COLUMNS), 2024)
    >>> found[["base_from", "base_year", "base_value", "verdict"]].values.tolist()
    [[2021, 2023, 66.0, '明显上升']]
    """
    vocabulary = load_vocabulary() if vocabulary is None else vocabulary
    offices = by_office(yearly_points(records, assume_digit=assume_digit))
    rows = []
    for name in _offices(offices, year, office):
        series = offices[name]
        history = dispersion_before(series, name, year, vocabulary, exposure, breaks, phi)
        for code in _codes(series, name, (year,), vocabulary):
            if code not in vocabulary or vocabulary[code].kind not in ("event", "bulk"):
                continue
            years = poolable_years(series, name, code, year, exposure, breaks)
            span = (years[0], years[-1]) if years else (None, None)
            totals = pooled(series, name, [code, *([exposure] if exposure else [])], years, year)
            case = make_case(
                totals,
                name,
                vocabulary[code],
                code,
                year,
                span[0],
                exposure=exposure,
                denominators={},
                breaks=breaks,
                phi=phi,
            )
            if not case.reason and len(years) < _LEAST_EARLIER_YEARS:
                case.reason, case.detail = "few_years", str(len(years))
            if not exposure:
                case.t0_low = case.t0_high = float(max(len(years), 1))
            rows.append(case_row(case, name, code, vocabulary, year, span, len(years), exposure, history))
    return judged_table(rows, alpha)


def _offices(offices: Mapping[str, Series], year: int, office: str | None) -> list[str]:
    if office is not None and office not in offices:
        raise LawstatsError(f"记录中没有“{office}”", f"有记录的机关：{'、'.join(sorted(offices)) or '无'}")
    asked = {name: series for name, series in offices.items() if office in (None, name)}
    found = sorted(name for name, series in asked.items() if any(year in points for points in series.values()))
    if not found:
        years = sorted({y for series in asked.values() for points in series.values() for y in points})
        raise LawstatsError(f"记录中没有{year}年的数字", f"有记录的年份：{'、'.join(map(str, years)) or '无'}")
    return found


def _codes(series: Series, office: str, years: tuple[int | None, ...], vocabulary: Vocabulary) -> list[str]:
    order = {code: place for place, code in enumerate(vocabulary)}
    found = {code for (name, code), points in series.items() if name == office and any(y in points for y in years)}
    return sorted(found, key=lambda code: (order.get(code, len(order)), code))
