"""The panel a clerk works in: choose on the left, read on the right, save with one button."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import ipywidgets as widgets

from lawstats.errors import LawstatsError
from lawstats.exploring import markup
from lawstats.exploring.choices import DOMAINS
from lawstats.exploring.explorer import Explorer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from lawstats.telling.series import Choice, ToldSeries

__all__ = ["Panel", "explore"]

_WIDTHS = [("整版（15 厘米）", "full"), ("半版（7.3 厘米）", "half")]
_SHOWN = {"full": "640px", "half": "340px"}
_HEADING = "heading:"  # value of a line of the list that names a domain
_NONE = "none"  # a drop-down takes None for "nothing chosen" and shows an empty line


def explore(
    folder: str | Path = ".", *, office: str = "", indicator: str = "", figures: str | Path | None = None
) -> Panel:
    r"""Look through a folder's figures: choose office, indicator, years and denominator; picture and words follow.

    Parameters
    ----------
    folder : str or Path
        An office's folder (with ``data`` in it), its data folder, or a folder of ``records*.csv``.
    office, indicator : str, optional
        What to begin with; by default the folder's own office or the one with the longest series, and its longest
        series.
    figures : str or Path, optional
        Where the save button puts pictures; by default ``figures`` beside ``data``.

    Returns
    -------
    Panel
        Shows itself as the last line of a notebook cell. What is wrong with the folder is said in it.

    Examples
    --------
    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> rows = "甲街道,2023,信访件,40\n甲街道,2024,信访件,73\n"
    >>> with TemporaryDirectory() as desk:
    ...     _ = Path(desk, "records.csv").write_text("机关,年份,指标,数值\n" + rows, encoding="utf-8")
    ...     panel = explore(desk)
    >>> panel
    查一查：甲街道 信访件 2023—2024年，明显上升
    """
    return Panel(folder, office=office, indicator=indicator, figures=figures)


class Panel(widgets.VBox):  # type: ignore[misc]
    """Controls and what they show; every control is an attribute, so it can be driven from Python too.

    Attributes
    ----------
    explorer : Explorer or None
        What is shown, without widgets; None when the folder could not be read.
    told : ToldSeries or None
        The series now shown.
    office, search, indicator, years, base, exposure, width, save : Widget
        The controls.
    picture, verdict, sentences, sources, message, saved : Widget
        What follows them.
    """

    def __init__(
        self, folder: str | Path = ".", *, office: str = "", indicator: str = "", figures: str | Path | None = None
    ) -> None:
        self.explorer: Explorer | None = None
        self.told: ToldSeries | None = None
        self._settling = False
        self._make_controls()
        super().__init__()
        self.add_class("ls-panel")
        try:
            self.explorer = Explorer.open(folder, office=office, figures=figures)
            choice = self.explorer.choices.default()
            if indicator:
                choice = self.explorer.choices.begin(choice.office, indicator)
        except LawstatsError as error:
            self.message.value = markup.notice(f"打不开：{error}")
            self.children = (widgets.HTML(markup.STYLE), self.message)
            return
        self._lay_out()
        self._show(choice)
        for name in ("office", "indicator", "years", "base", "exposure", "width"):
            getattr(self, name).observe(self._chosen, names="value")
        self.search.observe(self._searched, names="value")
        self.save.on_click(self._save)

    def __repr__(self) -> str:
        """Say what is shown; no address, so that a stored notebook holds on every machine."""
        if self.told is None:
            return "查一查：没有可看的记录"
        choice = self.told.choice
        years = f"{choice.first}—{choice.last}年" if choice.first < choice.last else f"{choice.last}年"
        return f"查一查：{choice.office} {self.told.name} {years}，{self.told.verdict}"

    def _make_controls(self) -> None:
        wide = {"width": "auto"}
        self.office = widgets.Dropdown(layout=wide)
        self.search = widgets.Text(placeholder="搜指标，如：调解、普法、顾问", layout=wide)
        self.indicator = widgets.Select(rows=12, layout=wide)
        # A slider needs two ends to slide between; the only year of a series is said in words instead.
        self.years = widgets.SelectionRangeSlider(
            options=[0], continuous_update=False, layout={"width": "auto", "padding": "0 8px"}
        )
        self.only_year = widgets.HTML()
        self.base = widgets.Dropdown(layout=wide)
        self.exposure = widgets.Dropdown(layout=wide)
        self.width = widgets.Dropdown(options=_WIDTHS, value="full", layout=wide)
        self.save = widgets.Button(
            description="把这幅图存到 figures/", button_style="primary", icon="save", layout={"width": "auto"}
        )
        self.saved, self.message, self.verdict = widgets.HTML(), widgets.HTML(), widgets.HTML()
        self.picture = widgets.Image(format="png", layout={"max_width": "100%", "border": "1px solid #C9CED3"})
        self.sentences = widgets.Textarea(rows=5, layout={"width": "auto"})
        self.copy, self.sources = widgets.HTML(), widgets.HTML()

    def _lay_out(self) -> None:
        parts = [
            *("机关", self.office, "指标", self.search, self.indicator, "年份", self.years, self.only_year),
            *("与哪一年比", self.base, "分母（折算）", self.exposure, "图宽", self.width),
        ]
        controls = [_label(part) if isinstance(part, str) else part for part in parts]
        left = widgets.VBox(
            [*controls, widgets.HTML("<div style='height:8px'></div>"), self.save, self.saved],
            layout={"flex": "0 0 280px", "width": "280px", "margin": "0 24px 12px 0"},
        )
        right = widgets.VBox(
            [
                *(self.message, self.verdict, self.picture),
                *(_label("可以直接用的句子"), self.sentences, self.copy),
                *(_label("数字从哪里来"), self.sources),
            ],
            layout={"flex": "1 1 480px", "min_width": "320px"},
        )
        both = widgets.HBox([left, right], layout={"flex_flow": "row wrap", "align_items": "flex-start"})
        head = "<div class='ls-head'>查一查<small>左边选，右边看；选项里只有记录中确有的</small></div>"
        self.children = (widgets.HTML(markup.STYLE + head), both, *self._doubts())

    def _doubts(self) -> list[widgets.Widget]:
        problems = self._reader.material.problems
        if problems.empty:
            return []
        folded = widgets.Accordion([widgets.HTML(markup.problems_table(problems))])
        folded.set_title(0, f"读取时有{len(problems)}处存疑，点开查看")
        return [folded]

    @property
    def _reader(self) -> Explorer:
        if self.explorer is None:
            raise LawstatsError("这个文件夹没有读出来", "请按提示改正后再打开")
        return self.explorer

    @contextmanager
    def _quietly(self) -> Iterator[None]:
        """Set controls without taking it for a choice."""
        self._settling = True
        try:
            yield
        finally:
            self._settling = False

    def _chosen(self, change: dict[str, Any]) -> None:
        if self._settling or self.told is None:
            return
        before, value = self.told.choice, change["new"]
        self.saved.value = ""
        try:
            self._show(self._next(before, change["owner"], value))
        except LawstatsError as error:
            self._say(str(error))

    def _next(self, before: Choice, control: widgets.Widget, value: Any) -> Choice:
        if control is self.office:
            return self._reader.with_office(value)
        if control is self.indicator:
            code = self._first_of(value) if str(value).startswith(_HEADING) else value
            return before if code is None else self._reader.with_indicator(before, code)
        if control is self.years:
            # The year compared with stays one step behind, unless it was chosen otherwise and is still there.
            moved = value[1] != before.last
            return replace(before, first=value[0], last=value[1], base=None if moved else before.base)
        if control is self.width:
            return replace(before, width=value)
        value = None if value == _NONE else value
        return replace(before, base=value) if control is self.base else replace(before, exposure=value)

    def _first_of(self, heading: str) -> str | None:
        """Take a domain's name for its first indicator."""
        domain = heading.removeprefix(_HEADING)
        offers = self._reader.choices.indicators(self.office.value, self.search.value)
        return next((offer.code for offer in offers if offer.domain == domain), None)

    def _searched(self, change: dict[str, Any]) -> None:
        if self._settling or self.told is None:
            return
        choice = self.told.choice
        found = self._reader.choices.indicators(choice.office, change["new"])
        if not found:
            self._say(f"没有名称含“{change['new']}”的指标；换一个词，或清空搜索框看全部。")
            return
        if choice.indicator not in [offer.code for offer in found]:
            choice = self._reader.with_indicator(choice, found[0].code)
        self._show(choice)

    def _show(self, choice: Choice) -> None:
        """Tell the choice, and let every control offer what now exists."""
        told = self._reader.tell(choice)
        self.told = told
        with self._quietly():
            self._offer(told.choice)
        self.verdict.value = markup.badges(told)
        self.message.value = markup.notice(told.message)
        self.picture.value = b"" if told.message else told.png()
        self.picture.layout.display = "none" if told.message else ""
        self.picture.layout.width = _SHOWN[told.choice.width]
        self.save.disabled = bool(told.message)
        self.sentences.value = "\n".join(told.sentences)
        self.sentences.rows = min(12, sum(1 + len(sentence) // 46 for sentence in told.sentences))
        self.copy.value = markup.copy_button(told.sentences)
        self.sources.value = markup.sources_table(told)

    def _offer(self, choice: Choice) -> None:
        choices = self._reader.choices
        _set(self.office, [(name, name) for name in choices.offices()], choice.office)
        offers = choices.indicators(choice.office, self.search.value)
        if choice.indicator not in [offer.code for offer in offers]:
            self.search.value = ""
            offers = choices.indicators(choice.office)
        lines: list[tuple[str, str]] = []
        for offer in offers:
            heading = _HEADING + offer.domain
            if heading not in [value for _, value in lines]:
                lines.append((f"━ {DOMAINS[offer.domain]} ━", heading))
            lines.append((f"　{offer.label}", offer.code))
        _set(self.indicator, lines, choice.indicator)
        years = choices.offer(choice.office, choice.indicator).years
        _set(self.years, [(f"{year}", year) for year in years], (choice.first, choice.last))
        several = len(years) > 1
        self.years.layout.display = "" if several else "none"
        self.only_year.value = "" if several else f"<span class='ls-small'>只有{years[0]}年一年的数字</span>"
        bases, exposures = choices.bases(choice), choices.exposures(choice)
        _set(self.base, _named(bases), choice.base or _NONE)
        _set(self.exposure, _named(exposures), choice.exposure or _NONE)
        self.base.disabled, self.exposure.disabled = len(bases) < 2, len(exposures) < 2
        self.width.value = choice.width

    def _save(self, _: widgets.Button) -> None:
        if self.told is None:
            return
        try:
            files = self._reader.save(self.told)
        except LawstatsError as error:
            self.saved.value = markup.notice(f"没有存成：{error}")
        except OSError as error:
            folder = self._reader.material.figures.name
            self.saved.value = markup.notice(
                f"没有存成：{folder} 文件夹写不进去（{error.strerror}）。请检查权限或磁盘。"
            )
        else:
            names = "\n".join(file.name for file in files)
            self.saved.value = markup.notice(
                f"已存到 {files[0].parent}：\n{names}\n图册目录 index.md 也已更新。", done=True
            )

    def _say(self, words: str) -> None:
        self.message.value = markup.notice(words)


def _label(words: str) -> widgets.HTML:
    return widgets.HTML(f"<div class='ls-label'>{words}</div>")


def _named(options: Sequence[tuple[str, Any]]) -> list[tuple[str, Any]]:
    return [(label, _NONE if value is None else value) for label, value in options]


def _set(control: widgets.Widget, options: list[Any], value: Any) -> None:
    """Offer other options and choose one of them, without passing through a choice nobody made."""
    if list(control.options) != options:
        control.options = options
    control.value = value
