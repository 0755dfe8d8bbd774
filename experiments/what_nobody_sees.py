"""Price against what nobody sees: weights of price and provision in house, along the verifiability of quality, twice.

Once with today's defaults, in which a provider can save out of sight and offers accordingly, and once with that rule off
(``world.conduct.cost_effort`` 0), which is the null: there nothing but the score's own exchange of price for quality is left.
Differences are paired by replication; ``more`` is the difference at the highest verifiability less that at the lowest.

    python experiments/what_nobody_sees.py --out results/what_nobody_sees
"""

from __future__ import annotations

from typing import Any

import pandas as pd

import gpssim
from gpssim import experiment

VERIFIABILITIES = (0.1, 0.5, 0.9)
WEIGHTS = (0.1, 0.3, 0.6)
OUTCOMES = ("nonverifiable_quality", "verifiable_quality", "price_per_unit", "failed_purchase_rate")
CONTRASTS = {
    "price weight 0.1 to 0.3": ("0.1", "0.3"),
    "price weight 0.1 to 0.6": ("0.1", "0.6"),
    "in house to contracts": ("in_house", "0.3"),
}
WORLDS: dict[str, dict[str, Any]] = {"as it is": {}, "nothing to save out of sight": {"world.conduct.cost_effort": 0.0}}
TEXTS = gpssim.charts.Texts(
    "what_nobody_sees",
    ("What a weight on price does where less can be verified", "可核验程度较低时价格权重的影响"),
    ("Paired differences, {world}.", "配对差，{world}。"),
    {
        "price weight 0.1 to 0.3": ("price weight 0.1 to 0.3", "价格权重0.1至0.3"),
        "price weight 0.1 to 0.6": ("price weight 0.1 to 0.6", "价格权重0.1至0.6"),
        "in house to contracts": ("in house to contracts", "政府直接提供至购买"),
        "x": experiment.measure("verifiability of quality", "质量可核验程度", "share"),
    },
)
NAMES = {
    "as it is": experiment.WORDS["as it is"],
    "nothing to save out of sight": ("nothing to save out of sight (null)", "看不见处无可节省（零模型）"),
}
EXPERIMENT = gpssim.Experiment(
    __doc__,
    "what_nobody_sees",
    {
        "full": gpssim.Size(8, citizens=1500, warm_up=36, months=60),
        "quick": gpssim.Size(3, "a small city, mark-up bidders", citizens=400, warm_up=12, months=36, changes=experiment.MARKUP),
        "fast": gpssim.Size(2, "a try, not a result", warm_up=2, months=12, changes=experiment.VILLAGE, workers=1),
    },
    seed=71,
)


def measured(trial: gpssim.Trial, world: dict[str, Any], verifiability: float) -> pd.DataFrame:
    """Every outcome of every arm and replication at one verifiability."""
    arms = [gpssim.Policy.of("open_tender", f"{weight:g}", {"price_weight": weight}) for weight in WEIGHTS]
    alike = {f"world.domains.{name}.verifiability": verifiability for name in trial.scenario.domain_names}
    results = trial.run([*arms, "in_house"], {**world, **alike}, keep=0)
    return pd.concat([gpssim.values(results, outcome).assign(outcome=outcome) for outcome in OUTCOMES])


def contrasted(table: pd.DataFrame) -> pd.DataFrame:
    """Paired differences with 95 % intervals at each verifiability, and how they differ between its ends."""
    wide = table.pivot_table(index=["verifiability", "replication"], columns=["outcome", "policy"], values="value", observed=True)
    rows = []
    for label, (a, b) in CONTRASTS.items():
        for outcome in OUTCOMES:
            by_level = (wide[outcome][b] - wide[outcome][a]).unstack("verifiability")
            by_level["more"] = by_level[VERIFIABILITIES[-1]] - by_level[VERIFIABILITIES[0]]
            ends = gpssim.limits_of([outcome] * len(by_level.columns), differences=1)
            for end in ends:
                end[by_level.columns == "more"] *= 2.0  # a difference of two differences
            low, high = gpssim.interval(by_level.mean(), by_level.std(), by_level.count(), ends)
            found = {"difference": by_level.mean(), "low": low, "high": high}
            rows.append(pd.DataFrame(found).rename_axis("verifiability").reset_index().assign(contrast=label, outcome=outcome))
    return pd.concat(rows, ignore_index=True)


def draw(folder: experiment.Folder, contrasts: pd.DataFrame) -> None:
    """A figure for each world: the contrasts along verifiability."""
    levels = contrasts[contrasts["verifiability"].astype(str) != "more"]
    levels = levels.assign(x=levels["verifiability"].astype(float), mean=levels["difference"], reference=0.0)
    levels = levels.rename(columns={"outcome": "panel", "contrast": "series"})
    for world, shown in levels.groupby("world", sort=False):
        texts = TEXTS if world == "as it is" else TEXTS.called(f"{TEXTS.name}_null")
        columns = ["panel", "series", "x", "mean", "low", "high", "reference"]
        folder.draw(gpssim.charts.lines, shown[columns], texts, world=NAMES[str(world)])


def conduct(trial: gpssim.Trial) -> None:
    """Run both worlds along verifiability; write levels and contrasts, draw and print the contrasts."""
    found = []
    for name, world in WORLDS.items():
        parts = [measured(trial, world, nu).assign(verifiability=nu) for nu in VERIFIABILITIES]
        found.append(pd.concat(parts, ignore_index=True).assign(world=name))
    levels = pd.concat(found, ignore_index=True)
    trial.save(levels[["world", "verifiability", "policy", "replication", "outcome", "value"]], "levels")
    contrasts = pd.concat([contrasted(part).assign(world=name) for name, part in levels.groupby("world", sort=False)])
    trial.save(contrasts, "contrasts")
    draw(trial, contrasts)
    trial.show(
        contrasts.pivot_table(index=["world", "contrast", "outcome"], columns="verifiability", values="difference", sort=False)
    )


if __name__ == "__main__":
    EXPERIMENT.main(conduct)
