"""The one table: what it accepts, what it refuses, and what survives a round trip."""

from __future__ import annotations

import math
from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lawstats.errors import LawstatsError
from lawstats.indicators import Indicator
from lawstats.records import (
    COLUMNS,
    QUALIFIERS,
    annual,
    combine,
    empty,
    find_conflicts,
    load_breaks,
    load_records,
    save_records,
    validate,
)

GOOD = {
    "office": "甲街道",
    "year": 2024,
    "indicator": "disputes_mediated",
    "value": 73.0,
    "low": 73.0,
    "high": 73.0,
    "qualifier": "exact",
    "measure": "件",
    "period_start": pd.Timestamp(2024, 1, 1),
    "period_end": pd.Timestamp(2024, 12, 31),
    "source": "甲街道2024年报告",
    "link": "",
    "place": "第5句",
    "evidence": "调解纠纷73件",
}


def table(*changes: dict[str, object]) -> pd.DataFrame:
    return pd.DataFrame([GOOD | change for change in changes or ({},)], columns=list(COLUMNS))


def number(value: float, **changes: object) -> dict[str, object]:
    return {"value": value, "low": value, "high": value, **changes}


# --- the contract ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        {},
        number(0),
        {"low": 70, "high": 79, "qualifier": "over"},
        {"high": math.inf, "qualifier": "at_least"},
        {"low": 0.0, "qualifier": "at_most"},
        {"value": math.nan, "low": 10, "high": 12, "qualifier": "range"},
        {"value": math.nan, "low": 20, "high": 100, "qualifier": "vague"},
        {"period_start": pd.Timestamp(2024, 12, 31)},
        {"period_start": pd.Timestamp(2020, 1, 1)},
        {"period_start": date(2024, 1, 1), "period_end": date(2024, 12, 31)},
        {"measure": "", "evidence": "", "link": ""},
        {"year": 2024.0, "value": 73, "low": 73, "high": 73},
    ],
)
def test_contract_holds(change: dict[str, object]) -> None:
    checked = validate(table(change))
    assert list(checked.columns) == list(COLUMNS)
    assert checked.dtypes.astype(str).tolist() == [
        *("str", "int64", "str", "float64", "float64", "float64", "str", "str"),
        *("datetime64[us]", "datetime64[us]", "str", "str", "str", "str"),
    ]


@pytest.mark.parametrize(
    ("change", "column", "found"),
    [
        ({"office": " "}, "office", "空"),
        ({"source": ""}, "source", "空"),
        ({"place": ""}, "place", "空"),
        ({"office": None}, "office", "文字"),
        ({"indicator": ""}, "indicator", "空"),
        ({"qualifier": "approx"}, "qualifier", "approx"),
        ({"value": math.nan}, "value", "空"),
        ({"value": 11, "low": 10, "high": 12, "qualifier": "range"}, "value", "range"),
        ({"low": math.nan}, "low", "空"),
        ({"low": 80, "high": 79, "qualifier": "over"}, "low", "80"),
        (number(-3), "low", "-3"),
        ({"low": 74, "high": 79, "qualifier": "over"}, "value", "73"),
        ({"low": 70, "high": 75}, "value", "70"),
        (number(math.inf), "value", "无穷"),
        ({"year": 2023}, "year", "2023"),
        ({"year": 2024.5}, "year", "2024.5"),
        ({"year": "2024"}, "year", "2024"),
        ({"value": "73"}, "value", "73"),
        ({"value": True}, "value", "True"),
        ({"period_start": pd.Timestamp(2025, 1, 1)}, "period_start", "2025-01-01"),
        ({"period_end": pd.NaT}, "period_end", "NaT"),
        ({"period_start": "2024-01-01"}, "period_start", "2024-01-01"),
    ],
)
def test_contract_names_row_column_and_cell(change: dict[str, object], column: str, found: str) -> None:
    frame = table({"place": "第1句"}, change, {"place": "第9句"})
    with pytest.raises(LawstatsError) as error:
        validate(frame, file="records.csv", lines=[2, 3, 4])
    assert error.value.file == "records.csv"
    assert error.value.place == f"第3行，“{column}”列"
    assert found in error.value.found
    assert error.value.advice


