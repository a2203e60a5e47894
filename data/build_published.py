"""Turn the collected figures of others, peers' reports and one office's own report into data/published.

python data/build_published.py [published_records.csv] [report.txt] [sentences.jsonl] [domain.md]

Every decision stands with its reason in build_published.toml and, for the peers, in build_peers.toml; the scripts only
apply them. Same input, same bytes.
"""

from __future__ import annotations

import csv
import re
import sys
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
from build_peers import Fact, Peers, read_peers
from build_rules import SAME_MEASURE, host, printable

from lawstats.errors import LawstatsError
from lawstats.indicators import load_vocabulary
from lawstats.quantities import find_quantities
from lawstats.reading.reports import read_report
from lawstats.records import COLUMNS, combine, find_conflicts, save_records, save_table, validate

HERE = Path(__file__).resolve().parent
SHARED = HERE.parents[1] / "shared"
RAW = SHARED / "data" / "published_records.csv"
REPORT = SHARED / "reports" / "白石江街道_2024.txt"
SAMPLES = SHARED / "labelled" / "sentences.jsonl"
NOTES = SHARED / "domain.md"

SCALES = {"万": Decimal(10**4), "亿": Decimal(10**8), "": Decimal(1)}
#: How the collected table's hedges are worded, so that the one reading of hedged numbers is used here too.
HEDGES = {"over": "{number}余{measure}", "under": "近{number}{measure}", "approx": "约{number}{measure}"}


class Row(NamedTuple):
    """One row as collected, with its line in the file."""

    line: int
    cells: dict[str, str]

    @property
    def year(self) -> int:
        """The year the figure was collected under."""
        return int(self.cells["year"])


class Printed(NamedTuple):
    """A figure as printed: 1.58, 万, 家."""

    number: str
    scale: str
    measure: str

    @property
    def value(self) -> float:
        """The figure counted in ones, multiplied out in decimal so that 310.2万 is 3102000 and nothing else."""
        return float(Decimal(self.number) * SCALES[self.scale])


def main(
    raw: Path = RAW,
    report: Path = REPORT,
    samples: Path = SAMPLES,
    field_notes: Path = NOTES,
    target: Path = HERE / "published",
) -> None:
    """Write every table and say how many rows went where."""
    decisions, about_peers = (read_decisions(name) for name in ("build_published.toml", "build_peers.toml"))
    rows = read_rows(raw)
    reasons = [exclusion(row, decisions) for row in rows]
    kept = [row for row, reason in zip(rows, reasons, strict=True) if not reason]
    records = validate(combine(pd.DataFrame([record(row, decisions) for row in kept], columns=list(COLUMNS))))
    peers = read_peers(samples, field_notes, about_peers, decisions)
    left_out = [(row, reason) for row, reason in zip(rows, reasons, strict=True) if reason]
    target.mkdir(exist_ok=True)
    own = write_report(report, decisions["report"], target)
    conflicts = find_conflicts(combine(records, peers.records, own))
    excluded = excluded_rows(left_out, peers, decisions)
    save_records(records, target / "records.csv")
    save_records(peers.records, target / "records_peers.csv")
    save_table(conflicts, target / "conflicts.csv")
    save_table(excluded, target / "excluded.csv")
    save_table(breaks(decisions, records), target / "breaks.csv")
    save_table(pd.DataFrame([*decisions["note"], *about_peers["note"]]), target / "notes.csv")
    save_table(sources(kept, peers.facts, decisions), target / "sources.csv")
    counts = {
        "收集的行": len(rows),
        "写入记录": len(records),
        "同类机关的数字": len(peers.records),
        "剔除": len(excluded),
        "互相矛盾的数对": len(conflicts),
        "本街道报告的数字": len(own),
    }
    sys.stdout.write("".join(f"{label}\t{count}\n" for label, count in counts.items()))


def read_decisions(name: str) -> dict[str, Any]:
    """Read a file of decisions beside this script."""
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))


def read_rows(path: Path) -> list[Row]:
    """Read the collected table."""
    with path.open(encoding="utf-8", newline="") as file:
        return [Row(line, cells) for line, cells in enumerate(csv.DictReader(file), start=2)]


