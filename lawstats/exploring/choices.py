"""What may be chosen: only what is on record, the most telling first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lawstats.errors import LawstatsError
from lawstats.indicators import load_vocabulary
from lawstats.judging.points import by_office, yearly_points
from lawstats.telling.series import POOLED, Choice, divisors

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from lawstats.judging.points import Point

__all__ = ["DOMAINS", "Choices", "Offer"]

DOMAINS = {
    "disputes": "矛盾纠纷",
    "publicity": "普法宣传",
    "counsel": "法律顾问与律师",
    "decisions": "决策与文件",
    "enforcement": "行政执法",
    "grassroots": "基层治理",
    "leadership": "第一责任人",
    "openness": "公开与监督",
    "": "词表以外",
}
#: What counts usually fall on, the most usual first; stocks of the indicator's own domain are offered after them.
_USUAL = (
    *("households", "resident_population", "registered_population", "mediators"),
    *("grids", "grid_workers", "communities"),
)
_DIVISIBLE = ("event", "planned", "bulk")
_LEAST_POOLED = 3


@dataclass(frozen=True, slots=True)
class Offer:
    """One indicator an office has figures of: `years` with any, `whole` with a figure that stands for the year."""

    code: str
    name: str
    domain: str
    years: tuple[int, ...]
    whole: tuple[int, ...]

    @property
    def label(self) -> str:
        """Name and how many years there are."""
        return f"{self.name}（{f'{len(self.whole)}年' if self.whole else '无全年数'}）"


class Choices:
    """Everything that can be chosen from a table of records.

    Parameters
    ----------
    records : DataFrame
        A records table, not empty.
    office : str, optional
        The office to begin with; by default the one with the longest series.

    Raises
    ------
    LawstatsError
        If there are no records, or none of the office asked for.

    Examples
    --------
    >>> import pandas as pd
    >>> from lawstats.records import COLUMNS
    >>> day = pd.Timestamp
    >>> rows = [["甲街道", y, "petitions", n, n, n, "exact", "件", day(y, 1, 1), day(y, 12, 31), f"{y}年报告", "",
    ...          "第1句", f"信访{n:g}件"] for y, n in ((2023, 40.0), (2024, 73.0))]
    >>> choices = Choices(pd.DataFrame(rows, columns=COLUMNS))
    >>> choices.default()
    Choice(office='甲街道', indicator='petitions', first=2023, last=2024, base=2023, exposure=None, width='full')
    """

    def __init__(self, records: pd.DataFrame, office: str = "") -> None:
        self._vocabulary = load_vocabulary()
        order = {code: place for place, code in enumerate([*DOMAINS])}
        place = {code: number for number, code in enumerate(self._vocabulary)}
        self._offers: dict[str, list[Offer]] = {}
        self._series = yearly_points(records)
        for name, series in by_office(self._series).items():
            offers = [self._offer(code, points) for (_, code), points in series.items()]
            offers.sort(key=lambda o: (order.get(o.domain, len(order)), place.get(o.code, len(place)), o.code))
            self._offers[name] = offers
        if not self._offers:
            raise LawstatsError("没有找到任何记录", "请放入 records*.csv、年度报告或台账")
        if office and office not in self._offers:
            known = "、".join(self.offices()[:5])
            raise LawstatsError(f"记录里没有机关“{office}”", f"有记录的机关：{known}等，请改写全称")
        self._first_office = office or self.offices()[0]

    def _offer(self, code: str, points: Mapping[int, Point]) -> Offer:
        entry = self._vocabulary.get(code)
        whole = tuple(year for year, point in sorted(points.items()) if point.problem in ("", "conflict"))
        name = entry.name if entry else code.removeprefix("other:")
        domain = entry.domain if entry and entry.domain in DOMAINS else ""
        return Offer(code, name, domain, tuple(sorted(points)), whole)

    def offices(self) -> list[str]:
        """Offices, the one with the longest series first."""
        longest = {name: max(len(offer.whole) for offer in offers) for name, offers in self._offers.items()}
        size = {name: len(offers) for name, offers in self._offers.items()}
        return sorted(self._offers, key=lambda name: (-longest[name], -size[name], name))

    def indicators(self, office: str, search: str = "") -> list[Offer]:
        """Give the indicators of an office by domain; of a search, those that hold all its words."""
        words = search.lower().split()
        return [offer for offer in self._offers[office] if all(word in self._spoken(offer) for word in words)]

    def _spoken(self, offer: Offer) -> str:
        entry = self._vocabulary.get(offer.code)
        return " ".join([offer.name, offer.code, DOMAINS[offer.domain], entry.english if entry else ""]).lower()

    def offer(self, office: str, indicator: str) -> Offer:
        """Give one indicator of an office.

        Raises
        ------
        LawstatsError
            If the office has no figure of it.
        """
        found = [offer for offer in self._offers.get(office, []) if offer.code == indicator]
        if not found:
            name = self._vocabulary[indicator].name if indicator in self._vocabulary else indicator
            raise LawstatsError(f"记录中没有{office}“{name}”的数字", "请换一个指标")
        return found[0]

    def bases(self, choice: Choice) -> list[tuple[str, int | str | None]]:
        """Give what the last year can be compared with: each earlier year of the span, or all of them together."""
        offer = self.offer(choice.office, choice.indicator)
        earlier = [year for year in offer.whole if choice.first <= year < choice.last]
        found: list[tuple[str, int | str | None]] = [(f"{year}年", year) for year in reversed(earlier)]
        if len(earlier) >= _LEAST_POOLED and self._kind(choice.indicator) in ("event", "bulk"):
            found.append((f"此前{len(earlier)}年合并", POOLED))
        return found or [("没有更早的年份", None)]

    def exposures(self, choice: Choice) -> list[tuple[str, str | None]]:
        """Give what the counts can be divided by: one exact number is on record in a year that is drawn."""
        found: list[tuple[str, str | None]] = [("不折算", None)]
        if self._kind(choice.indicator) not in _DIVISIBLE:
            return found
        offer = self.offer(choice.office, choice.indicator)
        drawn = [year for year in offer.whole if choice.first <= year <= choice.last]
        for code in self._divisors(choice.office, offer):
            known = divisors(self._series[choice.office, code])
            years = [year for year in drawn if year in known]
            if years:
                entry = self._vocabulary[code]
                some = f"（{len(years)}/{len(drawn)}年有）" if len(years) < len(drawn) else ""
                found.append((f"按{entry.name}（{entry.measures[0]}）{some}", code))
        return found

    def _divisors(self, office: str, offer: Offer) -> list[str]:
        there = [other.code for other in self._offers[office] if other.whole and self._kind(other.code) == "stock"]
        own = [code for code in there if self._vocabulary[code].domain == offer.domain and code not in _USUAL]
        return [code for code in _USUAL if code in there] + own

    def _kind(self, code: str) -> str:
        return self._vocabulary[code].kind if code in self._vocabulary else ""

    def default(self, office: str = "") -> Choice:
        """Begin with the longest series of an office, events before the rest, and its latest year."""
        office = office or self._first_office
        best = max(self._offers[office], key=lambda o: (len(o.whole), self._kind(o.code) == "event", o.years[-1]))
        return self.begin(office, best.code)

    def begin(self, office: str, indicator: str, width: str = "full") -> Choice:
        """Choose all the whole years of an indicator, the latest against the one before, nothing divided."""
        offer = self.offer(office, indicator)
        years = offer.whole or offer.years
        return self.settle(Choice(office, indicator, years[0], years[-1], None, None, width))

    def settle(self, choice: Choice) -> Choice:
        """Replace what is not on record by what is nearest to it.

        Raises
        ------
        LawstatsError
            If the office has no figure of the indicator.
        """
        offer = self.offer(choice.office, choice.indicator)
        last = min(offer.years, key=lambda year: (abs(year - choice.last), -year))
        first = min((y for y in offer.years if y <= last), key=lambda year: (abs(year - choice.first), year))
        choice = replace(choice, first=first, last=last)
        bases = [value for _, value in self.bases(choice)]
        if choice.base not in bases:
            choice = replace(choice, base=bases[0])
        if choice.exposure not in [code for _, code in self.exposures(choice)]:
            choice = replace(choice, exposure=None)
        return choice
