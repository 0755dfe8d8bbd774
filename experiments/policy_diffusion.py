"""How contracting out spreads among districts: officials' thresholds, neighbors, disclosed results, and the wish to do it oneself.

Every arm is the same province of districts under the same luck; only what officials learn differs. Null control: nobody learns.
Thin lines are single histories: a policy that does not find its first followers stays where it began.

    python experiments/policy_diffusion.py --out results/diffusion --replications 8
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import pandas as pd

import gpssim

PROVINCE: dict[str, Any] = {
    "world.city.n_districts": 24,
    "world.city.n_citizens": 480,
    "world.city.residents": 240_000,
    "world.purchasers.project_value": 100_000.0,
    "world.bidding.family": "markup",
    "warm_up": 0,
    "months": 108,
    "world.officials.diffusion": True,
    "world.officials.adoption_mean": 0.2,
    "world.officials.adoption_sd": 0.15,
    "world.officials.learning": 0.2,
}
SMALL: dict[str, Any] = {"world.city.n_districts": 6, "world.city.n_citizens": 120, "months": 12}
ARMS: dict[str, dict[str, Any]] = {
    "imitation and results": {"imitation": 1.0, "evidence": 1.0},
    "imitation alone": {"imitation": 1.0, "evidence": 0.0},
    "results alone": {"imitation": 0.0, "evidence": 1.0},
    "both, officials would rather do it themselves": {"imitation": 1.0, "evidence": 1.0, "inhouse_bias": 0.15},
    "nobody learns (null control)": {"imitation": 0.0, "evidence": 0.0},
}
LINES = ("-", "--", ":", "-.", (0, (1, 3)))


def adopted(changes: dict[str, Any], small: bool, replications: int) -> pd.DataFrame:
    """Share of purchasers that have adopted, by replication and month."""
    officials = {f"world.officials.{name}": value for name, value in changes.items()}
    scenario = gpssim.replace(gpssim.load_scenario("suzhou-high-tech"), {**PROVINCE, **(SMALL if small else {}), **officials})
    study = gpssim.Study(
        scenario, policies=["open_tender"], replications=replications, seed=1, keep=0, workers=1 if small else None
    )
    rows = study.run(progress=False).table("officials", ["replication", "month", "adopted"])
    return rows.groupby(["replication", "month"])["adopted"].mean().reset_index()


def summary(curve: pd.Series) -> dict[str, float]:
    """When a tenth, half and nine tenths of the final adopters had adopted (years), and how many did."""
    final = float(curve.iloc[-1])
    reached = {f"year of {share:.0%} of them": float((curve >= share * final).idxmax()) / 12.0 for share in (0.1, 0.5, 0.9)}
    return {"adopted at the end": final, **reached}


def main() -> None:
    """Run all arms, print when they took off, draw the curves."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--out", type=Path, default=Path("results/policy_diffusion"))
    parser.add_argument("--replications", type=int, default=8)
    parser.add_argument("--fast", action="store_true", help="two arms, few districts and months: a try, not a result")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)

    arms = list(ARMS)[:: 4 if options.fast else 1]
    runs = {arm: adopted(ARMS[arm], options.fast, 1 if options.fast else options.replications) for arm in arms}
    curves = pd.DataFrame({arm: rows.groupby("month")["adopted"].mean() for arm, rows in runs.items()})
    curves.to_csv(options.out / "share_adopted.csv")
    table = pd.DataFrame({arm: summary(curves[arm]) for arm in curves}).T
    table.to_csv(options.out / "summary.csv")

    figure, axes = plt.subplots(figsize=(7.1, 3.6), layout="constrained")
    for line, arm in zip(LINES, curves, strict=False):
        drawn = axes.plot(curves.index / 12.0, curves[arm], linestyle=line, label=arm, linewidth=1.8)
        for _, one in runs[arm].groupby("replication"):
            axes.plot(one["month"] / 12.0, one["adopted"], color=drawn[0].get_color(), alpha=0.3, linewidth=0.6)
    axes.set(xlabel="years", ylabel="share of purchasers that contract out", ylim=(0.0, 1.02), xlim=(0.0, None))
    axes.legend(frameon=False, fontsize=8, loc="center right")
    figure.savefig(options.out / "policy_diffusion.png", dpi=200)
    print(table.round(2).to_string())


if __name__ == "__main__":
    main()
