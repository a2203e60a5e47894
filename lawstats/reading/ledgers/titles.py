"""What stands around the rows of a sheet and holds for all of them: year, month, community, a stated nought."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass

from lawstats.reading.ledgers.places import find_community, find_office

__all__ = ["Heading", "find_month", "find_year", "is_footer", "read_heading", "stated_zero"]

_CN_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=年|度|$|[^\d.]|\.\d{1,2}(?!\d))")
_CN_YEAR = re.compile(r"([二一][〇零○一二三四五六七八九]{3})年")
_SHORT_YEAR = re.compile(r"(?<![\dA-Za-z])(\d\d)年(?!份|级|代|龄|期|以)")
_MONTH = re.compile(r"(?<!\d)(1[0-2]|0?[1-9])月|(十[一二]?|[一二三四五六七八九])月")
_CN_MONTH = {c: n for n, c in enumerate("一二三四五六七八九", 1)} | {"十": 10, "十一": 11, "十二": 12}
_UNTIL = re.compile(r"(?:截至|截止)(?:到|至)?(?:\d{4}年)?(\d{1,2})月(?:(\d{1,2})日|底|末)?")
_FOOTER = re.compile(
    r"^(?:填表|制表|审核|填报|报送|复核|统计|负责人|单位负责人|分管领导|注|说明|备注|联系人|联系电话|经办人|盖章|[((]?公章)"
)
_ZERO = re.compile(
    r"(?:(?:19|20)\d\d年)?(?:本年度?|全年|本辖区|本街道|本社区|当年|年内)?度?暂?(?:无|没有|未发生|未收到|零)"
    r"(?:(?:人民|行政|民间|矛盾|调解|排查|化解|普法|宣传|法律|法治|顾问|咨询|审查|服务|合同|协议|复议|诉讼|应诉|相关|此类|任何|及|和|或|与|、|类|的|"
    r"新增|新收|受理|登记|发生|签订|开展|组织)*(?:案件?|纠纷|活动|合同|登记|诉讼|复议|报告|件|事项|情况))?"
)
_STROKES = frozenset({"/", "-", "—", "——"})
_NOTHING = _STROKES | {"无", "零", "0", "零报告", "没有"}


@dataclass(frozen=True, slots=True)
class Heading:
    """What a title, a sheet name or a section row says; 0 and '' where it says nothing."""

    year: int = 0
    month: int = 0
    community: str = ""
    office: str = ""
    unit: str = ""
    until: dt.date | None = None

    def under(self, wider: Heading) -> Heading:
        """Return this heading, completed from a wider one above it."""
        return Heading(
            self.year or wider.year,
            self.month or wider.month,
            self.community or wider.community,
            self.office or wider.office,
            self.unit or wider.unit,
            self.until or wider.until,
        )


def read_heading(text: str) -> Heading:
    """Read a title line or a sheet name.

    Examples
    --------
    >>> heading = read_heading("云溪街道2024年3月普法宣传台账")
    >>> heading.year, heading.month, heading.office
    (2024, 3, '云溪街道')
    """
    plain = unicodedata.normalize("NFKC", text)
    year = find_year(plain)
    until = _UNTIL.search(plain)
    unit = "万元" if re.search(r"单位[::]?\s*万元", plain) else ""
    month = 0 if until else find_month(plain)
    return Heading(year, month, find_community(plain), find_office(plain), unit, _until(until, year))


def _until(match: re.Match[str] | None, year: int) -> dt.date | None:
    if not match or not year or not 1 <= int(match[1]) <= 12:
        return None
    month = int(match[1])
    next_month = dt.date(year + month // 12, month % 12 + 1, 1)
    try:
        return dt.date(year, month, int(match[2])) if match[2] else next_month - dt.timedelta(days=1)
    except ValueError:
        return None


def find_year(text: str) -> int:
    """Return the one year a text names, 0 when none or several.

    Examples
    --------
    >>> find_year("2024年度"), find_year("二〇二三年"), find_year("24年"), find_year("2022-2024年"), find_year("1栋")
    (2024, 2023, 2024, 0, 0)
    """
    found = {int(year) for year in _YEAR.findall(text)}
    found |= {int(year.translate(_CN_DIGITS)) for year in _CN_YEAR.findall(text)}
    if not found:
        found = {2000 + int(year) for year in _SHORT_YEAR.findall(text)}
    return found.pop() if len(found) == 1 else 0


def find_month(text: str) -> int:
    """Return the one month a text names, 0 when none or several.

    Examples
    --------
    >>> find_month("3月"), find_month("十二月"), find_month("1月-3月"), find_month("1-3月")
    (3, 12, 0, 0)
    """
    if re.search(r"\d\s*[-至~—]\s*\d{1,2}月", text):
        return 0
    found = {int(digits) if digits else _CN_MONTH[words] for digits, words in _MONTH.findall(text)}
    return found.pop() if len(found) == 1 else 0


def is_footer(text: str) -> bool:
    """Whether a row that begins so is signed or explained below the table, no case.

    Examples
    --------
    >>> is_footer("填表人:"), is_footer("1")
    (True, False)
    """
    return _FOOTER.match(text.strip()) is not None


def stated_zero(cells: list[object]) -> str:
    """Return the words by which a row says that there was nothing to register, '' when it does not.

    Examples
    --------
    >>> stated_zero(["全年无行政复议案件,出庭应诉率100%"]), stated_zero([1.0, "无", "/"]), stated_zero(["填表人:"])
    ('全年无行政复议案件', '无', '')
    """
    # Nearly every row is a case and leaves here: several cells, one of them longer than “无”.
    if len(cells) > 2 and any(isinstance(cell, str) and len(cell) > 4 for cell in cells):
        return ""
    said = [cell for cell in cells if isinstance(cell, str)]
    if not said or len(cells) - len(said) > 1:
        return ""
    texts = [re.sub(r"\s+", "", unicodedata.normalize("NFKC", cell)) for cell in said]
    if all(text in _NOTHING for text in texts):
        return next((text for text in texts if text not in _STROKES), "")
    clause = re.split(r"[。;;,,]", texts[0])[0]
    zero = len(texts) == 1 and "月" not in clause and _ZERO.fullmatch(clause)
    return clause if zero else ""
