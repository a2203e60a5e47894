"""The panel in a real JupyterLab, in a real browser: choose, see picture and words follow, save, find the files."""

from __future__ import annotations

import pytest

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
from .. import lab

pytestmark = pytest.mark.skipif(lab.CHROMIUM is None, reason="no Debian chromium on this machine")

ROWS = [
    *(
        f"示例街道,{year},disputes_mediated,{n}"
        for year, n in zip(range(2020, 2025), (30, 33, 35, 40, 90), strict=True)
    ),
    *(f"示例街道,{year},petitions,{n}" for year, n in zip(range(2021, 2025), (9, 0, 7, 8), strict=True)),
    *(f"示例街道,{year},households,{n}" for year, n in zip(range(2020, 2025), (5000,) * 5, strict=True)),
]


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A clerk's folder, with spaces and Chinese in its name."""
    folder = tmp_path_factory.mktemp("lab") / "桌面 项目"
    (folder / "data" / "own").mkdir(parents=True)
    text = "\n".join(["机关,年份,指标,数值", *ROWS]) + "\n"
    (folder / "data" / "own" / "records.csv").write_text(text, encoding="utf-8")
    lab.write_notebook(folder / "explore.ipynb", 'import lawstats\n\nlawstats.explore(".")')
    return folder


@pytest.fixture(scope="module")
def page(desk, tmp_path_factory):
    with lab.notebook_run(desk, "explore.ipynb", tmp_path_factory.mktemp("scratch")) as page:
        yield page


def picture(page):
    return page.locator(".ls-panel img").get_attribute("src")


def words(page):
    return page.locator(".ls-panel textarea").input_value()


def wait_for_words(page, some):
    page.wait_for_function(
        "some => document.querySelector('.ls-panel textarea').value.includes(some)", arg=some, timeout=150_000
    )


def test_choose_see_and_save(page, desk):
    assert "化解矛盾纠纷" in words(page)
    assert "明显上升" in page.locator(".ls-panel .ls-badge").first.inner_text()
    before = picture(page)

    page.locator(".ls-panel select[size]").select_option(label="　信访件（4年）")
    wait_for_words(page, "信访件2024年8件")
    assert picture(page) != before
    assert page.locator(".ls-panel .ls-badge").first.inner_text() == "未见明显变化"

    page.locator(".ls-panel select[size]").select_option(label="　化解矛盾纠纷（5年）")
    wait_for_words(page, "化解矛盾纠纷2024年90件")
    undivided = picture(page)
    page.locator(".ls-panel select:not([size])").filter(has_text="不折算").select_option(label="按户数（户）")
    wait_for_words(page, "户数5000户")
    assert picture(page) != undivided

    page.get_by_role("button", name="把这幅图存到").click()
    page.locator(".ls-panel .ls-done").wait_for()
    name = "explore_disputes_mediated_2020_2024_per_households"
    assert {path.name for path in (desk / "figures").iterdir()} == {
        *(f"{name}.{ending}" for ending in ("png", "svg", "csv", "json")),
        "index.md",
    }
    assert name in page.locator(".ls-panel .ls-done").inner_text()


def test_the_copy_button_copies_the_sentences(page):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator(".ls-panel .ls-copy").click()
    page.get_by_role("button", name="已复制").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == words(page)
