"""Ledgers (台账): from workbooks as offices keep them to cases, yearly figures and questions, without personal data.

The rooms, in the order a file passes through them: `sheets` (grids), `headers` (where the header is, what kind),
`titles` (year, month, community), `rows` and `subtotals` (which rows are cases), `columns` with `dates`, `numbers`,
`values` and `places` (what a cell says), `marks`, `cases` and `merging` (which rows are one case), `derived`, `checks`
(questions), `counts` (yearly figures). `notes` holds repairs and questions, `read` runs all.
"""

from __future__ import annotations

from lawstats.reading.ledgers.books import Books, count_together, read_books
from lawstats.reading.ledgers.joining import JointLedger, merge_ledgers
from lawstats.reading.ledgers.ledger import Ledger
from lawstats.reading.ledgers.read import read_ledger

__all__ = ["Books", "JointLedger", "Ledger", "count_together", "merge_ledgers", "read_books", "read_ledger"]
