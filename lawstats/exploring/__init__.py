"""Look at one office's figures interactively; above the workspace, so that a folder is all it takes.

Rooms: `folder` (what lies there), `choices` (what may be chosen), `explorer` (choices told, without any widget),
`markup` (verdicts and tables as HTML), `panel` (the widgets), `lab` (the way in for those who write no code).
"""

from __future__ import annotations

from lawstats.exploring.choices import Choices
from lawstats.exploring.explorer import Explorer
from lawstats.exploring.panel import Panel, explore

__all__ = ["Choices", "Explorer", "Panel", "explore"]
