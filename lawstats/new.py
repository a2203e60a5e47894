"""Start your own: a working folder with blank ledgers, a config, the notebooks and what to do next."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import lawstats
from lawstats.errors import LawstatsError
from lawstats.reading.ledger_words import load_ledger_words
from lawstats.telling.blank_ledgers import write_blank_ledger

__all__ = ["start_folder"]

#: Notebooks lie beside the package, in the project's folder.
PROJECT = Path(lawstats.__file__).resolve().parents[1]
#: Heading of the part of a notebook that shows the fictional office.
_EXAMPLE = "虚构示例"
#: What the texts of that part say of an office's own ledgers instead.
_OWN_LEDGERS = """\
---
# 台账部分

以下全部出自 `data/ledgers/` 里本单位的台账。没有的台账、不够用的年份，那一节会写明缺什么，补上后重新运行。\
"""
_OWN_FINDINGS = """\
## 台账部分的发现

同样由记录和判断生成，可以照抄。\
"""
_OWN_BOOKS = "# 台账部分用哪个文件夹里的台账\nBOOKS = DATA"
FOLDERS = ("data/reports", "data/own", "data/ledgers", "figures", "notebooks")
#: Public national figures the notebooks compare with; a project without them still starts a folder.
PUBLISHED = ("records.csv", "records_peers.csv", "breaks.csv", "excluded.csv", "notes.csv")
OWN_HEADER = "机关,年份,指标,数值,来源\n"
CONFIG = """\
# 本单位的配置。井号后面是说明，程序不读；改完保存即可（编码 UTF-8）。

# 单位全称，与笔记本参数格里的 OFFICE 一致
office = {office}
# 报告年度，与笔记本参数格里的 YEAR 一致
year = {year}

# 社区的旧名、简称、别名：左边是台账里的写法，右边是统一后的全名。
# 去掉行首的井号并改成自己的，一行一个。确有两个同名的村和社区，就各写一行等于自己。
[aliases]
# "老街村" = "城东社区"
# "城东" = "城东社区"
"""
OWN_INDICATORS = """\
# 本单位自己的指标：词表里没有、报告里却年年写的数。井号后面程序不读；去掉行首的井号，改成自己的。
# 每个键的意思见项目文件夹的 docs/reading.md。

# [[indicator]]
# code = "office_drills"             # 小写英文，不与别的重复
# name = "执法演练"
# measures = ["次"]
# domain = "enforcement"
# kind = "planned"                   # event 发生的事 · planned 自己安排的 · stock 实有数 · bulk 成批的 · rate 比率
# good_direction = "higher"          # higher 越多越好 · lower 越少越好 · neutral 无所谓好坏
# phrases = ["执法演练#", "#…执法演练"]    # 井号处是数字连同单位
"""
OWN_CLAIMS = """\
# 本单位自己的不足提法，连同用哪些数字判断。井号后面程序不读；去掉行首的井号，改成自己的。
# 每个键的意思见项目文件夹的 docs/writing.md。

# [[claim]]
# code = "drills_few"
# name = "执法演练偏少"
# says = ["演练…{lack}"]             # {lack} 是“不够、不强、偏少、有待”等
# rule = "fell"                      # 比上年减少为支持
# figures = ["office_drills"]
# basis = "演练次数比上年减少的，支持"
"""
NEXT = """\
# {office} {year}年：接下来做什么

1. **放报告**：把历年《法治政府建设年度报告》（.docx .pdf .txt .html .md）放进 `data/reports`，一年一份。
2. **填台账**：`data/ledgers` 里有七本空白台账，表头、下拉列表、填写说明都已备好。\
灰色表头的个人信息读取时丢弃，不离开台账文件；台账请留在本机，不要外传。
3. **补数字**：报告和台账里没有的数字，填进 `data/own/records.csv`，一行一个，\
机关写“{office}”，指标写名称或代码；没有的不填，确实为零才填0。`data/published` 是有出处的全国公开数字，供对照，\
不用改。词表里没有的指标、常写的不足，写进 `data/own` 里的 `indicators.toml`、`claims.toml`。
4. **看参数**：核对 `office.toml` 和五册笔记本第一格的 OFFICE、YEAR；社区有旧名、简称的，写进 `office.toml`。
5. **运行**：在本文件夹打开命令行，输入 `lawstats build .`；图和说明在 `figures`，可直接贴进报告。\
哪一步没成，屏幕上会写明文件、位置和改法。
   02、03、04 册的后半是台账部分，图名以 `own_` 开头；缺哪本台账、缺哪一年，那一节会写明，补上后再运行一次。
   不写代码想点着看：输入 `lawstats explore .`，浏览器里按一下 ▶▶，选指标、年份和分母，图、结论、句子和出处随即跟着变。
