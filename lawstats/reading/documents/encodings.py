"""The bytes of a text file into text: byte-order mark, UTF-8, GB18030, UTF-16 without a mark; nothing guessed."""

from __future__ import annotations

import codecs
import re
from itertools import chain

from lawstats.errors import LawstatsError

__all__ = ["decode"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: So many letters from the beginning tell whether a reading makes sense.
_SAMPLE = 1_000
#: Of Chinese prose nearly every letter is common; of the same bytes read wrongly about a third.
_SENSE, _NONSENSE, _DOUBT = 0.85, 0.7, 0.5
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f]")
_ORDINARY = re.compile(r"[ -~\s·‘’“”—…、。〈-】〔〕！-～①-⑳]")
#: The first level of GB 2312, 3755 characters by frequency: the rows 16 to 55 of its table.
_FIRST_LEVEL = frozenset(
    bytes((row, cell)).decode("gb2312", errors="ignore") for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF)
)
_SIGNS = filter(_ORDINARY.match, map(chr, chain(range(0x3100), range(0xFF00, 0x10000))))
_COMMON = _FIRST_LEVEL.union(_SIGNS) - {""}


def decode(raw: bytes, file: str) -> str:
    """Decode a text: byte-order mark, else strict UTF-8, else GB18030 or UTF-16, whichever gives common characters.

    Guessing by letter statistics takes short GB18030 texts for Korean or Big5; here GB18030 stays unless another
    reading is made of common characters and it is not.

    Parameters
    ----------
    raw : bytes
    file : str
        The name of the file, for the error.

    Raises
    ------
    LawstatsError
        When none of them fits, when the bytes are no text, or when they are Big5.

    Examples
    --------
    >>> decode("学法4次".encode("gb18030"), "报告.txt"), decode("学法4次".encode("utf-16-be"), "报告.txt")
    ('学法4次', '学法4次')
    """
    text = _decoded(raw, file)
    if text is None or "\x00" in text:
        raise LawstatsError("不是文字文件，或编码无法识别", "请用记事本打开后另存为 UTF-8 编码", file=file)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(raw: bytes, file: str) -> str | None:
    marked = [encoding for mark, encoding in _MARKS if raw.startswith(mark)]
    if marked:
        return _strictly(raw, marked[0])
    text = _strictly(raw, "utf-8")
    # Bytes of 一 in UTF-16, of 学习 in GB18030 are UTF-8 too, but such a text holds control signs or Cyrillic only.
    if text is not None and _sense(text) > _DOUBT and not _CONTROLS.search(text):
        return text
    national = _strictly(raw, "gb18030")
    likely = max((national, *(_strictly(raw, wide) for wide in ("utf-16-le", "utf-16-be"))), key=_sense)
    if _sense(likely) > _SENSE:
        return likely
    if text is None and _sense(national) < _NONSENSE and _sense(_strictly(raw, "big5")) > max(_sense(national), 0.0):
        raise LawstatsError("编码像是 Big5（繁体）", "请用 WPS 或浏览器打开后另存为 UTF-8 编码", file=file)
    return national if text is None else text


def _strictly(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return None


def _sense(text: str | None) -> float:
    """Share of a text's letters that Chinese prose is made of."""
    if not text:
        return -1.0
    sample = text[:_SAMPLE]
    return sum(map(_COMMON.__contains__, sample)) / len(sample)
