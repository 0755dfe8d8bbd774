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
        "Alive: those founded in the first half of a run, by years since then; others: all alive, by years since the switch.",
        "存续：前半程成立者，按成立后年数；其余：全部存续者，按政策切换后年数。",
    ),
    {
        **experiment.WORDS,
        "survival": ("Alive (share)", "存续（比例）"),
        "dependence": gpssim.charts.labeled("dependence_on_government"),
        "mission": ("Mission (of its first value)", "使命（与初始值之比）"),
        "x": ("years", "年"),
    },
)
WINS = gpssim.charts.Texts(
    "what_wins",
    ("Does ability or skill in proposals win?", "能力与文书技巧何者取胜？"),
    ("Rank correlation with the value signed since the switch.", "与切换后签约金额的秩相关。"),
    {
        **experiment.WORDS,
        "ability": ("Ability (rank correlation)", "能力（秩相关）"),
        "proposal_skill": gpssim.charts.labeled("proposal_skill", in_unit=("rank correlation", "秩相关")),
    },
)
EXPERIMENT = gpssim.Experiment(
    __doc__,
    "ecology",
    {
        "full": gpssim.Size(8, citizens=1000, warm_up=36, months=120),
        "fast": gpssim.Size(2, "a small city and a year: a try, not a result", citizens=200, warm_up=3, months=12, workers=1),
    },
    changes=LIFE,
)


def survival(life: pd.DataFrame, months: int) -> pd.DataFrame:
    """Share of the organizations founded in the first half of a run that are seen again so many years later."""
    seen = life[life["born"].between(1, months // 2)].groupby([*RUN, "organization", "born"], observed=True)["month"].max()
    cohort, rows = seen.reset_index(), []
    for years in np.arange(0.5, (months / 2 - 3) / 12 + 0.01, 0.5 if months > 24 else 0.25):
        alive = (cohort["month"] >= cohort["born"] + 12 * years).groupby(cohort["policy"], observed=True).mean()
        rows += [{"panel": "survival", "policy": policy, "x": years, "value": value} for policy, value in alive.items()]
    return pd.DataFrame(rows, columns=["panel", "policy", "x", "value"])


def over_time(life: pd.DataFrame) -> pd.DataFrame:
    """Dependence, autonomy and mission (over what each had when first seen) of those that live, year by year."""
    life = life.assign(year=life["month"] // 12, dependence=life["income_government"] / life["income"].where(life["income"] > 0))
    first = life.groupby([*RUN, "organization"], observed=True)["mission"].transform("first")
    life = life.assign(mission=life["mission"] / first.where(first > 0.0))
    means = life.groupby(["policy", "year"], observed=True)[["dependence", "autonomy", "mission"]].mean().reset_index()
    long = means.melt(["policy", "year"], var_name="panel", value_name="value")
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


def conduct(trial: gpssim.Trial) -> None:
    """Run, write, draw, print the last year and what wins."""
    results = trial.run(POLICIES, keep=0)
    life = results.table("organizations", COLUMNS)
    life = life[life["month"] >= 0]
    wins = what_wins(results.table("contracts", ["organization", "value"], period="all"), life)
    table = pd.concat([survival(life, trial.scenario.months), over_time(life), wins], ignore_index=True)
    trial.save(table, "ecology", float_format="%.6g")
    lives = table[table["panel"] != "wins"]
    drawn = lives.assign(series=lives["policy"], x=lives["x"].astype(float), mean=lives["value"], low=np.nan, high=np.nan)
    trial.draw(gpssim.charts.lines, drawn[["panel", "series", "x", "mean", "low", "high"]], TEXTS, intervals=False)
    trial.draw(gpssim.charts.rows, gpssim.mean_band(wins, ["x", "policy"]).rename(columns={"x": "panel", "policy": "row"}), WINS)
    trial.show(lives.groupby(["panel", "policy"], sort=False)["value"].last().unstack())
    trial.show(wins.pivot_table(index="policy", columns="x", values="value"))


if __name__ == "__main__":
    EXPERIMENT.main(conduct)
