"""Which sampled worlds have a plausible status quo, which conditions fail, and which of what was drawn goes with the failing.

The status quo alone runs, to the end of its warm-up and one quarter more: all that the filter of ``gpssim.plausible`` looks at. The
scenario's own world is judged beside the sampled ones. Rank correlations are over the sampled worlds; with thirty of them only
about 0.6 and more is beyond luck.

    python experiments/plausible_worlds.py --out results/plausible_worlds
    python experiments/plausible_worlds.py --uncertain world --out results/plausible_worlds_of_the_world
"""

from __future__ import annotations

import pandas as pd

import gpssim

STRONGEST = 6
"""Parameters shown for each condition."""
WORLDS = {"full": 30, "quick": 10, "fast": 2}
EXPERIMENT = gpssim.Experiment(
    __doc__,
    "plausible_worlds",
    {
        "full": gpssim.Size(replications=1, months=3),
        "quick": gpssim.Size(replications=1, says="a tenth of the citizens, ten worlds", citizens=1000, months=3),
        "fast": gpssim.Size(replications=1, says="a try, not a result", citizens=200, warm_up=36, months=3, workers=1),
    },
    options={
        "--worlds": {"type": int, "help": "sampled worlds, in place of those of the size"},
        "--uncertain": {"default": "world,levers,mechanisms", "help": "what is drawn for them"},
    },
)


def conduct(trial: gpssim.Trial) -> None:
    """Judge every world, and correlate what was judged with what was drawn."""
    worlds = trial.options.worlds or WORLDS[trial.size]
    trial.left_out.also(f"{worlds} sampled worlds, not {WORLDS['full']}", worlds < WORLDS["full"])
    results = trial.run(
        ["status_quo"],
        worlds=worlds,
        world_replications=trial.replications,
        uncertain=tuple(trial.options.uncertain.split(",")),
        keep=0,
    )
    judged = gpssim.plausible(results)
    trial.save(judged, "judged")
    trial.save(gpssim.worlds(results), "worlds")
    trial.save(gpssim.plausible_share(judged), "conditions")
    trial.show(gpssim.plausible_share(judged))
    found = [
        gpssim.drivers(results, rows.set_index("world")["value"]).head(STRONGEST).assign(condition=condition)
        for condition, rows in judged[judged["world"] > 0].groupby("condition", sort=False)
    ]
    trial.save(pd.concat(found, ignore_index=True), "drivers")
    trial.show(pd.concat(found, ignore_index=True))


if __name__ == "__main__":
    EXPERIMENT.main(conduct)
