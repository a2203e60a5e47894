"""The writing page walks from ledgers to a signed section: its code runs, in order, on the office it names."""

from __future__ import annotations

import re
import shutil

import docx


def test_the_afternoon_runs(root, tmp_path, monkeypatch, capsys):
    page = (root / "docs" / "writing.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    assert len(blocks) >= 7
    shutil.copytree(root / "data" / "example", tmp_path / "data" / "example")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    said = []
    for number, block in enumerate(blocks, start=1):
        exec(compile(block, f"docs/writing.md, block {number}", "exec"), names)
        said.append(capsys.readouterr().out)
    assert all(said), [number for number, out in enumerate(said, start=1) if not out]
    told = "".join(said)
    for words in (
        "没有一项的升降超出偶然波动",
        "物业纠纷23件，占受理78件的29.5%",
        "部分完成",
        "责任单位：",
        "inside_chance",
    ):
        assert words in told, words
    document = docx.Document(tmp_path / "证据.docx")
    heads = [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == "Heading 1"]
    parts = re.findall(r"^\| ([一二三四五六])、", page, re.MULTILINE)
    assert [head[0] for head in heads] == parts
    assert (tmp_path / "证据.xlsx").is_file()
    assert not (tmp_path / "data" / "example" / "clean").exists()
