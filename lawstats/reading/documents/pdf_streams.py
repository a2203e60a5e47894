"""How much the packed parts of a PDF unpack to, told before PDFium unpacks them."""

from __future__ import annotations

import re
import zlib

__all__ = ["MAX_UNPACKED", "unpacks_too_large"]

#: Contents and fonts of a file of 500 pages stay far below.
MAX_UNPACKED = 128_000_000

_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_END = b"endstream"
_ZLIB_MARK = b"\x78"
#: Deflate packs at best about a thousand to one: so short a stream unpacks to 8 MB at most.
_SHORT = 8_000
_DICTIONARY_BYTES = 1_000
#: Packed text may be packed again; what is packed more often is refused.
_LAYERS = 3


def unpacks_too_large(raw: bytes) -> bool:
    r"""Whether the streams of a PDF, its pictures apart, unpack to more than 128 MB.

    Pictures are unpacked only when a page is drawn, which reading never does.

    Parameters
    ----------
    raw : bytes
        The file.

    Examples
    --------
    >>> unpacks_too_large(b"1 0 obj<<>>stream\\n" + zlib.compress(b" " * 1000) + b"endstream")
    False
    """
    room = MAX_UNPACKED
    for found in _STREAM.finditer(raw):
        end = raw.find(_END, found.end())
        packed = raw[found.end() : end if end >= 0 else len(raw)]
        dictionary = raw[max(0, found.start() - _DICTIONARY_BYTES) : found.start()].rpartition(b"obj")[2]
        if b"/Image" in dictionary:
            continue
        # A short stream cannot unpack to much, unless it is packed twice.
        if len(packed) > _SHORT or dictionary.count(b"/Fl") > 1:
            room -= _unpacked(packed, room, _LAYERS)
        if room < 0:
            return True
    return False


def _unpacked(packed: bytes, room: int, layers: int) -> int:
    """How many bytes a stream unpacks to, or one more than there is room for."""
    if packed[:1] != _ZLIB_MARK:
        return 0
    try:
        out = zlib.decompressobj().decompress(packed, room + 1)
    except zlib.error:
        return 0  # no such stream after all, or cut off: PDFium will say so
    if not layers:
        return room + 1
    return len(out) + (_unpacked(out, room, layers - 1) if len(out) <= room else 0)
