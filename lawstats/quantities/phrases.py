"""A number together with its measure word: 300多万人次, 一个半小时, 七成五, 百分之九十八点五, 三分之二."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from lawstats.quantities.measures import CONTINUOUS, PERIODS, find_measure
from lawstats.quantities.names import skip_name
from lawstats.quantities.numerals import NUMERAL, Numeral, last_place, read_match, read_numeral
from lawstats.quantities.qualifiers import qualifier_inside

__all__ = ["Phrase", "read_phrase"]

_BIG = re.compile(" ?([万亿]{1,2})")
_BARE = re.compile("[百千万亿]+")
#: As most numbers are: a few Arabic digits, and nothing behind them that goes on with the number.
_SHORT = re.compile(r"[0-9]{1,7}(?![\d,，. 零〇一二两三四五六七八九十百千万亿几余多来+])")
_VAGUE = re.compile("[十百千]?万?亿?")
_SHARE = re.compile("([百千万]) ?分 ?之 ?")
_PER = {"百": "%", "千": "‰", "万": "‱"}
_PARTS = re.compile(" ?分 ?之 ?")
_SLASH = re.compile(r"/(\d{1,3})(?![\d/.年月日])")
_TENTHS = re.compile(
    " ?成(?![立员效果为功本就绩品熟型交语套长百千人年]|群(?!众))(?:([一二三四五六七八九])(?![成百十个])|(半))?"
)
_HALF = re.compile("(一?半数?)(多(?!数))?(?![年月天个小时径夜途价导日晌载生辈路边截])")
_PARTLY = re.compile(" ?个(?:(半)|[多余]) ?(月|小时|钟头|星期|季度|百分点|工作日|学时)")
_AND_HALF = re.compile("半(?![数年径价导])")
_TURNED = re.compile("翻了?$")
_TO = re.compile(" ?(-{1,2}|—{1,2}|–|~|〜|至|到) ?")
_TAIL = re.compile("[0-9.,]+([十百千]?万?亿?)|[一二两三四五六七八九]([十百千]?万?亿?)|.*?([万亿]*)")
_POWER = {"十": 10.0, "百": 100.0, "千": 1000.0, "万": 1e4, "亿": 1e8}
# 人数十人 counts ten people, 群众数十人 several tens.
_COUNTED_BEFORE_SHU = "半人件户次总个份倍指基岁天度参岗席票篇条"


@dataclass(slots=True)
class Phrase:
    """A number phrase of a text, its outer qualifiers not yet read."""

    numeral: Numeral  # worth in the unit of `measure`
    begin: int  # where the number begins; a qualifier may stand before it
    end: int  # where the number ends
    measure: str  # in its usual spelling
    measure_start: int
    measure_end: int
    form: str  # number, range, share, fraction, half
    chinese: bool = False  # written with Chinese numerals
    bare_scale: bool = False  # a scale without a digit: 百件, 万人
    scaled: bool = False  # written as no code is: 3000万, 1,050
    more: bool = False  # 余, 多, 来 or + stands inside


def read_phrase(text: str, start: int) -> Phrase | None:
    """Read the number phrase whose first numeral stands at `start`, ranges included."""
    opening = text[start]
    if opening in "一半" and (half := _HALF.match(text, start)):
        return _halves(text, half)
    if opening in "百千万" and (share := _SHARE.match(text, start)):
        return _share(text, start, share)
    first = _number(text, start)
    if first is None:
        return None
    if parts := _PARTS.match(text, first.end):
        return _fraction(text, first, parts.end())
    slash = None if first.chinese else _SLASH.match(text, first.end)
    if slash and (part := _slash(text, first, slash)):
        return part
    measure, end = find_measure(text, first.end)
    return _doubled(text, first) or _second(text, first, measure, end) or _measured(text, first, measure, end)


def _number(text: str, start: int) -> Phrase | None:
    if short := _SHORT.match(text, start):
        worth, end = float(short[0]), short.end()
        return Phrase(Numeral(worth, worth, last_place(short[0])), start, end, "", end, end, "number")
    vague = _vague(text, start)
    if vague is not None:
        return vague
    found = NUMERAL.match(text, start)
    if found is None:
        return None
    end = found.end()
    numeral = read_match(found)
    if numeral is None and found["arabic"] and found["scale"]:
        end = found.end("arabic")
        numeral = read_numeral(found["arabic"])
    if numeral is None:
        return None
    more, end = qualifier_inside(text, end, numeral.place)
    big = _BIG.match(text, end) if more else None
    if big:
        end = big.end()
        numeral = _times(numeral, _product(big[1]))
    return Phrase(
        numeral=numeral,
        begin=start,
        end=end,
        measure="",
        measure_start=end,
        measure_end=end,
        form="number",
        chinese=found["arabic"] is None,
        bare_scale=found["arabic"] is None and bool(_BARE.fullmatch(found[0])),
        scaled=bool(big) or (found["arabic"] is not None and ("," in found["arabic"] or bool(found["scale"]))),
        more=more,
    )


def _vague(text: str, start: int) -> Phrase | None:
    """数十, 几百 and 数以百计, whose first character is no numeral."""
    before = text[start - 1] if start else ""
    by = before == "以" and text[start - 2 : start] == "数以"
    if not by and before not in ("数", "几"):
        return None
    scale = _VAGUE.match(text, start)
    if scale is None or not scale[0]:
        return None
    begin, end = (start - 2, scale.end() + 1) if by else (start - 1, scale.end())
    if by and text[end - 1 : end] != "计":
        return None
    if before == "数" and start > 1 and text[start - 2] in _COUNTED_BEFORE_SHU:
        return None
    numeral = read_numeral("数" + scale[0])
    if numeral is None:
        return None
    more, end = qualifier_inside(text, end, numeral.place)
    return Phrase(numeral, begin, end, "", end, end, "number", chinese=True, bare_scale=False, scaled=True, more=more)


def _part(begin: int, end: int, numeral: Numeral, form: str, measure: str = "", *, more: bool = False) -> Phrase:
    return Phrase(numeral, begin, end, measure, end, end, form, chinese=True, bare_scale=False, scaled=True, more=more)


def _halves(text: str, half: re.Match[str]) -> Phrase:
    """半数, 一半 and 大半; 半 with neither is a half only where a qualifier precedes it (近半, 过半)."""
    large = half[1] == "半" and text[half.start() - 1 : half.start()] == "大"
    form = "half" if half[1] == "半" and not large else "fraction"
    more = large or (form == "fraction" and half[2] is not None)
    end = half.end() if form == "fraction" else half.end(1)
    return _part(half.start() - large, end, Numeral(0.5, 0.5, 0.5), form, more=more)


def _share(text: str, start: int, share: re.Match[str]) -> Phrase | None:
    """百分之五, 千分之三, 百分之五至百分之十, 百分之五至十."""
    number = _number(text, share.end())
    if number is None:
        return None
    measure = _PER[share[1]]
    if to := _TO.match(text, number.end):
        again = _SHARE.match(text, to.end())
        upper = _number(text, again.end() if again else to.end())
        if upper is not None and upper.numeral.low > number.numeral.high:
            numeral = number.numeral._replace(high=upper.numeral.high)
            if again or not find_measure(text, upper.end)[0]:
                return _part(start, upper.end, numeral, "range", measure)
    return _part(start, number.end, number.numeral, "share", measure, more=number.more)


def _fraction(text: str, below: Phrase, position: int) -> Phrase | None:
    above = _number(text, position)
    if above is None or not below.numeral.low:
        return None
    whole = below.numeral.low
    numeral = Numeral(above.numeral.low / whole, above.numeral.high / whole, 1 / whole)
    return _part(below.begin, above.end, numeral, "fraction", more=above.more)


def _slash(text: str, above: Phrase, slash: re.Match[str]) -> Phrase | None:
    """2/3 of a total is a fraction; 3/13 is a day, and 5/12 alone may be one."""
    top, bottom = above.numeral.low, float(slash[1])
    before = text[above.begin - 1] if above.begin else ""
    if not 0 < top < bottom or (before.isascii() and before.strip()):
        return None
    of_something = before in tuple("的占约近超逾足到过为达有") or text.startswith(("以上", "以下", "左右"), slash.end())
    if not of_something and bottom not in (2, 3, 4, 5, 10):
        return None
    return _part(above.begin, slash.end(), Numeral(top / bottom, top / bottom, 1 / bottom), "fraction")


def _doubled(text: str, number: Phrase) -> Phrase | None:
    """翻两番 is to become four times as large."""
    if not text.startswith("番", number.end) or number.numeral.high > 9:
        return None
    turned = _TURNED.search(text[max(0, number.begin - 2) : number.begin])
    if turned is None:
        return None
    numeral = Numeral(2.0**number.numeral.low, 2.0**number.numeral.high, 1.0)
    return _part(number.begin - len(turned[0]), number.end + 1, numeral, "share", "倍")


def _measured(text: str, number: Phrase, measure: str, end: int) -> Phrase:
    """Find what the number counts, and a half that follows it."""
    if tenths := _TENTHS.match(text, number.end):
        if number.numeral.high <= 10:
            return _tenths(text, number, tenths)
    elif partly := _PARTLY.match(text, number.end):
        number.measure, _ = find_measure("个" + partly[2], 0)
        number.measure_start, number.measure_end = number.end, partly.end()
        if partly[1]:
            number.numeral = _plus_half(number.numeral)
        else:
            number.more = True
        return number
    number.measure, number.measure_start, number.measure_end = measure, number.end, end
    while measure and text[number.measure_start] == " ":
        number.measure_start += 1
    if (measure in PERIODS or measure in CONTINUOUS) and not number.more:
        half = _AND_HALF.match(text, end)
        if half and number.numeral.low == number.numeral.high:
            number.numeral = _plus_half(number.numeral)
            number.measure_end = half.end()
    return number


def _tenths(text: str, number: Phrase, tenths: re.Match[str]) -> Phrase:
    """七成五 is 75 %, 七八成 70 to 80 %, 两成多 more than 20 %."""
    rest = 5.0 if tenths[2] else float("〇一二三四五六七八九".index(tenths[1])) if tenths[1] else 0.0
    low, high = number.numeral.low * 10 + rest, number.numeral.high * 10 + rest
    more = text[tenths.end() : tenths.end() + 1] in ("多", "余")
    numeral = Numeral(low, high, 1.0 if rest else number.numeral.place * 10, number.numeral.vague)
    form = "share" if low == high else "range"
    return _part(number.begin, tenths.end() + more, numeral, form, "%", more=more or number.more)


def _second(text: str, first: Phrase, measure: str, end: int) -> Phrase | None:
    """Read the range that begins with `first`, when one does: 10-12件, 10件至12件, 3-5万元, 七到八成."""
    tenths = None if measure else _TENTHS.match(text, first.end)
    to = _TO.match(text, tenths.end() if tenths else end)
    if to is None or to.end() >= len(text):
        return None
    upper = _number(text, to.end())
    if upper is None or skip_name(text, to.end()) > to.end():
        return None  # 办结5件至12月底
    low = first.numeral.low if measure else _inherit(text, first, upper)
    upper = _measured(text, upper, *find_measure(text, upper.end))
    if upper.form == "share" and not measure:
        low = first.numeral.low * 10
    if measure and upper.measure and measure != upper.measure:
        return None
    before = text[first.begin - 1] if first.begin else ""
    if to[1] not in ("至", "到"):
        if not (measure or upper.measure) or (before and before in "-—–"):
            return None  # 110-119 is a code
    elif measure and before in ("由", "从"):
        return None  # 由8件到12件 is a change
    if low >= upper.numeral.low:
        return None
    numeral = Numeral(low, upper.numeral.high, upper.numeral.place)
    return replace(upper, numeral=numeral, begin=first.begin, form="range", measure=upper.measure or measure)


def _inherit(text: str, first: Phrase, upper: Phrase) -> float:
    """Lend a number the scale of the next: 3-5万 is 30 000 to 50 000, 8500到3万 stays as it is."""
    low = first.numeral.low
    digits, following = text[first.begin : first.end], text[upper.begin : upper.end]
    found = _TAIL.fullmatch(following)
    if found is None or "万" in digits or "亿" in digits:
        return low
    tail = found[1] or found[2] or found[3] or ""
    if any(scale in digits for scale in "十百千"):
        tail = tail.lstrip("十百千")
    factor = _product(tail)
    return low * factor if low < upper.numeral.high / factor else low


def _product(scales: str) -> float:
    product = 1.0
    for scale in scales:
        product *= _POWER[scale]
    return product


def _times(numeral: Numeral, factor: float) -> Numeral:
    return Numeral(numeral.low * factor, numeral.high * factor, numeral.place * factor, numeral.vague)


def _plus_half(numeral: Numeral) -> Numeral:
    return Numeral(numeral.low + 0.5, numeral.high + 0.5, 0.5, numeral.vague)
