"""Choices told: everything the panel shows, without any widget."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from lawstats.exploring.choices import Choices
from lawstats.exploring.folder import Material, open_material
from lawstats.telling.series import Choice, ToldSeries, judge_year, tell_series

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

__all__ = ["Explorer"]


class Explorer:
    r"""A folder's records, what may be chosen of them, and what a choice says.

    Parameters
    ----------
    material : Material
        What `lawstats.exploring.folder.open_material` read.
    office : str, optional
        The office to begin with; by default the folder's own, or the one with the longest series.

    Raises
    ------
    LawstatsError
        If there are no records of that office.

    Examples
    --------
    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> rows = "甲街道,2023,信访件,40\n甲街道,2024,信访件,73\n"
    >>> with TemporaryDirectory() as desk:
    ...     _ = Path(desk, "records.csv").write_text("机关,年份,指标,数值\n" + rows, encoding="utf-8")
    ...     told = Explorer.open(desk).tell()
    >>> told.verdict
    '明显上升'
    """

    def __init__(self, material: Material, office: str = "") -> None:
        self.material = material
        own = material.office if (material.records["office"] == material.office).any() else ""
        self.choices = Choices(material.records, office or own)
        self._judged: dict[tuple[object, ...], pd.DataFrame] = {}

    @classmethod
    def open(cls, folder: str | Path = ".", *, office: str = "", figures: str | Path | None = None) -> Explorer:
        """Read a folder, as `lawstats.exploring.folder.open_material`."""
        return cls(open_material(folder, figures, office), office)

    def tell(self, choice: Choice | None = None) -> ToldSeries:
        """Tell a choice, the default one when left out; what is not on record gives way to what is nearest.

        Raises
        ------
        LawstatsError
            If the office has no figure of the indicator.
        """
        choice = self.choices.default() if choice is None else self.choices.settle(choice)
        records, breaks = self.material.records, self.material.breaks
        pooled_from = choice.first if isinstance(choice.base, str) else None
        key = (choice.office, choice.last, choice.base, choice.exposure, pooled_from)
        if key not in self._judged:
            self._judged[key] = judge_year(records, choice, breaks)
        return tell_series(records, choice, breaks, judged=self._judged[key])

    def save(self, told: ToldSeries) -> list[Path]:
        """Save a picture into the figures folder, beside another office's of the same name, never over it.

        Returns
        -------
        list of Path
            The files written: picture, drawing, data and words.

        Raises
        ------
        LawstatsError
            When there is nothing to draw or the picture cannot be saved.
        """
        folder, name = self.material.figures, told.said.name
        number = 2
        while not _free(folder / f"{name}.json", told):
            name, number = f"{told.said.name}_{number}", number + 1
        saved = told.save(folder, name)
        return [folder / f"{saved.name}.{ending}" for ending in ("png", "svg", "csv", "json")]

    def with_office(self, office: str) -> Choice:
        """Begin anew with another office."""
        return self.choices.default(office)

    def with_indicator(self, choice: Choice, indicator: str) -> Choice:
        """Go to another indicator of the same office, keeping width and, where it is on record, the exposure."""
        begun = self.choices.begin(choice.office, indicator, choice.width)
        return self.choices.settle(replace(begun, exposure=choice.exposure))


def _free(words: Path, told: ToldSeries) -> bool:
    """Whether a name is unused, or used by an earlier picture of the same series."""
    if not words.is_file():
        return True
    try:
        before = json.loads(words.read_text(encoding="utf-8"))
    except ValueError:  # half-written or not ours: leave it alone
        return False
    return isinstance(before, dict) and str(before.get("alt", "")).startswith(f"{told.choice.office}{told.name}逐年：")
