"""The evidence file of an office: from a workspace to Word and Excel.

Rooms: `material` (what was judged), `cover`, `changes`, `shortcomings`, `promises`, `plans`, `origins` (the sections,
in the order they are read), `sources` (numbers of files, places in few words), `pictures` (what is drawn).
"""

from __future__ import annotations

from lawstats.telling.evidence.changes import judged_rows, needed_next_year
from lawstats.telling.evidence.cover import summary, told_changes, told_plans, told_promises, told_shortcomings
from lawstats.telling.evidence.file import compose_evidence, write_evidence
from lawstats.telling.evidence.material import Judged
from lawstats.telling.evidence.plans import gaps_table
from lawstats.telling.evidence.promises import history_table

__all__ = [
    "Judged",
    "compose_evidence",
    "gaps_table",
    "history_table",
    "judged_rows",
    "needed_next_year",
    "summary",
    "told_changes",
    "told_plans",
    "told_promises",
    "told_shortcomings",
    "write_evidence",
]
