"""What the fictional office and its communities are called, and which of them exist in which year."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = [
    "COMMUNITIES",
    "FILE_PREFIX",
    "MERGER_YEAR",
    "NOTICE",
    "OFFICE",
    "REDRAWN_YEAR",
    "SEED",
    "YEARS",
    "Community",
    "existing",
]

NOTICE = "虚构示例，与任何真实单位无关"
#: Every file's name begins with it.
FILE_PREFIX = "虚构示例"
OFFICE = "示例市示例区示例街道"
YEARS = (2020, 2021, 2022, 2023, 2024)
SEED = 20_240_601
#: The first year in which two communities are one.
MERGER_YEAR = 2023
#: The first year of the new, larger grids.
REDRAWN_YEAR = 2022


@dataclass(frozen=True, slots=True)
class Community:
    """A community: households in 2020 and the years it exists in."""

    name: str
    households: int
    first: int = 2020
    last: int = 9999

    @property
    def stem(self) -> str:
        """The name without its last word, from which the aliases are made."""
        return self.name.removesuffix("社区")

    @property
    def aliases(self) -> tuple[str, ...]:
        """Other names that clerks write for it."""
        return (f"{self.stem}居委会", f"{self.stem}村", f"{self.stem}社区居委会")


COMMUNITIES = (
    Community("示例青禾社区", 2100),
    Community("示例云杉社区", 1800),
    Community("示例松石社区", 1500),
    Community("示例柳塘社区", 2400),
    Community("示例南桥社区", 1700),
    Community("示例北苑社区", 2600),
    Community("示例东篱社区", 900, last=MERGER_YEAR - 1),
    Community("示例西岭社区", 800, last=MERGER_YEAR - 1),
    Community("示例东岭社区", 1720, first=MERGER_YEAR),
)


def existing(year: int) -> tuple[Community, ...]:
    """Return the communities of a year, in a fixed order."""
    return tuple(community for community in COMMUNITIES if community.first <= year <= community.last)
