"""Turn what other offices' reports print into a cross-section: one figure each, none of anybody's sentences.

Every decision stands with its reason in build_peers.toml; this script only applies them. Called by build_published.py.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd
from build_rules import SAME_MEASURE, printable

from lawstats.errors import LawstatsError
from lawstats.indicators import load_vocabulary
from lawstats.quantities import Quantity, find_quantities
from lawstats.records import COLUMNS, combine

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Fact", "Peers", "read_peers"]


class Fact(NamedTuple):
    """One figure of one report: only its own words, and where it was collected."""

    office: str
    year: int
    url: str
    indicator: str
    words: str
    file: str
    place: str
    level: str
    value: float
    qualifier: str

    @property
    def source(self) -> str:
        """The report's title, in general terms: what reports are really called differs from office to office."""
        return f"{self.office}{self.year}年法治政府建设年度报告"


class Peers(NamedTuple):
    """What peers' reports give: the facts kept and their records, and the facts left out with the reason."""

    facts: list[Fact]
    records: pd.DataFrame
    excluded: list[tuple[Fact, str]]


def read_peers(samples: Path, notes: Path, decisions: dict[str, Any], links: dict[str, Any]) -> Peers:
    """Read the collected passages and the field notes; `links` says which addresses may be printed."""
    facts = [*from_samples(samples, decisions["scope"]), *from_notes(notes, decisions["quoted"])]
    check_use(decisions, facts)
    reasons = [exclusion(fact, decisions["exclude"]) for fact in facts]
    kept = [fact for fact, reason in zip(facts, reasons, strict=True) if not reason]
    rows = [record(fact, decisions["period"], links) for fact in kept]
    excluded = [(fact, reason) for fact, reason in zip(facts, reasons, strict=True) if reason]
    return Peers(kept, combine(pd.DataFrame(rows, columns=list(COLUMNS))), excluded)


def from_samples(path: Path, scope: dict[str, Any]) -> list[Fact]:
    """Return the figures in the vocabulary of every office in scope."""
    known, found = load_vocabulary(), []
    for line, text in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        sample = json.loads(text)
        level = level_of(sample["unit"], scope)
        for fact in sample["facts"]:
            if level and fact["indicator"] in known:
                about = (sample["unit"], int(sample["year"]), sample["url"], fact["indicator"], fact["evidence"])
                read = (float(fact["value"]), "about" if fact["qualifier"] == "approx" else fact["qualifier"])
                found.append(Fact(*about, path.name, f"收集样本第{line}行", level, *read))
    return found


def from_notes(path: Path, quoted: list[dict[str, Any]]) -> list[Fact]:
    """Return the figures quoted in the field notes, once both figure and address are found there."""
    text, found = path.read_text(encoding="utf-8"), []
    for peer in quoted:
        quotation = re.search(peer["name"] + "“([^”]*)”", text)
        address = peer["url"].split("//")[1].removeprefix("www.")
        for indicator, words in peer["figures"]:
            if quotation is None or words not in quotation[1] or address not in text:
                missing = f"找不到{peer['name']}的“{words}”或其网址"
                raise LawstatsError(missing, "请核对build_peers.toml", file=path.name)
            figure = quantity(words, file=path.name, place=peer["name"])
            about = (peer["office"], peer["year"], peer["url"], indicator, words)
            found.append(Fact(*about, path.name, "领域笔记第4节", "subdistrict", figure.value, figure.qualifier))
    return found


def level_of(office: str, scope: dict[str, Any]) -> str:
    """Return subdistrict or district, or nothing for an office out of scope."""
    if re.search(scope["street_level"] + "$", office):
        return "subdistrict"
    return "district" if office in scope["county_level"] else ""


def check_use(decisions: dict[str, Any], facts: list[Fact]) -> None:
    """Refuse a decision that touches nothing: it is a slip of the pen."""
    for rule in (*decisions["exclude"], *decisions["period"]):
        if not any(touches(rule, fact) for fact in facts):
            raise LawstatsError(f"没有数字用得上{rule['office']}的这一条", "请删去或改正", file="build_peers.toml")
    for office in decisions["scope"]["county_level"]:
        if not any(fact.office == office for fact in facts):
            raise LawstatsError(f"样本里没有{office}的数字", "请删去或改正", file="build_peers.toml")


def touches(rule: dict[str, Any], fact: Fact) -> bool:
    """Say whether a decision speaks of this figure; what it leaves out, it leaves open."""
    return all(rule.get(key, getattr(fact, key)) == getattr(fact, key) for key in ("office", "indicator", "value"))


def exclusion(fact: Fact, rules: list[dict[str, Any]]) -> str:
    """Return why a figure is no record, or nothing."""
    return next((str(rule["reason"]) for rule in rules if touches(rule, fact)), "")


def record(fact: Fact, periods: list[dict[str, Any]], links: dict[str, Any]) -> dict[str, object]:
    """Return a figure as a record: its interval read from its own words, its period true."""
    figure = quantity(fact.words, file=fact.file, place=fact.place)
    if (figure.value, figure.qualifier) != (fact.value, fact.qualifier):
        raise LawstatsError(
            f"“{fact.words}”与记下的{fact.value:g}（{fact.qualifier}）不符", "请核对", file=fact.file, place=fact.place
        )
    written = next((rule["end"] for rule in periods if touches(rule, fact)), f"{fact.year}-12-31")
    stock = load_vocabulary()[fact.indicator].kind == "stock"
    return {
        "office": fact.office,
        "year": fact.year,
        "indicator": fact.indicator,
        "value": figure.value,
        "low": figure.low,
        "high": min(figure.high, 100.0) if figure.measure == "%" else figure.high,
        "qualifier": figure.qualifier,
        "measure": SAME_MEASURE.get(figure.measure, figure.measure),
        "period_start": pd.Timestamp(written if stock else f"{fact.year}-01-01"),
        "period_end": pd.Timestamp(written),
        "source": fact.source,
        "link": printable(fact.url, links, file=fact.file, place=fact.place),
        "place": fact.place,
        "evidence": fact.words,
    }


def quantity(words: str, *, file: str, place: str) -> Quantity:
    """Return the one number in the words."""
    found = find_quantities(words)
    if len(found) != 1:
        raise LawstatsError(f"“{words}”里有{len(found)}个数", "只应有一个，请核对", file=file, place=place)
    return found[0]
