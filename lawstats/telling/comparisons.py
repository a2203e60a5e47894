"""Tables of verdicts with their sentences: what the office reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lawstats.judging import verdicts
from lawstats.telling.sentences import comparison_sentence
from lawstats.telling.trend_sentences import office_sentence, trend_sentence

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

__all__ = ["against_earlier", "compare_offices", "compare_years", "trend"]


def compare_years(
    records: pd.DataFrame, year: int, base_year: int | None = None, office: str | None = None, **options: Any
) -> pd.DataFrame:
    """Compare a year with an earlier one, a row an indicator, with the sentence that may be printed.

    Parameters
    ----------
    records, year, base_year, office
        As in `lawstats.judging.verdicts.compare_years`.
    **options
        Its keywords: `exposure`, `breaks`, `phi`, `alpha`, `assume_digit`, `vocabulary`, `denominators`.

    Returns
    -------
    DataFrame
        Its table with a column `sentence` in Chinese. `lawstats.telling.tables.show` prints it, and
        `lawstats.telling.notes.method_note` writes its footnote.

    Raises
    ------
    LawstatsError
        When the records break their contract, or hold nothing for the year or office asked for.

    Examples
    --------
    >>> import pandas as pd
    >>> from lawstats.records import COLUMNS
    >>> day = pd.Timestamp
    >>> rows = [["甲街道", y, "petitions", n, n, n, "exact", "件", day(y, 1, 1), day(y, 12, 31), f"{y}年报告", "",
    ...          "第1句", f"信访{n}件"] for y, n in ((2023, 0.0), (2024, 0.0))]
    >>> compare_years(pd.DataFrame(rows, columns=COLUMNS), 2024)["sentence"].item()
    '信访件2024年0件，2023年0件，连续两年为0件，只列绝对数。'
    """
    table = verdicts.compare_years(records, year, base_year, office, **options)
    return _told(table, comparison_sentence)


def against_earlier(records: pd.DataFrame, year: int, office: str | None = None, **options: Any) -> pd.DataFrame:
    """Compare a year with all earlier years pooled, with the sentence that may be printed.

    Parameters
    ----------
    records, year, office, **options
        As in `lawstats.judging.verdicts.against_earlier`.

    Returns
    -------
    DataFrame
        Its table with a column `sentence`.
    """
    table = verdicts.against_earlier(records, year, office, **options)
    return _told(table, comparison_sentence)


def trend(records: pd.DataFrame, indicator: str, office: str | None = None, **options: Any) -> pd.DataFrame:
    """Judge the trend of an indicator, a row a stretch between breaks, with the sentence that may be printed.

    Parameters
    ----------
    records, indicator, office, **options
        As in `lawstats.judging.verdicts.trend`.

    Returns
    -------
    DataFrame
        Its table with a column `sentence`.
    """
    table = verdicts.trend(records, indicator, office, **options)
    return _told(table, trend_sentence)


def compare_offices(
    records: pd.DataFrame, indicator: str, year: int, exposure: str | None = None, **options: Any
) -> pd.DataFrame:
    """Compare offices in one year by a funnel, never a rank, with the sentence that may be printed.

    Parameters
    ----------
    records, indicator, year, exposure, **options
        As in `lawstats.judging.verdicts.compare_offices`.

    Returns
    -------
    DataFrame
        Its table with a column `sentence`.
    """
    table = verdicts.compare_offices(records, indicator, year, exposure, **options)
    return _told(table, office_sentence)


def _told(table: pd.DataFrame, tell: Callable[..., str]) -> pd.DataFrame:
    several = len(table["office"].unique()) > 1
    return table.assign(sentence=[tell(row, with_office=several) for row in table.to_dict("records")])
