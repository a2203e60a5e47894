"""Charts of records and of judgements; each returns its axes, claims nothing and leaves every global setting alone.

Rooms: `years` (a series), `small` (small counts against their mean), `judged` (verdicts drawn into a series), `key`
(what colours mean), `points` (what one year says), `frame` and `rows` (what they are drawn in), `labels` (where values
are printed), `peers` (several offices), `gaps` (two shares of one item), `changes` (this year against last),
`promises` (commitments), `shares` (what a total is made of). Of ledgers: `months` (calendar, same months),
`timeliness` (days to resolution), `communities` (per 1 000 households). `overview` is the page of small charts.
"""

from __future__ import annotations

from lawstats.telling.charts.changes import this_year_last_year
from lawstats.telling.charts.communities import communities
from lawstats.telling.charts.gaps import gaps
from lawstats.telling.charts.months import month_comparison, month_heatmap
from lawstats.telling.charts.overview import overview
from lawstats.telling.charts.peers import funnel, peers
from lawstats.telling.charts.promises import commitments
from lawstats.telling.charts.shares import composition
from lawstats.telling.charts.small import small_counts
from lawstats.telling.charts.timeliness import timeliness, waiting_times
from lawstats.telling.charts.years import year_trend

__all__ = [
    "commitments",
    "communities",
    "composition",
    "funnel",
    "gaps",
    "month_comparison",
    "month_heatmap",
    "overview",
    "peers",
    "small_counts",
    "this_year_last_year",
    "timeliness",
    "waiting_times",
    "year_trend",
]
