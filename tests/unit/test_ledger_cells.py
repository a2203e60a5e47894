"""What a ledger cell says: dates, numbers, closed lists, communities; dirtied by hypothesis, read back as the truth."""

from __future__ import annotations

import datetime as dt
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawstats.reading.ledger_words import load_ledger_words
from lawstats.reading.ledgers.dates import read_date, read_deadline
from lawstats.reading.ledgers.numbers import read_number
from lawstats.reading.ledgers.places import Places, find_community, find_office
from lawstats.reading.ledgers.titles import find_month, find_year, stated_zero
from lawstats.reading.ledgers.values import read_category, read_department, read_dispute_type, read_themes

WORDS = load_ledger_words()
FULL_WIDTH = str.maketrans("0123456789.", "0123456789.")
DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2049, 12, 31))
CN = "〇一二三四五六七八九"


def cn_number(n: int) -> str:
    tens, ones = divmod(n, 10)
    return ("" if tens < 2 else CN[tens]) + ("十" if tens else "") + (CN[ones] if ones else "")


WRITTEN = {
    "date": lambda d: d,
    "datetime": lambda d: dt.datetime(d.year, d.month, d.day, 9, 30),
    "dotted": lambda d: f"{d.year}.{d.month}.{d.day}",
    "dotted zeros": lambda d: f"{d.year}.{d.month:02}.{d.day:02}",
    "chinese": lambda d: f"{d.year}年{d.month}月{d.day}日",
    "spaced": lambda d: f" {d.year}年 {d.month}月{d.day} 日",
    "号": lambda d: f"{d.year}年{d.month}月{d.day}号",
    "slashes": lambda d: f"{d.year}/{d.month}/{d.day}",
    "iso with time": lambda d: f"{d.isoformat()} 09:30:00",
    "weekday": lambda d: f"{d.year}年{d.month}月{d.day}日(星期二)",
    "compact": lambda d: f"{d:%Y%m%d}",
    "serial": lambda d: float((d - dt.date(1899, 12, 30)).days),
    "serial text": lambda d: str((d - dt.date(1899, 12, 30)).days),
    "short year": lambda d: f"{d.year % 100:02}年{d.month}月{d.day}日",
    "full width": lambda d: f"{d.year}.{d.month}.{d.day}".translate(FULL_WIDTH),
    "in words": lambda d: f"{''.join(CN[int(c)] for c in str(d.year))}年{cn_number(d.month)}月{cn_number(d.day)}日",
}


@given(day=DAYS, form=st.sampled_from(sorted(WRITTEN)))
def test_a_day_is_read_back_however_it_is_written(day, form):
    read = read_date(WRITTEN[form](day))
    assert (read.start, read.end, read.problem) == (day, day, ""), form


@given(
    day=DAYS,
    form=st.sampled_from(["{0.month}.{0.day}", "{0.month}月{0.day}日", "{0.month}-{0.day}", "{0.month}/{0.day}"]),
)
def test_a_day_without_its_year_takes_that_of_the_heading_and_says_so(day, form):
    text = form.format(day)
    if day.day == 29 and day.month == 2:
        return
    read = read_date(text, year=2023)
    assert read.start == day.replace(year=2023)
    assert not read.stated_year
    assert "年份" in read.repair
    assert read_date(text).problem == "没有年份"


@pytest.mark.parametrize(
    ("cell", "start", "end"),
    [
        ("3月上旬", (2024, 3, 1), (2024, 3, 10)),
        ("2023年2月下旬", (2023, 2, 21), (2023, 2, 28)),
        ("3月", (2024, 3, 1), (2024, 3, 31)),
        ("二季度", (2024, 4, 1), (2024, 6, 30)),
        ("2024年上半年", (2024, 1, 1), (2024, 6, 30)),
        ("3月5日至7日", (2024, 3, 5), (2024, 3, 7)),
        ("3月28日-4月2日", (2024, 3, 28), (2024, 4, 2)),
        ("2024.3.5-3.7", (2024, 3, 5), (2024, 3, 7)),
        ("2023年12月下旬至2024年1月上旬", (2023, 12, 21), (2024, 1, 10)),
        # Stored as a number, 3.1 may have been 3.10.
        (3.1, (2024, 3, 1), (2024, 3, 10)),
        (3.5, (2024, 3, 5), (2024, 3, 5)),
    ],
)
def test_a_period_stays_a_period(cell, start, end):
    read = read_date(cell, year=2024)
    assert (read.start, read.end) == (dt.date(*start), dt.date(*end))


