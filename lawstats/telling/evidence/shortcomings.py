"""Section two: each shortcoming the figures show, its numbers in a table, how sure it is, and room for the cause."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pandas as pd

from lawstats.judging.mentions import plain_promise
from lawstats.reading.ledger_words import load_ledger_words
from lawstats.reading.privacy import suppress_small
from lawstats.telling.claim_sentences import claim_facts
from lawstats.telling.evidence.material import records_of
from lawstats.telling.evidence.sources import each_once
from lawstats.telling.sentences import comparison_sentence
from lawstats.telling.word_parts import Finding, Grid, Section
from lawstats.telling.wording import decimal, figure, plain

if TYPE_CHECKING:
    from lawstats.judging.evidence import Figure
    from lawstats.telling.evidence.material import Judged
    from lawstats.telling.word_parts import Part

__all__ = ["CERTAIN", "NEEDS", "community_counts", "shortcomings_section", "type_needs", "yearly_shares"]

#: How sure a finding is, in plain words.
CERTAIN = {
    "fact": "当年全部登记的事实",
    "clear": "把握较大，波动大一倍也仍成立",
    "likely": "把握一般，只超出纯随机波动",
    "within_chance": "把握小，在偶然波动范围内，只反映当年",
}
#: The same in a sentence that has said already what lies inside chance.
_LIMITS = {
    "fact": "这是当年全部登记的事实，不是抽样",
    "clear": "把握较大，波动大一倍也仍成立",
    "likely": "把握一般",
    "within_chance": "把握小，写进报告须慎重",
}
_ANSWERS = "注：支持、不支持，对约数的每个取值都成立才写；证据不足，指缺数，或数字说明不了；矛盾，指来源之间对不上。"
_CAUSE = "（原因：由人填写　　　　）"
#: Columns of the table of needs and supply.
NEEDS = ["纠纷类型", "受理件数", "占受理", "相关讲座", "占讲座"]
_TYPES = 5


def shortcomings_section(judged: Judged, pictures: dict[str, str]) -> Section:
    """Write the section; `pictures` holds names of saved figures by the claim they belong to."""
    tested, found = judged.tested, judged.found
    stated = _in_order(tested[tested["stated"]], found)
    parts: list[Part] = [_opening(stated, found)]
    if len(stated):
        rows = [_answer(row, judged) for row in records_of(stated)]
        parts.append(Grid("报告自述的不足，数据怎么说", pd.DataFrame(rows), "stated", _ANSWERS))
    shown = records_of(found)
    for row in shown:
        if row["kind"] == "claim":
            parts.append(_claim(row, judged, pictures))
        elif row["kind"] == "change":
            said = row["row"]
            cited = judged.sources.cite(str(said["source"])) + judged.sources.cite(str(said["base_source"]))
            parts.append(
                Finding(row["name"], row["verdict"], comparison_sentence(said), sources=[cited], remarks=[_CAUSE])
            )
    parts += [_undecided(row) for row in records_of(stated[stated["verdict"] == "证据不足"])]
    refuted = tested[tested["verdict"] == "不支持"]
    if len(refuted):
        rows = [{"常见的不足": row["name"], "数字": claim_facts(row)} for row in records_of(refuted)]
        parts.append(f"下列{len(refuted)}项常见的不足查过，数据不支持，不必写入（{{refuted}}）。")
        parts.append(Grid("查过而数据不支持的", pd.DataFrame(rows), "refuted"))
    return Section("不足和原因：数据支持哪些", parts)


def _in_order(stated: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """Order what the report states as it is told below: surest first, then what is open, then what is refuted."""
    ranks = {str(code): place for place, code in enumerate(found.loc[found["kind"] == "claim", "code"])}
    last = len(ranks)
    places = [
        ranks.get(str(code), last + (verdict != "证据不足"))
        for code, verdict in zip(stated["claim"], stated["verdict"], strict=True)
    ]
    return stated.assign(place=places).sort_values("place", kind="stable").drop(columns="place")


def _opening(stated: pd.DataFrame, found: pd.DataFrame) -> str:
    verdicts = stated["verdict"].value_counts()
    backed = (found["kind"] == "claim") & (found["verdict"] == "支持")
    more = found[backed & ~found["stated"].astype(bool)]
    if not len(stated):
        head = "本年度报告没有写明不足。"
    else:
        answers = "、".join(f"{word}{count}条" for word, count in verdicts.items())
        head = f"报告自述的不足{len(stated)}条，对照数字：{answers}（{{stated}}）。"
    tail = f"报告没有写、台账查出而有数字支持的{len(more)}条。" if len(more) else ""
    listed = "以下逐条列出数字，按把握大小排列；原因须由人填写，数据只说明情况。" if len(found) else ""
    if len(stated) and not len(found):
        listed = "逐条说明还缺什么、补了哪本台账就能定。"
    return head + tail + listed


def _answer(row: dict[str, Any], judged: Judged) -> dict[str, str]:
    decided = row["verdict"] in ("支持", "不支持")
    return {
        "报告写的不足": plain_promise(str(row["text"])).rstrip("。"),
        "判断": str(row["verdict"]),
        "依据或还缺的数": claim_facts(row),
        "把握": CERTAIN.get(str(row["certainty"]), "") if decided else "数据定不了",
    }


def _claim(row: dict[str, Any], judged: Judged, pictures: dict[str, str]) -> Finding:
    said = row["row"]
    facts = claim_facts(said).rstrip("。")
    origin = "报告自述的不足。" if row["stated"] else "报告没有写，台账查出。"
    limits = f"{_LIMITS[row['certainty']]}。" if row["verdict"] == "支持" else ""
    cited = "".join(
        each_once(
            judged.sources.cite(item.source, item.place, judged.name_of(item.code)) for item in _shown(said, judged)
        )
    )
    return Finding(
        str(row["name"]),
        str(row["verdict"]),
        f"{origin}{facts}。{limits}",
        table=_table(said, judged),
        figure=pictures.get(str(row["code"])),
        sources=[cited, f"判断规则：{said['basis']}"],
        table_title=_table_title(said, judged),
        figure_title=_figure_title(said, judged),
        remarks=[_CAUSE],
    )


def _shown(row: dict[str, Any], judged: Judged) -> list[Figure]:
    """Return every figure the finding, its table and its picture show: those of earlier years too."""
    figures = list(row["figures"])
    if row["rule"] in ("below", "above"):
        figures += [item for _, *pair in yearly_shares(row, judged) for item in pair]
    return figures


def _undecided(row: dict[str, Any]) -> Finding:
    """Say of a stated shortcoming that cannot be judged what is lacking, by which rule, and what would settle it."""
    basis = f"判断规则：{row['basis']}。" if row["basis"] else ""
    settle = f"要定下来，须补：{'；'.join(row['collect'])}。" if row["collect"] else ""
    return Finding(
        plain_promise(str(row["text"])).rstrip("。"),
        str(row["verdict"]),
        f"报告自述的不足。{claim_facts(row)}；没有数字，不代表没有这个问题，也不能当作已经证实。{basis}{settle}",
    )


def _figure_title(row: dict[str, Any], judged: Judged) -> str:
    rule = str(row["rule"])
    if row["claim"] == "mechanism_weak":
        return "排查出的纠纷多少天化解（累计比例，未化解的按已等待天数估计）"
    if rule == "uneven":
        return "各社区每千户受理件数"
    if rule == "mismatch":
        return "各类纠纷与相关讲座所占的比重"
    names = [judged.name_of(code) for code in dict.fromkeys(item.code for item in row["figures"])]
    return f"{names[0]}占{names[1]}的比重" if len(names) > 1 else names[0]


def _table_title(row: dict[str, Any], judged: Judged) -> str:
    rule = str(row["rule"])
    if rule == "uneven":
        return "各社区的户数和受理件数（<5为一至四件，…为防推算一并遮住）"
    if rule == "mismatch":
        return "件数最多的几类纠纷和相关讲座（一场讲座可对应几类）"
    names = [judged.name_of(code) for code in dict.fromkeys(item.code for item in row["figures"])]
    return f"{'、'.join(reversed(names))}逐年" if rule in ("below", "above") else "、".join(names)


def _table(row: dict[str, Any], judged: Judged) -> pd.DataFrame:
    rule = str(row["rule"])
    if rule == "uneven":
        return _communities(row)
    if rule == "mismatch":
        return type_needs(judged)
    if rule in ("below", "above"):
        return _shares(yearly_shares(row, judged), row, judged)
    if rule == "uneven_share":
        return _departments(row)
    return _years(row, judged)


def community_counts(row: dict[str, Any]) -> pd.DataFrame:
    """Return community, count and households of an uneven spread, by name: never a rank."""
    code = row["figures"][0].code
    counts = {item.part: item for item in row["figures"] if item.code == code}
    homes = {item.part: item.low for item in row["figures"] if item.code != code and item.part}
    rows = [(place, counts[place].low if place in counts else 0.0, size) for place, size in sorted(homes.items())]
    return pd.DataFrame(rows, columns=["community", "count", "households"])


def _communities(row: dict[str, Any]) -> pd.DataFrame:
    table = community_counts(row)
    shown = suppress_small(table.set_index("community")["count"].astype(int))
    total, homes = table["count"].sum(), table["households"].sum()
    rows = [
        {
            "社区": place,
            "户数": plain(size),
            "件数": str(shown[place]),
            "占件数": _percent(count, total) if str(shown[place]).isdigit() else "—",
            "占户数": _percent(size, homes),
        }
        for place, count, size in table.itertuples(index=False, name=None)
    ]
    rows.append({"社区": "合计", "户数": plain(homes), "件数": plain(total), "占件数": "100.0%", "占户数": "100.0%"})
    return pd.DataFrame(rows)


def type_needs(judged: Judged) -> pd.DataFrame:
    """Set the largest types of disputes beside the lectures that spoke to them."""
    needs = judged.figures.parts("disputes_by_type", judged.year)
    supply = judged.figures.parts("lectures_by_theme", judged.year)
    all_needs = sum(item.low for item in needs.values())
    # A lecture may speak to several types: the share is of the lectures, which are kept apart from their themes.
    all_supply = supply["*"].low if "*" in supply else sum(item.low for item in supply.values())
    names = {entry.code: entry.name for entry in load_ledger_words().dispute_types.entries}
    largest = sorted((part for part in needs if part), key=lambda part: (-needs[part].low, part))[:_TYPES]
    rows = []
    for part in largest:
        count, met = needs[part].low, supply[part].low if part in supply else 0.0
        if count < _TYPES:
            continue
        cells = [names.get(part, part), f"{plain(count)}件", _percent(count, all_needs)]
        rows.append([*cells, f"{plain(met)}场", _percent(met, all_supply)])
    return pd.DataFrame(rows, columns=NEEDS)


def yearly_shares(row: dict[str, Any], judged: Judged) -> list[tuple[int, Figure, Figure]]:
    """Return part and whole of every year up to the reporting year that has both."""
    part_code, whole_code = judged.library.claims[row["claim"]].figures
    found = []
    for year in judged.figures.years(part_code):
        part, whole = judged.figures.stated(part_code, year), judged.figures.stated(whole_code, year)
        if year <= judged.year and len(part) == 1 and len(whole) == 1 and whole[0].low > 0:
            found.append((year, part[0], whole[0]))
    return found


def _shares(years: list[tuple[int, Figure, Figure]], row: dict[str, Any], judged: Judged) -> pd.DataFrame:
    if not years:
        return pd.DataFrame()
    part, whole = years[-1][1:]
    limit = float(row["threshold"])
    rows = [
        {
            "年份": str(year),
            judged.name_of(whole.code): _words(all_of_them),
            judged.name_of(part.code): _words(some),
            "占比": _share(some, all_of_them),
        }
        for year, some, all_of_them in years
    ]
    if limit not in (0.0, 1.0):
        rows = [
            entry | {"界限": f"{'不低于' if row['rule'] == 'below' else '不超过'}{plain(100 * limit)}%"}
            for entry in rows
        ]
    return pd.DataFrame(rows)


def _departments(row: dict[str, Any]) -> pd.DataFrame:
    code = row["figures"][0].code
    parts = {item.part: item.low for item in row["figures"] if item.code == code}
    wholes = [item for item in row["figures"] if item.code != code and item.part]
    rows = [
        {
            "科室": whole.part,
            "全部": _words(whole),
            "其中先审后签": f"{plain(parts.get(whole.part, 0.0))}{whole.measure}",
        }
        for whole in wholes
    ]
    return pd.DataFrame(rows)


def _years(row: dict[str, Any], judged: Judged) -> pd.DataFrame:
    years = sorted({item.year for item in row["figures"]})
    rows: list[dict[str, str]] = []
    for year in years:
        entry = {"年份": str(year)}
        for item in row["figures"]:
            if item.year == year:
                entry[judged.name_of(item.code)] = _words(item)
        rows.append(entry)
    return pd.DataFrame(rows).fillna("缺")


def _words(item: Figure) -> str:
    return figure(item.value, item.low, item.high, item.qualifier, item.measure)


def _share(part: Figure, whole: Figure) -> str:
    if math.isinf(part.high) or math.isinf(whole.high):
        return "—"
    low, high = _percent(part.low, whole.high), _percent(min(part.high, whole.low), whole.low)
    return low if low == high else f"{low}至{high}"


def _percent(part: float, whole: float) -> str:
    return f"{decimal(100 * part / whole)}%" if whole else "—"
