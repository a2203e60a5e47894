"""The house style of every picture: one font, one width, colours that mean judgement, numbers as Chinese readers write.

Nothing here touches matplotlib's global state: `house_style` sets everything for the length of a ``with`` block, from
matplotlib's own defaults, so a notebook that has called ``seaborn.set_theme`` still gets the same picture.
"""

from __future__ import annotations

import math
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from matplotlib import font_manager, style
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from lawstats.errors import LawstatsError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.axes import Axes
    from matplotlib.axis import Axis

__all__ = [
    "COLOURS",
    "DPI",
    "FONT",
    "WIDTHS",
    "colour_of",
    "font_chain",
    "format_number",
    "house_style",
    "new_figure",
    "number_axis",
]

FONT = "Lawstats Sans SC"
FONTS = Path(__file__).parents[1] / "fonts"
DPI = 300
CM = 1 / 2.54
# GB/T 9704-2012 leaves a text area of 156 mm: a full picture nearly fills it, two halves stand side by side.
WIDTHS = {"full": 15.0, "half": 7.3}
HEIGHT = 8.5
# Room that one line of title, subtitle, source and caveat take, in cm: charts are drawn for what is left.
HEAD, FOOT, SIDE = 1.35, 1.06, 0.15

# Colour means judgement and nothing else. Ordered by lightness (L* 15, 26, 42, 52, 62), so a black-and-white copy keeps
# them apart; every one has a contrast of 3 or more on white paper.
COLOURS = {"ink": "#1B2733", "change": "#691579", "better": "#0D62B5", "chance": "#777D84", "worse": "#E07B00"}
MUTED, HAIR = "#5A636C", "#C9CED3"  # small print and rules: neutral furniture, not a judgement

# Families met on the readers' machines, tried after ours; DejaVu Sans comes last for signs that no Chinese font has.
_CHINESE: tuple[str, ...] = (FONT, "Microsoft YaHei", "SimHei", "PingFang SC", "Hiragino Sans GB", "Noto Sans CJK SC")
_CHINESE += ("Source Han Sans SC", "WenQuanYi Micro Hei")

_RISING = {"明显上升", "小幅上升", "可能上升", "明显上升趋势", "可能上升趋势", "明显偏高"}
_FALLING = {"明显下降", "小幅下降", "可能下降", "明显下降趋势", "可能下降趋势", "明显偏低"}
_SILENT = {"不作检验", "数据不足", "无法判断", "基本持平", "未见明显变化"}
_SILENT |= {"年份不足", "未见明显趋势", "留意", "未见异常"}

_RC = {
    "axes.axisbelow": True,
    "axes.edgecolor": MUTED,
    "axes.facecolor": "white",
    "axes.grid": False,
    "axes.labelcolor": COLOURS["ink"],
    "axes.labelsize": 9.5,
    "axes.linewidth": 0.7,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlesize": 9,
    "figure.constrained_layout.h_pad": 0.03,
    "figure.constrained_layout.w_pad": 0.03,
    "figure.dpi": 110,
    "figure.facecolor": "white",
    "font.size": 10.5,
    "grid.color": HAIR,
    "grid.linewidth": 0.5,
    "hatch.color": HAIR,
    "hatch.linewidth": 0.5,
    "legend.fontsize": 9,
    "legend.frameon": False,
    "lines.linewidth": 1.4,
    "savefig.bbox": None,
    "savefig.facecolor": "white",
    "svg.fonttype": "path",
    "svg.hashsalt": "lawstats",
    "text.color": COLOURS["ink"],
    "text.parse_math": False,  # a $ in a sentence is a dollar
    "xtick.color": MUTED,
    "xtick.labelcolor": COLOURS["ink"],
    "xtick.labelsize": 9,
    "xtick.major.size": 3,
    "xtick.major.width": 0.7,
    "ytick.color": MUTED,
    "ytick.labelcolor": COLOURS["ink"],
    "ytick.labelsize": 9,
    "ytick.major.size": 0,
}


@lru_cache(maxsize=4)
def font_chain(folder: Path = FONTS) -> tuple[str, ...]:
    """Give the font families to draw with, ours first, only those this machine has.

    Parameters
    ----------
    folder : Path, optional
        Where the packaged fonts are.

    Returns
    -------
    tuple of str
        Family names. Names that are not installed are left out: each would write a line to the log of every figure.

    Raises
    ------
    LawstatsError
        If the packaged font is missing and the machine has no Chinese font either.

    Examples
    --------
    >>> font_chain()[0], font_chain()[-1]
    ('Lawstats Sans SC', 'DejaVu Sans')
    """
    known = {entry.name for entry in font_manager.fontManager.ttflist}
    packaged = sorted(folder.glob("*.ttf"))
    if FONT not in known:
        for path in packaged:
            font_manager.fontManager.addfont(path)
    have = (known - {FONT}) | ({FONT} if packaged else set())
    chinese = [family for family in _CHINESE if family in have]
    if not chinese:
        raise LawstatsError(
            "找不到能画中文的字体：软件自带的字体文件缺失，本机也没有微软雅黑、黑体、苹方或思源黑体",
            "请重新安装 lawstats，或安装上述任一种字体",
            file="LawstatsSansSC-Regular.ttf",
        )
    return (*chinese, "DejaVu Sans")


