"""Run everything in a folder: clean the records, run the notebooks, list the figures."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from lawstats.errors import LawstatsError
from lawstats.telling.contact import write_contact_sheet
from lawstats.telling.gallery import write_index
from lawstats.workspace import clean

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

__all__ = ["Step", "build", "run_notebook"]

CELL_SECONDS = 300


@dataclass(frozen=True)
class Step:
    """One step of a build: its name, and what went wrong, if anything."""

    name: str
    problem: str = ""


def run_notebook(path: Path) -> None:
    """Run a notebook from top to bottom in its own folder and store it as one clean run.

    What changes from run to run or machine to machine (timings, versions) is left out,
    so the same data give the same bytes.

    Raises
    ------
    LawstatsError
        If a cell fails: which notebook, which cell, and the error's last line.
    """
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(
        notebook,
        timeout=CELL_SECONDS,
        kernel_name="python3",
        coalesce_streams=True,
        record_timing=False,
        # At every start the kernel remarks on its transport, on a terminal where the progress is shown.
        extra_arguments=["--log-level=ERROR"],
        resources={"metadata": {"path": str(path.parent)}},
    )
    try:
        client.execute()
    except CellExecutionError as error:
        ran = [cell for cell in notebook.cells if cell.cell_type == "code" and cell.get("execution_count")]
        place = f"第 {ran[-1].execution_count} 个代码单元" if ran else "启动"
        raise LawstatsError(
            f"{error.ename}：{error.evalue}", "请打开笔记本逐格运行查看", file=path.name, place=place
        ) from error
    except (CellTimeoutError, DeadKernelError, RuntimeError) as error:
        # jupyter_client says by a bare RuntimeError that a kernel did not start.
        raise LawstatsError("运行超时或内核退出", "请打开笔记本逐格运行查看", file=path.name) from error
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        for output in cell.get("outputs", ()):
            # A panel's number is drawn anew in every run, and nobody answers to it once the kernel has ended.
            output.get("data", {}).pop("application/vnd.jupyter.widget-view+json", None)
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    text = nbformat.writes(notebook) + "\n"
    path.write_bytes(text.encode("utf-8"))


def build(root: Path, on_step: Callable[[Step, int, int], None] = lambda *_: None) -> list[Step]:
    """Do the main job in a folder that holds ``data/`` and ``notebooks/``.

    Parameters
    ----------
    root : Path
        The folder.
    on_step : callable
        Called after each step with the step, its number and how many there are.

    Returns
    -------
    list of Step
        A failed notebook does not stop the others; its problem is told.

    Raises
    ------
    LawstatsError
        If the records cannot be cleaned: without them no notebook can run.
    """
    notebooks = sorted((root / "notebooks").glob("[0-9]*.ipynb"))
    if not notebooks:
        raise LawstatsError(
            "没有找到笔记本 notebooks/*.ipynb", "请在项目文件夹里运行，或给出文件夹名", file=root.resolve().name
        )
    jobs: list[tuple[str, Callable[[], object]]] = [("清理记录", partial(clean, root / "data"))]
    jobs += [(path.stem, partial(run_notebook, path)) for path in notebooks]
    jobs += [("图册目录", partial(write_index, root / "figures"))]
    jobs += [("图册网页", partial(write_contact_sheet, root / "figures"))]
    steps: list[Step] = []
    for number, (name, job) in enumerate(jobs, start=1):
        try:
            job()
            step = Step(name)
        except LawstatsError as error:
            if number == 1:
                raise
            step = Step(name, str(error))
        steps.append(step)
        on_step(step, number, len(jobs))
    return steps
