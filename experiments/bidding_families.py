"""Does it matter how bidders think? Every bidding family in the same market under open tender, and what each of them regrets.

A small market of equals with private costs (preset ``textbook``), with differences in ability, effort that promises and honesty
call for, and learning bidders given years to learn. Only the bidding family differs; every run meets the same luck.

    python experiments/bidding_families.py --out results/bidding_families
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

MARKET = {
    "warm_up": 36,
    "months": 60,
    "world.organizations.n_initial": 10,
    "world.organizations.ability_sd": 0.3,
    "world.organizations.honesty_mean": 0.6,
    "world.information.dossier_noise": 0.2,
    "world.information.acceptance_noise": 0.2,
}
SETTINGS = [
    {"family": "collusion", "name": "ring_share", "value": 1.0},
    {"family": "low_ball", "name": "low_ballers", "value": 0.5},
]
BIDDERS: dict[str, dict[str, object]] = {
    "equilibrium": {"world.bidding.family": "equilibrium"},
    "mark-up of 1 %": {"world.bidding.family": "markup", "world.bidding.markup": 0.01},
    "mark-up of 8 %": {"world.bidding.family": "markup"},
    "mark-up of 25 %": {"world.bidding.family": "markup", "world.bidding.markup": 0.25},
    "best response to disclosed prices": {"world.bidding.family": "best_response_history"},
    "experience-weighted attraction": {"world.bidding.family": "ewa"},
    "stochastic fictitious play": {"world.bidding.family": "fictitious_play"},
    "reinforcement (Roth–Erev)": {"world.bidding.family": "roth_erev"},
    "imitation of winners": {"world.bidding.family": "imitation"},
    "a ring of everybody": {"world.bidding.family": "collusion"},
    "half of them low-ball": {"world.bidding.family": "low_ball"},
}
OUTCOMES = {
    "price": "price paid, % of the ceiling",
    "quality": "quality delivered, latent",
    "effort": "effort on what is verifiable, latent",
    "ex_ante": "regret of a usual change of price, % of the ceiling",
}


def by_run(results: Any) -> pd.DataFrame:
    """Price, quality, effort and regret of each replication."""
    regret = gpssim.regret(results)
    services = results.table("services", ["month", "places_delivered", "delivered_latent", "effort_verifiable"])
    sums = services[services["month"] >= 0].groupby("replication").sum(numeric_only=True)
    won = regret.offers[regret.offers["won"]].groupby("replication")
    return pd.DataFrame(
        {
            "price": 100.0 * won["price"].mean(),
            "quality": sums["delivered_latent"] / sums["places_delivered"],
            "effort": sums["effort_verifiable"] / sums["places_delivered"],
            "ex_post": 100.0 * regret.offers.groupby("replication")["ex_post"].mean(),
        }
    ).reset_index()


def summary(bidders: list[str], replications: int, seed: int, changes: dict[str, object]) -> pd.DataFrame:
    """A row a kind of bidders: means over replications, their standard errors, and regret of classes over all replications."""
    market, rows = gpssim.replace(gpssim.load_scenario("textbook"), {**MARKET, "world.bidding.settings": SETTINGS, **changes}), []
    for kind in bidders:
        scenario = gpssim.replace(market, BIDDERS[kind])
        study = gpssim.Study(scenario, ["open_tender"], replications=replications, seed=seed, keep="all")
        results = study.run(progress=False)
        failed = results.runs.loc[results.runs["status"] != "SUCCEEDED", "reason"]
        if len(failed):
            raise SystemExit(f"{kind}: {failed.iloc[0]}")
        runs, pooled = by_run(results), gpssim.regret(results).families.iloc[0]
        means = {name: runs[name].mean() for name in runs.columns.drop("replication")}
        errors = {f"{name}_se": runs[name].std() / np.sqrt(len(runs)) for name in means}
        rows.append({"bidders": kind, "offers": int(pooled["n"]), **means, **errors, "ex_ante": 100.0 * pooled["ex_ante"]})
    return pd.DataFrame(rows)


def draw(table: pd.DataFrame, path: Path) -> None:
    """A panel an outcome, a row a kind of bidders; regret on an axis that is linear below a tenth of a percent."""
    figure, panels = plt.subplots(1, len(OUTCOMES), figsize=(11.0, 3.8), sharey=True, layout="constrained")
    rows = np.arange(len(table))
    for axes, (name, label) in zip(panels, OUTCOMES.items(), strict=True):
        error = 2.0 * table[f"{name}_se"] if f"{name}_se" in table else None
        axes.errorbar(table[name], rows, xerr=error, fmt="o", ms=4, color="#0072B2", elinewidth=1.0)
        axes.set_xlabel(label.replace(", ", ",\n"), fontsize=8)
        axes.grid(axis="x", alpha=0.4)
        axes.tick_params(labelsize=8)
    panels[-1].axvline(0.0, color="0.5", lw=0.8)
    panels[-1].set_xscale("symlog", linthresh=0.1)
    panels[-1].set_xticks([-0.1, 0.0, 0.1, 1.0, 5.0], ["−0.1", "0", "0.1", "1", "5"])
    panels[0].set_yticks(rows, list(table["bidders"]))
    panels[0].invert_yaxis()
    figure.savefig(path, dpi=150)
    plt.close(figure)


def main() -> None:
    """Run, write, draw, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=Path("results/bidding_families"))
    parser.add_argument("--replications", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--fast", action="store_true", help="two kinds of bidders, two short replications")
    asked = parser.parse_args()
    bidders = ["mark-up of 8 %", "stochastic fictitious play"] if asked.fast else list(BIDDERS)
    changes: dict[str, object] = {"warm_up": 6, "months": 18} if asked.fast else {}
    table = summary(bidders, 2 if asked.fast else asked.replications, asked.seed, changes)
    asked.out.mkdir(parents=True, exist_ok=True)
    table.to_csv(asked.out / "bidding_families.csv", index=False, float_format="%.6g")
    draw(table, asked.out / "bidding_families.png")
    print(table.drop(columns=[c for c in table if c.endswith("_se")]).round(3).to_string(index=False))


if __name__ == "__main__":
    main()
