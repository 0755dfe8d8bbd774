"""Do the predictions written in a file beside this one hold? Every arm is run under the same luck; misses are shown like hits.

python experiments/check_predictions.py --out results/predictions
python experiments/check_predictions.py --declared predictions_of_mechanisms --out results/predictions_of_mechanisms
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pandas as pd

import gpssim

LISTS = sorted(path.stem for path in Path(__file__).parent.glob("predictions*.toml"))
EXPERIMENT = gpssim.Experiment(
    __doc__,
    "predictions",
    {
        "full": gpssim.Size(),
        "quick": gpssim.Size(4, "a small city and few months", citizens=500, warm_up=24, months=48),
        "fast": gpssim.Size(2, "a small city and few months: a try", citizens=300, warm_up=12, months=36, workers=1),
    },
    seed=None,
    options={"--declared": {"default": "predictions", "choices": LISTS, "help": "the list of predictions, a file beside this one"}},
)
"""Seed, months and replications are declared with the predictions."""


def policy_of(name: str, arm: dict[str, Any]) -> str | gpssim.Policy:
    """The policy of an arm, under the arm's name."""
    if "policy" in arm:
        return str(arm["policy"])
    return gpssim.Policy.of(arm["mechanism"], name, arm.get("settings"), arm.get("levers"))


def run_arms(trial: gpssim.Trial, declared: dict[str, Any], scenario: gpssim.Scenario) -> dict[str, Any]:
    """Results by arm; arms that share a world are one study."""
    worlds: dict[str, list[str]] = {}
    for name, arm in declared["arms"].items():
        worlds.setdefault(str(sorted(arm.get("world", {}).items())), []).append(name)
    study = {"seed": declared["seed"], "replications": trial.replications or declared["replications"], "keep": 0}
    study["closures"] = declared.get("closures", ["appropriation"])
    found = {}
    for names in worlds.values():
        policies = [policy_of(name, declared["arms"][name]) for name in names]
        results = trial.run(policies, declared["arms"][names[0]].get("world"), scenario=scenario, **study)
        found.update({name: (results, p if isinstance(p, str) else p.name) for name, p in zip(names, policies, strict=True)})
    return found


def curvature(results: Any, policy: str) -> pd.Series:
    """By replication: (price at 3 offers - at 4) - (at 6 - at 7), price as a share of the ceiling."""
    table = results.table("projects", ["mechanism", "n_valid_bids", "winning_price", "ceiling"], period="all")
    table = table[(table["policy"] == policy) & (table["mechanism"] == "open_tender")]
    ratio = table.assign(ratio=table["winning_price"] / table["ceiling"])
    mean = ratio.pivot_table(index="replication", columns="n_valid_bids", values="ratio").reindex(columns=[3, 4, 6, 7])
    return (mean[3] - mean[4]) - (mean[6] - mean[7])


def outcome_of(arm: tuple[Any, str], outcome: str, window: str, mechanism: str = "") -> pd.Series:
    """One outcome of one arm, by replication; of one mechanism's purchases only, where one is named."""
    results, policy = arm
    table = gpssim.values(results, outcome, window, by=("mechanism",) if mechanism else ())
    chosen = table["policy"] == policy
    if mechanism:
        chosen &= table["mechanism"] == mechanism
    return table[chosen].set_index("replication")["value"]


def price_fall(arms: dict[str, Any], window: str) -> pd.Series:
    """Fall of the price for each further offer from few to usual bidders, less the same from usual to many."""
    price, offers = (
        [outcome_of(arms[name], outcome, window) for name in ("few_bidders", "open_tender", "many_bidders")]
        for outcome in ("price_to_ceiling", "valid_bids_per_project")
    )
    return (price[0] - price[1]) / (offers[1] - offers[0]) - (price[1] - price[2]) / (offers[2] - offers[1])


def outcome_by_replication(arms: dict[str, Any], arm: str, prediction: dict[str, Any], window: str) -> pd.Series:
    """The outcome of a prediction in one arm."""
    if prediction["outcome"] == "price_curvature":
        return curvature(*arms[arm])
    if prediction["outcome"] == "price_fall":
        return price_fall(arms, window)
    return outcome_of(arms[arm], prediction["outcome"], window, prediction.get("mechanism", ""))


def contrast(prediction: dict[str, Any], arms: dict[str, Any], a: str, b: str) -> pd.Series:
    """By replication: arm b less arm a (less nothing, where none is named)."""
    window = prediction["window"]
    upper = outcome_by_replication(arms, b, prediction, window)
    lower = outcome_by_replication(arms, a, prediction, prediction.get("window_a", window)) if a else 0.0 * upper
    return upper - lower


AFTER = "after the fact"
"""The label of what was added to take a miss apart: no prediction, and so no verdict."""
NOT_TESTED = "not tested: fewer than two pairs"
"""The verdict where the outcome was undefined under one of the arms: neither a hit nor a miss."""


def verdict(prediction: dict[str, Any], mean: float, half: float, n: int) -> str:
    """What the interval says: nothing at all with fewer than two pairs."""
    if n < 2:
        return NOT_TESTED
    if prediction["label"] == AFTER:
        return f"interval {'above' if mean - half > 0 else 'below' if mean + half < 0 else 'includes'} 0"
    towards = mean * prediction["sign"]
    right = towards - half > 0 and towards >= prediction["smallest"]
    if "flat" in prediction:
        right = abs(mean) + half <= prediction["flat"]
    return "reproduced" if right else "not reproduced"


def judged(prediction: dict[str, Any], arms: dict[str, Any]) -> dict[str, Any]:
    """One prediction with its paired difference, interval and verdict."""
    found = contrast(prediction, arms, prediction["a"], prediction["b"])
    if "a2" in prediction:
        found = found - contrast(prediction, arms, prediction["a2"], prediction["b2"])
    difference = found.dropna()
    n, mean = len(difference), float(difference.mean())
    half = float(gpssim.half_width(difference.std(), n))
    said = verdict(prediction, mean, half, n)
    ends = gpssim.limits(prediction["outcome"], differences=bool(prediction["a"]) + ("a2" in prediction))
    low, high = map(float, gpssim.interval(mean, difference.std(), n, ends))
    return {**prediction, "difference": mean, "low": low, "high": high, "n_pairs": n, "verdict": said}


def bought_with(arms: dict[str, Any]) -> pd.DataFrame:
    """What each arm bought with, for an arm is what it bought with and not what it is called."""
    found = {id(results): gpssim.arms(results) for results, _ in arms.values()}
    own = [found[id(results)].query("policy == @policy").assign(arm=arm) for arm, (results, policy) in arms.items()]
    return pd.concat(own, ignore_index=True)


def conduct(trial: gpssim.Trial) -> None:
    """Run the arms, judge every prediction, write and print the table; what the arms bought with is written beside it."""
    declared = tomllib.loads(Path(__file__).with_name(f"{trial.options.declared}.toml").read_text(encoding="utf-8"))
    scenario = trial.sized(gpssim.replace(gpssim.load_scenario(declared["scenario"]), declared.get("changes", {})))
    arms = run_arms(trial, declared, scenario)
    listed = [*declared["prediction"], *declared.get("after_the_fact", ())]
    table = pd.DataFrame([judged(prediction, arms) for prediction in listed])
    trial.save(table, "predictions")
    trial.save(bought_with(arms), "arms")
    shown = ["id", "label", "outcome", "b", "a", "window", "sign", "difference", "low", "high", "n_pairs", "verdict"]
    trial.show(table[shown], digits=4, index=False)


if __name__ == "__main__":
    EXPERIMENT.main(conduct)
