"""Does evaluation by third parties help? It depends on who chooses them and on whether citizens watch.

A directed commission's contracts are accepted by officials, or by third parties that the purchaser or the provider chooses, in
cities whose citizens take no, usual or much part. What counts is how far acceptance is from the truth, and what evaluation costs.
Null controls: evaluators who cannot be captured, and no third parties at all.

    python experiments/evaluators_and_participation.py --out results/evaluators
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import matplotlib as mpl

mpl.use("Agg")
import matplotlib.pyplot as plt
import pandas as pd

import gpssim

PARTICIPATION = (0.0, 0.2, 0.5)
ARMS: dict[str, dict[str, object]] = {
    "officials only": {},
    "purchaser's evaluator": {"policy.levers.third_party": 1.0},
    "provider's evaluator": {"policy.levers.third_party": 1.0, "policy.levers.evaluator_choice": "provider"},
    "no capture possible": {"policy.levers.third_party": 1.0, "world.evaluators.capture": 0.0},
}
OUTCOMES = {
    "captured_share": "captured evaluations, share",
    "accepted_minus_truth": "accepted minus true quality, latent",
    "delivered_quality": "delivered quality (0-1)",
    "penalties": "deductions, yuan per 1000 yuan paid",
    "procedures": "procedures and evaluators' fees,\nyuan per 1000 yuan paid",
}
SMALL = {"world.city.n_citizens": 400, "warm_up": 6, "months": 18}


def procedures(results: Any) -> pd.DataFrame:
    """Money spent on procedures, evaluators' fees included, for every 1000 yuan paid to organizations, by replication."""
    table = results.table("purchasers", columns=["month", "procedure_cost", "paid"])
    sums = table[table["month"] >= 0].groupby("replication")[["procedure_cost", "paid"]].sum()
    return (1000 * sums["procedure_cost"] / sums["paid"]).rename("value").reset_index()


def measured(scenario: gpssim.Scenario, arm: str, participation: float, replications: int) -> pd.DataFrame:
    """One cell: every outcome of every replication."""
    changes = {**ARMS[arm], "world.citizens.participation": participation, "world.bidding.family": "markup"}
    levers = {path.rpartition(".")[2]: value for path, value in changes.items() if path.startswith("policy.")}
    world = gpssim.replace(scenario, {path: value for path, value in changes.items() if path.startswith("world.")})
    policy = gpssim.Policy.of("directed_commission", levers=levers)
    results = gpssim.Study(world, policies=[policy], replications=replications, seed=12).run()
    tables = [gpssim.values(results, name).assign(outcome=name) for name in OUTCOMES if name != "procedures"]
    tables.append(procedures(results).assign(outcome="procedures"))
    return pd.concat(tables, ignore_index=True).assign(arm=arm, participation=participation)


def draw(means: pd.DataFrame, errors: pd.DataFrame, out: Path) -> None:
    """Outcome by participation, a line an arm."""
    figure, axes = plt.subplots(1, len(OUTCOMES), figsize=(14.0, 3.4), layout="constrained")
    for axis, (outcome, label) in zip(axes.flat, OUTCOMES.items(), strict=True):
        for k, arm in enumerate(ARMS):
            rows, spread = means.loc[(outcome, arm)], errors.loc[(outcome, arm)]
            at = [x + 0.006 * (k - 1.5) for x in rows.index]
            axis.errorbar(at, rows, spread, marker="osD^"[k], ms=4, lw=1, label=arm)
        axis.set_title(label, fontsize=9, loc="left")
        axis.set_xlabel("citizens' participation", fontsize=8)
        axis.set_xticks(PARTICIPATION)
    axes.flat[0].set_ylim(bottom=-0.02)
    figure.legend(*axes.flat[0].get_legend_handles_labels(), loc="outside lower center", ncols=4, frameon=False, fontsize=8)
    figure.savefig(out / "evaluators_and_participation.png", dpi=150)


def main() -> None:
    """Run the cells, write the table, draw the figure, print the means."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--out", type=Path, default=Path("results/evaluators"))
    parser.add_argument("--replications", type=int, default=10)
    parser.add_argument("--fast", action="store_true", help="a small city and few months: a try, not a result")
    options = parser.parse_args()

    scenario = gpssim.load_scenario("suzhou-high-tech")
    scenario = gpssim.replace(scenario, SMALL if options.fast else {"world.city.n_citizens": 2000, "months": 60, "warm_up": 12})
    replications = 1 if options.fast else options.replications
    table = pd.concat(
        [measured(scenario, arm, x, replications) for arm in ARMS for x in PARTICIPATION[:: 2 if options.fast else 1]],
        ignore_index=True,
    )
    options.out.mkdir(parents=True, exist_ok=True)
    grouped = table.groupby(["outcome", "arm", "participation"], observed=True)["value"]
    means, errors = grouped.mean(), (1.96 * grouped.std() / grouped.count() ** 0.5).fillna(0.0)
    means.reset_index().to_csv(options.out / "evaluators_and_participation.csv", index=False)
    draw(means, errors, options.out)
    print(means.unstack("participation").round(3).to_string())


if __name__ == "__main__":
    main()
