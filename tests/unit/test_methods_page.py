"""The methods page keeps its word: its examples run, its tables are those of the code, its promises hold."""

from __future__ import annotations

import doctest
import re
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

from lawstats.judging.detectable import detectable_counts
from lawstats.judging.rules import Verdict
from lawstats.judging.trend_rules import TrendVerdict
from lawstats.records import COLUMNS
from lawstats.telling.comparisons import compare_years

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def page(root: Path) -> str:
    return (root / "docs" / "methods.md").read_text(encoding="utf-8")


def rows(page: str, heading: str) -> dict[str, list[str]]:
    """Lines of the first table after a heading, by their first cell."""
    lines = page[page.index(heading) :].splitlines()
    first = next(i for i, line in enumerate(lines) if line.startswith("|"))
    found = {}
    for line in lines[first:]:
        if not line.startswith("|"):
            break
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        found[cells[0]] = cells[1:]
    return found


def test_examples_run(page: str) -> None:
    code = "\n".join(re.findall(r"```python\n(.*?)```", page, flags=re.DOTALL))
    test = doctest.DocTestParser().get_doctest(code, {}, "methods.md", None, 0)
    assert len(test.examples) >= 2
    assert doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(test).failed == 0


def test_the_worked_sentence_is_what_is_written(page: str) -> None:
    rows_of_two = []
    for year, count in ((2023, 60.0), (2024, 73.0)):
        start, end = pd.Timestamp(year, 1, 1), pd.Timestamp(year, 12, 31)
        cells = ["甲街道", year, "petitions", count, count, count, "exact", "件", start, end, "年报", "", "第1句", ""]
        rows_of_two.append(cells)
    found = compare_years(pd.DataFrame(rows_of_two, columns=list(COLUMNS)), 2024)
    assert found["sentence"].item() in page


def test_thresholds_are_those_of_the_code(page: str) -> None:
    table = rows(page, "## 六、")
    for name, phi in (("可能：降到／升到", 1), ("明显：降到／升到", 2)):
        found = detectable_counts([int(cell) for cell in table["上年件数"]], phi=phi)
        falls = ["–" if np.isnan(fall) else f"{fall:.0f}" for fall in np.asarray(found.fall)]
        assert table[name] == [f"{fall}/{rise:.0f}" for fall, rise in zip(falls, np.asarray(found.rise), strict=True)]


def test_every_verdict_word_is_explained(page: str) -> None:
    for word in Verdict:
        assert word.value in page, word
    for word in TrendVerdict:
        assert word.value in page or word.value.removesuffix("趋势")[:2] + "…趋势" in page, word


def test_clear_claims_are_false_in_5_percent_at_most_up_to_twice_the_dispersion(page: str) -> None:
    plain, wide = rows(page, "**一、误报率**"), rows(page, "**二、波动")
    assert max(map(float, plain["**明显**"])) <= 0.05
    assert max(map(float, wide["**明显**，φ=2"])) <= 0.05
    assert float(plain["±20%"][3]) > 0.5  # what it replaces


def test_intervals_cover_what_they_say(page: str) -> None:
    covered = rows(page, "**四、")
    assert float(covered["单个件数，Garwood"][0]) >= 0.945
    assert float(covered["两年比值，mid-P"][0]) >= 0.945


def test_a_report_of_ten_is_wrong_in_5_percent_at_most(page: str) -> None:
    families = rows(page, "**五、")
    assert float(families["Holm，可能及以上"][0]) <= 0.05
    assert max(map(float, families["**Holm，明显**"][:2])) <= 0.05


def test_clear_trends_are_false_in_about_5_percent_at_most(page: str) -> None:
    lines = [line.strip("|").split("|") for line in page[page.index("**六、趋势**") :].splitlines() if "| " in line]
    numbers = [[float(cell) for cell in line] for line in lines[2:] if len(line) == 6]
    assert len(numbers) == 30
    for k, phi, _, _, ours, _ in numbers:
        if k >= 5 or phi <= 2:
            assert ours <= 0.06  # 2000 series: one standard error is 0.005
