"""Does striking off the worst providers each year raise quality, and what does it do to the market's structure?

The same city and luck without the rule, with two strengths of it, and by lot: the null control loses as many providers at random.
A second null control lets acceptance see quality without noise.

    python experiments/elimination_rule.py --out results/elimination --replications 10
"""

from __future__ import annotations

from typing import Any

import pandas as pd

import gpssim
from gpssim import experiment

WORLDS: dict[str, dict[str, Any]] = {
    "noisy acceptance": {},
    "no noise": {"world.information.acceptance_noise": 0.0, "world.information.nominated_bias": 0.0},
}
ARMS: dict[str, dict[str, Any]] = {
    "none": {},
    "worst_10": {"elimination": 0.1},
    "worst_30": {"elimination": 0.3},
    "lot_30": {"elimination": 0.3, "elimination_rule": "lot"},
}
OUTCOMES = [
    "delivered_quality",
    "capability",
    "entry",
    "n_organizations",
    "concentration",
    "price_to_ceiling",
    "coverage",
    "clients_dropped",
]
TEXTS = gpssim.charts.Texts(
    "elimination_rule",
    ("Striking off the worst providers each year", "每年淘汰末位承接方"),
    ("Difference to the market without the rule, all months.", "与无淘汰规则的市场之差，全期。"),
    {
        "worst_10": ("the worst tenth", "末位10%"),
        "worst_30": ("the worst 30 %", "末位30%"),
        "lot_30": ("30 % by lot (null)", "随机30%（零模型）"),
        "noisy acceptance": ("noisy acceptance", "验收有噪声"),
        "no noise": ("acceptance without noise", "验收无噪声"),
    },
)
EXPERIMENT = gpssim.Experiment(
    __doc__,
    "elimination_rule",
    {
        "full": gpssim.Size(10, citizens=1000, warm_up=36, months=96),
        "quick": gpssim.Size(3, "a small city and few months", citizens=400, warm_up=24, months=60),
        "fast": gpssim.Size(2, "two arms, a small city: a try, not a result", citizens=300, warm_up=2, months=14, workers=1),
    },
    changes=experiment.MARKUP,
)


def draw(folder: experiment.Folder, differences: pd.DataFrame) -> None:
    """Differences that the rule makes, with noisy acceptance and without."""
    table = differences
    shown = table.assign(panel=table["outcome"], row=table["policy_b"], series=table["acceptance"], mean=table["difference"])
    folder.draw(gpssim.charts.rows, shown[["panel", "row", "series", "mean", "low", "high"]], TEXTS)


def conduct(trial: gpssim.Trial) -> None:
    """Run both worlds, print the differences, draw them."""
    arms = trial.among(list(ARMS), fast=["none", "worst_30"])
    policies = [gpssim.Policy.of("open_tender", arm, levers=ARMS[arm]) for arm in arms]

    def differences(world: str) -> pd.DataFrame:
        table = gpssim.compare(trial.run(policies, WORLDS[world], keep=0), "none", OUTCOMES, ("all",))
        table.insert(0, "acceptance", world)
        return table

    table = trial.gather("differences", list(WORLDS), differences, column="")
    draw(trial, table)
    trial.show(table[["acceptance", "policy_b", "outcome", "difference", "low", "high", "n_pairs"]], index=False)


if __name__ == "__main__":
    EXPERIMENT.main(conduct)
