"""Where welfare is lost under open tender and directed commission: seven frictions, every set of them switched off.

Both policies start from the same warmed-up city under the same luck, so that the difference between their parts is paired, too.

    python experiments/loss_decomposition.py --out results/loss --replications 10
"""

from __future__ import annotations

import gpssim
from gpssim import experiment

POLICIES = ["open_tender", "directed_commission"]
EXPERIMENT = gpssim.Experiment(
    __doc__,
    "loss_decomposition",
    {
        "full": gpssim.Size(10, citizens=2000, months=60),
        "fast": gpssim.Size(
            2, "two frictions in a small city: a try", citizens=400, warm_up=6, months=14, changes=experiment.MARKUP, workers=1
        ),
    },
)


def conduct(trial: gpssim.Trial) -> None:
    """Run all corners, print both decompositions and their difference, draw the waterfall."""
    few = {"frictions": ("adverse_selection", "delay")} if trial.size == "fast" else {}
    usual = {"seed": trial.seed, "workers": trial.workers, "keep": 0}
    study = gpssim.CornerStudy(trial.scenario, POLICIES, trial.replications, **usual, **few)
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
