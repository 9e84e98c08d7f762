"""Case B in pandas: python3 case-b.py PLAN > values.csv

Each scenario of a national plan: the rows of the first, its own over them, compounded by sector; as long as scenarios
inherit only the first. Scenario by scenario, which spares memory.
"""

import os
import sys

import pandas as pd

folder = sys.argv[1]
baseline = pd.read_csv(os.path.join(folder, "baseline.csv"))
scenarios = pd.read_csv(os.path.join(folder, "scenarios.csv"))["scenario"]
growth = pd.read_csv(os.path.join(folder, "growth.csv"))
growth["growth"] = growth["growth"].str.rstrip("%").astype(float) / 100
growth = growth.set_index(["sector", "year"])
level = baseline.set_index("sector").iloc[:, -1]
base = growth.loc[growth["scenario"] == scenarios[0], "growth"]

for position, scenario in enumerate(scenarios):
    own = growth.loc[growth["scenario"] == scenario, "growth"]
    rates = base.copy()
    rates.update(own)
    value = (1 + rates).groupby(level="sector", sort=False).cumprod()
    value *= level.reindex(value.index.get_level_values("sector")).to_numpy()
    table = value.round(4).rename("value").reset_index()
    table.insert(0, "scenario", scenario)
    table.to_csv(sys.stdout, index=False, header=position == 0)

if "BENCH_USAGE" in os.environ:
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    with open(os.environ["BENCH_USAGE"], "w") as file:
        file.write(f"{used.ru_utime + used.ru_stime} {used.ru_maxrss}\n")
