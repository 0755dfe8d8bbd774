"""Where welfare is lost under open tender and directed commission: seven frictions, every set of them switched off.

Both policies start from the same warmed-up city under the same luck, so that the difference between their parts is paired, too.

    python experiments/loss_decomposition.py --out results/loss --replications 10
"""

from __future__ import annotations

import gpssim
from gpssim import experiment, scenario

POLICIES = ["open_tender", "directed_commission"]
EXPERIMENT = gpssim.Experiment(
    __doc__,
    "loss_decomposition",
    {
        "full": gpssim.Size(10, citizens=2000, months=60),
        "quick": gpssim.Size(3, "three frictions in a small city", citizens=500, warm_up=12, months=36, changes=experiment.MARKUP),
        "fast": gpssim.Size(
            2, "two frictions in a small city: a try", citizens=400, warm_up=6, months=14, changes=experiment.MARKUP, workers=1
        ),
    },
)


def conduct(trial: gpssim.Trial) -> None:
    """Run all corners, print both decompositions and their difference, draw the waterfall."""
    frictions = trial.among(scenario.FRICTIONS, fast=["adverse_selection", "delay"], quick=["adverse_selection", "ties", "delay"])
    usual = {"seed": trial.seed, "workers": trial.workers, "keep": 0}
    study = gpssim.CornerStudy(trial.scenario, POLICIES, trial.replications, **usual, frictions=frictions)
    results = trial.finish(study, "runs")
    table, more = gpssim.decompose(results), gpssim.compare_losses(results)
    trial.save(table, "decomposition")
    trial.save(more, "differences")
    trial.draw_figures(results)
    shown = table[["policy", "label", "mean", "low", "high", "share", "n"]]
    title = "social welfare, yuan per resident and year: full information, what each friction takes, what is left"
    trial.show(shown, title, index=False)
    trial.show(more, f"\n{POLICIES[1]} minus {POLICIES[0]}, paired", index=False)


if __name__ == "__main__":
    EXPERIMENT.main(conduct)
