"""Choices told without any widget: only what is on record is offered, and every choice gets an honest answer."""

from __future__ import annotations

import json
from dataclasses import replace

import pandas as pd
import pytest

import lawstats
from lawstats import LawstatsError
from lawstats.exploring import Choices, Explorer
from lawstats.telling.series import POOLED, Choice

NATION, STREET, CITY, COURT = "全国", "曲靖市麒麟区白石江街道", "湖北省黄石市", "浙江省舟山市定海区"
EXAMPLE = "示例市示例区示例街道"


def write(folder, *rows):
    """Write records as an office keeps them by hand: 机关, 年份, 指标, 数值."""
    folder.mkdir(parents=True, exist_ok=True)
    text = "\n".join(["机关,年份,指标,数值", *rows]) + "\n"
    (folder / "records.csv").write_text(text, encoding="utf-8")
    return folder


def years(code, values, first=2020, office="甲街道"):
    return [f"{office},{year},{code},{value}" for year, value in enumerate(values, start=first) if value != ""]


@pytest.fixture(scope="module")
def published(root):
    return Explorer.open(root / "data" / "clean")


@pytest.fixture(scope="module")
def example(root):
    return Explorer.open(root / "data" / "example")


@pytest.fixture
def small(tmp_path):
    rows = [
        *years("disputes_mediated", [30, 33, 35, 40, 90]),
        *years("petitions", [9, "", 0, 7, 8]),
        *years("households", [5000, 5000, 5000, 5000, 5000]),
        *years("mediators", ["", "", "", 50, 60]),
        *years("law_lectures", [5, 6, 7, 7, 8]),
        *years("publicity_materials", ["", "", "", "", 4000]),
        *years("disputes_mediated", [5], first=2024, office="乙街道"),
    ]
    return Explorer.open(write(tmp_path / "data" / "own", *rows).parent)


def offers(explorer, *offices):
    return [(office, offer) for office in offices for offer in explorer.choices.indicators(office)]


@pytest.mark.parametrize("where", ["published", "example"])
def test_every_indicator_has_a_verdict_a_sentence_and_a_picture_or_a_reason(where, request):
    explorer = request.getfixturevalue(where)
    asked = offers(explorer, EXAMPLE) if where == "example" else offers(explorer, STREET, CITY, COURT)
    if where == "published":  # of the nation's, every eighth: each asks other years, which takes its time
        asked += offers(explorer, NATION)[::8]
    assert len(asked) > 40
    for office, offer in asked:
        told = explorer.tell(explorer.choices.begin(office, offer.code))
        assert told.verdict
        assert told.sentences
        assert all(sentence.endswith("。") for sentence in told.sentences)
        assert bool(told.message) == (not offer.whole), told
        assert len(told.sources) >= len(offer.whole)
        said = told.said
        words = " ".join([*told.sentences, said.title, said.subtitle, said.caveat, said.alt])
        assert not any(wrong in words for wrong in ("None", "nan", "<NA>", "inf")), words


def test_pictures_of_every_sort_are_drawn_and_saved(published, example, tmp_path):
    """Breaks, conflicts, approximate figures, gaps, small counts, one year, and counts that are divided."""
    asked = [
        (published, NATION, "disputes_mediated", "mediators"),
        (published, COURT, "administrative_cases_accepted", None),
        (published, STREET, "publicity_materials", "communities"),
        (example, EXAMPLE, "disputes_mediated", "households"),
    ]
    for number, (explorer, office, code, exposure) in enumerate(asked):
        begun = explorer.choices.begin(office, code)
        width = "half" if number % 2 else "full"
        told = explorer.tell(replace(begun, exposure=exposure, width=width))
        assert told.choice.exposure == exposure
        saved = told.save(tmp_path)
        assert saved.width == width
        assert saved.fictional == (explorer is example)
        assert (tmp_path / f"{saved.name}.png").stat().st_size > 10_000


def test_the_verdict_is_that_of_compare_years(small):
    told = small.tell()
    records = small.material.records
    whole = lawstats.compare_years(records[records.office == "甲街道"], 2024, 2023, "甲街道")
    row = whole[whole.indicator == "disputes_mediated"].iloc[0]
    assert (told.verdict, told.sentences[0]) == (row.verdict, row.sentence)
    assert told.compared["tests"] > 1  # corrected for looking at several, as the table is
    assert told.trends.verdict.tolist() == lawstats.trend(records, "disputes_mediated", "甲街道").verdict.tolist()


