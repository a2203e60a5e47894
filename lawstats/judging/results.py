"""What a calculation hands back: named numbers that print, unpack into a table, and show in a notebook."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields
from html import escape
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Interval", "RateRatio", "Result", "Value", "unwrap"]

#: One number for one case, an array for many.
Value: TypeAlias = float | NDArray[np.float64]

#: Rows printed before the rest is only counted.
_SHOWN = 20


@dataclass(frozen=True, eq=False)
class Result:
    """Base of every result: fields are numbers, or arrays with one element a case."""

    def to_frame(self) -> pd.DataFrame:
        """Return one row a case, one column a field.

        Examples
        --------
        >>> RateRatio(ratio=2.0, ci_low=1.1, ci_high=3.9, p_value=0.02).to_frame().shape
        (1, 5)
        """
        cells = {field.name: getattr(self, field.name) for field in fields(self)}
        shape = np.broadcast_shapes(*(np.shape(cell) for cell in cells.values()))
        # A word stays a plain string: as an array element it would print as one of numpy's.
        return pd.DataFrame(
            {
                name: [cell] * math.prod(shape) if isinstance(cell, str) else np.broadcast_to(cell, shape).ravel()
                for name, cell in cells.items()
            }
        )

    def __str__(self) -> str:
        """Return a plain table, the same on every machine and pandas version."""
        names, rows, more = self._cells()
        widths = [max(len(row[i]) for row in [names, *rows]) for i in range(len(names))]
        lines = [
            "  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)) for row in [names, *rows]
        ]
        return "\n".join([*lines, *([f"... and {more} more"] if more else [])])

    def _repr_html_(self) -> str:
        """Return the same table for a notebook."""
        names, rows, more = self._cells()
        head = "".join(f"<th>{escape(name)}</th>" for name in names)
        body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
        tail = f"<p>... and {more} more</p>" if more else ""
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{tail}"

    def _cells(self) -> tuple[list[str], list[list[str]], int]:
        frame = self.to_frame()
        rows = [[_plain(cell) for cell in row] for row in frame.head(_SHOWN).itertuples(index=False)]
        return [str(name) for name in frame.columns], rows, max(0, len(frame) - _SHOWN)


@dataclass(frozen=True, eq=False)
class Interval(Result):
    """An estimate with its interval; unpacks as ``low, high``."""

    estimate: Value
    ci_low: Value
    ci_high: Value
    method: str = ""

    def __iter__(self) -> Iterator[Value]:
        """Yield the two ends, so that ``low, high = poisson_ci(10)`` reads as it should."""
        yield self.ci_low
        yield self.ci_high


@dataclass(frozen=True, eq=False)
class RateRatio(Result):
    """Two rates compared: the ratio now/before, its interval and the p-value of no change."""

    ratio: Value
    ci_low: Value
    ci_high: Value
    p_value: Value
    method: str = "conditional exact mid-P"


def unwrap(values: NDArray[np.float64]) -> Value:
    """Return a plain float for a single case and the array for many."""
    return float(values) if values.ndim == 0 else values


def _plain(cell: object) -> str:
    return f"{cell:.4g}" if isinstance(cell, float) else str(cell)
