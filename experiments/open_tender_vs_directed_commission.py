"""Open tender against directed commission in Suzhou's high-tech zone, where officials have none, usual and full integrity.

A tie between an official and an organization acts under both mechanisms. How much of the difference between them is due to
ties? The policies meet the same citizens, needs, founders and luck at three levels of integrity. The status quo is an arm, the
placebo that both are seen against. At usual integrity the comparison is run again where nobody takes over after a failed call:
what a tender cannot buy is then not bought by directed commission under its name.

    python experiments/open_tender_vs_directed_commission.py --out results/ties
"""

from __future__ import annotations

import pandas as pd

import gpssim
from gpssim import experiment

POLICIES = ["directed_commission", "open_tender", "status_quo"]
CASES = ((0.8, "directed_commission"), (0.8, "none"), (0.0, "directed_commission"), (1.0, "directed_commission"))
"""Integrity of officials, and what follows a failed call in every arm."""
EXPERIMENT = gpssim.Experiment(
    __doc__,
    "open_tender_vs_directed_commission",
    {
        "full": gpssim.Size(20),
        "quick": gpssim.Size(4, "a small city, one figure", citizens=500, warm_up=12, months=60, changes=experiment.MARKUP),
        "fast": gpssim.Size(2, "two levels in a small city: a try, not a result", citizens=400, warm_up=12, months=48, workers=1),
    },
)


def conduct(trial: gpssim.Trial) -> None:
    """Compare in each case, draw the figures, and print how the primary outcomes move and what the arms bought with."""

    def compared(case: tuple[float, str]) -> pd.DataFrame:
        integrity, after = case
        level = f"integrity_{integrity:g}_failed_{after}"
        changes = {"world.purchasers.integrity": integrity, "policy.levers.after_failure": after}
        results = trial.run(POLICIES, changes, folder=f"{level}/runs")
        trial.draw_figures(results, () if trial.size == "full" else ["paired_differences"], level)
        trial.save(gpssim.arms(results), f"{level}/arms")
        return gpssim.compare(results).assign(integrity=integrity, after_failure=after)

    table = trial.gather("differences", trial.first(CASES, fast=2), compared, column="")
    later = table[table["primary"] & (table["period"] == "later") & (table["closure"] == "appropriation")]
    wide = later.pivot(index=["label", "policy_b"], columns=["integrity", "after_failure"], values="difference")
    trial.show(wide, "minus directed commission, later period, by integrity of officials and by what follows a failed call")


if __name__ == "__main__":
    EXPERIMENT.main(conduct)
