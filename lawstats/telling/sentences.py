"""Every sentence of a verdict: what the numbers are, what may be said of them, and what may not."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from lawstats.telling.wording import decimal, figure, percent, plain, points

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["comparison_sentence"]

#: Below this earlier count no percentage is printed: it would be a statement about a handful.
_LEAST_BASE = 10

_NOT_TESTED = {
    "planned": "数量由单位自行安排，变化是安排的结果，不作检验，只列数字。",
    "stock": "为某一时点的实有数，变化本身就是事实，不作检验。",
    "bulk": "成批发放或成批参加，各件之间不独立，不作检验，只列数字。",
    "unknown_kind": "指标未收入词表，不知能否检验，不作检验，只列数字。",
}
_INSUFFICIENT = {
    "no_base_year": "没有更早年份的全年数字，无从比较。",
    "missing": "缺一年的数字，不能比较；未见记载不等于0。",
    "missing_base": "缺一年的数字，不能比较；未见记载不等于0。",
    "not_whole_year": "{year}年所记数字的期间为{detail}，不是完整年度，不与全年比较。",
    "not_whole_year_base": "{base_year}年所记数字的期间为{detail}，不是完整年度，不与全年比较。",
    "conflict": "{year}年的记录互相矛盾：{detail}，核对之前不比较。",
    "conflict_base": "{base_year}年的记录互相矛盾：{detail}，核对之前不比较。",
    "break": "其间统计口径有变化（{detail}），前后不可比，只列绝对数。",
    "measure": "两年计量单位不同（{detail}），不可比，只列绝对数。",
    "missing_exposure": "缺少可用来折算的数字（{per}），不能按同一口径比较，只列绝对数。",
    "missing_denominator": "没有分子和分母的件数，百分比的变化无法判断，只列数字。",
    "rate_disagrees": "所记百分比与分子分母不符（{detail}），核对之前不比较。",
    "not_a_count": "所记数字不是整数，不能按件数检验，只列数字。",
    "few_years": "可比的更早年份只有{detail}年，不足3年，不作比较。",
}
_CAUTION = "不能据此称上升或下降，也不等于没有变化。"


def comparison_sentence(row: Mapping[str, Any], *, with_office: bool = False) -> str:
    """Write the sentence of one row of `lawstats.judging.verdicts.compare_years` or `against_earlier`.

    Parameters
    ----------
    row : mapping
        A row of the table.
    with_office : bool, default False
        Begin with the office's name, for tables of several.

    Returns
    -------
    str
        Numbers first, then what the verdict allows: no percentage on an earlier count below 10, points for rates, no
        cause, no adjective of size.

    Examples
    --------
    >>> row = dict(name="信访", kind="event", measure="件", office="甲街道", year=2024, base_year=2023, base_from=2023,
    ...            base_count=1, value=0.0, low=0.0, high=0.0, qualifier="exact", base_value=0.0, base_low=0.0,
    ...            base_high=0.0, base_qualifier="exact", per_name="", per_measure="",
    ...            exposure=float("nan"), base_exposure=float("nan"), verdict="数据不足", reason="both_zero", detail="")
    >>> comparison_sentence(row)
    '信访2024年0件，2023年0件，连续两年为0件，只列绝对数。'
    """
    words = _Words(row)
    opening = f"{row['office'] if with_office else ''}{row['name']}{words.values()}"
    verdict, reason = str(row["verdict"]), str(row["reason"])
    if verdict == "不作检验":
        change = words.fact()
        return f"{opening}{'，' if change else ''}{change}；{_NOT_TESTED[reason]}"
    if verdict == "数据不足":
        return f"{opening}{words.insufficient(reason)}"
    if verdict.startswith("明显"):
        return f"{opening}，{words.claim()}，超出随机波动范围。"
    if verdict.startswith("小幅"):
        least = "5个百分点" if words.is_rate else "10%"
        return f"{opening}，{words.claim()}，超出随机波动范围，但变化不足或不能确认达到{least}，属{verdict}。"
    if verdict.startswith("可能"):
        direction, what = "上升" if verdict.endswith("上升") else "下降", "比率" if words.is_rate else "数量"
        return (
            f"{opening}，{words.difference(with_percent=True)}；{what}{direction}，超出纯随机波动；"
            f"但若各年波动比纯随机大一倍即不能确认，宜表述为‘{verdict}’，继续观察。"
        )
    if verdict == "无法判断":
        why = "其中有的数字未写明上限或下限" if reason == "open_end" else "其中有的不是确数"
        return f"{opening}；{why}，取值不同，结论就不同，无法判断升降。"
    if verdict == "基本持平":
        return f"{opening}，{words.difference()}；{words.alike()}，可称基本持平。"
    return f"{opening}，{words.difference()}；{words.compatible(reason)}{words.threshold()}"


class _Words:
    """The clauses of one row."""

    def __init__(self, row: Mapping[str, Any]) -> None:
        self.row = row
        self.per_name, self.per_measure = str(row["per_name"]), str(row["per_measure"])
        self.measure = str(row["measure"])
        self.is_rate = row["kind"] == "rate"
        self.exact = self._is_exact("") and self._is_exact("base_")
        self.pooled = int(row["base_count"]) > 1

    def values(self) -> str:
        row = self.row
        now = f"{row['year']}年{self._figure('')}"
        if _absent(row["base_year"]):
            return now
        if self.pooled:
            years = int(row["base_count"])
            total = self._figure("base_")
            mean = f"平均每年{_mean(row['base_value'], years)}{self.measure}，" if self._is_exact("base_") else ""
            return f"{now}，{row['base_from']}—{row['base_year']}年中{years}年{mean}合计{total}"
        return f"{now}，{row['base_year']}年{self._figure('base_')}"

    def insufficient(self, reason: str) -> str:
        row = self.row
        if reason == "both_zero":
            if self.pooled:
                return "，各年均为0件，只列绝对数。".replace("件", self.measure)
            consecutive = row["year"] - row["base_year"] == 1
            return f"，{'连续两年' if consecutive else '两年均'}为0{self.measure}，只列绝对数。"
        if reason == "small_total":
            if self.is_rate:
                return "；分母太小，无论如何分布都不能判断变化，只列数字。"
            from_zero = "，" + self.difference() if self.exact and not self.pooled else ""
            total = plain(row["high"] + row["base_high"])
            most = "" if self.exact else "至多"
            span = "各年" if self.pooled else "两年"
            return (
                f"{from_zero}；{span}合计{most}{total}{self.measure}，件数太少，"
                "无论如何分布都不能判断变化，只列绝对数。"
            )
        if reason in ("missing", "missing_base") and _absent(row["low"]) and _absent(row["base_low"]):
            return "；两年都没有可用的全年数字，不能比较；未见记载不等于0。"
        template = _INSUFFICIENT[reason]
        return "；" + template.format(
            year=row["year"], base_year=row["base_year"], detail=row["detail"], per=self.per_name or "分母"
        )

    def difference(self, *, with_percent: bool = False) -> str:
        """Say how the two figures differ, without judging it."""
        row = self.row
        if self.is_rate:
            return self._points_apart()
        if not self.exact:
            # A year has no difference from the sum of several.
            return "其中有的不是确数，不计算增减" if self.pooled else self._apart_at_least(with_percent)
        if self.pooled:
            return self._relative() or "与往年平均相比"
        now, before = row["value"], row["base_value"]
        if now == before:
            same = f"{self.measure}数相同"
        elif before == 0:
            return f"从0{self.measure}到{plain(now)}{self.measure}"
        elif now == 0:
            return f"从{plain(before)}{self.measure}降为0{self.measure}"
        else:
            same = f"{'增加' if now > before else '减少'}{plain(abs(now - before))}{self.measure}"
        relative = self._relative() if with_percent or self.per_name else ""
        return f"{same}（{relative}）" if relative else same

    def fact(self) -> str:
        """Say how two figures differ where the difference itself is all there is."""
        row = self.row
        if _absent(row["base_year"]) or _absent(row["low"]) or _absent(row["base_low"]):
            return ""
        if self.is_rate:
            return self._points_apart()
        return self.difference()

    def claim(self) -> str:
        """Say the change and its interval, in percent where the base carries it."""
        row = self.row
        if self.is_rate:
            low, high = self._sizes(row["ci_low"], row["ci_high"])
            return (
                f"{self._points_apart()}；按年度自然波动，变化幅度在{_bare(low)}至{points(high)}之间"
                f"（{self._level()}置信区间）"
            )
        relative = self._relative()
        if not relative or math.isinf(row["ci_high"]) or row["high"] == 0:
            return self.difference()
        low, high = self._sizes(row["ci_low"] - 1, row["ci_high"] - 1)
        return f"{relative}；按年度自然波动，变化幅度在{percent(low)}至{percent(high)}之间（{self._level()}置信区间）"

    def compatible(self, reason: str) -> str:
        """Say which changes the figures are compatible with."""
        row = self.row
        if reason == "lost_to_holm":
            return f"单独看超出随机波动，但共比较{row['tests']}项，按Holm法校正后不能排除偶然，{_CAUTION}"
        low, high = row["ci_low"], row["ci_high"]
        if self.is_rate:
            return f"数据与{_signed_points(low)}到{_signed_points(high)}都相容，{_CAUTION}"
        if row["base_low"] < _LEAST_BASE or math.isinf(high):
            return f"件数少，数据与下降和上升都相容，{_CAUTION}"
        return f"数据与{_signed_percent(low - 1)}到{_signed_percent(high - 1)}都相容，{_CAUTION}"

    def alike(self) -> str:
        low, high = self.row["alike_low"] - 1, self.row["alike_high"] - 1
        return f"变化幅度的90%置信区间为{_signed_percent(low)}到{_signed_percent(high)}，在下降20%至上升25%以内"

    def threshold(self) -> str:
        """Say what would have been a clear change."""
        row = self.row
        if self.is_rate or _absent(row["detect_rise"]):
            return ""
        if row["value"] >= row["detect_rise"] or row["value"] <= row["detect_fall"]:
            # The bounds are those of one comparison; of several this one fell to the correction, which is said before.
            return ""
        rise, fall = f"达到{plain(row['detect_rise'])}{self.measure}以上", row["detect_fall"]
        falls = "" if _absent(fall) else f"或降到{plain(fall)}{self.measure}以下"
        unseen = "（降到0也不足以确认）" if _absent(fall) else ""
        if self.pooled:
            return f"以往年水平计，{row['year']}年{rise}{falls}才算明显{unseen}。"
        last = row["year"] - row["base_year"] == 1
        before, now = ("上年", "今年") if last else (f"{row['base_year']}年", f"{row['year']}年")
        return f"以{before}{plain(row['base_value'])}{self.measure}计，{now}{rise}{falls}才算明显{unseen}。"

    def _is_exact(self, side: str) -> bool:
        return bool(self.row[f"{side}low"] == self.row[f"{side}high"])

    def _figure(self, side: str) -> str:
        row = self.row
        if _absent(row[f"{side}low"]):
            return "未见可用的全年数字"
        words = figure(
            row[f"{side}value"], row[f"{side}low"], row[f"{side}high"], row[f"{side}qualifier"], self.measure
        )
        if self.is_rate and not _absent(row[f"{side}denominator"]):
            rate = Fraction(int(row[f"{side}numerator"]), int(row[f"{side}denominator"]))
            stated = words if self._is_exact(side) and row[f"{side}value"] != float(100 * rate) else ""
            words = stated or _rate_words(rate)
            words += f"（{plain(row[f'{side}numerator'])}/{plain(row[f'{side}denominator'])}）"
        divisor = row[f"{side}exposure"]
        if self.per_name and not _absent(divisor):
            words += f"（{self.per_name}{plain(divisor)}{self.per_measure}）"
        return words

    def _relative(self) -> str:
        """Say the relative change, or nothing where the base is too small or the direction depends on the reading."""
        row = self.row
        if row["base_low"] < _LEAST_BASE:
            return ""
        scale = Fraction(1)
        if self.per_name and not _absent(row["exposure"]):
            scale = Fraction(str(row["base_exposure"])) / Fraction(str(row["exposure"]))
        elif self.per_name:
            return ""
        scale *= int(row["base_count"])
        if math.isinf(row["high"]) or math.isinf(row["base_high"]):
            return ""
        least = Fraction(int(row["low"])) / int(row["base_high"]) * scale - 1
        most = Fraction(int(row["high"])) / int(row["base_low"]) * scale - 1
        prefix = f"按{self.per_name}折算" if self.per_name else "比往年平均" if self.pooled else ""
        if least == most == 0:
            return f"{prefix}没有变化" if prefix else ""
        if least < 0 < most or least * most < 0:
            return ""
        word, sizes = ("上升", (least, most)) if most > 0 else ("下降", (most, least))
        shown = [percent(size) for size in dict.fromkeys(sizes)]
        return f"{prefix}{word}{'至'.join(shown)}"

    def _apart_at_least(self, with_percent: bool) -> str:
        row = self.row
        rise, fall = row["low"] - row["base_high"], row["base_low"] - row["high"]
        relative = self._relative() if with_percent else ""
        tail = f"（{relative}）" if relative else ""
        if rise > 0:
            return f"至少增加{plain(math.ceil(rise))}{self.measure}{tail}"
        if fall > 0:
            return f"至少减少{plain(math.ceil(fall))}{self.measure}{tail}"
        return "其中有的不是确数，不计算增减"

    def _points_apart(self) -> str:
        row = self.row
        if not _absent(row["denominator"]):
            now, before = (
                Fraction(int(row[f"{side}numerator"]), int(row[f"{side}denominator"])) for side in ("", "base_")
            )
            gap = 100 * (now - before)
        elif self.exact:
            gap = Fraction(str(row["value"])) - Fraction(str(row["base_value"]))
        else:
            return "其中有的不是确数，不计算增减"
        return "两年相同" if gap == 0 else _signed_points(gap)

    def _sizes(self, low: float, high: float) -> tuple[float, float]:
        """Order the ends of an interval by size, in the direction of the claim."""
        return (low, high) if str(self.row["verdict"]).endswith("上升") else (-high, -low)

    def _level(self) -> str:
        return f"{plain(round(100 * (1 - self.row['alpha']), 6))}%"


def _absent(value: Any) -> bool:
    return value is None or value != value or str(value) == "<NA>"


def _bare(difference: float) -> str:
    return points(difference).removesuffix("个百分点")


def _signed_percent(change: float) -> str:
    return ("上升" if change >= 0 else "下降") + percent(change)


def _signed_points(gap: Fraction | float) -> str:
    return ("提高" if gap >= 0 else "降低") + points(gap)


def _rate_words(rate: Fraction) -> str:
    return percent(rate).replace(".0%", "%")


def _mean(total: float, years: int) -> str:
    return decimal(Fraction(str(total)) / years).removesuffix(".0")
