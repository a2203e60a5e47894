"""What must not be seen: keys, hashes, masks, small cells. Every person here is invented."""

from __future__ import annotations

import os
import sys

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lawstats.errors import LawstatsError
from lawstats.reading.privacy import keyed_hash, load_key, mask_personal, mask_text, split_names, suppress_small

KEY = b"only for tests, nothing to keep."


# ------------------------------------------------------------------------------------------------------------ the key


def test_a_key_is_made_once_and_only_for_its_owner(tmp_path):
    place = tmp_path / "config" / "party.key"
    key = load_key(place)
    assert len(key) == 32
    assert load_key(place) == key
    assert load_key(tmp_path / "other.key") != key
    if sys.platform != "win32":
        assert place.stat().st_mode & 0o777 == 0o600


def test_the_key_is_kept_in_the_users_configuration(tmp_path, monkeypatch):
    for name in ("XDG_CONFIG_HOME", "LOCALAPPDATA", "HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    load_key()
    assert [path.name for path in tmp_path.rglob("*.key")] == ["party.key"]


def test_a_key_may_not_lie_in_a_repository_nor_be_cut_short(tmp_path):
    (tmp_path / ".git").mkdir()
    with pytest.raises(LawstatsError, match="版本管理"):
        load_key(tmp_path / "keys" / "party.key")
    (tmp_path / ".git").rmdir()
    (tmp_path / "short.key").write_bytes(b"1")
    with pytest.raises(LawstatsError, match="不完整"):
        load_key(tmp_path / "short.key")


@pytest.mark.skipif(sys.platform == "win32" or not hasattr(os, "geteuid"), reason="needs a path nobody can make")
def test_without_a_place_for_it_the_key_lasts_for_this_run():
    nowhere = "/dev/null/party.key"
    assert load_key(nowhere) == load_key(nowhere)


def test_hashes_compare_under_one_key_only():
    assert keyed_hash("甲一", KEY) == keyed_hash(" 甲 一", KEY)
    assert keyed_hash("甲一", KEY) != keyed_hash("甲二", KEY)
    assert keyed_hash("甲一", KEY) != keyed_hash("甲一", b"another key, also of tests only.")
    assert keyed_hash("甲一", b"k" * 200) != keyed_hash("甲一", b"k" * 100)
    assert len(keyed_hash("甲一", KEY)) == 32


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("甲子丑", ["甲子丑"]),
        ("甲 一", ["甲一"]),
        ("甲子\n丑", ["甲子丑"]),
        ("甲一、乙二等5人", ["甲一", "乙二"]),
        ("甲一与乙二", ["甲一", "乙二"]),
        ("申请人:甲一 被申请人:乙二", ["甲一", "乙二"]),
        ("甲一(男,45岁)", ["甲一"]),
        ("", []),
        ("无", []),
        (None, []),
        (3.0, []),
    ],
)
def test_names_in_a_cell(cell, names):
    assert split_names(cell) == names


# -------------------------------------------------------------------------------------------------------------- masks


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("13812345678", "138****5678"),
        ("电话138 1234 5678。", "电话138****5678。"),
        ("+86-13812345678", "138****5678"),
        ("0874-3123456", "0874****3456"),
        ("530302199001011234", "53*************234"),
        ("53030219900101123X", "53*************23X"),
        ("6222020200112233445", "************3445"),
        ("云A12345被刮", "云A*****被刮"),
        ("云A·D12345", "云A*****"),
        ("云AD12345", "云A*****"),
        ("wxid_k3j2h1", "***"),
        ("加微信号:abc_12345联系", "加微信号:***联系"),
        ("QQ 123456789", "QQ ***"),
        ("微信群宣传3次", "微信群宣传3次"),
        ("微信推送12345次", "微信推送12345次"),
        ("a.b@example.com", "***"),
        ("云溪街道3栋2单元501室", "云溪街道***"),
        ("住人民路12号", "***"),
        # Numbers that name nobody stay.
        ("共12345件", "共12345件"),
        ("2024年3月5日", "2024年3月5日"),
        ("(2024)测调字第12号", "(2024)测调字第12号"),
        ("发放60000余份", "发放60000余份"),
    ],
)
def test_masks(text, masked):
    assert mask_text(text) == masked


def test_a_table_is_masked_by_its_headings_and_by_what_stands_in_it():
    table = pd.DataFrame(
        {
            "当事人": ["甲子丑、乙寅卯等5人", None],
            "联系电话": [13812345678, 13900000001],
            "身份证号": ["530302199001011234", "无"],
            "住址": ["某市云溪街道城东社区3栋501室", "城东社区3栋"],
            "简要情况": ["甲子丑打了乙寅卯", ""],
            "处理意见": ["请甲子丑于3月5日前到云A12345车主处", "同意"],
            "件数": [1, 2],
            "受理日期": pd.to_datetime(["2024-03-05", None]),
        }
    )
    before = table.copy()
    masked = mask_personal(table)
    assert masked.shape == table.shape
    assert masked.loc[0, ["当事人", "联系电话", "身份证号", "住址"]].tolist() == [
        "某某、某某等5人",
        "138****5678",
        "53*************234",
        "某市云溪街道***",
    ]
    assert masked["件数"].tolist() == [1, 2]
    assert masked["受理日期"].equals(table["受理日期"])
    assert masked.loc[0, "处理意见"] == "请某某于3月5日前到云A*****车主处"
    text = masked.to_csv()
    for value in ("甲子丑", "乙寅卯", "13812345678", "0101", "501", "12345"):
        assert value not in text, value
    pd.testing.assert_frame_equal(table, before)


