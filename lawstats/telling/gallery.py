"""Save a finished page as picture, drawing, data and words, and keep an index of the folder."""

from __future__ import annotations

import io
import json
import re
import warnings
from base64 import b64encode
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from matplotlib import pyplot as plt

from lawstats.errors import LawstatsError
from lawstats.telling.page import MARK, lay_out
from lawstats.telling.sidecars import Sidecar, read_sidecars
from lawstats.telling.style import CM, DPI, WIDTHS, font_chain, house_style
from lawstats.telling.typeset import find_missing_characters, find_overlaps, undrawable

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

__all__ = ["SavedFigure", "save_figure", "write_index"]

PREVIEW_DPI = 110  # enough for a screen; 300 dpi would make every notebook megabytes heavy
_NAME = re.compile(r"[a-z0-9][a-z0-9_\-]*")


@dataclass(frozen=True, slots=True)
class SavedFigure(Sidecar):
    """A picture on disk and its words; as the last line of a notebook cell it shows itself."""

    _preview: bytes = field(default=b"", repr=False, compare=False)

    def __repr__(self) -> str:
        """Say name and title only: no path and no address, so stored notebook outputs hold on every machine."""
        return f"图 {self.name}：{self.title}"

    def _repr_mimebundle_(self, **_: object) -> tuple[dict[str, str], dict[str, Any]]:
        width = round(WIDTHS[self.width] * CM * PREVIEW_DPI)
        bundle = {"text/plain": repr(self), "image/png": b64encode(self._preview).decode("ascii")}
        return bundle, {"image/png": {"width": width}}


def save_figure(
    fig: Figure,
    folder: str | Path,
    name: str,
    *,
    title: str,
    subtitle: str,
    source: str,
    caveat: str = "",
    alt: str,
    data: pd.DataFrame,
    width: str = "full",
    fictional: bool = False,
    language: str = "zh",
) -> SavedFigure:
    """Write a figure as PNG, SVG, CSV and JSON, and list it in the folder's ``index.md``.

    Parameters
    ----------
    fig : Figure
        A chart from `lawstats.telling.charts` or any figure made with `new_figure`. It is closed afterwards.
    folder : str or Path
        Where the four files and ``index.md`` go; made if missing.
    name : str
        File name without ending: small Latin letters, digits, ``_`` and ``-``.
    title : str
        The finding, one sentence. Long titles wrap, and the page grows by the extra lines.
    subtitle : str
        What is shown · unit · years.
    source : str
        Where the figures come from.
    caveat : str, optional
        What the reader must not conclude.
    alt : str
        The picture in words, for readers who do not see it.
    data : DataFrame
        Exactly the plotted figures.
    width : {"full", "half"}
        15 cm or 7.3 cm.
    fictional : bool
        Print 虚构示例 in the corner: the figures are an example's, not a real office's.
    language : {"zh", "en"}
        Language of what the page adds itself, for a chart drawn with the same switch.

    Returns
    -------
    SavedFigure

    Raises
    ------
    LawstatsError
        If the name is no file name, a text is empty, a sign is in no font, or texts collide or leave the page.

    Examples
    --------
    >>> import tempfile
    >>> import pandas as pd
    >>> from lawstats.telling.charts import peers
    >>> table = pd.DataFrame({"office": ["甲街道", "乙街道"], "value": [12, 30]})
    >>> words = {"subtitle": "化解纠纷 · 件 · 2024年", "source": "各街道年度报告", "alt": "两个街道的点图"}
    >>> save_figure(peers(table).figure, tempfile.mkdtemp(), "peers", title="两街道件数不同", data=table, **words)
    图 peers：两街道件数不同
    """
    said = Sidecar(name, title, subtitle, source, caveat, alt, width, fictional)
    _check(said)
    with house_style():
        lay_out(fig, said, language)
        _inspect(fig, name)
        folder = Path(folder)
        folder.mkdir(parents=True, exist_ok=True)
        inside = {"Title": title, "Description": alt, "Source": source}
        fig.savefig(folder / f"{name}.png", dpi=DPI, metadata={**inside, "Software": None})
        fig.savefig(folder / f"{name}.svg", metadata={**inside, "Creator": None, "Date": None})
        preview = io.BytesIO()
        fig.savefig(preview, format="png", dpi=PREVIEW_DPI, metadata={"Software": None})
    plt.close(fig)
    data.to_csv(folder / f"{name}.csv", index=False, encoding="utf-8-sig", lineterminator="\n")
    words = {key: value for key, value in asdict(said).items() if key != "name"}
    _write(folder / f"{name}.json", json.dumps(words, ensure_ascii=False, indent=2, sort_keys=True) + "\n")
    write_index(folder)
    return SavedFigure(**asdict(said), _preview=preview.getvalue())


