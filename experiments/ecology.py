"""Who survives, who depends, who drifts, and does skill in proposals or ability win? The ecology of organizations.

A city with all kinds of organizations, unpaid tasks where ties meet officials without integrity, and what both do to autonomy and
quality, under four policies with the same founders and luck. ``lottery`` is the null: neither ability nor proposals can win.

    python experiments/ecology.py --out results/ecology
"""

from __future__ import annotations

import argparse
from pathlib import Path

import matplotlib as mpl

mpl.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

import gpssim

POLICIES = {"open_tender": "C0-", "directed_commission": "C1--", "venture_philanthropy": "C2-.", "lottery": "k:"}
LIFE = {
    "world.organizations.kind_shares": [0.5, 0.14, 0.14, 0.10, 0.06, 0.06, 0.0],
    "world.purchasers.integrity": 0.4,
    "world.sector.capture.tasks": 0.4,
    "world.sector.capture.tasks_autonomy": 0.05,
    "world.sector.capture.fit": 0.3,
    "world.sector.capture.wander": 0.02,
    "world.organizations.mission_drift": 0.03,
}
CITY = {"world.city.n_citizens": 1000, "warm_up": 36, "months": 120, "world.bidding.family": "markup", **LIFE}
SMALL = {"world.city.n_citizens": 200, "warm_up": 3, "months": 12, "world.bidding.family": "markup", **LIFE}
COLUMNS = ["month", "organization", "born", "income", "income_government", "mission", "autonomy", "proposal_skill", "ability"]
RUN = ["policy", "replication"]


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


def what_wins(results: gpssim.Study, life: pd.DataFrame) -> pd.DataFrame:
    """Rank correlation, over organizations of a run, of the value signed after the switch with ability and with proposal skill."""
    signed = results.table("contracts", ["organization", "value", "month_signed"])
    won = signed[signed["month_signed"] >= 0].groupby([*RUN, "organization"], observed=True)["value"].sum().reset_index()
    start = life[life["month"] == life["month"].min()].merge(won, "left", [*RUN, "organization"]).fillna({"value": 0.0})
    rows = []
    for (policy, replication), one in start.groupby(RUN, observed=True):
        for name in ("ability", "proposal_skill"):
            rank = one["value"].rank().corr(one[name].rank())
            rows.append({"panel": "wins", "policy": policy, "x": name, "value": rank, "replication": replication})
    return pd.DataFrame(rows)


def draw(table: pd.DataFrame, path: Path) -> None:
    """Survival, dependence, autonomy and mission as lines; what wins as points with two standard errors."""
    titles = {
        "survival": "alive after years",
        "dependence": "dependence on government",
        "autonomy": "autonomy",
        "mission": "mission over its first",
    }
    figure, panels = plt.subplots(1, 5, figsize=(14.0, 3.3), layout="constrained")
    for axes, (name, title) in zip(panels, titles.items(), strict=False):
        for policy, look in POLICIES.items():
            own = table[(table["panel"] == name) & (table["policy"] == policy)].sort_values("x")
            axes.plot(own["x"].astype(float), own["value"], look, lw=1.4, label=policy.replace("_", " "))
        axes.set_title(title, fontsize=9)
        axes.set_xlabel("years", fontsize=8)
    wins = table[table["panel"] == "wins"]
    for shift, (name, marker) in enumerate({"ability": "o", "proposal_skill": "^"}.items()):
        found = wins[wins["x"] == name].groupby("policy", observed=True)["value"].agg(["mean", "sem"]).reindex(list(POLICIES))
        at = np.arange(len(found)) + 0.2 * shift
        panels[4].errorbar(found["mean"], at, xerr=2 * found["sem"], fmt=marker, ms=5, label=name.replace("_", " "))
    panels[4].set_yticks(range(len(POLICIES)), [name.replace("_", " ") for name in POLICIES])
    panels[4].axvline(0.0, color="0.6", lw=0.8)
    panels[4].set_title("rank correlation with value won", fontsize=9)
    panels[0].legend(fontsize=7)
    panels[4].set_ylim(-0.4, len(POLICIES) + 0.2)
    panels[4].legend(fontsize=7, loc="upper right", ncols=2)
    for axes in panels:
        axes.tick_params(labelsize=8)
    figure.savefig(path, dpi=150)
    plt.close(figure)


def main() -> None:
    """Run, write, draw, print the last year and what wins."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=Path("results/ecology"))
    parser.add_argument("--replications", type=int, default=8)
    parser.add_argument("--fast", action="store_true", help="a small city and two years: a try, not a result")
    asked = parser.parse_args()
    scenario = gpssim.replace(gpssim.load_scenario("suzhou-high-tech"), SMALL if asked.fast else CITY)
    study = gpssim.Study(
        scenario,
        list(POLICIES),
        replications=2 if asked.fast else asked.replications,
        seed=1,
        keep=0,
        workers=1 if asked.fast else None,
    )
    results = study.run(progress=False)
    life = results.table("organizations", COLUMNS)
    life = life[life["month"] >= 0]
    table = pd.concat([survival(life, scenario.months), over_time(life), what_wins(results, life)], ignore_index=True)
    asked.out.mkdir(parents=True, exist_ok=True)
    table.to_csv(asked.out / "ecology.csv", index=False, float_format="%.6g")
    draw(table, asked.out / "ecology.png")
    last = table[table["panel"] != "wins"].groupby(["panel", "policy"], sort=False)["value"].last().unstack()
    print(last.round(3).to_string())
    print(table[table["panel"] == "wins"].pivot_table(index="policy", columns="x", values="value").round(3).to_string())


if __name__ == "__main__":
    main()