"""


def start_folder(folder: str | Path, office: str, year: int) -> list[Path]:
    """Make an office's working folder.

    Parameters
    ----------
    folder : str or Path
        A folder that does not exist yet, or an empty one.
    office : str
        The office's full name, as its records are to be signed.
    year : int
        The reporting year.

    Returns
    -------
    list of Path
        The files written, sorted.

    Raises
    ------
    LawstatsError
        If the folder holds anything (nothing is ever overwritten), name or year cannot be used, the notebooks are not
        there to copy, or the folder cannot be made. Nothing is written then.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as desk:
    ...     files = start_folder(Path(desk, "甲街道"), "甲街道", 2024)
    ...     len([file for file in files if file.suffix == ".xlsx"])
    7
    """
    folder = Path(folder)
    office = office.strip()
    _check(folder, office, year)
    copies = {path.name: _own_notebook(path, office, year) for path in _notebooks()}
    try:
        for name in FOLDERS:
            (folder / name).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise LawstatsError("不能建立文件夹", "请换一个位置或名字，并检查写入权限", file=folder.name) from error
    for kind in load_ledger_words().kinds.values():
        write_blank_ledger(folder / "data" / "ledgers" / f"{year}年{kind.name}.xlsx", kind, office, year)
    texts = {
        "office.toml": CONFIG.format(office=_quoted(office), year=year),
        "说明.md": NEXT.format(office=office, year=year),
        "data/own/indicators.toml": OWN_INDICATORS,
        "data/own/claims.toml": OWN_CLAIMS,
        **{f"notebooks/{name}": text for name, text in copies.items()},
    }
    for name, text in texts.items():
        (folder / name).write_bytes(text.encode("utf-8"))
    # Excel takes a CSV without the mark for GB18030.
    (folder / "data" / "own" / "records.csv").write_bytes(OWN_HEADER.encode("utf-8-sig"))
    _copy_published(folder / "data" / "published")
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _check(folder: Path, office: str, year: int) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        found = "已有内容，不会覆盖" if folder.is_dir() else "已有同名文件，不会覆盖"
        raise LawstatsError(found, "请换一个文件夹名，或给一个空文件夹", file=folder.resolve().name)
    if not office or not office.isprintable():
        raise LawstatsError(f"单位名称是 {office!r}，不能用", "请写单位全称，如某某市某某区某某街道")
    if not isinstance(year, int) or not 1949 <= year <= 2100:
        raise LawstatsError(f"年度应是四位年份，现在是 {year!r}", "请写报告年度，如2024")


def _notebooks() -> list[Path]:
    found = sorted((PROJECT / "notebooks").glob("[0-9]*.ipynb"))
    if not found:
        raise LawstatsError(
            "没有找到随项目提供的笔记本", "请在完整的项目文件夹里安装（pip install -e .）后再运行", file="notebooks"
        )
    return found


def _own_notebook(path: Path, office: str, year: int) -> str:
    """Return a notebook as text, with this office's parameters and without what an earlier run left."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["cells"] = _on_own_ledgers(notebook["cells"])
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    for cell in code:
        cell["outputs"], cell["execution_count"] = [], None
        cell["metadata"].pop("execution", None)
    first = next((cell for cell in code if "parameters" in cell["metadata"].get("tags", ())), None)
    source = "".join(first["source"]) if first else ""
    for name, value in (("OFFICE", _quoted(office)), ("YEAR", str(year))):
        line = f"{name} = {value}".replace("\\", r"\\")
        source, times = re.subn(rf"(?m)^{name} = .*$", line, source)
        if times != 1:
            raise LawstatsError(f"参数单元格里没有 {name}", "请恢复项目里原来的笔记本", file=path.name)
    source = re.sub(r"(?m)^#.*\nBOOKS = .*$", _OWN_BOOKS, source)
    if first:
        first["source"] = source.splitlines(keepends=True)
    return json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"


def _on_own_ledgers(cells: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Let the last part of a notebook, which shows a fictional office, speak of the office's own ledgers.

    A part that cannot be pointed at other ledgers is left out: the example's files are not in the new folder.
    """
    heads = [
        place
        for place, cell in enumerate(cells)
        if cell["cell_type"] == "markdown" and re.match(rf"---\n.*{_EXAMPLE}", "".join(cell["source"]))
    ]
    if not heads:
        return cells
    ours, part = cells[: heads[0]], cells[heads[0] :]
    if not any("BOOKS" in "".join(cell["source"]) for cell in part if cell["cell_type"] == "code"):
        return ours
    return [*ours, part[0] | {"source": _OWN_LEDGERS.splitlines(keepends=True)}, *map(_own_words, part[1:])]


def _own_words(cell: dict[str, Any]) -> dict[str, Any]:
    if cell["cell_type"] == "markdown" and _EXAMPLE in "".join(cell["source"]):
        return cell | {"source": _OWN_FINDINGS.splitlines(keepends=True)}
    return cell


def _quoted(text: str) -> str:
    """Quote a text as TOML and Python both read it."""
    return json.dumps(text, ensure_ascii=False)


def _copy_published(target: Path) -> None:
    files = [PROJECT / "data" / "published" / name for name in PUBLISHED]
    for file in filter(Path.is_file, files):
        target.mkdir(exist_ok=True)
        (target / file.name).write_bytes(file.read_bytes())
