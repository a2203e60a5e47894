"""The footnote of a table of verdicts: method, dispersion, exposure, several indicators, and what it does not cover."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawstats.telling.wording import plain

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["method_note"]

_SCOPE = "以上只反映这类数字在情况不变时逐年的自然波动，不包括漏记、重记和口径变化，也不说明变化的原因。"


def method_note(table: pd.DataFrame) -> str:
    """Write the one footnote a table of verdicts needs.

    Parameters
    ----------
    table : DataFrame
        What `compare_years`, `against_earlier` or `trend` returned.

    Returns
    -------
    str
        Method, what is assumed of the dispersion, exposure, correction for several indicators, reading of approximate
        figures, and what the interval does not cover; only what applies to the table.

    Examples
    --------
    >>> import pandas as pd
    >>> method_note(pd.DataFrame({"verdict": ["不作检验"], "method": [""], "p_value": [float("nan")], "tests": [0],
    ...                           "alpha": [0.05], "phi_source": [""], "phi": [float("nan")], "phi_df": [float("nan")],
    ...                           "low": [6.0], "high": [6.0], "base_low": [4.0], "base_high": [4.0]}))
    '注：本表没有可检验的数字，只列事实。'
    """
    if not len(table) or not table["p_value"].notna().any():
        return "注：本表没有可检验的数字，只列事实。"
    parts = _trend_parts(table) if "k" in table.columns else _comparison_parts(table)
    divisors = "、".join(name for name in dict.fromkeys(table["per_name"]) if name)
    parts.append(f"件数按{divisors}折算后比较。" if divisors else "以完整年度为单位，未按人口等折算。")
    return "注：" + "".join([*parts, _SCOPE])


def _comparison_parts(table: pd.DataFrame) -> list[str]:
    tested = table[table["p_value"].notna()]
    methods = set(tested["method"])
    parts = []
    if "conditional exact mid-P" in methods:
        parts.append("件数按给定合计的条件精确检验（mid-P）比较，置信区间由同一检验反解，比较的年数k=2。")
    if "Newcombe hybrid score" in methods:
        parts.append("百分率之差用Newcombe法区间。")
    parts += _dispersion_parts(tested)
    most = int(tested["tests"].max())
    if most > 1:
        most_wrong = plain(round(100 * float(tested["alpha"].iloc[0]), 6))
        several = "各机关分别" if len(table["office"].unique()) > 1 else ""
        parts.append(
            f"{several}共比较{most}项，已按Holm法校正；整份报告出现任一误报的概率不超过{most_wrong}%。"
            "“才算明显”的门槛按单项比较计算。"
        )
    if (table["low"] != table["high"]).any() or (table["base_low"] != table["base_high"]).any():
        parts.append("约数按括号内所列范围取值，结论对范围内任何取值都成立才作出。")
    return parts


def _dispersion_parts(tested: pd.DataFrame) -> list[str]:
    parts = []
    unknown = tested["phi_source"] == "unknown"
    if unknown.any():
        which = "百分率的" if "kind" in tested and set(tested.loc[unknown, "kind"]) == {"rate"} else ""
        parts.append(f"{which}离散系数φ未知：区间按φ=1（纯随机）计算，称“明显”的在φ=2（方差大一倍）时仍然成立。")
    estimated = tested[tested["phi_source"] == "estimated"]
    if len(estimated):
        found = estimated[["phi", "phi_df"]].drop_duplicates()
        listed = "、".join(f"φ={phi:.2f}（自由度{df:.0f}）" for phi, df in found.itertuples(index=False))
        parts.append(f"离散系数由本单位以往年份的波动估计：{listed}，检验和区间已据此放宽。")
    given = tested[tested["phi_source"] == "given"]
    if len(given):
        listed = "、".join(dict.fromkeys(f"φ={phi:g}" for phi in given["phi"]))
        parts.append(f"离散系数由使用者给定：{listed}。")
    return parts


def _trend_parts(table: pd.DataFrame) -> list[str]:
    tested = table[table["p_value"].notna()]
    parts = []
    if tested["phi_source"].eq("own_scatter").any():
        parts.append(
            "5年以上：条件精确检验（mid-P）与准泊松t检验两者取较大的p值，须同时超出纯随机波动和各年围绕自身走势的波动。"
        )
    if tested["phi_source"].eq("unknown").any():
        parts.append("3至4年：条件精确检验（mid-P），离散系数无从核对，称“明显”的在φ=2时仍然成立。")
    if tested["phi_source"].eq("given").any():
        listed = "、".join(dict.fromkeys(f"φ={phi:g}" for phi in tested.loc[tested["phi_source"] == "given", "phi"]))
        parts.append(f"离散系数由使用者给定：{listed}。")
    if tested["method"].str.startswith("Mann").any():
        parts.append("百分率：Mann–Kendall精确检验，年均变化为Theil–Sen斜率。")
    parts.append(f"年数k={'、'.join(dict.fromkeys(str(k) for k in tested['k']))}。")
    return parts
