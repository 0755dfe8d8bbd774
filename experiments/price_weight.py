"""The frontier of quality and cost along the weight of price, and competition as counted against competition that bites.

Open tender with price weights from a tenth to one, in a market where officials have ties and in one where they have none.
Nominal competition is the number of valid offers. Effective competition counts the winner and those losers whose score came within
five points of the winner's: the others were no threat. Directed commission and lottery, the null model, lie beside the
frontier; a world without noise is the second null control.

    python experiments/price_weight.py --out results/price_weight
"""

from __future__ import annotations

from typing import Any

import pandas as pd

import gpssim
from gpssim import experiment

WEIGHTS = {"fast": [0.1, 0.6], "quick": [0.1, 0.3, 0.6, 1.0], "full": [0.1, 0.2, 0.3, 0.4, 0.6, 0.8, 1.0]}
CLOSE = 5.0
"""Points within which a loser was a threat, of 100."""
OUTCOMES = {
    "delivered_quality": "delivered_quality",
    "nonverifiable_quality": "nonverifiable_quality",
    "cost_per_quality_unit": "cost_per_quality_unit",
    "price": "price_to_ceiling",
}
WORLDS = {"as it is": {}, "no ties": experiment.NO_TIES, "no noise": experiment.NO_NOISE}
TEXTS = gpssim.charts.Texts(
    "price_weight",
    ("Quality, cost and competition along the weight of price", "价格权重与质量、成本及竞争"),
    ("Open tender along the weight of its price; the other two have none.", "公开招标随价格权重而变；另两种方式无此权重。"),
    {
        **experiment.WORDS,
        "open_tender": ("open tender, ties as they are", "公开招标（关系照旧）"),
        "no ties": ("open tender, no ties", "公开招标（无关系）"),
        "no noise": ("open tender, nothing seen with noise", "公开招标（信息无噪声）"),
        "price": experiment.measure("Price over ceiling", "价格与限价之比", of="price_to_ceiling"),
        "nominal": experiment.measure("Valid offers a tender", "每次招标的有效报价数", "offers"),
        "effective": experiment.measure("Offers within 5 points of the best", "与最高分相差5分以内的报价数", "offers"),
        "cost_per_quality_unit": experiment.measure("Cost of quality", "单位质量成本", of="cost_per_quality_unit"),
        "x": experiment.measure("weight of price", "价格权重", "share"),
    },
)
EXPERIMENT = gpssim.Experiment(
    __doc__,
    "price_weight",
    {
        "full": gpssim.Size(12, citizens=4000),
        "quick": gpssim.Size(3, "a small city, fewer weights and worlds", citizens=500, warm_up=12, months=48),
        "fast": gpssim.Size(2, "a try, not a result", warm_up=2, months=12, changes=experiment.VILLAGE, workers=1),
    },
    seed=44,
)


def competition(results: Any) -> pd.DataFrame:
    """Mean number of valid offers and of offers close to the best since the switch, by policy and replication."""
    bids = results.table("bids", ["project", "attempt", "valid", "total"], period="all")
    bids = bids[bids["valid"] & bids["total"].notna()]
    tender = ["policy", "replication", "project", "attempt"]
    close = bids["total"] >= bids.groupby(tender, observed=True)["total"].transform("max") - CLOSE
    counted = {"nominal": ("total", "size"), "effective": ("close", "sum")}
    each = bids.assign(close=close).groupby(tender, observed=True).agg(**counted)
    return each.groupby(["policy", "replication"], observed=True).mean().reset_index()


def summarized(results: Any) -> pd.DataFrame:
    """Means with 95 % t intervals over replications."""
    parts = [gpssim.values(results, outcome).assign(panel=name) for name, outcome in OUTCOMES.items()]
    counted = competition(results)
    parts += [counted.rename(columns={name: "value"}).assign(panel=name) for name in ("nominal", "effective")]
    table = pd.concat(parts).groupby(["panel", "policy"], sort=False)["value"].agg(["mean", "std", "size"]).reset_index()
    ends = gpssim.limits_of(table["panel"].replace(OUTCOMES), others=experiment.ends(TEXTS.words))
    low, high = gpssim.interval(table["mean"], table["std"], table["size"], ends)
    return table.assign(low=low, high=high)


BESIDE = ("directed_commission", "lottery")
"""Mechanisms without a weight of price, drawn over its whole range in the world as it is."""


def drawn(frontier: pd.DataFrame) -> pd.DataFrame:
    """Open tender over the weight in every world; what lies beside it, at the first and the last weight."""
    beside = frontier["policy"].isin(BESIDE)
    own = frontier[~beside].assign(x=frontier["policy"][~beside].astype(float))
    own["series"] = own["series"].replace("as it is", "open_tender")
    level = frontier[beside & (frontier["series"] == "as it is")].assign(series=frontier["policy"])
    return pd.concat([own, *(level.assign(x=end) for end in (own["x"].min(), own["x"].max()))], ignore_index=True)


def draw(folder: experiment.Folder, frontier: pd.DataFrame) -> None:
    """Every outcome over the weight of price, with what has none beside it."""
    folder.draw(gpssim.charts.lines, drawn(frontier), TEXTS)


def conduct(trial: gpssim.Trial) -> None:
    """Run every weight in every world, write the table, draw it over the weight, print it."""
    weights = trial.among(WEIGHTS["full"], **WEIGHTS)
    policies = [gpssim.Policy.of("open_tender", f"{w:g}", {"price_weight": w}) for w in weights]
    policies += [gpssim.Policy.of(mechanism) for mechanism in BESIDE]
    worlds = trial.first(WORLDS, fast=1, quick=2)
    table = trial.gather("frontier", worlds, lambda world: summarized(trial.run(policies, world, keep="all")), column="series")
    draw(trial, table)
    trial.show(table.pivot_table(index=["series", "policy"], columns="panel", values="mean", sort=False, observed=True))


if __name__ == "__main__":
    EXPERIMENT.main(conduct)
