"""What was needed and where, against what was done about it: lectures by type, activities where cases are most."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from lawstats.judging.counted import Counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["by_year", "themes", "where_needed"]


def by_year(table: pd.DataFrame) -> Iterator[tuple[int, pd.DataFrame]]:
    """Yield each year with its rows."""
    for year, rows in table.groupby("year"):
        yield int(str(year)), rows


def themes(
    year: int, lectures: pd.DataFrame, sessions: pd.Series, speaks_to: Mapping[str, Sequence[str]] | None
) -> list[Counted]:
    """Count lectures by the types they speak to, and all of them under the part "*"."""
    spoken = [sorted(_types(str(cell), speaks_to)) for cell in lectures["theme"]]
    total = float(sessions[lectures.index].sum())
    found = [Counted(year, "lectures_by_theme", lectures, total, total, "场", "*")]
    exploded = lectures.assign(theme=pd.Series(spoken, index=lectures.index, dtype="object")).explode("theme")
    for name, group in exploded.groupby("theme"):
        number = float(sessions[group.index].sum())
        found.append(Counted(year, "lectures_by_theme", group, number, number, "场", str(name)))
    return found


def where_needed(known: Mapping[str, pd.DataFrame], speaks_to: Mapping[str, Sequence[str]] | None) -> list[Counted]:
    """Count lectures on the most frequent type, and activities in the community with most cases a household."""
    if "mediation" not in known or "publicity" not in known:
        return []
    found = []
    base = known.get("base")
    for year, activities in by_year(known["publicity"]):
        cases = known["mediation"][known["mediation"]["year"] == year]
        sessions = activities["sessions"].fillna(1) if "sessions" in activities else pd.Series(1.0, activities.index)
        types = cases["dispute_type"].dropna().astype("str").value_counts() if "dispute_type" in cases else cases[[]]
        if len(types) and {"form", "theme"} <= set(activities):
            talks = activities[activities["form"] == "lecture"]
            top = min(str(name) for name, count in types.items() if count == types.max())
            spoken = talks["theme"].map(lambda cell, top=top: top in _types(str(cell), speaks_to)).astype("bool")
            found.append(_sessions(year, "lectures_on_top_need", activities, talks[spoken], sessions))
        if base is None or "households" not in base or not {"community"} <= set(cases) & set(activities):
            continue
        homes = base[base["year"] == year].drop_duplicates("community").set_index("community")["households"].dropna()
        rate = (cases["community"].value_counts() / homes).dropna()
        if len(rate):
            there = activities[activities["community"] == rate.idxmax()]
            found.append(_sessions(year, "activities_in_top_community", activities, there, sessions))
    return found


def _sessions(
    year: int, indicator: str, looked_at: pd.DataFrame, counted: pd.DataFrame, sessions: pd.Series
) -> Counted:
    number = float(sessions[counted.index].sum())
    return Counted(year, indicator, counted if len(counted) else looked_at, number, number, "场")


def _types(themes: str, speaks_to: Mapping[str, Sequence[str]] | None) -> set[str]:
    return {kind for theme in themes.split() for kind in (speaks_to or {}).get(theme, (theme,))}
