"""Sentences of a text, and the words that stand around each of its quantities."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from lawstats.reading.reports.needles import last_letters

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lawstats.quantities import Quantity

__all__ = [
    "LIGHT_LETTERS",
    "TAIL",
    "Sentence",
    "Window",
    "bare",
    "heart",
    "level",
    "plain",
    "split_sentences",
    "window_of",
    "windows_of",
]

# One letter for one letter, so that every offset stays an offset into the text as printed.
_LEVEL = tuple(zip("，；：（）！？％．０１２３４５６７８９　", ",;:()!?%.0123456789 ", strict=True))
_SENTENCE = re.compile(r"[^。!?\n\r]+[。!?]*")
# Nobody writes a longer sentence; a table run together is parted, so that time stays proportional to length.
_LONGEST = 800
_PIECE = re.compile(rf"[^\n]{{1,{_LONGEST - 1}}}[,;]|[^\n]{{1,{_LONGEST}}}")
_BREAK = re.compile(r"[,;:()|\t]|——")
_DROPPED = re.compile(r"[\s“”\"'‘’「」『』《》〈〉【】\[\]·]")
_ASIDE = re.compile(r"\([^()]{0,14}\)")
_UNTIDY = re.compile(rf"{_DROPPED.pattern}|[(]|\d[年月]")
_DATE = re.compile(
    r"(?:截至|截止到?|到|至|自)?(?:(?:19|20)\d\d年(?:度|底|末|初|以来)?(?:\d{1,2}月(?:份|底|末|初)?)?(?:\d{1,2}[日号])?"
    r"|\d{1,2}月(?:份|底|末|初|上旬|中旬|下旬)?(?:\d{1,2}[日号])?)"
)
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
# Of these an actor's name says what is counted: 司法所14个.
_BODIES = frozenset(("个", "家", "处", "所", "支"))
_FROM = re.compile(r"(?:由|从)[^,。;由从]{0,16}$")
_TO = re.compile(r"[^,。;\d]{0,8}?(?:到|至|为|成)了?$")
# “203个工作室全部挂牌运行,总数达220个”: what is said of the first is no part of its name.
_PREDICATE = re.compile(r"(?:全部|均已?|都已?|已)[^,]{2,8}$")
_LIGHTS = re.compile(f"(?:{_LIGHT})")
_JOINS = "、和及与并以,"
_JOINT = re.compile(r"、|和|及|与|以及")
_LAST_JOINT = re.compile(r"(?:、|和|及|与|以及|并)$")
_RATE = re.compile(r"(?:按期|按时|及时|均)?(?:(?!顾问)[^,的]){0,6}(?:率|比例|满意度)(?:均|都|达到?|为|是|约)*$")
_MOVED = re.compile(
    r"(?:同比|环比|(?:比|较|与)(?:去年|上年|上一年)(?:同期)?(?:相比)?)?(?:实现)?(?:下降|上升|增长|减少|增加|提高|降低|上涨|回落)(?:了|约|近|超)?$"
)
_REACH = 80
_SUBJECT_HOPS = 3


class Sentence(NamedTuple):
    """One sentence; ``start`` and ``end`` are offsets into the whole text."""

    text: str
    start: int
    end: int


@dataclass(slots=True)
class Window:
    """What stands around one quantity, with quotation marks, asides and dates taken out.

    Attributes
    ----------
    left, right : str
        The words between the number and the nearest break or neighbouring number.
    carried : str
        When nothing but light words, or a `verb`, stands at the left: the words of the clause before.
    before, whole : str
        The sentence up to the number, and all of it.
    verb : str
        A verb that says what was done, at the end of `left` (“受理” of “信访件方面,全年受理”).
    alone : bool
        Whether the words at the left name nothing that could be counted: light words, a verb, who did it.
    """

    quantity: Quantity
    sentence: Sentence
    left: str
    right: str
    carried: str
    before: str
    whole: str
    raw_left: str
    in_aside: bool
    joined: bool
    verb: str = ""
    alone: bool = False

    @property
    def near(self) -> str:
        """The clause around the number."""
        return f"{self.left or self.carried}#{self.right}"


class Verbs(NamedTuple):
    """The verbs of a vocabulary as one pattern, light words after them included, and the length of the longest."""

    pattern: re.Pattern[str]
    longest: int

    def last(self, words: str) -> re.Match[str] | None:
        """Find the verb a run of words ends with, light words apart."""
        # It ends where light words begin, or among them: nothing further to the left need be tried.
        return self.pattern.search(words, max(_heart_end(words) - self.longest, 0))


def level(text: str) -> str:
    """Write full-width punctuation and digits as the narrow ones, letter for letter.

    Examples
    --------
    >>> level("学法４次，讲座（含线上）１０％")
    '学法4次,讲座(含线上)10%'
    """
    for wide, narrow in _LEVEL:  # many times faster than str.translate on Chinese text
        text = text.replace(wide, narrow)
    return text


def split_sentences(text: str) -> list[Sentence]:
    """Split a text into sentences; a line break always ends one.

    Examples
    --------
    >>> [s.text for s in split_sentences("一是学法。二是普法;三是执法。")]
    ['一是学法。', '二是普法;三是执法。']
    """
    sentences: list[Sentence] = []
    for found in _SENTENCE.finditer(text):
        start, words = found.start(), found[0]
        if len(words) <= _LONGEST:
            if not words.isspace():
                sentences.append(Sentence(words, start, found.end()))
            continue
        sentences.extend(
            Sentence(piece[0], start + piece.start(), start + piece.end())
            for piece in _PIECE.finditer(words)
            if not piece[0].isspace()
        )
    return sentences


def plain(words: str) -> str:
    """Take quotation marks, spaces, short asides and dates out of a run of words.

    Examples
    --------
    >>> plain("2024年创建“民主法治示范村(社区)”")
    '创建民主法治示范村'
    """
    words = _DROPPED.sub("", words)
    if "(" in words:
        words = _ASIDE.sub("", words)
    return _DATE.sub("", words) if "年" in words or "月" in words else words


def bare(words: str) -> bool:
    """Whether a run of words says nothing about what is counted."""
    return _BARE.fullmatch(words) is not None


def _acts(words: str) -> bool:
    """Whether a run of words only says who did it."""
    # Told first by the letters an actor may end with, where light words begin or among them.
    if _ACTOR_ENDS is not None and _ACTOR_ENDS.isdisjoint(words[max(_heart_end(words) - 1, 0) :]):
        return False
    return _ACTORS.fullmatch(words) is not None


def _heart_end(words: str) -> int:
    """Say where light words may begin at the earliest; nothing that counts ends before."""
    return len(words.rstrip(LIGHT_LETTERS))


def heart(words: str) -> str:
    """Leave of a run of words those that say what is counted.

    Examples
    --------
    >>> heart("全年共召开法治专题会议"), heart("法治专题会议召开了")
    ('法治专题会议', '法治专题会议')
    """
    return _LIGHTS.sub("", words)


def windows_of(sentence: Sentence, quantities: Sequence[Quantity], verbs: Verbs | None = None) -> list[Window]:
    """Build the window of each quantity of a sentence, in order; `verbs` are those of the vocabulary."""
    text, offset = sentence.text, sentence.start
    spans = [(item.start - offset, item.end - offset) for item in quantities]
    breaks = _breaks(text, spans)
    # Most sentences hold nothing that would be taken out: told once for all their windows.
    tidy = plain if _UNTIDY.search(text) else str
    bracketed = "(" in text
    whole = tidy(text)
    windows: list[Window] = []
    for number, (item, (start, end)) in enumerate(zip(quantities, spans, strict=True)):
        at = bisect_left(breaks, (start, 0))
        left_break = breaks[at - 1] if at else (0, 0)
        right_break = breaks[at][0] if at < len(breaks) else len(text)
        left_from = max(left_break[1], spans[number - 1][1] if number else 0)
        joined = number > 0 and left_from == spans[number - 1][1]
        next_start = spans[number + 1][0] if number + 1 < len(spans) else len(text)
        raw_left = text[left_from:start]
        left = tidy(raw_left)
        if joined and left and left[0] not in _JOINS and left[0] != "的":
            # “9个社区、3个行政村”: the words up to the joint belong to the number before.
            left = _JOINT.split(left)[-1]
        # What a number counts stands close to it; a bound keeps a hostile text from costing more.
        left = left.lstrip(_JOINS)[-_REACH:]
        right = tidy(text[end : min(right_break, next_start)]).rstrip("。!?;")[:_REACH]
        if right and right[0] in _JOINS and (right[0] != "与" or next_start < right_break):
            right = ""
        elif next_start < right_break and quantities[number + 1].measure == "%":
            right = _RATE.sub("", right)  # “提案2件按期办结率100%”: the rate is named for the next number
        elif next_start < right_break:
            right = _LAST_JOINT.sub("", right)
        moved = joined and _TO.fullmatch(raw_left) is not None and _FROM.search(windows[-1].left) is not None
        if moved:
            left = ""  # “网格由96个优化调整为72个”
        core = _STAND_IN.sub("", left)
        done = verbs.last(core) if verbs is not None else None
        core = core if done is None else core[: done.start()]
        alone = bare(core) or (item.measure not in _BODIES and _acts(core))
        carried = _carried(text, breaks, spans, windows, left_from, joined)[-_REACH:] if alone else ""
        if moved:
            carried = _FROM.sub("", carried)
        before = tidy(text[:start])
        in_aside = bracketed and _in_aside(text, start)
        verb = done["verb"] if done else ""
        windows.append(
            Window(item, sentence, left, right, carried, before, whole, raw_left, in_aside, joined, verb, alone)
        )
    return windows


def window_of(words: str, item: Quantity, sentence: Sentence, verbs: Verbs | None) -> Window:
    """Build the window of a number that would stand behind some words, with nothing after it."""
    done = verbs.last(words) if verbs is not None else None
    verb = done["verb"] if done else ""
    return Window(item, sentence, words, "", "", words, words, words, in_aside=False, joined=False, verb=verb)


def _breaks(text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Clause breaks outside the numbers; an aside without a number does not break its clause."""
    inside = [*spans]
    if "(" in text:
        asides = [found.span() for found in _ASIDE.finditer(text)]
        inside += [span for span in asides if not any(span[0] <= start < span[1] for start, _ in spans)]
        inside.sort()
    breaks = []
    following = 0
    for found in _BREAK.finditer(text):
        at = found.start()
        while following < len(inside) and inside[following][1] <= at:
            following += 1
        if following == len(inside) or at < inside[following][0]:
            breaks.append(found.span())
    return breaks


