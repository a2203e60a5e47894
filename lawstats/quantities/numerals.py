"""What a Chinese or Arabic numeral is worth, and which of its places was stated last."""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["NUMERAL", "NUMERAL_START", "Numeral", "half_width", "last_place", "read_match", "read_numeral"]

# A longer string of digits is an account or an identity card, and no clerk writes a longer Chinese numeral.
_LONGEST = 40

_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "俩": 2}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_BIG = {"万": 10_000, "亿": 100_000_000}
_POWER = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}

# Full-width signs, odd spaces, circles written for 〇, and the traditional characters of numbers and measures.
_ODD = "０１２３４５６７８９％．＋－／～＞＜　\xa0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f○◯"
_ODD += "萬億兩幾數餘來約過達個條項場戶張輛間處種類組冊歲節課時點週門雙筆對頁樁級號屆樓紀"
_USUAL = "0123456789%.+-/~><            〇〇"
_USUAL += "万亿两几数余来约过达个条项场户张辆间处种类组册岁节课时点周门双笔对页桩级号届楼纪"
_NARROW = tuple(zip(_ODD, _USUAL, strict=True))
# Capitals of cheques and contracts; alone they are surnames and verbs (陆 伍 拾), so they need company and money.
_CAPITALS = re.compile("[壹贰叁肆伍陆柒捌玖拾佰仟零万亿]{2,40}(?=[元圆])")
_CAPITAL_DIGITS = "壹贰叁肆伍陆柒捌玖拾佰仟"
_PLAIN = str.maketrans(_CAPITAL_DIGITS, "一二三四五六七八九十百千")

NUMERAL_START = re.compile("[0-9零〇一二两俩三四五六七八九十百千万亿廿卅半]")
NUMERAL = re.compile(
    r"""
      (?P<arabic> \d{1,3} (?:[,，]\d{3})+ (?!\d) (?:\.\d+)?             # 1,050
                | \d{1,3} (?:[ ]\d{3})+ (?=[ ]?[余多件人元份条次个名户起])  # 1 050 件, as GB/T 15835 groups
                | \d+ (?:\.\d+)? )
      (?P<scale> [ ]? (?=[十百千万亿]) (?!千[米克瓦]|百分)              # 12千米 is kilometres
                 [零〇一二两三四五六七八九十百千万亿0-9]+ )?               # 86.4 万, 3万2千, 2万3500
      (?: 几 (?P<some> [十百千]? [万亿]* ) )?
    | (?P<chinese> [零〇一二两俩三四五六七八九十百千万亿廿卅]+ )
      (?: 点 (?P<point> [零〇一二三四五六七八九]+ ) (?![十百千]) (?P<times> [万亿]* )  # 九点三十分 is a time
        | 几 (?P<few> [十百千]? [万亿]* ) )?
    """,
    re.VERBOSE,
)
_TOKEN = re.compile(r"\d+(?:\.\d+)?|.")
_SCALE = re.compile("[十百千]?万?亿?")
_PAIR = re.compile("([一二两三四五六七八])([二两三四五六七八九])")


class Numeral(NamedTuple):
    """The worth of a numeral.

    Attributes
    ----------
    low, high : float
        Equal for a plain number; 3 and 5 for 三五, 21 and 29 for 二十几, 20 and 100 for 数十.
    place : float
        What one unit of the last stated place is worth: 10 000 for 4万, 10 for 1420, 0.1 for 15.6.
        Zeros after a decimal point are stated (99.0 is known to a tenth), zeros before it are not.
    vague : bool
        Whether the words name no bounds of their own (数十, 十几).
    """

    low: float
    high: float
    place: float
    vague: bool = False


