"""The key of this machine, and the hash that tells one party from another without keeping either."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import sys
from functools import lru_cache
from pathlib import Path

from lawstats.errors import LawstatsError
from lawstats.reading.ledger_words import bare

__all__ = ["keyed_hash", "load_key"]

KEY_BYTES = 32
SHORTEST_KEY = 16


def load_key(path: str | Path | None = None) -> bytes:
    """Return the key of this machine, made on first use.

    Parameters
    ----------
    path : str or Path, optional
        Where the key is kept; by default a file in the user's own configuration folder, readable by that user only.

    Returns
    -------
    bytes, length 32
        Random, different on every machine: a hash made here means nothing elsewhere.

    Raises
    ------
    LawstatsError
        When the place lies inside a version-controlled folder, or what stands there is no key.
    """
    place = Path(path) if path is not None else _config_folder() / "party.key"
    if any((folder / ".git").exists() for folder in place.resolve().parents):
        raise LawstatsError("密钥不能放在受版本管理的文件夹里", "请改放到个人配置文件夹", file=place.name)
    if place.is_file():
        key = place.read_bytes()
        if len(key) < SHORTEST_KEY:
            raise LawstatsError("密钥文件不完整", "请删除这个文件，下次读取台账时会自动新建", file=place.name)
        return key
    key = secrets.token_bytes(KEY_BYTES)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError:
        # Another run was first, or there is nowhere to keep it: rows read in one run can still be compared.
        return place.read_bytes() if place.is_file() else _key_of_this_run()
    with os.fdopen(descriptor, "wb") as handle:
        handle.write(key)
    return key


def _config_folder() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local")) / "lawstats"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "lawstats"
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "lawstats"


@lru_cache(maxsize=1)
def _key_of_this_run() -> bytes:
    return secrets.token_bytes(KEY_BYTES)


def keyed_hash(text: str, key: bytes) -> str:
    """Return a keyed hash of a personal value (BLAKE2b, 128 bits), equal only for equal values under one key.

    A plain hash of a name can be undone by trying names; one with a secret key cannot (RFC 7693, keyed mode).

    Parameters
    ----------
    text : str
        The value; width, spaces and case do not matter.
    key : bytes
        From `load_key`.

    Examples
    --------
    >>> keyed_hash("甲 乙", b"k" * 32) == keyed_hash("甲乙", b"k" * 32) != keyed_hash("甲乙", b"q" * 32)
    True
    """
    # BLAKE2 takes keys of up to 64 bytes; a longer one of the user's own is folded first.
    folded = key if len(key) <= hashlib.blake2b.MAX_KEY_SIZE else hmac.digest(b"lawstats", key, "sha256")
    return hashlib.blake2b(bare(text).encode(), key=folded, digest_size=16).hexdigest()
