"""Open tender against directed commission in Suzhou's high-tech zone, where officials have none, usual and full integrity.

A tie between an official and an organization acts under both mechanisms. How much of the difference between them is due to
ties? The two policies meet the same citizens, needs, founders and luck at three levels of integrity.

    python experiments/open_tender_vs_directed_commission.py --out results/ties
"""

from __future__ import annotations

import pandas as pd

import gpssim

POLICIES = ["directed_commission", "open_tender"]
EXPERIMENT = gpssim.Experiment(
    __doc__,
    "open_tender_vs_directed_commission",
    {
        "full": gpssim.Size(20),
        "fast": gpssim.Size(2, "two levels in a small city: a try, not a result", citizens=400, warm_up=12, months=48, workers=1),
    },
)


def conduct(trial: gpssim.Trial) -> None:
    """Compare at each level of integrity, draw the figures, and print how the primary outcomes move."""
    fast = trial.size == "fast"

    def compared(integrity: float) -> pd.DataFrame:
        level = f"integrity_{integrity:g}"
        results = trial.run(POLICIES, {"world.purchasers.integrity": integrity}, folder=f"{level}/runs")
        trial.draw_figures(results, ["paired_differences"] if fast else (), level)
        return gpssim.compare(results)

    table = trial.gather("differences", (0.0, 1.0) if fast else (0.0, 0.8, 1.0), compared, column="integrity")
    later = table[table["primary"] & (table["period"] == "later") & (table["closure"] == "appropriation")]
    wide = later.pivot(index="label", columns="integrity", values="difference")
    trial.show(wide, "open tender minus directed commission, later period, by integrity of officials")


if __name__ == "__main__":
    EXPERIMENT.main(conduct)
