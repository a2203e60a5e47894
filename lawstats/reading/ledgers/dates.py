"""A ledger cell that should hold a date: a day, or the period its words admit."""

from __future__ import annotations

import calendar
import datetime as dt
import re
import unicodedata
from dataclasses import dataclass

__all__ = ["NO_DATE", "DateCell", "Deadline", "read_date", "read_deadline"]

EARLIEST, LATEST = 1990, 2100
MONTHS = 12
#: Day 0 of Excel's calendar, which counts a 29 February 1900 that never was.
_EXCEL_ZERO = dt.date(1899, 12, 30)
_MISSING = frozenset({"", "-", "--", "—", "——", "/", "\\", "无", "不详", "未定", "待定", "空"})
_CN = {c: n for n, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "O": 0}
_CN_YEAR = re.compile(r"([〇零○O一二三四五六七八九]{4})(?=年)")
_CN_NUMBER = re.compile(r"(三十一|三十|二?十[一二三四五六七八九]?|[一二三四五六七八九])(?=[月日号])")
_TAIL = re.compile(r"(?:T|\s|[((]).*$|星期.$|周.$|[上下]午.*$|\d{1,2}[::时]\d{0,2}.*$")
_YEAR = r"(?P<y>\d{4}|\d{2}(?=年|\.\d+\.|-\d+-|/\d+/))"
_DAY = re.compile(rf"(?:{_YEAR}[年./\-])?(?P<m>\d{{1,2}})[月./\-](?P<d>\d{{1,2}})[日号]?")
_COMPACT = re.compile(r"(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)")
_PART = re.compile(rf"(?:{_YEAR}[年./\-])?(?P<m>\d{{1,2}})月份?(?P<part>上旬|中旬|下旬|初|中|底|末)?")
_YEAR_MONTH = re.compile(r"(?P<y>\d{4})[./\-](?P<m>\d{1,2})")
_SEASON = re.compile(rf"(?:{_YEAR}年?)?(?:第?(?P<q>[一二三四1234])季度|(?P<half>[上下])半年)")
_WHOLE_YEAR = re.compile(r"(?P<y>(?:19|20)\d\d)年(?:全年|度)?|全年")
_SPACED = re.compile(r"^(\d{4})\s+(\d{1,2})\s+(\d{1,2})$")
#: How Excel and databases write a date into a text file: nothing to repair.
_AS_EXPORTED = re.compile(r"\d{4}([-/])\d{1,2}\1\d{1,2}")
_ONLY_DAY = re.compile(r"(?P<d>\d{1,2})[日号]")
_RANGE = re.compile(
    r"(.+?[\d日号旬月])(?:至|到|~|—+|–|−|--)(.+)|([\d.]+|.*?[月日号]|.*?月\d{1,2})-(.*[月.].*|\d+[日号])"
)
_MONTHS = re.compile(rf"(?:{_YEAR}[年.]?)?(?P<first>\d{{1,2}})月?[-至~—](?P<last>\d{{1,2}})月")
_PARTS = dict.fromkeys(("上旬", "初"), (1, 10)) | dict.fromkeys(("中旬", "中"), (11, 20))
_PARTS |= dict.fromkeys(("下旬", "底", "末"), (21, 31))


@dataclass(frozen=True, slots=True)
class DateCell:
    """A day (start equals end), a period, or nothing; with what was repaired or is wrong, in Chinese."""

    start: dt.date | None = None
    end: dt.date | None = None
    repair: str = ""
    problem: str = ""
    stated_year: bool = True


NO_DATE = DateCell()


def read_date(cell: object, year: int = 0, month: int = 0) -> DateCell:
    """Read a date cell.

    Parameters
    ----------
    cell : object
        The cell as it stands.
    year, month : int
        What the heading above says (0: nothing), for dates that leave it out.

    Returns
    -------
    DateCell
        3月上旬 is the period 1 to 10 March. A date without a year and without a heading is a problem, never this year.

    Examples
    --------
    >>> read_date("2024年3月5日").start
    datetime.date(2024, 3, 5)
    >>> read_date("3.5", year=2023).start, read_date("3.5").problem
    (datetime.date(2023, 3, 5), '没有年份')
    >>> read_date("2024年3月上旬").end
    datetime.date(2024, 3, 10)
    >>> read_date(45356.0).start
    datetime.date(2024, 3, 5)
    """
    if isinstance(cell, dt.datetime):
        return _day(cell.date())
    if isinstance(cell, dt.date):
        return _day(cell)
    if cell is None or isinstance(cell, bool):
        return NO_DATE if cell is None else DateCell(problem="不是日期")
    if isinstance(cell, (int, float)):
        return NO_DATE if cell != cell else _read_number(float(cell), year, month)
    return _read_text(str(cell), year, month)


