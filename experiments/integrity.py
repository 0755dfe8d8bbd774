"""What low integrity does under each mechanism, and whether counting offers shows it.

The same ties act in every purchase: tailored specifications, leaks, accompanying bids, nominations. Five mechanisms meet the same
city and luck at no, usual and full integrity, and once more at no integrity in a city without ties, where nothing may differ
from full integrity but what luck does.

    python experiments/integrity.py --out results/integrity
"""

from __future__ import annotations

import numpy as np
import pandas as pd

import gpssim
from gpssim import experiment

POLICIES = ["open_tender", "competitive_negotiation", "framework_agreement", "directed_commission", "citizen_voucher"]
ACTS = {
    "world.violations.tailoring": 0.3,
    "world.violations.accompanying": 1.0,
    "world.violations.leak": 0.5,
    "world.violations.nomination": 1.0,
    "world.violations.steering": 1.0,
    "world.purchasers.tie_density": 0.3,
    **experiment.MARKUP,
}
ARMS = {
    "integrity 0": {"world.purchasers.integrity": 0.0},
    "integrity 0.8": {"world.purchasers.integrity": 0.8},
    "integrity 1": {"world.purchasers.integrity": 1.0},
    "no ties": {"world.purchasers.integrity": 0.0, **experiment.NO_TIES},
}
DRAWN = [
    "winner_tie",
    "winner_quality",
    "price_to_ceiling",
    "delivered_quality",
    "valid_bids_per_project",
    "effective_bids_per_project",
    "failed_purchase_rate",
    "red_flag_hit_rate",
    "red_flag_false_alarm_rate",
]
OUTCOMES = [*DRAWN, "favored_share", "irregular_share"]
TEXTS = gpssim.charts.Texts(
    "integrity",
    ("What low integrity does under each mechanism", "各方式下低廉洁度的影响"),
    (
        "Intervals are those of the paired difference from integrity 1, which has none of its own.",
        "区间为与廉洁度1之配对差的区间，廉洁度1自身无区间。",
    ),
    {
        "integrity 0": ("integrity 0", "廉洁度0"),
        "integrity 0.8": ("integrity 0.8", "廉洁度0.8"),
        "integrity 1": ("integrity 1", "廉洁度1"),
        "no ties": ("integrity 0, no ties (null)", "廉洁度0、无关系（零模型）"),
    },
)
EXPERIMENT = gpssim.Experiment(
    __doc__,
    "integrity",
    {
        "full": gpssim.Size(10, citizens=2000, warm_up=12, months=60),
        "quick": gpssim.Size(3, "a small city and few months", citizens=500, warm_up=12, months=36),
        "fast": gpssim.Size(1, "a small city and few months: a try, not a result", citizens=400, warm_up=0, months=12, workers=1),
    },
    seed=11,
)


def paired(table: pd.DataFrame) -> pd.DataFrame:
    """Mean, and difference from full integrity under the same luck with half the width of its 95 % t interval."""
    wide = table.pivot_table(index=["outcome", "policy", "replication"], columns="arm", values="value", observed=True)
    gaps = wide.sub(wide["integrity 1"], axis=0).stack("arm").groupby(["outcome", "policy", "arm"], observed=True)
    means = table.groupby(["outcome", "policy", "arm"], observed=True)["value"].mean()
    half = gpssim.half_width(gaps.std(), gaps.count()).fillna(0.0)
    return pd.DataFrame({"difference": gaps.mean(), "half": half, "n": gaps.count()}).assign(mean=means)


def draw(folder: experiment.Folder, integrity: pd.DataFrame) -> None:
    """Every arm of every mechanism, with the interval of its difference from full integrity."""
    half = integrity["half"].where(integrity["half"] > 0.0, np.nan)
    lowest, highest = gpssim.limits_of(integrity["outcome"])
    low, high = (integrity["mean"] - half).clip(lower=lowest), (integrity["mean"] + half).clip(upper=highest)
    shown = integrity.assign(low=low, high=high, reference=np.nan)
    order = pd.MultiIndex.from_product([DRAWN, POLICIES, ARMS], names=["outcome", "policy", "arm"])
    shown = shown.set_index(order.names).reindex(order).reset_index()
    folder.draw(gpssim.charts.rows, shown.rename(columns={"outcome": "panel", "policy": "series", "arm": "row"}), TEXTS)


def conduct(trial: gpssim.Trial) -> None:
    """Run the arms, write the table, draw the figure, print the means."""

    def measured(arm: str) -> pd.DataFrame:
        folder = arm.replace(" ", "_")
        results = trial.run(POLICIES, {**ACTS, **ARMS[arm]}, folder=f"runs/{folder}")
        trial.draw_figures(results, ["nominal_and_effective_competition"], folder)
        return pd.concat([gpssim.values(results, name).assign(outcome=name) for name in OUTCOMES], ignore_index=True)

    table = trial.gather("by_run", list(ARMS), measured, column="arm")
    found = paired(table)
    trial.save(found.reset_index(), "integrity")
    draw(trial, found.reset_index())
    trial.show(found["mean"].unstack("arm")[list(ARMS)])
    gaps = found.xs("integrity 0", level="arm")[["difference", "half"]]
    trial.show(gaps, "\nintegrity 0 minus integrity 1, same luck, with half the 95 % interval")


if __name__ == "__main__":
    EXPERIMENT.main(conduct)
