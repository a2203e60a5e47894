"""A fictional subdistrict office that knows its own truth: five years, then the mess that real ledgers are in.

Everything here is invented (虚构示例，与任何真实单位无关). ``python data/example_office`` writes ``data/example``.
"""

from __future__ import annotations

from example_office.names import NOTICE, OFFICE, YEARS
from example_office.truth import Truth, make_truth

__all__ = ["NOTICE", "OFFICE", "YEARS", "Truth", "make_truth"]