def _day(day: dt.date, repair: str = "", stated_year: bool = True) -> DateCell:
    if not EARLIEST <= day.year <= LATEST:
        return DateCell(problem="年份不可能")
    return DateCell(day, day, repair, stated_year=stated_year)


def _read_number(number: float, year: int, month: int) -> DateCell:
    whole = int(number)
    if number == whole:
        if 32_874 <= whole <= 73_415:
            return _day(_EXCEL_ZERO + dt.timedelta(days=whole), "Excel 日期序号")
        if compact := _COMPACT.fullmatch(str(whole)):
            return _build(compact, year, "八位数字日期")
        if 1 <= whole <= 31 and year and month:
            return _make(year, month, whole, "只写了日，年月取自表头或工作表名", stated_year=False)
        return DateCell(problem="不是日期")
    if 32_874 <= whole <= 73_415:
        return _day(_EXCEL_ZERO + dt.timedelta(days=whole), "Excel 日期序号")
    text = f"{number:.10g}"
    if not re.fullmatch(r"\d{1,2}\.\d{1,2}", text):
        return _read_text(text, year, month)
    read = _read_text(text, year, month)
    # Stored as a number, 3.1 has lost the nought that would tell 1 March from 10 March: both are kept.
    digit = text.split(".")[1]
    if read.start and digit in "123":
        try:
            later = read.start.replace(day=10 * int(digit))
        except ValueError:
            return read
        return DateCell(read.start, later, "数字型日期少了末尾的0，保留为两种可能", stated_year=False)
    return read


def _read_text(raw: str, year: int, month: int) -> DateCell:
    text = unicodedata.normalize("NFKC", raw).strip().lstrip("'‘’\"")
    if text in _MISSING:
        return NO_DATE
    text = re.sub(r"(?<=\d)(?:、|,|[.。]{2,})(?=\d)", ".", _SPACED.sub(r"\1.\2.\3", text))
    text = re.sub(r"(?<=[年月./\-])\s+|\s+(?=[年月日./\-])", "", text.replace("。", "."))
    text = _CN_YEAR.sub(lambda m: "".join(str(_CN[c]) for c in m[1]), text)
    text = _CN_NUMBER.sub(lambda m: str(_small(m[1])), text)
    text = _TAIL.sub("", text).rstrip(".、,")
    if re.fullmatch(r"\d{5}|\d{8}", text):
        return _read_number(float(text), year, month)
    if (day := _DAY.fullmatch(text)) or (day := _COMPACT.fullmatch(text)):
        return _build(day, year, "" if _AS_EXPORTED.fullmatch(raw.strip()) else "文字日期")
    if only := _ONLY_DAY.fullmatch(text):
        if year and month:
            return _make(year, month, int(only["d"]), "只写了日，年月取自表头或工作表名", stated_year=False)
        return DateCell(problem="没有年份和月份")
    if (whole := _WHOLE_YEAR.fullmatch(text)) or (whole := _MONTHS.fullmatch(text)):
        full = _full_year(whole["y"], year)
        months = whole.groupdict()
        first, last = int(months.get("first") or 1), int(months.get("last") or 12)
        if not full or not 1 <= first <= last <= MONTHS:
            return DateCell(problem="起止日期不成区间" if full else "没有年份")
        return _span(full, first, full, last, stated_year=bool(whole["y"]))
    if season := _SEASON.fullmatch(text):
        return _season(season, year)
    if part := (_PART.fullmatch(text) or _YEAR_MONTH.fullmatch(text)):
        return _month_part(part, year)
    if span := _RANGE.fullmatch(text):
        return _range(span[1] or span[3], span[2] or span[4], year, month)
    return DateCell(problem="不是日期")


def _small(word: str) -> int:
    tens, ten, ones = word.rpartition("十")
    return (_CN.get(tens, 1) * 10 if ten else 0) + _CN.get(ones, 0)


