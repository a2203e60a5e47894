"""What an office's publicity ledger shows: forms and people, communities reached, lectures against disputes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawstats.reading.ledgers import breakdowns
from lawstats.telling import charts
from lawstats.telling.bookshelf import LeftOutError, Section, section
from lawstats.telling.fact_titles import gaps_title
from lawstats.telling.notebook import list_rows

if TYPE_CHECKING:
    from lawstats.telling.bookshelf import Bookshelf

__all__ = ["by_form", "lectures_and_disputes", "reached"]

#: Short names of the forms, as a clerk says them.
_FORMS = {
    "lecture": "讲座",
    "fair": "集市",
    "six_entries": "六进",
    "screen": "电子屏",
    "online": "线上",
    "show": "文艺活动",
}
_SAID = ("占全部纠纷", "相关讲座占全部讲座")
_TYPES = 6  # rows drawn


@section("table")
def by_form(shelf: Bookshelf) -> Section:
    """List the year's activities by form; hedged attendance stays an interval."""
    forms = breakdowns.activities(shelf.need("publicity", "form"), ["form"])
    forms = forms[forms["year"] == shelf.year]
    if forms.empty:
        raise LeftOutError(f"普法宣传活动台账里没有{shelf.year}年的活动，本节从略：填写后重新运行。")
    forms = forms.assign(form=[_FORMS.get(form, "未填") for form in forms["form"].astype("object")])
    people = {"audience_low": "人次不少于", "audience_high": "人次不多于"}
    known = {key: said for key, said in people.items() if key in forms}
    return Section(table=list_rows(forms, {"form": "形式", "events": "场次", **known}))


@section("table")
def reached(shelf: Bookshelf) -> Section:
    """List by year how many communities had a lecture, and which had none."""
    publicity = shelf.need("publicity", "form", "community")
    reach = breakdowns.community_reach(publicity, shelf.base("community"), "lecture")
    if reach.empty:
        raise LeftOutError("普法宣传活动台账和基础台账没有相同的年份，本节从略：补上同一年的基础台账后重新运行。")
    headings = {"year": "年份", "reached": "办过讲座的社区", "communities": "全部社区", "missed": "没有办过的"}
    return Section(table=list_rows(reach, headings))


@section("table")
def lectures_and_disputes(shelf: Bookshelf) -> Section:
    """Set the share of each type among disputes beside the share of lectures that speak to it."""
    publicity, mediation = shelf.need("publicity", "form", "theme"), shelf.need("mediation", "dispute_type")
    needs = breakdowns.themes_and_needs(publicity, mediation)
    needs = needs[needs["year"] == shelf.year].head(_TYPES)
    if needs.empty or needs["lectures_share"].isna().all():
        raise LeftOutError(f"{shelf.year}年的纠纷类型和讲座主题对不上，本节从略：两本台账都登记后重新运行。")
    needs = needs.assign(
        d=needs["disputes_share"].map("{:.1%}".format), lec=needs["lectures_share"].map("{:.1%}".format)
    )
    headings = {"name": "纠纷类型", "disputes": "件数", "d": "占纠纷", "lectures": "相关讲座", "lec": "占讲座"}
    percent = needs.assign(first=needs["disputes_share"] * 100, second=needs["lectures_share"] * 100)
    title = gaps_title(needs, "disputes_share", "lectures_share", _SAID)
    picture = shelf.save(
        charts.gaps(percent, "first", "second", said=_SAID),
        "needs",
        ("publicity", "mediation"),
        title=title,
        what=f"各类纠纷的占比与相关讲座的占比 · 百分比 · {shelf.year}年",
        alt="；".join(needs["name"] + "占纠纷" + needs["d"] + "、占讲座" + needs["lec"]) + "。",
        data=needs[["name", "disputes", "disputes_share", "lectures", "lectures_share"]],
        caveat="一场讲座可对应几类纠纷；只列件数最多的几类。",
    )
    return Section(title, table=list_rows(needs, headings), picture=picture)
