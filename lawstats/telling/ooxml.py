"""What .docx and .xlsx have in common: zips of XML, which must come out the same from the same input."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lawstats.errors import LawstatsError

__all__ = ["repack", "save_package"]

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest moment a zip can name
_MADE_ON_UNIX = 3  # else the byte differs between Windows and the rest
_STAMP = re.compile(rb"<dcterms:(created|modified)\b[^>]*>[^<]*</dcterms:\1>")


def repack(package: bytes) -> bytes:
    """Take the clock out of an Office file: zip times are fixed, created and modified dates dropped.

    Both dates are optional in the format; none is better than a false one. The bytes depend on the input and on the
    zlib of this Python alone.
    """
    with ZipFile(BytesIO(package)) as old:
        parts = [(info.filename, old.read(info)) for info in old.infolist()]
    out = BytesIO()
    with ZipFile(out, "w") as new:
        for name, content in parts:
            entry = ZipInfo(name, _EPOCH)
            entry.create_system = _MADE_ON_UNIX
            entry.external_attr = 0o600 << 16
            entry.compress_type = ZIP_DEFLATED
            new.writestr(entry, _STAMP.sub(b"", content) if name == "docProps/core.xml" else content)
    return out.getvalue()


def save_package(path: str | Path, package: bytes) -> None:
    """Write an Office file without its clock, making the folder if need be.

    Raises
    ------
    LawstatsError
        If the file may not be written, which on a desk mostly means that it is open.
    """
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        path.write_bytes(repack(package))
    except PermissionError as error:
        raise LawstatsError("文件不能写入，可能正被打开", "请关闭后重试，或换一个文件名", file=path.name) from error