def test_message_counts_the_other_bad_rows() -> None:
    with pytest.raises(LawstatsError, match=r"第2行.*另有1行也不合规定"):
        validate(table({}, {"qualifier": "approx"}, {"qualifier": "circa"}))


def test_duplicate_row_is_refused_and_combine_drops_it() -> None:
    with pytest.raises(LawstatsError, match="完全相同"):
        validate(table({}, {}))
    assert len(combine(table({}, {}))) == 1
    assert len(combine(table(), table())) == 1
    assert len(combine(table(), table({"source": "另一份报告"}))) == 2


def test_missing_and_surplus_columns_are_named() -> None:
    with pytest.raises(LawstatsError, match="缺少列link"):
        validate(table().drop(columns="link"))
    with pytest.raises(LawstatsError, match="多出列start"):
        validate(table().assign(start=3))


def test_validate_leaves_its_input_alone() -> None:
    frame = table({"year": 2024.0})
    before = frame.copy(deep=True)
    validate(frame)
    pd.testing.assert_frame_equal(frame, before)


def test_combine_order_does_not_depend_on_the_order_of_its_tables() -> None:
    one = table({"office": "乙街道"}, {"period_start": pd.Timestamp(2024, 7, 1)})
    two = table({}, {"indicator": "petitions"})
    pd.testing.assert_frame_equal(combine(one, two), combine(two, one))
    pd.testing.assert_frame_equal(combine(), empty())


def test_annual_keeps_whole_years_and_stocks_only() -> None:
    def period(start: tuple[int, int, int], end: tuple[int, int, int]) -> dict[str, object]:
        return {"period_start": pd.Timestamp(*start), "period_end": pd.Timestamp(*end), "year": end[0]}

    kept = table(period((2024, 1, 1), (2024, 12, 31)), period((2024, 6, 30), (2024, 6, 30)))
    left = table(
        period((2024, 1, 1), (2024, 11, 30)),
        period((2024, 2, 1), (2024, 12, 31)),
        period((2024, 8, 1), (2024, 8, 31)),
        period((2020, 1, 1), (2024, 12, 31)),
        period((2023, 8, 1), (2024, 7, 31)),
    )
    found = annual(combine(kept, left))
    assert set(found["period_start"]) == {pd.Timestamp(2024, 1, 1), pd.Timestamp(2024, 6, 30)}
    assert len(found) == 2


# --- conflicts ------------------------------------------------------------------------------------------------------


def two(first: dict[str, object], second: dict[str, object]) -> pd.DataFrame:
    return table({"source": "甲"} | first, {"source": "乙"} | second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (number(3_102_000, evidence="调解310.2万件"), number(3_101_917, evidence="3101917")),
        (number(3_102_000, evidence="調解310.2萬件"), number(3_102_499, evidence="")),
        (number(9_530_000, evidence="9.53 million"), number(9_527_000, evidence="")),
        (number(97.8, measure="%", evidence="成功率97.8%"), number(97.82, measure="%", evidence="97.82%")),
        (number(98, measure="%", evidence="98%"), number(97.6, measure="%", evidence="97.6%")),
        (number(97.8, measure="%", evidence=""), number(97.82, measure="%", evidence="")),
        (number(40_500), {"value": 40_000, "low": 40_000, "high": 49_999, "qualifier": "over"}),
        (number(73), number(73)),
        (number(73), number(90, period_start=pd.Timestamp(2024, 2, 1))),
        (number(73), number(90, indicator="disputes_screened")),
        (number(73), number(90, office="乙街道")),
    ],
)
def test_no_conflict(first: dict[str, object], second: dict[str, object]) -> None:
    assert find_conflicts(two(first, second)).empty


