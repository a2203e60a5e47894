"""The vocabulary's phrases at work: which indicators the words around a number name."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from lawstats.indicators import Indicator, Phrase, Vocabulary, spell_out
from lawstats.reading.reports.light import TAIL
from lawstats.reading.reports.needles import needles
from lawstats.reading.reports.rules import Left, Rule, Shelf
from lawstats.reading.reports.windows import Verbs, Window

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["Match", "PhraseBook", "phrase_book"]

_COUNSEL = re.compile(r"法律顾问(?!室)|顾问律师|(?<![律术康业])顾问(?![室律团])|(?<!公职)律师(?!函)|律所|法顾")
# 期次, 场次, 件次 count what 期, 场, 件 count.
_UNDOUBLED = re.compile(r"(?<=[期场件份条起批宗])次$")
_SORTS = (
    frozenset(("件", "起", "宗", "例", "件次", "批", "批次", "份")),
    frozenset(("份", "册", "本", "张", "页", "条", "件")),
    frozenset(("人", "名", "位")),
    frozenset(("人", "名", "人次", "次", "条", "件")),
    frozenset(("场", "次", "场次", "期", "批", "堂", "节")),
    frozenset(("条", "幅", "条次")),
    frozenset(("个", "家", "处", "所", "台", "张")),
)
_POST = re.compile(r"法律明白人|(?:专职|兼职|人民)?调解员|(?:村级)?法律顾问|执法人员|调委会|人民调解委员会")
_COUNTED = re.compile(r"(?:件数|人数|场数|次数|总数|数量|[件案]数?量?数)(?:共?为|是|:|共|达)?\s*$")
# Counsel who takes part in a mediation does not settle it for the office.
# “法律明白人参与调解”: theirs; “组织法律明白人参与调解” is the office's.
_HELPERS = re.compile(
    r"(?:^|[,;。:])(?:全[镇乡街村]道?|各村|村级)?(?:法律明白人|志愿者|陪审员|热心[居村]民)(?:开展|[^,;。]{0,6}参与|[^;。]*,参与)[^;。]*$"
)
_TAKING_PART = re.compile(r"参与|协助|参加|配合")
# “政府法律顾问参加会议22次,…审查纪要12件”: counsel is the subject, up to the next one.
_COUNSEL_ACTED = re.compile(
    r"(?:^|[,;。:])[区县市镇乡街道局政府村社区居常年外聘的()、各单位本我]{0,8}(?:法律顾问|顾问律师|律师)(?:团队?|小组)?(?:由[^,;。]{1,12}组成)?"
    r"(?:全年|今年|年内|共|累计|先后|已|均|都|,)*(?:为|参加|参与|列席|审|出具|提供|解答|接待|完成|提出|协助|走访|代理|起草)"
    r"(?:(?!司法所|执法队|调委会|调解员|工作人员|民警|法院|综治中心|街道[^,;。]{0,3}[审共]|镇[^,;。]{0,3}[审共])[^。])*$"
)
_DONE_BY_COUNSEL = re.compile(r"由[^,。;]{0,4}(?:法律顾问|律师)[^,。;]{0,6}(?:完成|审[核查]|把关|出具|解答|起草)")
_FOR_OTHERS = re.compile(r"企业|民企|商户|当事人")
# “严格执行制定程序,累计审查文件…”: a task of its own begins, and the counsel of the sentence before is not its actor.
_OWN_TASK = re.compile(
    r"\s*(?:[一二三四五六七八九十]是)?(?:严格|认真|切实)?(?:落实|执行|健全|完善|强化|加强|规范|推进|建立|坚持|深化|压实)"
)
# The noun right after the number says what is counted: 信访接待4个专业窗口, 20个村“两委”干部和调解员.
_COUNTED_BY = frozenset(("个", "项", "家", "处", "类"))
_OTHER_HEAD = re.compile(
    r"[一-龥]{0,4}?(窗口|岗位|专区|小区|环节|要点|科室|品牌|机制|制度(?!文件)|专班|工作组|系统|栏目|板块|流程|层面|维度"
    r"|(?:社区|村)(?=共[设建]|两委|干部|居民|群众|均|都|全部|已|各|实现|建成|设立|配[备齐]|成立|开展|完成|新建))"
)
_PUBLICITY = re.compile(r"普法|宣传|讲座|宣讲|集市")
_OTHER_ACTOR = re.compile(
    r"司法所|执法队|调委会|调解员|工作人员|志愿者|民警|信访办|法庭|法院|综治中心|网格员|(?<!、)(?<!和)(?<!及)(?<!与)公职律师"
)


class Match(NamedTuple):
    """An indicator named by the words around a number; a higher score names it more fully."""

    indicator: Indicator
    score: int


class _Asked:
    """What is asked of a whole sentence, told once for all its numbers."""

    def __init__(self, patterns: Mapping[str, re.Pattern[str] | None]) -> None:
        self._patterns = patterns
        self._latest: tuple[str, dict[str, bool]] = ("", {})

    def holds(self, code: str, words: str) -> bool:
        """Whether an indicator's pattern is found in the words, or it has none."""
        pattern = self._patterns[code]
        if pattern is None:
            return True
        latest, known = self._latest
        if latest != words:
            known = {}
            self._latest = (words, known)
        if code not in known:
            known[code] = pattern.search(words) is not None
        return known[code]


