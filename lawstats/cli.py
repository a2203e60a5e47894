"""The lawstats command: build or look through a folder, read a report, check a draft, start a folder of one's own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import pandas as pd
import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from lawstats.errors import LawstatsError

if TYPE_CHECKING:
    from lawstats.reading.reports import Report

__all__ = ["app", "main"]

app = typer.Typer(add_completion=False, no_args_is_help=True, help="从年度报告和台账到可以署名的句子。")
out = Console(highlight=False)
err = Console(stderr=True, highlight=False)

CONTRADICTED = 1
BAD_INPUT = 2
#: Columns of a screen; wider lines are hard to read.
SCREEN = 100
#: Sheets of a workbook and the part of a report each holds.
SHEETS = {"数据": "figures", "承诺": "commitments", "未归类": "unplaced"}


@app.command("build", help="清理记录，运行全部笔记本，写出 figures/。")
def build_command(
    folder: Annotated[Path, typer.Argument(help="含 data/ 与 notebooks/ 的文件夹，默认当前文件夹")] = Path(),
) -> None:
    """Clean the records, run the notebooks and write the figures, step by step on the screen."""
    from lawstats.build import Step, build

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=out) as progress:
        task = progress.add_task("清理记录", total=None)

        def on_step(step: Step, number: int, total: int) -> None:
            progress.update(task, completed=number, total=total, description=step.name)
            progress.console.print(f"  {number}/{total} {step.name}：{step.problem or '完成'}", markup=False)

        try:
            steps = build(folder, on_step)
        except LawstatsError as error:
            _complain(error)
            raise typer.Exit(BAD_INPUT) from error
    if any(step.problem for step in steps):
        raise typer.Exit(1)
    out.print("完成。每幅图的说明和替代文字见 figures/index.md。", markup=False)


@app.command("read", help="读出报告里的每个数字：归入指标，或列为承诺、未归类。")
def read_command(
    files: Annotated[list[Path], typer.Argument(help="一份或多份年度报告：.txt .md .html .docx .pdf")],
    csv: Annotated[Path | None, typer.Option(help="把归入指标的数字写成 CSV（Excel 可直接打开）")] = None,
    xlsx: Annotated[Path | None, typer.Option(help="把数字、承诺、未归类写成一个 Excel 文件")] = None,
    words: Annotated[Path | None, typer.Option(help="本单位自己的指标词表 .toml")] = None,
) -> None:
    """Read reports one by one; a file that cannot be read gets one line and does not stop the others."""
    from lawstats.indicators import use_vocabulary
    from lawstats.reading.reports import read_report
    from lawstats.records import COLUMNS, save_records
    from lawstats.telling.sheets import write_workbook

    reports = []
    try:
        use_vocabulary(*([words] if words else []))
    except LawstatsError as error:
        _complain(error)
        raise typer.Exit(BAD_INPUT) from error
    for file in files:
        try:
            report = read_report(file)
        except LawstatsError as error:
            _complain(error)
            continue
        reports.append(report)
        out.print(_listing(report, f"{report.office or file.name} {report.year or '年份不明'}"))
        placed, promised, left = (len(getattr(report, part)) for part in SHEETS.values())
        out.print(f"归入指标 {placed} 个，承诺 {promised} 条，未归类数字 {left} 个。", markup=False)
        for problem in report.problems:
            out.print(f"请核对　{problem}", markup=False, soft_wrap=True)
    if reports and csv:
        save_records(pd.concat([report.figures[list(COLUMNS)] for report in reports], ignore_index=True), csv)
    if reports and xlsx:
        parts = {name: [getattr(report, part) for report in reports] for name, part in SHEETS.items()}
        write_workbook(xlsx, {name: pd.concat(tables, ignore_index=True) for name, tables in parts.items()})
    if len(reports) < len(files):
        raise typer.Exit(BAD_INPUT)


@app.command("check", help="拿记录逐个核对草稿里的数字、占比、增减和形容词。")
def check_command(
    draft: Annotated[Path, typer.Argument(help="草稿：.docx .txt .md")],
    records: Annotated[Path, typer.Option(help="记录所在的文件夹或 CSV")] = Path("data/clean"),
    office: Annotated[str | None, typer.Option(help="机关全称；默认取自草稿")] = None,
    year: Annotated[int | None, typer.Option(help="报告年度；默认取自草稿")] = None,
    docx: Annotated[Path | None, typer.Option(help="另存一份带批注的 .docx")] = None,
    xlsx: Annotated[Path | None, typer.Option(help="把核对结果写成 Excel 文件")] = None,
) -> None:
    """Check a draft against the records; exit code 1 if anything contradicts them."""
    from lawstats.drafts import check_draft
    from lawstats.records import load_breaks, load_records
    from lawstats.telling.comments import write_comments
    from lawstats.telling.draft_listing import CHECK_NAMES, list_checks
    from lawstats.telling.sheets import write_workbook
    from lawstats.workspace import use_own_words

    try:
        if records.is_dir():
            use_own_words(records.parent)
        breaks = load_breaks(records) if records.is_dir() else None
        found = check_draft(draft, load_records(records), office=office, year=year, breaks=breaks)
        if docx:
            write_comments(draft, found, docx)
        if xlsx:
            write_workbook(xlsx, {"核对": found[list(CHECK_NAMES)].rename(columns=CHECK_NAMES)})
    except LawstatsError as error:
        _complain(error)
        raise typer.Exit(BAD_INPUT) from error
    out.print(list_checks(found, draft.name, width=min(out.width, SCREEN)), markup=False, soft_wrap=True)
    if (found["verdict"] == "不一致").any():
        raise typer.Exit(CONTRADICTED)


@app.command("evidence", help="写出一个机关一个年度的证据文件：Word，可另存 Excel。")
def evidence_command(
    folder: Annotated[Path, typer.Argument(help="含 data/ 的文件夹，默认当前文件夹")] = Path(),
    office: Annotated[str | None, typer.Option(help="机关全称；默认取自 office.toml")] = None,
    year: Annotated[int | None, typer.Option(help="报告年度；默认取自 office.toml")] = None,
    docx: Annotated[Path | None, typer.Option(help="写到哪个 .docx；默认 figures/evidence.docx")] = None,
    xlsx: Annotated[Path | None, typer.Option(help="把其中的表另存为 Excel 文件")] = None,
) -> None:
    """Write the evidence of an office and year, and say on the screen what its front page says."""
    from lawstats.telling.evidence import write_evidence
    from lawstats.workspace import configured, open_workspace

    file = docx or folder / "figures" / "evidence.docx"
    try:
        ws = open_workspace(*configured(folder, office, year), folder / "data", file.parent, save=False)
        written = write_evidence(ws, file, xlsx=xlsx)
    except LawstatsError as error:
        _complain(error)
        raise typer.Exit(BAD_INPUT) from error
    for text in written.summary:
        out.print(text, markup=False)
    out.print(f"已写入 {file.name}{'、' + xlsx.name if xlsx else ''}。", markup=False)


@app.command("new", help="新建本单位的工作文件夹：空白台账、配置、笔记本和说明；绝不覆盖已有内容。")
def new_command(
    folder: Annotated[Path, typer.Argument(help="还不存在的或空的文件夹")],
    office: Annotated[str, typer.Option(prompt="单位全称", help="单位全称，与报告标题一致")],
    year: Annotated[int, typer.Option(prompt="报告年度", help="四位年份")],
) -> None:
    """Make an office's working folder; nothing that exists is touched."""
    from lawstats.new import start_folder

    try:
        files = start_folder(folder, office, year)
    except LawstatsError as error:
        _complain(error)
        raise typer.Exit(BAD_INPUT) from error
    out.print(f"已建好，共 {len(files)} 个文件。接下来做什么，见“说明.md”。", markup=False)