def _inspect(fig: Figure, name: str) -> None:
    """Refuse a page that a reader would have to excuse: boxes for signs, texts on top of each other or cut off."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", r"Glyph \d+ ", UserWarning)  # told below, as an error
        fig.draw_without_rendering()
    for sign, words in find_missing_characters(fig):
        _refuse_sign(sign, words, name)
    troubles = find_overlaps(fig)
    if troubles:
        raise LawstatsError("；".join(troubles[:3]), "请缩短文字，或加高图、减少标注", file=name)


def _refuse_sign(sign: str, words: str, name: str) -> None:
    raise LawstatsError(f"字体里没有“{sign}”（U+{ord(sign):04X}）这个字", "请换一个写法", file=name, place=words)


def _check(said: Sidecar) -> None:
    if not _NAME.fullmatch(said.name):
        raise LawstatsError(f"图名“{said.name}”不能作文件名", "请只用小写英文字母、数字、下划线和连字符")
    if said.width not in WIDTHS:
        raise LawstatsError(f"图宽“{said.width}”不认识", "请写 full（15 厘米）或 half（7.3 厘米）", file=said.name)
    labels = {"标题": said.title, "副标题": said.subtitle, "来源": said.source, "替代文字": said.alt}
    for label, words in labels.items():
        if not words.strip():
            raise LawstatsError(f"{label}是空的", "每张图都要有标题、副标题、来源和替代文字", file=said.name)
    for words in (said.title, said.subtitle, said.source, said.caveat):
        for sign in undrawable(words, font_chain()):
            _refuse_sign(sign, words, said.name)


def write_index(folder: str | Path) -> Path:
    """Write ``index.md``: every figure of the folder with its words, and what to paste where.

    Parameters
    ----------
    folder : str or Path
        A folder that `save_figure` has written to.

    Returns
    -------
    Path
        The index.

    Raises
    ------
    LawstatsError
        If a picture or the words beside it are missing or unreadable.

    Examples
    --------
    >>> import tempfile
    >>> write_index(tempfile.mkdtemp()).name
    'index.md'
    """
    folder = Path(folder)
    lines = [
        "# 图册",
        "",
        "每张图四个文件：`.png`（300 dpi，插入 Word 或 WPS 正文，图宽已按 A4 版心设好，不要拉伸）、"
        "`.svg`（交印刷厂或放大展板）、`.csv`（图中数据，可用 Excel 打开核对）、`.json`（图上的文字）。",
        "",
        "粘贴顺序：图放在相关段落之后，图题照抄“图题”，来源和说明放在图下；网页和无障碍版本把“替代文字”填入图片属性。",
        "",
    ]
    for number, said in enumerate(read_sidecars(folder), start=1):
        lines += _entry(number, said)
    index = folder / "index.md"
    _write(index, "\n".join(lines))
    return index


def _entry(number: int, said: Sidecar) -> list[str]:
    name = said.name
    # Square brackets would end the picture's text early.
    alt = said.alt.replace("[", "［").replace("]", "］")
    lines = [f"## {number}. {said.title}", "", f"![{alt}]({name}.png)", ""]
    if said.fictional:
        lines += [f"> **{MARK}**：图中数字不属于任何真实单位，不得引用。", ""]
    lines += [f"- 图题：{said.title}", f"- 图注：{said.subtitle}", f"- 来源：{said.source.removeprefix('来源：')}"]
    lines += [f"- 说明：{said.caveat}"] if said.caveat else []
    lines += [
        f"- 替代文字：{said.alt}",
        f"- 文件：[{name}.png]({name}.png)（正文，宽 {WIDTHS[said.width]:g} 厘米）· [{name}.svg]({name}.svg)（印刷）"
        f"· [{name}.csv]({name}.csv)（数据）",
        "",
    ]
    return lines


def _write(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:  # the same bytes on Windows
        file.write(text)
