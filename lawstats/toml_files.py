"""TOML files, ours and an office's own: read with every mistake named."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

from lawstats.errors import LawstatsError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["parse_toml", "read_bytes"]


def read_bytes(path: Path, what: str) -> bytes:
    """Read a file an office keeps.

    Parameters
    ----------
    path : Path
        The file.
    what : str
        What the file is, in the words of an error: 指标词表.

    Raises
    ------
    LawstatsError
        When it cannot be opened.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise LawstatsError(f"{what}打不开", "请检查文件名和位置", file=path.name) from error


def parse_toml(raw: bytes, file: str, what: str, tables: tuple[str, ...]) -> dict[str, Any]:
    """Parse a TOML file that may hold certain tables and nothing else.

    Parameters
    ----------
    raw : bytes
        Its bytes, UTF-8 with or without a byte order mark.
    file, what : str
        Its name and what it is, for the message.
    tables : tuple of str
        Headings it may hold, as they are written: ``[words]``, ``[[claim]]``, or a bare key ``office``.

    Raises
    ------
    LawstatsError
        When it is no UTF-8, no TOML, or holds something else: names the line or the key.

    Examples
    --------
    >>> parse_toml("office = '甲街道'".encode(), "office.toml", "配置", ("office",))
    {'office': '甲街道'}
    """
    try:
        data = tomllib.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise LawstatsError(f"{what}不是 UTF-8 编码", "请另存为 UTF-8 文本", file=file) from error
    except tomllib.TOMLDecodeError as error:
        advice = "请改正该行后重试：文字用英文引号括起来，引号和括号要成对"
        raise LawstatsError(f"{what}的 TOML 写法有误（{error}）", advice, file=file) from error
    for key in data.keys() - {table.strip("[]") for table in tables}:
        raise LawstatsError(f"不认识的项目 [{key}]", f"只能有 {'、'.join(tables)}", file=file, place=key)
    return data