@pytest.mark.parametrize(
    ("first", "second", "ratio"),
    [
        (number(73), number(75), 75 / 73),
        (number(73), number(0), math.inf),
        (number(3_102_000, evidence="调解310.2万件"), number(3_102_501, evidence=""), 3_102_501 / 3_102_000),
        # the scale word must belong to this figure, not to a neighbour
        (number(73, evidence="发放资料4万份，调解73件"), number(74), 74 / 73),
        # printed in full: taken at its word, however round
        (number(4000, evidence="4000份"), number(3900), 4000 / 3900),
        (number(50_000), {"value": 40_000, "low": 40_000, "high": 49_999, "qualifier": "over"}, 1.25),
        (number(9), {"value": math.nan, "low": 10, "high": 12, "qualifier": "range"}, 11 / 9),
        (number(9), {"value": 20, "low": 20, "high": math.inf, "qualifier": "at_least"}, 20 / 9),
    ],
)
def test_conflict(first: dict[str, object], second: dict[str, object], ratio: float) -> None:
    for frame in (two(first, second), two(second, first)):
        found = find_conflicts(frame)
        assert len(found) == 1
        assert found.loc[0, "ratio"] == pytest.approx(ratio)
        assert {found.loc[0, "source_a"], found.loc[0, "source_b"]} == {"甲", "乙"}
        assert "请核对口径" in found.loc[0, "note"]


def test_three_sources_make_three_pairs_and_measures_are_pointed_out() -> None:
    found = find_conflicts(table(number(1, source="甲"), number(2, source="乙"), number(3, source="丙", measure="份")))
    assert len(found) == 3
    assert found["note"].str.contains("计量单位也不同").sum() == 2


# --- files ----------------------------------------------------------------------------------------------------------

TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)
NAMED = TEXT.filter(lambda text: bool(text.strip()))
AMOUNT = st.one_of(st.integers(0, 10**10).map(float), st.floats(0, 1e12, allow_nan=False))


@st.composite
def rows(draw: st.DrawFn) -> dict[str, object]:
    low, value, high = sorted(draw(st.tuples(AMOUNT, AMOUNT, AMOUNT)))
    qualifier = draw(st.sampled_from(QUALIFIERS))
    start, end = sorted(draw(st.tuples(st.dates(date(1949, 1, 1), date(2099, 12, 31)), st.dates(date(1949, 1, 1)))))
    end = min(end, date(2099, 12, 31))
    row = dict.fromkeys(("measure", "link", "evidence")) | {c: draw(TEXT) for c in ("measure", "link", "evidence")}
    row |= {column: draw(NAMED) for column in ("source", "place")}
    row |= {"office": draw(NAMED).strip(), "indicator": draw(st.sampled_from(["petitions", "mediators", "grids"]))}
    row |= {"value": value, "low": low, "high": high, "qualifier": qualifier}
    row |= {"period_start": pd.Timestamp(start), "period_end": pd.Timestamp(end), "year": end.year}
    if qualifier == "exact":
        row |= {"low": value, "high": value}
    if qualifier in ("range", "vague"):
        row["value"] = math.nan
    if qualifier == "at_least":
        row["high"] = math.inf
    return row


@settings(deadline=None, max_examples=40)
@given(st.lists(rows(), min_size=1, max_size=6))
def test_what_is_saved_is_what_is_loaded(
    tmp_path_factory: pytest.TempPathFactory, drawn: list[dict[str, object]]
) -> None:
    path = tmp_path_factory.mktemp("round") / "records.csv"
    records = combine(pd.DataFrame(drawn, columns=list(COLUMNS)))
    save_records(records, path)
    first = path.read_bytes()
    loaded = load_records(path)
    pd.testing.assert_frame_equal(loaded, records)
    save_records(loaded, path)
    assert path.read_bytes() == first
    assert first.startswith(b"\xef\xbb\xbf")


def test_saved_numbers_carry_no_noise(tmp_path: pytest.TempPathFactory) -> None:
    save_records(table(number(117.4e8), {"value": 40_000, "high": math.inf, "qualifier": "over"}), tmp_path / "r.csv")
    text = (tmp_path / "r.csv").read_text(encoding="utf-8-sig")
    assert ",11740000000,11740000000,11740000000," in text
    assert ",40000,73,inf,over," in text
    assert "2024-12-31" in text
    assert "\r" not in text


