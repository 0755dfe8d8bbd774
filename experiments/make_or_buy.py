"""Make, buy or both? Provision in house under a staffing cap, contracts, and half of each, along the number of posts.

Public institutions serve up to their posts, their deficits are covered, idle staff is paid on. The contract arm is drawn twice: in
a city that closed its institutions, and in one that keeps them idle. ``lottery`` is the null: contracts given blindly.

    python experiments/make_or_buy.py --out results/make_or_buy
"""

from __future__ import annotations

import argparse
from pathlib import Path

import matplotlib as mpl

mpl.use("Agg")
import matplotlib.pyplot as plt
import pandas as pd

import gpssim

CITY = {"world.city.n_citizens": 1000, "warm_up": 36, "months": 72, "world.bidding.family": "markup"}
SMALL = {"world.city.n_citizens": 200, "warm_up": 3, "months": 12, "world.bidding.family": "markup"}
POSTS = (6.0, 12.0, 24.0, 48.0)
OUTCOMES = {
    "coverage": "coverage",
    "nonverifiable_quality": "non-verifiable quality, latent",
    "paid": "paid on contracts, million yuan a year",
    "subsidies": "deficits covered, million yuan a year",
}
HALF = gpssim.Policy(
    name="both",
    shares=(gpssim.MechanismShare(mechanism="in_house", share=0.5), gpssim.MechanismShare(mechanism="open_tender", share=0.5)),
)
MAKE = gpssim.Policy.of("in_house", levers={"after_failure": ""})
"""What the institutions have no posts for is not bought elsewhere."""
ARMS = {"in_house": "make: in house", "both": "both", "open_tender": "buy, institutions kept", "lottery": "null: contracts by lot"}
CLOSED = "buy, institutions closed"


def outcomes(results: gpssim.Study, first: int, last: int) -> pd.DataFrame:
    """Each outcome of each run in a window of months."""
    names = ("coverage", "nonverifiable_quality", "subsidies")
    found = [gpssim.values(results, name, (first, last)).assign(outcome=name) for name in names]
    money = results.table("purchasers", ["month", "paid"])
    inside = (
        money[money["month"].between(first, last)].groupby(["policy", "replication"], as_index=False, observed=True)["paid"].sum()
    )
    yearly = 12.0 / (last - first + 1)
    found.append(inside.assign(outcome="paid", value=yearly * inside["paid"]))
    table = pd.concat(found, ignore_index=True)[["policy", "replication", "outcome", "value"]]
    table.loc[table["outcome"].isin(["paid", "subsidies"]), "value"] /= 1e6
    return table


def run(scenario: gpssim.Scenario, posts: float | None, replications: int) -> pd.DataFrame:
    """All arms in a world with so many posts for each purchaser; without institutions only the contract arm."""
    changes = {"provide": "none"} if posts is None else {"provide": "purchaser", "staff": posts, "posts": posts}
    world = gpssim.replace(scenario, {f"world.sector.institutions.{name}": value for name, value in changes.items()})
    arms = ["open_tender"] if posts is None else [MAKE, HALF, "open_tender", "lottery"]
    months = scenario.months
    table = outcomes(
        gpssim.Study(world, arms, replications=replications, seed=1, keep=0).run(progress=False), months // 2, months - 1
    )
    names = {"open_tender": CLOSED} if posts is None else ARMS
    return table.assign(arm=table["policy"].astype(str).map(names), posts=posts)


def draw(table: pd.DataFrame, path: Path) -> None:
    """A panel an outcome along the number of posts: mean and two standard errors."""
    figure, panels = plt.subplots(1, len(OUTCOMES), figsize=(12.0, 3.6), layout="constrained")
    looks = {"make: in house": "C3-o", "both": "C4-s", "buy, institutions kept": "C0-^", "null: contracts by lot": "k:x"}
    for axes, (outcome, label) in zip(panels, OUTCOMES.items(), strict=True):
        own = table[table["outcome"] == outcome]
        for arm, look in looks.items():
            found = own[own["arm"] == arm].groupby("posts")["value"].agg(["mean", "sem"])
            axes.errorbar(found.index, found["mean"], yerr=2 * found["sem"], fmt=look, ms=4, lw=1.2, label=arm)
        axes.axhline(own.loc[own["arm"] == CLOSED, "value"].mean(), color="C0", ls="--", lw=1.0, label=CLOSED)
        axes.set_xscale("log", base=2)
        axes.set_xticks(sorted(own["posts"].dropna().unique()), [f"{x:g}" for x in sorted(own["posts"].dropna().unique())])
        axes.minorticks_off()
        axes.set_xlabel("posts of each institution", fontsize=8)
        axes.set_title(label, fontsize=9)
        axes.tick_params(labelsize=8)
    figure.legend(*panels[0].get_legend_handles_labels(), loc="outside lower center", ncols=5, fontsize=7)
    figure.savefig(path, dpi=150)
    plt.close(figure)


def main() -> None:
    """Run along the posts, write, draw, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=Path("results/make_or_buy"))
    parser.add_argument("--replications", type=int, default=8)
    parser.add_argument("--fast", action="store_true", help="a small city, one number of posts: a try, not a result")
    asked = parser.parse_args()
    scenario = gpssim.replace(gpssim.load_scenario("suzhou-high-tech"), SMALL if asked.fast else CITY)
    replications = 1 if asked.fast else asked.replications
    table = pd.concat([run(scenario, x, replications) for x in ((None, 12.0) if asked.fast else (None, *POSTS))], ignore_index=True)
    asked.out.mkdir(parents=True, exist_ok=True)
    table.to_csv(asked.out / "make_or_buy.csv", index=False, float_format="%.6g")
    draw(table, asked.out / "make_or_buy.png")
    shown = table.assign(posts=table["posts"].fillna(0.0)).pivot_table(index=["outcome", "arm"], columns="posts", values="value")
    print(shown.round(3).to_string())


if __name__ == "__main__":
    main()
