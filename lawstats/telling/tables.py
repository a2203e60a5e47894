"""A table of verdicts as a reader wants it: the verdict first, words for codes; for screen, notebook and Excel."""

from __future__ import annotations

import math
from html import escape
from typing import TYPE_CHECKING, Any

import pandas as pd

from lawstats.telling.cells import cell_width
from lawstats.telling.notes import method_note
from lawstats.telling.sheets import write_workbook
from lawstats.telling.wording import decimal, figure

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["COLUMN_NAMES", "VerdictTable", "show"]

#: Every column of a table of verdicts, as a reader knows it.
COLUMN_NAMES = {
    "verdict": "结论",
    "office": "机关",
    "indicator": "指标代码",
    "name": "指标",
    "kind": "类别",
    "measure": "计量单位",
    "year": "年份",
    "value": "数值",
    "low": "下限",
    "high": "上限",
    "qualifier": "限定",
    "base_from": "基期起",
    "base_year": "基期",
    "base_count": "基期年数",
    "base_value": "基期数值",
    "base_low": "基期下限",
    "base_high": "基期上限",
    "base_qualifier": "基期限定",
    "per": "折算指标代码",
    "per_name": "折算指标",
    "per_measure": "折算指标单位",
    "exposure": "折算数",
    "base_exposure": "基期折算数",
    "numerator": "分子",
    "denominator": "分母",
    "base_numerator": "基期分子",
    "base_denominator": "基期分母",
    "change": "增减",
    "ratio": "比值",
    "ci_low": "区间下限",
    "ci_high": "区间上限",
    "alike_low": "90%区间下限",
    "alike_high": "90%区间上限",
    "p_value": "p值",
    "p_adjusted": "校正后p值",
    "p_exact": "精确检验p值",
    "p_quasi": "准泊松p值",
    "phi": "离散系数",
    "phi_df": "离散系数自由度",
    "phi_source": "离散系数来源",
    "phi_break": "临界离散系数",
    "phi_used": "所用离散系数",
    "detect_fall": "明显下降须不高于",
    "detect_rise": "明显上升须不低于",
    "reason": "理由代码",
    "detail": "细节",
    "method": "方法",
    "alpha": "显著性水平",
    "tests": "检验项数",
    "source": "来源",
    "base_source": "基期来源",
    "segment": "段",
    "first_year": "起始年",
    "last_year": "截止年",
    "k": "年数",
    "years": "年份清单",
    "missing_years": "缺的年份",
    "first_value": "首年数值",
    "last_value": "末年数值",
    "annual_ratio": "年均比值",
    "slope": "年均变化",
    "starts_with": "分段原因",
    "expected": "期望数",
    "offices": "可比机关数",
    "homogeneity_p": "同质性p值",
    "sentence": "说明",
}


def show(table: pd.DataFrame) -> VerdictTable:
    """Arrange a table of verdicts for reading.

    Parameters
    ----------
    table : DataFrame
        What a function of `lawstats.telling.comparisons` returned.

    Returns
    -------
    VerdictTable
        Prints as text, shows as HTML in a notebook, saves as a workbook.

    Examples
    --------
    >>> import pandas as pd
    >>> from lawstats.records import COLUMNS
    >>> from lawstats.telling.comparisons import compare_years
    >>> day = pd.Timestamp
    >>> rows = [["甲街道", y, "petitions", n, n, n, "exact", "件", day(y, 1, 1), day(y, 12, 31), f"{y}年报告", "",
    ...          "第1句", f"信访{n}件"] for y, n in ((2023, 40.0), (2024, 73.0))]
    >>> print(str(show(compare_years(pd.DataFrame(rows, columns=COLUMNS), 2024))).splitlines()[1])
    明显上升  信访件  73件  40件  1.83（1.25至2.70）  0.0019
    """
    return VerdictTable(table)


