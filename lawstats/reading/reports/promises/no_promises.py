"""Numbers of block ④ that promise nothing: what there is, where a change starts, what was done, points of a speech."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from lawstats.reading.reports.context import BASE, OTHER_YEAR, OUTSIDE, PRESENT
from lawstats.reading.reports.promises.changes import against_last_year

if TYPE_CHECKING:
    from lawstats.quantities import Quantity
    from lawstats.reading.reports.sentences import Sentence

__all__ = ["DURATIONS", "RATES", "is_base", "why_no_promise"]

RATES = ("%", "‰", "成", "个百分点")
DURATIONS = ("年", "天", "日", "小时", "分钟", "月", "周", "个月", "个工作日", "工作日")
# 对4件积案…, 在12个社区…, 2023年反馈的11个问题: what there is already, and no promise.
_GIVEN = re.compile(
    r"(?:^|[^应面针])(?:针对|对|围绕|聚焦|巩固|深化|推广|总结|发挥|利用|用好|依靠|依托|根据|按照|从(?!业|事)|(?<!控制)(?<!稳定)(?<!保持)(?<!维持)在|现有|已有|辖区|全[镇街乡]道?的?)(?:[^,;开进组实举做抓达建培配聘新设\d每均]{0,16})$"
    r"|(?:19|20)\d\d年(?:以来|[^,;]{0,8}(?:反馈|签订|排查|受理|发现|查处))[^,;]{0,14}$"
)
_MOVED = (
    r"(?:提高|提升|增加|扩大|上升|扩展|扩充|增|升|调整|优化|整合|合并|精简|变"
    r"|下降|降低|减少|压降|压减|压缩|缩短|缩减|降|减)"
)
_FROM = re.compile(r"(?:由|从|将|把)[^,。;由从将把]{0,16}$")
_THEN = re.compile(rf"[^,。;]{{0,8}}?{_MOVED}(?:到|至|为|成)")
# “街道2024年共化解纠纷73件”, “目前已建成3处”: a plan that looks back before it looks ahead.
_YEAR = re.compile(r"(?<!比)(?<!较)(?<!与)(?<!在)(?<!到)(20\d\d)年(?!.{0,3}基础)")
_DONE = re.compile(
    r"(?:今年|去年|上年|本年度?)(?:以来)?,?[^,;]{0,6}(?:共|已|累计)[^;]*$"
    r"|(?:目前|现已|业已)[^;]*$|(?:共|累计|已经?)(?:有|建成|开展|完成|化解|聘请|配备|培养|培训|覆盖|举办|组织)[^,;]*$"
    r"|(?:化解|开展|完成|建成|培养|举办|组织|发放|调解)了[^,;]*$"
)
_HINDSIGHT = re.compile(r"共|已|累计|了(?=\d)|受理|查处")
_AHEAD = re.compile(r"明年|来年|下一?年|下一?步|力争|计划|将|再|确保|争取")
# 从五个方面, 实现三个转变: ways of counting the points of a speech.
_POINTS = re.compile(r"(?:大|个)?(?:方面|层面|环节|维度|角度|方向|统一|结合|突破|转变|到位|着力点|抓手|提升|步骤|阶段)")
# 在去年举办10场讲座的基础上: what is built on.
_FOOTING = re.compile(r"[^,;。:\d]{0,12}基础上")
_YEARS_AGO = re.compile(r"(?:19|20)\d\d年|去年|上年")
_NUMERAL = re.compile(r"[\d一二两三四五六七八九十百]")
_TASK = re.compile(r"开展|组织|召开|举办|新[增建设聘]|培[养育训]|建成|打造|配[备齐]|达到|不少于")
_BATCHES = frozenset(("批", "期", "组", "轮", "次", "步", "类", "批次"))


def is_base(sentence: Sentence, item: Quantity) -> bool:
    """Whether a number is where a change starts: the first of 由95%提高到98%, 将20个网格调整为18个."""
    at, end = item.start - sentence.start, item.end - sentence.start
    return _FROM.search(sentence.text, 0, at) is not None and _THEN.match(sentence.text, end) is not None


def why_no_promise(sentence: Sentence, item: Quantity, due_year: int) -> str:
    """Give the reason a number sets no target, or ``""``: it names what is there, what was, or orders a speech.

    Parameters
    ----------
    sentence : Sentence
        A sentence of block ④.
    item : Quantity
        One of its quantities.
    due_year : int
        The year the block plans for.
    """
    text = sentence.text
    before, after = text[: item.start - sentence.start], text[item.end - sentence.start :]
    own = before[max(before.rfind(mark) for mark in ",;。:") + 1 :]
    if not item.measure and math.isnan(against_last_year(item, own)):  # 减少一半 has none
        return OUTSIDE
    if is_base(sentence, item) or _FOOTING.match(after):
        return BASE
    if item.measure in ("个", "大", "项", "条") and _POINTS.match(after):
        return OUTSIDE
    if own.endswith("分") and item.measure in _BATCHES:
        return OUTSIDE  # 分3批培训: in so many batches
    limit = item.qualifier == "at_most" and item.measure in DURATIONS  # 对反馈的问题一个月内整改
    everywhere = "全覆盖" in re.split(r"[,;。:]", after)[0]  # 全镇12个村实现全覆盖
    if limit and re.match(r"[^,;。:]{0,8}率", after):
        return OUTSIDE  # 15日内化解率达到90%: says which rate
    if item.measure not in RATES and not (limit or everywhere) and (_GIVEN.search(own) or _beside_given(own)):
        return OTHER_YEAR if _YEARS_AGO.search(own) else PRESENT
    return _looks_back(before, due_year)


def _beside_given(own: str) -> bool:
    """Whether a number stands beside one that is there already: 依托现有调解员69名、网格员274名."""
    *listed, _ = re.split(r"[、和及与]", own)
    first = _NUMERAL.search(own)
    return (
        first is not None
        and listed != []
        and all(map(_NUMERAL.search, listed))
        and _GIVEN.search(own[: first.start()]) is not None
        and not _TASK.search(own)
    )


def _looks_back(before: str, due_year: int) -> str:
    """Give the reason where the words before a number tell what was done before the year planned for."""
    named = list(_YEAR.finditer(before))
    since = before[named[-1].end() :] if named else before
    if (named and int(named[-1][1]) >= due_year) or _AHEAD.search(since):
        return ""
    if named and (_HINDSIGHT.search(since) or not re.search(r"[,;:的]", since)):
        return "" if ";" in since else OTHER_YEAR
    done = _DONE.search(before)
    if done is None:
        return ""
    return OTHER_YEAR if _YEARS_AGO.search(done[0]) else PRESENT
