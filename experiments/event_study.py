"""An event study of the reform: one burnt-in market, then open tender, and in one arm back again after five years.

All arms leave the same state at month 0 and meet the same luck. Drawn is each arm's difference from the market that was never
reformed, year by year. What has not come back in the years after the reversal is hysteresis. The reform changes who is asked and
how, and keeps the venture projects of the status quo; a stress case gives the tender their money too, so that what it adds is seen
apart. Null controls: a placebo, which is the status quo under another name and must differ in nothing; an arm in which the lottery
stands in the tender's place; a world without ties and one without noise, in which effects of ties and of noise must be gone.

    python experiments/event_study.py --out results/event_study
"""

from __future__ import annotations

import pandas as pd

import gpssim
from gpssim import experiment

YEARS, REVERSAL = 10, 5
OUTCOMES = ["coverage", "delivered_quality", "price_to_ceiling", "repeat_winner_rate", "autonomy", "welfare_social"]
WORLDS = {"as it is": {}, "no ties": experiment.NO_TIES, "no noise": experiment.NO_NOISE}
TEXTS = gpssim.charts.Texts(
    "event_study",
    ("The reform as an event, and its reversal", "改革事件研究及其逆转"),
    ("Difference from the market never reformed, {world}.", "与从未改革的市场之差，{world}。"),
    {
        **experiment.WORDS,
        "reform": ("reform", "改革"),
        "reversed": ("reform, reversed after half the time", "改革后于中途恢复"),
        "venture_too": ("reform of venture projects too (stress case)", "公益创投一并改为招标（压力情形）"),
        "placebo": ("placebo: nothing changes", "安慰剂：一切照旧"),
        "x": experiment.measure("time since the reform", "改革后时间", "years"),
    },
)
EXPERIMENT = gpssim.Experiment(
    __doc__,
    "event_study",
    {
        "full": gpssim.Size(20),
        "quick": gpssim.Size(4, "a small city, one world", citizens=800, warm_up=36, changes=experiment.MARKUP),
        "fast": gpssim.Size(2, "a try, not a result", warm_up=2, months=24, changes=experiment.VILLAGE, workers=1),
    },
    seed=41,
)


def arms(scenario: gpssim.Scenario) -> list[gpssim.Policy]:
    """Never reformed; reformed for good; reformed and reversed half-way; all money reformed; bought by lot; the placebo."""
    back = gpssim.Change(month=scenario.months * REVERSAL // YEARS, shares=scenario.policy.shares)
    reform = scenario.resolve_policy("open_tender")
    return [
        gpssim.Policy(name="never"),
        reform.model_copy(update={"name": "reform"}),
        reform.model_copy(update={"name": "reversed", "change": (back,)}),
        scenario.resolve_policy("only:open_tender").model_copy(update={"name": "venture_too"}),
        gpssim.Policy.of("lottery"),
        gpssim.Policy(name="placebo"),
    ]


def draw(folder: experiment.Folder, differences: pd.DataFrame) -> None:
    """A figure for each world: the null controls are drawn, too."""
    table = differences.assign(mean=differences["difference"], reference=0.0)
    table = table.rename(columns={"outcome": "panel", "policy_b": "series"})
    for world, shown in table.groupby("world", sort=False):
        texts = TEXTS if world == "as it is" else TEXTS.called(f"{TEXTS.name}_{str(world).replace(' ', '_')}")
        columns = ["panel", "series", "x", "mean", "low", "high", "reference"]
        folder.draw(gpssim.charts.lines, shown[columns], texts, world=experiment.WORDS[str(world)])


def conduct(trial: gpssim.Trial) -> None:
    """Run every world, write the table, draw every world, print the last year."""
    years = [(month, month + 11) for month in range(0, trial.scenario.months, 12)]

    def differences(changes: dict[str, float]) -> pd.DataFrame:
        table = gpssim.compare(trial.run(arms(trial.scenario), changes, keep=0), "never", OUTCOMES, years)
        return table.assign(x=[int(period.partition("-")[0]) / 12 + 0.5 for period in table["period"]])

    table = trial.gather("differences", trial.first(WORLDS, fast=1, quick=1), differences, column="world")
    draw(trial, table)
    last = table[table["x"] == table["x"].max()]
    trial.show(last.pivot_table(index=["world", "outcome"], columns="policy_b", values="difference"), digits=4)


if __name__ == "__main__":
    EXPERIMENT.main(conduct)
