"""Sentences that sum up a table: what was read, how much falls on each, what a habit of speech would have claimed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from lawstats.indicators import load_vocabulary
from lawstats.records import annual
from lawstats.telling.captions import figure_words, yearly
from lawstats.telling.wording import decimal, plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from lawstats.judging.detectable import DetectableCounts

__all__ = [
    "baseline_sentences",
    "claims_sentence",
    "commitments_sentence",
    "coverage_sentence",
    "detectable_sentence",
    "habit_sentence",
    "load_sentence",
    "reading_sentence",
    "records_sentence",
    "stock_sentence",
]


def records_sentence(records: pd.DataFrame, conflicts: pd.DataFrame, breaks: pd.DataFrame) -> str:
    """Say what was read and what must not be compared.

    Examples
    --------
    >>> import pandas as pd
    >>> from lawstats.records import empty
    >>> records_sentence(empty(), pd.DataFrame(), pd.DataFrame())
    '共有记录0条，来自0个机关、0种来源；可作年度点的0条，不足全年或跨年合计的0条不作年度点；互相矛盾的0对，口径断点0处。'
    """
    yearly = len(annual(records))
    return (
        f"共有记录{len(records)}条，来自{records['office'].nunique()}个机关、{records['source'].nunique()}种来源；"
        f"可作年度点的{yearly}条，不足全年或跨年合计的{len(records) - yearly}条不作年度点；"
        f"互相矛盾的{len(conflicts)}对，口径断点{len(breaks)}处。"
    )


def load_sentence(row: Mapping[Any, Any], count: str, exposure: str) -> str:
    """Say one row of `lawstats.judging.loads.loads`, count and base before the quotient.

    Examples
    --------
    >>> row = {"office": "甲街道", "year": 2024, "count": 73.0, "exposure": 69.0, "rate": 73 / 69,
    ...        "ci_low": 0.829, "ci_high": 1.33}
    >>> load_sentence(row, "disputes_mediated", "mediators")
    '甲街道2024年化解矛盾纠纷73件、人民调解员69人，平均每人1.06件（95%置信区间0.83至1.33）。'
    """
    vocabulary = load_vocabulary()
    what, per = vocabulary[count], vocabulary[exposure]
    low, high = decimal(row["ci_low"], 2), decimal(row["ci_high"], 2)
    means = "95%置信区间" if what.kind == "event" else "按约数的范围计"
    interval = f"（{means}{low}至{high}）" if low != high else ""
    return (
        f"{row['office']}{row['year']}年{what.name}{plain(row['count'])}{what.measures[0]}、"
        f"{per.name}{plain(row['exposure'])}{per.measures[0]}，"
        f"平均每{per.measures[0]}{decimal(row['rate'], 2)}{what.measures[0]}{interval}。"
    )


def stock_sentence(records: pd.DataFrame, indicator: str, office: str) -> str:
    """Say how a head-count went from the first to the last year on record: a fact, not a test.

    Examples
    --------
    >>> from lawstats.records import empty
    >>> stock_sentence(empty(), "mediators", "甲街道")
    '甲街道人民调解员没有可比的年份。'
    """
    name = load_vocabulary()[indicator].name
    rows = yearly(records, indicator, office)
    if rows["year"].nunique() < 2:
        return f"{office}{name}没有可比的年份。"
    first, last = (f"{row['year']}年{figure_words(row)}" for row in rows.iloc[[0, -1]].to_dict("records"))
    return f"{office}{name}{first}，{last}；为某一时点的实有数，变化本身就是事实，不作检验。"


def habit_sentence(pairs: pd.DataFrame, threshold: float = 0.2) -> str:
    """Set the habit of calling any change beyond 20 % a change beside the verdicts.

    Parameters
    ----------
    pairs : DataFrame
        Rows of `compare_years`, one a pair of neighbouring years.
    threshold : float
        The habit's bound.

    Examples
    --------
    >>> import pandas as pd
    >>> habit_sentence(pd.DataFrame({"value": [25.0, 40.0], "base_value": [20.0, 20.0],
    ...                              "verdict": ["未见明显变化", "明显上升"]}))
    '相邻两年共2对。按“增减达到20%就算变化”的习惯，有2对会被写成上升或下降；按精确检验，结论为“明显”的1对，“可能”的0对，其余1对与偶然波动相容。'
    """
    change = pairs["value"] / pairs["base_value"] - 1
    called = int((change.abs() >= threshold).sum())
    clear = int(pairs["verdict"].str.startswith("明显").sum())
    likely = int(pairs["verdict"].str.startswith("可能").sum())
    return (
        f"相邻两年共{len(pairs)}对。按“增减达到{threshold:.0%}就算变化”的习惯，有{called}对会被写成上升或下降；"
        f"按精确检验，结论为“明显”的{clear}对，“可能”的{likely}对，其余{len(pairs) - clear - likely}对与偶然波动相容。"
    )


def coverage_sentence(records: pd.DataFrame, indicators: Sequence[str], least: int = 3) -> str:
    """Say how many series of these indicators have enough whole years for a trend.

    Examples
    --------
    >>> from lawstats.records import empty
    >>> coverage_sentence(empty(), ["law_lectures"])
    '这些指标共有0个“机关×指标”序列，其中有3个以上年度点的0个。没有一个序列够得上判断趋势。'
    """
    rows = annual(records)
    years = rows[rows["indicator"].isin(list(indicators))].groupby(["office", "indicator"])["year"].nunique()
    enough = years[years >= least]
    names = load_vocabulary()
    found = "、".join(
        f"{row['office']}{names[row['indicator']].name}（{row['year']}年）"
        for row in enough.reset_index().to_dict("records")
    )
    return f"这些指标共有{len(years)}个“机关×指标”序列，其中有{least}个以上年度点的{len(enough)}个" + (
        f"：{found}。" if found else "。没有一个序列够得上判断趋势。"
    )


def reading_sentence(row: Mapping[Any, Any]) -> str:
    """Say how an approximate record is read, and that a growth rate cannot be taken from it.

    Examples
    --------
    >>> reading_sentence({"indicator": "publicity_materials", "year": 2024, "value": 4e4, "low": 4e4, "high": 49999.0,
    ...                   "qualifier": "over", "measure": "份"})
    '发放宣传资料2024年4万余份（按40000至49999份计），上下限相差25.0%，同样的话说两年，增减在这个幅度以内的都看不出来。'
    """
    name = load_vocabulary()[row["indicator"]].name
    words = figure_words(row)
    if row["low"] == row["high"]:
        return f"{name}{row['year']}年{words}，是确数。"
    span = decimal(100 * (row["high"] / row["low"] - 1))
    return f"{name}{row['year']}年{words}，上下限相差{span}%，同样的话说两年，增减在这个幅度以内的都看不出来。"


def detectable_sentence(row: Mapping[Any, Any], likely: DetectableCounts, clear: DetectableCounts) -> str:
    """Say, before next year's count is known, what it would have to be to carry a claim.

    Examples
    --------
    >>> from lawstats.judging.detectable import detectable_counts
    >>> row = {"indicator": "disputes_mediated", "year": 2024, "value": 73.0, "measure": "件"}
    >>> detectable_sentence(row, detectable_counts(73), detectable_counts(73, alpha=0.0056))
    '以2024年化解矛盾纠纷73件计，次年达到99件以上或降到51件以下可写“可能”上升或下降，达到111件以上或降到43件以下才可写“明显”；在此之间只写件数。'
    """
    name, measure = load_vocabulary()[row["indicator"]].name, row["measure"]

    def bounds(found: DetectableCounts) -> str:
        rise, fall = float(np.asarray(found.rise)), float(np.asarray(found.fall))
        below = "" if np.isnan(fall) else f"或降到{plain(fall)}{measure}以下"
        return f"达到{plain(rise)}{measure}以上{below}"

    return (
        f"以{row['year']}年{name}{plain(row['value'])}{measure}计，次年{bounds(likely)}可写“可能”上升或下降，"
        f"{bounds(clear)}才可写“明显”；在此之间只写件数。"
    )


def claims_sentence(claims: pd.DataFrame) -> str:
    """Count the answers to the shortcomings a report states.

    Parameters
    ----------
    claims : DataFrame
        Rows of `lawstats.judging.claims.assess_claims`.

    Examples
    --------
    >>> import pandas as pd
    >>> claims_sentence(pd.DataFrame({"verdict": ["证据不足", "支持"]}))
    '报告写明的不足2条：有数字支持的1条，数字不支持的0条，证据不足的1条，互相矛盾的0条。'
    """
    counts = claims["verdict"].value_counts()
    supported, refuted, open_, torn = (int(counts.get(word, 0)) for word in ("支持", "不支持", "证据不足", "矛盾"))
    return (
        f"报告写明的不足{len(claims)}条：有数字支持的{supported}条，数字不支持的{refuted}条，"
        f"证据不足的{open_}条，互相矛盾的{torn}条。"
    )


def baseline_sentences(commitments: pd.DataFrame, records: pd.DataFrame) -> list[str]:
    """Set each promise that has an indicator on record beside what was already done this year.

    Parameters
    ----------
    commitments : DataFrame
        Promises of one report.
    records : DataFrame
        Records of the same office and year.

    Examples
    --------
    >>> import pandas as pd
    >>> promises = pd.DataFrame({"indicator": ["law_study_sessions"], "text": ["每季度学法一次"], "target": [4.0],
    ...                          "comparison": [">="], "measure": ["次"], "due_year": [2025]})
    >>> done = pd.DataFrame({"indicator": ["law_study_sessions"], "year": [2024], "value": [9.0], "low": [9.0],
    ...                      "high": [9.0], "qualifier": ["exact"], "measure": ["次"]})
    >>> baseline_sentences(promises, done)
    ['“每季度学法一次”：2025年目标不少于4次，2024年已做9次，目标低于上年已做到的数，算不上改进。']
    """
    known = {row["indicator"]: row for row in records.to_dict("records")}
    said = []
    for row in commitments[commitments["target"].notna()].to_dict("records"):
        done = known.get(row["indicator"])
        if done is None:
            continue
        bound = {">=": "不少于", "<=": "不超过", "==": ""}[row["comparison"]]
        target = f"{row['due_year']}年目标{bound}{plain(row['target'])}{row['measure']}"
        passed = row["comparison"] == ">=" and done["low"] > row["target"]
        verdict = "目标低于上年已做到的数，算不上改进。" if passed else "明年按同一口径对账。"
        said.append(f"“{row['text']}”：{target}，{done['year']}年已做{figure_words(done)}，{verdict}")
    return said


def commitments_sentence(commitments: pd.DataFrame) -> str:
    """Say how many promises can be checked, and how many have an indicator on record already.

    Examples
    --------
    >>> import pandas as pd
    >>> commitments_sentence(pd.DataFrame({"target": [4, 2], "indicator": ["law_study_sessions", "other:模拟执法演练"],
    ...                                    "due_year": [2025, 2025]}))
    '2025年可核对的承诺2条，其中1条已有对应指标，明年照报告口径即可对账；另1条须从现在起建台账，否则年底无从核对。'
    """
    checkable = commitments[commitments["target"].notna()]
    if not len(checkable):
        return "报告没有写明可以核对数量的安排。"
    known = int((~checkable["indicator"].str.startswith("other:")).sum())
    return (
        f"{int(checkable['due_year'].max())}年可核对的承诺{len(checkable)}条，其中{known}条已有对应指标，"
        f"明年照报告口径即可对账；另{len(checkable) - known}条须从现在起建台账，否则年底无从核对。"
    )