@pytest.mark.parametrize(
    "cell", ["2024.2.30", "2024.13.1", "待办", "张某某", "1", 3.0, True, "2024年3月32日", "13812345678"]
)
def test_what_is_no_date_is_a_problem_and_never_a_guess(cell):
    read = read_date(cell, year=2024)
    assert read.start is None
    assert read.problem


@pytest.mark.parametrize("cell", ["", "无", "/", "—", None, math.nan])
def test_an_empty_date_is_missing_and_no_problem(cell):
    assert read_date(cell, year=2024).problem == ""


def test_deadlines():
    assert read_deadline("2024.4.1").day == dt.date(2024, 4, 1)
    assert read_deadline("15个工作日内").days == 15
    assert read_deadline("3月底前", year=2024).day == dt.date(2024, 3, 31)
    assert read_deadline("立即").problem
    assert read_deadline("长期").day is None


NUMBERS = {
    "number": float,
    "text": str,
    "thousands": lambda n: f"{n:,}",
    "full width": lambda n: str(n).translate(FULL_WIDTH),
    "spaces": lambda n: f" {n} ",
    "measure": lambda n: f"{n}份",
    "decimals": lambda n: f"{n}.00",
}


@given(number=st.integers(0, 5_000_000), form=st.sampled_from(sorted(NUMBERS)))
def test_a_number_is_read_back_however_it_is_written(number, form):
    read = read_number(NUMBERS[form](number), "份")
    assert (read.value, read.low, read.high, read.qualifier) == (number, number, number, "exact"), form


@pytest.mark.parametrize(
    ("cell", "measure", "unit", "value", "low", "high"),
    [
        ("60000余份", "份", "", 60000, 60000, 69999),
        ("1.2万", "份", "份", 12000, 12000, 12000),
        ("两百", "人次", "", 200, 200, 200),
        ("3万", "元", "", 30000, 30000, 30000),
        ("3.2万元", "元", "元", 32000, 32000, 32000),
        ("3.2", "元", "万元", 32000, 32000, 32000),
        # The cell's own unit is not multiplied by the heading's.
        ("3.2万元", "元", "万元", 32000, 32000, 32000),
        ("30000.00", "元", "", 30000, 30000, 30000),
        ("10至12人", "人", "", math.nan, 10, 12),
        ("500份3种", "份", "", 500, 500, 500),
        ("无", "元", "", 0, 0, 0),
    ],
)
def test_numbers_in_words(cell, measure, unit, value, low, high):
    read = read_number(cell, measure, unit)
    assert (read.value, read.low, read.high) == (pytest.approx(value, nan_ok=True), low, high)


@pytest.mark.parametrize("cell", ["", "-", "不详", "未统计", None, math.nan])
def test_a_missing_number_is_not_nought(cell):
    read = read_number(cell, "人")
    assert math.isnan(read.value)
    assert read.problem == ""


@pytest.mark.parametrize(
    ("cell", "measure"),
    [
        ("全覆盖", "人次"),
        ("面议", "元"),
        ("5件", "人次"),
        ("3人次", "次"),
        ("2次", "人次"),
        (-3.0, "人"),
        (2.5, "人"),
        ("张某", "人"),
        ("5000元/年", "元"),
        ("每户30份", "份"),
        ("95%", "人"),
    ],
)
def test_what_cannot_be_counted_is_a_problem_and_no_number(cell, measure):
    read = read_number(cell, measure)
    assert math.isnan(read.low)
    assert read.problem


def test_people_under_a_heading_of_attendances_are_asked_about():
    assert read_number("280人", "人次", "人次").question
    assert not read_number("280人", "人次", "").question