def test_it_begins_with_the_longest_series_and_the_latest_year(small):
    choice = small.choices.default()
    assert choice == Choice("甲街道", "disputes_mediated", 2020, 2024, 2023, None, "full")
    assert small.choices.offices() == ["甲街道", "乙街道"]


def test_a_folders_own_office_comes_first(small, tmp_path):
    (tmp_path / "office.toml").write_text('office = "乙街道"\n', encoding="utf-8")
    assert Explorer.open(tmp_path).choices.default().office == "乙街道"


def test_a_part_year_at_the_end_is_not_the_year_under_judgement(published):
    choice = published.choices.begin(NATION, "disputes_mediated")
    offer = published.choices.offer(NATION, "disputes_mediated")
    assert choice.last == offer.whole[-1] < offer.years[-1]
    told = published.tell(replace(choice, last=offer.years[-1]))
    assert told.compared["reason"] == "not_whole_year"


def test_only_denominators_on_record_in_drawn_years_are_offered(small):
    choice = small.choices.begin("甲街道", "disputes_mediated")
    assert [code for _, code in small.choices.exposures(choice)] == [None, "households", "mediators"]
    labels = [label for label, _ in small.choices.exposures(choice)]
    assert labels[2] == "按人民调解员（人）（2/5年有）"
    early = small.choices.settle(replace(choice, last=2022, exposure="mediators"))
    assert early.exposure is None
    assert [code for _, code in small.choices.exposures(early)] == [None, "households"]
    stock = small.choices.begin("甲街道", "mediators")
    assert small.choices.exposures(stock) == [("不折算", None)]


def test_bases_are_the_earlier_years_of_the_span_and_all_of_them(small):
    choice = small.choices.begin("甲街道", "petitions")
    assert [value for _, value in small.choices.bases(choice)] == [2023, 2022, 2020, POOLED]
    assert [value for _, value in small.choices.bases(replace(choice, first=2022))] == [2023, 2022]
    assert small.choices.bases(replace(choice, first=2024)) == [("没有更早的年份", None)]
    planned = small.choices.begin("甲街道", "law_lectures")
    assert POOLED not in [value for _, value in small.choices.bases(planned)]  # decided, not sampled


def test_pooled_years_are_those_of_the_span(small):
    choice = small.choices.begin("甲街道", "disputes_mediated")
    told = small.tell(replace(choice, first=2021, base=POOLED))
    assert (told.compared["base_from"], told.compared["base_count"], told.compared["base_value"]) == (2021, 3, 108)
    assert "此前3年平均" in told.said.title


def test_divided_counts_are_drawn_as_rates(small):
    told = small.tell(replace(small.choices.begin("甲街道", "disputes_mediated"), exposure="households"))
    assert told.plotted.rate.round(6).tolist() == [6.0, 6.6, 7.0, 8.0, 18.0]
    assert "件／千户" in told.said.subtitle
    assert "18.00件／千户" in told.said.alt
    (axes,) = told.draw().axes
    heights = [line.get_ydata()[0] for line in axes.lines if len(line.get_ydata()) == 1 and line.get_marker() == "o"]
    assert {round(float(height), 6) for height in heights} >= {6.0, 6.6, 7.0, 8.0, 18.0}


def test_one_year_lists_the_figure_and_says_what_next_year_would_need(small):
    told = small.tell(small.choices.default("乙街道"))
    assert told.verdict == "数据不足"
    assert "没有更早" in told.sentences[0]
    assert told.said.title == "乙街道化解矛盾纠纷：2024年5件，没有更早的年份可比"


@pytest.mark.parametrize(
    ("code", "reason", "words"),
    [
        ("law_lectures", "planned", "自行安排"),
        ("publicity_materials", "bulk", "不独立"),
        ("mediators", "stock", "实有数"),
    ],
)
def test_what_is_not_tested_says_why(small, code, reason, words):
    told = small.tell(small.choices.begin("甲街道", code))
    assert (told.verdict, told.compared["reason"]) == ("不作检验", reason)
    assert words in told.sentences[0]
    assert "明显" not in told.said.title


