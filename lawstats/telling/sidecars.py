"""The words that lie beside each picture: what index pages and Word files say about it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from lawstats.errors import LawstatsError

__all__ = ["MARK", "Sidecar", "read_sidecar", "read_sidecars"]

MARK = "虚构示例"  # what every picture, page and file made from an example says
_NEEDED = ("title", "subtitle", "source", "caveat", "alt")


@dataclass(frozen=True, slots=True)
class Sidecar:
    """What ``name.json`` says about ``name.png``.

    Attributes
    ----------
    name : str
        File name of the picture without its ending.
    title, subtitle, source, caveat, alt : str
        The finding, what is shown, where from, what not to conclude, and the picture in words.
    width : str
        ``"full"`` or ``"half"`` page.
    fictional : bool
        Whether the figures are an example's.
    """

    name: str
    title: str
    subtitle: str
    source: str
    caveat: str
    alt: str
    width: str = "full"
    fictional: bool = False


def read_sidecar(folder: str | Path, name: str) -> Sidecar:
    """Read the words of one picture, and make sure that the picture is there.

    Parameters
    ----------
    folder : str or Path
        A folder of saved figures.
    name : str
        The figure's name, without ending.

    Raises
    ------
    LawstatsError
        If the picture or its words are missing or unreadable, or it has no alternative text.
    """
    path = Path(folder) / f"{name}.json"
    for file in (path.with_suffix(".png"), path):
        if not file.is_file():
            raise LawstatsError(f"图“{name}”缺少文件", "请先保存这幅图，或检查图名", file=file.name)
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        words = {key: str(said[key]) for key in _NEEDED}
        width, fictional = str(said.get("width", "full")), bool(said.get("fictional", False))
    except (AttributeError, KeyError, TypeError, ValueError) as error:  # not JSON, not UTF-8, or not our keys
        raise LawstatsError("图的文字说明读不懂", "请删去这个文件，重新出图", file=path.name) from error
    for key, label in (("title", "标题"), ("alt", "替代文字")):
        if not words[key].strip():
            raise LawstatsError(f"{label}是空的", "请重新保存这幅图并写上" + label, file=path.name)
    return Sidecar(name=name, width=width, fictional=fictional, **words)


def read_sidecars(folder: str | Path) -> list[Sidecar]:
    """Read the words of every picture in a folder, by name.

    Raises
    ------
    LawstatsError
        As `read_sidecar`.
    """
    return [read_sidecar(folder, path.stem) for path in sorted(Path(folder).glob("*.json"))]
