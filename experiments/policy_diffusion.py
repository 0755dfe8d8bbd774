"""How contracting out spreads among districts: officials' thresholds, neighbors, disclosed results, and the wish to do it oneself.

Every arm is the same province of districts under the same luck; only what officials learn differs. Null control: nobody learns.
Thin lines are single histories: a policy that does not find its first followers stays where it began.

    python experiments/policy_diffusion.py --out results/diffusion --replications 8
"""

from __future__ import annotations

import pandas as pd

import gpssim
from gpssim import experiment

PROVINCE = {
    "world.city.n_districts": 24,
    "world.city.residents": 240_000,
    "world.purchasers.project_value": 100_000.0,
    "world.officials.diffusion": True,
    "world.officials.adoption_mean": 0.2,
    "world.officials.adoption_sd": 0.15,
    "world.officials.learning": 0.2,
    **experiment.MARKUP,
}
ARMS = {
    "imitation and results": ({"imitation": 1.0, "evidence": 1.0}, "模仿与成效"),
    "imitation alone": ({"imitation": 1.0, "evidence": 0.0}, "仅模仿"),
    "results alone": ({"imitation": 0.0, "evidence": 1.0}, "仅成效"),
    "both, officials would rather do it themselves": (
        {"imitation": 1.0, "evidence": 1.0, "inhouse_bias": 0.15},
        "两者兼有，官员偏好自办",
    ),
    "nobody learns (null control)": ({"imitation": 0.0, "evidence": 0.0}, "无人学习（对照）"),
}
NULL = list(ARMS)[-1]
"""Drawn as what stays as it is."""
TEXTS = gpssim.charts.Texts(
    "policy_diffusion",
    ("How contracting out spreads among districts", "购买服务在各地区间的扩散"),
    ("Thin: single histories; thick: mean of {n}.", "细线：单次历史；粗线：{n}次的均值。"),
    {
        "adopted": experiment.measure("Purchasers that contract out", "采纳购买服务的购买方", "share"),
        "x": experiment.measure("time since the start", "开始后时间", "years"),
        **{arm: (arm.replace("would rather do it themselves", "prefer their own"), chinese) for arm, (_, chinese) in ARMS.items()},
        "status_quo": (NULL, ARMS[NULL][1]),
    },
)
FEWER, SMALL = {"world.city.n_districts": 12}, {"world.city.n_districts": 6}
EXPERIMENT = gpssim.Experiment(
    __doc__,
    "policy_diffusion",
    {
        "full": gpssim.Size(8, citizens=480, warm_up=0, months=108),
        "quick": gpssim.Size(4, "few districts, five years", citizens=240, warm_up=0, months=60, changes=FEWER),
        "fast": gpssim.Size(1, "two arms, few districts", citizens=120, warm_up=0, months=12, changes=SMALL, workers=1),
    },
    changes=PROVINCE,
)


def summary(curve: pd.Series) -> dict[str, float]:
    """When a tenth, half and nine tenths of the final adopters had adopted (years), and how many did."""
    final = float(curve.iloc[-1])
    reached = {f"year of {share:.0%} of them": float((curve >= share * final).idxmax()) / 12.0 for share in (0.1, 0.5, 0.9)}
    return {"adopted at the end": final, **reached}


def draw(folder: experiment.Folder, histories: pd.DataFrame) -> None:
    """Every history, and the mean of each arm."""
    means = histories.groupby(["series", "month"], sort=False)["adopted"].mean().reset_index()
    drawn = pd.concat([histories, means], ignore_index=True).rename(columns={"adopted": "value"})
    drawn = drawn.assign(panel="adopted", x=drawn["month"] / 12.0).replace({"series": {NULL: "status_quo"}})
    folder.draw(gpssim.charts.histories, drawn, TEXTS, intervals=False)


def conduct(trial: gpssim.Trial) -> None:
    """Run all arms, print when they took off, draw the curves."""

    def adopted(arm: str) -> pd.DataFrame:
        """Share of purchasers that have adopted, by replication and month."""
        officials = {f"world.officials.{name}": value for name, value in ARMS[arm][0].items()}
        rows = trial.run(["open_tender"], officials, keep=0).table("officials", ["replication", "month", "adopted"])
        return rows.groupby(["replication", "month"])["adopted"].mean().reset_index()

    arms = trial.among(list(ARMS), fast=list(ARMS)[::4])
    runs = trial.gather("histories", arms, adopted, column="series")
    curves = runs.pivot_table(index="month", columns="series", values="adopted")[arms]
    trial.save(curves, "share_adopted", index=True)
    table = pd.DataFrame({arm: summary(curves[arm]) for arm in curves}).T
    trial.save(table, "summary", index=True)
    draw(trial, runs)
    trial.show(table, digits=2)


if __name__ == "__main__":
    EXPERIMENT.main(conduct)
