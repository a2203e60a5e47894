"""The published figures: sums that must hold, traps that must stay shut, and a rebuild that changes nothing."""

from __future__ import annotations

import csv
import importlib.util
import json
import re
from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from lawstats.indicators import load_vocabulary
from lawstats.records import COLUMNS, annual, find_conflicts, load_breaks, load_records, validate

if TYPE_CHECKING:
    from pathlib import Path

NBS = (
    "Basic Statistics on Lawyers, Notarization and Mediation (1998-2003)",
    "China Statistical Yearbook 2004, table 23-6",
)
KEYS = ["office", "indicator", "year"]
OWN = "曲靖市麒麟区白石江街道"


@pytest.fixture(scope="module")
def published(root: Path) -> Path:
    return root / "data" / "published"


@pytest.fixture(scope="module")
def records(published: Path) -> pd.DataFrame:
    return load_records(published / "records.csv")


@pytest.fixture(scope="module")
def everything(published: Path) -> pd.DataFrame:
    return load_records(published)


@pytest.fixture(scope="module")
def raw(shared: Path) -> list[dict[str, str]]:
    with (shared / "data" / "published_records.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def table(published: Path, name: str) -> pd.DataFrame:
    return pd.read_csv(published / name, encoding="utf-8-sig", keep_default_na=False)


def total(records: pd.DataFrame, office: str, year: int, pattern: str, source: str = "") -> float:
    """Add up the exact figures whose indicator matches the whole pattern."""
    rows = records[
        (records["office"] == office)
        & (records["year"] == year)
        & records["indicator"].str.fullmatch(pattern)
        & records["source"].str.contains(source, regex=False)
    ]
    assert len(rows) > 0
    assert (rows["qualifier"] == "exact").all()
    return float(rows["value"].sum())


# --- the files as committed -----------------------------------------------------------------------------------------


def test_every_file_keeps_the_contract(published: Path, records: pd.DataFrame, everything: pd.DataFrame) -> None:
    validate(everything)
    others = [load_records(published / f"records_{name}.csv") for name in ("baishijiang_2024", "peers")]
    assert len(everything) == len(records) + sum(map(len, others))
    assert set(everything["indicator"]) <= set(load_vocabulary())
    assert not load_breaks(published).empty


def test_national_vocabulary_is_used_and_repeats_nothing(root: Path, records: pd.DataFrame) -> None:
    codes = {
        name: re.findall(
            r'^code = "(.+)"$', (root / "lawstats" / "vocabulary" / name).read_text(encoding="utf-8"), re.M
        )
        for name in ("indicators.toml", "national.toml")
    }
    assert not set(codes["indicators.toml"]) & set(codes["national.toml"])
    assert set(codes["national.toml"]) <= set(records["indicator"])
    assert max(Counter(codes["national.toml"]).values()) == 1


def test_nothing_is_lost(published: Path, records: pd.DataFrame) -> None:
    excluded = table(published, "excluded.csv")
    excluded = excluded[excluded["place"].str.startswith("收集表")]
    assert len(records) + len(excluded) == 618
    assert (excluded["reason"] != "").all()
    assert excluded["indicator"].tolist().count("reconsideration_received_growth") == 3
    assert ((excluded["indicator"] == "disputes_mediated") & (excluded["value"] == 1843.7)).sum() == 1


@pytest.mark.parametrize(
    ("office", "year", "parts", "whole", "source", "expected"),
    [
        *(
            (
                "全国",
                year,
                "disputes_(family|housing|debt|business|neighbour|damages|other)",
                "disputes_mediated",
                "table 22-7",
                n,
            )
            for year, n in ((1999, 5188646), (2000, 5030619))
        ),
        *(
            ("全国", year, "disputes_family_.+", "disputes_family", "table 22-7", n)
            for year, n in ((1999, 1923175), (2000, 1951114))
        ),
        (
            "全国",
            2006,
            "administrative_litigation_(?!closed|all|affirmed|cancelled|rejected|withdrawn).+",
            "administrative_litigation",
            "",
            95617,
        ),
        ("全国", 2006, "administrative_litigation_closed_.+", "administrative_litigation_closed", "", 95052),
        (
            "湖北省黄石市",
            2016,
            "disputes_(?!accepted|mediated).+",
            "disputes_accepted",
            "",
            869,
        ),
        (
            "全国",
            2023,
            "reconsideration_(?!cases|received|closed|corrected|correction|settled|mediated).+",
            "reconsideration_cases_by_matter",
            "",
            309184,
        ),
    ],
)
def test_parts_add_up_to_the_whole(
    records: pd.DataFrame, office: str, year: int, parts: str, whole: str, source: str, expected: int
) -> None:
    assert total(records, office, year, whole, source) == expected
    assert total(records, office, year, parts, source) == expected


def test_provinces_add_up_to_the_country(records: pd.DataFrame) -> None:
    rows = records[(records["indicator"] == "reconsideration_accepted") & (records["year"] == 2019)]
    provinces = rows[rows["office"] != "全国(省区市和兵团)"]
    assert len(provinces) == 32
    assert provinces["value"].sum() == 183489 == rows[rows["office"] == "全国(省区市和兵团)"]["value"].sum()


def test_dinghai_series_is_whole(records: pd.DataFrame) -> None:
    for code, low, high in (("administrative_cases_accepted", 8, 32), ("administrative_cases_closed", 6, 33)):
        rows = annual(records[(records["indicator"] == code) & (records["office"] == "浙江省舟山市定海区")])
        assert rows["year"].tolist() == list(range(1991, 2006))
        assert (rows["value"].min(), rows["value"].max()) == (low, high)


def test_units_are_multiplied_out_without_noise(records: pd.DataFrame) -> None:
    counts = records[~records["indicator"].str.contains("rate|share") & records["value"].notna()]
    assert (counts["value"] == counts["value"].round()).all()
    rows = records.set_index(["office", "indicator", "year"])
    assert rows.loc[("广东省", "mediation_amount", 2020), "value"].item() == 11_740_000_000
    assert rows.loc[("全国", "counsel_consultations", 1998), "value"].item() == 4_898_600
    assert not records["measure"].str.contains("万|亿").any()


@pytest.mark.parametrize(
    ("office", "indicator", "year", "value", "low", "high", "qualifier"),
    [
        ("全国", "law_firms", 2009, 15_800, 15_800, 15_899, "over"),
        ("云南省", "mediators", 2025, 160_000, 150_001, 160_000, "under"),
        ("广东省广州市", "disputes_mediated_success", 2018, 39_000, 38_500, 39_500, "about"),
        ("全国", "mediation_success_rate", 2017, 96, 96, 100, "at_least"),
        ("上海市普陀区", "mediators_full_time", 2011, 300, 300, 399, "over"),
    ],
)
def test_hedged_figures_are_intervals(
    records: pd.DataFrame, office: str, indicator: str, year: int, value: float, low: float, high: float, qualifier: str
) -> None:
    rows = records.query("office == @office and indicator == @indicator and year == @year and value == @value")
    assert rows[["low", "high", "qualifier"]].to_numpy().tolist() == [[low, high, qualifier]]


@pytest.mark.parametrize(
    ("office", "indicator", "start", "end"),
    [
        ("湖北省黄石市", "disputes_accepted", "2016-08-01", "2016-08-31"),
        ("湖北省黄石市", "disputes_accepted", "2020-01-01", "2020-11-30"),
        ("湖北省黄石市", "mediators", "2020-11-30", "2020-11-30"),
        ("广东省广州市", "publicity_materials", "2018-01-01", "2018-07-31"),
        ("浙江省丽水市", "disputes_mediated", "2016-07-01", "2016-09-30"),
        ("甘肃省", "disputes_mediated", "2020-01-01", "2020-03-31"),
        ("上海市", "reconsideration_accepted", "2021-08-01", "2022-07-31"),
        ("全国", "disputes_mediated", "2016-01-01", "2020-12-31"),
        ("全国", "disputes_mediated", "2004-01-01", "2006-12-31"),
        ("江苏省南京市", "disputes_mediated", "2019-01-01", "2023-12-31"),
        ("全国", "lawyer_litigation_cases", "2008-01-01", "2012-12-31"),
        ("上海市普陀区", "disputes_accepted", "1991-01-01", "2003-12-31"),
        ("全国", "administrative_litigation", "2016-01-01", "2024-09-30"),
        ("全国", "mediators", "2023-10-09", "2023-10-09"),
        ("山东省", "lawyers", "2018-06-30", "2018-06-30"),
        ("全国", "reconsideration_cases_by_matter", "2023-01-01", "2023-12-31"),
    ],
)
def test_periods_are_true(records: pd.DataFrame, office: str, indicator: str, start: str, end: str) -> None:
    rows = records.query("office == @office and indicator == @indicator")
    rows = rows[rows["period_end"] == pd.Timestamp(end)]
    assert rows["period_start"].tolist() == [pd.Timestamp(start)]


def test_no_part_year_or_sum_of_years_is_an_annual_point(records: pd.DataFrame) -> None:
    kept = annual(records)
    days = (kept["period_end"] - kept["period_start"]).dt.days
    assert set(days) <= {0, 364, 365}
    assert kept.query("office == '湖北省黄石市' and indicator == 'disputes_accepted'").empty
    assert kept.query("office == '全国' and indicator == 'disputes_mediated' and year in (2006, 2020, 2025)").empty
    kinds = {code: indicator.kind for code, indicator in load_vocabulary().items()}
    assert set(kept[days == 0]["indicator"].map(kinds)) <= {"stock", "rate"}
    assert "stock" not in set(kept[days > 0]["indicator"].map(kinds))


def test_evidence_states_every_figure(records: pd.DataFrame) -> None:
    assert records["evidence"].str.contains(r"\d").all()
    table_row = records.query("office == '全国' and indicator == 'counsel_consultations' and year == 1999")
    assert table_row["evidence"].unique().tolist() == ["Legal Advisory Services | 419.20万件"]


# --- conflicts ------------------------------------------------------------------------------------------------------


def test_conflicts_are_the_committed_ones(published: Path, everything: pd.DataFrame) -> None:
    committed = table(published, "conflicts.csv")
    found = find_conflicts(everything)
    assert len(found) == 8
    assert found[KEYS].to_numpy().tolist() == committed[KEYS].to_numpy().tolist()
    assert found["note"].tolist() == committed["note"].tolist()


@pytest.mark.parametrize(
    ("indicator", "year", "values"),
    [
        ("disputes_mediated", 2002, {3_141_000, 5_000_000}),
        ("reconsideration_received", 2023, {315_000, 385_000}),
        ("reconsideration_closed", 2023, {293_000, 352_000}),
        ("lawyers", 2002, {136_684, 110_000}),
        ("lawyers", 2009, {166_000, 173_000}),
        ("lawyers", 2018, {423_000, 473_000}),
    ],
)
def test_known_conflicts_are_found(records: pd.DataFrame, indicator: str, year: int, values: set[float]) -> None:
    rows = find_conflicts(records).query("office == '全国' and indicator == @indicator and year == @year")
    assert {value for row in rows[["value_a", "value_b"]].to_numpy().tolist() for value in row} == values


def test_sources_that_agree_are_no_conflict(records: pd.DataFrame) -> None:
    both = records[records["source"].isin(NBS)]
    pairs = both.groupby(KEYS)["source"].nunique().eq(2)
    assert pairs.sum() == 25
    assert find_conflicts(both).empty
    # 518.86万 and 5 188 646 are one figure, printed to different places.
    counted = records.query("indicator == 'disputes_mediated' and office == '全国' and year in (1999, 2000)")
    assert len(counted) == 4
    assert find_conflicts(counted).empty


# --- links, breaks, notes -------------------------------------------------------------------------------------------

MIRRORS = (
    *("1.62.100.15", "m.o-olink.com", "m.redspiceindiancuisine.com", "formacion-profesional", "jn-hkm.com"),
    *("gznswx.com", "handmsg.com", "victorzhang.cn", "117.78.9.86", "360doc.com", "fx361.cc", "freewechat.com"),
    *("61.54.6.141", "owenbabies.com"),
)


def test_no_mirror_is_linked_anywhere(root: Path, published: Path) -> None:
    texts = [file.read_text(encoding="utf-8-sig") for file in published.glob("*.csv")]
    texts.append((root / "data" / "README.md").read_text(encoding="utf-8"))
    for text in texts:
        for address in re.findall(r"https?://[^\s,)\"]+", text):
            assert not any(mirror in address for mirror in MIRRORS)
            assert not re.match(r"https?://\d+\.\d+\.\d+\.\d+", address)


def test_every_withheld_link_has_a_reason(published: Path, everything: pd.DataFrame) -> None:
    records = everything[everything["office"] != OWN]
    sources = table(published, "sources.csv")
    assert ((sources["link"] == "") == (sources["withheld"] != "")).all()
    assert set(sources["source"]) == set(records["source"])
    assert sources["figures"].sum() == len(records)
    assert dict(zip(records["source"], records["link"], strict=True)) == dict(
        zip(sources["source"], sources["link"], strict=True)
    )


def test_breaks_and_notes_speak_of_what_is_there(
    published: Path, records: pd.DataFrame, everything: pd.DataFrame
) -> None:
    breaks, notes = load_breaks(published), table(published, "notes.csv")
    assert set(breaks["indicator"]) <= set(load_vocabulary())
    assert set(breaks["office"]) <= {"*", *records["office"]}
    present = set(everything[KEYS].itertuples(index=False, name=None))
    assert set(notes[KEYS].itertuples(index=False, name=None)) <= present
    assert set(notes["kind"]) <= {"存疑", "推断", "口径"}
    for indicator, year in (("disputes_mediated", 2022), ("reconsideration_received", 2024), ("lawyers", 2009)):
        assert ((breaks["indicator"] == indicator) & (breaks["year"] == year)).any()


def test_readme_tells_every_file_and_column(root: Path, published: Path, tmp_path: Path) -> None:
    text = (root / "data" / "README.md").read_text(encoding="utf-8")
    for file in published.iterdir():
        assert f"published/{file.name}" in text
    for column in (*COLUMNS, *table(published, "sources.csv").columns):
        assert f"`{column}`" in text
    for count in (
        len(load_records(published / "records.csv")),
        len(load_records(published / "records_baishijiang_2024.csv")),
        len(load_records(published / "records_peers.csv")),
    ):
        assert f" {count} " in text
    example = re.search(r"```\n(机关,.*?)```", text, re.S)
    assert example is not None
    (tmp_path / "records.csv").write_text(example[1], encoding="utf-8")
    assert len(load_records(tmp_path)) == 3


# --- against the collected material, where it is at hand ------------------------------------------------------------


def test_every_collected_row_is_there_as_printed(raw: list[dict[str, str]], records: pd.DataFrame) -> None:
    scales = {"万": 10**4, "亿": 10**8}
    excluded = {"网络问答页(转引司法部2024年数据,二手)"}
    expected = Counter(
        (row["unit"], row["source_title"], float(Decimal(row["value"]) * scales.get(row["measure_unit"][0], 1)))
        for row in raw
        if row["source_title"] not in excluded and not row["indicator"].endswith("_growth")
    )
    assert Counter(records[["office", "source", "value"]].itertuples(index=False, name=None)) == expected


def test_own_report_gives_the_known_facts(shared: Path, published: Path) -> None:
    facts = json.loads((shared / "reports" / "白石江街道_2024.facts.json").read_text(encoding="utf-8"))["facts"]
    records = load_records(published / "records_baishijiang_2024.csv")
    assert set(records["office"]) == {OWN}
    expected = {fact["indicator"]: (fact["value"], fact["low"], fact["qualifier"]) for fact in facts}
    found = {row.indicator: (row.value, row.low, row.qualifier) for row in records.itertuples()}
    assert found == expected
    assert len(records) == len(facts)


def test_claims_are_our_own_short_words(shared: Path, published: Path) -> None:
    report = (shared / "reports" / "白石江街道_2024.txt").read_text(encoding="utf-8")
    claims = table(published, "claims_baishijiang_2024.csv")
    assert len(claims) == 3
    assert claims["text"].str.len().max() <= 20
    assert not any(text in report for text in claims["text"])


def test_promises_are_measurable_and_known(shared: Path, published: Path) -> None:
    facts = json.loads((shared / "reports" / "白石江街道_2024.facts.json").read_text(encoding="utf-8"))["commitments"]
    promises = table(published, "commitments_baishijiang_2024.csv")
    expected = Counter((fact["start"], fact["target"], fact["comparison"]) for fact in facts)
    assert Counter(promises[["start", "target", "comparison"]].itertuples(index=False, name=None)) == expected
    assert set(promises["due_year"]) == {2025}
    assert promises["evidence"].str.len().max() < 40


def test_rebuild_changes_nothing(root: Path, shared: Path, published: Path, tmp_path: Path) -> None:
    build = load_script(root / "data" / "build_published.py")
    inputs = ("data/published_records.csv", "reports/白石江街道_2024.txt", "labelled/sentences.jsonl", "domain.md")
    build.main(*(shared / name for name in inputs), tmp_path)
    names = sorted(file.name for file in published.iterdir())
    assert sorted(file.name for file in tmp_path.iterdir()) == names
    for name in names:
        assert (tmp_path / name).read_bytes() == (published / name).read_bytes(), name


def load_script(path: Path) -> Any:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
