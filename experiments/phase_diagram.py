"""Which mechanism, when: verifiability of quality by thickness of the market, at three levels of officials' integrity.

In every cell the same mechanisms buy everything in several uncertain worlds (all other tested ranges sampled), under the same
luck. A cell has the color of the mechanism with the best mean; it is hatched where that mechanism beats the second in fewer than
80 % of the worlds. Lottery, the null model, is one of the mechanisms.

    python experiments/phase_diagram.py --out results/phase_diagram
"""

from __future__ import annotations

import argparse
from concurrent.futures import ProcessPoolExecutor
from itertools import product
from pathlib import Path
from typing import Any

import pandas as pd

import gpssim
from gpssim import figures

MECHANISMS = ["open_tender", "directed_commission", "lottery"]
OUTCOMES = {"welfare_social": 1, "nonverifiable_quality": 1, "coverage_gap_vulnerable": -1}
SURE = 0.8
GRIDS = {
    "fast": ([0.2, 0.8], [16], [1.0], 2),
    "quick": ([0.1, 0.5, 0.9], [25, 60, 120], [0.0, 0.8, 1.0], 3),
    "full": ([0.1, 0.3, 0.5, 0.7, 0.9], [20, 40, 60, 90, 130], [0.0, 0.8, 1.0], 30),
}
"""Verifiabilities, organizations at the start, integrities, uncertain worlds."""
TINY: dict[str, object] = {
    "world.city.residents": 150_000,
    "world.city.n_citizens": 200,
    "world.city.n_districts": 2,
    "world.organizations.n_initial": 16,
}
SIZES: dict[str, dict[str, object]] = {
    "fast": {**TINY, "warm_up": 2, "months": 6, "world.bidding.family": "markup"},
    "quick": {"world.city.n_citizens": 300, "warm_up": 12, "months": 24, "world.bidding.family": "markup"},
    "full": {"world.city.n_citizens": 1000, "warm_up": 36, "months": 60},
}
TEXTS = {
    "welfare_social": ("Welfare", "福利"),
    "nonverifiable_quality": ("Non-verifiable quality", "不可核验质量"),
    "coverage_gap_vulnerable": ("Equity (coverage gap)", "公平（覆盖差距）"),
    "0.0": ("integrity 0", "廉洁度0"),
    "0.8": ("integrity 0.8", "廉洁度0.8"),
    "1.0": ("integrity 1", "廉洁度1"),
    "x": ("organizations at the start", "初始社会组织数"),
    "y": ("verifiability", "可核验程度"),
}


def cell(preset: gpssim.Scenario, values: tuple[float, int, float]) -> gpssim.Scenario:
    """The preset with one verifiability, so many organizations, officials of such integrity: the same in all worlds."""
    verifiability, n, integrity = values
    changes = {f"world.domains.{d}.verifiability": verifiability for d in preset.domain_names}
    entry = 1.2 * n / 60
    changes |= {
        "world.organizations.n_initial": n,
        "world.organizations.founders_rate": entry,
        "world.purchasers.integrity": integrity,
    }
    fixed = [{"path": path, "source": "set by this experiment: convention", "fixed": True} for path in changes]
    others = [s.model_dump() for s in preset.sources if s.path not in changes]
    return gpssim.replace(preset, {**changes, "sources": [*others, *fixed]})


def verdicts(results: Any, place: dict[str, object]) -> list[dict[str, object]]:
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
    return rows


def main() -> None:
    """Run every cell, write and draw the verdicts, print how often each mechanism is best and surely so."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--out", type=Path, default=Path("results/phase_diagram"))
    parser.add_argument("--seed", type=int, default=43)
    parser.add_argument("--quick", action="store_true", help="about a minute: a coarse grid, few worlds")
    parser.add_argument("--fast", action="store_true", help="a try, not a result")
    asked = parser.parse_args()
    size = "fast" if asked.fast else "quick" if asked.quick else "full"
    *grid, worlds = GRIDS[size]
    preset = gpssim.replace(gpssim.load_scenario("suzhou-high-tech"), SIZES[size])
    asked.out.mkdir(parents=True, exist_ok=True)
    pool = None if asked.fast else ProcessPoolExecutor()  # one for all cells: starting processes takes longer than a cell
    rows: list[dict[str, object]] = []
    for verifiability, n, integrity in product(*grid):
        place = {"panel": str(float(integrity)), "x": n, "y": verifiability}
        study = gpssim.Study(
            cell(preset, (verifiability, n, integrity)), MECHANISMS, replications=1, worlds=worlds, seed=asked.seed, keep=0
        )
        rows += verdicts(study.run(progress=False, executor=pool), place)
        table = pd.DataFrame(rows).sort_values(["down", "panel", "x", "y"], kind="stable")
        table.to_csv(asked.out / "cells.csv", index=False)  # what is done is kept, whatever happens next
    if pool:
        pool.shutdown()
    title = ("The best of three mechanisms", "三种方式中的最优者")
    note = (
        f"Color: best mean over {worlds} sampled worlds; hatched: leads the second in fewer than 80 % of them.",
        f"颜色：{worlds}个抽样世界均值最优者；斜线：领先第二名的世界不足80%。",
    )
    texts = figures.charts.Texts("phase_diagram", title, note, TEXTS)
    figures.charts.save_chart(figures.charts.areas, table, texts, asked.out)
    print(
        table.groupby(["down", "panel", "best"])["sure"]
        .agg(["size", "sum"])
        .rename(columns={"size": "cells", "sum": "sure"})
        .to_string()
    )


if __name__ == "__main__":
    main()
