"""All sixteen purchasing mechanisms side by side: each buys every service of Suzhou's high-tech zone for ten years.

First each runs once with conservation of money, places and people checked after every month. Then all meet the same citizens,
needs, founders and luck, some replications long; one figure compares them. The null model is the lottery.

    python experiments/all_sixteen.py --out results/all_sixteen
"""

from __future__ import annotations

import argparse
from pathlib import Path

import matplotlib as mpl

mpl.use("Agg")
import matplotlib.pyplot as plt
import pandas as pd

import gpssim

OUTCOMES = {
    "coverage": "coverage",
    "coverage_gap_vulnerable": "coverage gap of\nthe vulnerable",
    "delivered_quality": "delivered quality",
    "public_cost": "public cost,\nyuan per head and year",
    "fees_per_head": "user fees,\nyuan per head and year",
    "transaction_cost": "transaction cost,\nyuan per 100",
}
SMALL = {"world.city.n_citizens": 400, "warm_up": 3, "months": 12, "world.bidding.family": "markup"}
NULL = "lottery"


def checked(scenario: gpssim.Scenario, policies: list[str]) -> None:
    """One run of each with everything that must be conserved checked after every month: raises where anything is made or lost."""
    start = gpssim.PublicServiceMarket(scenario, seed=1, check=True).warm_up()
    for policy in policies:
        start.branch(policy).run()


def table(results: object) -> pd.DataFrame:
    """Every outcome of every run."""
    parts = [gpssim.values(results, outcome).assign(outcome=outcome) for outcome in OUTCOMES]
    return pd.concat(parts, ignore_index=True)


def figure(found: pd.DataFrame, labels: dict[str, str], path: Path) -> None:
    """A panel for each outcome: mean of each mechanism with its range over replications, the null model as a line."""
    means = found.groupby(["outcome", "policy"])["value"].agg(["mean", "min", "max"])
    order = means.loc["coverage"].sort_values("mean").index.tolist()
    sheet, axes = plt.subplots(1, len(OUTCOMES), figsize=(13.0, 4.8), sharey=True, layout="constrained")
    for panel, (outcome, title) in zip(axes, OUTCOMES.items(), strict=True):
        of = means.loc[outcome].reindex(order)
        panel.axvline(of.loc[NULL, "mean"], color="0.7", lw=1.0, zorder=0)
        panel.hlines(range(len(order)), of["min"], of["max"], color="0.45", lw=1.2)
        panel.plot(of["mean"], range(len(order)), "o", ms=4.5, color="#1f4e79")
        panel.set_title(title, fontsize=9)
        panel.tick_params(labelsize=8)
        panel.tick_params(axis="y", length=0)
        panel.grid(axis="y", color="0.92", lw=0.6)
        panel.spines[["top", "right", "left"]].set_visible(False)
    axes[0].set_yticks(range(len(order)), [labels[name] for name in order], fontsize=8)
    sheet.supxlabel("Mean and range over replications; gray line: lottery, the null model.", fontsize=8)
    sheet.savefig(path, dpi=200)
    plt.close(sheet)


def main() -> None:
    """Check every mechanism, compare them all, draw the figure and print the means."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--out", type=Path, default=Path("results/all_sixteen"))
    parser.add_argument("--replications", type=int, default=10)
    parser.add_argument("--fast", action="store_true", help="a small city and few months: a try, not a result")
    options = parser.parse_args()

    scenario = gpssim.load_scenario("suzhou-high-tech")
    scenario = gpssim.replace(scenario, SMALL) if options.fast else scenario
    labels = {name: cls.label for name, cls in gpssim.purchasing_mechanisms().items()}
    checked(scenario, list(labels))
    replications = 1 if options.fast else options.replications
    results = gpssim.Study(scenario, list(labels), replications=replications, seed=1).run(options.out / "runs", progress=False)
    found = table(results)
    found.to_csv(options.out / "all_sixteen.csv", index=False)
    figure(found, labels, options.out / "all_sixteen.png")
    print("means over replications of all sixteen mechanisms, conservation checked")
    print(found.pivot_table(index="policy", columns="outcome", values="value").round(3).to_string())


if __name__ == "__main__":
    main()
