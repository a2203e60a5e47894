"""Workbooks: text never runs, numbers stay numbers, nothing is lost, the same table gives the same bytes."""

from __future__ import annotations

import math
import zipfile
from datetime import UTC, date, datetime, timezone
from xml.etree import ElementTree as ET

import numpy as np
import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lawstats.errors import LawstatsError
from lawstats.telling.cells import cell_width, heading, printable, shown
from lawstats.telling.sheets import write_workbook

DANGEROUS = ["=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1", " =1+1", "＝1+1", '=HYPERLINK("x")', "#N/A", "#REF!"]


@pytest.fixture
def write(tmp_path):
    def write_and_read(frame, name="表"):
        path = tmp_path / "表.xlsx"
        write_workbook(path, {name: frame})
        return openpyxl.load_workbook(path)[name]

    return write_and_read


def column(sheet, letter="A"):
    return [cell.value for cell in sheet[letter][1:]]


@pytest.mark.parametrize("text", DANGEROUS)
def test_text_that_looks_like_a_formula_stays_text(write, text):
    cell = write(pd.DataFrame({"说明": [text]}))["A2"]
    assert cell.data_type == "s"
    assert cell.value == printable(text)
    assert cell.quotePrefix == (not text.startswith("#"))


def test_a_heading_that_looks_like_a_formula_stays_text(write):
    cell = write(pd.DataFrame({"=cmd()": [1]}))["A1"]
    assert (cell.data_type, cell.value, cell.quotePrefix) == ("s", "=cmd()", True)


def test_no_formula_anywhere_in_the_xml(tmp_path):
    write_workbook(tmp_path / "x.xlsx", {"表": pd.DataFrame({text: [text] for text in DANGEROUS})})
    with zipfile.ZipFile(tmp_path / "x.xlsx") as package:
        tree = ET.fromstring(package.read("xl/worksheets/sheet1.xml"))
    assert not [element for element in tree.iter() if element.tag.endswith("}f")]


@pytest.mark.parametrize("text", ["调解73件", "73", "2024-03-05", "1=1", "a-b", "（=）"])
def test_plain_text_is_not_marked(write, text):
    cell = write(pd.DataFrame({"说明": [text]}))["A2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", False)


def test_negative_numbers_stay_numbers(write):
    assert [(c.value, c.data_type) for c in write(pd.DataFrame({"差": [-3, -2.5]}))["A"][1:]] == [
        (-3, "n"),
        (-2.5, "n"),
    ]


@given(st.lists(st.integers(-(10**15) + 1, 10**15 - 1) | st.floats(-1e300, 1e300), min_size=1))
@settings(max_examples=30, deadline=None)
def test_numbers_come_back_as_they_were(tmp_path_factory, values):
    path = tmp_path_factory.mktemp("n") / "n.xlsx"
    write_workbook(path, {"数": pd.DataFrame({"值": pd.Series(values, dtype=object)})})
    # openpyxl writes 16 digits, Excel keeps 15.
    assert column(openpyxl.load_workbook(path)["数"]) == pytest.approx(values, rel=1e-14, abs=0)


@given(st.lists(st.text(min_size=1, max_size=30), min_size=1, max_size=5))
@settings(max_examples=50, deadline=None)
def test_any_text_comes_back_with_every_sign_seen(tmp_path_factory, texts):
    path = tmp_path_factory.mktemp("t") / "t.xlsx"
    write_workbook(path, {"文": pd.DataFrame({"文": texts})})
    assert column(openpyxl.load_workbook(path)["文"]) == [printable(text) for text in texts]
    assert all(len(printable(text)) == len(text.replace("\r\n", "\n")) for text in texts)


def test_missing_is_blank_and_an_open_end_says_so(write):
    frame = pd.DataFrame({"值": [math.nan, math.inf, -math.inf, 0.0], "文": [None, pd.NA, "", "零"]})
    sheet = write(frame)
    assert column(sheet) == [None, "无上限", "无下限", 0]
    assert column(sheet, "B") == [None, None, None, "零"]


def test_nullable_integers_keep_their_gaps(write):
    assert column(write(pd.DataFrame({"件": pd.array([3, None, 4], dtype="Int64")}))) == [3, None, 4]


def test_dates_are_dates(write):
    values = [date(2024, 3, 5), pd.Timestamp(2024, 3, 5, 14, 30), pd.NaT, date(1900, 3, 1)]
    sheet = write(pd.DataFrame({"日": pd.Series(values, dtype=object)}))
    assert column(sheet) == [datetime(2024, 3, 5), datetime(2024, 3, 5, 14, 30), None, datetime(1900, 3, 1)]
    assert [sheet["A2"].number_format, sheet["A3"].number_format] == ["yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss"]


def test_dates_excel_cannot_hold_are_text(write):
    values = [date(1899, 12, 31), datetime(2024, 1, 1, tzinfo=UTC)]
    assert column(write(pd.DataFrame({"日": values}))) == ["1899-12-31", "2024-01-01 00:00:00+00:00"]


def test_long_identity_numbers_are_not_rounded(write):
    assert column(write(pd.DataFrame({"号": [530302199001011234, 73]}))) == ["530302199001011234", 73]