def exclusion(row: Row, decisions: dict[str, Any]) -> str:
    """Return why a row is no record, or nothing."""
    for rule in decisions["exclude"]:
        if rule.get("source") == row.cells["source_title"] or rule.get("indicator") == row.cells["indicator"]:
            return str(rule["reason"])
    return ""


def record(row: Row, decisions: dict[str, Any]) -> dict[str, object]:
    """Return a row as a record: counted in ones, its period true, its words kept."""
    code, start, end = period(row, decisions)
    printed = as_printed(row)
    value, low, high, qualifier = read(printed, row)
    return {
        "office": row.cells["unit"],
        "year": end.year,
        "indicator": code,
        "value": value,
        "low": low,
        "high": high,
        "qualifier": qualifier,
        "measure": SAME_MEASURE.get(printed.measure, printed.measure),
        "period_start": start,
        "period_end": end,
        "source": row.cells["source_title"],
        "link": link(row, decisions),
        "place": f"收集表第{row.line}行",
        "evidence": evidence(printed, row),
    }


def as_printed(row: Row) -> Printed:
    """Part the printed unit into scale and measure word."""
    unit = row.cells["measure_unit"]
    scale = unit[0] if unit[0] in SCALES else ""
    return Printed(row.cells["value"], scale, unit.removeprefix(scale))


def read(printed: Printed, row: Row) -> tuple[float, float, float, str]:
    """Return value, low, high and qualifier; hedged figures by the library's own reading of such words."""
    hedge = row.cells["qualifier"]
    if hedge == "exact":
        return printed.value, printed.value, printed.value, "exact"
    template = "{number}{measure}以上" if "以上" in row.cells["evidence"] else HEDGES[hedge]
    words = template.format(number=printed.number + printed.scale, measure=printed.measure)
    quantities = find_quantities(words)
    if len(quantities) != 1 or quantities[0].value != printed.value:
        raise LawstatsError(f"“{words}”读不成{printed.value}", "请核对这一行", file=RAW.name, place=f"第{row.line}行")
    quantity = quantities[0]
    return quantity.value, quantity.low, quantity.high, quantity.qualifier


def evidence(printed: Printed, row: Row) -> str:
    """Return the source's words; where they do not hold the figure (a table's row label), it is put behind them."""
    words = row.cells["evidence"]
    numbers = {number.replace(",", "") for number in re.findall(r"\d[\d,]*(?:\.\d+)?", words)}
    if printed.number in numbers or re.search(r"\d\s?(?:million|thousand)", words):
        return words
    if not printed.scale and printed.value >= 10**4 and printed.value % 10**4 == 0:
        return f"{words} | {printed.value / 10**4:.0f}万{printed.measure}"
    return f"{words} | {printed.number}{printed.scale}{printed.measure}"


def period(row: Row, decisions: dict[str, Any]) -> tuple[str, pd.Timestamp, pd.Timestamp]:
    """Return the code without what it says about time, and the first and last day the figure covers."""
    code, source = row.cells["indicator"], row.cells["source_title"]
    dates: dict[str, str] = {}
    for rule in decisions["code"]:
        if match := re.fullmatch(rule["pattern"], code):
            code, dates = match["base"], rule
            break
    kind = load_vocabulary()[code].kind
    if "start" not in dates and kind == "stock" and decisions["as_of"].get(source, "").startswith(str(row.year)):
        dates = dict.fromkeys(("start", "end"), decisions["as_of"][source])
    for rule in decisions["period"]:
        narrowed = rule.get("year", row.year) == row.year and rule.get("kind", kind) == kind
        if "start" not in dates and rule["source"] == source and narrowed:
            dates = rule
    default_start = "{year}-12-31" if kind == "stock" else "{year}-01-01"
    written = (dates.get("start", default_start), dates.get("end", "{year}-12-31"))
    start, end = (pd.Timestamp(day.format(year=row.year, four_years_before=row.year - 4)) for day in written)
    return code, start, end


def link(row: Row, decisions: dict[str, Any]) -> str:
    """Return the address, if it may be printed."""
    return printable(row.cells["source_url"], decisions, file=RAW.name, place=f"第{row.line}行")


