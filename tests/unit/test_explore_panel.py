"""The panel driven from Python: set a control, read what follows."""

from __future__ import annotations

import ipywidgets as widgets
import pytest

import lawstats
from lawstats.exploring.panel import _HEADING

from .test_explore import write, years

PNG = b"\x89PNG"


@pytest.fixture
def panel(tmp_path):
    rows = [
        *years("disputes_mediated", [30, 33, 35, 40, 90]),
        *years("petitions", [9, "", 0, 7, 8]),
        *years("households", [5000, 5000, 5000, 5000, 5000]),
        *years("law_lectures", [5, 6, 7, 7, 8]),
        *years("disputes_mediated", [5], first=2024, office="乙街道"),
    ]
    write(tmp_path / "data" / "own", *rows)
    return lawstats.explore(tmp_path)


def labels(control):
    return [label for label, _ in control.options]


def test_explore_is_the_function_and_stays_it(panel):
    import importlib

    importlib.import_module("lawstats.exploring.panel")
    assert callable(lawstats.explore)
    assert isinstance(panel, widgets.VBox)


def test_it_opens_with_picture_verdict_sentence_and_sources(panel):
    assert bytes(panel.picture.value).startswith(PNG)
    assert "明显上升" in panel.verdict.value
    assert panel.sentences.value.startswith("化解矛盾纠纷2024年90件，2023年40件")
    assert "records.csv" in panel.sources.value
    assert repr(panel) == "查一查：甲街道 化解矛盾纠纷 2020—2024年，明显上升"


def test_choosing_an_indicator_changes_everything_that_follows(panel):
    before = panel.picture.value
    panel.indicator.value = "petitions"
    assert bytes(panel.picture.value).startswith(PNG)
    assert panel.picture.value != before
    assert panel.sentences.value.startswith("信访件2024年8件")
    assert "未见明显变化" in panel.verdict.value
    assert panel.years.value == (2020, 2024)
    assert labels(panel.base) == ["2023年", "2022年", "2020年", "此前3年合并"]


def test_a_domains_line_chooses_its_first_indicator(panel):
    heading = next(value for label, value in panel.indicator.options if "普法" in label)
    assert heading.startswith(_HEADING)
    panel.indicator.value = heading
    assert panel.indicator.value == panel.told.choice.indicator == "law_lectures"
    assert "不作检验" in panel.verdict.value
    assert "场次由单位安排" in panel.verdict.value


def test_choosing_an_office_with_one_year_says_so(panel):
    panel.office.value = "乙街道"
    assert "只有2024年一年" in panel.only_year.value
    assert panel.years.layout.display == "none"
    assert panel.base.disabled
    assert panel.exposure.disabled
    panel.office.value = "甲街道"
    assert panel.only_year.value == ""
    assert panel.years.layout.display == ""
    assert not panel.base.disabled


def test_years_base_denominator_and_width(panel):
    panel.years.value = (2021, 2023)
    assert (panel.told.choice.first, panel.told.choice.last, panel.base.value) == (2021, 2023, 2022)
    panel.base.value = 2021
    assert "2021年33件" in panel.sentences.value
    panel.exposure.value = "households"
    assert "户数5000户" in panel.sentences.value
    panel.exposure.value = panel.exposure.options[0][1]
    assert panel.told.choice.exposure is None
    wide = panel.picture.value
    panel.width.value = "half"
    assert panel.picture.value != wide
    assert panel.told.said.width == "half"


def test_search_narrows_the_list_and_goes_to_what_it_found(panel):
    panel.search.value = "信访"
    assert panel.indicator.value == "petitions"
    assert len(panel.indicator.options) == 2  # the domain's line and the indicator
    panel.search.value = "查无此项"
    assert "没有名称含" in panel.message.value
    assert panel.indicator.value == "petitions"
    panel.search.value = ""
    assert panel.message.value == ""
    assert "disputes_mediated" in [value for _, value in panel.indicator.options]


def test_the_button_saves_and_says_where(panel, tmp_path):
    panel.save.click()
    name = "explore_disputes_mediated_2020_2024"
    assert (tmp_path / "figures" / f"{name}.png").is_file()
    assert f"{name}.png" in panel.saved.value
    assert "figures" in panel.saved.value
    panel.indicator.value = "petitions"
    assert panel.saved.value == ""


def test_a_folder_that_cannot_be_written_is_said_in_words(panel, tmp_path):
    (tmp_path / "figures").write_text("", encoding="utf-8")
    panel.save.click()
    assert "没有存成" in panel.saved.value
    assert "figures" in panel.saved.value


@pytest.mark.parametrize(
    ("prepare", "words"),
    [
        (lambda folder: folder / "没有这里", "没有这个文件夹"),
        (lambda folder: folder, "没有找到任何记录"),
        (lambda folder: write(folder / "坏", "甲街道,2024,petitions,很多"), "records.csv"),
    ],
)
def test_what_is_wrong_with_a_folder_is_said_in_the_panel(tmp_path, prepare, words):
    panel = lawstats.explore(prepare(tmp_path))
    assert words in panel.message.value
    assert panel.told is None
    assert repr(panel) == "查一查：没有可看的记录"


def test_an_office_or_indicator_not_on_record_is_said_in_the_panel(tmp_path):
    write(tmp_path, *years("petitions", [3, 4]))
    assert "甲街道" in lawstats.explore(tmp_path, office="丙街道").message.value
    assert "换一个指标" in lawstats.explore(tmp_path, indicator="lawyers").message.value


def test_unreadable_files_are_listed_and_do_not_stop_the_rest(tmp_path):
    write(tmp_path / "data" / "own", *years("petitions", [3, 4]))
    (tmp_path / "data" / "reports").mkdir()
    (tmp_path / "data" / "reports" / "坏.docx").write_bytes(b"PK\x03\x04 no package")
    panel = lawstats.explore(tmp_path)
    assert panel.told is not None
    folded = panel.children[-1]
    assert "1处" in folded.get_title(0)
    assert "坏.docx" in folded.children[0].value


def test_words_from_files_cannot_become_markup(tmp_path):
    row = "机关,年份,指标,数值,来源\n甲街道,2024,petitions,3,<b>粗</b>报告\n"
    (tmp_path / "records.csv").write_text(row, encoding="utf-8")
    shown = lawstats.explore(tmp_path).sources.value
    assert "&lt;b&gt;粗&lt;/b&gt;报告" in shown
    assert "<b>粗" not in shown
    assert "&lt;i&gt;" in lawstats.explore(tmp_path, office="<i>").message.value