class VerdictTable:
    """A table of verdicts with its footnote; nothing in it is computed anew."""

    def __init__(self, table: pd.DataFrame) -> None:
        self.table = table
        self.note = method_note(table) if "p_value" in table.columns else ""

    def brief(self) -> pd.DataFrame:
        """Return the few columns a reader needs, as text, the verdict first."""
        rows = [_brief(row) for row in self.table.to_dict("records")]
        brief = pd.DataFrame(rows)
        if "机关" in brief.columns and len(brief["机关"].unique()) == 1:
            brief = brief.drop(columns="机关")
        return brief

    def __str__(self) -> str:
        """Return aligned text, the same on every machine; sentences stand below it."""
        brief = self.brief()
        if brief.empty:
            return "（没有可列的指标）"
        sentences = brief.pop("说明").tolist() if "说明" in brief.columns else []
        lines = [list(brief.columns), *brief.to_numpy().tolist()]
        widths = [max(cell_width(line[i]) for line in lines) for i in range(len(brief.columns))]
        padded = [
            "  ".join(
                cell + " " * (width - cell_width(cell)) for cell, width in zip(line, widths, strict=True)
            ).rstrip()
            for line in lines
        ]
        return "\n".join([*padded, *(f"· {sentence}" for sentence in sentences), *([self.note] if self.note else [])])

    __repr__ = __str__  # what a notebook keeps as plain text: the table, not an address

    def _repr_html_(self) -> str:
        """Return plain HTML, no scripts and no made-up ids, so that a notebook stores the same every time."""
        brief = self.brief()
        left = ' style="text-align:left"'
        head = "".join(f"<th{left}>{escape(str(name))}</th>" for name in brief.columns)
        body = "".join(
            "<tr>" + "".join(f"<td{left}>{escape(str(cell))}</td>" for cell in row) + "</tr>"
            for row in brief.itertuples(index=False)
        )
        note = f"<p>{escape(self.note)}</p>" if self.note else ""
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{note}"

    def to_xlsx(self, path: str | Path) -> None:
        """Write a workbook: the brief table, every number behind it, and the footnote.

        Parameters
        ----------
        path : str or Path
            The file to write.

        Raises
        ------
        LawstatsError
            When a cell would not hold its text; nothing is cut off in silence.
        """
        first = [name for name in ("verdict", "office", "name") if name in self.table.columns]
        ordered = self.table[[*first, *(name for name in self.table.columns if name not in first)]]
        sheets = {"结论": self.brief(), "全部数字": ordered.rename(columns=COLUMN_NAMES)}
        if self.note:
            sheets["方法说明"] = pd.DataFrame({"方法说明": [self.note]})
        write_workbook(path, sheets)


def _brief(row: dict[Any, Any]) -> dict[str, str]:
    start = {"结论": str(row["verdict"]), "机关": str(row["office"]), "指标": str(row["name"])}
    end = {"说明": str(row["sentence"])} if "sentence" in row else {}
    if "k" in row:
        span = f"{row['first_year']:.0f}—{row['last_year']:.0f}年" if row["k"] else "—"
        return (
            start
            | {"年份": span, "年数": str(row["k"]), "年均比值": _estimate(row, "annual_ratio"), "p值": _p(row)}
            | end
        )
    if "expected" in row:
        return (
            start
            | {
                "数值": _number(row["value"], row["measure"]),
                "期望数": _number(row["expected"], ""),
                "比值": _estimate(row, "ratio"),
            }
            | end
        )
    return (
        start
        | {
            "今年": _words(row, ""),
            "基期": _words(row, "base_"),
            "比值或之差": _estimate(row, "ratio"),
            "p值": _p(row),
        }
        | end
    )


def _words(row: dict[Any, Any], side: str) -> str:
    if math.isnan(row[f"{side}low"]):
        return "缺"
    ends = (row[f"{side}value"], row[f"{side}low"], row[f"{side}high"])
    return figure(*ends, row[f"{side}qualifier"], row["measure"])


def _estimate(row: dict[Any, Any], name: str) -> str:
    """Write the estimate with its interval; of an approximate count, or a rate, the interval alone."""
    low, high, unit = row["ci_low"], row["ci_high"], "个百分点" if row.get("kind") == "rate" else ""
    if math.isnan(low):
        return "—"
    interval = f"（{_decimal(low)}至{_decimal(high)}{unit}）"
    return interval if math.isnan(row[name]) else f"{_decimal(row[name])}{interval}"


def _p(row: dict[Any, Any]) -> str:
    p = row.get("p_adjusted", row["p_value"])
    return "—" if math.isnan(p) else "<0.0001" if p < 0.0001 else f"{p:.4f}"


def _number(value: float, measure: str) -> str:
    return "缺" if math.isnan(value) else f"{decimal(value).removesuffix('.0')}{measure}"


def _decimal(value: float) -> str:
    if math.isinf(value):
        return "无上限"
    return ("−" if value < 0 else "") + decimal(abs(value), 2)
