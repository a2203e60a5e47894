"""How often the verdicts cry wolf, and what they miss: ours beside the rules of thumb and the textbook tests.

    python benchmarks/calibration.py            # print the tables
    python benchmarks/calibration.py --write    # and put them into docs/methods.md, with docs/calibration.png

Two years with equal exposure. Every pair of counts is enumerated with its probability (Poisson, or negative binomial
when the variance is a multiple of the mean), so these are exact numbers; only reports of ten indicators and trends are
drawn at random, with a fixed seed.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from scipy import stats

from lawstats.judging.dispersion import p_of_score
from lawstats.judging.rates import midp_score, poisson_ci, rate_ratio_test
from lawstats.judging.several import adjust_pvalues
from lawstats.judging.trends import quasi_poisson_trend, trend_score

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parents[1]
PAGE, PICTURE = ROOT / "docs" / "methods.md", ROOT / "docs" / "calibration.png"
BEGIN, END = "<!-- calibration:begin -->", "<!-- calibration:end -->"
SEED = 20241231
MEANS = (2, 5, 10, 20, 73, 200, 1000)
PHIS = (1, 2, 3)
RATIOS = (0.5, 0.7, 1.3, 1.5, 2.0)
#: Ten indicators of an imagined report, from rare to frequent.
REPORT = (2, 5, 8, 12, 20, 35, 50, 73, 120, 200)
REPORTS, SERIES = 20_000, 2_000

Rule = "Callable[[NDArray[np.float64], NDArray[np.float64]], NDArray[np.bool_]]"


def changed_by(share: float) -> Rule:
    return lambda now, before: (np.abs(now - before) >= share * before) & (now != before)


def z_last_year_known(now: NDArray[np.float64], before: NDArray[np.float64]) -> NDArray[np.bool_]:
    return np.abs(now - before) > 1.959964 * np.sqrt(np.maximum(before, 1e-9))


def z_pooled(now: NDArray[np.float64], before: NDArray[np.float64]) -> NDArray[np.bool_]:
    return np.abs(now - before) > 1.959964 * np.sqrt(np.maximum(now + before, 1e-9))


def exact_central(now: NDArray[np.float64], before: NDArray[np.float64]) -> NDArray[np.bool_]:
    return stats.binom.cdf(np.minimum(now, before), now + before, 0.5) < 0.025


def score(now: NDArray[np.float64], before: NDArray[np.float64]) -> NDArray[np.float64]:
    one = np.ones(())
    return np.asarray(midp_score(np.maximum(now, before), np.minimum(now, before), one, one))


def any_claim(now: NDArray[np.float64], before: NDArray[np.float64]) -> NDArray[np.bool_]:
    """可能, 小幅 or 明显: the mid-P test at dispersion 1."""
    return np.asarray(p_of_score(score(now, before), 1.0)) < 0.05


def clear_claim(now: NDArray[np.float64], before: NDArray[np.float64]) -> NDArray[np.bool_]:
    """明显: significant at dispersion 2 and at least 10 %."""
    strong = np.asarray(p_of_score(score(now, before), 2.0)) < 0.05
    return strong & ((10 * now >= 11 * before) | (10 * now <= 9 * before))


RULES: dict[str, Rule] = {
    "±10%": changed_by(0.10),
    "±20%": changed_by(0.20),
    "z，上年视为定值": z_last_year_known,
    "合并z（=卡方）": z_pooled,
    "精确中心检验": exact_central,
    "mid-P（可能及以上）": any_claim,
    "**明显**": clear_claim,
}


def distribution(mean: float, phi: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Counts that matter and their probabilities: Poisson, or negative binomial with variance phi * mean."""
    drawn = stats.poisson(mean) if phi == 1 else stats.nbinom(mean / (phi - 1), 1 / phi)
    counts = np.arange(drawn.ppf(1e-9), drawn.isf(1e-9) + 1)
    return counts, drawn.pmf(counts)


def claims(rule: Rule, mean: float, ratio: float = 1.0, phi: float = 1.0) -> float:
    """Chance that a rule speaks of a change when the mean goes from `mean` to `mean * ratio`."""
    before, chance_before = distribution(mean, phi)
    now, chance_now = distribution(mean * ratio, phi)
    spoken = rule(now[:, None], before[None, :])
    return float(chance_now @ spoken @ chance_before)


