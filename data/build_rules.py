"""What every table of data/published agrees on: which addresses may be printed, which measure words are one."""

from __future__ import annotations

from typing import Any

from lawstats.errors import LawstatsError

__all__ = ["SAME_MEASURE", "host", "printable"]

SAME_MEASURE = {"宗": "件", "起": "件"}


def host(address: str) -> str:
    """Return who answers at an address."""
    return address.split("/")[2]


def printable(address: str, decisions: dict[str, Any], *, file: str, place: str) -> str:
    """Return the address, if it belongs to whoever published the figure, and nothing otherwise."""
    name = host(address)
    if name.endswith(".gov.cn") or name in decisions["publishers"]:
        return address
    if name not in decisions["withheld"]:
        raise LawstatsError(f"没有决定{name}的链接能否印出", "请写入build_published.toml", file=file, place=place)
    return ""
