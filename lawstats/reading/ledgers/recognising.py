"""What kind of ledger a workbook is, told from the headers of its sheets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawstats.errors import LawstatsError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lawstats.reading.ledger_words import Kind
    from lawstats.reading.ledgers.headers import Header

__all__ = ["recognise_kind"]

#: Two kinds whose scores are this close cannot be told apart by their headings.
CLEAR_LEAD = 0.75


def recognise_kind(
    headers: Mapping[str, Mapping[str, Header]],
    kinds: Mapping[str, Kind],
    file: str,
    titles: Mapping[str, str] | None = None,
) -> str:
    """Tell the kind of a workbook from the headers of its sheets.

    A heading counts the more, the fewer kinds know it; a kind that lacks a required column is considered only when no
    other is left.

    Parameters
    ----------
    headers : mapping of sheet name to {kind code: Header}
        What `find_header` found.
    kinds : mapping of code to Kind
        All kinds.
    file : str
        For the message.
    titles : mapping of sheet name to text, optional
        What stands above the header of a sheet, its own name and the file's: it decides between kinds the headings
        leave alike.

    Returns
    -------
    str
        The code.

    Raises
    ------
    LawstatsError
        When no kind fits, or more than one does; the candidates are named.
    """
    winners: dict[str, list[str]] = {}
    close: dict[str, list[str]] = {}
    for sheet, found in headers.items():
        ranked = _rank(found, kinds)
        if not ranked:
            continue
        rivals = [code for code, score in ranked if score > ranked[0][1] - CLEAR_LEAD]
        rivals = _told_by_title(rivals, kinds, (titles or {}).get(sheet, "")) or _told_by_one_more(rivals, found)
        (winners if len(rivals) == 1 else close).setdefault("/".join(rivals), []).append(sheet)
    if len(winners) == 1:
        return next(iter(winners))
    if winners:
        listed = "；".join(f"{kinds[code].name}（{'、'.join(_shown(names))}）" for code, names in winners.items())
        raise LawstatsError(
            f"一个文件里有几种台账：{listed}",
            "请用 kind 指明要读哪一种，如 kind=" + " 或 kind=".join(f'"{code}"' for code in winners),
            file=file,
        )
    if close:
        tied, names = next(iter(close.items()))
        codes = tied.split("/")
        raise LawstatsError(
            "表头分不清是哪种台账，可能是" + "、".join(kinds[code].name for code in codes),
            "请用 kind 指明，如 kind=" + " 或 kind=".join(f'"{code}"' for code in codes),
            file=file,
            place=_shown(names)[0],
        )
    raise LawstatsError(
        "没有找到台账的表头",
        "请检查工作表是否正确、表头是否完整；可读的台账有" + "、".join(kind.name for kind in kinds.values()),
        file=file,
        place="、".join(_shown(headers)),
    )


def _shown(names: Iterable[str]) -> list[str]:
    return [f"工作表“{name}”" if name else "全表" for name in names]


def _rank(found: Mapping[str, Header], kinds: Mapping[str, Kind]) -> list[tuple[str, float]]:
    complete = [code for code, header in found.items() if set(kinds[code].required) <= header.keys]
    codes = complete or [code for code, header in found.items() if len(header.keys - {"serial", "remarks"}) >= 3]
    scores = dict.fromkeys(codes, 0.0)
    width = max((len(found[code].headings) for code in codes), default=0)
    for position in range(width):
        knowing = [code for code in codes if found[code].headings[position].column]
        # A kind that knows the heading letter by letter outdoes one that knows something like it.
        knowing = [code for code in knowing if found[code].headings[position].sure] or knowing
        for code in knowing:
            scores[code] += 1 / len(knowing)
    return sorted(scores.items(), key=lambda item: -item[1])


def _told_by_title(rivals: list[str], kinds: Mapping[str, Kind], title: str) -> list[str]:
    named = [code for code in rivals if any(word in title for word in kinds[code].title_words)]
    return named if len(named) == 1 else []


def _told_by_one_more(rivals: list[str], found: Mapping[str, Header]) -> list[str]:
    """Return the kind that knows all the headings its rivals know, and one more; else all of them."""
    known = {code: {h.position for h in found[code].headings if h.column} for code in rivals}
    wider = [code for code in rivals if all(known[code] > known[other] for other in rivals if other != code)]
    return wider if len(wider) == 1 else rivals
