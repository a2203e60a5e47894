"""The peers' cross-section: every figure accounted for, nobody's sentences, no mirror linked, no slip kept."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from build_peers import Fact, check_use, from_notes, from_samples, record

from lawstats.errors import LawstatsError
from lawstats.indicators import load_vocabulary
from lawstats.quantities import find_quantities
from lawstats.records import annual, find_conflicts, load_records

if TYPE_CHECKING:
    from pathlib import Path

OWN = "曲靖市麒麟区白石江街道"
STREET = re.compile(r"(街道|街|镇|乡)$")
#: The county-level offices whose report gives a figure on counsel or publicity, and one that was looked at.
COUNTY = {"西安市雁塔区行政审批服务局", "西安市阎良区人民政府", "建湖县教育局", "凯里市人民政府", "格尔木市西城区"}


@pytest.fixture(scope="module")
def published(root: Path) -> Path:
    return root / "data" / "published"


@pytest.fixture(scope="module")
def peers(published: Path) -> pd.DataFrame:
    return load_records(published / "records_peers.csv")


@pytest.fixture(scope="module")
def left_out(published: Path) -> pd.DataFrame:
    table = pd.read_csv(published / "excluded.csv", encoding="utf-8-sig", keep_default_na=False)
    return table[~table["place"].str.startswith("收集表")]


@pytest.fixture(scope="module")
def samples(shared: Path) -> list[dict[str, Any]]:
    lines = (shared / "labelled" / "sentences.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


# --- the table as committed -----------------------------------------------------------------------------------------


def test_counts_are_those_told(root: Path, peers: pd.DataFrame, left_out: pd.DataFrame) -> None:
    offices = set(peers["office"])
    streets = {office for office in offices if STREET.search(office)}
    assert (len(peers), len(offices), len(streets), len(left_out)) == (59, 29, 25, 8)
    assert offices - streets == COUNTY - {"格尔木市西城区"}
    text = (root / "data" / "README.md").read_text(encoding="utf-8")
    assert f" {len(peers)} that {len(offices)} peer offices" in text
    assert f"({len(streets)} of streets and towns" in text
    assert f"{len(offices)}份（{len(streets)}个街道、镇，4个县级机关）" in text


@pytest.mark.parametrize(
    ("office", "indicator", "year", "low", "high", "qualifier", "measure"),
    [
        ("西安市未央区徐家湾街道", "counsel_documents_reviewed", 2025, 19, 19, "exact", "份"),
        ("西安市阎良区人民政府", "counsel_documents_reviewed", 2024, 52, 52, "exact", "件"),
        ("金华市金东区澧浦镇", "counsel_consultations", 2023, 2897, 2897, "exact", "人次"),
        ("怀化市鹤城区红星街道", "publicity_materials", 2025, 12000, 12999, "over", "份"),
        ("柳州市柳江区三都镇", "publicity_audience", 2025, 20000, 29999, "over", "人次"),
        ("杭州市余杭区五常街道", "legality_reviews", 2024, 959, float("inf"), "over", "份"),
        ("西安市雁塔区长延堡街道", "law_study_sessions", 2025, 10, 19, "over", "次"),
        ("常州市新北区奔牛镇", "disputes_mediated", 2022, 156, 156, "exact", "件"),
        ("洞口县岩山镇", "mediation_success_rate", 2024, 89, 89, "exact", "%"),
    ],
)
def test_figures_are_the_printed_ones(
    peers: pd.DataFrame, office: str, indicator: str, year: int, low: float, high: float, qualifier: str, measure: str
) -> None:
    rows = peers.query("office == @office and indicator == @indicator and year == @year")
    assert rows[["low", "high", "qualifier", "measure"]].to_numpy().tolist() == [[low, high, qualifier, measure]]


def test_evidence_is_the_figure_and_nothing_else(peers: pd.DataFrame) -> None:
    assert peers["evidence"].str.len().max() <= 20
    for row in peers.itertuples():
        quantities = find_quantities(row.evidence)
        assert [(q.text, q.value, q.low, q.qualifier) for q in quantities] == [
            (row.evidence, row.value, row.low, row.qualifier)
        ]


def test_one_office_has_one_figure_and_contradicts_nobody(published: Path, peers: pd.DataFrame) -> None:
    assert not peers.duplicated(["office", "indicator", "year"]).any()
    assert not set(peers["office"]) & set(load_records(published / "records.csv")["office"])
    conflicts = find_conflicts(load_records(published))
    assert len(conflicts) > 0
    assert not set(conflicts["office"]) & {*peers["office"], OWN}


def test_titles_are_generic_and_links_official(peers: pd.DataFrame) -> None:
    assert (peers["source"] == peers["office"] + peers["year"].astype(str) + "年法治政府建设年度报告").all()
    hosts = peers["link"][peers["link"] != ""].str.split("/").str[2]
    assert hosts.str.endswith(".gov.cn").all()
    assert set(peers["office"][peers["link"] == ""]) == {"滑县万古镇", "合作市那吾镇"}


def test_what_stops_before_the_year_ends_is_no_annual_point(peers: pd.DataFrame) -> None:
    partial = peers[(peers["period_end"].dt.month != 12) | (peers["period_end"].dt.day != 31)]
    assert set(partial["office"]) == {"杭州市上城区小营街道", "清远市清新区龙颈镇"}
    assert "杭州市上城区小营街道" not in set(annual(peers)["office"])
    stock = peers[peers["office"] == "清远市清新区龙颈镇"]
    assert stock["period_start"].tolist() == stock["period_end"].tolist() == [pd.Timestamp("2025-11-30")]


def test_a_body_of_several_is_listed_not_added(peers: pd.DataFrame, left_out: pd.DataFrame) -> None:
    for office, indicator, kept, other in (
        ("深圳市龙华区观湖街道", "law_lectures", 2, 6),
        ("遂溪县河头镇", "law_study_sessions", 12, 8),
    ):
        own = peers[(peers["office"] == office) & (peers["indicator"] == indicator)]
        assert own["value"].tolist() == [kept]
        row = left_out[(left_out["unit"] == office) & (left_out["indicator"] == indicator)]
        assert row["value"].astype(float).tolist() == [other]
        assert row["reason"].str.startswith("同一指标").all()
    assert (left_out["reason"] != "").all()


# --- against the collected material, where it is at hand ------------------------------------------------------------


def test_every_fact_in_scope_is_kept_or_listed(
    samples: list[dict[str, Any]], peers: pd.DataFrame, left_out: pd.DataFrame
) -> None:
    known = load_vocabulary()
    expected = Counter(
        (sample["unit"], int(sample["year"]), fact["indicator"], float(fact["value"]), fact["evidence"])
        for sample in samples
        if STREET.search(sample["unit"]) or sample["unit"] in COUNTY
        for fact in sample["facts"]
        if fact["indicator"] in known
    )
    kept = peers[peers["place"].str.startswith("收集样本")]
    listed = left_out[left_out["place"].str.startswith("收集样本")].astype({"value": float})
    found = Counter(kept[["office", "year", "indicator", "value", "evidence"]].itertuples(index=False, name=None))
    found += Counter(listed[["unit", "year", "indicator", "value", "evidence"]].itertuples(index=False, name=None))
    assert found == expected
    assert sum(expected.values()) == 57


def test_no_run_of_words_is_copied(samples: list[dict[str, Any]], root: Path, published: Path) -> None:
    names = ("records_peers.csv", "notes.csv", "excluded.csv")
    texts = [(published / name).read_text(encoding="utf-8-sig") for name in names]
    texts.append((root / "data" / "build_peers.toml").read_text(encoding="utf-8"))
    # An office's own name is long enough to look like a sentence.
    ours = "\n".join(texts)
    for sample in samples:
        text = sample["text"].replace(sample["unit"], "")
        copied = [text[at : at + 14] for at in range(len(text) - 13) if text[at : at + 14] in ours]
        assert not copied, copied[0]


# --- slips of the pen -----------------------------------------------------------------------------------------------

LINKS: dict[str, Any] = {"publishers": {}, "withheld": {"mirror.example": "镜像"}}
SCOPE: dict[str, Any] = {"street_level": "(街道|街|镇|乡)", "county_level": ["丙县司法局"]}


def fact(words: str = "30余次", value: float = 30.0, url: str = "https://www.jia.gov.cn/1.html") -> Fact:
    qualifier = "over" if "余" in words else "exact"
    return Fact("甲街道", 2024, url, "law_meetings", words, "s.jsonl", "第1行", "subdistrict", value, qualifier)


def test_a_figure_is_read_from_its_own_words() -> None:
    row = record(fact(), [], LINKS)
    assert (row["value"], row["low"], row["high"], row["link"]) == (30, 30, 39, "https://www.jia.gov.cn/1.html")
    assert record(fact(url="http://mirror.example/1"), [], LINKS)["link"] == ""
    with pytest.raises(LawstatsError, match="31"):
        record(fact(value=31.0), [], LINKS)
    with pytest.raises(LawstatsError, match="有2个数"):
        record(fact("3次、4次", 3.0), [], LINKS)
    with pytest.raises(LawstatsError, match="没有决定"):
        record(fact(url="http://unknown.example/1"), [], LINKS)


def test_a_stated_end_shortens_flows_and_dates_stocks() -> None:
    periods = [{"office": "甲街道", "end": "2024-11-30"}]
    flow, stock = (record(fact()._replace(indicator=code), periods, LINKS) for code in ("law_meetings", "mediators"))
    assert (flow["period_start"], flow["period_end"]) == (pd.Timestamp("2024-01-01"), pd.Timestamp("2024-11-30"))
    assert stock["period_start"] == stock["period_end"] == pd.Timestamp("2024-11-30")


def test_scope_is_held(tmp_path: Path) -> None:
    figure = {"indicator": "law_meetings", "value": 4, "qualifier": "exact", "evidence": "4次"}
    units = ("甲街道", "乙镇", "丙县司法局", "丁市人民政府", "街道办研究会")
    facts = [figure, figure | {"indicator": "other:seminars"}]
    lines = [
        json.dumps({"unit": unit, "year": 2024, "url": "https://x.gov.cn/1", "facts": facts}, ensure_ascii=False)
        for unit in units
    ]
    file = tmp_path / "samples.jsonl"
    file.write_text("\n".join(lines), encoding="utf-8")
    found = from_samples(file, SCOPE)
    assert [(each.office, each.level, each.place) for each in found] == [
        ("甲街道", "subdistrict", "收集样本第1行"),
        ("乙镇", "subdistrict", "收集样本第2行"),
        ("丙县司法局", "district", "收集样本第3行"),
    ]


def test_a_quoted_figure_must_be_in_the_notes(tmp_path: Path) -> None:
    notes = tmp_path / "notes.md"
    notes.write_text("甲“开会3次,讲座40余场”；乙“开会9次”\n甲 jia.gov.cn/1.html", encoding="utf-8")
    peer = {"name": "甲", "office": "甲街道", "year": 2024, "url": "https://www.jia.gov.cn/1.html"}
    found = from_notes(notes, [peer | {"figures": [["law_lectures", "40余场"]]}])
    assert [(each.value, each.qualifier, each.words) for each in found] == [(40, "over", "40余场")]
    for wrong in (
        peer | {"figures": [["law_meetings", "9次"]]},
        peer | {"figures": [["law_meetings", "3次"]], "url": "https://yi.gov.cn/1.html"},
        peer | {"figures": [["law_meetings", "3次"]], "name": "丙"},
    ):
        with pytest.raises(LawstatsError, match="找不到"):
            from_notes(notes, [wrong])


def test_a_decision_that_touches_nothing_is_refused() -> None:
    decisions = {"scope": {"county_level": []}, "exclude": [], "period": []}
    check_use(decisions, [fact()])
    for key, rule in (
        ("exclude", {"office": "甲街道", "value": 31, "reason": "无"}),
        ("period", {"office": "乙街道", "end": "2024-11-30"}),
        ("scope", {"county_level": ["丙县司法局"]}),
    ):
        with pytest.raises(LawstatsError, match="请删去或改正"):
            check_use(decisions | {key: rule if key == "scope" else [rule]}, [fact()])
