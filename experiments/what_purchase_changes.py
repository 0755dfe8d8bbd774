"""What purchase changes beside who serves: service models, the scope of what is bought, budgets, what residents think of it.

Each of four rules that are off by default is switched on alone, in the same cities under the same luck, under the status quo and
the three modes of Suzhou. Shown is the difference that the rule makes under each policy; beside it, year by year, how far better
service models have spread.

    python experiments/what_purchase_changes.py --out results/what_purchase_changes
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from scipy.stats import t as student

import gpssim
from gpssim import experiment

POLICIES = ["status_quo", "open_tender", "directed_commission", "venture_philanthropy"]
RULES: dict[str, dict[str, Any]] = {
    "service innovation": {"world.innovation.search": 0.04},
    "narrow scope": {"world.scope.narrowing": 1.0},
    "performance budget": {"policy.levers.performance_budget": 1.0},
    "legitimacy": {"world.legitimacy.gain": 0.1, "world.legitimacy.loss": 0.2},
}
OUTCOMES = {
    "service innovation": ("innovations_per_year", "improved_places", "innovation_gain", "nonverifiable_quality", "capability"),
    "narrow scope": ("scope_of_purchase", "effective_domains", "need_not_bought", "coverage"),
    "performance budget": ("budget_moved", "budget_follows_quality", "coverage", "delivered_quality"),
    "legitimacy": ("legitimacy", "trust_government", "trust_providers", "coverage"),
}
TEXTS = gpssim.charts.Texts(
    "what_purchase_changes",
    ("Four rules that are off by default, each switched on alone", "默认关闭的四条规则，逐一开启"),
    ("Level with the rule less level without it, all months.", "开启与关闭之差，全期。"),
    {
        "service innovation": ("service innovation", "服务创新"),
        "narrow scope": ("narrow scope", "购买范围收窄"),
        "performance budget": ("performance budget", "绩效预算"),
        "legitimacy moves": ("legitimacy", "公信力"),
    },
)
EXPERIMENT = gpssim.Experiment(
    __doc__,
    "what_purchase_changes",
    {
        "full": gpssim.Size(20),
        "quick": gpssim.Size(8, "some minutes", citizens=2000, changes=experiment.MARKUP),
        "fast": gpssim.Size(2, "a try, not a result", citizens=300, warm_up=2, months=14, changes=experiment.MARKUP, workers=1),
    },
    seed=11,
)


def with_and_without(off: gpssim.Results, on: gpssim.Results, outcome: str) -> pd.DataFrame:
    """Mean level under each policy without and with a rule, and their paired difference with its 95 % interval.

    An outcome that a rule alone records has no level without it: its level stands for the difference.
    """
    key = ["policy", "replication"]
    both = [gpssim.values(results, outcome).set_index(key)["value"] for results in (off, on)]
    frame = pd.DataFrame({"off": both[0], "on": both[1]}).assign(difference=lambda f: f["on"] - f["off"].fillna(0.0))
    grouped = frame.groupby("policy", sort=False)
    count = grouped["difference"].count()
    half = student.ppf(0.975, np.maximum(1, count - 1)) * grouped["difference"].std() / np.sqrt(count)
    mean = grouped.mean().assign(n=count, outcome=outcome).reset_index()
    return mean.assign(low=mean["difference"] - half.to_numpy(), high=mean["difference"] + half.to_numpy())


def diffusion(results: gpssim.Results) -> pd.DataFrame:
    """Share of places with a better service model, year by year, mean over replications."""
    years = range(results.months // 12)
    found = [gpssim.values(results, "improved_places", (12 * year, 12 * year + 11)).assign(year=year) for year in years]
    return pd.concat(found).groupby(["policy", "year"], sort=False)["value"].mean().reset_index()


def conduct(trial: gpssim.Trial) -> None:
    """Run the market without any rule and with each, save differences and the curve of diffusion, draw them."""
    policies = trial.first(POLICIES, fast=1)
    off = trial.run(policies, keep=0)

    def differences(rule: str) -> pd.DataFrame:
        on = trial.run(policies, RULES[rule], keep=0)
        if rule == "service innovation":
            trial.save(diffusion(on), "diffusion")
        return pd.concat([with_and_without(off, on, outcome) for outcome in OUTCOMES[rule]], ignore_index=True)

    table = trial.gather("differences", list(RULES), differences, column="rule")
    series = table["rule"].replace({"legitimacy": "legitimacy moves"})  # the rule; the outcome of that name is a panel
    shown = table.assign(panel=table["outcome"], row=table["policy"], series=series, mean=table["difference"])
    trial.draw(gpssim.charts.rows, shown[["panel", "row", "series", "mean", "low", "high"]].dropna(), TEXTS)
    trial.show(table[["rule", "policy", "outcome", "off", "on", "difference", "low", "high", "n"]], index=False)


if __name__ == "__main__":
    EXPERIMENT.main(conduct)
