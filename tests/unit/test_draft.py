"""What a check says beyond its verdict, what it takes for a file, and what it refuses."""

from __future__ import annotations

import docx
import pandas as pd
import pytest

from lawstats.drafts import check_draft, check_text
from lawstats.errors import LawstatsError
from lawstats.indicators import load_vocabulary
from lawstats.quantities import find_quantities
from lawstats.quantities.spans import Span, printed_span, printed_unit
from lawstats.records import COLUMNS, empty

DAY = pd.Timestamp


def figures(series, office="甲街道", measure="件", source="{year}年报告") -> pd.DataFrame:
    rows = [
        [
            *(office, year, code, float(value), float(value), float(value), "exact", measure),
            *(DAY(year, 1, 1), DAY(year, 12, 31), source.format(year=year), "", f"{code}{year}", f"{value}{measure}"),
        ]
        for code, years in series.items()
        for year, value in years.items()
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


DISPUTES = figures({"disputes_mediated": {2021: 65, 2022: 70, 2023: 60, 2024: 73}})


def one(text, words, records=DISPUTES, **options) -> pd.Series:
    found = check_text(text, records, **({"year": 2024} | options))
    rows = found[found["words"] == words]
    assert len(rows) == 1, found[["words", "verdict"]]
    return rows.iloc[0]


# What stands beside a verdict


def test_the_record_stands_beside_the_claim_with_its_source():
    row = one("全年调解矛盾纠纷73件。", "73件")
    name = load_vocabulary()["disputes_mediated"].name
    assert (row["verdict"], row["indicator"], row["name"]) == ("一致", "disputes_mediated", name)
    assert row["record"] == "2024年：73件（2024年报告）"
    assert row["source"] == "2024年报告，disputes_mediated2024"
    assert row["place"] == "第1句，第9字"
    assert row["sentence"] == "全年调解矛盾纠纷73件。"


def test_a_change_shows_both_years():
    row = one("调解矛盾纠纷73件，同比增长21.7%。", "21.7%")
    assert row["record"] == "2024年：73件（2024年报告）；2023年：60件（2023年报告）"
    assert row["says"] == "2024年比2023年上升21.7%"


@pytest.mark.parametrize(
    ("text", "words", "note"),
    [
        ("调解矛盾纠纷73件，同比增长12.3%。", "12.3%", "与2021年相比才是这个数，可能用错了基期"),
        ("调解矛盾纠纷73件，同比增长17.8%。", "17.8%", "可能误以今年数作基数"),
        ("调解矛盾纠纷73件，同比下降21.7%。", "21.7%", "方向相反"),
        ("调解矛盾纠纷73件，同比增长121.7%。", "121.7%", "写成了“增长”"),
        ("调解矛盾纠纷73件，同比增长21.7个百分点。", "21.7个百分点", "增幅是百分比，不是百分点"),
        ("调解矛盾纠纷37件。", "37件", "数字次序可能颠倒"),
        ("调解矛盾纠纷70件。", "70件", "2022年的数才是70件"),
        ("调解矛盾纠纷73件，其中邻里30件、其他40件。", "40件", "合计与记录相符，请核对各分项"),
    ],
)
def test_the_note_says_which_mistake_gives_the_number(text, words, note):
    row = one(text, words)
    assert row["verdict"] == "不一致"
    assert note in row["note"]


def test_the_right_change_is_given():
    note = one("调解矛盾纠纷73件，同比增长12.7%。", "12.7%")["note"]
    assert note.startswith("2023年60件，2024年73件，上升13件（21.7%）")


def test_last_year_as_published_against_as_used_now():
    ledger = figures({"disputes_mediated": {2023: 65}}, source="人民调解台账")
    published = figures({"disputes_mediated": {2023: 74, 2024: 73}})
    records = pd.concat([ledger, published], ignore_index=True)
    row = one("调解矛盾纠纷73件，上年为65件。", "65件", records)
    assert row["verdict"] == "一致"
    assert "记录中上年公布的还有74件（2023年报告）" in row["note"]
    assert one("调解矛盾纠纷73件，上年为65件。", "65件", published)["verdict"] == "不一致"


def test_a_change_across_a_break_is_pointed_out():
    breaks = pd.DataFrame(
        [["甲街道", "disputes_mediated", 2024, "改用新系统", "内部说明", ""]],
        columns=["office", "indicator", "year", "reason", "source", "link"],
    )
    row = one("调解矛盾纠纷73件，同比增长21.7%。", "21.7%", breaks=breaks)
    assert row["verdict"] == "四舍五入内一致"
    assert "口径有变化（改用新系统）" in row["note"]
    assert one("调解矛盾纠纷73件，比上年明显上升。", "明显上升", breaks=breaks)["verdict"] == "表述过强"


def test_what_could_not_be_checked_says_why():
    assert "没有2020年的记录" in one("2020年调解矛盾纠纷48件。", "48件")["note"]
    assert one("走访560户。", "560户")["note"] == "没有认出是哪项指标"
    assert one("历时15天。", "15天")["note"] == "是时间长短，不核对"
    assert "记录里没有同一期间" in one("1—11月调解矛盾纠纷60件。", "60件")["note"]


def test_a_figure_of_part_of_the_year_is_held_to_a_record_of_the_same_part():
    part = DISPUTES.assign(period_end=DISPUTES["period_end"] - pd.Timedelta(days=31))
    assert one("1—11月调解矛盾纠纷73件。", "73件", part)["verdict"] == "一致"
    assert one("1—11月调解矛盾纠纷37件。", "37件", part)["verdict"] == "不一致"


def test_totals_of_several_years_are_added_up():
    assert one("2022—2024年共调解矛盾纠纷203件。", "203件")["verdict"] == "一致"
    assert one("2022—2024年共调解矛盾纠纷230件。", "230件")["verdict"] == "不一致"


def test_the_drafts_own_numbers_are_used_where_nothing_is_on_record():
    text = "走访群众560户，上年500户，增长{}。"
    assert one(text.format("12%"), "12%")["verdict"] == "一致"
    assert one(text.format("20%"), "20%")["verdict"] == "不一致"


def test_a_share_may_look_back_one_sentence():
    text = "调解矛盾纠纷73件。其中物业纠纷18件，占{}。"
    assert one(text.format("24.7%"), "24.7%")["verdict"] == "四舍五入内一致"
    assert one(text.format("27.4%"), "27.4%")["verdict"] == "不一致"


SEVERAL = pd.concat(
    [
        DISPUTES,
        figures({"petitions": {2022: 38, 2023: 40, 2024: 32}, "npc_suggestions": {2023: 10, 2024: 12}}),
        figures({"cppcc_proposals": {2023: 2, 2024: 2}, "disputes_property_mgmt": {2023: 11, 2024: 18}}),
        figures({"law_lectures": {2022: 10, 2023: 12, 2024: 14}}, measure="场"),
        figures({"mediation_success_rate": {2023: 96.0, 2024: 97.4}}, measure="%"),
        figures({"disputes_screened": {2023: 98, 2024: 91}, "administrative_litigation": {2023: 2, 2024: 0}}),
    ],
    ignore_index=True,
)


@pytest.mark.parametrize(
    "text",
    [
        "较上年增长21.7%，全年共调解矛盾纠纷73件。",
        "2024年，我街道调解矛盾纠纷73件，与2023年的60件相比增加13件，增幅达21.7%。",
        "全年调解各类矛盾纠纷73起，调解成功率达97.4%，同比分别增长21.7%、1.4个百分点。",
        "2023年调解矛盾纠纷60件，同比下降14.3%；2024年调解73件，同比增长21.7%。",
        "物业纠纷由11件增加到18件，增长63.6%，是增长最快的类型。",
        "信访件由2022年38件、2023年40件减少到32件。",
        "法治讲座从10场到12场再到14场，逐年增加。",
        "办理人大代表建议12件、政协提案2件，合计14件，同比增加2件。",
        "矛盾纠纷调解量是2022年的1.04倍。",
        "2022—2024年，矛盾纠纷调解数量分别为70件、60件、73件。",
        "2021年以来累计调解矛盾纠纷268件。",
        "排查矛盾纠纷91件，化解73件，化解率80.2%。",
        "全年调解矛盾纠纷73件，占排查总数的80.2%。",
        "行政诉讼由2件降为0件，实现零诉讼。",
        "信访件首次降到35件以下。",
        "信访件未见明显上升。",
        "调解矛盾纠纷73件，新增5件疑难案件已化解。",
        "调解矛盾纠纷73件，由律师参与调解40件、网格员参与调解50件。",
        "调解矛盾纠纷73件（不含诉前调解），排查隐患60件、整改50件。",
        "调解矛盾纠纷73件，其中达成书面协议60件，司法确认40件。",
        "全区调解矛盾纠纷1200件，矛盾纠纷大幅上升。",
        "宪法宣传周期间举办法治讲座3场。",
    ],
)
def test_right_sentences_raise_nothing(text):
    found = check_text(text, SEVERAL, year=2024)
    assert not set(found["verdict"]) & {"不一致", "表述过强"}, found[["words", "verdict", "note"]].to_string()


@pytest.mark.parametrize(
    "text",
    [
        "普法成效显著。",
        "明显标志设置到位。",
        "首次违法不罚事项清单已公布。",
        "化解矛盾纠纷能力不断提高。",
        "稳步推进法治建设。",
        "持续提升法治化水平。",
    ],
)
def test_phrases_that_claim_no_change_give_no_row(text):
    assert check_text(text, DISPUTES, year=2024).empty


def test_plans_are_not_checked_as_results():
    text = "一、主要成效\n调解矛盾纠纷73件。\n四、2025年工作打算\n调解矛盾纠纷100件，同比大幅增长50%。"
    found = check_text(text, DISPUTES, year=2024)
    assert found["verdict"].tolist() == ["一致", "无记录可核", "无记录可核", "无记录可核"]
    assert set(found["note"][1:]) == {"是今后的目标或要求，不作为结果核对"}


# Whose draft, of which year


def test_office_and_year_come_from_the_text():
    other = figures({"disputes_mediated": {2024: 99}}, office="示例市示例区示例街道")
    records = pd.concat([DISPUTES, other], ignore_index=True)
    text = "示例街道2024年法治政府建设年度报告\n全年调解矛盾纠纷99件。"
    assert check_draft(text, records)["verdict"].tolist() == ["一致"]
    assert check_draft(text, records, office="甲街道", year=2024)["verdict"].tolist() == ["不一致"]


def test_several_offices_and_none_named_check_nothing():
    other = figures({"disputes_mediated": {2024: 99}}, office="乙街道")
    found = check_text("全年调解矛盾纠纷73件。", pd.concat([DISPUTES, other], ignore_index=True), year=2024)
    assert found["verdict"].tolist() == ["无记录可核"]


def test_an_office_that_is_not_on_record_is_refused():
    with pytest.raises(LawstatsError, match="记录中没有“丙街道”。有记录的机关：甲街道"):
        check_text("调解1件。", DISPUTES, office="丙街道")


def test_a_year_that_is_none_is_refused():
    with pytest.raises(LawstatsError, match="请写四位年份"):
        check_text("调解1件。", DISPUTES, year=24)


def test_records_that_break_the_contract_are_refused():
    with pytest.raises(LawstatsError, match="缺少列"):
        check_text("调解1件。", DISPUTES.drop(columns="value"))


def test_no_records_at_all_still_lists_every_number():
    found = check_text("调解矛盾纠纷73件，同比增长21.7%。", empty(), year=2024)
    assert found["words"].tolist() == ["73件", "21.7%"]
    assert set(found["verdict"]) == {"无记录可核"}


# Files


@pytest.mark.parametrize("suffix", [".txt", ".md", ".docx"])
def test_files_and_words_give_the_same(tmp_path, suffix):
    words = "甲街道2024年法治政府建设年度报告\n全年调解矛盾纠纷73件，同比大幅增长12.7%。"
    path = tmp_path / f"草稿{suffix}"
    if suffix == ".docx":
        document = docx.Document()
        for line in words.split("\n"):
            document.add_paragraph(line)
        document.save(path)
    else:
        path.write_text(words, encoding="utf-8")
    from_words = check_draft(words, DISPUTES)
    assert from_words["verdict"].tolist() == ["一致", "表述过强", "不一致"]
    pd.testing.assert_frame_equal(check_draft(path, DISPUTES), from_words)
    pd.testing.assert_frame_equal(check_draft(str(path), DISPUTES), from_words)


def test_a_file_that_is_not_there_is_said_to_be_missing():
    with pytest.raises(LawstatsError, match=r"没有这份草稿\.docx：没有这个文件"):
        check_draft("没有这份草稿.docx", DISPUTES)


def test_twenty_pages_are_checked_like_one():
    paragraph = (
        "全年调解矛盾纠纷73件，同比增长21.7%，与上年基本持平；其中物业纠纷18件、邻里纠纷20件、其他35件，物业占24.7%。"
        "调解数量逐年上升，走访群众560户，发放宣传资料4.2万份，举办法治讲座14场，比上年多2场。\n"
    )
    times = 12_000 // len(paragraph)
    once = check_text(paragraph, DISPUTES, year=2024)
    found = check_text("一、主要成效\n" + paragraph * times, DISPUTES, year=2024)
    assert found["verdict"].tolist() == once["verdict"].tolist() * times
    assert len(found) > 1000


# What a printed number may have come from


@pytest.mark.parametrize(
    ("words", "unit"),
    [
        ("73件", 0),
        ("42000份", 0),
        ("4.2万份", 1000),
        ("4.20万份", 100),
        ("4万份", 10_000),
        ("三万二千份", 1000),
        ("1,420条", 0),
        ("100%", 1),
        ("97.4%", 0.1),
        ("百分之九十七点四", 0.1),
        ("三成", 10),
        ("三成五", 5),
        ("2倍", 1),
        ("1.4个百分点", 0.1),
    ],
)
def test_printed_unit(words, unit):
    item = find_quantities(words)[0]
    assert printed_unit(item.text, item.value, item.measure) == pytest.approx(unit)


def test_spans_hold_and_meet():
    tight, wide, apart = Span(21, 22), Span(20, 30), Span(31, 40)
    assert wide.holds(tight)
    assert not tight.holds(wide)
    assert wide.meets(tight)
    assert not wide.meets(apart)
    assert printed_span(find_quantities("近30人")[0]) == Span(21, 30)
