"""Which of the four blocks the words of a heading announce."""

from __future__ import annotations

import re

__all__ = ["announced", "announces_plans", "looks_ahead", "may_look_ahead", "opens_ahead"]

_AHEAD_WORDS = r"下一?步|下[一个]*年度?|下一?个?阶段|来年|明年|今后|新的一年|未来一年"
# 计划, 打算… head a block; 工作 and 任务 alone may as well look back.
_PLAN = (
    r"计划|打算|思路|安排|展望|设想|谋划|规划|努力方向|主攻方向|改进方向|工作方向|改进的?(?:措施|举措|意见|办法)"
    r"|整改的?(?:措施|举措|意见|方向)|对策"
)
_WEAK = (
    r"工作重点|重点工作|重点任务|主要任务|工作任务|目标任务|任务目标|工作目标|工作举措|工作措施|工作要点|主要举措|主要措施"
    r"|对策措施|建议"
)
_AHEAD = re.compile(rf"(?<!为)(?<!为做好)(?:{_AHEAD_WORDS})|后续(?:工作|安排|打算)")
_HEADS = re.compile(
    rf"(?:^|工作|重点|主要|任务|目标|年度?|总体|初步|基本|发展|方面|的|和|及|与|、)的?(?:{_PLAN})"
    rf"(?:(?:和|及|与|、)(?:{_PLAN}|{_WEAK}))?[。:]?$|打算"
)
_HEADS_WEAK = re.compile(rf"(?:{_WEAK}|{_PLAN})[。:]?$")
# A plan one keeps to, or how far it came, is none of the year to come.
_KEPT_PLAN = re.compile(
    rf"(?:按照?|依照|遵照|根据|依据|围绕|对照|对标|落实|执行|完成|制[定订]|编制|印发|出台|下发|纳入|列入|聚焦|紧扣|结合|强化|加强|统筹|精心|周密|科学)"
    rf"[^,。;:、和及与]{{0,16}}?(?:{_PLAN}|{_WEAK}|要点)"
    rf"|(?:{_PLAN}|{_WEAK}|要点|目标)[^,。;:、和及与]{{0,6}}?(?:完成|执行|落实|推进|实施|兑现|达成|进展)(?:率|情况|进度|进展|$)"
    r"|为(?:做好)?(?:下一?步|今后|明年|来年)"
)
_SUBJECT = r"(?:(?:我|本|全)[街镇乡县局市区]道?|街道|镇|乡)?"
_SHORT = re.compile(
    r"(?<!不足以)不足(?![\d一二三四五六七八九十])|(?:存在|面临|主要)(?:的|着)?(?:一些|几个|一定|若干|主要|突出|明显|不少)?的?(?:问题|困难|挑战)"
    r"|问题(?:和|与|及|、)(?:不足|短板|原因|困难|打算|下|改进|整改|对策|差距|挑战|建议)|^问题$|的问题$"
    r"|(?<!补)(?<!补齐)(?<!补强)短板|困难(?:和|与|及|、)|薄弱环节|差距|弱项|问题[及与和、]原因|^困难$"
)
_SOLVED = re.compile(
    r"(?:解决|破解|聚焦|着眼|针对|瞄准|围绕|整治|化解|回应|坚持|突出|紧盯|查找|攻克|弥补|补足|克服|消除|整改|缩小|补[齐强上足]|强化|夯实)[^,。;:]{0,14}?"
    r"(?:问题(?!及|和|与|、)|不足(?!及|和|与|、)|短板(?!及|和|与|、)|差距|困难|弱项)(?:问题|不足|短板|差距|弱项)*"
)
_LEAD = re.compile(
    r"第一责任人|(?:主要负责人|主要负责同志|主要领导|党政主要).{0,12}(?:履行|职责|履职|述职)|履行.{0,20}职责|述法"
)
_DONE = re.compile(
    r"举措|成效|措施|完成情况|开展情况|做法|进展|基本情况|工作情况|主要工作|推进情况|落实情况|总体情况|工作回顾|工作总结|工作亮点|工作成绩"
)
_WHOLE_REPORT = re.compile(r"总结|报告|回顾[与和]展望")
_YEAR = re.compile(r"((?:19|20)\d\d)\s*年?")
_OPENS_AHEAD = re.compile(
    rf"\s*(?:[(]?[一二三四五六七八九十\d]{{1,2}}[)、.]\s*)?(?:(?:针对|对于|面对)[^。;\n]{{2,24}}(?:问题|不足|短板|差距|困难)[^。;\n]{{0,6}}[,，]\s*)?"
    rf"{_SUBJECT}(?:(?:{_AHEAD_WORDS}|接下来|下阶段)|在?(?P<year>20\d\d)年(?!\s*\d))"
)


def announced(title: str, year: int | None, *, bare: bool = False) -> set[str]:
    """Every block a heading announces; “存在的问题和下一步打算” announces two.

    Parameters
    ----------
    title : str
        The heading without its number.
    year : int or None
        The year reported on.
    bare : bool
        The heading has no number: a title of the whole report is then none.

    Examples
    --------
    >>> sorted(announced("存在的问题和下一步打算", 2024)), sorted(announced("2025年计划", 2024))
    (['plans', 'shortcomings'], ['plans'])
    >>> announced("按照2024年工作计划抓落实", 2024)
    set()
    """
    words = title.strip().rstrip("。:")
    if bare and _WHOLE_REPORT.search(words):
        return set()
    kinds: set[str] = set()
    if looks_ahead(words, year):
        kinds.add("plans")
    if _SHORT.search(_SOLVED.sub("", words)):
        kinds.add("shortcomings")
    if not kinds and _LEAD.search(words):
        kinds.add("leadership")
    if not kinds and _DONE.search(words):
        kinds.add("measures")
    return kinds


def looks_ahead(title: str, year: int | None) -> bool:
    """Whether a heading announces what is to come."""
    words = _KEPT_PLAN.sub("", title.strip().rstrip("。:"))
    if _AHEAD.search(words) or _HEADS.search(words):
        return True
    if year is None:
        return False
    named = [(int(found[1]), found.start()) for found in _YEAR.finditer(words)]
    later = [at for number, at in named if number > year]
    return bool(later) and (min(later) == 0 or _HEADS_WEAK.search(words) is not None)


def may_look_ahead(title: str) -> bool:
    """Whether a heading after the shortcomings says what is to be done: “四、工作重点”."""
    whole = _WHOLE_REPORT.search(title) is not None
    return not whole and _HEADS_WEAK.search(_KEPT_PLAN.sub("", title.strip())) is not None


def announces_plans(heading: str) -> bool:
    """Whether a heading looks ahead, so that its year is not the year reported on."""
    words = _KEPT_PLAN.sub("", heading.strip().rstrip("。:"))
    ahead = _AHEAD.search(words) or _HEADS.search(words) or _HEADS_WEAK.search(words)
    return ahead is not None and _DONE.search(heading) is None


def opens_ahead(sentence: str, year: int | None) -> bool:
    """Whether a sentence opens on the time to come: “下一步,我街道将…”, “2025年,我们将…”.

    Examples
    --------
    >>> opens_ahead("2025年,我镇将抓好普法。", 2024), opens_ahead("2024年,全镇普法8场。", 2024)
    (True, False)
    """
    opening = _OPENS_AHEAD.match(sentence)
    if opening is None:
        return False
    if opening["year"] is None:
        return True
    # “2025年拟制定7件;2024年制定了9件”: both years are told.
    return year is not None and int(opening["year"]) > year and f"{year}年" not in sentence
