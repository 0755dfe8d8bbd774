"""Does evaluation by third parties help? It depends on who chooses them and on whether citizens watch.

A directed commission's contracts are accepted by officials, or by third parties that the purchaser or the provider chooses, in
cities whose citizens take no, usual or much part. What counts is how far acceptance is from the truth, and what evaluation costs.
Null controls: evaluators who cannot be captured, and no third parties at all.

    python experiments/evaluators_and_participation.py --out results/evaluators
"""

from __future__ import annotations

from itertools import product
from typing import Any

import pandas as pd

import gpssim
from gpssim import experiment

ARMS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "officials only": ({}, {}),
    "purchaser's evaluator": ({"third_party": 1.0}, {}),
    "provider's evaluator": ({"third_party": 1.0, "evaluator_choice": "provider"}, {}),
    "no capture possible": ({"third_party": 1.0}, {"world.evaluators.capture": 0.0}),
}
"""Levers, and what differs in the world."""
OUTCOMES = ["captured_share", "accepted_minus_truth", "delivered_quality", "penalties", "procedures"]
TEXTS = gpssim.charts.Texts(
    "evaluators_and_participation",
    ("Evaluation by third parties, by who chooses them and who watches", "第三方评估：由谁选择、有谁监督"),
    words={
        "procedures": experiment.measure("Procedures and evaluators", "采购程序与评估", "yuan per 1000 yuan paid"),
        "officials only": ("officials only", "仅官员验收"),
        "purchaser's evaluator": ("purchaser's evaluator", "购买主体选择的评估方"),
        "provider's evaluator": ("provider's evaluator", "承接主体选择的评估方"),
        "no capture possible": ("no capture possible", "评估方不可被俘获"),
        "x": experiment.measure("citizens' participation", "公众参与度", "share"),
    },
)
EXPERIMENT = gpssim.Experiment(
    __doc__,
    "evaluators",
    {
        "full": gpssim.Size(10, citizens=2000, warm_up=12, months=60),
        "quick": gpssim.Size(3, "a small city and few months", citizens=500, warm_up=12, months=36),
        "fast": gpssim.Size(1, "a small city and few months: a try, not a result", citizens=400, warm_up=6, months=18, workers=1),
    },
    changes=experiment.MARKUP,
    seed=12,
)


def procedures(results: Any) -> pd.DataFrame:
    """Money spent on procedures, evaluators' fees included, for every 1000 yuan paid to organizations, by replication."""
    table = results.table("purchasers", columns=["month", "procedure_cost", "paid"])
    sums = table[table["month"] >= 0].groupby("replication")[["procedure_cost", "paid"]].sum()
    return (1000 * sums["procedure_cost"] / sums["paid"]).rename("value").reset_index()


def draw(folder: experiment.Folder, runs: pd.DataFrame) -> None:
    """Every outcome along participation."""
    own = experiment.ends(TEXTS.words)
    shown = gpssim.mean_band(runs, ["outcome", "arm", "participation"], domain="outcome", others=own)
    folder.draw(gpssim.charts.lines, shown.rename(columns={"outcome": "panel", "arm": "series", "participation": "x"}), TEXTS)


def conduct(trial: gpssim.Trial) -> None:
    """Run the cells, write the table, draw the figure, print the means."""

    def measured(cell: tuple[str, float]) -> pd.DataFrame:
        """Every outcome of every replication of one arm at one level of participation."""
        arm, participation = cell
        levers, world = ARMS[arm]
        policy = gpssim.Policy.of("directed_commission", levers=levers)
        results = trial.run([policy], {**world, "world.citizens.participation": participation})
        tables = [gpssim.values(results, name).assign(outcome=name) for name in OUTCOMES if name != "procedures"]
        tables.append(procedures(results).assign(outcome="procedures"))
        return pd.concat(tables, ignore_index=True).assign(arm=arm, participation=participation)

    cells = trial.among(list(product(ARMS, (0.0, 0.2, 0.5))), fast=list(product(ARMS, (0.0, 0.5))))
    table = trial.gather("runs", cells, measured, column="")
    means = table.groupby(["outcome", "arm", "participation"], observed=True)["value"].mean()
    trial.save(means.reset_index(), "evaluators_and_participation")
    draw(trial, table)
    trial.show(means.unstack("participation"))


if __name__ == "__main__":
    EXPERIMENT.main(conduct)