@app.command("explore", help="打开 JupyterLab，点选着看图、结论、句子和出处。")
def explore_command(
    folder: Annotated[Path, typer.Argument(help="含 data/ 的文件夹、数据文件夹或记录所在的文件夹")] = Path(),
) -> None:
    """Write a notebook of one cell into the folder, once, and open it in JupyterLab."""
    from lawstats.exploring.lab import NOTEBOOK, open_lab, start_notebook

    try:
        start_notebook(folder)
    except LawstatsError as error:
        _complain(error)
        raise typer.Exit(BAD_INPUT) from error
    out.print(f"正在打开 {NOTEBOOK}：浏览器里按一下 ▶▶（重启并运行全部单元格）。用完回到这里按 Ctrl+C。", markup=False)
    raise typer.Exit(open_lab(folder))


def _listing(report: Report, title: str) -> Table:
    """Lay the placed figures out for the terminal."""
    from lawstats.telling.notebook import list_records

    listing = list_records(report.figures, ("name", "words", "evidence", "place"), top=len(report.figures))
    table = Table(title=title, title_justify="left")
    for heading in listing.columns:
        table.add_column(heading, overflow="fold")
    for row in listing.rows:
        table.add_row(*map(escape, row))
    return table


def _complain(error: LawstatsError) -> None:
    err.print(str(error), markup=False, soft_wrap=True)


def main() -> None:
    """Run the command line."""
    app()
