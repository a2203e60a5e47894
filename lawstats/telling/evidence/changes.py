"""Section one: this year against last year, or, with a single year on record, what next year would have to be."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pandas as pd

from lawstats.judging.detectable import detectable_counts
from lawstats.judging.dispersion import alpha_eff
from lawstats.telling.captions import figure_words, yearly
from lawstats.telling.charts.points import YearPoint, value_text
from lawstats.telling.evidence.material import records_of
from lawstats.telling.evidence.sources import each_once
from lawstats.telling.sentences import comparison_sentence
from lawstats.telling.word_parts import Grid, Picture, Section
from lawstats.telling.wording import decimal, percent, plain

if TYPE_CHECKING:
    from lawstats.telling.evidence.material import Judged
    from lawstats.telling.word_parts import Part

__all__ = [
    "SURE",
    "carries_interval",
    "changes_section",
    "in_changes_picture",
    "judged_rows",
    "needed_next_year",
    "success_rate_note",
]

#: First two signs of a verdict -> how sure it is, in plain words.
SURE = {"明显": "较大", "小幅": "较大", "基本": "较大", "可能": "一般", "未见": "不能断定", "无法": "不能断定"}
_KEY = (
    "注：数后方括号内为来源编号。把握“较大”：即使各年波动比纯随机大一倍，结论仍成立；“一般”：只超出纯随机波动；"
    "“不能断定”：与偶然波动相容，升、降、不变都有可能。上年不足10件的不计算百分比。"
)
_HOLM = "有的区间不含0而仍判为未见明显变化，是因为同时比较多项、已作校正：单独看像变化的，多项里碰巧出现一个并不稀奇。"
_LEAST_BASE = 10
_MOST_ROWS = 20  # of the picture: more would not stand on a page
_RATE = "mediation_success_rate"
_KINDS = {"planned": "自行安排", "stock": "实有数", "bulk": "成批计数", "unknown_kind": "未入词表"}
_DASH = "—"


def judged_rows(table: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that could be judged, those with a verdict on their change first."""
    judged = table[~table["verdict"].isin(["不作检验", "数据不足"])]
    unseen = judged["verdict"].str.startswith("未见")
    return pd.concat([judged[~unseen], judged[unseen]])


def in_changes_picture(judged: Judged) -> pd.DataFrame:
    """Return the judged rows the picture of this year over last has a place for: counts with a ratio."""
    rows = judged_rows(judged.changes)
    return rows[(rows["kind"] == "event") & rows["ratio"].notna()].head(_MOST_ROWS)


def carries_interval(row: dict[str, Any]) -> bool:
    """Say whether a count's interval may be shown: not from a handful last year, and with both ends known."""
    return not (_absent(row["ci_low"]) or row["base_low"] < _LEAST_BASE or math.isinf(row["ci_high"]))


def changes_section(judged: Judged, pictures: dict[str, str]) -> Section:
    """Write the section.

    Parameters
    ----------
    judged : Judged
        What can be said.
    pictures : dict
        Names of the saved figures, by what they show; ``changes`` and ``loads`` are used here.
    """
    if judged.base_year is None:
        return Section("今年与去年：还不能比", _single_year(judged, pictures))
    table = judged.changes
    rows = judged_rows(table)
    untested = table[table["verdict"] == "不作检验"]
    # What is counted as a fact must be known in both years; with one year it cannot be compared, whatever its kind.
    untested = untested[[_known(row) for row in records_of(untested)]]
    open_rows = table[table["verdict"].isin(["不作检验", "数据不足"]) & ~table.index.isin(untested.index)]
    parts: list[Part] = [_opening(judged, rows, open_rows, untested, drawn="changes" in pictures)]
    heads = [f"{judged.base_year}年", f"{judged.year}年"]
    listed = [_compared(row, judged, heads) for row in records_of(rows)]
    columns = ["指标", *heads, "增减", "95%区间", "判断", "把握"]
    title = f"{judged.year}年与{judged.base_year}年比较（可检验的指标）"
    note = _KEY + (_HOLM if (rows["reason"] == "lost_to_holm").any() else "") + success_rate_note(judged)
    parts.append(Grid(title, pd.DataFrame(listed, columns=columns), "changes", note))
    if "changes" in pictures:
        title = f"{judged.year}年与{judged.base_year}年之比"
        parts.append(Picture(pictures["changes"], title, "changes_figure", _picture_note(judged, rows)))
    parts += [*_readings(rows), *_pooled(judged)]
    moved = [row for row in records_of(untested) if _apart(row)]
    same = [f"{row['name']}{_cell(row, '', judged)}" for row in records_of(untested) if not _apart(row)]
    if moved:
        facts = [_fact(row, judged, heads) for row in moved]
        parts.append(
            f"以下{len(moved)}项为单位自行安排的次数、某一时点的实有数或成批计数，变化本身就是事实，不作检验（{{facts}}）。"
        )
        parts.append(Grid("不作检验、只列数字的指标", pd.DataFrame(facts), "facts"))
    if same:
        parts.append(f"只列事实的{len(untested)}项中，与上年相同的{len(same)}项：{'、'.join(same)}。")
    if len(open_rows):
        whys = [
            {"指标": row["name"], heads[0]: _cell(row, "base_", judged), heads[1]: _cell(row, "", judged)}
            | {"为什么不能比": _why(row)}
            for row in records_of(open_rows)
        ]
        parts.append(f"不能比较的{len(open_rows)}项和原因见{{incomparable}}。")
        parts.append(Grid("不能比较的指标和原因", pd.DataFrame(whys), "incomparable"))
    return Section("今年与去年：变了什么", parts)