def _full_year(text: str | None, year: int) -> int:
    if not text:
        return year
    return int(text) if len(text) == 4 else 2000 + int(text)


def _build(match: re.Match[str], year: int, repair: str) -> DateCell:
    stated = match["y"]
    full = _full_year(stated, year)
    if not full:
        return DateCell(problem="没有年份")
    if not stated:
        repair = "没有写年份，取自表头或工作表名"
    elif len(stated) == 2:
        repair = "两位数年份"
    return _make(full, int(match["m"]), int(match["d"]), repair, stated_year=bool(stated))


def _make(year: int, month: int, day: int, repair: str, stated_year: bool) -> DateCell:
    try:
        return _day(dt.date(year, month, day), repair, stated_year)
    except ValueError:
        return DateCell(problem="没有这一天")


def _span(year: int, month: int, last_year: int, last_month: int, *, stated_year: bool = True) -> DateCell:
    if not (1 <= month <= 12 and EARLIEST <= year <= LATEST):
        return DateCell(problem="没有这一月")
    end = dt.date(last_year, last_month, calendar.monthrange(last_year, last_month)[1])
    return DateCell(dt.date(year, month, 1), end, "只写到月或季，保留为期间", stated_year=stated_year)


def _season(match: re.Match[str], year: int) -> DateCell:
    full = _full_year(match["y"], year)
    if not full:
        return DateCell(problem="没有年份")
    if match["half"]:
        first, last = (1, 6) if match["half"] == "上" else (7, 12)
    else:
        quarter = _CN.get(match["q"]) or int(match["q"])
        first, last = 3 * quarter - 2, 3 * quarter
    return _span(full, first, full, last, stated_year=bool(match["y"]))


def _month_part(match: re.Match[str], year: int) -> DateCell:
    full, month = _full_year(match["y"], year), int(match["m"])
    if not full:
        return DateCell(problem="没有年份")
    if not 1 <= month <= 12:
        return DateCell(problem="没有这一月")
    part = match.groupdict().get("part")
    if not part:
        return _span(full, month, full, month, stated_year=bool(match["y"]))
    first, last = _PARTS[part]
    last = min(last, calendar.monthrange(full, month)[1])
    return DateCell(
        dt.date(full, month, first), dt.date(full, month, last), f"“{part}”保留为期间", stated_year=bool(match["y"])
    )


def _range(left: str, right: str, year: int, month: int) -> DateCell:
    first = _read_text(left, year, month)
    if not first.start:
        return first if first.problem == "没有年份" else DateCell(problem="不是日期")
    last = _read_text(right, first.start.year, first.start.month)
    if not last.end or last.end < first.start:
        return DateCell(problem="起止日期不成区间")
    return DateCell(first.start, last.end, "起止日期保留为期间", stated_year=first.stated_year)


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline: a day, a number of days from the start, or words that set none."""

    day: dt.date | None = None
    days: int = 0
    repair: str = ""
    problem: str = ""


_IN_DAYS = re.compile(r"(\d{1,3})(?:个)?(?:日|天|工作日)(?:内|之内|以内)?")
_NO_DEADLINE = frozenset({"立即", "即时", "马上", "尽快", "长期", "持续", "常态", "常态化", "随时", "限期"})


def read_deadline(cell: object, year: int = 0, month: int = 0) -> Deadline:
    """Read a deadline cell; 立即 and 长期 set no day that could be missed.

    Examples
    --------
    >>> read_deadline("30日内").days, read_deadline("长期").problem
    (30, '“长期”不是期限')
    """
    if isinstance(cell, str):
        text = unicodedata.normalize("NFKC", cell).strip()
        if text in _NO_DEADLINE:
            return Deadline(problem=f"“{text}”不是期限")
        if text in ("年底前", "年底", "年内") and year:
            return Deadline(dt.date(year, 12, 31), repair="“年底”读作12月31日")
        if (within := _IN_DAYS.fullmatch(text)) and ("内" in text or "天" in text or "工作日" in text):
            return Deadline(days=int(within[1]), repair="按天数计的期限")
        cell = re.sub(r"(之?前|以前|前完成|前化解)$", "", text)
    read = read_date(cell, year, month)
    return Deadline(read.end, repair=read.repair, problem=read.problem)