def coverage_of_a_count(limits: Callable[[NDArray[np.float64]], tuple[NDArray, NDArray]]) -> tuple[float, float]:
    found = []
    for mean in np.geomspace(2, 1000, 150):
        counts, chance = distribution(mean, 1)
        low, high = limits(counts)
        found.append(chance[(low <= mean) & (mean <= high)].sum())
    return min(found), max(found)


def coverage_of_a_ratio() -> tuple[float, float]:
    """An interval holds the truth exactly when the truth is not rejected; exposures 1:2 to 2:1, ratios 0.5 to 2."""
    found = []
    for mean in (2, 5, 10, 20, 40, 73, 120, 200):
        for exposure in (0.5, 1.0, 2.0):
            for ratio in (0.5, 1.0, 2.0):
                before, chance_before = distribution(mean, 1)
                now, chance_now = distribution(mean * exposure * ratio, 1)
                p = rate_ratio_test(now[:, None], exposure, before[None, :], 1.0, ratio=ratio).p_value
                found.append(float(chance_now @ (np.asarray(p) >= 0.05) @ chance_before))
    return min(found), max(found)


def reports_with_a_false_claim(phi: float) -> dict[str, float]:
    """Share of reports on ten unchanged indicators that claim at least one change."""
    rng = np.random.default_rng(SEED)
    means = np.array(REPORT, dtype=float)

    def draw() -> NDArray[np.float64]:
        size = (REPORTS, len(means))
        drawn = rng.poisson(means, size) if phi == 1 else rng.negative_binomial(means / (phi - 1), 1 / phi, size)
        return drawn.astype(float)

    now, before = draw(), draw()
    z = score(now, before)
    testable = now + before > 4
    adjusted = {
        assumed: np.array([adjust_pvalues(row) for row in np.where(testable, p_of_score(z, assumed), np.nan)])
        for assumed in (1.0, 2.0)
    }
    large = (10 * now >= 11 * before) | (10 * now <= 9 * before)
    spoken = {
        "±20%": changed_by(0.20)(now, before),
        "mid-P，不校正": testable & any_claim(now, before),
        "Holm，可能及以上": adjusted[1.0] < 0.05,
        "**Holm，明显**": (adjusted[2.0] < 0.05) & large,
    }
    return {name: float(row.any(axis=1).mean()) for name, row in spoken.items()}


def trend_claims(k: int, phi: float, mean: float, yearly: float = 1.0) -> tuple[float, float]:
    """Share of series in which the exact test alone speaks of a trend, and in which our verdict does so plainly."""
    rng = np.random.default_rng(SEED + k)
    means = mean * yearly ** (np.arange(k) - (k - 1) / 2)
    size = (SERIES, k)
    counts = rng.poisson(means, size) if phi == 1 else rng.negative_binomial(means / (phi - 1), 1 / phi, size)
    z = np.abs([trend_score(row, range(k)) for row in counts])
    exact = np.asarray(p_of_score(z, 1.0))
    if k >= 5:
        ours = np.maximum(exact, np.asarray(quasi_poisson_trend(counts, range(k)).p_value))
    else:
        ours = np.asarray(p_of_score(z, 2.0))
    return float((exact < 0.05).mean()), float((ours < 0.05).mean())