def _opening(
    judged: Judged, rows: pd.DataFrame, open_rows: pd.DataFrame, untested: pd.DataFrame, *, drawn: bool
) -> str:
    shown = "{changes}、{changes_figure}" if drawn else "{changes}"
    moved = rows[~rows["verdict"].str.startswith(("未见", "无法", "基本"))]
    seen = "、".join(f"{row['name']}【{row['verdict']}】" for row in records_of(moved))
    return (
        f"{judged.base_year}、{judged.year}两年中有数字的指标共{len(judged.changes)}项：可以检验的{len(rows)}项"
        f"（{shown}），只列事实的{len(untested)}项，不能比较的{len(open_rows)}项。可以检验的指标中，"
        + (f"升降超出偶然波动的{len(moved)}项：{seen}。" if len(moved) else "没有一项的升降超出偶然波动。")
        + "※"
    )


def _picture_note(judged: Judged, rows: pd.DataFrame) -> str:
    """Say which rows of the table the picture leaves out, and which it draws without an interval."""
    shown = in_changes_picture(judged)
    left = rows[~rows.index.isin(shown.index)]
    rates = left["kind"] == "rate"
    bare = [str(row["name"]) for row in records_of(shown) if not carries_interval(row)]
    said = [f"图中没有{'、'.join(left.loc[rates, 'name'])}（按百分点比较，没有倍数）"] if rates.any() else []
    said += [f"图中没有{'、'.join(left.loc[~rates, 'name'])}"] if (~rates).any() else []
    said += [f"{'、'.join(bare)}上年不足10件，只画点、不画区间"] if bare else []
    return f"注：{'；'.join(said)}。" if said else ""


def success_rate_note(judged: Judged) -> str:
    """Say in words of what the success rate is a share, lest the cases received be taken for its base."""
    rows = judged.changes[(judged.changes["indicator"] == _RATE) & judged.changes["denominator"].notna()]
    if not len(rows):
        return ""
    row = rows.iloc[0]
    received = judged.figures.stated("disputes_accepted", judged.year)
    other = f"，不是受理的{plain(received[0].low)}件" if received and received[0].is_exact else ""
    return (
        f"调解成功率的分母是调解结案的件数：{judged.year}年为调解结案{plain(row['denominator'])}件中"
        f"成功{plain(row['numerator'])}件{other}。"
    )


def _readings(rows: pd.DataFrame) -> list[Part]:
    """Read the rows that say something aloud, and one that does not, as an example of what it means."""
    said: list[Part] = []
    entries = records_of(rows)
    said += [
        f"【{row['verdict']}】{comparison_sentence(row)}"
        for row in entries
        if not row["verdict"].startswith("未见") or row["reason"] == "lost_to_holm"
    ]
    unseen = [row for row in entries if row["verdict"].startswith("未见") and row["reason"] != "lost_to_holm"]
    counts = [row for row in unseen if row["kind"] == "event"]
    if counts:
        largest = max(counts, key=lambda row: row["base_value"] if row["base_value"] == row["base_value"] else 0.0)
        others = f"其余{len(unseen)}项" if len(unseen) < len(entries) else f"{len(unseen)}项"
        said.append(
            f"{others}未见明显变化，意思是数据与升、降都相容。以其中件数最多的一项为例：{comparison_sentence(largest)}"
        )
    return said


