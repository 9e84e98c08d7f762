"""Case S in numpy: python3 case-s.py DRAWS [DRAWS_AT_ONCE]

All draws at once, as most would write it; or some at a time, which spares the processor's cache and the memory.
"""

import os
import sys

import numpy as np

rng = np.random.default_rng(1)
start = np.array([3200, 650, 420, 380, 310, 260, 340, 700, 60, 30.0])
mean = np.array([0.03, 0.10, 0.16, 0.18, 0.12, 0.20, 0.15, 0.08, 0.25, 0.25])
deviation = np.array([0.05, 0.07, 0.09, 0.12, 0.06, 0.10, 0.12, 0.05, 0.15, 0.15])
correlation = np.full((10, 10), 0.4)
np.fill_diagonal(correlation, 1)
factor = np.linalg.cholesky(correlation)
intensity = np.linspace(0.016, 0.020, 4)


def simulate(draws, take):
    """Draws that meet the first target, the second, both; `take` is given the total of each year."""
    revenue = np.repeat(start[None, :], draws, 0)
    for year in range(4):
        scores = rng.standard_normal((draws, 10)) @ factor.T
        revenue *= 1 + mean + deviation * scores
        total = revenue.sum(1)
        research = total * (intensity[year] + 0.001 * rng.standard_normal(draws))
        take(year, total)
    first, second = total > 10000, research >= 200
    return np.array([first.sum(), second.sum(), (first & second).sum()])


def show(total):
    print(total.mean(), np.quantile(total, [0.05, 0.25, 0.5, 0.75, 0.95]))


def all_at_once(draws):
    return simulate(draws, lambda _, total: show(total))


def some_at_once(draws, count):
    totals = np.empty((4, draws))
    met = 0
    for first in range(0, draws, count):
        part = totals[:, first : first + count]
        met = met + simulate(part.shape[1], part.__setitem__)
    for total in totals:
        show(total)
    return met


draws, *at_once = map(int, sys.argv[1:])
print((some_at_once(draws, *at_once) if at_once else all_at_once(draws)) / draws)

if "BENCH_USAGE" in os.environ:
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    with open(os.environ["BENCH_USAGE"], "w") as file:
        file.write(f"{used.ru_utime + used.ru_stime} {used.ru_maxrss}\n")
