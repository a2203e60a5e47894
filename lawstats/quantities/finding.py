"""What a number in Chinese prose means."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from math import inf, nan

from lawstats.quantities.counting import counts_nothing
from lawstats.quantities.measures import CONTINUOUS, PERIODS
from lawstats.quantities.names import enclosures, skip_name
from lawstats.quantities.numerals import NUMERAL, NUMERAL_START, half_width
from lawstats.quantities.phrases import Phrase, read_phrase
from lawstats.quantities.qualifiers import admitted, qualifier_after, qualifier_before

__all__ = ["Quantity", "find_quantities"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """One quantity of a text.

    Attributes
    ----------
    value : float
        The number stated, scales multiplied out (86.4万元 is 864 000); NaN for a range or a vague number.
        Shares are in per cent (八成 is 80), 千分之三 is 3 ‰, fractions and 半数 are parts of one.
    low, high : float
        What the words admit; `inf` where the top is open, 0 where the bottom is.
    measure : str
        What was counted or measured, in its usual spelling; "" when no measure word stands there.
    qualifier : str
        exact, over, under, about, at_least, at_most, range or vague.
    text : str
        The words, qualifiers and measure word included: ``text == original[start:end]``.
    start, end : int
        Offsets into the original text.
    """

    value: float
    low: float
    high: float
    measure: str
    qualifier: str
    text: str
    start: int
    end: int


_SHARES = {"%": 100.0, "‰": 1000.0, "‱": 10_000.0}
_SIGNS = ("-", "−", "负")
_SIGNED = ("%", "‰", "个百分点", "℃")
_LASTING = ("历时", "耗时", "用时", "长达", "持续", "已", "花费", "经过", "为期", "达", "满")
_AND = tuple("、和与及")


def find_quantities(text: str, assume_digit: bool = True) -> list[Quantity]:
    """Find every quantity of a text, in order and without overlap.

    Parameters
    ----------
    text : str
        Chinese prose, of any length; time grows with the length alone.
    assume_digit : bool, default True
        Hold approximate numbers to their last stated place (the digit reading). `False` leaves their open ends open.

    Returns
    -------
    list of Quantity

    Notes
    -----
    **What an interval admits.** Let u be the worth of one unit of the last place that is not zero (10 000 for 4万,
    10 for 1420, 0.1 for 15.6). Counts end one short of the next digit; shares, money and measurements reach it.

    ===============================  ==========  =================================================================
    words                            qualifier   low to high
    ===============================  ==========  =================================================================
    (none), 达, 高达                 exact       the value
    余 多 来 + 超 逾 超过 突破 高于  over        value to value + u − 1 (4万余: 40 000 to 49 999); with + u where
                                                 the thing is not counted in whole ones; open when u is 1 (12余)
    近 将近 接近                     under       value − u + 1 to value (近30: 21 to 30); from 0 when u is 1
    不足 不到 少于 低于 未满         under       0 to value
    约 大约 左右 上下                about       value − u/2 to value + u/2
    以上 至少 不少于 不低于          at_least    value upwards; 上百, 上千 and 上万 are 100, 1000, 10 000 upwards
    以下 以内 内 至多 不超过         at_most     0 to value
    10至12, 三五次, 两三百           range       as stated; no single value
    数十, 几百, 十几                 vague       20 to 100, 200 to 1000, 11 to 19; no single value
    ===============================  ==========  =================================================================

    A share ends at 100 %, a part of a whole at 1 (半数以上: 0.5 to 1), unless the number stated is larger itself.

    **What is no quantity.** Years, dates, hours, periods of the year, document numbers, ordinals, enumerators,
    versions, telephone numbers, addresses, slogans, idioms and names; see `lawstats.quantities.counting` for how
    Chinese numerals show that they count. Decided here: 落实3项制度 and 履行5项程序 name a fixed set; 上访零件 is 0 件,
    and 零件 elsewhere spare parts; 7×24小时, 24小时值班 and 15分钟生活圈 are names of services; 翻一番 is 2 倍,
    and 翻两番 4 倍; 近三年 is the period of 3 年, 历时近三年 is less than that; 每3个月 is a period,
    每100户 a number; 日 after a month, a preposition or nothing is a date, elsewhere a duration (公示7日).

    Examples
    --------
    >>> [(q.text, q.value, q.low, q.high, q.measure) for q in find_quantities("2024年发放资料4万余份，办结率达98.5%")]
    [('4万余份', 40000.0, 40000.0, 49999.0, '份'), ('98.5%', 98.5, 98.5, 98.5, '%')]
    >>> [(q.text, q.qualifier, q.high) for q in find_quantities("落实三项制度，每年组织不少于两次演练")]
    [('不少于两次', 'at_least', inf)]
    >>> find_quantities("4万余份", assume_digit=False)[0].high
    inf
    """
    plain = half_width(text)
    names, quotes = enclosures(plain)
    found: list[Quantity] = []
    position = 0
    while match := NUMERAL_START.search(plain, position):
        start = match.start()
        position = skip_name(plain, start)
        if names:
            position = max(position, _end_around(names, start))
        if position > start:
            continue
        floor = found[-1].end if found else 0
        phrase = read_phrase(plain, start)
        if phrase is None or phrase.begin < floor:
            numeral = NUMERAL.match(plain, start)
            position = numeral.end() if numeral else start + 1
            continue
        position = max(phrase.end, start + 1)
        quoted = bool(quotes) and _end_around(quotes, start) > 0
        quantity = _qualify(text, plain, phrase, floor, quoted=quoted, assume_digit=assume_digit)
        if quantity is not None:
            found.append(quantity)
            position = max(position, quantity.end)
    return _join(text, plain, found)


def _end_around(spans: list[tuple[int, int]], position: int) -> int:
    """Find the end of the span a position lies in; 0 when it lies in none."""
    index = bisect_right(spans, (position, inf)) - 1
    return spans[index][1] if index >= 0 and position < spans[index][1] else 0


def _qualify(text: str, plain: str, phrase: Phrase, floor: int, *, quoted: bool, assume_digit: bool) -> Quantity | None:
    numeral, measure = phrase.numeral, phrase.measure
    before, begin = qualifier_before(plain, phrase.begin, bare=phrase.bare_scale or plain[phrase.begin] == "半")
    after, end = qualifier_after(plain, phrase.measure_end, measure)
    if begin < floor:
        before, begin = "", phrase.begin
    if before == "near" and _is_recent(plain, phrase, begin):
        before, begin = "", phrase.begin
    single = numeral.low == numeral.high
    kind = _kind(before, after, more=phrase.more) if single else "vague" if numeral.vague else "range"
    if phrase.form == "half" and kind == "exact":
        return None  # 半 alone is the first half of another word
    if phrase.form in ("number", "range"):
        exact = kind == "exact" or (phrase.form == "number" and kind == "range")
        if counts_nothing(plain, phrase, exact=exact, quoted=quoted):
            return None
    if not single:
        return Quantity(nan, numeral.low, numeral.high, measure, kind, text[begin:end], begin, end)
    value = numeral.low
    if kind == "exact":
        if plain[begin - 1 : begin] in _SIGNS and _is_negative(plain, begin, measure):
            value, begin = -value, begin - 1
        return Quantity(value, value, value, measure, kind, text[begin:end], begin, end)
    part = phrase.form in ("fraction", "half")
    most = 1.0 if part else _SHARES.get(measure, inf)
    low, high = admitted(
        value,
        numeral.place,
        kind,
        whole=not part and measure not in CONTINUOUS and value.is_integer(),
        most=most if value <= most else inf,
        assume_digit=assume_digit,
    )
    return Quantity(value, low, high, measure, "under" if kind == "near" else kind, text[begin:end], begin, end)


def _kind(before: str, after: str, *, more: bool) -> str:
    """One qualifier from those before, inside and after a number."""
    if (more or after == "about") and before == "near":
        return "about"
    if after in ("at_least", "at_most"):
        return after
    if more and before in ("", "about"):
        return "over"
    return before or after or "exact"


def _is_recent(plain: str, phrase: Phrase, begin: int) -> bool:
    """近三年 and 近二十年 are periods that end now; 历时近三年 is almost three years."""
    longest = 30 if phrase.measure == "年" else 10
    if phrase.measure not in PERIODS or phrase.numeral.low > longest or plain[begin] != "近":
        return False
    return not plain[max(0, begin - 2) : begin].endswith(_LASTING)


def _is_negative(plain: str, begin: int, measure: str) -> bool:
    """增速为-4.2% and 负三十二 are below zero; 自负3000元 and 项目-5 are not."""
    before = plain[max(0, begin - 2) : begin - 1]
    if plain[begin - 1] == "负":
        return before not in tuple("自担胜肩抱欠背正")
    return measure in _SIGNED and not (before.isascii() and before.isalnum()) and before not in ("%", ")")


def _join(text: str, plain: str, found: list[Quantity]) -> list[Quantity]:
    """Let neighbours complete each other: 1万元以上5万元以下, 12、34和56件, 2小时30分."""
    joined: list[Quantity] = []
    for quantity in reversed(found):
        if joined:
            last = joined[-1]
            if quantity.end == last.start:
                if _bounds(quantity, last):
                    joined[-1] = _between(text, quantity, last)
                    continue
                if quantity.measure == "小时" and last.measure == "分":
                    joined[-1] = replace(last, measure="分钟")
            elif quantity.end + 1 == last.start and plain[quantity.end] in _AND and _is_bare(quantity, last):
                quantity = replace(quantity, measure=last.measure)
        joined.append(quantity)
    return joined[::-1]


def _bounds(lower: Quantity, upper: Quantity) -> bool:
    if lower.qualifier != "at_least" or upper.qualifier != "at_most":
        return False
    return lower.measure in (upper.measure, "") and lower.value < upper.value


def _is_bare(quantity: Quantity, last: Quantity) -> bool:
    return not quantity.measure and quantity.qualifier == "exact" == last.qualifier and quantity.value >= 1


def _between(text: str, lower: Quantity, upper: Quantity) -> Quantity:
    start, end = lower.start, upper.end
    return Quantity(nan, lower.value, upper.value, upper.measure, "range", text[start:end], start, end)