def half_width(text: str) -> str:
    """Write full-width digits and signs, odd spaces, traditional characters and capitals plainly, offsets unchanged.

    Examples
    --------
    >>> half_width("９８．５％，人民币叁万元，兩千餘戶")
    '98.5%，人民币三万元，两千余户'
    """
    for wide, narrow in _NARROW:  # many times faster than a pattern or str.translate on Chinese text
        text = text.replace(wide, narrow)
    if not any(digit in text for digit in _CAPITAL_DIGITS):
        return text
    return _CAPITALS.sub(lambda found: found[0].translate(_PLAIN), text)


def read_numeral(text: str) -> Numeral | None:
    """Read one numeral, Arabic, Chinese or mixed.

    Parameters
    ----------
    text : str
        The numeral alone, without measure word or qualifier, in half-width characters.

    Returns
    -------
    Numeral or None
        None when the characters make no number (一一, 十五五, 三六五).

    Notes
    -----
    Adjacent digits are a range, as GB/T 15835-2011 §4 has it: 三五 is 3 to 5, 两三百 is 200 to 300, 四十五六万 is
    450 000 to 460 000. A digit that ends a numeral right after its scale stands one place lower (一万二 is 12 000).

    Examples
    --------
    >>> [read_numeral(n).low for n in ("一百二十万", "3万2千", "2万3500", "三千五", "86.4 万", "卅二", "1,050")]
    [1200000.0, 32000.0, 23500.0, 3500.0, 864000.0, 32.0, 1050.0]
    >>> read_numeral("两三百")
    Numeral(low=200.0, high=300.0, place=100.0, vague=False)
    >>> read_numeral("几十万")
    Numeral(low=200000.0, high=1000000.0, place=100000.0, vague=True)
    """
    if text[:1] in ("数", "几") and len(text) <= _LONGEST:
        scale = text[1:]
        if not scale or not _SCALE.fullmatch(scale):
            return None
        unit = 10.0 ** sum(_POWER[c] for c in scale)
        return Numeral(2 * unit, 10 * unit, unit, vague=True)
    found = NUMERAL.fullmatch(text)
    return read_match(found) if found else None


def read_match(found: re.Match[str]) -> Numeral | None:
    """Read what `NUMERAL` matched; see `read_numeral`."""
    if found.end() - found.start() > _LONGEST:
        return None
    digits, scale, some, chinese, point, times, few = found.groups()
    if some is not None or few is not None:
        return _some(found[0][: found[0].index("几")], some if few is None else few)
    worth = _arabic(digits, scale) if digits else _chinese(chinese, point, times)
    if worth is None:
        return _pair(found[0])
    return Numeral(worth[0], worth[0], worth[1])


def _arabic(digits: str, scale: str | None) -> tuple[float, float] | None:
    if not digits.isdigit():
        digits = digits.replace(",", "").replace("，", "").replace(" ", "")
    if scale is None:
        return float(digits), last_place(digits)
    scale = scale.lstrip(" ")
    if _SCALE.fullmatch(scale):
        # Through the decimal text, so that 86.4万 is 864 000 and not 864 000.0000000001.
        power = sum(_POWER[c] for c in scale)
        return float(f"{digits}e{power}"), 10.0 ** (_last_place(digits) + power)
    return _compound(digits + scale)


def last_place(digits: str) -> float:
    """Say what one unit of the last stated place of Arabic digits is worth."""
    return 10.0 ** _last_place(digits)


def _last_place(digits: str) -> int:
    if digits[-1] != "0" and "." not in digits:
        return 0
    whole, _, decimals = digits.partition(".")
    if decimals:
        return -len(decimals)
    stripped = whole.rstrip("0")
    return len(whole) - len(stripped) if stripped else 0


def _chinese(run: str, point: str | None, times: str | None) -> tuple[float, float] | None:
    run = run.replace("廿", "二十").replace("卅", "三十")
    if point is None:
        return _compound(run)
    whole = _compound(run)
    if whole is None or whole[0] >= 1e15:
        return None
    decimals = "".join(str(_DIGITS[c]) for c in point)
    power = sum(_POWER[c] for c in times or "")
    return float(f"{whole[0]:.0f}.{decimals}e{power}"), 10.0 ** (power - len(decimals))


