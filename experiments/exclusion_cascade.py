"""Who is lost on the way to a service, and what helps: targeting and its errors, household registration, hassle, costly clients.

Everybody in need is, each month, not eligible, unaware, deterred, waiting or served. One thing is changed at a time under the same
luck. Null control: targeting of accuracy 0 puts people first at random; where nobody is harder to reach ("no hassle") it
must change nothing for the groups that it names. (Where some are, a lot is better for them than the order of contact.)

    python experiments/exclusion_cascade.py --out results/exclusion_cascade
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import pandas as pd

import gpssim

LOSSES = ("ineligible_share", "unaware_share", "deterred_share", "queued_share", "coverage")
SMALL = {"world.city.n_citizens": 1000, "warm_up": 12, "months": 24}
EAGER = {"world.citizens.apply_base": -2.5}
"""Where people ask more readily than in the preset there are queues, and who comes first matters (assumption)."""
LEVERS: dict[str, dict[str, object]] = {
    "no_targeting": {},
    "targeting": {"targeting": 1.0},
    "targeting_by_chance": {"targeting": 1.0, "targeting_accuracy": 0.0},
    "registered_only": {"registered_only": "community,counselling,employment"},
    "targeting_with_errors": {"targeting": 1.0, "targeting_accuracy": 0.5},
    "publicity": {"publicity": 1.0},
}
POLICIES = [gpssim.Policy.of("open_tender", name, levers=levers) for name, levers in LEVERS.items()]
DRAWN, OTHERS = POLICIES[:4], POLICIES[4:]
"""The first are drawn together; the others are a study of their own under the same luck."""
WORLDS: dict[str, dict[str, object]] = {
    "as assumed": {},
    "no hassle": {"world.citizens.access": (1.0, 1.0, 1.0, 1.0, 1.0)},
    "long ways": {"world.society.reach.travel": 2.0},
}


def vulnerable(results: Any) -> pd.DataFrame:
    """Shares of the vulnerable in need at each stage, and their gap to others: mean over replications and its standard error."""
    rows = results.table("monthly")
    rows = rows.assign(side=rows["group"].astype(str).eq("ordinary").map({True: "ordinary", False: "vulnerable"}))
    stages = ["n_ineligible", "n_unaware", "n_deterred", "n_queued", "n_served"]
    sums = rows.groupby(["policy", "replication", "side"], observed=True)[[*stages, "n_need"]].sum()
    shares = sums[stages].div(sums["n_need"], axis=0)
    found = shares.groupby(level=["policy", "side"], observed=True).agg(["mean", "sem"])
    found.columns = [f"{stage.removeprefix('n_')}_{what}" for stage, what in found.columns]
    return found.reset_index()


def migrants(results: Any) -> pd.Series:
    """Coverage of migrants by policy."""
    frame = gpssim.values(results, "coverage", by=("group",))
    return frame[frame["group"].astype(str) == "migrant"].groupby("policy", observed=True)["value"].mean()


def main() -> None:
    """Run every policy in every world, draw the cascade of the world as assumed, write and print the stages of the vulnerable."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--out", type=Path, default=Path("results/exclusion_cascade"))
    parser.add_argument("--replications", type=int, default=8)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--fast", action="store_true", help="a small city, few months, one world: a try, not a result")
    options = parser.parse_args()

    scenario = gpssim.replace(gpssim.load_scenario("suzhou-high-tech"), EAGER)
    scenario = gpssim.replace(scenario, SMALL if options.fast else {"months": 60})
    options.out.mkdir(parents=True, exist_ok=True)
    tables = []
    for world, changes in list(WORLDS.items())[: 1 if options.fast else None]:
        varied = gpssim.replace(scenario, changes) if changes else scenario
        replications = 2 if options.fast else options.replications
        for policies in (DRAWN, OTHERS):
            results = gpssim.Study(varied, policies=policies, replications=replications, seed=options.seed, keep=0).run()
            tables.append(vulnerable(results).assign(world=world))
            print(f"{world}: coverage of migrants\n{migrants(results).round(3).to_string()}")
            if world == "as assumed" and policies is DRAWN:
                gpssim.draw_figures(results, options.out, names=["exclusion_cascade"])
    table = pd.concat(tables, ignore_index=True)
    table.to_csv(options.out / "stages.csv", index=False)
    print(table[table["side"] == "vulnerable"].round(3).to_string(index=False))


if __name__ == "__main__":
    main()
