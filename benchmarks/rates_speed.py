"""Time a million two-year comparisons (p-value and interval) beside a loop over statsmodels.

    python benchmarks/rates_speed.py [COUNT]

statsmodels compares one pair at a time; its score interval stands in for ours, since it has no central mid-P (see
docs/methods.md). It is timed on a sample and the ratio is per comparison.
"""

from __future__ import annotations

import sys
import time

import numpy as np
from statsmodels.stats.rates import confint_poisson_2indep, test_poisson_2indep

from lawstats.judging.rates import rate_ratio_test

SEED, SAMPLE = 20241231, 300


def main(count: int) -> None:
    rng = np.random.default_rng(SEED)
    mean = np.exp(rng.uniform(np.log(1), np.log(1000), count))
    now, before = rng.poisson(mean), rng.poisson(mean)
    exposure = rng.uniform(0.8, 1.2, count)

    start = time.perf_counter()
    found = rate_ratio_test(now, exposure, before, 1.0)
    ours = time.perf_counter() - start
    excluded = (found.ci_low > 1) | (found.ci_high < 1)
    agree = np.array_equal(found.p_value < 0.05, excluded)

    pairs = [(int(a), float(t), max(int(b), 1)) for a, t, b in zip(now, exposure, before, strict=True)][:SAMPLE]
    start = time.perf_counter()
    for a, t, b in pairs:
        test_poisson_2indep(max(a, 1), t, b, 1.0, method="exact-cond")
        confint_poisson_2indep(max(a, 1), t, b, 1.0, method="score", compare="ratio")
    theirs = (time.perf_counter() - start) / SAMPLE

    print(f"lawstats     {count:>9,} comparisons  {ours:6.2f} s   {1e6 * ours / count:8.2f} µs each")
    print(f"statsmodels  {SAMPLE:>9,} comparisons  {theirs * SAMPLE:6.2f} s   {1e6 * theirs:8.2f} µs each")
    print(f"ratio {theirs / (ours / count):,.0f}; p < 0.05 exactly when the interval leaves out 1: {agree}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