def test_a_stated_zero_is_no_gap(small):
    told = small.tell(replace(small.choices.begin("甲街道", "petitions"), last=2022))
    assert told.said.title == "甲街道信访件：2020年9件，2022年0件" or "2022年" in told.said.title
    assert "2022年0件" in told.said.alt
    assert "2021年" not in told.said.alt
    assert "不是零" in told.said.caveat


def test_conflicting_sources_are_shown_and_not_judged(tmp_path):
    rows = ["甲街道,2023,信访件,20,甲报告", "甲街道,2024,信访件,31,甲报告", "甲街道,2024,信访件,44,乙台账"]
    text = "\n".join(["机关,年份,指标,数值,来源", *rows]) + "\n"
    (tmp_path / "records.csv").write_text(text, encoding="utf-8")
    told = Explorer.open(tmp_path).tell()
    assert told.verdict == "数据不足"
    assert "不一致" in told.said.title
    assert "31件或44件" in told.said.alt
    assert sorted(told.sources.source) == ["乙台账", "甲报告", "甲报告"]


def test_figures_of_parts_of_years_give_a_message_and_their_words(published):
    told = published.tell(published.choices.begin(CITY, "disputes_accepted"))
    assert "不是完整年度" in told.message
    assert len(told.sources)
    assert told.sources.evidence.str.len().min() > 0
    with pytest.raises(LawstatsError, match="没有可以保存的图"):
        told.save("nowhere")


def test_a_word_outside_the_vocabulary_is_listed_and_not_tested(small):
    records = small.material.records
    ours = records[records.indicator == "petitions"].assign(indicator="other:模拟演练")
    explorer = Explorer(replace(small.material, records=ours))
    told = explorer.tell()
    assert (told.name, told.verdict) == ("模拟演练", "不作检验")
    assert told.said.title == "甲街道模拟演练：2023年7件，2024年8件"
    assert explorer.choices.indicators("甲街道")[0].domain == ""
    assert told.said.name == "explore_other_2020_2024"
    assert len(explorer.save(told)) == 4


def test_search_looks_in_names_domains_and_codes(small):
    def found(words):
        return [offer.code for offer in small.choices.indicators("甲街道", words)]

    assert found("调解") == ["mediators"]
    assert "law_lectures" in found("普法")
    assert found("矛盾纠纷 化解") == ["disputes_mediated"]
    assert found("PETITION") == ["petitions"]
    assert found("没有这种") == []


def test_saving_never_overwrites_another_offices_picture(small):
    mine = small.save(small.tell(replace(small.choices.default(), first=2024)))
    other = small.save(small.tell(small.choices.default("乙街道")))
    again = small.save(small.tell(replace(small.choices.default(), first=2024)))
    assert mine == again != other
    assert [file.suffix for file in mine] == [".png", ".svg", ".csv", ".json"]
    assert all(file.is_file() for file in (*mine, *other))
    assert mine[0].parent == small.material.figures
    titles = [json.loads(files[-1].read_text(encoding="utf-8"))["title"] for files in (mine, other)]
    assert titles[0].startswith("甲街道")
    assert titles[1].startswith("乙街道")
    plotted = pd.read_csv(mine[2], encoding="utf-8-sig")
    assert plotted[["year", "value"]].to_numpy().tolist() == [[2024, 90]]


def test_nothing_is_written_by_looking(small, tmp_path):
    small.tell()
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["records.csv"]


def test_a_folder_may_be_named_at_any_level(root, tmp_path):
    write(tmp_path / "data" / "own", *years("petitions", [3, 4]))
    for folder in (tmp_path, tmp_path / "data", tmp_path / "data" / "own"):
        assert Explorer.open(folder).tell().name == "信访件"
    assert Explorer.open(tmp_path).material.figures == tmp_path / "figures"
    assert Explorer.open(root / "data" / "clean").material.figures == root / "figures"


@pytest.mark.parametrize("make", [lambda folder: folder / "没有", lambda folder: folder])
def test_a_folder_without_anything_is_refused_in_words(tmp_path, make):
    with pytest.raises(LawstatsError, match="没有"):
        Explorer.open(make(tmp_path))


def test_an_office_not_on_record_is_refused_with_those_that_are(small):
    with pytest.raises(LawstatsError, match="甲街道"):
        Choices(small.material.records, "丙街道")
