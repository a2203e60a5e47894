"""When a promise is to be kept: standing periods (每季度, 逐月, 每两个月) and deadlines (全年, 6月底前, 到2027年)."""

from __future__ import annotations

import re

__all__ = ["EVERY", "deadline", "due_in", "times_a_year", "when_due"]

_SPANS = {
    "季": 4, "季度": 4, "月": 12, "周": 52, "星期": 52, "半年": 2, "年": 1, "年度": 1, "日": 365, "天": 365,
    "旬": 36, "半月": 24, "半个月": 24, "两年": 0.5, "三年": 1 / 3, "两个月": 6, "两月": 6, "三个月": 4, "四个月": 3,
    "六个月": 2, "两个季度": 2, "两周": 26, "两星期": 26, "三周": 52 / 3, "工作日": 250, "学期": 2,
}  # fmt: skip
_UNITS = (
    r"行政村|村[(]?(?:社区|居)[)]?|村|社区|网格|部门|科室|单位|学校|校|企业|调委会|站点?|(?:领导)?班子成员|成员|领导|执法人员|执法队员|工作人员"
    r"|法律顾问|律师|调解员|人|干部"
)
#: How often: 每月, 逐季, 一周一次, 月月.
EVERY = re.compile(
    rf"(?P<each>(?:每一?[个名所家户位]?|各)(?:{_UNITS})[^,;。]{{0,6}}?)?"
    rf"(?:每一?个?(?P<span>{'|'.join(sorted(_SPANS, key=len, reverse=True))})(?:度)?"
    r"(?!\d{1,2}月|一步|\d{1,2}[日号](?:作为|定为|为))"  # 每年12月 is a month of every year, 每月5日为宣传日 a name
    r"|[按逐](?P<by>季度|月|季|周|年)(?!限|人|底)|(?P<one>一季度?|一月|半年|一周)(?=[一1](?:[次场期讲训考评课题研]|主题|调度|通报|研判|排查|会商|推进|督[查导]|检查|小结|总结|例会|报告|汇报|走访|回访|更新))"
    rf"(?![^,;。]{{0,4}}(?:以来|内))|(?P<again>[季月周天日年])(?P=again)(?=有|抓|讲|见|搞|开展|研|查|调度))"
)
_LEAD = re.compile(r"^(?:力争|争取|确保|计划|力求|[一二三四五六七八九十]是)+")
_YEAR = re.compile(r"(?:到|至|在)?(20\d\d)年(?:底|末)?(?:前|之前)?")
_DEADLINE = re.compile(
    r"(?:到|至|在|于)?(?:20\d\d年(?:\d{1,2}月(?:份)?(?:底|末|初)?(?:之?前|前)?|(?:年)?[底末初](?:之?前)?|之?前|[上下]半年)|\d{1,2}月(?:份)?(?:底|末|初)?之?前|年[底末](?:之?前)?"
    r"|第?[一二三四]季度(?:末|底)?(?:之?前)?|[上下]半年)|(?:到|至)20\d\d年|全年|年内|年度内|当年"
)


def times_a_year(every: re.Match[str]) -> float:
    """Give how often a year a standing period comes round.

    Examples
    --------
    >>> [times_a_year(EVERY.search(words)) for words in ("每季度", "每两个月", "逐月", "一季度一次", "月月有宣讲")]
    [4.0, 6.0, 12.0, 4.0, 12.0]
    """
    span = every["span"] or every["by"] or every["again"] or every["one"].removeprefix("一")
    return float(_SPANS[span])


def deadline(words: str) -> str:
    """Give the last deadline named in the words before a promised number, or ``""``.

    Examples
    --------
    >>> deadline("力争2025年6月底前全部"), deadline("2025年拟招录"), deadline("到2027年")
    ('2025年6月底前', '', '到2027年')
    """
    found = _DEADLINE.findall(words)
    return found[-1] if found else ""


def when_due(before: str) -> str:
    """Give the deadline named in a promise's own clause, or in a clause before it that names nothing else.

    Examples
    --------
    >>> when_due("力争到2027年,示范村占比达到"), when_due("全年学法6次,讲座"), when_due("到2027年,建成5个,占比达到")
    ('到2027年', '', '到2027年')
    """
    *earlier, own = re.split(r"[,;。:]", before)
    last = earlier[-1].strip() if earlier else ""
    alone = deadline(last)
    return deadline(own) or (alone if last.endswith(alone) else "") or _over_all(before)


def _over_all(before: str) -> str:
    """Give the deadline that stands alone at the head of a run of clauses, where no other follows it."""
    first, *others = re.split(r"[;。:]", before)[-1].split(",")
    named = deadline(first)
    alone = named and _LEAD.sub("", first.strip()) == named
    return named if alone and not any(deadline(clause) for clause in others) else ""


def due_in(before: str, due_year: int) -> int:
    """Give the last year named before a promise, where it lies beyond the one planned for.

    Examples
    --------
    >>> due_in("力争到2027年,示范村占比达到", 2025), due_in("2024年反馈的问题", 2025)
    (2027, 2025)
    """
    return max([due_year, *(int(year) for year in _YEAR.findall(before))])
