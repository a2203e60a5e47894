"""A large mediation ledger read, cleaned and counted, beside pandas.read_excel alone.

    python benchmarks/ledgers.py [ROWS] [--docs]

Writes a messy .xlsx to a temporary folder, then measures in two fresh processes, one after the other: pandas.read_excel
(calamine engine: the cells, nothing else) and lawstats.read_ledger(...).yearly(). Everybody in the file is invented.
`--docs` writes the table into docs/ledgers.md. The processor's own time is shown, which other work on the machine does
not lengthen.
"""

from __future__ import annotations

import datetime as dt
import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path

import openpyxl

SEED = 20241231
DOCS = Path(__file__).resolve().parents[1] / "docs" / "ledgers.md"
BEGIN, END = "<!-- benchmark -->\n", "<!-- /benchmark -->\n"
HEAD = [
    "序号", "卷号", "受理日期", "调委会", "案件来源", "当事人A", "电话", "住址", "当事人B", "纠纷类型", "涉及人数",
    "涉案金额(元)", "简要情况", "调解员", "调解日期", "调解结果", "协议形式", "履行情况", "备注",
]  # fmt: skip
TYPES = ["邻里", "婚姻家庭", "物业", "劳动争议", "合同", "损害赔偿", "楼上漏水", "消费", "邻里纠纷", "其他"]
FAMILY, GIVEN = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥天地玄黄宇宙洪荒"


def write_ledger(path: Path, rows: int) -> int:
    """Write the ledger; return the number of true cases."""
    rng = random.Random(SEED)
    book = openpyxl.Workbook(write_only=True)
    years, cases = (2022, 2023, 2024), 0
    for year in years:
        sheet = book.create_sheet(f"{year}年")
        sheet.append([f"测试街道{year}年人民调解案件登记台账"])
        sheet.append(HEAD)
        number = written = 0
        while written < rows // len(years):
            number += 1
            cases += 1
            row = _case(rng, year, number)
            sheet.append(row)
            written += 1
            if number % 20 == 0:  # party B once more on a row of its own
                sheet.append([*row[:5], row[8], *row[6:8], row[5], *row[9:]])
                written += 1
            if number % 500 == 0:
                sheet.append(["", "小计"])
                sheet.append(HEAD)
    book.save(path)
    return cases


def _case(rng: random.Random, year: int, number: int) -> list[object]:
    day = dt.date(year, 1, 1) + dt.timedelta(days=rng.randrange(330))
    later = day + dt.timedelta(days=rng.randrange(25))
    dates = [
        day,
        f"{day.year}.{day.month}.{day.day}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.month}月{day.day}日",
    ]
    amounts = [rng.randrange(100, 90_000), f"{rng.randrange(1, 9)}万元", f"{rng.randrange(1000, 9999):,}.00", "无"]
    place = f"第{'一二三四五六七八'[rng.randrange(8)]}社区"
    names = ["".join([rng.choice(FAMILY), *rng.choices(GIVEN, k=2)]) for _ in range(3)]
    return [
        number,
        f"({year})测人调字第{number}号",
        rng.choice(dates),
        place + rng.choice(["", "", "居委会"]),
        rng.choice(["当事人申请", "主动调解", "公安移交"]),
        names[0],
        str(rng.randrange(10**10, 2 * 10**10)),
        f"测试街道{place}{rng.randrange(1, 40)}栋{rng.randrange(101, 999)}室",
        names[1],
        rng.choice(TYPES),
        rng.randrange(2, 9),
        rng.choice(amounts),
        f"{names[0]}与{names[1]}因琐事第{number}次争执",
        names[2],
        later,
        rng.choice(["成功"] * 19 + ["不成功"]),
        rng.choice(["书面", "口头"]),
        rng.choice(["已履行", "未履行", "履行中"]),
        "",
    ]


MEASURE = """
import json, sys, time
start = time.perf_counter()
{work}
found = {{"seconds": time.perf_counter() - start, "cpu": time.process_time(), "peak_mb": 0, "result": result}}
if sys.platform != "win32":
    import resource
    found["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "linux" else 2**20)
print(json.dumps(found))
"""
PANDAS = """
import pandas as pd
frames = pd.read_excel({path!r}, sheet_name=None, engine="calamine")
result = sum(map(len, frames.values()))
"""
LAWSTATS = """
from lawstats.reading.ledgers import read_ledger
records = read_ledger({path!r}, key=b"0" * 32).yearly()
result = int(records.loc[records["indicator"] == "disputes_accepted", "value"].sum())
"""


def measure(work: str, path: Path) -> dict[str, float]:
    """Run one job in a process of its own; imports are part of the time."""
    script = MEASURE.format(work=work.format(path=str(path)))
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, encoding="utf-8")
    return dict(json.loads(done.stdout))


def write_docs(rows: int, size: float, alone: dict[str, float], ours: dict[str, float]) -> None:
    """Put the table between its marks in the page."""
    lines = [
        f"| {rows} 行、{size:.1f} MB 的 .xlsx | 处理器时间 | 内存峰值 |",
        "|---|---|---|",
        *(
            f"| {name} | {found['cpu']:.1f} 秒 | {found['peak_mb']:.0f} MB |"
            for name, found in (
                ("`pandas.read_excel`，只取格子", alone),
                ("`read_ledger(…).yearly()`，读取、清理、计数", ours),
            )
        ),
    ]
    page = DOCS.read_text(encoding="utf-8")
    before, rest = page.split(BEGIN)
    after = rest.split(END)[1]
    DOCS.write_text(before + BEGIN + "\n".join(lines) + "\n" + END + after, encoding="utf-8", newline="\n")


def main(rows: int, *, docs: bool) -> None:
    """Print both measurements and their ratio."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.xlsx"
        cases = write_ledger(path, rows)
        print(f"{rows} rows, {cases} cases, {path.stat().st_size / 1e6:.1f} MB")
        alone, ours = measure(PANDAS, path), measure(LAWSTATS, path)
        for name, found in (("pandas.read_excel alone", alone), ("lawstats read, clean, count", ours)):
            took = f"{found['seconds']:6.1f} s  {found['cpu']:6.1f} s CPU  {found['peak_mb']:6.0f} MB"
            print(f"{name:28} {took}  -> {found['result']}")
        print(f"ratio {ours['cpu'] / alone['cpu']:.1f}; cases counted {ours['result']} of {cases}")
        if docs:
            write_docs(rows, path.stat().st_size / 1e6, alone, ours)


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:] if word.isdigit()]
    main(numbers[0] if numbers else 100_000, docs="--docs" in sys.argv)
