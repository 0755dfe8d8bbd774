"""In which world is each of the sixteen mechanisms the best? Small worlds, a prediction for each, all mechanisms in all.

What was expected, and the objective, was written down before anything was run: ``docs/results/where_each_is_best.toml``. Every
mechanism buys everything in every world of ``experiments/worlds`` under the same luck; lottery is one of them, the null model.
Misses are shown like hits; a mechanism that leads nowhere is said to lead nowhere.

    python experiments/where_each_is_best.py --out results/where_each_is_best
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pandas as pd

import gpssim
from gpssim import experiment

WORLDS = Path(__file__).with_name("worlds")
DECLARED = Path(__file__).parents[1] / "docs" / "results" / "where_each_is_best.toml"
ROUNDED = {"float_format": "%.4g"}
TEXTS = gpssim.charts.Texts(
    "where_each_is_best",
    ("Sixteen mechanisms, each where it should lead", "十六种方式与各自的世界"),
    ("A row is a world.", "每行为一个世界。"),
    {
        "best": ("best", "最优"),
        "close": ("not told from the best by its interval", "区间不足以与最优区分"),
        "marked": ("predicted to be best", "预测最优"),
        "scale": experiment.measure("Social welfare below that of the best", "社会福利低于最优者", of="welfare_social"),
    },
)
EXPERIMENT = gpssim.Experiment(
    __doc__,
    "where_each_is_best",
    {
        "full": gpssim.Size(4),
        "quick": gpssim.Size(2, "eight small worlds, a year", citizens=100, warm_up=6, months=12, changes=experiment.MARKUP),
        "medium": gpssim.Size(3, "all worlds, mark-up bidders", citizens=300, warm_up=12, changes=experiment.MARKUP),
        "fast": gpssim.Size(2, "a try, not a result", citizens=60, warm_up=1, months=4, changes=experiment.MARKUP, workers=1),
    },
    seed=49,
    one_pool=True,
    options={
        "--only": {"nargs": "+", "default": [], "metavar": "WORLD", "help": "some of the worlds"},
        "--again": {"type": int, "default": 0, "metavar": "N", "help": "the first three N times more, under fresh luck"},
    },
)


def welfare(trial: gpssim.Trial, world: str, among: tuple[str, ...] = (), **study: Any) -> pd.DataFrame:
    """Welfare by mechanism and replication in one world, a column a mechanism; all mechanisms, if none are named."""
    scenario = trial.sized(gpssim.load_scenario(WORLDS / f"{world}.toml"))
    results = trial.run(list(among or gpssim.purchasing_mechanisms()), scenario=scenario, keep=0, **study)
    return gpssim.values(results, "welfare_social").pivot_table(index="replication", columns="policy", values="value")


def interval(lead: Any) -> dict[str, Any]:
    """Mean with its 95 % t interval over replications, of one lead or of a column each."""
    low, high = gpssim.interval(lead.mean(), lead.std(), len(lead), gpssim.limits("welfare_social", differences=1))
    return {"lead": lead.mean(), "low": low, "high": high}


def verdict(wide: pd.DataFrame, said: dict[str, Any]) -> dict[str, object]:
    """Who is best in one world, by how much, and where the predicted mechanism stands."""
    order, predicted = wide.mean().sort_values(ascending=False), said["mechanism"]
    best, second = order.index[:2]
    place = {"predicted": predicted, "best": best, "hit": best == predicted}
    place["rank_of_predicted"] = list(order.index).index(predicted) + 1
    numbers = {"second": second, "welfare_of_best": order.iloc[0], **interval(wide[best] - wide[second])}
    behind = {"behind_best": order.iloc[0] - order[predicted], "behind_of_lottery": order.iloc[0] - order["lottery"]}
    told = {"world": said["world"], "round": said.get("round", 1), **place, **numbers}
    return {**told, **behind, "worst": order.index[-1], "n_pairs": len(wide)}


def behind_the_best(wide: pd.DataFrame) -> pd.DataFrame:
    """How far every mechanism lies behind the best."""
    told = pd.DataFrame(interval(wide.sub(wide[wide.mean().idxmax()], axis=0)))
    return told.rename(columns={"lead": "mean"}).rename_axis("row").reset_index()


def draw(folder: experiment.Folder, behind_the_best: pd.DataFrame, verdicts: pd.DataFrame) -> None:
    """How far each mechanism lies behind the best of every world, and which was predicted to lead."""
    worlds = list(verdicts["world"])
    scenarios = {world: gpssim.load_scenario(WORLDS / f"{world}.toml") for world in worlds}
    words = {world: (scenario.title, scenario.title_zh) for world, scenario in scenarios.items()}
    predicted = verdicts.set_index("world")["predicted"]
    cells = behind_the_best.rename(columns={"panel": "row", "row": "column"})
    shown = cells.assign(marked=cells["column"] == cells["row"].map(predicted))
    folder.draw(gpssim.charts.matrix, shown, TEXTS.and_words(words))


def again(trial: gpssim.Trial, world: str, wide: pd.DataFrame) -> dict[str, object]:
    """The lead of the best over the next two, each paired, under fresh luck that had no part in choosing the three."""
    first, *others = wide.mean().sort_values(ascending=False).index[:3]
    n = trial.options.again
    fresh = welfare(trial, world, (first, *others), seed=trial.seed + 1, replications=n)
    told: dict[str, object] = {"world": world, "best": first, "n_pairs": n}
    for place, other in zip(("second", "third"), others, strict=True):
        ahead = interval(fresh[first] - fresh[other])
        told |= {place: other} | {f"{key}_over_{place}": value for key, value in ahead.items()}
    return told


def conduct(trial: gpssim.Trial) -> None:
    """Run every world, write verdicts and means as they come, draw how far each mechanism is behind the best."""
    declared = tomllib.loads(DECLARED.read_text(encoding="utf-8"))["prediction"]
    declared = [said for said in declared if said["world"] in (trial.options.only or said["world"])]
    declared = trial.first({said["world"]: said for said in declared}, fast=1, quick=8)
    verdicts, repeated = [], []

    def measured(said: dict[str, Any]) -> pd.DataFrame:
        wide = welfare(trial, said["world"])
        verdicts.append(verdict(wide, said))
        trial.save(pd.DataFrame(verdicts), "verdicts", **ROUNDED)
        if trial.options.again > 1:
            repeated.append(again(trial, said["world"], wide))
            trial.save(pd.DataFrame(repeated), "again", **ROUNDED)
        return behind_the_best(wide)

    means = trial.gather("behind_the_best", declared, measured, column="panel", **ROUNDED)
    table = pd.DataFrame(verdicts)
    draw(trial, means, table)
    shown = ["world", "predicted", "best", "rank_of_predicted", "second", "lead", "low", "high"]
    trial.show(table[shown], digits=2, index=False)
    print(f"{int(table['hit'].sum())} of {len(table)} as predicted; best somewhere: {', '.join(sorted(set(table['best'])))}")


if __name__ == "__main__":
    EXPERIMENT.main(conduct)
