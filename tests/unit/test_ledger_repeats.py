"""One office, many files: a file a year, a community, a department, or one saved twice. Everybody is invented."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from lawstats.reading.ledgers import count_together, read_books, read_ledger
from lawstats.records import combine, find_conflicts

if TYPE_CHECKING:
    from pathlib import Path

HEAD = ["卷号", "受理日期", "社区", "当事人", "纠纷类型", "调解结果", "结案日期"]


def case(
    number: int, day: str, result: str = "成功", ended: str = "", place: str = "城东社区", year: int = 2023
) -> list[Any]:
    return [
        f"({year})测调字第{number}号",
        day,
        place,
        f"甲子{'丑寅卯辰巳午'[number % 6]}",
        "邻里",
        result,
        ended or day,
    ]


@pytest.fixture
def save(tmp_path):
    def write(name: str, *rows: list[Any], head: list[str] = HEAD) -> Path:
        book = openpyxl.Workbook()
        for row in (head, *rows):
            book.active.append(row)
        book.save(tmp_path / name)
        return tmp_path / name

    return write


def figures(records) -> dict[tuple[str, int], float]:
    return {(row.indicator, row.year): row.value for row in records.itertuples()}


def test_a_case_carried_into_the_next_years_file_is_counted_once(save, tmp_path):
    save("2023年.xlsx", case(1, "2023.3.5"), case(2, "2023.12.20", "调解中", ""))
    save("2024年.xlsx", case(2, "2023.12.20", "成功", "2024.1.8"), case(1, "2024.2.1", year=2024))
    books = read_books(tmp_path)
    found = figures(books.records)
    assert (found["disputes_accepted", 2023], found["disputes_accepted", 2024]) == (2, 1)
    assert (found["disputes_settled", 2023], found["disputes_settled", 2024]) == (1, 2)
    notes = books.ledgers[0].problems
    assert notes.loc[notes["what"].str.startswith("另一本台账"), ["cell", "found"]].to_numpy().tolist() == [
        ["第3行", "2024年.xlsx"]
    ]


def test_a_file_saved_twice_counts_once(save, tmp_path):
    rows = [case(1, "2023.3.5"), case(2, "2023.4.5", "不成功")]
    save("台账.xlsx", *rows)
    save("台账(1).xlsx", *rows)
    assert figures(read_books(tmp_path).records)["disputes_accepted", 2023] == 2


def test_files_by_community_add_up(save, tmp_path):
    save("城东.xlsx", case(1, "2023.3.5", place="城东社区"))
    save("城西.xlsx", case(2, "2023.3.5", place="城西社区"))
    assert figures(read_books(tmp_path).records)["disputes_accepted", 2023] == 2


def test_the_same_number_on_another_day_is_another_case(save, tmp_path):
    """Two committees number alike: number and day together tell a case."""
    save("甲.xlsx", case(1, "2023.3.5"))
    save("乙.xlsx", case(1, "2023.6.9"))
    assert figures(read_books(tmp_path).records)["disputes_accepted", 2023] == 2


def test_one_activity_in_the_files_of_two_departments(save, tmp_path):
    head = ["日期", "主题", "形式", "地点", "主办单位", "参加人数"]
    save("司法所.xlsx", ["2023.3.5", "民法典宣传", "讲座", "广场", "司法所", 100], head=head)
    save("派出所.xlsx", ["2023.3.5", "民法典宣传", "讲座", "广场", "派出所", 100],
         ["2023.3.5", "禁毒宣传", "讲座", "广场", "派出所", 40], head=head)  # fmt: skip
    found = figures(read_books(tmp_path).records)
    assert (found["publicity_events", 2023], found["publicity_audience", 2023]) == (2, 140)


def test_base_tables_of_two_communities_add_up_and_one_saved_twice_does_not(save, tmp_path):
    head = ["年份", "社区", "户数"]
    for name, place, households in (
        ("甲.xlsx", "城东社区", 900),
        ("乙.xlsx", "城西社区", 800),
        ("丙.xlsx", "城东社区", 900),
    ):
        save(name, [2023, place, households], head=head)
    found = figures(read_books(tmp_path).records)
    assert (found["households", 2023], found["communities", 2023]) == (1700, 2)


def test_years_laid_side_by_side_are_told_how_to_be_counted(save):
    ledgers = [
        read_ledger(save("上半年.xlsx", case(1, "2023.3.5"), case(3, "2023.4.5"))),
        read_ledger(save("下半年.xlsx", case(2, "2023.9.5"))),
    ]
    apart = find_conflicts(combine(*(ledger.yearly("示例街道") for ledger in ledgers)))
    assert apart["note"].str.contains("count_together").all()
    assert len(apart)
    together = count_together(ledgers, "示例街道")
    assert find_conflicts(together).empty
    assert figures(together)["disputes_accepted", 2023] == 3
