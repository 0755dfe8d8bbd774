"""Who survives, who depends, who drifts, and does skill in proposals or ability win? The ecology of organizations.

A city with all kinds of organizations, unpaid tasks where ties meet officials without integrity, and what both do to autonomy and
quality, under four policies with the same founders and luck. ``lottery`` is the null: neither ability nor proposals can win.

    python experiments/ecology.py --out results/ecology
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

import gpssim
from gpssim import experiment

POLICIES = ["open_tender", "directed_commission", "venture_philanthropy", "lottery"]
LIFE = {
    "world.organizations.kind_shares": [0.5, 0.14, 0.14, 0.10, 0.06, 0.06, 0.0],
    "world.purchasers.integrity": 0.4,
    "world.sector.capture.tasks": 0.4,
    "world.sector.capture.tasks_autonomy": 0.05,
    "world.sector.capture.fit": 0.3,
    "world.sector.capture.wander": 0.02,
    "world.organizations.mission_drift": 0.03,
    **experiment.MARKUP,
}
COLUMNS = ["month", "organization", "born", "income", "income_government", "mission", "autonomy", "proposal_skill", "ability"]
RUN = ["policy", "replication"]
TEXTS = gpssim.charts.Texts(
    "ecology",
    ("Who survives, depends and drifts", "谁存续、谁依赖、谁偏离使命"),
    (
        "Alive: those founded in the first half of a run; others: all that are alive.",
        "存续：前半程成立者；其余：全部存续者。",
    ),
    {
        **experiment.WORDS,
        "survival": experiment.measure("Alive", "存续", "share"),
        "dependence": experiment.measure("Dependence on government", "对政府收入依赖度", of="dependence_on_government"),
        "autonomy": experiment.measure("Autonomy", "自主性", of="autonomy"),
        "mission": experiment.measure("Mission", "使命", "of its first value"),
        "x survival": experiment.measure("time since its founding", "成立后时间", "years"),
        "x": experiment.measure("time since the switch", "切换后时间", "years"),
    },
)
WINS = gpssim.charts.Texts(
    "what_wins",
    ("Does ability or skill in proposals win?", "能力与文书技巧何者取胜？"),
    ("Rank correlation with the value signed since the switch.", "与切换后签约金额的秩相关。"),
    {
        **experiment.WORDS,
        "ability": experiment.measure("Ability", "能力", "rank correlation"),
        "proposal_skill": experiment.measure("Skill in proposals", "文书技巧", "rank correlation"),
    },
)
EXPERIMENT = gpssim.Experiment(
    __doc__,
    "ecology",
    {
        "full": gpssim.Size(8, citizens=1000, warm_up=36, months=120),
        "quick": gpssim.Size(4, "a small city, six years", citizens=500, warm_up=24, months=72),
        "fast": gpssim.Size(2, "a small city and a year: a try, not a result", citizens=200, warm_up=3, months=12, workers=1),
    },
    changes=LIFE,
)


def survival(life: pd.DataFrame, months: int) -> pd.DataFrame:
    """Share of the organizations founded in the first half of a run that are seen again so many years later."""
    seen = life[life["born"].between(1, months // 2)].groupby([*RUN, "organization", "born"], observed=True)["month"].max()
    cohort, rows = seen.reset_index(), []
    for years in np.arange(0.5, (months / 2 - 3) / 12 + 0.01, 0.5 if months > 24 else 0.25):
        alive = (cohort["month"] >= cohort["born"] + 12 * years).groupby([cohort[key] for key in RUN], observed=True).mean()
        rows.append(alive.rename("value").reset_index().assign(panel="survival", x=years))
    return pd.concat(rows, ignore_index=True) if rows else pd.DataFrame(columns=["panel", *RUN, "x", "value"])


def over_time(life: pd.DataFrame) -> pd.DataFrame:
    """Dependence, autonomy and mission (over what each had when first seen) of those that live, year by year."""
    life = life.assign(year=life["month"] // 12, dependence=life["income_government"] / life["income"].where(life["income"] > 0))
    first = life.groupby([*RUN, "organization"], observed=True)["mission"].transform("first")
    life = life.assign(mission=life["mission"] / first.where(first > 0.0))
    means = life.groupby([*RUN, "year"], observed=True)[["dependence", "autonomy", "mission"]].mean().reset_index()
    long = means.melt([*RUN, "year"], var_name="panel", value_name="value")
    return long.rename(columns={"year": "x"})


def what_wins(signed: pd.DataFrame, life: pd.DataFrame) -> pd.DataFrame:
    """Rank correlation, over organizations of a run, of the value signed after the switch with ability and with proposal skill."""
    won = signed.groupby([*RUN, "organization"], observed=True)["value"].sum().reset_index()
    start = life[life["month"] == life["month"].min()].merge(won, "left", [*RUN, "organization"]).fillna({"value": 0.0})
    rows: list[dict[str, Any]] = []
    for (policy, replication), one in start.groupby(RUN, observed=True):
        for name in ("ability", "proposal_skill"):
            rank = one["value"].rank().corr(one[name].rank())
            rows.append({"panel": "wins", "policy": policy, "x": name, "value": rank, "replication": replication})
    return pd.DataFrame(rows)


def over_replications(lives: pd.DataFrame) -> pd.DataFrame:
    """Means with intervals that end where each panel's values end."""
    return gpssim.mean_band(lives, ["panel", "policy", "x"], domain="panel", others=experiment.ends(TEXTS.words))


def draw(folder: experiment.Folder, ecology: pd.DataFrame) -> None:
    """Lives over time, and what wins."""
    wins = ecology["panel"] == "wins"
    lives = ecology[~wins].assign(x=ecology["x"][~wins].astype(float))
    shown = over_replications(lives)
    folder.draw(gpssim.charts.lines, shown.rename(columns={"policy": "series"}), TEXTS)
    found = gpssim.mean_band(ecology[wins], ["x", "policy"], domain="x", others=experiment.ends(WINS.words))
    folder.draw(gpssim.charts.rows, found.rename(columns={"x": "panel", "policy": "row"}), WINS)


def conduct(trial: gpssim.Trial) -> None:
    """Run, write, draw, print the last year and what wins."""
    results = trial.run(POLICIES, keep=0)
    life = results.table("organizations", COLUMNS)
    life = life[life["month"] >= 0]
    wins = what_wins(results.table("contracts", ["organization", "value"], period="all"), life)
    table = pd.concat([survival(life, trial.scenario.months), over_time(life), wins], ignore_index=True)
    trial.save(table, "ecology", float_format="%.6g")
    draw(trial, table)
    lives = over_replications(table[table["panel"] != "wins"])
    trial.show(lives.groupby(["panel", "policy"], sort=False)["mean"].last().unstack())
    trial.show(wins.pivot_table(index="policy", columns="x", values="value"))


if __name__ == "__main__":
    EXPERIMENT.main(conduct)
