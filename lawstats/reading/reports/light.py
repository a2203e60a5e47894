"""Words that say nothing of what is counted: how often, by whom, when."""

from __future__ import annotations

import re

from lawstats.reading.reports.needles import last_letters

__all__ = ["LIGHT_LETTERS", "TAIL", "acts", "bare", "heart", "heart_end", "without_stand_in"]

# Words that may stand between what is counted and its number without changing what is counted.
# The longer ones first: the reading is possessive, so that 同 must not be taken out of 同比.
_LIGHT = (
    "截至目前|实现(?:村居|社区|村|辖区)?全覆盖|实际|到目前为止|截止目前|今年以来|到目前|目前|迄今|至今|今年|每(?:季度|半年|[年月周季])|全年|年内|一年来|一年(?=[办开共计做完])|年度|当年|本年度?"
    "|上半年|下半年|共计|总计|合计|累计|共有|总共|一共|拢共|合起来|双双|两率|其中|当中|发展[到至]|扩展[到至]|先后|前后|分别|就有|计有|也是|都是|仍为|同为|同比|已经"
    "|各级|多达|(?<![质流体音容重])量(?=达|为|共|有|:|$)|保持在|维持在|稳定在|保持|达到|人数|件数|次数|件次|数量|总数|总量|场次|实(?=[做开办])|召开|组织|举办|举行|开展|进行|完成|实施|办理|安排"
    "|(?:增加|增长|上升|提高|提升|扩大|下降|降低|减少|增|升|降|减)(?:到|至|为|了)?|[多少高低]了"
    "|(?:较|比|与)?(?:去年|上年|上一年)(?:同期)?(?:相比)?|[两三四]个|接收|收到|情况|工作|方面"
    "|(?<!公)共|(?<![审统会设])计|总(?=共|计|$)|已|约|均|各|都|也|就|仅|仍|又|再|曾|同|达|至|到|为|是(?!非)|(?<![持所])有"
    "|走(?=了)|占|了|过|的|之|等|只(?=有)|(?<![少多])数|(?<!公)开|做|搞|办|由|从(?!业|事)|年|月|日|[:,、。/|—-]"
)
# Possessive: a run of light words has one reading, or a hostile text could ask for all of them.
TAIL = f"(?:{_LIGHT})*+$"
#: Every letter light words are written with.
LIGHT_LETTERS = "".join(sorted(set(_LIGHT)))
# “在某地共有”: where, not what.
_PLACED_AT = "(?<![一-龥])(?:在[一-龥]{2,4}|[一-龥]{2,4}[镇乡县区市])(?:(?=共有)|现有|已有)"
_BARE = re.compile(
    f"(?:{_LIGHT}|街道办事处|街道|全街道|全[镇街乡区县市]|[我本][镇街乡区县市局所]|镇里|局里|{_PLACED_AT})*+"
)
# A noun that only stands for one named before: 各类事项, 有关活动.
_STAND_IN = re.compile(rf"(?:各类|各项|有关|相关|此类|上述|该类|这类)(?:事项|活动|案件|事务|业务){TAIL}")
# Who did it, where the clause names nothing else: “学法,中心组12次,行政办公会8次”.
_ACTOR = (
    r"(?:[一-龥]{1,7}?(?:街道办事处|街道办|街道|镇|乡|县|(?<![社小园辖景校])区|市|州|旗|局|司法所)(?:政府|党委|党工委|系统内?|机关)?|区委|县委|市委|州委|镇委|工委"
    r"|党委|党组|党工委|政府|(?:党委|党组|党工委)?(?:理论)?(?:学习)?中心组|(?:行政|镇长|主任|局长|党政)?办公会议?|常务会议?|(?:党委|党组|党工委|班子|常委|专题)会"
    r"|常委会|班子(?:成员)?|领导干部|干部职工|机关干部|镇村干部|(?:主要|分管)领导|各部门|各单位|办公室|领导小组|委员会|协调小组|调委会)"
)
_ACTORS = re.compile(rf"{_ACTOR}(?:[、和及与]?{_ACTOR})*+(?:{_LIGHT})*+")
_ACTOR_ENDS = last_letters(_ACTOR)
_LIGHTS = re.compile(f"(?:{_LIGHT})")


def bare(words: str) -> bool:
    """Whether a run of words says nothing about what is counted."""
    return _BARE.fullmatch(words) is not None


def acts(words: str) -> bool:
    """Whether a run of words only says who did it."""
    # Told first by the letters an actor may end with, where light words begin or among them.
    if _ACTOR_ENDS is not None and _ACTOR_ENDS.isdisjoint(words[max(heart_end(words) - 1, 0) :]):
        return False
    return _ACTORS.fullmatch(words) is not None


def heart_end(words: str) -> int:
    """Say where light words may begin at the earliest; nothing that counts ends before."""
    return len(words.rstrip(LIGHT_LETTERS))


def without_stand_in(words: str) -> str:
    """Leave out a noun at the end that only stands for one named before: 各类事项, 有关活动."""
    return _STAND_IN.sub("", words)


def heart(words: str) -> str:
    """Leave of a run of words those that say what is counted.

    Examples
    --------
    >>> heart("全年共召开法治专题会议"), heart("法治专题会议召开了")
    ('法治专题会议', '法治专题会议')
    """
    return _LIGHTS.sub("", words)
