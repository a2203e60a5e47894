"""lawstats: from the words of annual reports and the rows of ledgers to sentences an office can sign.

Every name here is looked up on first use, so that ``import lawstats`` stays light.
"""

from __future__ import annotations

import importlib
from typing import Any

_ROOMS = {
    "lawstats.errors": ("LawstatsError",),
    "lawstats.quantities": ("Quantity", "find_quantities"),
    "lawstats.indicators": ("load_vocabulary",),
    "lawstats.records": (
        "annual",
        "combine",
        "find_conflicts",
        "load_breaks",
        "load_records",
        "part_period",
        "save_records",
    ),
    "lawstats.reading.reports": ("Report", "read_report", "read_reports", "read_text"),
    "lawstats.reading.ledgers": ("Ledger", "count_together", "merge_ledgers", "read_books", "read_ledger"),
    "lawstats.reading.privacy": ("mask_personal", "suppress_small"),
    "lawstats.judging.detectable": ("detectable_counts",),
    "lawstats.judging.rates": ("poisson_ci", "rate_ratio_ci", "rate_ratio_test"),
    "lawstats.judging.proportions": ("proportion_ci", "proportion_difference_ci"),
    "lawstats.judging.several": ("adjust_pvalues",),
    "lawstats.judging.trends": ("poisson_trend_test", "quasi_poisson_trend"),
    "lawstats.judging.ranks": ("mann_kendall",),
    "lawstats.judging.months": ("xmr_limits",),
    "lawstats.judging.claims": ("assess_claims", "test_claims"),
    "lawstats.judging.commitments": ("carry_forward", "track_commitments"),
    "lawstats.judging.findings": ("findings",),
    "lawstats.judging.units": ("funnel_limits", "homogeneity"),
    "lawstats.telling.comparisons": ("against_earlier", "compare_offices", "compare_years", "trend"),
    "lawstats.telling.gallery": ("save_figure",),
    "lawstats.telling.evidence": ("Judged", "write_evidence"),
    "lawstats.drafts": ("check_draft",),
    "lawstats.exploring.panel": ("explore",),
    "lawstats.bookshelf": ("open_bookshelf",),
    "lawstats.workspace": ("Workspace", "open_workspace"),
}
_ROOM_OF = {name: room for room, names in _ROOMS.items() for name in names}

__all__ = sorted(_ROOM_OF)


def __getattr__(name: str) -> Any:
    if name not in _ROOM_OF:
        raise AttributeError(f"module 'lawstats' has no attribute {name!r}")
    value = getattr(importlib.import_module(_ROOM_OF[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
