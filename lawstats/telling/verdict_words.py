"""The verdicts in English, for pictures with English labels."""

from __future__ import annotations

__all__ = ["verdict_words"]

_HOW = {"明显": "clear", "小幅": "small", "可能": "likely"}
_WAY = {"上升": "rise", "下降": "fall", "上升趋势": "rising trend", "下降趋势": "falling trend"}
_WAY |= {"偏高": "above", "偏低": "below"}
_ENGLISH = {f"{how}{way}": f"{_HOW[how]} {_WAY[way]}" for how in _HOW for way in _WAY}
_ENGLISH |= {
    "不作检验": "not tested",
    "数据不足": "too little data",
    "无法判断": "undecided",
    "基本持平": "level",
    "未见明显变化": "no clear change",
    "年份不足": "too few years",
    "未见明显趋势": "no clear trend",
    "留意": "watch",
    "未见异常": "as expected",
}


def verdict_words(verdict: str, language: str = "zh") -> str:
    """Give a verdict in the language of the picture; a word of no verdict stays as it is.

    Examples
    --------
    >>> verdict_words("明显上升"), verdict_words("明显上升", "en"), verdict_words("未见明显趋势", "en")
    ('明显上升', 'clear rise', 'no clear trend')
    """
    return verdict if language == "zh" else _ENGLISH.get(verdict, verdict)
