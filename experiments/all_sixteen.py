"""All sixteen purchasing mechanisms side by side: each buys every service of Suzhou's high-tech zone for ten years.

First each runs once with conservation of money, places and people checked after every month. Then all meet the same citizens,
needs, founders and luck, some replications long; one figure compares them. The null model is the lottery.

    python experiments/all_sixteen.py --out results/all_sixteen
"""

from __future__ import annotations

import pandas as pd

import gpssim
from gpssim import experiment

OUTCOMES = ["coverage", "coverage_gap_vulnerable", "delivered_quality", "public_cost", "fees_per_head", "transaction_cost"]
NULL = "lottery"
TEXTS = gpssim.charts.Texts(
    "all_sixteen",
    ("All sixteen mechanisms side by side", "十六种方式并列比较"),
    (
        "Mean and range over replications (number: {n}); line: lottery, the null model.",
        "各次重复（{n}次）的均值与最小至最大值；竖线：随机分配（零模型）。",
    ),
)
EXPERIMENT = gpssim.Experiment(
    __doc__,
    "all_sixteen",
    {
        "full": gpssim.Size(10),
        "quick": gpssim.Size(3, "a small city, mark-up bidders", citizens=400, warm_up=12, months=36, changes=experiment.MARKUP),
        "fast": gpssim.Size(1, "a try, not a result", citizens=400, warm_up=3, months=12, changes=experiment.MARKUP, workers=1),
    },
)


def check(scenario: gpssim.Scenario, seed: int, policies: list[str]) -> None:
    """One run of each with everything that must be conserved checked after every month: raises where anything is made or lost."""
    start = gpssim.PublicServiceMarket(scenario, seed=seed, check=True).warm_up()
    for policy in policies:
        start.branch(policy).run()


def draw(folder: experiment.Folder, all_sixteen: pd.DataFrame) -> None:
    """All mechanisms in every outcome."""
    folder.draw(gpssim.charts.rows, ranges(all_sixteen), TEXTS, intervals=False)


def ranges(found: pd.DataFrame) -> pd.DataFrame:
    """Mean, least and most of each mechanism, the best coverage first, beside the mean of the null model."""
    means = found.groupby(["outcome", "policy"], observed=True)["value"].agg(["mean", "min", "max"])
    order = means.loc["coverage"].sort_values("mean", ascending=False).index
    parts = [means.loc[outcome].reindex(order).assign(panel=outcome) for outcome in OUTCOMES]
    parts = [part.assign(reference=part.loc[NULL, "mean"]) for part in parts]
    return pd.concat(parts).rename(columns={"min": "low", "max": "high"}).rename_axis("row").reset_index()


def conduct(trial: gpssim.Trial) -> None:
    """Check every mechanism, compare them all, draw the figure and print the means."""
    policies = list(gpssim.purchasing_mechanisms())
    check(trial.scenario, trial.seed, policies)
    results = trial.run(policies, folder="runs")
    found = pd.concat([gpssim.values(results, outcome).assign(outcome=outcome) for outcome in OUTCOMES], ignore_index=True)
    trial.save(found, "all_sixteen")
    draw(trial, found)
    means = found.pivot_table(index="policy", columns="outcome", values="value")
    trial.show(means, "means over replications of all sixteen mechanisms, conservation checked")


if __name__ == "__main__":
    EXPERIMENT.main(conduct)
