"""Words round a picture, rendered from the records in it: titles of facts, alt texts, why a line is broken."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lawstats.indicators import load_vocabulary
from lawstats.records import annual
from lawstats.telling.charts.points import YearPoint, value_text
from lawstats.telling.wording import decimal, figure

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

__all__ = [
    "alt_of_loads",
    "alt_of_peers",
    "alt_of_years",
    "breaks_caveat",
    "figure_words",
    "stock_title",
    "worded",
    "yearly",
]


def stock_title(records: pd.DataFrame, indicator: str, office: str) -> str:
    """Say the same as a figure's title: from where to where, between which years.

    Examples
    --------
    >>> from lawstats.records import empty
    >>> stock_title(empty(), "mediators", "甲街道")
    '甲街道人民调解员：没有可比的年份'
    """
    name = load_vocabulary()[indicator].name
    points = yearly(records, indicator, office)
    if len(points) < 2:
        return f"{office}{name}：没有可比的年份"
    first, last = points.iloc[[0, -1]].to_dict("records")
    before, after = (value_text(_point(row)) + row["measure"] for row in (first, last))
    word = "增至" if last["low"] > first["high"] else "减至" if last["high"] < first["low"] else "约同于"
    return f"{office}{name}由{first['year']}年{before}{word}{last['year']}年{after}"


def alt_of_years(records: pd.DataFrame, indicator: str, office: str) -> str:
    """Read a series out for those who do not see its picture.

    Examples
    --------
    >>> from lawstats.records import empty
    >>> alt_of_years(empty(), "mediators", "甲街道")
    '甲街道人民调解员逐年：没有数字。'
    """
    points = yearly(records, indicator, office)
    said = "，".join(f"{row['year']}年{figure_words(row)}" for row in points.to_dict("records"))
    return f"{office}{load_vocabulary()[indicator].name}逐年：{said or '没有数字'}。"


def alt_of_loads(table: pd.DataFrame, unit: str) -> str:
    """Read a table of `lawstats.judging.loads.loads` out, row by row.

    Examples
    --------
    >>> import pandas as pd
    >>> row = {"label": ["甲街道2024年"], "rate": [1.058], "ci_low": [0.83], "ci_high": [1.33]}
    >>> alt_of_loads(pd.DataFrame(row), "件")
    '甲街道2024年1.06件（0.83至1.33）。'
    """
    rows = (
        f"{row['label']}{decimal(row['rate'], 2)}{unit}（{decimal(row['ci_low'], 2)}至{decimal(row['ci_high'], 2)}）"
        for row in table.to_dict("records")
    )
    return "；".join(rows) + "。"


def alt_of_peers(records: pd.DataFrame) -> str:
    """Read one indicator of several offices out, a record a row.

    Examples
    --------
    >>> from lawstats.records import empty
    >>> alt_of_peers(empty())
    '没有数字。'
    """
    rows = (f"{row['office']}{row['year']}年{figure_words(row)}" for row in records.to_dict("records"))
    return ("；".join(rows) or "没有数字") + "。"


def breaks_caveat(breaks: pd.DataFrame, indicator: str, office: str) -> str:
    """Write out, for the foot of a picture, why its line is broken.

    Examples
    --------
    >>> import pandas as pd
    >>> found = pd.DataFrame({"office": ["*"], "indicator": ["petitions"], "year": [2024], "reason": ["登记办法改变"]})
    >>> breaks_caveat(found, "petitions", "甲街道")
    '虚线：登记办法改变。'
    """
    ours = breaks[breaks["office"].isin([office, "*"]) & breaks["indicator"].isin([indicator, "*"])]
    said = "；".join(str(row["reason"]) for row in ours.sort_values("year").to_dict("records"))
    return f"虚线：{said}。" if said else ""


def worded(records: pd.DataFrame) -> list[str]:
    """Give each record's number as a picture prints it: 4万余, 约11万, 73.

    Examples
    --------
    >>> import pandas as pd
    >>> worded(pd.DataFrame({"year": [2024], "value": [4e4], "low": [4e4], "high": [49999.0], "qualifier": ["over"]}))
    ['4万余']
    """
    return [value_text(_point(row)) for row in records.to_dict("records")]


def figure_words(row: Mapping[Any, Any]) -> str:
    """Write a record's figure as such figures are written, approximate ones with their reading."""
    return figure(row["value"], row["low"], row["high"], row["qualifier"], row["measure"])


def _point(row: Mapping[Any, Any]) -> YearPoint:
    return YearPoint(row["year"], row["value"], row["low"], row["high"], row["qualifier"])


def yearly(records: pd.DataFrame, indicator: str, office: str) -> pd.DataFrame:
    """Return the annual points of one series, in order of time and source."""
    rows = annual(records)
    rows = rows[(rows["office"] == office) & (rows["indicator"] == indicator)]
    return rows.sort_values(["period_end", "source"], kind="stable").reset_index(drop=True)
