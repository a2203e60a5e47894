"""The front page in a few sentences: what changed, how sure, what is lacking, what was promised, what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawstats.records import annual
from lawstats.telling.evidence.changes import judged_rows
from lawstats.telling.evidence.promises import counted_outcomes
from lawstats.telling.wording import plain

if TYPE_CHECKING:
    from lawstats.telling.evidence.material import Judged

__all__ = ["period_line", "summary", "told_changes", "told_plans", "told_promises", "told_shortcomings"]


def period_line(judged: Judged) -> str:
    """Say what time the figures cover, and with which year they are compared."""
    rows = annual(judged.own)
    rows = rows[(rows["year"] == judged.year) & (rows["period_start"] < rows["period_end"])]
    start, end = rows["period_start"].min(), rows["period_end"].max()
    span = f"{start:%Y年%-m月%-d日}至{end:%Y年%-m月%-d日}" if len(rows) else f"{judged.year}年"
    against = f"对照年份：{judged.base_year}年" if judged.base_year is not None else "对照年份：无"
    return f"统计期间：{span}　{against}"


def summary(judged: Judged) -> list[str]:
    """Write the paragraphs, each from the data; what there is nothing to say about is left out."""
    return [text for text in (tell(judged) for tell in _TOLD) if text]


def told_changes(judged: Judged) -> str:
    """Say what changed beyond chance, and what it would have taken where nothing did."""
    if judged.base_year is None:
        figures = judged.own.loc[judged.own["year"] == judged.year, "indicator"].nunique()
        return (
            f"【变化】能写的是{judged.year}年的{figures}项数字，每个都有原句可查；只有这一年，任何一项都不能写上升或下降。"
            f"{judged.year + 1}年达到多少才算变化，见第一部分。"
        )
    rows = judged_rows(judged.changes)
    moved = rows[~rows["verdict"].str.startswith(("未见", "无法", "基本"))]
    counts = rows[(rows["kind"] == "event") & rows["detect_rise"].notna() & (rows["base_low"] == rows["base_high"])]
    seen = "、".join(moved["name"] + moved["verdict"])
    text = f"【变化】与{judged.base_year}年比较，可检验的{len(rows)}项中，"
    text += f"升降超出偶然波动的{len(moved)}项：{seen}。" if seen else "没有一项的升降超出偶然波动。"
    if len(counts) and not len(moved):
        row = counts.sort_values("base_value").iloc[-1]
        fall = (
            f"或降到{plain(row['detect_fall'])}{row['measure']}以下" if row["detect_fall"] == row["detect_fall"] else ""
        )
        text += (
            f"件数少，看不出变化不等于没有变化：件数最多的“{row['name']}”由{plain(row['base_value'])}{row['measure']}到"
            f"{plain(row['value'])}{row['measure']}，要达到{plain(row['detect_rise'])}{row['measure']}以上{fall}才算明显。"
        )
    return text


def told_shortcomings(judged: Judged) -> str:
    """Say how many of the stated shortcomings the figures support, and which findings are sure."""
    stated = judged.tested[judged.tested["stated"]]
    found = judged.found[(judged.found["kind"] == "claim") & (judged.found["verdict"] == "支持")]
    sure = found[found["certainty"] != "within_chance"]
    if not len(stated) and not len(found):
        return "【不足】报告没有写明不足，对照常见不足也没有数据支持的。"
    backed = int((stated["verdict"] == "支持").sum())
    undecided = int((stated["verdict"] == "证据不足").sum())
    text = f"【不足】报告自述{len(stated)}条，数据支持{backed}条" if len(stated) else "【不足】报告没有写明不足"
    refuted = int((stated["verdict"] == "不支持").sum())
    text += f"、不支持{refuted}条" if refuted else ""
    text += f"、判断不了{undecided}条" if undecided else ""
    unsaid = found[~found["stated"].astype(bool)]
    if len(unsaid):
        little = (unsaid["certainty"] == "within_chance").all()
        text += f"；另由台账查出{len(unsaid)}条：{'、'.join(map(str, unsaid['name']))}{'（把握小）' if little else ''}"
    names = "、".join(map(str, sure["name"])) if len(sure) else ""
    text += f"。把握大的有：{names}。" if names else "。"
    if undecided and not backed:
        items = [str(item) for collect in stated.loc[stated["verdict"] == "证据不足", "collect"] for item in collect]
        ledgers = "、".join(dict.fromkeys(item.split("：")[0] for item in items if "：" in item))
        text += f"要定下来，须补{ledgers}（见第二、五部分）。" if ledgers else "要补什么，见第二、五部分。"
    return text


def told_promises(judged: Judged) -> str:
    """Say what became of the promises for the year."""
    if not len(judged.due):
        return f"【承诺】在案材料中没有应在{judged.year}年兑现的承诺，无从对账。"
    return f"【承诺】上年提出、应在{judged.year}年兑现的{len(judged.due)}项：{counted_outcomes(judged.due)}。"


def told_plans(judged: Judged) -> str:
    """Say what is proposed for next year and how much of what is promised can be checked; "" with neither."""
    parts = []
    if len(judged.proposals):
        lucky = int((judged.proposals["reason"] == "inside_chance").sum())
        caution = f"，其中{lucky}项的目标达到与否看不出工作好坏" if lucky else ""
        parts.append(f"建议{judged.year + 1}年安排{len(judged.proposals)}项，都有基线、目标和期限{caution}")
    if len(judged.drafted):
        able = int(judged.drafted["testable"].fillna(False).astype(bool).sum())
        parts.append(f"报告已写明的{judged.year + 1}年安排{len(judged.drafted)}项，年底能对账的{able}项")
    return f"【下步】{'；'.join(parts)}（见第四部分）。" if parts else ""


_TOLD = (told_changes, told_shortcomings, told_promises, told_plans)