def write(path, text: str, encoding: str = "utf-8") -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text.encode(encoding))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings(tmp_path, encoding: str) -> None:
    write(tmp_path / "records.csv", "机关,年份,指标,数值\n犇街道,2024,人民调解员,69\n", encoding)
    assert load_records(tmp_path)["office"].tolist() == ["犇街道"]


def test_unreadable_text_names_file_and_row(tmp_path) -> None:
    (tmp_path / "records.csv").write_bytes("机关,年份\n甲,2024\n".encode() + b"\xff\xff\n")
    with pytest.raises(LawstatsError) as error:
        load_records(tmp_path)
    assert (error.value.file, error.value.place) == ("records.csv", "第3行")


def test_folder_is_read_one_level_down_in_order(tmp_path) -> None:
    for name, office in (
        ("b/records_2.csv", "乙"),
        ("records.csv", "甲"),
        ("b/notes.csv", "丙"),
        ("c/d/records.csv", "丁"),
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        write(tmp_path / name, f"机关,年份,指标,数值\n{office}街道,2024,mediators,69\n")
    assert load_records(tmp_path)["office"].tolist() == ["乙街道", "甲街道"]


def test_nothing_to_read(tmp_path) -> None:
    with pytest.raises(LawstatsError, match="没有记录表"):
        load_records(tmp_path)
    with pytest.raises(LawstatsError, match="没有这个文件"):
        load_records(tmp_path / "records.csv")
    write(tmp_path / "records.csv", "\n,,\n")
    with pytest.raises(LawstatsError, match="文件是空的"):
        load_records(tmp_path)
    write(tmp_path / "records.csv", "机关,年份,指标,数值\n")
    pd.testing.assert_frame_equal(load_records(tmp_path), empty())


# --- tables kept by hand --------------------------------------------------------------------------------------------


def typed(tmp_path, *lines: str, header: str = "机关,年份,指标,数值") -> pd.DataFrame:
    write(tmp_path / "records.csv", "\n".join([header, *lines]) + "\n")
    return load_records(tmp_path)


def test_four_columns_are_enough_and_the_rest_is_said(tmp_path) -> None:
    found = typed(tmp_path, "甲街道,2024,disputes_mediated,73", "甲街道,2024年,人民调解员,69")
    flow, stock = found.iloc[0], found.iloc[1]
    assert flow["period_start"] == pd.Timestamp(2024, 1, 1)
    assert flow["period_end"] == pd.Timestamp(2024, 12, 31)
    assert stock["period_start"] == stock["period_end"] == pd.Timestamp(2024, 12, 31)
    assert stock["indicator"] == "mediators"
    assert (flow["low"], flow["high"], flow["qualifier"], flow["measure"]) == (73, 73, "exact", "件")
    assert (flow["source"], flow["place"], flow["evidence"]) == ("手工录入（records.csv）", "第2行", "73")


@pytest.mark.parametrize(
    ("words", "value", "low", "high", "qualifier"),
    [
        ("4万余", 40_000, 40_000, 49_999, "over"),
        ("0", 0, 0, 0, "exact"),
        ('"1,420"', 1420, 1420, 1420, "exact"),
        ("１２", 12, 12, 12, "exact"),
        ("近30件", 30, 21, 30, "under"),
        ("800余人次", 800, 800, 899, "over"),
    ],
)
def test_words_in_the_value_cell(tmp_path, words: str, value: float, low: float, high: float, qualifier: str) -> None:
    row = typed(tmp_path, f"甲街道,2024,petitions,{words}").iloc[0]
    assert (row["value"], row["low"], row["high"], row["qualifier"]) == (value, low, high, qualifier)
    assert row["evidence"] == words.strip('"')


def test_all_columns_in_chinese_and_dates_as_excel_rewrites_them(tmp_path) -> None:
    row = typed(
        tmp_path,
        "甲街道,2024,petitions,,10,12,range,件,2024/1/1,2024年11月30日,台账,,第3页,10至12件",
        header="机关,年份,指标,数值,下限,上限,限定方式,计量单位,起始日,截止日,来源,链接,位置,原文",
    ).iloc[0]
    assert math.isnan(row["value"])
    assert (row["low"], row["high"]) == (10, 12)
    assert (row["period_start"], row["period_end"]) == (pd.Timestamp(2024, 1, 1), pd.Timestamp(2024, 11, 30))
    assert (row["source"], row["place"]) == ("台账", "第3页")


@pytest.mark.parametrize(
    ("line", "place", "found", "advice"),
    [
        ("甲街道,2024,disputes_mediate,73", "第3行，“指标”列", "disputes_mediate", "disputes_mediated"),
        ("甲街道,2024,人民调节员,73", "第3行，“指标”列", "人民调节员", "人民调解员"),
        ("甲街道,24,petitions,73", "第3行，“年份”列", "24", "四位"),
        ("甲街道,2024,petitions,", "第3行，“数值”列", "空", "请填0"),
        ("甲街道,2024,petitions,若干", "第3行，“数值”列", "若干", "一格只填一个数"),
        ("甲街道,2024,petitions,73件和75件", "第3行，“数值”列", "2个数字", "一格只填一个数"),
        (",2024,petitions,73", "第3行，“office”列", "空", "机关"),
        ("甲街道,2024,petitions,1,420", "第3行", "5格", "双引号"),
        ('甲街道,2024,petitions,"73', "第3行", "双引号", "Excel"),
    ],
)
def test_a_bad_row_is_named(tmp_path, line: str, place: str, found: str, advice: str) -> None:
    with pytest.raises(LawstatsError) as error:
        typed(tmp_path, "甲街道,2024,mediators,69", line)
    assert (error.value.file, error.value.place) == ("records.csv", place)
    assert found in error.value.found
    assert advice in error.value.advice


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ("机关,年份,指标", "缺少列数值"),
        ("机关,年份,指标,数值,year", "同一列"),
        ("机关,年份,指标,数值,备注", "备注"),
    ],
)
def test_a_bad_header_is_named(tmp_path, header: str, found: str) -> None:
    with pytest.raises(LawstatsError, match=found):
        typed(tmp_path, ",".join("甲" for _ in header.split(",")), header=header)


