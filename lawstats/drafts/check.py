"""A draft against the records: every number, share, change and word of change, with the record beside it."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from lawstats.drafts.claims import Claim, claims_of
from lawstats.drafts.naming import Namer
from lawstats.drafts.onrecord import TOGETHER, Shelf
from lawstats.drafts.own_records import own_sources
from lawstats.drafts.passages import take_apart
from lawstats.errors import LawstatsError
from lawstats.indicators import Vocabulary, load_vocabulary
from lawstats.reading.documents import SUFFIXES, read_document
from lawstats.reading.reports.identity import find_office, find_title, find_year, tidy_office
from lawstats.reading.reports.sentences import level
from lawstats.records import validate

__all__ = ["COLUMNS", "check_draft", "check_text"]

#: Columns of a check, in order.
COLUMNS = (
    "sentence",
    "place",
    "words",
    "kind",
    "indicator",
    "name",
    "says",
    "verdict",
    "record",
    "source",
    "note",
    "start",
    "end",
)
_LONGEST_NAME = 260
_YEARS = range(1949, 2101)


def check_draft(
    path_or_text: str | Path,
    records: pd.DataFrame,
    *,
    office: str | None = None,
    year: int | None = None,
    breaks: pd.DataFrame | None = None,
    vocabulary: Vocabulary | None = None,
) -> pd.DataFrame:
    """Check every number, share, change and word of change of a draft against the records.

    Parameters
    ----------
    path_or_text : path or str
        A file (.docx, .txt, .md, .html, .pdf), or the words themselves. A string is taken for a file when it is one
        line that ends like one.
    records : DataFrame
        A records table.
    office : str, optional
        Whose draft; left out, the office the text names, or the only one on record.
    year : int, optional
        The year it reports on; left out, the year the text names, or the latest on record.
    breaks : DataFrame, optional
        Breaks in definition; a change across one is pointed out.
    vocabulary : Vocabulary, optional
        The office's own, from `load_vocabulary`.

    Returns
    -------
    DataFrame
        A row a claim, in the order of the text, columns `COLUMNS`: the sentence, its place, the words, what kind of
        claim (数字, 变化, 占比, 形容词), indicator code and name, what the draft says, the verdict, the record beside
        it with its source, and a note. Every quantity of the text lies in exactly one row. Records read from the draft
        itself are not held against it; ``attrs["left_out"]`` names their sources. Verdicts:

        一致
            The record says so, or the words admit what it says.
        四舍五入内一致
            The printed number is the rounded record.
        不一致
            No admissible reading of the words gives what is on record.
        表述过强
            The record does not go against the words, but does not carry them.
        无记录可核
            Nothing on record decides it; the note says what is missing. Plans for next year belong here.

    Raises
    ------
    LawstatsError
        When the file cannot be read, the records break their contract, or hold nothing of the office or year asked for.

    Notes
    -----
    A claim is wrong only if no admissible rounding of the true value gives it: the rule of AggChecker (Jo et al. 2019)
    and statcheck (Nuijten et al. 2016), here with the intervals of 余, 近 and 约. Words of change are held to the
    verdicts of `compare_years` and `trend`.

    Examples
    --------
    >>> from lawstats.records import COLUMNS as RECORD_COLUMNS
    >>> day = pd.Timestamp
    >>> rows = [["甲街道", y, "disputes_mediated", n, n, n, "exact", "件", day(y, 1, 1), day(y, 12, 31), f"{y}年报告",
    ...          "", "第1句", f"化解{n:.0f}件"] for y, n in ((2023, 60.0), (2024, 73.0))]
    >>> records = pd.DataFrame(rows, columns=RECORD_COLUMNS)
    >>> found = check_draft("全年调解矛盾纠纷73件，同比大幅增长12.7%。", records, year=2024)
    >>> found[["words", "verdict"]].values.tolist()
    [['73件', '一致'], ['大幅增长', '表述过强'], ['12.7%', '不一致']]
    """
    if isinstance(path_or_text, Path) or _names_a_file(path_or_text):
        document = read_document(path_or_text)
        text, title, source = document.text, document.title, Path(path_or_text).name
    else:
        text, title, source = path_or_text, "", ""
    return check_text(
        text, records, office=office, year=year, breaks=breaks, vocabulary=vocabulary, title=title, source=source
    )


def check_text(
    text: str,
    records: pd.DataFrame,
    *,
    office: str | None = None,
    year: int | None = None,
    breaks: pd.DataFrame | None = None,
    vocabulary: Vocabulary | None = None,
    title: str = "",
    source: str = "",
) -> pd.DataFrame:
    """Check words as `check_draft` does; any text gives a table.

    Parameters
    ----------
    text, records, office, year, breaks, vocabulary
        As of `check_draft`.
    title : str
        The title of the file, where it is not in the text.
    source : str
        The name of the file: records read from it are left out.

    Raises
    ------
    LawstatsError
        Only for the records, the office or the year.

    Examples
    --------
    >>> from lawstats.records import empty
    >>> check_text("走访560户。", empty())[["words", "verdict", "note"]].values.tolist()
    [['560户', '无记录可核', '没有认出是哪项指标']]
    """
    vocabulary = vocabulary or load_vocabulary()
    records = validate(records)
    flat = level(text)
    title = title or find_title(flat)
    found = _office(office, find_office(flat, title), records)
    of = _year(year, find_year(flat, title)[0], records, found)
    draft = take_apart(text, of, vocabulary)
    own = own_sources(records[records["office"] == found], text, draft.figures, source)
    shelf = Shelf(records[~records["source"].isin(own)], found, vocabulary, breaks)
    namer = Namer(draft, shelf)
    claims: list[Claim] = []
    for passage in draft.passages:
        claims.extend(claims_of(passage, namer, shelf))
    table = _table(claims, text, vocabulary)
    table.attrs["left_out"] = own
    return table


def _names_a_file(words: str) -> bool:
    if "\n" in words or len(words) > _LONGEST_NAME:
        return False
    return words.strip().lower().endswith(SUFFIXES)


def _office(asked: str | None, named: str, records: pd.DataFrame) -> str:
    """Choose the office on record: the one asked for, the one the text names, or the only one there is."""
    known = sorted(records["office"].unique())
    if asked is not None:
        tidy = tidy_office(asked)
        match = next((name for name in known if asked == name or tidy == tidy_office(name)), None)
        if match is None:
            raise LawstatsError(f"记录中没有“{asked}”", f"有记录的机关：{'、'.join(known) or '无'}")
        return str(match)
    if named:
        # 白石江街道 and 麒麟区白石江街道 are one office.
        same = [name for name in known if name == named or name.endswith(named) or named.endswith(name)]
        if len(same) == 1:
            return str(same[0])
    return str(known[0]) if len(known) == 1 else ""


def _year(asked: int | None, named: int | None, records: pd.DataFrame, office: str) -> int:
    if asked is not None:
        if asked not in _YEARS:
            raise LawstatsError(f"年份是 {asked!r}", "请写四位年份，如 2024")
        return asked
    if named is not None:
        return named
    years = records.loc[records["office"] == office, "year"]
    # Without a year anywhere nothing can be on record for it either.
    return int(years.max()) if len(years) else _YEARS.start


def _name(code: str, vocabulary: Vocabulary) -> str:
    return "＋".join(vocabulary[part].name if part in vocabulary else part for part in code.split(TOGETHER))


def _table(claims: list[Claim], text: str, vocabulary: Vocabulary) -> pd.DataFrame:
    rows = [
        {
            "sentence": text[claim.passage.sentence.start : claim.passage.sentence.end].strip(),
            "place": f"第{claim.passage.number}句，第{claim.start + 1}字",
            "words": text[claim.start : claim.end],
            "kind": claim.kind,
            "indicator": "；".join(claim.codes),
            "name": "；".join(_name(code, vocabulary) for code in claim.codes),
            "says": claim.says,
            "verdict": str(claim.outcome.verdict),
            "record": claim.outcome.record,
            "source": claim.outcome.source,
            "note": claim.outcome.note,
            "start": claim.start,
            "end": claim.end,
        }
        for claim in sorted(claims, key=lambda claim: (claim.start, claim.end))
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype({"start": "int64", "end": "int64"})
