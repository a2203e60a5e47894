"""Ways in which one cell gets dirty: each a small function from what is true to what a clerk writes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from example_office.grid import Planted
from example_office.names import COMMUNITIES

if TYPE_CHECKING:
    from collections.abc import Callable

    from example_office.grid import Cell, Row, Sheet

__all__ = ["CELLS", "CellDirt", "plant"]

_FULL_WIDTH = str.maketrans("0123456789.", "０１２３４５６７８９．")
_DIGITS = "零一二三四五六七八九"
_TYPE_ALIASES = {
    "婚姻家庭": "家庭矛盾",
    "邻里": "邻居纠纷",
    "房屋宅基地": "宅基地",
    "合同": "民间借贷",
    "损害赔偿": "打架",
    "山林土地": "土地承包经营权",
    "征地拆迁": "拆迁",
    "环境污染": "环保",
    "劳动争议": "欠薪",
    "消费": "预付卡",
    "医疗": "医患",
    "道路交通事故": "车祸",
    "物业": "物业费",
}
_COLOURS = {"高": "红", "中": "橙", "低": "黄"}
_GRADES = {"高": "一级", "中": "二级", "低": "三级"}


@dataclass(frozen=True, slots=True)
class CellDirt:
    """One way of writing a cell: its name, what a reader must do about it, and how it is written."""

    name: str
    must: str
    says: str
    write: Callable[[Cell], Cell]
    #: Whether the truth of the cell is gone for good.
    loses: bool = False


def plant(sheet: Sheet, row: Row, column: str, dirt: CellDirt, log: list[Planted]) -> None:
    """Dirty one cell and write down what was done."""
    clean = row.cells.get(column)
    written = dirt.write(clean)
    row.cells[column] = written
    log.append(
        Planted(
            dirt=dirt.name,
            must=dirt.must,
            sheet=sheet,
            row=row,
            column=column,
            written="" if written is None else str(written),
            truth=clean.isoformat() if isinstance(clean, date) else str(clean),
            says=dirt.says,
            lost=(row.key, column) if dirt.loses else None,
        )
    )


def _day(cell: Cell) -> date:
    if not isinstance(cell, date):
        raise TypeError(f"not a date: {cell!r}")
    return cell


def _whole(cell: Cell) -> int:
    if not isinstance(cell, (int, float)):
        raise TypeError(f"not a number: {cell!r}")
    return round(cell)


def _third(cell: Cell) -> str:
    day = _day(cell)
    return f"{day.month}月{'上中下'[min((day.day - 1) // 10, 2)]}旬"


def _serial(cell: Cell) -> int:
    """Excel counts days from the end of 1899 (its leap day of 1900 included)."""
    return (_day(cell) - date(1899, 12, 30)).days


def _chinese(cell: Cell) -> str:
    number = _whole(cell)
    if not 0 <= number <= 99:
        raise ValueError(f"only up to 99: {number}")
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else ("十" if tens == 1 else f"{_DIGITS[tens]}十")
    return head + (_DIGITS[ones] if ones or not tens else "")


def _alias(cell: Cell, which: int) -> str:
    return next(c for c in COMMUNITIES if c.name == cell).aliases[which]


def _wan(cell: Cell) -> str:
    return f"{_whole(cell) / 10000:g}万"


#: name -> dirt. Dates, numbers, words.
CELLS: dict[str, CellDirt] = {
    dirt.name: dirt
    for dirt in (
        CellDirt(
            "date_dotted", "repair", "日期写成2024.3.5", lambda c: f"{_day(c).year}.{_day(c).month}.{_day(c).day}"
        ),
        CellDirt(
            "date_chinese",
            "repair",
            "日期写成2024年3月5日",
            lambda c: f"{_day(c).year}年{_day(c).month}月{_day(c).day}日",
        ),
        CellDirt("date_month_day", "repair", "日期只写3.5，年份在表头", lambda c: f"{_day(c).month}.{_day(c).day}"),
        CellDirt("date_serial", "repair", "日期是Excel序号", _serial),
        CellDirt("date_third", "repair", "日期写成3月上旬，只知道一段时间", _third, loses=True),
        CellDirt("date_impossible", "problem", "没有这一天", lambda c: f"{_day(c).year}年2月30日", loses=True),
        CellDirt("date_other_year", "problem", "年份与本表不符", lambda c: _day(c).replace(year=2012), loses=True),
        CellDirt("number_full_width", "repair", "数字是全角", lambda c: str(_whole(c)).translate(_FULL_WIDTH)),
        CellDirt("number_thousands", "repair", "数字有千分位", lambda c: f"{_whole(c):,}"),
        CellDirt("number_chinese", "repair", "数字是汉字", _chinese),
        CellDirt("number_people", "repair", "数字后带单位", lambda c: f"{_whole(c)}人"),
        CellDirt("number_spaces", "repair", "数字前后有空格", lambda c: f" {_whole(c)} "),
        CellDirt("number_wan", "repair", "数字写成0.2万", _wan),
        CellDirt("people_for_times", "question", "表头是人次，格内写人", lambda c: f"{_whole(c)}人"),
        CellDirt("plays_for_slogans", "absent", "标语条数栏里写播放次数", lambda c: f"播放{_whole(c)}次", loses=True),
        CellDirt("money_wan", "repair", "金额写成3万", _wan),
        CellDirt("money_wan_yuan", "repair", "金额写成3.2万元", lambda c: f"{_wan(c)}元"),
        CellDirt("money_decimals", "repair", "金额写成30000.00的文本", lambda c: f"{_whole(c)}.00"),
        CellDirt("money_none", "repair", "金额写“无”，是说没有涉案金额", lambda _: "无"),
        CellDirt("money_talk", "absent", "金额写“面议”，不是零", lambda _: "面议", loses=True),
        CellDirt("community_committee", "repair", "社区写成居委会", lambda c: _alias(c, 0)),
        CellDirt("community_village", "repair", "社区用旧村名", lambda c: _alias(c, 1)),
        CellDirt("community_both", "repair", "社区写成社区居委会", lambda c: _alias(c, 2)),
        CellDirt("type_alias", "repair", "纠纷类型用俗称", lambda c: _TYPE_ALIASES[str(c)]),
        CellDirt("type_leak", "review", "类型写“漏水”，邻里或物业，交人工", lambda _: "漏水", loses=True),
        CellDirt("type_noise", "review", "类型写“噪音”，环境或邻里，交人工", lambda _: "噪音", loses=True),
        CellDirt("level_colour", "repair", "风险等级用颜色", lambda c: _COLOURS[str(c)]),
        CellDirt("level_grade", "repair", "风险等级用级别", lambda c: _GRADES[str(c)]),
        CellDirt("due_at_once", "problem", "时限写“立即”，不是日期", lambda _: "立即", loses=True),
        CellDirt("due_long", "absent", "时限写“长期”，无日期可比", lambda _: "长期", loses=True),
        CellDirt("blank_required", "problem", "必填项空白，没有合并单元格可依", lambda _: None, loses=True),
        CellDirt("resolved_undated", "problem", "写已化解而无化解日期", lambda _: None, loses=True),
        CellDirt("everywhere", "absent", "用“全覆盖”代替数字", lambda _: "全覆盖", loses=True),
        CellDirt("any_time", "absent", "“随时电话咨询”没有数字", lambda _: "随时电话咨询", loses=True),
        CellDirt("line_break", "repair", "单元格内有换行", lambda c: f"{str(c)[:2]}\n{str(c)[2:]}"),
    )
}
