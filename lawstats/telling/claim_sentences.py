"""The sentence of one stated shortcoming: the numbers with their base, then what they allow, and no cause."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from lawstats.judging.claim_files import load_claims
from lawstats.reading.ledger_words import load_ledger_words
from lawstats.telling.wording import decimal, figure, percent, plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lawstats.judging.claim_library import Library
    from lawstats.judging.evidence import Figure

__all__ = ["claim_facts", "claim_sentence"]

#: A community with fewer cases is not named with its number: it could point at persons.
_FEWEST_SHOWN = 5
_SURE = {
    "fact": "",
    "clear": "，{what}超出偶然波动",
    "likely": "，{what}超出纯随机波动，宜继续观察",
    "within_chance": "，{what}在偶然波动范围内，只反映当年情况",
    "": "",
}
#: What the chance is about, by rule.
_WHAT = {"below": "与界限之差", "above": "与界限之差", "load_up": "增加", "load_down": "减少", "fell": "减少"}
_OPEN = {
    "missing": "缺少{missing}，不能判断",
    "approximate": "所记为约数或有未写明的，取值不同结论就不同，不能判断",
    "says_nothing": "这些数字不支持这一提法，也不足以反驳",
    "no_cases": "全年没有可以计算的事项，这一提法不适用",
    "break": "与上年之间统计口径有变化，不能比较",
    "measure": "与上年计量单位不同，不能比较",
    "zero_base": "上年为零，不能计算平均数的变化",
    "bulk": "成批发放或成批参加，增减不作判断",
    "few_parts": "可比的社区或科室不足两个，不能判断",
    "unknown_part": "有的登记对不上社区或科室名单，须先核对名称",
    "unknown_claim": "这一提法没有对应的指标和台账",
}


def claim_sentence(row: Mapping[str, Any], *, style: str = "full", library: Library | None = None) -> str:
    """Write the sentence of one row of `lawstats.judging.claims.test_claims`.

    Parameters
    ----------
    row : mapping
        A row of the table.
    style : {"full", "terse"}, default "full"
        Full says by which rule, and what to collect where nothing can be said.
    library : Library, optional
        From `load_claims`; names the figures.

    Returns
    -------
    str
        The shortcoming, the numbers with their base, and 支持, 不支持, 证据不足 or 矛盾.

    Examples
    --------
    >>> from lawstats.judging.evidence import Figure
    >>> def said(code, n): return Figure(code, 2024, n, n, n, measure="件")
    >>> row = {"name": "合同先审后签落实不到位", "verdict": "支持", "reason": "", "certainty": "fact", "rule": "below",
    ...        "threshold": 1.0, "basis": "有合同未先送审即签订的，支持", "missing": (), "collect": (), "year": 2024,
    ...        "figures": (said("contracts_reviewed_first", 12.0), said("contracts_signed", 15.0))}
    >>> claim_sentence(row, style="terse")
    '合同先审后签落实不到位：支持。签订合同15件，其中先审后签12件，占80.0%。'
    """
    verdict = str(row["verdict"])
    facts = claim_facts(row, style=style, library=library)
    parts = [f"{row['name']}：{verdict}。", f"{facts}。" if facts else ""]
    if style == "full":
        parts.append(f"判断规则：{row['basis']}。" if row["basis"] else "")
        parts.append(f"应收集：{'；'.join(row['collect'])}。" if row["collect"] else "")
    return "".join(parts)


def claim_facts(row: Mapping[str, Any], *, style: str = "full", library: Library | None = None) -> str:
    """Write the numbers of a row, and what chance has to do with them, without the verdict and without a full stop."""
    words = _Words(row, load_claims() if library is None else library)
    verdict, reason = str(row["verdict"]), str(row["reason"])
    if verdict == "矛盾":
        return words.contradiction(reason)
    if verdict == "证据不足":
        why = _OPEN[reason].format(missing="、".join(row["missing"]))
        known = words.known() if reason in ("says_nothing", "approximate", "no_cases") else ""
        return f"{known}；{why}" if known else why
    sure = _SURE[str(row["certainty"])].format(what=_WHAT.get(str(row["rule"]), "差别"))
    if style == "terse" and row["certainty"] == "clear":
        sure = ""
    if verdict == "不支持":
        # That no difference is seen does not show that there is none.
        unseen = "，未见超出偶然波动的差别，不等于没有差别" if row["rule"] in ("uneven", "uneven_share") else ""
        return f"{words.facts()}{unseen}"
    return f"{words.facts()}{sure}"


class _Words:
    """The clauses of one row."""

    def __init__(self, row: Mapping[str, Any], library: Library) -> None:
        self.row, self.library = row, library
        self.figures: tuple[Figure, ...] = tuple(row["figures"])
        self.year = int(row["year"])

    def facts(self) -> str:
        rule = str(self.row["rule"])
        if rule == "fell":
            return self._fell()
        if rule in ("below", "above"):
            return self._share()
        if rule.startswith("load"):
            return self._load()
        if rule == "uneven":
            return self._uneven()
        return self._departments() if rule == "uneven_share" else self._mismatch()

    def known(self) -> str:
        """List what is known where nothing follows from it."""
        if any(item.part for item in self.figures):
            return ""
        shown = [self._with_year(item) for item in self.figures]
        return "，".join(dict.fromkeys(shown))

    def contradiction(self, reason: str) -> str:
        if reason == "denied_by_report":
            *used, said = self.figures
            return f"报告称{self._named(said)}，而{self._share(tuple(used))}，两者不一致，须先核对"
        if reason == "part_exceeds_whole":
            shown = "、".join(dict.fromkeys(self._named(item) for item in self.figures))
            return f"{shown}，部分大于全部，须先核对"
        shown = "；".join(dict.fromkeys(f"{self._with_year(item)}（{item.rows}）" for item in self.figures))
        return f"来源之间数字不一致：{shown}，须先核对"

    def _fell(self) -> str:
        now, before = self._of(self.year)[0], self._of(self.year - 1)[0]
        fewer = f"，减少{plain(before.low - now.low)}{now.measure}" if now.is_exact and before.is_exact else ""
        return f"{self._name(now)}{self._number(now)}，上年{self._number(before)}{fewer}"

    def _share(self, figures: tuple[Figure, ...] = ()) -> str:
        used = figures or self.figures
        part = used[0]
        whole = next(item for item in used if item.code != part.code)
        share = _percent_of(part, whole)
        share = f"，占{share}" if share else ""
        limit = float(self.row["threshold"])
        over = ""
        if limit not in (0.0, 1.0):
            beyond = self.row["verdict"] == "支持"
            over = f"，{'' if beyond else '未'}{'低于' if self.row['rule'] == 'below' else '超过'}{_limit(limit)}"
        return f"{self._named(whole)}，其中{self._named(part)}{share}{over}"

    def _load(self) -> str:
        (x1, t1), (x0, t0) = self._of(self.year)[:2], self._of(self.year - 1)[:2]
        now, before = (_each(x, t) for x, t in ((x1, t1), (x0, t0)))
        return (
            f"{self._named(x1)}、{self._named(t1)}，平均每{t1.measure}{now}{x1.measure}；"
            f"上年{self._number(x0)}、{self._number(t0)}，平均每{t0.measure}{before}{x0.measure}"
        )

    def _uneven(self) -> str:
        counts = {item.part: item for item in self.figures if item.code == self.figures[0].code}
        sizes = {item.part: item.low for item in self.figures if item.code != self.figures[0].code and item.part}
        total, size = sum(item.low for item in counts.values()), sum(sizes.values())
        expected = {place: total * homes / size for place, homes in sizes.items()}
        place = max(expected, key=lambda name: (counts[name].low if name in counts else 0.0) - expected[name])
        top = counts.get(place)
        if top is None or top.low < _FEWEST_SHOWN:
            return f"各社区共受理{plain(total)}{self.figures[0].measure}"
        cases, homes = Fraction(int(top.low), int(total)), Fraction(int(sizes[place]), int(size))
        return (
            f"各社区共受理{plain(total)}{top.measure}，其中{place}{plain(top.low)}{top.measure}，"
            f"占{percent(cases)}，而户数占{percent(homes)}"
        )

    def _departments(self) -> str:
        part_code = self.figures[0].code
        parts = {item.part: item for item in self.figures if item.code == part_code}
        wholes = [item for item in self.figures if item.code != part_code and item.high > 0]
        done = {whole.part: parts[whole.part].low if whole.part in parts else 0.0 for whole in wholes}
        shown = [f"{w.part}{plain(w.low)}{w.measure}中{plain(done[w.part])}{w.measure}" for w in wholes]
        return f"{self.library.name_of(part_code)}：{'，'.join(shown)}"

    def _mismatch(self) -> str:
        need, needs, supply, supplies = self.figures
        asked = (
            f"{_type_name(need.part)}{plain(need.low)}{need.measure}，"
            f"占受理{plain(needs.low)}{need.measure}的{percent(Fraction(int(need.low), int(needs.low)))}"
        )
        if supply.low == 0:
            return f"{asked}；讲座{plain(supplies.low)}{supplies.measure}中没有相关主题"
        met, whole = plain(supply.low), f"{plain(supplies.low)}{supplies.measure}"
        share = percent(Fraction(int(supply.low), int(supplies.low)))
        return f"{asked}；相关讲座{met}{supply.measure}，占讲座{whole}的{share}"

    def _of(self, year: int) -> list[Figure]:
        """Return one figure a code of a year, in the order of the rule."""
        found: dict[str, Figure] = {}
        for item in self.figures:
            if item.year == year:
                found.setdefault(item.code, item)
        return list(found.values())

    def _name(self, item: Figure) -> str:
        return self.library.name_of(item.code)

    def _number(self, item: Figure) -> str:
        return figure(item.value, item.low, item.high, item.qualifier, item.measure)

    def _named(self, item: Figure) -> str:
        return f"{self._name(item)}{self._number(item)}"

    def _with_year(self, item: Figure) -> str:
        return f"{self._name(item)}{item.year}年{self._number(item)}"


def _percent_of(part: Figure, whole: Figure) -> str:
    if not (math.isfinite(part.high) and math.isfinite(whole.high) and whole.low > 0):
        return ""
    low = percent(Fraction(part.low) / Fraction(whole.high))
    high = percent(min(Fraction(1), Fraction(part.high) / Fraction(whole.low)))
    return low if low == high else f"{low}至{high}"


def _each(count: Figure, heads: Figure) -> str:
    low, high = (decimal(Fraction(x) / Fraction(t), 2) for x, t in ((count.low, heads.high), (count.high, heads.low)))
    return low if low == high else f"{low}至{high}"


def _limit(limit: float) -> str:
    return f"{plain(round(100 * limit, 6))}%"


def _type_name(code: str) -> str:
    known = {entry.code: entry.name for entry in load_ledger_words().dispute_types.entries}
    return known.get(code, code)