class PhraseBook:
    """The phrases of a vocabulary, compiled once."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        words = vocabulary.words

        def compiled(pattern: str) -> re.Pattern[str] | None:
            return re.compile(spell_out(pattern, words)) if pattern else None

        def rule(phrase: Phrase) -> Rule:
            left, right = _sides(phrase, words)
            return Rule(
                Left(left) if left else None,
                re.compile(f"的?({right})") if right else None,
                needles(right),
                compiled(phrase.needs),
                compiled(phrase.before),
                compiled(phrase.topic),
                compiled(phrase.never),
                bool(right) and right.startswith(("[^,", ".{0")) and "社区" not in right,
            )

        self._rules = {code: [rule(phrase) for phrase in item.phrases] for code, item in vocabulary.items()}
        self._topic = _Asked({code: compiled(item.topic) for code, item in vocabulary.items()})
        self._needs = _Asked({code: compiled(item.needs) for code, item in vocabulary.items()})
        self._never = {code: compiled(item.never) for code, item in vocabulary.items()}
        self.listed = {code: compiled(item.listed) for code, item in vocabulary.items()}
        by_measure: dict[str, list[Indicator]] = {}
        for item in vocabulary.values():
            for measure in item.accepts if item.phrases else ():
                by_measure.setdefault(measure, []).append(item)
        said = sorted({verb for item in vocabulary.values() for verb in item.verbs.split("|") if verb}, key=len)
        #: The verbs of every indicator, at the end of the words before a number.
        self.verbs = (
            Verbs(re.compile(f"新?(?P<verb>{'|'.join(reversed(said))}){TAIL}"), len(f"新{said[-1]}")) if said else None
        )
        self._verbs = {code: frozenset(item.verbs.split("|")) for code, item in vocabulary.items() if item.verbs}
        self._by_measure = {measure: self._shelf(items) for measure, items in by_measure.items()}
        self._counting = self._shelf([item for item in vocabulary.values() if item.phrases and item.kind != "rate"])
        self._stocks = self._shelf([item for item in vocabulary.values() if item.phrases and item.kind == "stock"])
        gists = {
            item.code: [[re.compile(spell_out(word.strip(), words)) for word in said.split("&")] for said in item.gist]
            for item in vocabulary.values()
        }
        self._gist = {
            measure: [(item, gists[item.code]) for item in items if item.gist and _same_sort(measure, item)]
            for measure, items in by_measure.items()
        }
        # Most clauses hold none of the first words, which one look tells.
        self._gist_begins = {
            measure: re.compile("|".join(f"(?:{words[0].pattern})" for _, said in rows for words in said))
            for measure, rows in self._gist.items()
            if rows
        }
        for measure in list(by_measure):
            single = _UNDOUBLED.sub("", measure)
            if single != measure:
                self._by_measure[measure] = self._shelf(_with(by_measure[measure], by_measure.get(single, [])))

    def _shelf(self, items: Sequence[Indicator]) -> Shelf:
        return Shelf([(item, rule) for item in items for rule in self._rules[item.code]])

    def _candidates(self, measure: str) -> Shelf | None:
        """Give the rules for a measure word; 期次 is 期 where the vocabulary does not name it itself."""
        return self._by_measure.get(measure) or self._by_measure.get(_UNDOUBLED.sub("", measure))

    def matches(self, window: Window, left: str, around: str, context: str) -> list[Match]:
        """Every indicator the words name, the best named first.

        Parameters
        ----------
        window : Window
            The number and its surroundings.
        left : str
            The words to its left to be tried (its own, carried ones, or one head of several).
        around : str
            The heading above, the sentence before and this sentence, for the topic.
        context : str
            The sentence before, for who is acting.
        """
        measure = window.quantity.measure
        if measure:
            shelf = self._candidates(measure)
        else:  # a bare number counts only as a zero, after “…数为” or right before a post (86人民调解员)
            counted = window.quantity.value == 0 or _COUNTED.search(window.raw_left)
            shelf = self._counting if counted else self._stocks if _POST.match(window.right) else None
        found: list[Match] = []
        if shelf is None:
            return found
        another = _counts_another(window, left)
        named: dict[str, Match] = {}
        for item, rule, first in shelf.worth_trying(left, window.right):
            score = rule.score(window, left, around, first, another=another)
            if score and (item.code not in named or score > named[item.code].score):
                named[item.code] = Match(item, score)
        for item, _ in named.values():
            if self._admits(item, window, left, around, context):
                found.append(named[item.code])
        if len(found) > 1:
            if {"office", "counsel"} <= {match.indicator.actor for match in found} and _COUNSEL_ACTED.search(
                window.before
            ):
                found = [match for match in found if match.indicator.actor != "office"]
            found.sort(key=lambda match: -match.score)
        return found

    def _admits(self, item: Indicator, window: Window, left: str, around: str, context: str) -> bool:
        """Whether all that an indicator asks of clause, sentence and surroundings holds."""
        if item.cues and not any(cue in window.whole or cue in left for cue in item.cues):
            return False
        never = self._never[item.code]
        if never is not None and never.search(f"{left}#{window.right}"):
            return False
        if not self._needs.holds(item.code, window.whole) or not self._topic.holds(item.code, around):
            return False
        if item.actor == "counsel":
            return counsel_acts(window, context)
        if item.actor != "office" or not _TAKING_PART.search(left):
            return True
        return not (_HELPERS.search(window.before) or counsel_acts(window, context))

    def gist(self, window: Window, around: str, context: str) -> list[Match]:
        """Find the one indicator whose words all stand in the clause of a number, in whatever order.

        The last resort, where no phrase holds: “2600余册资料进了农牧民家门”. Of two that could be meant it is neither.
        """
        left = f"{window.carried},{window.left}" if window.alone else window.left
        clause = f"{left}#{window.right}"
        begins = self._gist_begins.get(window.quantity.measure)
        if begins is None or not begins.search(clause):
            return []
        found = [
            item
            for item, patterns in self._gist[window.quantity.measure]
            if any(all(word.search(clause) for word in words) for words in patterns)
        ]
        return [
            Match(item, 1) for item in found if len(found) == 1 and self._admits(item, window, left, around, context)
        ]

    def done(self, window: Window, around: str, context: str) -> list[Match]:
        """Find the indicators whose noun stands before the verb of a number: “信访件方面,全年受理37件”.

        The noun may stand in the same clause (“公共法律服务站已建成37个”) or in one before it. Both orders of noun and
        verb are tried, as if the number stood right behind them.
        """
        before = window.left[: window.left.rfind(window.verb)].removesuffix("新")
        noun = window.carried or before
        found: dict[str, Match] = {}
        for left in (noun, window.verb + noun, noun + window.verb) if noun else ():
            for match in self.matches(window, left, around, context):
                if window.verb in self._verbs.get(match.indicator.code, ()):
                    found.setdefault(match.indicator.code, match)
        return sorted(found.values(), key=lambda match: -match.score)


def _same_sort(measure: str, item: Indicator) -> bool:
    """Whether a measure word is as narrow as those an indicator is printed with: 起 is to 件 what 次 is not."""
    return measure in item.measures or any({measure, own} <= sort for own in item.measures for sort in _SORTS)


def _counts_another(window: Window, left: str) -> bool:
    """Whether the noun right after the number is another than the one its words name."""
    if window.quantity.measure not in _COUNTED_BY or not window.right:
        return False
    head = _OTHER_HEAD.match(window.right)
    return head is not None and head[1] not in left


def _sides(phrase: Phrase, words: Mapping[str, str]) -> tuple[str, str]:
    """Give the patterns at the left and right of the number."""
    left, _, right = phrase.say.partition("#")
    return spell_out(left, words), spell_out(right, words)


def _with(items: Sequence[Indicator], others: Sequence[Indicator]) -> list[Indicator]:
    return [*items, *(item for item in others if item not in items)]


@lru_cache(maxsize=4)
def phrase_book(vocabulary: Vocabulary) -> PhraseBook:
    """Compile the phrases of a vocabulary once."""
    return PhraseBook(vocabulary)


def counsel_acts(window: Window, context: str) -> bool:
    """Whether the legal counsel, and nobody else, did what the number counts."""
    if _DONE_BY_COUNSEL.search(window.whole):
        return True
    mentions = list(_COUNSEL.finditer(window.before))
    if mentions:
        after = window.before[mentions[-1].end() :]
        # 为商户解答56次,为街道解答31次: whom the last “为” names is whom this number was done for.
        return not (_OTHER_ACTOR.search(after) or _FOR_OTHERS.search(after[max(after.rfind("为"), 0) :]))
    if _COUNSEL.search(window.right):
        return True
    if _OWN_TASK.match(window.before):
        return False
    if _PUBLICITY.search(window.before):
        return False
    return bool(_COUNSEL.search(context)) and not _OTHER_ACTOR.search(window.before)