def test_flags_and_lists_are_readable(write):
    frame = pd.DataFrame({"签": [True, False], "类": [("物业", "邻里"), ["合同"]], "集": [{"乙", "甲"}, set()]})
    sheet = write(frame)
    assert [column(sheet, letter) for letter in "ABC"] == [["是", "否"], ["物业、邻里", "合同"], ["乙、甲", None]]


def test_header_is_bold_frozen_and_printed_on_every_page(write):
    sheet = write(pd.DataFrame({"office": ["甲街道"], "件数": [1]}))
    assert [cell.value for cell in sheet[1]] == ["机关", "件数"]
    assert all(cell.font.b for cell in sheet[1])
    assert (sheet.freeze_panes, sheet.print_title_rows, sheet.auto_filter.ref) == ("A2", "$1:$1", "A1:B2")
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_columns_fit_chinese_and_stop_growing(write):
    frame = pd.DataFrame({"a": ["调解矛盾纠纷七十三件"], "b": ["ab"], "c": ["字" * 100]})
    dimensions = write(frame).column_dimensions
    assert dimensions["A"].width >= 20
    assert dimensions["B"].width < 10
    assert dimensions["C"].width == 50


def test_named_index_is_written_and_a_row_number_is_not(write):
    assert [c.value for c in write(pd.DataFrame({"x": [1]}, index=pd.Index([2024], name="year")))[1]] == ["年份", "x"]
    assert [c.value for c in write(pd.DataFrame({"x": [1]}, index=[7]))[1]] == ["x"]


def test_columns_of_two_levels_and_of_one_name(write):
    frame = pd.DataFrame([[1, 2]], columns=pd.MultiIndex.from_tuples([("2024", "件"), ("2024", "件")]))
    assert [[cell.value for cell in row] for row in write(frame)] == [["2024·件", "2024·件"], [1, 2]]


def test_an_empty_table_keeps_its_header(write):
    assert [c.value for c in write(pd.DataFrame(columns=["甲", "乙"]))[1]] == ["甲", "乙"]


def test_sheet_names_lose_no_meaning(tmp_path):
    write_workbook(tmp_path / "x.xlsx", {"2023/2024": pd.DataFrame({"a": [1]}), "甲:乙?": pd.DataFrame({"a": [1]})})
    assert openpyxl.load_workbook(tmp_path / "x.xlsx").sheetnames == ["2023／2024", "甲：乙？"]


@pytest.mark.parametrize(
    ("sheets", "word"),
    [
        ({}, "没有可写的表"),
        ({"": pd.DataFrame()}, "0字"),
        ({"名" * 32: pd.DataFrame()}, "32字"),
        ({"A": pd.DataFrame(), "a": pd.DataFrame()}, "都叫"),
        ({"甲": pd.DataFrame({"x": ["字" * 32768]})}, "甲!A2"),
        ({"甲": pd.DataFrame(np.zeros((1, 16385)))}, "放不下"),
    ],
)
def test_what_excel_cannot_hold_is_refused(tmp_path, sheets, word):
    with pytest.raises(LawstatsError, match=word):
        write_workbook(tmp_path / "x.xlsx", sheets)


def test_a_cell_as_long_as_allowed_is_whole(write):
    assert column(write(pd.DataFrame({"x": ["字" * 32767]}))) == ["字" * 32767]


def test_an_open_file_is_named(tmp_path, monkeypatch):
    def refuse(*_):
        raise PermissionError

    monkeypatch.setattr("pathlib.Path.write_bytes", refuse)
    with pytest.raises(LawstatsError, match=r"表\.xlsx.文件不能写入"):
        write_workbook(tmp_path / "表.xlsx", {"甲": pd.DataFrame({"x": [1]})})


def test_same_table_same_bytes_at_any_time(tmp_path, monkeypatch):
    frame = pd.DataFrame({"件数": [73], "日": [date(2024, 3, 5)], "文": ["=1"]})
    write_workbook(tmp_path / "a.xlsx", {"甲": frame})
    # openpyxl and zipfile ask the clock; give them another day.
    monkeypatch.setattr("time.localtime", lambda *_: datetime(2031, 5, 6, 7, 8, 9).timetuple())
    monkeypatch.setattr("openpyxl.writer.excel.datetime", _LaterModule)
    write_workbook(tmp_path / "b.xlsx", {"甲": frame})
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


class _LaterModule:
    timezone = timezone

    class datetime:  # noqa: N801 - stands in for the class of that name
        @staticmethod
        def now(tz=None):
            return datetime(2031, 5, 6, tzinfo=tz)


def test_width_counts_chinese_double_and_takes_the_longest_line():
    assert [cell_width(text) for text in ("", "ab", "调解", "“甲”", "a\n调解")] == [0, 2, 4, 6, 4]


def test_headings_are_chinese_for_every_records_column():
    from lawstats.records import COLUMNS

    assert not [column for column in COLUMNS if heading(column) == column]


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e9, max_value=1e9))
def test_shown_number_is_within_rounding(value):
    text = shown(value).replace("−", "-")
    assert "e" not in text
    assert float(text) == pytest.approx(value, rel=6e-4)