def _compound(run: str) -> tuple[float, float] | None:
    """Worth and last place of digits and scales in turn, or None where the order makes no number."""
    yi = wan = section = 0.0  # what has been closed by 亿, by 万, and what is below
    digit: float | None = None
    digit_place = place = 1.0
    previous = 10_000.0  # scales fall inside a section
    after = 0.0  # the scale a digit follows with nothing between
    begun = zero = False
    for token in _TOKEN.findall(run):
        if token in _DIGITS or token[0].isdigit():
            if digit is not None:
                return _spelled(run)
            if token in "零〇":
                zero = True
                digit = None if begun else 0.0
                begun = True
                continue
            digit = float(_DIGITS[token]) if token in _DIGITS else float(token)
            digit_place = 1.0 if token in _DIGITS else 10.0 ** _last_place(token)
        elif token in _SMALL:
            scale = _SMALL[token]
            if scale >= previous or digit == 0 or (digit is None and token != "十" and not _SCALE.fullmatch(run)):
                return None
            section += scale * (1.0 if digit is None else digit)
            place = scale * (1.0 if digit is None else digit_place)
            digit, previous, after, zero = None, scale, scale, False
        elif token not in _BIG:
            return None  # the point of 三四点五
        else:
            below = section + (digit or 0.0)
            if (token == "万" and wan) or (token == "亿" and yi):
                return None
            if not begun and _SCALE.fullmatch(run):
                below = 1.0
            place = digit_place if digit is not None else place
            if token == "万":
                wan = below * _BIG["万"]
            else:
                yi, wan = (wan + below) * _BIG["亿"], 0.0
            if not (wan or yi):
                return None
            place *= _BIG[token]
            section, digit, previous, after, zero = 0.0, None, 10_000.0, _BIG[token], False
        begun = True
    if digit is not None:
        short = after >= 100 and not zero and digit < 10 and digit == int(digit)
        place = after / 10 if short else digit_place
        section += digit * place if short else digit
    return yi + wan + section, place


def _spelled(run: str) -> tuple[float, float] | None:
    """Read digits in a row as a number only when a 〇 shows it to be one (二〇八个); 三六五 is a name."""
    if len(run) < 3 or run[0] in "零〇" or not ("〇" in run or "零" in run) or not all(c in _DIGITS for c in run):
        return None
    digits = "".join(str(_DIGITS[c]) for c in run)
    return float(digits), last_place(digits)


def _pair(run: str) -> Numeral | None:
    for found in _PAIR.finditer(run):
        first, second = _DIGITS[found[1]], _DIGITS[found[2]]
        loose = found[0] == "三五" and found.start() == 0  # 三五次, but 十三五 is a plan
        if second != first + 1 and not loose and found[0] != "三两":
            continue
        worths = [_compound(run[: found.start() + k] + run[found.start() + k + 1 :]) for k in (1, 0)]
        if worths[0] is not None and worths[1] is not None:
            low, high = sorted(worth[0] for worth in worths if worth is not None)
            return Numeral(low, high, worths[0][1])
    return None


def _some(base: str, scale: str) -> Numeral | None:
    """十几 is 11 to 19, 二十几万 is 210 000 to 290 000, 一百几十 is 120 to 200."""
    worth = read_numeral(base)
    if worth is None or worth.low != worth.high or worth.place < 10 or not _SCALE.fullmatch(scale):
        return None
    small = _SMALL[scale[0]] if scale and scale[0] in _SMALL else 1
    times = 10.0 ** sum(_POWER[c] for c in scale[(small > 1) :])
    if small >= worth.place:
        return None
    least, most = (1, 9) if small == 1 else (2 * small, 10 * small)
    return Numeral((worth.low + least) * times, (worth.low + most) * times, small * times, vague=True)