def test_columns_that_only_sound_personal_are_left():
    table = pd.DataFrame(
        {"当事人人数": [2], "案件来源": ["当事人申请"], "申请日期": ["2024.3.5"], "纠纷类型": ["邻里"]}
    )
    pd.testing.assert_frame_equal(mask_personal(table), table)


@given(st.integers(10**10 * 13, 10**10 * 20 - 1).map(lambda n: str(n)[:11]), st.text("的在于电话是,。", max_size=4))
def test_a_telephone_number_never_survives(number, around):
    assert number not in mask_text(f"{around}{number}{around}")


# -------------------------------------------------------------------------------------------------------- small cells


def test_small_cells_and_the_cells_that_would_give_them_away():
    table = pd.DataFrame({"a": [12, 3, 9], "b": [7, 8, 20], "c": [30, 31, 0]}, index=["x", "y", "z"])
    shown = suppress_small(table)
    assert shown.loc["y", "a"] == "<5"
    assert (shown == "…").to_numpy().sum() == 3
    assert shown.loc["z", "c"] == 0
    assert table.loc["y", "a"] == 3


def test_nothing_small_nothing_hidden():
    table = pd.DataFrame({"a": [12, 0], "b": [7, 8]})
    assert suppress_small(table).astype(int).equals(table)


def test_totals_are_checked_kept_and_hidden_when_small():
    table = pd.DataFrame({"a": [12, 1, 13], "b": [7, 2, 9], "合计": [19, 3, 22]}, index=["x", "y", "合计"])
    shown = suppress_small(table)
    assert shown.loc["合计"].tolist() == [13, 9, 22]
    assert shown.loc["y"].tolist() == ["<5", "<5", "<5"]
    table.loc["合计", "a"] = 14
    with pytest.raises(LawstatsError, match="合计"):
        suppress_small(table)


def test_a_series_and_a_threshold():
    counts = pd.Series([2, 12, 9], index=["x", "y", "z"], name="件数")
    assert suppress_small(counts).tolist() == ["<5", 12, "…"]
    assert suppress_small(counts, threshold=2).tolist() == [2, 12, 9]
    assert suppress_small(counts).name == "件数"


def test_only_counts_are_suppressed():
    with pytest.raises(LawstatsError, match="小数"):
        suppress_small(pd.DataFrame({"a": [0.5]}))


def _possible(shown: np.ndarray, body: np.ndarray) -> list[np.ndarray]:
    """Every table a reader may think of who knows the sums and the rule, found by trying all."""
    told = (shown == "<5").any()
    rows, columns = body.sum(axis=1), body.sum(axis=0)
    domains = []
    for cell in shown.ravel():
        if not isinstance(cell, str):
            domains.append([int(cell)])
        elif cell == "<5":
            domains.append([1, 2, 3, 4])
        else:
            domains.append([v for v in range(int(body.sum()) + 1) if not told or v == 0 or v >= 5])
    width = body.shape[1]
    found: list[np.ndarray] = []

    def place(number: int, cells: list[int]) -> None:
        if number == body.size:
            found.append(np.array(cells).reshape(body.shape))
            return
        row, column = divmod(number, width)
        across, down = sum(cells[row * width :]), sum(cells[column::width])
        for value in domains[number]:
            whole = across + value <= rows[row] and down + value <= columns[column]
            ends_row = column < width - 1 or across + value == rows[row]
            ends_column = row < body.shape[0] - 1 or down + value == columns[column]
            if whole and ends_row and ends_column:
                place(number + 1, [*cells, value])

    place(0, [])
    return found


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_nobody_who_knows_the_sums_can_work_out_a_small_cell(data):
    rows, columns = data.draw(st.integers(1, 3)), data.draw(st.integers(2, 3))
    count = st.one_of(st.integers(0, 9), st.sampled_from([0, 0, 1, 2, 5]))
    body = np.array(data.draw(st.lists(count, min_size=rows * columns, max_size=rows * columns))).reshape(rows, columns)
    if rows == 1:
        # A single row has one sum; the sums of its columns are the cells themselves.
        body = np.vstack([body, np.full(columns, 20)])
    shown = suppress_small(pd.DataFrame(body)).to_numpy()
    small = (body > 0) & (body < 5)
    assert all(isinstance(cell, str) for cell in shown[small])
    possible = _possible(shown, body)
    assert any((table == body).all() for table in possible)
    if all(isinstance(cell, str) for cell in shown.ravel()):
        # Everything is hidden: what the sums alone give away no table can keep.
        return
    for place in zip(*np.nonzero(small), strict=True):
        assert len({int(table[place]) for table in possible}) > 1, (body, shown, place)


@pytest.mark.parametrize("cells", [[[1, 5, 20], [30, 40, 50]], [[3, 0, 0], [20, 30, 40], [9, 8, 7]]])
def test_labels_do_not_give_a_cell_away(cells):
    """1 and 5 are 6 together: were they told apart, the small one could only be 1."""
    shown = suppress_small(pd.DataFrame(cells)).to_numpy()
    possible = _possible(shown, np.array(cells))
    assert len({int(table[0, 0]) for table in possible}) > 1


def test_a_small_total_is_not_given_away_by_the_others():
    table = pd.DataFrame({"a": [2, 12, 20], "b": [1, 9, 15]}, index=["x", "y", "z"])
    table["合计"] = table.sum(axis=1)
    table.loc["合计"] = table.sum()
    shown = suppress_small(table)
    assert isinstance(shown.loc["x", "合计"], str)
    assert sum(isinstance(cell, str) for cell in shown.loc[["x", "y", "z"], "合计"]) == 2
    assert shown.loc["合计", "合计"] == 59
