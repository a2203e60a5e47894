"""The command as a clerk types it: tables, files to take away, one line for a file that is no report."""

from __future__ import annotations

import nbformat
import pandas as pd
import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from lawstats.cli import app

from .test_workspace import REPORT

run = CliRunner().invoke


@pytest.fixture
def report(tmp_path):
    file = tmp_path / "示例 报告.txt"
    file.write_text(REPORT, encoding="utf-8")
    return file


def test_read_lists_figures_and_counts(report):
    done = run(app, ["read", str(report)])
    assert done.exit_code == 0
    assert "81件" in done.stdout
    assert "承诺" in done.stdout


def test_read_writes_csv_and_workbook(report, tmp_path):
    csv, xlsx = tmp_path / "数字.csv", tmp_path / "数字.xlsx"
    assert run(app, ["read", str(report), "--csv", str(csv), "--xlsx", str(xlsx)]).exit_code == 0
    assert csv.read_bytes().startswith(b"\xef\xbb\xbf")
    assert 81 in set(pd.read_csv(csv)["value"])
    assert set(load_workbook(xlsx).sheetnames) == {"数据", "承诺", "未归类"}


def test_read_lists_what_does_not_agree_with_itself(tmp_path):
    file = tmp_path / "示例街道2024年法治政府建设年度报告.txt"
    file.write_text("示例街道2024年法治政府建设年度报告\n调解纠纷137起，其中婚姻家庭51起，占39%。", encoding="utf-8")
    done = run(app, ["read", str(file)])
    assert done.exit_code == 0
    assert "请核对" in done.stdout
    assert "37.23%" in done.stdout


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("空.txt", b""),
        ("日记.txt", "今天天气很好，我们去公园散步。".encode()),
        ("坏.docx", b"PK\x03\x04 not a real package"),
        ("旧.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)),
    ],
)
def test_a_bad_file_gets_one_line_and_the_others_are_read(report, tmp_path, name, content):
    bad = tmp_path / name
    bad.write_bytes(content)
    done = run(app, ["read", str(bad), str(report)])
    assert done.exit_code == 2
    assert "81件" in done.stdout
    assert done.stderr.count("\n") == 1
    assert name in done.stderr


def test_build_of_a_folder_without_notebooks_says_so(tmp_path):
    done = run(app, ["build", str(tmp_path)])
    assert done.exit_code == 2
    assert "notebooks" in done.stderr


@pytest.fixture
def known(tmp_path):
    file = tmp_path / "records.csv"
    file.write_text("机关,年份,指标,数值\n示例街道,2024,disputes_mediated,73\n", encoding="utf-8")
    return file


@pytest.mark.parametrize(("said", "code"), [(73, 0), (75, 1)])
def test_check_fails_only_when_the_records_say_otherwise(tmp_path, known, said, code):
    draft = tmp_path / "草稿.txt"
    draft.write_text(f"2024年，示例街道化解矛盾纠纷{said}件。", encoding="utf-8")
    done = run(app, ["check", str(draft), "--records", str(known), "--office", "示例街道", "--year", "2024"])
    assert done.exit_code == code, done.stdout
    assert ("不一致" in done.stdout) == bool(code)


def test_check_of_a_missing_draft_is_one_line(tmp_path, known):
    done = run(app, ["check", str(tmp_path / "没有.docx"), "--records", str(known)])
    assert done.exit_code == 2
    assert done.stderr.count("\n") == 1


def test_new_makes_a_folder_once(tmp_path):
    words = ["new", str(tmp_path / "示例 街道"), "--office", "示例街道", "--year", "2024"]
    assert run(app, words).exit_code == 0
    assert (tmp_path / "示例 街道" / "notebooks").is_dir()
    again = run(app, words)
    assert again.exit_code == 2
    assert again.stderr.strip()


def test_explore_writes_its_notebook_once_and_opens_it(tmp_path, monkeypatch):
    from lawstats.exploring import lab

    opened = []
    monkeypatch.setattr(lab, "open_lab", lambda folder: opened.append(folder) or 0)
    (tmp_path / "records.csv").write_text("机关,年份,指标,数值\n示例街道,2024,petitions,7\n", encoding="utf-8")
    done = run(app, ["explore", str(tmp_path)])
    assert done.exit_code == 0
    assert "▶▶" in done.stdout
    notebook = tmp_path / lab.NOTEBOOK
    assert 'lawstats.explore(\\".\\")' in notebook.read_text(encoding="utf-8")
    nbformat.validate(nbformat.read(notebook, as_version=4))
    notebook.write_text("自己改过", encoding="utf-8")
    run(app, ["explore", str(tmp_path)])
    assert notebook.read_text(encoding="utf-8") == "自己改过"
    assert opened == [tmp_path, tmp_path]


def test_explore_of_an_empty_folder_is_one_line(tmp_path):
    done = run(app, ["explore", str(tmp_path)])
    assert done.exit_code == 2
    assert done.stderr.count("\n") == 1
    assert not list(tmp_path.iterdir())
