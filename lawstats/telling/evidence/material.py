"""What an evidence file is made from, judged once: changes, shortcomings, promises, proposals."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

import pandas as pd

from lawstats.errors import LawstatsError
from lawstats.judging.claim_files import load_claims
from lawstats.judging.claims import assess_claims
from lawstats.judging.commitments import carry_forward, track_commitments
from lawstats.judging.evidence import Evidence as Figures
from lawstats.judging.findings import findings
from lawstats.judging.proposals import propose
from lawstats.judging.targets import check_targets
from lawstats.records import annual
from lawstats.telling.comparisons import against_earlier, compare_years
from lawstats.telling.evidence.sources import Sources
from lawstats.telling.sidecars import MARK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lawstats.judging.claim_library import Library
    from lawstats.reading.ledgers import Ledger

__all__ = ["Judged", "Material", "records_of"]

_REPORT = re.compile(r"\.(?:txt|md|html?|docx|pdf)$", re.IGNORECASE)


def records_of(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a table by column name."""
    return [{str(key): value for key, value in row.items()} for row in table.to_dict("records")]


class Material(Protocol):
    """What is asked of a workspace (`lawstats.open_workspace`)."""

    @property
    def office(self) -> str:
        """Whose file it is."""
        ...

    @property
    def year(self) -> int:
        """The reporting year."""
        ...

    @property
    def records(self) -> pd.DataFrame:
        """All records, those of other offices too."""
        ...

    @property
    def breaks(self) -> pd.DataFrame:
        """Breaks in definition."""
        ...

    @property
    def conflicts(self) -> pd.DataFrame:
        """Records that contradict each other."""
        ...

    @property
    def commitments(self) -> pd.DataFrame:
        """Promises of all reports."""
        ...

    @property
    def claims(self) -> pd.DataFrame:
        """Shortcomings the reports state."""
        ...

    @property
    def measures(self) -> pd.DataFrame:
        """What only ledgers can say, as `ledger_figures` counts it."""
        ...

    @property
    def said(self) -> pd.DataFrame:
        """What the reports say was done, as `said_done` finds it."""
        ...

    @property
    def ledgers(self) -> Sequence[Ledger]:
        """The ledgers, read."""
        ...


@dataclass
class Judged:
    """Everything that can be said of one office and year; each part is worked out once, when first asked for.

    Parameters
    ----------
    material : Material
        The records, promises, claims and ledgers.
    """

    material: Material
    library: Library = field(default_factory=load_claims)

    @property
    def office(self) -> str:
        """The office."""
        return self.material.office

    @property
    def year(self) -> int:
        """The reporting year."""
        return self.material.year

    def name_of(self, code: str) -> str:
        """Return what a figure is called: as the vocabulary calls it, if it is an indicator."""
        known = self.library.vocabulary.get(code)
        return known.name if known is not None else self.library.name_of(code)

    @cached_property
    def own(self) -> pd.DataFrame:
        """The records of the office itself."""
        return self.material.records[self.material.records["office"] == self.office]

    @cached_property
    def fictional(self) -> bool:
        """Whether any source says of itself that it is an example."""
        return bool(self.own["source"].str.contains(MARK).any())

    def renumber(self) -> None:
        """Forget which files were referred to: each file written numbers them afresh, whatever was asked before."""
        self.__dict__.pop("sources", None)

    @cached_property
    def sources(self) -> Sources:
        """The numbered files; reports first, newest first, then ledgers by name."""
        files = sorted({name for source in self.own["source"] for name in source.split("、")})
        reports = {name: year for name in files if _REPORT.search(name) for year in self._years(name)}
        aliases = {f"{year}年报告": name for name, year in sorted(reports.items())}
        sources = Sources(aliases)
        for name in sorted(reports, key=lambda name: (-reports[name], name)):
            if reports[name] in (self.year, self.year - 1):
                sources.cite(name)
        return sources

    def _years(self, name: str) -> set[int]:
        return {int(year) for year in self.own.loc[self.own["source"] == name, "year"].mode()[-1:]}

    @cached_property
    def figures(self) -> Figures:
        """Every figure of the office by code and year."""
        return Figures(self.own, self.office, self.library, self.material.measures)

    @cached_property
    def base_year(self) -> int | None:
        """The year to compare with: the latest earlier one on record."""
        earlier = annual(self.own)["year"]
        earlier = earlier[earlier < self.year]
        return int(earlier.max()) if len(earlier) else None

    @cached_property
    def changes(self) -> pd.DataFrame:
        """The year against the last on record, a row an indicator with its sentence; no rows without a base year."""
        shares = {code: (item.share[0], item.share[1]) for code, item in self.library.measures.items() if item.share}
        table = compare_years(
            self.own,
            self.year,
            None,
            self.office,
            breaks=self.material.breaks,
            vocabulary=self.library.vocabulary,
            denominators=shares,
        )
        return table if self.base_year is not None else table.iloc[:0]

    @cached_property
    def pooled(self) -> pd.DataFrame:
        """The year against all earlier years together, a row a count with its sentence."""
        return against_earlier(
            self.own, self.year, self.office, breaks=self.material.breaks, vocabulary=self.library.vocabulary
        )

    @cached_property
    def tested(self) -> pd.DataFrame:
        """Every shortcoming of the library with its answer, those the report states first."""
        said = self.material
        return assess_claims(
            self.own, self.office, self.year, said.claims, said.measures, library=self.library, breaks=said.breaks
        )

    @cached_property
    def promises(self) -> pd.DataFrame:
        """Every promise of the office's reports."""
        return self.material.commitments[self.material.commitments["office"] == self.office]

    @cached_property
    def history(self) -> pd.DataFrame:
        """Every promise followed from year to year."""
        said = self.material
        tracked = track_commitments(
            self.promises, self.own, said.said, measures=said.measures, office=self.office, as_of=self.year
        )
        return carry_forward(tracked)

    @cached_property
    def due(self) -> pd.DataFrame:
        """The promises for the reporting year, in the order the report makes them."""
        due = self.history[self.history["due_year"] == self.year]
        return due.sort_values(["year", "start"], kind="stable")

    @cached_property
    def drafted(self) -> pd.DataFrame:
        """The promises this year's report makes for the next, each with its baseline and whether it can be tested."""
        ahead = self.promises[(self.promises["year"] == self.year) & (self.promises["due_year"] > self.year)]
        if not len(ahead):
            return pd.DataFrame()
        return check_targets(ahead, self.own, self.office, measures=self.material.measures, library=self.library)

    @cached_property
    def found(self) -> pd.DataFrame:
        """What the figures show to be lacking, surest first."""
        said = self.material
        return findings(
            self.own,
            self.office,
            self.year,
            claims=said.claims,
            measures=said.measures,
            commitments=self.promises,
            text_mentions=said.said,
            breaks=said.breaks,
            library=self.library,
        )

    @cached_property
    def proposals(self) -> pd.DataFrame:
        """An improvement for every finding."""
        return propose(
            self.found, self.own, self.office, self.year, measures=self.material.measures, library=self.library
        )

    def check(self) -> None:
        """Refuse a year without records.

        Raises
        ------
        LawstatsError
            Naming the years there are.
        """
        if self.year not in set(self.own["year"]):
            years = "、".join(map(str, sorted(set(self.own["year"])))) or "无"
            raise LawstatsError(f"{self.office}没有{self.year}年的记录", f"有记录的年份：{years}")