def fact_link(fact: Fact, decisions: dict[str, Any]) -> str:
    """Return the address of a peer's report, if it may be printed."""
    return printable(fact.url, decisions, file=fact.file, place=fact.place)


def excluded_rows(rows: list[tuple[Row, str]], peers: Peers, decisions: dict[str, Any]) -> pd.DataFrame:
    """Return everything that was collected and is no record, as collected, with the reason."""
    collected = [
        {"place": f"收集表第{row.line}行"} | row.cells | {"source_url": link(row, decisions), "reason": reason}
        for row, reason in rows
    ]
    return pd.DataFrame([*collected, *(excluded_fact(fact, reason, decisions) for fact, reason in peers.excluded)])


def excluded_fact(fact: Fact, reason: str, decisions: dict[str, Any]) -> dict[str, object]:
    """Return a peer's figure in the columns of the collected table."""
    return {
        "place": fact.place,
        "unit": fact.office,
        "unit_level": fact.level,
        "year": fact.year,
        "indicator": fact.indicator,
        "value": fact.value,
        "qualifier": fact.qualifier,
        "measure_unit": find_quantities(fact.words)[0].measure,
        "source_title": fact.source,
        "source_url": fact_link(fact, decisions),
        "evidence": fact.words,
        "reason": reason,
    }


def breaks(decisions: dict[str, Any], records: pd.DataFrame) -> pd.DataFrame:
    """Return a row for every indicator a break touches."""
    links = dict(zip(records["source"], records["link"], strict=True))
    rows = [
        {key: each[key] for key in ("office",)}
        | {"indicator": indicator, "year": each["year"], "reason": each["reason"]}
        | {"source": each["source"], "link": links.get(each["source"], "")}
        for each in decisions["break"]
        for indicator in each["indicators"]
    ]
    return pd.DataFrame(rows)


def sources(rows: list[Row], facts: list[Fact], decisions: dict[str, Any]) -> pd.DataFrame:
    """Return the list of sources: how many figures of which years each gave, and why a link is withheld."""
    given = [(row.cells["source_title"], row.cells["source_url"], link(row, decisions), row.year) for row in rows]
    given += [(fact.source, fact.url, fact_link(fact, decisions), fact.year) for fact in facts]
    listed: dict[str, list[tuple[str, str, str, int]]] = {}
    for each in given:
        listed.setdefault(each[0], []).append(each)
    return pd.DataFrame(
        {
            "source": title,
            "link": figures[0][2],
            "figures": len(figures),
            "first_year": min(year for *_, year in figures),
            "last_year": max(year for *_, year in figures),
            "withheld": decisions["withheld"].get(host(figures[0][1]), ""),
        }
        for title, figures in listed.items()
    )


def write_report(path: Path, about: dict[str, Any], target: Path) -> pd.DataFrame:
    """Write the figures, commitments and stated shortcomings of the office's own report."""
    report = read_report(path, office=about["office"], year=about["year"])
    if len(report.claims) != len(about["claims"]):
        raise LawstatsError(f"报告写明{len(report.claims)}条不足", "请核对build_published.toml中的提法", file=path.name)
    origin = {"office": about["office"], "year": about["year"], "source": about["source"]}
    figures = report.figures.loc[:, list(COLUMNS)].assign(source=about["source"])
    claims = pd.DataFrame({"text": about["claims"], "start": report.claims["start"].to_list()})
    save_records(figures, target / f"records_{about['name']}.csv")
    # Promises without a measurable target cannot be checked a year later, and their text is not ours to copy.
    promises = report.commitments[report.commitments["target"].notna()].reset_index(drop=True)
    save_table(with_origin(promises, origin), target / f"commitments_{about['name']}.csv")
    save_table(with_origin(claims, origin), target / f"claims_{about['name']}.csv")
    return figures


def with_origin(table: pd.DataFrame, origin: dict[str, Any]) -> pd.DataFrame:
    """Put office, year and source before a list's own columns."""
    own = table.drop(columns=[column for column in origin if column in table.columns])
    return pd.concat([pd.DataFrame([origin] * len(own), index=own.index), own], axis=1)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
