"""The five annual reports as text, in the office's changing hand, with every figure they state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from example_office.commitments import PROMISES
from example_office.names import FILE_PREFIX, NOTICE, OFFICE, YEARS
from example_office.report_words import DEEDS, FAULTS, HEADS, LEADERS
from example_office.wording import Writer

if TYPE_CHECKING:
    from example_office.facts import Yearly
    from example_office.truth import Truth
    from example_office.wording import Figure

__all__ = ["Report", "ReportConflict", "conflicts", "make_reports"]

_SUFFIXES = {2020: ".txt", 2021: ".txt", 2022: ".docx", 2023: ".pdf", 2024: ".txt"}
#: What a report may say that is no indicator of reports.
_OUTSIDE = {"contracts_signed": "other:contracts_signed"}
#: The report of this year is saved in GB18030.
GB18030_YEAR = 2021


class ReportConflict(NamedTuple):
    """A figure that a report states otherwise than the ledgers do."""

    year: int
    indicator: str
    report_value: float
    ledger_value: float
    file: str
    evidence: str
    why: str


@dataclass(frozen=True)
class Report:
    """One report: its lines, its figures, its promises and claims with their words."""

    year: int
    file: str
    lines: list[str]
    figures: list[Figure]
    #: Figures that stand outside the paragraphs (only a .docx has them); these have no place in `text`.
    table: tuple[tuple[str, str], ...] = ()
    box: str = ""

    @property
    def text(self) -> str:
        """The whole text, as the .txt holds it."""
        return "\n".join(self.lines) + "\n"


def make_reports(truth: Truth, figures: list[Yearly]) -> list[Report]:
    """Write the five reports."""
    return [_write(truth, figures, year) for year in YEARS]


def _write(truth: Truth, figures: list[Yearly], year: int) -> Report:
    writer = Writer()
    known = {figure.indicator: figure.value for figure in figures if figure.year == year}
    known |= {name: values[YEARS.index(year)] for name, values in truth.log.items()}
    heads = HEADS[year]
    lines = [
        f"{OFFICE}办事处{year}年法治政府建设年度报告",
        f"（{NOTICE}）",
        heads[0],
        heads[1],
        *DEEDS[year](writer, known),
        heads[2],
        *FAULTS[year],
        heads[3],
        *LEADERS[year],
        heads[4],
        *_promises(year),
        f"{OFFICE}办事处",
        f"{year + 1}年{1 + year % 3}月{10 + year % 7}日",
    ]
    text = writer.finish("\n".join(lines))
    file = f"{FILE_PREFIX}_{year}年法治政府建设年度报告{_SUFFIXES[year]}"
    if not file.endswith(".docx"):
        return Report(year, file, text.split("\n"), writer.figures)
    rows = (("mediation_committees", "人民调解委员会", "个"), ("contracts_signed", "签订合同", "份"))
    for code, name, measure in rows:
        writer.put(_OUTSIDE.get(code, code), f"{name}{known[code]:g}{measure}", known[code], measure)
    asked = known["publicity_consultations"]
    writer.put("publicity_consultations", f"现场解答咨询{asked:g}人次", asked, "人次")
    table = tuple((name, f"{known[code]:g}{measure}") for code, name, measure in rows)
    return Report(year, file, text.split("\n"), writer.figures, table, f"全年普法活动现场解答咨询{asked:g}人次。")


def _promises(year: int) -> list[str]:
    """Section ④: two paragraphs, promises with a measure first."""
    words = [promise.words for promise in PROMISES if promise.year == year]
    half = (len(words) + 1) // 2
    ordinals = "一二三四五六七"
    first = "".join(f"{ordinals[i]}是{text}。" for i, text in enumerate(words[:half]))
    second = "；".join(words[half:])
    return [f"（一）压实责任，健全制度。{first}", f"（二）突出重点，务求实效。{second}。"]


def conflicts(reports: list[Report], figures: list[Yearly]) -> list[ReportConflict]:
    """Return every stated figure that no reading of the ledgers allows."""
    bounds = {(figure.year, figure.indicator): (figure.low, figure.high, figure.value) for figure in figures}
    for year in YEARS:
        for rate, part, whole in (
            ("legality_review_rate", "contracts_reviewed_first", "contracts_signed"),
            ("mediation_success_rate", "disputes_settled", "disputes_mediated"),
        ):
            percent = 100 * bounds[year, part][2] / bounds[year, whole][2]
            bounds[year, rate] = (percent - 0.05, percent + 0.05, round(percent, 1))
    found = []
    for report in reports:
        for figure in report.figures:
            low, high, value = bounds.get((report.year, figure.indicator), (figure.low, figure.high, figure.value))
            if figure.high < low or figure.low > high:
                why = "报告按台账行数计，未去重" if figure.measure == "件" else "报告称全部审核，台账有未审和后审的"
                found.append(
                    ReportConflict(
                        report.year, figure.indicator, figure.value, value, report.file, figure.evidence, why
                    )
                )
    return found
