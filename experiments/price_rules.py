"""Five ways to turn a price into points: who wins, what is paid, and how often a losing offer decides.

One market under open tender; only the price rule and its weight differ, every run meets the same luck. ``turned`` is the share of
awards that would have gone to somebody else had one losing offer (or one of two) not been made. Linear points cannot be turned.

    python experiments/price_rules.py --out results/price_rules
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import matplotlib as mpl

mpl.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

import gpssim

RULES = {
    "lowest over own": {"price_rule": "lowest_ratio"},
    "linear in the price": {"price_rule": "linear"},
    "linear, all points at half": {"price_rule": "linear", "price_settings": "full_at=0.5"},
    "between the extremes": {"price_rule": "between_extremes"},
    "closest to the mean": {"price_rule": "closest_to_mean"},
    "benchmark under the mean": {"price_rule": "benchmark"},
}
WEIGHTS = (0.1, 0.3, 0.6)
COLORS = ("#56B4E9", "#0072B2", "#000000")
MARKET = {
    "world.bidding.family": "markup",
    "world.city.n_citizens": 2000,
    "world.information.dossier_noise": 0.2,
    "warm_up": 24,
    "months": 48,
}
OUTCOMES = {
    "turned": "awards decided by one losing offer, %",
    "turned_by_two": "awards decided by up to two, %",
    "price": "price paid, % of the ceiling",
    "quality": "quality delivered, latent",
}


def by_run(results: Any) -> pd.DataFrame:
    """Outcomes of each policy and replication."""
    keys = ["policy", "replication"]
    one, two = (gpssim.reversals(results, most=most).groupby(keys, observed=True)["turned"].mean() for most in (1, 2))
    held = results.table("projects", ["month_opened", "outcome", "winning_price", "ceiling"])
    held = held[(held["month_opened"] >= 0) & (held["outcome"] == "awarded")]
    paid = (held["winning_price"] / held["ceiling"]).groupby([held[k] for k in keys], observed=True).mean()
    wanted = ["month", "places_delivered", "delivered_latent"]
    services = results.table("services", wanted).query("month >= 0").groupby(keys, observed=True).sum(numeric_only=True)
    quality = services["delivered_latent"] / services["places_delivered"]
    return pd.DataFrame({"turned": 100 * one, "turned_by_two": 100 * two, "price": 100 * paid, "quality": quality}).reset_index()


def summary(rules: list[str], weights: tuple[float, ...], replications: int, seed: int, changes: dict[str, object]) -> pd.DataFrame:
    """A row a price rule and weight: means over replications and their standard errors."""
    scenario = gpssim.replace(gpssim.load_scenario("suzhou-high-tech"), {**MARKET, **changes})
    named = {f"rule {k}, weight {w}": (rule, w) for k, rule in enumerate(rules) for w in weights}
    policies = [gpssim.Policy.of("open_tender", name, {**RULES[rule], "price_weight": w}) for name, (rule, w) in named.items()]
    study = gpssim.Study(scenario, policies=policies, replications=replications, seed=seed, keep="all")
    results = study.run(progress=False)
    failed = results.runs.loc[results.runs["status"] != "SUCCEEDED", "reason"]
    if len(failed):
        raise SystemExit(failed.iloc[0])
    runs, rows = by_run(results), []
    for name, (rule, weight) in named.items():
        own = runs.loc[runs["policy"] == name, list(OUTCOMES)]
        errors = (own.std() / np.sqrt(len(own))).add_suffix("_se")
        rows.append({"rule": rule, "weight": weight, **own.mean(), **errors})
    return pd.DataFrame(rows)


def draw(table: pd.DataFrame, path: Path) -> None:
    """A panel an outcome, a row a rule, a color a weight of price."""
    figure, panels = plt.subplots(1, len(OUTCOMES), figsize=(12.0, 3.4), sharey=True, layout="constrained")
    rules = list(dict.fromkeys(table["rule"]))
    for axes, (name, label) in zip(panels, OUTCOMES.items(), strict=True):
        for shift, (weight, part) in enumerate(table.groupby("weight")):
            rows = np.array([rules.index(rule) for rule in part["rule"]]) + 0.18 * (shift - 1)
            error = 2.0 * part[f"{name}_se"].fillna(0.0)
            color = COLORS[shift % len(COLORS)]
            axes.errorbar(
                part[name], rows, xerr=error, fmt="o", ms=4, color=color, elinewidth=1.0, label=f"weight of price {weight}"
            )
        axes.set_xlabel(label.replace(", ", ",\n"), fontsize=8)
        axes.grid(axis="x", alpha=0.4)
        axes.tick_params(labelsize=8)
    panels[0].set_yticks(np.arange(len(rules)), rules)
    panels[0].invert_yaxis()
    figure.legend(*panels[0].get_legend_handles_labels(), loc="outside lower center", ncols=len(COLORS), fontsize=8, frameon=False)
    figure.savefig(path, dpi=150)
    plt.close(figure)


def main() -> None:
    """Run, write, draw, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=Path("results/price_rules"))
    parser.add_argument("--replications", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--fast", action="store_true", help="two rules, one weight, two short replications")
    asked = parser.parse_args()
    rules, weights = (["lowest over own", "linear in the price"], (0.3,)) if asked.fast else (list(RULES), WEIGHTS)
    changes: dict[str, object] = {"world.city.n_citizens": 400, "warm_up": 3, "months": 12} if asked.fast else {}
    table = summary(rules, weights, 2 if asked.fast else asked.replications, asked.seed, changes)
    asked.out.mkdir(parents=True, exist_ok=True)
    table.to_csv(asked.out / "price_rules.csv", index=False, float_format="%.6g")
    draw(table, asked.out / "price_rules.png")
    print(table.drop(columns=[c for c in table if c.endswith("_se")]).round(3).to_string(index=False))


if __name__ == "__main__":
    main()
