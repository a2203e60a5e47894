"""A report held against itself: what must be listed, what must not, and that consistent numbers never are."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lawstats import read_report, read_text
from lawstats.reading.reports import Problem, read_reports

_REPORTS = Path(__file__).resolve().parents[2] / "data" / "example" / "reports"


def _problems(text: str, year: int | None = 2024) -> tuple[Problem, ...]:
    return read_text(text, office="示例街道", year=year).problems


# --- parts and totals ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("调解纠纷137起，其中婚姻家庭51起、邻里60起、其他23起。", ["137起", "51起", "60起", "23起"], "相加为134，少于"),
        ("调解纠纷137起，其中婚姻家庭51起、邻里60起、损害赔偿23起。", ["137起", "51起", "60起", "23起"], "少于"),
        ("调解纠纷137起（婚姻家庭51起、邻里60起、其他30起）。", ["137起", "51起", "60起", "30起"], "相加为141，多于"),
        ("立案390件，其中简易程序110件、普通程序281件。", ["390件", "110件", "281件"], "相加为391，多于"),
        ("调解纠纷137起。其中婚姻家庭51起、邻里60起、其他23起。", ["137起", "51起", "60起", "23起"], "相加为134"),
        ("排查纠纷91件：邻里40件、物业31件、其他22件。", ["91件", "40件", "31件", "22件"], "相加为93，多于"),
        ("现有人民调解员69人，其中专职12人、兼职58人。", ["69人", "12人", "58人"], "相加为70，多于"),
        ("现有137名人民调解员，其中专职20名、兼职110名。", ["137名", "20名", "110名"], "相加为130，少于"),
        ("办理人大代表建议12件、政协提案2件，合计15件。", ["12件", "2件", "15件"], "相加为14，少于"),
        ("审查合同30份，其中采购类35份、租赁类2份。", ["30份", "35份", "2份"], "“35份”大于总数“30份”"),
        ("发放资料约4万份，其中社区1.2万份、其他500份。", ["约4万份", "1.2万份", "500份"], "相加为12000至13000"),
    ],
)
def test_parts_that_do_not_make_their_total(text: str, words: list[str], found: str) -> None:
    (problem,) = _problems(text)
    assert found in problem.found
    assert [text[start : start + len(word)] for start, word in zip(problem.starts, words, strict=True)] == words
    for start, word in zip(problem.starts, words, strict=True):
        assert f"第{start + 1}字“{word}”" in problem.place
    assert "请核对" in problem.advice


@pytest.mark.parametrize(
    "text",
    [
        "立案390件，其中简易程序110件、普通程序280件，撤销8件。",
        "立案390件（其中简易程序110件、普通程序280件、撤销8件）。",
        "调解纠纷137起，其中婚姻家庭51起、邻里60起。",  # a selection
        "调解纠纷137起，其中婚姻家庭51起、邻里60起、其他26起。",
        "调解纠纷137起，其中调解成功130起，司法确认20起。",  # one lies inside the other
        "发放资料4.2万份，其中社区3万份、学校1.2万余份。",
        "发放资料4万余份，其中社区2.5万份、学校1.8万份、其他500份。",
        "办理人大代表建议12件、政协提案2件，合计14件。",
        "办理人大代表建议12件、政协提案2件、热线80件，建议和提案共计14件。",
        "审核合同4份，由律师出具意见2份、提出建议9条。",
        "2023年调解137起，2024年调解120起，其中邻里51起、婚姻家庭60起。",
        "计划明年培训10场，其中执法8场、普法5场。",
        "开展活动36场（线上6场、线下30场），惠及1200人次。",
        "全镇共有村居15个，其中村12个、社区3个。",
    ],
)
def test_parts_that_may_be_right(text: str) -> None:
    assert _problems(text) == ()


# --- shares and rates ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words", "truth"),
    [
        ("调解纠纷137起，其中婚姻家庭51起，占39%。", ["137起", "51起", "39%"], "37.23%"),
        ("调解纠纷137起，婚姻家庭51起（39%）。", ["137起", "51起", "39%"], "37.23%"),
        ("调解纠纷137起，其中婚姻家庭51起（占比39%）。", ["137起", "51起", "39%"], "37.23%"),
        ("调解纠纷76件，其中邻里19件，占全部纠纷的三分之一。", ["76件", "19件", "三分之一"], "25%"),
        ("受理信访事项137件，办结120件，办结率98%。", ["137件", "120件", "98%"], "87.59%"),
        ("办理建议12件，已办结11件，办结率100%。", ["12件", "11件", "100%"], "91.67%"),
        ("调解100件，占排查的80%；其中书面协议60件，占50%。", ["100件", "60件", "50%"], "60%"),
        ("调解200件。从类型看，邻里80件，占40%；物业60件，占20%。", ["200件", "60件", "20%"], "30%"),
        ("发放资料近3万份，其中社区1000份，占10%。", ["近3万份", "1000份", "10%"], "3.33至5%"),
    ],
)
def test_a_percentage_its_counts_cannot_give(text: str, words: list[str], truth: str) -> None:
    (problem,) = _problems(text)
    assert truth in problem.found
    assert [text[start : start + len(word)] for start, word in zip(problem.starts, words, strict=True)] == words
    assert "分母是别的数的" in problem.advice


@pytest.mark.parametrize(
    "text",
    [
        "调解纠纷137起，其中婚姻家庭51起，占37%。",
        "调解纠纷137起，其中婚姻家庭51起，占37.2%。",
        "调解纠纷137起，其中婚姻家庭51起，占全市纠纷的3.5%。",
        "调解纠纷137起，其中婚姻家庭51起，同比下降39%。",
        "调解纠纷4万余起，其中婚姻家庭2万起，占45%。",
        "行政复议案件141件，调解结案75件，调解率60.5%。",  # of those closed
        "受理纠纷300件。从类型看，邻里88件，占29.3%；婚姻家庭61件，占20.3%；劳动争议29件，占9.7%。",
        "邻里88件，占33.3%；婚姻家庭61件，占23.1%；劳动争议29件，占11%。",  # the total is not given
        "受理信访事项137件，办结120件，按期办结率98%。",
        "排查纠纷150件，化解120件，化解率98%。",  # not every one screened was taken up
        "受理信访事项137件，办结120件，群众满意率98%。",
        "受理热线1373件，办结1370件，办结率100%。",
        "调解纠纷137起，参与人员51人，占39%。",
        "全年无行政诉讼案件，出庭应诉率100%。",
    ],
)
def test_a_percentage_that_may_be_right(text: str) -> None:
    assert _problems(text) == ()


def test_a_rate_of_a_whole_ends_at_100() -> None:
    (problem,) = _problems("全年行政诉讼1件，出庭应诉2次，出庭应诉率200%。")
    assert "超过100%" in problem.found
    assert "开庭次数" in problem.advice
    for text in ("任务完成率120%。", "增长率达150%。", "办结率由80%上升到100%。", "受理量同比增长率为130%。"):
        assert _problems(text) == ()


# --- one indicator, two values -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        ("召开法治专题会议4次。强化督导。\n全年召开法治专题会议5次。", "法治建设专题会议", ["4次", "5次"]),
        ("现有人民调解员69名。\n辖区共有人民调解员70名。", "人民调解员", ["69名", "70名"]),
        ("全年无行政诉讼案件。\n今年行政诉讼案件2件。", "行政诉讼案件", ["无行政诉讼案件", "2件"]),
    ],
)
def test_one_indicator_with_two_values(text: str, name: str, words: list[str]) -> None:
    (problem,) = _problems(text)
    assert f"“{name}”先后写作" in problem.found
    assert all(f"“{word}”" in problem.found for word in words)
    assert len(problem.starts) == 2
    assert problem.place.count("；") == 1


@pytest.mark.parametrize(
    "text",
    [
        "召开法治专题会议4次。\n全年召开法治专题会议4次。",
        "现有人民调解员近70名。\n现有人民调解员69名。",
        "宪法宣传周期间召开法治专题会议1次。\n全年召开法治专题会议4次。",
        "上半年召开法治专题会议2次。\n全年召开法治专题会议4次。",
        "2023年召开法治专题会议3次。\n2024年召开法治专题会议4次。",
        "甲社区现有人民调解员5名。\n乙社区现有人民调解员7名。",
        "全市现有人民调解员690名。\n街道现有人民调解员69名。",
        "召开法治专题会议4次，下一年召开法治专题会议6次。",
    ],
)
def test_values_of_different_scope_are_left_alone(text: str) -> None:
    assert _problems(text) == ()


# --- years ---------------------------------------------------------------------------------------------------------

_TITLE = "示例街道2024年法治政府建设年度报告\n"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"{_TITLE}2023年，示例街道学法4次。", "标题写的是2024年，正文写的是2023年"),
        (f"{_TITLE}现将2023年法治政府建设情况报告如下。\n学法4次。", "标题写的是2024年，正文写的是2023年"),
        (f"{_TITLE}一、2023年法治政府建设情况\n学法4次。", "标题写的是2024年，小标题写的是2023年"),
        (f"{_TITLE}一、成效\n学法4次。\n二、2024年工作计划\n学法5次。", "“二、2024年工作计划”也是2024年"),
        (f"{_TITLE}一、成效\n学法4次。\n示例街道\n2023年12月30日", "落款日期在2023年12月"),
        (f"{_TITLE}一、成效\n学法4次。\n示例街道\n2024年1月10日", "落款日期在2024年1月"),
    ],
)
def test_years_that_clash(text: str, found: str) -> None:
    (problem,) = _problems(text, None)
    assert found in problem.found
    assert "第" in problem.place
    assert "请核对" in problem.advice


@pytest.mark.parametrize(
    "text",
    [
        f"{_TITLE}2024年，示例街道学法4次，较2023年增加1次。\n示例街道\n2025年1月10日",
        f"{_TITLE}按照《2023年度要点》（2023年印发），示例街道学法4次。\n二、2025年工作计划\n学法5次。",
        f"{_TITLE}2023年，示例街道学法3次。2024年，学法4次。",
        f"{_TITLE}一、成效\n学法4次。\n二、2024年存在的不足和下一步打算\n学法不够。\n示例街道\n2024年12月31日",
        f"{_TITLE}一、成效\n获2023年度先进单位。学法4次。",
    ],
)
def test_years_that_agree(text: str) -> None:
    assert _problems(text, None) == ()


# --- never on what is consistent -----------------------------------------------------------------------------------

_KINDS = ("婚姻家庭", "邻里", "物业", "劳动争议", "损害赔偿")
_COUNTS = st.lists(st.integers(1, 5000), min_size=2, max_size=5)


def _rounded(part: int, whole: int, places: int) -> str:
    share = Decimal(100 * part) / Decimal(whole)
    return f"{share.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)}%"


@settings(max_examples=150, deadline=None)
@given(_COUNTS, st.sampled_from(["其中{}", "分为{}", "（{}）", "（其中{}）", "：{}"]), st.booleans(), st.integers(0, 2))
def test_parts_and_shares_of_their_total_never_fire(counts: list[int], frame: str, rest: bool, places: int) -> None:
    total = sum(counts)
    names = list(_KINDS[: len(counts)])
    if rest:
        names[-1] = "其他"
    listed = "、".join(f"{name}{count}件" for name, count in zip(names, counts, strict=True))
    lead = "" if frame[0] in "（：" else "，"
    assert _problems(f"全年调解纠纷{total}件{lead}{frame.format(listed)}。") == ()
    first = _rounded(counts[0], total, places)
    assert _problems(f"全年调解纠纷{total}件，其中{names[0]}{counts[0]}件，占{first}。") == ()
    assert _problems(f"全年调解纠纷{total}件，{names[0]}{counts[0]}件（{first}）。") == ()
    assert _problems(f"全年受理纠纷{total}件，办结{counts[0]}件，办结率{first}。") == ()
    assert _problems(f"全年{listed}，合计{total}件。") == ()


@settings(max_examples=100, deadline=None)
@given(_COUNTS, st.sampled_from(["分为{}", "（{}）"]), st.integers(1, 50))
def test_parts_that_exceed_their_total_always_fire(counts: list[int], frame: str, more: int) -> None:
    listed = "、".join(f"{name}{count}件" for name, count in zip(_KINDS, counts, strict=False))
    total = sum(counts) - min(more, min(counts) - 1 or 1)
    if total <= max(counts) or any(total == sum(counts) - count for count in counts):
        return  # a single part or a selection of them may make the total
    lead = "" if frame[0] == "（" else "，"
    assert len(_problems(f"全年调解纠纷{total}件{lead}{frame.format(listed)}。")) == 1


@pytest.mark.parametrize("file", sorted(_REPORTS.iterdir()), ids=lambda file: file.name)
def test_the_example_offices_reports_raise_nothing(file: Path) -> None:
    assert read_report(file).problems == ()


def test_problems_of_many_reports_name_file_place_finding_and_advice(tmp_path: Path) -> None:
    file = tmp_path / "示例.txt"
    file.write_text(f"{_TITLE}一、成效\n调解纠纷137起，其中婚姻家庭51起，占39%。\n", encoding="utf-8")
    records, problems = read_reports([file])
    assert len(records)
    (row,) = problems.itertuples(index=False)
    assert row.file == "示例.txt"
    assert row.place.startswith("第3句，第30字")
    assert "37.23%" in row.found
    assert row.advice


@pytest.mark.parametrize("words", ["合计17件，", "其中5件、", "其中5件，占5%，", "比上年5件增长9%，"])
def test_what_is_said_of_a_sentence_without_a_stop_grows_with_its_length(words: str) -> None:
    def places(letters: int) -> int:
        report = read_text(words * (letters // len(words)), office="示例街道", year=2024)
        return sum(len(problem.starts) for problem in report.problems)

    # A list inside a list inside a list: each number is held against some others, not against all of them.
    assert places(8_000) <= 16_000
    assert places(16_000) <= 2.2 * places(8_000) + 100


def test_a_long_list_is_added_up_to_its_last_part() -> None:
    counts = list(range(3, 63))
    listed = "、".join(f"{count}件" for count in counts)
    wrong = f"全年调解纠纷{sum(counts) + 1}件，其中{listed}和其他9件。"
    right = f"全年调解纠纷{sum(counts) + 9}件，其中{listed}和其他9件。"
    last = f"{listed}，合计{sum(counts) - 1}件。"
    assert [len(problem.starts) for problem in _problems(wrong)] == [len(counts) + 2]
    assert [len(problem.starts) for problem in _problems(last)] == [len(counts) + 1]
    assert not _problems(right)


def test_the_whole_of_a_share_at_the_head_of_a_long_list_is_found() -> None:
    kinds = "、".join(f"第{number}类{number + 4}件" for number in range(40))
    text = f"全年调解纠纷1000件，分为{kinds}，婚姻家庭124件，占{{}}%。"
    assert not [problem for problem in _problems(text.format("12.4")) if "占" in problem.found]
    assert ["12.4%" in problem.found for problem in _problems(text.format("22.4")) if "写的是" in problem.found] == [
        True
    ]
