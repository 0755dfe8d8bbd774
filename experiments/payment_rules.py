"""Six ways to pay for the same services: what becomes of quality, of providers and of money.

One market under open tender; only the payment rule differs, every run meets the same luck. What is paid
on measured outcome, what before and what after the work, shows in quality, in insolvencies and in what a place costs.

    python experiments/payment_rules.py --out results/payment_rules
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
    "as the mechanism says": {},
    "fixed": {"payment": "fixed"},
    "per unit": {"payment": "per_unit"},
    "on outcome": {"payment": "on_outcome"},
    "cost shared": {"payment": "shared"},
    "by milestones": {"payment": "staged"},
    "in advance": {"payment": "in_advance"},
    "in advance, 10 % retained for a year": {"payment": "in_advance", "retention": 0.1, "retention_months": 12},
    "by milestones, little in advance": {"payment": "staged", "payment_settings": "advance=0.1, last=0.3"},
}
MARKET = {
    "world.bidding.family": "markup",
    "world.city.n_citizens": 4000,
    "world.conduct.shock_chance": 0.1,
    "world.conduct.shock_size": 0.2,
    "world.conduct.cost_effort": 0.1,
    "warm_up": 24,
    "months": 60,
}
OUTCOMES = {
    "verifiable": "verifiable quality, latent",
    "other": "non-verifiable quality, latent",
    "insolvent": "insolvencies a year, per 100 organizations",
    "cost": "paid for a place-month, yuan",
    "lost": "advances lost, per 1000 yuan paid",
}


def by_run(results: Any) -> pd.DataFrame:
    """Outcomes of each policy and replication after the switch."""
    keys = ["policy", "replication"]
    wanted = ["month", "places_delivered", "delivered_verifiable", "delivered_nonverifiable"]
    services = results.table("services", wanted).query("month >= 0").groupby(keys, observed=True).sum(numeric_only=True)
    money = (
        results.table("purchasers", ["month", "paid", "advance_lost"])
        .query("month >= 0")
        .groupby(keys, observed=True)
        .sum(numeric_only=True)
    )
    exits = (
        results.table("exits", ["month", "reason"])
        .query("month >= 0 and reason == 'insolvent'")
        .groupby(keys, observed=True)
        .size()
    )
    stock = results.table("organizations", ["month", "organization"]).groupby([*keys, "month"], observed=True).size()
    number = stock.groupby(level=keys, observed=True).mean()
    years = float(MARKET["months"]) / 12.0
    return pd.DataFrame(
        {
            "verifiable": services["delivered_verifiable"] / services["places_delivered"],
            "other": services["delivered_nonverifiable"] / services["places_delivered"],
            "insolvent": 100.0 * exits.reindex(number.index, fill_value=0) / number / years,
            "cost": money["paid"] / services["places_delivered"],
            "lost": 1000.0 * money["advance_lost"] / money["paid"],
        }
    ).reset_index()


def summary(rules: list[str], replications: int, seed: int, changes: dict[str, object]) -> pd.DataFrame:
    """A row a payment rule: means over replications, and standard errors of the paired difference to the first rule."""
    scenario = gpssim.replace(gpssim.load_scenario("suzhou-high-tech"), {**MARKET, **changes})
    policies = [gpssim.Policy.of("open_tender", f"rule {k}", levers=RULES[rule]) for k, rule in enumerate(rules)]
    results = gpssim.Study(scenario, policies=policies, replications=replications, seed=seed).run(progress=False)
    failed = results.runs.loc[results.runs["status"] != "SUCCEEDED", "reason"]
    if len(failed):
        raise SystemExit(failed.iloc[0])
    runs = by_run(results).set_index(["policy", "replication"])
    rows = []
    for policy, rule in zip(policies, rules, strict=True):
        own, first = (runs.xs(p.name, level="policy") for p in (policy, policies[0]))
        errors = (own - first).std() / np.sqrt(replications)
        rows.append({"rule": rule, **own.mean(), **{f"{name}_se": errors[name] for name in OUTCOMES}})
    return pd.DataFrame(rows)


def draw(table: pd.DataFrame, path: Path) -> None:
    """A panel an outcome, a row a rule; bars are two standard errors of the paired difference to the first row."""
    figure, panels = plt.subplots(1, len(OUTCOMES), figsize=(13.0, 3.6), sharey=True, layout="constrained")
    rows = np.arange(len(table))
    for axes, (name, label) in zip(panels, OUTCOMES.items(), strict=True):
        axes.axvline(table[name].iloc[0], color="0.6", lw=0.8)
        axes.errorbar(table[name], rows, xerr=2.0 * table[f"{name}_se"].fillna(0.0), fmt="o", ms=4, color="#0072B2", elinewidth=1.0)
        axes.set_xlabel(label.replace(", ", ",\n"), fontsize=8)
        axes.grid(axis="x", alpha=0.4)
        axes.tick_params(labelsize=8)
    panels[0].set_yticks(rows, list(table["rule"]))
    panels[0].invert_yaxis()
    figure.savefig(path, dpi=150)
    plt.close(figure)


def main() -> None:
    """Run, write, draw, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=Path("results/payment_rules"))
    parser.add_argument("--replications", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--fast", action="store_true", help="two rules, two short replications")
    asked = parser.parse_args()
    rules = ["as the mechanism says", "on outcome"] if asked.fast else list(RULES)
    changes: dict[str, object] = {"world.city.n_citizens": 400, "warm_up": 3, "months": 15} if asked.fast else {}
    MARKET["months"] = changes.get("months", MARKET["months"])
    table = summary(rules, 2 if asked.fast else asked.replications, asked.seed, changes)
    asked.out.mkdir(parents=True, exist_ok=True)
    table.to_csv(asked.out / "payment_rules.csv", index=False, float_format="%.6g")
    draw(table, asked.out / "payment_rules.png")
    print(table.drop(columns=[c for c in table if c.endswith("_se")]).round(3).to_string(index=False))


if __name__ == "__main__":
    main()
