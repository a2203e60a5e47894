"""Draw one sentence taken apart, for docs/reading.md.

    python docs/sentence.py    # writes docs/sentence.png and the words of its description into docs/reading.md

What stands in the picture is what `lawstats.read_text` reads at that moment, nothing is typed in by hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from lawstats import load_vocabulary, read_text

if TYPE_CHECKING:
    from matplotlib.figure import Figure

HERE = Path(__file__).resolve().parent
PICTURE, PAGE = HERE / "sentence.png", HERE / "reading.md"
SENTENCE = (
    "2024年，示例街道召开法治专题会议4次，调解矛盾纠纷73件，其中邻里纠纷30件，调解成功率97.3%，"
    "比上年提高1.4个百分点；全年无行政诉讼案件，每季度开展一次执法培训，发放宣传资料近3万份。"
)
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
LINE = 35  # letters of Chinese a line
ABOUT = {"under": "{low:.0f}至{high:.0f}", "exact": "{value:g}"}


@dataclass(frozen=True, slots=True)
class Part:
    """A number of the sentence: its words and place, what it was read as, and whether it became a figure."""

    words: str
    start: int
    end: int
    reading: str
    placed: bool


def parts() -> list[Part]:
    """Read the sentence."""
    report = read_text(SENTENCE)
    names = load_vocabulary()
    found = [
        Part(
            SENTENCE[row.start : row.end],
            row.start,
            row.end,
            f"{names[row.indicator].name}："
            f"{ABOUT[row.qualifier].format(value=row.value, low=row.low, high=row.high)}{row.measure}",
            placed=True,
        )
        for row in report.figures.itertuples()
    ]
    found += [
        Part(row.text, row.start, row.end, f"不归入指标：{row.reason}", placed=False)
        for row in report.unplaced.itertuples()
    ]
    return sorted(found, key=lambda part: part.start)


def description() -> str:
    """Say in words what the picture shows."""
    told = "；".join(f"{mark}“{part.words}”{part.reading}" for mark, part in zip(CIRCLED, parts(), strict=False))
    return f"一句话拆开：{told}"


def draw() -> Figure:
    """Draw the sentence with its numbers marked, and under it what each was read as."""
    import matplotlib.pyplot as plt
    from matplotlib.patches import Rectangle

    from lawstats.telling.style import CM, COLOURS, MUTED

    found = parts()
    marks = {part.start: (mark, part) for mark, part in zip(CIRCLED, found, strict=False)}
    fig, ax = plt.subplots(figsize=(15 * CM, 9.2 * CM))
    ax.set_axis_off()
    ax.set_position((0.03, 0.02, 0.94, 0.96))
    ax.set_xlim(0, LINE + 1.5)
    lines = -(-sum(width(letter) for letter in SENTENCE) // LINE) + 1
    ax.set_ylim(-(2.0 * lines + 1.1 * len(found) + 1.2), 0.6)
    ax.text(0, 0, "原句（虚构示例）", fontsize=8, color=MUTED, va="center")
    x, y = 0.0, -1.6
    for at, letter in enumerate(SENTENCE):
        part = next((part for part in found if part.start <= at < part.end), None)
        room = sum(width(sign) for sign in part.words) if part and at == part.start else width(letter)
        if x + room > LINE:
            x, y = 0.0, y - 2.0
        colour = COLOURS["ink"] if part is None else COLOURS["better"] if part.placed else MUTED
        if part is not None:
            ax.add_patch(Rectangle((x, y - 0.62), width(letter), 1.24, color=colour, alpha=0.14, linewidth=0))
        if at in marks:
            ax.text(x + 0.1, y + 0.95, marks[at][0], fontsize=7, color=colour, ha="left", va="center")
        weight = "normal" if part is None else "bold"
        ax.text(x + width(letter) / 2, y, letter, fontsize=10.5, color=colour, ha="center", va="center", weight=weight)
        x += width(letter)
    y -= 2.2
    ax.text(0, y, "读出来", fontsize=8, color=MUTED, va="center")
    for mark, part in marks.values():
        y -= 1.1
        colour = COLOURS["better"] if part.placed else MUTED
        ax.text(0, y, mark, fontsize=9, color=colour, va="center")
        ax.text(1.6, y, part.words, fontsize=9, color=colour, va="center", weight="bold")
        ax.text(11, y, part.reading, fontsize=9, color=COLOURS["ink"] if part.placed else MUTED, va="center")
    return fig


def width(letter: str) -> float:
    """Give the room of a letter: figures and signs of Latin are half as wide."""
    return {"%": 0.95, ".": 0.34}.get(letter, 0.58 if letter.isascii() else 1.0)


def main() -> None:
    """Run from the command line."""
    from lawstats.telling.style import house_style

    with house_style():
        draw().savefig(PICTURE, dpi=200)
    page = PAGE.read_text(encoding="utf-8")
    head, found, rest = page.partition("![一句话拆开")
    if not found:
        raise SystemExit(f"no picture in {PAGE.name}")
    _, _, tail = rest.partition(f"]({PICTURE.name})")
    PAGE.write_text(f"{head}![{description()}]({PICTURE.name}){tail}", encoding="utf-8")


if __name__ == "__main__":
    main()
