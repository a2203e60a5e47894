"""Why a number is no result: a change, a target, another year's figure, a share, an average."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lawstats.reading.reports.needles import scout
from lawstats.reading.reports.places import of_a_higher_place

if TYPE_CHECKING:
    from lawstats.reading.reports.windows import Window

__all__ = [
    "BASE",
    "CHANGE",
    "COMBINED",
    "ELSEWHERE",
    "OTHER_YEAR",
    "OUTSIDE",
    "PART",
    "PRESENT",
    "REQUIRED",
    "SHARE",
    "why_no_result",
]

# The reasons an unplaced number is filed under; a clerk reads them.
OUTSIDE = "目录外"
OTHER_YEAR = "上年或他年数"
BASE = "变化前的数"
CHANGE = "变化幅度"
REQUIRED = "目标或要求"
PRESENT = "现状"
PART = "分项"
SHARE = "占比或平均数"
COMBINED = "几项合计"
ELSEWHERE = "上级或他处数"

_MOVE = r"(?:增长|上升|提升|提高|下降|减少|降低|增加|上涨|下滑|压降|压减|回落|扩大|缩减|降|升|增|减)"
_CHANGE = re.compile(
    rf"(?:{_MOVE}(?:率|幅度?)(?:[为达约近]|达到)?|{_MOVE}(?:了|约|近|近乎|超|超过|达)?|[增降升跌涨]幅(?:为|达|约|达到)?"
    r"|同比(?:[多少高低][了出]?)?|环比(?:[多少高低][了出]?)?|[多少高低][了出]|[多少][办开搞做增设建培](?:了|出)?|(?:比|较)[^,]{0,12}[多少高低])$"
)
_LEVEL = re.compile(rf"{_MOVE}(?:到|至|为)(?:了)?$")
_FROM = re.compile(r"(?:由|从)[^,。;由从]{0,16}$")
_THEN = re.compile(
    rf"[^,。;]{{0,8}}?{_MOVE}(?:到|至|为|成)?|\s*(?:变为|变成|扩至|扩展)|[^,。;\d]{{0,8}}?(?:到|至|为|成)了?[近约超逾]?\d"
)
_SHARE = re.compile(
    r"(?:占比?|占到|占[^,]{1,12}的?|比重|比例|权重|分值|赋分|[人户均次年月]均|平均(?:每[^,]{1,4})?)(?:达到?|为|约|的|超过?|近)*$"
)
_MEAN = re.compile(r"(?:[人户年月]均|平均)[^,]{0,24}$")
_EACH = re.compile(r"每(?:个|名|人|户|件|场|期|次|村|社区|网格|万|千|百|一)[^,]{0,12}$")
# “16个村均配备3名以上”, “科室均有2名以上”: so many in each, not so many.
_EACH_OF_THEM = re.compile(
    r"(?:均|各|都)(?:已)?(?:配备?|派|投放|布设|配有|培育|培养|设立|设有|聘请|建有|建立|选配|实现|拥有|有|达到)[^,]{0,10}$"
)
_STANDING = re.compile(
    r"(?:每(?:年度?|个?季度?|半年|[两二三四六]?个?月|[两二]?周|星期|[两三]年|日|天)(?!一[法案课学题])|按[年季月周]|(?<!这)一年(?!来|下来|[里中内间共计累]|(?!不)[^,。;不]{0,4}了|查[办处]|受理|接|收|办|处|答|$)|(?<![“\"‘])一季度一|(?<![“\"‘])一月一|逐[月季年](?!递|上升|下降|[增减提降]))[^,。;]{0,16}$"
)
_DEMAND = re.compile(
    r"(?:应当|应于|必须|(?<!必)须(?=[达于在每到])|务必|不得|原则上|力争|争取|确保|(?<![度法作])计划(?:全年|年内|今年|本年)?(?=[在于到开组召举完新培达实明下学排])|预计|目标(?!管理|考核|责任)"
    r"|拟(?=[开组召举制新增聘完])|将(?=[开组召举制新增聘完]|于|在|达)|要求(?=各|全|每|[^,,。”]{0,10}(?:不少于|达到|完成|参加))"
    r"|承诺|规定(?=[各全每]|[^,,。》”]{0,10}(?:不少于|达到|不低于)))"
)
_FIXED = re.compile(
    r"(?:规定|要求|明确|提出|制度):|(?:按|按照|根据)[^,;。]{0,12}(?:计划|目标),[^。;]{0,16}[拟将应]|(?:要点|方案|计划|意见|办法|制度|通知|清单)[^,。;]{0,4}(?:明确|规定|要求|提出)"
)


# “甲社区调解纠纷23件”: a community of the office by its own name, at the head of the clause and acting.
_ONE_OF_ITS_OWN = re.compile(
    r"(?:^|[,;。:、(])(?:其中|如|例如|比如)?(?!.{0,3}(?:[各全每该本我进入到在向为对个下送等村镇乡级型区驻包联及和与]|[0-9]|组织|指导|深入|走访|覆盖|依托"
    r"|发动|动员|联合|协助|支持|带领|鼓励|引导|督促|推动|推进|服务|面向|城市|农村|辖区|街道|所有|示范|试点|建设|开展|协调)"
    r"(?:社区|村))[一-龥]{1,3}(?:社区|村)(?:居委会|村委会|调委会|人民调解委员会|党委|党支部|[一-龥]{0,4}(?:调解室|工作室|驿站)|(?:[“\"][^“”\"]{1,10}[”\"])(?:[一-龥]{0,4}[室点站队厅])?)?"
    r"(?:全年|今年|共|累计|成功|已|先后)*(?:调解|化解|排查|调处|开展|组织|举办|召开|发放|受理|处理|现有|设有|有|培育|划分)[^,;。:]{0,16}$"
)


# “2个社区至今没有调解员”, “有3个社区全年咨询不足5次”: what some lack is no count of what there is.
_LACKING = re.compile(
    r"(?:城市|农村|行政)?(?:社区|村|网格|单位|科室|站所)[^,;。]{0,8}(?:没有|尚未|尚无|仍无|还没|缺乏|缺少|空缺|缺位|缺编|未能|未[配建设达]|偏[少低弱]|薄弱|滞后)"
)
_SOME_OF_THEM = re.compile(r"(?:^|[,;:。—])(?:仍|还|尚|另|且)?有\d+个(?:城市|农村|行政)?(?:社区|村)[^,;。]*$")
# “村级5场含在内” is a part, “帮法庭了结的2件不在其内” another matter.
_WITHIN = re.compile(r"[^,;。]{0,2}(?:含|包含|计算?|算|包括)在内|[^,;。]{0,2}在其中")
_BESIDE = re.compile(r"[^,;。]{0,2}(?:不在其内|不计在内|不含在内|另[计算]|除外)")
# “每半年听取一次汇报,召开一次会议”: the rule goes on.
_EVERY_ONCE = re.compile(r"每(?:年|半年|个?季度|个?月|周|[两三]个?月)[^。;]{0,12}一次[^。;]*$")
_NO_FEWER = ("不少于", "不低于", "不得少于")
_SORTS = frozenset(("项", "类", "者", "方面"))
_TOGETHER = re.compile(r"(?:合计|共计?|总计|相加)")
_PARTS_OF = frozenset(("%", "‰", "成", "倍", ""))
_DIGIT = re.compile(r"\d")
_BATCHES = frozenset(("期", "批", "批次", "组", "轮", "类", "层"))

# Most numbers have none of these before them, which one look tells.
_CUES = scout(_CHANGE, _FROM, _STANDING, _DEMAND, _SHARE, _MEAN, _EACH, _EACH_OF_THEM)
_FIXED_CUES = scout(_FIXED)


def why_no_result(window: Window, year_of: int, year: int, own: int = 0) -> str:
    """Give the reason a number is no result of the year, or ``""``.

    Parameters
    ----------
    window : Window
        The number and its surroundings.
    year_of : int
        The year its sentence dates it to.
    year : int
        The year reported on.
    own : int
        The rank of the office's place, from `places.own_level`.
    """
    text = window.sentence.text
    at, measure = window.quantity.start - window.sentence.start, window.quantity.measure
    after = at + len(window.quantity.text)
    left = window.raw_left.rstrip()
    cued = _CUES.search(left) is not None
    if measure == "个百分点" or (cued and _CHANGE.search(left) and not _LEVEL.search(left)):
        return CHANGE
    if cued and _FROM.search(left) and _THEN.match(text, after):
        return BASE
    if year_of > year or (cued and (_STANDING.search(left) or _DEMAND.search(left))):
        return REQUIRED
    if _FIXED_CUES.search(text, 0, at) and _FIXED.search(text, 0, at):
        return REQUIRED
    if year_of != year:
        return OTHER_YEAR
    if cued and ((measure in _PARTS_OF and _SHARE.search(left)) or _MEAN.search(left)):
        return SHARE
    if own and "全" in text and of_a_higher_place(text[:at], own):
        return ELSEWHERE
    if _WITHIN.match(text, after):
        return PART
    if _BESIDE.match(text, after):
        return OUTSIDE
    if left.endswith("一年") and window.quantity.text.startswith(_NO_FEWER):
        return REQUIRED
    if window.quantity.text == "一次" and _EVERY_ONCE.search(text[:at]):
        return REQUIRED
    if left.endswith("分") and measure in _BATCHES:
        return OUTSIDE  # 分6期轮训: in so many batches
    counts_shares = measure == "个" and _DIGIT.match(text, after)
    if counts_shares or (measure == "%" and window.joined and not left):
        return OUTSIDE  # “达到3个100%”: of which three the words leave open
    if measure in _SORTS and _TOGETHER.match(text, after):
        return COMBINED  # 两项合计11件: so many kinds
    if measure == "个":
        if _LACKING.match(text, after):
            return OUTSIDE
    elif window.joined and _SOME_OF_THEM.search(text[:at]):
        return PART
    near = text[max(0, at - 60) : at]
    if ("社区" in near or "村" in near) and _ONE_OF_ITS_OWN.search(near):
        return PART
    several = (window.joined or window.quantity.qualifier == "at_least") and measure != "%"
    if cued and (_EACH.search(left) or (several and _EACH_OF_THEM.search(left))):
        return SHARE
    return ""