def test_a_hedged_number_needs_its_ends(tmp_path) -> None:
    with pytest.raises(LawstatsError, match="写原话"):
        typed(tmp_path, "甲街道,2024,petitions,40000,over", header="机关,年份,指标,数值,限定方式")


def test_own_vocabulary(tmp_path) -> None:
    fields = {"name": "巡河", "english": "Patrols", "measures": ("次",), "domain": "own", "kind": "planned"}
    known = {slot: fields.get(slot, "") for slot in Indicator.__slots__} | {
        "code": "patrols",
        "good_direction": "neutral",
    }
    write(tmp_path / "records.csv", "机关,年份,指标,数值\n甲街道,2024,巡河,12\n")
    assert load_records(tmp_path, {"patrols": Indicator(**known)})["measure"].tolist() == ["次"]
    with pytest.raises(LawstatsError, match="词表里没有"):
        load_records(tmp_path)


# --- breaks ---------------------------------------------------------------------------------------------------------


def test_breaks(tmp_path) -> None:
    assert load_breaks(tmp_path).empty
    header = "office,indicator,year,reason,source,link\n"
    write(tmp_path / "own/breaks.csv", header + "*,petitions,2024,换系统,通知,\n")
    found = load_breaks(tmp_path)
    assert found.loc[0, ["office", "indicator", "year", "reason"]].tolist() == ["*", "petitions", 2024, "换系统"]
    for line, column in (("*,petitions,24,换系统,通知,", "year"), ("*,,2024,换系统,通知,", "indicator")):
        write(tmp_path / "own/breaks.csv", header + line + "\n")
        with pytest.raises(LawstatsError, match=f"第2行，“{column}”列"):
            load_breaks(tmp_path)
    with pytest.raises(LawstatsError, match="没有这个文件"):
        load_breaks(tmp_path / "breaks.csv")
