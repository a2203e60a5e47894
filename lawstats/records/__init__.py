"""The one table everything meets in: a row a figure, with what its words admit and where they stand.

Rooms: `contract` (columns and rules), `table` (combine, annual), `conflicts` (one fact, two figures), `files` (CSV in
and out), `handkept` (what an office types by hand, completed openly).
"""

from __future__ import annotations

from lawstats.records.conflicts import find_conflicts
from lawstats.records.contract import COLUMNS, QUALIFIERS, validate
from lawstats.records.files import load_breaks, load_records, save_records, save_table
from lawstats.records.table import annual, combine, empty, part_period

__all__ = [
    "COLUMNS",
    "QUALIFIERS",
    "annual",
    "combine",
    "empty",
    "find_conflicts",
    "load_breaks",
    "load_records",
    "part_period",
    "save_records",
    "save_table",
    "validate",
]
