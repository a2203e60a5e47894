"""Annual reports: the words of one become figures, promises, claims, and unplaced numbers with their reason.

Rooms: `report` (the whole), `batch` (many), `identity` (office, year, title), `headings` and `sections` (the four
blocks), `walk` (every number once), `sentences`, `light` and `windows` (the words around a number), `context` and
`places` (why it is no result of the office), `periods` (the time it covers), `phrases` (the vocabulary at work,
compiled to `rules`, found through `needles`), `naming` (what a number counts), `parts`, `rivals` and `totals` (whether
it stands for itself), `figures`, `zeros`, `claims`, `rows` (tables); the houses beside: `promises`, and `checks`, the
report held against itself.
"""

from __future__ import annotations

from lawstats.reading.reports.batch import read_reports
from lawstats.reading.reports.checks.problems import Problem
from lawstats.reading.reports.report import Report, read_report, read_text

__all__ = ["Problem", "Report", "read_report", "read_reports", "read_text"]
