"""The finding over a picture, rendered from the verdicts drawn in it; nothing is claimed anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lawstats.telling.wording import plain

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    import pandas as pd

__all__ = [
    "changes_title",
    "promises_title",
    "same_months_title",
    "several",
    "steps_title",
    "stretches_title",
    "trends_title",
    "units_title",
]

_LISTED = 3  # names that a title lists; beyond, it counts


def changes_title(table: pd.DataFrame) -> str:
    """Say the verdicts of a comparison: judged indicators first and by name, those within chance together.

    Parameters
    ----------
    table : DataFrame
        Rows of `lawstats.compare_years`: name and verdict, year, and base_year if it may be another than the year
        before.

    Examples
    --------
    >>> import pandas as pd
    >>> row = {"year": 2024, "name": "信访件", "verdict": "明显下降"}
    >>> changes_title(pd.DataFrame([row, row | {"name": "调解", "verdict": "未见明显变化"}]))
    '2024年与上年相比：信访件明显下降；调解未见明显变化'
    """
    if table.empty:
        return "没有可比的指标"
    groups: dict[str, list[str]] = {}
    for row in table.to_dict("records"):
        groups.setdefault(str(row["verdict"]), []).append(str(row["name"]))
    ordered = sorted(groups.items(), key=lambda group: _rank(group[0]))
    said = "；".join(several(names) + verdict for verdict, names in ordered)
    if len(groups) == 1 and len(table) > _LISTED:
        said = f"{len(table)}项指标均{ordered[0][0]}"
    year = max(table["year"])
    bases = table["base_year"].dropna() if "base_year" in table else table["year"] - 1
    before = f"{int(bases.max())}年" if len(bases) and bases.max() != year - 1 else "上年"
    return f"{year}年与{before}相比：{said}"


def _rank(verdict: str) -> int:
    order = ("明显", "小幅", "可能", "基本持平", "未见")
    return next((place for place, start in enumerate(order) if verdict.startswith(start)), len(order))


def several(names: Sequence[str]) -> str:
    """List a few names, or the first two and how many they are."""
    return "、".join(names) if len(names) <= _LISTED else f"{'、'.join(names[:2])}等{len(names)}项"


def stretches_title(trends: pd.DataFrame) -> str:
    """Say the trend of each stretch of years.

    Parameters
    ----------
    trends : DataFrame
        Rows of `lawstats.trend`: office, name, first_year, last_year and verdict.

    Examples
    --------
    >>> import pandas as pd
    >>> row = {"office": "全国", "name": "调解", "first_year": 1998, "last_year": 2003, "verdict": "未见明显趋势"}
    >>> stretches_title(pd.DataFrame([row]))
    '全国调解：1998—2003年未见明显趋势'
    """
    rows = trends.to_dict("records")
    if not rows:
        return "没有可判断趋势的年份"
    told = [row for row in rows if row["verdict"] != "年份不足"] or rows
    said = "，".join(f"{_span(row)}{row['verdict']}" for row in told)
    return f"{rows[0]['office']}{rows[0]['name']}：{said}"


def _span(row: Mapping[Hashable, Any]) -> str:
    first, last = row["first_year"], row["last_year"]
    return f"{first}年" if first == last else f"{first}—{last}年"


def trends_title(table: pd.DataFrame) -> str:
    """Say the trends of several indicators, the last stretch of each: judged ones first and by name.

    Parameters
    ----------
    table : DataFrame
        Rows of `lawstats.trend`: indicator, name, first_year, last_year and verdict.

    Examples
    --------
    >>> import pandas as pd
    >>> row = {"indicator": "a", "name": "调解", "first_year": 2020, "last_year": 2024, "verdict": "明显上升趋势"}
    >>> other = {"indicator": "b", "name": "信访件", "verdict": "未见明显趋势"}
    >>> trends_title(pd.DataFrame([row, row | other]))
    '2020—2024年：调解明显上升趋势；信访件未见明显趋势'
    """
    if table.empty:
        return "没有可判断趋势的指标"
    last = table.drop_duplicates("indicator", keep="last")
    groups: dict[str, list[str]] = {}
    for row in last.to_dict("records"):
        groups.setdefault(str(row["verdict"]), []).append(str(row["name"]))
    said = "；".join(several(groups[verdict]) + verdict for verdict in sorted(groups, key=_rank))
    return f"{_span({'first_year': min(table['first_year']), 'last_year': max(table['last_year'])})}：{said}"


def steps_title(pairs: pd.DataFrame, trends: pd.DataFrame) -> str:
    """Count the verdicts on each year against the one before, and say the trend of the whole.

    Parameters
    ----------
    pairs : DataFrame
        Rows of `lawstats.compare_years`, one a pair of neighbouring years.
    trends : DataFrame
        Rows of `lawstats.trend` of the same series.

    Examples
    --------
    >>> import pandas as pd
    >>> pairs = pd.DataFrame({"name": ["信访件"] * 3, "verdict": ["明显上升", "可能下降", "未见明显变化"]})
    >>> whole = pd.DataFrame({"first_year": [2020], "last_year": [2023], "verdict": ["未见明显趋势"]})
    >>> steps_title(pairs, whole)
    '信访件逐年相比3次：明显上升1次，可能下降1次，未见明显变化1次；2020—2023年未见明显趋势'
    """
    if pairs.empty:
        return "没有可比的相邻年份"
    counts = pairs["verdict"].astype(str).value_counts()
    said = "，".join(f"{verdict}{counts[verdict]}次" for verdict in sorted(counts.index, key=lambda v: (_rank(v), v)))
    whole = "；".join(f"{_span(row)}{row['verdict']}" for row in trends.to_dict("records"))
    return f"{pairs['name'].iloc[0]}逐年相比{len(pairs)}次：{said}" + (f"；{whole}" if whole else "")


def same_months_title(row: Mapping[Any, Any]) -> str:
    """State both years' sums and the verdict on them.

    Parameters
    ----------
    row : mapping
        A row of `lawstats.compare_years`.

    Examples
    --------
    >>> same_months_title({"name": "受理纠纷", "year": 2024, "base_year": 2023, "value": 78.0, "base_value": 74.0,
    ...                    "measure": "件", "verdict": "未见明显变化"})
    '受理纠纷2024年78件，2023年74件：未见明显变化'
    """
    now, before = (f"{plain(row[side])}{row['measure']}" for side in ("value", "base_value"))
    return f"{row['name']}{row['year']}年{now}，{row['base_year']}年{before}：{row['verdict']}"


def units_title(table: pd.DataFrame, what: str) -> str:
    """Say how many of an office's units are flagged by a funnel, and name them; counts are left to the picture.

    Parameters
    ----------
    table : DataFrame
        Columns name and flag, of `lawstats.judging.units.funnel_limits`.
    what : str
        What is compared.

    Examples
    --------
    >>> import pandas as pd
    >>> units_title(pd.DataFrame({"name": ["甲社区", "乙社区"], "flag": ["high_998", "in"]}), "每千户受理纠纷")
    '每千户受理纠纷：甲社区超出偶然波动，其余1个社区未超出'
    """
    far = [str(name) for name, flag in zip(table["name"], table["flag"], strict=True) if str(flag).endswith("_998")]
    if not far:
        return f"{what}：{len(table)}个社区之间未见超出偶然波动的差别"
    rest = len(table) - len(far)
    return f"{what}：{several(far)}超出偶然波动" + (f"，其余{rest}个社区未超出" if rest else "")


def promises_title(table: pd.DataFrame) -> str:
    """Count the outcomes of promises, as `lawstats.track_commitments` gives them.

    Parameters
    ----------
    table : DataFrame
        Columns due_year and, if anything is known yet, outcome.

    Examples
    --------
    >>> import pandas as pd
    >>> promises_title(pd.DataFrame({"due_year": [2024, 2024], "outcome": ["完成", "部分完成"]}))
    '2024年到期的承诺2条：完成1条，部分完成1条'
    """
    if table.empty:
        return "没有可核对的承诺"
    outcomes = [str(word) or "尚未到期" for word in table["outcome"]] if "outcome" in table else []
    order = ("完成", "部分完成", "未完成", "未提及", "无法核实", "尚未到期")
    said = "，".join(f"{word}{outcomes.count(word)}条" for word in order if word in outcomes)
    return f"{max(table['due_year'])}年到期的承诺{len(table)}条：{said or '完成情况待核'}"