def table(head: Iterable[object], rows: Iterable[Iterable[object]]) -> str:
    lines = [list(map(_cell, head)), *(list(map(_cell, row)) for row in rows)]
    lines.insert(1, ["---"] * len(lines[0]))
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _cell(value: object) -> str:
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def all_tables() -> str:
    parts = [
        "**一、误报率**：实际没有变化，却说有变化的比例。各年纯随机（φ=1），两年可比条件相同，逐对枚举，不是模拟。",
        table(["年均件数", *MEANS], ([name, *(claims(rule, mean) for mean in MEANS)] for name, rule in RULES.items())),
        "**二、波动比纯随机大时的误报率**（方差为均值的φ倍，负二项分布）。",
        table(
            ["年均件数", *MEANS],
            (
                [f"{name}，φ={phi}", *(claims(RULES[name], mean, phi=phi) for mean in MEANS)]
                for name in ("±20%", "mid-P（可能及以上）", "**明显**")
                for phi in PHIS[1:]
            ),
        ),
        "**三、发现率**：均值确实变为原来的若干倍时，说有变化的比例（φ=1）。",
        table(
            ["变为几倍", "规则", *MEANS],
            (
                [f"×{ratio:g}", name, *(claims(RULES[name], mean, ratio) for mean in MEANS)]
                for ratio in RATIOS
                for name in ("±20%", "合并z（=卡方）", "精确中心检验", "mid-P（可能及以上）", "**明显**")
            ),
        ),
        "**四、95%区间的实际覆盖率**（最低与最高；年均2至1000件，比值区间另取暴露量之比0.5至2、真实比值0.5至2）。",
        table(
            ["区间", "最低", "最高"],
            [
                ["单个件数，Garwood", *coverage_of_a_count(lambda x: tuple(map(np.asarray, poisson_ci(x))))],
                ["单个件数，x±1.96√x", *coverage_of_a_count(lambda x: (x - 1.96 * x**0.5, x + 1.96 * x**0.5))],
                ["两年比值，mid-P", *coverage_of_a_ratio()],
            ],
        ),
        f"**五、一份报告同时比较十项**（年均{'、'.join(map(str, REPORT))}件，均无变化；"
        f"{REPORTS}份模拟报告中出现任一误报的比例）。",
        table(["规则", *(f"φ={phi}" for phi in PHIS)], _report_rows()),
        f"**六、趋势**：年均20件或73件、没有趋势时说有明显趋势的比例，及每年上升15%时的发现率（各{SERIES}条模拟序列）。",
        table(
            ["年数k", "φ", "年均", "误报：只用精确检验", "误报：本库“明显”", "发现率：本库“明显”"],
            (
                [k, phi, mean, *trend_claims(k, phi, mean), trend_claims(k, phi, mean, 1.15)[1]]
                for k in (3, 4, 5, 6, 8)
                for phi in PHIS
                for mean in (20, 73)
            ),
        ),
    ]
    return "\n\n".join(parts)


def _report_rows() -> list[list[object]]:
    by_phi = [reports_with_a_false_claim(phi) for phi in PHIS]
    return [[name, *(found[name] for found in by_phi)] for name in by_phi[0]]


def draw() -> None:
    """Two panels: false alarms by size of the count, and what is found of a rise by half."""
    from matplotlib.figure import Figure

    from lawstats.telling.style import COLOURS, MUTED, house_style

    means = np.unique(np.round(np.geomspace(2, 1000, 25)))
    lines = (
        ("±20%", "±20%", 1, COLOURS["worse"], "-"),
        ("±20%，φ=2", "±20%", 2, COLOURS["worse"], "--"),
        ("明显", "**明显**", 1, COLOURS["better"], "-"),
        ("明显，φ=2", "**明显**", 2, COLOURS["better"], "--"),
        ("可能及以上", "mid-P（可能及以上）", 1, COLOURS["chance"], "-"),
    )
    with house_style():
        fig = Figure(figsize=(15 / 2.54, 7.5 / 2.54), layout="constrained")
        left, right = fig.subplots(1, 2, sharex=True)
        for panel, ratio, title in ((left, 1.0, "实际没有变化：误报的比例"), (right, 1.5, "实际上升一半：发现的比例")):
            for label, rule, phi, colour, dash in lines:
                shares = [claims(RULES[rule], mean, ratio, phi) for mean in means]
                panel.plot(means, shares, color=colour, linestyle=dash, label=label)
            panel.set_xscale("log", base=10)
            panel.set_xticks([2, 5, 10, 20, 50, 100, 200, 500, 1000], [2, 5, 10, 20, 50, 100, 200, 500, 1000])
            panel.minorticks_off()
            panel.set(title=title, xlabel="年均件数", ylim=(0, 1))
        left.axhline(0.05, color=MUTED, linewidth=0.7)
        left.annotate(
            "5%", (1000, 0.05), xytext=(0, 3), textcoords="offset points", ha="right", color=MUTED, fontsize=8
        )
        left.legend(loc="upper right")
        fig.savefig(PICTURE, dpi=200)


def write(tables: str) -> None:
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(BEGIN)
    _, marker, after = rest.partition(END)
    if not marker:
        raise SystemExit(f"{PAGE.name} has no {BEGIN} ... {END}")
    PAGE.write_text(f"{before}{BEGIN}\n{tables}\n{END}{after}", encoding="utf-8", newline="\n")
    draw()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true", help="put the tables into docs/methods.md and draw the picture")
    tables = all_tables()
    if parser.parse_args().write:
        write(tables)
    print(tables)
