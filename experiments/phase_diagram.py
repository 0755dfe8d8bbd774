"""Which mechanism, when: verifiability of quality by thickness of the market, at three levels of officials' integrity.

In every cell the same mechanisms buy everything in several uncertain worlds (all other tested ranges sampled), under the same
luck. A cell has the color of the mechanism with the best mean; it is hatched where that mechanism beats the second in fewer than
80 % of the worlds. Lottery, the null model, is one of the mechanisms.

    python experiments/phase_diagram.py --out results/phase_diagram
"""

from __future__ import annotations

from itertools import product
from typing import Any

import pandas as pd

import gpssim
from gpssim import experiment

MECHANISMS = ["open_tender", "directed_commission", "lottery"]
OUTCOMES = {"welfare_social": 1, "nonverifiable_quality": 1, "coverage_gap_vulnerable": -1}
SURE = 0.8
GRIDS = {
    "fast": ([0.2, 0.8], [16], [1.0], 2),
    "quick": ([0.1, 0.5, 0.9], [25, 60, 120], [0.0, 0.8, 1.0], 3),
    "full": ([0.1, 0.3, 0.5, 0.7, 0.9], [20, 40, 60, 90, 130], [0.0, 0.8, 1.0], 30),
}
"""Verifiabilities, organizations at the start, integrities, uncertain worlds."""
TEXTS = gpssim.charts.Texts(
    "phase_diagram",
    ("The best of three mechanisms", "三种方式中的最优者"),
    (
        "Color: best mean over {worlds} sampled worlds; hatched: leads the second in fewer than 80 % of them.",
        "颜色：{worlds}个抽样世界均值最优者；斜线：领先第二名的世界不足80%。",
    ),
    {
        **{outcome: gpssim.charts.labeled(outcome, in_unit=("", "")) for outcome in OUTCOMES},
        "0.0": ("integrity 0", "廉洁度0"),
        "0.8": ("integrity 0.8", "廉洁度0.8"),
        "1.0": ("integrity 1", "廉洁度1"),
        "x": experiment.measure("providers at the start", "初始社会组织", "organizations"),
        "y": experiment.measure("verifiability", "可核验程度", "share"),
    },
)
EXPERIMENT = gpssim.Experiment(
    __doc__,
    "phase_diagram",
    {
        "full": gpssim.Size(citizens=1000, warm_up=36, months=60),
        "quick": gpssim.Size(
            says="a coarse grid, three worlds a cell", citizens=300, warm_up=12, months=24, changes=experiment.MARKUP
        ),
        "fast": gpssim.Size(says="a try, not a result", warm_up=2, months=6, changes=experiment.VILLAGE, workers=1),
    },
    seed=43,
    one_pool=True,
)


def cell(preset: gpssim.Scenario, verifiability: float, n: int, integrity: float) -> gpssim.Scenario:
    """The preset with one verifiability, so many organizations, officials of such integrity: the same in all worlds."""
    changes: dict[str, Any] = {f"world.domains.{d}.verifiability": verifiability for d in preset.domain_names}
    changes |= {
        "world.organizations.n_initial": n,
        "world.organizations.founders_rate": 1.2 * n / 60,
        "world.purchasers.integrity": integrity,
    }
    fixed = [{"path": path, "source": "set by this experiment: convention", "fixed": True} for path in changes]
    others = [s.model_dump() for s in preset.sources if s.path not in changes]
    return gpssim.replace(preset, {**changes, "sources": [*others, *fixed]})


def verdicts(results: Any, **place: object) -> pd.DataFrame:
    """For each outcome the best mechanism of a cell, the mean lead over the second, and the share of worlds in which it leads."""
    rows = []
    for outcome, sign in OUTCOMES.items():
        table = gpssim.values(results, outcome)
        wide = sign * table[table["world"] > 0].pivot_table(index="world", columns="policy", values="value").dropna()
        order = wide.mean().sort_values(ascending=False)
        lead = wide[order.index[0]] - wide[order.index[1]]
        share = float((lead > 0).mean())
        means = {f"mean {m}": sign * order[m] for m in MECHANISMS}
        told = {"best": order.index[0], "second": order.index[1], "lead": lead.mean(), "share": share, "sure": share >= SURE}
        rows.append({"down": outcome, **place, **told, "worlds": len(wide), **means})
    return pd.DataFrame(rows)


def draw(folder: experiment.Folder, cells: pd.DataFrame) -> None:
    """The best in every cell."""
    folder.draw(
        gpssim.charts.areas,
        cells.assign(panel=cells["panel"].astype(float).astype(str)),
        TEXTS,
        intervals=False,
        worlds=int(cells["worlds"].max()),
    )


def conduct(trial: gpssim.Trial) -> None:
    """Run every cell, write and draw the verdicts, print how often each mechanism is best and surely so."""
    *grid, worlds = GRIDS[trial.size]

    def judged(values: tuple[float, int, float]) -> pd.DataFrame:
        verifiability, n, integrity = values
        scenario = cell(trial.scenario, verifiability, n, integrity)
        results = trial.run(MECHANISMS, scenario=scenario, replications=1, worlds=worlds, keep=0)
        return verdicts(results, panel=str(float(integrity)), x=n, y=verifiability)

    table = trial.gather("cells", list(product(*grid)), judged, column="")
    table = table.sort_values(["down", "panel", "x", "y"], kind="stable")
    trial.save(table, "cells")
    draw(trial, table)
    trial.left_out.also(f"grid of {' × '.join(str(len(axis)) for axis in grid)}, {worlds} worlds a cell", trial.size != "full")
    best = table.groupby(["down", "panel", "best"])["sure"].agg(["size", "sum"])
    trial.show(best.rename(columns={"size": "cells", "sum": "sure"}))


if __name__ == "__main__":
    EXPERIMENT.main(conduct)
