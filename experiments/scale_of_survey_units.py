"""Does it matter how many residents a survey unit stands for? The same city at 1 : 100, 1 : 10 and 1 : 1.

Organizations, purchasers, money and places are one to one at every scale; only citizens are drawn as units that each stand for a
number of residents. What policies do to each other must not hang on that number. Levels of coverage do, a little: a district and
domain in which a handful of units are in need often has nobody to take a place that is free this month. The table splits coverage
into places bought for each person in need, which must be the same at every scale, and the share of them in use, which is what
rises. `empty` says how much of what stands empty does so while nobody waits there: at 1 : 1 that is what the market leaves empty,
and what is more at coarser scales is an artefact of the scale.

    python experiments/scale_of_survey_units.py --out results/scale_of_survey_units
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

import gpssim
from gpssim import experiment

POLICIES = ("open_tender", "directed_commission")
RESIDENTS = {"full": (100, 10, 1), "quick": (1000, 100, 10), "fast": (750, 375)}
OUTCOMES = {
    "coverage": experiment.measure("Coverage", "覆盖率", of="coverage"),
    "bought": experiment.measure("Places for each person in need", "每位有需求者的服务名额", "places"),
    "in_use": experiment.measure("Places in use", "名额使用率", "share"),
    "empty": experiment.measure("Places empty where nobody waits", "无人等候的空置名额", "share"),
    "price": experiment.measure("Price paid", "中标价", of="price_per_unit"),
    "quality": experiment.measure("Quality delivered", "实际质量", of="delivered_quality"),
    "trust": experiment.measure("Trust in government", "对政府的信任", of="trust_government"),
}
TEXTS = gpssim.charts.Texts(
    "scale_of_survey_units",
    ("One city at several scales", "同一城市的不同比例尺"),
    ("Rows: how many residents a survey unit stands for.", "行：每个调查单位代表的居民数。"),
    {
        **OUTCOMES,
        **{f"1 : {n:,}": (f"1 : {n:,}", f"1 : {n:,}") for n in sorted({n for sizes in RESIDENTS.values() for n in sizes})},
    },
)
EXPERIMENT = gpssim.Experiment(
    __doc__,
    "scale_of_survey_units",
    {
        "full": gpssim.Size(8, warm_up=36, months=60),
        "quick": gpssim.Size(3, "coarser scales, two years", warm_up=12, months=24),
        "fast": gpssim.Size(
            2, "a village at two coarse scales, short", warm_up=3, months=12, changes=experiment.VILLAGE, workers=1
        ),
    },
    seed=29,
    changes=experiment.MARKUP,
)
KEYS = ["policy", "replication"]


def supplied(results: Any, residents: float) -> pd.DataFrame:
    """Coverage in its parts, by policy and replication; people and places, not units."""
    place = [*KEYS, "month", "district", "domain"]
    people = results.table("monthly", ["month", "district", "domain", "n_need", "n_served", "n_queued"]).query("month >= 0")
    people = residents * people.groupby(place, observed=True)[["n_need", "n_served", "n_queued"]].sum()
    places = results.table("services", ["month", "district", "domain", "places_delivered"]).query("month >= 0")
    cells = people.join(places.set_index(place)["places_delivered"], how="left").fillna(0.0)
    free = np.maximum(0.0, cells["places_delivered"] - cells["n_served"])
    cells = cells.assign(empty=free.where(cells["n_queued"] == 0, 0.0))
    total = cells.groupby(KEYS, observed=True).sum()
    return pd.DataFrame(
        {
            "coverage": total["n_served"] / total["n_need"],
            "bought": total["places_delivered"] / total["n_need"],
            "in_use": total["n_served"] / total["places_delivered"],
            "empty": total["empty"] / total["places_delivered"],
        }
    )


def by_run(results: Any, residents: float) -> pd.DataFrame:
    """All outcomes of each policy and replication over the months since the switch."""
    named = {"price": "price_per_unit", "quality": "delivered_quality", "trust": "trust_government"}
    others = {name: gpssim.values(results, outcome).set_index(KEYS)["value"] for name, outcome in named.items()}
    return supplied(results, residents).assign(**others).reset_index()


def summarized(runs: pd.DataFrame) -> pd.DataFrame:
    """Means with standard errors of each policy, and of the paired difference of the two."""
    outcomes = list(OUTCOMES)
    one, other = (runs[runs["policy"] == name].set_index("replication")[outcomes] for name in POLICIES)
    arms = {**dict(zip(POLICIES, (one, other), strict=True)), "difference": one - other}
    rows = [{"policy": name, **arm.mean(), **(arm.std() / np.sqrt(len(arm))).add_suffix("_se")} for name, arm in arms.items()]
    return pd.DataFrame(rows)


def draw(folder: experiment.Folder, scales: pd.DataFrame) -> None:
    """Every outcome of both policies at each scale."""
    arms = scales[scales["policy"] != "difference"].assign(series=scales["policy"])
    shown = experiment.rows_with_errors(arms, "scale", OUTCOMES, folder.replications)
    folder.draw(gpssim.charts.rows, shown, TEXTS)


def conduct(trial: gpssim.Trial) -> None:
    """Run both policies at each scale, write levels and paired differences, draw the levels, print both."""
    city = trial.scenario.world.city.residents

    def at(residents: int) -> pd.DataFrame:
        units = city // residents
        results = trial.run(POLICIES, {"world.city.n_citizens": units}, keep="all")
        return summarized(by_run(results, city / units))

    scales = {f"1 : {n:,}": n for n in RESIDENTS[trial.size]}
    trial.left_out.cases(f"1 : {n:,}" for n in RESIDENTS["full"] if f"1 : {n:,}" not in scales)
    table = trial.gather("scales", scales, at, column="scale")
    draw(trial, table)
    trial.show(table[["scale", "policy", *OUTCOMES]], index=False)


if __name__ == "__main__":
    EXPERIMENT.main(conduct)
