"""Does it matter how bidders think? Every bidding family in the same market under open tender, and what each of them regrets.

A small market of equals with private costs (preset ``textbook``), with differences in ability, effort that promises and honesty
call for, and learning bidders given years to learn. Only the bidding family differs; every run meets the same luck.

    python experiments/bidding_families.py --out results/bidding_families
"""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
import pandas as pd

import gpssim
from gpssim import experiment

MARKET = {
    "world.organizations.n_initial": 10,
    "world.organizations.ability_sd": 0.3,
    "world.organizations.honesty_mean": 0.6,
    "world.information.dossier_noise": 0.2,
    "world.information.acceptance_noise": 0.2,
    "world.bidding.settings": [
        {"family": "collusion", "name": "ring_share", "value": 1.0},
        {"family": "low_ball", "name": "low_ballers", "value": 0.5},
    ],
}
BIDDERS: dict[str, tuple[dict[str, object], str]] = {
    "equilibrium": ({"family": "equilibrium"}, "均衡"),
    "mark-up of 1 %": ({"family": "markup", "markup": 0.01}, "加价1%"),
    "mark-up of 8 %": ({"family": "markup"}, "加价8%"),
    "mark-up of 25 %": ({"family": "markup", "markup": 0.25}, "加价25%"),
    "best response to disclosed prices": ({"family": "best_response_history"}, "对公开价格的最优反应"),
    "experience-weighted attraction": ({"family": "ewa"}, "经验加权吸引"),
    "stochastic fictitious play": ({"family": "fictitious_play"}, "随机虚拟博弈"),
    "reinforcement (Roth–Erev)": ({"family": "roth_erev"}, "强化学习"),
    "imitation of winners": ({"family": "imitation"}, "模仿中标者"),
    "a ring of everybody": ({"family": "collusion"}, "全体围标"),
    "half of them low-ball": ({"family": "low_ball"}, "半数低价抢标"),
}
OUTCOMES = {
    "price": experiment.measure("Price paid", "成交价", "% of the ceiling"),
    "quality": experiment.measure("Quality delivered", "交付质量", "latent"),
    "effort": experiment.measure("Effort on what is verifiable", "可验证任务的努力", "latent"),
    "ex_ante": experiment.measure("Regret of a usual change of price", "惯常调价的后悔值", "% of the ceiling"),
}
TEXTS = gpssim.charts.Texts(
    "bidding_families",
    ("Does it matter how bidders think?", "投标者如何思考是否重要？"),
    (
        "Line: the first row. Regret: of all replications together; its axis is linear within 0.1 % of 0, logarithmic beyond.",
        "竖线：首行。后悔值合并各次重复；其横轴在0附近0.1%以内为线性，以外为对数。",
    ),
    {**OUTCOMES, **{kind: (kind, chinese) for kind, (_, chinese) in BIDDERS.items()}},
)
EXPERIMENT = gpssim.Experiment(
    __doc__,
    "bidding_families",
    {
        "full": gpssim.Size(20, warm_up=36, months=60),
        "quick": gpssim.Size(4, "four short replications", warm_up=12, months=36),
        "fast": gpssim.Size(2, "two kinds of bidders, two short replications", warm_up=6, months=18, workers=1),
    },
    scenario="textbook",
    changes=MARKET,
)


def by_run(regret: Any, services: pd.DataFrame) -> pd.DataFrame:
    """Price, quality, effort and regret of each replication."""
    sums = services[services["month"] >= 0].groupby("replication").sum(numeric_only=True)
    won = regret.offers[regret.offers["won"]].groupby("replication")
    return pd.DataFrame(
        {
            "price": 100.0 * won["price"].mean(),
            "quality": sums["delivered_latent"] / sums["places_delivered"],
            "effort": sums["effort_verifiable"] / sums["places_delivered"],
            "ex_post": 100.0 * regret.offers.groupby("replication")["ex_post"].mean(),
        }
    )


def draw(folder: experiment.Folder, bidding_families: pd.DataFrame) -> None:
    """Every kind of bidder in every outcome, beside the first of them."""
    shown = experiment.rows_with_errors(bidding_families, "bidders", OUTCOMES, folder.replications)
    shown = shown.assign(reference=shown["panel"].map({**bidding_families[list(OUTCOMES)].iloc[0], "ex_ante": 0.0}))
    folder.draw(partial(gpssim.charts.rows, near={"ex_ante": 0.1}), shown, TEXTS)


def conduct(trial: gpssim.Trial) -> None:
    """Run, write, draw, print."""

    def measured(kind: str) -> pd.DataFrame:
        """A row of means over replications, their standard errors, and regret of classes over all replications."""
        bidding = {f"world.bidding.{name}": value for name, value in BIDDERS[kind][0].items()}
        results = trial.run(["open_tender"], bidding, keep="all")
        regret = gpssim.regret(results)
        runs = by_run(regret, results.table("services", ["month", "places_delivered", "delivered_latent", "effort_verifiable"]))
        pooled = regret.families.iloc[0]
        errors = (runs.std() / np.sqrt(len(runs))).add_suffix("_se")
        numbers = {"offers": int(pooled["n"]), **runs.mean(), **errors, "ex_ante": 100.0 * pooled["ex_ante"]}
        return pd.DataFrame([{"bidders": kind, **numbers}])

    kinds = trial.among(list(BIDDERS), fast=["mark-up of 8 %", "stochastic fictitious play"])
    table = trial.gather("bidding_families", kinds, measured, column="", float_format="%.6g")
    draw(trial, table)
    trial.show(table.drop(columns=[c for c in table if c.endswith("_se")]), index=False)


if __name__ == "__main__":
    EXPERIMENT.main(conduct)
