"""Make the two fonts of this folder from Noto Sans CJK; run by hand, never by the tests or by CI.

The source is the variable collection inside the PyPI package ``manimgx-fonts-cjk`` 2026.9.26.post1 (Noto Sans CJK
2.004, SIL Open Font License 1.1). It is needed only here, so it goes into a folder of its own and not into ``.venv``::

    uv pip install --target somewhere --no-deps manimgx-fonts-cjk==2026.9.26.post1
    python -m lawstats.fonts.build somewhere/manimgx_fonts_cjk/NotoSansCJK-VF.otf.ttc

With fontTools 4.68.0 the same source gives the same bytes every time (the time stamp stays that of the source), about
half a minute a weight. The family is called "Lawstats Sans SC": the licence reserves the name "Source", and a name of
our own can never be mixed up with a Noto installed on the reader's machine. The notice and the licence are in OFL.txt.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

from fontTools import subset
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont, newTable
from fontTools.varLib import instancer

from lawstats.fonts.characters import characters

__all__ = ["FAMILY", "WEIGHTS", "build"]

FAMILY = "Lawstats Sans SC"
WEIGHTS = {"Regular": 400, "Bold": 700}
_SIMPLIFIED = 2  # the faces of the collection are JP KR SC TC HK
_QUADRATIC_TOLERANCE = 1.0  # font units of 1000 to the em: far below one printed dot at 300 dpi and 10.5 pt


def build(source: Path, folder: Path) -> list[Path]:
    """Write one static TrueType font a weight and return the paths.

    Parameters
    ----------
    source : Path
        The variable collection ``NotoSansCJK-VF.otf.ttc``.
    folder : Path
        Where the fonts go.
    """
    written = []
    for style, weight in WEIGHTS.items():
        # Subset first: instancing all 65 535 glyphs takes minutes, a subset takes seconds.
        font = _instance(_subset(TTCollection(source).fonts[_SIMPLIFIED]), weight)
        _to_truetype(font)
        _rename(font, style, weight)
        path = folder / f"{FAMILY.replace(' ', '')}-{style}.ttf"
        font.save(path)
        written.append(path)
    return written


def _subset(font: TTFont) -> TTFont:
    options = subset.Options()
    options.layout_features, options.name_IDs, options.notdef_outline, options.hinting = ["kern"], ["*"], True, False
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=characters())
    subsetter.subset(font)
    return _reopen(font)


def _reopen(font: TTFont) -> TTFont:
    buffer = BytesIO()
    font.save(buffer)
    return TTFont(buffer, recalcTimestamp=False)


def _instance(font: TTFont, weight: int) -> TTFont:
    instance: TTFont = instancer.instantiateVariableFont(font, {"wght": weight}, inplace=True)
    return instance


def _to_truetype(font: TTFont) -> None:
    """Replace CFF2 outlines by quadratic ones: PDF type 42 wants them, and readers warn about CFF under that type."""
    drawn, order = font.getGlyphSet(), font.getGlyphOrder()
    glyphs = {}
    for name in order:
        pen = TTGlyphPen(drawn)
        drawn[name].draw(Cu2QuPen(pen, _QUADRATIC_TOLERANCE, reverse_direction=True))
        glyphs[name] = pen.glyph()
    font["loca"], font["glyf"] = newTable("loca"), newTable("glyf")
    font["glyf"].glyphOrder, font["glyf"].glyphs = order, glyphs
    for tag in ("CFF2", "VORG"):
        if tag in font:
            del font[tag]
    font["glyf"].compile(font)
    limits = font["maxp"]
    limits.tableVersion, limits.maxZones = 0x00010000, 1
    for name in ("TwilightPoints", "Storage", "FunctionDefs", "InstructionDefs", "StackElements", "SizeOfInstructions"):
        setattr(limits, f"max{name}", 0)
    limits.maxComponentElements = limits.maxComponentDepth = 0
    font["post"].formatType, font.sfntVersion = 3.0, "\x00\x01\x00\x00"


def _rename(font: TTFont, style: str, weight: int) -> None:
    names = font["name"]
    for kind in (1, 2, 3, 4, 6, 16, 17, 21, 22, 25):
        names.removeNames(nameID=kind)
    own = {1: FAMILY, 2: style, 3: f"{FAMILY} {style} subset", 4: f"{FAMILY} {style}", 6: f"LawstatsSansSC-{style}"}
    for kind, text in own.items():
        names.setName(text, kind, 3, 1, 0x409)
    bold = style == "Bold"
    font["OS/2"].usWeightClass = weight
    font["OS/2"].fsSelection = (font["OS/2"].fsSelection & ~0x61) | (0x20 if bold else 0x40)
    font["head"].macStyle = 1 if bold else 0
    font["head"].modified = font["head"].created


if __name__ == "__main__":
    build(Path(sys.argv[1]), Path(__file__).parent)
