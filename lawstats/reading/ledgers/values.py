"""A ledger cell that should hold a word of a closed list: which one, or a question, never a guess."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lawstats.reading.privacy.names import SURNAMES, looks_like_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lawstats.reading.ledger_words import Category, LedgerWords

__all__ = ["BLANK", "ValueCell", "read_category", "read_department", "read_dispute_type", "read_themes"]

LONGEST = 60
_BLANKS = frozenset({"", "-", "--", "—", "——", "/", "\\", "空", "不详", "未填", "待定"})
_TICKS = {
    "Y": "是",
    "y": "是",
    "N": "否",
    "n": "否",
    "√": "是",
    "✓": "是",
    "✔": "是",
    "☑": "是",
    "×": "否",
    "✗": "否",
    "✘": "否",
    "☒": "否",
    "□": "",
}
#: Before a word: it did not happen, is only wanted, or only in part (未能调解成功, 待化解, 拟签订协议, 部分化解).
_NEGATION = re.compile(
    r"(?:未|不|没|没有|无|非|未能|不能|难以|待|拟|将|准备|争取|力争|尽快|继续|需|需要|无须|不必|部分|基本)$"
)
#: These reach further: 尚未正式调解成功.
_FAR_NEGATION = re.compile(r"未|没有|没能|不能|无法|难以|不愿|不同意|拒绝")
#: 审核《某某服务合同》 is the review of a contract, whatever it is about.
_TITLE = re.compile(r"《[^》]*?(合同|协议书?|文件|办法|通知|方案|决定|规定|细则)(?:\([^)]*\))?》")
_CALLED = {"合同": "合同", "协议": "合同", "协议书": "合同"}
_NUMBERING = re.compile(r"^(?:[①-⑳]|[\d一二三四五六七八九十]+\s*[.、)::]\s*)")
_TYPE_TAIL = re.compile(r"(?:矛盾纠纷|类?纠纷|类?矛盾|类?争议|类?案件?|类)$")
_SPLIT = re.compile(r"[、,;/]+|\s+")
_AND = re.compile(r"[和及与]")
#: A department names an organisation; a person's name ends in none of these words.
_ORGANISATION = re.compile(
    r"[一-鿿A-Za-z0-9()]{1,18}(?:所|办|办公室|中心|局|委|委会|协会|工会|大队|中队|支队|队|站|学院|法院|检察院|医院|科|法庭|"
    r"社区|街道|镇|乡|村|部|事务处|管理处|厅|公司|学校|小学|中学|大学|团委|团工委|妇联|残联|总支|支部|党工委|居委会|村委会|事务所)"
    r"|妇联|残联|团委|团工委|工会|工商联|科协|法院|检察院|学校|医院|办公室"
)
#: Firms are called after persons; public bodies are not.
_FIRM = re.compile(r"([一-鿿]{2,4})(?:公司|律师事务所|事务所|工作室|商行|商店|医院|诊所)")


@dataclass(frozen=True, slots=True)
class ValueCell:
    """The code read ('' when none), what was repaired, what is wrong, and whose words may be shown."""

    code: str = ""
    repair: str = ""
    problem: str = ""
    shown: str = ""


BLANK = ValueCell()


def read_category(cell: object, category: Category) -> ValueCell:
    """Read a cell against a closed list.

    The whole cell is looked up first; failing that, the longest words it contains, provided they agree on one value and
    no negation stands before them.

    Examples
    --------
    >>> from lawstats.reading.ledger_words import load_ledger_words
    >>> result = load_ledger_words().categories["result"]
    >>> read_category("调解成功", result).code, read_category("尚未正式调解成功", result).problem
    ('success', '不在词表中')
    """
    text = _TITLE.sub(lambda found: _CALLED.get(found[1], "文件"), _clean(cell))
    if text in _BLANKS:
        return BLANK
    words = {word.upper(): value.code for value in category.entries for word in value.words}
    whole = words | {word.upper(): value.code for value in category.entries for word in value.whole}
    names = {value.code: value.name for value in category.entries}
    shown = {_clean(name): code for code, name in names.items()}
    if text in shown:
        return ValueCell(shown[text], shown=names[shown[text]])
    if text in whole:
        code = whole[text]
        return ValueCell(code, repair="取值统一为词表用语", shown=names[code])
    found = {words[word] for word in _contained(text, words)}
    if len(found) == 1 and len(text) <= LONGEST:
        code = found.pop()
        return ValueCell(code, repair="长句读作词表中的词", shown=names[code])
    return ValueCell(problem="几种取值并列" if found else "不在词表中")


def read_dispute_type(cell: object, words: LedgerWords, aliases: Mapping[str, str] | None = None) -> ValueCell:
    """Read a dispute type as one of the fifteen; words clerks file under several types are put up for review.

    Parameters
    ----------
    cell : object
        The cell as it stands.
    words : LedgerWords
        The vocabulary.
    aliases : mapping, optional
        This office's own words (bare of 纠纷) and the code they mean.

    Examples
    --------
    >>> from lawstats.reading.ledger_words import load_ledger_words
    >>> words = load_ledger_words()
    >>> read_dispute_type("邻居纠纷", words).code
    'neighbour'
    >>> read_dispute_type("楼上漏水", words)
    ValueCell(code='', repair='', problem='待人工复核', shown='漏水（邻里纠纷/物业纠纷）')
    """
    text = _clean(cell)
    if text in _BLANKS:
        return BLANK
    text = _NUMBERING.sub("", text)
    own = {word.upper(): value.code for value in words.dispute_types.entries for word in (value.name, *value.words)}
    own |= {word.upper(): code for word, code in (aliases or {}).items()}
    names = {value.code: value.name for value in words.dispute_types.entries}
    stem = _TYPE_TAIL.sub("", text) or text
    for whole in (text, stem):
        if whole in own:
            code = own[whole]
            repair = "" if text in (names[code], _TYPE_TAIL.sub("", names[code])) else "别名归入15类"
            return ValueCell(code, repair=repair, shown=names[code])
    found = {own[word] for word in _contained(stem, own)}
    if len(found) > 1:
        found.discard("other")
    unsure = [word for word in words.ambiguous if word in text]
    if len(found) == 1 and len(text) <= LONGEST:
        code = found.pop()
        if not unsure or code in {c for word in unsure for c in words.ambiguous[word]}:
            return ValueCell(code, repair="别名归入15类", shown=names[code])
        found = {code}
    if unsure:
        listed = "/".join(names[code] for code in dict.fromkeys(c for word in unsure for c in words.ambiguous[word]))
        return ValueCell(problem="待人工复核", shown=f"{'、'.join(unsure)}（{listed}）")
    if found:
        return ValueCell(problem="待人工复核", shown="/".join(names[code] for code in names if code in found))
    return ValueCell(problem="不在15类及别名中")


def read_themes(cell: object, words: LedgerWords) -> ValueCell:
    """Read which known themes the title of an activity names, as codes joined by a space.

    Examples
    --------
    >>> from lawstats.reading.ledger_words import load_ledger_words
    >>> read_themes("3·15消费维权暨民法典宣传", load_ledger_words()).code
    'civil_code consumer'
    """
    text = _clean(cell)
    if text in _BLANKS:
        return BLANK
    codes = [theme.code for theme in words.themes if any(word.upper() in text for word in theme.words)]
    return ValueCell(" ".join(codes))


def _names_organisation(text: str) -> bool:
    # A given name may end like an office (…科, …村): a short word that opens with a common surname is a person.
    person = re.search(r"(?:^|[所办局委站队])(.)[一-鿿]{0,1}[科村乡镇]$", text)
    firm = _FIRM.fullmatch(text)
    named = (person and person[1] in SURNAMES) or (firm and looks_like_name(firm[1]))
    return _ORGANISATION.fullmatch(text) is not None and not named


def read_department(cell: object) -> ValueCell:
    """Keep what names an organisation; anything else in the cell may be a person and is dropped.

    Examples
    --------
    >>> read_department("司法所、派出所").code
    '司法所、派出所'
    >>> read_department("综治办 张某某").problem
    '含有不是单位名称的内容，已略去'
    """
    if not isinstance(cell, str):
        return BLANK if cell is None or cell == "" else ValueCell(problem="不是单位名称")
    text = unicodedata.normalize("NFKC", cell).strip()
    if text in _BLANKS:
        return BLANK
    kept, lost = [], False
    for part in filter(None, _SPLIT.split(text)):
        # 和平社区 is one name; 司法所和派出所 are two.
        names = [part] if _names_organisation(part) else [name for name in _AND.split(part) if name]
        organisations = [name for name in names if _names_organisation(name)]
        kept += organisations
        lost |= len(organisations) < len(names)
    if not kept:
        return ValueCell(problem="不是单位名称")
    return ValueCell("、".join(kept), problem="含有不是单位名称的内容，已略去" if lost else "")


def _clean(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float) and cell == int(cell):
        cell = int(cell)
    text = unicodedata.normalize("NFKC", str(cell)).strip()
    text = _TICKS.get(text, text)
    return re.sub(r"\s+|[“”\"'。!]+", "", text).upper()


def _contained(text: str, words: Mapping[str, str]) -> list[str]:
    """Return the longest words a text contains, leaving out those inside a longer one and those negated."""
    taken: list[tuple[int, int]] = []
    found = []
    for word in sorted((word for word in words if len(word) > 1 and word in text), key=len, reverse=True):
        start = text.find(word)
        while start >= 0:
            end = start + len(word)
            if not any(a <= start and end <= b for a, b in taken):
                taken.append((start, end))
                # 未能调解成功 contains 调解成功 and means its contrary: such a word is worth nothing.
                clause = re.split(r"[,;、:()]", text[:start])[-1]
                found.append("" if _NEGATION.search(clause) or _FAR_NEGATION.search(clause) else word)
            start = text.find(word, start + 1)
    return [] if "" in found else found
