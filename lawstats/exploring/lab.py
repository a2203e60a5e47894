"""The way in for those who write no code: one notebook with one cell, opened in a Chinese JupyterLab."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from lawstats.errors import LawstatsError
from lawstats.exploring.folder import open_material

__all__ = ["NOTEBOOK", "lab_command", "open_lab", "start_notebook"]

NOTEBOOK = "查一查.ipynb"
_HOW = "# 查一查\n\n按上面工具栏的 ▶▶（重启内核并运行全部单元格），下面就出现面板：左边选，右边看。"
_CODE = 'import lawstats\n\nlawstats.explore(".")'
#: Menus in Chinese, and nobody outside is asked for news.
_SETTINGS = {
    "@jupyterlab/translation-extension:plugin": {"locale": "zh_CN"},
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
}


def start_notebook(folder: str | Path) -> Path:
    r"""Write the notebook into a folder that can be explored, unless it is there already.

    Parameters
    ----------
    folder : str or Path
        As for `lawstats.explore`.

    Returns
    -------
    Path
        The notebook.

    Raises
    ------
    LawstatsError
        If nothing in the folder can be read, or it cannot be written to.

    Examples
    --------
    >>> with TemporaryDirectory() as desk:
    ...     _ = Path(desk, "records.csv").write_text("机关,年份,指标,数值\n甲街道,2024,信访件,7\n", encoding="utf-8")
    ...     start_notebook(desk).name
    '查一查.ipynb'
    """
    open_material(folder)
    path = Path(folder) / NOTEBOOK
    if path.exists():
        return path
    cells = [
        {"cell_type": "markdown", "id": "how", "metadata": {}, "source": _HOW},
        {"cell_type": "code", "id": "explore", "metadata": {}, "source": _CODE, "execution_count": None, "outputs": []},
    ]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    notebook = {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    text = json.dumps(notebook, ensure_ascii=False, indent=1)
    try:
        path.write_bytes((text + "\n").encode("utf-8"))
    except OSError as error:
        raise LawstatsError("文件夹写不进去", "请检查写入权限或磁盘空间", file=path.name) from error
    return path


def lab_command(folder: str | Path, settings: str | Path) -> list[str]:
    """Give the command that opens the notebook, on this machine only.

    Examples
    --------
    >>> lab_command("甲街道", "settings")[-1]
    '查一查.ipynb'
    """
    where = Path(folder).resolve()
    served = [f"--notebook-dir={where}", f"--LabApp.app_settings_dir={settings}"]
    return [sys.executable, "-m", "jupyterlab", "--ServerApp.ip=127.0.0.1", *served, NOTEBOOK]


def open_lab(folder: str | Path) -> int:
    """Open the notebook in JupyterLab and wait until that ends.

    Returns
    -------
    int
        Its exit code.
    """
    with TemporaryDirectory() as settings:
        Path(settings, "overrides.json").write_text(json.dumps(_SETTINGS), encoding="utf-8")
        try:
            return subprocess.run(lab_command(folder, settings), cwd=folder, check=False).returncode
        except KeyboardInterrupt:  # how it is ended
            return 0
