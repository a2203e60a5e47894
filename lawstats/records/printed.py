"""How exactly a figure on record was printed: 310.2万件 stands for anything from 3 101 500 to 3 102 500."""

from __future__ import annotations

import re
from decimal import Decimal

from lawstats.quantities import find_quantities
from lawstats.quantities.spans import printed_unit

__all__ = ["recorded_unit"]

_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9}
_ENGLISH = re.compile(r"(?P<digits>\d[\d,]*(?:\.\d+)?)\s*(?P<scale>thousand|million|billion)")
_SIMPLE = str.maketrans("萬億", "万亿")
_RATES = ("%", "‰", "个百分点")


def recorded_unit(value: float, measure: str, evidence: str) -> float:
    """Say what one unit of the last printed place of an exact figure is worth, 0 for a count printed in full.

    Parameters
    ----------
    value : float
        The figure.
    measure : str
        Its measure word.
    evidence : str
        The words it was read from; the number there that is worth `value` says how it was printed. Where none is, a
        count is taken at its word and a rate as rounded to the places it has.

    Examples
    --------
    >>> recorded_unit(3102000.0, "件", "调解310.2万件"), recorded_unit(3102000.0, "件", "调解3102000件")
    (1000.0, 0.0)
    >>> recorded_unit(3.1e6, "件", "3.1 million cases"), recorded_unit(97.4, "%", "")
    (100000.0, 0.1)
    """
    exact = Decimal(str(value))
    for match in _ENGLISH.finditer(evidence):
        digits, scale = match["digits"].replace(",", ""), _SCALES[match["scale"]]
        if Decimal(digits) * scale == exact:
            return float(Decimal(scale).scaleb(-len(digits.partition(".")[2])))
    for item in find_quantities(evidence.translate(_SIMPLE)):
        if item.value == value and item.qualifier == "exact":
            return printed_unit(item.text, value, measure)
    return printed_unit(f"{value:.15g}", value, measure) if measure in _RATES else 0.0
