"""Who is lost on the way to a service, and what helps: targeting and its errors, household registration, hassle, costly clients.

Everybody in need is, each month, not eligible, unaware, deterred, waiting or served. One thing is changed at a time under the same
luck. Null control: targeting of accuracy 0 puts people first at random; where nobody is harder to reach ("no hassle") it
must change nothing for the groups that it names. (Where some are, a lot is better for them than the order of contact.)

    python experiments/exclusion_cascade.py --out results/exclusion_cascade
"""

from __future__ import annotations

from typing import Any

import pandas as pd

import gpssim
from gpssim import experiment

STAGES = ["n_ineligible", "n_unaware", "n_deterred", "n_queued", "n_served"]
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
WORDS = {
    "no_targeting": ("no targeting", "无针对性"),
    "targeting": ("targeting", "针对弱势群体"),
    "targeting_by_chance": ("targeting by chance", "随机针对"),
    "registered_only": ("registered residents only", "仅限户籍居民"),
}
WORLDS: dict[str, dict[str, object]] = {
    "as assumed": {},
    "no hassle": {"world.citizens.access": (1.0, 1.0, 1.0, 1.0, 1.0)},
    "long ways": {"world.society.reach.travel": 2.0},
}
EAGER = {"world.citizens.apply_base": -2.5}
"""Where people ask more readily than in the preset there are queues, and who comes first matters (assumption)."""
EXPERIMENT = gpssim.Experiment(
    __doc__,
    "exclusion_cascade",
    {
        "full": gpssim.Size(8, months=60),
        "quick": gpssim.Size(3, "a small city, few months", citizens=1000, warm_up=12, months=36, changes=experiment.MARKUP),
        "fast": gpssim.Size(2, "a small city, few months, one world", citizens=1000, warm_up=12, months=24, workers=1),
    },
    changes=EAGER,
    seed=11,
)


def vulnerable(results: Any) -> pd.DataFrame:
    """Shares of the vulnerable in need at each stage, and their gap to others: mean over replications and its standard error."""
    rows = results.table("monthly")
    rows = rows.assign(side=rows["group"].astype(str).eq("ordinary").map({True: "ordinary", False: "vulnerable"}))
    sums = rows.groupby(["policy", "replication", "side"], observed=True)[[*STAGES, "n_need"]].sum()
    shares = sums[STAGES].div(sums["n_need"], axis=0)
    found = shares.groupby(level=["policy", "side"], observed=True).agg(["mean", "sem"])
    found.columns = [f"{stage.removeprefix('n_')}_{what}" for stage, what in found.columns]
    return found.reset_index()


def migrants(results: Any) -> pd.Series:
    """Coverage of migrants by policy."""
    frame = gpssim.values(results, "coverage", by=("group",))
    return frame[frame["group"].astype(str) == "migrant"].groupby("policy", observed=True)["value"].mean()


def conduct(trial: gpssim.Trial) -> None:
    """Run every policy in every world, draw the cascade of the world as assumed, write and print the stages of the vulnerable."""

    def measured(world: str) -> pd.DataFrame:
        tables = []
        for policies in (DRAWN, OTHERS):
            results = trial.run(policies, WORLDS[world], keep=0)
            tables.append(vulnerable(results))
            trial.show(migrants(results), f"{world}: coverage of migrants")
            if world == "as assumed" and policies is DRAWN:
                trial.draw_figures(results, ["exclusion_cascade"], words=WORDS)
        return pd.concat(tables, ignore_index=True)

    table = trial.gather("stages", list(trial.first(WORLDS, fast=1)), measured, column="world")
    trial.show(table[table["side"] == "vulnerable"], index=False)


if __name__ == "__main__":
    EXPERIMENT.main(conduct)