def _pooled(judged: Judged) -> list[Part]:
    """Set the year against all earlier years together: more cases, so more can be seen."""
    rows = judged_rows(judged.pooled)
    if not len(rows):
        return []
    moved = rows[~rows["verdict"].str.startswith(("未见", "无法", "基本"))]
    first = int(rows["base_from"].min())
    text = (
        f"再把{judged.year}年与{first}—{judged.base_year}年各年合起来比（件数更多，更容易看出变化），可检验的{len(rows)}项中，"
        f"超出偶然波动的{len(moved)}项"
    )
    cited = "".join(each_once(judged.sources.cite(str(source)) for source in rows["base_source"]))
    return [f"{text}；往年的数出自{cited}。", *(f"【{row['verdict']}】{row['sentence']}" for row in records_of(moved))]


def _compared(row: dict[str, Any], judged: Judged, heads: list[str]) -> dict[str, str]:
    return {
        "指标": str(row["name"]),
        heads[0]: _cell(row, "base_", judged),
        heads[1]: _cell(row, "", judged),
        "增减": _difference(row),
        "95%区间": _interval(row),
        # Broken by hand: left to itself a narrow column would leave one sign alone on the second line.
        "判断": str(row["verdict"]).replace("未见明显", "未见\n明显"),
        "把握": SURE[str(row["verdict"])[:2]],
    }


def _fact(row: dict[str, Any], judged: Judged, heads: list[str]) -> dict[str, str]:
    return {
        "指标": str(row["name"]),
        heads[0]: _cell(row, "base_", judged),
        heads[1]: _cell(row, "", judged),
        "增减": _difference(row),
        "性质": _KINDS.get(str(row["reason"]), ""),
    }


def _cell(row: dict[str, Any], side: str, judged: Judged) -> str:
    """Write a figure with the number of its source."""
    if _absent(row[f"{side}low"]):
        return "未见"
    point = YearPoint(0, row[f"{side}value"], row[f"{side}low"], row[f"{side}high"], str(row[f"{side}qualifier"]))
    exact = point.low == point.high and point.qualifier == "exact"
    words = (plain(point.value) if exact else value_text(point)) + str(row["measure"])
    if not _absent(row[f"{side}denominator"]):
        words += f"（{plain(row[f'{side}numerator'])}/{plain(row[f'{side}denominator'])}）"
    year = int(row["base_year"] if side else row["year"])
    figures = judged.figures.stated(str(row["indicator"]), year)
    place = figures[0].place if figures else ""
    return words + judged.sources.cite(str(row[f"{side}source"]), place, str(row["name"]))


def _difference(row: dict[str, Any]) -> str:
    """Write by how much it differs: points of a rate, and a percentage only where the base carries one."""
    if _absent(row["low"]) or _absent(row["base_low"]):
        return _DASH
    measure = str(row["measure"])
    if row["kind"] == "rate":
        gap = _rate(row, "") - _rate(row, "base_")
        return f"{_signed(gap)}个百分点" if not math.isnan(gap) else _DASH
    change = row["change"]
    if _absent(change):
        least, most = row["low"] - row["base_high"], row["high"] - row["base_low"]
        if math.isinf(most) or math.isinf(least):
            return _DASH
        return f"{_whole(least)}至{_whole(most)}{measure}"
    if change == 0:
        return "相同"
    words = f"{_whole(change)}{measure}"
    if row["base_value"] < _LEAST_BASE:
        return words
    return f"{words}（{'+' if change > 0 else '−'}{percent(change / row['base_value'])}）"


def _interval(row: dict[str, Any]) -> str:
    low, high = row["ci_low"], row["ci_high"]
    if _absent(low):
        return _DASH
    if row["kind"] == "rate":
        return f"{_signed(low)}～{_signed(high)}个百分点"
    if not carries_interval(row):
        return _DASH
    return f"{_signed(100 * (low - 1))}%～{_signed(100 * (high - 1))}%"


def _rate(row: dict[str, Any], side: str) -> float:
    if not _absent(row[f"{side}denominator"]):
        return float(100 * row[f"{side}numerator"] / row[f"{side}denominator"])
    return float(row[f"{side}value"])


def _signed(number: float) -> str:
    return ("−" if number < 0 else "+") + decimal(abs(number))


def _whole(number: float) -> str:
    return ("−" if number < 0 else "+") + plain(abs(number))