@pytest.mark.parametrize("value", WORDS.dispute_types.entries, ids=lambda value: value.code)
def test_every_alias_of_a_dispute_type_is_that_type(value):
    for word in (value.name, *value.words, f"{value.words[0]}纠纷", f"1.{value.name}"):
        assert read_dispute_type(word, WORDS).code == value.code, word


@pytest.mark.parametrize("cell", ["漏水", "楼上漏水", "噪音", "噪音扰民", "装修纠纷", "邻里、物业", "家庭农场土地承包"])
def test_an_ambiguous_type_is_put_up_for_review(cell):
    read = read_dispute_type(cell, WORDS)
    assert read.code == ""
    assert read.problem == "待人工复核"


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("道路交通事故人身损害赔偿", "traffic"),
        ("劳动合同", "labour"),
        ("工伤赔偿", "labour"),
        ("物业服务合同纠纷", "property"),
        ("土地承包合同", "land"),
        ("拖欠工程款", "contract"),
        ("人身损害赔偿", "injury"),
    ],
)
def test_a_type_is_told_by_its_subject_before_the_form_of_the_claim(cell, code):
    assert read_dispute_type(cell, WORDS).code == code


@pytest.mark.parametrize(
    ("cell", "start", "end"),
    [
        ("3月5-6日", (2024, 3, 5), (2024, 3, 6)),
        ("2023、3、5", (2023, 3, 5), (2023, 3, 5)),
        ("2023 3 5", (2023, 3, 5), (2023, 3, 5)),
        ("'23.3.5", (2023, 3, 5), (2023, 3, 5)),
        ("2023上半年", (2023, 1, 1), (2023, 6, 30)),
        ("全年", (2024, 1, 1), (2024, 12, 31)),
        ("3-5月", (2024, 3, 1), (2024, 5, 31)),
    ],
)
def test_days_and_periods_in_other_writing(cell, start, end):
    read = read_date(cell, 2024)
    assert (read.start, read.end) == (dt.date(*start), dt.date(*end))


@pytest.mark.parametrize("cell", ["2023.13.5", "13-15月", "5/3/2024", "2023.3.5、3.8", "2023年2月30日", "每月"])
def test_what_only_looks_like_a_date(cell):
    assert read_date(cell, 2024).start is None


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("城东社区(本级)", "城东社区"),
        ("城东社区3组", "城东社区"),
        ("城东居委会二组", "城东社区"),
        ("街道调委会", "街道"),
        ("某街道人民调解委员会", "街道"),
        ("城东社区/城西社区", ""),
    ],
)
def test_what_is_added_to_a_community(cell, name):
    assert Places(["城东社区", cell]).read(cell).name == name


def test_a_clear_word_settles_an_ambiguous_one_only_if_it_is_among_its_candidates():
    assert read_dispute_type("邻里(漏水)", WORDS).code == "neighbour"
    assert read_dispute_type("劳动(噪音)", WORDS).code == ""


def test_an_unknown_type_shows_nothing_of_the_cell():
    read = read_dispute_type("王某某家的事", WORDS)
    assert (read.code, read.shown) == ("", "")
    assert read.problem


def test_an_office_may_add_its_own_type_words():
    assert read_dispute_type("楼道纠纷", WORDS, {"楼道": "neighbour"}).code == "neighbour"


@pytest.mark.parametrize("category", WORDS.categories.values(), ids=lambda category: category.code)
def test_every_word_of_a_closed_list_means_its_value(category):
    for value in category.entries:
        for word in (*value.words, *value.whole):
            assert read_category(word, category).code == value.code, word


