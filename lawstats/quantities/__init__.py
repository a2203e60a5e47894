"""What a number in Chinese prose means."""

from __future__ import annotations

from lawstats.quantities.finding import Quantity, find_quantities
from lawstats.quantities.numerals import Numeral, read_numeral

__all__ = ["Numeral", "Quantity", "find_quantities", "read_numeral"]
