"""The fact over a picture without a verdict, rendered from the records drawn in it: it states, and compares nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lawstats.indicators import load_vocabulary
from lawstats.telling.captions import figure_words
from lawstats.telling.charts.timeliness import share_within
from lawstats.telling.titles import several
from lawstats.telling.wording import decimal, percent, plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

__all__ = ["gaps_title", "load_title", "months_title", "parts_title", "peers_title", "rates_title", "waiting_title"]


def peers_title(records: pd.DataFrame, office: str) -> str:
    """State one office's figure and how far the others' reach; no rank.

    Parameters
    ----------
    records : DataFrame
        Records of one indicator, a row an office.
    office : str
        Ours.

    Examples
    --------
    >>> import pandas as pd
    >>> row = {"year": 2024, "indicator": "law_lectures", "qualifier": "exact", "measure": "场"}
    >>> rows = [row | {"office": office, "value": count, "low": count, "high": count}
    ...         for office, count in (("甲街道", 7.0), ("乙街道", 2.0), ("丙街道", 70.0))]
    >>> peers_title(pd.DataFrame(rows), "甲街道")
    '甲街道2024年法治宣讲讲座7场；同列的2个单位2至70场，只看量级'
    """
    if records.empty:
        return "没有可列的单位"
    name = load_vocabulary()[records["indicator"].iloc[0]].name
    ours, others = records[records["office"] == office], records[records["office"] != office]
    said = [f"{row['office']}{row['year']}年{name}{_short(row)}" for row in ours.to_dict("records")]
    if len(others):
        low, high, measure = others["low"].min(), others["high"].max(), others["measure"].mode().iloc[0]
        reach = plain(low) if low == high else f"{plain(low)}至{plain(high)}"
        whose = "同列的" if said else f"{name}："
        said.append(f"{whose}{others['office'].nunique()}个单位{reach}{measure}，只看量级")
    return "；".join(said)


def _short(row: Mapping[Any, Any]) -> str:
    """Write a figure without the reading in brackets: the picture shows it."""
    return figure_words(row).split("（")[0]


def load_title(table: pd.DataFrame, what: str, unit: str, office: str = "") -> str:
    """State the quotient of an office, or of the first and last year, beside how far all in the picture reach.

    Parameters
    ----------
    table : DataFrame
        Rows of `lawstats.judging.loads.loads`.
    what, unit : str
        What is divided, e.g. ``"每名调解员平均"``, and its unit.
    office : str, optional
        Whose rows; the first and last of the table when left out.

    Examples
    --------
    >>> import pandas as pd
    >>> each = pd.DataFrame({"office": ["全国"] * 2, "year": [1998, 2022], "rate": [2.328, 1.344]})
    >>> load_title(each, "每名律师平均", "家")
    '每名律师平均：全国1998年2.33家，2022年1.34家'
    """
    ours = table[table["office"] == office] if office else table.iloc[[0, -1]].drop_duplicates()
    if ours.empty:
        return f"{what}：没有{office or '任何单位'}的数"
    said: list[str] = []
    for row in ours.to_dict("records"):
        name = "" if said and row["office"] == ours["office"].iloc[0] else row["office"]
        said.append(f"{name}{row['year']}年{decimal(row['rate'], 2)}{unit}")
    others = table[table["office"] != office] if office else table.iloc[:0]
    beside = ""
    if len(others):
        beside = f"；同列的各数{decimal(others['rate'].min(), 2)}至{decimal(others['rate'].max(), 2)}{unit}"
    return f"{what}：{'，'.join(said)}{beside}"


def parts_title(records: pd.DataFrame, whole: str) -> str:
    """Name the largest part of a total and its share, in the first and the last year drawn.

    Parameters
    ----------
    records : DataFrame
        Annual records of the parts and of the whole, of one office.
    whole : str
        Indicator of the whole.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = [(1999, "disputes_family", 40.0), (1999, "disputes_mediated", 100.0)]
    >>> parts_title(pd.DataFrame(rows, columns=["year", "indicator", "value"]), "disputes_mediated")
    '所列各类中比重最大的：1999年婚姻家庭纠纷（占全部40.0%）'
    """
    said = []
    years = sorted({int(year) for year in records["year"]})
    for year in dict.fromkeys(years[:1] + years[-1:]):
        rows = records[records["year"] == year]
        total = rows.loc[rows["indicator"] == whole, "value"]
        parts = rows[(rows["indicator"] != whole) & rows["value"].notna()]
        if len(total) and len(parts):
            largest = parts.sort_values("value", ascending=False, kind="stable").iloc[0]
            share = percent(float(largest["value"]) / float(total.iloc[0]))
            said.append(f"{year}年{load_vocabulary()[largest['indicator']].name}（占全部{share}）")
    return "所列各类中比重最大的：" + ("，".join(said) or "没有可算的年份")


def months_title(months: pd.DataFrame, what: str, measure: str = "件") -> str:
    """State the sum and the fullest month of a calendar.

    Parameters
    ----------
    months : DataFrame
        Columns year, month and count.
    what, measure : str
        What is counted.

    Examples
    --------
    >>> import pandas as pd
    >>> months_title(pd.DataFrame({"year": [2024, 2024], "month": [3, 4], "count": [9, 12]}), "受理纠纷")
    '2024年共受理纠纷21件，最多的月份是2024年4月（12件）'
    """
    known = months.dropna(subset=["count"])
    if known.empty:
        return f"{what}：没有逐月的数"
    first, last = int(known["year"].min()), int(known["year"].max())
    span = f"{first}年" if first == last else f"{first}—{last}年"
    most = known["count"].max()
    fullest = [f"{int(r['year'])}年{int(r['month'])}月" for r in known[known["count"] == most].to_dict("records")]
    whole = f"{span}共{what}{plain(known['count'].sum())}{measure}"
    return f"{whole}，最多的月份是{several(fullest)}（{plain(most)}{measure}）"


def waiting_title(waits: pd.DataFrame, what: str, day: int = 30) -> str:
    """State the share resolved within so many days, open cases counted for what they are.

    Parameters
    ----------
    waits : DataFrame
        Columns days and open, of `lawstats.telling.charts.waiting_times`.
    what : str
        Which cases.
    day : int
        The days.

    Examples
    --------
    >>> import pandas as pd
    >>> waiting_title(pd.DataFrame({"days": [5.0, 12.0, 40.0, 50.0], "open": [False] * 3 + [True]}), "排查出的纠纷")
    '排查出的纠纷4件：30日内办结50%，至今未办结1件'
    """
    known = waits.dropna(subset=["days"])
    share = share_within(waits, day)
    said = f"{day}日内办结{share:.0%}，" if share == share else ""
    return f"{what}{len(known)}件：{said}至今未办结{int(known['open'].sum())}件"


def gaps_title(table: pd.DataFrame, first: str, second: str, said: tuple[str, str]) -> str:
    """State both shares of the first row, the largest.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"name": ["物业纠纷"], "a": [0.303], "b": [0.0]})
    >>> gaps_title(table, "a", "b", ("占全部纠纷", "相关讲座占全部讲座"))
    '物业纠纷占全部纠纷30.3%，相关讲座占全部讲座0.0%'
    """
    if table.empty:
        return "没有可比的类型"
    row = table.sort_values(first, ascending=False, kind="stable").iloc[0]
    return f"{row['name']}{said[0]}{percent(row[first])}，{said[1]}{percent(row[second])}"


def rates_title(table: pd.DataFrame, what: str, measure: str = "份") -> str:
    """State numerator and denominator of the last two years; shares of a dozen are not compared.

    Parameters
    ----------
    table : DataFrame
        Columns year, numerator and denominator.
    what, measure : str
        What the share is of, and what is counted.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"year": [2023, 2024], "numerator": [15, 12], "denominator": [17, 15]})
    >>> rates_title(table, "先审后签的合同")
    '先审后签的合同：2024年15份中12份（80.0%），2023年17份中15份（88.2%）'
    """
    rows = table.sort_values("year", ascending=False).head(2).to_dict("records")
    said = [
        f"{row['year']}年{row['denominator']}{measure}中{row['numerator']}{measure}"
        f"（{percent(row['numerator'] / row['denominator'])}）"
        for row in rows
        if row["denominator"]
    ]
    return f"{what}：{'，'.join(said) or '没有可算的年份'}"