def _in_aside(text: str, position: int) -> bool:
    return text.rfind("(", 0, position) > text.rfind(")", 0, position)


def _carried(
    text: str,
    breaks: Sequence[tuple[int, int]],
    spans: Sequence[tuple[int, int]],
    windows: Sequence[Window],
    left_from: int,
    joined: bool,
) -> str:
    """Find the words of an earlier clause that say what a number alone in its clause counts."""
    if joined and windows:
        return _said_of(windows[-1])
    stop = left_from
    for _ in range(_SUBJECT_HOPS):
        at = bisect_left(breaks, (stop, 0))
        inner = breaks[at - 1] if at else (0, 0)
        if not at:
            return ""
        segment_end = inner[0]
        start = breaks[at - 2][1] if at > 1 else 0
        last = max((k for k, span in enumerate(spans) if start <= span[0] < segment_end), default=None)
        if last is not None and last < len(windows):
            tail = _PREDICATE.sub("", plain(text[spans[last][1] : segment_end]))
            if not bare(tail) and len(tail) > 1:
                return tail
            return _said_of(windows[last])
        words = plain(text[start:segment_end])
        if not bare(words):
            return words
        stop = start
    return ""


def _said_of(window: Window) -> str:
    """Give what a number counts, for the next one: of “信访总量同比下降12%” the 信访总量."""
    words = window.left
    if window.alone:  # “组建2支队伍和1个工作室”: a noun at the right is the first number's own
        words = window.carried if bare(window.left) or bare(window.right) else ""
    return _MOVED.sub("", words) if window.quantity.measure == "%" else words
