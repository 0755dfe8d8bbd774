"""Five ways to turn a price into points: who wins, what is paid, and how often a losing offer decides.

One market under open tender; only the price rule and its weight differ, every run meets the same luck. ``turned`` is the share of
awards that would have gone to somebody else had one losing offer (or one of two) not been made. Linear points cannot be turned.

    python experiments/price_rules.py --out results/price_rules
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

import gpssim
from gpssim import experiment

RULES: dict[str, tuple[dict[str, Any], str]] = {
    "lowest over own": ({"price_rule": "lowest_ratio"}, "最低价比"),
    "linear in the price": ({"price_rule": "linear"}, "价格线性"),
    "linear, all points at half": ({"price_rule": "linear", "price_settings": "full_at=0.5"}, "线性，半价满分"),
    "between the extremes": ({"price_rule": "between_extremes"}, "最高最低之间"),
    "closest to the mean": ({"price_rule": "closest_to_mean"}, "最接近均价"),
    "benchmark under the mean": ({"price_rule": "benchmark"}, "低于均价的基准"),
}
OUTCOMES = {
    "turned": experiment.measure("Awards decided by one losing offer", "由一份落选报价左右的中标", "%"),
    "turned_by_two": experiment.measure("Awards decided by up to two", "由至多两份左右的中标", "%"),
    "price": experiment.measure("Price paid", "中标价", "% of the ceiling"),
    "quality": experiment.measure("Quality delivered", "实际质量", "latent"),
}
TEXTS = gpssim.charts.Texts(
    "price_rules",
    ("Five ways to turn a price into points", "价格计分的五种规则"),
    ("Line at 0: no award hangs on an offer that lost.", "0处竖线：中标均不取决于落选报价。"),
    {
        **OUTCOMES,
        **{rule: (rule, chinese) for rule, (_, chinese) in RULES.items()},
        **{f"{w}": (f"weight of price {w}", f"价格权重{w}") for w in (0.1, 0.3, 0.6)},
    },
)
EXPERIMENT = gpssim.Experiment(
    __doc__,
    "price_rules",
    {
        "full": gpssim.Size(5, citizens=2000, warm_up=24, months=48),
        "quick": gpssim.Size(3, "a small city, two years", citizens=500, warm_up=12, months=24),
        "fast": gpssim.Size(2, "two rules, one weight, short", citizens=400, warm_up=3, months=12, workers=1),
    },
    changes={"world.information.dossier_noise": 0.2, **experiment.MARKUP},
)


def by_run(results: Any) -> pd.DataFrame:
    """Outcomes of each policy and replication."""
    keys = ["policy", "replication"]
    one, two = (gpssim.reversals(results, most=most).groupby(keys, observed=True)["turned"].mean() for most in (1, 2))
    held = results.table("projects", ["outcome", "winning_price", "ceiling"], period="all").query("outcome == 'awarded'")
    paid = (held["winning_price"] / held["ceiling"]).groupby([held[k] for k in keys], observed=True).mean()
    wanted = ["month", "places_delivered", "delivered_latent"]
    services = results.table("services", wanted).query("month >= 0").groupby(keys, observed=True).sum(numeric_only=True)
    quality = services["delivered_latent"] / services["places_delivered"]
    return pd.DataFrame({"turned": 100 * one, "turned_by_two": 100 * two, "price": 100 * paid, "quality": quality}).reset_index()


def draw(folder: experiment.Folder, price_rules: pd.DataFrame) -> None:
    """Every rule in every outcome, at each weight of the price."""
    shown = experiment.rows_with_errors(price_rules, "rule", OUTCOMES, folder.replications)
    shown = shown.assign(series=shown["weight"], reference=shown["panel"].map({"turned": 0.0, "turned_by_two": 0.0}))
    folder.draw(gpssim.charts.rows, shown, TEXTS)


def conduct(trial: gpssim.Trial) -> None:
    """Run, write a row a price rule and weight with means and their standard errors, draw, print."""
    rules, weights = trial.first(list(RULES), fast=2), trial.among((0.1, 0.3, 0.6), fast=(0.3,))
    named = {f"rule {k}, weight {w}": (rule, w) for k, rule in enumerate(rules) for w in weights}
    policies = [gpssim.Policy.of("open_tender", name, {**RULES[rule][0], "price_weight": w}) for name, (rule, w) in named.items()]
    runs, rows = by_run(trial.run(policies, keep="all")), []
    for name, (rule, weight) in named.items():
        own = runs.loc[runs["policy"] == name, list(OUTCOMES)]
        errors = (own.std() / np.sqrt(len(own))).add_suffix("_se")
        rows.append({"rule": rule, "weight": weight, **own.mean(), **errors})
    table = pd.DataFrame(rows)
    trial.save(table, "price_rules", float_format="%.6g")
    draw(trial, table)
    trial.show(table.drop(columns=[c for c in table if c.endswith("_se")]), index=False)


if __name__ == "__main__":
    EXPERIMENT.main(conduct)
