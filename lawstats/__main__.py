"""``python -m lawstats`` is the lawstats command."""

from __future__ import annotations

from lawstats.cli import main

main()
