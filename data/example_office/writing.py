"""Everything into one folder: ledgers, reports, breaks, truth."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from example_office.facts import yearly
from example_office.mess import make_mess
from example_office.names import NOTICE, OFFICE, SEED
from example_office.report_files import write_report
from example_office.reports import make_reports
from example_office.truth import make_truth
from example_office.truth_files import breaks, write_table, write_truth
from example_office.workbooks import write_book

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["write_example"]

README = f"""# {OFFICE}（{NOTICE}）

This office does not exist. `python data/example_office` wrote everything here from one seed; nothing is edited by hand.

- `ledgers/` 2020—2024年台账：人民调解、排查化解、普法、法律顾问、合同、复议诉讼、基础，脏得和真的一样；
  `breaks.csv` 口径断点
- `reports/` 五年的法治政府建设年度报告（.txt、.docx、.pdf，其中一份GB18030）
- `truth/` 生成时就知道的真相，csv首行是声明，读时跳过一行：
  - `true_yearly.csv` `true_types.csv` `true_communities.csv` `true_rates.csv`：认真读台账应得的数
  - `planted.csv`：弄脏了哪里（文件、表、格），读的人必须怎样：repair 修好并列出 · problem 列为问题 ·
    question 列为需核实 · review 交人工 · count 不重不漏 · drop 去掉并核对 ·
    absent 没有数（不是零） · break 口径断点 · private 不得外露
  - `report_facts.json` 报告里的每个数；`true_conflicts.csv` 报告与台账不合之处
  - `true_claims.csv` `true_commitments.csv`：自述的不足站不站得住，上年的承诺兑现没有
  - `personal_values.txt`：台账里的“个人信息”（全部编造），任何输出都不得出现
"""
_BREAKS = ("office", "indicator", "year", "reason", "source", "link")


def write_example(folder: Path, seed: int = SEED) -> list[Path]:
    """Write the fictional office into `folder`, taking away what an earlier run left there; return the files."""
    truth = make_truth(seed)
    mess = make_mess(truth)
    reports = make_reports(truth, yearly(truth, mess))
    rooms = {name: folder / name for name in ("ledgers", "reports", "truth")}
    for room in rooms.values():
        shutil.rmtree(room, ignore_errors=True)
        room.mkdir(parents=True)
    for book in mess.books:
        write_book(book, rooms["ledgers"])
    for report in reports:
        write_report(report, rooms["reports"])
    write_table(rooms["ledgers"] / "breaks.csv", _BREAKS, breaks(), notice=False)
    write_truth(rooms["truth"], truth, mess, reports)
    readme = folder / "README.md"
    readme.write_text(README, encoding="utf-8", newline="\n")
    return [readme, *sorted(path for room in rooms.values() for path in room.iterdir())]
