"""Disclosure and reputation: how much is published, what weight it has, and with what record entrants start.

Expected (pattern 7): reputation raises quality; where it is the only criterion it deters entry, and cost rises. One thing is varied
at a time: the chance that an evaluation is published, the weight of the published grade in a committee's rating, the record that
a newcomer is given. Null controls: a lottery, under which none of the three may change who wins; a world without noise, in which a
record tells nothing that documents do not.

    python experiments/disclosure_and_reputation.py --out results/disclosure_and_reputation
"""

from __future__ import annotations

import pandas as pd

import gpssim
from gpssim import experiment

DIALS: dict[str, tuple[float, ...]] = {
    "disclosure": (0.0, 0.5, 1.0),
    "weight": (0.0, 0.1, 0.3, 1.0),
    "entrants": (-2.0, -1.0, 0.0, 1.0, 2.0),
}
OUTCOMES = {
    "delivered_quality": ("Quality", "质量"),
    "entry": ("Entry", "新设组织"),
    "price_to_ceiling": ("Price over ceiling", "价格与限价之比"),
}
X = {
    "disclosure": experiment.measure("chance that an evaluation is published", "评价公开的概率", "share"),
    "weight": experiment.measure("weight of the published grade", "公开等级的权重", "share"),
    "entrants": experiment.measure("record that entrants start with", "新进入者的初始记录", "latent"),
}
PANELS = {f"{dial} {o}": experiment.measure(*label, of=o) for dial in X for o, label in OUTCOMES.items()}
AXES = {f"x {dial} {o}": label for dial, label in X.items() for o in OUTCOMES}
TEXTS = gpssim.charts.Texts(
    "disclosure_and_reputation",
    ("Disclosure, weight of reputation, and entrants' starting record", "信息披露、信誉权重与新进入者的初始记录"),
    words={**experiment.WORDS, **PANELS, **AXES},
)
EXPERIMENT = gpssim.Experiment(
    __doc__,
    "disclosure_and_reputation",
    {
        "full": gpssim.Size(12, citizens=4000),
        "quick": gpssim.Size(3, "a small city and few months", citizens=400, warm_up=24, months=48, changes=experiment.MARKUP),
        "fast": gpssim.Size(2, "a try, not a result", warm_up=2, months=8, changes=experiment.VILLAGE, workers=1),
    },
    seed=47,
    options={
        "--no-noise": {"action": "store_true", "help": "the null control: a world in which documents and inspections do not err"}
    },
)


def policies(dial: str, value: float) -> list[gpssim.Policy]:
    """The policies under one setting of what is varied."""
    levers = {"disclosure": value} if dial == "disclosure" else {"disclosure": 1.0}
    tender = gpssim.Policy.of("open_tender", settings={"halo": value} if dial == "weight" else {}, levers=levers)
    return [tender, gpssim.Policy.of("directed_commission", levers=levers), gpssim.Policy.of("lottery", levers=levers)]


def draw(folder: experiment.Folder, means: pd.DataFrame) -> None:
    """A row of panels for each thing that is varied."""
    folder.draw(gpssim.charts.lines, means, TEXTS)


def conduct(trial: gpssim.Trial) -> None:
    """Vary all three, write the table, draw it, print the means."""
    quiet = experiment.NO_NOISE_IN_QUALITY if trial.options.no_noise else {}

    def means(setting: tuple[str, float]) -> pd.DataFrame:
        dial, value = setting
        record = {"world.information.entrant_optimism": value} if dial == "entrants" else {}
        results = trial.run(policies(dial, value), {**quiet, **record}, keep=0)
        rows = []
        for outcome in OUTCOMES:
            found = gpssim.values(results, outcome).groupby("policy", sort=False)["value"].agg(["mean", "std", "size"])
            low, high = gpssim.interval(found["mean"], found["std"], found["size"], gpssim.limits(outcome))
            told = found.assign(low=low, high=high, panel=f"{dial} {outcome}", x=value)
            rows.append(told.rename_axis("series").reset_index())
        return pd.concat(rows, ignore_index=True)

    settings = [(dial, value) for dial, values in DIALS.items() for value in values]
    settings = trial.among(settings, fast=[("disclosure", 0.0), ("disclosure", 1.0)])
    table = trial.gather("means", settings, means, column="")
    draw(trial, table)
    trial.show(table.pivot_table(index=["panel", "x"], columns="series", values="mean", sort=False))


if __name__ == "__main__":
    EXPERIMENT.main(conduct)
