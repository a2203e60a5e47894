"""Whether a number phrase counts anything: 两次会议 does, 两张清单, 24年 and 一方面 do not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lawstats.quantities.measures import (
    COUNTABLE,
    COUNTED_BY_ONE,
    COUNTING_VERBS,
    HAPPENING_VERBS,
    LASTING_VERBS,
    PERIODS,
)
from lawstats.quantities.names import WORDS

if TYPE_CHECKING:
    from lawstats.quantities.phrases import Phrase

__all__ = ["counts_nothing"]

_PRINCIPLES = tuple(WORDS["principles"])
_INSTRUMENTS = tuple(WORDS["instruments"])
_TIMES = frozenset(("次", "场", "场次", "期", "回"))
_TOGETHER = tuple(WORDS["together"])
_TITLES = tuple(WORDS["titles"])
_TITLE_HEADS = frozenset(title[0] for title in _TITLES) | frozenset("分公小")
_HOTLINES = frozenset(WORDS["hotlines"])
_CALLING = re.compile("拨打|致电|热线|电话|报警|专线|短号")
# 拨打12345、96707; 接听热线12845 counts the calls.
_BESIDE = "[、，,和及与/]"
_CALLED_BY = re.compile(
    '(?:拨打|致电|报警|专线|短号|(?<![听到理复答办])(?:热线|电话))(?:号码?)?[为是:：]?[ “"‘(（【]*'
    f'(?:[0-9]{{3,5}}[”"’]?{_BESIDE})*[“"‘]?$'
)
_CALLED = re.compile(
    f'[”"’)）】]?(?:{_BESIDE}[“"‘]?[0-9]{{3,5}}[”"’]?){{0,4}}[一-龥]{{0,8}}?(?:热线|电话|专线|平台|客服|短号|网站)'
)
_ANSWERED = re.compile("(?:接听|接到|受理|办理|办结|答复|回复)[了过]?共?$")
# A number that is a cell of a line, before an aside or beside another one (14/27, 12845（含线上30）).
_CELL_HEAD = re.compile(r"(?:([|｜│┃\t]| {2})|^|\n) {0,8}(?:[0-9]+(?:\.[0-9]+)?[/、])?$")
_CELL_TAIL = re.compile(
    r"(?:[/、][0-9]+(?:\.[0-9]+)?)? {0,8}(?:[（(][^（()）|\n]{0,20}[）)] {0,8})?(?:([|｜│┃\t]|(?<= ) )|$|\n)"
)
_CELL_SIGNS = frozenset("|｜│┃\t /、（(")

_RING = re.compile("(?:分钟|公里|小时)[^，。；、0-9]{0,8}圈")  # 15分钟生活圈
_MEETING = re.compile("次(?:全体|全委|常务|常委|党员|职工|代表)*(?:会议|全会|大会|[党人职团妇]代会)")
_PLACE = re.compile("[县区市镇乡村](?![级属直办集里域内])|[街山河沟桥里庄屯子渠铺堡湾店岭坪坝寨峡江湖岛巷]")
_SHEET = re.compile("附件$|(?<!代)表$")  # 附件1, 表2, but 代表3
_END = re.compile(r" {0,2}(?:$|[和与及或] ?[0-9]|[\s，。；、：）】」』”’！？…,;:)\]!?|])")
_DAY = re.compile(r"(?:[1-9]|1[0-2])\.(?:[1-9]|[12]\d|3[01])")
_EVERY = re.compile("(?:每半?|一)(?:个?季度?|个?月|年|周|日|天|旬|学期|村|社区|人|户|案|镇|街道)?(?:至|各|均|都)?$")

# 上访零件: none came in; elsewhere 零件 are spare parts.
_CASES_BEFORE = re.compile(
    "(?:访|诉讼|复议|应诉|败诉|投诉|举报|纠纷|案件|案|处罚|警情)(?:[、，]?(?:均为|为|均|实现|受理|发生))?$|受理$"
)
# 落实3项制度, 履行5项程序: the ones everybody knows.
_CARRIED_OUT = re.compile("(?:落实|履行|执行|遵守|遵循|坚持|推行|践行|规范)[^，。；、0-9]{0,6}$")

_NOT_ONE_HAPPENED = re.compile("(?:未曾?|没有?|无)(?:发生|出现|产生|受理|接到|收到|办理|形成)?过?$")

_CELL = 40  # longer texts are prose
_DAY_LEAD = "月于至到在自从由截止期当与和及每"
_CODE_LEAD = "号码编版_#@&=./\\-–第双比图周"
_YEAR_LEAD = "\n，。；、：（( “较比自于在到至从"
_LASTS = tuple("来以之内多左间期的，、。")  # 20年来, 20年以上
_AGO = tuple("目当日此之年会提月先岁庭事")  # 目前3家, 会前学法; 前3名 alone is a rank
_NOT_ONE = "任同这那某每统唯逐单第之再又另其有无不如万初头下上前后首独近此该各何整哪归划专合"
_SELDOM = frozenset("面门角头口把片根顶扇字单组包季类种")  # as often part of a word (四面, 三角) as a measure word
_IN_PLACES = frozenset("台家元门间面亩棵口")  # 三台县, 五家渠, 三元区
_OF_MAKING = frozenset("项张条个份支道")


def counts_nothing(text: str, phrase: Phrase, *, exact: bool, quoted: bool) -> bool:
    """Whether a number phrase is a name, a date, a code or a figure of speech.

    Parameters
    ----------
    text : str
        Half-width text.
    phrase : Phrase
        The number with its measure word.
    exact : bool
        Whether no qualifier stands with it: 近, 余 and 以上 are said of quantities only.
    quoted : bool
        Whether it stands inside a short quotation.

    Notes
    -----
    Reports write statistics in Arabic figures and fixed expressions in Chinese ones (GB/T 15835-2011 §4), so Chinese
    numerals have to show that they count:

    - 百, 千, 万 without a digit (百日攻坚, 万名党员) count only with a qualifier (百余件), except 百万元, 千万元.
    - 一 counts after a verb that takes a count (召开一次会议, 建成一个中心), after 每月, 每年 and the like
      (每年一次), and where it ends a clause as a tally does (受理案件一件。). It does not in 一次性, 每一名, 下一次,
      一方面, 一批, 一种.
    - 两, 三 and more count with any measure word, unless a slogan's noun follows (四个意识, 两张清单 with no verb of
      making before it), the parts of a mechanism (三级联动), another 一 (五个一), or a closing quotation mark near by.
    - N次会议 is an ordinal at the head of a clause and after the name of a body, a count elsewhere; 两次会议 always
      counts, for an ordinal is 二次. 二次, 二期 mean the second.

    A number without measure word counts when it cannot be a code: it ends its clause, a noun that is counted directly
    follows (8社区), or it has a scale, separators or more than four digits. A number to call is a name: 12345 and the
    other hotlines of the whole country, and any of five digits beside 热线, 电话 or 拨打. Alone in the cell of a line
    a number counts, 120 and 12345 too, unless the line says that it is called, or it is a year or longer than seven
    digits. A text that is a numeral and nothing else is the cell of a table.
    """
    before = text[phrase.begin - 1] if phrase.begin else "\n"
    if phrase.bare_scale and exact and not _is_sum(phrase, before):
        return True
    if before == "每" and phrase.measure in PERIODS:
        return True
    if before == "前" and exact and text[phrase.begin - 2 : phrase.begin - 1] not in _AGO:
        return True
    if not phrase.measure:
        if quoted and exact:
            return True
        if phrase.chinese:
            return _is_chinese_name(text, phrase, exact=exact)
        return _is_code(text, phrase, before, exact=exact)
    dated = exact or (phrase.measure == "日" and "日" in text[phrase.begin : phrase.end])  # 15日至20日
    if _is_title(text, phrase) or (dated and _is_date(text, phrase, before)):
        return True
    if phrase.measure == "组" and before in "村民居区社":
        return True
    if before.isascii() and before.isalpha() and not text[max(0, phrase.begin - 2) : phrase.begin].isalpha():
        return True  # B12栋, but LED8块
    if exact and phrase.measure in _OF_MAKING and _is_known_set(text, phrase):
        return True
    if quoted and exact and phrase.measure in PERIODS and before in "“‘「":
        return text[phrase.measure_end : phrase.measure_end + 1] in ("”", "’", "」")  # a “1分钟” service
    if phrase.chinese and exact:
        return (quoted and (phrase.numeral.low < 20 or before in "“‘「")) or _is_figure_of_speech(text, phrase, before)
    return False


def _is_sum(phrase: Phrase, before: str) -> bool:
    """百万元 is a sum of money; 万元 alone heads a column."""
    return phrase.measure == "元" and phrase.end - phrase.begin > 1 and before not in "：:位（("


def _is_chinese_name(text: str, phrase: Phrase, *, exact: bool) -> bool:
    value, after = phrase.numeral.low, phrase.measure_end
    single = value == phrase.numeral.high  # 十四五 is a plan
    if single and exact and len(text) <= _CELL and text.strip() == text[phrase.begin : phrase.end]:
        return phrase.bare_scale
    if not exact:
        return value < 10
    return value < 100 or not (phrase.scaled or _END.match(text, after) or _is_counted_directly(text, after))


def _is_code(text: str, phrase: Phrase, before: str, *, exact: bool) -> bool:
    """Whether Arabic figures without measure word are a year, a telephone, a page, a version."""
    digits, value, after = text[phrase.begin : phrase.end], phrase.numeral.low, phrase.measure_end
    coded = len(digits) > 7 or (len(digits) > 1 and digits[0] == "0") or (len(digits) == 4 and 1900 <= value < 2100)
    if digits.isdigit() and (len(digits) == 5 or digits in _HOTLINES) and _is_called(text, phrase, before, digits):
        return True
    if (before in _CELL_SIGNS or text[after : after + 1] in _CELL_SIGNS) and _is_cell(text, phrase.begin, after):
        return digits.isdigit() and coded
    left = text[max(0, phrase.begin - 2) : phrase.begin].rstrip(" ")[-1:]
    if before in _CODE_LEAD or (left.isascii() and left.isalpha()):
        return True
    if _SHEET.search(text, max(0, phrase.begin - 2), phrase.begin):
        return True
    if text[after : after + 1] in tuple("-—–/~·×") or (before in "—~" and exact):
        return True
    if phrase.scaled or not exact:
        return False
    if not digits.isdigit():  # 3.0 is a version, 4.15 a day
        if digits.endswith(".0") or not before.isalpha():
            return True
        if _DAY.fullmatch(digits) and before not in "为是达至到分均约值数":
            return True
    elif coded:
        return True
    elif len(digits) > 4:
        return False  # too large for a name: 发放12845宣传资料
    if value < 100 and before in "（([【" and text[phrase.end : phrase.end + 1] in ("）", ")", "]", "】"):
        return True  # the item of a list
    return not (_END.match(text, after) or _is_counted_directly(text, after))


def _is_called(text: str, phrase: Phrase, before: str, digits: str) -> bool:
    """Whether a number is one to call: 12345 as a rule, any of five digits beside 热线 or 拨打.

    In a table 120 and even 12345 may be counts: there the line has to say that it is called.
    """
    begin, after = phrase.begin, phrase.measure_end
    lead = text[max(0, begin - _CELL) : begin]
    if _CALLED_BY.search(lead) or (_CALLED.match(text, after) and not _ANSWERED.search(lead)):
        return True
    if digits not in _HOTLINES:
        return False
    if _is_cell(text, begin, after):
        return _CALLING.search(lead[lead.rfind("\n") + 1 :]) is not None
    return len(digits) == 5 or not before.isalpha()


def _is_cell(text: str, begin: int, after: int) -> bool:
    """Whether a number stands alone between bars, tabs or runs of spaces; alone in a line it is no cell."""
    head = _CELL_HEAD.search(text[max(0, begin - 16) : begin]) if begin else _CELL_HEAD.match("")
    tail = _CELL_TAIL.match(text, after)
    if head is None or tail is None:
        return False
    # A gap of spaces behind a number that opens a line is as often a slip of the keyboard.
    return head[1] is not None or tail[1] not in (None, " ")


def _is_title(text: str, phrase: Phrase) -> bool:
    """三年行动, 24小时值班, “15分钟”生活圈."""
    if phrase.measure[0] not in _TITLE_HEADS:
        return False
    words = text[phrase.measure_start : phrase.measure_start + 14].replace("”", "")
    return words.startswith(_TITLES) or _RING.match(words) is not None


def _is_counted_directly(text: str, after: int) -> bool:
    """8社区 and 3村 count; 108国道 and 205县道 are roads."""
    return text.startswith(COUNTABLE, after) and text[after + 1 : after + 2] != "道"


def _is_date(text: str, phrase: Phrase, before: str) -> bool:
    if phrase.measure == "日":
        return before in _DAY_LEAD or not (before.isalnum() or before == "）")
    if phrase.measure != "年":
        return False
    if 1000 <= phrase.numeral.low < 2100:
        return True
    # 24年共受理: two figures that open a clause are a year, unless the words after them speak of a duration.
    if phrase.chinese or phrase.end - phrase.begin != 2 or not 18 <= phrase.numeral.low <= 35:
        return False
    return before in _YEAR_LEAD and text[phrase.measure_end : phrase.measure_end + 1] not in _LASTS


def _is_known_set(text: str, phrase: Phrase) -> bool:
    """落实3项制度 and 履行5项程序 name a fixed set; 修订3项制度 counts."""
    if not text.startswith(("程序", "法定程序", *_INSTRUMENTS), phrase.measure_end):
        return False
    return _CARRIED_OUT.search(text, max(0, phrase.begin - 12), phrase.begin) is not None


def _is_figure_of_speech(text: str, phrase: Phrase, before: str) -> bool:
    measure, after, value = phrase.measure, phrase.measure_end, phrase.numeral.low
    numeral, following = text[phrase.begin : phrase.end], text[after : after + 1]
    if measure == "分":
        return value < 60 and before not in "得扣加减评记满均"  # 十分重要, 九点三十分
    if numeral in ("零", "〇"):
        if measure == "件":
            return _CASES_BEFORE.search(text, max(0, phrase.begin - 6), phrase.begin) is None
        return measure not in ("起", "宗", "次", "例")
    if numeral == "二" and measure in ("次", "期"):
        return True  # two times is 两次
    # 三级联动, 四所合一, but 两次联合执法 were two.
    together = measure not in _TIMES and text.startswith(_TOGETHER, after)
    if together or (following == "一" and measure != "%"):
        return True  # 一村一名, 五个一
    if value < 10 and measure in _IN_PLACES and _PLACE.match(text, after):
        return True
    verb = _follows_counting_verb(text, phrase.begin)
    if value <= 20:
        if not verb and (measure in _SELDOM or (measure in _OF_MAKING and text.startswith(_INSTRUMENTS, after))):
            return True
        if measure == "个" and (text.startswith(_PRINCIPLES, after) or following in tuple("百千0123456789")):
            return True  # 两个维护, 四个100%
    if measure == "次" and numeral != "两" and not verb and _MEETING.match(text, phrase.measure_start):
        return before in "\n。；，、 届大会委协院"
    return numeral == "一" and value == 1 and not _counts_one(text, phrase, before, verb=verb)


def _follows_counting_verb(text: str, begin: int) -> bool:
    left = text[max(0, begin - 6) : begin].rstrip(" ")
    if left and left[-1] in "了过":
        left = left[:-1]
    return left.endswith(COUNTING_VERBS) or (left.endswith("出") and left[:-1].endswith(COUNTING_VERBS))


def _counts_one(text: str, phrase: Phrase, before: str, *, verb: bool) -> bool:
    left = text[max(0, phrase.begin - 6) : phrase.begin]
    if _NOT_ONE_HAPPENED.search(left):
        return False  # 未发生一起: none at all
    measure = phrase.measure
    if measure in ("%", "倍", "‰", "个百分点"):
        return True
    if measure in PERIODS:
        return left.endswith(LASTING_VERBS)
    if measure not in COUNTED_BY_ONE or before in _NOT_ONE:
        return False
    ends = _END.match(text, phrase.measure_end) is not None
    if verb:
        return measure != "起" or ends or left.endswith(HAPPENING_VERBS)  # 组织一起学习: together
    if measure in ("次", "期", "场", "轮") and _EVERY.search(left):
        return True
    return ends and measure not in ("人", "户", "位") and before.isalpha()
