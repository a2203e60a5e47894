"""Annual reports: the words of one become figures, promises, claims, and unplaced numbers with their reason.

Rooms: `report` (the whole), `batch` (many), `walk` (every number once), `identity` (office, year, title), `sections`
(the four blocks), `sentences` (the words around a number), `phrases` (the vocabulary at work, compiled to `rules`,
found through `needles`), `context` (why a number is no result), `periods` (the time it covers), `figures`, `zeros`,
`commitments`, `claims`, `rows` (tables); and the report held against itself: `selfcheck` (with `numbers`, `sums`,
`ratios`), `repeats`, `labels`, `problems`, `scopes`.
"""

from __future__ import annotations

from lawstats.reading.reports.batch import read_reports
from lawstats.reading.reports.problems import Problem
from lawstats.reading.reports.report import Report, read_report, read_text

__all__ = ["Problem", "Report", "read_report", "read_reports", "read_text"]