def _apart(row: dict[str, Any]) -> bool:
    return _known(row) and not (row["low"] == row["base_low"] and row["high"] == row["base_high"])


def _known(row: dict[str, Any]) -> bool:
    return not (_absent(row["low"]) or _absent(row["base_low"]))


def _why(row: dict[str, Any]) -> str:
    """Take the reason out of the sentence: what follows the figures."""
    if not _known(row):
        return "缺一年的数字，不能比较；未见记载不等于0"
    return comparison_sentence(row).split("；", 1)[-1].rstrip("。")


def _absent(value: Any) -> bool:
    return bool(pd.isna(value))


def _single_year(judged: Judged, pictures: dict[str, str]) -> list[Part]:
    parts: list[Part] = [
        f"在案的完整年度只有{judged.year}年一年，没有可比的上年数字，本年度的任何一个数都不能写成上升、下降、增长或持平。"
        f"放入{judged.year - 1}年的年度报告或台账后重新运行，即可得到比较表。"
    ]
    if "loads" in pictures:
        parts.append(
            "横着看：按调解员人均折算，才能与别处放在一起（{loads}）；各机关、各年口径未必一致，只供参照，不排名次。"
        )
    rows = [row for code in judged.library.vocabulary for row in _this_year(judged, code)]
    tested = needed_next_year(judged)
    listed = set(tested["指标"]) if len(tested) else set()
    others = [_stated(row, judged) for row in rows if _name(row, judged) not in listed]
    if len(tested):
        parts.append(
            f"{judged.year}年的数可以作为明年比较的基数，{judged.year + 1}年要达到多少才能写上升或下降，"
            "现在就可以算出来（{needed}）；达不到的，只写件数。※"
        )
        parts.append(Grid(f"{judged.year + 1}年达到多少才算变化", tested, "needed", _NEEDED_KEY))
    if others:
        parts.append(
            "其余数字只列事实（{facts}）：次数由单位自行安排，人数、个数是某一时点的实有数，约数和成批的份数、人次不作检验。"
        )
        parts.append(Grid(f"{judged.year}年其余数字", pd.DataFrame(others), "facts", "注：“第n句”指报告第n句。"))
    return parts


def needed_next_year(judged: Judged) -> pd.DataFrame:
    """Work out, for every exact count of the year, what next year's would have to be to carry a claim."""
    rows = [row for code in judged.library.vocabulary for row in _this_year(judged, code)]
    events = [row for row in rows if judged.library.kind_of(row["indicator"]) == "event"]
    return pd.DataFrame([found for found in (_needed(row, judged) for row in events) if found])


_NEEDED_KEY = "注：“可能”按纯随机波动计算，“明显”按波动大一倍计算；“—”表示降到0也不足以确认；“第n句”指报告第n句。"


def _this_year(judged: Judged, code: str) -> list[dict[str, Any]]:
    rows = yearly(judged.own, code, judged.office)
    return records_of(rows[rows["year"] == judged.year].tail(1))


def _needed(row: dict[str, Any], judged: Judged) -> dict[str, str]:
    if row["low"] != row["high"]:
        return {}
    likely, clear = detectable_counts(row["value"]), detectable_counts(row["value"], alpha=alpha_eff(2.0, 0.05))
    measure, year = str(row["measure"]), judged.year

    def bound(number: Any, words: str) -> str:
        if pd.isna(number):
            return _DASH
        return f"{plain(float(number))}{measure}" + (words if number else "")

    return {
        "指标": judged.name_of(row["indicator"]),
        f"{year}年": figure_words(row),
        "可能上升": bound(likely.rise, "以上"),
        "明显上升": bound(clear.rise, "以上"),
        "可能下降": bound(likely.fall, "以下"),
        "明显下降": bound(clear.fall, "以下"),
        "出处": _origin(row, judged),
    }


def _stated(row: dict[str, Any], judged: Judged) -> dict[str, str]:
    kinds = _KINDS | {"rate": "比率"}
    return {
        "指标": _name(row, judged),
        f"{judged.year}年": figure_words(row),
        "性质": kinds.get(judged.library.kind_of(row["indicator"]), "约数"),
        "出处": _origin(row, judged),
    }


def _origin(row: dict[str, Any], judged: Judged) -> str:
    return judged.sources.locate(row["source"], row["place"], _name(row, judged))


def _name(row: dict[str, Any], judged: Judged) -> str:
    return judged.name_of(row["indicator"])
