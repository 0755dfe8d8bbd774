"""Does incubation pay over twenty years? A budget for incubators beside purchases, against none, and against one that does nothing.

Seats lower the cost of setting up, coach newcomers and pay seed money. In the null world the same budget buys seats without effect;
under ``lottery`` awards are blind to what coaching improves. All arms meet the same founders, needs and luck.

    python experiments/incubation.py --out results/incubation
"""

from __future__ import annotations

import pandas as pd

import gpssim
from gpssim import experiment

WORLDS = {
    "incubators": {},
    "null: seats without effect": {f"world.sector.newcomers.seat_{x}": 0.0 for x in ("setup", "coaching", "stipend")},
}
MECHANISMS = ("open_tender", "lottery")
BUDGETS = {"none": 0.0, "300,000 yuan": 300_000.0}
OUTCOMES = ["entry", "n_organizations", "capability", "valid_bids_per_project", "coverage", "welfare_taxpayer"]
TEXTS = gpssim.charts.Texts(
    "incubation",
    ("What 300,000 yuan a year for incubators change", "每年30万元孵化经费的影响"),
    ("Difference that the budget makes under the same luck.", "同一随机性下有无该经费之差。"),
    {
        "open_tender: incubators": ("open tender", "公开招标"),
        "lottery: incubators": ("lottery (null model)", "随机分配（零模型）"),
        "open_tender: null: seats without effect": ("open tender, seats without effect (null)", "公开招标，席位无作用（零模型）"),
        "lottery: null: seats without effect": ("lottery, seats without effect (null)", "随机分配，席位无作用（零模型）"),
        "x": experiment.measure("time since the switch of policy", "政策切换后时间", "years"),
    },
)
EXPERIMENT = gpssim.Experiment(
    __doc__,
    "incubation",
    {
        "full": gpssim.Size(8, citizens=1000, warm_up=36, months=240),
        "quick": gpssim.Size(3, "a small city, ten years", citizens=400, warm_up=12, months=120),
        "fast": gpssim.Size(1, "a small city and a year: a try, not a result", citizens=200, warm_up=3, months=12, workers=1),
    },
    changes=experiment.MARKUP,
)


def draw(folder: experiment.Folder, incubation: pd.DataFrame) -> None:
    """What the budget changes in each outcome, some years at a time, beside the world in which it can change nothing."""
    named = incubation.assign(series=incubation["mechanism"] + ": " + incubation["world"])
    shown = gpssim.mean_band(named, ["outcome", "series", "year"], "difference", domain="outcome", differences=1)
    shown = shown.rename(columns={"outcome": "panel", "year": "x"}).assign(reference=0.0)
    folder.draw(gpssim.charts.lines, shown, TEXTS)


def conduct(trial: gpssim.Trial) -> None:
    """Run both worlds, write the differences, draw, print the first and the last three years."""
    months = 36 if trial.scenario.months > 36 else 12
    policies = [
        gpssim.Policy.of(mechanism, f"{mechanism}, {name}", levers={"incubation": budget})
        for mechanism in MECHANISMS
        for name, budget in BUDGETS.items()
    ]

    def differences(world: str) -> pd.DataFrame:
        """What the budget changes in each outcome, some years at a time, by replication."""
        results, rows = trial.run(policies, WORLDS[world], keep=0), []
        for first in range(0, trial.scenario.months // 12 * 12, months):
            for outcome in OUTCOMES:
                table = gpssim.values(results, outcome, (first, first + months - 1))
                wide = table.pivot_table(index="replication", columns="policy", values="value")
                for mechanism in MECHANISMS:
                    told = {"world": world, "mechanism": mechanism, "year": first / 12, "outcome": outcome}
                    gap = wide[f"{mechanism}, 300,000 yuan"] - wide[f"{mechanism}, none"]
                    rows.append(pd.DataFrame({**told, "difference": gap}))
        return pd.concat(rows, ignore_index=True)

    table = trial.gather("incubation", list(WORLDS), differences, column="", float_format="%.6g")
    draw(trial, table)
    ends = table[table["year"].isin([table["year"].min(), table["year"].max()])]
    trial.show(ends.pivot_table(index=["outcome", "year"], columns=["world", "mechanism"], values="difference"))


if __name__ == "__main__":
    EXPERIMENT.main(conduct)