@pytest.mark.parametrize(
    ("category", "cell", "code"),
    [
        ("result", "经调解,双方达成协议", "success"),
        ("result", "尚未成功", "failure"),
        ("result", "没有达成协议", ""),
        ("result", "先达成协议后撤回申请", ""),
        ("attended", "陈某(街道办副主任)", "yes"),
        ("attended", "因公务未出庭,委托代理人出庭", "no"),
        ("status", "尚未化解", "unresolved"),
        ("status", "待化解", "unresolved"),
        ("status", "拟化解完成", ""),
        ("status", "基本化解完成", ""),
        ("status", "部分化解", "ongoing"),
        ("status", "化解难度大", ""),
        ("status", "已化解(3月5日)", "resolved"),
        ("result", "拟签订调解协议", ""),
        ("result", "未能达成协议", "failure"),
        ("result", "调解不成,走司法程序", ""),
        ("result", "尚未正式调解成功", ""),
        ("result", "当事人拒绝达成协议", ""),
        ("result", "乙方未到场,经电话调解成功", "success"),
        ("result", "Y", "success"),
        ("attended", "无需出庭", "not_due"),
        ("attended", "主任因公未出庭", ""),
        ("matter", "起草合同", "drafting"),
        ("matter", "审核《某某保洁服务合同》", "contract_review"),
        ("matter", "审核《某某管理办法》", "document_review"),
        ("matter", "参与某某合同谈判", ""),
        ("performance", "部分履行", "part"),
        ("performance", "履行有困难", ""),
        ("risk", "高空坠物", ""),
        ("yes_no", True, "yes"),
        ("yes_no", "√", "yes"),
        ("risk", "橙色", "medium"),
    ],
)
def test_longer_cells_and_contraries(category, cell, code):
    assert read_category(cell, WORDS.categories[category]).code == code


def test_themes_and_departments():
    assert set(read_themes("民法典进小区:物业纠纷怎么办", WORDS).code.split()) == {"civil_code", "property"}
    assert read_themes("迎新春联欢", WORDS).code == ""
    assert read_department("综治办、派出所").code == "综治办、派出所"
    assert read_department("司法所 李某科").code == "司法所"
    for person in ("张某某", "李某科", "陈某村"):
        assert read_department(person).code == ""


@given(
    stem=st.text("城东南北桥松柏青禾云杉石塘", min_size=2, max_size=4),
    tail=st.sampled_from(["", "居委会", "居民委员会", "人民调解委员会", "调委会", "第三网格", "3网格"]),
)
def test_a_community_has_one_name(stem, tail):
    name = f"{stem}社区"
    places = Places([name] * 3 + [f"{name}{tail}", stem])
    assert places.read(f"{name}{tail}").name == name
    assert places.read(f" {name} ").name == name
    assert places.read(stem).name == name


def test_communities_that_cannot_be_told_are_asked_about():
    places = Places(["城东社区"] * 5 + ["王某城东社区", "李某", "城西居委会"], {"老街": "城东社区"})
    assert places.read("老街").name == "城东社区"
    assert places.read("城西居委会").name == "城西社区"
    for cell in ("王某城东社区", "李某", "城东社区3栋2单元501室"):
        read = places.read(cell)
        assert (read.name, bool(read.problem)) == ("", True), cell


def test_an_old_village_name_is_the_community_unless_the_office_says_otherwise():
    cells = ["大桥社区"] * 4 + ["大桥村"]
    assert Places(cells).read("大桥村").name == "大桥社区"
    assert Places(cells, {"大桥村": "大桥村"}).read("大桥村").name == "大桥村"


def test_a_ledger_that_leaves_the_word_out_throughout_is_consistent():
    places = Places(["城东", "城西", "城东", "城西", "城东"])
    assert places.read("城东").name == "城东"


def test_titles():
    assert find_year("2024年度") == find_year("二〇二四年") == find_year("24年台账") == 2024
    assert find_year("2022-2024年") == 0
    assert find_month("十一月") == 11
    assert find_community("云溪街道城东社区2024年台账") == "城东社区"
    assert find_office("某市某区云溪街道2024年台账") == "云溪街道"


@pytest.mark.parametrize("text", ["无", "零报告", "本年度无", "全年无行政诉讼案件", "2023年无行政复议案件。"])
def test_words_that_state_nought(text):
    assert stated_zero([text])


@pytest.mark.parametrize("text", ["填表人:甲", "无法联系", "3月无", "某某无异议", "合计"])
def test_words_that_do_not(text):
    assert not stated_zero([text])