@contextmanager
def house_style() -> Iterator[None]:
    """Draw in the house style inside the ``with`` block; afterwards every setting is as it was.

    Examples
    --------
    >>> import matplotlib
    >>> with house_style():
    ...     matplotlib.rcParams["font.family"][0]
    'Lawstats Sans SC'
    """
    with style.context(["default", {**_RC, "font.family": list(font_chain())}]):
        yield


def new_figure(width: str = "full", height_cm: float = HEIGHT) -> tuple[Figure, Axes]:
    """Open an empty chart of the page's width, leaving room for title and source.

    Parameters
    ----------
    width : {"full", "half"}
        15 cm, the text width of an A4 report, or 7.3 cm, half of it.
    height_cm : float
        Height of the whole picture in centimetres, with one line each of title, subtitle, source and caveat.

    Returns
    -------
    tuple of (Figure, Axes)
        They are not registered with pyplot, so nothing needs closing and nothing shows itself twice in a notebook.

    Raises
    ------
    LawstatsError
        If the width is neither of the two, or the height leaves no room for a chart.

    Examples
    --------
    >>> fig, ax = new_figure("half", 6)
    >>> [float(round(side * 2.54, 2)) for side in fig.get_size_inches()]
    [7.3, 6.0]
    """
    if width not in WIDTHS:
        raise LawstatsError(f"图宽“{width}”不认识", "请写 full（15 厘米）或 half（7.3 厘米）")
    if height_cm < HEAD + FOOT + 2:
        raise LawstatsError(f"图高 {height_cm:g} 厘米太矮", f"请不小于 {HEAD + FOOT + 2:g} 厘米")
    with house_style():
        fig = Figure(figsize=(WIDTHS[width] * CM, height_cm * CM), layout="constrained")
        keep_room(fig, HEAD, FOOT)
        return fig, fig.add_subplot()


def keep_room(fig: Figure, head_cm: float, foot_cm: float) -> None:
    """Keep the charts of a figure out of a strip at the top and one at the foot."""
    width, height = (float(side) / CM for side in fig.get_size_inches())
    side = SIDE / width
    rect = (side, foot_cm / height, 1 - 2 * side, 1 - (head_cm + foot_cm) / height)
    fig.set_layout_engine("constrained", rect=rect)


def colour_of(verdict: str, good_direction: str = "neutral") -> str:
    """Give the colour of a judgement: grey chance, blue better, orange worse, purple change without a good direction.

    Parameters
    ----------
    verdict : str
        One of the verdict words.
    good_direction : {"higher", "lower", "neutral"}
        Which way is good, as the vocabulary declares it.

    Raises
    ------
    LawstatsError
        If the verdict is not one of the house's words: a colour is never guessed.

    Examples
    --------
    >>> colour_of("明显下降", "lower") == COLOURS["better"]
    True
    >>> colour_of("未见明显变化", "lower") == COLOURS["chance"]
    True
    """
    if verdict in _SILENT:
        return COLOURS["chance"]
    if verdict not in _RISING | _FALLING:
        raise LawstatsError(f"判断词“{verdict}”不认识", "请用统计方法说明中列出的判断词")
    if good_direction not in ("higher", "lower"):
        return COLOURS["change"]
    return COLOURS["better" if (verdict in _RISING) == (good_direction == "higher") else "worse"]


def format_number(value: float, language: str = "zh", digits: int = 4) -> str:
    """Write a number as a report prints it.

    Parameters
    ----------
    value : float
        Below 10 000 it is printed plain, from there on in 万 and 亿. Missing (NaN) is 缺, never 0.
    language : {"zh", "en"}
        ``"en"`` groups thousands and says million.
    digits : int
        Significant digits kept from 10 000 on; whole 万 are never cut.

    Examples
    --------
    >>> [format_number(x) for x in (0, 73, 9999, 42000, 14_940_000, 120_000_000, float("nan"))]
    ['0', '73', '9999', '4.2万', '1,494万', '1.2亿', '缺']
    >>> format_number(-2.5), format_number(14_940_000, "en")
    ('−2.5', '14.94 million')
    """
    if math.isnan(value):
        return "缺" if language == "zh" else "missing"
    if value < 0:
        return "−" + format_number(-value, language, digits)
    if math.isinf(value):
        return "∞"
    if language == "en":
        return f"{_rounded(value / 1e6, digits)} million" if value >= 1e6 else _rounded(value, 2 + len(str(int(value))))
    if round(value / 1e4) >= 1e4:  # rounded first: 99 999 999 is 1亿, not 10,000万
        return _rounded(value / 1e8, digits) + "亿"
    if value >= 1e4:
        return _rounded(value / 1e4, digits) + "万"
    return _rounded(value, 2 + len(str(int(value)))).replace(",", "")


def _rounded(value: float, digits: int) -> str:
    """Round to significant digits but never cut whole ones; no trailing zeros."""
    number = f"{value:,.{max(0, digits - len(str(int(value))))}f}"
    return number.rstrip("0").rstrip(".") if "." in number else number


def number_axis(axis: Axis, language: str = "zh") -> None:
    """Label an axis with `format_number`.

    Examples
    --------
    >>> fig, ax = new_figure()
    >>> _ = ax.set_ylim(0, 60000)
    >>> number_axis(ax.yaxis)
    >>> fig.draw_without_rendering()
    >>> [text.get_text() for text in ax.get_yticklabels()][-1]
    '6万'
    """
    axis.set_major_formatter(FuncFormatter(lambda value, _: format_number(value, language)))
