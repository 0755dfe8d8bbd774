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
    (
        "{rule}: level with the rule less level without it, all months; the level itself where the rule alone records an outcome.",
        "{rule}：开启与关闭之差，全期；仅由该规则记录的指标为其水平。",
    ),
)
NAMES = {
    "service innovation": ("Service innovation", "服务创新"),
    "narrow scope": ("Narrow scope", "购买范围收窄"),
    "performance budget": ("Performance budget", "绩效预算"),
    "legitimacy": ("Legitimacy", "公信力"),
}
SPREAD = gpssim.charts.Texts(
    "diffusion",
    ("How better service models spread", "更好服务模式的扩散"),
    ("Under the rule for service innovation, mean over replications.", "开启服务创新规则，各次重复的均值。"),
    {"x": experiment.measure("time since the switch of policy", "政策切换后时间", "years")},
)
EXPERIMENT = gpssim.Experiment(
    __doc__,
    "what_purchase_changes",
    {
        "full": gpssim.Size(20),
        "quick": gpssim.Size(3, "a small city, few months", citizens=400, warm_up=12, months=36, changes=experiment.MARKUP),
        "medium": gpssim.Size(8, "mark-up bidders", citizens=2000, changes=experiment.MARKUP),
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


def draw(folder: experiment.Folder, differences: pd.DataFrame, diffusion: pd.DataFrame) -> None:
    """A figure for each rule, and the spread of better service models year by year."""
    table = differences.assign(panel=differences["outcome"], row=differences["policy"], mean=differences["difference"])
    for rule, shown in table.groupby("rule", sort=False):
        texts = TEXTS.called(f"{TEXTS.name}_{str(rule).replace(' ', '_')}")
        folder.draw(gpssim.charts.rows, shown[["panel", "row", "mean", "low", "high"]], texts, rule=NAMES[str(rule)])
    spread = diffusion.rename(columns={"policy": "series", "year": "x", "value": "mean"})
    spread = spread.assign(panel="improved_places", low=np.nan, high=np.nan)
    folder.draw(gpssim.charts.lines, spread, SPREAD, intervals=False)


def conduct(trial: gpssim.Trial) -> None:
    """Run the market without any rule and with each, save differences and the curve of diffusion, draw them."""
    policies = trial.first(POLICIES, fast=1)
    off, spread = trial.run(policies, keep=0), list[pd.DataFrame]()

    def differences(rule: str) -> pd.DataFrame:
        on = trial.run(policies, RULES[rule], keep=0)
        if rule == "service innovation":
            spread.append(diffusion(on))
            trial.save(spread[0], "diffusion")
        return pd.concat([with_and_without(off, on, outcome) for outcome in OUTCOMES[rule]], ignore_index=True)

    table = trial.gather("differences", list(RULES), differences, column="rule")
    draw(trial, table, spread[0])
    trial.show(table[["rule", "policy", "outcome", "off", "on", "difference", "low", "high", "n"]], index=False)


if __name__ == "__main__":
    EXPERIMENT.main(conduct)
