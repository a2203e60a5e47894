"""A draft against the records: every number, share, change and word of change, with the record beside it.

Rooms: `check` (the whole), `passages` and `timing` (the draft taken apart), `naming` and `subjects` (what words speak
of), `claims` (which check a claim is given to), `figures`, `changes` and `change_checks`, `inside`, `shares`, `sums`,
`adjectives`, `strengths`, `runs`; under them `onrecord`, `rounding`, `recompute`, `outcomes`, `lexicon`.
"""

from __future__ import annotations

from lawstats.drafts.check import COLUMNS, check_draft, check_text

__all__ = ["COLUMNS", "check_draft", "check_text"]
